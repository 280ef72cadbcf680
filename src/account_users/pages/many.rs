//! Inviting up to 100 people at once: a list of lines is checked first and shows what each line would do; then all are
//! let in, or nobody.

use super::account_id;
use crate::access::Access;
use crate::access::rights::EditAccountUsers;
use crate::account_users::actions::access::admit_all;
use crate::account_users::model::{Line, grant, lines, role_choices};
use crate::account_users::queries::{self, Outlook};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::people::giving::Grant;
use crate::web::forms::{FormKey, Posted, refusal};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Template)]
#[template(path = "account_users/many.html")]
struct ManyPage {
    shell: Shell,
    account_name: String,
    account_href: String,
    key: String,
    form: Form,
    roles: Vec<(String, String, String)>,
    errors: FieldErrors,
    checked: Vec<Checked>,
    /// "Invite 12 people" once every line is good; empty before.
    go: String,
}

/// A line with what it would do.
struct Checked {
    no: usize,
    text: String,
    who: String,
    kind: &'static str,
    state: &'static str,
    outcome: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    lines: String,
    role: String,
    with_sub_accounts: String,
    /// Empty: only check. "invite": do it.
    step: String,
}

pub(crate) async fn new(
    access: Access<EditAccountUsers, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let form = Form { role: "standard".to_owned(), ..Form::default() };
    Ok(Page::new(access.read(move |tx| page(tx, id, form, FieldErrors::default(), &[])).await?))
}

pub(crate) async fn create(
    access: Access<EditAccountUsers, InPartner>,
    posted: Posted<Form>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let (form, key) = (posted.form, posted.key);
    let mut errors = FieldErrors::default();
    let read = errors.take("lines", lines(&form.lines)).unwrap_or_default();
    let grant = grant(&mut errors, &form.role, &form.with_sub_accounts);
    let mailed_before = Arc::new(AtomicUsize::new(0));
    let outcome = match grant {
        Some(grant) if errors.is_empty() && form.step == "invite" => {
            invite(&access, id, read.clone(), grant, key, mailed_before.clone()).await
        }
        _ => Err(AppError::Invalid(errors)),
    };
    match outcome {
        Ok(location) => {
            let said = match mailed_before.load(Ordering::Relaxed) {
                0 => t!("account-users-everybody-in").to_owned(),
                some => t!("account-users-some-before", n = some),
            };
            Ok(Either::Left(Redirect::to(location).saying(said)))
        }
        Err(error) => {
            let (errors, status) = refusal(error)?;
            let page = access.read(move |tx| page(tx, id, form, errors, &read)).await?;
            let page = if page.errors.is_empty() { Page::new(page) } else { Page::with(page, status) };
            Ok(Either::Right(page))
        }
    }
}

async fn invite(
    access: &Access<EditAccountUsers, InPartner>,
    account: AccountId,
    read: Vec<Line>,
    grant: Grant,
    key: Option<FormKey>,
    mailed_before: Arc<AtomicUsize>,
) -> AppResult<String> {
    access
        .write_once(key, move |tx| {
            mailed_before.store(admit_all(tx, account, &read, grant)?, Ordering::Relaxed);
            Ok(format!("/console/accounts/{account}/people"))
        })
        .await
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    id: AccountId,
    form: Form,
    mut errors: FieldErrors,
    read: &[Line],
) -> AppResult<ManyPage> {
    let (account_name, _) = queries::account(tx, id)?;
    let outlook = if read.is_empty() { Vec::new() } else { queries::outlook(tx, id, read)? };
    let checked: Vec<Checked> = read.iter().zip(&outlook).map(|(line, outlook)| shown(line, *outlook)).collect();
    let faulty = i64::try_from(checked.iter().filter(|c| c.kind == "bad").count()).unwrap_or(i64::MAX);
    if faulty > 0 {
        errors.0.retain(|e| e.field != "lines");
        errors.add("lines", t!("account-users-faulty", n = faulty));
    }
    let coming = outlook.iter().filter(|o| matches!(o, Outlook::NewPerson | Outlook::KnownPerson)).count();
    let coming = i64::try_from(coming).unwrap_or(i64::MAX);
    let shell = Shell::console(tx, "/console/accounts", &t!("account-users-invite-many-to", account = account_name));
    Ok(ManyPage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        account_name,
        account_href: format!("/console/accounts/{id}"),
        form,
        roles: role_choices(),
        go: if errors.is_empty() && coming > 0 { t!("account-users-invite-n", n = coming) } else { String::new() },
        errors,
        checked,
    })
}

/// Badge kind and words of what a line would do.
fn shown(line: &Line, outlook: Outlook) -> Checked {
    let (kind, state, outcome) = match (outlook, &line.read) {
        (Outlook::NewPerson, _) => ("ok", t!("account-users-new"), t!("account-users-new-outcome")),
        (Outlook::KnownPerson, _) => ("ok", t!("account-users-known"), t!("account-users-known-outcome")),
        (Outlook::AlreadyHere, _) => ("off", t!("account-users-unchanged"), t!("account-users-unchanged-outcome")),
        (Outlook::ConsoleUser, _) => ("bad", t!("account-users-impossible"), t!("account-users-console-outcome")),
        (Outlook::Disabled, _) => ("bad", t!("account-users-impossible"), t!("account-users-disabled-outcome")),
        (Outlook::Unreadable, Err(why)) => ("bad", t!("account-users-impossible"), why.as_str()),
        (Outlook::Unreadable, Ok(_)) => ("bad", t!("account-users-impossible"), t!("account-users-unreadable")),
    };
    let who = line.read.as_ref().map_or_else(|_| String::new(), |i| i.name.as_str().to_owned());
    Checked { no: line.no, text: line.text.clone(), who, kind, state, outcome: outcome.to_owned() }
}
