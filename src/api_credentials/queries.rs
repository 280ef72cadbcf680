//! Reading credentials and their tokens. Secrets and tokens are not among the columns that a scope may read.

use crate::db::ReadTx;
use crate::db::schema::{accounts, api_credentials, api_tokens};
use crate::error::AppResult;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// A credential as its page shows it.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = api_credentials)]
pub(crate) struct Credential {
    pub id: Uuid,
    pub client_id: String,
    pub secret_end: String,
    pub description: String,
    pub created_at: DateTime<Utc>,
    pub created_by: String,
    pub last_used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
    pub revoked_by: Option<String>,
}

/// Revoked ones that are still shown.
const REVOKED_MAX: i64 = 20;

/// Those of the partner itself that are good, the newest first, and then the last that were revoked.
pub(super) fn of_partner<P>(tx: &mut ReadTx<'_, P>) -> AppResult<Vec<Credential>> {
    let own = api_credentials::table
        .filter(api_credentials::partner_id.eq(tx.partner_id().0))
        .filter(api_credentials::account_id.is_null());
    let mut all: Vec<Credential> = own
        .filter(api_credentials::revoked_at.is_null())
        .order(api_credentials::id.desc())
        .select(Credential::as_select())
        .load(tx.conn())?;
    let revoked = own
        .filter(api_credentials::revoked_at.is_not_null())
        .order(api_credentials::revoked_at.desc())
        .limit(REVOKED_MAX)
        .select(Credential::as_select());
    all.extend(revoked.load(tx.conn())?);
    Ok(all)
}

/// One of them.
///
/// # Errors
/// `NotFound`.
pub(super) fn find<P>(tx: &mut ReadTx<'_, P>, id: Uuid) -> AppResult<Credential> {
    let row = api_credentials::table.find((tx.partner_id().0, id));
    Ok(row.select(Credential::as_select()).first(tx.conn())?)
}

/// A token that is good.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Live {
    pub id: Uuid,
    pub description: String,
    pub client_id: String,
    pub account: Option<(Uuid, String)>,
    pub issued_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub address: String,
}

/// One page of the tokens that are good, the newest first.
pub(super) fn tokens<P>(tx: &mut ReadTx<'_, P>, from: &From<Uuid>, rows: i64) -> AppResult<PageOf<Live>> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    let query = api_tokens::table
        .inner_join(
            api_credentials::table.on(api_credentials::partner_id
                .eq(api_tokens::partner_id)
                .and(api_credentials::id.eq(api_tokens::credential_id))),
        )
        .left_join(accounts::table.on(
            accounts::partner_id.eq(api_tokens::partner_id).and(accounts::id.nullable().eq(api_tokens::account_id)),
        ))
        .filter(api_tokens::partner_id.eq(partner))
        .filter(api_tokens::expires_at.gt(now))
        .filter(api_tokens::revoked_at.is_null())
        .filter(api_credentials::revoked_at.is_null())
        .select((
            api_tokens::id,
            api_credentials::description,
            api_credentials::client_id,
            (accounts::id, accounts::name).nullable(),
            api_tokens::issued_at,
            api_tokens::expires_at,
            api_tokens::last_seen_at,
            api_tokens::address,
        ))
        .limit(rows + 1)
        .into_boxed();
    let query = match from {
        From::Start => query.order(api_tokens::id.desc()),
        From::After(id) => query.filter(api_tokens::id.lt(*id)).order(api_tokens::id.desc()),
        From::Before(id) => query.filter(api_tokens::id.gt(*id)).order(api_tokens::id.asc()),
    };
    Ok(PageOf::cut(query.load(tx.conn())?, from, rows, |row: &Live| row.id))
}
