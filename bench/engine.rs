//! `bench/engine`: a cycle of three steps (webhook, transformation, call) in each of many accounts, on one machine that
//! load, server and Postgres share, with fsync on; beside it the same writes through pgbench.

use crate::counting::{Lag, Off};
use crate::log::{Log, Ran};
use crate::senders::{Pace, Sent, send};
use crate::server::Server;
use crate::{echo, given, given_number, report, usage, writes};
use anyhow::bail;
use serde::Serialize;
use std::process::Command;
use std::time::Duration;

/// Webhooks a second at which waiting is measured, as the aim says.
const STEADY: u32 = 300;

#[derive(Serialize)]
struct Figures {
    /// Webhooks accepted a second, 32 connections, while what was accepted before runs beside.
    accepted_rate: f64,
    /// Transactions finished a second, from the first acceptance to the last end.
    finished_rate: f64,
    accept_p50_ms: f64,
    /// At 300 a second.
    accept_p99_ms: f64,
    end_p50_ms: f64,
    /// From acceptance to end, at 300 a second.
    end_p99_ms: f64,
    /// Of the server, after all of it.
    rss_mb: f64,
    /// Of two; while as many as possible were accepted and finished.
    cpu_berth: f64,
    cpu_postgres: f64,
    /// The finished rate over that of the same writes through pgbench.
    ratio_sql: f64,
    sql_rate: f64,
    /// The longest that something waited to be counted, at 300 a second.
    lag_max_s: f64,
    /// Transactions finished a second in turns with counting, over those in turns without.
    ratio_uncounted: f64,
    uncounted_rate: f64,
}

/// Turns of each, with counting and without: one is as good or bad as its moment.
const TURNS: u32 = 2;

/// Sends as many as are accepted; answers what was accepted, and how it ended.
fn most(server: &Server, log: &mut Log, paths: &[String], seconds: u32) -> anyhow::Result<(Sent, Ran)> {
    let from = chrono::Utc::now();
    let sent = send(server.port, paths, 32, Pace::Unbounded { seconds })?;
    log.rest(Duration::from_secs(600))?;
    let ran = log.since(from)?;
    if ran.not_done > 0 {
        bail!("{} Transactions did not come to a good end", ran.not_done);
    }
    if ran.done != i64::try_from(sent.accepted)? {
        bail!("{} were accepted and {} finished", sent.accepted, ran.done);
    }
    Ok((sent, ran))
}

/// Transactions finished a second with counting, and without.
fn with_and_without(server: &Server, log: &mut Log, paths: &[String], seconds: u32) -> anyhow::Result<(f64, f64)> {
    let rate = |ran: &Ran| ran.done as f64 / ran.took_s / f64::from(TURNS);
    let (mut with, mut without) = (0.0, 0.0);
    for _ in 0..TURNS {
        let off = Off::begin()?;
        without += rate(&most(server, log, paths, seconds)?.1);
        off.end()?;
        with += rate(&most(server, log, paths, seconds)?.1);
    }
    Ok((with, without))
}

/// Makes the cycles; answers the paths of their webhooks.
pub(crate) fn cycles(target: &str) -> anyhow::Result<Vec<String>> {
    let output = Command::new(given("BERTH_BIN")?)
        .args(["seed", "cycles", "--partner", &given("BENCH_PARTNER")?, "--accounts", &given("BENCH_ACCOUNTS")?])
        .args(["--target", target])
        .env("LOG_LEVEL", "warn")
        .output()?;
    if !output.status.success() {
        bail!("seed cycles: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?.lines().map(ToOwned::to_owned).collect())
}

pub(crate) fn run() -> anyhow::Result<()> {
    let (seconds, postgres) = (given_number("BENCH_SECONDS")?, given_number("BENCH_POSTGRES")?);
    let paths = cycles(&echo::start()?)?;
    println!("{} cycles run", paths.len());
    let mut log = Log::open()?;
    let server = Server::start(&given("BERTH_BIN")?, &given("APP_DATABASE_URL")?)?;
    send(server.port, &paths, 8, Pace::Number { total: paths.len() })?;
    log.rest(Duration::from_secs(60))?;

    println!("Measuring {STEADY} a second");
    let steady_from = chrono::Utc::now();
    let lag = Lag::watch()?;
    let steady = send(server.port, &paths, 32, Pace::Fixed { a_second: STEADY, seconds })?;
    log.rest(Duration::from_secs(60))?;
    let lag_max_s = lag.longest_s()?;
    let steady_ran = log.since(steady_from)?;
    if steady_ran.not_done > 0 {
        bail!("{} Transactions did not come to a good end", steady_ran.not_done);
    }

    println!("Measuring as many as there can be");
    let before = (usage::cpu_s(server.pid(), false)?, usage::cpu_s(postgres, true)?);
    let (sent, ran) = most(&server, &mut log, &paths, seconds)?;
    let after = (usage::cpu_s(server.pid(), false)?, usage::cpu_s(postgres, true)?);
    let rss_mb = usage::rss_mb(server.pid())?;

    println!("Measuring what counting costs");
    let (with, without) = with_and_without(&server, &mut log, &paths, seconds)?;
    drop(server);

    println!("Measuring the same writes through pgbench");
    let sql_rate = writes::rate(u32::try_from(paths.len())?, seconds)?;
    let finished_rate = ran.done as f64 / ran.took_s;
    let figures = Figures {
        accepted_rate: sent.rate(),
        finished_rate,
        accept_p50_ms: steady.wait_ms(0.5),
        accept_p99_ms: steady.wait_ms(0.99),
        end_p50_ms: steady_ran.end_p50_ms,
        end_p99_ms: steady_ran.end_p99_ms,
        rss_mb,
        cpu_berth: (after.0 - before.0) / ran.took_s,
        cpu_postgres: (after.1 - before.1) / ran.took_s,
        ratio_sql: finished_rate / sql_rate,
        sql_rate,
        lag_max_s,
        ratio_uncounted: with / without,
        uncounted_rate: without,
    };
    report::print_figures("webhook3", &figures)?;
    report::write("engine", &[("webhook3", figures)])
}
