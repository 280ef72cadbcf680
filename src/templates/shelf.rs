//! Where a template's pages stand: in the partner's library, or in the view of an account that owns it. One handler serves
//! both (as `accounts::stand` has it for what lives in accounts); rights, addresses and surroundings are here.

use super::actions::library;
use super::model::{Details, Visibility};
use super::queries::{self, Template};
use super::shelves::{self, Own};
use crate::access::rights::{
    EditCycles, EditTemplates, MakeTemplates, ManageTemplates, Mutating, Right, RuleTemplates, ViewAccount, ViewCycles,
    ViewTemplates, WorkInAccount,
};
use crate::accounts::stand::Stand;
use crate::db::{InAccount, InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::jobs::rollouts;
use crate::web::shell::Shell;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use std::future::{Ready, ready};
use std::str::FromStr;
use uuid::Uuid;

/// Address of the partner's library.
pub(crate) const LIBRARY: &str = "/console/templates";

/// A place in which templates are kept.
pub(crate) trait Shelf: Stand {
    /// Looks at templates, their drafts among them.
    type Look: Right<In = Self>;
    /// Makes templates and works on their drafts.
    type Make: Mutating<In = Self>;
    /// Makes releases live and deletes templates. In an account whoever works on its cycles does (MODEL section 3:
    /// Standard; there is no right of its own for templates).
    type Rule: Mutating<In = Self>;

    /// What surrounds a page about templates.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn around(tx: &mut ReadTx<'_, Self>, title: &str) -> AppResult<Shell>;

    /// What a template's page says that hangs on where it stands.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn standing(tx: &mut ReadTx<'_, Self>, template: &Template, home: &OfTemplate) -> AppResult<Standing>;

    /// Those of the account in whose view this is; in the console none, whose library has them.
    ///
    /// # Errors
    /// When the database cannot be read.
    fn owned(tx: &mut ReadTx<'_, Self>) -> AppResult<Vec<Own>>;

    /// Where a template that was made in an account stands.
    fn of(account: AccountId, id: Uuid) -> OfTemplate;

    /// What a template that is made of an account's cycle says of whom it is for: the account and those below it (T6).
    fn meant_for_those_below() -> Details;

    /// Adds what that needs beside its details.
    ///
    /// # Errors
    /// `NotFound` for an account that is not there.
    fn shelved(tx: &mut WriteTx<'_, Self>, template: Uuid, account: AccountId) -> AppResult<()>;
}

/// What a template's page says that hangs on where it stands.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    /// For whom it is.
    pub visible: String,
    /// Address of the list of its cycles; empty: there is none to be shown.
    pub installed: String,
    /// Where its live release is installed; empty: this person may not.
    pub install: String,
    /// Its newest rollout stopped by itself: what it was, why, and its page.
    pub stopped: Option<(String, String, String)>,
}

impl Shelf for InPartner {
    type Look = ViewTemplates;
    type Make = EditTemplates;
    type Rule = ManageTemplates;

    fn around(tx: &mut ReadTx<'_, InPartner>, title: &str) -> AppResult<Shell> {
        Ok(Shell::console(tx, LIBRARY, title))
    }

    fn standing(tx: &mut ReadTx<'_, InPartner>, template: &Template, home: &OfTemplate) -> AppResult<Standing> {
        let visible = match template.visibility() {
            Visibility::Accounts => match queries::chosen(tx, template.id)?.len() {
                0 => t!("templates-chosen-none").to_owned(),
                n => t!("templates-chosen-count", n = n),
            },
            other => other.words(),
        };
        let href = home.address();
        let stopped = if ViewCycles::held(tx.facts()) { rollouts::stopped(tx)? } else { Vec::new() };
        let stopped = stopped.into_iter().find(|one| one.template == template.id.to_string());
        let sees = template.installed() > 0 && ViewCycles::held(tx.facts());
        Ok(Standing {
            visible: below(template, visible),
            installed: if sees { format!("{href}/cycles") } else { String::new() },
            install: if EditCycles::held(tx.facts()) { format!("{href}/install") } else { String::new() },
            stopped: stopped.map(|one| (one.title, one.problem, format!("/console/jobs/{}", one.job))),
        })
    }

    fn owned(_: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<Own>> {
        Ok(Vec::new())
    }

    fn of(_: AccountId, id: Uuid) -> OfTemplate {
        OfTemplate { account: None, id }
    }

    fn meant_for_those_below() -> Details {
        Details { visibility: Visibility::Accounts, ..Details::default() }
    }

    fn shelved(tx: &mut WriteTx<'_, InPartner>, template: Uuid, account: AccountId) -> AppResult<()> {
        library::admit(tx, template, account).map(drop)
    }
}

impl Shelf for InAccount {
    type Look = ViewAccount;
    type Make = MakeTemplates;
    type Rule = RuleTemplates;

    fn around(tx: &mut ReadTx<'_, InAccount>, title: &str) -> AppResult<Shell> {
        Shell::account(tx, "cycles", title)
    }

    fn standing(tx: &mut ReadTx<'_, InAccount>, template: &Template, _: &OfTemplate) -> AppResult<Standing> {
        let install = format!("{}/install?template={}", Self::home(tx.account_id()), template.id);
        Ok(Standing {
            visible: below(template, template.visibility().words()),
            install: if WorkInAccount::held(tx.facts()) { install } else { String::new() },
            ..Standing::default()
        })
    }

    fn owned(tx: &mut ReadTx<'_, InAccount>) -> AppResult<Vec<Own>> {
        shelves::owned(tx)
    }

    fn of(account: AccountId, id: Uuid) -> OfTemplate {
        OfTemplate { account: Some(account), id }
    }

    fn meant_for_those_below() -> Details {
        Details { published: true, ..Details::default() }
    }

    /// It is the account's by where it was made.
    fn shelved(_: &mut WriteTx<'_, InAccount>, _: Uuid, _: AccountId) -> AppResult<()> {
        Ok(())
    }
}

/// What an account owns is for it and those below it, or for some of these.
fn below(template: &Template, visible: String) -> String {
    match (template.owner(), template.visibility()) {
        ("", _) => visible,
        (owner, Visibility::All) => t!("templates-below-all", owner = owner),
        (owner, _) => t!("templates-below", owner = owner, visible = visible),
    }
}

/// A template of a path.
#[derive(Clone, Debug)]
pub(crate) struct OfTemplate {
    /// The account in whose view it stands; none: the console.
    pub account: Option<AccountId>,
    pub id: Uuid,
}

/// A release of a path.
#[derive(Clone, Debug)]
pub(crate) struct OfRelease {
    pub template: OfTemplate,
    pub number: i32,
}

impl OfTemplate {
    /// Reads it from the address of a page.
    ///
    /// # Errors
    /// `NotFound`: what is no id answers like an id that does not exist (T4).
    pub fn read(request: &HttpRequest) -> AppResult<OfTemplate> {
        let account = request.match_info().get("account").map(|_| part(request, "account")).transpose()?;
        Ok(OfTemplate { account, id: part(request, "id")? })
    }

    /// Address of the list.
    pub fn list(&self) -> String {
        self.account.map_or_else(|| LIBRARY.to_owned(), |account| format!("{}/templates", InAccount::home(account)))
    }

    /// Address of the template's page.
    pub fn address(&self) -> String {
        format!("{}/{}", self.list(), self.id)
    }

    /// One of its releases.
    pub fn release(&self, number: i32) -> OfRelease {
        OfRelease { template: self.clone(), number }
    }

    /// Where a page stands: the crumbs down to the template, with their addresses.
    pub fn crumbs(&self, name: &str) -> Vec<(String, String)> {
        let above =
            self.account.map(|account| (t!("templates-cycles", words), format!("{}/cycles", InAccount::home(account))));
        let below = [(t!("templates-title").to_owned(), self.list()), (name.to_owned(), self.address())];
        above.into_iter().chain(below).collect()
    }
}

impl OfRelease {
    /// Address of the release's page.
    pub fn address(&self) -> String {
        format!("{}/releases/{}", self.template.address(), self.number)
    }

    /// Where a page stands: the crumbs down to the release, with their addresses.
    pub fn crumbs(&self, name: &str) -> Vec<(String, String)> {
        let mut crumbs = self.template.crumbs(name);
        crumbs.push((t!("templates-release-n", number = self.number), self.address()));
        crumbs
    }

    /// Reads it from the address of a page.
    ///
    /// # Errors
    /// As [`OfTemplate::read`].
    pub fn read(request: &HttpRequest) -> AppResult<OfRelease> {
        Ok(OfRelease { template: OfTemplate::read(request)?, number: part(request, "number")? })
    }
}

fn part<T: FromStr>(request: &HttpRequest, name: &str) -> AppResult<T> {
    request.match_info().get(name).and_then(|text| text.parse().ok()).ok_or(AppError::NotFound)
}

impl FromRequest for OfTemplate {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(OfTemplate::read(request))
    }
}

impl FromRequest for OfRelease {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(OfRelease::read(request))
    }
}
