//! Running a cycle once by hand: with nothing, or with a sample of what its webhook would bring.

use super::{Below, Ids, below, page_of};
use crate::access::Access;
use crate::accounts::stand::{Stand, named};
use crate::cycles::{actions, queries};
use crate::db::ReadTx;
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

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OnceForm {
    sample: String,
}

pub(crate) async fn ask<P: Stand>(access: Access<P::Edit, P>, path: Ids) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let form = OnceForm { sample: "{}".to_owned() };
    Ok(Page::new(access.read(move |tx| page(tx, account, id, form, FieldErrors::default())).await?))
}

pub(crate) async fn run<P: Stand>(
    access: Access<P::Edit, P>,
    posted: Posted<OnceForm>,
    path: Ids,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (account, id) = named(&path)?;
    let (form, sample) = (posted.form.clone(), posted.form.sample);
    let begun = access
        .write_once(posted.key, move |tx| {
            let new = actions::run_once(tx, account, id, &sample)?;
            Ok(format!("{}/transactions/{new}", P::home(account)))
        })
        .await;
    app.engine.hear();
    match begun {
        Ok(to) => Ok(Either::Left(Redirect::to(to).saying(t!("cycles-runs-once")))),
        Err(AppError::Conflict(why)) => Ok(Either::Left(Redirect::to(page_of::<P>(account, id)).warning(why))),
        Err(AppError::Invalid(errors)) => {
            Ok(Either::Right(Page::refused(access.read(move |tx| page(tx, account, id, form, errors)).await?)))
        }
        Err(other) => Err(other),
    }
}

fn page<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    id: CycleId,
    form: OnceForm,
    errors: FieldErrors,
) -> AppResult<OncePage> {
    let Below { shell, cycle, crumbs, back, .. } =
        below(tx, account, id, t!("cycles-run-once"), |name| t!("cycles-run-name-once", name = name))?;
    let (flow, _) = queries::content(tx, account, id)?;
    let flow: Flow = serde_json::from_value(flow)?;
    Ok(OncePage {
        key: shell.form_key(),
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        by_webhook: flow.trigger().is_some_and(|step| matches!(step.does, Does::Webhook { .. })),
        title: t!("cycles-run-name-once", name = cycle.name),
        action: format!("{back}/once"),
        crumbs,
        form,
        errors,
        back,
    })
}
