//! Templates that an account owns (MODEL section 5): its people make them of their cycles, those of its sub-accounts install
//! them (T6), and nobody beside or above sees them (T4, T7).

use super::{here, person};
use crate::engine::{post, rows, run, world};
use crate::support::{Caller, World};
use crate::templates::{promote_in, save, version};
use berth::ids::AccountId;
use chrono::Duration;
use serde_json::{Value, json};

fn flow() -> Value {
    json!({"steps": [{"key": "order", "name": "New order", "kind": "webhook"}]})
}

/// A template of the branch, made of a cycle of it by one of its people; the person and the template's address.
async fn owned(world: &World) -> (Caller, String) {
    let cycle = world.near().paused_cycle(&world.app.app, world.branch, "Orders", flow()).unwrap();
    let standard = person(world, world.branch, "standard").await;
    let form = [("name", "Our orders"), ("folder", "Sales"), ("description", "Takes orders in.")];
    let made = standard.post(&here(world.branch, &format!("cycles/{cycle}/template")), &form).await;
    (standard, made.assert_redirect(&here(world.branch, "templates/")).location().to_owned())
}

/// The same with a live release.
async fn live(world: &World) -> (Caller, String) {
    let (standard, page) = owned(world).await;
    promote_in(&standard, &format!("{page}/releases/1"), &page).await;
    (standard, page)
}

/// What is offered to an account from above: name, and whose it is.
async fn offered(world: &World, account: AccountId) -> Vec<String> {
    let viewer = person(world, account, "viewer").await;
    let page = viewer.get(&here(account, "templates")).await;
    let from = page.assert_ok().texts_of("#templates tbody th.name + td");
    page.texts_of("#templates tbody th.name")
        .into_iter()
        .zip(from)
        .map(|(name, from)| format!("{name}, {from}"))
        .collect()
}

/// Installs a template in an account; answers the cycle's address.
async fn installed(world: &World, account: AccountId, template: &str) -> (Caller, String) {
    let standard = person(world, account, "standard").await;
    let made = standard.post(&here(account, "install"), &[("template", template), ("name", "Installed")]).await;
    let cycle = made.assert_redirect(&here(account, "cycles/")).location().to_owned();
    (standard, cycle)
}

fn id_of(page: &str) -> &str {
    page.rsplit('/').next().unwrap()
}

#[actix_web::test]
async fn an_account_makes_a_template_of_its_cycle_and_those_below_it_install_and_start_it() {
    let world = world().await; // T6
    let (standard, page) = owned(&world).await;
    let own = standard.get(&here(world.branch, "templates")).await;
    assert_eq!(own.assert_ok().texts_of("#own tbody th.name"), ["Our orders"]);
    assert_eq!(own.attributes_of("#own tbody a", "href"), [page.as_str()], "nothing is installed while it is a draft");
    assert_eq!(offered(&world, world.leaf).await, Vec::<String>::new(), "a draft is its owner's alone");
    let shown = standard.get(&page).await;
    assert!(shown.assert_ok().text_of("main").unwrap().contains("Branch Office and its sub-accounts"));
    assert!(!shown.body.contains("/console/"), "nothing leads into the console");
    promote_in(&standard, &format!("{page}/releases/1"), &page).await;
    assert_eq!(offered(&world, world.leaf).await, ["Our orders, Branch Office"]);
    for account in [world.branch, world.root, world.sibling] {
        assert_eq!(
            offered(&world, account).await,
            Vec::<String>::new(),
            "its own are listed apart, and it goes down only"
        );
    }
    let (leaf, cycle) = installed(&world, world.leaf, id_of(&page)).await;
    assert!(leaf.get(&cycle).await.text_of("#origin").unwrap().contains("Installed from Our orders, release 1"));
    leaf.post(&format!("{cycle}/activation"), &[]).await.assert_redirect(&cycle);
    let hook = leaf.get(&cycle).await.value_of("input[id^=hook-]").unwrap();
    let hook = hook[hook.find("/hooks/").unwrap()..].to_owned();
    let (status, answer) = post(&world, &hook, &[], &json!({"customer": "Zofia"})).await;
    assert_eq!(status, 202, "{answer}");
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions"), ["done"]);
    // The owner installs it too, without its being offered.
    installed(&world, world.branch, id_of(&page)).await;
    let log = rows(&world, "account_id from audit_log where action like 'template.%' group by account_id");
    assert_eq!(log, [world.branch.to_string()], "it stands in the account's own log");
}

#[actix_web::test]
async fn nobody_beside_above_or_below_sees_or_changes_it() {
    let world = world().await; // T4, T6, T7
    let (standard, page) = live(&world).await;
    let draft = standard.post(&format!("{page}/drafts"), &[("from", "1")]).await.location().to_owned();
    let (id, before) = (id_of(&page).to_owned(), rows(&world, "version, published from templates"));
    for account in [world.root, world.sibling, world.leaf] {
        let other = world.admin_of(account).await;
        let absent = other.get(&here(account, "templates/00000000-0000-7000-8000-000000000000")).await;
        for last in ["", "/edit", "/removal", "/releases/1", "/releases/1/export", "/releases/2", "/releases/2/build"] {
            let answer = other.get(&here(account, &format!("templates/{id}{last}"))).await;
            assert_eq!(answer.assert_status(404).body, absent.body, "{last}");
            other.get(&format!("{page}{last}")).await.assert_status(404);
        }
        let theirs = here(account, &format!("templates/{id}"));
        other.post(&format!("{theirs}/edit"), &[("name", "Mine"), ("version", "3")]).await.assert_status(404);
        other.post(&format!("{theirs}/drafts"), &[("from", "1")]).await.assert_status(404);
        other.post(&format!("{theirs}/releases/2/promotion"), &[("version", "1")]).await.assert_status(404);
        other.post(&format!("{theirs}/removal"), &[("typed_name", "Our orders")]).await.assert_status(404);
        let install = other.get(&here(account, &format!("install?template={id}"))).await;
        assert_eq!(install.status, if account == world.leaf { 200 } else { 404 });
        // A draft is never installed.
        let release = [("template", id.as_str()), ("release", "2"), ("name", "Mine")];
        assert_ne!(other.post(&here(account, "install"), &release).await.status, 303);
    }
    assert_eq!(rows(&world, "version, published from templates"), before);
    // In the account itself a viewer looks, and changes nothing.
    let viewer = person(&world, world.branch, "viewer").await;
    for looked in [&page, &draft, &format!("{page}/releases/1/export")] {
        viewer.get(looked).await.assert_ok();
    }
    assert!(viewer.get(&page).await.attributes_of("main form", "action").is_empty());
    for refused in [format!("{page}/edit"), format!("{draft}/build"), format!("{draft}/promotion")] {
        viewer.get(&refused).await.assert_status(403);
    }
    let cycle = rows(&world, "id from cycles").remove(0);
    viewer.get(&here(world.branch, &format!("cycles/{cycle}/template"))).await.assert_status(403);
}

#[actix_web::test]
async fn its_owner_edits_a_draft_in_the_builder_rolls_it_out_and_removes_it() {
    let world = world().await;
    let (standard, page) = live(&world).await;
    let (leaf, cycle) = installed(&world, world.leaf, id_of(&page)).await;
    let draft =
        standard.post(&format!("{page}/drafts"), &[("from", "1")]).await.assert_redirect(&page).location().to_owned();
    assert_eq!(draft, format!("{page}/releases/2"));
    let builder = format!("{draft}/build");
    let seen = standard.get(&builder).await.assert_ok().value_of("main input[name=version]").unwrap();
    let wait = [("kind", "delay"), ("place", "order:"), ("version", seen.as_str())];
    standard.post(&format!("{builder}/add"), &wait).await.assert_redirect(&format!("{builder}/steps/"));
    let mut changed = flow();
    changed["steps"][0]["name"] = json!("Fresh order");
    save(&standard, &draft, &changed).await;
    assert!(leaf.get(&cycle).await.attributes_of("a[href*=install]", "href").is_empty(), "a draft is no release");
    promote_in(&standard, &draft, &page).await;
    let upgrade = leaf.get(&cycle).await.attributes_of("a[href*='release=2']", "href").remove(0);
    assert!(leaf.get(&upgrade).await.assert_ok().text_of("#changes").unwrap().contains("Fresh order"));
    standard.get(&builder).await.assert_status(409);
    let file = standard.get(&format!("{page}/releases/2/export")).await;
    assert!(file.assert_ok().body.contains("Fresh order"));
    // Its details: not for sub-accounts any more. What is installed goes on, and is brought to newer releases.
    let seen = version(&standard, &format!("{page}/edit")).await;
    let refused = standard.post(&format!("{page}/edit"), &[("name", " "), ("version", &seen)]).await;
    refused.assert_refused("name", "Enter a name");
    let form = [("name", "Renamed"), ("folder", "Sales"), ("version", seen.as_str())];
    standard.post(&format!("{page}/edit"), &form).await.assert_redirect(&page);
    assert_eq!(offered(&world, world.leaf).await, Vec::<String>::new());
    leaf.get(&upgrade).await.assert_ok();
    leaf.get(&here(world.leaf, &format!("install?template={}", id_of(&page)))).await.assert_status(409);
    // Removed: cycles stay, those of sub-accounts too, and know no template any more.
    standard
        .post(&format!("{page}/removal"), &[("typed_name", "Our orders")])
        .await
        .assert_refused("typed_name", "Type");
    let gone = standard.post(&format!("{page}/removal"), &[("typed_name", "Renamed")]).await;
    gone.assert_redirect(&here(world.branch, "templates"));
    assert_eq!(rows(&world, "count(*) from templates"), ["0"]);
    assert_eq!(
        rows(&world, "count(*) from cycles where template_id is not null or template_release is not null"),
        ["0"]
    );
    leaf.get(&cycle).await.assert_ok();
}

#[actix_web::test]
async fn staff_see_whose_it_is_and_do_all_they_can_with_others() {
    let world = world().await;
    let (standard, page) = live(&world).await;
    let console = world.console().await;
    crate::templates::live(&console, "Of the library", &flow()).await;
    let names = async |query: &str| console.get(&format!("/console/templates{query}")).await.texts_of("tbody .name a");
    let list = console.get("/console/templates").await;
    assert!(list.assert_ok().body.contains("Owned by Branch Office"));
    assert_eq!(names("?owner=partner").await, ["Of the library"]);
    assert_eq!(names("?owner=accounts").await, ["Our orders"]);
    assert_eq!(names(&format!("?owner={}", world.branch)).await, ["Our orders"]);
    assert_eq!(names(&format!("?owner={}", world.leaf)).await, Vec::<String>::new());
    let staff = format!("/console/templates/{}", id_of(&page));
    let shown = console.get(&staff).await;
    assert!(shown.assert_ok().text_of("main dl").unwrap().contains("Branch Office"));
    // It is for the branch and below, whatever is chosen: these accounts are offered to staff.
    let all = [(world.branch, "branch", true), (world.leaf, "leaf", true), (world.root, "root", false)];
    for (account, q, may) in all.into_iter().chain([(world.sibling, "sibling", false)]) {
        let page = console.get(&format!("{staff}/install?q={q}")).await;
        let ways = page.assert_ok().attributes_of("tbody a", "href");
        assert_eq!(ways.iter().any(|way| way.contains(&format!("/accounts/{account}/"))), may, "{q}: {ways:?}");
    }
    // What staff begins is the account's to see, and stands in its log.
    let draft = console.post(&format!("{staff}/drafts"), &[("from", "1")]).await.location().to_owned();
    let theirs = draft.replace(&staff, &page);
    standard.get(&theirs).await.assert_ok();
    promote_in(&console, &draft, &staff).await;
    let log = rows(
        &world,
        "coalesce(account_id::text, 'none') from audit_log where action = 'template.promoted' order by seq",
    );
    let branch = world.branch.to_string();
    assert_eq!(log, [branch.as_str(), "none", branch.as_str()]);
    // Staff narrows it; the account's own edit leaves that as it is.
    let seen = version(&console, &format!("{staff}/edit")).await;
    let form = [("name", "Our orders"), ("visible_to", "accounts"), ("published", "1"), ("version", seen.as_str())];
    console.post(&format!("{staff}/edit"), &form).await.assert_status(303);
    assert_eq!(offered(&world, world.leaf).await, Vec::<String>::new());
    let seen = version(&standard, &format!("{page}/edit")).await;
    let form = [("name", "Our orders"), ("visible_to", "all"), ("published", "1"), ("version", seen.as_str())];
    standard.post(&format!("{page}/edit"), &form).await.assert_redirect(&page);
    assert_eq!(rows(&world, "visible_to from templates where owner_id is not null"), ["accounts"]);
    console
        .post(&format!("{staff}/removal"), &[("typed_name", "Our orders")])
        .await
        .assert_redirect("/console/templates");
    standard.get(&page).await.assert_status(404);
}

#[actix_web::test]
async fn who_is_moved_away_keeps_cycles_without_it_and_a_purge_takes_it_along() {
    let world = world().await;
    let (standard, page) = live(&world).await;
    let (leaf, cycle) = installed(&world, world.leaf, id_of(&page)).await;
    let draft = standard.post(&format!("{page}/drafts"), &[("from", "1")]).await.location().to_owned();
    promote_in(&standard, &draft, &page).await;
    assert_eq!(leaf.get(&cycle).await.attributes_of("a[href*='release=2']", "href").len(), 1);
    world.near().move_to(world.leaf, Some(world.sibling)).unwrap();
    assert_eq!(offered(&world, world.leaf).await, Vec::<String>::new());
    let shown = leaf.get(&cycle).await;
    assert!(shown.assert_ok().text_of("#origin").is_none(), "what the branch does is not theirs to know any more (T7)");
    let install = format!("install?template={}&cycle={}", id_of(&page), id_of(&cycle));
    leaf.get(&here(world.leaf, &install)).await.assert_status(404);
    // The branch takes its own along.
    world.near().move_to(world.branch, None).unwrap();
    standard.get(&page).await.assert_ok();
    world.near().delete(world.branch).unwrap();
    world.clock.advance(Duration::days(90) + Duration::hours(1));
    world.near().purge_due().unwrap();
    assert_eq!(rows(&world, "count(*) from templates"), ["0"]);
    assert_eq!(rows(&world, "count(*) from template_releases"), ["0"]);
    let counts = rows(&world, "counts ->> 'templates', counts ->> 'template_releases' from purge_certificates");
    assert_eq!(counts, ["1|2"]);
    assert_eq!(rows(&world, "count(*) from cycles"), ["1"], "the leaf's goes on");
}
