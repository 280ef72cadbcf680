//! The partner's counters of accounts, kept by whoever changes what they count, as the last thing in the transaction:
//! the row is shared by the whole partner and should be locked only briefly.

use crate::db::schema::partner_figures;
use crate::db::{InPartner, WriteTx};
use crate::error::AppResult;
use diesel::prelude::*;

pub(crate) fn count(tx: &mut WriteTx<'_, InPartner>, accounts: i64, sub_accounts: i64) -> AppResult<()> {
    let partner = tx.partner_id().0;
    diesel::update(partner_figures::table.find(partner))
        .set((
            partner_figures::accounts.eq(partner_figures::accounts + accounts),
            partner_figures::sub_accounts.eq(partner_figures::sub_accounts + sub_accounts),
        ))
        .execute(tx.conn())?;
    Ok(())
}
