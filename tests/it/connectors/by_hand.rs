//! Writing a small connector by hand, with a form that works without script.

use super::{PAGE, connector_of, promote, version};
use crate::people::count;
use crate::support::{Answer, Caller, World};

async fn create(caller: &Caller) -> String {
    let form =
        [("name", "Tide Tables"), ("base_url", "https://tides.example/"), ("auth", "api_key"), ("key_name", "X-Key")];
    let answer = caller.post(PAGE, &form).await;
    answer.assert_redirect("/console/connectors/").location().to_owned()
}

/// The fields of the form on a page, as a browser would send them; without those that repeat in rows.
fn rows(page: &Answer, name: &str) -> Vec<String> {
    page.attributes_of(&format!("main [name={name}]"), "value")
}

#[actix_web::test]
async fn a_connector_is_written_by_hand_and_made_live() {
    let world = World::start().await;
    let console = world.console().await;
    let wrong = [("name", ""), ("base_url", "https://tides.example"), ("auth", "bearer")];
    console.post(PAGE, &wrong).await.assert_refused("name", "Enter a name");
    let wrong =
        [("name", "Tides"), ("base_url", "https://tides.example"), ("auth", "oauth_code"), ("scopes", "read | Reads")];
    let kept = console.post(PAGE, &wrong).await;
    kept.assert_refused("token_url", "whole");
    assert!(kept.text_of("#f-scopes").unwrap().contains("read | Reads"));

    let draft = create(&console).await;
    let page = console.get(&draft).await;
    assert!(page.assert_ok().text_of(".alert").unwrap().contains("no method yet"));
    let new = format!("{draft}/new-method");
    assert_eq!(rows(&console.get(&new).await, "in_path").len(), 2);
    // A button for rows sends the form; it comes back with what was typed, and nothing is saved.
    let typed = [
        ("name", "Get tides"),
        ("verb", "GET"),
        ("path", "/ports/{port}"),
        ("body", "none"),
        ("version", "1"),
        ("in_path", "days"),
        ("in_place", "query"),
        ("in_kind", "integer"),
        ("in_required", ""),
        ("in_title", "Days"),
        ("in_was", ""),
    ];
    let more = console.post(&new, &[&typed[..], &[("row", "in+")]].concat()).await;
    assert_eq!(rows(more.assert_ok(), "in_path"), ["days", ""]);
    assert_eq!(more.value_of("#f-name").as_deref(), Some("Get tides"));
    let fewer = console.post(&new, &[&typed[..], &[("row", "in-0")]].concat()).await;
    assert!(rows(fewer.assert_ok(), "in_path").is_empty());
    assert_eq!(count(&world, "connector_releases where methods > 0"), 0);

    console.post(&new, &typed).await.assert_redirect(&draft);
    let method = console.get(&format!("{draft}/methods/get_tides")).await;
    assert_eq!(method.assert_ok().texts_of("tbody .field-path"), ["days", "port"], "the path's field was added");
    let version = version(&console, &format!("{draft}/methods/get_tides/edit")).await;
    let bad = [
        ("name", "Get tides"),
        ("verb", "GET"),
        ("path", "no slash"),
        ("body", "none"),
        ("version", version.as_str()),
        ("in_path", "a..b"),
    ];
    let edit = format!("{draft}/methods/get_tides/edit");
    let refused = console.post(&edit, &bad).await;
    refused.assert_refused("path", "begins with a slash");
    assert!(refused.text_of("#f-request .error").unwrap().contains("a..b"), "{:?}", refused.text_of("#f-request"));
    assert_eq!(rows(&refused, "in_path"), ["a..b"], "what was typed is kept");
    // The same key twice.
    let twice = [&typed[..4], &[("version", version.as_str()), ("key", "get_tides")]].concat();
    console.post(&new, &twice).await.assert_refused("key", "Another method has this key");
    // An older version of the draft.
    console.post(&new, &[&typed[..4], &[("version", "1"), ("key", "other")]].concat()).await.assert_status(409);
    promote(&console, &draft).await;
    assert_eq!(console.get(&connector_of(&draft)).await.text_of("tbody .badge").as_deref(), Some("Live"));
}

#[actix_web::test]
async fn methods_are_removed_and_a_draft_alone_takes_its_connector_along() {
    let world = World::start().await;
    let console = world.console().await;
    let draft = create(&console).await;
    let method = [("name", "One"), ("verb", "POST"), ("path", "/one"), ("body", "json"), ("version", "1")];
    console.post(&format!("{draft}/new-method"), &method).await.assert_redirect(&draft);
    let removal = format!("{draft}/methods/one/removal");
    let seen = version(&console, &removal).await;
    console.post(&removal, &[("version", "1")]).await.assert_status(409);
    console.post(&removal, &[("version", &seen)]).await.assert_redirect(&draft);
    console.get(&format!("{draft}/methods/one")).await.assert_not_found();
    console.post(&removal, &[("version", "3")]).await.assert_not_found();
    console.post(&format!("{draft}/deletion"), &[]).await.assert_redirect(PAGE);
    assert_eq!(count(&world, "connectors"), 0);
    console.get(&draft).await.assert_not_found();
}
