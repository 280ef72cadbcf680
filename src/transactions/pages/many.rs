//! Asking before many Transactions are run again, of one account or of all: how many, and from where. Then a job does it.

use super::again::since;
use super::everywhere::{self, More};
use crate::access::Access;
use crate::access::rights::EditCycles;
use crate::accounts::pages::account_id;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::transactions::filter::Filter;
use crate::transactions::many::{self, Of};
use crate::transactions::model::Since;
use crate::transactions::queries::Wanted;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// The choice in the list, and what was said on the page that asks.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ManyForm {
    ids: Vec<String>,
    /// 1: all that failed and match the filter.
    all: String,
    /// That filter, as the list's address has it.
    filter: String,
    since: String,
    /// How many there were when the question was asked.
    confirmed: String,
}

#[derive(Template)]
#[template(path = "transactions/many.html")]
struct ManyPage {
    shell: Shell,
    title: String,
    /// What else there is to know about the choice; empty: nothing.
    note: &'static str,
    crumbs: Vec<(String, String)>,
    since: Vec<(&'static str, &'static str, &'static str)>,
    hidden: Vec<(&'static str, String)>,
    action: String,
    back: String,
    key: String,
}

/// What is to be run again.
struct Chosen {
    ids: Vec<Uuid>,
    /// There are more than one job takes.
    more: bool,
}

impl ManyForm {
    /// The chosen ones; `Conflict` with words where that are too many, or none.
    fn chosen(&self, tx: &mut ReadTx<'_, InPartner>, of: Of) -> AppResult<Chosen> {
        let too_many = || AppError::Conflict(t!("transactions-too-many", most = of.at_most()));
        if self.all.is_empty() {
            let mut ids: Vec<Uuid> = Vec::new();
            for text in &self.ids {
                let id = text.parse().map_err(|_| {
                    AppError::BadRequest(t!(
                        "transactions-no-transaction",
                        typed = crate::people::model::shortened(text)
                    ))
                })?;
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            return match ids.len() {
                0 => Err(AppError::Conflict(t!("transactions-choose-first").to_owned())),
                n if n > of.at_most() => Err(too_many()),
                // Those of which none is there answer like any other foreign id (T4).
                _ if matches!(of, Of::Partner) && many::accounts_of(tx, &ids)? == 0 => Err(AppError::NotFound),
                _ => Ok(Chosen { ids, more: false }),
            };
        }
        let filter = Filter::read(&self.filter).known();
        let chosen = match of {
            Of::Account(account) => {
                let zone = crate::cycles::queries::zone_of(tx, account)?;
                let (wanted, problems) = filter.wanted(tx.now(), zone);
                if !problems.is_empty() {
                    return Err(AppError::Conflict(problems.join(" ")));
                }
                let wanted = Wanted { status: Some("failed".to_owned()), ..filter.by_own_days(wanted) };
                Chosen { ids: many::matching(tx, account, &wanted)?.ok_or_else(too_many)?, more: false }
            }
            Of::Partner => {
                let filter = Filter { status: "failed".to_owned(), ..filter };
                let mut ids = everywhere::matching(tx, &filter, &More::read(&self.filter), of.at_most() + 1)?;
                let more = ids.len() > of.at_most();
                // Those that nothing came of are fewer once some were run again, so that the rest comes next.
                if more && filter.open.is_empty() {
                    return Err(too_many());
                }
                ids.truncate(of.at_most());
                Chosen { ids, more }
            }
        };
        if chosen.ids.is_empty() {
            return Err(AppError::Conflict(t!("transactions-none-failed").to_owned()));
        }
        Ok(chosen)
    }

    fn hidden(&self, number: usize) -> Vec<(&'static str, String)> {
        let mut hidden = vec![("confirmed", number.to_string())];
        if self.all.is_empty() {
            hidden.extend(self.ids.iter().map(|id| ("ids", id.clone())));
        } else {
            hidden.extend([("all", "1".to_owned()), ("filter", self.filter.clone())]);
        }
        hidden
    }
}

pub(crate) async fn ask(
    access: Access<EditCycles, InPartner>,
    path: web::Path<String>,
    asked: Asked<ManyForm>,
) -> AppResult<impl Responder> {
    asked_of(access, Of::Account(account_id(&path)?), asked.0).await
}

pub(crate) async fn ask_together(
    access: Access<EditCycles, InPartner>,
    asked: Asked<ManyForm>,
) -> AppResult<impl Responder> {
    asked_of(access, Of::Partner, asked.0).await
}

async fn asked_of(
    access: Access<EditCycles, InPartner>,
    of: Of,
    form: ManyForm,
) -> AppResult<Either<Page<ManyPage>, Redirect>> {
    match access.read(move |tx| page(tx, of, &form)).await {
        Ok(page) => Ok(Either::Left(Page::new(page))),
        Err(AppError::Conflict(why)) => Ok(Either::Right(Redirect::to(list(of)).warning(why))),
        Err(other) => Err(other),
    }
}

fn page(tx: &mut ReadTx<'_, InPartner>, of: Of, form: &ManyForm) -> AppResult<ManyPage> {
    let back = list(of);
    let (first, section) = match of {
        Of::Account(account) => {
            let name = crate::accounts::queries::find(tx, account)?.name;
            (t!("transactions-of-account", name = name), "/console/accounts")
        }
        Of::Partner => (t!("transactions-title").to_owned(), everywhere::HERE),
    };
    let chosen = form.chosen(tx, of)?;
    let number = chosen.ids.len();
    let title = match of {
        Of::Account(_) => t!("transactions-run-many", n = number),
        Of::Partner => t!("transactions-run-many-in", n = number, accounts = many::accounts_of(tx, &chosen.ids)?),
    };
    let note = if chosen.more { t!("transactions-there-are-more") } else { "" };
    let shell = Shell::console(tx, section, &title);
    Ok(ManyPage {
        key: shell.form_key(),
        crumbs: vec![(first, back.clone()), (t!("transactions-run-again").to_owned(), String::new())],
        since: since(),
        hidden: form.hidden(number),
        action: match of {
            Of::Account(account) => format!("/console/accounts/{account}/retries"),
            Of::Partner => "/console/retries".to_owned(),
        },
        shell,
        title,
        note,
        back,
    })
}

pub(crate) async fn queue(
    access: Access<EditCycles, InPartner>,
    posted: Posted<ManyForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    queued(access, Of::Account(account_id(&path)?), posted).await
}

pub(crate) async fn queue_together(
    access: Access<EditCycles, InPartner>,
    posted: Posted<ManyForm>,
) -> AppResult<impl Responder> {
    queued(access, Of::Partner, posted).await
}

async fn queued(access: Access<EditCycles, InPartner>, of: Of, posted: Posted<ManyForm>) -> AppResult<Redirect> {
    let form = posted.form;
    let queued = access.write_once(posted.key, move |tx| {
        if let Of::Account(account) = of {
            crate::accounts::queries::find(tx, account)?;
        }
        let mut ids = form.chosen(tx, of)?.ids;
        if !form.all.is_empty() {
            match (of, form.confirmed.parse::<usize>()) {
                (_, Ok(confirmed)) if confirmed == ids.len() => {}
                // While an application is down, more of many accounts fail at each moment: no more than was agreed to.
                (Of::Partner, Ok(confirmed)) if confirmed > 0 => ids.truncate(confirmed),
                _ => {
                    let why = t!("transactions-match-by-now", n = ids.len());
                    return Err(AppError::Conflict(why));
                }
            }
        }
        Ok(format!("/console/jobs/{}", many::queue(tx, of, &ids, Since::read(&form.since))?))
    });
    match queued.await {
        Ok(job) => Ok(Redirect::to(job)),
        Err(AppError::Conflict(why)) => Ok(Redirect::to(list(of)).warning(why)),
        Err(other) => Err(other),
    }
}

fn list(of: Of) -> String {
    match of {
        Of::Account(account) => format!("/console/accounts/{account}/transactions"),
        Of::Partner => everywhere::HERE.to_owned(),
    }
}
