//! Calls of programs: what their report says is what a count over the log by queries of the test's own comes to.

use crate::engine::rows;
use crate::support::World;
use crate::support::command::Serving;
use crate::support::program::{Credential, Program};
use diesel::connection::SimpleConnection;
use reqwest::Method;
use serde_json::json;

fn write(world: &World) {
    berth::testing::write_calls(&world.app.app).unwrap();
}

const REPORT: &str = "/console/reports/api-calls";

#[actix_web::test]
async fn each_answered_call_is_in_the_log_and_in_the_figures_once() {
    let world = World::start().await;
    let (program, console) = (world.program().await, world.bare_console().await);
    let empty = console.get(REPORT).await;
    assert!(empty.assert_ok().body.contains("No call in this time"), "{}", empty.body);
    program.get("/v1.0/accounts/").await.assert_ok();
    program.get("/v1.0/accounts/branch").await.assert_ok();
    program.get("/v1.0/accounts/nobody").await.assert_status(404);
    program.post("/v1.0/accounts", json!({})).await.assert_status(400);
    let about = [("x-cyclr-account", "leaf")];
    program.call(Method::GET, "/v1.0/cycles", None, &about).await.assert_ok();
    // Who proves nothing is not counted, and neither is what is no call.
    Program::new("none", world.app.config.url.as_str(), "pt_").get("/v1.0/accounts").await.assert_status(401);
    program.get("/v1.0/nothing").await.assert_status(404);
    write(&world);
    write(&world); // Nothing waits any more.
    let log = rows(&world, "verb, route, status, coalesce(account_id::text, 'none') from api_calls order by id, route");
    let line = |verb, route, status, account: String| format!("{verb}|{route}|{status}|{account}");
    let none = || "none".to_owned();
    let mut expected = vec![
        line("POST", "/oauth/token", 200, none()),
        line("GET", "/v1.0/accounts", 200, none()),
        line("GET", "/v1.0/accounts/{id}", 200, world.branch.to_string()),
        line("GET", "/v1.0/accounts/{id}", 404, none()),
        line("POST", "/v1.0/accounts", 400, none()),
        line("GET", "/v1.0/cycles", 200, world.leaf.to_string()),
    ];
    let mut found = log.clone();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
    let page = console.get(REPORT).await;
    assert_eq!(page.assert_ok().texts_of(".tiles .figure")[..4], ["6", "2", "0", "0"]);
    let first = page.texts_of("#report .panel:nth-of-type(2) tbody tr");
    assert_eq!(first.len(), 1, "one credential: {first:?}");
    let called = page.texts_of("#report .panel:nth-of-type(3) tbody th");
    assert_eq!(called.len(), 5, "{called:?}");
    // Each figure leads to as many calls.
    let refused = page.attributes_of(".tiles a", "href").into_iter().find(|href| href.contains("refused")).unwrap();
    let behind = console.get(&refused).await;
    assert_eq!(behind.assert_ok().texts_of("#report tbody tr").len(), 2, "{}", behind.body);
    let of_route = format!("{REPORT}/log?call=GET+/v1.0/accounts/%7Bid%7D");
    assert_eq!(console.get(&of_route).await.texts_of("#report tbody tr").len(), 2);
    let of_leaf = console.get(&format!("{REPORT}/log?account=leaf")).await;
    assert_eq!(of_leaf.assert_ok().texts_of("#report tbody td:nth-of-type(5)"), ["Leaf Shop"]);
    // By key, each once.
    let two = console.get(&format!("{REPORT}/log?rows=4")).await;
    let next = two.attributes_of(".pager a[rel=next]", "href").pop().unwrap();
    assert_eq!(console.get(&next).await.texts_of("#report tbody tr").len(), 2);
    let file = console.get(&format!("{REPORT}/log.csv")).await;
    assert_eq!(file.assert_ok().body.lines().count(), 7, "{}", file.body);
    for wrong in ["period=century", "credential=x", "status=maybe", "call=x"] {
        let said = console.get(&format!("{REPORT}/log?{wrong}")).await;
        assert_eq!(said.assert_ok().texts_of(".alert").len(), 1, "{wrong}: {}", said.body);
        console.get(&format!("{REPORT}/log.csv?{wrong}")).await.assert_status(422);
    }
    // Another partner's calls are its own (T1).
    let foreign = world.foreign_console().await;
    assert_eq!(foreign.get(REPORT).await.assert_ok().texts_of(".tiles .figure")[..4], ["0", "0", "0", "0"]);
    assert!(!foreign.get(&format!("{REPORT}/log")).await.assert_ok().body.contains("/v1.0/accounts"));
}

/// Calls of ninety days, at hours that wander round the day, by chance that is always the same; written as servers write them,
/// some batches twice.
fn write_past(world: &World) {
    let sql = format!(
        "create temp table past as
         select jsonb_build_object('partner_id', '{partner}', 'id', app.new_id(t.at), 'account_id', case when c % 3 = 0 then '{leaf}' end,
                    'credential_id', case when c % 2 = 0 then '{partner}' else '{leaf}' end, 'verb', case when c % 5 = 0 then 'POST' else 'GET' end,
                    'route', '/v1.0/r' || c % 4, 'status', (array[200, 201, 404, 429, 500, 503])[1 + c % 6], 'took_us', c % 100000, 'at', t.at) as call,
                c % 7 as batch
           from generate_series(timestamptz '2026-08-26 00:03+00', '2026-11-24 11:00+00', interval '47 minutes 13 seconds') t (at)
          cross join lateral (select ('x' || left(md5(t.at::text), 6))::bit(24)::integer) h (c);
         select maintenance.note_calls(jsonb_agg(call)) from past group by batch;
         select maintenance.note_calls(jsonb_agg(call)) from past where batch < 3;
         drop table past;",
        partner = world.near().partner,
        leaf = world.leaf,
    );
    world.database.look().batch_execute(&sql).unwrap();
}

#[actix_web::test]
async fn the_figures_of_ninety_days_are_those_of_the_log_in_three_timezones() {
    let world = World::start().await;
    write_past(&world);
    let by_hour = "sum(calls), sum(refused), sum(limited), sum(failed), sum(took_us) from api_call_hours";
    let by_log =
        "count(*), count(*) filter (where status / 100 = 4 and status <> 429), count(*) filter (where status = 429),
                  count(*) filter (where status / 100 = 5), sum(took_us) from api_calls";
    assert_eq!(rows(&world, by_hour), rows(&world, by_log));
    let console = world.console().await;
    for zone in ["Europe/London", "America/New_York", "Asia/Kolkata"] {
        let set = format!("update people set timezone = '{zone}' where id = '{}'", world.people.console);
        world.database.look().batch_execute(&set).unwrap();
        // Where zones are not of whole hours, a day begins with the hour in which its midnight lies.
        let day = if zone == "Asia/Kolkata" { "(at + interval '30 minutes')" } else { "at" };
        let mut counted = rows(
            &world,
            &format!(
                "c.day, c.credential_id, c.verb, c.route, c.calls, c.failed from (select ({day} at time zone '{zone}')::date as day, credential_id, verb, route, count(*) as calls,
                                  count(*) filter (where status / 100 = 5) as failed
                             from api_calls where ({day} at time zone '{zone}')::date between '2026-10-20' and '2026-11-10'
                            group by 1, 2, 3, 4) c"
            ),
        );
        let query = "period=own&from=2026-10-20&to=2026-11-10";
        let file = console.get(&format!("{REPORT}.csv?{query}")).await;
        let mut reader = csv::Reader::from_reader(file.assert_ok().body.trim_start_matches('\u{feff}').as_bytes());
        let mut told: Vec<String> = reader
            .records()
            .map(|line| {
                let line = line.unwrap();
                [0, 3, 4, 5, 6, 9].map(|at| line[at].to_owned()).join("|")
            })
            .collect();
        counted.sort();
        told.sort();
        assert_eq!(told, counted, "{zone}");
        // Page, table and the log behind it.
        let sum: i64 = told.iter().map(|line| line.split('|').nth(4).unwrap().parse::<i64>().unwrap()).sum();
        let number = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse::<i64>().unwrap();
        let page = console.get(&format!("{REPORT}?{query}")).await;
        assert_eq!(number(&page.assert_ok().texts_of(".tiles .figure")[0]), sum, "{zone}");
        let of_credentials = page.texts_of("#report .panel:nth-of-type(2) tbody td:nth-of-type(1)");
        assert_eq!(of_credentials.iter().map(|text| number(text)).sum::<i64>(), sum);
        let of_routes = page.texts_of("#report .panel:nth-of-type(3) tbody td:nth-of-type(1)");
        assert_eq!(of_routes.iter().map(|text| number(text)).sum::<i64>(), sum);
        let log = console.get(&format!("{REPORT}/log.csv?{query}")).await;
        assert_eq!(log.assert_ok().body.lines().count() as i64, sum + 1, "{zone}");
        let failed = console.get(&format!("{REPORT}/log.csv?{query}&status=failed&credential={}", world.leaf)).await;
        let of_leaf = |line: &&String| line.split('|').nth(1) == Some(world.leaf.to_string().as_str());
        let expected: i64 =
            told.iter().filter(of_leaf).map(|line| line.split('|').nth(5).unwrap().parse::<i64>().unwrap()).sum();
        assert_eq!(failed.assert_ok().body.lines().count() as i64, expected + 1);
    }
}

#[actix_web::test]
async fn a_server_that_stops_writes_what_it_answered_also_one_that_leaves_chores_to_others() {
    let world = World::start().await;
    let credential = Credential::made_by(&world.console().await, "Sign-up service").await;
    let mut serving = Serving::start(world.database.name(), &[("BERTH_WORK", "0")]);
    let program = Program::with("program", &serving.url, &credential, "").await;
    for _ in 0..5 {
        program.get("/v1.0/accounts").await.assert_ok();
    }
    serving.terminate();
    assert!(serving.wait().success());
    assert_eq!(rows(&world, "count(*) from api_calls"), ["6"], "the token's among them");
    assert_eq!(rows(&world, "sum(calls) from api_call_hours"), ["6"]);
}
