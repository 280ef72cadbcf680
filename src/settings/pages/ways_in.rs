//! How people and programs come in: of whom two-step sign-in is required, and from which networks.

use super::PATH as SETTINGS;
use crate::access::Access;
use crate::access::rights::{ManageSettings, Right, ViewSettings};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::Version;
use crate::settings::actions;
use crate::settings::model::SecondStep;
use crate::settings::networks::Networks;
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
    networks: NetworksForm,
    /// What the partner's own provider is called on the sign-in page, and for whom it is; empty: there is none.
    provider: String,
    /// Where the one who looks is.
    address: String,
    /// Saved by somebody else meanwhile: what, saved, chosen.
    rule_conflict: Vec<(String, String, String)>,
    networks_conflict: Vec<(String, String, String)>,
}

/// The form that was sent back.
enum Sent {
    None,
    Rule(RuleForm),
    Networks(NetworksForm),
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::settings) struct RuleForm {
    second_step: String,
    version: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::settings) struct NetworksForm {
    /// One network a line.
    console_networks: String,
    api_networks: String,
    version: String,
}

impl NetworksForm {
    fn parse(&self) -> AppResult<(Networks, Networks)> {
        let mut errors = FieldErrors::default();
        let console = errors.take("console_networks", Networks::typed(&self.console_networks));
        let api = errors.take("api_networks", Networks::typed(&self.api_networks));
        match (console, api) {
            (Some(console), Some(api)) => Ok((console, api)),
            _ => Err(AppError::Invalid(errors)),
        }
    }
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
        None => Err(AppError::invalid("second_step", t!("settings-choose-rule"))),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(PATH).saying(t!("settings-rule-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, Sent::Rule(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

pub(in crate::settings) async fn set_networks(
    access: Access<ManageSettings, InPartner>,
    posted: Posted<NetworksForm>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let seen = Version::of(&form.version);
    let outcome = match form.parse() {
        Ok((console, api)) => access.write(move |tx| actions::set_networks(tx, &console, &api, seen)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(PATH).saying(t!("settings-networks-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, Sent::Networks(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

/// The page as saved, or with a form sent back.
fn page(tx: &mut ReadTx<'_, InPartner>, sent: Sent, errors: FieldErrors) -> AppResult<WaysInPage> {
    let saved = queries::find(tx)?;
    let provider = crate::oidc::queries::find(tx)?;
    // With a complaint about the whole form it was changed meanwhile: saving again replaces what was saved.
    let meanwhile = !errors.of("").is_empty();
    let said = |key: &str| SecondStep::read(key).map_or(key, |one| one.words().0).to_owned();
    let mut rule =
        RuleForm { second_step: saved.second_step.key().to_owned(), version: saved.second_step_version.to_string() };
    let mut networks = NetworksForm {
        console_networks: saved.console_networks.join("\n"),
        api_networks: saved.api_networks.join("\n"),
        version: saved.networks_version.to_string(),
    };
    let (mut rule_conflict, mut networks_conflict) = (Vec::new(), Vec::new());
    match sent {
        Sent::None => {}
        Sent::Rule(mut form) => {
            if meanwhile {
                rule_conflict.push((
                    t!("settings-two-step").to_owned(),
                    said(&rule.second_step),
                    said(&form.second_step),
                ));
                form.version = rule.version;
            }
            rule = form;
        }
        Sent::Networks(mut form) => {
            if meanwhile {
                let pairs = [
                    (t!("settings-console"), &networks.console_networks, &form.console_networks),
                    (t!("settings-api"), &networks.api_networks, &form.api_networks),
                ];
                let differ = pairs.into_iter().filter(|(_, saved, typed)| saved.trim() != typed.trim());
                networks_conflict
                    .extend(differ.map(|(what, saved, typed)| (what.to_owned(), saved.clone(), typed.clone())));
                form.version = networks.version;
            }
            networks = form;
        }
    }
    let shell = Shell::console(tx, SETTINGS, t!("settings-ways-in"));
    Ok(WaysInPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: [(t!("settings-title"), SETTINGS), (t!("settings-ways-in"), "")],
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
        networks,
        provider: provider.map(|saved| saved.label).unwrap_or_default(),
        address: tx.origin().address.clone(),
        errors,
        rule_conflict,
        networks_conflict,
    })
}
