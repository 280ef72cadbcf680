//! Console Users: rights and who may give them.

use crate::people::{count, lines};
use crate::support::{Answer, Caller, World, world::PASSWORD};
use berth::ids::PersonId;

fn page(person: PersonId) -> String {
    format!("/console/staff/{person}")
}

/// A Console User with a known address, signed in.
async fn colleague(world: &World, email: &str, rights: Option<&[(&str, &str)]>) -> (PersonId, Caller) {
    let person = world.near().console_user(email, rights, PASSWORD).unwrap();
    let caller = Caller::new(email, world.config.url.as_str());
    caller.sign_in(email, PASSWORD).await.assert_status(303);
    (person, caller)
}

/// Sends the rights form as the page would, with some areas chosen.
async fn give(caller: &Caller, person: PersonId, access: &str, areas: &[(&str, &str)]) -> Answer {
    let version = caller.get(&page(person)).await.value_of("input[name=version]").unwrap_or("1".to_owned());
    give_at(caller, person, access, areas, &version).await
}

async fn give_at(caller: &Caller, person: PersonId, access: &str, areas: &[(&str, &str)], version: &str) -> Answer {
    let mut form = vec![("access", access), ("version", version)];
    form.extend_from_slice(areas);
    caller.post(&format!("{}/rights", page(person)), &form).await
}

fn rights_of(world: &World, person: PersonId) -> String {
    lines(world, &format!("select full_access || ' ' || rights::text as line from people where id = '{person}'"))
        .remove(0)
}

#[actix_web::test]
async fn each_level_of_the_right_allows_its_own_and_no_more() {
    let world = World::start().await;
    let (bare, full) = (world.people.bare_console, world.console().await);
    let view = world.console_with(&[("console_users", "view")]).await;
    let edit = world.console_with(&[("console_users", "edit")]).await;
    let manage = world.console_with(&[("console_users", "manage")]).await;
    let none = world.bare_console().await;
    none.get("/console/staff").await.assert_status(403);
    let seen = view.get("/console/staff").await;
    seen.assert_ok();
    assert!(!seen.body.contains("Invite a console user"));
    let seen = view.get(&page(bare)).await;
    seen.assert_ok();
    assert!(!seen.body.contains("Save rights"), "offers what would be refused");
    let invitation = |email| [("email", email), ("name", "N"), ("access", "areas")];
    view.post("/console/staff", &invitation("v@northwind.test")).await.assert_status(403);
    give(&view, bare, "areas", &[]).await.assert_status(403);
    edit.post("/console/staff", &invitation("e@northwind.test")).await.assert_redirect("/console/staff/");
    give(&edit, bare, "areas", &[("right_console_users", "view")]).await.assert_redirect(&page(bare));
    for path in ["disable", "enable", "sessions"] {
        let path = format!("{}/{path}", page(bare));
        view.post(&path, &[]).await.assert_status(403);
        edit.post(&path, &[]).await.assert_status(403);
    }
    manage.post(&format!("{}/disable", page(bare)), &[]).await.assert_redirect(&page(bare));
    manage.post(&format!("{}/enable", page(bare)), &[]).await.assert_redirect(&page(bare));
    full.get("/console/staff").await.assert_ok();
}

#[actix_web::test]
async fn rights_count_from_the_next_request_and_are_audited_by_area() {
    let world = World::start().await; // T11
    let console = world.console().await;
    let (person, caller) = colleague(&world, "grow@northwind.test", Some(&[("reports", "view")])).await;
    caller.get("/console/accounts").await.assert_status(403);
    give(&console, person, "areas", &[("right_accounts", "edit")]).await.assert_redirect(&page(person));
    caller.get("/console/accounts").await.assert_ok();
    caller.get("/console/accounts/new").await.assert_ok();
    assert_eq!(rights_of(&world, person), r#"false {"accounts": "edit"}"#);
    let changes = lines(&world, "select changes::text as line from audit_log where action = 'person.rights'").remove(0);
    for part in ["Accounts", "Edit", "Reports", "View", "None"] {
        assert!(changes.contains(part), "{changes}");
    }
    give(&console, person, "areas", &[]).await.assert_redirect(&page(person));
    caller.get("/console/accounts").await.assert_status(403);
    give(&console, person, "full", &[]).await.assert_redirect(&page(person));
    caller.get("/console/staff").await.assert_ok();
    assert_eq!(rights_of(&world, person), "true {}");
}

#[actix_web::test]
async fn nobody_gives_a_right_they_do_not_hold() {
    let world = World::start().await;
    let held = [("console_users", "manage"), ("accounts", "edit")];
    let (me, caller) = colleague(&world, "lead@northwind.test", Some(&held)).await;
    let bare = world.people.bare_console;
    give(&caller, bare, "areas", &[("right_accounts", "edit")]).await.assert_redirect(&page(bare));
    for (access, areas) in [
        ("full", vec![]),
        ("areas", vec![("right_accounts", "manage")]),
        ("areas", vec![("right_cycles", "view")]),
        ("areas", vec![("right_accounts", "edit"), ("right_settings", "view")]),
    ] {
        let refused = give(&caller, bare, access, &areas).await;
        refused.assert_refused("access", "you do not hold it yourself");
        give(&caller, me, access, &areas).await.assert_status(422);
        let mut form = vec![("email", "up@northwind.test"), ("name", "Up"), ("access", access)];
        form.extend_from_slice(&areas);
        caller.post("/console/staff", &form).await.assert_refused("access", "you do not hold it yourself");
    }
    give(&caller, bare, "areas", &[("right_accounts", "emperor")]).await.assert_status(422);
    give(&caller, bare, "", &[]).await.assert_status(422);
    assert_eq!(rights_of(&world, bare), r#"false {"accounts": "edit"}"#);
    assert_eq!(count(&world, "people where email_key = 'up@northwind.test'"), 0);
    assert_eq!(count(&world, "mails"), 0);
}

#[actix_web::test]
async fn nobody_changes_a_person_who_holds_more() {
    let world = World::start().await;
    let caller = world.console_with(&[("console_users", "manage")]).await;
    let (more, _) = colleague(&world, "more@northwind.test", Some(&[("cycles", "view")])).await;
    let ada = world.people.console;
    for (person, lacking) in [(ada, "Full access"), (more, "Cycles: View")] {
        let seen = caller.get(&page(person)).await;
        seen.assert_ok();
        assert!(seen.body.contains("so you cannot change them"));
        assert!(!seen.body.contains("Save rights"));
        let before = rights_of(&world, person);
        let refused = give_at(&caller, person, "areas", &[], "1").await;
        refused.assert_status(403);
        assert!(refused.body.contains(lacking), "names what is missing");
        for path in ["disable", "enable", "sessions", "invitation"] {
            caller.post(&format!("{}/{path}", page(person)), &[]).await.assert_status(403);
        }
        assert_eq!(rights_of(&world, person), before);
    }
    assert_eq!(count(&world, "people where state = 'disabled'"), 0);
    world.console().await.get("/console/staff").await.assert_ok();
}

#[actix_web::test]
async fn the_last_active_person_with_full_access_is_kept() {
    let world = World::start().await;
    let ada = world.people.console;
    let console = world.console().await;
    give(&console, ada, "areas", &[("right_accounts", "manage")])
        .await
        .assert_refused("access", "the last active person with full access");
    let refused = console.post(&format!("{}/disable", page(ada)), &[]).await;
    refused.assert_status(422);
    assert!(refused.text_of("[data-error-summary]").unwrap().contains("the last active person with full access"));
    // Somebody invited or disabled does not count.
    let form = [("email", "soon@northwind.test"), ("name", "Soon"), ("access", "full")];
    console.post("/console/staff", &form).await.assert_redirect("/console/staff/");
    give(&console, ada, "areas", &[]).await.assert_status(422);
    let (second, other) = colleague(&world, "second@northwind.test", None).await;
    console.post(&format!("{}/disable", page(second)), &[]).await.assert_redirect(&page(second));
    give(&console, ada, "areas", &[]).await.assert_status(422);
    assert!(other.get("/console/staff").await.location().starts_with("/sign-in"), "disabled is out at once");
    console.post(&format!("{}/enable", page(second)), &[]).await.assert_redirect(&page(second));
    // Nobody disables themselves; stepping down is allowed while another stays.
    console.post(&format!("{}/disable", page(ada)), &[]).await.assert_status(422);
    give(&console, ada, "areas", &[]).await.assert_redirect(&page(ada));
    assert_eq!(count(&world, "people where full_access and state = 'active' and email like '%northwind.test'"), 1);
}

#[actix_web::test]
async fn two_people_cannot_take_full_access_from_one_another_at_the_same_time() {
    let world = World::start().await;
    let first = world.console().await;
    let (second_id, second) = colleague(&world, "second@northwind.test", None).await;
    let ada = world.people.console;
    for disabling in [false, true] {
        let act = async |caller: &Caller, person: PersonId| {
            if disabling {
                caller.post(&format!("{}/disable", page(person)), &[]).await
            } else {
                give_at(caller, person, "areas", &[], "1").await
            }
        };
        let (a, b) = futures_util::join!(act(&first, second_id), act(&second, ada));
        let left = count(&world, "people where full_access and state = 'active' and email like '%northwind.test'");
        assert_eq!(left, 1, "{} {}", a.status, b.status);
        let done = [&a, &b].iter().filter(|answer| answer.location().starts_with("/console/staff/")).count();
        assert_eq!(done, 1, "{} {}", a.status, b.status);
        // Both as before, for the second round.
        use diesel::connection::SimpleConnection;
        let again = "update people set full_access = true, rights = '{}', version = 1 where email in ('second@northwind.test', 'ada.vance@northwind.test')";
        world.database.look().batch_execute(again).unwrap();
    }
}

#[actix_web::test]
async fn the_second_of_two_who_change_the_same_rights_is_told() {
    let world = World::start().await;
    let console = world.console().await;
    let bare = world.people.bare_console;
    let version = console.get(&page(bare)).await.value_of("input[name=version]").unwrap();
    give_at(&console, bare, "areas", &[("right_reports", "view")], &version).await.assert_redirect(&page(bare));
    let second = give_at(&console, bare, "areas", &[("right_cycles", "edit")], &version).await;
    second.assert_status(409);
    let diff = second.text_of(".diff").unwrap();
    assert!(diff.contains("Cycles") && diff.contains("Reports"), "{diff}");
    let chosen = second.attributes_of("input[name=right_cycles][checked]", "value");
    assert_eq!(chosen, ["edit"], "what was chosen is kept");
    let version = second.value_of("input[name=version]").unwrap();
    give_at(&console, bare, "areas", &[("right_cycles", "edit")], &version).await.assert_redirect(&page(bare));
    assert_eq!(rights_of(&world, bare), r#"false {"cycles": "edit"}"#);
}

#[actix_web::test]
async fn staff_is_invited_once_or_made_with_a_password() {
    let world = World::start().await;
    let console = world.console().await;
    let key = console.get("/console/staff/new").await.value_of("input[name=idempotency_key]").unwrap();
    let form = [
        ("email", "New.Colleague@northwind.test"),
        ("name", "New Colleague"),
        ("access", "areas"),
        ("right_reports", "view"),
        ("idempotency_key", key.as_str()),
    ];
    let (first, second) =
        futures_util::join!(console.post("/console/staff", &form), console.post("/console/staff", &form));
    first.assert_redirect("/console/staff/");
    assert_eq!(first.location(), second.location());
    assert_eq!(count(&world, "people where email_key = 'new.colleague@northwind.test'"), 1);
    assert_eq!(count(&world, "mails where template = 'invite' and recipient = 'New.Colleague@northwind.test'"), 1);
    let shown = console.get(first.location()).await;
    assert!(shown.body.contains("Invitation sent"));
    world.clock.advance(chrono::Duration::minutes(10));
    console.post(&format!("{}/invitation", first.location()), &[]).await.assert_redirect(first.location());
    assert_eq!(count(&world, "mails where template = 'invite'"), 2);
    for (email, words) in [
        ("new.colleague@northwind.test", "a console user already"),
        ("root.admin@customer.test", "a customer's user"),
        ("nobody", "is not an e-mail address"),
    ] {
        let form = [("email", email), ("name", "X"), ("access", "areas")];
        console.post("/console/staff", &form).await.assert_refused("email", words);
    }
    let form = [
        ("email", "direct@northwind.test"),
        ("name", "Direct"),
        ("access", "areas"),
        ("right_accounts", "view"),
        ("how", "password"),
        ("password", "a long one for staff"),
    ];
    console.post("/console/staff", &form).await.assert_redirect("/console/staff/");
    let direct = Caller::new("direct", world.config.url.as_str());
    direct.sign_in("direct@northwind.test", "a long one for staff").await.assert_status(303);
    direct.get("/console/accounts").await.assert_ok();
    direct.get("/console/people").await.assert_status(403);
    let found = console.get("/console/staff?q=coll").await;
    assert_eq!(found.texts_of("tbody th a"), ["New Colleague"]);
}

#[actix_web::test]
async fn people_of_customers_and_of_other_partners_are_not_staff() {
    let world = World::start().await; // T4, T8
    let console = world.console().await;
    for person in [world.people.branch_admin, world.people.foreign_console] {
        console.get(&page(person)).await.assert_not_found();
        give_at(&console, person, "full", &[], "1").await.assert_not_found();
        for path in ["disable", "enable", "sessions", "invitation"] {
            console.post(&format!("{}/{path}", page(person)), &[]).await.assert_not_found();
        }
    }
    console.get("/console/staff/not-an-id").await.assert_not_found();
    let listed = console.get("/console/staff").await.texts_of("tbody th a").join(" ");
    assert!(!listed.contains("carl") && !listed.contains("admin"), "{listed}");
}

#[actix_web::test]
async fn rights_are_saved_beside_what_the_person_changes_about_themself() {
    let world = World::start().await;
    let console = world.console().await;
    let bare = world.bare_console().await;
    let person = world.people.bare_console;
    let version = console.get(&page(person)).await.value_of("input[name=version]").unwrap();
    let mine = bare.get("/me").await.value_of("input[name=version]").unwrap();
    bare.post("/me", &[("name", "Bare Renamed"), ("theme", "dark"), ("version", &mine)]).await.assert_redirect("/me");
    give_at(&console, person, "areas", &[("right_reports", "view")], &version).await.assert_redirect(&page(person));
    // And the other way round: the profile is not disturbed by new rights.
    let mine = bare.get("/me").await.value_of("input[name=version]").unwrap();
    give(&console, person, "areas", &[("right_reports", "edit")]).await.assert_redirect(&page(person));
    bare.post("/me", &[("name", "Bare Again"), ("version", &mine)]).await.assert_redirect("/me");
    // Somebody else's change of the rights is still told.
    give_at(&console, person, "areas", &[("right_reports", "manage")], &version).await.assert_status(409);
    assert_eq!(rights_of(&world, person), r#"false {"reports": "edit"}"#);
}
