//! Walking the chain: each entry's hash is that of the entry before and of its own text, and the numbers have no gap, so
//! an entry that was altered or taken away shows, by number.

use super::chain::Row;
use super::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use std::fmt;

/// Entries read at a time.
const STRIDE: i64 = 5_000;
/// Newest entries that the page looks at each time it is opened; a few milliseconds.
const RECENT: i64 = 200;

/// What is wrong with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Missing,
    Added,
    Altered,
    Twice,
}

/// For the command line.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Missing => "is missing",
            Fault::Added => "was added from outside",
            Fault::Altered => "was altered",
            Fault::Twice => "is there twice",
        })
    }
}

/// What a walk found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Every entry looked at is as it was written, the newest has this number.
    Whole { newest: i64, looked_at: i64 },
    /// The first entry that is not.
    Broken { entry: i64, why: Fault },
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
        _ => Ok(Outcome::Broken { entry: start, why: Fault::Missing }),
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
        return Ok(Outcome::Broken { entry: seq + 1, why: Fault::Missing });
    }
    if seq > newest {
        return Ok(Outcome::Broken { entry: newest + 1, why: Fault::Added });
    }
    if hash != head_hash {
        return Ok(Outcome::Broken { entry: seq, why: Fault::Altered });
    }
    Ok(Outcome::Whole { newest, looked_at: newest - start })
}

/// What is wrong with a row that should follow number `before` with that hash.
fn misfit(row: &Row, before: i64, hash: &[u8]) -> Option<Outcome> {
    if row.seq > before + 1 {
        Some(Outcome::Broken { entry: before + 1, why: Fault::Missing })
    } else if row.seq <= before {
        Some(Outcome::Broken { entry: row.seq, why: Fault::Twice })
    } else if row.hash != row.hash_after(hash) {
        Some(Outcome::Broken { entry: row.seq, why: Fault::Altered })
    } else {
        None
    }
}

impl Outcome {
    /// A sentence, and whether it is a bad one.
    pub fn words(&self) -> (String, bool) {
        let words = match self {
            Outcome::Whole { newest: 0, .. } => t!("audit-no-entry").to_owned(),
            Outcome::Whole { newest, looked_at } if newest == looked_at => t!("audit-whole", newest = newest),
            Outcome::Whole { newest, looked_at } => t!("audit-whole-newest", newest = newest, some = looked_at),
            Outcome::Rewritten { first, last } => t!("audit-rewritten", first = first, last = last),
            Outcome::Broken { entry, why: Fault::Missing } => t!("audit-missing", entry = entry),
            Outcome::Broken { entry, why: Fault::Added } => t!("audit-added", entry = entry),
            Outcome::Broken { entry, why: Fault::Altered } => t!("audit-altered", entry = entry),
            Outcome::Broken { entry, why: Fault::Twice } => t!("audit-twice", entry = entry),
        };
        (words, !matches!(self, Outcome::Whole { .. }))
    }
}
