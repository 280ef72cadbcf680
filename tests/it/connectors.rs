//! The partner's library of connectors: importing, looking through, writing by hand, making live.

mod by_hand;
mod library;

use crate::people::{count, lines};
use crate::support::{Caller, World};

const PAGE: &str = "/console/connectors";
const IMPORT: &str = "/console/connectors/import";

/// A small document; `servers` and the paths are given.
fn document(servers: &str, paths: &str) -> String {
    format!("openapi: 3.0.3\ninfo: {{ title: Harbour, version: '1' }}\n{servers}\npaths:\n{paths}\n")
}

/// A GET operation.
fn operation(path: &str, id: &str) -> String {
    format!(
        "  {path}:\n    get: {{ operationId: {id}, summary: Do {id}, tags: [Things], responses: {{ '200': {{ description: ok }} }} }}\n"
    )
}

const SERVER: &str = "servers: [{ url: 'https://api.harbour.example/v1' }]";

/// Imports a document; answers the address of its draft.
async fn import(caller: &Caller, text: &str, into: &str) -> String {
    let answer = caller.upload_with(IMPORT, &[("into", into)], ("text", text)).await;
    answer.assert_redirect("/console/connectors/");
    answer.location().to_owned()
}

/// The connector of a release's address.
fn connector_of(release: &str) -> String {
    release.split("/releases/").next().unwrap().to_owned()
}

async fn version(caller: &Caller, page: &str) -> String {
    let page = caller.get(page).await;
    page.assert_ok().value_of("main input[name=version]").unwrap()
}

async fn promote(caller: &Caller, release: &str) {
    let path = format!("{release}/promotion");
    let version = version(caller, &path).await;
    caller.post(&path, &[("version", &version)]).await.assert_redirect(&connector_of(release));
}

#[actix_web::test]
async fn a_document_becomes_a_draft_that_is_completed_and_made_live() {
    let world = World::start().await;
    let console = world.console().await;
    let odd = "  /odd:\n    trace: { responses: { '200': { description: ok } } }\n";
    let text = document("", &format!("{}{odd}", operation("/things", "list_things")));
    let draft = import(&console, &text, "").await;
    let page = console.get(&draft).await;
    assert_eq!(page.assert_ok().text_of(".page-title .badge").as_deref(), Some("Draft"));
    assert!(page.text_of(".alert").unwrap().contains("base URL is missing"), "{:?}", page.text_of(".alert"));
    assert_eq!(page.texts_of(".tile .figure")[..2], ["1", "1"], "taken over, left out");
    assert!(page.attributes_of("main a", "href").iter().all(|href| !href.ends_with("/promotion")));
    let left_out = console.get(&format!("{draft}/report?show=left_out")).await;
    assert_eq!(left_out.texts_of("tbody td:first-child"), ["TRACE /odd"]);
    assert!(!left_out.texts_of("tbody td.wrap")[1].is_empty(), "it says why");
    console.get(&format!("{draft}/report")).await.assert_ok();
    console.get(&format!("{draft}/methods/list_things")).await.assert_ok();

    let refused = console.post(&format!("{draft}/promotion"), &[("version", "1")]).await;
    assert!(refused.assert_status(422).text_of(".error-summary").unwrap().contains("base URL is missing"));
    let head = format!("{draft}/edit");
    let form = |url, version| [("base_url", url), ("auth", "basic"), ("notes", "First one"), ("version", version)];
    console.post(&head, &form("nonsense", "1")).await.assert_refused("base_url", "whole");
    let kept = console.post(&head, &form("ftp://a.b", "1")).await;
    assert_eq!(kept.assert_status(422).value_of("#f-base_url").as_deref(), Some("ftp://a.b"), "what was typed is kept");
    console.post(&head, &form("https://api.harbour.example", "1")).await.assert_redirect(&draft);
    // Who saw it before that save is told, and nothing of theirs is saved.
    let late = console.post(&head, &form("https://late.example", "1")).await;
    assert!(late.assert_status(409).text_of(".error-summary").unwrap().contains("Someone else changed"));
    promote(&console, &draft).await;
    let page = console.get(&connector_of(&draft)).await;
    assert_eq!(page.assert_ok().text_of(".page-title .badge").as_deref(), Some("Release 1 live"));
    let list = console.get(PAGE).await;
    let cells = list.texts_of("tbody tr td");
    assert_eq!(cells, ["Custom", "Release 1 live", "1", "User name and password", "none yet"]);
    let actions = lines(&world, "select action as line from audit_log where action like 'connector.%' order by seq");
    assert_eq!(actions, ["connector.created", "connector.draft_edited", "connector.promoted"]);
}

#[actix_web::test]
async fn a_new_release_says_what_it_changes_and_the_former_is_deprecated() {
    let world = World::start().await;
    let console = world.console().await;
    let both = format!("{}{}", operation("/a", "first"), operation("/b", "second"));
    let first = import(&console, &document(SERVER, &both), "").await;
    promote(&console, &first).await;
    let connector = connector_of(&first);
    let id = connector.rsplit('/').next().unwrap();
    let second =
        import(&console, &document(SERVER, &format!("{}{}", operation("/a", "first"), operation("/c", "third"))), id)
            .await;
    assert_eq!(second, format!("{connector}/releases/2"));
    // One draft at a time.
    let again = console.upload_with(IMPORT, &[("into", id)], ("text", &document(SERVER, &both))).await;
    assert!(again.assert_status(409).text_of(".error-summary").unwrap().contains("a draft already"));
    let changes = console.get(&format!("{second}/changes")).await;
    assert_eq!(changes.assert_ok().texts_of(".tile .figure"), ["1", "0", "1", "1"]);
    let question = console.get(&format!("{second}/promotion")).await;
    let said = question.texts_of(".consequences li").join(" ");
    assert!(said.contains("Release 1 is deprecated") && said.contains("Do second may stop working"), "{said}");
    promote(&console, &second).await;
    let states = console.get(&connector).await.texts_of("tbody .badge");
    assert_eq!(states, ["Live", "Deprecated"]);
    // What is live or deprecated cannot be changed.
    for release in [&first, &second] {
        console.get(&format!("{release}/edit")).await.assert_status(409);
        console.get(&format!("{release}/methods/first/edit")).await.assert_status(409);
        let form = [("base_url", "https://late.example"), ("auth", "none"), ("version", "3")];
        console.post(&format!("{release}/edit"), &form).await.assert_status(409);
        console.post(&format!("{release}/deletion"), &[]).await.assert_status(409);
        console.post(&format!("{release}/methods/first/removal"), &[("version", "3")]).await.assert_status(409);
    }
    assert_eq!(count(&world, "connector_releases where definition::text like '%late.example%'"), 0);
    // A draft of what is live can be begun and thrown away; the live release stays.
    let draft = console.post(&format!("{connector}/drafts"), &[]).await;
    let draft = draft.assert_redirect(&format!("{connector}/releases/3")).location().to_owned();
    assert_eq!(console.get(&draft).await.texts_of("tbody .name a"), ["Do first", "Do third"]);
    console.post(&format!("{connector}/drafts"), &[]).await.assert_status(409);
    console.post(&format!("{draft}/deletion"), &[]).await.assert_redirect(&connector);
    assert_eq!(console.get(&connector).await.texts_of("tbody .badge"), ["Live", "Deprecated"]);
}

#[actix_web::test]
async fn what_is_no_document_is_refused_with_its_place_and_kept() {
    let world = World::start().await;
    let console = world.console().await;
    let paste = async |text: &str| console.upload_with(IMPORT, &[], ("text", text)).await;
    paste(" \n").await.assert_refused("text", "Paste the document.");
    console.upload_with(IMPORT, &[], ("file", "")).await.assert_refused("file", "Choose a file.");
    let broken = paste("openapi: 3.0.3\npaths: [unclosed\n").await;
    broken.assert_refused("text", "Line");
    assert!(broken.text_of("#f-text").unwrap().contains("unclosed"), "what was pasted is kept");
    paste("a: 1").await.assert_status(422);
    paste(&document(SERVER, "  /a: {}")).await.assert_refused("text", "No operation");
    paste(&"x".repeat(5 * 1024 * 1024 + 1)).await.assert_refused("text", "larger than 5 MB");
    let nul = document(SERVER, &operation("/a", "first")).replace("Do first", "\"Do\\0first\"");
    let taken = paste(&nul).await;
    assert!(matches!(taken.status.as_u16(), 303 | 422), "{}", taken.status);
    console.upload_with(IMPORT, &[("into", "nothing")], ("text", "a: 1")).await.assert_not_found();
    for path in ["/x", "/00000000-0000-7000-8000-000000000000", "/x/releases/1"] {
        console.get(&format!("{PAGE}{path}")).await.assert_not_found();
    }
}

/// A definition as large as there is: pages show a part of it, whatever its size.
#[actix_web::test]
async fn two_thousand_methods_are_paged_and_searched() {
    let world = World::start().await;
    let console = world.console().await;
    let paths: String = (0..2_000).map(|n| operation(&format!("/things/{n}"), &format!("thing_{n:04}"))).collect();
    let draft = import(&console, &document(SERVER, &paths), "").await;
    let page = console.get(&draft).await;
    assert_eq!(page.assert_ok().texts_of("tbody .name a").len(), 50);
    assert_eq!(page.texts_of("tbody .group-row"), ["Things"]);
    assert!(page.body.len() < 100_000, "{} bytes", page.body.len());
    let next = page.attributes_of("a[rel=next]", "href").remove(0);
    let second = console.get(&next).await;
    assert_eq!(second.texts_of("tbody .name a")[0], "Do thing_0050");
    let back = second.attributes_of("a[rel=prev]", "href").remove(0);
    assert_eq!(console.get(&back).await.texts_of("tbody .name a"), page.texts_of("tbody .name a"));
    let found = console.get_fragment(&format!("{draft}?q=THING_1999")).await;
    assert_eq!(found.texts_of("tbody .name a"), ["Do thing_1999"]);
    let other = console.get(&format!("{draft}?category=Nothing")).await;
    assert!(other.text_of(".empty-row").unwrap().contains("No method matches"));
    console.get(&format!("{draft}/methods/thing_1999")).await.assert_ok();
    console.get(&format!("{draft}/methods/thing_9999")).await.assert_not_found();
}
