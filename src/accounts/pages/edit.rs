//! Creating and editing an account.

use super::show::account_id;
use crate::access::Access;
use crate::access::rights::EditAccounts;
use crate::accounts::actions::{self, Version};
use crate::accounts::chain::{self, Chain};
use crate::accounts::model::{Details, DetailsText};
use crate::accounts::queries::{self, Account};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::error_webhook::address::callable;
use crate::ids::AccountId;
use crate::web::forms::{Asked, Posted, refusal};
use crate::web::meanwhile::{Overtaken, packed, settle, unpacked};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::http::StatusCode;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "accounts/edit.html")]
struct EditPage {
    shell: Shell,
    heading: String,
    action: String,
    back: String,
    key: String,
    form: AccountForm,
    parent_name: String,
    errors: FieldErrors,
    conflict: Vec<(String, String, String)>,
    crumbs: Vec<(String, String)>,
    timezones: Vec<&'static str>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AccountForm {
    #[serde(flatten)]
    pub details: DetailsText,
    /// The parent's id; empty for a top-level account. Only on creation: moving is another thing.
    pub parent: String,
    /// The version the form was filled from.
    pub version: String,
    /// The details it was filled from.
    pub base: String,
}

#[derive(Deserialize)]
pub(crate) struct NewQuery {
    #[serde(default)]
    parent: String,
}

pub(crate) async fn new(access: Access<EditAccounts, InPartner>, query: Asked<NewQuery>) -> AppResult<impl Responder> {
    let form = AccountForm { parent: query.0.parent, ..AccountForm::default() };
    Ok(Page::new(access.read(move |tx| new_page(tx, form, FieldErrors::default())).await?))
}

pub(crate) async fn create(
    access: Access<EditAccounts, InPartner>,
    posted: Posted<AccountForm>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let wanted = parsed(&form, &app).and_then(|details| Ok((details, parent_of(&form)?)));
    let outcome = match wanted {
        Ok((details, parent)) => {
            access
                .write_once(posted.key, move |tx| {
                    let id = actions::create(tx, &details, parent)?;
                    Ok(format!("/console/accounts/{id}"))
                })
                .await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(location) => Ok(Either::Left(Redirect::to(location).saying(t!("accounts-edit-created")))),
        Err(error) => {
            let (errors, status) = refusal(error)?;
            Ok(Either::Right(Page::with(access.read(move |tx| new_page(tx, form, errors)).await?, status)))
        }
    }
}

/// What was typed, with an address for reports that can be called.
fn parsed(form: &AccountForm, app: &App) -> AppResult<Details> {
    let details = form.details.parse()?;
    callable(&app.engine.outbound, "error_webhook_url", details.error_webhook_url.as_deref())?;
    Ok(details)
}

fn parent_of(form: &AccountForm) -> AppResult<Option<AccountId>> {
    match form.parent.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| AppError::invalid("parent", t!("accounts-invalid-parent"))),
    }
}

fn new_page(tx: &mut ReadTx<'_, InPartner>, form: AccountForm, errors: FieldErrors) -> AppResult<EditPage> {
    let parent = parent_of(&form).ok().flatten();
    let above = parent.map(|id| chain::find(tx, id)).transpose();
    // A parent that is not there is said at the field when the form is sent.
    let above = match above {
        Err(AppError::NotFound) => None,
        other => other?,
    };
    let heading = if above.is_some() { t!("accounts-edit-new-sub") } else { t!("accounts-edit-new") };
    let shell = Shell::console(tx, "/console/accounts", heading);
    Ok(EditPage {
        heading: heading.to_owned(),
        action: "/console/accounts".to_owned(),
        back: above.as_ref().map_or_else(
            || "/console/accounts".to_owned(),
            |chain| format!("/console/accounts/{}/sub-accounts", chain.account.id),
        ),
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: crumbs(above.as_ref(), heading),
        parent_name: above.map(|chain| chain.account.name).unwrap_or_default(),
        form,
        errors,
        conflict: Vec::new(),
        timezones: timezones(),
    })
}

pub(crate) async fn edit(
    access: Access<EditAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let page = access.read(move |tx| {
        let account = queries::find(tx, id)?;
        edit_page(tx, &account, filled(&account), FieldErrors::default())
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn update(
    access: Access<EditAccounts, InPartner>,
    posted: Posted<AccountForm>,
    path: web::Path<String>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let form = posted.form;
    let seen = Version(form.version.parse().unwrap_or(0));
    let outcome = match parsed(&form, &app) {
        Ok(details) => access.write(move |tx| actions::update(tx, id, &details, seen)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(format!("/console/accounts/{id}")).saying(t!("accounts-edit-saved")))),
        Err(AppError::Invalid(errors)) => {
            let page = access.read(move |tx| {
                let account = queries::find(tx, id)?;
                edit_page(tx, &account, form, errors)
            });
            Ok(Either::Right(Page::refused(page.await?)))
        }
        Err(AppError::Conflict(why)) => {
            let page = access.read(move |tx| {
                let account = queries::find(tx, id)?;
                conflict_page(tx, &account, form, why)
            });
            Ok(Either::Right(Page::with(page.await?, StatusCode::CONFLICT)))
        }
        Err(other) => Err(other),
    }
}

fn edit_page(
    tx: &mut ReadTx<'_, InPartner>,
    account: &Account,
    form: AccountForm,
    errors: FieldErrors,
) -> AppResult<EditPage> {
    let heading = t!("accounts-edit-title", name = account.name);
    let shell = Shell::console(tx, "/console/accounts", &heading);
    let chain = chain::find(tx, AccountId(account.id))?;
    Ok(EditPage {
        heading,
        action: format!("/console/accounts/{}/edit", account.id),
        back: format!("/console/accounts/{}", account.id),
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: crumbs(Some(&chain), t!("accounts-edit-crumb")),
        parent_name: String::new(),
        form,
        errors,
        conflict: Vec::new(),
        timezones: timezones(),
    })
}

/// Two people edited: the second sees what the first saved, and keeps what they typed and nothing else.
fn conflict_page(
    tx: &mut ReadTx<'_, InPartner>,
    account: &Account,
    typed: AccountForm,
    why: String,
) -> AppResult<EditPage> {
    let saved = filled(account);
    let overtaken = typed.version != saved.version;
    let base: Option<DetailsText> = unpacked(&typed.base);
    let mut form = AccountForm { details: typed.details, ..saved.clone() };
    let meanwhile = settle(overtaken_fields(base.as_ref(), &saved.details, &mut form.details));
    let mut errors = FieldErrors::default();
    errors.add("", if overtaken { meanwhile.words(t!("accounts-edit-this")) } else { why });
    Ok(EditPage { conflict: meanwhile.both, ..edit_page(tx, account, form, errors)? })
}

fn overtaken_fields<'a>(
    base: Option<&'a DetailsText>,
    saved: &'a DetailsText,
    typed: &'a mut DetailsText,
) -> Vec<Overtaken<'a>> {
    macro_rules! fields {
        ($($label:expr => $field:ident),* $(,)?) => {
            vec![$(Overtaken { label: $label, base: base.map(|base| base.$field.as_str()), saved: &saved.$field, typed: &mut typed.$field }),*]
        };
    }
    fields![
        t!("accounts-field-name") => name,
        t!("accounts-field-api-id") => api_id,
        t!("accounts-field-description") => description,
        t!("accounts-field-timezone") => timezone,
        t!("accounts-field-language") => locale,
        t!("accounts-field-tags") => tags,
        t!("accounts-field-expires") => expires_on,
        t!("accounts-field-next-billing") => next_billing_on,
        t!("accounts-field-notes") => audit_notes,
        t!("accounts-field-task-notes") => task_audit_notes,
        t!("accounts-field-keep-good") => retention_success_hours,
        t!("accounts-field-keep-bad") => retention_error_hours,
        t!("accounts-field-report") => error_webhook_enabled,
        t!("accounts-field-address") => error_webhook_url,
        t!("accounts-field-warnings") => error_webhook_warnings,
        t!("accounts-field-custom") => custom_fields,
    ]
}

/// The form filled from the stored account.
fn filled(account: &Account) -> AccountForm {
    let details = account.text();
    AccountForm {
        base: packed(&details),
        details,
        parent: account.parent_id.map(|id| id.to_string()).unwrap_or_default(),
        version: account.version.to_string(),
    }
}

/// The way to the form: through the chain of the account it is about.
fn crumbs(chain: Option<&Chain>, last: &str) -> Vec<(String, String)> {
    let mut crumbs = vec![(t!("accounts-accounts").to_owned(), "/console/accounts".to_owned())];
    if let Some(chain) = chain {
        let links = chain.ancestors.iter().chain(std::iter::once(&chain.account));
        crumbs.extend(links.map(|link| (link.name.clone(), format!("/console/accounts/{}", link.id))));
    }
    crumbs.push((last.to_owned(), String::new()));
    crumbs
}

/// The zones offered while typing: places, and UTC. Older names of the same zones are accepted, not offered.
pub(crate) fn timezones() -> Vec<&'static str> {
    const PLACES: [&str; 9] =
        ["Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"];
    let offered = |name: &&str| *name == "UTC" || PLACES.iter().any(|place| name.starts_with(place));
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).filter(offered).collect()
}
