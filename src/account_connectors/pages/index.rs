//! The connectors of an account: its own, and those of accounts above it that it may use.

use super::{Frame, Stand, account_id};
use crate::access::Access;
use crate::account_connectors::model::State;
use crate::account_connectors::queries::{self, Inherited, Row};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::page::Page;
use crate::web::shell::Shell;
use crate::web::times::When;
use actix_web::{Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "account_connectors/index.html")]
struct IndexPage {
    shell: Shell,
    frame: Frame,
    own: Vec<Own>,
    above: Vec<Above>,
}

struct Own {
    href: String,
    name: String,
    application: String,
    kind: &'static str,
    state: &'static str,
    shared: bool,
    connected: Option<When>,
    by: String,
}

/// No more of it than this may be known here (T6).
struct Above {
    /// In the console, the owner's own page of it.
    href: String,
    name: String,
    application: String,
    owner: String,
    kind: &'static str,
    state: &'static str,
}

pub(crate) async fn index<P: Stand>(access: Access<P::Look, P>, path: web::Path<String>) -> AppResult<impl Responder> {
    let account = account_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, account)).await?))
}

fn page<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId) -> AppResult<IndexPage> {
    let (shell, frame) = P::around(tx, account, t!("account-connectors-title"))?;
    let own = queries::own(tx, account)?;
    let own = own.into_iter().map(|(row, application)| own_row(tx, &frame, row, application)).collect();
    let above = queries::inherited(tx, account)?.into_iter().map(|one| above_row(&frame, one)).collect();
    Ok(IndexPage { shell, frame, own, above })
}

fn own_row<P>(tx: &ReadTx<'_, P>, frame: &Frame, row: Row, application: String) -> Own {
    let (kind, state) = row.state().badge();
    Own {
        href: format!("{}/{}", frame.here, row.id),
        name: row.name,
        application,
        kind,
        state,
        shared: row.shared,
        connected: row.authenticated_at.map(|at| When::at(at, tx.now(), frame.zone)),
        by: row.authenticated_by.unwrap_or_default(),
    }
}

fn above_row(frame: &Frame, one: Inherited) -> Above {
    let (kind, state) = State::stored(&one.state).badge();
    let href = format!("/console/accounts/{}/connectors/{}", one.owner, one.id);
    Above {
        href: if frame.in_console { href } else { String::new() },
        name: one.name,
        application: one.application,
        owner: one.owner_name,
        kind,
        state,
    }
}
