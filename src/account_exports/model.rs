//! What is in an archive, and how long it is kept.

use chrono::{DateTime, Duration, Utc};

/// Days for which the file can be fetched.
pub(super) const KEPT_DAYS: i64 = 7;
/// The largest file.
pub(super) const BYTES_MAX: u64 = 1024 * 1024 * 1024;
/// Bytes of one piece of it.
pub(super) const PIECE_BYTES: usize = 256 * 1024;

/// One file in the archive: how it is called, the part of an account that it holds, and the rows that are read at a time.
pub(super) struct File {
    pub name: &'static str,
    pub part: &'static str,
    pub rows: i32,
}

/// What is asked of the database; beside it there is what was written into the audit log.
pub(super) const FILES: [File; 7] = [
    File { name: "accounts.json", part: "accounts", rows: 1 },
    File { name: "users.json", part: "users", rows: 500 },
    File { name: "connectors.json", part: "connectors", rows: 200 },
    File { name: "cycles.json", part: "cycles", rows: 50 },
    File { name: "templates.json", part: "templates", rows: 20 },
    // Each with what its steps sent and got.
    File { name: "transactions.json", part: "transactions", rows: 20 },
    File { name: "usage.json", part: "usage", rows: 500 },
];
/// The audit log's file.
pub(super) const AUDIT: &str = "audit.json";

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
