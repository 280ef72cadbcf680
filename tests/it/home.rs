//! What account users see: their accounts, one account, its details, sub-accounts and audit log.

use crate::support::World;
use crate::support::world::PASSWORD;
use crate::support::{Answer, Caller};

/// A person made for this test, signed in.
async fn person(world: &World, email: &str, grants: &[(berth::ids::AccountId, &str, bool)]) -> Caller {
    let near = world.near();
    let id = near.account_user(email, PASSWORD).unwrap();
    for (account, role, with_subs) in grants {
        near.grant(id, *account, role, *with_subs).unwrap();
    }
    let caller = Caller::new(email, world.config.url.as_str());
    caller.sign_in(email, PASSWORD).await.assert_status(303);
    caller
}

fn names(page: &Answer) -> Vec<String> {
    page.texts_of("tbody th .row-link, tbody th > span:not(.mono)")
}

#[actix_web::test]
async fn one_account_is_entered_at_once_and_none_says_whom_to_ask() {
    let world = World::start().await;
    world.admin_of(world.leaf).await.get("/a").await.assert_redirect(&format!("/a/{}", world.leaf));
    let nobody = person(&world, "nobody@customer.test", &[]).await;
    let page = nobody.get("/a").await;
    page.assert_ok();
    assert!(page.body.contains("Northwind Apps"), "names whom to ask");
    world.console().await.get("/a").await.assert_redirect("/console");
}

#[actix_web::test]
async fn a_person_of_two_accounts_chooses_and_two_tabs_stay_apart() {
    // T9
    let world = World::start().await;
    let both =
        person(&world, "both@customer.test", &[(world.leaf, "viewer", false), (world.sibling, "administrator", false)])
            .await;
    let chooser = both.get("/a").await;
    assert_eq!(names(&chooser.assert_ok().clone()), ["Leaf Shop", "Sibling Trading"]);
    assert!(!chooser.body.contains("Branch Office"), "the parent's name is not theirs (T7)");
    let first = both.get(&format!("/a/{}", world.leaf)).await;
    let second = both.get(&format!("/a/{}", world.sibling)).await;
    let first_again = both.get(&format!("/a/{}", world.leaf)).await;
    assert_eq!(first.text_of("h1").as_deref(), Some("Leaf Shop"));
    assert_eq!(second.text_of("h1").as_deref(), Some("Sibling Trading"));
    assert_eq!(first_again.text_of("h1").as_deref(), Some("Leaf Shop"));
    // Another role in each: the viewer of the one is administrator of the other.
    both.get(&format!("/a/{}/details/edit", world.leaf)).await.assert_status(403);
    both.get(&format!("/a/{}/details/edit", world.sibling)).await.assert_ok();
    // Both may read what happened; the file of it is the administrator's.
    both.get(&format!("/a/{}/audit", world.leaf)).await.assert_ok();
    both.get(&format!("/a/{}/audit.csv", world.leaf)).await.assert_status(403);
    both.get(&format!("/a/{}/audit.csv", world.sibling)).await.assert_ok();
    // The switcher lists both on either page.
    assert_eq!(second.texts_of("#switcher-list a").len(), 2);
}

#[actix_web::test]
async fn the_switchers_search_answers_with_its_list_alone() {
    let world = World::start().await;
    let both =
        person(&world, "both@customer.test", &[(world.leaf, "viewer", false), (world.sibling, "viewer", false)]).await;
    let found = both.get_fragment("/a?q=sibl").await;
    assert_eq!(found.texts_of("ul#switcher-list a"), ["Sibling Trading"]);
    assert!(!found.body.contains("<html"), "{}", found.body);
    let none = both.get_fragment("/a?q=branch").await;
    assert_eq!(none.texts_of("ul#switcher-list a").len(), 0);
    assert!(none.body.contains("No account of yours"), "{}", none.body);
}

#[actix_web::test]
async fn the_list_of_many_accounts_pages_both_ways_and_names_those_opened_lately() {
    let world = World::start().await;
    let near = world.near();
    let many: Vec<_> =
        (0..12).map(|n| near.account(&format!("Many {n:02}"), &format!("m{n}"), None).unwrap()).collect();
    let grants: Vec<_> = many.iter().map(|id| (*id, "standard", false)).collect();
    let caller = person(&world, "many@customer.test", &grants).await;
    let first = caller.get("/a?rows=5").await;
    assert_eq!(names(&first), ["Many 00", "Many 01", "Many 02", "Many 03", "Many 04"]);
    let second = caller.get(&first.attributes_of("a[rel=next]", "href").remove(0)).await;
    assert_eq!(names(&second), ["Many 05", "Many 06", "Many 07", "Many 08", "Many 09"]);
    let back = caller.get(&second.attributes_of("a[rel=prev]", "href").remove(0)).await;
    assert_eq!(names(&back), names(&first));
    caller.get(&format!("/a/{}", many[11])).await.assert_ok();
    let again = caller.get("/a").await;
    assert_eq!(names(&again).first().map(String::as_str), Some("Many 11"), "opened last, so named first");
    assert_eq!(names(&again).iter().filter(|n| *n == "Many 11").count(), 2, "and in its place by name");
    assert_eq!(names(&caller.get("/a?q=many+07").await), ["Many 07"]);
}

#[actix_web::test]
async fn a_role_on_the_parent_shows_no_sub_account_and_one_with_sub_accounts_shows_all() {
    // T5, T7
    let world = World::start().await;
    let root = world.admin_of(world.root).await;
    let page = root.get(&format!("/a/{}/sub-accounts", world.root)).await;
    page.assert_ok();
    assert!(!page.body.contains("Branch Office") && !page.body.contains("Leaf Shop"));
    root.get(&format!("/a/{}", world.branch)).await.assert_not_found();

    let whole = person(&world, "whole@customer.test", &[(world.root, "standard", true)]).await;
    let page = whole.get(&format!("/a/{}/sub-accounts", world.root)).await;
    assert_eq!(names(&page), ["Branch Office", "Leaf Shop"]);
    whole.get(&format!("/a/{}", world.leaf)).await.assert_ok();
    let fragment = whole.get_fragment(&format!("/a/{}/sub-accounts?q=leaf", world.root)).await;
    assert!(!fragment.body.contains("<html"), "{}", fragment.body);
    assert_eq!(names(&fragment), ["Leaf Shop"]);
    // Future ones too.
    world.near().account("Leaf Two", "leaf2", Some(world.branch)).unwrap();
    assert_eq!(
        names(&whole.get(&format!("/a/{}/sub-accounts", world.root)).await),
        ["Branch Office", "Leaf Shop", "Leaf Two"]
    );

    // A grandchild without the child between: it is there, and the way to it is not told.
    let gap =
        person(&world, "gap@customer.test", &[(world.root, "viewer", false), (world.leaf, "viewer", false)]).await;
    let page = gap.get(&format!("/a/{}/sub-accounts", world.root)).await;
    assert_eq!(names(&page), ["Leaf Shop"]);
    assert!(!page.body.contains("Branch Office"));
}

#[actix_web::test]
async fn a_revoked_grant_is_gone_at_the_next_request() {
    // T11
    let world = World::start().await;
    let both =
        person(&world, "both@customer.test", &[(world.leaf, "viewer", false), (world.sibling, "viewer", false)]).await;
    both.get(&format!("/a/{}", world.leaf)).await.assert_ok();
    let mut conn = world.database.look();
    diesel::RunQueryDsl::execute(
        diesel::sql_query(format!("delete from account_users where account_id = '{}' and role = 'viewer'", world.leaf)),
        &mut conn,
    )
    .unwrap();
    both.get(&format!("/a/{}", world.leaf)).await.assert_not_found();
    // It was opened last, and is offered nowhere any more.
    both.get("/a").await.assert_redirect(&format!("/a/{}", world.sibling));
}

#[actix_web::test]
async fn a_suspended_parent_closes_the_child_and_the_page_offers_the_others() {
    let world = World::start().await;
    let both =
        person(&world, "both@customer.test", &[(world.leaf, "viewer", false), (world.sibling, "viewer", false)]).await;
    world.near().suspend(world.root, "unpaid").unwrap();
    let closed = both.get(&format!("/a/{}", world.leaf)).await;
    closed.assert_status(403);
    assert_eq!(closed.text_of("h1").as_deref(), Some("This account is suspended"));
    assert!(closed.body.contains("Leaf Shop") && closed.body.contains("Northwind Apps"));
    assert!(!closed.body.contains("Root Holding") && !closed.body.contains("unpaid"), "the cause is not theirs (T7)");
    assert!(!closed.body.contains("Berth"), "a customer never meets that word");
    assert_eq!(closed.attributes_of("main li a", "href"), [format!("/a/{}", world.sibling)]);
    let chooser = both.get("/a").await;
    assert!(chooser.body.contains("Suspended"));
    assert_eq!(chooser.attributes_of("tbody th a", "href"), [format!("/a/{}", world.sibling)]);
}

#[actix_web::test]
async fn account_users_have_no_console_and_console_users_no_account_pages() {
    let world = World::start().await;
    let admin = world.admin_of(world.branch).await;
    for path in ["/console", "/console/accounts", "/console/audit", "/console/search?q=branch", "/console/audit.csv"] {
        admin.get(path).await.assert_not_found();
    }
    let console = world.console().await;
    for path in ["", "/details", "/sub-accounts", "/audit", "/audit.csv"] {
        console.get(&format!("/a/{}{path}", world.branch)).await.assert_not_found();
    }
}

#[actix_web::test]
async fn an_administrator_edits_four_fields_and_nothing_else() {
    let world = World::start().await;
    let admin = world.admin_of(world.branch).await;
    let base = format!("/a/{}/details", world.branch);
    let form = [
        ("name", "Branch Renamed"),
        ("description", "Our office"),
        ("timezone", "Europe/Berlin"),
        // A language that is not there: the pages go on in English.
        ("locale", "fr"),
        ("version", "1"),
        // None of these is a field of the form.
        ("api_id", "stolen"),
        ("tags", "vip"),
        ("standing", "deleted"),
        ("expires_on", "2099-01-01"),
        ("parent", ""),
    ];
    admin.post(&base, &form).await.assert_redirect(&base);
    let page = admin.get(&base).await;
    assert!(page.body.contains("Branch Renamed") && page.body.contains("Europe/Berlin"));
    assert!(page.body.contains("branch") && !page.body.contains("stolen"));
    // The partner finds it by the new name, and not by the old one.
    let console = world.console().await;
    assert_eq!(console.get("/console/accounts?q=renamed").await.texts_of("tbody th a"), ["Branch Renamed"]);
    assert_eq!(console.get("/console/accounts?q=office").await.texts_of("tbody th a").len(), 0);
    assert_eq!(console.get("/console/accounts?q=stolen").await.texts_of("tbody th a").len(), 0);
    assert_eq!(console.get("/console/accounts?tag=vip").await.texts_of("tbody th a").len(), 0);
    let refused = admin.post(&base, &[("name", ""), ("timezone", "Mars"), ("version", "2")]).await;
    refused.assert_refused("name", "Enter a name").assert_refused("timezone", "is not a timezone");
    person(&world, "looks@customer.test", &[(world.branch, "viewer", false)])
        .await
        .post(&base, &[("name", "Mine"), ("version", "2")])
        .await
        .assert_status(403);
}

#[actix_web::test]
async fn the_second_editor_is_told_and_loses_nothing() {
    let world = World::start().await;
    let admin = world.admin_of(world.branch).await;
    let base = format!("/a/{}/details", world.branch);
    let form = |name: &'static str, version: &'static str| {
        [("name", name), ("description", ""), ("timezone", "UTC"), ("locale", "en"), ("version", version)]
    };
    admin.post(&base, &form("First", "1")).await.assert_redirect(&base);
    let second = admin.post(&base, &form("Second", "1")).await;
    second.assert_status(409);
    assert_eq!(second.value_of("#f-name").as_deref(), Some("Second"), "what was typed is kept");
    assert_eq!(second.text_of(".diff del").as_deref(), Some("First"), "what the other saved is shown");
    assert_eq!(second.value_of("input[name=version]").as_deref(), Some("2"));
    admin.post(&base, &form("Second", "2")).await.assert_redirect(&base);
}

#[actix_web::test]
async fn the_accounts_log_names_its_own_people_and_signs_the_staff_with_the_partner() {
    let world = World::start().await;
    let console = world.console().await;
    let edited =
        [("name", "Branch Office"), ("version", "1"), ("audit_notes", "pays late"), ("timezone", "Asia/Tokyo")];
    console.post(&format!("/console/accounts/{}/edit", world.branch), &edited).await.assert_status(303);
    let admin = world.admin_of(world.branch).await;
    let form = [("name", "Own Name"), ("timezone", "UTC"), ("locale", "en"), ("version", "2")];
    admin.post(&format!("/a/{}/details", world.branch), &form).await.assert_status(303);
    let log = admin.get(&format!("/a/{}/audit", world.branch)).await;
    let who = log.texts_of(".timeline b");
    assert!(who[0].contains("branch.admin@customer.test"), "{who:?}");
    assert!(who[1..].iter().all(|w| w == "Northwind Apps"), "{who:?}");
    assert!(log.body.contains("Asia/Tokyo"), "what changed in the account is shown");
    for inner in ["ada", "northwind.test", "pays late", "Audit notes", "Berth"] {
        assert!(!log.body.contains(inner), "{inner} is the partner's own");
    }
    let csv = admin.get(&format!("/a/{}/audit.csv", world.branch)).await;
    csv.assert_ok();
    assert!(csv.header("content-type").starts_with("text/csv"));
    assert!(
        csv.body.lines().count() >= 4 && !csv.body.contains("ada") && !csv.body.contains("pays late"),
        "{}",
        csv.body
    );
    // Nothing of a neighbour.
    assert!(!csv.body.contains("Sibling") && !log.body.contains("Sibling"));
}
