//! What is stored of brands: the draft, what was published, and what accounts have otherwise.

use super::model::Tokens;
use crate::db::schema::{account_ancestors, account_brands, accounts, brand_drafts, brand_versions, partners};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// Versions that the page shows.
pub(super) const VERSIONS_SHOWN: i64 = 50;

/// The draft, and who saved it when.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub tokens: Tokens,
    pub version: i32,
    pub at: DateTime<Utc>,
    pub by: String,
}

/// One that was published.
#[derive(Clone, Debug)]
pub(super) struct Published {
    pub number: i32,
    pub tokens: Tokens,
    pub at: DateTime<Utc>,
    pub by: String,
}

type Saved = (serde_json::Value, i32, DateTime<Utc>, String);

fn draft_of((tokens, version, at, by): Saved) -> AppResult<Draft> {
    Ok(Draft { tokens: serde_json::from_value(tokens)?, version, at, by })
}

fn published_of((tokens, number, at, by): Saved) -> AppResult<Published> {
    Ok(Published { tokens: serde_json::from_value(tokens)?, number, at, by })
}

/// The partner's own name, and the brand that is in force.
pub(super) fn in_force(tx: &mut ReadTx<'_, InPartner>) -> AppResult<(String, Tokens)> {
    let partner = tx.partner_id().0;
    let (name, tokens): (String, Option<serde_json::Value>) =
        partners::table.find(partner).select((partners::name, partners::brand)).first(tx.conn())?;
    Ok((name, tokens.map(serde_json::from_value).transpose()?.unwrap_or_default()))
}

pub(super) fn draft(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Option<Draft>> {
    let partner = tx.partner_id().0;
    let found: Option<Saved> = brand_drafts::table
        .find(partner)
        .select((brand_drafts::tokens, brand_drafts::version, brand_drafts::updated_at, brand_drafts::updated_by))
        .first(tx.conn())
        .optional()?;
    found.map(draft_of).transpose()
}

/// The newest first.
pub(super) fn versions(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<Published>> {
    let partner = tx.partner_id().0;
    let rows: Vec<Saved> = brand_versions::table
        .filter(brand_versions::partner_id.eq(partner))
        .order(brand_versions::number.desc())
        .limit(VERSIONS_SHOWN)
        .select((
            brand_versions::tokens,
            brand_versions::number,
            brand_versions::published_at,
            brand_versions::published_by,
        ))
        .load(tx.conn())?;
    rows.into_iter().map(published_of).collect()
}

/// # Errors
/// `NotFound` for one that there is not.
pub(super) fn version(tx: &mut ReadTx<'_, InPartner>, number: i32) -> AppResult<Published> {
    let partner = tx.partner_id().0;
    let found: Option<Saved> = brand_versions::table
        .find((partner, number))
        .select((
            brand_versions::tokens,
            brand_versions::number,
            brand_versions::published_at,
            brand_versions::published_by,
        ))
        .first(tx.conn())
        .optional()?;
    found.map(published_of).transpose()?.ok_or(AppError::NotFound)
}

/// What one account has otherwise.
pub(super) fn of_account(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<Option<Draft>> {
    let partner = tx.partner_id().0;
    let found: Option<Saved> = account_brands::table
        .find((partner, account.0))
        .select((
            account_brands::tokens,
            account_brands::version,
            account_brands::updated_at,
            account_brands::updated_by,
        ))
        .first(tx.conn())
        .optional()?;
    found.map(draft_of).transpose()
}

/// What the accounts above one have otherwise, the highest first, with their names.
pub(super) fn above(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<Vec<(String, Tokens)>> {
    let partner = tx.partner_id().0;
    let rows: Vec<(String, serde_json::Value)> = account_ancestors::table
        .inner_join(
            account_brands::table.on(account_brands::partner_id
                .eq(account_ancestors::partner_id)
                .and(account_brands::account_id.eq(account_ancestors::ancestor_id))),
        )
        .inner_join(accounts::table.on(
            accounts::partner_id.eq(account_ancestors::partner_id).and(accounts::id.eq(account_ancestors::ancestor_id)),
        ))
        .filter(account_ancestors::partner_id.eq(partner))
        .filter(account_ancestors::account_id.eq(account.0))
        .filter(account_ancestors::distance.gt(0))
        .order(account_ancestors::distance.desc())
        .select((accounts::name, account_brands::tokens))
        .load(tx.conn())?;
    rows.into_iter().map(|(name, tokens)| Ok((name, serde_json::from_value(tokens)?))).collect()
}

/// How many accounts have something otherwise, of at most so many.
pub(super) fn overrides(tx: &mut ReadTx<'_, InPartner>) -> AppResult<i64> {
    let partner = tx.partner_id().0;
    Ok(account_brands::table
        .filter(account_brands::partner_id.eq(partner))
        .limit(1000)
        .count()
        .get_result(tx.conn())?)
}

/// The draft, else what is in force, with the version that a form carries; what a draft begins with.
pub(super) fn draft_or_published(tx: &mut ReadTx<'_, InPartner>) -> AppResult<(Tokens, i32)> {
    Ok(match draft(tx)? {
        Some(draft) => (draft.tokens, draft.version),
        None => (in_force(tx)?.1, 0),
    })
}
