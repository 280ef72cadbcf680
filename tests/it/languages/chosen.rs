//! Who reads which language: what the person chose, else the account's, else the partner's, else the browser's.

use crate::support::{Answer, World};
use diesel::connection::SimpleConnection;

const GERMAN: [(&str, &str); 1] = [("accept-language", "de-AT,de;q=0.9,en;q=0.5")];

fn lang(answer: &Answer) -> String {
    answer.attributes_of("html", "lang").remove(0)
}

fn set(world: &World, statement: &str) {
    world.database.look().batch_execute(statement).unwrap();
}

#[actix_web::test]
async fn the_person_the_account_the_partner_and_the_browser_choose_in_this_order() {
    let world = World::start().await;
    let visitor = world.visitor();
    assert_eq!(lang(&visitor.get("/sign-in").await), "en");
    let page = visitor.get_with("/sign-in", &GERMAN).await;
    assert_eq!(lang(&page), "de");
    assert!(page.body.contains("anmelden") || page.body.contains("Anmelden"), "{}", page.body);
    // Staff: the browser's, until the partner says one, until the person does.
    let staff = world.console().await;
    assert_eq!(lang(&staff.get_with("/console", &GERMAN).await), "de");
    set(&world, "update partners set language = 'en' where slug = 'northwind'");
    assert_eq!(lang(&staff.get_with("/console", &GERMAN).await), "en");
    let profile = staff.get("/me").await;
    let saved = staff.send(&profile, "main form.page", &[("language", "de")]).await;
    saved.assert_redirect("/me");
    let page = staff.get("/me").await;
    assert_eq!((lang(&page), page.text_of("h1").as_deref()), ("de".to_owned(), Some("Profil")));
    assert!(page.body.contains("Profil gespeichert."), "{}", page.body);
    // Customers: the account's, then their own.
    set(&world, "update accounts set locale = 'de-CH' where name = 'Branch Office'");
    let customer = world.admin_of(world.branch).await;
    assert_eq!(lang(&customer.get(&format!("/a/{}", world.branch)).await), "de");
    let profile = customer.get("/me").await;
    customer.send(&profile, "main form.page", &[("language", "en")]).await.assert_redirect("/me");
    assert_eq!(lang(&customer.get(&format!("/a/{}", world.branch)).await), "en");
    // Failures speak it too, and a form that is refused.
    let profile = staff.get("/me").await;
    let refused = staff.send(&profile, "main form.page", &[("language", "tlh")]).await;
    refused.assert_status(422);
    assert!(refused.body.contains("Wählen Sie eine Sprache aus der Liste."), "{}", refused.body);
    assert_eq!(lang(&staff.get("/console/none").await), "de");
}

/// Staff who saw an account as its people do come back into the console as it is for them.
#[actix_web::test]
async fn nothing_of_an_account_stays_with_staff_who_saw_it() {
    let world = World::start().await;
    set(&world, "update accounts set locale = 'de' where name = 'Branch Office'");
    set(&world, "update partners set brand = '{\"cycle\": \"flow\", \"cycles\": \"flows\"}' where slug = 'northwind'");
    let staff = world.console().await;
    let begin = format!("/console/accounts/{}/view-as", world.branch);
    staff.post(&begin, &[]).await.assert_status(303);
    let seen = staff.get(&format!("/a/{}/cycles", world.branch)).await;
    assert_eq!((lang(&seen), seen.text_of("h1").as_deref()), ("de".to_owned(), Some("Flows")));
    let page = staff.get(&format!("/console/accounts/{}/cycles", world.branch)).await;
    assert_eq!(lang(&page), "en");
    assert!(page.body.contains("cycle") && !page.body.contains("flow"), "{}", page.body);
}

#[actix_web::test]
async fn programs_are_answered_in_english() {
    let world = World::start().await;
    set(&world, "update partners set language = 'de'; update accounts set locale = 'de'");
    let program = world.program().await;
    let answer = program.get("/v1.0/accounts/none").await;
    answer.assert_status(404);
    assert!(answer.body.contains("There is nothing here that this token may see."), "{}", answer.body);
    let refused = program.post("/v1.0/accounts", serde_json::json!({"Name": ""})).await;
    refused.assert_status(400);
    assert!(refused.body.contains("Name is required"), "{}", refused.body);
}
