//! The partner's provider, and who somebody is there.

use crate::db::schema::{oidc_identities, oidc_providers};
use crate::db::{InPartner, InSelf, Kind, ReadTx};
use crate::error::AppResult;
use crate::ids::PersonId;
use chrono::{DateTime, Utc};
use diesel::prelude::*;

/// The provider as it is saved; its secret is never read here.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = oidc_providers)]
pub(crate) struct Saved {
    pub issuer: String,
    pub client_id: String,
    pub label: String,
    pub audience: String,
    pub domains: Vec<String>,
    pub passwords: bool,
    pub second_step_by: Vec<String>,
    pub version: i32,
}

pub(crate) fn find(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Option<Saved>> {
    let partner = tx.partner_id().0;
    Ok(oidc_providers::table.find(partner).select(Saved::as_select()).first(tx.conn()).optional()?)
}

/// Whether the one who asks is known at the provider of this issuer.
pub(super) fn knows_me(tx: &mut ReadTx<'_, InPartner>, issuer: &str) -> AppResult<bool> {
    let (partner, person) = (tx.partner_id().0, tx.person_id().0);
    let mine = oidc_identities::table.find((partner, person, issuer)).select(oidc_identities::linked_at);
    Ok(mine.first::<DateTime<Utc>>(tx.conn()).optional()?.is_some())
}

/// What the button of the person's own provider says, where people like them sign in at one.
pub(crate) fn button_for_me(tx: &mut ReadTx<'_, InSelf>) -> AppResult<Option<String>> {
    let (partner, kind) = (tx.partner_id().0, tx.facts().kind);
    let found: Option<(String, String)> = oidc_providers::table
        .find(partner)
        .select((oidc_providers::label, oidc_providers::audience))
        .first(tx.conn())
        .optional()?;
    let word = if kind == Kind::Console { "console" } else { "account" };
    Ok(found.filter(|(_, audience)| audience == word || audience == "both").map(|(label, _)| label))
}

/// Who a person is at a provider.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = oidc_identities)]
pub(crate) struct Identity {
    pub issuer: String,
    pub email: String,
    pub linked_at: DateTime<Utc>,
    pub used_at: DateTime<Utc>,
}

/// The person's own, oldest first; there is one for each provider that their partner ever had.
pub(crate) fn mine(tx: &mut ReadTx<'_, InSelf>) -> AppResult<Vec<Identity>> {
    let (partner, person) = (tx.partner_id().0, tx.person_id().0);
    Ok(oidc_identities::table
        .filter(oidc_identities::partner_id.eq(partner))
        .filter(oidc_identities::person_id.eq(person))
        .order(oidc_identities::linked_at)
        .limit(20)
        .select(Identity::as_select())
        .load(tx.conn())?)
}

/// The address by which somebody of the partner's was linked with a provider last; none: they were not.
pub(crate) fn linked_as(tx: &mut ReadTx<'_, InPartner>, person: PersonId) -> AppResult<Option<String>> {
    Ok(oidc_identities::table
        .filter(oidc_identities::partner_id.eq(tx.partner_id().0))
        .filter(oidc_identities::person_id.eq(person.0))
        .order(oidc_identities::linked_at.desc())
        .select(oidc_identities::email)
        .first(tx.conn())
        .optional()?)
}
