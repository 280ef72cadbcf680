//! Running a cycle once by hand: with nothing, or with a sample of what its webhook would bring.

use super::show::ids;
use crate::access::Access;
use crate::access::rights::EditCycles;
use crate::cycles::{actions, queries};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::{Does, Flow};
use crate::ids::{AccountId, CycleId};
use crate::web::forms::Posted;
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "cycles/once.html")]
struct OncePage {
    shell: Shell,
    title: String,
    crumbs: Vec<(String, String)>,
    /// It begins with a webhook, for which a sample stands in.
    by_webhook: bool,
    form: OnceForm,
    errors: FieldErrors,
    action: String,
    back: String,
    key: String,
}

impl OncePage {
    fn summary(&self) -> Vec<(&str, &str)> {
        self.errors.0.iter().map(|e| (e.field.as_str(), e.message.as_str())).collect()
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OnceForm {
    sample: String,
}

pub(crate) async fn ask(
    access: Access<EditCycles, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (account, id) = ids(&path)?;
    let form = OnceForm { sample: "{}".to_owned() };
    Ok(Page::new(access.read(move |tx| page(tx, account, id, form, FieldErrors::default())).await?))
}

pub(crate) async fn run(
    access: Access<EditCycles, InPartner>,
    posted: Posted<OnceForm>,
    path: web::Path<(String, String)>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (account, id) = ids(&path)?;
    let (form, sample) = (posted.form.clone(), posted.form.sample);
    let begun = access
        .write_once(posted.key, move |tx| {
            let new = actions::run_once(tx, account, id, &sample)?;
            Ok(format!("/console/accounts/{account}/transactions/{new}"))
        })
        .await;
    app.engine.hear();
    match begun {
        Ok(to) => Ok(Either::Left(Redirect::to(to).saying("The cycle runs once, as this transaction."))),
        Err(AppError::Conflict(why)) => {
            Ok(Either::Left(Redirect::to(format!("/console/accounts/{account}/cycles/{id}")).warning(why)))
        }
        Err(AppError::Invalid(errors)) => {
            Ok(Either::Right(Page::refused(access.read(move |tx| page(tx, account, id, form, errors)).await?)))
        }
        Err(other) => Err(other),
    }
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    account: AccountId,
    id: CycleId,
    form: OnceForm,
    errors: FieldErrors,
) -> AppResult<OncePage> {
    let cycle = queries::find(tx, account, id)?;
    let (flow, _) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    let back = format!("/console/accounts/{account}/cycles/{id}");
    let title = format!("Run {} once?", cycle.name);
    let shell = Shell::console(tx, "/console/accounts", &title);
    Ok(OncePage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: vec![(cycle.name, back.clone()), ("Run once".to_owned(), String::new())],
        by_webhook: flow.trigger().is_some_and(|step| matches!(step.does, Does::Webhook { .. })),
        action: format!("{back}/once"),
        title,
        form,
        errors,
        back,
    })
}
