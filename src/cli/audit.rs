//! `berth audit verify`: walks the audit chains and names the first entry that is missing or was altered.

use crate::audit::heads::{self, Signed};
use crate::audit::verify::{self, Outcome};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Database;
use crate::ids::PartnerId;
use anyhow::{Context, anyhow, bail};
use clap::Subcommand;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Subcommand, Debug)]
pub(super) enum AuditCommand {
    /// Walk the whole chain of every partner, or of one, and name the first bad entry. Exit code 1 when there is one.
    Verify {
        /// The partner's short name; all partners when left out.
        #[arg(long)]
        partner: Option<String>,
        /// A head that the server printed to its log, as sequence:hash:signature: the chain must still hold that entry.
        /// Needs --partner; may be given several times.
        #[arg(long, requires = "partner")]
        head: Vec<String>,
        /// A log, or a part of one: every line with "audit head" in it is compared with the chain of its partner.
        #[arg(long)]
        log: Option<PathBuf>,
    },
}

pub(super) fn run(config: &Config, command: AuditCommand) -> anyhow::Result<ExitCode> {
    let AuditCommand::Verify { partner, head, log } = command;
    let mut partners = crate::db::partners(&mut crate::db::owner(config)?)?;
    let known: BTreeSet<PartnerId> = partners.iter().map(|(id, ..)| *id).collect();
    if let Some(wanted) = &partner {
        partners.retain(|(_, slug, _)| slug == wanted);
        if partners.is_empty() {
            bail!("--partner: there is no partner \"{wanted}\"; `berth partner list` shows them");
        }
    }
    let mut printed = match log {
        None => Vec::new(),
        Some(path) => read_log(&path).with_context(|| format!("--log: {}", path.display()))?,
    };
    if let [(only, ..)] = partners.as_slice() {
        for text in head {
            printed.push(Signed::parse(*only, &text).map_err(|why| anyhow!("--head: {why}"))?);
        }
    }
    let db = Database::open(config, Clock::system());
    let mut code = ExitCode::SUCCESS;
    // Somebody who removes a partner with its whole chain leaves no chain to compare. Who asks about one partner is
    // answered about that one.
    let signed = printed.iter().filter(|head| partner.is_none() && head.is_genuine(&config.key));
    let gone = signed.map(|head| head.partner).filter(|signed| !known.contains(signed));
    for gone in gone.collect::<BTreeSet<_>>() {
        println!("{gone:<40} BROKEN: the log has heads of this partner, and the partner is gone");
        code = ExitCode::FAILURE;
    }
    for (id, slug, _) in partners {
        let heads = heads::genuine(&config.key, id, &printed).with_context(|| format!("partner {slug}"))?;
        let outcome = db.for_installation(id, "berth audit verify", |tx| match verify::whole(tx)? {
            whole @ Outcome::Whole { .. } => Ok(heads::compare(tx, &heads)?.unwrap_or(whole)),
            bad => Ok(bad),
        })?;
        let compared = match heads.len() {
            0 => String::new(),
            some => format!(", as the log said {some} times"),
        };
        match outcome {
            Outcome::Whole { newest, .. } => println!("{slug:<40} whole, {newest} entries{compared}"),
            Outcome::Broken { entry, why } => {
                println!("{slug:<40} BROKEN: entry {entry} {why}");
                code = ExitCode::FAILURE;
            }
            Outcome::Rewritten { first, last } => {
                println!("{slug:<40} BROKEN: entries {first} to {last} are not as they were signed");
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}

/// The heads that a log holds, line by line: a log may be large.
fn read_log(path: &Path) -> anyhow::Result<Vec<Signed>> {
    let mut heads = Vec::new();
    for line in BufReader::new(File::open(path)?).split(b'\n') {
        heads.extend(Signed::of_line(&String::from_utf8_lossy(&line?)));
    }
    Ok(heads)
}
