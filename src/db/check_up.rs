//! What `berth doctor` asks Postgres: it reads and opens connections, and changes nothing.

#![expect(clippy::disallowed_methods, reason = "what doctor asks is no request")]

use crate::config::Config;
use crate::db::pool::pool_sizes;
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text, Timestamptz};

/// The server, as one look at it says.
#[derive(Debug, QueryableByName)]
pub(crate) struct Server {
    #[diesel(sql_type = Text)]
    pub version: String,
    /// Connections that ordinary roles may have altogether.
    #[diesel(sql_type = BigInt)]
    pub connections_max: i64,
    /// Connections that are open now.
    #[diesel(sql_type = BigInt)]
    pub connections: i64,
    #[diesel(sql_type = Timestamptz)]
    pub now: DateTime<Utc>,
}

/// A partner's counters against what they count.
#[derive(Debug, QueryableByName)]
pub(crate) struct Counter {
    #[diesel(sql_type = Text)]
    pub partner: String,
    #[diesel(sql_type = BigInt)]
    pub accounts_kept: i64,
    #[diesel(sql_type = BigInt)]
    pub accounts: i64,
    #[diesel(sql_type = BigInt)]
    pub sub_accounts_kept: i64,
    #[diesel(sql_type = BigInt)]
    pub sub_accounts: i64,
}

impl Counter {
    /// True when both counters say what is there.
    pub fn agrees(&self) -> bool {
        self.accounts == self.accounts_kept && self.sub_accounts == self.sub_accounts_kept
    }
}

const SERVER: &str = "select current_setting('server_version') as version, clock_timestamp() as now,
       (current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint) as connections_max,
       (select count(*) from pg_stat_activity where backend_type = 'client backend') as connections";

const COUNTERS: &str = "select p.slug as partner, coalesce(f.accounts, 0) as accounts_kept, coalesce(f.sub_accounts, 0) as sub_accounts_kept,
       coalesce(found.accounts, 0) as accounts, coalesce(found.sub_accounts, 0) as sub_accounts
  from partners p
  left join partner_figures f on f.partner_id = p.id
  left join (select partner_id, count(*) filter (where parent_id is null) as accounts,
                    count(*) filter (where parent_id is not null) as sub_accounts
               from accounts where live group by partner_id) found on found.partner_id = p.id
 order by p.slug";

/// The last month that the audit log has a place of its own for, counted from this one; the default one takes the rest.
const MONTHS: &str = "select coalesce(max(extract(year from m.month) * 12 + extract(month from m.month))
       - (extract(year from $1) * 12 + extract(month from $1)), -1)::bigint as ahead
  from (select to_date(right(c.relname, 7), 'YYYY_MM') as month
          from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = 'audit_log'::regclass and c.relname ~ '^audit_log_[0-9]{4}_[0-9]{2}$') m";

#[derive(QueryableByName)]
struct Months {
    #[diesel(sql_type = BigInt)]
    ahead: i64,
}

/// Months after this one that the audit log has partitions for.
pub(crate) fn audit_months_ahead(config: &Config, now: DateTime<Utc>) -> anyhow::Result<i64> {
    let mut conn = PgConnection::establish(&config.app_url)?;
    // In a transaction: a pooler may lead each message outside of one to another server.
    let months: Months = conn.transaction(|conn| sql_query(MONTHS).bind::<Timestamptz, _>(now).get_result(conn))?;
    Ok(months.ahead)
}

/// Asks the server about itself, as the server's role.
pub(crate) fn server(config: &Config) -> anyhow::Result<Server> {
    let mut conn = PgConnection::establish(&config.app_url)?;
    Ok(conn.transaction(|conn| sql_query(SERVER).get_result(conn))?)
}

/// Opens as many connections as `berth serve` may, at once, and closes them: how many opened, and how many were wanted.
pub(crate) fn connections(config: &Config) -> (u32, u32) {
    let (pages, slow) = pool_sizes(config);
    let wanted = pages + slow;
    let open: Vec<PgConnection> = (0..wanted).map_while(|_| PgConnection::establish(&config.app_url).ok()).collect();
    (open.len() as u32, wanted)
}

/// Every partner's counters of accounts beside a real count, by the role for work over all accounts (T10).
pub(crate) fn counters(config: &Config) -> anyhow::Result<Vec<Counter>> {
    let mut conn = PgConnection::establish(&config.app_url)?;
    conn.transaction(|conn| {
        conn.batch_execute(
            "set transaction isolation level repeatable read read only; set local role berth_maintenance",
        )?;
        Ok(sql_query(COUNTERS).load(conn)?)
    })
}
