//! Task history by billing period over all accounts, and what reports say of time in which there was no account.

use super::lists::past_of;
use crate::engine::rows;
use crate::limits::limit;
use crate::support::World;
use diesel::connection::SimpleConnection;

const HERE: &str = "/console/reports/periods";
const BILLED: &str = "update accounts set timezone = 'America/Los_Angeles' where api_id = 'branch';
    update accounts set next_billing_on = '2027-01-31' where api_id = 'root';
    update accounts set next_billing_on = '2026-12-15' where api_id = 'sibling'";

/// The first and last days of the billing period of an account that is so many back, by a walk over days.
fn period(world: &World, account: &str, ago: usize) -> (String, String) {
    let firsts = rows(
        world,
        &format!(
            "d::text from (select (coalesce(a.next_billing_on, '2026-01-01') + make_interval(months => m))::date as d,
                                  ('{}'::timestamptz at time zone a.timezone)::date as today
                             from accounts a cross join generate_series(-2000, 2000) m where a.id = '{account}') s
              where d <= today order by d desc limit {}",
            world.app.clock.now().to_rfc3339(),
            ago + 1
        ),
    );
    let next = rows(
        world,
        &format!(
            "(min(d) - 1)::text from (select (coalesce(a.next_billing_on, '2026-01-01') + make_interval(months => m))::date as d
                             from accounts a cross join generate_series(-2000, 2000) m where a.id = '{account}') s where d > '{}'",
            firsts[ago]
        ),
    );
    (firsts[ago].clone(), next[0].clone())
}

#[actix_web::test]
async fn billing_periods_of_all_accounts_are_each_accounts_own() {
    let world = past_of(60, 5, BILLED).await;
    let console = world.console().await;
    limit(&console, world.sibling, "tasks_month", "7", "").await.assert_status(303);
    for (ago, key) in ["", "former", "2-ago"].into_iter().enumerate() {
        let file = console.get(&format!("{HERE}.csv?period={key}")).await;
        let mut reader = csv::Reader::from_reader(file.assert_ok().body.trim_start_matches('\u{feff}').as_bytes());
        let all: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert!(all.len() >= 3 || ago == 2, "{}", file.body);
        for row in &all {
            let (id, first, last) = (&row[2], &row[3], &row[4]);
            assert_eq!((first.to_owned(), last.to_owned()), period(&world, id, ago), "{} {key}", &row[0]);
            let day = format!("(l.at at time zone a.timezone)::date between '{first}' and '{last}'");
            let one = |sql: String| rows(&world, &sql).remove(0);
            let from = format!("from ledger l join accounts a on a.id = l.account_id where a.id = '{id}' and {day}");
            assert_eq!(&row[5], one(format!("count(*) {from}")), "tasks of {}", &row[0]);
            assert_eq!(&row[7], one(format!("count(*) {from} and l.overage")), "overage of {}", &row[0]);
            assert_eq!(&row[9], one(format!("count(*) {from} and not l.good")), "failed tasks of {}", &row[0]);
            // With sub-accounts: days of each account's own timezone, in the days of this one's period.
            let tree = format!(
                "count(*) from ledger l join accounts a on a.id = l.account_id
                   join account_ancestors n on n.account_id = a.id where n.ancestor_id = '{id}' and {day}"
            );
            assert_eq!(&row[6], one(tree), "with sub-accounts of {}", &row[0]);
        }
        let limits: Vec<&str> = all.iter().filter(|row| &row[0] == "Sibling Trading").map(|row| &row[8]).collect();
        assert!(limits.iter().all(|limit| *limit == "7"), "{limits:?}");
        // The page says what the file does, in each order, a page at a time.
        for (sort, column) in [("-tasks", 5), ("overage", 7), ("-transactions", 10)] {
            let mut expected: Vec<i64> = all.iter().map(|row| row[column].parse().unwrap()).collect();
            expected.sort_unstable();
            if sort.starts_with('-') {
                expected.reverse();
            }
            let (mut path, mut seen) = (format!("{HERE}?period={key}&sort={sort}&rows=1"), Vec::new());
            let cell = match column {
                5 => 1,
                7 => 5,
                _ => 6,
            };
            loop {
                let page = console.get(&path).await;
                assert!(page.assert_ok().texts_of("#report .panel:last-of-type tbody tr").len() <= 1, "{path}");
                let last = page.texts_of(&format!("#report .panel:last-of-type tbody td:nth-of-type({cell})"));
                seen.extend(last.iter().map(|text| text.parse::<i64>().unwrap()));
                match page.attributes_of(".pager a[rel=next]", "href").pop() {
                    Some(next) => path = next,
                    None => break,
                }
            }
            assert_eq!(seen, expected, "{key} by {sort}");
        }
    }
    let wrong = console.get(&format!("{HERE}?period=week")).await;
    assert!(wrong.assert_ok().body.contains("There is no billing period “week”"), "{}", wrong.body);
    assert!(wrong.texts_of(".tiles .figure").is_empty(), "no figures of something else");
    console.get(&format!("{HERE}.csv?period=week")).await.assert_status(422);
    let bare = world.console_with(&[]).await.get(HERE).await;
    assert!(!bare.assert_ok().body.contains("/transactions?") && !bare.body.contains("/limits"), "{}", bare.body);
    // Another partner's are its own (T1).
    let foreign = world.foreign_console().await.get(HERE).await;
    assert!(!foreign.assert_ok().body.contains("Root Holding"), "{}", foreign.body);
}

#[actix_web::test]
async fn of_a_time_before_the_account_there_are_no_figures() {
    let world = World::start().await;
    let console = world.console().await;
    let reports = format!("/console/accounts/{}/reports", world.leaf);
    for report in ["use", "cycles", "methods"] {
        let page = console.get(&format!("{reports}/{report}?period=own&from=2026-01-01&to=2026-01-31")).await;
        assert!(page.assert_ok().body.contains("The account began on"), "{}", page.body);
        assert!(page.texts_of(".tiles .figure").is_empty() && page.texts_of(".chart").is_empty(), "{report}");
    }
    // Half of the days: said, and a dash in the table.
    let page = console.get(&format!("{reports}/use?period=week")).await;
    assert!(page.assert_ok().body.contains("the account began on"), "{}", page.body);
    let cells = page.texts_of(".chart tbody tr:first-child td");
    assert!(cells.iter().all(|cell| cell == "–"), "{cells:?}");
    assert_eq!(page.texts_of(".chart tbody tr:last-child td")[0], "0");
    assert!(page.texts_of(".chart .axis")[0].contains("No task in this time"), "no axis of 1");
    let periods = console.get(&format!("{reports}/periods")).await;
    assert_eq!(periods.assert_ok().texts_of("#report .panel:last-of-type tbody tr").len(), 1, "the first one");
    assert_eq!(console.get(&format!("{reports}/periods.csv")).await.assert_ok().body.lines().count(), 2);
}

#[actix_web::test]
async fn what_cannot_be_read_is_said_without_figures_of_something_else() {
    let world = past_of(20, 7, "").await;
    let console = world.console().await;
    let of_root = format!("/console/accounts/{}/reports/use", world.root);
    for (path, said) in [
        ("/console/reports/accounts?from=2026-11-20&to=2026-11-01", "2026-11-01 is before 2026-11-20"),
        ("/console/reports/accounts?period=own&from=yesterday", "“yesterday” is not a date"),
        ("/console/reports/accounts?period=own&from=1900-01-01", "“1900-01-01” is too long ago"),
        ("/console/reports/accounts?from=yesterday&to=tomorrow", "“tomorrow” is not a date"),
        ("/console/reports/cycles?tag=nothing-has-it", "No account has the tag “nothing-has-it”"),
        ("/console/reports/accounts?connector=x", "is no connector"),
        ("/console/reports/connectors?period=century", "There is no period “century”"),
        (&format!("{of_root}?from=2026-11-20&to=2026-11-01"), "2026-11-01 is before 2026-11-20"),
    ] {
        let page = console.get(path).await;
        assert!(page.assert_ok().body.contains(said), "{path}: {}", page.body);
        assert!(page.texts_of(".tiles .figure").is_empty() && page.texts_of("#report table").is_empty(), "{path}");
    }
    let page = console.get("/console/reports/accounts?from=2026-11-20&to=2026-11-01").await;
    assert_eq!(page.value_of("#filter-from").as_deref(), Some("2026-11-20"), "what was typed stays");
    console.get("/console/reports/accounts.csv?tag=nothing-has-it").await.assert_status(422);
}

#[actix_web::test]
async fn a_limit_stands_in_the_charts_of_the_account_it_is_of() {
    let world = past_of(20, 2, "").await;
    let console = world.console().await;
    let reports = format!("/console/accounts/{}/reports", world.root);
    assert!(!console.get(&format!("{reports}/use")).await.assert_ok().body.contains("class=\"limit\""));
    limit(&console, world.root, "tasks_month", "150", "900").await.assert_status(303);
    let page = console.get(&format!("{reports}/use?period=week")).await;
    assert!(page.assert_ok().body.contains("Limit of 150 a billing period: 5 a day"), "{}", page.body);
    assert_eq!(page.attributes_of(".chart > svg line.limit", "y1").len(), 1, "{}", page.body);
    let tree = console.get(&format!("{reports}/use?period=week&of=below")).await;
    assert!(tree.assert_ok().body.contains("Limit of 900 a billing period"), "{}", tree.body);
    let periods = console.get(&format!("{reports}/periods")).await;
    assert!(periods.assert_ok().body.contains("Limit now: 150 a billing period"), "{}", periods.body);
    // So far above what was used that its line would leave nothing of the bars: it is left out.
    limit(&console, world.root, "tasks_month", "1000000", "").await.assert_status(303);
    let page = console.get(&format!("{reports}/use?period=week")).await;
    assert!(!page.assert_ok().body.contains("Limit of"), "{}", page.body);
    assert!(page.attributes_of(".chart > svg line.limit", "y1").is_empty());
    // Its own people see their own limit, and not that of the tree above (T7).
    let admin = world.admin_of(world.branch).await;
    let own = admin.get(&format!("/a/{}/reports/use", world.branch)).await;
    assert!(!own.assert_ok().body.contains("billing period:"), "{}", own.body);
}

#[actix_web::test]
async fn links_to_reports_and_the_pages_they_open_agree_on_the_period() {
    let world = past_of(40, 7, BILLED).await;
    let console = world.console().await;
    for path in ["/console/accounts".to_owned(), format!("/console/accounts/{}", world.sibling)] {
        let page = console.get(&path).await;
        let links = page.assert_ok().attributes_of("main a[href*='/reports']", "href");
        let billing: Vec<&String> = links.iter().filter(|href| href.contains("period=billing")).collect();
        assert!(!billing.is_empty(), "{path}: {links:?}");
        for href in billing {
            assert!(href.contains("/reports/use?"), "{href}");
        }
    }
    let report = format!("/console/accounts/{}/reports", world.sibling);
    // Billed on the 15th.
    for path in [format!("{report}/use?period=billing"), format!("{report}?period=billing")] {
        let page = console.get(&path).await;
        assert!(
            page.assert_ok().texts_of("main p.muted").iter().any(|text| text.starts_with("15 Nov 2026")),
            "{}",
            page.body
        );
    }
    let home = console.get(&format!("{report}?period=week")).await;
    assert!(home.assert_ok().attributes_of("tbody th a", "href").iter().any(|href| href.contains("use?period=week")));
}

#[actix_web::test]
async fn what_was_deleted_is_marked_and_cycles_lead_to_those_that_are_counted() {
    let world = past_of(20, 5, "").await;
    let console = world.console().await;
    // One that was used: a past of chance may leave another idle.
    let of = format!("account_id = '{}'", world.root);
    world.database.look().batch_execute(&format!("update cycles set state = 'paused', stopped_at = now() where {of};
        update cycles set state = 'removed' where {of} and id = (select cycle_id from transactions where {of} group by cycle_id order by count(*) desc, cycle_id limit 1)")).unwrap();
    let page = console.get("/console/reports/accounts").await;
    let links = page.assert_ok().attributes_of("#report td a[href*='/cycles?at_work=1']", "href");
    let shown = page.texts_of("#report td a[href*='/cycles?at_work=1']");
    assert!(!links.is_empty(), "{}", page.body);
    for (figure, href) in shown.iter().zip(&links) {
        let list = console.get(href).await;
        assert_eq!(list.assert_ok().texts_of("#cycles tbody tr").len().to_string(), *figure, "{href}");
        assert!(list.body.contains("Only those that run"), "{}", list.body);
    }
    let cycles = console.get(&format!("/console/accounts/{}/reports/cycles", world.root)).await;
    assert_eq!(cycles.assert_ok().body.matches("Deleted; its figures stay").count(), 1);
    world.near().delete(world.sibling).unwrap();
    let page = console.get("/console/reports/accounts").await;
    let row =
        page.assert_ok().texts_of("#report tbody tr").into_iter().find(|row| row.contains("Sibling Trading")).unwrap();
    assert!(row.contains("In the recycle bin"), "{row}");
}

#[actix_web::test]
async fn figures_of_sub_accounts_stand_beside_each_own_figure() {
    let world = past_of(60, 2, "").await;
    let console = world.console().await;
    let page = console.get("/console/reports/accounts?period=quarter").await;
    let row =
        page.assert_ok().texts_of("#report tbody tr").into_iter().find(|row| row.contains("Root Holding")).unwrap();
    let count = |table: &str| {
        rows(&world, &format!("count(*) from {table} t join account_ancestors n on n.account_id = t.account_id where n.ancestor_id = '{}'", world.root))
            .remove(0)
    };
    for table in ["transactions", "incidents"] {
        assert!(row.contains(&format!("with {}", count(table))), "{table} {}: {row}", count(table));
    }
    // Of one connector too.
    let harbour = rows(&world, "id from connectors order by id limit 1").remove(0);
    let page = console.get(&format!("/console/reports/accounts?period=quarter&connector={harbour}")).await;
    let cells = page.assert_ok().texts_of("#report tbody tr:first-child td");
    let of = |top: &str| {
        rows(&world, &format!("count(*) from ledger t join account_ancestors n on n.account_id = t.account_id where t.connector_id = '{harbour}' and n.ancestor_id = '{top}'")).remove(0)
    };
    let names = page.texts_of("#report .panel:last-of-type tbody th");
    let at = names.iter().position(|name| name == "Root Holding").unwrap();
    let tree = page.texts_of("#report .panel:last-of-type tbody tr td:nth-of-type(3)");
    assert_eq!(tree[at], of(&world.root.to_string()), "{cells:?}");
    let file = console.get(&format!("/console/reports/accounts.csv?period=quarter&connector={harbour}")).await;
    let line = file.assert_ok().body.lines().find(|line| line.starts_with("Root Holding")).unwrap().to_owned();
    assert!(line.contains(&format!(",{},", of(&world.root.to_string()))), "{line}");
}

#[actix_web::test]
async fn figures_outlive_the_purge_of_their_account() {
    let world = past_of(40, 3, "").await; // M2
    let console = world.console().await;
    let figures = |page: &crate::support::Answer| page.assert_ok().texts_of(".tiles .figure");
    let lists = ["/console/reports/cycles?period=quarter", "/console/reports/connectors?period=quarter"];
    let mut before = Vec::new();
    for list in lists {
        before.push(figures(&console.get(list).await));
    }
    let kept = "count(*), sum(tasks), sum(transactions), sum(errors + warnings) from usage_months";
    let months = rows(&world, kept);
    world.near().delete(world.sibling).unwrap();
    world.app.clock.advance(chrono::Duration::days(91));
    assert!(world.near().purge_due().unwrap() >= 1);
    let console = world.console().await; // the session ended meanwhile
    assert_eq!(rows(&world, &format!("count(*) from accounts where id = '{}'", world.sibling)), ["0"]);
    assert_eq!(rows(&world, kept), months, "what it used by month, cycle and connector stays");
    for (list, before) in lists.iter().zip(before) {
        assert_eq!(figures(&console.get(&list.replace("quarter", "year")).await), before, "{list}");
    }
}
