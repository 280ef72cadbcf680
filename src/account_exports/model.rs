//! What is in an archive, and how long it is kept.

use chrono::{DateTime, Duration, Utc};
use serde::Serialize;
use uuid::Uuid;

/// Days for which the file can be fetched.
pub(super) const KEPT_DAYS: i64 = 7;
/// The largest file.
pub(super) const BYTES_MAX: u64 = 1024 * 1024 * 1024;
/// Bytes of one piece of it.
pub(super) const PIECE_BYTES: usize = 256 * 1024;

/// Files of an account that are kept: the oldest goes when another is asked for.
pub(super) const KEPT_FILES: i64 = 3;
/// Bytes of all files of a partner that are kept: the oldest go.
pub(super) const KEPT_BYTES: i64 = 20 * 1024 * 1024 * 1024;
/// Counts changes of what is in an archive that its readers would not understand.
const FORMAT_VERSION: u32 = 1;

/// One file in the archive: how it is called, the part of an account that it holds, and the rows that are read at a time.
pub(super) struct File {
    pub name: &'static str,
    pub part: &'static str,
    /// For whoever opens it.
    pub holds: &'static str,
    pub rows: i32,
}

/// What is asked of the database; beside it there are the limits, and what was written into the audit log.
pub(super) const FILES: [File; 12] = [
    File {
        name: "accounts.json",
        part: "accounts",
        holds: "The account, and those below it if they are in here",
        rows: 1,
    },
    File { name: "users.json", part: "users", holds: "Who may enter, and as what", rows: 500 },
    File { name: "connectors.json", part: "connectors", holds: "Installed connectors, without credentials", rows: 200 },
    File {
        name: "own_connectors.json",
        part: "own_connectors",
        holds: "Connectors that belong to the account, with their releases",
        rows: 5,
    },
    File { name: "cycles.json", part: "cycles", holds: "Cycles with what they do", rows: 50 },
    File {
        name: "storage.json",
        part: "storage",
        holds: "What cycles keep from one run to the next, as JSON",
        rows: 50,
    },
    File {
        name: "templates.json",
        part: "templates",
        holds: "Templates of the cycles; the account's own with all releases",
        rows: 20,
    },
    File {
        name: "transactions.json",
        part: "transactions",
        holds: "Transactions, with the data of their steps that is still kept",
        rows: 20,
    },
    File { name: "incidents.json", part: "incidents", holds: "Errors and warnings", rows: 500 },
    File {
        name: "calls.json",
        part: "calls",
        holds: "Tasks in no transaction: methods that programs called",
        rows: 500,
    },
    File { name: "usage.json", part: "usage", holds: "Tasks, transactions and incidents by day", rows: 500 },
    File { name: "reports.json", part: "reports", holds: "Reports that the account's people saved", rows: 200 },
];
/// The limits' file.
pub(super) const LIMITS: (&str, &str) = ("limits.json", "Limits: set, in force, and what is used of them");
/// The audit log's file.
pub(super) const AUDIT: (&str, &str) = ("audit.json", "What was changed, by whom");
/// What says what is in the others.
pub(super) const MANIFEST: &str = "manifest.json";

/// A file that is whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Whole {
    pub name: &'static str,
    pub holds: &'static str,
    pub rows: u64,
    /// Of the file as it is taken out of the archive.
    pub sha256: String,
}

/// What is in an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Manifest {
    format_version: u32,
    /// API ID.
    account_id: String,
    account_internal_id: Uuid,
    with_sub_accounts: bool,
    accounts: usize,
    asked_by: String,
    asked_on_utc: DateTime<Utc>,
    made_on_utc: DateTime<Utc>,
    files: Vec<Whole>,
}

/// What is known of an archive when it is begun.
#[derive(Clone, Debug)]
pub(super) struct Begun {
    pub api_id: String,
    pub asked_by: String,
    pub asked_at: DateTime<Utc>,
}

impl Manifest {
    pub fn of(
        begun: Begun,
        (account, with_sub_accounts): (Uuid, bool),
        accounts: usize,
        made_at: DateTime<Utc>,
        files: Vec<Whole>,
    ) -> Manifest {
        Manifest {
            format_version: FORMAT_VERSION,
            account_id: begun.api_id,
            account_internal_id: account,
            with_sub_accounts,
            accounts,
            asked_by: begun.asked_by,
            asked_on_utc: begun.asked_at,
            made_on_utc: made_at,
            files,
        }
    }
}

/// Until when it is kept.
pub(super) fn kept_until(created_at: DateTime<Utc>) -> DateTime<Utc> {
    created_at + Duration::days(KEPT_DAYS)
}

/// What the file is called: by letters that every system takes.
pub(super) fn file_name(api_id: &str, created_at: DateTime<Utc>) -> String {
    let plain: String = api_id
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' })
        .take(60)
        .collect();
    format!("account-{plain}-{}.zip", created_at.format("%Y-%m-%d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_letters_that_every_system_takes() {
        let at = DateTime::UNIX_EPOCH;
        assert_eq!(file_name("shop/7 \"ü\"", at), "account-shop-7-----1970-01-01.zip");
        assert!(file_name(&"a".repeat(500), at).len() < 100);
    }
}
