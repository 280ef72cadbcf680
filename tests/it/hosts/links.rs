//! What people are given begins with the partner's main name, and what they were given before goes on to work.

use super::{added, main_of, visitor};
use crate::embedding::{asked, by_webhook, offered};
use crate::engine::{post, world};
use crate::support::app::Checks;
use crate::support::program::{Credential, Program};
use crate::support::{Caller, World};
use serde_json::{Value, json};

const ADA: &str = "ada.vance@northwind.test";

#[actix_web::test]
async fn mailed_links_lead_to_the_main_name_and_work_on_no_other_partners() {
    let world = World::with_settings(Checks::On, &[]).with_background();
    let (near, far) = (world.console().await, world.foreign_console().await);
    let own = main_of(&near, &world, "north.localhost").await;
    added(&far, &world, "contoso.localhost").await;
    let asking = world.visitor();
    asking.post("/reset", &[("email", ADA), ("at", "northwind")]).await.assert_status(303);
    asking.post("/reset", &[("email", "carl@contoso.test"), ("at", "contoso")]).await.assert_status(303);
    let mails = world.mails(2).await;
    let link_of = |who: &str| mails.iter().find(|mail| mail.to.contains(who)).unwrap().link();
    let (mine, theirs) = (link_of(ADA), link_of("carl@contoso.test"));
    assert!(mine.starts_with(&format!("{own}/link/")), "{mine}");
    assert!(theirs.starts_with(world.config.url.as_str()), "{theirs}");
    let path = |link: &str| url::Url::parse(link).unwrap().path().to_owned();
    let (here, there) = (visitor(&world, "north.localhost"), visitor(&world, "contoso.localhost"));
    there.get(&path(&mine)).await.assert_status(410);
    there.post(&path(&mine), &[("password", "a whole new password")]).await.assert_status(410);
    here.get(&path(&theirs)).await.assert_status(410);
    world.visitor().get(&path(&mine)).await.assert_ok();
    here.get(&path(&mine)).await.assert_ok();
    here.post(&path(&mine), &[("password", "a whole new password")]).await.assert_redirect("/sign-in");
    here.sign_in(ADA, "a whole new password").await.assert_redirect("/console");
    world.app.stop().await;
}

#[actix_web::test]
async fn a_webhooks_address_has_the_main_name_and_the_one_given_before_still_works() {
    let world = world().await;
    let (console, far) = (world.console().await, world.foreign_console().await);
    let (cycle, _) = world.near().cycle(&world.app.app, world.branch, "Orders", by_webhook()).unwrap();
    let page = format!("/console/accounts/{}/cycles/{cycle}", world.branch);
    let before = console.get(&page).await.value_of("input[id^=hook-]").unwrap();
    assert!(before.starts_with(world.config.url.as_str()), "{before}");
    let own = main_of(&console, &world, "north.localhost").await;
    added(&far, &world, "contoso.localhost").await;
    let now = console.get(&page).await.value_of("input[id^=hook-]").unwrap();
    assert!(now.starts_with(&format!("{own}/hooks/")), "{now}");
    let path = now.strip_prefix(&own).unwrap();
    assert!(before.ends_with(path), "the same webhook");
    assert_eq!(post(&world, path, &[], &json!({"n": 1})).await.0, 202);
    visitor(&world, "north.localhost").post_raw(path, &[("n", "2")]).await.assert_status(202);
    for _ in 0..2 {
        visitor(&world, "contoso.localhost").post_raw(path, &[("n", "3")]).await.assert_status(404);
    }
    // The account's own people are shown the same, by whatever name they came; and so are programs.
    let admin = world.admin_of(world.branch).await;
    let shown = admin.get(&format!("/a/{}/cycles/{cycle}", world.branch)).await.value_of("input[id^=hook-]").unwrap();
    assert_eq!(shown, now);
    let credential = Credential::made_by(&console, "Sign-up").await;
    let program = Program::with("program", world.config.url.as_str(), &credential, "").await.naming("branch");
    let told: Value = program.get(&format!("/v1.0/cycles/{cycle}")).await.assert_ok().json();
    assert!(told.to_string().contains(&now), "{told}");
}

#[actix_web::test]
async fn what_programs_are_given_for_people_leads_to_the_main_name() {
    let world = World::start().await;
    let console = world.console().await;
    offered(&world, "New orders", "", &by_webhook()).await;
    let credential = Credential::made_by(&console, "Sign-up").await;
    let program = Program::with("program", world.config.url.as_str(), &credential, "").await;
    let own = main_of(&console, &world, "north.localhost").await;
    let far = world.foreign_console().await;
    added(&far, &world, "contoso.localhost").await;
    let body = json!({"Username": "jo@customer.test"});
    let answer = program.post("/v1.0/accounts/branch/launch", body.clone()).await.assert_ok().json();
    let address = answer["LaunchUrl"].as_str().unwrap().to_owned();
    assert!(address.starts_with(&format!("{own}/launch?")), "{address}");
    let path = asked(&program, "/v1.0/accounts/branch/launch", body).await;
    let token = crate::embedding::token_of(&path);
    // Another partner's name knows nothing of it and uses nothing up.
    let there = visitor(&world, "contoso.localhost");
    there.get(&path).await.assert_status(410);
    there.post_raw("/launch", &[("token", &token)]).await.assert_status(410);
    let here = visitor(&world, "north.localhost");
    here.get(&path).await.assert_ok();
    let inside = here.post_raw("/launch", &[("token", &token)]).await;
    inside.assert_redirect(&format!("/a/{}/launch", world.branch));
    // There is one template, so it is begun at once.
    here.get(inside.location()).await.assert_redirect(&format!("/a/{}/", world.branch));
    // The addresses that a partner's developer copies.
    let page = console.get("/console/settings/api").await;
    assert_eq!(page.value_of("#api-address").unwrap(), format!("{own}/v1.0"));
    let docs = here.get("/docs").await;
    assert!(docs.assert_ok().body.contains(&own), "by the name it was opened with");
    assert!(docs.text_of("title").unwrap().contains("Northwind Apps"));
}

#[actix_web::test]
async fn a_setup_link_leads_to_the_main_name_and_is_absent_on_another_partners() {
    let world = World::start().await;
    let (console, far) = (world.console().await, world.foreign_console().await);
    let own = main_of(&console, &world, "north.localhost").await;
    added(&far, &world, "contoso.localhost").await;
    let definition =
        json!({"name": "Ledgerly", "base_url": "https://api.example.com", "authentication": {"kind": "bearer"}});
    let library = world.near().connector("ledgerly", definition).unwrap().to_string();
    let here = format!("/console/accounts/{}/connectors", world.branch);
    let form = [("connector", library.as_str()), ("name", "Leeds"), ("shared", "1")];
    let page = console.post(&here, &form).await.assert_redirect(&here).location().to_owned();
    let link = console.post(&format!("{page}/links"), &[]).await.assert_ok().value_of(".secret input").unwrap();
    assert!(link.starts_with(&format!("{own}/connect/")), "{link}");
    let path = link.strip_prefix(&own).unwrap().to_owned();
    let there: Caller = visitor(&world, "contoso.localhost");
    there.get(&path).await.assert_status(410);
    there.post(&path, &[("token", "t0ken")]).await.assert_status(410);
    let customer = visitor(&world, "north.localhost");
    let form = customer.get(&path).await;
    let field = form.attributes_of("main input:not([type=hidden])", "name").remove(0);
    customer.post(&path, &[(field.as_str(), "t0ken")]).await.assert_ok();
}
