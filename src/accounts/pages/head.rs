//! What stands above every page of one account in the console: the way to it, its name and state, its API ID, what
//! can be done with it by this person, and the tabs.

use crate::access::rights::{
    EditAccounts, ManageAccounts, Right, ViewAccountUsers, ViewApiCredentials, ViewAs, ViewAudit, ViewConnectors,
    ViewCycles, ViewEmbedding,
};
use crate::accounts::chain::{self, Chain, Stop};
use crate::accounts::model::DEPTH_MAX;
use crate::db::{Facts, InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::times::figure;
use chrono::{DateTime, Utc};

/// The tab a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Overview,
    SubAccounts,
    People,
    Connectors,
    Cycles,
    Transactions,
    Incidents,
    Reports,
    Limits,
    Branding,
    Api,
    Embedding,
    Audit,
    Details,
}

/// For `templates/accounts/_head.html`: `{{ account::head(self.head, shell.csrf) }}`.
#[derive(Debug, Default)]
pub(crate) struct AccountHead {
    pub id: String,
    pub href: String,
    pub name: String,
    pub api_id: String,
    /// Badge kind and word of its state.
    pub kind: &'static str,
    pub state: &'static str,
    /// (name, href), the account itself last and without href.
    pub crumbs: Vec<(String, String)>,
    /// (text, href, current).
    pub tabs: Vec<(String, String, bool)>,
    pub may: May,
}

/// What this person can do with the account in its present state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct May {
    pub edit: bool,
    pub add_sub_account: bool,
    pub suspend: bool,
    pub resume: bool,
    /// Its expiry date has come: only a later one opens it again.
    pub extend: bool,
    pub move_it: bool,
    pub delete: bool,
    pub restore: bool,
    /// Take all of it along as a file.
    pub export: bool,
    /// Remove it for good before its days in the recycle bin are over.
    pub erase: bool,
    /// See it as its people do.
    pub view: bool,
}

impl May {
    /// True when there is anything for the menu.
    pub fn more(&self) -> bool {
        self.add_sub_account || self.move_it || self.export || self.delete
    }
}

impl AccountHead {
    /// The head, with its chain for the page's own use. One statement.
    ///
    /// # Errors
    /// `NotFound` for an account that is not there.
    pub fn read(tx: &mut ReadTx<'_, InPartner>, account: AccountId, tab: Tab) -> AppResult<(AccountHead, Chain)> {
        let chain = chain::find(tx, account)?;
        Ok((AccountHead::of(tx.facts(), tx.now(), &chain, tab), chain))
    }

    fn of(facts: &Facts, now: DateTime<Utc>, chain: &Chain, tab: Tab) -> AccountHead {
        let account = &chain.account;
        let href = format!("/console/accounts/{}", account.id);
        let mut crumbs = vec![("Accounts".to_owned(), "/console/accounts".to_owned())];
        crumbs.extend(chain.ancestors.iter().map(|a| (a.name.clone(), format!("/console/accounts/{}", a.id))));
        crumbs.push((account.name.clone(), String::new()));
        let (kind, state) = state_of(chain, now);
        AccountHead {
            id: account.id.to_string(),
            name: account.name.clone(),
            api_id: account.api_id.clone(),
            kind,
            state,
            crumbs,
            tabs: tabs(facts, chain, &href, tab),
            may: may(facts, chain, now),
            href,
        }
    }
}

fn tabs(facts: &Facts, chain: &Chain, href: &str, current: Tab) -> Vec<(String, String, bool)> {
    let counted =
        |word: &str, count: i64| if count == 0 { word.to_owned() } else { format!("{word} {}", figure(count)) };
    let mut tabs = vec![
        ("Overview".to_owned(), href.to_owned(), current == Tab::Overview),
        (counted("Sub-accounts", chain.sub_accounts), format!("{href}/sub-accounts"), current == Tab::SubAccounts),
    ];
    if ViewAccountUsers::held(facts) {
        tabs.push((counted("People", chain.people), format!("{href}/people"), current == Tab::People));
    }
    if ViewConnectors::held(facts) {
        tabs.push(("Connectors".to_owned(), format!("{href}/connectors"), current == Tab::Connectors));
    }
    if ViewCycles::held(facts) {
        tabs.push(("Cycles".to_owned(), format!("{href}/cycles"), current == Tab::Cycles));
        let transactions = ("Transactions".to_owned(), format!("{href}/transactions"), current == Tab::Transactions);
        tabs.push(transactions);
        tabs.push(("Incidents".to_owned(), format!("{href}/incidents"), current == Tab::Incidents));
    }
    tabs.push(("Reports".to_owned(), format!("{href}/reports"), current == Tab::Reports));
    tabs.push(("Limits".to_owned(), format!("{href}/limits"), current == Tab::Limits));
    tabs.push(("Branding".to_owned(), format!("{href}/branding"), current == Tab::Branding));
    if ViewApiCredentials::held(facts) {
        tabs.push(("API".to_owned(), format!("{href}/api"), current == Tab::Api));
    }
    if ViewEmbedding::held(facts) {
        tabs.push(("Embedding".to_owned(), format!("{href}/embedding"), current == Tab::Embedding));
    }
    if ViewAudit::held(facts) {
        tabs.push(("Audit log".to_owned(), format!("{href}/audit"), current == Tab::Audit));
    }
    tabs.push(("Details".to_owned(), format!("{href}/details"), current == Tab::Details));
    tabs
}

fn may(facts: &Facts, chain: &Chain, now: DateTime<Utc>) -> May {
    let (edit, manage) = (EditAccounts::held(facts), ManageAccounts::held(facts));
    let account = &chain.account;
    if account.standing == "deleted" {
        // What went along is restored with the account it went with.
        let restore = manage && account.deleted_with.is_none();
        return May { restore, export: manage, erase: manage, ..May::default() };
    }
    May {
        edit,
        add_sub_account: edit && account.depth < DEPTH_MAX,
        suspend: manage && account.suspended_at.is_none(),
        resume: manage && account.stop(now) == Some(Stop::Suspended),
        extend: edit && account.stop(now) == Some(Stop::Expired),
        move_it: manage,
        delete: manage,
        restore: false,
        export: manage,
        erase: false,
        view: ViewAs::held(facts) && account.stop(now).is_none() && chain.closed_by(now).is_none(),
    }
}

/// Badge kind and word: what the people of the account meet at this very instant, not what the last chore wrote.
pub(crate) fn state_of(chain: &Chain, now: DateTime<Utc>) -> (&'static str, &'static str) {
    match (chain.account.standing.as_str(), chain.account.stop(now)) {
        ("deleted", _) => ("off", "Deleted"),
        (_, Some(Stop::Expired)) => ("warn", "Expired"),
        (_, Some(Stop::Suspended)) => ("info", "Suspended"),
        (_, None) if chain.closed_by(now).is_some() => ("info", "Suspended with parent"),
        (_, None) if chain.failing => ("bad", "Failing"),
        (_, None) => ("ok", "Active"),
    }
}
