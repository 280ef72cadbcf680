//! What is done with credentials and their tokens.

use super::model::{Fresh, LIVE_MAX, Owner};
use super::queries;
use crate::audit::Entry;
use crate::db::schema::{accounts, api_credentials, api_tokens, partners};
use crate::db::{Kind, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.end_sessions_by"] fn end_sessions_by(credential: SqlUuid) -> Text; }

/// Makes a credential of an owner's; its secret is in the answer and nowhere else.
///
/// # Errors
/// `Invalid` when there are as many as there may be; `NotFound` for an account that is not there.
pub(super) fn create<P>(tx: &mut WriteTx<'_, P>, owner: Owner, description: &str) -> AppResult<(Uuid, Fresh)> {
    let (partner, now, by) = (tx.partner_id().0, tx.now(), tx.facts().name.clone());
    // Whoever else makes one waits, so that two at once are not one too many.
    let _: Uuid = match owner {
        Owner::Partner => partners::table.find(partner).select(partners::id).for_no_key_update().first(tx.conn())?,
        Owner::Account(AccountId(id)) => {
            accounts::table.find((partner, id)).select(accounts::id).for_no_key_update().first(tx.conn())?
        }
    };
    if queries::count(tx, owner)? >= LIVE_MAX {
        let why = t!("api-credentials-most", n = LIVE_MAX);
        return Err(AppError::invalid("", why));
    }
    // A person of the account: it is good as long as they administer it (T11).
    let of_person = (tx.facts().kind == Kind::Account).then(|| tx.person_id());
    let (fresh, id) = (Fresh::new(), Uuid::now_v7());
    diesel::insert_into(api_credentials::table)
        .values((
            api_credentials::partner_id.eq(partner),
            api_credentials::id.eq(id),
            api_credentials::account_id.eq(owner.account().map(|account| account.0)),
            api_credentials::client_id.eq(&fresh.client_id),
            api_credentials::secret_hash.eq(fresh.hash().0),
            api_credentials::secret_end.eq(fresh.end()),
            api_credentials::description.eq(description),
            api_credentials::created_at.eq(now),
            api_credentials::created_by.eq(by),
            api_credentials::person_id.eq(of_person.map(|person| person.0)),
        ))
        .execute(tx.conn())?;
    let entry = Entry::of("api_credential.created", "api_credential", id, description).within(owner.account());
    tx.audit(entry.change("client_id", "", &fresh.client_id));
    Ok((id, fresh))
}

/// Revokes a credential, and with it all of its tokens, from the next call on. Says what it was called.
///
/// # Errors
/// `NotFound`.
pub(super) fn revoke<P>(tx: &mut WriteTx<'_, P>, owner: Owner, id: Uuid) -> AppResult<String> {
    let (partner, now, by) = (tx.partner_id().0, tx.now(), tx.facts().name.clone());
    let credential = queries::find(tx, owner, id)?;
    let good = api_credentials::table.find((partner, id)).filter(api_credentials::revoked_at.is_null());
    let revoked = diesel::update(good)
        .set((api_credentials::revoked_at.eq(now), api_credentials::revoked_by.eq(by)))
        .execute(tx.conn())?;
    if revoked > 0 {
        // And with it those whom its tokens let in.
        diesel::select(end_sessions_by(id)).execute(tx.conn())?;
        let entry = Entry::of("api_credential.revoked", "api_credential", id, &credential.description);
        tx.audit(entry.within(owner.account()).change("client_id", credential.client_id, ""));
    }
    Ok(credential.description)
}

/// Ends one token: any of the partner's, or one of a credential of the account.
///
/// # Errors
/// `NotFound`.
pub(super) fn end<P>(tx: &mut WriteTx<'_, P>, owner: Owner, token: Uuid) -> AppResult<()> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    let row = api_tokens::table.find((partner, token));
    let (credential, ended): (Uuid, Option<DateTime<Utc>>) =
        row.select((api_tokens::credential_id, api_tokens::revoked_at)).first(tx.conn())?;
    let whose = queries::owner(tx, credential)?;
    if owner != Owner::Partner && whose != owner {
        return Err(AppError::NotFound);
    }
    if ended.is_some() {
        return Ok(());
    }
    diesel::update(row).set(api_tokens::revoked_at.eq(now)).execute(tx.conn())?;
    let description = queries::find(tx, whose, credential)?.description;
    tx.audit(Entry::of("api_token.revoked", "api_credential", credential, &description).within(whose.account()));
    Ok(())
}
