//! `bench/pages`: how fast the signed-in pages are at 100,000 accounts, beside the same page with the database's answers
//! fixed and the same statements through pgbench, all in one run on one machine.

use crate::given;
use crate::relay::Relay;
use crate::report::{self, Pages as Figures};
use crate::server::Server;
use crate::{http, load, statements};
use anyhow::{Context, bail};

/// What the script hands over.
struct Given {
    berth: String,
    app_url: String,
    large: String,
    small: String,
    password: String,
    seconds: u32,
}

impl Given {
    fn read() -> anyhow::Result<Given> {
        Ok(Given {
            berth: given("BERTH_BIN")?,
            app_url: given("APP_DATABASE_URL")?,
            large: given("BENCH_LARGE")?,
            small: given("BENCH_SMALL")?,
            password: given("BERTH_PASSWORD")?,
            seconds: given("BENCH_SECONDS")?.parse().context("BENCH_SECONDS must be a number")?,
        })
    }
}

/// The pages of one partner, as one of its console users asks for them.
struct Pages {
    cookie: String,
    paths: Vec<(&'static str, String)>,
}

impl Pages {
    fn of(server: &Server, partner: &str, password: &str) -> anyhow::Result<Pages> {
        let cookie = http::sign_in(server.port, partner, &format!("bench@{partner}.example"), password)?;
        let list = http::get(server.port, "/console/accounts", &cookie)?;
        let account = list
            .text
            .split("href=\"/console/accounts/")
            .filter_map(|rest| rest.get(..36))
            .find(|id| id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-'))
            .context("the list names no account")?;
        let paths = vec![
            ("accounts_list", "/console/accounts".to_owned()),
            ("accounts_search", "/console/accounts?q=har".to_owned()),
            ("account_page", format!("/console/accounts/{account}")),
        ];
        for (case, path) in &paths {
            let answer = http::get(server.port, path, &cookie)?;
            if answer.status != 200 {
                bail!("{case}: {path} answers {}", answer.status);
            }
            println!("  {partner:<10} {case:<16} {:>6} bytes", answer.text.len());
        }
        Ok(Pages { cookie, paths })
    }
}

pub(crate) fn run() -> anyhow::Result<()> {
    let given = Given::read()?;
    let mut measured = Vec::new();
    {
        let server = Server::start(&given.berth, &given.app_url)?;
        println!("Pages:");
        let large = Pages::of(&server, &given.large, &given.password)?;
        let small = Pages::of(&server, &given.small, &given.password)?;
        for ((case, path), (_, small_path)) in large.paths.iter().zip(&small.paths) {
            println!("Measuring {case}");
            load::run(server.port, path, &large.cookie, 2)?;
            let of_large = load::run(server.port, path, &large.cookie, given.seconds)?;
            let of_small = load::run(server.port, small_path, &small.cookie, given.seconds)?;
            measured.push((*case, path.clone(), large.cookie.clone(), of_large, of_small));
        }
    }
    let mut cases = Vec::new();
    for (case, path, cookie, of_large, of_small) in measured {
        println!("Measuring {case} with fixed answers, and its statements through pgbench");
        let relay = Relay::start(&given.app_url)?;
        let server = Server::start(&given.berth, &relay.url())?;
        // All connections of the pool must have prepared the statements and shown their answers.
        for _ in 0..200 {
            http::get(server.port, &path, &cookie)?;
        }
        let asked = relay.watch(|| http::get(server.port, &path, &cookie).map(drop))?;
        relay.fix();
        let fixed = load::run(server.port, &path, &cookie, given.seconds)?;
        drop(server);
        let pgbench = statements::pgbench(&given.app_url, &asked, given.seconds)?;
        cases.push((
            case,
            Figures {
                rate: of_large.rate,
                p50_ms: of_large.p50_ms,
                p99_ms: of_large.p99_ms,
                ratio_fixed: of_large.rate / fixed.rate,
                ratio_pgbench: of_large.rate / pgbench,
                growth: of_small.rate / of_large.rate,
                round_trips: asked.len(),
                unnamed: statements::unnamed(&asked),
                fixed_rate: fixed.rate,
                pgbench_rate: pgbench,
            },
        ));
    }
    report::print_pages(&cases);
    report::write("pages", &cases)
}
