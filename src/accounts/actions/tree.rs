//! What every change to the tree of accounts shares: its lock, and the standing that follows from who is suspended.
//!
//! One lock per tree, on the row of its topmost account. Suspending, moving, deleting and restoring hold it alone, a new
//! sub-account shares it, so that none of them works on a tree that another is changing, and a new sub-account cannot
//! slip in under a parent that is just being suspended. Rows of the tree are locked by nothing else for long.

use crate::db::schema::{account_ancestors, accounts};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use diesel::dsl::case_when;
use diesel::prelude::*;
use uuid::Uuid;

diesel::alias!(accounts as upper: Upper);

/// How a tree is held until the transaction ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hold {
    /// Others may add to it too.
    Shared,
    /// Nobody else changes it.
    Alone,
}

/// Times the topmost account may change between looking and locking before we give up.
const TRIES: usize = 4;

/// Locks the trees that these accounts belong to; call it before reading what depends on the tree.
pub(crate) fn lock(tx: &mut WriteTx<'_, InPartner>, members: &[Uuid], hold: Hold) -> AppResult<()> {
    let partner = tx.partner_id().0;
    let mut locked: Vec<Uuid> = Vec::new();
    for _ in 0..TRIES {
        let tops: Vec<Uuid> = account_ancestors::table
            .inner_join(
                accounts::table.on(accounts::partner_id
                    .eq(account_ancestors::partner_id)
                    .and(accounts::id.eq(account_ancestors::ancestor_id))),
            )
            .filter(account_ancestors::partner_id.eq(partner))
            .filter(account_ancestors::account_id.eq_any(members.to_vec()))
            .filter(accounts::parent_id.is_null())
            .select(accounts::id)
            .load(tx.conn())?;
        let missing: Vec<Uuid> = tops.into_iter().filter(|id| !locked.contains(id)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        // In the order of their ids, so that two moves between the same trees wait for each other and do not deadlock.
        let rows = accounts::table
            .filter(accounts::partner_id.eq(partner))
            .filter(accounts::id.eq_any(missing.clone()))
            .order(accounts::id)
            .select(accounts::id);
        let _: Vec<Uuid> = match hold {
            Hold::Shared => rows.for_share().load(tx.conn())?,
            Hold::Alone => rows.for_no_key_update().load(tx.conn())?,
        };
        locked.extend(missing);
    }
    Err(AppError::Busy { why: t!("accounts-tree-busy").to_owned(), retry_after_s: 2 })
}

/// Sets `suspended_via` and `standing` of an account and everything below it from who is suspended on its own. Writes
/// only rows that change and says how many. The tree is locked by the caller.
pub(crate) fn settle(tx: &mut WriteTx<'_, InPartner>, top: AccountId) -> AppResult<usize> {
    let partner = tx.partner_id().0;
    let via = || {
        account_ancestors::table
            .inner_join(
                upper.on(upper
                    .field(accounts::partner_id)
                    .eq(account_ancestors::partner_id)
                    .and(upper.field(accounts::id).eq(account_ancestors::ancestor_id))),
            )
            .filter(account_ancestors::partner_id.eq(accounts::partner_id))
            .filter(account_ancestors::account_id.eq(accounts::id))
            .filter(account_ancestors::distance.gt(0))
            .filter(upper.field(accounts::suspended_at).is_not_null())
            .order(account_ancestors::distance)
            .select(account_ancestors::ancestor_id)
            .single_value()
    };
    let standing = || {
        case_when(
            accounts::suspended_at.is_not_null().or(via().is_not_null()),
            "suspended".into_sql::<diesel::sql_types::Text>(),
        )
        .otherwise("active".into_sql::<diesel::sql_types::Text>())
    };
    let changed = diesel::update(
        accounts::table
            .filter(accounts::partner_id.eq(partner))
            .filter(accounts::live)
            .filter(accounts::id.eq_any(subtree(partner, top)))
            .filter(accounts::suspended_via.is_distinct_from(via()).or(accounts::standing.ne(standing()))),
    )
    .set((accounts::suspended_via.eq(via()), accounts::standing.eq(standing())))
    .execute(tx.conn())?;
    Ok(changed)
}

/// The ids of an account and everything below it, in the recycle bin too, as a part of a query.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn subtree(partner: Uuid, top: AccountId) -> _ {
    let top: Uuid = top.0;
    account_ancestors::table
        .filter(account_ancestors::partner_id.eq(partner))
        .filter(account_ancestors::ancestor_id.eq(top))
        .select(account_ancestors::account_id)
}
