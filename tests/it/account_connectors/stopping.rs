//! What makes an Account Connector unusable stops the cycles that use it, in accounts below too, and says whom to ask.

use super::{connected, id_of, in_account, in_console, ledgerly};
use crate::people::lines;
use crate::support::{Caller, World};

/// Cycles of root, branch and sibling: two that run with root's connector, one that does not, one of another connector.
struct Scene {
    world: World,
    page: String,
}

async fn scene() -> Scene {
    let world = World::start().await;
    let (console, library) = (world.console().await, ledgerly(&world));
    let page = connected(&console, &in_console(world.root), &library, "Ledger", "token").await;
    let other = connected(&console, &in_console(world.branch), &library, "Other", "token").await;
    let near = world.near();
    near.cycle_using(world.root, "Orders", "active", world.root, id_of(&page)).unwrap();
    near.cycle_using(world.root, "Asleep", "paused", world.root, id_of(&page)).unwrap();
    near.cycle_using(world.branch, "Stock", "finishing", world.root, id_of(&page)).unwrap();
    near.cycle_using(world.branch, "Elsewhere", "active", world.branch, id_of(&other)).unwrap();
    Scene { world, page }
}

fn cycles(world: &World) -> Vec<String> {
    lines(
        world,
        "select name || ' ' || state || coalesce(': ' || problem, '') || case when next_run_at is null then '' else ' (due)' end
                || case when stopped_at is null then '' else ' (stopped)' end as line from cycles order by name",
    )
}

const BEFORE: [&str; 4] = ["Asleep paused", "Elsewhere active (due)", "Orders active (due)", "Stock finishing"];

async fn disconnected_by(scene: &Scene, caller: &Caller, page: &str, by: &str) {
    assert_eq!(cycles(&scene.world), BEFORE);
    let asked = caller.get(&format!("{page}/disconnection")).await;
    let words = asked.assert_ok().text_of("[data-dialog-content]").unwrap();
    assert!(
        words.contains("1 cycle of this account stops") && words.contains("1 cycle of a sub-account stops"),
        "{words}"
    );
    assert_eq!(asked.texts_of(".chosen-list li"), ["Orders"]);
    caller.post(&format!("{page}/disconnection"), &[("version", "2")]).await.assert_redirect(page);
    assert!(caller.get(page).await.body.contains("2 cycles stopped"));
    let orders =
        format!("Orders error: “Ledger” was disconnected by {by}. Connect it again, then start this cycle. (stopped)");
    let stock = "Stock error: “Ledger” of Root Holding was disconnected. Ask an administrator of Root Holding to connect it again, then start this cycle. (stopped)";
    assert_eq!(cycles(&scene.world), ["Asleep paused", "Elsewhere active (due)", &orders, stock]);
}

#[actix_web::test]
async fn disconnecting_in_the_console_stops_them_all() {
    let scene = scene().await;
    let (console, page) = (scene.world.console().await, scene.page.clone());
    disconnected_by(&scene, &console, &page, "Northwind Apps").await;
}

#[actix_web::test]
async fn disconnecting_in_the_account_view_reaches_sub_accounts_too() {
    let scene = scene().await;
    let (admin, page) = (scene.world.admin_of(scene.world.root).await, scene.page.replace("/console/accounts/", "/a/"));
    disconnected_by(&scene, &admin, &page, "root admin").await;
    // The parent sees how many, never which (T7).
    let shown = admin.get(&page).await;
    assert!(shown.body.contains("1 cycle of sub-accounts uses it, 0 of them running") && !shown.body.contains("Stock"));
}

#[actix_web::test]
async fn keeping_it_to_the_account_stops_those_below_only() {
    let Scene { world, page } = scene().await;
    let admin = world.admin_of(world.root).await;
    let page = page.replace("/console/accounts/", "/a/");
    let asked = admin.get(&format!("{page}/sharing")).await;
    assert!(asked.text_of("[data-dialog-content]").unwrap().contains("1 cycle of a sub-account stops"));
    admin.post(&format!("{page}/sharing"), &[("shared", "no"), ("version", "2")]).await.assert_redirect(&page);
    let stock = "Stock error: Root Holding does not share “Ledger” any more. Ask an administrator of Root Holding, or use a connector of this account, then start this cycle. (stopped)";
    assert_eq!(cycles(&world), ["Asleep paused", "Elsewhere active (due)", "Orders active (due)", stock]);
    assert!(!world.admin_of(world.branch).await.get(&in_account(world.branch)).await.body.contains("Ledger</th>"));
    admin.post(&format!("{page}/sharing"), &[("shared", "yes"), ("version", "3")]).await.assert_redirect(&page);
    assert!(cycles(&world)[3].starts_with("Stock error"), "people start it again, when they see fit");
    admin.post(&format!("{page}/sharing"), &[("shared", "maybe"), ("version", "4")]).await.assert_status(400);
}

#[actix_web::test]
async fn it_is_not_removed_while_cycles_use_it() {
    let Scene { world, page } = scene().await;
    let console = world.console().await;
    let asked = console.get(&format!("{page}/removal")).await;
    assert_eq!(asked.texts_of(".chosen-list li"), ["Asleep", "Orders"]);
    assert!(asked.texts_of("button.danger").is_empty(), "offers what would be refused");
    let refused = console.post(&format!("{page}/removal"), &[("version", "2")]).await;
    let words = refused.assert_status(422).text_of("[data-error-summary]").unwrap();
    assert!(words.contains("2 cycles of this account and 1 cycle of its sub-accounts use it"), "{words}");
    assert_eq!(cycles(&world), BEFORE);
    use diesel::connection::SimpleConnection;
    world.database.look().batch_execute("update cycles set state = 'removed', next_run_at = null").unwrap();
    console.post(&format!("{page}/removal"), &[("version", "2")]).await.assert_redirect(&in_console(world.root));
}

/// The function that stops cycles below applies the tenant itself: called in another account's scope, or for a
/// connector that can be used, it does nothing.
#[actix_web::test]
async fn the_function_that_stops_cycles_touches_no_others() {
    use diesel::connection::SimpleConnection;
    let Scene { world, page } = scene().await;
    let mut conn = world.database.look();
    conn.batch_execute("update account_connectors set state = 'refused' where name = 'Ledger'").unwrap();
    let (partner, id) = (world.near().partner, id_of(&page));
    let far = berth::testing::Maker::existing(&world.config, &world.db, "contoso").unwrap().partner;
    let call = |partner, account: String, of| {
        format!(
            "begin; set local role berth_account; set local app.partner_id = '{partner}'; set local app.account_id = '{account}';
             select app.stop_unusable('{of}', '{id}', 'x', 'x', now()); commit"
        )
    };
    for (partner, scope, of) in [
        (partner, world.branch.to_string(), world.root),
        (partner, world.sibling.to_string(), world.root),
        (partner, world.branch.to_string(), world.branch),
        (far, world.root.to_string(), world.root),
    ] {
        conn.batch_execute(&call(partner, scope, of)).unwrap();
        assert_eq!(cycles(&world), BEFORE);
    }
    conn.batch_execute(&call(partner, world.root.to_string(), world.root)).unwrap();
    assert!(cycles(&world)[2].starts_with("Orders error") && cycles(&world)[1] == BEFORE[1]);
}
