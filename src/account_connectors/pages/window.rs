//! Signing in at an application from within a frame, where its page may not be shown: in a small window, which a one-use link opens. The
//! frame learns the outcome from here, not from that window, which the application may have cut off (SECURITY section 2).

use super::{Ids, named, page_of};
use crate::access::Access;
use crate::access::rights::{ViewAccount, WorkInAccount};
use crate::account_connectors::{actions, queries};
use crate::db::InAccount;
use crate::error::AppResult;
use crate::ids::Token;
use crate::web::forms::{Nothing, Posted};
use actix_web::{Responder, web};
use serde::Serialize;

/// A window to open, and where to learn what became of it.
#[derive(Serialize)]
struct Window {
    address: String,
    /// Asked until `since` differs from this one.
    state: String,
    since: String,
}

/// How an Account Connector stands.
#[derive(Serialize)]
struct Standing {
    connected: bool,
    /// When it was given its credentials.
    since: String,
    name: String,
    /// Its id.
    connector: String,
}

pub(crate) async fn open(
    access: Access<WorkInAccount, InAccount>,
    _: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    let ids = named(&path)?;
    let window = access.write(move |tx| {
        let token = Token::new();
        actions::make_link(tx, ids, &token.hash())?;
        let row = queries::find(tx, ids.0, ids.1)?;
        Ok(Window {
            // Of this site: the window is opened by a page of ours.
            address: format!("/connect/{}?window", token.expose()),
            state: format!("{}/state", page_of::<InAccount>(ids)),
            since: since(&row),
        })
    });
    Ok(web::Json(window.await?))
}

pub(crate) async fn state(access: Access<ViewAccount, InAccount>, path: Ids) -> AppResult<impl Responder> {
    let ids = named(&path)?;
    let standing = access.read(move |tx| {
        let row = queries::find(tx, ids.0, ids.1)?;
        Ok(Standing {
            connected: row.authenticated_at.is_some(),
            since: since(&row),
            connector: ids.1.to_string(),
            name: row.name,
        })
    });
    Ok(web::Json(standing.await?))
}

fn since(row: &queries::Row) -> String {
    row.authenticated_at.map(|at| at.to_rfc3339()).unwrap_or_default()
}
