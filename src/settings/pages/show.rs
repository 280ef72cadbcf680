//! The settings of a partner: one page with a form for each thing, since each is saved by itself.

use crate::access::Access;
use crate::access::rights::{ManageSettings, Right, ViewSettings};
use crate::db::{InPartner, Kind, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::language::Language;
use crate::people::model::{Version, line};
use crate::settings::actions;
use crate::settings::model::{Limits, fields, options, user_agent, words};
use crate::settings::queries::{self, Settings};
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

use super::PATH;

#[derive(Template)]
#[template(path = "settings/show.html")]
struct SettingsPage {
    shell: Shell,
    may_manage: bool,
    sign_in: String,
    name: NameForm,
    limits: LimitsForm,
    groups: [Group; 2],
    agent: AgentForm,
    language: LanguageForm,
    languages: Vec<(&'static str, &'static str)>,
    errors: FieldErrors,
    /// Of the form that was sent back; the others are as saved.
    name_conflict: Vec<(String, String, String)>,
    limits_conflict: Vec<(String, String, String)>,
    agent_conflict: Vec<(String, String, String)>,
    language_conflict: Vec<(String, String, String)>,
}

/// The form that was sent back.
enum Sent {
    None,
    Name(NameForm),
    Limits(LimitsForm),
    Agent(AgentForm),
    Language(LanguageForm),
}

/// The limits of one kind of people.
struct Group {
    title: &'static str,
    hint: &'static str,
    idle: Choice,
    longest: Choice,
}

struct Choice {
    field: &'static str,
    question: &'static str,
    options: Vec<(String, String)>,
    chosen: String,
    said: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::settings) struct NameForm {
    name: String,
    version: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::settings) struct LimitsForm {
    console_idle: String,
    console_longest: String,
    account_idle: String,
    account_longest: String,
    version: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::settings) struct AgentForm {
    user_agent: String,
    version: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::settings) struct LanguageForm {
    language: String,
    /// What was saved when it was shown.
    seen: String,
}

impl LanguageForm {
    fn filled(settings: &Settings) -> LanguageForm {
        let language = settings.language.clone().unwrap_or_default();
        LanguageForm { seen: language.clone(), language }
    }

    /// In words.
    fn said(&self) -> &'static str {
        Language::of(&self.language).map_or(t!("settings-language-none"), Language::own_name)
    }
}

impl AgentForm {
    fn filled(settings: &Settings) -> AgentForm {
        AgentForm {
            user_agent: settings.user_agent.clone().unwrap_or_default(),
            version: settings.user_agent_version.to_string(),
        }
    }
}

impl NameForm {
    fn filled(settings: &Settings) -> NameForm {
        NameForm { name: settings.name.clone(), version: settings.version.to_string() }
    }
}

impl LimitsForm {
    fn filled(settings: &Settings) -> LimitsForm {
        LimitsForm {
            console_idle: settings.console.idle_min.to_string(),
            console_longest: settings.console.longest_min.to_string(),
            account_idle: settings.account.idle_min.to_string(),
            account_longest: settings.account.longest_min.to_string(),
            version: settings.limits_version.to_string(),
        }
    }

    fn parse(&self) -> AppResult<(Limits, Limits)> {
        let mut errors = FieldErrors::default();
        let console = Limits::typed(Kind::Console, &self.console_idle, &self.console_longest, &mut errors);
        let account = Limits::typed(Kind::Account, &self.account_idle, &self.account_longest, &mut errors);
        match (console, account) {
            (Some(console), Some(account)) => Ok((console, account)),
            _ => Err(AppError::Invalid(errors)),
        }
    }

    /// What differs from what is saved: (what, saved, chosen).
    fn differs(&self, saved: &LimitsForm) -> Vec<(String, String, String)> {
        let said = |text: &str| text.parse().map_or_else(|_| text.to_owned(), words);
        [
            (t!("settings-console-idle"), &saved.console_idle, &self.console_idle),
            (t!("settings-console-latest"), &saved.console_longest, &self.console_longest),
            (t!("settings-account-idle"), &saved.account_idle, &self.account_idle),
            (t!("settings-account-latest"), &saved.account_longest, &self.account_longest),
        ]
        .into_iter()
        .filter(|(_, saved, typed)| saved != typed)
        .map(|(what, saved, typed)| (what.to_owned(), said(saved), said(typed)))
        .collect()
    }
}

pub(in crate::settings) async fn show(access: Access<ViewSettings, InPartner>) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(|tx| page(tx, Sent::None, FieldErrors::default())).await?))
}

pub(in crate::settings) async fn rename(
    access: Access<ManageSettings, InPartner>,
    posted: Posted<NameForm>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let seen = Version::of(&form.version);
    let outcome = match line(&form.name, 200, t!("settings-enter-name")) {
        Ok(new) => access.write(move |tx| actions::rename(tx, &new, seen)).await,
        Err(why) => Err(AppError::invalid("name", why)),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(PATH).saying(t!("settings-name-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, Sent::Name(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

pub(in crate::settings) async fn set_limits(
    access: Access<ManageSettings, InPartner>,
    posted: Posted<LimitsForm>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let seen = Version::of(&form.version);
    let outcome = match form.parse() {
        Ok((console, account)) => access.write(move |tx| actions::set_limits(tx, console, account, seen)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(PATH).saying(t!("settings-sessions-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, Sent::Limits(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

pub(in crate::settings) async fn set_user_agent(
    access: Access<ManageSettings, InPartner>,
    posted: Posted<AgentForm>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let seen = Version::of(&form.version);
    let outcome = match user_agent(&form.user_agent) {
        Ok(new) => access.write(move |tx| actions::set_user_agent(tx, new.as_deref(), seen)).await,
        Err(why) => Err(AppError::invalid("user_agent", why)),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(PATH).saying(t!("settings-agent-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, Sent::Agent(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

pub(in crate::settings) async fn set_language(
    access: Access<ManageSettings, InPartner>,
    posted: Posted<LanguageForm>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let seen = form.seen.clone();
    let outcome = match Language::chosen(&form.language) {
        Ok(new) => {
            let saved = access.write(move |tx| {
                actions::set_language(tx, new, &seen)?;
                crate::hosts::queries::proved(tx)
            });
            saved.await
        }
        Err(why) => Err(AppError::invalid("language", why)),
    };
    match outcome {
        Ok(hosts) => {
            hosts.iter().for_each(|host| app.names.forget(host));
            Ok(Either::Left(Redirect::to(PATH).saying(t!("settings-language-saved"))))
        }
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, Sent::Language(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

/// Each by its own name, and none.
fn languages() -> Vec<(&'static str, &'static str)> {
    let own = Language::ALL.map(|language| (language.code(), language.own_name()));
    [("", t!("settings-language-none"))].into_iter().chain(own).collect()
}

/// The page as saved, or with one of its forms sent back.
fn page(tx: &mut ReadTx<'_, InPartner>, sent: Sent, errors: FieldErrors) -> AppResult<SettingsPage> {
    let saved = queries::find(tx)?;
    // With a complaint about the whole form it was changed meanwhile: saving again replaces what was saved.
    let meanwhile = !errors.of("").is_empty();
    let (mut name_conflict, mut limits_conflict, mut agent_conflict) = (Vec::new(), Vec::new(), Vec::new());
    let (mut language, mut language_conflict) = (LanguageForm::filled(&saved), Vec::new());
    let (mut name_form, mut limits_form, mut agent) =
        (NameForm::filled(&saved), LimitsForm::filled(&saved), AgentForm::filled(&saved));
    match sent {
        Sent::None => {}
        Sent::Name(mut form) => {
            if meanwhile {
                name_conflict.push((t!("settings-name").to_owned(), name_form.name, form.name.clone()));
                form.version = name_form.version;
            }
            name_form = form;
        }
        Sent::Limits(mut form) => {
            if meanwhile {
                limits_conflict = form.differs(&limits_form);
                form.version = limits_form.version;
            }
            limits_form = form;
        }
        Sent::Agent(mut form) => {
            if meanwhile {
                agent_conflict.push((t!("settings-user-agent").to_owned(), agent.user_agent, form.user_agent.clone()));
                form.version = agent.version;
            }
            agent = form;
        }
        Sent::Language(mut form) => {
            if meanwhile {
                let pair = (language.said().to_owned(), form.said().to_owned());
                language_conflict.push((t!("settings-language").to_owned(), pair.0, pair.1));
                form.seen = language.seen;
            }
            language = form;
        }
    }
    let shell = Shell::console(tx, PATH, t!("settings-title"));
    Ok(SettingsPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        may_manage: ManageSettings::held(tx.facts()),
        sign_in: match tx.facts().main_host {
            Some(_) => format!("{}/sign-in", tx.address()),
            None => format!("{}/sign-in/{}", tx.address(), saved.slug),
        },
        groups: [
            group(Kind::Console, &limits_form.console_idle, &limits_form.console_longest),
            group(Kind::Account, &limits_form.account_idle, &limits_form.account_longest),
        ],
        name: name_form,
        limits: limits_form,
        agent,
        language,
        languages: languages(),
        errors,
        name_conflict,
        limits_conflict,
        agent_conflict,
        language_conflict,
    })
}

fn group(kind: Kind, idle: &str, longest: &str) -> Group {
    let [idles, longests] = options(kind);
    let (idle_field, longest_field) = fields(kind);
    let choice = |field, question, mut options: Vec<(String, String)>, chosen: &str| {
        // What was typed past the list stays chosen, next to its complaint.
        if !options.iter().any(|(value, _)| value == chosen) {
            options.insert(
                0,
                (chosen.to_owned(), chosen.parse().map_or_else(|_| t!("settings-choose").to_owned(), words)),
            );
        }
        let said = chosen.parse().map_or_else(|_| String::new(), words);
        Choice { field, question, options, chosen: chosen.to_owned(), said }
    };
    let (title, hint) = match kind {
        Kind::Console => (t!("settings-console-users"), t!("settings-console-users-hint")),
        Kind::Account | Kind::Program => (t!("settings-account-users"), t!("settings-account-users-hint")),
    };
    Group {
        title,
        hint,
        idle: choice(idle_field, t!("settings-idle-question"), idles, idle),
        longest: choice(longest_field, t!("settings-latest-question"), longests, longest),
    }
}
