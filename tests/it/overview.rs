//! The console's first page, the search, and the page of components.

use crate::support::World;
use crate::support::world::PASSWORD;

#[actix_web::test]
async fn the_overview_answers_first_and_shows_what_needs_action() {
    let world = World::start().await;
    let console = world.console().await;
    let expiring = [("name", "Ends Soon"), ("expires_on", "2026-12-01")];
    console.post("/console/accounts", &expiring).await.assert_status(303);
    let page = console.get("/console").await;
    page.assert_ok();
    assert_eq!(page.text_of(".count").as_deref(), Some("4 accounts, 2 sub-accounts, 1 suspended, 1 expiring soon"));
    let panels = page.texts_of("section.panel");
    let needs = panels.iter().find(|p| p.starts_with("Needs action")).unwrap();
    assert!(needs.contains("Stopped Works") && needs.contains("Ends Soon"), "{needs}");
    let changed = panels.iter().find(|p| p.starts_with("Changed this week")).unwrap();
    assert!(changed.contains("Ends Soon") && !changed.contains("signed in"), "{changed}");
    let newest = panels.iter().find(|p| p.starts_with("Newest accounts")).unwrap();
    let order = ["Ends Soon", "Stopped Works", "Sibling Trading", "Leaf Shop", "Branch Office"];
    let found: Vec<_> = order.iter().map(|name| newest.find(name)).collect();
    assert!(found.iter().all(Option::is_some) && found.is_sorted(), "{newest}");
    assert!(!newest.contains("Root Holding") && !newest.contains("Other Customer"), "five of its own: {newest}");
    // No connector and no template yet.
    let first = panels.iter().find(|p| p.starts_with("First steps")).unwrap();
    assert!(first.contains("3 of 5 done") && first.contains("Add a connector"), "{first}");
}

#[actix_web::test]
async fn the_first_steps_tick_themselves() {
    let world = World::start().await;
    let foreign = world.foreign_console().await;
    let page = foreign.get("/console").await;
    assert!(page.body.contains("2 of 5 done"), "an account and an account user are there");
    let done = page.texts_of(".checklist li.done b");
    assert_eq!(done, ["Create the first account", "Invite the first account user"]);
    let far = berth::testing::Maker::existing(&world.app.config, &world.app.db, "contoso").unwrap();
    far.console_user("second@contoso.test", None, PASSWORD).unwrap();
    assert!(foreign.get("/console").await.body.contains("3 of 5 done"));
}

#[actix_web::test]
async fn without_rights_the_overview_names_no_account() {
    let world = World::start().await;
    let page = world.bare_console().await.get("/console").await;
    page.assert_ok();
    for hidden in ["Stopped Works", "Branch Office", "sub-accounts", "ada.vance"] {
        assert!(!page.body.contains(hidden), "{hidden}");
    }
}

#[actix_web::test]
async fn a_search_finds_accounts_people_staff_and_pages_that_the_person_may_open() {
    let world = World::start().await;
    let console = world.console().await;
    let found = async |q: &str| {
        let page = console.get_fragment(&format!("/console/search?q={q}")).await;
        page.assert_ok();
        assert!(!page.body.contains("<html"), "{}", page.body);
        page.texts_of("#palette-results a")
    };
    assert_eq!(found("trading").await, ["Sibling Tradingsibling"]);
    assert_eq!(found(&world.leaf.to_string()).await, ["Leaf Shopleaf"]);
    assert_eq!(found("leaf.admin@").await, ["leaf adminleaf.admin@customer.test"]);
    assert_eq!(found("ada").await.first().map(String::as_str), Some("ada vanceada.vance@northwind.test"));
    assert_eq!(found("vance").await, ["ada vanceada.vance@northwind.test"], "by the last word of the name");
    assert_eq!(found("import+acc").await, ["Import accounts"]);
    assert!(console.get("/console/search?q=zzzz").await.body.contains("Nothing that you may open"));
    assert_eq!(console.get("/console/search?q=contoso").await.texts_of("#palette-results a").len(), 0);
}

#[actix_web::test]
async fn a_search_shows_only_what_the_person_may_open() {
    // T4
    let world = World::start().await;
    let bare = world.bare_console().await;
    for q in ["leaf", "ada", "new", "audit"] {
        let page = bare.get(&format!("/console/search?q={q}")).await;
        assert_eq!(page.texts_of("#palette-results a").len(), 0, "{q}");
    }
    let viewer = world.console_with(&[("accounts", "view")]).await;
    let page = viewer.get("/console/search?q=leaf").await;
    assert_eq!(page.texts_of("#palette-results a"), ["Leaf Shopleaf"], "no people");
    assert_eq!(viewer.get("/console/search?q=new+account").await.texts_of("#palette-results a").len(), 0);
    let foreign = world.foreign_console().await;
    assert_eq!(foreign.get(&format!("/console/search?q={}", world.leaf)).await.texts_of("#palette-results a").len(), 0);
}

#[actix_web::test]
async fn an_empty_search_shows_what_was_worked_on_lately() {
    let world = World::start().await;
    let console = world.console().await;
    let edited = [("name", "Leaf Shop"), ("description", "x"), ("version", "1")];
    console.post(&format!("/console/accounts/{}/edit", world.leaf), &edited).await.assert_status(303);
    let page = console.get("/console/search").await;
    assert_eq!(page.text_of("#palette-results section h2").as_deref(), Some("Changed by you lately"));
    assert!(page.text_of("#palette-results a").unwrap().starts_with("Leaf Shop"));
}

#[actix_web::test]
async fn the_components_are_shown_to_developers() {
    let world = World::start().await;
    world.visitor().get("/dev/components").await.assert_ok();
}
