//! The life of accounts in the console: suspending, deleting, restoring, moving, expiring, purging, and the pages that
//! show it.

use crate::support::World;
use chrono::{Duration, NaiveDate};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

fn page_of(account: impl std::fmt::Display) -> String {
    format!("/console/accounts/{account}")
}

#[derive(QueryableByName)]
struct Figure {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Words {
    #[diesel(sql_type = Nullable<Text>)]
    text: Option<String>,
}

/// Looks behind the walls.
fn count(world: &World, sql: &str) -> i64 {
    diesel::sql_query(sql).get_result::<Figure>(&mut world.database.look()).unwrap().n
}

fn text(world: &World, sql: &str) -> String {
    diesel::sql_query(sql).get_result::<Words>(&mut world.database.look()).unwrap().text.unwrap_or_default()
}

#[actix_web::test]
async fn suspending_asks_for_a_reason_and_closes_what_is_below_too() {
    let world = World::start().await;
    let console = world.console().await;
    let path = format!("{}/suspension", page_of(world.root));
    let question = console.get(&path).await;
    question.assert_ok();
    let intro = question.text_of(".intro").unwrap();
    assert_eq!(intro, "3 people cannot open it any more. 2 sub-accounts go with it.");
    console.post(&path, &[("reason", "  ")]).await.assert_refused("reason", "Say why");
    console.post(&path, &[("reason", &"x".repeat(501))]).await.assert_refused("reason", "500 is the most");
    console.post(&path, &[("reason", "unpaid since May")]).await.assert_redirect(&page_of(world.root));
    let shown = console.get(&page_of(world.root)).await;
    assert_eq!(shown.text_of(".page-title .badge").as_deref(), Some("Suspended"));
    assert!(shown.body.contains("unpaid since May"), "the reason is for colleagues");
    let leaf = console.get(&page_of(world.leaf)).await;
    assert_eq!(leaf.text_of(".page-title .badge").as_deref(), Some("Suspended with parent"));
    assert!(leaf.text_of(".alert").unwrap().contains("Root Holding"));
    // Twice changes nothing and says so.
    console.post(&path, &[("reason", "again")]).await.assert_redirect(&page_of(world.root));
    assert!(console.get(&page_of(world.root)).await.body.contains("was suspended already"));
    assert_eq!(
        count(
            &world,
            "select count(*) as n from audit_log where action = 'account.suspended' and object_name = 'Root Holding'"
        ),
        1
    );
}

#[actix_web::test]
async fn a_sub_account_suspended_on_its_own_stays_so_when_its_parent_is_resumed() {
    let world = World::start().await;
    let console = world.console().await;
    let suspend = async |account, reason| {
        console.post(&format!("{}/suspension", page_of(account)), &[("reason", reason)]).await.assert_status(303);
    };
    suspend(world.branch, "its own").await;
    suspend(world.root, "all").await;
    // The leaf is suspended with another account: that one is what can be resumed.
    let leaf = console.post(&format!("{}/resumption", page_of(world.leaf)), &[]).await;
    leaf.assert_status(409);
    assert!(leaf.body.contains("is suspended with “Branch Office”. Resume “Branch Office”"), "{}", leaf.body);
    console.post(&format!("{}/resumption", page_of(world.root)), &[]).await.assert_redirect(&page_of(world.root));
    let state = async |account| console.get(&page_of(account)).await.text_of(".page-title .badge").unwrap();
    assert_eq!(state(world.root).await, "Active");
    assert_eq!(state(world.branch).await, "Suspended");
    assert_eq!(state(world.leaf).await, "Suspended with parent");
    // And the other way round: resumed below a suspended one, it stays suspended with that one.
    suspend(world.root, "again").await;
    console.post(&format!("{}/resumption", page_of(world.branch)), &[]).await.assert_status(303);
    assert_eq!(state(world.branch).await, "Suspended with parent");
    console.post(&format!("{}/resumption", page_of(world.root)), &[]).await.assert_status(303);
    assert_eq!(state(world.leaf).await, "Active");
    // A new sub-account of a suspended one is suspended with it.
    suspend(world.branch, "its own").await;
    let made = console.post("/console/accounts", &[("name", "Late"), ("parent", &world.branch.to_string())]).await;
    assert_eq!(
        console.get(made.location()).await.text_of(".page-title .badge").as_deref(),
        Some("Suspended with parent")
    );
}

#[actix_web::test]
async fn deleting_wants_the_name_and_restoring_brings_back_what_went_along() {
    let world = World::start().await;
    let console = world.console().await;
    let path = format!("{}/deletion", page_of(world.branch));
    let question = console.get(&path).await;
    question.assert_ok();
    assert!(question.body.contains("Until 22 Feb 2027 you can restore"), "{}", question.body);
    let wrong = console.post(&path, &[("typed_name", "branch office")]).await;
    wrong.assert_refused("typed_name", "just as it is written");
    assert_eq!(wrong.value_of("#f-typed_name").as_deref(), Some("branch office"));
    console.post(&path, &[("typed_name", "Branch Office")]).await.assert_redirect(&page_of(world.root));
    assert_eq!(console.get("/console/accounts").await.text_of(".count").as_deref(), Some("3 accounts, 0 sub-accounts"));
    // Its own people cannot enter, its API ID stays taken, and nothing but restoring is done to it.
    let admin = world.admin_of(world.branch).await;
    assert_ne!(admin.get(&format!("/a/{}", world.branch)).await.status, 200);
    let taken = console.post("/console/accounts", &[("name", "New"), ("api_id", "branch")]).await;
    taken.assert_refused("api_id", "in the recycle bin");
    let edit = format!("{}/edit", page_of(world.branch));
    console.post(&edit, &[("name", "X"), ("api_id", "branch"), ("version", "1")]).await.assert_status(409);
    let suspension = console.post(&format!("{}/suspension", page_of(world.branch)), &[("reason", "x")]).await;
    suspension.assert_status(409);
    // The bin lists the deletion, not what went along; that is restored with it.
    let bin = console.get("/console/recycle-bin").await;
    assert_eq!(bin.texts_of("tbody th a"), ["Branch Office"]);
    assert!(bin.texts_of("tbody .badge").contains(&"90 days".to_owned()), "{:?}", bin.texts_of("tbody .badge"));
    assert!(console.get("/console/recycle-bin?q=zzz").await.body.contains("Clear filters"));
    let fragment = console.get_fragment("/console/recycle-bin?q=bra").await;
    assert!(!fragment.body.contains("<html") && fragment.body.contains("Branch Office"), "{}", fragment.body);
    let leaf = console.post(&format!("{}/restoration", page_of(world.leaf)), &[]).await;
    leaf.assert_status(409);
    assert!(leaf.body.contains("was deleted together with “Branch Office”"), "{}", leaf.body);
    console.post(&format!("{}/restoration", page_of(world.branch)), &[]).await.assert_redirect(&page_of(world.branch));
    let tree = console.get(&format!("{}/sub-accounts", page_of(world.branch))).await;
    assert_eq!(tree.texts_of("tbody th a.row-link"), ["Leaf Shop"]);
    assert_eq!(console.get("/console/accounts").await.text_of(".count").as_deref(), Some("3 accounts, 2 sub-accounts"));
    assert!(console.get("/console/recycle-bin").await.body.contains("The recycle bin is empty"));
}

#[actix_web::test]
async fn a_child_whose_parent_is_deleted_waits_for_the_parent() {
    let world = World::start().await;
    let console = world.console().await;
    let near = world.near();
    near.delete(world.leaf).unwrap();
    near.delete(world.branch).unwrap();
    let leaf = console.post(&format!("{}/restoration", page_of(world.leaf)), &[]).await;
    leaf.assert_status(409);
    assert!(leaf.body.contains("Restore “Branch Office” first"), "{}", leaf.body);
    console.post(&format!("{}/restoration", page_of(world.branch)), &[]).await.assert_status(303);
    // What was deleted before is a deletion of its own.
    assert_eq!(console.get("/console/recycle-bin").await.texts_of("tbody th a"), ["Leaf Shop"]);
    console.post(&format!("{}/restoration", page_of(world.leaf)), &[]).await.assert_status(303);
}

#[actix_web::test]
async fn deleting_asks_for_the_password_when_it_was_given_too_long_ago() {
    let world = World::start().await;
    let console = world.console().await;
    let path = format!("{}/deletion", page_of(world.leaf));
    world.clock.advance(Duration::minutes(10));
    console.get(&path).await.assert_ok();
    world.clock.advance(Duration::seconds(1));
    console.get(&path).await.assert_redirect("/me/confirm?next=");
    console.post(&path, &[("typed_name", "Leaf Shop")]).await.assert_redirect("/me/confirm?next=");
    assert_eq!(count(&world, "select count(*) as n from accounts where standing = 'deleted'"), 0);
}

#[actix_web::test]
async fn a_move_is_shown_before_it_is_done() {
    let world = World::start().await;
    let console = world.console().await;
    let near = world.near();
    let through_root = near.account_user("through.root@customer.test", "harbour-lights-42").unwrap();
    near.grant(through_root, world.root, "viewer", true).unwrap();
    let through_sibling = near.account_user("through.sibling@customer.test", "harbour-lights-42").unwrap();
    near.grant(through_sibling, world.sibling, "viewer", true).unwrap();
    let path = format!("{}/move", page_of(world.branch));
    let found = console.get(&format!("{path}?q=sibling")).await;
    assert_eq!(found.texts_of("tbody th a"), ["Sibling Trading"]);
    let preview = console.get(&format!("{path}?to={}", world.sibling)).await;
    preview.assert_ok();
    assert!(preview.body.contains("1 sub-account moves with it"));
    assert_eq!(
        preview.texts_of("h3"),
        [
            "1 person gains access through a grant with sub-accounts",
            "1 person loses access through a grant with sub-accounts"
        ]
    );
    assert!(preview.body.contains("through sibling") && preview.body.contains("through root"));
    console.post(&path, &[("parent", &world.sibling.to_string())]).await.assert_redirect(&page_of(world.branch));
    let crumbs = console.get(&page_of(world.leaf)).await.texts_of(".crumbs li");
    assert_eq!(crumbs, ["Accounts", "Sibling Trading", "Branch Office", "Leaf Shop"]);
    let moved = text(&world, "select changes::text as text from audit_log where action = 'account.moved'");
    assert!(moved.contains("Root Holding") && moved.contains("Sibling Trading"), "{moved}");
    // To the top level and back under a suspended one, which suspends it.
    console.post(&path, &[("parent", "top")]).await.assert_status(303);
    assert_eq!(console.get("/console/accounts").await.text_of(".count").as_deref(), Some("4 accounts, 1 sub-account"));
    let preview = console.get(&format!("{path}?to={}", world.stopped)).await;
    assert!(preview.body.contains("“Stopped Works” is suspended, so this account is suspended with it"));
    console.post(&path, &[("parent", &world.stopped.to_string())]).await.assert_status(303);
    assert_eq!(
        console.get(&page_of(world.leaf)).await.text_of(".page-title .badge").as_deref(),
        Some("Suspended with parent")
    );
}

#[actix_web::test]
async fn a_move_that_cannot_be_is_refused_with_the_reason() {
    let world = World::start().await;
    let console = world.console().await;
    let path = format!("{}/move", page_of(world.root));
    let refused = async |to: &str, why: &str| {
        let preview = console.get(&format!("{path}?to={to}")).await;
        preview.assert_status(422);
        assert!(preview.body.contains(why), "{to}: {}", preview.text_of("main").unwrap());
        let posted = console.post(&path, &[("parent", to)]).await;
        assert!(posted.status == 422 || posted.status == 303, "{}", posted.status);
        assert_eq!(console.get(&page_of(world.root)).await.texts_of(".crumbs li"), ["Accounts", "Root Holding"]);
    };
    refused(&world.root.to_string(), "itself or below it").await;
    refused(&world.leaf.to_string(), "itself or below it").await;
    refused(&world.other.to_string(), "does not exist any more").await; // T4
    refused("nonsense", "does not exist any more").await;
    refused("top", "is there already").await;
    let near = world.near();
    let mut lowest = world.sibling;
    for level in 2..=6 {
        lowest = near.account(&format!("Level {level}"), "", Some(lowest)).unwrap();
    }
    refused(&lowest.to_string(), "would be on level 9").await;
}

#[actix_web::test]
async fn two_moves_at_once_make_no_circle() {
    let world = World::start().await;
    let console = world.console().await;
    for _ in 0..5 {
        let (root, sibling) = (world.root.to_string(), world.sibling.to_string());
        let (there, here) = (format!("{}/move", page_of(&root)), format!("{}/move", page_of(&sibling)));
        let (a_form, b_form) = ([("parent", sibling.as_str())], [("parent", root.as_str())]);
        let (a, b) = futures_util::join!(console.post(&there, &a_form), console.post(&here, &b_form));
        let mut answers = [a.status.as_u16(), b.status.as_u16()];
        answers.sort_unstable();
        assert_eq!(answers, [303, 422]);
        let circles = "select count(*) as n from account_ancestors x join account_ancestors y
            on y.account_id = x.ancestor_id and y.ancestor_id = x.account_id where x.distance > 0";
        assert_eq!(count(&world, circles), 0);
        console.post(&there, &[("parent", "top")]).await.assert_status(303);
        console.post(&here, &[("parent", "top")]).await.assert_status(303);
    }
}

#[actix_web::test]
async fn an_expiry_date_suspends_at_that_instant_and_extending_it_resumes() {
    let world = World::start().await;
    let console = world.console().await;
    let edit = format!("{}/edit", page_of(world.branch));
    let save = async |expires_on: &str| {
        let version = console.get(&edit).await.value_of("input[name=version]").unwrap();
        let form = [("name", "Branch Office"), ("api_id", "branch"), ("version", &version), ("expires_on", expires_on)];
        console.post(&edit, &form).await.assert_status(303);
    };
    // It is noon of 24 November 2026; the account expires at midnight, UTC.
    save("2026-11-25").await;
    let soon = console.get(&page_of(world.branch)).await;
    assert!(soon.text_of(".alert").unwrap().contains("Expires in 12 hours"));
    world.clock.advance(Duration::hours(12) - Duration::seconds(1));
    world.near().expire_due().unwrap();
    assert_eq!(text(&world, "select standing as text from accounts where api_id = 'branch'"), "active");
    world.clock.advance(Duration::seconds(1));
    // Before anything in the background has run, its people are refused.
    let admin = world.admin_of(world.branch).await;
    let closed = admin.get(&format!("/a/{}", world.branch)).await;
    assert!(closed.status != 200, "{}", closed.status);
    world.near().expire_due().unwrap();
    let standing = "select standing || ' ' || coalesce(suspended_reason, '') as text from accounts where api_id = ";
    assert_eq!(text(&world, &format!("{standing}'branch'")), "suspended Expiry date reached");
    assert_eq!(text(&world, &format!("{standing}'leaf'")), "suspended ");
    assert_eq!(count(&world, "select count(*) as n from audit_log where action = 'account.expired'"), 1);
    let console = world.console().await;
    assert_eq!(console.get(&page_of(world.branch)).await.text_of(".page-title .badge").as_deref(), Some("Expired"));
    let resumed = console.post(&format!("{}/resumption", page_of(world.branch)), &[]).await;
    resumed.assert_status(409);
    assert!(resumed.body.contains("Set a later expiry date or remove it"), "{}", resumed.body);
    let version = console.get(&edit).await.value_of("input[name=version]").unwrap();
    let form = [("name", "Branch Office"), ("api_id", "branch"), ("version", &version), ("expires_on", "2026-12-31")];
    console.post(&edit, &form).await.assert_status(303);
    assert_eq!(text(&world, &format!("{standing}'branch'")), "active ");
    assert_eq!(text(&world, &format!("{standing}'leaf'")), "active ");
    // What somebody suspended is not resumed by a later date.
    console.post(&format!("{}/suspension", page_of(world.branch)), &[("reason", "unpaid")]).await.assert_status(303);
    let version = console.get(&edit).await.value_of("input[name=version]").unwrap();
    let form = [("name", "Branch Office"), ("api_id", "branch"), ("version", &version), ("expires_on", "2027-12-31")];
    console.post(&edit, &form).await.assert_status(303);
    assert_eq!(text(&world, &format!("{standing}'branch'")), "suspended unpaid");
}

#[actix_web::test]
async fn after_ninety_days_an_account_is_removed_and_a_certificate_stays() {
    let world = World::start().await;
    let near = world.near();
    let before = count(&world, "select count(*) as n from audit_log");
    near.delete(world.branch).unwrap();
    world.clock.advance(Duration::days(90));
    assert_eq!(near.purge_due().unwrap(), 0, "not before its time");
    assert!(near.restore(world.branch).unwrap_err().to_string().contains("are over"));
    world.clock.advance(Duration::hours(1));
    assert!(near.purge_due().unwrap() >= 2);
    let (branch, leaf) = (world.branch, world.leaf);
    for table in ["account_ancestors", "account_terms", "account_users"] {
        let left = format!("select count(*) as n from {table} where account_id in ('{branch}', '{leaf}')");
        assert_eq!(count(&world, &left), 0, "{table}");
    }
    assert_eq!(count(&world, &format!("select count(*) as n from accounts where id in ('{branch}', '{leaf}')")), 0);
    assert_eq!(count(&world, "select count(*) as n from purge_certificates where purged_at is not null"), 2);
    let counts = text(&world, "select counts::text as text from purge_certificates where name = 'Branch Office'");
    assert!(counts.contains("\"account_users\": 1") && counts.contains("\"account_ancestors\": 2"), "{counts}");
    // The log stays, with an entry for each; the parent and everything else is as it was.
    assert_eq!(count(&world, "select count(*) as n from audit_log"), before + 3);
    assert_eq!(count(&world, "select count(*) as n from accounts"), 4);
    // The API ID is free again.
    near.account("Branch Office", "branch", Some(world.root)).unwrap();
}

#[actix_web::test]
async fn no_table_of_an_account_is_forgotten_by_a_purge() {
    let world = World::start().await;
    // Every table with an account in it is purged, or named here as outliving the account.
    let outlive = "('audit_log', 'purge_certificates', 'ledger', 'account_zones', 'usage_pending', 'usage_hours', 'usage_days', 'usage_account_days', 'usage_account_months', 'usage_months', 'api_calls')";
    let forgotten = format!(
        "select count(*) as n from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname not in {outlive}
            and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id')
            and (not has_table_privilege('berth_maintenance', c.oid, 'delete')
                 or not exists (select 1 from maintenance.purged_tables() t where t = c.oid))"
    );
    assert_eq!(count(&world, &forgotten), 0);
    // A table that a later migration adds is purged without a word about it anywhere.
    diesel::sql_query("create table later_things (partner_id uuid not null, account_id uuid not null, n int, primary key (partner_id, account_id, n))")
        .execute(&mut world.database.look())
        .unwrap();
    let seen = "select count(*) as n from maintenance.purged_tables() t where t = 'later_things'::regclass";
    assert_eq!(count(&world, seen), 1);
}

#[actix_web::test]
async fn a_branch_of_many_shows_fifty_and_a_way_to_more() {
    let world = World::start().await;
    let near = world.near();
    for n in 0..60 {
        near.account(&format!("Kiosk {n:03}"), "", Some(world.sibling)).unwrap();
    }
    let console = world.console().await;
    let path = format!("{}/sub-accounts", page_of(world.sibling));
    let first = console.get(&path).await;
    assert_eq!(first.texts_of("tbody th a.row-link").len(), 50);
    let load = first.attributes_of("a[hx-get]", "hx-get").into_iter().find(|a| a.contains("of=")).unwrap();
    let more = console.get_fragment(&load).await;
    assert!(!more.body.contains("<html"), "{}", more.body);
    assert_eq!(more.body.matches("row-link").count(), 10);
    // Without script the same row is a link to a page.
    let plain = first.attributes_of("a[hx-get]", "href").into_iter().find(|a| a.contains("after=")).unwrap();
    let rest = console.get(&plain).await.texts_of("tbody th a.row-link");
    assert_eq!((rest.len(), rest[0].as_str()), (10, "Kiosk 050"));
    // Branches open by a link.
    let root = format!("{}/sub-accounts", page_of(world.root));
    let closed = console.get(&root).await;
    assert_eq!(closed.texts_of("tbody th a.row-link"), ["Branch Office"]);
    let open = console.get(&closed.attributes_of("a.toggle", "href").remove(0)).await;
    assert_eq!(open.texts_of("tbody th a.row-link"), ["Branch Office", "Leaf Shop"]);
    assert_eq!(open.attributes_of("tbody tr", "aria-level"), ["1", "2"]);
    assert_eq!(console.get(&open.attributes_of("a.toggle", "href").remove(0)).await.texts_of("a.row-link").len(), 1);
}

#[actix_web::test]
async fn details_show_every_field() {
    let world = World::start().await;
    let console = world.console().await;
    let form = [
        ("name", "Delta Dental"),
        ("api_id", "delta-dg"),
        ("description", "Two\nlines"),
        ("timezone", "Asia/Tokyo"),
        ("locale", "pt-BR"),
        ("tags", "emea, gold"),
        ("expires_on", "2027-03-01"),
        ("next_billing_on", "2026-12-05"),
        ("audit_notes", "Contract renewed"),
        ("task_audit_notes", "Looks at tasks"),
        ("retention_success_hours", "24"),
        ("retention_error_hours", "744"),
        ("error_webhook_enabled", "1"),
        ("error_webhook_url", "https://example.com/errors"),
        ("error_webhook_warnings", "1"),
        ("custom_fields", "crm = 4471"),
    ];
    let made = console.post("/console/accounts", &form).await;
    let details = console.get(&format!("{}/details", made.location())).await;
    details.assert_ok();
    let words = details.text_of("main").unwrap();
    for shown in [
        "Delta Dental",
        "delta-dg",
        "Twolines",
        "Asia/Tokyo",
        "pt-BR",
        "emea, gold",
        "1 Mar 2027, 00:00",
        "5 Dec 2026",
        "Contract renewed",
        "Looks at tasks",
        "24 hours",
        "744 hours",
        "https://example.com/errors",
        "Yes",
        "crm",
        "4471",
    ] {
        assert!(words.contains(shown), "{shown} is not in {words}");
    }
    let expiry = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
    let kept = console.get(&format!("{}/edit", made.location())).await.value_of("#f-expires_on");
    assert_eq!(kept, Some(expiry.to_string()), "the day is of the account's own timezone");
}

#[actix_web::test]
async fn buttons_and_tabs_are_those_of_the_persons_rights() {
    let world = World::start().await;
    let viewer = world.console_with(&[("accounts", "view")]).await;
    let page = viewer.get(&page_of(world.branch)).await;
    page.assert_ok();
    assert_eq!(page.texts_of(".page-head .actions a"), Vec::<String>::new());
    assert_eq!(page.texts_of(".tabs a"), ["Overview", "Sub-accounts 1", "Reports", "Limits", "Branding", "Details"]);
    assert!(!page.body.contains("Latest changes"), "the audit log needs its own right");
    let editor = world.console_with(&[("accounts", "edit")]).await;
    let page = editor.get(&page_of(world.branch)).await;
    assert_eq!(page.texts_of(".page-head .actions a"), ["Edit", "New sub-account"]);
    let refused = editor.post(&format!("{}/suspension", page_of(world.branch)), &[("reason", "x")]).await;
    refused.assert_status(403);
    assert!(refused.body.contains("Accounts: Manage"));
}

#[actix_web::test]
async fn the_heaviest_page_stays_under_sixty_kilobytes_on_first_visit() {
    let world = World::start().await;
    let console = world.console().await;
    let weight = async |path: &str| {
        let request = console.request(reqwest::Method::GET, path).header("accept-encoding", "gzip");
        request.send().await.unwrap().bytes().await.unwrap().len()
    };
    let path = format!("{}/edit", page_of(world.branch));
    let page = console.get(&path).await;
    let mut assets = page.attributes_of("link[href]", "href");
    assets.extend(page.attributes_of("script[src]", "src"));
    assets.push(page.attributes_of("use", "href")[0].split('#').next().unwrap().to_owned());
    let mut whole = weight(&path).await;
    for asset in &assets {
        whole += weight(asset).await;
    }
    assert!(whole < 60 * 1024, "{whole} bytes: {assets:?}");
}

#[actix_web::test]
async fn certificates_say_what_went_table_by_table() {
    let world = World::start().await;
    let console = world.console().await;
    let page = "/console/recycle-bin/certificates";
    assert!(console.get(page).await.body.contains("Nothing was removed yet"));
    let near = world.near();
    near.delete(world.branch).unwrap();
    near.delete(world.sibling).unwrap();
    world.clock.advance(Duration::days(91));
    near.purge_due().unwrap();
    let console = world.console().await;
    let bin = console.get("/console/recycle-bin").await;
    assert!(bin.attributes_of("main a", "href").contains(&page.to_owned()));
    let shown = console.get(page).await;
    let mut names = shown.assert_ok().texts_of("tbody th[scope=row]");
    names.sort();
    assert_eq!(names.len(), 3, "{names:?}");
    assert!(names[0].starts_with("Branch Office") && names[1].starts_with("Leaf Shop"), "{names:?}");
    let found = console.get(&format!("{page}?q=branch")).await;
    let row = found.text_of("tbody tr").unwrap();
    assert_eq!(found.texts_of("tbody tr").len(), 1);
    assert!(row.contains("people with access (1)") && row.contains("places in the tree (2)"), "{row}");
    let log = console.get(&found.attributes_of("tbody th a", "href")[0]).await;
    assert!(log.text_of(".timeline").unwrap().contains("removed the account for good"));
    // By key, one a page, forth and back.
    let first = console.get(&format!("{page}?rows=1")).await;
    let next = first.attributes_of("a[rel=next]", "href").remove(0);
    let second = console.get(&next).await;
    assert_ne!(first.texts_of("tbody th"), second.texts_of("tbody th"));
    let back = console.get(&second.attributes_of("a[rel=prev]", "href")[0]).await;
    assert_eq!(back.texts_of("tbody th"), first.texts_of("tbody th"));
    assert!(console.get(&format!("{page}?q=nothing")).await.body.contains("No removed account matches"));
    assert!(world.foreign_console().await.get(page).await.body.contains("Nothing was removed yet"));
    world.bare_console().await.get(page).await.assert_status(403);
}
