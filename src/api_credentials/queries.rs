//! Reading credentials and their tokens. Secrets and tokens are not among the columns that a scope may read.

use super::model::Owner;
use crate::db::ReadTx;
use crate::db::schema::{accounts, api_credentials, api_tokens};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.resting_credentials"] fn resting_credentials(of_account: SqlUuid) -> Array<SqlUuid>; }

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

/// Credentials of one owner.
macro_rules! of {
    ($tx:expr, $owner:expr) => {{
        let of_partner = api_credentials::table.filter(api_credentials::partner_id.eq($tx.partner_id().0)).into_boxed();
        match $owner.account() {
            None => of_partner.filter(api_credentials::account_id.is_null()),
            Some(account) => of_partner.filter(api_credentials::account_id.eq(account.0)),
        }
    }};
}

/// Those of an owner that are good, the newest first.
pub(super) fn good<P>(tx: &mut ReadTx<'_, P>, owner: Owner) -> AppResult<Vec<Credential>> {
    Ok(of!(tx, owner)
        .filter(api_credentials::revoked_at.is_null())
        .order(api_credentials::id.desc())
        .select(Credential::as_select())
        .load(tx.conn())?)
}

/// The same, and then the last that were revoked.
pub(super) fn list<P>(tx: &mut ReadTx<'_, P>, owner: Owner) -> AppResult<Vec<Credential>> {
    let mut all = good(tx, owner)?;
    let revoked = of!(tx, owner)
        .filter(api_credentials::revoked_at.is_not_null())
        .order(api_credentials::revoked_at.desc())
        .limit(REVOKED_MAX)
        .select(Credential::as_select());
    all.extend(revoked.load(tx.conn())?);
    Ok(all)
}

/// Those of an account's that rest: whoever made them does not administer it any more (T11).
///
/// # Errors
/// When the database cannot be read.
pub(super) fn resting<P>(tx: &mut ReadTx<'_, P>, owner: Owner) -> AppResult<Vec<Uuid>> {
    let Some(account) = owner.account() else { return Ok(Vec::new()) };
    Ok(diesel::select(resting_credentials(account.0)).get_result(tx.conn())?)
}

/// How many of an owner's are good.
pub(super) fn count<P>(tx: &mut ReadTx<'_, P>, owner: Owner) -> AppResult<i64> {
    Ok(of!(tx, owner).filter(api_credentials::revoked_at.is_null()).count().get_result(tx.conn())?)
}

/// One of an owner's.
///
/// # Errors
/// `NotFound`.
pub(super) fn find<P>(tx: &mut ReadTx<'_, P>, owner: Owner, id: Uuid) -> AppResult<Credential> {
    let row = of!(tx, owner).filter(api_credentials::id.eq(id));
    Ok(row.select(Credential::as_select()).first(tx.conn())?)
}

/// Whose a credential is.
///
/// # Errors
/// `NotFound`.
pub(super) fn owner<P>(tx: &mut ReadTx<'_, P>, id: Uuid) -> AppResult<Owner> {
    let row = api_credentials::table.find((tx.partner_id().0, id));
    let account: Option<Uuid> = row.select(api_credentials::account_id).first(tx.conn())?;
    Ok(account.map_or(Owner::Partner, |id| Owner::Account(AccountId(id))))
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

/// One page of the tokens that are good, the newest first: of the partner's credentials and of all accounts', or of those
/// of one account alone.
pub(super) fn tokens<P>(tx: &mut ReadTx<'_, P>, owner: Owner, from: &From<Uuid>, rows: i64) -> AppResult<PageOf<Live>> {
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
    let query = match owner.account() {
        None => query,
        Some(account) => query.filter(api_credentials::account_id.eq(account.0)),
    };
    let query = match from {
        From::Start => query.order(api_tokens::id.desc()),
        From::After(id) => query.filter(api_tokens::id.lt(*id)).order(api_tokens::id.desc()),
        From::Before(id) => query.filter(api_tokens::id.gt(*id)).order(api_tokens::id.asc()),
    };
    Ok(PageOf::cut(query.load(tx.conn())?, from, rows, |row: &Live| row.id))
}
