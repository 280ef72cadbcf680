//! `bench/api`: how fast a program makes accounts, one at a time and a thousand at a time, and reads them, beside the same
//! statements through pgbench in the same run.

use crate::given;
use crate::http;
use crate::load;
use crate::report;
use crate::same;
use crate::senders::{Pace, Sent, What, send_what};
use crate::server::Server;
use anyhow::Context;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use serde::Serialize;
use std::fmt::Write;
use std::process::Command;
use std::sync::Arc;

/// Connections that ask at once; a bulk call keeps a core busy by itself.
const CONNECTIONS: u32 = 16;
const BULK_CONNECTIONS: u32 = 2;
/// Accounts of one bulk call.
const AT_ONCE: usize = 1_000;

/// What the issue names of `bench/api`.
#[derive(Debug, Default, Serialize)]
struct Figures {
    /// Accounts a second; answers a second of what is read.
    rate: f64,
    p50_ms: f64,
    p99_ms: f64,
    /// The rate over that of the same statements through pgbench.
    ratio_pgbench: f64,
}

/// What making accounts writes, as the superuser, whom no policy slows.
const FUNCTIONS: &str = r#"
create schema bench;
create function bench.id() returns uuid language sql volatile as $$
    select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(r, 1, 3) || '8' || substr(r, 4, 15))::uuid
      from (select md5(random()::text) as r) x
$$;
create function bench.make(of_partner uuid, many integer) returns void language plpgsql as $$
declare
    ids uuid[];
    head record;
begin
    perform set_config('app.partner_id', of_partner::text, true);
    select array_agg(bench.id()) into ids from generate_series(1, many);
    insert into accounts (partner_id, id, api_id, api_id_key, name, name_key, search_text, created_at, updated_at)
    select of_partner, i, i::text, i::text, 'Account ' || i, 'account ' || i, repeat('x', 180), clock_timestamp(), clock_timestamp()
      from unnest(ids) i;
    perform app.place_accounts(ids, ids, array_fill(0::smallint, array[many]));
    perform app.add_terms(array_agg(i), array_agg(i || ' ' || t), array_agg('n'::text)) from unnest(ids) i, generate_series(1, 5) t;
    update partner_figures set accounts = accounts + many where partner_id = of_partner;
    select seq, hash into head from audit_heads where partner_id = of_partner for update;
    insert into audit_log (partner_id, account_id, seq, at, actor_name, actor_email, action, object_kind, object_id, object_name, changes, address, request_id, hash)
    select of_partner, i.id, head.seq + i.no, clock_timestamp(), 'Bench', 'bench@bench.example', 'account.created', 'account', i.id::text, 'Account',
           '[{"field": "api_id", "from": "", "to": "x"}]', '127.0.0.1', 'bench', sha256(head.hash || i.id::text::bytea)
      from unnest(ids) with ordinality as i (id, no);
    update audit_heads set seq = seq + many, hash = sha256(ids[1]::text::bytea) where partner_id = of_partner;
end
$$;
"#;

/// Accounts a second that the same statements make.
fn baseline(partner: &str, at_once: usize, clients: u32, seconds: u32) -> anyhow::Result<f64> {
    let file = std::env::temp_dir().join(format!("berth-bench-api-{}.sql", std::process::id()));
    std::fs::write(&file, format!("select bench.make('{partner}', {at_once});\n"))?;
    let output = Command::new("pgbench")
        .args(["-n", "-M", "prepared", "-j", "1", "-c", &clients.to_string(), "-T", &seconds.to_string(), "-f"])
        .arg(&file)
        .arg(given("BENCH_ADMIN_URL")?)
        .output()
        .context("cannot run pgbench")?;
    std::fs::remove_file(&file)?;
    let said = String::from_utf8_lossy(&output.stdout);
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")).and_then(|rest| rest.split(' ').next());
    let rate: f64 = rate
        .and_then(|rate| rate.parse().ok())
        .with_context(|| format!("pgbench: {said}{}", String::from_utf8_lossy(&output.stderr)))?;
    Ok(rate * at_once as f64)
}

fn token(port: u16, partner: &str, password: &str) -> anyhow::Result<String> {
    let cookie = http::sign_in(port, partner, &format!("bench@{partner}.example"), password)?;
    let form = http::get(port, "/console/settings/api/new", &cookie)?;
    let csrf = http::hidden(&form.text, "csrf").context("the form has no csrf token")?;
    let made = http::post(port, "/console/settings/api", &cookie, &[("csrf", &csrf), ("description", "Bench")])?;
    let shown = |id: &str| {
        let tag = made.text.split("<input").find(|tag| tag.contains(&format!("id=\"{id}\"")))?;
        tag.split("value=\"").nth(1)?.split('"').next().map(ToOwned::to_owned)
    };
    let (client, secret) = shown("client-id").zip(shown("client-secret")).context("no credential is shown")?;
    let form = [("grant_type", "client_credentials"), ("client_id", &client), ("client_secret", &secret)];
    let answer = http::post(port, "/oauth/token", "", &form)?;
    let given: serde_json::Value = serde_json::from_str(&answer.text).context("no token")?;
    Ok(given["access_token"].as_str().context("no token")?.to_owned())
}

/// A call that posts the body of its number.
fn posts(port: u16, token: &str, path: &'static str, body: impl Fn(usize) -> String + Send + Sync + 'static) -> What {
    let token = token.to_owned();
    let request = move |at: usize| {
        let body = body(at);
        format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    What { request: Arc::new(request), good: "http/1.1 200", never: Some("\"Status\":4") }
}

fn account(at: usize) -> String {
    format!(r#"{{"Name": "Account {at}", "Description": "Made by a program", "Timezone": "Europe/London"}}"#)
}

fn of(sent: &Sent, at_once: usize, baseline: f64) -> Figures {
    let rate = sent.rate() * at_once as f64;
    Figures { rate, p50_ms: sent.wait_ms(0.5), p99_ms: sent.wait_ms(0.99), ratio_pgbench: rate / baseline }
}

#[derive(QueryableByName)]
struct Named {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}

pub(crate) fn run() -> anyhow::Result<()> {
    let (app_url, password, partner) = (given("APP_DATABASE_URL")?, given("BERTH_PASSWORD")?, given("BENCH_PARTNER")?);
    let seconds = crate::given_number("BENCH_SECONDS")?;
    let (singles, bulk) = (crate::given_number("BENCH_CREATES")?, crate::given_number("BENCH_BULK")?);
    let mut admin = PgConnection::establish(&given("BENCH_ADMIN_URL")?)?;
    admin.batch_execute(FUNCTIONS)?;
    let mut named =
        |sql: &str| -> anyhow::Result<String> { Ok(diesel::sql_query(sql).get_result::<Named>(&mut admin)?.name) };
    let id = named(&format!("select id::text as name from partners where slug = '{partner}'"))?;
    let server = Server::with(&given("BERTH_BIN")?, &app_url, &[("BERTH_WORK", "0")])?;
    let token = token(server.port, &partner, &password)?;
    let mut cases = report::Cases::of("api");

    println!("Making {singles} accounts, one at a time");
    let single = posts(server.port, &token, "/v1.0/accounts", account);
    let number = |total: u32| Pace::Number { total: total as usize };
    let sent = send_what(server.port, &single, CONNECTIONS as usize, number(singles))?;
    cases.add("create", of(&sent, 1, baseline(&id, 1, CONNECTIONS, seconds)?))?;

    println!("Making {bulk} accounts, {AT_ONCE} at a time");
    let body = |at: usize| {
        let mut body = String::from("[");
        for no in 0..AT_ONCE {
            let joint = if no == 0 { "" } else { ", " };
            // Writing into a text does not fail.
            let _ = write!(body, "{joint}{}", account(at * AT_ONCE + no));
        }
        body + "]"
    };
    let many = posts(server.port, &token, "/v1.0/accounts/bulk", body);
    let calls = bulk / AT_ONCE as u32;
    let sent = send_what(server.port, &many, BULK_CONNECTIONS as usize, number(calls))?;
    cases.add("bulk", of(&sent, AT_ONCE, baseline(&id, AT_ONCE, BULK_CONNECTIONS, seconds)?))?;

    let one =
        named(&format!("select api_id as name from accounts where partner_id = '{id}' and live order by id limit 1"))?;
    let proof = format!("Authorization: Bearer {token}");
    for (case, path) in [("read", format!("/v1.0/accounts/{one}")), ("list", "/v1.0/accounts?pageSize=100".to_owned())]
    {
        println!("Measuring {case}: {path}");
        load::proved(server.port, &path, &proof, 2, CONNECTIONS)?;
        let read = load::proved(server.port, &path, &proof, seconds, CONNECTIONS)?;
        let pgbench = same::statements(&app_url, &path, &proof, seconds, CONNECTIONS)?;
        let figures =
            Figures { rate: read.rate, p50_ms: read.p50_ms, p99_ms: read.p99_ms, ratio_pgbench: read.rate / pgbench };
        cases.add(case, figures)?;
    }
    Ok(())
}
