//! What of the brand is otherwise in one account. It holds there and below it as soon as it is saved; what is left empty is inherited.

use super::form::{BrandForm, Fields};
use super::pictures::{ImageRow, image_rows, purpose, received};
use super::preview::{Choice, Preview};
use crate::access::Access;
use crate::access::rights::{EditAccounts, Right, ViewAccounts};
use crate::accounts::pages::account_id;
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::branding::model::{Tokens, changes, typed};
use crate::branding::{actions, queries};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::{AccountId, known};
use crate::web::forms::{Asked, Nothing, Posted, complaint};
use crate::web::page::{Hx, Page, Redirect};
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use crate::web::upload::Upload;
use actix_web::{Either, Responder, web};
use askama::Template;

use super::edit::{ours, with_images};

#[derive(Template)]
#[template(path = "branding/account.html")]
struct AccountBrandPage {
    shell: Shell,
    head: AccountHead,
    may_edit: bool,
    here: String,
    /// How much is otherwise here, and whose brand the rest is.
    standing: String,
    saved: Option<(String, When)>,
    fields: Fields,
    images: Vec<ImageRow>,
    preview: Preview,
    conflict: Vec<(String, String, String)>,
}

fn here(account: AccountId) -> String {
    format!("/console/accounts/{account}/branding")
}

pub(in crate::branding) async fn show(
    access: Access<ViewAccounts, InPartner>,
    path: web::Path<String>,
    choice: Asked<Choice>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, id, None, FieldErrors::default(), &choice.0)).await?))
}

pub(in crate::branding) async fn save(
    access: Access<EditAccounts, InPartner>,
    posted: Posted<BrandForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let (id, form) = (account_id(&path)?, posted.form);
    let seen = form.seen();
    let outcome = match typed(&form.tokens()) {
        Ok(tokens) => {
            let saving = move |tx: &mut WriteTx<'_, InPartner>| {
                let name = name_of(tx, id)?;
                actions::save_of_account(tx, (id, &name), &tokens, seen)
            };
            access.write(saving).await
        }
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    answered(&access, id, Some(form), outcome, t!("branding-saved")).await
}

pub(in crate::branding) async fn preview(
    access: Access<ViewAccounts, InPartner>,
    form: Asked<BrandForm>,
    choice: Asked<Choice>,
    path: web::Path<String>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let preview = access.read(move |tx| {
        AccountHead::read(tx, id, Tab::Branding)?;
        let (name, inherited) = inherited(tx, id)?;
        let own = queries::of_account(tx, id)?.map(|saved| saved.tokens).unwrap_or_default();
        Ok(Preview::of(&over(inherited, with_images(form.0.tokens(), &own)), &name, &choice.0, &here(id)).live())
    });
    let preview = preview.await?;
    // By itself it is no page.
    Ok(if hx == Hx::Page { Either::Left(Redirect::to(here(id))) } else { Either::Right(Page::new(preview)) })
}

pub(in crate::branding) async fn upload(
    access: Access<EditAccounts, InPartner>,
    upload: Upload,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, purpose) = (known(&path.0)?, purpose(&path.1)?);
    access.prove().await?;
    let outcome = match received(upload, purpose).await {
        Ok(image) => {
            let saving = move |tx: &mut WriteTx<'_, InPartner>| {
                let name = name_of(tx, id)?;
                actions::set_image_of_account(tx, (id, &name), purpose, Some(image))
            };
            access.write(saving).await
        }
        Err(error) => Err(error),
    };
    answered(&access, id, None, outcome, t!("branding-saved")).await
}

pub(in crate::branding) async fn remove(
    access: Access<EditAccounts, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, purpose) = (known(&path.0)?, purpose(&path.1)?);
    let removing = move |tx: &mut WriteTx<'_, InPartner>| {
        let name = name_of(tx, id)?;
        actions::set_image_of_account(tx, (id, &name), purpose, None)
    };
    access.write(removing).await?;
    Ok(Redirect::to(format!("{}#images", here(id))).saying(t!("branding-taken")))
}

async fn answered(
    access: &Access<EditAccounts, InPartner>,
    id: AccountId,
    form: Option<BrandForm>,
    outcome: AppResult<()>,
    said: &'static str,
) -> AppResult<impl Responder + use<>> {
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(here(id)).saying(said))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, id, form, errors, &Choice::default())).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

/// The account's name.
///
/// # Errors
/// `NotFound` for one that is not there, `Conflict` for one in the recycle bin.
fn name_of(tx: &mut WriteTx<'_, InPartner>, id: AccountId) -> AppResult<String> {
    let (head, chain) = AccountHead::read(tx, id, Tab::Branding)?;
    if chain.account.standing == "deleted" {
        return Err(AppError::Conflict(t!("branding-bin").to_owned()));
    }
    Ok(head.name)
}

/// What applies in an account where it says nothing itself, and the partner's name.
fn inherited(tx: &mut ReadTx<'_, InPartner>, id: AccountId) -> AppResult<(String, Tokens)> {
    let (name, mut tokens) = queries::in_force(tx)?;
    for (_, above) in queries::above(tx, id)? {
        tokens.extend(above);
    }
    Ok((name, tokens))
}

/// What is given over what is inherited.
fn over(mut inherited: Tokens, own: Tokens) -> Tokens {
    inherited.extend(own.into_iter().filter(|(_, text)| !text.trim().is_empty()));
    inherited
}

/// What stands in fields that are left empty: what is inherited, else our own.
fn shown(inherited: &Tokens, name: &str) -> Tokens {
    let mut shown = ours(inherited.get("name").map_or(name, String::as_str));
    shown.extend(inherited.clone());
    shown
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    id: AccountId,
    sent: Option<BrandForm>,
    errors: FieldErrors,
    choice: &Choice,
) -> AppResult<AccountBrandPage> {
    let (head, chain) = AccountHead::read(tx, id, Tab::Branding)?;
    let (name, inherited) = inherited(tx, id)?;
    let from = queries::above(tx, id)?.pop().map_or_else(|| name.clone(), |(above, _)| above);
    let saved = queries::of_account(tx, id)?;
    let (own, version) = saved.as_ref().map(|saved| (saved.tokens.clone(), saved.version)).unwrap_or_default();
    let mut conflict = Vec::new();
    let form = match sent {
        None => BrandForm::filled(&own, version),
        Some(mut form) => {
            if !errors.of("").is_empty() {
                let mine = typed(&form.tokens()).unwrap_or_default();
                conflict = changes(&own, &with_images(mine, &own));
                form.version = version.to_string();
            }
            form
        }
    };
    let (now, facts) = (tx.now(), tx.facts());
    let shown_in = facts.timezone.as_deref().map_or(chrono_tz::UTC, zone);
    let may_edit = EditAccounts::held(facts) && chain.account.standing != "deleted";
    let shell = Shell::console(tx, "/console/accounts", &t!("branding-of", account = head.name));
    let many = own.len();
    let here = here(id);
    let mut images = image_rows(&own, &here);
    for row in &mut images {
        let of_above = image_rows(&inherited, &here).into_iter().find(|above| above.key == row.key);
        row.inherited = of_above.map(|above| above.address).unwrap_or_default();
    }
    Ok(AccountBrandPage {
        preview: Preview::of(&over(inherited.clone(), with_images(form.tokens(), &own)), &name, choice, &here).live(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        head,
        may_edit,
        standing: match many {
            0 => t!("branding-all-inherited", from = from),
            some => t!("branding-some-inherited", n = some, from = from),
        },
        saved: saved.map(|saved| (saved.by, When::at(saved.at, now, shown_in))),
        images,
        fields: Fields::of(form, errors, shown(&inherited, &name), t!("branding-inherited")),
        here,
        conflict,
    })
}
