//! How somebody's two-step sign-in stands.

use super::model::Secret;
use crate::db::schema::{recovery_codes, second_factors};
use crate::db::{InPartner, InSelf, ReadTx};
use crate::error::AppResult;
use crate::ids::{PartnerId, PersonId};
use crate::secrets::{Slot, Vault};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;

diesel::define_sql_function! { #[sql_name = "app.my_second_factor"] fn my_second_factor() -> Nullable<Binary>; }

/// Setting it up ends by itself when nothing comes of it.
const SETTING_UP_MINUTES: i64 = 60;

/// A person's own.
pub(crate) enum Standing {
    Off,
    /// The secret is shown until a code proves that the person has it.
    Begun(Secret),
    /// With so many recovery codes left.
    On {
        since: DateTime<Utc>,
        left: i64,
    },
}

/// Where a secret is kept.
pub(crate) fn slot(partner: PartnerId, person: PersonId) -> Slot {
    Slot { partner, column: "second_factors.secret", row: person.0 }
}

pub(crate) fn standing(tx: &mut ReadTx<'_, InSelf>, vault: &Vault) -> AppResult<Standing> {
    let (key, now) = ((tx.partner_id().0, tx.person_id().0), tx.now());
    let row: Option<(DateTime<Utc>, Option<DateTime<Utc>>)> = second_factors::table
        .find(key)
        .select((second_factors::created_at, second_factors::confirmed_at))
        .first(tx.conn())
        .optional()?;
    Ok(match row {
        Some((_, Some(since))) => Standing::On { since, left: codes_left(tx)? },
        Some((begun, None)) if now - begun < Duration::minutes(SETTING_UP_MINUTES) => {
            my_secret(tx, vault)?.map_or(Standing::Off, Standing::Begun)
        }
        _ => Standing::Off,
    })
}

fn codes_left(tx: &mut ReadTx<'_, InSelf>) -> AppResult<i64> {
    let (partner, person) = (tx.partner_id().0, tx.person_id().0);
    let mine = recovery_codes::table
        .filter(recovery_codes::partner_id.eq(partner))
        .filter(recovery_codes::person_id.eq(person));
    Ok(mine.count().get_result(tx.conn())?)
}

/// What the person's codes are made of, while it is set up too. It is never shown once it is confirmed.
pub(super) fn my_secret(tx: &mut ReadTx<'_, InSelf>, vault: &Vault) -> AppResult<Option<Secret>> {
    let sealed: Option<Vec<u8>> = diesel::select(my_second_factor()).get_result(tx.conn())?;
    let Some(sealed) = sealed else { return Ok(None) };
    let slot = slot(tx.partner_id(), tx.person_id());
    Ok(Some(Secret::stored(vault.open(tx, slot, &sealed)?)))
}

/// Since when somebody of the partner's has it; none: they have not.
pub(crate) fn since(tx: &mut ReadTx<'_, InPartner>, person: PersonId) -> AppResult<Option<DateTime<Utc>>> {
    let key = (tx.partner_id().0, person.0);
    let found = second_factors::table.find(key).select(second_factors::confirmed_at).first(tx.conn()).optional()?;
    Ok(found.flatten())
}
