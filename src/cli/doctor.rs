//! `berth doctor`: everything that must be right, checked, in words.

use crate::config::Config;
use std::process::ExitCode;

pub(super) fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let faults = crate::db::self_test(config)?;
    for fault in &faults {
        println!("FAULT  {fault}");
    }
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
