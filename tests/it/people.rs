//! People of customers in the console: finding them, letting them in, changing and taking what they may open.

use crate::support::{Answer, Caller, World, world::PASSWORD};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// A look behind the walls: how many rows a condition finds.
pub fn count(world: &World, from_where: &str) -> i64 {
    diesel::sql_query(format!("select count(*) as n from {from_where}"))
        .get_result::<Count>(&mut world.database.look())
        .unwrap()
        .n
}

pub fn lines(world: &World, query: &str) -> Vec<String> {
    diesel::sql_query(query).load::<Line>(&mut world.database.look()).unwrap().into_iter().map(|l| l.line).collect()
}

pub fn people_of(account: impl std::fmt::Display) -> String {
    format!("/console/accounts/{account}/people")
}

/// Invites one person through the form.
pub async fn invite(console: &Caller, account: impl std::fmt::Display, email: &str, role: &str) -> Answer {
    console
        .post(&people_of(account), &[("email", email), ("name", "Mia Farrow Lane"), ("role", role), ("how", "invite")])
        .await
}

/// The id of the only person a search finds.
pub async fn id_of(console: &Caller, q: &str) -> String {
    let page = console.get(&format!("/console/people?q={q}")).await;
    let found = page.attributes_of("tbody th a", "href");
    assert_eq!(found.len(), 1, "{q}: {found:?}");
    found[0].rsplit('/').next().unwrap().to_owned()
}

/// Lets somebody in with a password and signs them in.
async fn with_password(world: &World, console: &Caller, account: impl std::fmt::Display, email: &str) -> Caller {
    let form = [
        ("email", email),
        ("name", "Given Password"),
        ("role", "standard"),
        ("how", "password"),
        ("password", PASSWORD),
    ];
    console.post(&people_of(account), &form).await.assert_redirect("/console/accounts/");
    let caller = Caller::new(email, world.config.url.as_str());
    caller.sign_in(email, PASSWORD).await.assert_status(303);
    caller
}

#[actix_web::test]
async fn people_are_found_by_words_of_the_name_and_by_address() {
    let world = World::start().await;
    let console = world.console().await;
    invite(&console, world.branch, "Mia.Lane@customer.test", "viewer").await.assert_redirect("/console/accounts/");
    for (q, found) in [
        ("farrow", 1),
        ("lane+mi", 1),
        ("mia.lane%40cust", 1),
        ("MIA.LANE%40CUSTOMER.TEST", 1),
        ("arrow", 0),
        ("mia+zzz", 0),
        ("%25", 0),
        ("ada.vance", 0),
    ] {
        let page = console.get(&format!("/console/people?q={q}")).await;
        page.assert_ok();
        assert_eq!(page.texts_of("tbody th a").len(), found, "{q}");
    }
    let row = console.get("/console/people?q=farrow").await.text_of("tbody tr").unwrap();
    assert!(row.contains("mia.lane@customer.test") || row.contains("Mia.Lane@customer.test"), "{row}");
    assert!(row.contains("Invitation sent") && row.contains(" 1 ") && row.contains("never"), "{row}");
    let invited = console.get("/console/people?state=invited").await;
    assert_eq!(invited.texts_of("tbody th a"), ["Mia Farrow Lane"]);
    let fragment = console.get_fragment("/console/people?q=farrow").await;
    assert!(!fragment.body.contains("<html"));
    assert_eq!(fragment.texts_of("tbody th a"), ["Mia Farrow Lane"]);
    assert!(console.get("/console/people?q=zzz").await.body.contains("Clear filters"));
    world.clock.advance(chrono::Duration::hours(73));
    let later = world.console().await.get("/console/people?q=farrow").await;
    assert!(later.text_of("tbody tr").unwrap().contains("Invitation expired"));
}

#[actix_web::test]
async fn people_page_forth_and_back_by_key() {
    let world = World::start().await;
    let console = world.console().await;
    let first = console.get("/console/people?rows=2").await;
    assert_eq!(first.texts_of("tbody th a"), ["branch admin", "leaf admin"]);
    let second = console.get(&first.attributes_of("a[rel=next]", "href")[0]).await;
    assert_eq!(second.texts_of("tbody th a"), ["root admin", "sibling admin"]);
    let third = console.get(&second.attributes_of("a[rel=next]", "href")[0]).await;
    assert_eq!(third.texts_of("tbody th a"), ["stopped admin"]);
    let back = console.get(&third.attributes_of("a[rel=prev]", "href")[0]).await;
    assert_eq!(back.texts_of("tbody th a"), ["root admin", "sibling admin"]);
}

#[actix_web::test]
async fn the_account_is_chosen_by_name_or_api_id_without_script() {
    let world = World::start().await;
    let console = world.console().await;
    for q in ["branch", "office"] {
        let page = console.get(&format!("/console/people/new?q={q}&email=x@y.test")).await;
        assert_eq!(page.texts_of("tbody th a"), ["Branch Office"]);
        let form = console.get(&page.attributes_of("tbody th a", "href")[0]).await;
        form.assert_ok();
        assert_eq!(form.value_of("#f-email").as_deref(), Some("x@y.test"));
        assert_eq!(form.attributes_of("main form", "action"), [people_of(world.branch)]);
    }
}

#[actix_web::test]
async fn an_invitation_sent_twice_makes_one_person_and_one_mail() {
    let world = World::start().await;
    let console = world.console().await;
    let page = console.get(&format!("{}/new", people_of(world.branch))).await;
    let key = page.value_of("input[name=idempotency_key]").unwrap();
    let form =
        [("email", "twice@customer.test"), ("name", "Twice"), ("role", "viewer"), ("idempotency_key", key.as_str())];
    let path = people_of(world.branch);
    let (first, second) = futures_util::join!(console.post(&path, &form), console.post(&path, &form));
    first.assert_redirect("/console/accounts/");
    assert_eq!(first.location(), second.location());
    assert_eq!(count(&world, "people where email_key = 'twice@customer.test'"), 1);
    assert_eq!(count(&world, "mails where recipient = 'twice@customer.test' and template = 'invite'"), 1);
    assert_eq!(
        count(&world, "links l join people p on p.id = l.person_id where p.email_key = 'twice@customer.test'"),
        1
    );
    // A second form for the same address is told, and writes nothing.
    invite(&console, world.branch, "TWICE@customer.test", "viewer").await.assert_refused("email", "already");
    assert_eq!(count(&world, "mails where recipient_name = 'Twice'"), 1);
    // The mail names the account and the partner, nobody's name but the reader's.
    let values = lines(&world, "select values::text as line from mails where recipient_name = 'Twice'").remove(0);
    assert_eq!(values, r#"{"account": "Branch Office"}"#);
}

#[actix_web::test]
async fn the_same_address_at_two_partners_is_two_people() {
    let world = World::start().await; // T8
    let (near, far) = (world.console().await, world.foreign_console().await);
    invite(&near, world.branch, "both@customer.test", "viewer").await.assert_redirect("/console/accounts/");
    invite(&far, world.other, "both@customer.test", "administrator").await.assert_redirect("/console/accounts/");
    assert_eq!(count(&world, "people where email_key = 'both@customer.test'"), 2);
    let id = id_of(&near, "both").await;
    near.get(&format!("/console/people/{id}")).await.assert_ok();
    far.get(&format!("/console/people/{id}")).await.assert_not_found();
    let theirs = far.get(&format!("/console/people/{}", id_of(&far, "both").await)).await;
    assert_eq!(theirs.texts_of("tbody th a"), ["Other Customer"]);
}

#[actix_web::test]
async fn the_address_of_a_console_user_is_refused() {
    let world = World::start().await; // T8
    let console = world.console().await;
    let refused = invite(&console, world.branch, "Ada.Vance@northwind.test", "viewer").await;
    refused.assert_refused("email", "the address of a console user");
    assert_eq!(refused.value_of("#f-email").as_deref(), Some("Ada.Vance@northwind.test"), "what was typed is kept");
    assert_eq!(count(&world, "account_users u join people p on p.id = u.person_id where p.kind = 'console'"), 0);
    assert_eq!(count(&world, "mails"), 0);
}

#[actix_web::test]
async fn a_known_person_gets_another_account_and_is_told_without_a_link() {
    let world = World::start().await;
    let console = world.console().await;
    invite(&console, world.sibling, "root.admin@customer.test", "viewer").await.assert_redirect("/console/accounts/");
    assert_eq!(count(&world, "people where email_key = 'root.admin@customer.test'"), 1);
    let mail = lines(&world, "select template || ' ' || (link_id is null) || ' ' || recipient_name as line from mails");
    assert_eq!(mail, ["granted true root admin"]);
    let caller = world.admin_of(world.root).await;
    caller.get(&format!("/a/{}/people", world.sibling)).await.assert_ok();
    // Whoever is known has a password of their own: none can be set on the way.
    let form = [
        ("email", "root.admin@customer.test"),
        ("name", "Taken Over"),
        ("role", "viewer"),
        ("how", "password"),
        ("password", "another password 7"),
    ];
    console.post(&people_of(world.leaf), &form).await.assert_refused("email", "a password of their own");
    caller.get(&format!("/a/{}/people", world.leaf)).await.assert_not_found();
    world.admin_of(world.root).await;
}

#[actix_web::test]
async fn a_grant_opens_neither_children_nor_parents_unless_it_is_with_sub_accounts() {
    let world = World::start().await; // T5
    let console = world.console().await;
    let caller = with_password(&world, &console, world.branch, "mid@customer.test").await;
    let pages = |id| format!("/a/{id}/people");
    caller.get(&pages(world.branch)).await.assert_ok();
    caller.get(&pages(world.root)).await.assert_not_found();
    caller.get(&pages(world.leaf)).await.assert_not_found();
    let id = id_of(&console, "mid").await;
    let edit = format!("{}/{id}/edit", people_of(world.branch));
    let version = console.get(&edit).await.value_of("input[name=version]").unwrap();
    let wider = [("role", "standard"), ("with_sub_accounts", "1"), ("version", version.as_str())];
    console.post(&edit, &wider).await.assert_redirect(&people_of(world.branch));
    caller.get(&pages(world.leaf)).await.assert_ok();
    caller.get(&pages(world.root)).await.assert_not_found();
    // A sub-account that comes later is open too.
    let made = console.post("/console/accounts", &[("name", "Later"), ("parent", &world.branch.to_string())]).await;
    let later = made.location().rsplit('/').next().unwrap().to_owned();
    caller.get(&format!("/a/{later}/people")).await.assert_ok();
    // The child's page says who comes in from above, and from where.
    let page = console.get(&people_of(world.leaf)).await;
    let row = page.texts_of("tbody tr").into_iter().find(|r| r.contains("mid@customer.test")).unwrap();
    assert!(row.contains("From Branch Office, with sub-accounts"), "{row}");
    assert!(!row.contains("Change"), "a grant is changed where it was made: {row}");
    let own = page.texts_of("tbody tr").into_iter().find(|r| r.contains("leaf.admin")).unwrap();
    assert!(own.contains("This account only") && own.contains("Change"), "{own}");
}

#[actix_web::test]
async fn a_removed_person_is_out_at_the_next_request() {
    let world = World::start().await; // T11
    let console = world.console().await;
    let caller = world.admin_of(world.branch).await;
    let page = format!("/a/{}/people", world.branch);
    caller.get(&page).await.assert_ok();
    let remove = format!("{}/{}/remove", people_of(world.branch), world.people.branch_admin);
    let asked = console.get(&remove).await;
    assert!(asked.text_of("h1").unwrap().contains("Remove branch admin from Branch Office?"));
    console.post(&remove, &[]).await.assert_redirect(&people_of(world.branch));
    caller.get(&page).await.assert_not_found();
    assert_eq!(count(&world, "audit_log where action = 'grant.removed' and object_name = 'branch admin'"), 1);
    console.post(&remove, &[]).await.assert_not_found();
}

#[actix_web::test]
async fn the_second_of_two_who_change_the_same_access_is_told() {
    let world = World::start().await;
    let console = world.console().await;
    let edit = format!("{}/{}/edit", people_of(world.branch), world.people.branch_admin);
    let version = console.get(&edit).await.value_of("input[name=version]").unwrap();
    console.post(&edit, &[("role", "viewer"), ("version", &version)]).await.assert_redirect("/console/accounts/");
    let second = console.post(&edit, &[("role", "standard"), ("version", &version)]).await;
    second.assert_status(409);
    let saved_and_chosen = second.text_of(".diff").unwrap();
    assert!(saved_and_chosen.contains("Viewer") && saved_and_chosen.contains("Standard"), "{saved_and_chosen}");
    let version = second.value_of("input[name=version]").unwrap();
    console.post(&edit, &[("role", "standard"), ("version", &version)]).await.assert_redirect("/console/accounts/");
    let changes =
        lines(&world, "select changes::text as line from audit_log where action = 'grant.changed' order by seq");
    assert_eq!(changes.len(), 2);
    assert!(changes[1].contains("viewer") && changes[1].contains("standard"), "{changes:?}");
    console.post(&edit, &[("role", "emperor"), ("version", &version)]).await.assert_status(422);
}

#[actix_web::test]
async fn a_list_lets_everybody_in_or_nobody() {
    let world = World::start().await;
    let console = world.console().await;
    let path = format!("{}/many", people_of(world.branch));
    let wrong = "Ada Lovelace <ada@customer.test>\nnobody\nada.vance@northwind.test\nADA@customer.test\n\
                 branch.admin@customer.test\nroot.admin@customer.test";
    let page = console.post(&path, &[("lines", wrong), ("role", "viewer"), ("step", "invite")]).await;
    page.assert_refused("lines", "3 lines cannot be invited");
    let outcomes = page.texts_of("tbody tr");
    for (no, words) in [
        (0, "New Is invited"),
        (1, "is not an e-mail address"),
        (2, "the address of a console user"),
        (3, "The same address is on line 1"),
        (4, "Unchanged Has this account already"),
        (5, "Known Gets this account too"),
    ] {
        assert!(outcomes[no].contains(words), "{no}: {}", outcomes[no]);
    }
    assert_eq!(page.text_of("#f-lines").unwrap().matches('@').count(), 5, "what was typed is kept");
    assert_eq!(count(&world, "mails"), 0);
    assert_eq!(count(&world, "people where email_key = 'ada@customer.test'"), 0);
    let right = "Ada Lovelace <ada@customer.test>\nbranch.admin@customer.test\nroot.admin@customer.test";
    let form = [("lines", right), ("role", "viewer")];
    let checked = console.post(&path, &form).await;
    checked.assert_ok();
    assert_eq!(count(&world, "mails"), 0, "checking sends nothing");
    let button = checked.text_of("button[name=step]").unwrap();
    assert_eq!(button, "Invite 2 people");
    let key = checked.value_of("input[name=idempotency_key]").unwrap();
    let form = [("lines", right), ("role", "viewer"), ("step", "invite"), ("idempotency_key", key.as_str())];
    console.post(&path, &form).await.assert_redirect(&people_of(world.branch));
    console.post(&path, &form).await.assert_redirect(&people_of(world.branch));
    let mails = lines(&world, "select template || ' ' || recipient as line from mails order by 1");
    assert_eq!(mails, ["granted root.admin@customer.test", "invite ada@customer.test"]);
    let roles = lines(
        &world,
        "select p.email || ' ' || u.role as line from account_users u join people p on p.id = u.person_id
          join accounts a on a.id = u.account_id where a.api_id = 'branch' order by 1",
    );
    assert_eq!(
        roles,
        ["ada@customer.test viewer", "branch.admin@customer.test administrator", "root.admin@customer.test viewer"]
    );
    let too_many: String = (0..101).map(|i| format!("p{i}@customer.test\n")).collect();
    console.post(&path, &[("lines", &too_many), ("role", "viewer")]).await.assert_refused("lines", "101 lines");
    let hundred: String = (0..100).map(|i| format!("p{i}@customer.test\n")).collect();
    let form = [("lines", hundred.as_str()), ("role", "viewer"), ("step", "invite")];
    console.post(&path, &form).await.assert_redirect(&people_of(world.branch));
    assert_eq!(count(&world, "mails where recipient like 'p%@customer.test'"), 100);
}

#[actix_web::test]
async fn a_disabled_person_is_out_at_once_and_comes_back_as_they_were() {
    let world = World::start().await; // T11
    let console = world.console().await;
    let caller = world.admin_of(world.branch).await;
    let page = format!("/a/{}/people", world.branch);
    let person = format!("/console/people/{}", world.people.branch_admin);
    console.post(&format!("{person}/disable"), &[]).await.assert_redirect(&person);
    let answer = caller.get(&page).await;
    assert!(answer.location().starts_with("/sign-in"), "{} {}", answer.status, answer.location());
    caller.sign_in("branch.admin@customer.test", PASSWORD).await.assert_status(422);
    invite(&console, world.leaf, "branch.admin@customer.test", "viewer").await.assert_refused("email", "disabled");
    console.post(&format!("{person}/disable"), &[]).await.assert_status(409);
    console.post(&format!("{person}/enable"), &[]).await.assert_redirect(&person);
    caller.sign_in("branch.admin@customer.test", PASSWORD).await.assert_status(303);
    caller.get(&page).await.assert_ok();
    console.post(&format!("{person}/sessions"), &[]).await.assert_redirect(&person);
    assert!(caller.get(&page).await.location().starts_with("/sign-in"));
}

#[actix_web::test]
async fn an_invitation_is_sent_again_with_a_link_of_its_own() {
    let world = World::start().await;
    let console = world.console().await;
    invite(&console, world.branch, "late@customer.test", "viewer").await.assert_redirect("/console/accounts/");
    world.clock.advance(chrono::Duration::hours(100));
    let console = world.console().await;
    let id = id_of(&console, "late").await;
    let person = format!("/console/people/{id}");
    assert!(console.get(&person).await.body.contains("Invitation expired"));
    console.post(&format!("{person}/invitation"), &[]).await.assert_redirect(&person);
    assert!(console.get(&person).await.body.contains("Invitation sent"));
    // Not twice in a row, however it is asked for; the page says when it can be sent again.
    let page = console.get(&person).await;
    assert!(
        page.body.contains("It can be sent again in 10 minutes") || page.body.contains("again in 11 minutes"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("Send the invitation again"));
    let again = console.post(&format!("{person}/invitation"), &[]).await;
    again.assert_status(409);
    assert!(again.body.contains("it can be sent again in 1"), "{}", again.body);
    assert_eq!(count(&world, "mails where recipient = 'late@customer.test' and template = 'invite'"), 2);
    assert_eq!(count(&world, "links where used_at is null"), 2);
    // Disabling uses the links up; enabling somebody who never came leaves them invited.
    console.post(&format!("{person}/disable"), &[]).await.assert_redirect(&person);
    assert_eq!(count(&world, "links where used_at is null"), 0);
    console.post(&format!("{person}/enable"), &[]).await.assert_redirect(&person);
    assert!(console.get(&person).await.body.contains("Invitation expired"));
    let other = format!("/console/people/{}", world.people.leaf_admin);
    console.post(&format!("{other}/invitation"), &[]).await.assert_status(409);
}

#[actix_web::test]
async fn a_password_set_by_staff_ends_sessions_and_is_told() {
    let world = World::start().await;
    let console = world.console().await;
    let caller = world.admin_of(world.branch).await;
    let person = format!("/console/people/{}", world.people.branch_admin);
    console
        .post(&format!("{person}/password"), &[("password", "short")])
        .await
        .assert_refused("password", "at least 10");
    let form = [("password", "a quite new one 7")];
    console.post(&format!("{person}/password"), &form).await.assert_redirect(&person);
    assert!(caller.get(&format!("/a/{}/people", world.branch)).await.location().starts_with("/sign-in"));
    caller.sign_in("branch.admin@customer.test", PASSWORD).await.assert_status(422);
    caller.sign_in("branch.admin@customer.test", "a quite new one 7").await.assert_status(303);
    assert_eq!(
        count(&world, "mails where template = 'password-changed' and recipient = 'branch.admin@customer.test'"),
        1
    );
    // Staff passwords are nobody's to set here.
    let staff = format!("/console/people/{}/password", world.people.bare_console);
    console.post(&staff, &[("password", "a quite new one 7")]).await.assert_not_found();
    console.get(&format!("/console/people/{}", world.people.bare_console)).await.assert_not_found();
}

#[actix_web::test]
async fn a_name_is_changed_once_at_a_time_and_found_afterwards() {
    let world = World::start().await;
    let console = world.console().await;
    let person = format!("/console/people/{}", world.people.branch_admin);
    let edit = format!("{person}/edit");
    let version = console.get(&edit).await.value_of("input[name=version]").unwrap();
    console.post(&edit, &[("name", ""), ("version", &version)]).await.assert_refused("name", "Enter a name");
    console.post(&edit, &[("name", "Ünal Çelik"), ("version", &version)]).await.assert_redirect(&person);
    let second = console.post(&edit, &[("name", "Other"), ("version", &version)]).await;
    second.assert_status(409);
    assert!(second.body.contains("Ünal Çelik"), "what was saved is shown");
    assert_eq!(second.value_of("#f-name").as_deref(), Some("Other"), "what was typed is kept");
    assert_eq!(console.get("/console/people?q=%C3%A7el").await.texts_of("tbody th a"), ["Ünal Çelik"]);
    assert!(console.get("/console/people?q=branch+adm").await.texts_of("tbody th a").is_empty());
}

#[actix_web::test]
async fn each_level_of_the_right_allows_its_own_and_no_more() {
    let world = World::start().await;
    let view = world.console_with(&[("account_users", "view")]).await;
    let edit = world.console_with(&[("account_users", "edit")]).await;
    let person = format!("/console/people/{}", world.people.branch_admin);
    let here = people_of(world.branch);
    for path in ["/console/people", person.as_str(), here.as_str()] {
        let page = view.get(path).await;
        page.assert_ok();
        let offered = page.texts_of("main a.btn, main button").join(" ");
        assert!(!offered.contains("Invite a") && !offered.contains("Change"), "{path} offers: {offered}");
        edit.get(path).await.assert_ok();
    }
    let invitation = [("email", "e@customer.test"), ("name", "E"), ("role", "viewer")];
    view.post(&here, &invitation).await.assert_status(403);
    edit.post(&here, &invitation).await.assert_redirect(&here);
    view.post(&format!("{person}/edit"), &[("name", "V"), ("version", "1")]).await.assert_status(403);
    for path in [
        format!("{person}/disable"),
        format!("{person}/sessions"),
        format!("{here}/{}/remove", world.people.branch_admin),
    ] {
        view.post(&path, &[]).await.assert_status(403);
        edit.post(&path, &[]).await.assert_status(403);
    }
    edit.post(&format!("{person}/password"), &[("password", "a quite new one 7")]).await.assert_status(403);
}

#[actix_web::test]
async fn forged_ids_and_wrong_pairs_are_not_found() {
    let world = World::start().await; // T4
    let console = world.console().await;
    let absent = "018f0000-0000-7000-8000-000000000000";
    for path in [
        format!("/console/people/{absent}"),
        format!("/console/people/{}", world.people.foreign_admin),
        "/console/people/not-an-id".to_owned(),
        people_of(world.other),
        people_of(absent),
        format!("{}/{}/edit", people_of(world.branch), world.people.leaf_admin),
        format!("{}/{}/edit", people_of(world.other), world.people.foreign_admin),
        format!("{}/new", people_of(world.other)),
    ] {
        console.get(&path).await.assert_not_found();
    }
    invite(&console, world.other, "x@customer.test", "viewer").await.assert_not_found();
    let wrong = [("email", ""), ("name", ""), ("role", "viewer")];
    console.post(&people_of(world.other), &wrong).await.assert_not_found();
    let remove = format!("{}/{}/remove", people_of(world.branch), world.people.leaf_admin);
    console.post(&remove, &[]).await.assert_not_found();
}
