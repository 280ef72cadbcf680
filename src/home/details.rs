//! The account's details; administrators edit four of them. Two editors: the second is told, and loses nothing.

use super::actions::{self, OwnDetailsText};
use super::queries::{self, OwnAccount};
use crate::access::Access;
use crate::access::rights::{AdministerAccount, Right, ViewAccount};
use crate::accounts::pages::edit::timezones;
use crate::audit::filter::zone_of;
use crate::db::{InAccount, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::forms::Posted;
use crate::web::meanwhile::{Overtaken, packed, settle, unpacked};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::times::{When, exact, zone};
use actix_web::http::StatusCode;
use actix_web::{Either, Responder};
use askama::Template;

#[derive(Template)]
#[template(path = "home/details.html")]
struct DetailsPage {
    shell: Shell,
    base: String,
    partner: String,
    account: OwnAccount,
    created: When,
    updated: When,
    expires: String,
    administrator: bool,
}

#[derive(Template)]
#[template(path = "home/edit.html")]
struct EditPage {
    shell: Shell,
    base: String,
    details: String,
    partner: String,
    form: OwnDetailsText,
    errors: FieldErrors,
    /// Field, saved by the other, typed here.
    conflict: Vec<(String, String, String)>,
    timezones: Vec<&'static str>,
}

pub(super) async fn show(access: Access<ViewAccount, InAccount>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        let name = super::name_of(tx)?;
        let shell = Shell::account(tx, "details", &t!("home-details-of", name = name))?;
        let account = queries::own(tx)?;
        let (now, tz) = (tx.now(), zone(&zone_of(tx)));
        Ok(DetailsPage {
            shell,
            base: format!("/a/{}", tx.account_id()),
            partner: tx.facts().partner_name.clone(),
            created: When::at(account.created_at, now, tz),
            updated: When::at(account.updated_at, now, tz),
            expires: account.expires_at.map(|at| exact(at, zone(&account.timezone))).unwrap_or_default(),
            administrator: AdministerAccount::held(tx.facts()),
            account,
        })
    });
    Ok(Page::new(page.await?))
}

pub(super) async fn edit(access: Access<AdministerAccount, InAccount>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        let account = queries::own(tx)?;
        edit_page(tx, filled(&account), FieldErrors::default())
    });
    Ok(Page::new(page.await?))
}

pub(super) async fn update(
    access: Access<AdministerAccount, InAccount>,
    posted: Posted<OwnDetailsText>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let seen = form.version.parse().unwrap_or(0);
    let outcome = match form.parse() {
        Ok(details) => {
            access
                .write(move |tx| {
                    actions::update(tx, &details, seen)?;
                    Ok(tx.account_id())
                })
                .await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(account) => Ok(Either::Left(Redirect::to(format!("/a/{account}/details")).saying(t!("home-saved")))),
        Err(AppError::Invalid(errors)) => {
            Ok(Either::Right(Page::refused(access.read(move |tx| edit_page(tx, form, errors)).await?)))
        }
        Err(AppError::Conflict(_)) => {
            let page = access.read(move |tx| conflict_page(tx, form)).await?;
            Ok(Either::Right(Page::with(page, StatusCode::CONFLICT)))
        }
        Err(other) => Err(other),
    }
}

fn edit_page(tx: &mut ReadTx<'_, InAccount>, form: OwnDetailsText, errors: FieldErrors) -> AppResult<EditPage> {
    let name = super::name_of(tx)?;
    let shell = Shell::account(tx, "details", &t!("home-edit-of", name = name))?;
    Ok(EditPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        base: format!("/a/{}", tx.account_id()),
        details: format!("/a/{}/details", tx.account_id()),
        partner: tx.facts().partner_name.clone(),
        form,
        errors,
        conflict: Vec::new(),
        timezones: timezones(),
    })
}

fn conflict_page(tx: &mut ReadTx<'_, InAccount>, mut typed: OwnDetailsText) -> AppResult<EditPage> {
    let saved = filled(&queries::own(tx)?);
    let base: Option<OwnDetailsText> = unpacked(&typed.base);
    let was = |of: fn(&OwnDetailsText) -> &str| base.as_ref().map(of);
    let meanwhile = settle(vec![
        Overtaken { label: t!("home-name"), base: was(|base| &base.name), saved: &saved.name, typed: &mut typed.name },
        Overtaken {
            label: t!("home-description"),
            base: was(|base| &base.description),
            saved: &saved.description,
            typed: &mut typed.description,
        },
        Overtaken {
            label: t!("home-timezone"),
            base: was(|base| &base.timezone),
            saved: &saved.timezone,
            typed: &mut typed.timezone,
        },
        Overtaken {
            label: t!("home-language"),
            base: was(|base| &base.locale),
            saved: &saved.locale,
            typed: &mut typed.locale,
        },
    ]);
    let mut errors = FieldErrors::default();
    errors.add("", meanwhile.words(t!("home-this-account")));
    let form = OwnDetailsText { version: saved.version, base: saved.base, ..typed };
    Ok(EditPage { conflict: meanwhile.both, ..edit_page(tx, form, errors)? })
}

fn filled(account: &OwnAccount) -> OwnDetailsText {
    let filled = OwnDetailsText {
        name: account.name.clone(),
        description: account.description.clone(),
        timezone: account.timezone.clone(),
        locale: account.locale.clone(),
        version: account.version.to_string(),
        ..OwnDetailsText::default()
    };
    OwnDetailsText { base: packed(&filled), ..filled }
}
