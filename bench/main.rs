//! What `bench/*` measure. The scripts prepare the database and call this; `bench/README.md` says what the figures mean.

#![expect(clippy::disallowed_methods, reason = "a measure asks the clock and the database by itself")]

mod counting;
mod echo;
mod engine;
mod fairness;
mod http;
mod load;
mod log;
mod pages;
mod provision;
mod relay;
mod report;
mod reports;
mod same;
mod senders;
mod server;
mod statements;
mod usage;
mod wire;
mod writes;

use anyhow::{Context, bail};

/// What the script hands over.
pub(crate) fn given(name: &str) -> anyhow::Result<String> {
    std::env::var(name).with_context(|| {
        format!("{name} is not set; run bench/pages, bench/engine, bench/fairness, bench/reports or bench/api")
    })
}

/// A number that the script hands over.
pub(crate) fn given_number(name: &str) -> anyhow::Result<u32> {
    given(name)?.parse().with_context(|| format!("{name} must be a number"))
}

fn main() -> anyhow::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("pages") => pages::run(),
        Some("engine") => engine::run(),
        Some("fairness") => fairness::run(),
        Some("reports") => reports::run(),
        Some("api") => provision::run(),
        other => bail!("{other:?} is nothing to measure: pages, engine, fairness, reports or api"),
    }
}
