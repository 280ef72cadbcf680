//! What an administrator may change of their own account: name, description, timezone and language, nothing else. The
//! form holds no other field, and the account's role in the database may write no other column (SECURITY section 4).

use super::queries;
use crate::accounts::model::{AccountName, locale, notes, terms, timezone};
use crate::audit::Entry;
use crate::db::schema::{account_zones, accounts};
use crate::db::{InAccount, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use diesel::prelude::*;
use diesel::sql_types::{Array, Text};

diesel::define_sql_function! { #[sql_name = "app.set_own_name_terms"] fn set_own_name_terms(words: Array<Text>) -> Text; }

/// The fields, checked.
#[derive(Debug)]
pub(super) struct OwnDetails {
    pub name: AccountName,
    pub description: String,
    pub timezone: String,
    pub locale: String,
}

/// The same as a form carries them.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(default)]
pub(super) struct OwnDetailsText {
    pub name: String,
    pub description: String,
    pub timezone: String,
    pub locale: String,
    pub version: String,
    /// What the form was filled from, packed.
    pub base: String,
}

impl OwnDetailsText {
    /// # Errors
    /// `Invalid` with a complaint for each wrong field.
    pub fn parse(&self) -> AppResult<OwnDetails> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", AccountName::parse(&self.name));
        let description = errors.take("description", notes(&self.description, 2_000));
        let timezone = errors.take("timezone", timezone(&self.timezone));
        let locale = errors.take("locale", locale(&self.locale));
        match (name, description, timezone, locale) {
            (Some(name), Some(description), Some(timezone), Some(locale)) => {
                Ok(OwnDetails { name, description, timezone, locale })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// Writes the details with an audit entry of every field that changed.
///
/// # Errors
/// `Conflict` when somebody else changed the account since the form was filled.
pub(super) fn update(tx: &mut WriteTx<'_, InAccount>, details: &OwnDetails, seen: i32) -> AppResult<()> {
    let (account, partner, now) = (tx.account_id(), tx.partner_id().0, tx.now());
    let before = queries::own(tx)?;
    let written = diesel::update(accounts::table.find((partner, account.0)).filter(accounts::version.eq(seen)))
        .set((
            accounts::name.eq(details.name.as_str()),
            accounts::name_key.eq(details.name.key()),
            accounts::description.eq(&details.description),
            accounts::timezone.eq(&details.timezone),
            accounts::locale.eq(&details.locale),
            accounts::version.eq(accounts::version + 1),
            accounts::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    if written == 0 {
        return Err(AppError::Conflict(t!("home-conflict").to_owned()));
    }
    if before.timezone != details.timezone {
        // As app.edit_accounts does.
        diesel::insert_into(account_zones::table)
            .values((
                account_zones::partner_id.eq(partner),
                account_zones::account_id.eq(account.0),
                account_zones::until_at.eq(now + chrono::Duration::minutes(1)),
                account_zones::timezone.eq(&before.timezone),
            ))
            .on_conflict_do_nothing()
            .execute(tx.conn())?;
    }
    if before.name != details.name.as_str() {
        // What the partner finds the account by; its API ID and tags stay as they are.
        let words: Vec<String> = terms(details.name.as_str(), "", &[])
            .into_iter()
            .filter(|(kind, _)| *kind == b'n')
            .map(|(_, w)| w)
            .collect();
        diesel::select(set_own_name_terms(words)).execute(tx.conn())?;
    }
    tx.audit(
        Entry::of("account.edited", "account", account, details.name.as_str())
            .in_account(account)
            .change("name", &before.name, details.name.as_str())
            .change("description", &before.description, &details.description)
            .change("timezone", &before.timezone, &details.timezone)
            .change("locale", &before.locale, &details.locale),
    );
    Ok(())
}
