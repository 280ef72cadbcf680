//! The builder: a flow is drawn by forms alone, for the draft of a template and for a cycle, in the console and in an
//! account's own view, and then it runs.

mod meanwhile;
mod refused;
mod samples;
mod words;

use crate::engine::{post, rows, run, world};
use crate::support::target::Target;
use crate::support::{Answer, Caller, World};
use serde_json::{Value, json};

/// A connector with two methods, one of which takes several fields.
pub fn shop(world: &World, base_url: &str) {
    let definition = json!({
        "name": "Corner Shop", "base_url": base_url, "authentication": {"kind": "bearer"},
        "methods": [
            {"key": "create_order", "name": "Create an order", "category": "Orders", "verb": "POST", "path": "/orders", "body": "json",
             "description": "Takes an order in.",
             "request": [{"path": "who", "required": true, "title": "Customer"}, {"path": "count", "kind": "integer"},
                         {"path": "note", "place": "query"}],
             "response": [{"path": "id", "kind": "integer"}]},
            {"key": "list_orders", "name": "List orders", "category": "Orders", "verb": "GET", "path": "/orders",
             "response": [{"path": "orders", "kind": "list"}, {"path": "orders[].id", "kind": "integer"}]}]
    });
    world.near().connector("corner", definition).unwrap();
}

/// The fields of the form that changes a page's flow, as a browser would send them.
pub fn form_of(page: &Answer) -> Vec<(String, String)> {
    use scraper::Selector;
    let document = page.document();
    let form = Selector::parse("main form[method=post].step-form, main form[method=post].settings-form").unwrap();
    let fields = Selector::parse("input[name], textarea[name], select[name]").unwrap();
    let chosen = Selector::parse("option[selected]").unwrap();
    let first = Selector::parse("option").unwrap();
    let form = document.select(&form).next().expect("a form");
    let mut sent = Vec::new();
    for field in form.select(&fields) {
        let name = field.attr("name").unwrap().to_owned();
        let kind = field.attr("type").unwrap_or_default();
        if matches!(kind, "checkbox" | "radio") && field.attr("checked").is_none() || name == "csrf" {
            continue;
        }
        let value = match field.value().name() {
            "textarea" => field.text().collect(),
            "select" => {
                let option = field.select(&chosen).next().or_else(|| field.select(&first).next());
                option.and_then(|option| option.attr("value")).unwrap_or_default().to_owned()
            }
            _ => field.attr("value").unwrap_or_default().to_owned(),
        };
        sent.push((name, value));
    }
    sent
}

/// Sends the form of a page with some fields changed; a field that is not there is added.
pub async fn send(caller: &Caller, path: &str, changes: &[(&str, &str)]) -> Answer {
    let mut form = form_of(caller.get(path).await.assert_ok());
    for (name, value) in changes {
        match form.iter_mut().find(|(known, _)| known == name) {
            Some(field) => (*value).clone_into(&mut field.1),
            None => form.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    caller.post(path, &form).await
}

/// Adds a step behind a place by the page; answers the address of its form.
pub async fn add(caller: &Caller, base: &str, place: &str, what: &[(&str, &str)]) -> String {
    let page = caller.get(&format!("{base}/add?place={place}")).await;
    let version = page.assert_ok().value_of("input[name=version]").unwrap();
    let form = [&[("place", place), ("version", version.as_str())], what].concat();
    caller.post(&format!("{base}/add"), &form).await.assert_redirect(&format!("{base}/steps/")).location().to_owned()
}

/// A cycle of an account that was begun by the page; answers the address of its builder.
pub async fn begun(caller: &Caller, world: &World, begins: &str) -> String {
    let list = format!("/console/accounts/{}/cycles", world.root);
    let made = caller.post(&list, &[("name", "Orders"), ("begins", begins)]).await;
    made.assert_redirect(&format!("{list}/")).location().split('?').next().unwrap().trim_end_matches("/add").to_owned()
}

fn stored(world: &World) -> Value {
    let flow = rows(world, "flow::text from cycles");
    serde_json::from_str(&flow[0]).unwrap()
}

#[actix_web::test]
async fn a_flow_is_drawn_without_a_line_of_json_and_runs() {
    let (world, target) = (world().await, Target::start());
    shop(&world, &target.url);
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    // Webhook, whose lines are split; decision; the shop; all joined again; what came of it.
    send(
        &console,
        &format!("{base}/steps/begin"),
        &[("name", "New batch"), ("split", "each"), ("split_path", "lines")],
    )
    .await
    .assert_redirect(&base);
    let decision = add(&console, &base, "begin:", &[("kind", "decision")]).await;
    let condition = [
        ("name", "Big?"),
        ("l0-kind", "expression"),
        ("l0-text", "item.amount"),
        ("t0-test", "greater"),
        ("r0-kind", "json"),
        ("r0-text", "10"),
    ];
    send(&console, &decision, &condition).await.assert_redirect(&base);
    let found = console.get(&format!("{base}/add?place=decision:yes&kind=action&q=corn")).await;
    assert!(found.assert_ok().texts_of(".kind b").contains(&"Corner Shop".to_owned()));
    let methods = console.get(&format!("{base}/add?place=decision:yes&kind=action&connector=corner&q=creat")).await;
    assert_eq!(methods.assert_ok().attributes_of("button[name=call]", "value"), ["create_order"]);
    let call = [("kind", "action"), ("connector", "corner"), ("call", "create_order")];
    let order = add(&console, &base, "decision:yes", &call).await;
    let page = console.get(&order).await;
    assert_eq!(page.assert_ok().texts_of(".map-name b"), ["Customer", "body.count", "query.note"]);
    assert!(page.text_of("#faults").unwrap().contains("Nothing is sent for body.who"), "it is required");
    let mapping = [
        ("m0-kind", "field"),
        ("m0-pick", "begin.customer"),
        ("m1-kind", "expression"),
        ("m1-text", "item.amount * 2"),
        ("m2-kind", "fixed"),
        ("m2-text", "by hand"),
        ("on_error", "stop_transaction"),
    ];
    send(&console, &order, &mapping).await.assert_redirect(&base);
    let all = add(&console, &base, "create_an_order:", &[("kind", "wait_all")]).await;
    send(&console, &decision, &[("way1", "wait_for_all")]).await.assert_redirect(&base);
    let sum = add(&console, &base, "wait_for_all:", &[("kind", "http")]).await;
    let refused = send(&console, &sum, &[("u-kind", "fixed"), ("u-text", "http://10.1.2.3/x")]).await;
    refused.assert_refused("u", "This address cannot be called");
    assert_eq!(refused.texts_of("textarea[name=u-text]"), ["http://10.1.2.3/x"], "what was typed stays");
    let address = format!("{}/sum", target.url);
    let request = [
        ("verb", "POST"),
        ("u-kind", "fixed"),
        ("u-text", &address),
        ("b0-target", "count"),
        ("b0-kind", "expression"),
        ("b0-text", "steps.wait_for_all|length"),
    ];
    send(&console, &sum, &request).await.assert_redirect(&base);
    let overview = console.get(&base).await;
    assert_eq!(overview.assert_ok().text_of("#faults"), None, "nothing is left to mend");
    assert_eq!(
        overview.texts_of(".step-list .row-link"),
        ["New batch", "Big?", "Create an order", "Wait for all", "HTTP request"]
    );
    assert_eq!(overview.texts_of(".flow-picture .way-name text"), ["yes", "no"]);
    assert_eq!(overview.attributes_of(".flow-picture a.node", "href")[0], format!("{base}/steps/begin"));
    assert!(all.ends_with("/wait_for_all"));
    // It is connected, started, and runs.
    let connector = rows(&world, "id from connectors")[0].parse().unwrap();
    let own = world.near().connected(&world.app.app, world.root, connector, "Our shop", "token-1").unwrap().to_string();
    let cycle = base.trim_end_matches("/build").to_owned();
    console.post(&format!("{cycle}/connectors"), &[("slot_corner", &own)]).await.assert_redirect(&cycle);
    console.post(&format!("{cycle}/activation"), &[]).await.assert_redirect(&cycle);
    let shown = console.get(&cycle).await;
    let hook = shown.assert_ok().attributes_of("input[readonly]", "value").remove(0);
    let hook = hook.split_once("/hooks/").map(|(_, rest)| format!("/hooks/{rest}")).unwrap();
    let line = |amount: i64| json!({"customer": "Ada", "amount": amount});
    let body = json!({"lines": [line(5), line(20), line(30)]});
    assert_eq!(post(&world, &hook, &[], &body).await.0, 202);
    run(&world).await;
    assert_eq!(rows(&world, "message from incidents"), Vec::<String>::new());
    let mut heard: Vec<(String, Value)> = target.heard().into_iter().map(|one| (one.path, one.body)).collect();
    heard.sort_by_key(|(path, body)| format!("{path} {body}"));
    assert_eq!(
        heard,
        [
            ("/orders?note=by%20hand".to_owned(), json!({"who": "Ada", "count": 40})),
            ("/orders?note=by%20hand".to_owned(), json!({"who": "Ada", "count": 60})),
            ("/sum".to_owned(), json!({"count": 3})),
        ]
    );
    // What ran can be tried again, and its fields be picked.
    console.post(&format!("{cycle}/stop"), &[("how", "now")]).await.assert_redirect(&cycle);
    let page = console.get(&order).await;
    assert!(page.assert_ok().attributes_of("#picks option", "value").contains(&"begin.amount".to_owned()));
    let tried = send(&console, &order, &[("press", "try")]).await;
    assert_eq!(tried.assert_ok().texts_of(".tried"), ["Gives \"Ada\"", "Gives 10", "Gives \"by hand\""]);
    assert!(tried.text_of("#tried").unwrap().contains("\"count\": 10"));
    let edits = rows(&world, "count(*) from audit_log where action = 'cycle.edited'");
    assert_eq!(edits, ["9"], "an entry for each form");
}

#[actix_web::test]
async fn steps_are_moved_renamed_and_removed_and_everything_follows() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let shape = add(&console, &base, "begin:", &[("kind", "transform")]).await;
    send(&console, &shape, &[("m0-target", "who"), ("m0-kind", "field"), ("m0-pick", "begin.customer")])
        .await
        .assert_redirect(&base);
    let last = add(&console, &base, "transform:", &[("kind", "transform")]).await;
    let reads = [("m0-target", "again"), ("m0-kind", "expression"), ("m0-text", "steps.transform.who ~ '!'")];
    send(&console, &last, &reads).await.assert_redirect(&base);
    send(&console, &shape, &[("key", "shaped"), ("name", "Shape")]).await.assert_redirect(&base);
    let flow = stored(&world);
    assert_eq!(flow["steps"][2]["mapping"]["rules"][0]["source"], json!({"expression": "steps.shaped.who ~ '!'"}));
    // Moved behind the other it is read too early, which is said at the step and at the row.
    let version = console.get(&base).await.value_of("input[name=version]").unwrap();
    let moved = [("op", "down"), ("step", "shaped"), ("version", version.as_str())];
    console.post(&base, &moved).await.assert_redirect(&base);
    let overview = console.get(&base).await;
    assert_eq!(overview.texts_of(".step-list .row-link"), ["Begin", "Transform", "Shape"]);
    let fault = overview.text_of("#step-transform_2 .step-fault").unwrap();
    assert!(fault.contains("shaped does not surely run before"), "{fault}");
    let at_row = console.get(&last).await.text_of("#f-m0-error").unwrap();
    assert!(at_row.contains("shaped does not surely run before"), "{at_row}");
    let place = format!("{base}/steps/shaped/place");
    let version = console.get(&place).await.assert_ok().value_of("input[name=version]").unwrap();
    console.post(&place, &[("place", "begin:"), ("version", &version)]).await.assert_redirect(&base);
    let removal = format!("{base}/steps/shaped/removal");
    let asked = console.get(&removal).await;
    assert!(asked.assert_ok().text_of(".consequences").unwrap().contains("It is read by Transform"));
    let version = asked.value_of("input[name=version]").unwrap();
    console.post(&removal, &[("version", &version)]).await.assert_redirect(&base);
    let flow = stored(&world);
    assert_eq!(flow["edges"], json!([{"from": "begin", "port": "", "to": "transform_2"}]));
}

#[actix_web::test]
async fn rows_come_and_go_without_anything_being_saved() {
    let world = world().await;
    shop(&world, "https://shop.example");
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let call = [("kind", "action"), ("connector", "corner"), ("call", "create_order")];
    let order = add(&console, &base, "begin:", &call).await;
    let before = stored(&world);
    let page = send(&console, &order, &[("m0-kind", "expression"), ("m0-text", "1 + 1"), ("press", "m+")]).await;
    assert_eq!(page.assert_ok().texts_of("textarea[name=m0-text]"), ["1 + 1"]);
    assert_eq!(page.attributes_of("input[name=m3-target]", "value"), [""]);
    assert_eq!(stored(&world), before);
    let tried = send(
        &console,
        &order,
        &[
            ("m0-kind", "expression"),
            ("m0-text", "trigger.nobody"),
            ("sample", r#"{"begin": {"name": "x"}}"#),
            ("press", "try"),
        ],
    )
    .await;
    assert!(tried.assert_ok().text_of(".tried.bad").unwrap().contains("is not there"));
    let picks = tried.attributes_of("#picks option", "value");
    assert!(picks.contains(&"begin.name".to_owned()), "fields of a typed sample can be picked: {picks:?}");
    let wrong = send(&console, &order, &[("sample", "{"), ("press", "try")]).await;
    assert!(wrong.text_of("#f-sample-error").unwrap().contains("ends too early"));
    assert_eq!(stored(&world), before);
}

#[actix_web::test]
async fn fields_lookups_and_connectors_are_kept_and_named_anew_where_they_are_used() {
    let world = world().await;
    shop(&world, "https://shop.example");
    let console = world.console().await;
    let base = begun(&console, &world, "start").await;
    let fields = format!("{base}/fields");
    let added = send(&console, &fields, &[("press", "+")]).await;
    assert_eq!(added.assert_ok().attributes_of("input[name=n0-key]", "value"), [""]);
    let refused = send(&console, &fields, &[("n0-key", "a b"), ("n0-was", "")]).await;
    assert!(refused.assert_status(422).text_of("#f-n0-error").unwrap().contains("Give it a key"));
    let field = [("n0-key", "team"), ("n0-was", ""), ("n0-title", "Team"), ("n0-kind", "text"), ("n0-required", "1")];
    send(&console, &fields, &field).await.assert_redirect(&fields);
    let lookups = format!("{base}/lookups");
    let refused = send(&console, &lookups, &[("n0-name", "codes"), ("n0-was", ""), ("n0-rows", "DE Germany")]).await;
    assert!(refused.assert_status(422).text_of("#f-n0-error").unwrap().contains("has no ="));
    let lookup = [("n0-name", "codes"), ("n0-was", ""), ("n0-rows", "DE = Germany\r\nFR = France")];
    send(&console, &lookups, &lookup).await.assert_redirect(&lookups);
    let shape = add(&console, &base, "begin:", &[("kind", "transform")]).await;
    let made = [
        ("m0-target", "land"),
        ("m0-kind", "lookup"),
        ("m0-table", "codes"),
        ("m0-key", "variables.team"),
        ("m0-otherwise", "none"),
    ];
    send(&console, &shape, &made).await.assert_redirect(&base);
    send(&console, &fields, &[("n0-key", "group")]).await.assert_redirect(&fields);
    send(&console, &lookups, &[("n0-name", "lands")]).await.assert_redirect(&lookups);
    let flow = stored(&world);
    assert_eq!(
        flow["steps"][1]["mapping"]["rules"][0]["source"],
        json!({"lookup": {"table": "lands", "key": {"expression": "variables.group"}, "otherwise": "none"}})
    );
    assert_eq!(flow["fields"][0]["required"], json!(true));
    assert_eq!(flow["lookups"][0]["rows"], json!([["DE", "Germany"], ["FR", "France"]]));
    let call = [("kind", "action"), ("connector", "corner"), ("call", "list_orders")];
    add(&console, &base, "transform:", &call).await;
    let connectors = format!("{base}/connectors");
    send(&console, &connectors, &[("n0-key", "shop")]).await.assert_redirect(&connectors);
    assert_eq!(stored(&world)["steps"][2]["slot"], json!("shop"));
    let kept = send(&console, &connectors, &[("press", "-0")]).await;
    let version = kept.assert_ok().value_of("input[name=version]").unwrap();
    let refused = console.post(&connectors, &[("version", &version)]).await;
    assert!(
        refused.assert_status(422).text_of(".error-summary").unwrap().contains("calls a connector that is missing")
    );
}

#[actix_web::test]
async fn a_webhook_takes_only_those_who_know_its_secret_and_a_schedule_is_chosen() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let step = format!("{base}/steps/begin");
    let refused = send(&console, &step, &[("check", "token"), ("token_header", "no header")]).await;
    refused.assert_refused("check", "is no name of a header");
    let page = console.get(&step).await;
    let hook =
        page.assert_ok().attributes_of("input[readonly]", "value").into_iter().find(|v| v.contains("/hooks/")).unwrap();
    let path = format!("/hooks/{}", hook.rsplit('/').next().unwrap());
    let check = [("check", "token"), ("token_header", "X-Secret"), ("secret", "open sesame")];
    send(&console, &step, &check).await.assert_redirect(&base);
    assert!(!console.get(&step).await.body.contains("open sesame"), "it is never shown again");
    let cycle = base.trim_end_matches("/build");
    console.post(&format!("{cycle}/activation"), &[]).await.assert_redirect(cycle);
    assert_eq!(post(&world, &path, &[], &json!({})).await.0, 401);
    assert_eq!(post(&world, &path, &[("X-Secret", "open sesame")], &json!({})).await.0, 202);
    let other = begun(&console, &world, "start").await;
    let begin = format!("{other}/steps/begin");
    let refused = send(&console, &begin, &[("mode", "cron"), ("line", "never")]).await;
    assert!(!refused.assert_status(422).text_of("#f-line-error").unwrap().is_empty());
    send(&console, &begin, &[("mode", "every"), ("minutes", "15")]).await.assert_redirect(&other);
    assert_eq!(rows(&world, "schedule->>'minutes' from cycles where schedule is not null"), ["15"]);
}

#[actix_web::test]
async fn a_storage_step_is_drawn_and_gives_back_what_an_earlier_run_kept() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let read = add(&console, &base, "begin:", &[("kind", "storage")]).await;
    send(&console, &read, &[]).await.assert_refused("sn", "Say under which name");
    let last = [("name", "Read the last"), ("does", "get"), ("sn-text", "last order")];
    send(&console, &read, &last).await.assert_redirect(&base);
    let keep = add(&console, &base, "storage:", &[("kind", "storage")]).await;
    let kept = [("does", "put"), ("sn-text", "last order"), ("sv-kind", "field"), ("sv-pick", "begin.no")];
    send(&console, &keep, &kept).await.assert_redirect(&base);
    let cycle = base.trim_end_matches("/build");
    console.post(&format!("{cycle}/activation"), &[]).await.assert_redirect(cycle);
    let page = console.get(cycle).await;
    let hook = page.attributes_of("input[readonly]", "value").into_iter().find(|v| v.contains("/hooks/")).unwrap();
    let path = format!("/hooks/{}", hook.rsplit('/').next().unwrap());
    for no in [7, 8] {
        post(&world, &path, &[], &json!({ "no": no })).await;
        run(&world).await;
    }
    assert_eq!(rows(&world, "message from incidents"), Vec::<String>::new());
    let outputs = rows(&world, "coalesce(output, '-') from step_runs where step = 'storage' order by transaction_id");
    assert_eq!((outputs.len(), outputs.last().map(String::as_str)), (2, Some("7")));
}
