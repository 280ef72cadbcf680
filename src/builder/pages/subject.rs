//! What is edited: the draft of a template, or a cycle, in the console or in its account's own view. Each says where it is
//! read from, where it is saved, and what surrounds its pages; everything else is the same for all.

use crate::access::Addressed;
use crate::access::rights::{EditCycles, Mutating, Right, WorkInAccount};
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::cycles::model::State;
use crate::cycles::{actions, hooks, queries};
use crate::db::{Facts, InAccount, InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::{AccountId, CycleId};
use crate::people::model::Version;
use crate::schedules::model::Schedule;
use crate::secrets::Vault;
use crate::templates;
use crate::templates::actions::drafts::{Draft, save_draft};
use crate::templates::shelf::{OfRelease, Shelf};
use crate::web::shell::Shell;
use crate::web::times::zone;
use actix_web::HttpRequest;
use chrono_tz::Tz;
use std::marker::PhantomData;
use std::str::FromStr;
use uuid::Uuid;

/// What is edited, as it stands now.
pub(in crate::builder) struct Opened {
    pub flow: Flow,
    pub version: i32,
    pub name: String,
    /// The way to it, itself last, with the address of its own page.
    pub crumbs: Vec<(String, String)>,
    /// Why it cannot be edited at present, and the page where that is ended.
    pub locked: Option<(String, String)>,
    /// The outer none: it has no schedule of its own.
    pub schedule: Option<Option<Schedule>>,
    pub zone: Tz,
    /// The account whose it is; none: the partner's library has it.
    pub account: Option<AccountId>,
}

/// What changes at once.
pub(in crate::builder) struct Saving {
    pub seen: Version,
    pub flow: Flow,
    /// The outer none: it stays.
    pub schedule: Option<Option<Schedule>>,
    /// A webhook step and its new secret.
    pub secret: Option<(String, String)>,
}

/// Something with a flow.
pub(in crate::builder) trait Subject: Clone + Send + Sync + Sized + 'static {
    type In: Addressed;
    type Right: Mutating<In = Self::In>;

    /// Reads it from the address of a page.
    fn of(request: &HttpRequest) -> AppResult<Self>;
    /// Address of its own page.
    fn home(&self) -> String;
    /// Address of the builder's first page.
    fn base(&self) -> String {
        format!("{}/build", self.home())
    }
    /// The cycle, where it is one.
    fn cycle(&self) -> Option<(AccountId, CycleId)>;
    /// The template whose installed cycles' runs may be tried; none: it is a cycle, or the person may not see them.
    fn template(&self, _: &Facts) -> Option<Uuid> {
        None
    }
    fn open(&self, tx: &mut ReadTx<'_, Self::In>) -> AppResult<Opened>;
    fn shell(tx: &mut ReadTx<'_, Self::In>, title: &str) -> AppResult<Shell>;
    fn save(&self, tx: &mut WriteTx<'_, Self::In>, vault: &Vault, saving: &Saving) -> AppResult<()>;
}

fn part<T: FromStr>(request: &HttpRequest, name: &str) -> AppResult<T> {
    request.match_info().get(name).and_then(|text| text.parse().ok()).ok_or(AppError::NotFound)
}

/// A release of a template that is not live yet: in the partner's library, or of an account that owns it.
pub(in crate::builder) struct DraftOf<P> {
    at: OfRelease,
    shelf: PhantomData<fn() -> P>,
}

impl<P> Clone for DraftOf<P> {
    fn clone(&self) -> Self {
        DraftOf { at: self.at.clone(), shelf: PhantomData }
    }
}

impl<P: Shelf> Subject for DraftOf<P> {
    type In = P;
    type Right = P::Make;

    fn of(request: &HttpRequest) -> AppResult<DraftOf<P>> {
        Ok(DraftOf { at: OfRelease::read(request)?, shelf: PhantomData })
    }

    fn home(&self) -> String {
        self.at.address()
    }

    fn cycle(&self) -> Option<(AccountId, CycleId)> {
        None
    }

    fn template(&self, facts: &Facts) -> Option<Uuid> {
        P::View::held(facts).then_some(self.at.template.id)
    }

    fn open(&self, tx: &mut ReadTx<'_, P>) -> AppResult<Opened> {
        let (id, number) = (self.at.template.id, self.at.number);
        let template = templates::queries::find(tx, id)?;
        let release = templates::queries::release(tx, id, number)?;
        let flow = templates::queries::flow(tx, id, number)?;
        let locked = (!release.is_draft()).then(|| {
            let (number, name) = (number.to_string(), &template.name);
            let words = match release.state.as_str() {
                "deprecated" => t!("builder-release-deprecated", number = number, template = name),
                _ => t!("builder-release-live", number = number, template = name),
            };
            (words, String::new())
        });
        let facts = tx.facts();
        Ok(Opened {
            flow,
            version: release.version,
            name: t!("builder-release-name", template = template.name, number = number.to_string()),
            crumbs: self.at.crumbs(&template.name),
            locked,
            schedule: None,
            zone: zone(facts.account_timezone.as_deref().or(facts.timezone.as_deref()).unwrap_or("UTC")),
            account: template.of_account(),
        })
    }

    fn shell(tx: &mut ReadTx<'_, P>, title: &str) -> AppResult<Shell> {
        P::around(tx, title)
    }

    fn save(&self, tx: &mut WriteTx<'_, P>, _: &Vault, saving: &Saving) -> AppResult<()> {
        let draft = Draft { template: self.at.template.id, number: self.at.number, seen: saving.seen };
        save_draft(tx, draft, &saving.flow).map(drop)
    }
}

/// A cycle, edited by staff in the console.
#[derive(Clone, Copy, Debug)]
pub(in crate::builder) struct CycleInConsole {
    account: AccountId,
    cycle: CycleId,
}

impl Subject for CycleInConsole {
    type In = InPartner;
    type Right = EditCycles;

    fn of(request: &HttpRequest) -> AppResult<CycleInConsole> {
        Ok(CycleInConsole { account: part(request, "id")?, cycle: part(request, "cycle")? })
    }

    fn home(&self) -> String {
        format!("/console/accounts/{}/cycles/{}", self.account, self.cycle)
    }

    fn cycle(&self) -> Option<(AccountId, CycleId)> {
        Some((self.account, self.cycle))
    }

    fn open(&self, tx: &mut ReadTx<'_, InPartner>) -> AppResult<Opened> {
        let (head, chain) = AccountHead::read(tx, self.account, Tab::Cycles)?;
        if chain.account.deleted_at.is_some() {
            return Err(AppError::NotFound);
        }
        let crumbs = vec![
            (head.name.clone(), head.href.clone()),
            (t!("builder-cycles", words), format!("{}/cycles", head.href)),
        ];
        cycle(tx, (self.account, self.cycle), &self.home(), crumbs, zone(&chain.account.timezone))
    }

    fn shell(tx: &mut ReadTx<'_, InPartner>, title: &str) -> AppResult<Shell> {
        Ok(Shell::console(tx, "/console/accounts", title))
    }

    fn save(&self, tx: &mut WriteTx<'_, InPartner>, vault: &Vault, saving: &Saving) -> AppResult<()> {
        save_cycle(tx, vault, (self.account, self.cycle), saving)
    }
}

/// A cycle, edited by the people of its account.
#[derive(Clone, Copy, Debug)]
pub(in crate::builder) struct CycleInAccount {
    account: AccountId,
    cycle: CycleId,
}

impl Subject for CycleInAccount {
    type In = InAccount;
    type Right = WorkInAccount;

    fn of(request: &HttpRequest) -> AppResult<CycleInAccount> {
        Ok(CycleInAccount { account: part(request, "account")?, cycle: part(request, "cycle")? })
    }

    fn home(&self) -> String {
        format!("/a/{}/cycles/{}", self.account, self.cycle)
    }

    fn cycle(&self) -> Option<(AccountId, CycleId)> {
        Some((self.account, self.cycle))
    }

    fn open(&self, tx: &mut ReadTx<'_, InAccount>) -> AppResult<Opened> {
        let crumbs = vec![(t!("builder-cycles", words), format!("/a/{}/cycles", self.account))];
        let timezone = zone(tx.facts().account_timezone.as_deref().unwrap_or("UTC"));
        cycle(tx, (tx.account_id(), self.cycle), &self.home(), crumbs, timezone)
    }

    fn shell(tx: &mut ReadTx<'_, InAccount>, title: &str) -> AppResult<Shell> {
        Shell::account(tx, "cycles", title)
    }

    fn save(&self, tx: &mut WriteTx<'_, InAccount>, vault: &Vault, saving: &Saving) -> AppResult<()> {
        let account = tx.account_id();
        save_cycle(tx, vault, (account, self.cycle), saving)
    }
}

fn cycle<P>(
    tx: &mut ReadTx<'_, P>,
    (account, id): (AccountId, CycleId),
    home: &str,
    mut crumbs: Vec<(String, String)>,
    zone: Tz,
) -> AppResult<Opened> {
    let cycle = queries::find(tx, account, id)?;
    let (flow, _) = queries::content(tx, account, id)?;
    crumbs.push((cycle.name.clone(), home.to_owned()));
    let runs = State::read(&cycle.state).runs();
    Ok(Opened {
        flow: serde_json::from_value(flow)?,
        version: cycle.version,
        locked: runs.then(|| (t!("builder-runs", name = cycle.name), format!("{home}/stop"))),
        name: cycle.name,
        crumbs,
        schedule: Some(cycle.schedule.map(serde_json::from_value).transpose()?),
        zone,
        account: Some(account),
    })
}

fn save_cycle<P>(
    tx: &mut WriteTx<'_, P>,
    vault: &Vault,
    (account, cycle): (AccountId, CycleId),
    saving: &Saving,
) -> AppResult<()> {
    let edit = actions::Edit {
        seen: saving.seen,
        flow: &saving.flow,
        schedule: saving.schedule.as_ref(),
        secret: saving.secret.as_ref(),
    };
    actions::edit(tx, vault, account, cycle, &edit)
}

/// A cycle's webhooks: step, address, and whether a secret is kept for its senders.
pub(in crate::builder) fn hooks_of<S: Subject>(
    tx: &mut ReadTx<'_, S::In>,
    subject: &S,
    vault: &Vault,
) -> AppResult<Vec<(String, String, bool)>> {
    let Some((account, cycle)) = subject.cycle() else { return Ok(Vec::new()) };
    let proven = hooks::proven(tx, account, cycle)?;
    let paths = hooks::paths(tx, vault, account, cycle)?;
    let address = tx.address();
    let hook = |(step, path): (String, String)| {
        let proven = proven.contains(&step);
        (step, format!("{address}{path}"), proven)
    };
    Ok(paths.into_iter().map(hook).collect())
}
