//! The library of connectors in a real browser.

use super::{check_pages, staff_browser};
use crate::isolation::connectors::DOCUMENT;
use crate::support::World;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(20);

#[actix_web::test]
async fn the_library_of_connectors_is_accessible() {
    let world = World::start().await;
    let console = world.console().await;
    let browser = staff_browser(&world).await;
    check_pages(&browser, &[("connectors-none", "/console/connectors".to_owned())]).await;
    let draft = console.upload("/console/connectors/import", "things.yaml", DOCUMENT.as_bytes()).await;
    let draft = draft.location().to_owned();
    let connector = draft.split("/releases/").next().unwrap().to_owned();
    console.post("/console/connectors/catalogue/slack", &[]).await.assert_status(303);
    let slack = console.post("/console/connectors/catalogue/stripe", &[]).await.location().to_owned();
    let begun = console.post(&format!("{slack}/drafts"), &[]).await.location().to_owned();
    check_pages(
        &browser,
        &[
            ("connectors", "/console/connectors".to_owned()),
            ("connectors-catalogue", "/console/connectors/catalogue".to_owned()),
            ("connectors-import", "/console/connectors/import".to_owned()),
            ("connector-new", "/console/connectors/new".to_owned()),
            ("connector", connector.clone()),
            ("connector-name", format!("{connector}/name")),
            ("connector-client", format!("{connector}/client")),
            ("connector-removal", format!("{connector}/removal")),
            ("release", draft.clone()),
            ("release-catalogue", begun.clone()),
            ("release-report", format!("{draft}/report?show=taken")),
            ("release-changes", format!("{begun}/changes")),
            ("release-edit", format!("{draft}/edit")),
            ("release-promotion", format!("{begun}/promotion")),
            ("method", format!("{draft}/methods/list_things")),
            ("method-new", format!("{draft}/new-method")),
        ],
    )
    .await;
    browser.close().await;
}

/// Rows are added and removed by clicking, and what was typed stays.
#[actix_web::test]
async fn a_method_is_written_by_clicking() {
    let world = World::start().await;
    let console = world.console().await;
    let form = [("name", "Tides"), ("base_url", "https://tides.example"), ("auth", "none")];
    let draft = console.post("/console/connectors", &form).await.location().to_owned();
    let browser = staff_browser(&world).await;
    browser.goto(&format!("{draft}/new-method")).await;
    browser.find("#f-name").await.send_keys("Get tides").await.unwrap();
    browser.find("#f-path").await.send_keys("/ports/{port}").await.unwrap();
    browser.click("button[value='in+']").await;
    browser.wait_at_most("a third row", "return document.querySelectorAll('[name=in_path]').length == 3", SOON).await;
    browser.find("[name=in_path]").await.send_keys("days").await.unwrap();
    browser.click("button[value='in-1']").await;
    browser.wait_at_most("two rows", "return document.querySelectorAll('[name=in_path]').length == 2", SOON).await;
    browser.click("main form button.primary").await;
    browser.wait_at_most("the release", "return location.pathname.endsWith('/releases/1')", SOON).await;
    let method = console.get(&format!("{draft}/methods/get_tides")).await;
    assert_eq!(method.assert_ok().texts_of("tbody .field-path"), ["days", "port"]);
    browser.close().await;
}
