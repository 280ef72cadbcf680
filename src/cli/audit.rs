//! `berth audit verify`: walks the audit chains and names the first entry that is missing or was altered.

use crate::audit::verify::{self, Outcome};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Database;
use anyhow::bail;
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Subcommand, Debug)]
pub(super) enum AuditCommand {
    /// Walk the whole chain of every partner, or of one, and name the first bad entry. Exit code 1 when there is one.
    Verify {
        /// The partner's short name; all partners when left out.
        #[arg(long)]
        partner: Option<String>,
    },
}

pub(super) fn run(config: &Config, command: AuditCommand) -> anyhow::Result<ExitCode> {
    let AuditCommand::Verify { partner } = command;
    let mut partners = crate::db::partners(&mut crate::db::owner(config)?)?;
    if let Some(wanted) = partner {
        partners.retain(|(_, slug, _)| *slug == wanted);
        if partners.is_empty() {
            bail!("--partner: there is no partner \"{wanted}\"; `berth partner list` shows them");
        }
    }
    let db = Database::open(config, Clock::system());
    let mut code = ExitCode::SUCCESS;
    for (id, slug, _) in partners {
        match db.for_installation(id, "berth audit verify", |tx| verify::whole(tx))? {
            Outcome::Whole { newest, .. } => println!("{slug:<40} whole, {newest} entries"),
            Outcome::Broken { entry, why } => {
                println!("{slug:<40} BROKEN: entry {entry} {why}");
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}
