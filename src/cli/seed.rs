//! `berth seed`.

use crate::config::Config;
use crate::seed::sign_ins::SignIns;
use crate::seed::usage::Use;
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
        /// Also make what the accounts used in so many days until yesterday: Transactions, ledger, figures by hour and day.
        /// Accounts made with the same --seed have the same ids: partners of another --prefix need another one for this.
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..=3660))]
        days: Option<u32>,
        /// How many rows the ledger of each partner gets; ten a day of an account when left out.
        #[arg(long, requires = "days", value_parser = clap::value_parser!(u64).range(..=1_000_000_000))]
        ledger: Option<u64>,
        /// How many Transactions; one for four rows of the ledger when left out.
        #[arg(long, requires = "days", value_parser = clap::value_parser!(u64).range(..=1_000_000_000))]
        transactions: Option<u64>,
        /// On how many days of accounts something was used; on all of them when left out.
        #[arg(long, requires = "days", value_parser = clap::value_parser!(u64).range(..=1_000_000_000))]
        account_days: Option<u64>,
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
        SeedCommand::Bulk { partners, accounts, seed, prefix, days, ledger, transactions, account_days } => {
            let used = days.map(|days| {
                let account_days = account_days.unwrap_or(accounts as u64 * u64::from(days));
                let ledger = ledger.unwrap_or(10 * account_days);
                Use { days, account_days, ledger, transactions: transactions.unwrap_or(ledger.div_ceil(4)) }
            });
            let wanted = bulk::Wanted { partners, accounts, seed, prefix, used };
            bulk::run(config, &wanted, |line| println!("{line}"))?;
        }
        SeedCommand::Cycles { partner, accounts, target } => {
            let wanted = cycles::Wanted { partner, accounts, target };
            cycles::run(config, &wanted)?.iter().for_each(|path| println!("{path}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}
