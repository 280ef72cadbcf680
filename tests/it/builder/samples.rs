//! What helps who builds: an example that is kept, fields made on the way, and nothing that is lost by it.

use super::{add, begun, form_of, send, shop};
use crate::engine::{rows, world};
use crate::support::{Answer, Caller};
use crate::templates::template;
use serde_json::{Value, json};

/// Sends the form of a page that came with some fields changed.
async fn on(caller: &Caller, path: &str, page: &Answer, changes: &[(&str, &str)]) -> Answer {
    let mut form = form_of(page);
    for (name, value) in changes {
        match form.iter_mut().find(|(known, _)| known == name) {
            Some(field) => (*value).clone_into(&mut field.1),
            None => form.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    caller.post(path, &form).await
}

#[actix_web::test]
async fn a_templates_webhook_keeps_an_example_whose_fields_can_be_picked_and_tried() {
    let world = world().await;
    let console = world.console().await;
    let page = template(&console, "Orders", &[]).await;
    let (draft, base) = (format!("{page}/releases/1"), format!("{page}/releases/1/build"));
    let trigger = console.get(&base).await.attributes_of(".step-list .row-link", "href").remove(0);
    let refused = send(&console, &trigger, &[("example", "{\"customer\": ")]).await;
    refused.assert_refused("example", "ends too early");
    let example =
        json!({"customer": {"name": "Ada", "email": "ada@example.com"}, "lines": [{"sku": "A-1"}]}).to_string();
    send(&console, &trigger, &[("example", &example)]).await.assert_redirect(&base);
    let key = trigger.rsplit('/').next().unwrap();
    let step = add(&console, &base, &format!("{key}:"), &[("kind", "transform")]).await;
    let shown = console.get(&step).await;
    let picks = shown.assert_ok().attributes_of("#picks option", "value");
    assert!(picks.contains(&format!("{key}.customer.email")), "{picks:?}");
    let sample: Value = serde_json::from_str(&shown.text_of("#f-sample").unwrap()).unwrap();
    assert_eq!(sample[key]["customer"]["name"], "Ada");
    let row =
        [("m0-target", "who"), ("m0-kind", "expression"), ("m0-text", "trigger.customer.name|upper"), ("press", "try")];
    let tried = on(&console, &step, &shown, &row).await;
    assert!(tried.assert_ok().text_of(".tried.ok").unwrap().contains("ADA"));
    // It is kept with the release, and goes along with its file.
    let file = console.get(&format!("{draft}/export")).await;
    assert!(file.assert_ok().body.contains("ada@example.com"));
    // Emptied, it is gone.
    send(&console, &trigger, &[("example", "")]).await.assert_redirect(&base);
    assert!(!rows(&world, "flow::text from template_releases")[0].contains("\"sample\""));
}

#[actix_web::test]
async fn a_field_is_made_from_the_row_that_wants_it_and_the_form_stays_as_it_was() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let step = add(&console, &base, "begin:", &[("kind", "transform")]).await;
    let shown = console.get(&step).await;
    let typed = [("name", "Shape it"), ("m0-target", "team"), ("m0-kind", "variable")];
    let nameless = on(&console, &step, &shown, &[&typed[..], &[("press", "new-m0")]].concat()).await;
    assert!(nameless.assert_status(422).text_of("#f-m0-error").unwrap().contains("Type what the new field is called"));
    let changes = [&typed[..], &[("m0-variable", "Team of the order"), ("press", "new-m0")]].concat();
    let made = on(&console, &step, &shown, &changes).await;
    assert!(made.assert_ok().text_of("[role=status]").unwrap().contains("“team_of_the_order” is a field"));
    assert_eq!(made.value_of("#f-name").as_deref(), Some("Shape it"), "what was typed is kept");
    assert_eq!(made.value_of("[name=m0-variable]").as_deref(), Some("team_of_the_order"));
    let fields = rows(&world, "flow -> 'fields' -> 0 ->> 'title', flow -> 'fields' -> 0 ->> 'required' from cycles");
    assert_eq!(fields, ["Team of the order|true"]);
    // The same again is refused at its row; then it is saved as it stands, on the way to the fields.
    let again = on(&console, &step, &made, &[("press", "new-m0")]).await;
    assert!(again.assert_status(422).text_of("#f-m0-error").unwrap().contains("already"));
    let wrong = on(&console, &step, &made, &[("name", ""), ("press", "fields")]).await;
    wrong.assert_refused("name", "Give the step a name");
    on(&console, &step, &made, &[("press", "fields")]).await.assert_redirect(&format!("{base}/fields"));
    assert_eq!(rows(&world, "flow -> 'steps' -> 1 ->> 'name' from cycles"), ["Shape it"]);
}

#[actix_web::test]
async fn saving_is_not_stopped_by_what_a_step_is_tried_with() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let step = add(&console, &base, "begin:", &[("kind", "transform")]).await;
    let sample = json!({"begin": {"text": "{\"ż\"}".repeat(35_000)}}).to_string();
    let row = [("m0-target", "a"), ("m0-kind", "fixed"), ("m0-text", "b"), ("sample", sample.as_str())];
    send(&console, &step, &row).await.assert_redirect(&base);
    assert_eq!(rows(&world, "flow -> 'steps' -> 1 -> 'mapping' -> 'rules' -> 0 ->> 'target' from cycles"), ["a"]);
    let wrong = send(&console, &step, &[("sample", "{\"a\":"), ("press", "try")]).await;
    assert!(wrong.text_of("#f-sample-error").unwrap().contains("ends too early"));
    assert!(!wrong.body.contains("EOF"));
}

#[actix_web::test]
async fn optional_fields_are_folded_and_faults_are_named_before_anything_runs() {
    let world = world().await;
    shop(&world, "https://shop.example");
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let call = [("kind", "action"), ("connector", "corner"), ("call", "create_order")];
    let step = add(&console, &base, "begin:", &call).await;
    let shown = console.get(&step).await;
    assert_eq!(shown.assert_ok().texts_of(".mapping > .map .map-name b"), ["Customer"]);
    assert_eq!(shown.text_of("details.folded > summary").as_deref(), Some("2 optional fields"));
    send(&console, &step, &[("m1-kind", "json"), ("m1-text", "3")]).await.assert_redirect(&base);
    let shown = console.get(&step).await;
    assert_eq!(shown.texts_of(".mapping > .map .map-name b"), ["Customer", "body.count"], "what is mapped is shown");
    assert_eq!(shown.text_of("details.folded > summary").as_deref(), Some("1 optional field"));
    // An answer that nobody waits for, and a letter to nowhere.
    add(&console, &base, "create_an_order:", &[("kind", "respond")]).await;
    let page = console.get(&base).await;
    assert!(page.assert_ok().body.contains("Nobody waits for this answer"));
    send(&console, &format!("{base}/steps/begin"), &[("synchronous", "1")]).await.assert_redirect(&base);
    assert!(!console.get(&base).await.body.contains("Nobody waits for this answer"));
    let mail = add(&console, &base, "begin:", &[("kind", "email")]).await;
    let letter = [
        ("to-kind", "fixed"),
        ("to-text", "nobody"),
        ("su-kind", "fixed"),
        ("su-text", "Hi"),
        ("tx-kind", "fixed"),
        ("tx-text", "Ho"),
    ];
    send(&console, &mail, &letter).await;
    assert!(console.get(&base).await.body.contains("is not an e-mail address"));
}
