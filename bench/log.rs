//! What the product's own log says of a measurement.

use anyhow::{Context, bail};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Double};
use std::time::{Duration, Instant};

/// As the superuser, who sees all accounts.
pub(crate) struct Log {
    conn: PgConnection,
}

#[derive(QueryableByName)]
struct Open {
    #[diesel(sql_type = BigInt)]
    open: i64,
}

/// Transactions of one measurement.
#[derive(QueryableByName)]
pub(crate) struct Ran {
    /// How many came to a good end.
    #[diesel(sql_type = BigInt)]
    pub done: i64,
    /// How many came to another.
    #[diesel(sql_type = BigInt)]
    pub not_done: i64,
    /// From the first acceptance to the last end.
    #[diesel(sql_type = Double)]
    pub took_s: f64,
    #[diesel(sql_type = Double)]
    pub end_p50_ms: f64,
    #[diesel(sql_type = Double)]
    pub end_p99_ms: f64,
}

impl Log {
    pub fn open() -> anyhow::Result<Log> {
        Ok(Log { conn: PgConnection::establish(&crate::given("BENCH_ADMIN_URL")?)? })
    }

    /// Waits until nothing is queued.
    pub fn rest(&mut self, at_most: Duration) -> anyhow::Result<()> {
        let end = Instant::now() + at_most;
        loop {
            let open: Open = diesel::sql_query("select count(*) as open from queue").get_result(&mut self.conn)?;
            if open.open == 0 {
                return Ok(());
            }
            if Instant::now() > end {
                bail!("{} Transactions are still open after {} s", open.open, at_most.as_secs());
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// What began since, and ended.
    pub fn since(&mut self, start: chrono::DateTime<chrono::Utc>) -> anyhow::Result<Ran> {
        diesel::sql_query(
            "select count(*) filter (where status = 'done') as done, count(*) filter (where status <> 'done') as not_done,
                    coalesce(extract(epoch from max(ended_at) - min(started_at)), 0)::float8 as took_s,
                    coalesce(percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at)), 0)::float8
                        * 1000 as end_p50_ms,
                    coalesce(percentile_cont(0.99) within group (order by extract(epoch from ended_at - started_at)), 0)::float8
                        * 1000 as end_p99_ms
               from transactions where started_at >= $1",
        )
        .bind::<diesel::sql_types::Timestamptz, _>(start)
        .get_result(&mut self.conn)
        .context("cannot read the log")
    }

    /// How long the first step after the trigger was waited for, in milliseconds: the 99th of 100 Transactions that began
    /// since, but for one account's.
    pub fn start_p99_ms(&mut self, start: chrono::DateTime<chrono::Utc>, but: uuid::Uuid) -> anyhow::Result<f64> {
        #[derive(QueryableByName)]
        struct Waited {
            #[diesel(sql_type = Double)]
            p99_ms: f64,
        }
        let waited: Waited = diesel::sql_query(
            "select coalesce(percentile_cont(0.99) within group (order by extract(epoch from r.started_at - t.started_at)), 0)::float8
                    * 1000 as p99_ms
               from transactions t join step_runs r on r.account_id = t.account_id and r.transaction_id = t.id and r.seq = 1
              where t.started_at >= $1 and t.account_id <> $2",
        )
        .bind::<diesel::sql_types::Timestamptz, _>(start)
        .bind::<diesel::sql_types::Uuid, _>(but)
        .get_result(&mut self.conn)?;
        Ok(waited.p99_ms)
    }

    /// The account that has the most Transactions, and how many of them ended between two instants.
    pub fn flooded(
        &mut self,
        from: chrono::DateTime<chrono::Utc>,
        to: chrono::DateTime<chrono::Utc>,
    ) -> anyhow::Result<(uuid::Uuid, i64)> {
        #[derive(QueryableByName)]
        struct Busiest {
            #[diesel(sql_type = diesel::sql_types::Uuid)]
            account_id: uuid::Uuid,
            #[diesel(sql_type = BigInt)]
            ended: i64,
        }
        let busiest: Busiest = diesel::sql_query(
            "select account_id, count(*) filter (where ended_at between $1 and $2) as ended
               from transactions group by account_id order by count(*) desc limit 1",
        )
        .bind::<diesel::sql_types::Timestamptz, _>(from)
        .bind::<diesel::sql_types::Timestamptz, _>(to)
        .get_result(&mut self.conn)?;
        Ok((busiest.account_id, busiest.ended))
    }
}
