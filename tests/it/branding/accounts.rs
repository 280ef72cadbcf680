//! What one account has otherwise: it holds there and below, nearest first, and the rest is inherited.

use super::{BRAND, branded, png, publish, save, save_at};
use crate::people::{count, lines};
use crate::support::{Answer, World};

fn page_of(account: impl std::fmt::Display) -> String {
    format!("/console/accounts/{account}/branding")
}

fn name_on(page: &Answer) -> String {
    page.text_of("title").unwrap().rsplit(" · ").next().unwrap().to_owned()
}

#[actix_web::test]
async fn an_account_has_some_of_it_otherwise_and_so_have_those_below_it() {
    let world = branded().await;
    let console = world.console().await;
    let here = page_of(world.branch);
    assert!(console.get(&here).await.text_of("main").unwrap().contains("Everything is inherited"));
    let otherwise = [("name", "Branch Flows"), ("light_brand", "#9a3412"), ("cycle", "flow"), ("cycles", "flows")];
    save_at(&console, &here, &otherwise).await.assert_redirect(&here);
    let branch = world.admin_of(world.branch).await.get(&format!("/a/{}", world.branch)).await;
    let leaf = world.admin_of(world.leaf).await.get(&format!("/a/{}", world.leaf)).await;
    let root = world.admin_of(world.root).await.get(&format!("/a/{}", world.root)).await;
    assert_eq!([&branch, &leaf, &root].map(name_on), ["Branch Flows", "Branch Flows", "Northwind Connect"]);
    let style = |page: &Answer| page.attributes_of("link[href^='/theme/']", "href").remove(0);
    assert!(style(&branch).contains("-9a3412.x.x.5eead4.x.x-round-humanist"), "{}", style(&branch));
    assert_eq!(style(&branch), style(&leaf));
    assert!(branch.texts_of("nav.top-nav a").contains(&"Flows".to_owned()));
    // What is not said otherwise is the partner's.
    assert_eq!(branch.attributes_of("a[href='https://northwind.test/help']", "href").len(), 1);

    // Nearer to an account goes first, field by field.
    let leafs = page_of(world.leaf);
    assert!(console.get(&leafs).await.text_of("main").unwrap().contains("inherited from Branch Office"));
    save_at(&console, &leafs, &[("name", "Leaf Flows")]).await.assert_redirect(&leafs);
    let leaf = world.admin_of(world.leaf).await.get(&format!("/a/{}", world.leaf)).await;
    assert_eq!(name_on(&leaf), "Leaf Flows");
    assert!(style(&leaf).contains("-9a3412."), "the colour is the branch's still");
    let told = "select object_name || ' ' || (changes -> 0 ->> 'field') as line from audit_log where action = 'brand.of_account' order by seq";
    assert_eq!(lines(&world, told), ["Branch Office name", "Leaf Shop name"]);
}

/// The gate's answer is sealed, so what is saved counts from the next request on.
#[actix_web::test]
async fn a_change_counts_from_the_next_request_on() {
    let world = World::start().await;
    let (console, admin) = (world.console().await, world.admin_of(world.branch).await);
    let home = format!("/a/{}", world.branch);
    assert_eq!(name_on(&admin.get(&home).await), "Northwind Apps");
    save(&console, &BRAND).await.assert_status(303);
    publish(&console).await.assert_status(303);
    assert_eq!(name_on(&admin.get(&home).await), "Northwind Connect");
    save_at(&console, &page_of(world.branch), &[("name", "Branch Flows")]).await.assert_status(303);
    assert_eq!(name_on(&admin.get(&home).await), "Branch Flows");
    save_at(&console, &page_of(world.branch), &[]).await.assert_status(303);
    assert_eq!(name_on(&admin.get(&home).await), "Northwind Connect");
}

#[actix_web::test]
async fn an_account_has_a_logo_of_its_own_until_it_is_taken_away() {
    let world = branded().await;
    let (console, admin) = (world.console().await, world.admin_of(world.branch).await);
    let here = page_of(world.branch);
    let home = format!("/a/{}", world.branch);
    let logo = |page: &Answer| page.attributes_of("header .brand img", "src").remove(0);
    let inherited = logo(&admin.get(&home).await);
    console.upload(&format!("{here}/images/logo"), "logo.png", &png(30, 20)).await.assert_redirect(&here);
    let own = logo(&admin.get(&home).await);
    assert_ne!(own, inherited);
    admin.get(&own).await.assert_ok();
    console.upload(&format!("{here}/images/logo"), "logo.png", b"no").await.assert_refused("logo", "no PNG");
    console.post(&format!("{here}/images/logo/removal"), &[]).await.assert_redirect(&here);
    assert_eq!(logo(&admin.get(&home).await), inherited);
    assert_eq!(count(&world, "brand_images"), 3, "what nothing shows any more is gone");
}

#[actix_web::test]
async fn a_refused_form_keeps_what_was_typed_and_the_rights_are_those_for_accounts() {
    let world = World::start().await;
    let here = page_of(world.branch);
    let edits = world.console_with(&[("accounts", "edit")]).await;
    let refused = save_at(&edits, &here, &[("name", "Kept"), ("dark_brand", "no colour")]).await;
    refused.assert_refused("dark_brand", "six digits");
    assert_eq!(refused.value_of("#f-name").as_deref(), Some("Kept"));
    let looks = world.console_with(&[("accounts", "view")]).await;
    looks.get(&here).await.assert_ok();
    looks.post(&here, &[("name", "Other"), ("version", "0")]).await.assert_status(403);
    world.foreign_console().await.get(&here).await.assert_not_found();
    assert_eq!(count(&world, "account_brands"), 0);
}
