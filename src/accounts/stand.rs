//! Where a page about one account stands: in the partner's console or in the account's own view. One handler serves
//! both; what differs is here: the rights, the address and what surrounds the page. The scope's policies hold in both
//! (T7), and the account is in each address (T9).

use super::pages::head::{AccountHead, Tab};
use crate::access::Addressed;
use crate::access::rights::{
    EditCycles, ManageCycles, Mutating, Right, UseConsole, ViewAccount, ViewCycles, WorkInAccount,
};
use crate::db::{InAccount, InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::shell::Shell;
use crate::web::times::zone;
use chrono_tz::Tz;

/// A part of an account's pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Connectors,
    Cycles,
    Transactions,
    Incidents,
    Reports,
    Api,
    Embedding,
}

impl Section {
    /// Its part of the address.
    fn key(self) -> &'static str {
        match self {
            Section::Connectors => "connectors",
            Section::Cycles => "cycles",
            Section::Transactions => "transactions",
            Section::Incidents => "incidents",
            Section::Reports => "reports",
            Section::Api => "api",
            Section::Embedding => "embedding",
        }
    }

    /// What it is called.
    pub fn words(self) -> String {
        let words = match self {
            Section::Connectors => t!("accounts-tab-connectors"),
            Section::Cycles => return t!("accounts-tab-cycles", words),
            Section::Transactions => t!("accounts-tab-transactions"),
            Section::Incidents => t!("accounts-tab-incidents"),
            Section::Reports => t!("accounts-tab-reports"),
            Section::Api => t!("accounts-tab-api"),
            Section::Embedding => t!("accounts-tab-embedding"),
        };
        words.to_owned()
    }

    fn tab(self) -> Tab {
        match self {
            Section::Connectors => Tab::Connectors,
            Section::Cycles => Tab::Cycles,
            Section::Transactions => Tab::Transactions,
            Section::Incidents => Tab::Incidents,
            Section::Reports => Tab::Reports,
            Section::Api => Tab::Api,
            Section::Embedding => Tab::Embedding,
        }
    }
}

/// A place in which pages about an account stand. `View`, `Edit` and `Manage` are the rights for cycles and what they
/// did (MODEL section 3).
pub(crate) trait Stand: Addressed + Sized {
    /// Looks at cycles and what they did.
    type View: Right<In = Self>;
    /// Looks at reports: all staff may, and whoever works in an account at its own.
    type Report: Right<In = Self>;
    /// Makes, starts, stops and changes cycles, and runs work again.
    type Edit: Mutating<In = Self>;
    /// Removes what cycles left.
    type Manage: Mutating<In = Self>;

    /// The address of the account, without a slash at its end.
    fn home(account: AccountId) -> String;

    /// What surrounds a page of an account.
    ///
    /// # Errors
    /// `NotFound` for an account that is not there.
    fn frame(tx: &mut ReadTx<'_, Self>, account: AccountId, section: Section, title: &str)
    -> AppResult<(Shell, Frame)>;
}

/// What a page of an account says beside its own content.
pub(crate) struct Frame {
    pub in_console: bool,
    /// The account's own head and tabs; empty outside of the console.
    pub head: AccountHead,
    pub name: String,
    /// Address of the account.
    pub home: String,
    /// Address of the section's list.
    pub here: String,
    /// The way to the section's list, which is the last.
    pub crumbs: Vec<(String, String)>,
    /// Of the person, else of the account: for times that are shown.
    pub zone: Tz,
    /// Of the account: for times that it works by.
    pub account_zone: Tz,
    /// It is not in the recycle bin.
    pub live: bool,
    /// May change cycles, of a live account.
    pub may_edit: bool,
    /// May remove what cycles left.
    pub may_manage: bool,
}

impl Frame {
    /// The way to something below the list: words and addresses, the last without one.
    pub fn way(&self, below: &[(&str, &str)]) -> Vec<(String, String)> {
        let below = below.iter().map(|(words, href)| ((*words).to_owned(), (*href).to_owned()));
        self.crumbs.iter().cloned().chain(below).collect()
    }
}

impl Stand for InPartner {
    type View = ViewCycles;
    type Report = UseConsole;
    type Edit = EditCycles;
    type Manage = ManageCycles;

    fn home(account: AccountId) -> String {
        format!("/console/accounts/{account}")
    }

    fn frame(
        tx: &mut ReadTx<'_, InPartner>,
        account: AccountId,
        section: Section,
        title: &str,
    ) -> AppResult<(Shell, Frame)> {
        let (head, chain) = AccountHead::read(tx, account, section.tab())?;
        let here = format!("{}/{}", head.href, section.key());
        let mut crumbs = head.crumbs.clone();
        if let Some((_, href)) = crumbs.last_mut() {
            head.href.clone_into(href);
        }
        let words = section.words();
        let title = if title == words {
            t!("accounts-section-of", section = words, account = head.name)
        } else {
            title.to_owned()
        };
        crumbs.push((words, here.clone()));
        let shell = Shell::console(tx, "/console/accounts", &title);
        let (facts, live) = (tx.facts(), chain.account.standing != "deleted");
        let account_zone = zone(&chain.account.timezone);
        let frame = Frame {
            in_console: true,
            name: head.name.clone(),
            home: head.href.clone(),
            here,
            crumbs,
            zone: facts.timezone.as_deref().map_or(account_zone, zone),
            account_zone,
            live,
            may_edit: live && EditCycles::held(facts),
            may_manage: ManageCycles::held(facts),
            head,
        };
        Ok((shell, frame))
    }
}

impl Stand for InAccount {
    type View = ViewAccount;
    type Report = ViewAccount;
    type Edit = WorkInAccount;
    type Manage = WorkInAccount;

    fn home(account: AccountId) -> String {
        format!("/a/{account}")
    }

    fn frame(
        tx: &mut ReadTx<'_, InAccount>,
        account: AccountId,
        section: Section,
        title: &str,
    ) -> AppResult<(Shell, Frame)> {
        let words = section.words();
        let shell = Shell::account(tx, section.key(), title)?;
        let (facts, home) = (tx.facts(), Self::home(account));
        let account_zone = zone(facts.account_timezone.as_deref().unwrap_or("UTC"));
        let here = format!("{home}/{}", section.key());
        let works = WorkInAccount::held(facts);
        let frame = Frame {
            in_console: false,
            head: AccountHead::default(),
            name: facts.account_name.clone().unwrap_or_default(),
            home,
            crumbs: vec![(words, here.clone())],
            here,
            zone: facts.timezone.as_deref().map_or(account_zone, zone),
            account_zone,
            live: true,
            may_edit: works,
            may_manage: works,
        };
        Ok((shell, frame))
    }
}

/// The account of a path.
///
/// # Errors
/// `NotFound`: what is no id answers like an id that does not exist (T4).
pub(crate) fn account_of(path: &str) -> AppResult<AccountId> {
    crate::ids::known(path)
}

/// The account of a path and what else it names.
///
/// # Errors
/// As [`account_of`].
pub(crate) fn named<T: std::str::FromStr>(path: &(String, String)) -> AppResult<(AccountId, T)> {
    Ok((account_of(&path.0)?, crate::ids::known(&path.1)?))
}
