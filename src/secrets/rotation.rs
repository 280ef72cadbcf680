//! Replacing keys while servers run (`berth keys rotate`). Each step can be killed and begun again: rewrapping leaves what
//! is done, and re-encrypting goes on with whatever still names a key that was retired.
//!
//! A server asks for the newest key in each transaction that encrypts, so a retired one is named by new values only
//! where a transaction was under way just then. That is why it stays for an hour, and why a later run looks again before
//! it removes it.

use super::keyring::unwrapped;
use super::model::{DataKey, Slot, version_of};
use crate::audit::Entry;
use crate::config::WrappingKeys;
use crate::db::schema::{partner_keys as table, partners};
use crate::db::{Database, InPartner, Sealed, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::PartnerId;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use std::collections::BTreeMap;

/// A retired key is removed no sooner: longer than any transaction or begun sign-in lasts.
const KEPT_MIN: i64 = 60;
/// As the audit log names it.
const COMMAND: &str = "berth keys rotate";

type Stored = (i16, Vec<u8>, Option<DateTime<Utc>>);

/// What a partner's new key came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Renewed {
    /// What is encrypted with from now on.
    pub version: i16,
    /// A rotation that had begun before was gone on with.
    pub continued: bool,
    /// Values that were encrypted again.
    pub values: usize,
    /// Retired keys that were removed.
    pub removed: usize,
    /// The last retired one can be removed from then on, by another run.
    pub kept_until: Option<DateTime<Utc>>,
}

fn stored(tx: &mut WriteTx<'_, InPartner>) -> AppResult<Vec<Stored>> {
    let partner = tx.partner_id().0;
    Ok(table::table
        .filter(table::partner_id.eq(partner))
        .order(table::version)
        .select((table::version, table::wrapped, table::retired_at))
        .for_update()
        .load(tx.conn())?)
}

fn note(tx: &mut WriteTx<'_, InPartner>, what: &str) -> AppResult<()> {
    let partner = tx.partner_id();
    let name: String = partners::table.find(partner.0).select(partners::name).first(tx.conn())?;
    tx.audit(Entry::of("partner.keys", "partner", partner, &name).change("keys", "", what));
    Ok(())
}

/// Wraps the partner's keys with the present key; says how many were wrapped with another.
///
/// # Errors
/// When one is wrapped with none that the settings name.
pub(crate) fn rewrap(db: &Database, by: &WrappingKeys, partner: PartnerId) -> AppResult<usize> {
    db.for_installation(partner, COMMAND, |tx| {
        let mut count = 0;
        for (version, wrapped, _) in stored(tx)? {
            if DataKey::unwrap(&by.current, partner, version, &wrapped).is_ok() {
                continue;
            }
            let again = wrap(&unwrapped(by, partner, version, &wrapped)?, by, partner, version)?;
            diesel::update(table::table.find((partner.0, version))).set(table::wrapped.eq(again)).execute(tx.conn())?;
            count += 1;
        }
        if count > 0 {
            note(tx, "wrapped anew")?;
        }
        Ok(count)
    })
}

fn wrap(key: &DataKey, by: &WrappingKeys, partner: PartnerId, version: i16) -> AppResult<Vec<u8>> {
    key.wrap(&by.current, partner, version).map_err(|_| AppError::internal("a key could not be wrapped"))
}

/// How many of the partner's keys are wrapped with a former key, and how many with none that the settings name.
///
/// # Errors
/// When they cannot be read.
pub(crate) fn standing(db: &Database, by: &WrappingKeys, partner: PartnerId) -> AppResult<(usize, usize)> {
    db.for_installation(partner, "berth doctor", |tx| {
        let keys: Vec<(i16, Vec<u8>)> = table::table
            .filter(table::partner_id.eq(partner.0))
            .select((table::version, table::wrapped))
            .load(tx.conn())?;
        let opens = |key, (version, wrapped): &(i16, Vec<u8>)| DataKey::unwrap(key, partner, *version, wrapped).is_ok();
        let not_new: Vec<_> = keys.iter().filter(|stored| !opens(&by.current, stored)).collect();
        let former = not_new.iter().filter(|stored| by.former.iter().any(|key| opens(key, stored))).count();
        Ok((former, not_new.len() - former))
    })
}

/// Gives the partner a new key, encrypts everything again that was encrypted with others, and removes those that were
/// retired an hour ago. A rotation that is not through is gone on with instead.
///
/// # Errors
/// When something cannot be read or written; what is done stays.
pub(crate) fn renew(db: &Database, sealed: &mut Sealed, by: &WrappingKeys, partner: PartnerId) -> AppResult<Renewed> {
    let (version, continued) = db.for_installation(partner, COMMAND, |tx| begin(tx, by, partner))?;
    let keys = db.for_installation(partner, COMMAND, |tx| {
        let open = |(version, wrapped, _): Stored| Ok((version, unwrapped(by, partner, version, &wrapped)?));
        stored(tx)?.into_iter().map(open).collect::<AppResult<BTreeMap<i16, DataKey>>>()
    })?;
    let new = keys.get(&version).ok_or_else(|| AppError::internal("the new key is gone"))?;
    let values = sealed.replace(partner, |column, row, old| {
        let known = version_of(old).ok_or_else(|| AppError::internal(format!("{column} of row {row} is no secret")))?;
        if known == version {
            return Ok(None);
        }
        let slot = Slot { partner, column, row };
        let broken = || AppError::internal(format!("{column} of row {row} does not decrypt"));
        let plain = keys.get(&known).ok_or_else(broken)?.open(slot, old).map_err(|_| broken())?;
        new.seal(version, slot, &plain).map(Some).map_err(|_| broken())
    })?;
    let (removed, kept_until) = db.for_installation(partner, COMMAND, |tx| forget(tx, partner))?;
    Ok(Renewed { version, continued, values, removed, kept_until })
}

/// The key that is encrypted with from now on.
fn begin(tx: &mut WriteTx<'_, InPartner>, by: &WrappingKeys, partner: PartnerId) -> AppResult<(i16, bool)> {
    let all = stored(tx)?;
    let newest = all.iter().filter(|(.., retired)| retired.is_none()).map(|(version, ..)| *version).max();
    if let (Some(newest), true) = (newest, all.iter().any(|(.., retired)| retired.is_some())) {
        return Ok((newest, true));
    }
    let last = all.last().map_or(0, |(version, ..)| *version);
    let version = last.checked_add(1).ok_or_else(|| AppError::internal("no further key has a number"))?;
    let (now, wrapped) = (tx.now(), wrap(&DataKey::new(), by, partner, version)?);
    diesel::update(table::table.filter(table::partner_id.eq(partner.0)))
        .set(table::retired_at.eq(now))
        .execute(tx.conn())?;
    diesel::insert_into(table::table)
        .values((
            table::partner_id.eq(partner.0),
            table::version.eq(version),
            table::wrapped.eq(wrapped),
            table::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    note(tx, &format!("key {version} made"))?;
    Ok((version, false))
}

/// Removes what was retired long enough ago; says how many, and until when another is kept.
fn forget(tx: &mut WriteTx<'_, InPartner>, partner: PartnerId) -> AppResult<(usize, Option<DateTime<Utc>>)> {
    let before = tx.now() - Duration::minutes(KEPT_MIN);
    let mine = table::table.filter(table::partner_id.eq(partner.0));
    let removed = diesel::delete(mine.filter(table::retired_at.lt(before))).execute(tx.conn())?;
    if removed > 0 {
        note(tx, "retired keys removed")?;
    }
    let last: Option<DateTime<Utc>> = mine.select(diesel::dsl::max(table::retired_at)).first(tx.conn())?;
    Ok((removed, last.map(|at| at + Duration::minutes(KEPT_MIN))))
}
