//! `berth keys rotate`: wraps partners' keys anew, and gives partners new ones, while servers run.

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Database, Sealed};
use crate::secrets::rotation;
use crate::web::times::figure;
use anyhow::{Context, bail};
use clap::Subcommand;
use std::process::ExitCode;

#[derive(Subcommand, Debug)]
pub(super) enum KeysCommand {
    /// Wrap every partner's key with the present BERTH_SECRETS_KEY_FILE. With --partner or --all those partners get a
    /// new key too, and what was encrypted with the one before is encrypted again. Safe to run again at any time: what
    /// was begun is gone on with.
    Rotate {
        /// The short name of a partner that gets a new key.
        #[arg(long, conflicts_with = "all")]
        partner: Option<String>,
        /// Every partner gets a new key.
        #[arg(long)]
        all: bool,
    },
}

pub(super) fn run(config: &Config, command: KeysCommand) -> anyhow::Result<ExitCode> {
    let KeysCommand::Rotate { partner: wanted, all } = command;
    let partners = crate::db::partners(&mut crate::db::owner(config)?)?;
    if let Some(wanted) = wanted.as_deref().filter(|wanted| partners.iter().all(|(_, slug, _)| slug != wanted)) {
        bail!("--partner: there is no partner \"{wanted}\"; `berth partner list` shows them");
    }
    let db = Database::open(config, Clock::system());
    let mut rewrapped = 0;
    for (id, slug, _) in &partners {
        rewrapped += rotation::rewrap(&db, &config.wrapping, *id).with_context(|| format!("partner {slug}"))?;
    }
    println!("{} wrapped anew, of {}", counted_of(rewrapped, "key"), counted_of(partners.len(), "partner"));
    let mut sealed = Sealed::open(config)?;
    for (id, slug, _) in partners.iter().filter(|(_, slug, _)| all || wanted.as_ref() == Some(slug)) {
        let renewed =
            rotation::renew(&db, &mut sealed, &config.wrapping, *id).with_context(|| format!("partner {slug}"))?;
        let begun = if renewed.continued { "went on with key" } else { "new key" };
        let mut said =
            format!("{slug:<40} {begun} {}; {} encrypted again", renewed.version, counted_of(renewed.values, "value"));
        if renewed.removed > 0 {
            said += &format!("; {} removed", counted_of(renewed.removed, "retired key"));
        }
        if let Some(until) = renewed.kept_until {
            said +=
                &format!("; the one before is kept until {}, run this again then", until.format("%Y-%m-%d %H:%M UTC"));
        }
        println!("{said}");
    }
    Ok(ExitCode::SUCCESS)
}

fn counted_of(count: usize, one: &str) -> String {
    let figure = figure(i64::try_from(count).unwrap_or(i64::MAX));
    format!("{figure} {one}{}", if count == 1 { "" } else { "s" })
}
