//! What customers meet wears the brand: their pages, the doorstep, errors, a closed account, the way in by a program, and mails.

use super::{PAGE, branded};
use crate::people::invite;
use crate::support::mailbox::until;
use crate::support::{Answer, World};
use serde_json::json;

/// The page's name, logo, icon, style and help are the brand's.
fn assert_wears(page: &Answer, what: &str) {
    assert!(page.text_of("title").unwrap().ends_with("Northwind Connect"), "{what}: {:?}", page.text_of("title"));
    assert_eq!(page.attributes_of("link[href^='/theme/']", "href").len(), 1, "{what}");
    assert_eq!(page.attributes_of("header .brand img", "alt"), ["Northwind Connect"], "{what}");
    assert!(page.attributes_of("link[rel=icon]", "href")[0].starts_with("/brand/"), "{what}");
    assert_eq!(page.attributes_of("a[href='https://northwind.test/help']", "href").len(), 1, "{what}");
    assert!(!page.body.to_lowercase().contains("berth"), "{what}");
}

#[actix_web::test]
async fn pages_of_customers_and_the_doorstep_wear_what_is_published() {
    let world = branded().await;
    let admin = world.admin_of(world.branch).await;
    let home = format!("/a/{}", world.branch);
    for path in [&home, &format!("{home}/cycles"), &format!("{home}/orbit"), &format!("{home}/marketplace"), "/me"] {
        assert_wears(admin.get(path).await.assert_ok(), path);
    }
    for path in ["/none", "/a/none", "/console", &format!("/a/{}", world.sibling)] {
        let failed = admin.get(path).await;
        assert_wears(failed.assert_status(404), path);
        assert!(!failed.value_of("form[action='/sign-out'] input[name=csrf]").unwrap().is_empty(), "{path}");
    }
    let visitor = world.visitor();
    for path in ["/sign-in/northwind", "/reset?at=northwind", "/reset/sent?at=northwind"] {
        let page = visitor.get(path).await;
        assert_wears(page.assert_ok(), path);
        assert_eq!(page.attributes_of("img.scene", "src").len(), 1, "{path}");
    }
    // Another partner's people and pages stay as they are (T1).
    let other = visitor.get("/sign-in/contoso").await;
    assert_eq!(other.attributes_of("link[href^='/theme/']", "href"), Vec::<String>::new());
    let foreign = world.foreign_admin().await.get("/a").await;
    assert!(!foreign.body.contains("Northwind"));
}

#[actix_web::test]
async fn a_closed_account_wears_it() {
    let world = branded().await;
    let closed = world.admin_of(world.stopped).await.get(&format!("/a/{}", world.stopped)).await;
    closed.assert_status(403);
    assert_wears(&closed, "suspended");
    assert!(closed.text_of("main").unwrap().contains("Ask Northwind Connect"));
}

#[actix_web::test]
async fn a_cycle_is_called_what_the_partner_calls_it() {
    let world = branded().await;
    let admin = world.admin_of(world.branch).await;
    let home = format!("/a/{}", world.branch);
    let page = admin.get(&format!("{home}/cycles")).await;
    assert_eq!(page.text_of("nav.top-nav [aria-current]").as_deref(), Some("Integrations"));
    assert_eq!(page.text_of("h1").as_deref(), Some("Integrations"));
    // Addresses stay as they are.
    assert_eq!(page.attributes_of("nav.top-nav [aria-current]", "href"), [format!("{home}/cycles")]);
    let staff = world.console().await.get(&format!("/console/accounts/{}/cycles", world.branch)).await;
    assert!(staff.texts_of("nav.tabs a").contains(&"Cycles".to_owned()), "the console has the product's own words");
}

#[actix_web::test]
async fn whom_a_program_lets_in_meets_the_brand_at_once() {
    let world = branded().await;
    let program = world.program().await;
    let path = crate::embedding::asked(&program, "/v1.0/accounts/branch/orbit", json!({"Username": "till"})).await;
    let visitor = world.visitor();
    let door = visitor.get(&path).await;
    assert_wears(door.assert_ok(), "the way in");
    let spent = visitor.get("/orbit?token=none").await;
    spent.assert_status(410);
}

#[actix_web::test]
async fn mails_come_from_the_brand_in_its_colours() {
    let world = branded().await.with_background();
    invite(&world.console().await, world.branch, "new.person@customer.test", "standard").await.assert_status(303);
    let mails = world.mails(1).await;
    let mail = &mails[0];
    assert!(mail.from.starts_with("Northwind IT <") || mail.from.starts_with("\"Northwind IT\" <"), "{}", mail.from);
    assert_eq!(mail.subject, "You are invited to Northwind Connect");
    for part in [&mail.text, &mail.html] {
        assert!(part.contains("Northwind Ltd") && part.contains("1 Quay Street"), "{part}");
        assert!(!part.to_lowercase().contains("berth"), "{part}");
    }
    assert!(mail.html.contains("style=\"background:#0f766e;color:#ffffff\""), "{}", mail.html);
    assert!(mail.html.contains("alt=\"Northwind Connect\""), "{}", mail.html);
    let logo = mail.html.split("src=\"").nth(1).unwrap().split('"').next().unwrap();
    let path = url::Url::parse(logo).unwrap().path().to_owned();
    world.visitor().get(&path).await.assert_ok();
    let raw = until("the mail", || world.mail_files().pop()).await;
    assert!(std::fs::read_to_string(raw).unwrap().contains("Reply-To: it@northwind.test"));
}

#[actix_web::test]
async fn a_sample_mail_shows_the_draft_to_who_asks_for_it() {
    let world = World::start().await.with_background();
    let console = world.console().await;
    super::save(&console, &[("name", "Only A Draft"), ("light_brand", "#9a3412")]).await.assert_redirect(PAGE);
    console.post(&format!("{PAGE}/sample"), &[]).await.assert_redirect(PAGE);
    let mails = world.mails(1).await;
    assert!(mails[0].to.ends_with("<ada.vance@northwind.test>"), "{}", mails[0].to);
    assert!(mails[0].subject.starts_with("Sample:"), "{}", mails[0].subject);
    assert!(mails[0].from.contains("Only A Draft") && mails[0].html.contains("#9a3412"), "{}", mails[0].from);
}
