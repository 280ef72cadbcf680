//! Asking before many Transactions are run again: how many, and from where. Then a job does it.

use super::again::SINCE;
use crate::access::Access;
use crate::access::rights::EditCycles;
use crate::accounts::pages::account_id;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::transactions::filter::Filter;
use crate::transactions::many::{self, AT_ONCE_MAX};
use crate::transactions::model::Since;
use crate::transactions::queries::Wanted;
use crate::web::forms::{Asked, Posted};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::times::{counted, figure};
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
    crumbs: Vec<(String, String)>,
    since: &'static [(&'static str, &'static str, &'static str)],
    hidden: Vec<(&'static str, String)>,
    action: String,
    back: String,
    key: String,
}

impl ManyForm {
    /// The chosen ones; `Conflict` with words where that are too many, or none.
    fn chosen(&self, tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<Vec<Uuid>> {
        let most = i64::try_from(AT_ONCE_MAX).unwrap_or(i64::MAX);
        let too_many =
            || AppError::Conflict(format!("{} at once are the most. Choose fewer, or one cycle.", figure(most)));
        if self.all.is_empty() {
            let mut ids: Vec<Uuid> = Vec::new();
            for text in &self.ids {
                let id = text.parse().map_err(|_| {
                    AppError::BadRequest(format!("“{}” is no transaction.", crate::people::model::shortened(text)))
                })?;
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            return match ids.len() {
                0 => Err(AppError::Conflict("Choose at least one transaction first.".to_owned())),
                n if n > AT_ONCE_MAX => Err(too_many()),
                _ => Ok(ids),
            };
        }
        let zone = crate::cycles::queries::zone_of(tx, account)?;
        let (wanted, problems) = Filter::read(&self.filter).known().wanted(tx.now(), zone);
        if !problems.is_empty() {
            return Err(AppError::Conflict(problems.join(" ")));
        }
        let wanted = Wanted { status: Some("failed".to_owned()), ..wanted };
        let ids = many::matching(tx, account, &wanted)?.ok_or_else(too_many)?;
        if ids.is_empty() {
            return Err(AppError::Conflict("None of them has failed any more.".to_owned()));
        }
        Ok(ids)
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
    let (account, form) = (account_id(&path)?, asked.0);
    let page = access.read(move |tx| {
        let name = crate::accounts::queries::find(tx, account)?.name;
        let number = form.chosen(tx, account)?.len();
        let back = list(account);
        let number_words = counted(i64::try_from(number).unwrap_or(i64::MAX), "transaction", "transactions");
        let title = format!("Run {number_words} again?");
        let shell = Shell::console(tx, "/console/accounts", &title);
        Ok(ManyPage {
            key: shell.form_key(),
            crumbs: vec![(format!("Transactions of {name}"), back.clone()), ("Run again".to_owned(), String::new())],
            since: &SINCE,
            hidden: form.hidden(number),
            action: format!("/console/accounts/{account}/retries"),
            shell,
            title,
            back,
        })
    });
    match page.await {
        Ok(page) => Ok(Either::Left(Page::new(page))),
        Err(AppError::Conflict(why)) => Ok(Either::Right(Redirect::to(list(account)).warning(why))),
        Err(other) => Err(other),
    }
}

pub(crate) async fn queue(
    access: Access<EditCycles, InPartner>,
    posted: Posted<ManyForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let (account, form) = (account_id(&path)?, posted.form);
    let queued = access.write_once(posted.key, move |tx| {
        crate::accounts::queries::find(tx, account)?;
        let ids = form.chosen(tx, account)?;
        if !form.all.is_empty() && form.confirmed.parse() != Ok(ids.len()) {
            let why = format!("{} match by now. Look at them and decide again.", ids.len());
            return Err(AppError::Conflict(why));
        }
        Ok(format!("/console/jobs/{}", many::queue(tx, account, &ids, Since::read(&form.since))?))
    });
    match queued.await {
        Ok(job) => Ok(Redirect::to(job)),
        Err(AppError::Conflict(why)) => Ok(Redirect::to(list(account)).warning(why)),
        Err(other) => Err(other),
    }
}

fn list(account: AccountId) -> String {
    format!("/console/accounts/{account}/transactions")
}
