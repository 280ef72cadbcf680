//! `bench/fairness`: one account floods the queue, a hundred others send one webhook a second each (R4). What they wait
//! until the first step after the trigger begins, beside what they wait without the flood.

use crate::engine::cycles;
use crate::log::Log;
use crate::senders::{Pace, send};
use crate::server::Server;
use crate::{echo, given, given_number, report};
use anyhow::Context;
use serde::Serialize;
use std::time::Duration;

/// Webhooks of each account before anything is measured: connections are made and statements planned.
const WARM: usize = 3;

#[derive(Serialize)]
struct Figures {
    /// What the quiet accounts wait for when nobody floods.
    quiet_p99_ms: f64,
    /// The same beside the flood.
    flooded_p99_ms: f64,
    /// The second over the first.
    ratio: f64,
    /// The flood's Transactions that ended a second while the others ran beside it.
    flood_rate: f64,
    /// Transactions of the flood.
    flood: f64,
}

pub(crate) fn run() -> anyhow::Result<()> {
    let (seconds, flood) = (given_number("BENCH_SECONDS")?, given_number("BENCH_FLOOD")? as usize);
    let paths = cycles(&echo::start()?)?;
    let (flooding, quiet) = paths.split_first().context("no cycles")?;
    let flooding = std::slice::from_ref(flooding);
    let a_second = u32::try_from(quiet.len())?;
    let mut log = Log::open()?;
    let (berth, app_url) = (given("BERTH_BIN")?, given("APP_DATABASE_URL")?);

    println!("Measuring {a_second} accounts alone");
    let server = Server::start(&berth, &app_url)?;
    send(server.port, &paths, 8, Pace::Number { total: paths.len() * WARM })?;
    log.rest(Duration::from_secs(60))?;
    let from = chrono::Utc::now();
    send(server.port, quiet, 16, Pace::Fixed { a_second, seconds })?;
    log.rest(Duration::from_secs(60))?;
    let quiet_p99_ms = log.start_p99_ms(from, uuid::Uuid::nil())?;
    drop(server);

    // Carried out while it is sent, it would be gone before the others are measured beside it.
    println!("Sending the flood of {flood}, which waits");
    let server = Server::with(&berth, &app_url, &[("BERTH_WORK", "0")])?;
    send(server.port, flooding, 32, Pace::Number { total: flood })?;
    drop(server);

    println!("Measuring the others beside it");
    let server = Server::start(&berth, &app_url)?;
    send(server.port, quiet, 8, Pace::Number { total: quiet.len() * WARM })?;
    let from = chrono::Utc::now();
    send(server.port, quiet, 16, Pace::Fixed { a_second, seconds })?;
    let to = chrono::Utc::now();
    log.rest(Duration::from_secs(1800))?;
    let (flooding, ended) = log.flooded(from, to)?;
    let flooded_p99_ms = log.start_p99_ms(from, flooding)?;
    let figures = Figures {
        quiet_p99_ms,
        flooded_p99_ms,
        ratio: flooded_p99_ms / quiet_p99_ms,
        flood_rate: ended as f64 / (to - from).as_seconds_f64(),
        flood: flood as f64,
    };
    report::print_figures("flood", &figures)?;
    report::write("fairness", &[("flood", figures)])
}
