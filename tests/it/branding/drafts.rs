//! The page in the console: a draft, what is published, and the way back.

use super::{BRAND, PAGE, branded, publish, save};
use crate::people::{count, lines};
use crate::support::World;

#[actix_web::test]
async fn a_draft_is_seen_by_nobody_until_it_is_published_and_publishing_says_what_changes() {
    let world = World::start().await;
    let (console, admin) = (world.console().await, world.admin_of(world.branch).await);
    let home = format!("/a/{}", world.branch);
    let empty = console.get(PAGE).await;
    assert!(empty.text_of("#versions").unwrap().contains("Nothing is published yet"));
    save(&console, &BRAND).await.assert_redirect(PAGE);
    let before = admin.get(&home).await;
    assert_eq!(before.text_of(".brand-name").as_deref(), Some("Northwind Apps"));
    assert_eq!(before.attributes_of("link[href^='/theme/']", "href"), Vec::<String>::new());

    let ask = console.get(&format!("{PAGE}/publication")).await;
    let told = ask.texts_of(".diff dt");
    assert_eq!(told[0], "Name");
    assert_eq!(told.len(), BRAND.len(), "{told:?}");
    publish(&console).await.assert_redirect(PAGE);
    let after = admin.get(&home).await;
    assert_eq!(after.text_of(".brand-name").as_deref(), Some("Northwind Connect"));
    assert_eq!(after.attributes_of("link[href^='/theme/']", "href").len(), 1);
    // Who published it when, and what changed, is in the audit log.
    let told = lines(
        &world,
        "select actor_name || ' ' || (changes -> 1 ->> 'field') || ' ' || (changes -> 1 ->> 'to') as line
           from audit_log where action = 'brand.published'",
    );
    assert_eq!(told, ["ada vance name Northwind Connect"]);
    assert!(console.get(PAGE).await.text_of("#versions").unwrap().contains("In force"));
}

#[actix_web::test]
async fn the_console_keeps_the_products_own_look() {
    let world = branded().await;
    let page = world.console().await.get("/console").await;
    assert_eq!(page.attributes_of("link[href^='/theme/']", "href"), Vec::<String>::new());
    assert_ne!(page.text_of(".brand-name").as_deref(), Some("Northwind Connect"));
}

#[actix_web::test]
async fn an_old_version_comes_back_as_a_draft_and_a_draft_can_be_thrown_away() {
    let world = branded().await;
    let console = world.console().await;
    save(&console, &[("name", "Northwind Flows")]).await.assert_redirect(PAGE);
    publish(&console).await.assert_redirect(PAGE);
    let old = console.get(&format!("{PAGE}/versions/1")).await;
    assert!(old.texts_of(".diff ins").contains(&"Northwind Connect".to_owned()), "{:?}", old.texts_of(".diff ins"));
    console.post(&format!("{PAGE}/versions/1/restoration"), &[]).await.assert_redirect(PAGE);
    let draft = console.get(PAGE).await;
    assert_eq!(draft.value_of("#f-name").as_deref(), Some("Northwind Connect"));
    assert_eq!(draft.value_of("#f-light_brand").as_deref(), Some("#0f766e"));
    // Not in force yet, and gone when it is discarded.
    let name = "select brand ->> 'name' as line from partners where slug = 'northwind'";
    assert_eq!(lines(&world, name), ["Northwind Flows"]);
    let question = console.get(&format!("{PAGE}/discarding")).await;
    assert!(question.text_of("main").unwrap().contains("These changes are lost"));
    console.post(&format!("{PAGE}/discarding"), &[]).await.assert_redirect(PAGE);
    assert_eq!(console.get(PAGE).await.value_of("#f-name").as_deref(), Some("Northwind Flows"));
    // Restored and published, it is a version of its own.
    console.post(&format!("{PAGE}/versions/1/restoration"), &[]).await.assert_redirect(PAGE);
    publish(&console).await.assert_redirect(PAGE);
    assert_eq!(lines(&world, name), ["Northwind Connect"]);
    assert_eq!(count(&world, "brand_versions"), 3);
    console.get(&format!("{PAGE}/versions/9")).await.assert_not_found();
    console.get(&format!("{PAGE}/versions/none")).await.assert_not_found();
}

#[actix_web::test]
async fn a_wrong_field_is_named_and_what_was_typed_is_kept() {
    let world = World::start().await;
    let console = world.console().await;
    for (field, text, why) in [
        ("light_brand", "teal; } body { display: none", "six digits"),
        ("help", "javascript:alert(1)", "https://"),
        ("reply_to", "nobody", ""),
        ("corners", "wavy", "one of the list"),
        ("cycles", "", "several"),
    ] {
        let mut form = vec![("name", "Kept Name"), (field, text)];
        if field == "cycles" {
            form.push(("cycle", "flow"));
        }
        let answer = save(&console, &form).await;
        answer.assert_refused(field, why);
        assert_eq!(answer.value_of("#f-name").as_deref(), Some("Kept Name"));
        assert!(answer.text_of("title").unwrap().starts_with("Error:"));
    }
    assert_eq!(count(&world, "brand_drafts"), 0);
}

#[actix_web::test]
async fn who_saves_over_a_colleague_sees_both_and_may_go_on() {
    let world = World::start().await;
    let (ada, other) = (world.console().await, world.console_with(&[("settings", "manage")]).await);
    let seen = ada.get(PAGE).await.value_of("form.page input[name=version]").unwrap();
    save(&other, &[("name", "Theirs")]).await.assert_redirect(PAGE);
    let answer = ada.post(PAGE, &[("name", "Mine"), ("version", &seen)]).await;
    answer.assert_status(409);
    assert_eq!(
        (answer.texts_of(".diff del"), answer.texts_of(".diff ins")),
        (vec!["Theirs".into()], vec!["Mine".into()])
    );
    ada.send(&answer, "form.page", &[]).await.assert_redirect(PAGE);
    assert_eq!(ada.get(PAGE).await.value_of("#f-name").as_deref(), Some("Mine"));
    // A draft that somebody changed after it was looked at is not published unseen.
    let page = format!("{PAGE}/publication");
    let old = ada.get(&page).await.value_of("input[name=version]").unwrap();
    save(&other, &[("name", "Later")]).await.assert_redirect(PAGE);
    ada.post(&page, &[("version", &old)]).await.assert_redirect(PAGE);
    assert_eq!(count(&world, "brand_versions"), 0);
}

#[actix_web::test]
async fn colours_that_do_not_read_are_said_to_be_moved_while_one_types() {
    let world = World::start().await;
    let console = world.console().await;
    let typed = format!("{PAGE}/preview?light_brand=%23facc15&dark_brand=%235eead4&name=Fresh+Name&view=sign-in");
    let shown = console.get_fragment(&typed).await;
    let notes = shown.texts_of(".brand-notes li");
    assert!(notes.iter().any(|note| note.contains("Links of") && note.contains("4.5:1 is the least")), "{notes:?}");
    assert!(notes.iter().any(|note| note.starts_with("Dark") && note.contains("links")), "{notes:?}");
    assert!(shown.text_of(".brand-preview").unwrap().contains("Sign in to Fresh Name"));
    let style = shown.attributes_of("link[rel=stylesheet]", "href").remove(0);
    let css = console.get(&style).await;
    assert!(css.assert_ok().body.contains(".brand-preview{"), "{}", css.body);
    assert_eq!(count(&world, "brand_drafts"), 0, "nothing is saved");
    // By itself it is no page.
    console.get(&typed).await.assert_redirect(PAGE);
}

#[actix_web::test]
async fn who_may_look_at_settings_sees_the_brand_and_changes_nothing() {
    let world = branded().await;
    let looks = world.console_with(&[("settings", "view")]).await;
    let page = looks.get(PAGE).await;
    assert!(page.assert_ok().text_of("main").unwrap().contains("Settings: Manage"));
    assert!(page.document().select(&scraper::Selector::parse("form.page").unwrap()).next().is_none());
    looks.post(PAGE, &[("name", "Other"), ("version", "0")]).await.assert_status(403);
    looks.get(&format!("{PAGE}/versions/1")).await.assert_ok();
}
