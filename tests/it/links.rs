//! Forgotten passwords and invitations: links that come by mail, through files and through a mail server.

use crate::support::World;
use crate::support::app::Checks;
use crate::support::mailbox::{Mail, until};
use crate::support::smtp::SmtpServer;
use crate::support::world::PASSWORD;
use chrono::Duration;

const ADA: &str = "ada.vance@northwind.test";
const NEW: &str = "a whole new password";

/// A world whose mails leave.
async fn mailing() -> World {
    World::with_settings(Checks::On, &[]).with_background()
}

#[actix_web::test]
async fn a_forgotten_password_is_replaced_by_a_mailed_link() {
    let world = mailing().await;
    let elsewhere = world.console().await;
    let visitor = world.visitor();
    visitor.get("/reset?at=northwind").await.assert_ok();
    visitor.post("/reset", &[("email", ADA), ("at", "northwind")]).await.assert_redirect("/reset/sent?at=northwind");
    assert!(visitor.get("/reset/sent?at=northwind").await.body.contains("Northwind Apps"));
    let mail = world.mails(1).await.remove(0);
    assert_eq!(mail.subject, "Set a new password for Northwind Apps");
    assert!(mail.from.starts_with("\"Northwind Apps\" <") && mail.to.contains(ADA), "{mail:?}");
    assert!(!format!("{mail:?}").to_lowercase().contains("berth"));
    assert!(mail.link().starts_with(world.config.url.as_str()));

    // Looking uses nothing up: mail scanners do it.
    let link = mail.path();
    for _ in 0..2 {
        let page = visitor.get(&link).await;
        page.assert_ok();
        assert_eq!(page.value_of("#f-username").as_deref(), Some(ADA));
    }
    visitor.post(&link, &[("password", "short")]).await.assert_refused("password", "at least 10 characters");
    visitor.post(&link, &[("password", ADA)]).await.assert_refused("password", "your name or address");
    elsewhere.get("/me").await.assert_ok();
    let set = visitor.post(&link, &[("password", NEW)]).await;
    set.assert_redirect("/sign-in/northwind");
    // It signs nobody in, and ends what was open.
    visitor.get("/me").await.assert_redirect("/sign-in");
    elsewhere.get("/me").await.assert_redirect("/sign-in");
    visitor.sign_in(ADA, PASSWORD).await.assert_status(422);
    visitor.sign_in(ADA, NEW).await.assert_redirect("/console");
    let told = world.mails(2).await.remove(1);
    assert_eq!(told.subject, "Your password for Northwind Apps was changed");
    world.app.stop().await;
}

#[actix_web::test]
async fn a_link_that_was_used_is_late_or_is_garbage_says_so_and_offers_another() {
    let world = mailing().await;
    let visitor = world.visitor();
    let never = format!("/link/{}", "A".repeat(43));
    let mut spent =
        vec![never, "/link/garbage".to_owned(), "/link/%01".to_owned(), format!("/link/{}", "x".repeat(5_000))];

    visitor.post("/reset", &[("email", ADA)]).await.assert_redirect("/reset/sent");
    let used = world.mails(1).await.remove(0).path();
    visitor.post(&used, &[("password", NEW)]).await.assert_status(303);
    spent.push(used);

    visitor.post("/reset", &[("email", ADA)]).await.assert_redirect("/reset/sent");
    let late = world.mails(3).await.into_iter().rfind(|m| m.subject.starts_with("Set")).unwrap().path();
    world.clock.advance(Duration::minutes(59));
    visitor.get(&late).await.assert_ok();
    world.clock.advance(Duration::minutes(1));
    spent.push(late);

    for link in spent {
        for answer in [visitor.get(&link).await, visitor.post(&link, &[("password", "yet another one")]).await] {
            answer.assert_status(410);
            assert_eq!(answer.text_of("h1").as_deref(), Some("This link cannot be used any more"));
            assert!(answer.attributes_of("main a", "href").iter().any(|href| href.starts_with("/reset")));
        }
    }
    visitor.sign_in(ADA, NEW).await.assert_status(303);
    world.app.stop().await;
}

#[actix_web::test]
async fn one_link_used_means_all_of_that_person_are() {
    let world = mailing().await;
    let visitor = world.visitor();
    for _ in 0..2 {
        visitor.post("/reset", &[("email", ADA)]).await.assert_redirect("/reset/sent");
    }
    let links: Vec<String> = world.mails(2).await.iter().map(Mail::path).collect();
    assert_ne!(links[0], links[1]);
    let form = [("password", NEW)];
    // A double click: one of them wins, and the other is told.
    let (first, second) = tokio::join!(visitor.post(&links[0], &form), visitor.post(&links[0], &form));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 410]);
    visitor.get(&links[1]).await.assert_status(410);
    world.app.stop().await;
}

#[actix_web::test]
async fn nobody_learns_from_the_answer_whether_an_address_is_known() {
    let world = World::start().await;
    world.near().disable(world.people.bare_console).unwrap();
    let visitor = world.visitor();
    let mut answers = Vec::new();
    for email in [ADA, "nobody@northwind.test", "bare@northwind.test"] {
        let began = std::time::Instant::now();
        let answer = visitor.post("/reset", &[("email", email)]).await;
        assert!(began.elapsed() >= std::time::Duration::from_millis(300), "{email}: sooner than any answer may come");
        answers.push((answer.status, answer.location().to_owned(), answer.body));
    }
    assert!(answers.iter().all(|a| *a == answers[0]), "{answers:?}");
    for bad in ["", "no address", "a@b@c", "ada\r\nbcc: x@example.com"] {
        visitor.post("/reset", &[("email", bad)]).await.assert_status(422);
    }
}

#[actix_web::test]
async fn asking_again_and_again_has_to_wait_whether_the_address_is_known_or_not() {
    let world = World::start().await;
    let visitor = world.visitor();
    for email in [ADA, "nobody@northwind.test"] {
        for _ in 0..3 {
            visitor.post("/reset", &[("email", email)]).await.assert_redirect("/reset/sent");
        }
        let held = visitor.post("/reset", &[("email", email)]).await;
        held.assert_status(429);
        assert!(held.header("retry-after").parse::<u32>().unwrap() > 0);
        assert!(held.body.contains("try again in"), "{}", held.body);
    }
    // It does not hold up signing in.
    world.visitor().sign_in(ADA, PASSWORD).await.assert_status(303);
    world.clock.advance(Duration::seconds(3));
    visitor.post("/reset", &[("email", ADA)]).await.assert_redirect("/reset/sent");
}

#[actix_web::test]
async fn a_reset_at_one_partner_leaves_the_other_alone() {
    // T8: the same address at two partners is two unrelated people.
    let world = mailing().await;
    world.near().account_user("carl@contoso.test", PASSWORD).unwrap();
    let visitor = world.visitor();
    visitor.post("/reset", &[("email", "carl@contoso.test"), ("at", "northwind")]).await.assert_status(303);
    let mail = world.mails(1).await.remove(0);
    assert!(mail.subject.contains("Northwind Apps"));
    visitor.post(&mail.path(), &[("password", NEW)]).await.assert_redirect("/sign-in/northwind");
    world.foreign_console().await.get("/me").await.assert_ok();
    world.app.stop().await;
}

#[actix_web::test]
async fn the_links_address_is_the_configured_one_whatever_the_request_says() {
    let world = mailing().await;
    let visitor = world.visitor();
    let own = world.config.url.as_str().trim_end_matches('/').to_owned();
    // A name that is nobody's here is refused before anything of the request is looked at.
    let hostile = [("host", "evil.example"), ("origin", own.as_str())];
    visitor.post_with("/reset", &hostile, &[("email", ADA)]).await.assert_status(421);
    let forwarded = [("x-forwarded-host", "evil.example"), ("origin", own.as_str())];
    visitor.post_with("/reset", &forwarded, &[("email", ADA)]).await.assert_status(303);
    assert!(world.mails(1).await[0].link().starts_with(&own));
    world.app.stop().await;
}

#[actix_web::test]
async fn an_invitation_lasts_three_days_and_another_is_sent_when_it_is_over() {
    let world = mailing().await;
    world.near().invite("new@customer.test").unwrap();
    let visitor = world.visitor();
    visitor.sign_in("new@customer.test", "never-used-by-anybody").await.assert_status(422);
    let mail = world.mails(1).await.remove(0);
    assert_eq!(mail.subject, "You are invited to Northwind Apps");
    assert!(mail.text.contains("Northwind Apps invites you to “Root Holding”"), "{}", mail.text);
    world.clock.advance(Duration::hours(72) - Duration::minutes(1));
    visitor.get(&mail.path()).await.assert_ok();
    world.clock.advance(Duration::minutes(1));
    visitor.get(&mail.path()).await.assert_status(410);
    // They have no password to forget, so the way to another link gives another invitation.
    visitor.post("/reset", &[("email", "new@customer.test")]).await.assert_status(303);
    let again = world.mails(2).await.remove(1);
    assert_eq!(again.subject, "You are invited to Northwind Apps");
    visitor.post(&again.path(), &[("password", NEW)]).await.assert_redirect("/sign-in/northwind");
    visitor.sign_in("new@customer.test", NEW).await.assert_redirect("/a");
    world.app.stop().await;
}

#[actix_web::test]
async fn a_reset_works_through_a_mail_server_too() {
    let server = SmtpServer::start();
    let url = server.url();
    let changes = [("SMTP_URL", url.as_str()), ("MAIL_FROM", "Berth <no-reply@mail.example>")];
    let world = World::with_settings(Checks::On, &changes).with_background();
    let visitor = world.visitor();
    visitor.post("/reset", &[("email", ADA)]).await.assert_status(303);
    let arrived = until("the mail", || server.mails().into_iter().next()).await;
    assert_eq!((arrived.from.as_str(), arrived.to), ("no-reply@mail.example", vec![ADA.to_owned()]));
    let mail = Mail::parse(&arrived.raw);
    // The name is the partner's; the installation gives only the address.
    assert_eq!(mail.from, "\"Northwind Apps\" <no-reply@mail.example>");
    visitor.post(&mail.path(), &[("password", NEW)]).await.assert_redirect("/sign-in/northwind");
    visitor.sign_in(ADA, NEW).await.assert_redirect("/console");
    assert!(world.mail_files().is_empty(), "nothing landed in files");
    world.app.stop().await;
}

/// Whoever lets one person into many accounts at once does not fill their mailbox; the one link leads to all of them.
#[actix_web::test]
async fn somebody_who_was_invited_a_moment_ago_gets_the_next_account_without_another_mail() {
    let world = mailing().await;
    let console = world.console().await;
    let email = "mia@customer.test";
    let invite = async |account, words: &str| {
        let form = [("email", email), ("name", "Mia Lane"), ("role", "viewer"), ("how", "invite")];
        let people = format!("/console/accounts/{account}/people");
        let answer = console.post(&people, &form).await;
        answer.assert_redirect(&people);
        let said = console.get(&people).await.text_of("#toasts").unwrap();
        assert!(said.contains(words), "{said}");
    };
    invite(world.leaf, "is told by mail").await;
    invite(world.sibling, "An invitation was mailed to them a moment ago").await;
    let lines = [("lines", "Mia Lane <mia@customer.test>"), ("role", "viewer"), ("step", "invite")];
    let many = format!("/console/accounts/{}/people/many", world.branch);
    console.post(&many, &lines).await.assert_status(303);
    let said = console.get("/console").await.text_of("#toasts").unwrap();
    assert!(said.contains("1 person was mailed an invitation a moment ago"), "{said}");
    // An account's own people are told nothing of it: the words are those for somebody new.
    let admin = world.admin_of(world.root).await;
    let own = format!("/a/{}/people", world.root);
    admin.post(&own, &[("email", email), ("name", "Mia"), ("role", "viewer")]).await.assert_redirect(&own);
    let said = admin.get(&own).await.text_of("#toasts").unwrap();
    assert!(said.contains("is let in.") && !said.contains("a moment ago"), "{said}");
    let mail = world.mails(1).await.remove(0);
    assert_eq!(crate::people::count(&world, &format!("mails where recipient = '{email}'")), 1);
    // Later there is another mail, and the link of the first works on.
    world.clock.advance(Duration::minutes(10));
    invite(world.stopped, "is told by mail").await;
    assert_eq!(crate::people::count(&world, &format!("mails where recipient = '{email}'")), 2);
    let mia = world.visitor();
    mia.post(&mail.path(), &[("password", NEW)]).await.assert_redirect("/sign-in/northwind");
    mia.sign_in(email, NEW).await.assert_status(303);
    for account in [world.leaf, world.sibling, world.branch, world.root] {
        mia.get(&format!("/a/{account}")).await.assert_ok();
    }
}
