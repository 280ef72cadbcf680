//! Console Users who see an account as its people do (MODEL section 3): begun from the account's page, for half an hour, that
//! account alone, read-only unless they may do all of it to cycles, and never unseen.

use crate::people::{count, lines};
use crate::support::world::PASSWORD;
use crate::support::{Answer, Caller, World};
use berth::ids::AccountId;
use chrono::Duration;

const VIEWS: [(&str, &str); 4] =
    [("accounts", "view"), ("account_users", "view"), ("connectors", "view"), ("cycles", "view")];

/// Begins to view an account, the password having been given lately.
async fn view(caller: &Caller, account: AccountId) -> Answer {
    caller.post(&format!("/console/accounts/{account}/view-as"), &[]).await
}

/// Gives somebody of the staff just these rights.
async fn give(console: &Caller, staff: &str, rights: &[(&str, &str)]) {
    let version = console.get(staff).await.value_of("form[action$='/rights'] input[name=version]").unwrap();
    let rights: Vec<(String, &str)> = rights.iter().map(|(area, level)| (format!("right_{area}"), *level)).collect();
    let mut form = vec![("access", "areas"), ("version", version.as_str())];
    form.extend(rights.iter().map(|(area, level)| (area.as_str(), *level)));
    console.post(&format!("{staff}/rights"), &form).await.assert_status(303);
}

fn home(account: AccountId) -> String {
    format!("/a/{account}")
}

#[actix_web::test]
async fn an_account_is_seen_as_its_people_see_it_with_a_banner_on_every_page() {
    let world = World::start().await;
    let console = world.console().await;
    let page = console.get(&format!("/console/accounts/{}", world.branch)).await;
    let button = format!("/console/accounts/{}/view-as", world.branch);
    assert!(page.attributes_of("a.btn", "href").contains(&button), "{}", page.body);
    console.get(&home(world.branch)).await.assert_not_found();
    let asked = console.get(&button).await;
    assert_eq!(asked.assert_ok().text_of("h1").as_deref(), Some("View Branch Office as its people do?"));
    // Looking at the question begins nothing.
    assert_eq!(count(&world, "views_as"), 0);
    console.send(&asked, "form[action$='view-as']", &[]).await.assert_redirect(&home(world.branch));
    let people = world.admin_of(world.branch).await;
    for part in [
        "",
        "/cycles",
        "/transactions",
        "/incidents",
        "/reports",
        "/connectors",
        "/sub-accounts",
        "/people",
        "/limits",
        "/audit",
        "/details",
    ] {
        let at = format!("{}{part}", home(world.branch));
        let (seen, theirs) = (console.get(&at).await, people.get(&at).await);
        assert_eq!(seen.assert_ok().text_of("h1"), theirs.assert_ok().text_of("h1"), "{at}");
        let banner = seen.text_of(".banner").unwrap_or_default();
        assert!(
            banner.contains("You are viewing Branch Office as its people do, and can change its cycles"),
            "{banner}"
        );
        assert!(banner.contains("This ends at 12:30."), "{banner}");
        assert!(theirs.text_of(".banner").is_none(), "{at}");
        assert!(!seen.text_of("title").unwrap().contains("Berth"), "customers meet the partner's name: {at}");
    }
    let ended = console.send(&console.get(&home(world.branch)).await, ".banner form", &[]).await;
    ended.assert_redirect(&format!("/console/accounts/{}", world.branch));
    let over = console.get(&home(world.branch)).await;
    assert_eq!(over.assert_status(403).text_of("h1").as_deref(), Some("This view has ended"));
    assert!(!over.body.contains("Branch Office"), "{}", over.body);
}

#[actix_web::test]
async fn it_opens_that_account_alone_and_in_that_session_alone() {
    let world = World::start().await;
    let (console, other) = (world.console().await, world.console().await);
    view(&console, world.branch).await.assert_redirect(&home(world.branch));
    for account in [world.root, world.leaf, world.sibling, world.other] {
        console.get(&home(account)).await.assert_not_found();
    }
    other.get(&home(world.branch)).await.assert_not_found();
    // Another one takes its place.
    view(&console, world.sibling).await.assert_redirect(&home(world.sibling));
    console.get(&home(world.sibling)).await.assert_ok();
    console.get(&home(world.branch)).await.assert_status(403);
    assert_eq!(count(&world, "views_as where ended_at is null"), 1);
    // Signing out takes it along.
    console.post("/sign-out", &[]).await.assert_status(303);
    assert_eq!(count(&world, "views_as"), 0);
    // Another partner's staff cannot begin.
    let foreign = world.foreign_console().await;
    view(&foreign, world.branch).await.assert_not_found();
    foreign.get(&home(world.branch)).await.assert_not_found();
}

#[actix_web::test]
async fn it_ends_after_half_an_hour_and_at_once_with_the_right_the_account_and_the_person() {
    let world = World::start().await;
    let maker = world.near();
    let viewer = world.console_with(&VIEWS).await;
    view(&viewer, world.branch).await.assert_redirect(&home(world.branch));
    world.clock.advance(Duration::minutes(30) - Duration::seconds(1));
    viewer.get(&home(world.branch)).await.assert_ok();
    world.clock.advance(Duration::seconds(1));
    viewer.get(&home(world.branch)).await.assert_status(403);
    // The password is asked again where it was given long ago.
    view(&viewer, world.branch).await.assert_redirect("/me/confirm");
    viewer.post("/me/confirm", &[("password", PASSWORD), ("next", "/console")]).await.assert_redirect("/console");
    view(&viewer, world.branch).await.assert_redirect(&home(world.branch));
    viewer.get(&home(world.branch)).await.assert_ok();
    // A right is taken away, and given back: what was begun before stays ended.
    let staff = lines(&world, "select person_id::text as line from views_as limit 1").remove(0);
    let console = world.console().await;
    let staff = format!("/console/staff/{staff}");
    give(&console, &staff, &VIEWS[..3]).await;
    viewer.get(&home(world.branch)).await.assert_status(403);
    view(&viewer, world.branch).await.assert_status(403);
    give(&console, &staff, &VIEWS).await;
    viewer.get(&home(world.branch)).await.assert_status(403);
    view(&viewer, world.branch).await.assert_redirect(&home(world.branch));
    // The account is suspended.
    maker.suspend(world.branch, "unpaid").unwrap();
    let over = viewer.get(&home(world.branch)).await;
    assert_eq!(over.assert_status(403).text_of("h1").as_deref(), Some("This view has ended"));
    view(&viewer, world.branch).await.assert_status(409);
    let page = viewer.get(&format!("/console/accounts/{}", world.branch)).await;
    assert!(!page.body.contains("View as customer"), "{}", page.body);
}

#[actix_web::test]
async fn who_may_not_see_all_of_it_in_the_console_cannot_begin() {
    let world = World::start().await;
    for left_out in 0..VIEWS.len() {
        let rights: Vec<_> =
            VIEWS.iter().enumerate().filter(|(n, _)| *n != left_out).map(|(_, right)| *right).collect();
        let caller = world.console_with(&rights).await;
        let refused = view(&caller, world.branch).await;
        assert!(refused.assert_status(403).body.contains("Accounts, Account users, Connectors and Cycles: View"));
        caller.get(&home(world.branch)).await.assert_not_found();
    }
    assert_eq!(count(&world, "views_as"), 0);
}

#[actix_web::test]
async fn it_is_read_only_unless_the_person_may_do_all_of_it_to_cycles() {
    let world = World::start().await;
    let fixtures = crate::isolation::fixtures::Fixtures::make(&world).await;
    let stop = format!("{}/cycles/{}/stop", home(world.branch), fixtures.fill("{cycle}"));
    let looks = world.console_with(&VIEWS).await;
    view(&looks, world.branch).await.assert_status(303);
    let banner = looks.get(&home(world.branch)).await.text_of(".banner").unwrap();
    assert!(banner.contains("can change nothing"), "{banner}");
    let refused = looks.post(&stop, &[("how", "now")]).await;
    assert_eq!(refused.assert_status(403).text_of("h1").as_deref(), Some("Not while you view it as its people do"));
    let works = world.console_with(&[VIEWS[0], VIEWS[1], VIEWS[2], ("cycles", "manage")]).await;
    view(&works, world.branch).await.assert_status(303);
    let list = works.get(&format!("{}/cycles", home(world.branch))).await;
    assert!(list.assert_ok().text_of(".banner").unwrap().contains("can change its cycles"));
    // Connectors and templates are further rights; people, settings and the API are never changed so.
    let further =
        ["connectors/new?connector={library}", "people/new", "details/edit", "api", "reports/saved/new", "audit.csv"];
    for path in further {
        let answer = works.get(&fixtures.fill(&format!("{}/{path}", home(world.branch)))).await;
        assert_eq!(answer.status, 403, "{path}: {}", answer.body);
    }
    works.post(&stop, &[("how", "now")]).await.assert_status(303);
}

#[actix_web::test]
async fn the_audit_log_says_who_and_as_whom_and_the_accounts_own_people_see_that_it_happened() {
    let world = World::start().await;
    let fixtures = crate::isolation::fixtures::Fixtures::make(&world).await;
    let cycle = fixtures.fill("{cycle}");
    let console = world.console().await;
    view(&console, world.branch).await.assert_status(303);
    console.post(&format!("{}/cycles/{cycle}/stop", home(world.branch)), &[("how", "now")]).await.assert_status(303);
    console.post(&format!("/console/accounts/{}/view-as/end", world.branch), &[]).await.assert_status(303);
    console.post(&format!("/console/accounts/{}/view-as/end", world.branch), &[]).await.assert_status(303);
    assert_eq!(
        lines(
            &world,
            "select action || ': ' || actor_email || ' as [' || as_whom || ']' as line from audit_log
              where action like 'view.%' or action = 'cycle.stopped' order by seq"
        ),
        [
            "view.begun: ada.vance@northwind.test as []",
            "cycle.stopped: ada.vance@northwind.test as [a standard user of Branch Office]",
            "view.ended: ada.vance@northwind.test as []",
        ]
    );
    let log = console.get("/console/audit").await;
    assert!(log.body.contains("as a standard user of Branch Office"), "{}", log.body);
    // The chain holds over entries with it and without.
    assert!(log.text_of("main").unwrap().contains("verified"), "{}", log.body);
    let own = world.admin_of(world.branch).await.get(&format!("{}/audit", home(world.branch))).await;
    let text = own.text_of("main").unwrap();
    assert!(text.contains("secret of Brand began to view as its people do the account"), "{text}");
    assert!(text.contains("secret of Brand, as a standard user of Branch Office stopped the cycle"), "{text}");
    assert!(!own.body.contains("ada.vance"), "the staff's names are the partner's");
}

#[actix_web::test]
async fn a_read_only_view_gets_no_writing_transaction_even_without_the_applications_checks() {
    let world = World::with(crate::support::app::Checks::Off).await;
    let fixtures = crate::isolation::fixtures::Fixtures::make(&world).await;
    let looks = world.console_with(&VIEWS).await;
    view(&looks, world.branch).await.assert_status(303);
    let before = lines(&world, "select name || state as line from cycles order by id");
    looks.post(&format!("{}/cycles/{}/stop", home(world.branch), fixtures.fill("{cycle}")), &[("how", "now")]).await;
    assert_eq!(before, lines(&world, "select name || state as line from cycles order by id"));
}
