//! Making, editing and deleting templates, and choosing whom one is for.

use super::{entry, locked, seen, touch};
use crate::audit::Entry;
use crate::db::schema::{accounts, template_accounts, template_releases, templates};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::AccountId;
use crate::people::model::{Version, fold};
use crate::templates::model::{Details, name_key};
use crate::templates::queries::{CHOSEN_MAX, OWNED_MAX, TEMPLATES_MAX};
use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.forget_template"] fn forget_template(of_template: SqlUuid) -> Integer; }

/// Makes a template whose first release is a draft of this flow: the partner's, or in an account's scope the account's own.
///
/// # Errors
/// `Invalid` when there are as many as there can be.
pub(crate) fn create<P>(tx: &mut WriteTx<'_, P>, new: &Details, flow: &Flow, notes: &str) -> AppResult<Uuid> {
    let (partner, now, by) = (tx.partner_id().0, tx.now(), tx.facts().name.clone());
    let account = tx.facts().account;
    let owner = account.map(|account| account.0);
    let query = templates::table.filter(templates::partner_id.eq(partner)).count().into_boxed();
    let (query, most) = match owner {
        Some(owner) => (query.filter(templates::owner_id.eq(owner)), OWNED_MAX),
        None => (query.filter(templates::owner_id.is_null()), TEMPLATES_MAX),
    };
    let count: i64 = query.get_result(tx.conn())?;
    if count >= most {
        let why = t!("templates-most", count = count.to_string());
        return Err(AppError::invalid("", why));
    }
    let id = Uuid::now_v7();
    diesel::insert_into(templates::table)
        .values((
            templates::partner_id.eq(partner),
            templates::id.eq(id),
            templates::folder.eq(&new.folder),
            templates::name.eq(&new.name),
            templates::name_key.eq(name_key(&new.name)),
            templates::description.eq(&new.description),
            templates::tags.eq(&new.tags),
            templates::visible_to.eq(new.visibility.key()),
            templates::visible_tags.eq(new.visibility.tags()),
            templates::visible_tag_keys.eq(tag_keys(new)),
            templates::published.eq(new.published),
            templates::owner_id.eq(owner),
            templates::created_at.eq(now),
            templates::updated_at.eq(now),
        ))
        .execute(tx.conn())?;
    diesel::insert_into(template_releases::table)
        .values((
            template_releases::partner_id.eq(partner),
            template_releases::template_id.eq(id),
            template_releases::number.eq(1),
            template_releases::state.eq("draft"),
            template_releases::flow.eq(serde_json::to_value(flow)?),
            template_releases::notes.eq(notes),
            template_releases::created_at.eq(now),
            template_releases::created_by.eq(by),
            template_releases::owner_id.eq(owner),
        ))
        .execute(tx.conn())?;
    let made = Entry::of("template.created", "template", id, &new.name)
        .within(account)
        .change("folder", "", &new.folder)
        .change("visible_to", "", new.visibility.noted());
    tx.audit(made);
    Ok(id)
}

/// The tags of accounts that it is for, as accounts' terms have them.
fn tag_keys(details: &Details) -> Vec<String> {
    details.visibility.tags().iter().map(|tag| fold(tag)).collect()
}

/// Gives a template another name, folder, description, tags or visibility.
///
/// # Errors
/// `Conflict` when somebody else saved meanwhile.
pub(crate) fn edit<P>(tx: &mut WriteTx<'_, P>, id: Uuid, after: &Details, version: Version) -> AppResult<()> {
    let before = seen(tx, id, version)?;
    diesel::update(templates::table.find((tx.partner_id().0, id)))
        .set((
            templates::folder.eq(&after.folder),
            templates::name.eq(&after.name),
            templates::name_key.eq(name_key(&after.name)),
            templates::description.eq(&after.description),
            templates::tags.eq(&after.tags),
            templates::visible_to.eq(after.visibility.key()),
            templates::visible_tags.eq(after.visibility.tags()),
            templates::visible_tag_keys.eq(tag_keys(after)),
            templates::published.eq(after.published),
        ))
        .execute(tx.conn())?;
    touch(tx, id)?;
    let edited = Entry::of("template.edited", "template", id, &after.name)
        .within(before.of_account())
        .change("name", &before.name, &after.name)
        .change("folder", &before.folder, &after.folder)
        .change("description", &before.description, &after.description)
        .change("tags", before.tags.join(", "), after.tags.join(", "))
        .change("visible_to", before.visibility().noted(), after.visibility.noted())
        .change("published", before.published, after.published);
    tx.audit(edited);
    Ok(())
}

/// Adds an account to those that a template is for; answers its name. One that is there already stays.
///
/// # Errors
/// `NotFound` for an account that is not there or deleted; `Invalid` when there are as many as there can be.
pub(crate) fn admit(tx: &mut WriteTx<'_, InPartner>, id: Uuid, account: AccountId) -> AppResult<String> {
    let template = locked(tx, id)?;
    let partner = tx.partner_id().0;
    let name: String =
        accounts::table.find((partner, account.0)).filter(accounts::live).select(accounts::name).first(tx.conn())?;
    let of_template = template_accounts::partner_id.eq(partner).and(template_accounts::template_id.eq(id));
    let count: i64 = template_accounts::table.filter(of_template).count().get_result(tx.conn())?;
    if count >= CHOSEN_MAX {
        let why = t!("templates-accounts-most", most = CHOSEN_MAX.to_string());
        return Err(AppError::invalid("", why));
    }
    let added = diesel::insert_into(template_accounts::table)
        .values((
            template_accounts::partner_id.eq(partner),
            template_accounts::account_id.eq(account.0),
            template_accounts::template_id.eq(id),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())?;
    if added > 0 {
        touch(tx, id)?;
        tx.audit(entry("template.edited", &template).change("account", "", &name));
    }
    Ok(name)
}

/// Takes an account away from those that a template is for.
///
/// # Errors
/// `NotFound` for a template that is not there.
pub(crate) fn dismiss(tx: &mut WriteTx<'_, InPartner>, id: Uuid, account: AccountId) -> AppResult<()> {
    let template = locked(tx, id)?;
    let partner = tx.partner_id().0;
    let gone = diesel::delete(template_accounts::table.find((partner, account.0, id))).execute(tx.conn())?;
    if gone > 0 {
        let name: Option<String> =
            accounts::table.find((partner, account.0)).select(accounts::name).first(tx.conn()).optional()?;
        touch(tx, id)?;
        tx.audit(entry("template.edited", &template).change("account", name.unwrap_or_default(), ""));
    }
    Ok(())
}

/// Deletes a template with its releases; answers its name. What was installed from it stays as it is.
///
/// # Errors
/// `Invalid` when what was typed is not its name; `NotFound`.
pub(crate) fn remove<P>(tx: &mut WriteTx<'_, P>, id: Uuid, typed_name: &str) -> AppResult<String> {
    let template = locked(tx, id)?;
    if typed_name.trim() != template.name {
        return Err(AppError::invalid("typed_name", t!("templates-type-name", name = template.name)));
    }
    let partner = tx.partner_id().0;
    // Also those of accounts below an account that owns it, which this scope does not see.
    diesel::select(forget_template(id)).execute(tx.conn())?;
    diesel::delete(templates::table.find((partner, id))).execute(tx.conn())?;
    tx.audit(entry("template.removed", &template).change("installed", template.installed(), ""));
    Ok(template.name)
}
