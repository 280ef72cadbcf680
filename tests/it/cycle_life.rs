//! The rest of a cycle's life: another name, another address, and its end, in the console and in the account's own view.

use crate::account_view::{here, person};
use crate::engine::{post, rows, run, three_steps, world};
use crate::support::target::Target;
use chrono::Duration;
use serde_json::json;

fn hook_of(address: &str) -> &str {
    &address[address.find("/hooks/").unwrap()..]
}

#[actix_web::test]
async fn a_cycle_is_renamed_whether_it_runs_or_not() {
    let (world, target) = (world().await, Target::start());
    let (cycle, _) = world.near().cycle(&world.app.app, world.branch, "Orders", three_steps(&target)).unwrap();
    let console = world.console().await;
    let page = format!("/console/accounts/{}/cycles/{cycle}", world.branch);
    let asked = console.get(&page).await;
    assert!(asked.assert_ok().attributes_of("main .menu a", "href").contains(&format!("{page}/name")));
    assert_eq!(console.get(&format!("{page}/name")).await.assert_ok().value_of("#f-name").as_deref(), Some("Orders"));
    console.post(&format!("{page}/name"), &[("name", " ")]).await.assert_refused("name", "Give it a name");
    console.post(&format!("{page}/name"), &[("name", "Orders of Leeds")]).await.assert_redirect(&page);
    assert_eq!(rows(&world, "name, name_key, state from cycles"), ["Orders of Leeds|orders of leeds|active"]);
    let log = rows(&world, "changes::text from audit_log where action = 'cycle.renamed'");
    assert!(log.len() == 1 && log[0].contains("Orders of Leeds"), "{log:?}");
    // The account's own people may too; a viewer may not, and another partner finds nothing.
    let (standard, viewer) =
        (person(&world, world.branch, "standard").await, person(&world, world.branch, "viewer").await);
    let own = here(world.branch, &format!("cycles/{cycle}"));
    standard.post(&format!("{own}/name"), &[("name", "Ours")]).await.assert_redirect(&own);
    for way in ["name", "address?step=order", "removal"] {
        viewer.get(&format!("{own}/{way}")).await.assert_status(403);
    }
    viewer.post(&format!("{own}/name"), &[("name", "Theirs")]).await.assert_status(403);
    world.foreign_console().await.get(&format!("{page}/name")).await.assert_not_found();
    assert_eq!(rows(&world, "name from cycles"), ["Ours"]);
}

#[actix_web::test]
async fn a_webhooks_address_is_replaced_and_the_old_one_is_unknown_at_once() {
    let (world, target) = (world().await, Target::start());
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.branch, "Orders", three_steps(&target)).unwrap();
    let standard = person(&world, world.branch, "standard").await;
    let page = here(world.branch, &format!("cycles/{cycle}"));
    let old = hooks[0].1.clone();
    assert_eq!(post(&world, &old, &[], &json!({})).await.0, 202);
    let way = standard.get(&page).await.attributes_of("main a[data-dialog]", "href");
    let way = way.into_iter().find(|href| href.contains("/address?")).expect("it stands beside the address");
    let asked = standard.get(&way).await;
    assert!(asked.assert_ok().text_of(".consequences").unwrap().contains("404"));
    standard.post(&format!("{page}/address"), &[("step", "order")]).await.assert_redirect(&page);
    let new = standard.get(&page).await.value_of("#hook-order").unwrap();
    assert_ne!(hook_of(&new), old);
    assert_eq!(post(&world, &old, &[], &json!({})).await.0, 404, "though it was remembered a moment ago");
    assert_eq!(post(&world, hook_of(&new), &[], &json!({})).await.0, 202);
    assert_eq!(rows(&world, "changes::text like '%order%' from audit_log where action = 'cycle.address'"), ["t"]);
    standard.get(&format!("{page}/address?step=shape")).await.assert_not_found();
    standard.post(&format!("{page}/address"), &[("step", "shape")]).await.assert_status(404);
}

#[actix_web::test]
async fn a_removed_cycle_is_gone_and_what_it_did_stays() {
    let (world, target) = (world().await, Target::start()); // M2
    let mut flow = three_steps(&target);
    flow["steps"][1] = json!({"key": "shape", "name": "Rest", "kind": "delay", "minutes": 600});
    flow["steps"][2]["body"] = json!({"rules": []});
    let (cycle, hooks) = world.near().cycle(&world.app.app, world.branch, "Orders", flow).unwrap();
    let done = world.near().cycle(&world.app.app, world.branch, "Others", three_steps(&target)).unwrap();
    post(&world, &done.1[0].1, &[], &json!({"customer": "ida", "total": 2})).await;
    let waits = post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await.1;
    let waits = waits["TransactionId"].as_str().unwrap().to_owned();
    run(&world).await;
    let standard = person(&world, world.branch, "standard").await;
    let (list, page) = (here(world.branch, "cycles"), here(world.branch, &format!("cycles/{cycle}")));
    // Not while it runs.
    let asked = standard.get(&format!("{page}/removal")).await;
    assert!(asked.assert_ok().body.contains("Stop it first") && asked.value_of("#f-typed_name").is_none());
    let refused = standard.post(&format!("{page}/removal"), &[("typed_name", "Orders")]).await;
    assert!(refused.assert_status(409).body.contains("Stop it first"));
    standard.post(&format!("{page}/stop"), &[("how", "now")]).await.assert_redirect(&page);
    let asked = standard.get(&format!("{page}/removal")).await;
    let lost = asked.assert_ok().text_of(".consequences").unwrap();
    assert!(lost.contains("1 transaction of it waits or runs. It is dropped."), "{lost}");
    standard
        .post(&format!("{page}/removal"), &[("typed_name", "orders?")])
        .await
        .assert_refused("typed_name", "exactly");
    standard.post(&format!("{page}/removal"), &[("typed_name", "Orders")]).await.assert_redirect(&list);
    assert_eq!(standard.get(&list).await.assert_ok().texts_of("tbody th.name"), ["Others"]);
    assert_eq!(post(&world, &hooks[0].1, &[], &json!({})).await.0, 404);
    assert_eq!(rows(&world, "count(*) from hooks"), ["1"], "the other's");
    // What waited for hours is dropped at the next look, with the reason.
    world.clock.advance(Duration::seconds(10));
    run(&world).await;
    let ended = rows(&world, "status, problem from transactions where status <> 'done'");
    assert_eq!(ended, ["dropped|Its cycle was removed."]);
    assert_eq!(rows(&world, "count(*) from queue"), ["0"]);
    // Its history names it, leads to what is said of it, and offers nothing to do again.
    let transactions = standard.get(&here(world.branch, "transactions")).await;
    assert!(transactions.assert_ok().attributes_of("tbody a", "href").contains(&page));
    let gone = standard.get(&page).await;
    assert!(gone.assert_ok().body.contains("Removed") && gone.body.contains("It cannot be brought back"));
    let shown = standard.get(&here(world.branch, &format!("transactions/{waits}"))).await;
    assert!(shown.assert_ok().body.contains("Its cycle was removed."));
    assert!(shown.attributes_of("main a[data-dialog]", "href").iter().all(|href| !href.contains("/replay")));
    for way in ["name", "removal", "inputs", "build", "once"] {
        standard.get(&format!("{page}/{way}")).await.assert_not_found();
    }
    standard.post(&format!("{page}/activation"), &[]).await.assert_status(404);
    assert_eq!(rows(&world, "count(*) from ledger"), ["2"], "figures outlive what they count");
    assert_eq!(rows(&world, "1 from audit_log where action = 'cycle.removed'"), ["1"]);
    // Another's answers like none.
    world
        .foreign_console()
        .await
        .get(&format!("/console/accounts/{}/cycles/{cycle}", world.branch))
        .await
        .assert_not_found();
}

#[actix_web::test]
async fn what_no_form_sends_is_refused() {
    let (world, target) = (world().await, Target::start());
    let (cycle, _) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let console = world.console().await;
    let list = format!("/console/accounts/{}/cycles", world.root);
    console.post(&format!("{list}/{cycle}/stop"), &[("how", "zzz")]).await.assert_status(400);
    assert_eq!(rows(&world, "state from cycles"), ["active"]);
    let refused = console.post(&list, &[("name", "Another"), ("begins", "magic")]).await;
    refused.assert_refused("begins", "Choose what begins it");
    for (flow, words) in [
        ("[]", "A flow is an object"),
        ("{\"steps\": [", "ends too early"),
        (r#"{"steps": [{"key": "a", "name": "Fly", "kind": "fly"}]}"#, "step 1 (“Fly”): “fly” is not known here"),
    ] {
        let refused = console.post(&list, &[("name", "Another"), ("flow", flow)]).await;
        refused.assert_refused("flow", words);
    }
    assert_eq!(rows(&world, "count(*) from cycles"), ["1"]);
    // While it runs nothing of its times can be chosen, and the page says why.
    let nightly = json!({"steps": [{"key": "begin", "name": "Begin", "kind": "start"}]});
    let (nightly, _) = world.near().cycle(&world.app.app, world.root, "Nightly", nightly).unwrap();
    let times = console.get(&format!("{list}/{nightly}/schedule")).await;
    assert!(times.assert_ok().body.contains("Stop it first") && times.document().html().contains("disabled"));
    assert!(times.attributes_of("main form.page button", "name").is_empty());
}
