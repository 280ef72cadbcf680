//! Adding, renaming and removing connectors.

use super::{locked, seen};
use crate::audit::Entry;
use crate::connectors::model::Definition;
use crate::connectors::owned::{self, OWNED_MAX};
use crate::connectors::queries::Connector;
use crate::db::WriteTx;
use crate::db::schema::{connector_releases, connectors, template_releases};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::people::model::{Version, fold};
use diesel::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;

/// Connectors of a partner's library at most.
const CONNECTORS_MAX: i64 = 2_000;
/// Letters of a key at most; the column allows 60, and a number may follow.
const KEY_CHARS_MAX: usize = 50;
/// The same of an account's own, behind which a part of the id follows.
const OWN_KEY_CHARS_MAX: usize = 40;

/// A connector that is added.
#[derive(Debug)]
pub(crate) struct New {
    pub definition: Definition,
    /// What an import could not take over; an empty object otherwise.
    pub report: Value,
    /// application, utility, custom.
    pub kind: &'static str,
    /// Sorted, without doubles.
    pub categories: Vec<String>,
    /// Where it comes from: "catalogue:slack", "openapi", "hand".
    pub origin: String,
    /// True: its first release is live at once.
    pub live: bool,
    /// The account that it belongs to; none: the partner.
    pub owner: Option<AccountId>,
}

/// Adds a connector with its first release.
///
/// # Errors
/// `Invalid` when the library is full, or the account owns as many as it may.
pub(crate) fn create<P>(tx: &mut WriteTx<'_, P>, new: New) -> AppResult<Uuid> {
    let (partner, now, by) = (tx.partner_id().0, tx.now(), tx.facts().name.clone());
    let query = connectors::table.filter(connectors::partner_id.eq(partner)).into_boxed();
    let (there, most) = match new.owner {
        Some(owner) => (query.filter(connectors::owner_id.eq(owner.0)), OWNED_MAX),
        None => (query.filter(connectors::owner_id.is_null()), CONNECTORS_MAX),
    };
    let count: i64 = there.count().get_result(tx.conn())?;
    if count >= most {
        return Err(AppError::invalid("", t!("connectors-most", count = count.to_string())));
    }
    let id = Uuid::now_v7();
    let key = match new.owner {
        Some(_) => key_of_own(&new.definition.name, id),
        None => free_key(tx, &new.definition.name)?,
    };
    let owner = new.owner.map(|account| account.0);
    let name = new.definition.name.clone();
    diesel::insert_into(connectors::table)
        .values((
            connectors::partner_id.eq(partner),
            connectors::id.eq(id),
            connectors::key.eq(key),
            connectors::name.eq(&name),
            connectors::name_key.eq(fold(&name)),
            connectors::kind.eq(new.kind),
            connectors::categories.eq(&new.categories),
            connectors::origin.eq(&new.origin),
            connectors::live_release.eq(new.live.then_some(1)),
            connectors::created_at.eq(now),
            connectors::updated_at.eq(now),
            connectors::owner_id.eq(owner),
        ))
        .execute(tx.conn())?;
    diesel::insert_into(connector_releases::table)
        .values((
            connector_releases::partner_id.eq(partner),
            connector_releases::connector_id.eq(id),
            connector_releases::number.eq(1),
            connector_releases::state.eq(if new.live { "live" } else { "draft" }),
            connector_releases::methods.eq(i32::try_from(new.definition.methods.len()).unwrap_or(i32::MAX)),
            connector_releases::definition.eq(serde_json::to_value(&new.definition)?),
            connector_releases::report.eq(new.report),
            connector_releases::created_at.eq(now),
            connector_releases::created_by.eq(&by),
            connector_releases::promoted_at.eq(new.live.then_some(now)),
            connector_releases::promoted_by.eq(new.live.then_some(by.clone())),
            connector_releases::owner_id.eq(owner),
        ))
        .execute(tx.conn())?;
    let entry = Entry::of("connector.created", "connector", id, &name);
    let entry = entry
        .within(new.owner)
        .change("origin", "", new.origin)
        .change("methods", 0, new.definition.methods.len())
        .change("live_release", "", if new.live { "1" } else { "" });
    tx.audit(entry);
    Ok(id)
}

/// A key made of the name and of the id, so that it tells an account nothing of what others have (T4).
fn key_of_own(name: &str, id: Uuid) -> String {
    // Keys are ASCII, so that every place is one between letters.
    let base: String = key_of(name).chars().take(OWN_KEY_CHARS_MAX).collect();
    let id = id.simple().to_string();
    format!("{}-{}", base.trim_end_matches('-'), &id[20..])
}

/// A key made of the name that no other connector of the partner has.
fn free_key<P>(tx: &mut WriteTx<'_, P>, name: &str) -> AppResult<String> {
    let base = key_of(name);
    let partner = tx.partner_id().0;
    let taken: Vec<String> = connectors::table
        .filter(connectors::partner_id.eq(partner))
        .filter(connectors::key.ge(base.clone()))
        .filter(connectors::key.lt(format!("{base}-\u{7f}")))
        .limit(CONNECTORS_MAX)
        .select(connectors::key)
        .load(tx.conn())?;
    let numbered = (2..).map(|number: u32| format!("{base}-{number}"));
    let free = std::iter::once(base.clone()).chain(numbered).find(|key| !taken.contains(key));
    free.ok_or_else(|| AppError::internal("no key is free"))
}

/// "Xero Bank Feeds!" is "xero-bank-feeds".
fn key_of(name: &str) -> String {
    let mut key = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        if key.len() >= KEY_CHARS_MAX {
            break;
        }
        if letter.is_ascii_alphanumeric() {
            key.push(letter);
        } else if !key.is_empty() && !key.ends_with('-') {
            key.push('-');
        }
    }
    let key = key.trim_end_matches('-');
    if key.is_empty() { "connector".to_owned() } else { key.to_owned() }
}

/// Gives the connector another name.
///
/// # Errors
/// `Conflict` when somebody else saved meanwhile.
pub(crate) fn rename<P>(tx: &mut WriteTx<'_, P>, id: Uuid, name: &str, version: Version) -> AppResult<()> {
    let before = seen(tx, id, version)?;
    diesel::update(connectors::table.find((tx.partner_id().0, id)))
        .set((connectors::name.eq(name), connectors::name_key.eq(fold(name))))
        .execute(tx.conn())?;
    super::touch(tx, id)?;
    let was = before.name.clone();
    tx.audit(
        owned::entry("connector.edited", &Connector { name: name.to_owned(), ..before }).change("name", was, name),
    );
    Ok(())
}

/// Removes a connector that nothing uses, with its releases and the partner's registration; answers its name.
///
/// # Errors
/// `Conflict` when an account has it or a template names it.
pub(crate) fn remove<P>(tx: &mut WriteTx<'_, P>, id: Uuid) -> AppResult<String> {
    let connector = locked(tx, id)?;
    if connector.installed.unwrap_or(0) > 0 {
        return Err(AppError::Conflict(t!("connectors-installed", name = connector.name)));
    }
    let partner = tx.partner_id().0;
    let named: i64 = template_releases::table
        .filter(template_releases::partner_id.eq(partner))
        .filter(template_releases::flow.contains(json!({"slots": [{"connector": connector.key}]})))
        .count()
        .get_result(tx.conn())?;
    if named > 0 {
        return Err(AppError::Conflict(t!("connectors-in-templates", name = connector.name)));
    }
    diesel::delete(connectors::table.find((partner, id))).execute(tx.conn())?;
    tx.audit(owned::entry("connector.removed", &connector));
    Ok(connector.name)
}

#[cfg(test)]
mod tests {
    use super::key_of;

    #[test]
    fn keys_are_made_of_names() {
        for (name, key) in [
            ("Xero Bank Feeds!", "xero-bank-feeds"),
            ("  --Slack-- ", "slack"),
            ("Größe 2", "gr-e-2"),
            ("日本", "connector"),
            ("", "connector"),
        ] {
            assert_eq!(key_of(name), key);
        }
        assert!(key_of(&"long name ".repeat(30)).len() <= super::KEY_CHARS_MAX);
    }
}
