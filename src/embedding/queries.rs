//! What an account may install for its catalogue, and who of it is known.

use crate::db::schema::{account_ancestors, account_users, accounts, api_credentials, cycles, frame_keys, people};
use crate::db::{InAccount, InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::{AccountId, PersonId};
use crate::people::model::fold;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Text, Uuid as SqlUuid};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.catalogue"] fn catalogue_of(of_account: SqlUuid, part: Text, wanted: Array<Text>, at_most: Integer) -> Jsonb; }

/// A template of the catalogue.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Offer {
    pub id: Uuid,
    pub name: String,
    pub description: String,
    pub tags: Vec<String>,
}

/// Those that the account may install, by folder and name: with `part` in the name, and with one of these tags where there are
/// any.
pub(super) fn catalogue(
    tx: &mut ReadTx<'_, InAccount>,
    part: &str,
    tags: &[String],
    at_most: i32,
) -> AppResult<Vec<Offer>> {
    let account = tx.account_id();
    let tags: Vec<String> = tags.iter().map(|tag| fold(tag)).collect();
    let found: serde_json::Value =
        diesel::select(catalogue_of(account.0, fold(part), tags, at_most)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// The newest cycle of the account that was installed from each of these templates.
pub(super) fn installed(tx: &mut ReadTx<'_, InAccount>, templates: &[Uuid]) -> AppResult<BTreeMap<Uuid, Uuid>> {
    let rows: Vec<(Option<Uuid>, Uuid)> = cycles::table
        .filter(cycles::partner_id.eq(tx.partner_id().0))
        .filter(cycles::account_id.eq(tx.account_id().0))
        .filter(cycles::state.ne("removed"))
        .filter(cycles::template_id.eq_any(templates))
        .distinct_on(cycles::template_id)
        .order((cycles::template_id, cycles::id.desc()))
        .select((cycles::template_id, cycles::id))
        .load(tx.conn())?;
    Ok(rows.into_iter().filter_map(|(template, cycle)| Some((template?, cycle))).collect())
}

/// The account user with this address; nobody of the partner's own staff.
pub(super) fn user(tx: &mut ReadTx<'_, InPartner>, key: &str) -> AppResult<Option<PersonId>> {
    let found: Option<Uuid> = people::table
        .filter(people::partner_id.eq(tx.partner_id().0))
        .filter(people::email_key.eq(key))
        .filter(people::kind.eq("account"))
        .filter(people::state.ne("disabled"))
        .select(people::id)
        .first(tx.conn())
        .optional()?;
    Ok(found.map(PersonId))
}

/// Whether a person may enter an account, by a grant on it or by one that goes on to what lies below (T5).
pub(super) fn may_enter(tx: &mut ReadTx<'_, InPartner>, account: AccountId, person: PersonId) -> AppResult<bool> {
    let grants = account_ancestors::table
        .inner_join(
            account_users::table.on(account_users::partner_id
                .eq(account_ancestors::partner_id)
                .and(account_users::account_id.eq(account_ancestors::ancestor_id))),
        )
        .filter(account_ancestors::partner_id.eq(tx.partner_id().0))
        .filter(account_ancestors::account_id.eq(account.0))
        .filter(account_users::person_id.eq(person.0))
        .filter(account_ancestors::distance.eq(0_i16).or(account_users::with_sub_accounts));
    Ok(diesel::select(diesel::dsl::exists(grants)).get_result(tx.conn())?)
}

/// API ID and name of an account.
pub(super) fn named(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<(String, String)> {
    let row = accounts::table.find((tx.partner_id().0, account.0));
    Ok(row.select((accounts::api_id, accounts::name)).first(tx.conn())?)
}

/// Whether an account is closed at present, by itself or by one above it.
pub(super) fn is_closed(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<bool> {
    let (partner, now) = (tx.partner_id(), tx.now());
    let stopped = account_ancestors::table
        .inner_join(accounts::table.on(
            accounts::partner_id.eq(account_ancestors::partner_id).and(accounts::id.eq(account_ancestors::ancestor_id)),
        ))
        .filter(account_ancestors::partner_id.eq(partner.0))
        .filter(account_ancestors::account_id.eq(account.0))
        .filter(accounts::suspended_at.is_not_null().or(accounts::expires_at.le(now)))
        .select(accounts::id);
    Ok(diesel::select(exists(stopped)).get_result(tx.conn())?)
}

/// Whether the partner's server can get tokens: by a credential of the API, or by a key that signs.
pub(super) fn can_get_tokens(tx: &mut ReadTx<'_, InPartner>) -> AppResult<bool> {
    let partner = tx.partner_id().0;
    let calls = api_credentials::table
        .filter(api_credentials::partner_id.eq(partner))
        .filter(api_credentials::account_id.is_null())
        .filter(api_credentials::revoked_at.is_null())
        .select(api_credentials::id);
    let signs = frame_keys::table
        .filter(frame_keys::partner_id.eq(partner))
        .filter(frame_keys::revoked_at.is_null())
        .select(frame_keys::id);
    Ok(diesel::select(exists(calls).or(exists(signs))).get_result(tx.conn())?)
}
