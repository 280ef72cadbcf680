//! Asking before a change to many accounts: how many, what it means, until when it can be undone. Then a job does it.

use super::bulk_limits::LimitForm;
use crate::access::rights::{EditAccounts, ManageAccounts};
use crate::access::{Access, confirmed_lately};
use crate::accounts::bulk::{self, CHOSEN_MAX, Change, Selection};
use crate::accounts::model::{self, BIN_DAYS, Reason};
use crate::accounts::queries::Filter;
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::limits::model::Kind;
use crate::web::forms::{Asked, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

/// The choice, and what was typed on the confirm page.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BulkForm {
    ids: Vec<String>,
    /// 1: all that match the filter.
    all: String,
    q: String,
    state: String,
    tag: String,
    parent: String,
    needs: String,
    sort: String,
    reason: String,
    add: String,
    remove: String,
    #[serde(flatten)]
    limits: LimitForm,
    /// How many there were when the question was asked.
    confirmed: String,
    /// Deleting: the number, typed.
    number: String,
}

/// Accounts that the question names; of the others it says how many.
const NAMED: i64 = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Suspension,
    Resumption,
    Deletion,
    Tags,
    Limits,
}

impl What {
    fn read(word: &str) -> AppResult<What> {
        match word {
            "suspension" => Ok(What::Suspension),
            "resumption" => Ok(What::Resumption),
            "deletion" => Ok(What::Deletion),
            _ => Err(AppError::NotFound),
        }
    }

    fn word(self) -> &'static str {
        match self {
            What::Suspension => "suspension",
            What::Resumption => "resumption",
            What::Deletion => "deletion",
            What::Tags => "tags",
            What::Limits => "limits",
        }
    }
}

#[derive(Template)]
#[template(path = "accounts/bulk.html")]
struct BulkPage {
    shell: Shell,
    what: &'static str,
    key: String,
    title: String,
    /// The first of them, name and API ID.
    names: Vec<(String, String)>,
    /// "and 23 more"; empty when all are named.
    more: String,
    consequences: Vec<String>,
    button: &'static str,
    danger: bool,
    /// Deleting: what must be typed.
    number: String,
    kinds: Vec<(&'static str, String)>,
    hidden: Vec<(&'static str, String)>,
    back: String,
    form: BulkForm,
    errors: FieldErrors,
}

impl BulkForm {
    fn filter(&self) -> Filter {
        Filter {
            q: self.q.clone(),
            state: self.state.clone(),
            tag: self.tag.clone(),
            parent: self.parent.clone(),
            needs: self.needs.clone(),
            sort: String::new(),
        }
    }

    fn back(&self) -> String {
        let query = super::index::query_of(&Filter { sort: self.sort.clone(), ..self.filter() });
        if query.is_empty() { "/console/accounts".to_owned() } else { format!("/console/accounts?{query}") }
    }

    /// None: nothing was chosen.
    fn selection(&self) -> AppResult<Option<Selection>> {
        if !self.all.is_empty() {
            return Ok(Some(Selection::Matching(self.filter())));
        }
        let mut ids: Vec<Uuid> = Vec::new();
        for text in &self.ids {
            let id = text.parse().map_err(|_| {
                AppError::BadRequest(t!("accounts-bulk-unknown", id = crate::people::model::shortened(text)))
            })?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        if ids.len() > CHOSEN_MAX {
            let count = ids.len().to_string();
            return Err(AppError::BadRequest(t!("accounts-bulk-too-many", count = count, most = CHOSEN_MAX)));
        }
        Ok(Some(Selection::These(ids)).filter(|_| !self.ids.is_empty()))
    }

    fn hidden(&self) -> Vec<(&'static str, String)> {
        let filter = [
            ("all", &self.all),
            ("q", &self.q),
            ("state", &self.state),
            ("tag", &self.tag),
            ("parent", &self.parent),
            ("needs", &self.needs),
            ("sort", &self.sort),
        ];
        let mut hidden: Vec<(&'static str, String)> =
            filter.into_iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| (k, v.clone())).collect();
        if self.all.is_empty() {
            hidden.extend(self.ids.iter().map(|id| ("ids", id.clone())));
        }
        hidden
    }
}

pub(crate) async fn ask(
    access: Access<ManageAccounts, InPartner>,
    path: web::Path<String>,
    asked: Asked<BulkForm>,
) -> AppResult<impl Responder> {
    let what = What::read(&path)?;
    let form = asked.0;
    let Some(selection) = form.selection()? else { return Ok(Either::Left(nothing(&form))) };
    let page = access.read(move |tx| page(tx, what, form, &selection, FieldErrors::default()));
    Ok(Either::Right(Page::new(page.await?)))
}

pub(crate) async fn ask_tags(
    access: Access<EditAccounts, InPartner>,
    asked: Asked<BulkForm>,
) -> AppResult<impl Responder> {
    question(access, What::Tags, asked.0).await
}

pub(crate) async fn ask_limits(
    access: Access<EditAccounts, InPartner>,
    asked: Asked<BulkForm>,
) -> AppResult<impl Responder> {
    question(access, What::Limits, asked.0).await
}

async fn question(
    access: Access<EditAccounts, InPartner>,
    what: What,
    form: BulkForm,
) -> AppResult<Either<Redirect, Page<BulkPage>>> {
    let Some(selection) = form.selection()? else { return Ok(Either::Left(nothing(&form))) };
    let page = access.read(move |tx| page(tx, what, form, &selection, FieldErrors::default()));
    Ok(Either::Right(Page::new(page.await?)))
}

fn nothing(form: &BulkForm) -> Redirect {
    Redirect::to(form.back()).warning(t!("accounts-bulk-nothing"))
}

pub(crate) async fn carry_out(
    access: Access<ManageAccounts, InPartner>,
    posted: Posted<BulkForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let what = What::read(&path)?;
    let form = posted.form;
    let Some(selection) = form.selection()? else { return Ok(Either::Left(nothing(&form))) };
    let (wanted, typed) = (selection.clone(), form.clone());
    let queued = access.write_once(posted.key, move |tx| queue(tx, what, &typed, wanted)).await;
    match queued {
        Ok(location) => Ok(Either::Left(Redirect::to(location))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, what, form, &selection, errors));
            Ok(Either::Right(Page::with(page.await?, status)))
        }
    }
}

pub(crate) async fn tag(
    access: Access<EditAccounts, InPartner>,
    posted: Posted<BulkForm>,
) -> AppResult<impl Responder> {
    answer(access, What::Tags, posted).await
}

pub(crate) async fn limit(
    access: Access<EditAccounts, InPartner>,
    posted: Posted<BulkForm>,
) -> AppResult<impl Responder> {
    answer(access, What::Limits, posted).await
}

async fn answer(
    access: Access<EditAccounts, InPartner>,
    what: What,
    posted: Posted<BulkForm>,
) -> AppResult<Either<Redirect, Page<BulkPage>>> {
    let form = posted.form;
    let Some(selection) = form.selection()? else { return Ok(Either::Left(nothing(&form))) };
    let (wanted, typed) = (selection.clone(), form.clone());
    let queued = access.write_once(posted.key, move |tx| queue(tx, what, &typed, wanted)).await;
    match queued {
        Ok(location) => Ok(Either::Left(Redirect::to(location))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, what, form, &selection, errors));
            Ok(Either::Right(Page::with(page.await?, status)))
        }
    }
}

/// Queues what was confirmed, for as many accounts as were confirmed; answers the job's address.
fn queue(tx: &mut WriteTx<'_, InPartner>, what: What, form: &BulkForm, selection: Selection) -> AppResult<String> {
    let number = bulk::count(tx, &selection)?;
    let change = change_of(tx, what, form, number)?;
    // One by one they are the same, and whoever deletes has typed the number.
    let asked = matches!(selection, Selection::Matching(_)) && what != What::Deletion;
    let confirmed: i64 = form.confirmed.parse().unwrap_or_default();
    if asked && confirmed != number {
        return Err(AppError::Conflict(bulk::other_number(number, confirmed)));
    }
    Ok(format!("/console/jobs/{}", bulk::queue(tx, change, selection, number)?))
}

fn change_of(tx: &ReadTx<'_, InPartner>, what: What, form: &BulkForm, number: i64) -> AppResult<Change> {
    let mut errors = FieldErrors::default();
    let change = match what {
        What::Suspension => errors
            .take("reason", Reason::parse(&form.reason))
            .map(|reason| Change::Suspend { reason: reason.as_str().to_owned() }),
        What::Resumption => errors.take("reason", model::notes(&form.reason, 500)).map(|note| Change::Resume { note }),
        What::Tags => {
            let (add, remove) =
                (errors.take("add", model::tags(&form.add)), errors.take("remove", model::tags(&form.remove)));
            let some = !form.add.trim().is_empty() || !form.remove.trim().is_empty();
            if !some {
                errors.add("add", t!("accounts-bulk-no-tag"));
            }
            add.zip(remove).map(|(add, remove)| Change::Tag { add, remove })
        }
        What::Limits => form.limits.parse(&mut errors),
        What::Deletion => {
            confirmed_lately(tx)?;
            let typed: String = form.number.chars().filter(char::is_ascii_digit).collect();
            if typed.parse() != Ok(number) {
                errors.add("number", t!("accounts-bulk-number", number = number.to_string()));
            }
            Some(Change::Delete)
        }
    };
    match change {
        Some(change) if errors.is_empty() => Ok(change),
        _ => Err(AppError::Invalid(errors)),
    }
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    what: What,
    form: BulkForm,
    selection: &Selection,
    errors: FieldErrors,
) -> AppResult<BulkPage> {
    if what == What::Deletion {
        confirmed_lately(tx)?;
    }
    let number = bulk::count(tx, selection)?;
    let names = bulk::first_names(tx, selection, NAMED)?;
    let (title, button, consequences) = in_words(what, number);
    let shell = Shell::console(tx, "/console/accounts", &title);
    Ok(BulkPage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        what: what.word(),
        title,
        more: match number - i64::try_from(names.len()).unwrap_or(number) {
            0 => String::new(),
            n => t!("accounts-bulk-more", n = n),
        },
        names,
        consequences,
        button,
        danger: matches!(what, What::Suspension | What::Deletion),
        number: if what == What::Deletion { figure(number) } else { String::new() },
        kinds: Kind::ALL.into_iter().map(|kind| (kind.key(), kind.words())).collect(),
        hidden: form.hidden().into_iter().chain([("confirmed", number.to_string())]).collect(),
        back: form.back(),
        form: BulkForm { limits: form.limits.clone().filled(), ..form },
        errors,
    })
}

/// The question, its button, and what it means.
fn in_words(what: What, number: i64) -> (String, &'static str, Vec<String>) {
    match what {
        What::Suspension => (
            t!("accounts-bulk-suspend", n = number),
            t!("accounts-bulk-suspend-button"),
            vec![t!("accounts-bulk-suspend-page").to_owned(), t!("accounts-bulk-suspend-undo").to_owned()],
        ),
        What::Resumption => (
            t!("accounts-bulk-resume", n = number),
            t!("accounts-bulk-resume-button"),
            vec![t!("accounts-bulk-resume-stay").to_owned()],
        ),
        What::Deletion => (
            t!("accounts-bulk-delete", n = number),
            t!("accounts-bulk-delete-button"),
            vec![t!("accounts-bulk-delete-below").to_owned(), t!("accounts-bulk-delete-until", days = BIN_DAYS)],
        ),
        What::Limits => (
            t!("accounts-bulk-limit", n = number),
            t!("accounts-bulk-limit-button"),
            vec![t!("accounts-bulk-limit-rest").to_owned(), t!("accounts-bulk-limit-over").to_owned()],
        ),
        What::Tags => (
            t!("accounts-bulk-tag", n = number),
            t!("accounts-bulk-tag-button"),
            vec![t!("accounts-bulk-tag-rest").to_owned()],
        ),
    }
}
