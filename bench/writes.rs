//! The same writes without the product: what one Transaction of `bench/engine` leaves in the database, in two
//! transactions as there (accepted; ended), through pgbench as the superuser, whom no policy slows.

use anyhow::{Context, bail};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::process::Command;

const FUNCTIONS: &str = r#"
create schema bench;
create table bench.cycle as select row_number() over () as no, partner_id, account_id, id from cycles;
create unique index on bench.cycle (no);
create function bench.id() returns uuid language sql volatile as $$
    select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7' || substr(r, 1, 3) || '8' || substr(r, 4, 15))::uuid
      from (select md5(random()::text) as r) x
$$;
create function bench.accept(nth bigint, one uuid) returns void language plpgsql as $$
declare c record;
begin
    select * into c from bench.cycle where no = nth;
    insert into transactions (account_id, id, partner_id, cycle_id, origin, started_at, steps)
    values (c.account_id, one, c.partner_id, c.id, 'webhook', clock_timestamp(), 1);
    insert into step_runs (account_id, transaction_id, seq, partner_id, step, outcome, started_at, output, request)
    values (c.account_id, one, 0, c.partner_id, 'order', 'done', clock_timestamp(), repeat('x', 330), repeat('x', 150));
    insert into queue (account_id, transaction_id, partner_id, cycle_id, state, turn)
    values (c.account_id, one, c.partner_id, c.id, 'ready', 1);
    insert into queue_accounts (account_id, partner_id) values (c.account_id, c.partner_id)
    on conflict (account_id) do update set open = queue_accounts.open + 1;
end
$$;
create function bench.finish(nth bigint, one uuid) returns void language plpgsql as $$
declare c record;
begin
    select * into c from bench.cycle where no = nth;
    insert into step_runs (account_id, transaction_id, seq, partner_id, step, outcome, started_at, took_ms, tasks, output, request, response)
    select c.account_id, one, seq, c.partner_id, 'step', 'done', clock_timestamp(), 1, 1, repeat('x', 80), repeat('x', 200), repeat('x', 150)
      from generate_series(1, 2) seq;
    insert into ledger (account_id, id, partner_id, transaction_id, cycle_id, step, method, good, at)
    select c.account_id, bench.id(), c.partner_id, one, c.id, 'step', 'http', true, clock_timestamp()
      from generate_series(1, 2);
    update transactions set status = 'done', ended_at = clock_timestamp(), steps = 3, tasks = 2,
           data_until = clock_timestamp() + interval '7 days'
     where account_id = c.account_id and id = one;
    delete from queue where account_id = c.account_id and transaction_id = one;
    update queue_accounts set open = open - 1 where account_id = c.account_id;
end
$$;
"#;

const SCRIPT: &str = r"\set nth random(1, :accounts)
select bench.id() as one \gset
select bench.accept(:nth, :one);
select bench.finish(:nth, :one);
";

/// Transactions a second, at the better of two numbers of clients.
pub(crate) fn rate(accounts: u32, seconds: u32) -> anyhow::Result<f64> {
    let url = crate::given("BENCH_ADMIN_URL")?;
    PgConnection::establish(&url)?.batch_execute(FUNCTIONS)?;
    let file = std::env::temp_dir().join(format!("berth-bench-writes-{}.sql", std::process::id()));
    std::fs::write(&file, SCRIPT)?;
    let mut best: f64 = 0.0;
    for clients in ["8", "32"] {
        let output = Command::new("pgbench")
            // Not prepared: with \gset, pgbench 15 forgets to prepare what follows.
            .args(["-n", "-M", "extended", "-j", "1", "-c", clients, "-T", &seconds.to_string()])
            .args(["-D", &format!("accounts={accounts}"), "-f"])
            .arg(&file)
            .arg(&url)
            .output()
            .context("cannot run pgbench")?;
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            bail!("pgbench: {said}{}", String::from_utf8_lossy(&output.stderr));
        }
        let tps = said.lines().find_map(|line| line.strip_prefix("tps = ")).context("pgbench said no tps")?;
        best = best.max(tps.split_whitespace().next().context("no tps")?.parse()?);
    }
    std::fs::remove_file(&file)?;
    Ok(best)
}
