//! A release leaves as a JSON file, and a file comes in as a draft that says what is missing.

use super::{PAGE, connector, live, sending, template};
use crate::people::count;
use crate::support::World;
use serde_json::Value;

const IMPORT: &str = "/console/templates/import";

#[actix_web::test]
async fn a_release_goes_as_a_file_into_another_partners_library_and_names_no_id() {
    let world = World::start().await;
    let console = world.console().await;
    let library = connector(&world, "shop", "https://shop.example");
    let page = live(&console, "Orders & more", &sending("shop")).await;
    let file = console.get(&format!("{page}/releases/1/export")).await;
    assert!(file.assert_ok().header("content-disposition").contains("orders-more-release-1.json"));
    let read: Value = serde_json::from_str(&file.body).unwrap();
    assert_eq!(read["connectors"][0]["methods"], serde_json::json!(["create"]));
    assert_eq!((&read["connectors"][0]["key"], &read["connectors"][0]["name"]), (&"shop".into(), &"shop works".into()));
    assert!(!file.body.contains(&library.to_string()) && !file.body.to_lowercase().contains("berth"));
    // The other partner has no such connector: the draft says so, and nothing else is wrong.
    let far = world.foreign_console().await;
    let draft = far.upload(IMPORT, "orders.json", file.body.as_bytes()).await;
    let draft = draft.assert_redirect("/console/templates/").location().to_owned();
    let shown = far.get(&draft).await;
    assert_eq!(shown.assert_ok().text_of("h1").as_deref(), Some("Release 1 of Orders & more"));
    let missing = shown.text_of("#complaints").unwrap();
    assert!(missing.contains("There is no connector “shop” in your library"), "{missing}");
    assert_eq!(shown.texts_of("#complaints li").len(), 1);
    // Into one's own library it comes whole; a connector of another key but the same name is found.
    let mut renamed = read.clone();
    renamed["flow"]["slots"][0]["connector"] = "shop-of-theirs".into();
    renamed["connectors"][0]["key"] = "shop-of-theirs".into();
    let draft = console.upload(IMPORT, "orders.json", renamed.to_string().as_bytes()).await.location().to_owned();
    let shown = console.get(&draft).await;
    assert_eq!(shown.text_of("#complaints"), None);
    assert!(shown.text_of("#flow").unwrap().contains("\"connector\": \"shop\""));
}

#[actix_web::test]
async fn a_file_that_is_none_is_refused_at_its_field_and_nothing_is_kept() {
    let world = World::start().await;
    let console = world.console().await;
    let refused = async |text: &str, words: &str| {
        let answer = console.upload(IMPORT, "file.json", text.as_bytes()).await;
        answer.assert_refused("file", words);
    };
    refused("", "Choose a file").await;
    refused("{\n\"name\": }", "Line 2, character").await;
    refused("{\"steps\": []}", "no template's file").await;
    refused("{\"format\": \"integration-template/1\", \"name\": \" \"}", "Its name: Enter a name").await;
    refused(&format!("\"{}\"", "x".repeat(1_100_000)), "larger than 1 MB").await;
    assert_eq!(count(&world, "templates"), 0);
    // It becomes a draft of a template that has none, and only of such a one.
    let page = template(&console, "Orders", &[]).await;
    let options = console.get(IMPORT).await.attributes_of("#f-into option", "value");
    assert_eq!(options, [""], "it has a draft");
    console.post(&format!("{page}/releases/1/deletion"), &[]).await.assert_status(303);
    let options = console.get(IMPORT).await.attributes_of("#f-into option", "value");
    assert_eq!(options.len(), 2);
    assert!(console.get(PAGE).await.attributes_of("main a", "href").contains(&IMPORT.to_owned()));
}
