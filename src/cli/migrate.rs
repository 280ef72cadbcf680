//! `berth migrate`.

use crate::config::Config;
use std::process::ExitCode;

pub(super) fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let applied = crate::db::migrate::run(config)?;
    if applied.is_empty() {
        println!("The database is up to date.");
    }
    for name in applied {
        println!("Applied {name}");
    }
    Ok(ExitCode::SUCCESS)
}
