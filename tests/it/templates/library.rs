//! The list, names and visibility, drafts and their faults, releases, deleting.

use super::{PAGE, connector, live, promote, save, sending, template, version};
use crate::people::{count, lines};
use crate::support::World;
use serde_json::json;

#[actix_web::test]
async fn a_template_is_made_edited_and_found_by_folder_tag_and_whom_it_is_for() {
    let world = World::start().await;
    let console = world.console().await;
    let empty = console.get(PAGE).await;
    assert!(empty.assert_ok().attributes_of("main a", "href").contains(&format!("{PAGE}/new")));
    console.post(PAGE, &[("name", " ")]).await.assert_refused("name", "Enter a name");
    let refused = console.post(PAGE, &[("name", "Kept"), ("visible_to", "tags")]).await;
    refused.assert_refused("visible_tags", "Enter the tags");
    assert_eq!(refused.value_of("#f-name").as_deref(), Some("Kept"), "what was typed is kept");
    let orders =
        template(&console, "Orders", &[("folder", "Sales / In"), ("tags", "xero, shop"), ("visible_to", "accounts")])
            .await;
    template(&console, "Payments", &[("folder", "Sales")]).await;
    template(&console, "alarms", &[("visible_to", "tags"), ("visible_tags", "gold")]).await;
    let names = async |query: &str| console.get(&format!("{PAGE}{query}")).await.texts_of("tbody .name a");
    assert_eq!(names("").await, ["alarms", "Payments", "Orders"], "by folder, then by name");
    assert_eq!(names("?q=RM").await, ["alarms"]);
    assert_eq!(names("?q=%25").await, Vec::<String>::new());
    assert_eq!(names("?folder=Sales").await, ["Payments", "Orders"], "and what is in its folders");
    assert_eq!(names("?tag=shop").await, ["Orders"]);
    assert_eq!(names("?visible=tags").await, ["alarms"]);
    let page = console.get(&format!("{PAGE}?rows=2")).await;
    let next = page.attributes_of("a[rel=next]", "href").remove(0);
    let second = console.get(&next).await;
    assert_eq!(second.texts_of("tbody .name a"), ["Orders"]);
    let back = second.attributes_of("a[rel=prev]", "href").remove(0);
    assert_eq!(console.get(&back).await.texts_of("tbody .name a"), ["alarms", "Payments"]);
    assert!(!console.get_fragment(PAGE).await.body.contains("<html"));
    // Another partner's list stays empty (T1).
    assert!(world.foreign_console().await.get(PAGE).await.texts_of("tbody .name a").is_empty());

    let edit = format!("{orders}/edit");
    let seen = version(&console, &edit).await;
    let form = |name, version| [("name", name), ("folder", ""), ("visible_to", "all"), ("version", version)];
    console.post(&edit, &form("Orders in", &seen)).await.assert_redirect(&orders);
    let late = console.post(&edit, &form("Late", &seen)).await;
    assert_eq!(late.assert_status(409).value_of("#f-name").as_deref(), Some("Late"));
    assert_eq!(names("?q=orders").await, ["Orders in"]);
    let log = lines(&world, "select action as line from audit_log where action like 'template.%' order by seq");
    assert_eq!(log, ["template.created", "template.created", "template.created", "template.edited"]);
}

#[actix_web::test]
async fn accounts_are_chosen_by_a_search_and_taken_away_again() {
    let world = World::start().await;
    let console = world.console().await;
    let made = console.post(PAGE, &[("name", "Orders"), ("visible_to", "accounts")]).await;
    assert!(made.location().ends_with("/accounts"), "they are chosen next");
    let page = made.location().to_owned();
    let found = console.get(&format!("{page}?q=bran")).await;
    assert_eq!(found.assert_ok().attributes_of("button[name=add]", "value"), [world.branch.to_string()]);
    let branch = world.branch.to_string();
    for _ in 0..2 {
        console.post(&page, &[("add", &branch)]).await.assert_redirect(&page);
    }
    assert_eq!(count(&world, "template_accounts"), 1);
    let chosen = console.get(&page).await;
    assert_eq!(chosen.attributes_of("button[name=remove]", "value"), [branch.as_str()]);
    // Another partner's account answers like none (T4).
    console.post(&page, &[("add", &world.other.to_string())]).await.assert_not_found();
    console.post(&page, &[("add", "nothing")]).await.assert_not_found();
    console.post(&page, &[("remove", &branch)]).await.assert_redirect(&page);
    assert_eq!(count(&world, "template_accounts"), 0);
    // Who may not see accounts finds none.
    let blind = world.console_with(&[("templates", "edit")]).await;
    assert!(
        blind.get(&format!("{page}?q=bran")).await.assert_ok().attributes_of("button[name=add]", "value").is_empty()
    );
}

#[actix_web::test]
async fn a_draft_is_saved_with_faults_that_are_shown_at_their_lines_and_keep_it_from_becoming_live() {
    let world = World::start().await;
    let console = world.console().await;
    let page = template(&console, "Orders", &[]).await;
    let draft = format!("{page}/releases/1");
    let edit = format!("{draft}/edit");
    let seen = version(&console, &edit).await;
    let form = |flow, version| [("flow", flow), ("version", version)];
    let broken = "{\n  \"steps\": [\n    {\"key\": \"a\",, }\n  ]\n}";
    let refused = console.post(&edit, &form(broken, &seen)).await;
    refused.assert_refused("flow", "Line 3, character");
    assert_eq!(refused.text_of("#f-flow").unwrap().replace(' ', ""), broken.replace(['\n', ' '], ""), "it is kept");
    let faulty = sending("xero");
    save(&console, &draft, &faulty).await;
    let shown = console.get(&draft).await.text_of("#complaints").unwrap();
    assert!(shown.contains("There is no connector “xero” in your library"), "{shown}");
    let shown = console.get(&edit).await.text_of("#complaints").unwrap();
    assert!(shown.contains("xero"), "{shown}");
    // An older version is refused, and what was typed stays.
    let late = console.post(&edit, &form("{}", &seen)).await;
    assert_eq!(late.assert_status(409).text_of("#f-flow").as_deref(), Some("{}"));
    let seen = version(&console, &format!("{draft}/promotion")).await;
    let refused = console.post(&format!("{draft}/promotion"), &[("version", &seen)]).await;
    assert!(refused.assert_status(422).text_of(".error-summary").unwrap().contains("no connector “xero”"));
    connector(&world, "xero", "https://xero.example");
    assert_eq!(console.get(&draft).await.text_of("#complaints"), None);
    let mut other = faulty.clone();
    other["steps"][1]["method"] = json!("destroy");
    save(&console, &draft, &other).await;
    let shown = console.get(&draft).await.text_of("#complaints").unwrap();
    assert!(shown.contains("step “Send on”") && shown.contains("Line ") && shown.contains("“destroy”"), "{shown}");
    save(&console, &draft, &faulty).await;
    promote(&console, &draft).await;
    assert_eq!(console.get(&page).await.text_of(".page-title .badge").as_deref(), Some("Release 1 live"));
    // It never changes again.
    console.get(&edit).await.assert_status(409);
    console.post(&edit, &form("{}", &seen)).await.assert_status(409);
    // The connector cannot be removed under it.
    assert_eq!(count(&world, "connectors"), 1);
}

#[actix_web::test]
async fn the_next_release_begins_as_a_draft_and_takes_the_place_of_the_live_one() {
    let world = World::start().await;
    let console = world.console().await;
    let flow = json!({"steps": [{"key": "begin", "name": "Begin", "kind": "webhook"}]});
    let page = live(&console, "Orders", &flow).await;
    let begin = console.get(&page).await;
    let key = begin.value_of("form[action$='/drafts'] input[name=idempotency_key]").unwrap();
    let drafts = format!("{page}/drafts");
    let first = console.post(&drafts, &[("from", "1"), ("idempotency_key", &key)]).await.location().to_owned();
    let twice = console.post(&drafts, &[("from", "1"), ("idempotency_key", &key)]).await.location().to_owned();
    assert_eq!(first, twice, "a double click begins one");
    assert_eq!(first, format!("{page}/releases/2"));
    console.post(&drafts, &[("from", "1")]).await.assert_status(409);
    console.post(&drafts, &[("from", "9")]).await.assert_not_found();
    assert!(console.get(&first).await.text_of("#flow").unwrap().contains("webhook"), "it holds what release 1 holds");
    promote(&console, &first).await;
    assert_eq!(console.get(&page).await.texts_of("tbody .badge"), ["Live", "Deprecated"]);
    console.post(&format!("{page}/releases/1/deletion"), &[]).await.assert_status(409);
    let third = console.post(&drafts, &[("from", "1")]).await.location().to_owned();
    console.post(&format!("{third}/deletion"), &[]).await.assert_redirect(&page);
    console.get(&third).await.assert_not_found();
    // Its name is typed before it is deleted.
    let removal = format!("{page}/removal");
    console.post(&removal, &[("typed_name", "Order")]).await.assert_refused("typed_name", "Type “Orders”");
    console.post(&removal, &[("typed_name", "Orders")]).await.assert_redirect(PAGE);
    assert_eq!(count(&world, "templates") + count(&world, "template_releases"), 0);
    console.get(&page).await.assert_not_found();
}

#[actix_web::test]
async fn each_right_opens_just_its_part() {
    let world = World::start().await;
    let console = world.console().await;
    let page = template(&console, "Orders", &[]).await;
    let viewer = world.console_with(&[("templates", "view")]).await;
    let seen = viewer.get(&page).await;
    assert!(seen.assert_ok().attributes_of("main form", "action").is_empty());
    viewer.get(&format!("{page}/edit")).await.assert_status(403);
    viewer.post(PAGE, &[("name", "Mine")]).await.assert_status(403);
    let editor = world.console_with(&[("templates", "edit")]).await;
    template(&editor, "Theirs", &[]).await;
    editor.get(&format!("{page}/releases/1/promotion")).await.assert_status(403);
    editor.post(&format!("{page}/removal"), &[("typed_name", "Orders")]).await.assert_status(403);
    world.bare_console().await.get(PAGE).await.assert_status(403);
    world.foreign_console().await.get(&page).await.assert_not_found();
}
