//! What the gate said of somebody a moment ago is used again only where it would say the same now, word for word (T3,
//! MODEL section 3). Changed here behind the product's back, so that nothing but the gate can notice.

use crate::support::World;
use diesel::connection::SimpleConnection;

const ADA: &str = "ada.vance@northwind.test";

fn behind_its_back(world: &World, sql: &str) {
    world.database.look().batch_execute(sql).unwrap();
}

#[actix_web::test]
async fn a_right_taken_away_is_gone_with_the_next_request() {
    let world = World::start().await;
    let console = world.console().await;
    for _ in 0..3 {
        console.get("/console/accounts").await.assert_ok();
    }
    behind_its_back(&world, &format!("update people set full_access = false, rights = '{{}}' where email = '{ADA}'"));
    console.get("/console/accounts").await.assert_status(403);
    console.post("/console/accounts", &[("name", "Late"), ("api_id", "late")]).await.assert_status(403);
    behind_its_back(&world, &format!("update people set rights = '{{\"accounts\": \"view\"}}' where email = '{ADA}'"));
    console.get("/console/accounts").await.assert_ok();
}

#[actix_web::test]
async fn a_session_that_was_ended_and_a_person_who_was_disabled_are_out_at_once() {
    for end in
        ["update sessions set ends_at = created_at", "delete from sessions", "update people set state = 'disabled'"]
    {
        let world = World::start().await;
        let console = world.console().await;
        console.get("/console/accounts").await.assert_ok();
        console.get("/console/accounts").await.assert_ok();
        behind_its_back(&world, end);
        console.get("/console/accounts").await.assert_redirect("/sign-in");
    }
}

#[actix_web::test]
async fn a_grant_taken_away_closes_the_account_and_a_change_shows_on_the_next_page() {
    // T5: the account stands in the seal as everything else does.
    let world = World::start().await;
    let admin = world.admin_of(world.leaf).await;
    let home = format!("/a/{}", world.leaf);
    admin.get(&home).await.assert_ok();
    admin.get(&home).await.assert_ok();
    behind_its_back(&world, "update partners set name = 'Northwind Renamed' where slug = 'northwind'");
    assert!(admin.get(&home).await.body.contains("Northwind Renamed"));
    behind_its_back(&world, "update account_users set role = 'viewer'");
    admin.get(&format!("{home}/people/new")).await.assert_status(403);
    behind_its_back(&world, "delete from account_users");
    admin.get(&home).await.assert_not_found();
}

#[actix_web::test]
async fn one_account_s_answer_is_never_anothers() {
    // T4
    let world = World::start().await;
    let admin = world.admin_of(world.leaf).await;
    for _ in 0..3 {
        admin.get(&format!("/a/{}", world.leaf)).await.assert_ok();
        admin.get(&format!("/a/{}", world.sibling)).await.assert_not_found();
        admin.get("/console/accounts").await.assert_not_found();
    }
}
