//! The keys of partners: read wrapped from the database, kept unwrapped in memory. A key is remembered by partner and
//! version (T11), and which version is the newest is asked in each transaction that encrypts.

use super::model::{DataKey, Slot, version_of};
use crate::config::WrappingKeys;
use crate::db::schema::partner_keys as table;
use crate::db::{Database, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::PartnerId;
use diesel::prelude::*;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

/// Encrypts and decrypts for this installation.
pub(crate) struct Vault {
    wrapping: WrappingKeys,
    known: Mutex<HashMap<(PartnerId, i16), DataKey>>,
}

impl Vault {
    pub(crate) fn new(wrapping: WrappingKeys) -> Vault {
        Vault { wrapping, known: Mutex::default() }
    }

    /// Encrypts with the newest key of the scope's partner.
    ///
    /// # Errors
    /// When the partner has no key, which `berth migrate` mends, or it is another installation's.
    pub(crate) fn seal<P>(&self, tx: &mut ReadTx<'_, P>, slot: Slot, plain: &[u8]) -> AppResult<Vec<u8>> {
        let newest: Option<i16> = table::table
            .filter(table::partner_id.eq(slot.partner.0))
            .filter(table::retired_at.is_null())
            .order(table::version.desc())
            .select(table::version)
            .first(tx.conn())
            .optional()?;
        let version = newest.ok_or_else(|| missing(slot.partner))?;
        let key = self.key(tx, slot.partner, version)?;
        key.seal(version, slot, plain).map_err(|_| AppError::internal("a secret could not be encrypted"))
    }

    /// Decrypts what was encrypted for this place.
    ///
    /// # Errors
    /// When it was altered, belongs to another place, or the key is missing or another installation's.
    pub(crate) fn open<P>(&self, tx: &mut ReadTx<'_, P>, slot: Slot, sealed: &[u8]) -> AppResult<Zeroizing<Vec<u8>>> {
        let broken = || AppError::internal(format!("{} of row {} does not decrypt", slot.column, slot.row));
        let version = version_of(sealed).ok_or_else(broken)?;
        self.key(tx, slot.partner, version)?.open(slot, sealed).map_err(|_| broken())
    }

    fn key<P>(&self, tx: &mut ReadTx<'_, P>, partner: PartnerId, version: i16) -> AppResult<DataKey> {
        if let Some(known) = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&(partner, version)) {
            return Ok(known.clone());
        }
        let wrapped: Option<Vec<u8>> =
            table::table.find((partner.0, version)).select(table::wrapped).first(tx.conn()).optional()?;
        let wrapped = wrapped.ok_or_else(|| missing(partner))?;
        let key = unwrapped(&self.wrapping, partner, version, &wrapped)?;
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert((partner, version), key.clone());
        Ok(key)
    }
}

/// A partner's key, whichever of the installation's it is wrapped with.
///
/// # Errors
/// When it is none of them.
pub(super) fn unwrapped(by: &WrappingKeys, partner: PartnerId, version: i16, wrapped: &[u8]) -> AppResult<DataKey> {
    by.all().find_map(|key| DataKey::unwrap(key, partner, version, wrapped).ok()).ok_or_else(|| {
        AppError::internal(format!(
            "key {version} of partner {partner} is not wrapped by a key of this installation's settings"
        ))
    })
}

fn missing(partner: PartnerId) -> AppError {
    AppError::internal(format!("partner {partner} has no such key. Run: berth migrate"))
}

/// Gives each partner that has no key its first.
///
/// # Errors
/// When a key cannot be written.
pub(crate) fn make_first_keys(db: &Database, wrapping: &WrappingKeys, partners: &[PartnerId]) -> anyhow::Result<()> {
    for partner in partners {
        db.for_installation(*partner, "berth migrate", |tx| {
            let has: i64 = table::table.filter(table::partner_id.eq(partner.0)).count().get_result(tx.conn())?;
            if has > 0 {
                return Ok(());
            }
            let wrapped = DataKey::new()
                .wrap(&wrapping.current, *partner, 1)
                .map_err(|_| AppError::internal("a key could not be wrapped"))?;
            let now = tx.now();
            diesel::insert_into(table::table)
                .values((
                    table::partner_id.eq(partner.0),
                    table::version.eq(1),
                    table::wrapped.eq(wrapped),
                    table::created_at.eq(now),
                ))
                .on_conflict_do_nothing()
                .execute(tx.conn())?;
            Ok(())
        })?;
    }
    Ok(())
}
