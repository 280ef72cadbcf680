//! Launch, Marketplace and Orbit, as their addresses open them.

use super::{asked, by_webhook, offered, token_of};
use crate::engine::{rows, world};
use crate::support::program::Program;
use crate::support::{Caller, World};
use crate::templates::{connector, sending};
use serde_json::{Value, json};

/// Opens what a call answers with; the browser, and where it was led.
async fn opened(world: &World, program: &Program, call: &str, body: Value) -> (Caller, String) {
    let path = asked(program, call, body).await;
    let visitor = world.visitor();
    let door = path.split('?').next().unwrap().to_owned();
    let came = visitor.post_raw(&door, &[("token", &token_of(&path))]).await;
    let to = came.assert_status(303).location().to_owned();
    (visitor, to)
}

#[actix_web::test]
async fn launch_shows_the_templates_with_a_tag_and_leads_through_the_installation() {
    let world = world().await;
    let program = world.program().await;
    let crm = offered(&world, "Contacts", "CRM", &by_webhook()).await;
    offered(&world, "Invoices", "books", &by_webhook()).await;
    offered(&world, "Leads", "crm, sales", &by_webhook()).await;
    let body = json!({"Username": "till", "Tags": ["crm"], "DisplayDescriptions": true, "SingleInstall": "true"});
    let (till, to) = opened(&world, &program, "/v1.0/accounts/branch/launch", body).await;
    assert!(to.starts_with(&format!("/a/{}/launch?", world.branch)), "{to}");
    let page = till.get(&to).await;
    assert_eq!(page.assert_ok().texts_of(".offers h2"), ["Contacts", "Leads"]);
    assert!(page.body.contains("Sends each new order on.") && !page.body.contains("Berth"));
    let install = page.attributes_of(".offers a.btn", "href").remove(0);
    assert!(install.contains(&crm), "{install}");
    // The way back goes with it from screen to screen, and what was asked for is chosen at the end.
    let first = till.get(&install).await;
    let cancel = first.assert_ok().attributes_of("main form.page a", "href").pop().unwrap();
    assert!(cancel.starts_with(&format!("/a/{}/launch?auto=false&single=true", world.branch)), "{cancel}");
    let review = till.send(&first, "main form.page", &[("step", "review")]).await;
    assert_eq!(review.assert_ok().attributes_of("input[name=then][checked]", "value"), ["start"]);
    let done = till.send(&review, "main form.page", &[]).await;
    let cycle = done.assert_redirect(&format!("/a/{}/cycles/", world.branch)).location().to_owned();
    assert_eq!(rows(&world, "name, state from cycles"), ["Contacts|active"]);
    // Once is enough.
    let page = till.get(&to).await;
    assert_eq!(page.attributes_of(".offers li:first-child a.btn", "href"), [cycle]);
    let found = till.get(&format!("{to}&q=lead")).await;
    assert_eq!(found.assert_ok().texts_of(".offers h2"), ["Leads"]);
}

#[actix_web::test]
async fn launch_goes_on_by_itself_where_there_is_nothing_to_choose() {
    let world = world().await;
    let program = world.program().await;
    let only = offered(&world, "Contacts", "crm", &by_webhook()).await;
    offered(&world, "Invoices", "books", &by_webhook()).await;
    let body = json!({"Tags": ["crm"], "Start": false});
    let (somebody, to) = opened(&world, &program, "/v1.0/accounts/branch/launch", body).await;
    let there = somebody.get(&to).await;
    let install = there.assert_redirect(&format!("/a/{}/install?template={only}", world.branch)).location().to_owned();
    let first = somebody.get(&install).await;
    let cancel = first.assert_ok().attributes_of("main form.page a", "href").pop().unwrap();
    somebody.get(&cancel).await.assert_ok(); // not sent forth again
    let review = somebody.send(&first, "main form.page", &[("step", "review")]).await;
    assert_eq!(review.assert_ok().attributes_of("input[name=then][checked]", "value"), [""]);
    somebody.send(&review, "main form.page", &[]).await.assert_status(303);
    assert_eq!(rows(&world, "state from cycles"), ["paused"]);
    let body = json!({"Tags": ["crm"], "AutoInstall": "false"});
    let (somebody, to) = opened(&world, &program, "/v1.0/accounts/branch/launch", body).await;
    somebody.get(&to).await.assert_ok();
}

#[actix_web::test]
async fn what_is_to_run_once_runs_once_and_stays_paused() {
    let world = world().await;
    let program = world.program().await;
    let flow = json!({"steps": [{"key": "begin", "name": "Every morning", "kind": "start"}]});
    offered(&world, "Digest", "", &flow).await;
    let (till, to) = opened(&world, &program, "/v1.0/accounts/branch/launch", json!({"RunOnce": true})).await;
    let install = till.get(&to).await.assert_redirect("/a/").location().to_owned();
    let first = till.get(&install).await;
    let chosen = [("mode", "every"), ("minutes", "60"), ("step", "review")];
    let review = till.send(&first, "main form.page", &chosen).await;
    assert_eq!(review.assert_ok().attributes_of("input[name=then][checked]", "value"), ["once"]);
    till.send(&review, "main form.page", &[]).await.assert_redirect("/a/");
    assert_eq!(rows(&world, "state from cycles"), ["paused"]);
    assert_eq!(rows(&world, "count(*) from transactions"), ["1"]);
}

#[actix_web::test]
async fn the_marketplace_is_a_catalogue_with_a_search_and_orbit_starts_and_pauses() {
    let world = world().await;
    let program = world.program().await;
    connector(&world, "shop", "http://127.0.0.1:9");
    offered(&world, "Orders", "shop", &sending("shop")).await;
    for no in 0..8 {
        offered(&world, &format!("Template {no}"), "many", &by_webhook()).await;
    }
    let (till, to) = opened(&world, &program, "/v1.0/accounts/branch/marketplace", json!({"Username": "till"})).await;
    let page = till.get(&to).await;
    assert_eq!((page.assert_ok().texts_of(".offers h2").len(), page.texts_of(".offers .tag").len()), (9, 9));
    let found = till.send(&page, "main form.filters", &[("q", "template 7")]).await;
    assert_eq!(found.assert_ok().texts_of(".offers h2"), ["Template 7"]);
    let cycle = world.near().paused_cycle(&world.app.app, world.branch, "Orders, ours", by_webhook()).unwrap();
    let lacking =
        world.near().paused_cycle(&world.app.app, world.branch, "Orders to the shop", sending("shop")).unwrap();
    let (till, to) = opened(&world, &program, "/v1.0/accounts/branch/orbit", json!({"Username": "till"})).await;
    assert_eq!(to, format!("/a/{}/orbit", world.branch));
    let page = till.get(&to).await;
    assert_eq!(page.assert_ok().texts_of(".offers h2"), ["Orders to the shop", "Orders, ours"]);
    till.post(&format!("{to}/{cycle}/activation"), &[]).await.assert_redirect(&to);
    assert_eq!(rows(&world, &format!("state from cycles where id = '{cycle}'")), ["active"]);
    let page = till.get(&to).await;
    assert_eq!(page.texts_of(".offers button"), ["Start", "Pause"]);
    till.post(&format!("{to}/{cycle}/stop"), &[]).await.assert_redirect(&to);
    assert_eq!(rows(&world, &format!("state from cycles where id = '{cycle}'")), ["paused"]);
    // What is missing is said.
    till.post(&format!("{to}/{lacking}/activation"), &[]).await.assert_redirect(&to);
    assert!(till.get(&to).await.body.contains("It cannot start yet."));
    // Who may only look sees no buttons.
    let viewer = crate::account_view::person(&world, world.branch, "viewer").await;
    let page = viewer.get(&to).await;
    assert!(
        page.assert_ok().texts_of(".offers button").is_empty() && page.attributes_of(".page-head a", "href").is_empty()
    );
    viewer.post(&format!("{to}/{cycle}/activation"), &[]).await.assert_status(403);
    let page = viewer.get(&format!("/a/{}/launch", world.branch)).await;
    assert!(page.assert_ok().attributes_of(".offers a", "href").is_empty());
}
