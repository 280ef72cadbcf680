//! Lists of reports: orders, pages, narrowing, what stands beside a row, and ways to what is behind a figure.

use super::raw::write_past;
use super::used;
use crate::engine::world;
use crate::support::target::Target;
use crate::support::{Answer, World};
use diesel::connection::SimpleConnection;
use serde_json::json;

/// A world with a past in every account, all of it counted, and a connector of the library.
async fn past() -> World {
    past_of(60, 3, "").await
}

/// The same of so many days, of one in so many hours, after this was done to the accounts.
pub async fn past_of(days: u32, every: u32, before: &str) -> World {
    let world = world().await;
    if !before.is_empty() {
        world.database.look().batch_execute(before).unwrap();
    }
    let definition = json!({"name": "Harbour", "base_url": "https://harbour.example", "authentication": {"kind": "none"}, "methods": []});
    world.near().connector("harbour", definition).unwrap();
    write_past(&mut world.database.look(), days, every);
    // The past ends now, which is later than the standing clock.
    world.app.clock.advance(chrono::Utc::now() - world.app.clock.now());
    let name = world.database.name().to_owned();
    crate::support::command::berth(&name, &[], &["reconcile", "--repair"]).assert_code(0);
    world
}

fn numbers(page: &Answer, column: usize) -> Vec<i64> {
    let cells = page.texts_of(&format!("#report .panel:last-of-type tbody tr td:nth-of-type({column})"));
    cells
        .iter()
        // Its own; that with sub-accounts stands behind it.
        .map(|text| {
            text.split("with").next().unwrap_or_default().chars().filter(char::is_ascii_digit).collect::<String>()
        })
        .map(|digits| digits.parse().unwrap_or(0))
        .collect()
}

#[actix_web::test]
async fn lists_sort_by_each_column_and_page_by_place() {
    let world = past().await;
    let console = world.console().await;
    for (list, column, key) in [
        ("/console/reports/accounts", 1, "tasks"),
        ("/console/reports/accounts", 4, "overage"),
        ("/console/reports/accounts", 6, "cycles"),
        ("/console/reports/accounts", 7, "connectors"),
        ("/console/reports/accounts", 8, "transactions"),
        ("/console/reports/cycles", 3, "failed"),
        ("/console/reports/cycles", 7, "incidents"),
        ("/console/reports/connectors", 2, "tasks"),
    ] {
        for (sort, down) in [(format!("-{key}"), true), (key.to_owned(), false)] {
            let query = format!("period=quarter&sort={sort}");
            let whole = console.get(&format!("{list}?{query}&rows=100")).await;
            let figures = numbers(whole.assert_ok(), column);
            let mut sorted = figures.clone();
            sorted.sort_unstable();
            if down {
                sorted.reverse();
            }
            assert_eq!(figures, sorted, "{list} by {sort}");
            // A page at a time it is the same, each row once.
            let (mut walked, mut path) = (Vec::new(), format!("{list}?{query}&rows=1"));
            loop {
                let page = console.get(&path).await;
                walked.extend(numbers(page.assert_ok(), column));
                match page.attributes_of(".pager a[rel=next]", "href").pop() {
                    Some(next) => path = next,
                    None => break,
                }
            }
            assert_eq!(walked, figures, "{list} by {sort}, page by page");
        }
    }
    // What there is no order by is in the usual one, and links say so.
    let odd = console.get("/console/reports/accounts?sort=colour").await;
    assert_eq!(odd.assert_ok().attributes_of("th[aria-sort]", "aria-sort"), ["descending"]);
}

#[actix_web::test]
async fn reports_are_narrowed_to_a_tag_and_to_accounts_below_one() {
    let world = past().await;
    let console = world.console().await;
    let tagged = format!("/console/accounts/{}/edit", world.sibling);
    let form = console.get(&tagged).await;
    console.send(&form, "form.page", &[("tags", "Größe M")]).await.assert_status(303);
    let shown = |page: &Answer| page.texts_of("#report .panel:last-of-type tbody th");
    let below = console.get("/console/reports/accounts?period=quarter&parent=root").await;
    let mut names = shown(below.assert_ok());
    names.sort();
    assert_eq!(names, ["Branch Office", "Leaf Shop", "Root Holding"]);
    let by_tag = console.get("/console/reports/accounts?period=quarter&tag=gr%C3%B6%C3%9Fe+m").await;
    assert_eq!(shown(by_tag.assert_ok()), ["Sibling Trading"]);
    // Figures and chart are of those alone.
    let own = console.get(&format!("/console/accounts/{}/reports/use?period=quarter", world.sibling)).await;
    assert_eq!(by_tag.texts_of(".tiles .figure"), own.assert_ok().texts_of(".tiles .figure"));
    let cycles = console.get("/console/reports/cycles?period=quarter&tag=gr%C3%B6%C3%9Fe+m").await;
    assert_eq!(shown(cycles.assert_ok()), ["Past of sibling", "Past of sibling"]);
    let both = console.get("/console/reports/accounts?period=quarter&parent=root&tag=gr%C3%B6%C3%9Fe+m").await;
    assert!(both.assert_ok().body.contains("No account has used anything"));
    let strange = format!("parent={}", uuid::Uuid::now_v7());
    for wrong in ["parent=nobody-here", "parent=past", &strange] {
        let page = console.get(&format!("/console/reports/accounts?{wrong}")).await;
        assert!(page.assert_ok().body.contains("There is no account"), "{wrong}");
        assert!(page.texts_of(".tiles .figure").is_empty(), "{wrong}");
        console.get(&format!("/console/reports/accounts.csv?{wrong}")).await.assert_status(422);
    }
}

#[actix_web::test]
async fn a_connector_leads_to_its_methods_its_accounts_and_their_transactions() {
    let world = past().await;
    let console = world.console().await;
    let list = console.get("/console/reports/connectors?period=quarter").await;
    // As many of both: the id decides.
    assert_eq!(list.assert_ok().texts_of("#report .panel:last-of-type tbody th"), ["Data operations", "Harbour"]);
    let one = list.attributes_of("#report tbody th a", "href").pop().unwrap();
    assert!(one.contains("period=quarter"), "the period goes along: {one}");
    let page = console.get(&one).await;
    assert_eq!(page.assert_ok().text_of("h1").as_deref(), Some("Harbour"));
    assert!(page.body.contains("put_it"));
    let accounts = page.texts_of("#report .panel:last-of-type tbody th");
    assert!(accounts.contains(&"Branch Office".to_owned()), "{accounts:?}");
    let behind = page.attributes_of("#report .panel:last-of-type tbody td a", "href").remove(0);
    assert!(behind.starts_with("/console/accounts/") && behind.contains("&called="), "{behind}");
    console.get(&behind).await.assert_ok();
    let methods = page.attributes_of("#report .panel:last-of-type tbody th a", "href").remove(0);
    let of_account = console.get(&methods).await;
    assert_eq!(of_account.assert_ok().texts_of("#report .panel:last-of-type tbody th"), ["Harbour"], "narrowed to it");
    let wrong = console.get(&format!("/console/accounts/{}/reports/methods?connector=x", world.root)).await;
    assert!(wrong.assert_ok().body.contains("is no connector"));
    // Whoever may not see transactions is not led to them.
    let bare = world.console_with(&[]).await;
    let page = bare.get(&one).await;
    assert!(!page.assert_ok().body.contains("/transactions?"), "{}", page.body);
}

#[actix_web::test]
async fn figures_stay_when_what_they_count_is_gone() {
    let world = past().await; // M2
    let console = world.console().await;
    let before = console.get("/console/reports/accounts?period=quarter").await.texts_of(".tiles .figure");
    world.database.look().batch_execute("update cycles set state = 'removed'").unwrap();
    world.near().delete(world.sibling).unwrap();
    let page = console.get("/console/reports/accounts?period=quarter").await;
    assert_eq!(page.assert_ok().texts_of(".tiles .figure"), before);
    assert!(page.body.contains("Sibling Trading"));
    let links = page.attributes_of("#report tbody a", "href");
    assert!(!links.iter().any(|href| href.contains(&world.sibling.to_string())), "nothing is behind it any more");
    let cycles = console.get("/console/reports/cycles?period=quarter").await;
    assert!(cycles.assert_ok().attributes_of("#report tbody th a", "href").is_empty());
}

#[actix_web::test]
async fn what_is_counted_meanwhile_is_in_a_list_that_was_kept() {
    let (world, target) = (world().await, Target::start());
    used(&world, &target, &[(world.root, 1)]).await;
    let console = world.console().await;
    for _ in 0..2 {
        let page = console.get("/console/reports/accounts").await;
        assert_eq!(numbers(page.assert_ok(), 1), [2]);
    }
    used(&world, &target, &[(world.branch, 2)]).await;
    let page = console.get("/console/reports/accounts").await;
    assert_eq!(numbers(page.assert_ok(), 1), [4, 2]);
    // Moved, an account is no more beside its parent.
    assert_eq!(numbers(&page, 3), [4, 6]);
    world.near().move_to(world.branch, None).unwrap();
    assert_eq!(numbers(&console.get("/console/reports/accounts").await, 3), [4, 2]);
}

#[actix_web::test]
async fn the_homes_of_reports_lead_to_all_of_them() {
    let world = past().await;
    let console = world.console().await;
    let admin = world.admin_of(world.root).await;
    let of_account = format!("/console/accounts/{}/reports", world.root);
    let own = format!("/a/{}/reports", world.root);
    for (caller, home) in [(&console, "/console/reports"), (&console, of_account.as_str()), (&admin, own.as_str())] {
        let page = caller.get(home).await;
        let links = page.assert_ok().attributes_of("tbody th a", "href");
        assert!(links.len() >= 4, "{links:?}");
        for link in links {
            caller.get(&link).await.assert_ok();
        }
    }
    let shown = admin.get(&own).await;
    assert!(!shown.body.contains("With sub-accounts"), "T7");
    for page in ["use", "cycles", "methods", "periods"] {
        let page = admin.get(&format!("{own}/{page}")).await;
        assert!(!page.assert_ok().body.contains("ith sub-accounts"), "T7");
        assert!(page.body.contains("Figures are compared"), "{}", page.body);
    }
    berth::testing::compare_figures(&world.app.app).unwrap();
    let page = admin.get(&format!("{own}/use")).await;
    assert!(page.body.contains("Figures added up to the ledger and the log"), "an account's people are told too");
}

#[actix_web::test]
async fn each_figure_leads_to_as_many_transactions() {
    let world = past().await;
    let console = world.console().await;
    for list in ["/console/reports/accounts", "/console/reports/cycles"] {
        let page = console.get(&format!("{list}?period=week")).await;
        let behind = "#report .panel:last-of-type tbody td > a[href*='transactions?']";
        let (shown, links) = (page.assert_ok().texts_of(behind), page.attributes_of(behind, "href"));
        assert!(links.iter().any(|href| href.contains("status=incidents")), "{links:?}");
        for (figure, href) in shown.iter().zip(&links) {
            let found = console.get(&format!("{href}&rows=100")).await;
            let rows = found.assert_ok().texts_of("tbody tr").len();
            let tasks = figure.parse::<usize>().unwrap();
            // Each of the past's transactions made two tasks.
            assert!(
                tasks == rows || tasks == 2 * rows && !href.contains("status="),
                "{list}: {figure} is {rows} of {href}"
            );
        }
    }
}
