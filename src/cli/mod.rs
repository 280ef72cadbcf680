//! The `berth` command, for the operator. It is the only way to make a partner; there is no web login for operators.

mod audit;
mod citus;
mod create;
mod doctor;
mod keys;
mod migrate;
mod reconcile;
mod seed;
mod serve;
mod work;

use crate::config::Config;
use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Berth gives every customer of a SaaS vendor a private, white-labelled integration space.
///
/// Settings come from the environment or from the file named by BERTH_CONFIG; README.md has the table.
#[derive(Parser, Debug)]
#[command(name = "berth", version, about, long_about = None, after_help = "Start here: bin/start does migrate, seed and serve in one go.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Serve the console and the account pages until stopped (Ctrl-C finishes what is in flight).
    Serve,
    /// Run cycles, jobs and mails without serving pages, until stopped; any number beside any number of `serve`.
    Work,
    /// Bring the database up to date: roles, tables, functions. Safe to run again.
    Migrate,
    /// Make and list partners.
    #[command(subcommand)]
    Partner(create::PartnerCommand),
    /// Make a partner's first people.
    #[command(subcommand)]
    User(create::UserCommand),
    /// Fill the database with data to begin with.
    #[command(subcommand)]
    Seed(seed::SeedCommand),
    /// Prove that the audit log is whole.
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Replace the keys that customers' credentials are encrypted with.
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Prove that ledger, roll-ups and log say the same, or name each figure that differs. Exit code 1 when one does.
    Reconcile(reconcile::Wanted),
    /// Bring the database to a Citus cluster.
    #[command(subcommand)]
    Citus(citus::CitusCommand),
    /// Check roles, policies, migrations, counters, pool, clock, disk, mail, key and address. Exit code 1 on a fault.
    Doctor,
}

/// Reads the command line, does it, and says what went wrong in words.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let config = match Config::load() {
        Ok(config) => config,
        Err(errors) => {
            for error in errors {
                eprintln!("berth: setting {error}");
            }
            eprintln!("berth: the table of settings is in README.md");
            return ExitCode::from(2);
        }
    };
    let done = match cli.command {
        Command::Serve => serve::run(config),
        Command::Work => work::run(config),
        Command::Migrate => migrate::run(&config),
        Command::Partner(command) => create::partner(&config, command),
        Command::User(command) => create::user(&config, command),
        Command::Seed(command) => seed::run(&config, command),
        Command::Audit(command) => audit::run(&config, command),
        Command::Keys(command) => keys::run(&config, command),
        Command::Reconcile(wanted) => reconcile::run(&config, &wanted),
        Command::Citus(command) => citus::run(&config, &command),
        Command::Doctor => doctor::run(&config),
    };
    match done {
        Ok(code) => code,
        Err(cause) => {
            eprintln!("berth: {cause:#}");
            ExitCode::FAILURE
        }
    }
}
