//! A past that is written straight into ledger and log, and counts over them by queries of the tests' own: no function of the
//! product's is called here, so that what it says is compared with something else.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::collections::BTreeMap;

/// What was used: tasks, failed tasks, transactions, failed ones, incidents, tasks over a limit.
pub type Use = [i64; 6];

#[derive(QueryableByName)]
struct Fact {
    #[diesel(sql_type = diesel::sql_types::Text)]
    account: String,
    #[diesel(sql_type = diesel::sql_types::Date)]
    day: chrono::NaiveDate,
    #[diesel(sql_type = diesel::sql_types::Text)]
    cycle: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    connector: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    method: String,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    tasks: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    failed_tasks: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    transactions: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    failed: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    incidents: i64,
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    overage: i64,
}

/// A piece of what was used.
#[derive(Clone, Debug)]
pub struct Piece {
    pub account: String,
    pub day: chrono::NaiveDate,
    pub cycle: String,
    pub connector: String,
    pub method: String,
    pub figures: Use,
}

/// Everything of a partner, counted over the raw ledger and log by days of one timezone.
pub fn counted(conn: &mut PgConnection, partner: &str, zone: &str) -> Vec<Piece> {
    let sql = format!(
        "select f.account_id::text as account, (f.at at time zone '{zone}')::date as day, f.cycle_id::text as cycle,
                coalesce(f.connector_id::text, '00000000-0000-0000-0000-000000000000') as connector, coalesce(f.method, '') as method,
                sum(f.tasks)::bigint as tasks, sum(f.failed_tasks)::bigint as failed_tasks, sum(f.transactions)::bigint as transactions,
                sum(f.failed)::bigint as failed, sum(f.incidents)::bigint as incidents, sum(f.overage)::bigint as overage
           from (select account_id, at, cycle_id, connector_id, method, 1 as tasks, case when good then 0 else 1 end as failed_tasks,
                        0 as transactions, 0 as failed, 0 as incidents, case when overage then 1 else 0 end as overage, partner_id from ledger
                  union all
                 select account_id, started_at, cycle_id, null, null, 0, 0, 1, case when status = 'failed' then 1 else 0 end, 0, 0, partner_id
                   from transactions where ended_at is not null
                  union all
                 select account_id, at, cycle_id, null, null, 0, 0, 0, 0, 1, 0, partner_id from incidents) f
           join partners p on p.id = f.partner_id
          where p.slug = '{partner}' group by 1, 2, 3, 4, 5"
    );
    diesel::sql_query(sql)
        .load::<Fact>(conn)
        .unwrap()
        .into_iter()
        .map(|f| Piece {
            figures: [f.tasks, f.failed_tasks, f.transactions, f.failed, f.incidents, f.overage],
            account: f.account,
            day: f.day,
            cycle: f.cycle,
            connector: f.connector,
            method: f.method,
        })
        .collect()
}

pub fn add(to: &mut Use, more: Use) {
    to.iter_mut().zip(more).for_each(|(sum, part)| *sum += part);
}

/// Sums by some key.
pub fn sums<'a, K: Ord>(pieces: impl Iterator<Item = &'a Piece>, key: impl Fn(&Piece) -> K) -> BTreeMap<K, Use> {
    let mut all = BTreeMap::new();
    for piece in pieces {
        add(all.entry(key(piece)).or_default(), piece.figures);
    }
    all.retain(|_, figures| *figures != [0; 6]);
    all
}

/// As lists of cycles, connectors and methods have it: what is over a limit is told of accounts alone.
pub fn told<K: Ord>(sums: BTreeMap<K, Use>) -> BTreeMap<K, Use> {
    sums.into_iter().map(|(key, [a, b, c, d, e, _])| (key, [a, b, c, d, e, 0])).collect()
}

/// Gives every account a cycle and a past: tasks of connectors and data operations, transactions and incidents, at hours that
/// wander round the day, midnights among them. About one in `every` of them, by chance that is always the same.
pub fn write_past(conn: &mut PgConnection, days: u32, every: u32) {
    let sql = format!(
        "insert into cycles (partner_id, account_id, id, name, name_key, flow, state, created_at, created_by, updated_at)
         select a.partner_id, a.id, gen_random_uuid(), 'Past of ' || a.api_id, 'past of ' || a.api_id, '{{}}', 'paused', now(), 'test', now()
           from accounts a cross join generate_series(1, 2);
         create temp table past as
         select c.partner_id, c.account_id, c.id as cycle_id, t.at, app.new_id(t.at) as id, ('x' || left(md5(c.account_id::text || t.at::text || c.name_key), 6))::bit(24)::integer as chance,
                (select l.id from connectors l where l.partner_id = c.partner_id order by l.id limit 1) as connector_id
           from cycles c cross join generate_series(now() - interval '{days} days', now() - interval '1 hour', interval '7 hours 13 minutes') t (at)
          where c.name_key like 'past of %';
         delete from past where chance % {every} <> 0;
         insert into transactions (account_id, id, partner_id, cycle_id, origin, status, started_at, ended_at)
         select account_id, id, partner_id, cycle_id, 'schedule', case when chance % 7 = 0 then 'failed' else 'done' end, at, at + interval '1 second' from past;
         insert into ledger (account_id, id, partner_id, transaction_id, cycle_id, step, connector_id, method, good, overage, at)
         select account_id, app.new_id(at), partner_id, id, cycle_id, 'send', case when n = 1 then connector_id end,
                case when n = 1 then 'put_it' else 'transform' end, chance % 7 <> 0, chance % 5 = 0, at + interval '1 minute' * n from past cross join generate_series(1, 2) n;
         update transactions t set tasks = 2 from past p where t.account_id = p.account_id and t.id = p.id;
         insert into incidents (account_id, id, partner_id, transaction_id, cycle_id, step, kind, cause, message, at)
         select account_id, app.new_id(at), partner_id, id, cycle_id, 'send', case when chance % 2 = 0 then 'error' else 'warning' end, 'past', 'It happened.', at
           from past where chance % 7 = 0;
         drop table past;"
    );
    conn.batch_execute(&sql).unwrap();
}
