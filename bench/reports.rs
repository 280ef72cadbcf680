//! `bench/reports`: how fast the dashboard, the reports and their files are for a partner with many accounts, beside the same
//! statements through pgbench and beside a partner with a tenth of it, all in one run on one machine.

use crate::given;
use crate::http;
use crate::load;
use crate::report;
use crate::same;
use crate::server::Server;
use crate::usage::rss_mb;
use anyhow::{Context, bail};
use diesel::prelude::*;
use serde::Serialize;
use std::time::{Duration, Instant};

/// Connections that ask at once.
const CONNECTIONS: u32 = 16;
/// Files that are fetched one after another; the slow pool serves two at once.
const FILES: usize = 5;
/// Postgres tells its statistics this late at most.
const STATISTICS: Duration = Duration::from_secs(11);

/// What the issue names of `bench/reports`, and what explains it.
#[derive(Debug, Default, Serialize)]
struct Figures {
    p50_ms: f64,
    p99_ms: f64,
    /// The rate over that of the same statements through pgbench.
    ratio_pgbench: f64,
    /// Cost over cost at a tenth of the data.
    growth: f64,
    /// Rows that Postgres read for one page.
    rows_read: f64,
    /// Lines of the file a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    rows_per_s: Option<f64>,
    /// The most memory that the server had meanwhile.
    #[serde(skip_serializing_if = "Option::is_none")]
    rss_mb: Option<f64>,
}

/// The pages of one partner, as one of its console users asks for them.
struct Pages {
    cookie: String,
    paths: Vec<(&'static str, String)>,
    csv: String,
}

impl Pages {
    /// The header by which their console user is known.
    fn proof(&self) -> String {
        format!("Cookie: {}", self.cookie)
    }

    fn of(server: &Server, partner: &str, password: &str) -> anyhow::Result<Pages> {
        let cookie = http::sign_in(server.port, partner, &format!("bench@{partner}.example"), password)?;
        let first = |paths: &[String]| {
            let there = |path: &&String| http::get(server.port, path, &cookie).is_ok_and(|answer| answer.status == 200);
            paths.iter().find(there).cloned().with_context(|| format!("none of {paths:?} answers"))
        };
        let named = |path: &str, before: &str| -> anyhow::Result<Option<String>> {
            let page = http::get(server.port, path, &cookie)?;
            let id = |rest: &str| {
                rest.get(..36).filter(|id| id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')).map(str::to_owned)
            };
            Ok(page.text.split(before).skip(1).find_map(id))
        };
        let accounts =
            first(&["/console/reports/accounts?period=quarter", "/console/reports?period=quarter"].map(str::to_owned))?;
        let account = named(&accounts, "href=\"/console/accounts/")?.context("the report names no account")?;
        let of_account = first(&[
            format!("/console/accounts/{account}/reports/use?period=quarter"),
            format!("/console/accounts/{account}/reports?period=quarter"),
        ])?;
        let drill = named("/console/reports/connectors?period=quarter", "href=\"/console/reports/connectors/")?;
        let connector = match drill {
            Some(id) => format!("/console/reports/connectors/{id}?period=quarter"),
            None => {
                println!(
                    "  {partner:<10} connector: there is no such page; the account's part about methods is measured"
                );
                of_account.clone()
            }
        };
        let paths = vec![
            ("dashboard", "/console".to_owned()),
            ("accounts_90d", accounts),
            ("account_90d", of_account),
            ("connector", connector),
        ];
        for (case, path) in &paths {
            let answer = http::get(server.port, path, &cookie)?;
            if answer.status != 200 {
                bail!("{case}: {path} answers {}", answer.status);
            }
            println!("  {partner:<10} {case:<14} {:>7} bytes  {path}", answer.text.len());
        }
        Ok(Pages { cookie, paths, csv: "/console/reports/accounts.csv?period=quarter".to_owned() })
    }
}

fn server(app_url: &str) -> anyhow::Result<Server> {
    // Nothing is done in the background: it would be measured too.
    Server::with(&given("BERTH_BIN")?, app_url, &[("BERTH_WORK", "0")])
}

pub(crate) fn run() -> anyhow::Result<()> {
    let (app_url, password, seconds) =
        (given("APP_DATABASE_URL")?, given("BERTH_PASSWORD")?, crate::given_number("BENCH_SECONDS")?);
    let running = server(&app_url)?;
    println!("Pages:");
    let large = Pages::of(&running, &given("BENCH_LARGE")?, &password)?;
    let small = Pages::of(&running, &given("BENCH_SMALL")?, &password)?;
    let mut cases = report::Cases::of("reports");
    for ((case, path), (_, small_path)) in large.paths.iter().zip(&small.paths) {
        println!("Measuring {case}");
        let rows_read = rows_read(|| http::get(running.port, path, &large.cookie).map(drop))?;
        let ask = |path: &str, cookie: &str, seconds| load::with(running.port, path, cookie, seconds, CONNECTIONS);
        ask(path, &large.cookie, 2)?;
        let (of_large, of_small) = (ask(path, &large.cookie, seconds)?, ask(small_path, &small.cookie, seconds)?);
        let pgbench = same::statements(&app_url, path, &large.proof(), seconds, CONNECTIONS)?;
        cases.add(
            case,
            Figures {
                p50_ms: of_large.p50_ms,
                p99_ms: of_large.p99_ms,
                ratio_pgbench: of_large.rate / pgbench,
                growth: of_small.rate / of_large.rate,
                rows_read,
                ..Figures::default()
            },
        )?;
    }
    println!("Measuring csv");
    cases.add("csv", file(&running, &app_url, &large, &small, seconds)?)
}

/// The file of all accounts, fetched again and again.
fn file(server: &Server, app_url: &str, large: &Pages, small: &Pages, seconds: u32) -> anyhow::Result<Figures> {
    let fetch = |pages: &Pages| -> anyhow::Result<(f64, usize)> {
        let began = Instant::now();
        let answer = http::get(server.port, &pages.csv, &pages.cookie)?;
        if answer.status != 200 {
            bail!("{} answers {}", pages.csv, answer.status);
        }
        Ok((began.elapsed().as_secs_f64(), answer.text.lines().count().saturating_sub(1)))
    };
    let rows_read = rows_read(|| fetch(large).map(drop))?;
    let (mut times, mut lines, mut most) = (Vec::new(), 0, rss_mb(server.pid())?);
    for _ in 0..FILES {
        let (took, found) = fetch(large)?;
        times.push(took);
        lines = found;
        most = most.max(rss_mb(server.pid())?);
    }
    let mut of_small: Vec<f64> =
        (0..FILES).map(|_| fetch(small).map(|(took, _)| took)).collect::<anyhow::Result<_>>()?;
    times.sort_by(f64::total_cmp);
    of_small.sort_by(f64::total_cmp);
    let (median, slowest) = (times[FILES / 2], times[FILES - 1]);
    let pgbench = same::statements(app_url, &large.csv, &large.proof(), seconds, 1)?;
    Ok(Figures {
        p50_ms: 1000.0 * median,
        p99_ms: 1000.0 * slowest,
        ratio_pgbench: 1.0 / median / pgbench,
        growth: median / of_small[FILES / 2],
        rows_read,
        rows_per_s: Some(lines as f64 / median),
        rss_mb: Some(most),
    })
}

#[derive(QueryableByName)]
struct Rows {
    #[diesel(sql_type = diesel::sql_types::Double)]
    read: f64,
}

/// Rows of tables and of indexes that Postgres read meanwhile.
fn rows_read(page: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<f64> {
    let mut admin = PgConnection::establish(&given("BENCH_ADMIN_URL")?)?;
    let mut read = || -> anyhow::Result<f64> {
        std::thread::sleep(STATISTICS);
        let sql = "select ((select coalesce(sum(seq_tup_read), 0) from pg_stat_user_tables)
                         + (select coalesce(sum(idx_tup_read), 0) from pg_stat_user_indexes))::float8 as read";
        Ok(diesel::sql_query(sql).get_result::<Rows>(&mut admin)?.read)
    };
    let before = read()?;
    page()?;
    Ok(read()? - before)
}
