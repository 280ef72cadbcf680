//! What accounts of the list do and use, asked of all at once, against the same reckoned for each by itself.

use crate::support::World;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::Text;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Of each account by itself, from its rows and not from what was summed of them. All are billed by the month or on the 15th.
const EACH: &str = "select concat_ws('|', a.id,
        (select count(*) from cycles c where c.account_id = a.id and c.state in ('active', 'finishing')),
        (select coalesce(sum(c.count), 0) from incident_causes c
          where c.account_id = a.id and c.kind = 'error' and c.resolved_at is null and c.muted_at is null),
        (select coalesce(sum(u.tasks), 0) from usage_account_days u
          where u.account_id = a.id and u.day >= case when a.next_billing_on is null then date '2026-11-01' else date '2026-11-15' end),
        coalesce((select coalesce(least(l.value, d.cap), d.cap)::text from account_limits l
                   left join partner_limits d on d.partner_id = l.partner_id and d.kind = l.kind
                   where l.account_id = a.id and l.kind = 'tasks_month' and not l.tree),
                 (select d.value::text from partner_limits d where d.partner_id = a.partner_id and d.kind = 'tasks_month'), ''),
        exists (select 1 from account_limits l join account_ancestors n on n.ancestor_id = l.account_id
                 where n.account_id = a.id and l.kind = 'tasks_month' and l.tree)) as line
   from accounts a where a.partner_id = app.partner_id() order by a.id";

const AT_ONCE: &str = "select concat_ws('|', e ->> 0, e ->> 1, e ->> 2, e ->> 3, coalesce(e ->> 4, ''), left(e ->> 5, 1)) as line
   from jsonb_array_elements(app.accounts_at_a_glance(array(select a.id from accounts a where a.partner_id = app.partner_id()),
                                                      '2026-11-24 12:00+00')) e order by 1";

#[actix_web::test]
async fn figures_of_a_page_asked_for_at_once_are_those_of_each_account_by_itself() {
    let world = World::start().await;
    let (near, mut chance) = (world.near(), StdRng::seed_from_u64(7));
    let mut all = vec![world.root, world.branch, world.leaf, world.sibling];
    for no in 0..40 {
        let parent = (chance.random_range(0..3) > 0).then(|| all[chance.random_range(0..all.len().min(12))]);
        all.push(near.account(&format!("Account {no}"), &format!("a{no}"), parent).unwrap());
    }
    let partner = near.partner;
    let mut made = format!(
        "set app.partner_id = '{partner}';
         insert into partner_limits (partner_id, kind, value, cap, updated_at) values ('{partner}', 'tasks_month', 500, 900, now());"
    );
    for account in &all {
        let mut one = |chances: u32| chance.random_range(0..chances);
        if one(3) == 0 {
            made += &format!("update accounts set next_billing_on = '2026-12-15' where id = '{account}';");
        }
        for no in 0..one(4) {
            let state = ["active", "paused", "finishing", "error"][one(4) as usize];
            made += &format!(
                "insert into cycles (partner_id, account_id, id, name, name_key, flow, state, created_at, created_by, updated_at)
                 values ('{partner}', '{account}', app.new_id(now()), 'c{no}', 'c{no}', '{{}}', '{state}', now(), 'x', now());"
            );
        }
        for no in 0..one(4) {
            let (kind, ended) = (["error", "warning"][one(2) as usize], ["null", "now()"][one(2) as usize]);
            made += &format!(
                "insert into incident_causes (account_id, cause, partner_id, count, first_at, last_at, kind, message, resolved_at)
                 values ('{account}', 'c{no}', '{partner}', {}, now(), now(), '{kind}', 'm', {ended});",
                one(9) + 1
            );
        }
        for day in ["10-31", "11-01", "11-14", "11-15", "11-24"] {
            made += &format!(
                "insert into usage_account_days (account_id, day, partner_id, tasks) values ('{account}', '2026-{day}', '{partner}', {});",
                one(90)
            );
        }
        for tree in [true, false] {
            if one(4) == 0 {
                let value = if tree || one(3) > 0 { one(1_500).to_string() } else { "null".to_owned() };
                made += &format!(
                    "insert into account_limits values ('{partner}', '{account}', 'tasks_month', {tree}, {value}, null, now());"
                );
            }
        }
    }
    made += "insert into usage_account_months (account_id, month, partner_id, tasks)
             select account_id, date_trunc('month', day), partner_id, sum(tasks) from usage_account_days group by 1, 2, 3;";
    let mut conn = world.database.look();
    conn.batch_execute(&made).unwrap();
    let mut lines = |sql: &str| -> Vec<String> {
        diesel::sql_query(sql).load::<Line>(&mut conn).unwrap().into_iter().map(|row| row.line).collect()
    };
    let (each, at_once) = (lines(EACH), lines(AT_ONCE));
    assert!(each.len() >= all.len());
    assert_eq!(each, at_once);
}
