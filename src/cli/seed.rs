//! `berth seed`.

use crate::config::Config;
use crate::seed::sign_ins::SignIns;
use crate::seed::{bulk, cycles, demo};
use clap::Subcommand;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Subcommand, Debug)]
pub(super) enum SeedCommand {
    /// Make the demo: two partners with customers, people and a history. Prints who can sign in, or writes it to --out.
    Demo {
        /// Do nothing when there is a partner already.
        #[arg(long)]
        if_empty: bool,
        /// Write the sign-ins to this file, as JSON, instead of printing them.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Only show the sign-ins of a file that was written before.
        #[arg(long, value_name = "FILE", conflicts_with_all = ["if_empty", "out"])]
        show: Option<PathBuf>,
    },
    /// Make partners with any number of made-up accounts each, for trials and benchmarks.
    Bulk {
        /// How many partners.
        #[arg(long, default_value_t = 1)]
        partners: usize,
        /// How many accounts each of them gets, sub-accounts included.
        #[arg(long)]
        accounts: usize,
        /// The same number makes the same customers.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The partners' short names: this and a number.
        #[arg(long, default_value = "bulk")]
        prefix: String,
    },
    /// Make one running cycle in each of a partner's accounts: a webhook, a transformation and a call. Prints the paths of
    /// the webhooks.
    Cycles {
        /// The partner's short name.
        #[arg(long)]
        partner: String,
        /// In how many of its active accounts.
        #[arg(long)]
        accounts: usize,
        /// The address that each cycle calls.
        #[arg(long, value_name = "URL")]
        target: String,
    },
}

pub(super) fn run(config: &Config, command: SeedCommand) -> anyhow::Result<ExitCode> {
    match command {
        SeedCommand::Demo { show: Some(file), .. } => println!("{}", SignIns::read(&file)?.table()),
        SeedCommand::Demo { if_empty, out, show: None } => match demo::run(config, if_empty, out.as_deref())? {
            None => println!("There is a partner already; nothing was seeded."),
            Some(_) if out.is_some() => println!("The demo is there."),
            Some(sign_ins) => println!("{}", sign_ins.table()),
        },
        SeedCommand::Bulk { partners, accounts, seed, prefix } => {
            let wanted = bulk::Wanted { partners, accounts, seed, prefix };
            bulk::run(config, &wanted, |line| println!("{line}"))?;
        }
        SeedCommand::Cycles { partner, accounts, target } => {
            let wanted = cycles::Wanted { partner, accounts, target };
            cycles::run(config, &wanted)?.iter().for_each(|path| println!("{path}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}
