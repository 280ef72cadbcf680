//! `berth reconcile`: proves that ledger, roll-ups and log say the same (M2), or names where they do not.

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Database, Difference};
use crate::ids::AccountId;
use crate::metering::reconcile;
use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::Args;
use std::process::ExitCode;

#[derive(Args, Debug)]
pub(super) struct Wanted {
    /// The partner's short name; all partners when left out.
    #[arg(long)]
    partner: Option<String>,
    /// One account, by its id. Needs --partner.
    #[arg(long, requires = "partner")]
    account: Option<AccountId>,
    /// The first day, as 2026-11-24; all when left out.
    #[arg(long)]
    from: Option<NaiveDate>,
    /// The last day.
    #[arg(long)]
    to: Option<NaiveDate>,
    /// Count the accounts that differ anew from the ledger and the log, and compare once more.
    #[arg(long)]
    repair: bool,
}

pub(super) fn run(config: &Config, wanted: &Wanted) -> anyhow::Result<ExitCode> {
    let mut partners = crate::db::partners(&mut crate::db::owner(config)?)?;
    if let Some(slug) = &wanted.partner {
        partners.retain(|(_, known, _)| known == slug);
        if partners.is_empty() {
            bail!("--partner: there is no partner \"{slug}\"; `berth partner list` shows them");
        }
    }
    let clock = Clock::system();
    let always = reconcile::always(clock.now());
    let days = (wanted.from.unwrap_or(always.0), wanted.to.unwrap_or(always.1));
    if days.0 > days.1 {
        bail!("--from: {} is after --to {}, so no day is left", days.0, days.1);
    }
    let db = Database::open(config, clock);
    let (mut accounts, mut left) = (0, 0);
    for (partner, slug, _) in partners {
        let mut checked = reconcile::check(&db, partner, wanted.account, days, |_, _| {})
            .with_context(|| format!("comparing the figures of {slug}"))?;
        for one in &checked.differences {
            println!("{}", line(&slug, one));
        }
        if wanted.repair && !checked.differences.is_empty() {
            let mut differ: Vec<_> = checked.differences.iter().filter_map(|one| one.account).collect();
            differ.sort_unstable();
            differ.dedup();
            for account in &differ {
                db.recount(partner, AccountId(*account)).with_context(|| format!("counting {account} anew"))?;
            }
            println!("{slug}: {} accounts counted anew", differ.len());
            checked = reconcile::check(&db, partner, wanted.account, days, |_, _| {})?;
            for one in &checked.differences {
                println!("{} still", line(&slug, one));
            }
        }
        accounts += checked.accounts;
        left += checked.differences.len();
    }
    for (table, what) in
        [("transactions", "Transactions and incidents"), ("ledger", "Rows of the ledger"), ("usage_hours", "Hours")]
    {
        if let Some(first) = db.kept_since(table)? {
            println!(
                "{what} before {first} are not kept any more: figures of those days are compared with each other alone"
            );
        }
    }
    if left == 0 {
        println!("{accounts} accounts: ledger, roll-ups and log say the same");
        return Ok(ExitCode::SUCCESS);
    }
    println!("{accounts} accounts: {left} differences");
    Ok(ExitCode::FAILURE)
}

fn line(slug: &str, one: &Difference) -> String {
    let account = one.account.map_or_else(|| "all accounts".to_owned(), |id| format!("account {id}"));
    let transaction = one.transaction_id.map(|id| format!(", transaction {id}")).unwrap_or_default();
    format!(
        "{slug}, {account}, {}{transaction}: {} says {}, its rows come to {}",
        one.day, one.what, one.found, one.counted
    )
}
