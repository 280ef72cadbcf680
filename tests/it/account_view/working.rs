//! Looking at cycles and transactions, and working with them.

use super::{failed, here, person};
use crate::engine::{post, rows, run, world};
use crate::support::target::Target;
use serde_json::json;

#[actix_web::test]
async fn a_standard_user_starts_runs_and_stops_a_cycle_and_a_viewer_looks() {
    let (world, target) = (world().await, Target::start());
    let (cycle, hook, _) = failed(&world, &target).await;
    let (standard, viewer) =
        (person(&world, world.branch, "standard").await, person(&world, world.branch, "viewer").await);
    let list = standard.get(&here(world.branch, "cycles")).await;
    let page = here(world.branch, &format!("cycles/{cycle}"));
    assert_eq!(list.assert_ok().attributes_of("tbody a.row-link", "href"), [page.as_str()]);
    assert_eq!(list.text_of("nav.top-nav [aria-current]").as_deref(), Some("Cycles"));
    let shown = standard.get(&page).await;
    assert!(shown.assert_ok().value_of("#hook-order").unwrap().ends_with(&hook), "who may start it sees its address");
    assert_eq!(shown.texts_of("main .crumbs a, main nav a")[0], "Cycles", "the way leads to the account's own list");
    assert!(!shown.body.contains("/console/"), "nothing leads into the console");
    // A viewer sees all of it but what would start it, and can do nothing.
    let seen = viewer.get(&page).await;
    assert!(seen.assert_ok().body.contains("Shape") && !seen.body.contains("/hooks/"), "no address");
    assert!(seen.attributes_of("main form, main a[data-dialog]", "class").is_empty(), "and no button");
    for (way, form) in [("activation", vec![]), ("once", vec![("sample", "{}")]), ("stop", vec![("how", "now")])] {
        let refused = viewer.post(&format!("{page}/{way}"), &form).await;
        assert!(refused.assert_status(403).body.contains("Standard"), "{way}: it names the role that may");
    }
    for way in ["once", "stop", "connectors", "inputs", "schedule"] {
        viewer.get(&format!("{page}/{way}")).await.assert_status(403);
    }
    // Stopped, run once by hand, that stopped too, and started.
    standard.post(&format!("{page}/stop"), &[("how", "now")]).await.assert_redirect(&page);
    assert_eq!(
        rows(&world, "state, stopped_by from cycles"),
        ["paused|standard"].map(|s| s.replace("standard", &standard_name(&world)))
    );
    let paused = standard.get(&page).await;
    assert!(!paused.body.contains("Stop..."), "nothing of it runs");
    let begun = standard.post(&format!("{page}/once"), &[("sample", r#"{"customer": "Ana", "total": 1}"#)]).await;
    begun.assert_redirect(&here(world.branch, "transactions/"));
    let paused = standard.get(&page).await;
    assert!(paused.body.contains("Stop...") && paused.body.contains("Start"), "what runs by hand can be stopped");
    let asked = standard.get(&format!("{page}/stop")).await;
    assert!(asked.assert_ok().body.contains("only what somebody began by hand still runs"));
    standard.post(&format!("{page}/stop"), &[("how", "now")]).await.assert_redirect(&page);
    assert_eq!(rows(&world, "by_hand from queue"), ["f"]);
    assert!(!standard.get(&page).await.body.contains("Stop..."));
    let stops = rows(&world, "changes::text from audit_log where action = 'cycle.stopped' order by seq");
    assert!(stops.len() == 2 && stops[1].contains("by_hand"), "{stops:?}");
    standard.post(&format!("{page}/activation"), &[]).await.assert_redirect(&page);
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions where origin = 'once'"), ["done"], "it went on with the start");
}

fn standard_name(world: &crate::support::World) -> String {
    rows(world, "p.name from people p join account_users u on u.person_id = p.id and u.role = 'standard'").remove(0)
}

#[actix_web::test]
async fn a_failed_transaction_is_found_read_and_run_again() {
    let (world, target) = (world().await, Target::start());
    let (cycle, hook, id) = failed(&world, &target).await;
    let standard = person(&world, world.branch, "standard").await;
    post(&world, &hook, &[], &json!({"customer": "Ida", "total": 4})).await;
    run(&world).await;
    let list = here(world.branch, "transactions");
    assert_eq!(standard.get(&list).await.assert_ok().texts_of("tbody tr").len(), 2);
    let found = standard.get(&format!("{list}?status=failed&cycle={cycle}")).await;
    let page = format!("{list}/{id}");
    assert_eq!(found.assert_ok().attributes_of("tbody a.row-link", "href"), [page.as_str()]);
    assert!(found.attributes_of("[data-select]", "name").is_empty(), "many at once are a job of the staff");
    let shown = standard.get(&page).await;
    for words in ["Zofia", "no such order", "Failed at", "Send on"] {
        assert!(shown.assert_ok().body.contains(words), "{words}");
    }
    assert!(!shown.body.contains("/console/"));
    let asked = standard.get(&format!("{page}/retry")).await;
    assert!(asked.assert_ok().body.contains("The failed step"));
    let begun = standard.post(&format!("{page}/retry"), &[("since", "failure")]).await;
    let second = begun.assert_redirect(&format!("{list}/")).location().to_owned();
    // While it has not ended the page asks for itself, and is sent anew only when something happened.
    let running = standard.get(&second).await;
    let again = running.attributes_of("#transaction", "hx-get").remove(0);
    standard.get_fragment(&again).await.assert_status(204);
    let listed = standard.get(&list).await;
    let list_again = listed.attributes_of("#transactions", "hx-get").remove(0);
    standard.get_fragment(&list_again).await.assert_status(204);
    run(&world).await;
    let ended = standard.get_fragment(&again).await;
    assert_eq!(ended.assert_ok().text_of(".page-title .badge").as_deref(), Some("Done"));
    assert!(ended.attributes_of("#transaction", "hx-get").is_empty(), "it has ended and asks no more");
    let all_ended = standard.get_fragment(&list_again).await;
    let next = all_ended.assert_ok().attributes_of("#transactions", "hx-get").remove(0);
    standard.get_fragment(&next).await.assert_status(204); // and waits for what comes next
    // A webhook is replayed, and the data of one deleted.
    standard.post(&format!("{page}/replay"), &[]).await.assert_redirect(&format!("{list}/"));
    standard.post(&format!("{page}/data-deletion"), &[]).await.assert_redirect(&page);
    assert!(standard.get(&page).await.body.contains("is not kept any more"));
    let actions = rows(&world, "action from audit_log where action like 'transaction%' order by seq");
    assert_eq!(actions, ["transaction.retried", "transaction.replayed", "transaction.data_deleted"]);
    let viewer = person(&world, world.branch, "viewer").await;
    assert!(!viewer.get(&page).await.assert_ok().body.contains("Run again..."));
    viewer.post(&format!("{page}/retry"), &[("since", "start")]).await.assert_status(403);
    viewer.post(&format!("{page}/data-deletion"), &[]).await.assert_status(403);
}

#[actix_web::test]
async fn incidents_are_resolved_and_the_first_page_says_what_needs_somebody() {
    let (world, target) = (world().await, Target::start());
    let (cycle, _, id) = failed(&world, &target).await;
    let (standard, viewer) =
        (person(&world, world.branch, "standard").await, person(&world, world.branch, "viewer").await);
    let home = format!("/a/{}", world.branch);
    let first = standard.get(&home).await;
    let needs = first.assert_ok().texts_of(".needs .alert").join(" ");
    assert!(needs.contains("1 transaction failed in the last 24 hours"), "{needs}");
    assert!(needs.contains("1 cause of errors and warnings is open"), "{needs}");
    assert_eq!(
        first.attributes_of("#last tbody a.row-link", "href"),
        [here(world.branch, &format!("transactions/{id}"))]
    );
    let list = here(world.branch, "incidents");
    let shown = standard.get(&list).await;
    let cause = shown.assert_ok().value_of("tbody input[name=cause]").unwrap();
    assert!(shown.attributes_of("tbody td a", "href").contains(&here(world.branch, &format!("cycles/{cycle}"))));
    assert!(viewer.get(&list).await.assert_ok().value_of("tbody input[name=cause]").is_none());
    viewer.post(&list, &[("cause", &cause), ("mark", "resolve")]).await.assert_status(403);
    standard.post(&list, &[("cause", &cause), ("mark", "mute")]).await.assert_redirect(&list);
    standard.post(&list, &[("cause", &cause), ("mark", "resolve")]).await.assert_redirect(&list);
    assert!(standard.get(&list).await.body.contains("No open incidents"));
    assert!(!standard.get(&home).await.texts_of(".needs .alert").join(" ").contains("cause"));
    let marks = rows(&world, "action from audit_log where action like 'incident%' order by seq");
    assert_eq!(marks, ["incident.muted", "incident.resolved"]);
}

#[actix_web::test]
async fn cycles_of_a_sub_account_are_its_own_and_use_what_is_shared_from_above() {
    let (world, target) = (world().await, Target::start()); // T6, T7
    let library = crate::templates::connector(&world, "shop", &target.url);
    let shop = world.near().connected(&world.app.app, world.root, library, "Head office shop", "t0ken").unwrap();
    let flow = crate::templates::sending("shop");
    let cycle = world.near().paused_cycle(&world.app.app, world.branch, "Branch orders", flow).unwrap();
    let standard = person(&world, world.branch, "standard").await;
    let page = here(world.branch, &format!("cycles/{cycle}"));
    let open = standard.get(&page).await;
    let line = open.assert_ok().attributes_of("#open a", "href").remove(0);
    assert_eq!(line, format!("{page}/connectors"), "what is to be done leads to where it is done");
    let choose = standard.get(&line).await;
    assert!(
        choose.assert_ok().text_of("select option:last-child").unwrap().contains("Head office shop, of Root Holding")
    );
    let shop = shop.to_string();
    standard.post(&line, &[("slot_shop", &shop)]).await.assert_redirect(&page);
    let chosen = standard.get(&page).await;
    let panel = chosen.text_of("#connectors").unwrap();
    assert!(
        panel.contains("Head office shop") && panel.contains("of Root Holding") && panel.contains("Connected"),
        "{panel}"
    );
    assert!(chosen.attributes_of("#connectors .facts a", "href").is_empty(), "another account's page is not theirs");
    standard.post(&format!("{page}/activation"), &[]).await.assert_redirect(&page);
    assert_eq!(rows(&world, "state from cycles"), ["active"]);
    // Parent, child and sibling have nothing of it; a made-up id answers the same.
    for account in [world.root, world.leaf, world.sibling] {
        let other = world.admin_of(account).await;
        assert!(other.get(&here(account, "cycles")).await.assert_ok().body.contains("No cycle yet"));
        let made_up = other.get(&here(account, "cycles/00000000-0000-7000-8000-000000000000")).await;
        let answer = other.get(&here(account, &format!("cycles/{cycle}"))).await;
        assert_eq!(answer.assert_status(404).body, made_up.body);
        other.post(&here(account, &format!("cycles/{cycle}/stop")), &[("how", "now")]).await.assert_status(404);
    }
    assert_eq!(rows(&world, "state from cycles"), ["active"]);
}
