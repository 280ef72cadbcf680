//! Who may have reports sent, whom they reach, and what becomes of them when people and accounts go.

use super::{AT, FORM, HERE, go_to, save, written};
use crate::engine::rows;
use crate::support::World;
use crate::support::world::PASSWORD;
use chrono::Duration;
use diesel::connection::SimpleConnection;

const DAILY: [(&str, &str); 4] = [("name", "Daily"), ("every", "daily"), ("hour", "13"), ("timezone", "UTC")];

fn send(world: &World) {
    berth::testing::send_saved_reports(&world.app.app).unwrap();
}

/// Somebody of the branch, with a browser of theirs.
async fn member(world: &World, email: &str, role: &str) -> (berth::ids::PersonId, crate::support::Caller) {
    let person = world.near().account_user(email, PASSWORD).unwrap();
    world.near().grant(person, world.branch, role, false).unwrap();
    let caller = world.visitor();
    caller.sign_in(email, PASSWORD).await.assert_status(303);
    (person, caller)
}

#[actix_web::test]
async fn all_staff_sees_them_and_reports_edit_saves_them() {
    let world = World::start().await;
    save(&world.console_with(&[("reports", "edit")]).await, &format!("{HERE}/new?report=accounts"), &DAILY)
        .await
        .assert_redirect(HERE);
    for rights in [&[][..], &[("reports", "view")]] {
        let viewer = world.console_with(rights).await;
        let list = viewer.get(HERE).await;
        assert!(list.assert_ok().body.contains("Daily") && list.attributes_of("main .menu form", "action").is_empty());
        let report = viewer.get("/console/reports/accounts").await;
        assert!(!report.assert_ok().body.contains("Send by mail"), "{}", report.body);
        let refused = viewer.get(&format!("{HERE}/new?report=accounts")).await;
        assert!(refused.assert_status(403).body.contains("Reports: Edit"));
        viewer.post(HERE, &[("report", "accounts")]).await.assert_status(403);
    }
    // Another partner's and another account's are not there (T1, T4).
    let id = rows(&world, "id from saved_reports").remove(0);
    let foreign = world.foreign_console().await;
    assert!(foreign.get(HERE).await.body.contains("No report is sent by mail yet"));
    foreign.get(&format!("{HERE}/{id}/edit")).await.assert_not_found();
    let admin = world.admin_of(world.root).await;
    admin.get(&format!("/a/{}/reports/saved/{id}/edit", world.root)).await.assert_not_found();
    admin.post(&format!("/a/{}/reports/saved/{id}/deletion", world.root), &[]).await.assert_not_found();
}

#[actix_web::test]
async fn a_viewer_of_an_account_may_not_save_and_is_left_out_when_they_are_let_out() {
    let world = World::start().await;
    let here = format!("/a/{}/reports/saved", world.branch);
    let (viewer, looks) = member(&world, "viewer@customer.test", "viewer").await;
    assert!(!looks.get(&format!("/a/{}/reports/use", world.branch)).await.assert_ok().body.contains("Send by mail"));
    looks.get(&format!("{here}/new?report=use")).await.assert_status(403);
    looks.post(&here, &[("report", "use")]).await.assert_status(403);
    let (_, works) = member(&world, "standard@customer.test", "standard").await;
    let page = works.get(&format!("{here}/new?report=use")).await;
    let mine = page.attributes_of("input[name=readers][checked]", "value").remove(0);
    let (id, other) = (viewer.to_string(), world.people.leaf_admin.to_string());
    let refused = works.send(&page, FORM, &[&DAILY[..], &[("readers", &mine), ("readers", &other)]].concat()).await;
    refused.assert_refused("readers", "cannot be mailed from here"); // another account's person
    works
        .send(&page, FORM, &[&DAILY[..], &[("readers", &mine), ("readers", &id)]].concat())
        .await
        .assert_redirect(&here);
    assert!(looks.get(&here).await.text_of("tbody tr").unwrap().contains("2 people"));
    go_to(&world, "2026-11-24T13:00:00Z");
    send(&world);
    assert_eq!(written(&world), "2");
    let let_out = format!("delete from account_users where person_id = '{viewer}'");
    world.database.look().batch_execute(&let_out).unwrap();
    go_to(&world, "2026-11-25T13:00:00Z");
    send(&world);
    assert_eq!(rows(&world, "recipient from mails order by recipient").len(), 3);
    assert_eq!(rows(&world, "count(*) from mails where recipient = 'viewer@customer.test'"), ["1"]);
}

#[actix_web::test]
async fn when_its_owner_loses_the_right_it_stops_says_so_and_goes_on_in_another_name() {
    let world = World::start().await;
    let here = format!("/a/{}/reports/saved", world.branch);
    let (owner, works) = member(&world, "standard@customer.test", "standard").await;
    let admin = world.people.branch_admin.to_string();
    let to_admin = [&DAILY[..], &[("readers", admin.as_str())]].concat();
    save(&works, &format!("{here}/new?report=cycles"), &to_admin).await.assert_redirect(&here);
    let lowered = format!("update account_users set role = 'viewer' where person_id = '{owner}'");
    world.database.look().batch_execute(&lowered).unwrap();
    go_to(&world, "2026-11-24T13:00:00Z");
    send(&world);
    assert_eq!(written(&world), "0");
    let stopped =
        "Daily|standard has lost the right to send it (Standard). Resume it to have it sent in your name.|never";
    assert_eq!(rows(&world, AT), [stopped]);
    let admin = world.admin_of(world.branch).await;
    let row = admin.get(&here).await.text_of("tbody tr").unwrap();
    assert!(row.contains("Stopped") && row.contains("lost the right to send it"), "{row}");
    let id = rows(&world, "id from saved_reports").remove(0);
    admin.post(&format!("{here}/{id}/sending"), &[]).await.assert_status(409);
    admin.post(&format!("{here}/{id}/resumption"), &[]).await.assert_redirect(&here);
    go_to(&world, "2026-11-25T13:00:00Z");
    send(&world);
    assert_eq!((written(&world).as_str(), rows(&world, AT)), ("1", vec!["Daily||2026-11-26 13:00".to_owned()]));
    // Staff likewise; one who is disabled can sign in no more.
    let staff = world.near().console_user("carla@northwind.test", Some(&[("reports", "edit")]), PASSWORD).unwrap();
    let carla = world.visitor();
    carla.sign_in("carla@northwind.test", PASSWORD).await.assert_status(303);
    save(&carla, &format!("{HERE}/new?report=accounts"), &DAILY).await.assert_redirect(HERE);
    world.near().disable(staff).unwrap();
    go_to(&world, "2026-11-26T13:00:00Z");
    send(&world);
    let row = world.console().await.get(HERE).await.text_of("tbody tr").unwrap();
    assert!(row.contains("Stopped") && row.contains("carla cannot sign in any more"), "{row}");
    assert_eq!(rows(&world, "count(*) from audit_log where action = 'report.stopped'"), ["2"]);
    // A person who is removed for good takes nothing along and is kept by nothing.
    let gone = format!("delete from people where id in ('{staff}', '{owner}')");
    world.database.look().batch_execute(&gone).unwrap();
    let console = world.console().await;
    let id = rows(&world, "id from saved_reports where account_id is null").remove(0);
    console.post(&format!("{HERE}/{id}/resumption"), &[]).await.assert_redirect(HERE);
    go_to(&world, "2026-11-27T13:00:00Z");
    send(&world);
    assert!(console_row(&world).await.contains("Nobody it is mailed to"), "its only reader was removed");
}

async fn console_row(world: &World) -> String {
    world.console().await.get(HERE).await.text_of("tbody tr").unwrap()
}

#[actix_web::test]
async fn a_closed_account_is_passed_by_and_a_purged_one_takes_its_reports_along() {
    let world = World::start().await;
    let here = format!("/a/{}/reports/saved", world.leaf);
    let admin = world.admin_of(world.leaf).await;
    save(&admin, &format!("{here}/new?report=use"), &DAILY).await.assert_redirect(&here);
    // The account above it is suspended: nobody is mailed, nothing stops, and afterwards it goes on by itself.
    world.near().suspend(world.root, "unpaid").unwrap();
    go_to(&world, "2026-11-24T13:00:00Z");
    send(&world);
    assert_eq!((written(&world).as_str(), rows(&world, AT)), ("0", vec!["Daily||2026-11-25 13:00".to_owned()]));
    world.near().resume(world.root).unwrap();
    world.near().move_to(world.leaf, Some(world.sibling)).unwrap();
    go_to(&world, "2026-11-25T13:00:00Z");
    send(&world);
    assert_eq!(written(&world), "1", "it moved with the account");
    world.near().delete(world.leaf).unwrap();
    go_to(&world, "2026-11-26T13:00:00Z");
    send(&world);
    assert_eq!(written(&world), "1");
    world.clock.advance(Duration::days(91));
    send(&world);
    world.near().purge_due().unwrap();
    assert_eq!(rows(&world, "count(*) from saved_reports"), ["0"]);
    assert_eq!(rows(&world, "count(*) from saved_report_readers"), ["0"]);
    assert_eq!(
        rows(&world, "counts ->> 'saved_reports' from purge_certificates"),
        ["1"],
        "and the certificate says so"
    );
}

#[actix_web::test]
async fn who_reaches_an_account_from_above_is_mailed_until_it_moves_away() {
    let world = World::start().await;
    let person = world.near().account_user("above@customer.test", PASSWORD).unwrap();
    world.near().grant(person, world.root, "standard", true).unwrap();
    let above = world.visitor();
    above.sign_in("above@customer.test", PASSWORD).await.assert_status(303);
    let here = format!("/a/{}/reports/saved", world.leaf);
    save(&above, &format!("{here}/new?report=use"), &DAILY).await.assert_redirect(&here);
    go_to(&world, "2026-11-24T13:00:00Z");
    send(&world);
    assert_eq!(written(&world), "1");
    world.near().move_to(world.leaf, None).unwrap();
    go_to(&world, "2026-11-25T13:00:00Z");
    send(&world);
    assert_eq!(written(&world), "1");
    assert!(rows(&world, AT)[0].contains("has lost the right to send it"), "{:?}", rows(&world, AT));
}

#[actix_web::test]
async fn staff_has_a_report_of_one_account_sent_until_the_account_is_gone() {
    let world = World::start().await;
    let console = world.console().await;
    let report = format!("/console/accounts/{}/reports/methods", world.branch);
    let page = console.get(&format!("{report}?period=week")).await;
    let offered = page.assert_ok().attributes_of("#report a[href*='/saved/new']", "href").remove(0);
    assert_eq!(offered, format!("{HERE}/new?report=account-methods&period=week&account={}", world.branch));
    let form = console.get(&offered).await;
    assert!(form.assert_ok().body.contains("Connectors and methods, of “Branch Office”"), "{}", form.body);
    console.send(&form, FORM, &DAILY).await.assert_redirect(HERE);
    let list = console.get(HERE).await;
    assert!(list.assert_ok().text_of("tbody tr").unwrap().contains("of “Branch Office”"), "{}", list.body);
    assert!(list.attributes_of("tbody th a", "href")[0].starts_with(&format!("{report}?period=week")));
    go_to(&world, "2026-11-24T13:00:00Z");
    send(&world);
    let text = rows(&world, "values::text from mails where template = 'report'").remove(0);
    assert!(text.contains("Branch Office") && text.contains(&format!("{report}?period=own")), "{text}");
    // Another partner's account is not there (T1), and it is not the business of the account's own people (T7).
    let foreign = world.foreign_console().await;
    foreign.get(&offered).await.assert_not_found();
    let admin = world.admin_of(world.branch).await;
    admin.get(&format!("/a/{}/reports/saved/new?report=account-use", world.branch)).await.assert_not_found();
    assert!(!admin.get(&format!("/a/{}/reports/saved", world.branch)).await.assert_ok().body.contains("Daily"));
    world.near().delete(world.leaf).unwrap();
    world.near().delete(world.branch).unwrap();
    go_to(&world, "2026-11-25T13:00:00Z");
    send(&world);
    assert_eq!(written(&world), "1");
    assert_eq!(rows(&world, AT), ["Daily|The account that it is of was deleted.|never"]);
}
