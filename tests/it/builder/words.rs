//! What the builder says while one maps: names as they are, what is near, what is sent as it stands, and what filters there
//! are.

use super::{add, begun, send, shop};
use crate::engine::{post, rows, run, world};
use crate::templates::{live, promote, save, template};
use serde_json::{Value, json};

#[actix_web::test]
async fn names_keep_their_capitals_and_what_cannot_be_there_is_refused() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "start").await;
    let shape = add(&console, &base, "begin:", &[("kind", "transform")]).await;
    let made = [("m0-target", "who.name"), ("m0-kind", "fixed"), ("m0-text", "Ada")];
    send(&console, &shape, &made).await.assert_redirect(&base);
    let other = add(&console, &base, "transform:", &[("kind", "transform")]).await;
    let with = async |text: &str| {
        let row = [("m0-target", "x"), ("m0-kind", "expression"), ("m0-text", text)];
        send(&console, &other, &row).await
    };
    // What the flow itself makes surely gives nothing else; what may be missing is left to the run.
    with("steps.transform.whom").await.assert_refused("m0", "transform gives no whom");
    with("steps.transform.who.nme").await.assert_refused("m0", "Did you mean who.name?");
    with("trigger.nosuch").await.assert_refused("m0", "The trigger gives no nosuch");
    with("nosuch").await.assert_refused("m0", "nosuch is not there");
    with("variables.nosuch").await.assert_refused("m0", "There is no variable nosuch");
    with("trigger.nosuch|default('')").await.assert_redirect(&base);
    // A text that looks like an expression is said to be none, and is saved.
    let fixed = [("m0-target", "x"), ("m0-kind", "fixed"), ("m0-text", "Dear {{ trigger.name }}")];
    let saved = send(&console, &other, &fixed).await;
    saved.assert_redirect(&base);
    let page = console.get(&other).await;
    assert!(page.assert_ok().text_of(".map .step-fault.warn").unwrap().contains("Choose “Expression”"));
    assert!(page.texts_of("#filters dt").contains(&"upper".to_owned()));
    assert_eq!(page.texts_of("#filters dd").len(), 71, "a line for each");
}

#[actix_web::test]
async fn what_an_example_does_not_have_is_a_warning() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let begin = format!("{base}/steps/begin");
    let example = [("example", "{\"lines\": [{\"no\": 1}]}"), ("split", "each"), ("split_path", "lines")];
    send(&console, &begin, &example).await.assert_redirect(&base);
    let shape = add(&console, &base, "begin:", &[("kind", "transform")]).await;
    let row = [("m0-target", "x"), ("m0-kind", "expression"), ("m0-text", "item.nosuch")];
    send(&console, &shape, &row).await.assert_redirect(&base);
    let page = console.get(&shape).await;
    let warned = page.assert_ok().text_of(".map .step-fault.warn").unwrap();
    assert!(warned.contains("An item is not known to give nosuch"), "{warned}");
}

#[actix_web::test]
async fn steps_that_say_nothing_and_keys_that_mean_something_else_are_refused() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let mail = add(&console, &base, "begin:", &[("kind", "email")]).await;
    let empty = send(&console, &mail, &[]).await;
    for (field, words) in [("to", "Say whom it goes to"), ("su", "Say its subject"), ("tx", "Say its text")] {
        empty.assert_refused(field, words);
    }
    let wait = add(&console, &base, "begin:", &[("kind", "delay")]).await;
    for key in ["item", "trigger", "if", "now"] {
        let refused = send(&console, &wait, &[("key", key)]).await;
        refused.assert_refused("key", &format!("“{key}” is a word of expressions"));
    }
    // One that is made of a name steers clear of them.
    let named = send(&console, &wait, &[("key", "item_step")]).await;
    named.assert_redirect(&base);
}

#[actix_web::test]
async fn the_first_try_has_data_of_the_right_kinds_and_runs_of_installed_cycles_are_offered() {
    let world = world().await;
    shop(&world, "https://shop.example");
    let console = world.console().await;
    let flow = json!({
        "steps": [
            {"key": "order", "name": "New order", "kind": "webhook"},
            {"key": "put", "name": "Put", "kind": "action", "slot": "corner", "method": "create_order", "on_error": "ignore",
             "mapping": {"rules": [{"target": "body.who", "source": {"fixed": "x"}}]}},
            {"key": "shape", "name": "Shape", "kind": "transform", "mapping": {"rules": [
                {"target": "x", "source": {"expression": "steps.put.id * 2"}}]}}],
        "edges": [{"from": "order", "to": "put"}, {"from": "put", "to": "shape"}],
        "slots": [{"key": "corner", "connector": "corner"}]});
    let draft = format!("{}/releases/1", template(&console, "Sending", &[]).await);
    save(&console, &draft, &flow).await;
    let shape = format!("{draft}/build/steps/shape");
    let tried = send(&console, &shape, &[("press", "try")]).await;
    assert_eq!(tried.assert_ok().texts_of(".tried"), ["Gives 2"], "a number for a number");
    // What installed cycles did can be tried, by those who may see it.
    let hook = json!({"steps": [{"key": "order", "name": "New order", "kind": "webhook"}]});
    let page = live(&console, "Orders", &hook).await;
    let cycle = crate::templates::also(&console, &page, world.root, "Of root").await;
    let address =
        console.get(&format!("/console/accounts/{}/cycles/{cycle}", world.root)).await.value_of("#hook-order");
    let address = address.unwrap();
    post(&world, &address[address.find("/hooks/").unwrap()..], &[], &json!({"customer": "zebra"})).await;
    run(&world).await;
    let draft = console.post(&format!("{page}/drafts"), &[("from", "1")]).await.location().to_owned();
    let mut next: Value = hook.clone();
    next["steps"].as_array_mut().unwrap().push(flow["steps"][2].clone());
    next["steps"][1]["mapping"]["rules"][0]["source"] = json!({"expression": "trigger.customer|upper"});
    next["edges"] = json!([{"from": "order", "to": "shape"}]);
    save(&console, &draft, &next).await;
    let shape = format!("{draft}/build/steps/shape");
    let offered = console.get(&shape).await;
    assert!(offered.assert_ok().texts_of("#try .run")[0].starts_with("Of root, "));
    assert!(!offered.body.contains("zebra"), "no customer's data unasked");
    let way = offered.attributes_of("#try .run", "href").remove(0);
    let tried = send(&console, way.trim_end_matches("#try"), &[("press", "try")]).await;
    assert_eq!(tried.assert_ok().texts_of(".tried"), ["Gives \"ZEBRA\""]);
    let builder = world.console_with(&[("templates", "edit")]).await;
    assert!(builder.get(&shape).await.assert_ok().texts_of("#try .run").is_empty(), "Cycles: View");
    builder.get(way.trim_end_matches("#try")).await.assert_ok();
    assert!(!builder.get(way.trim_end_matches("#try")).await.body.contains("zebra"));
    let unknown = format!("{shape}?run=019ac000-0000-7000-8000-000000000000");
    console.get(&unknown).await.assert_not_found();
    // With the time of its data over it is offered no more.
    world.clock.advance(chrono::Duration::days(40));
    let console = world.console().await;
    assert!(console.get(&shape).await.assert_ok().texts_of("#try .run").is_empty());
    assert_eq!(rows(&world, "count(*) from transactions"), ["1"]);
}

#[actix_web::test]
async fn a_draft_with_faults_names_them_before_it_is_made_live() {
    let world = world().await;
    let console = world.console().await;
    let draft = format!("{}/releases/1", template(&console, "Sending", &[]).await);
    save(&console, &draft, &json!({"steps": [
        {"key": "begin", "name": "Begin", "kind": "webhook"},
        {"key": "send", "name": "Send", "kind": "action", "slot": "none", "method": "m"}], "edges": [{"from": "begin", "to": "send"}]}))
    .await;
    let question = console.get(&format!("{draft}/promotion")).await;
    let faults = question.assert_ok().text_of("#faults").unwrap();
    assert!(faults.contains("Step “Send”: It calls the connector “none”"), "{faults}");
    assert_eq!(question.attributes_of("#faults a", "href"), [format!("{draft}/build/steps/send")]);
    assert!(question.text_of("button.primary").is_none(), "nothing to press that would be refused");
    console.get(&format!("{draft}/build/steps/send")).await.assert_ok();
    save(&console, &draft, &json!({"steps": [{"key": "begin", "name": "Begin", "kind": "webhook"}]})).await;
    let question = console.get(&format!("{draft}/promotion")).await;
    assert!(question.assert_ok().text_of("#faults").is_none());
    assert_eq!(question.text_of("button.primary").as_deref(), Some("Make it live"));
    promote(&console, &draft).await;
}
