//! Moving an account under another parent: find the parent, see what changes, do it. Each step is an address.

use super::head::{AccountHead, Tab};
use super::show::account_id;
use crate::access::Access;
use crate::access::rights::ManageAccounts;
use crate::accounts::actions::{self, Outcome, Plan, path_of};
use crate::accounts::model::DEPTH_MAX;
use crate::accounts::queries::{self, Filter};
use crate::accounts::subtree;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::limits::choke;
use crate::web::forms::{Asked, Posted, refusal};
use crate::web::page::{Page, Redirect};
use crate::web::paging::From;
use crate::web::shell::Shell;
use actix_web::http::StatusCode;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

/// Stands for the top level where a parent's id is asked for.
const TOP: &str = "top";
/// Accounts offered as a parent at once.
const CHOICES: i64 = 20;

#[derive(Template)]
#[template(path = "accounts/move.html")]
struct MovePage {
    shell: Shell,
    head: AccountHead,
    q: String,
    choices: Vec<Choice>,
    /// More were found than are shown.
    more: bool,
    /// It may go to the top level.
    may_top: bool,
    preview: Option<Preview>,
    errors: FieldErrors,
}

/// An account that may become the parent.
struct Choice {
    id: String,
    name: String,
    api_id: String,
    parent: String,
}

/// What the move changes.
struct Preview {
    to: String,
    /// Where it hangs while this is looked at, as the form says it.
    from: String,
    lines: Vec<(&'static str, String, String)>,
    notes: Vec<String>,
    /// Why a limit there keeps it out, and where that limit is (M6); none: it may go.
    refused: Option<(String, String)>,
    /// What is said of a limit at which its work will wait there.
    waits: Vec<String>,
    /// Who gains and who loses access; nobody is left out.
    reached: Vec<Reached>,
}

/// People whose access changes: in words, with the first names.
struct Reached {
    words: String,
    names: Vec<String>,
    further: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MoveQuery {
    q: String,
    to: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct MoveForm {
    parent: String,
    /// The parent that the preview showed; empty where there was none to see.
    from: String,
}

pub(crate) async fn choose(
    access: Access<ManageAccounts, InPartner>,
    path: web::Path<String>,
    asked: Asked<MoveQuery>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let MoveQuery { q, to } = asked.0;
    let (page, status) = access.read(move |tx| page(tx, id, q, &to)).await?;
    Ok(Page::with(page, status))
}

pub(crate) async fn carry_out(
    access: Access<ManageAccounts, InPartner>,
    posted: Posted<MoveForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let MoveForm { parent: to, from } = posted.form;
    let seen = parent_of(&from).ok();
    let done = match parent_of(&to) {
        Ok(parent) => access.write(move |tx| actions::move_to(tx, id, parent, seen)).await,
        Err(error) => Err(error),
    };
    let back = Redirect::to(format!("/console/accounts/{id}"));
    match done {
        Ok(Outcome::Done { below: 0 }) => Ok(Either::Left(back.saying(t!("accounts-move-done")))),
        Ok(Outcome::Done { below }) => Ok(Either::Left(back.saying(t!("accounts-move-done-below", n = below)))),
        Ok(Outcome::Unchanged) => Ok(Either::Left(back.warning(t!("accounts-move-already")))),
        Err(error) => {
            let (errors, status) = refusal(error)?;
            let page = access.read(move |tx| choice_page(tx, id, String::new(), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

/// The new parent as an address or a form names it; none for the top level.
fn parent_of(to: &str) -> AppResult<Option<AccountId>> {
    match to.trim() {
        TOP => Ok(None),
        "" => Err(AppError::invalid("parent", t!("accounts-move-choose"))),
        id => id.parse().map(Some).map_err(|_| AppError::invalid("parent", t!("accounts-move-gone"))),
    }
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: AccountId, q: String, to: &str) -> AppResult<(MovePage, StatusCode)> {
    if to.is_empty() {
        return Ok((choice_page(tx, id, q, FieldErrors::default())?, StatusCode::OK));
    }
    let planned = parent_of(to).and_then(|parent| actions::plan(tx, id, parent));
    match planned {
        Ok(plan) if plan.stays => {
            let mut errors = FieldErrors::default();
            errors.add("parent", t!("accounts-move-there"));
            Ok((choice_page(tx, id, q, errors)?, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Ok(plan) => {
            let preview = preview(tx, id, to, &plan)?;
            let page = choice_page(tx, id, q, FieldErrors::default())?;
            Ok((MovePage { preview: Some(preview), choices: Vec::new(), ..page }, StatusCode::OK))
        }
        Err(AppError::Invalid(errors)) => Ok((choice_page(tx, id, q, errors)?, StatusCode::UNPROCESSABLE_ENTITY)),
        Err(other) => Err(other),
    }
}

fn choice_page(tx: &mut ReadTx<'_, InPartner>, id: AccountId, q: String, errors: FieldErrors) -> AppResult<MovePage> {
    let (head, chain) = AccountHead::read(tx, id, Tab::Overview)?;
    let mut choices = Vec::new();
    let mut more = false;
    if !q.trim().is_empty() {
        let filter = Filter { q: q.clone(), ..Filter::default() };
        let found = queries::list(tx, &filter, &From::Start, CHOICES)?;
        more = !found.next.is_empty();
        choices = found
            .rows
            .into_iter()
            .filter(|row| row.id != id.0)
            .map(|row| Choice {
                id: row.id.to_string(),
                name: row.name,
                api_id: row.api_id,
                parent: row.parent_name.unwrap_or_else(|| t!("accounts-move-top").to_owned()),
            })
            .collect();
    }
    let shell = Shell::console(tx, "/console/accounts", &t!("accounts-move-title", name = head.name));
    Ok(MovePage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        may_top: !chain.ancestors.is_empty(),
        head,
        q,
        choices,
        more,
        preview: None,
        errors,
    })
}

fn preview(tx: &mut ReadTx<'_, InPartner>, id: AccountId, to: &str, plan: &Plan) -> AppResult<Preview> {
    let path = |chain: Option<&crate::accounts::chain::Chain>| {
        chain.map_or_else(|| t!("accounts-move-top").to_owned(), path_of)
    };
    let from = plan.from.ancestors.iter().map(|link| link.name.as_str()).collect::<Vec<_>>().join(" / ");
    let below = subtree::count_below(tx, id)?;
    let (left, entered) = plan.change_of_ancestors();
    let gained = entered.clone();
    let old: Vec<_> = plan.from.ancestors.iter().map(|link| link.id).collect();
    let new: Vec<_> = plan.new_ancestors().into_iter().map(|(id, _)| id).collect();
    let gains = subtree::reached_only_through(tx, id, entered, old)?;
    let loses = subtree::reached_only_through(tx, id, left, new)?;
    let level = |n: i16| t!("accounts-level-of", level = n, most = DEPTH_MAX);
    let mut lines = vec![
        (
            t!("accounts-move-parent"),
            if from.is_empty() { t!("accounts-move-top").to_owned() } else { from },
            path(plan.to.as_ref()),
        ),
        (t!("accounts-move-level"), level(plan.from.account.depth), level(plan.depth())),
    ];
    if plan.levels > 1 {
        lines.push((
            t!("accounts-move-lowest"),
            level(plan.from.account.depth + plan.levels - 1),
            level(plan.deepest()),
        ));
    }
    // What stays as it is says nothing here.
    lines.retain(|(_, before, after)| before != after);
    let (mut refused, mut waits) = (None, Vec::new());
    if let Some(parent) = plan.to.as_ref().map(|to| AccountId(to.account.id)) {
        let found = choke::subtree_refused(tx, id, parent, &gained)?;
        refused = found.map(|reached| (reached.words, format!("/console/accounts/{}/limits", reached.account)));
        waits = choke::tasks_used_up_below(tx, id, parent, &gained)?;
    }
    Ok(Preview {
        to: to.to_owned(),
        from: plan.from.account.parent_id.map_or_else(|| TOP.to_owned(), |id| id.to_string()),
        lines,
        notes: notes(tx, plan, below),
        refused,
        waits,
        reached: [
            reached(gains, |n| t!("accounts-move-gain", n = n)),
            reached(loses, |n| t!("accounts-move-lose", n = n)),
        ]
        .into_iter()
        .flatten()
        .collect(),
    })
}

/// What else changes, in sentences.
fn notes(tx: &ReadTx<'_, InPartner>, plan: &Plan, below: i64) -> Vec<String> {
    let now = tx.now();
    let mut notes = Vec::new();
    if below > 0 {
        notes.push(t!("accounts-move-along", n = below));
    }
    let closed_now = plan.from.closed_by(now).map(|(link, _)| link.name.clone());
    let closed_then = plan.to.as_ref().and_then(|to| {
        to.account
            .stop(now)
            .map(|_| to.account.name.clone())
            .or_else(|| to.closed_by(now).map(|(link, _)| link.name.clone()))
    });
    match (closed_now, closed_then) {
        (_, Some(above)) => notes.push(t!("accounts-move-closed", name = above)),
        (Some(above), None) if plan.from.account.suspended_at.is_none() => {
            notes.push(t!("accounts-move-opened", name = above));
        }
        _ => {}
    }
    notes.push(t!("accounts-move-stays").to_owned());
    notes
}

fn reached((count, names): (i64, Vec<String>), said: impl Fn(i64) -> String) -> Option<Reached> {
    let further = count - i64::try_from(names.len()).unwrap_or(0);
    (count > 0).then(|| Reached {
        words: said(count),
        names,
        further: if further > 0 { t!("accounts-move-further", n = further) } else { String::new() },
    })
}
