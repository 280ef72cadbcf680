//! Asking for an export, and what its job writes.

use super::job;
use super::model::{KEPT_BYTES, KEPT_FILES};
use super::queries::{self, Kept};
use crate::access::rights::{Right, ViewAccountUsers, ViewAudit, ViewConnectors, ViewCycles};
use crate::accounts::queries::Account;
use crate::audit::Entry;
use crate::db::schema::{account_export_accounts, account_export_parts, account_exports, accounts};
use crate::db::{Facts, InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::jobs::actions::queue;
use crate::jobs::model::NewJob;
use diesel::prelude::*;
use uuid::Uuid;

/// A file holds what these rights guard, whoever asks for it or takes it along.
///
/// # Errors
/// `Forbidden` that names the first that is missing.
pub(super) fn may_see_all(facts: &Facts) -> AppResult<()> {
    let guards = [
        (ViewAccountUsers::held(facts), ViewAccountUsers::called()),
        (ViewConnectors::held(facts), ViewConnectors::called()),
        (ViewCycles::held(facts), ViewCycles::called()),
        (ViewAudit::held(facts), ViewAudit::called()),
    ];
    match guards.into_iter().find(|(held, _)| !held) {
        Some((_, words)) => Err(AppError::Forbidden { needs: words }),
        None => Ok(()),
    }
}

/// Asks for a file of an account; answers its id and its job's. Of the account's files the oldest goes where it has as many as are kept.
///
/// # Errors
/// `Conflict` while another of the account is made; `Forbidden`.
pub(super) fn ask(
    tx: &mut WriteTx<'_, InPartner>,
    account: &Account,
    with_sub_accounts: bool,
) -> AppResult<(Uuid, Uuid)> {
    let (partner, now, by) = (tx.partner_id().0, tx.now(), tx.facts().name.clone());
    may_see_all(tx.facts())?;
    // Whoever else asks waits, so that two at once do not both begin.
    accounts::table.find((partner, account.id)).select(accounts::id).for_no_key_update().first::<Uuid>(tx.conn())?;
    if queries::under_way(tx, AccountId(account.id))?.is_some() {
        return Err(AppError::Conflict(t!("account-exports-being-made").to_owned()));
    }
    for old in queries::older(tx, AccountId(account.id), KEPT_FILES - 1)? {
        let old = Kept { account: AccountId(account.id), name: account.name.clone(), id: old.id, made: old.created_at };
        remove(tx, &old, "Another was asked for, and an account has as many files as are kept.")?;
    }
    let id = Uuid::now_v7();
    let name = account.name.clone();
    let told = job::Instructions { export: id, account: account.id, with_sub_accounts, name };
    let title = told.title();
    let instructions = serde_json::to_value(told)?;
    let job = queue(tx, NewJob { kind: job::EXPORT.key, title, instructions, total: 0 })?;
    diesel::insert_into(account_exports::table)
        .values((
            account_exports::partner_id.eq(partner),
            account_exports::account_id.eq(account.id),
            account_exports::id.eq(id),
            account_exports::job_id.eq(job),
            account_exports::with_sub_accounts.eq(with_sub_accounts),
            account_exports::created_at.eq(now),
            account_exports::created_by.eq(by),
        ))
        .execute(tx.conn())?;
    tx.audit(
        Entry::of("export.account", "account", account.id, &account.name).in_account(AccountId(account.id)).change(
            "with_sub_accounts",
            false,
            with_sub_accounts,
        ),
    );
    Ok((id, job))
}

fn remove(tx: &mut WriteTx<'_, InPartner>, old: &Kept, why: &str) -> AppResult<()> {
    diesel::delete(account_exports::table.find((tx.partner_id().0, old.account.0, old.id))).execute(tx.conn())?;
    tx.audit(
        Entry::of("export.removed", "account", old.account, &old.name)
            .in_account(old.account)
            .change("file_of", old.made.format("%Y-%m-%d %H:%M UTC"), "")
            .change("why", "", why),
    );
    Ok(())
}

/// Refuses to go on with a file that was removed meanwhile.
fn still_wanted(tx: &mut WriteTx<'_, InPartner>, account: Uuid, export: Uuid) -> AppResult<()> {
    let row = account_exports::table.find((tx.partner_id().0, account, export)).select(account_exports::id);
    match row.for_key_share().first::<Uuid>(tx.conn()).optional()? {
        Some(_) => Ok(()),
        None => Err(AppError::Conflict(t!("account-exports-removed").to_owned())),
    }
}

/// Remembers which sub-accounts will be in the file, so that it goes with any of them.
pub(super) fn begin(tx: &mut WriteTx<'_, InPartner>, (account, export): (Uuid, Uuid), holds: &[Uuid]) -> AppResult<()> {
    still_wanted(tx, account, export)?;
    clear(tx, account, export)?;
    let partner = tx.partner_id().0;
    let below: Vec<Uuid> = holds.iter().copied().filter(|id| *id != account).collect();
    for some in below.chunks(1_000) {
        let rows: Vec<_> = some
            .iter()
            .map(|id| {
                (
                    account_export_accounts::partner_id.eq(partner),
                    account_export_accounts::account_id.eq(*id),
                    account_export_accounts::export_of.eq(account),
                    account_export_accounts::export_id.eq(export),
                )
            })
            .collect();
        diesel::insert_into(account_export_accounts::table).values(rows).execute(tx.conn())?;
    }
    Ok(())
}

/// Removes what a try of the job has left.
pub(super) fn clear(tx: &mut WriteTx<'_, InPartner>, account: Uuid, export: Uuid) -> AppResult<()> {
    let partner = tx.partner_id().0;
    diesel::delete(
        account_export_parts::table
            .filter(account_export_parts::partner_id.eq(partner))
            .filter(account_export_parts::account_id.eq(account))
            .filter(account_export_parts::export_id.eq(export)),
    )
    .execute(tx.conn())?;
    diesel::delete(
        account_export_accounts::table
            .filter(account_export_accounts::partner_id.eq(partner))
            .filter(account_export_accounts::export_of.eq(account))
            .filter(account_export_accounts::export_id.eq(export)),
    )
    .execute(tx.conn())?;
    Ok(())
}

/// Keeps a piece of the file.
pub(super) fn keep(
    tx: &mut WriteTx<'_, InPartner>,
    (account, export): (Uuid, Uuid),
    no: i32,
    bytes: &[u8],
) -> AppResult<()> {
    still_wanted(tx, account, export)?;
    let partner = tx.partner_id().0;
    diesel::insert_into(account_export_parts::table)
        .values((
            account_export_parts::partner_id.eq(partner),
            account_export_parts::account_id.eq(account),
            account_export_parts::export_id.eq(export),
            account_export_parts::no.eq(no),
            account_export_parts::bytes.eq(bytes),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The file is whole. Where all of the partner's come to more than is kept, the oldest go.
pub(super) fn ready(tx: &mut WriteTx<'_, InPartner>, account: Uuid, export: Uuid, size: u64) -> AppResult<()> {
    still_wanted(tx, account, export)?;
    let (partner, now) = (tx.partner_id().0, tx.now());
    diesel::update(account_exports::table.find((partner, account, export)))
        .set((
            account_exports::ready_at.eq(now),
            account_exports::size_bytes.eq(i64::try_from(size).unwrap_or(i64::MAX)),
        ))
        .execute(tx.conn())?;
    for old in queries::beyond(tx, KEPT_BYTES)? {
        remove(tx, &old, "All files of exports came to more than is kept, and it was the oldest.")?;
    }
    Ok(())
}
