//! Who may not build, what cannot be built now, and what somebody else changed meanwhile.

use super::{add, begun, form_of, send, shop};
use crate::engine::{rows, world};
use crate::templates::{promote, save, template};
use serde_json::json;

#[actix_web::test]
async fn a_running_cycle_and_a_live_release_cannot_be_edited() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let cycle = base.trim_end_matches("/build").to_owned();
    let form = form_of(&console.get(&format!("{base}/steps/begin")).await);
    console.post(&format!("{cycle}/activation"), &[]).await.assert_redirect(&cycle);
    for page in ["", "/add", "/steps/begin", "/steps/begin/removal", "/fields", "/connectors", "/lookups", "/json"] {
        let locked = console.get(&format!("{base}{page}")).await;
        assert!(
            locked.assert_status(409).text_of(".alert").unwrap().contains("cannot be edited while it does"),
            "{page}"
        );
        assert!(locked.attributes_of("main a", "href").contains(&format!("{cycle}/stop")), "{page} leads to its stop");
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    console.post(&format!("{base}/steps/begin"), &form).await.assert_status(409);
    console.post(&format!("{base}/json"), &[("flow", "{}"), ("version", "1")]).await.assert_status(409);
    assert!(!console.get(&cycle).await.attributes_of("main a", "href").contains(&base), "nor is it offered");
    let page = template(&console, "Orders", &[]).await;
    let draft = format!("{page}/releases/1");
    console.get(&format!("{draft}/build")).await.assert_ok();
    promote(&console, &draft).await;
    let locked = console.get(&format!("{draft}/build")).await;
    assert!(locked.assert_status(409).text_of(".alert").unwrap().contains("Begin a new draft"));
}

#[actix_web::test]
async fn what_somebody_else_saved_meanwhile_is_not_overwritten() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let step = format!("{base}/steps/begin");
    let old = form_of(&console.get(&step).await);
    send(&console, &step, &[("name", "First")]).await.assert_redirect(&base);
    let old: Vec<(&str, &str)> =
        old.iter().map(|(n, v)| (n.as_str(), if n == "name" { "Second" } else { v.as_str() })).collect();
    let late = console.post(&step, &old).await;
    assert!(late.assert_status(409).text_of(".error-summary").unwrap().contains("Someone else changed"));
    assert_eq!(late.value_of("#f-name").as_deref(), Some("Second"), "what was typed stays");
    for (page, form) in [
        ("", vec![("op", "split"), ("split", "all")]),
        ("/add", vec![("kind", "delay"), ("place", "begin:")]),
        ("/steps/begin/removal", vec![]),
        ("/fields", vec![]),
        ("/json", vec![("flow", "{}")]),
    ] {
        let form = [form, vec![("version", "1")]].concat();
        console.post(&format!("{base}{page}"), &form).await.assert_status(409);
    }
    assert_eq!(console.get(&base).await.texts_of(".step-list .row-link"), ["First"]);
}

#[actix_web::test]
async fn an_added_step_is_added_once_and_what_is_not_there_is_not_found() {
    let world = world().await;
    shop(&world, "https://shop.example");
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let page = console.get(&format!("{base}/add")).await;
    let (version, key) = (
        page.assert_ok().value_of("input[name=version]").unwrap(),
        page.value_of("input[name=idempotency_key]").unwrap(),
    );
    let form = [("kind", "delay"), ("place", "begin:"), ("version", &version), ("idempotency_key", &key)];
    let first = console.post(&format!("{base}/add"), &form).await.location().to_owned();
    assert_eq!(console.post(&format!("{base}/add"), &form).await.location(), first, "a double click adds one");
    assert_eq!(console.get(&base).await.texts_of(".step-list .row-link"), ["Begin", "Delay"]);
    console.get(&format!("{base}/steps/nothing")).await.assert_not_found();
    console.get(&format!("{base}/steps/begin?run=019ac000-0000-7000-8000-000000000000")).await.assert_not_found();
    console.get(&format!("{base}/add?kind=action&connector=nothing")).await.assert_not_found();
    let page = console.get(&format!("{base}/add")).await;
    let version = page.value_of("input[name=version]").unwrap();
    let call =
        [("kind", "action"), ("connector", "corner"), ("call", "nothing"), ("place", "begin:"), ("version", &version)];
    console.post(&format!("{base}/add"), &call).await.assert_not_found();
    let choice =
        console.post(&format!("{base}/add"), &[("kind", "action"), ("place", "begin:"), ("version", &version)]).await;
    choice.assert_redirect(&format!("{base}/add?place=begin%3A&kind=action"));
    // Another account's cycle under this account, and another partner's eyes (T1, T4).
    let foreign = base.replace(&world.root.to_string(), &world.sibling.to_string());
    console.get(&foreign).await.assert_not_found();
    world.foreign_console().await.get(&base).await.assert_not_found();
    world.console_with(&[("cycles", "view"), ("accounts", "view")]).await.get(&base).await.assert_status(403);
}

#[actix_web::test]
async fn people_of_the_account_build_with_their_own_right_and_drafts_with_theirs() {
    let world = world().await;
    shop(&world, "https://shop.example");
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let cycle = base.trim_end_matches("/build").rsplit('/').next().unwrap().to_owned();
    let admin = world.admin_of(world.root).await;
    let own = format!("/a/{}/cycles/{cycle}/build", world.root);
    assert_eq!(admin.get(&own).await.assert_ok().texts_of(".step-list .row-link"), ["Begin"]);
    let call = [("kind", "action"), ("connector", "corner"), ("call", "create_order")];
    let order = add(&admin, &own, "begin:", &call).await;
    let page = admin.get(&order).await;
    assert_eq!(
        page.assert_ok().texts_of(".map-name b"),
        ["Customer", "body.count", "query.note"],
        "the library is theirs to use"
    );
    send(&admin, &order, &[("m0-kind", "field"), ("m0-pick", "begin.customer")]).await.assert_redirect(&own);
    assert_eq!(admin.get(&own).await.text_of("#faults"), None);
    // Not their account, and only looking.
    world.admin_of(world.sibling).await.get(&own).await.assert_not_found();
    admin.get(&own.replace(&world.root.to_string(), &world.sibling.to_string())).await.assert_not_found();
    // The same pages build a template's draft.
    let draft = format!("{}/releases/1", template(&console, "Sending", &[]).await);
    let build = format!("{draft}/build");
    let shape = add(&console, &build, "begin:", &[("kind", "transform")]).await;
    let faulty =
        send(&console, &shape, &[("m0-target", "x"), ("m0-kind", "expression"), ("m0-text", "trigger.(")]).await;
    assert!(
        faulty
            .assert_refused("m0", "cannot be read")
            .attributes_of(".error-summary a", "href")
            .contains(&"#f-m0".to_owned())
    );
    send(&console, &shape, &[("m0-target", "x"), ("m0-kind", "expression"), ("m0-text", "trigger.a")])
        .await
        .assert_redirect(&build);
    let json = console.get(&format!("{build}/json")).await;
    assert!(json.assert_ok().text_of("#f-flow").unwrap().contains("trigger.a"));
    // A draft with faults is opened, with each at its step.
    save(&console, &draft, &json!({"steps": [
        {"key": "begin", "name": "Begin", "kind": "webhook"},
        {"key": "send", "name": "Send", "kind": "action", "slot": "none", "method": "m"}], "edges": [{"from": "begin", "to": "send"}]}))
    .await;
    let shown = console.get(&build).await;
    assert!(shown.assert_ok().text_of("#step-send .step-fault.bad").unwrap().contains("which this flow does not name"));
    console.get(&format!("{build}/steps/send")).await.assert_ok();
}

#[actix_web::test]
async fn a_flow_beyond_its_bounds_is_refused_and_stays_as_it_was() {
    let world = world().await;
    let console = world.console().await;
    let json_page = format!("{}/json", begun(&console, &world, "webhook").await);
    let version = console.get(&json_page).await.value_of("main input[name=version]").unwrap();
    let before = rows(&world, "flow from cycles");
    let steps: Vec<_> = (0..201).map(|no| json!({"key": format!("s{no}"), "name": "S", "kind": "wait_all"})).collect();
    let nul = json!({"steps": [{"key": "a\u{0}b", "name": "S", "kind": "webhook"}]});
    for (flow, words) in [(json!({"steps": steps}), "200 steps"), (nul, "NUL")] {
        let form = [("flow", flow.to_string()), ("version", version.clone())];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let refused = console.post(&json_page, &form).await;
        refused.assert_status(422);
        assert!(refused.body.contains(words), "{words}");
    }
    assert_eq!(rows(&world, "flow from cycles"), before);
}
