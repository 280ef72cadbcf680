//! Walking the chain: each entry's hash is that of the entry before and of its own text, and the numbers have no gap, so
//! an entry that was altered or taken away shows, by number.

use super::chain::Row;
use super::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::times::figure;

/// Entries read at a time.
const STRIDE: i64 = 5_000;
/// Newest entries that the page looks at each time it is opened; a few milliseconds.
const RECENT: i64 = 200;

/// What a walk found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every entry looked at is as it was written, the newest has this number.
    Whole { newest: i64, looked_at: i64 },
    /// The first entry that is not.
    Broken { entry: i64, why: &'static str },
    /// It fits together, but not with a head that was printed: something between these two was written anew.
    Rewritten { first: i64, last: i64 },
}

/// Walks the whole chain of the scope's partner.
pub(crate) fn whole(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Outcome> {
    walk(tx, 0, Vec::new())
}

/// Walks the newest entries only: cheap enough for a page.
pub(crate) fn newest(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Outcome> {
    let (seq, _) = queries::head(tx)?;
    let start = (seq - RECENT).max(0);
    if start == 0 {
        return walk(tx, 0, Vec::new());
    }
    let before = queries::by_number(tx, start - 1, 1)?;
    match before.into_iter().next() {
        Some(row) if row.seq == start => walk(tx, start, row.hash),
        _ => Ok(Outcome::Broken { entry: start, why: "is missing" }),
    }
}

fn walk(tx: &mut ReadTx<'_, InPartner>, start: i64, mut hash: Vec<u8>) -> AppResult<Outcome> {
    let (newest, head_hash) = queries::head(tx)?;
    let mut seq = start;
    loop {
        let rows = queries::by_number(tx, seq, STRIDE)?;
        let last = rows.len() < usize::try_from(STRIDE).unwrap_or(usize::MAX);
        for row in rows {
            if let Some(broken) = misfit(&row, seq, &hash) {
                return Ok(broken);
            }
            (seq, hash) = (row.seq, row.hash);
        }
        if last {
            break;
        }
    }
    if seq < newest {
        return Ok(Outcome::Broken { entry: seq + 1, why: "is missing" });
    }
    if seq > newest {
        return Ok(Outcome::Broken { entry: newest + 1, why: "was added from outside" });
    }
    if hash != head_hash {
        return Ok(Outcome::Broken { entry: seq, why: "was altered" });
    }
    Ok(Outcome::Whole { newest, looked_at: newest - start })
}

/// What is wrong with a row that should follow number `before` with that hash.
fn misfit(row: &Row, before: i64, hash: &[u8]) -> Option<Outcome> {
    if row.seq > before + 1 {
        Some(Outcome::Broken { entry: before + 1, why: "is missing" })
    } else if row.seq <= before {
        Some(Outcome::Broken { entry: row.seq, why: "is there twice" })
    } else if row.hash != row.hash_after(hash) {
        Some(Outcome::Broken { entry: row.seq, why: "was altered" })
    } else {
        None
    }
}

impl Outcome {
    /// A sentence, and whether it is a bad one.
    pub fn words(&self) -> (String, bool) {
        match self {
            Outcome::Whole { newest: 0, .. } => ("No entry yet.".to_owned(), false),
            Outcome::Whole { newest, looked_at } if newest == looked_at => {
                (format!("Chain verified to entry {}, all of it, just now.", figure(*newest)), false)
            }
            Outcome::Whole { newest, looked_at } => (
                format!(
                    "Chain verified to entry {}, the newest {} of them just now.",
                    figure(*newest),
                    figure(*looked_at)
                ),
                false,
            ),
            Outcome::Rewritten { first, last } => (
                format!(
                    "Entries {} to {} of the audit log are not as they were signed. Tell whoever runs this installation.",
                    figure(*first),
                    figure(*last)
                ),
                true,
            ),
            Outcome::Broken { entry, why } => (
                format!(
                    "Entry {} of the audit log {why}. Somebody changed the log outside the product. Tell whoever runs this installation.",
                    figure(*entry)
                ),
                true,
            ),
        }
    }
}
