//! `berth citus`: from one Postgres to a cluster of them (docs/SCALING.md).

use crate::config::Config;
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Subcommand, Debug)]
pub(super) enum CitusCommand {
    /// Spread and copy the tables over the nodes, and let policy roles log in there. Safe to run again; exit code 1 where the
    /// server has no Citus.
    Prepare {
        /// Only print the statements, which needs no Citus.
        #[arg(long)]
        print: bool,
    },
}

pub(super) fn run(config: &Config, command: &CitusCommand) -> anyhow::Result<ExitCode> {
    let mut owner = crate::db::owner(config)?;
    let CitusCommand::Prepare { print } = command;
    if *print {
        for step in crate::db::spread::plan(&mut owner)? {
            println!("{step};");
        }
        return Ok(ExitCode::SUCCESS);
    }
    crate::db::spread::prepare(&mut owner, |step| println!("{step}"))?;
    println!("Every table lies where it should.");
    Ok(ExitCode::SUCCESS)
}
