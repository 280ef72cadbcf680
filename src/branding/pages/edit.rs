//! The page of a partner's brand (DESIGN wireframe 6): the draft as a form, what it looks like beside it, what its colours become, and
//! the versions that were published.

use super::PATH;
use super::form::{BrandForm, Fields};
use super::pictures::{ImageRow, image_rows};
use super::preview::{Choice, Preview};
use crate::access::Access;
use crate::access::rights::{ManageSettings, Right, ViewSettings};
use crate::branding::contrast::Side;
use crate::branding::model::{Tokens, Words, changes, typed};
use crate::branding::{actions, queries};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::web::forms::{Asked, Posted, complaint};
use crate::web::page::{Hx, Page, Redirect};
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Either, Responder};
use askama::Template;

#[derive(Template)]
#[template(path = "branding/show.html")]
pub(super) struct BrandingPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 2],
    may_manage: bool,
    /// To how much it applies.
    applies: String,
    fields: Fields,
    images: Vec<ImageRow>,
    preview: Preview,
    /// Who saved the draft when; none: there is no draft.
    draft: Option<(String, When)>,
    /// How many of its tokens are not published yet.
    unpublished: String,
    /// What somebody else saved meanwhile, beside what was typed.
    conflict: Vec<(String, String, String)>,
    versions: Vec<VersionRow>,
    here: &'static str,
    email: String,
}

pub(super) struct VersionRow {
    pub number: i32,
    pub when: When,
    pub by: String,
    pub current: bool,
}

pub(in crate::branding) async fn show(
    access: Access<ViewSettings, InPartner>,
    choice: Asked<Choice>,
) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(move |tx| page(tx, None, FieldErrors::default(), &choice.0)).await?))
}

pub(in crate::branding) async fn save(
    access: Access<ManageSettings, InPartner>,
    posted: Posted<BrandForm>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let seen = form.seen();
    let outcome = match typed(&form.tokens()) {
        Ok(tokens) => access.write(move |tx| actions::save(tx, &tokens, seen)).await,
        Err(errors) => Err(AppError::Invalid(errors)),
    };
    match outcome {
        Ok(()) => {
            let said = t!("branding-draft-saved");
            Ok(Either::Left(Redirect::to(PATH).saying(said)))
        }
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, Some(form), errors, &Choice::default())).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

/// The preview of what is typed, while it is typed. Nothing is saved.
pub(in crate::branding) async fn preview(
    access: Access<ViewSettings, InPartner>,
    form: Asked<BrandForm>,
    choice: Asked<Choice>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let preview = access.read(move |tx| {
        let (name, _) = queries::in_force(tx)?;
        let (saved, _) = queries::draft_or_published(tx)?;
        Ok(Preview::of(&with_images(form.0.tokens(), &saved), &name, &choice.0, PATH).live())
    });
    let preview = preview.await?;
    // By itself it is no page.
    Ok(if hx == Hx::Page { Either::Left(Redirect::to(PATH)) } else { Either::Right(Page::new(preview)) })
}

/// What was typed, with the images that are saved: they have forms of their own.
pub(super) fn with_images(mut typed: Tokens, saved: &Tokens) -> Tokens {
    for key in crate::branding::model::IMAGES {
        typed.insert(key.to_owned(), saved.get(key).cloned().unwrap_or_default());
    }
    typed
}

/// What our own look is, for fields that are left empty.
pub(super) fn ours(name: &str) -> Tokens {
    let mut ours = Tokens::new();
    for (side, keys) in [
        (Side::Light, ["light_brand", "light_page", "light_text"]),
        (Side::Dark, ["dark_brand", "dark_page", "dark_text"]),
    ] {
        ours.extend(keys.into_iter().zip(side.own()).map(|(key, colour)| (key.to_owned(), colour.to_string())));
    }
    let words = Words::default();
    let others =
        [("name", name), ("sender", name), ("footer", name), ("cycle", &words.cycle), ("cycles", &words.cycles)];
    for (key, text) in others {
        ours.insert(key.to_owned(), text.to_owned());
    }
    ours
}

/// The page as saved, or with the form that was sent back.
pub(super) fn page(
    tx: &mut ReadTx<'_, InPartner>,
    sent: Option<BrandForm>,
    errors: FieldErrors,
    choice: &Choice,
) -> AppResult<BrandingPage> {
    let (name, published) = queries::in_force(tx)?;
    let draft = queries::draft(tx)?;
    let (saved, version) =
        draft.as_ref().map_or_else(|| (published.clone(), 0), |draft| (draft.tokens.clone(), draft.version));
    let (now, shown_in) = (tx.now(), tx.facts().timezone.as_deref().map_or(chrono_tz::UTC, zone));
    let mut conflict = Vec::new();
    let form = match sent {
        None => BrandForm::filled(&saved, version),
        Some(mut form) => {
            // With a complaint about the whole form it was saved by somebody else: saving again replaces that.
            if !errors.of("").is_empty() {
                let mine = typed(&form.tokens()).unwrap_or_default();
                conflict = changes(&saved, &with_images(mine, &saved));
                form.version = version.to_string();
            }
            form
        }
    };
    let apart = changes(&published, &saved);
    let unpublished = match apart.len() {
        0 => t!("branding-nothing-apart").to_owned(),
        many => t!("branding-apart", n = many),
    };
    let others = queries::overrides(tx)?;
    let versions = queries::versions(tx)?;
    let newest = versions.first().map(|version| version.number);
    let shell = Shell::console(tx, "/console/settings", t!("branding-title"));
    Ok(BrandingPage {
        preview: Preview::of(&with_images(form.tokens(), &saved), &name, choice, PATH).live(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: [(t!("branding-settings"), "/console/settings"), (t!("branding-title"), "")],
        may_manage: ManageSettings::held(tx.facts()),
        applies: match others {
            0 => t!("branding-applies").to_owned(),
            some => t!("branding-applies-but", n = some),
        },
        images: image_rows(&saved, PATH),
        draft: draft.map(|draft| (draft.by, When::at(draft.at, now, shown_in))),
        unpublished,
        conflict,
        versions: versions
            .into_iter()
            .map(|version| VersionRow {
                number: version.number,
                when: When::at(version.at, now, shown_in),
                by: version.by,
                current: Some(version.number) == newest,
            })
            .collect(),
        fields: Fields::of(form, errors, ours(&name), t!("branding-not-chosen")),
        here: PATH,
        email: tx.facts().email.clone(),
    })
}
