//! Name, timezone, theme, keys.

use super::tabs;
use crate::access::rights::OwnProfile;
use crate::access::{Access, confirmed_lately};
use crate::db::{InSelf, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::language::{self, Language};
use crate::me::actions::{self, NewProfile};
use crate::me::queries::{self, Profile};
use crate::people::model::{PersonName, UserName};
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::theme;
use crate::web::times::{When, zone};
use actix_web::http::StatusCode;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "me/profile.html")]
struct ProfilePage {
    shell: Shell,
    tabs: Vec<(&'static str, &'static str, bool)>,
    form: ProfileForm,
    email: String,
    errors: FieldErrors,
    conflict: Vec<(&'static str, String, String)>,
    timezones: Vec<(&'static str, &'static str)>,
    themes: Vec<(&'static str, &'static str, &'static str)>,
    languages: Vec<(&'static str, &'static str)>,
    identities: Vec<Linked>,
}

/// Who the person is at a provider.
struct Linked {
    issuer: String,
    email: String,
    since: When,
    used: When,
}

#[derive(Deserialize)]
pub(in crate::me) struct UnlinkForm {
    #[serde(default)]
    issuer: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::me) struct ProfileForm {
    name: String,
    timezone: String,
    theme: String,
    language: String,
    shortcuts: String,
    version: String,
}

impl ProfileForm {
    fn filled(profile: &Profile) -> ProfileForm {
        ProfileForm {
            name: profile.name.clone(),
            timezone: profile.timezone.clone().unwrap_or_default(),
            theme: profile.theme.clone().unwrap_or_default(),
            language: profile.language.clone().unwrap_or_default(),
            shortcuts: if profile.shortcuts { "1".to_owned() } else { String::new() },
            version: profile.version.to_string(),
        }
    }

    fn parse(&self) -> AppResult<NewProfile> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", PersonName::parse(&self.name));
        let timezone = errors.take("timezone", timezone(&self.timezone));
        let theme = errors.take("theme", theme(&self.theme));
        let language = errors.take("language", Language::chosen(&self.language));
        match (name, timezone, theme, language) {
            (Some(name), Some(timezone), Some(theme), Some(language)) => {
                Ok(NewProfile { name, timezone, theme, language, shortcuts: !self.shortcuts.is_empty() })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// None: that of the account, or UTC in the console.
fn timezone(text: &str) -> Result<Option<String>, String> {
    match text.trim() {
        "" => Ok(None),
        zone if zone.parse::<chrono_tz::Tz>().is_ok() => Ok(Some(zone.to_owned())),
        _ => Err(t!("me-choose-timezone").to_owned()),
    }
}

/// None: as the device is set.
fn theme(text: &str) -> Result<Option<String>, String> {
    match text {
        "" => Ok(None),
        "light" | "dark" => Ok(Some(text.to_owned())),
        _ => Err(t!("me-choose-theme").to_owned()),
    }
}

pub(in crate::me) async fn edit(access: Access<OwnProfile, InSelf>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        let profile = queries::profile(tx)?;
        page(tx, &profile, ProfileForm::filled(&profile), FieldErrors::default())
    });
    Ok(Page::new(page.await?))
}

pub(in crate::me) async fn update(
    access: Access<OwnProfile, InSelf>,
    posted: Posted<ProfileForm>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let (seen, typed_theme) = (form.version.parse().unwrap_or(0), form.theme.clone());
    let chosen = Language::of(&form.language);
    let outcome = match form.parse() {
        Ok(new) => access.write(move |tx| actions::edit_profile(tx, &new, seen)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => {
            let kept = theme::cookie(&app, Some(typed_theme.as_str()).filter(|theme| !theme.is_empty()));
            let said = language::speaking(chosen.unwrap_or(language::current()), None, || t!("me-saved"));
            let spoken = language::cookie(&app, chosen);
            Ok(Either::Left(Redirect::to("/me").saying(said).customize().add_cookie(&kept).add_cookie(&spoken)))
        }
        Err(AppError::Invalid(errors)) => {
            let again = access.read(move |tx| {
                let profile = queries::profile(tx)?;
                page(tx, &profile, form, errors)
            });
            Ok(Either::Right(Page::refused(again.await?)))
        }
        Err(AppError::Conflict(why)) => {
            let again = access.read(move |tx| conflict_page(tx, form, &why));
            Ok(Either::Right(Page::with(again.await?, StatusCode::CONFLICT)))
        }
        Err(other) => Err(other),
    }
}

/// Each language by its own name, and none.
fn languages() -> Vec<(&'static str, &'static str)> {
    let own = Language::ALL.map(|language| (language.code(), language.own_name()));
    [("", t!("me-language-default"))].into_iter().chain(own).collect()
}

fn page(
    tx: &mut ReadTx<'_, InSelf>,
    profile: &Profile,
    form: ProfileForm,
    errors: FieldErrors,
) -> AppResult<ProfilePage> {
    let (now, tz) = (tx.now(), zone(profile.timezone.as_deref().unwrap_or("UTC")));
    let identities = crate::oidc::queries::mine(tx)?.into_iter().map(|one| Linked {
        issuer: one.issuer,
        email: one.email,
        since: When::at(one.linked_at, now, tz),
        used: When::at(one.used_at, now, tz),
    });
    let identities = identities.collect();
    let shell = Shell::own(tx, t!("me-profile"));
    let mut timezones = vec![("", t!("me-timezone-default"))];
    timezones.extend(crate::web::times::zones());
    Ok(ProfilePage {
        identities,
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        tabs: tabs("/me"),
        form,
        email: UserName::of_address(&profile.email).to_owned(),
        errors,
        conflict: Vec::new(),
        timezones,
        themes: vec![
            ("", t!("me-theme-device"), ""),
            ("light", t!("me-theme-light"), ""),
            ("dark", t!("me-theme-dark"), ""),
        ],
        languages: languages(),
    })
}

/// Lets go of who one is at a provider.
pub(in crate::me) async fn unlink(
    access: Access<OwnProfile, InSelf>,
    posted: Posted<UnlinkForm>,
) -> AppResult<impl Responder> {
    let issuer = posted.form.issuer;
    access
        .write(move |tx| {
            confirmed_lately(tx)?;
            crate::oidc::unlink_mine(tx, &issuer)
        })
        .await?;
    Ok(Redirect::to("/me").saying(t!("me-link-removed")))
}

/// Changed in another tab, or by staff: both are shown, and saving again replaces what was saved.
fn conflict_page(tx: &mut ReadTx<'_, InSelf>, typed: ProfileForm, why: &str) -> AppResult<ProfilePage> {
    let profile = queries::profile(tx)?;
    let saved = ProfileForm::filled(&profile);
    let mut errors = FieldErrors::default();
    errors.add("", why);
    let conflict = [
        (t!("me-name"), &saved.name, &typed.name),
        (t!("me-timezone"), &saved.timezone, &typed.timezone),
        (t!("me-theme"), &saved.theme, &typed.theme),
        (t!("me-language"), &saved.language, &typed.language),
    ]
    .into_iter()
    .filter(|(_, saved, typed)| saved.trim() != typed.trim())
    .map(|(field, saved, typed)| (field, saved.clone(), typed.clone()))
    .collect();
    let typed = ProfileForm { version: saved.version, ..typed };
    Ok(ProfilePage { conflict, ..page(tx, &profile, typed, errors)? })
}
