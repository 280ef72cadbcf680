//! The figures of every report are those of the raw ledger and log: for every account of the demo, own and with
//! sub-accounts, in three timezones, by queries that have nothing in common with the product's.

use super::raw::{Piece, Use, add, counted, sums, told, write_past};
use crate::support::Caller;
use crate::support::app::{Checks, TestApp};
use crate::support::command::berth;
use crate::support::demo::demo;
use chrono::NaiveDate;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

#[derive(QueryableByName)]
struct Known {
    #[diesel(sql_type = diesel::sql_types::Text)]
    partner: String,
    #[diesel(sql_type = diesel::sql_types::Text)]
    id: String,
    /// Those at and below it, between commas.
    #[diesel(sql_type = diesel::sql_types::Text)]
    tree: String,
    /// The first days of its newest twelve billing periods, and that of the next one, between commas.
    #[diesel(sql_type = diesel::sql_types::Text)]
    periods: String,
}

/// A file as rows of cells under the names of its columns.
fn rows_of(body: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(body.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().unwrap().clone();
    let named = |row: csv::StringRecord| heads.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|row| named(row.unwrap())).collect()
}

/// The figures of a row, in their usual order; a column that is not there counts nothing.
fn figures(row: &BTreeMap<String, String>, more: &str) -> Use {
    ["Tasks", "Failed tasks", "Transactions", "Failed transactions", "Incidents", "Tasks over the limit"]
        .map(|column| row.get(&format!("{column}{more}")).map_or(0, |cell| cell.parse().unwrap()))
}

/// A figure of a page.
fn number(text: &str) -> i64 {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

async fn file(caller: &Caller, path: &str) -> Vec<BTreeMap<String, String>> {
    rows_of(&caller.get(path).await.assert_ok().body)
}

/// What one account's reports say against what was counted.
async fn assert_account(
    caller: &Caller,
    home: &str,
    all: &[Piece],
    known: &Known,
    span: (NaiveDate, NaiveDate),
    below: bool,
) {
    let tree: BTreeSet<&str> = known.tree.split(',').collect();
    let inside = |piece: &&Piece| (span.0..=span.1).contains(&piece.day);
    let own = || all.iter().filter(|piece| piece.account == known.id);
    let with = || all.iter().filter(|piece| tree.contains(piece.account.as_str()));
    let query = format!("?period=own&from={}&to={}", span.0, span.1);
    let what = format!("{home} {query}");

    let by_day =
        (sums(own().filter(inside), |p| p.day.to_string()), sums(with().filter(inside), |p| p.day.to_string()));
    let days = file(caller, &format!("{home}/reports/use.csv{query}")).await;
    assert_eq!(days.len() as i64, (span.1 - span.0).num_days() + 1, "{what}");
    for row in &days {
        let day = &row["Day"];
        assert_eq!(figures(row, ""), by_day.0.get(day).copied().unwrap_or_default(), "{what} on {day}");
        if below {
            let found = figures(row, " with sub-accounts");
            assert_eq!(found, by_day.1.get(day).copied().unwrap_or_default(), "{what} with sub-accounts on {day}");
        }
    }

    let by_cycle = told(sums(own().filter(inside), |p| p.cycle.clone()));
    let cycles = file(caller, &format!("{home}/reports/cycles.csv{query}")).await;
    let found: BTreeMap<String, Use> = cycles.iter().map(|row| (row["Id"].clone(), figures(row, ""))).collect();
    assert_eq!(found, by_cycle, "{what} by cycle");

    let of_method = |p: &Piece| (p.connector.clone(), p.method.clone());
    let tasks_only = |map: BTreeMap<(String, String), Use>| -> BTreeMap<(String, String), Use> {
        told(map.into_iter().filter(|((_, method), _)| !method.is_empty()).collect())
    };
    let (by_method, by_method_with) =
        (tasks_only(sums(own().filter(inside), of_method)), tasks_only(sums(with().filter(inside), of_method)));
    let methods = file(caller, &format!("{home}/reports/methods.csv{query}")).await;
    let of = |more: &str| -> BTreeMap<(String, String), Use> {
        let named =
            methods.iter().map(|row| ((row["Connector id"].clone(), row["Method"].clone()), figures(row, more)));
        named.filter(|(_, figures)| *figures != [0; 6]).collect()
    };
    assert_eq!(of(""), by_method, "{what} by method");
    if below {
        assert_eq!(of(" with sub-accounts"), by_method_with, "{what} by method with sub-accounts");
    }

    let starts: Vec<NaiveDate> = known.periods.split(',').map(|day| day.parse().unwrap()).collect();
    let periods = file(caller, &format!("{home}/reports/periods.csv")).await;
    // Those before the account began that nothing was used in are not there.
    let (missing, listed) = (12 - periods.len(), starts.windows(2).skip(12 - periods.len()));
    for ends in starts.windows(2).take(missing) {
        let used = |piece: &&Piece| ends[0] <= piece.day && piece.day < ends[1];
        assert!(!(own().any(|piece| used(&piece)) || below && with().any(|piece| used(&piece))), "{what} {}", ends[0]);
    }
    for (row, ends) in periods.iter().rev().zip(listed) {
        assert_eq!(row["First day"], ends[0].to_string(), "{what}");
        let within = |piece: &&Piece| ends[0] <= piece.day && piece.day < ends[1];
        let total = |pieces: &mut dyn Iterator<Item = &Piece>| {
            let mut all = Use::default();
            pieces.for_each(|piece| add(&mut all, piece.figures));
            all
        };
        assert_eq!(figures(row, ""), total(&mut own().filter(within)), "{what} in the period of {}", ends[0]);
        if below {
            let found = figures(row, " with sub-accounts");
            assert_eq!(found, total(&mut with().filter(within)), "{what} with sub-accounts from {}", ends[0]);
        }
    }

    // The page says what the file does.
    let mut own_all = Use::default();
    own().filter(inside).for_each(|piece| add(&mut own_all, piece.figures));
    let mut with_all = Use::default();
    with().filter(inside).for_each(|piece| add(&mut with_all, piece.figures));
    let page = caller.get(&format!("{home}/reports/use{query}")).await;
    let shown: Vec<i64> = page.assert_ok().texts_of(".tiles .figure").iter().map(|text| number(text)).collect();
    assert_eq!(shown, [own_all[0], own_all[2], own_all[3], own_all[4]], "{what}");
    if below {
        let beside: Vec<i64> = page.texts_of(".tiles .muted").iter().map(|text| number(text)).collect();
        assert_eq!(beside, [with_all[0], with_all[2], with_all[3], with_all[4]], "{what} with sub-accounts");
    }
}

/// What the reports over all accounts say against what was counted.
async fn assert_partner(caller: &Caller, all: &[Piece], accounts: &[&Known], span: (NaiveDate, NaiveDate)) {
    let inside: Vec<&Piece> = all.iter().filter(|piece| (span.0..=span.1).contains(&piece.day)).collect();
    let query = format!("?period=own&from={}&to={}", span.0, span.1);
    let by_account = sums(inside.iter().copied(), |p| p.account.clone());
    let listed = file(caller, &format!("/console/reports/accounts.csv{query}")).await;
    let found: BTreeMap<String, Use> = listed.iter().map(|row| (row["Id"].clone(), figures(row, ""))).collect();
    assert_eq!(found, by_account, "accounts");
    for row in &listed {
        let known = accounts.iter().find(|known| known.id == row["Id"]).unwrap();
        let tree: i64 = known.tree.split(',').map(|id| by_account.get(id).map_or(0, |figures| figures[0])).sum();
        assert_eq!(row["Tasks with sub-accounts"], tree.to_string(), "{}", known.id);
    }
    let by_cycle = told(sums(inside.iter().copied(), |p| p.cycle.clone()));
    let cycles = file(caller, &format!("/console/reports/cycles.csv{query}")).await;
    let found: BTreeMap<String, Use> = cycles.iter().map(|row| (row["Id"].clone(), figures(row, ""))).collect();
    assert_eq!(found, by_cycle, "cycles");
    let of_tasks: Vec<&Piece> = inside.iter().copied().filter(|piece| !piece.method.is_empty()).collect();
    let by_method = told(sums(of_tasks.iter().copied(), |p| (p.connector.clone(), p.method.clone())));
    let methods = file(caller, &format!("/console/reports/connectors.csv{query}")).await;
    let named = methods.iter().map(|row| ((row["Connector id"].clone(), row["Method"].clone()), figures(row, "")));
    assert_eq!(named.collect::<BTreeMap<_, _>>(), by_method, "connectors");
    let connectors: BTreeSet<&String> = of_tasks.iter().map(|piece| &piece.connector).collect();
    assert!(!connectors.is_empty());
    for connector in connectors {
        let of_one = told(sums(of_tasks.iter().copied().filter(|p| p.connector == *connector), |p| p.account.clone()));
        let path = format!("/console/reports/connectors/{connector}/accounts.csv{query}");
        let listed = file(caller, &path).await;
        let found: BTreeMap<String, Use> = listed.iter().map(|row| (row["Id"].clone(), figures(row, ""))).collect();
        assert_eq!(found, of_one, "accounts of {connector}");
    }
    // The pages' figures, and every row of the list by walking through it.
    let mut whole = Use::default();
    inside.iter().for_each(|piece| add(&mut whole, piece.figures));
    let mut path = format!("/console/reports/accounts{query}&sort=-incidents&rows=20");
    let mut seen = Vec::new();
    loop {
        let page = caller.get(&path).await;
        let shown: Vec<i64> = page.assert_ok().texts_of(".tiles .figure").iter().map(|text| number(text)).collect();
        assert_eq!(shown, [whole[0], whole[2], whole[3], whole[4]], "all accounts");
        seen.extend(
            page.texts_of("#report .panel:last-of-type tbody tr td:last-child")
                .iter()
                .map(|text| number(text.split("with").next().unwrap())),
        );
        match page.attributes_of(".pager a[rel=next]", "href").pop() {
            Some(next) => path = next,
            None => break,
        }
    }
    let mut expected: Vec<i64> = by_account.values().map(|figures| figures[4]).collect();
    expected.sort_unstable_by(|a, b| b.cmp(a));
    assert_eq!(seen, expected, "every account once, the most incidents first");
}

#[actix_web::test]
async fn every_report_of_every_account_of_the_demo_is_a_count_over_the_raw_log_in_three_timezones() {
    let app = TestApp::on(demo().copy(), Checks::On, &[]);
    let (demo, name) = (&demo().sign_ins, app.database.name().to_owned());
    // As it is made, and then with a past over two changes of the clock in each account.
    berth(&name, &[], &["reconcile"]).assert_code(0);
    write_past(&mut app.database.look(), 230, 12);
    app.clock.advance(chrono::Utc::now() - app.clock.now());
    let mut compared = 0;
    for zone in ["Europe/London", "America/Los_Angeles", "Asia/Kolkata"] {
        let mut conn = app.database.look();
        conn.batch_execute(&format!("update accounts set timezone = '{zone}'; delete from account_zones")).unwrap();
        berth(&name, &[], &["reconcile", "--repair"]).assert_code(0);
        berth(&name, &[], &["reconcile"]).assert_code(0);
        let accounts: Vec<Known> = diesel::sql_query(format!(
            "select p.slug as partner, a.id::text as id,
                    (select string_agg(n.account_id::text, ',') from account_ancestors n where n.partner_id = a.partner_id and n.ancestor_id = a.id) as tree,
                    (select string_agg(d::text, ',' order by d) from (
                        select (b.anchor + make_interval(months => m))::date as d
                          from (select coalesce(a.next_billing_on, '2026-01-01'::date) as anchor, (now() at time zone '{zone}')::date as today) b
                         cross join generate_series(-2000, 2000) m
                         where (b.anchor + make_interval(months => m))::date > b.today - interval '14 months'
                           and (b.anchor + make_interval(months => m - 1))::date <= b.today
                         order by 1 desc limit 13) s) as periods
               from accounts a join partners p on p.id = a.partner_id order by a.id"
        ))
        .load(&mut conn)
        .unwrap();
        assert!(accounts.len() > 60, "{}", accounts.len());
        let last = (chrono::Utc::now() + chrono::Duration::days(1)).date_naive();
        let span = (last - chrono::Duration::days(240), last);
        for partner in ["marlowe", "kestrel"] {
            let all = counted(&mut conn, partner, zone);
            let ours: Vec<&Known> = accounts.iter().filter(|known| known.partner == partner).collect();
            let staff = demo["users"].as_array().unwrap().iter().find(|user| {
                let email = user["email"].as_str().unwrap();
                user["kind"] == "console" && email.contains(partner)
            });
            let staff = staff.unwrap_or_else(|| panic!("staff of {partner}"));
            let caller = Caller::new("staff", app.config.url.as_str());
            let sign_in = caller.sign_in(staff["email"].as_str().unwrap(), staff["password"].as_str().unwrap());
            sign_in.await.assert_status(303);
            assert_partner(&caller, &all, &ours, span).await;
            for known in &ours {
                let home = format!("/console/accounts/{}", known.id);
                assert_account(&caller, &home, &all, known, span, true).await;
                compared += 1;
            }
        }
        // In an account's own view: own use, and nothing beside it (T7).
        let user = demo["users"].as_array().unwrap().iter().find(|user| user["kind"] == "account").unwrap();
        let caller = Caller::new("customer", app.config.url.as_str());
        caller.sign_in(user["email"].as_str().unwrap(), user["password"].as_str().unwrap()).await.assert_status(303);
        let opened = caller.get("/a").await;
        let home = if opened.status == 303 {
            opened.location().to_owned()
        } else {
            let open = opened.attributes_of("main a", "href").into_iter().find(|href| href.starts_with("/a/0"));
            open.unwrap_or_else(|| panic!("an account of {}", user["email"]))
        };
        let known = accounts.iter().find(|known| home.ends_with(&known.id)).unwrap();
        let all = counted(&mut conn, &known.partner, zone);
        assert_account(&caller, &home, &all, known, span, false).await;
        let own = caller.get(&format!("{home}/reports/use.csv")).await;
        assert!(!own.assert_ok().body.contains("sub-accounts"));
    }
    assert!(compared > 180, "{compared}");
}
