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
use crate::web::times::{counted, figure};
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
    kinds: Vec<(&'static str, &'static str)>,
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
                AppError::BadRequest(format!("“{}” is no account.", crate::people::model::shortened(text)))
            })?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        if ids.len() > CHOSEN_MAX {
            return Err(AppError::BadRequest(format!(
                "{} accounts are too many to choose one by one; {CHOSEN_MAX} are the most. Choose all that match a filter.",
                ids.len()
            )));
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
    Redirect::to(form.back()).warning("Choose at least one account first.")
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
                errors.add("add", "Enter a tag to add, or one to remove.");
            }
            add.zip(remove).map(|(add, remove)| Change::Tag { add, remove })
        }
        What::Limits => form.limits.parse(&mut errors),
        What::Deletion => {
            confirmed_lately(tx)?;
            let typed: String = form.number.chars().filter(char::is_ascii_digit).collect();
            if typed.parse() != Ok(number) {
                errors.add("number", format!("Type {number}, the number of accounts that would be deleted."));
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
            n => format!("and {} more", figure(n)),
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
    let these = counted(number, "account", "accounts");
    match what {
        What::Suspension => (
            format!("Suspend {these}?"),
            "Suspend accounts",
            vec![
                "Their people see a page that says so, and nothing runs. Sub-accounts are suspended with them."
                    .to_owned(),
                "Nothing is deleted, and you can resume them at any time.".to_owned(),
            ],
        ),
        What::Resumption => (
            format!("Resume {these}?"),
            "Resume accounts",
            vec![
                "Accounts that have expired, or are suspended with a parent, stay suspended; the result says which."
                    .to_owned(),
            ],
        ),
        What::Deletion => (
            format!("Delete {these}?"),
            "Delete accounts",
            vec![
                "Their sub-accounts go with them. Nobody can open them any more.".to_owned(),
                format!("They stay in the recycle bin for {BIN_DAYS} days and can be restored until then, one by one."),
            ],
        ),
        What::Limits => (
            format!("Change a limit of {these}?"),
            "Change limit",
            vec![
                "What you leave as it is stays, of each account.".to_owned(),
                "Who uses more already keeps it, and can add nothing more; of tasks, its work waits or goes on as overage. The result names each of them.".to_owned(),
            ],
        ),
        What::Tags => {
            (format!("Change the tags of {these}?"), "Change tags", vec!["Other tags stay as they are.".to_owned()])
        }
    }
}
