//! The page of the webhook: what is told and where to, and what it is signed with.

pub(super) mod deliveries;
pub(super) mod key;

use super::actions::{self, Wanted};
use super::address::callable;
use super::events::Topic;
use super::model::BOTH_KEYS_H;
use super::queries;
use crate::access::Access;
use crate::access::rights::{ManageSettings, Right, ViewSettings};
use crate::accounts::model::webhook_url;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::Version;
use crate::web::forms::{Nothing, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use crate::web::times::{When, zone};
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use std::collections::BTreeMap;

const PATH: &str = "/console/settings/error-webhook";

#[derive(Template)]
#[template(path = "error_webhook/show.html")]
struct WebhookPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 2],
    may_manage: bool,
    form: Form,
    /// What can be told: the field, the words, what it is, and whether it is chosen.
    topics: Vec<(String, String, &'static str, bool)>,
    /// What somebody else saved meanwhile, and what was typed.
    conflict: Vec<(String, String, String)>,
    /// Why it was switched off without a person.
    stopped: String,
    keys: Vec<Key>,
    both_hours: i64,
    has_address: bool,
    errors: FieldErrors,
}

struct Key {
    by: String,
    made: When,
    /// It was replaced and signs until then.
    until: Option<When>,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    enabled: String,
    url: String,
    warnings: String,
    version: String,
    /// `tell_account` and the like.
    #[serde(flatten)]
    told: BTreeMap<String, String>,
}

impl Form {
    fn filled(saved: &queries::Saved) -> Form {
        let on = |said: bool| if said { "1".to_owned() } else { String::new() };
        Form {
            enabled: on(saved.enabled),
            url: saved.url.clone().unwrap_or_default(),
            warnings: on(saved.warnings),
            version: saved.version.to_string(),
            told: saved.topics().into_iter().map(|topic| (field(topic), "1".to_owned())).collect(),
        }
    }

    fn topics(&self) -> Vec<Topic> {
        Topic::ALL.into_iter().filter(|topic| self.told.contains_key(&field(*topic))).collect()
    }

    fn parse(&self) -> AppResult<Wanted> {
        let url = webhook_url(&self.url).map_err(|why| AppError::invalid("url", why))?;
        let enabled = !self.enabled.is_empty();
        if enabled && url.is_none() {
            return Err(AppError::invalid("url", t!("error-webhook-enter-address")));
        }
        let topics = self.topics();
        if enabled && topics.is_empty() {
            return Err(AppError::invalid(&field(Topic::Transaction), t!("error-webhook-choose-topic")));
        }
        Ok(Wanted { enabled, url, warnings: !self.warnings.is_empty(), topics })
    }

    fn differs(&self, saved: &Form) -> Vec<(String, String, String)> {
        let yes = |text: &str| yes(text).to_owned();
        let words = |form: &Form| form.topics().into_iter().map(Topic::words).collect::<Vec<_>>().join(", ");
        let all = [
            (t!("error-webhook-send"), yes(&saved.enabled), yes(&self.enabled)),
            (t!("error-webhook-address"), saved.url.clone(), self.url.clone()),
            (t!("error-webhook-told"), words(saved), words(self)),
            (t!("error-webhook-warnings"), yes(&saved.warnings), yes(&self.warnings)),
        ];
        all.into_iter().filter(|(_, a, b)| a != b).map(|(what, a, b)| (what.to_owned(), a, b)).collect()
    }
}

/// The field of a topic.
fn field(topic: Topic) -> String {
    format!("tell_{}", topic.key())
}

pub(super) async fn show(access: Access<ViewSettings, InPartner>) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(|tx| page(tx, None, FieldErrors::default())).await?))
}

pub(super) async fn save(
    access: Access<ManageSettings, InPartner>,
    posted: Posted<Form>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let seen = Version::of(&form.version);
    let parsed = form.parse().and_then(|new| {
        callable(&app.engine.outbound, "url", new.url.as_deref())?;
        Ok(new)
    });
    let outcome = match parsed {
        Ok(new) => {
            let saved = access.write(move |tx| {
                actions::save(tx, &new, seen)?;
                Ok(new.enabled && queries::keys(tx)?.is_empty())
            });
            saved.await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(true) => Ok(Either::Left(Redirect::to(PATH).warning(t!("error-webhook-saved-no-key")))),
        Ok(false) => Ok(Either::Left(Redirect::to(PATH).saying(t!("error-webhook-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, Some(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

pub(super) async fn test(access: Access<ManageSettings, InPartner>, _: Posted<Nothing>) -> AppResult<impl Responder> {
    match access.write(actions::test).await {
        Ok(_) => Ok(Either::Left(Redirect::to(format!("{PATH}/deliveries")).saying(t!("error-webhook-test-sent")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, None, errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn page(tx: &mut ReadTx<'_, InPartner>, sent: Option<Form>, errors: FieldErrors) -> AppResult<WebhookPage> {
    let saved = queries::saved(tx)?;
    let mut form = Form::filled(&saved);
    let mut conflict = Vec::new();
    if let Some(mut sent) = sent {
        if !errors.of("").is_empty() {
            conflict = sent.differs(&form);
            sent.version = form.version;
        }
        form = sent;
    }
    let (now, tz) = (tx.now(), zone(tx.facts().timezone.as_deref().unwrap_or("UTC")));
    let keys = queries::keys(tx)?.into_iter().map(|key| Key {
        by: key.created_by,
        made: When::at(key.created_at, now, tz),
        until: key.ends_at.map(|at| When::at(at, now, tz)),
    });
    let keys = keys.collect();
    let shell = Shell::console(tx, "/console/settings", t!("error-webhook-webhook"));
    Ok(WebhookPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: [(t!("error-webhook-settings"), "/console/settings"), (t!("error-webhook-webhook"), "")],
        may_manage: ManageSettings::held(tx.facts()),
        has_address: saved.url.is_some(),
        stopped: saved.stopped.unwrap_or_default(),
        topics: Topic::ALL
            .into_iter()
            .map(|topic| (field(topic), topic.words(), topic.about(), form.told.contains_key(&field(topic))))
            .collect(),
        form,
        conflict,
        keys,
        both_hours: BOTH_KEYS_H,
        errors,
    })
}

/// A check box in words.
fn yes(said: &str) -> &'static str {
    if said.is_empty() { t!("error-webhook-no") } else { t!("error-webhook-yes") }
}

/// Complaints for `form::summary`.
fn summary(errors: &FieldErrors) -> Vec<(String, String)> {
    errors.0.iter().map(|e| (e.field.clone(), e.message.clone())).collect()
}
