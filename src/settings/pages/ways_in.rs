//! How people come in: of whom two-step sign-in is required.

use super::PATH as SETTINGS;
use crate::access::Access;
use crate::access::rights::{ManageSettings, Right, ViewSettings};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::Version;
use crate::settings::actions;
use crate::settings::model::SecondStep;
use crate::settings::queries;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder};
use askama::Template;
use serde::Deserialize;

const PATH: &str = "/console/settings/ways-in";

#[derive(Template)]
#[template(path = "settings/ways_in.html")]
struct WaysInPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 2],
    may_manage: bool,
    /// Value, words, what it means.
    choices: Vec<(&'static str, &'static str, &'static str)>,
    rule: RuleForm,
    /// What is saved, in words.
    rule_said: &'static str,
    errors: FieldErrors,
    /// Saved by somebody else meanwhile: what, saved, chosen.
    rule_conflict: Vec<(String, String, String)>,
}

/// The form that was sent back.
enum Sent {
    None,
    Rule(RuleForm),
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::settings) struct RuleForm {
    second_step: String,
    version: String,
}

pub(in crate::settings) async fn show(access: Access<ViewSettings, InPartner>) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(|tx| page(tx, Sent::None, FieldErrors::default())).await?))
}

pub(in crate::settings) async fn set_second_step(
    access: Access<ManageSettings, InPartner>,
    posted: Posted<RuleForm>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let seen = Version::of(&form.version);
    let outcome = match SecondStep::read(&form.second_step) {
        Some(new) => access.write(move |tx| actions::set_second_step(tx, new, seen)).await,
        None => Err(AppError::invalid("second_step", "Choose one of the three.")),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(PATH).saying("Saved. It holds from everybody's next click on."))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, Sent::Rule(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

/// The page as saved, or with a form sent back.
fn page(tx: &mut ReadTx<'_, InPartner>, sent: Sent, errors: FieldErrors) -> AppResult<WaysInPage> {
    let saved = queries::find(tx)?;
    // With a complaint about the whole form it was changed meanwhile: saving again replaces what was saved.
    let meanwhile = !errors.of("").is_empty();
    let said = |key: &str| SecondStep::read(key).map_or(key, |one| one.words().0).to_owned();
    let mut rule =
        RuleForm { second_step: saved.second_step.key().to_owned(), version: saved.second_step_version.to_string() };
    let mut rule_conflict = Vec::new();
    match sent {
        Sent::None => {}
        Sent::Rule(mut form) => {
            if meanwhile {
                rule_conflict.push(("Two-step sign-in".to_owned(), said(&rule.second_step), said(&form.second_step)));
                form.version = rule.version;
            }
            rule = form;
        }
    }
    let shell = Shell::console(tx, SETTINGS, "Ways in");
    Ok(WaysInPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: [("Settings", SETTINGS), ("Ways in", "")],
        may_manage: ManageSettings::held(tx.facts()),
        choices: SecondStep::ALL
            .into_iter()
            .map(|one| {
                let (words, meaning) = one.words();
                (one.key(), words, meaning)
            })
            .collect(),
        rule,
        rule_said: saved.second_step.words().0,
        errors,
        rule_conflict,
    })
}
