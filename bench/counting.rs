//! What counting costs the engine, and how far it is behind (M1).

use anyhow::Context;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Double, Nullable, Text};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

fn connect() -> anyhow::Result<PgConnection> {
    Ok(PgConnection::establish(&crate::given("BENCH_ADMIN_URL")?)?)
}

/// Looks again and again how long the oldest of what waits to be counted has waited.
pub(crate) struct Lag {
    enough: Arc<AtomicBool>,
    looking: JoinHandle<anyhow::Result<f64>>,
}

impl Lag {
    pub fn watch() -> anyhow::Result<Lag> {
        #[derive(QueryableByName)]
        struct Waited {
            #[diesel(sql_type = Nullable<Double>)]
            seconds: Option<f64>,
        }
        let (mut conn, enough) = (connect()?, Arc::new(AtomicBool::new(false)));
        let told = Arc::clone(&enough);
        let looking = std::thread::spawn(move || {
            let mut longest = 0.0_f64;
            while !told.load(Ordering::Relaxed) {
                let waited: Waited = diesel::sql_query("select maintenance.roll_up_lag(clock_timestamp()) as seconds")
                    .get_result(&mut conn)?;
                longest = longest.max(waited.seconds.unwrap_or(0.0));
                std::thread::sleep(Duration::from_millis(200));
            }
            Ok(longest)
        });
        Ok(Lag { enough, looking })
    }

    /// The longest it was, in seconds.
    pub fn longest_s(self) -> anyhow::Result<f64> {
        self.enough.store(true, Ordering::Relaxed);
        self.looking.join().map_err(|_| anyhow::anyhow!("whoever watched the lag is gone"))?
    }
}

/// Functions that do nothing in the place of those that note what is to be counted and that count it. The ledger is written as
/// ever: it is part of a step's outcome.
const NOTHING: &str = "
    create or replace function app.note_use(all_tasks uuid[], ended uuid[], at timestamptz) returns void
    language plpgsql as $$ begin end $$;
    create or replace function maintenance.roll_up(at_most integer, only_account uuid) returns jsonb
    language sql as $$ select '{\"commits\": 0, \"partners\": [], \"accounts\": []}'::jsonb $$;";

/// Counting is off until this is told to go on with it.
pub(crate) struct Off {
    as_it_was: Vec<String>,
}

impl Off {
    pub fn begin() -> anyhow::Result<Off> {
        #[derive(QueryableByName)]
        struct Function {
            #[diesel(sql_type = Text)]
            body: String,
        }
        let mut conn = connect()?;
        let found: Vec<Function> = diesel::sql_query(
            "select pg_get_functiondef(p.oid) as body from pg_proc p join pg_namespace n on n.oid = p.pronamespace
              where (n.nspname, p.proname) in (('app', 'note_use'), ('maintenance', 'roll_up'))",
        )
        .load(&mut conn)?;
        conn.batch_execute(NOTHING).context("cannot switch counting off")?;
        Ok(Off { as_it_was: found.into_iter().map(|function| function.body).collect() })
    }

    pub fn end(self) -> anyhow::Result<()> {
        let mut conn = connect()?;
        self.as_it_was.iter().try_for_each(|body| conn.batch_execute(body)).context("cannot switch counting on")
    }
}
