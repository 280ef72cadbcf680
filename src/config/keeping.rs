//! How long is kept what grows with use.

use super::Reader;

/// How many whole months are kept, beside the one that is under way. None: all of them.
#[derive(Clone, Copy, Debug)]
pub struct Keeping {
    /// Transactions, the runs of their steps, incidents, calls of programs.
    pub log: Option<u32>,
    /// What was used by hour; no longer than the log.
    pub hours: Option<u32>,
    /// The ledger; no shorter than the log.
    pub ledger: Option<u32>,
}

/// No more than ten years; 0 is all.
const MONTHS: std::ops::RangeInclusive<u64> = 0..=120;

pub(super) fn read(read: &mut Reader<'_>) -> Keeping {
    let months = |read: &mut Reader<'_>, name: &str, default: u64, least: u64| {
        let months = read.number(name, default, MONTHS);
        if months != 0 && months < least {
            read.wrong(name, format!("\"{months}\" must be 0, which keeps all, or at least {least}"));
        }
        u32::try_from(months).ok().filter(|months| *months > 0)
    };
    let log = months(read, "BERTH_KEEP_LOG_MONTHS", 24, 3);
    let hours = months(read, "BERTH_KEEP_HOURS_MONTHS", 13, 3);
    let ledger = months(read, "BERTH_KEEP_LEDGER_MONTHS", 0, 13);
    if let Some(kept) = ledger
        && log.is_none_or(|log| kept < log)
    {
        read.wrong(
            "BERTH_KEEP_LEDGER_MONTHS",
            "must be no less than BERTH_KEEP_LOG_MONTHS: the log is compared with the ledger",
        );
    }
    Keeping { log, hours: [hours, log].into_iter().flatten().min(), ledger }
}
