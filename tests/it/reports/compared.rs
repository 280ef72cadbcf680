//! What figures stand beside: as many days of the period before where one is not over, and figures that agree on one page.

use super::lists::past_of;
use crate::engine::rows;
use crate::limits::limit;
use crate::support::{Answer, World};
use diesel::connection::SimpleConnection;

const HERE: &str = "/console/reports/periods";
const BILLED: &str = "update accounts set timezone = 'America/Los_Angeles' where api_id = 'branch';
    update accounts set next_billing_on = '2027-01-31' where api_id = 'root';
    update accounts set next_billing_on = '2026-12-15' where api_id = 'sibling'";

fn number(text: &str) -> i64 {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0)
}

/// The sum of a column of the table behind the chart.
fn charted(page: &Answer, column: usize) -> i64 {
    page.texts_of(&format!(".chart tbody td:nth-of-type({column})")).iter().map(|cell| number(cell)).sum()
}

/// Tasks of accounts of that condition in the first days of the period before, as many as the one they are in has had: a walk
/// over days, and a count over the ledger.
fn same_days_before(world: &World, which: &str) -> i64 {
    let now = world.app.clock.now().to_rfc3339();
    let sql = format!(
        "count(*) from ledger l join accounts a on a.id = l.account_id
           cross join lateral (select ('{now}'::timestamptz at time zone a.timezone)::date as today) t
           cross join lateral (
                 select array_agg(d order by d desc) as begins
                   from (select (coalesce(a.next_billing_on, '2026-01-01') + make_interval(months => m))::date as d from generate_series(-300, 300) m) s
                  where d <= t.today) p
          where {which} and (l.at at time zone a.timezone)::date >= p.begins[2] and (l.at at time zone a.timezone)::date < p.begins[1]
            and (l.at at time zone a.timezone)::date - p.begins[2] <= t.today - p.begins[1]"
    );
    rows(world, &sql).remove(0).parse().unwrap()
}

/// As a tile says it.
fn said(now: i64, before: i64) -> String {
    if before == 0 {
        return format!("{} in the same days before", if now == 0 { "as" } else { "none" });
    }
    let percent = (now - before).abs() as f64 * 100.0 / before as f64;
    // Halves are rounded up, which formatting does not.
    let tenths = (percent * 10.0).round();
    let size = if tenths < 100.0 { format!("{:.1}", tenths / 10.0) } else { format!("{}", percent.round()) };
    match now.cmp(&before) {
        std::cmp::Ordering::Equal => "as in the same days before".to_owned(),
        std::cmp::Ordering::Less => format!("{size} % less than in the same days before"),
        std::cmp::Ordering::Greater => format!("{size} % more than in the same days before"),
    }
}

#[actix_web::test]
async fn chart_table_and_tile_of_all_billing_periods_agree() {
    let world = past_of(70, 3, BILLED).await;
    let console = world.console().await;
    for query in ["", "period=former", "period=2-ago", "parent=root", "parent=root&period=former"] {
        let page = console.get(&format!("{HERE}?{query}")).await;
        let tiles: Vec<i64> = page.assert_ok().texts_of(".tiles .figure").iter().map(|text| number(text)).collect();
        assert!(tiles[0] > 0 || query.contains("2-ago"), "{query}");
        assert_eq!(charted(&page, 1), tiles[0], "tasks of {query}");
        assert_eq!(charted(&page, 2), tiles[2], "transactions of {query}");
        assert_eq!(charted(&page, 3), tiles[4], "incidents of {query}");
        let listed = page.texts_of("#report .panel:last-of-type tbody td:nth-of-type(1)");
        assert_eq!(listed.iter().map(|cell| number(cell)).sum::<i64>(), tiles[0], "rows of {query}");
        assert!(page.body.contains("counts only the accounts whose period holds it"), "{}", page.body);
    }
}

#[actix_web::test]
async fn a_period_that_is_not_over_stands_beside_the_same_days_of_the_one_before() {
    let world = past_of(70, 3, BILLED).await;
    let console = world.console().await;
    let page = console.get(HERE).await;
    let tasks = number(&page.assert_ok().texts_of(".tiles .figure")[0]);
    let before = same_days_before(
        &world,
        "a.partner_id = (select partner_id from accounts where id = '{root}')"
            .replace("{root}", &world.root.to_string())
            .as_str(),
    );
    assert!(before > 0, "the past is long enough");
    assert!(page.texts_of(".tiles .note")[0].starts_with(&said(tasks, before)), "{:?}", page.texts_of(".tiles .note"));
    assert_eq!(charted(&page, 4), before, "the line of the chart");
    // One that is over stands beside a whole one.
    let former = console.get(&format!("{HERE}?period=former")).await;
    assert!(former.assert_ok().texts_of(".tiles .note").iter().all(|note| !note.contains("same days")));
    for (account, api_id) in [(world.root, "root"), (world.branch, "branch"), (world.sibling, "sibling")] {
        let before = same_days_before(&world, &format!("a.id = '{account}'"));
        let reports = format!("/console/accounts/{account}/reports");
        for path in [format!("{reports}/periods"), format!("{reports}/use?period=billing")] {
            let page = console.get(&path).await;
            let tasks = number(&page.assert_ok().texts_of(".tiles .figure")[0]);
            let note = page.texts_of(".tiles .note").remove(0);
            let expected = said(tasks, before);
            assert!(note.starts_with(&expected), "{path}: {note}, not {expected}");
        }
        let row = console.get(&format!("{HERE}?parent={api_id}")).await;
        let names = row.assert_ok().texts_of("#report .panel:last-of-type tbody th");
        let list = row.texts_of("#report .panel:last-of-type tbody td:nth-of-type(2)");
        let own = console.get(&format!("{reports}/periods")).await;
        let first = own.texts_of("#report .panel:last-of-type tbody tr:first-child td:nth-of-type(2)").remove(0);
        let name = own.text_of("h1").unwrap();
        let at = names.iter().position(|row| row.starts_with(&name)).unwrap_or_else(|| panic!("{name} in {names:?}"));
        assert_eq!(list[at], first, "the row of {name} says what its own report does");
    }
}

#[actix_web::test]
async fn the_file_of_accounts_says_what_their_page_does() {
    let world = past_of(60, 3, BILLED).await;
    let console = world.console().await;
    for query in ["period=month", "period=quarter", "period=quarter&parent=root"] {
        let page = console.get(&format!("/console/reports/accounts?{query}&sort=-overage")).await;
        let file = console.get(&format!("/console/reports/accounts.csv?{query}")).await;
        let mut reader = csv::Reader::from_reader(file.assert_ok().body.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(&reader.headers().unwrap()[14], "Connectors");
        let all: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let names = page.assert_ok().texts_of("#report .panel:last-of-type tbody th");
        assert_eq!(names.len(), all.len(), "{query}");
        for row in &all {
            let at = names.iter().position(|name| *name == row[0]).unwrap() + 1;
            let cells = page.texts_of(&format!("#report .panel:last-of-type tbody tr:nth-child({at}) td"));
            assert_eq!(number(&cells[0]), number(&row[3]), "tasks of {}", &row[0]);
            assert_eq!(cells[4], format!("{} %", &row[12]), "share of {}", &row[0]);
            assert_eq!(
                (cells[5].as_str(), cells[6].as_str()),
                (&row[13], &row[14]),
                "cycles, connectors of {}",
                &row[0]
            );
            match row[11].parse::<f64>() {
                Err(_) => assert_eq!((cells[1].as_str(), &row[10]), ("none before", "0")),
                Ok(percent) => {
                    assert!(
                        (percent - number(&row[3]) as f64 * 100.0 / number(&row[10]) as f64).abs() < 0.06,
                        "{row:?}"
                    );
                    assert_eq!(cells[1].starts_with('−'), number(&row[3]) < number(&row[10]), "{cells:?} {row:?}");
                }
            }
        }
    }
}

#[actix_web::test]
async fn an_order_that_there_is_not_is_said_beside_the_usual_one() {
    let world = past_of(20, 5, "").await;
    let console = world.console().await;
    let of_root = format!("/console/accounts/{}/reports", world.root);
    for path in [
        "/console/reports/accounts?".to_owned(),
        "/console/reports/cycles?".to_owned(),
        "/console/reports/connectors?".to_owned(),
        format!("{HERE}?"),
        format!("{of_root}/cycles?"),
        format!("{of_root}/methods?"),
    ] {
        let usual = console.get(&path).await;
        let odd = console.get(&format!("{path}sort=colour")).await;
        assert!(odd.assert_ok().body.contains("There is no order by “colour”"), "{path}: {}", odd.body);
        let shown = |page: &Answer| page.texts_of("#report .panel:last-of-type tbody tr");
        assert_eq!(shown(&odd), shown(&usual), "{path}");
        assert!(!usual.body.contains("There is no order"), "{path}");
    }
    let calls = console.get("/console/reports/api-calls?sort=colour").await;
    assert!(calls.assert_ok().body.contains("There is no order by “colour”"), "{}", calls.body);
}

#[actix_web::test]
async fn an_empty_report_offers_more_days_and_no_limit() {
    let world = past_of(20, 5, "").await;
    let console = world.console().await;
    limit(&console, world.root, "tasks_month", "25000", "").await.assert_status(303);
    world.database.look().batch_execute("update accounts set created_at = '2020-01-01'").unwrap();
    let reports = format!("/console/accounts/{}/reports", world.root);
    let page = console.get(&format!("{reports}/use?period=own&from=2022-01-01&to=2022-01-31")).await;
    assert!(!page.assert_ok().body.contains("Limit of"), "nothing was used of it: {}", page.body);
    let offered = page.attributes_of("#report .empty a", "href");
    assert_eq!(offered, [format!("{reports}/use?period=year"), format!("{reports}/use?period=year")], "{}", page.body);
    console.get(&offered[0]).await.assert_ok();
    // Months and weeks can be told from each other.
    let year = console.get(&format!("{reports}/use?period=year")).await;
    assert_eq!(year.assert_ok().texts_of(".chart .ticks text").len(), 12, "a mark a month");
    let month = console.get(&format!("{reports}/use")).await;
    assert!(month.assert_ok().texts_of(".chart .ticks text").len() >= 4, "a mark a week");
    for hint in ["use", "cycles", "methods", "periods"] {
        let page = console.get(&format!("{reports}/{hint}")).await;
        assert!(page.assert_ok().body.contains("counts the accounts that lie below now"), "{hint}");
    }
}
