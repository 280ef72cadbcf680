//! Where a transaction works: a partner, one account, or the person's own things. A place is proved by the gate's
//! answer and by nothing else; its `SET LOCAL` lines are the scope that the policies read.

use super::gate;
use crate::branding::model::Brand;
use crate::ids::{AccountId, PartnerId, PersonId, TokenHash};
use crate::settings::networks::Networks;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The console of one partner: every row of that partner.
#[derive(Debug, Clone, Copy)]
pub struct InPartner;
/// One account: only rows of that account.
#[derive(Debug, Clone, Copy)]
pub struct InAccount;
/// The signed-in person's own things: profile, sessions, grants.
#[derive(Debug, Clone, Copy)]
pub struct InSelf;

/// A place that the gate can prove. Sealed: there are only the three above.
pub trait Place: sealed::Sealed + Send + Sync + 'static {
    /// What must be named to ask for it.
    type Target: Clone + Send + Sync + 'static;
    /// For the route table.
    const NAME: &'static str;
    /// The policy role (TECH.md section 3).
    #[doc(hidden)]
    const ROLE: &'static str;
    /// The account that a target names.
    #[doc(hidden)]
    fn account(target: &Self::Target) -> Option<AccountId>;
    /// Asks the gate. None: nobody is signed in by that token.
    #[doc(hidden)]
    fn ask(
        conn: &mut PgConnection,
        token: &TokenHash,
        target: &Self::Target,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<serde_json::Value>>;
}

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::InPartner {}
    impl Sealed for super::InAccount {}
    impl Sealed for super::InSelf {}
}

impl Place for InPartner {
    type Target = ();
    const NAME: &'static str = "partner";
    const ROLE: &'static str = "berth_partner";
    fn account((): &()) -> Option<AccountId> {
        None
    }
    fn ask(
        conn: &mut PgConnection,
        token: &TokenHash,
        (): &(),
        now: DateTime<Utc>,
    ) -> QueryResult<Option<serde_json::Value>> {
        diesel::select(gate::enter_partner(&token.0, now)).get_result(conn)
    }
}

impl Place for InAccount {
    type Target = AccountId;
    const NAME: &'static str = "account";
    const ROLE: &'static str = "berth_account";
    fn account(target: &AccountId) -> Option<AccountId> {
        Some(*target)
    }
    fn ask(
        conn: &mut PgConnection,
        token: &TokenHash,
        account: &AccountId,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<serde_json::Value>> {
        diesel::select(gate::enter_account(&token.0, account.0, now)).get_result(conn)
    }
}

impl Place for InSelf {
    type Target = ();
    const NAME: &'static str = "self";
    const ROLE: &'static str = "berth_person";
    fn account((): &()) -> Option<AccountId> {
        None
    }
    fn ask(
        conn: &mut PgConnection,
        token: &TokenHash,
        (): &(),
        now: DateTime<Utc>,
    ) -> QueryResult<Option<serde_json::Value>> {
        diesel::select(gate::enter_self(&token.0, now)).get_result(conn)
    }
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A person of the partner's staff.
    Console,
    /// A person of a customer.
    Account,
    /// A program with a token of the API: of the partner, or bound to one account.
    Program,
}

/// What the gate said about a credential and the place it asked for.
#[derive(Clone, Debug, Deserialize)]
pub struct Facts {
    /// The person's partner.
    pub partner: PartnerId,
    /// Its name.
    pub partner_name: String,
    /// Its short name in addresses.
    pub partner_slug: String,
    /// What customers meet of it here; none: our own look, as its staff sees it.
    #[serde(default)]
    pub brand: Option<Box<Brand>>,
    /// The host name of its own that addresses for its people begin with.
    #[serde(default)]
    pub main_host: Option<String>,
    /// Who asks; of a program its credential.
    pub person: PersonId,
    /// What they are.
    pub kind: Kind,
    /// The person's name; what uses the credential.
    pub name: String,
    /// The person's address; the credential's public id.
    pub email: String,
    /// Console Users: may do everything.
    pub full_access: bool,
    /// Console Users: area to level.
    pub rights: BTreeMap<String, String>,
    /// light, dark, or none for the system's.
    pub theme: Option<String>,
    /// The person's own choice of timezone.
    pub timezone: Option<String>,
    /// The language that the person chose, as a tag.
    #[serde(default)]
    pub language: Option<String>,
    /// That of the account entered.
    #[serde(default)]
    pub account_language: Option<String>,
    /// That of the partner's people who chose none.
    #[serde(default)]
    pub partner_language: Option<String>,
    /// False: single-key shortcuts are off.
    pub shortcuts: bool,
    /// The session, as it appears in the person's list.
    pub session: uuid::Uuid,
    /// When the password was last given in this session.
    pub confirmed_at: DateTime<Utc>,
    /// True when the session's last use should be written down.
    pub touch: bool,
    /// True when the session must be given a new token.
    #[serde(default)]
    pub rotate: bool,
    /// The partner requires a second step of the sign-in that the person has not set up: nothing else opens.
    #[serde(default)]
    pub set_up_first: bool,
    /// The frame that the session is for; none: a window of its own.
    #[serde(default)]
    pub(crate) frame: Option<crate::web::framed::Look>,
    /// From which networks they may ask; none: from all.
    #[serde(default)]
    pub networks: Option<Networks>,
    /// True only when the place asked for is open to this person.
    #[serde(default)]
    pub entered: bool,
    /// The one account that a program's token is bound to, or that a program let this person into.
    #[serde(default)]
    pub bound: Option<AccountId>,
    /// The account entered.
    pub account: Option<AccountId>,
    /// Its name.
    pub account_name: Option<String>,
    /// Its timezone.
    pub account_timezone: Option<String>,
    /// Its API ID.
    #[serde(default)]
    pub account_api_id: Option<String>,
    /// The account and those above it, nearest first (T6).
    #[serde(default)]
    pub line: Vec<AccountId>,
    /// Account Users: 3 Administrator, 2 Standard, 1 Viewer.
    pub role: Option<i32>,
    /// The account is there and granted, but suspended or expired.
    pub suspended: Option<Suspended>,
    /// Staff who see the account entered as its people do.
    #[serde(default)]
    pub view: Option<Viewing>,
    /// They did, in this session, and it has ended.
    #[serde(default)]
    pub view_over: bool,
    /// Until then a use of the session is not written down again.
    #[serde(default)]
    pub settled_until: Option<DateTime<Utc>>,
    /// Over all that the gate said; none where something waits to be written down, or nothing was entered.
    #[serde(default)]
    pub seal: Option<Seal>,
}

impl Facts {
    /// Whether they work for the partner: its staff, or a program with a token of the partner's.
    pub fn for_partner(&self) -> bool {
        self.kind == Kind::Console || self.kind == Kind::Program && self.bound.is_none()
    }

    /// Whether they only look at the account that they see as its people do.
    pub fn looks_only(&self) -> bool {
        self.view.is_some() && self.role.is_none_or(|rank| rank < 2)
    }

    /// As whom they work, where that is not as themselves: "a viewer of Delta Dental".
    pub(crate) fn as_whom(&self) -> String {
        let account = self.account_name.as_deref().unwrap_or_default();
        match (&self.view, self.looks_only()) {
            (None, _) => String::new(),
            (Some(_), true) => format!("a viewer of {account}"),
            (Some(_), false) => format!("a standard user of {account}"),
        }
    }
}

/// How somebody of the staff sees an account as its people do.
#[derive(Clone, Debug, Deserialize)]
pub struct Viewing {
    /// When it ends by itself.
    pub until: DateTime<Utc>,
}

/// A SHA-256 over facts, made by the gate.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Seal(String);

impl TryFrom<String> for Seal {
    type Error = &'static str;
    fn try_from(text: String) -> Result<Seal, Self::Error> {
        let fits = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
        if fits { Ok(Seal(text)) } else { Err("a seal is 64 hexadecimal digits") }
    }
}

/// Why an account that is granted cannot be entered.
#[derive(Clone, Debug, Deserialize)]
pub struct Suspended {
    /// Its name.
    pub account_name: String,
    /// True: its expiry date was reached.
    pub expired: bool,
}

/// The opening batch of a transaction: one round trip, only typed ids formatted into it. Citus forwards literal
/// `SET LOCAL` lines at the top of a transaction and nothing else (TECH.md section 8).
pub(super) fn opening<P: Place>(mode: &str, facts: &Facts) -> String {
    format!("BEGIN {mode}; {}", scope::<P>(facts))
}

/// The same for somebody whom the gate knew a moment ago: the scope is set only if it says the same now.
pub(super) fn opening_again<P: Place>(
    mode: &str,
    facts: &Facts,
    seal: &Seal,
    token: &TokenHash,
    now: DateTime<Utc>,
) -> String {
    let account = facts.account.map_or_else(|| "null".to_owned(), |id| format!("'{}'", id.0));
    let mut batch = format!("BEGIN {mode}; SELECT gate.hold('{}', '\\x", P::NAME);
    for byte in &token.0 {
        let _ = write!(batch, "{byte:02x}");
    }
    let _ = write!(batch, "', {account}, '{}', '{}'); {}", now.to_rfc3339(), seal.0, scope::<P>(facts));
    batch
}

/// The lines that set the scope.
pub(super) fn scope<P: Place>(facts: &Facts) -> String {
    let mut batch = format!("SET LOCAL ROLE {}", P::ROLE);
    // A place that the gate did not open gets a scope without a tenant: the policies then show nothing at all.
    if facts.entered {
        scope_lines(&mut batch, Some(facts.partner), facts.account, Some(facts.person));
        // For the policies of what an account may use of those above it.
        if !facts.line.is_empty() {
            let line: Vec<String> = facts.line.iter().map(|account| account.0.to_string()).collect();
            let _ = write!(batch, "; SET LOCAL app.account_line = '{{{}}}'", line.join(","));
        }
    } else {
        scope_lines(&mut batch, None, None, None);
    }
    batch
}

pub(super) fn scope_lines(
    batch: &mut String,
    partner: Option<PartnerId>,
    account: Option<AccountId>,
    person: Option<PersonId>,
) {
    let text = |id: Option<uuid::Uuid>| id.map_or_else(String::new, |id| id.to_string());
    let _ = write!(
        batch,
        "; SET LOCAL app.partner_id = '{}'; SET LOCAL app.account_id = '{}'; SET LOCAL app.person_id = '{}'",
        text(partner.map(|id| id.0)),
        text(account.map(|id| id.0)),
        text(person.map(|id| id.0)),
    );
}
