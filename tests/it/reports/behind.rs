//! What is behind each figure (MODEL section 8): every link of every report is followed, and the list it leads to is compared
//! with a count over the raw ledger and log by the test's own query. Accounts lie in three timezones, so that a day that is
//! meant otherwise by report and list would show.

use super::lists::past_of;
use crate::engine::rows;
use crate::support::{Answer, Caller, World};
use std::collections::BTreeMap;

const ZONES: &str = "update accounts set timezone = case api_id when 'root' then 'Asia/Kolkata' when 'branch' then 'America/Los_Angeles' else 'Europe/London' end;
    update accounts set next_billing_on = '2027-01-31' where api_id = 'root';
    update accounts set next_billing_on = '2026-12-15' where api_id = 'sibling'";

/// A figure with what it leads to.
#[derive(Debug)]
struct Figure {
    shown: i64,
    href: String,
}

fn number(text: &str) -> i64 {
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or_else(|_| panic!("{text}"))
}

/// All figures of a page that lead to transactions.
fn figures(page: &Answer) -> Vec<Figure> {
    let links = "#report a[href*='/transactions?'], .tiles a[href*='/transactions?']";
    let (shown, hrefs) = (page.texts_of(links), page.attributes_of(links, "href"));
    shown.iter().zip(hrefs).map(|(text, href)| Figure { shown: number(text), href }).collect()
}

/// Of what an address asks, as a condition on rows `x` with an account and an instant.
fn condition(world: &World, href: &str, at: &str) -> (String, BTreeMap<String, String>) {
    let url = url::Url::parse(&format!("https://console.test{href}")).unwrap();
    let asked: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
    // Of all accounts, each by its own days; an account's list knows no others.
    let of_all = url.path() == "/console/transactions";
    assert_eq!(asked.get("days").map(String::as_str), of_all.then_some("accounts"), "{href}");
    let mut parts =
        vec![format!("(x.{at} at time zone a.timezone)::date between '{}' and '{}'", asked["from"], asked["to"])];
    let path: Vec<&str> = url.path().split('/').collect();
    if path[1] == "a" {
        parts.push(format!("a.id = '{}'", path[2]));
    } else if path[2] == "accounts" {
        parts.push(format!("a.id = '{}'", path[3]));
    } else {
        parts.push(format!("a.partner_id = (select partner_id from accounts where id = '{}')", world.root));
    }
    if let Some(top) = asked.get("below") {
        parts.push(format!(
            "a.id in (with recursive t as (select id from accounts where id::text = '{top}' or api_id = '{top}'
                              union all select c.id from accounts c join t on c.parent_id = t.id) select id from t)"
        ));
    }
    if let Some(cycle) = asked.get("cycle") {
        parts.push(format!("x.cycle_id = '{cycle}'"));
    }
    (parts.join(" and "), asked)
}

/// What the figure must be, and how many transactions are behind it.
fn counted(world: &World, href: &str) -> (i64, i64) {
    let one = |sql: String| number(&rows(world, &sql)[0]);
    let (of_rows, asked) = condition(world, href, "at");
    if asked.contains_key("tasks") || asked.contains_key("called") {
        let mut more = String::new();
        if let Some(id) = asked.get("called") {
            more += &format!(" and coalesce(x.connector_id, '00000000-0000-0000-0000-000000000000') = '{id}'");
        }
        if let Some(method) = asked.get("by_method") {
            more += &format!(" and x.method = '{method}'");
        }
        match asked.get("tasks").map(String::as_str) {
            Some("failed") => more += " and not x.good",
            Some("over") => more += " and x.overage",
            _ => {}
        }
        let from = format!("from ledger x join accounts a on a.id = x.account_id where {of_rows}{more}");
        return (one(format!("count(*) {from}")), one(format!("count(distinct x.transaction_id) {from}")));
    }
    let (of_log, _) = condition(world, href, "started_at");
    let log = |more: &str| {
        one(format!("count(*) from transactions x join accounts a on a.id = x.account_id where {of_log}{more}"))
    };
    match asked.get("status").map(String::as_str) {
        Some("incidents") => {
            let incidents =
                one(format!("count(*) from incidents x join accounts a on a.id = x.account_id where {of_rows}"));
            (incidents, log(" and (x.status = 'failed' or x.warnings > 0)"))
        }
        Some(status) => (log(&format!(" and x.status = '{status}'")), log(&format!(" and x.status = '{status}'"))),
        None => (log(" and x.ended_at is not null"), log("")),
    }
}

/// How many rows a list has, page by page.
async fn listed(caller: &Caller, href: &str) -> i64 {
    let (mut count, mut path) = (0, format!("{href}&rows=100"));
    loop {
        let page = caller.get(&path).await;
        let rows = page.assert_ok().texts_of("#transactions tbody tr").len();
        count += i64::try_from(rows).unwrap();
        match page.attributes_of(".pager a[rel=next]", "href").pop() {
            Some(next) => path = next,
            None => return count,
        }
    }
}

async fn assert_followed(world: &World, caller: &Caller, path: &str, at_least: usize) {
    let page = caller.get(path).await;
    let all = figures(page.assert_ok());
    assert!(all.len() >= at_least, "{path}: {} figures lead somewhere: {all:?}", all.len());
    for Figure { shown, href } in all {
        let (figure, behind) = counted(world, &href);
        assert_eq!(shown, figure, "{path} shows another figure than the raw log has for {href}");
        assert_eq!(listed(caller, &href).await, behind, "{path}: {shown} leads to {href}");
    }
}

#[actix_web::test]
async fn each_figure_of_the_partners_reports_leads_to_exactly_what_is_behind_it() {
    let world = past_of(20, 7, ZONES).await;
    let console = world.console().await;
    let harbour = rows(&world, "id from connectors order by id limit 1").remove(0);
    let nil = uuid::Uuid::nil();
    let days = "period=own&from=2026-11-12&to=2026-11-24";
    for (path, at_least) in [
        (format!("/console/reports/accounts?{days}"), 12),
        (format!("/console/reports/accounts?{days}&parent=root"), 12),
        (format!("/console/reports/accounts?{days}&connector={harbour}"), 10),
        (format!("/console/reports/accounts?{days}&connector={nil}&parent=root"), 8),
        (format!("/console/reports/cycles?{days}&parent=branch"), 12),
        (format!("/console/reports/connectors?{days}"), 6),
        (format!("/console/reports/connectors/{harbour}?{days}"), 10),
        ("/console/reports".to_owned(), 4),
        ("/console/reports/periods?period=former".to_owned(), 3),
    ] {
        assert_followed(&world, &console, &path, at_least).await;
    }
}

#[actix_web::test]
async fn each_figure_of_an_accounts_reports_leads_to_exactly_what_is_behind_it() {
    let world = past_of(20, 5, ZONES).await;
    let (console, admin) = (world.console().await, world.admin_of(world.branch).await);
    let harbour = rows(&world, "id from connectors order by id limit 1").remove(0);
    let days = "period=own&from=2026-11-12&to=2026-11-24";
    let (staff, own) = (format!("/console/accounts/{}/reports", world.branch), format!("/a/{}/reports", world.branch));
    for (caller, home, at_least) in [(&console, &staff, 5), (&admin, &own, 3)] {
        for path in ["use", "cycles", "methods", "periods"] {
            assert_followed(&world, caller, &format!("{home}/{path}?{days}"), at_least).await;
        }
        assert_followed(&world, caller, &format!("{home}/methods?{days}&connector={harbour}"), 2).await;
        assert_followed(&world, caller, home, 2).await;
    }
    // Its own people are led to their own account's alone (T7).
    let page = admin.get(&format!("{own}/methods")).await;
    assert!(
        figures(&page).iter().all(|figure| figure.href.starts_with(&format!("/a/{}/", world.branch))),
        "{}",
        page.body
    );
}

#[actix_web::test]
async fn a_list_says_which_tasks_it_is_narrowed_to_and_what_it_could_not_read() {
    let world = past_of(20, 5, "").await;
    let console = world.console().await;
    let harbour = rows(&world, "id from connectors order by id limit 1").remove(0);
    let list = format!("/console/accounts/{}/transactions", world.root);
    let days = "period=own&from=2026-11-12&to=2026-11-24";
    let page = console.get(&format!("{list}?{days}&called={harbour}&by_method=put_it&tasks=failed")).await;
    assert!(page.assert_ok().body.contains("with a task of “Harbour”, method “put_it”, that failed"), "{}", page.body);
    // What is narrowed to stays when another filter is chosen.
    let kept = |name: &str| page.attributes_of(&format!("form.filters input[name={name}]"), "value");
    assert_eq!((kept("by_method"), kept("tasks")), (vec!["put_it".to_owned()], vec!["failed".to_owned()]));
    assert_eq!(kept("called"), [harbour.as_str()]);
    for wrong in ["called=harbour", "tasks=some"] {
        let page = console.get(&format!("{list}?{wrong}")).await;
        assert!(page.assert_ok().body.contains("Follow a figure of a report"), "{}", page.body);
        assert!(page.texts_of("#transactions tbody tr").is_empty());
    }
    let all = console.get(&format!("/console/transactions?{days}&below={}&tasks=any", world.root)).await;
    assert!(all.assert_ok().body.contains("of “Root Holding” and all below it"), "{}", all.body);
    for wrong in ["below=nobody-here", "tag=nothing-has-it"] {
        let page = console.get(&format!("/console/transactions?{wrong}")).await;
        assert!(page.assert_ok().texts_of("#transactions tbody tr").is_empty());
        assert_eq!(page.texts_of("#transactions .alert").len(), 1, "{}", page.body);
    }
    // Another partner's account and connector name nothing here (T1).
    let foreign = world.foreign_console().await;
    let page = foreign.get(&format!("/console/transactions?{days}&below={}&called={harbour}", world.root)).await;
    assert!(!page.assert_ok().body.contains("Root Holding") && !page.body.contains("“Harbour”"), "{}", page.body);
    assert!(page.texts_of("#transactions tbody tr").is_empty());
}
