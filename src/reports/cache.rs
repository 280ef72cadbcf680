//! Lists over all accounts of a partner, kept for as long as they hold. Such a list reads every account's months, so it is
//! made once for as long as nothing is counted in its days: the stamp is what the partner's days came to, which the page
//! reads anyhow and which every roll-up of one of its accounts changes. A period that is over is so read from here.
//!
//! Keys begin with the partner (T11). Nothing is missed when it is lost. A repair of months alone changes no stamp; it is
//! seen after five minutes.

use super::figures::Day;
use super::lists::Used;
use crate::error::AppResult;
use crate::ids::PartnerId;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Lists that are kept at once.
const KEPT_MAX: usize = 500;
/// For how long at most.
const KEPT_FOR: Duration = Duration::from_secs(300);

struct Kept {
    stamp: u64,
    since: Instant,
    rows: Arc<Vec<Used>>,
}

static LISTS: LazyLock<Mutex<HashMap<(Uuid, String), Kept>>> = LazyLock::new(Mutex::default);

/// What days came to, as one number.
pub(super) fn stamp(days: &[Day]) -> u64 {
    let mut hasher = DefaultHasher::new();
    days.hash(&mut hasher);
    hasher.finish()
}

/// The list of that name, made now unless it is kept with this stamp.
///
/// # Errors
/// Whatever making it says.
pub(super) fn list(
    partner: PartnerId,
    name: String,
    stamp: u64,
    make: impl FnOnce() -> AppResult<Vec<Used>>,
) -> AppResult<Arc<Vec<Used>>> {
    let key = (partner.0, name);
    let kept = LISTS.lock().unwrap_or_else(PoisonError::into_inner).get(&key).and_then(|kept| {
        let holds = kept.stamp == stamp && kept.since.elapsed() < KEPT_FOR;
        holds.then(|| kept.rows.clone())
    });
    if let Some(rows) = kept {
        return Ok(rows);
    }
    let rows = Arc::new(make()?);
    let mut lists = LISTS.lock().unwrap_or_else(PoisonError::into_inner);
    if lists.len() >= KEPT_MAX {
        lists.retain(|_, kept| kept.since.elapsed() < KEPT_FOR);
    }
    if lists.len() >= KEPT_MAX {
        // All are fresh: the oldest half goes.
        let mut ages: Vec<Instant> = lists.values().map(|kept| kept.since).collect();
        ages.sort_unstable();
        let middle = ages.get(KEPT_MAX / 2).copied();
        lists.retain(|_, kept| middle.is_some_and(|middle| kept.since > middle));
    }
    lists.insert(key, Kept { stamp, since: Instant::now(), rows: rows.clone() });
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_made_once_for_as_long_as_its_days_stay_as_they_are() {
        let partner = PartnerId(Uuid::new_v4());
        let days = |tasks| vec![Day("2026-11-24".parse().expect("a date"), tasks, 0, 0, 0, 0, 0, 0)];
        let mut made = 0;
        for (tasks, expected) in [(1, 1), (1, 1), (2, 2), (1, 3)] {
            let rows = list(partner, "x".to_owned(), stamp(&days(tasks)), || {
                made += 1;
                Ok(Vec::new())
            });
            assert!(rows.expect("a list").is_empty());
            assert_eq!(made, expected);
        }
        // Another partner's is another (T11).
        list(PartnerId(Uuid::new_v4()), "x".to_owned(), stamp(&days(1)), || {
            made += 1;
            Ok(Vec::new())
        })
        .expect("a list");
        assert_eq!(made, 4);
    }
}
