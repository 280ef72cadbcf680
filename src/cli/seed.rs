//! `berth seed`.

use crate::config::Config;
use crate::seed::bulk;
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Subcommand, Debug)]
pub(super) enum SeedCommand {
    /// Make partners with any number of made-up accounts each, for trials and benchmarks.
    Bulk {
        /// How many partners.
        #[arg(long, default_value_t = 1)]
        partners: usize,
        /// How many accounts each of them gets.
        #[arg(long)]
        accounts: usize,
        /// The same number makes the same customers.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The partners' short names: this and a number.
        #[arg(long, default_value = "bulk")]
        prefix: String,
    },
}

pub(super) fn run(config: &Config, command: SeedCommand) -> anyhow::Result<ExitCode> {
    match command {
        SeedCommand::Bulk { partners, accounts, seed, prefix } => {
            let wanted = bulk::Wanted { partners, accounts, seed, prefix };
            bulk::run(config, &wanted, |line| println!("{line}"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
