//! The console's page of an account's exports: asking for one, and its file once it is there.

use super::actions;
use super::model::{KEPT_BYTES, KEPT_DAYS, KEPT_FILES, file_name, kept_until};
use super::queries::{self, Export};
use crate::access::rights::ManageAccounts;
use crate::access::{Access, confirmed_for_file, confirmed_lately};
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::accounts::queries::find as account_of;
use crate::accounts::stand::{account_of as account_id, named};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::jobs::model::state_badge;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect, streamed};
use crate::web::shell::Shell;
use crate::web::times::{When, date, zone};
use actix_web::{Either, HttpResponse, Responder, web};
use askama::Template;
use serde::Deserialize;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "account_exports/index.html")]
struct IndexPage {
    shell: Shell,
    head: AccountHead,
    has_below: bool,
    /// One is being made.
    busy: bool,
    rows: Vec<Row>,
    days: i64,
    kept: i64,
    kept_gb: i64,
    errors: FieldErrors,
}

struct Row {
    kind: &'static str,
    state: &'static str,
    what: &'static str,
    asked: When,
    by: String,
    size: String,
    until: String,
    problem: String,
    /// The file, where it is there; the job, where it is being made.
    file: String,
    job: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    with_sub_accounts: String,
}

pub(crate) async fn index(
    access: Access<ManageAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let account = account_id(&path)?;
    let page = access.read(move |tx| {
        actions::may_see_all(tx.facts())?;
        confirmed_lately(tx)?;
        page(tx, account, FieldErrors::default())
    });
    Ok(Page::new(page.await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, account: AccountId, errors: FieldErrors) -> AppResult<IndexPage> {
    let (head, chain) = AccountHead::read(tx, account, Tab::Details)?;
    let shell = Shell::console(tx, "/console/accounts", &t!("account-exports-title", name = head.name));
    let found = queries::list(tx, account)?;
    let busy = queries::under_way(tx, account)?.is_some();
    let rows = found.into_iter().map(|one| row(tx, &head, one)).collect();
    Ok(IndexPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        has_below: chain.sub_accounts > 0,
        busy,
        rows,
        days: KEPT_DAYS,
        kept: KEPT_FILES,
        kept_gb: KEPT_BYTES >> 30,
        head,
        errors,
    })
}

fn row(tx: &ReadTx<'_, InPartner>, head: &AccountHead, one: Export) -> Row {
    let tz = zone(tx.facts().timezone.as_deref().unwrap_or("UTC"));
    let (kind, state) = state_badge(&one.state, 0);
    let ready = one.ready_at.is_some();
    Row {
        kind,
        state,
        what: if one.with_sub_accounts {
            t!("account-exports-with-sub-accounts")
        } else {
            t!("account-exports-this-account")
        },
        asked: When::at(one.created_at, tx.now(), tz),
        by: one.created_by,
        size: if ready {
            t!("account-exports-size-kb", kb = one.size_bytes.max(1_024) / 1_024)
        } else {
            "–".to_owned()
        },
        until: date(kept_until(one.created_at).with_timezone(&tz).date_naive()),
        problem: one.problem.unwrap_or_default(),
        file: if ready { format!("{}/export/{}/file", head.href, one.id) } else { String::new() },
        job: format!("/console/jobs/{}", one.job),
    }
}

pub(crate) async fn ask(
    access: Access<ManageAccounts, InPartner>,
    posted: Posted<Form>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let account = account_id(&path)?;
    let with_sub_accounts = !posted.form.with_sub_accounts.is_empty();
    let asked = access.write(move |tx| {
        confirmed_lately(tx)?;
        let account = account_of(tx, account)?;
        actions::ask(tx, &account, with_sub_accounts)
    });
    match asked.await {
        Ok((_, job)) => Ok(Either::Left(Redirect::to(format!("/console/jobs/{job}")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            Ok(Either::Right(Page::with(access.read(move |tx| page(tx, account, errors)).await?, status)))
        }
    }
}

pub(crate) async fn file(
    access: Access<ManageAccounts, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<HttpResponse> {
    let (account, export): (AccountId, Uuid) = named(&path)?;
    let name = access.read(move |tx| {
        let (api_id, one) = (account_of(tx, account)?.api_id, queries::find(tx, account, export)?);
        actions::may_see_all(tx.facts())?;
        confirmed_for_file(tx)?;
        if one.ready_at.is_none() {
            return Err(AppError::Conflict(t!("account-exports-not-ready").to_owned()));
        }
        Ok(file_name(&api_id, one.created_at))
    });
    let name = name.await?;
    send(&access, account, export, &name).await
}

/// Sends a file, piece by piece.
pub(super) async fn send(
    access: &Access<ManageAccounts, InPartner>,
    account: AccountId,
    export: Uuid,
    name: &str,
) -> AppResult<HttpResponse> {
    let (turn, reader) = (access.turn().await?, access.clone());
    Ok(streamed(name, "application/zip", move |sink| {
        reader.read_slowly(turn, move |tx| {
            sink.run(|sink| {
                let mut no = 0;
                while let Some(piece) = queries::piece(tx, account, export, no)? {
                    sink.write(&piece)?;
                    no += 1;
                }
                Ok(())
            })
        });
    }))
}
