//! The outbox: retries, giving up, files, and the page that shows them to developers.

use crate::people::invite;
use crate::support::World;
use crate::support::app::{Checks, TestApp};
use crate::support::mailbox::until;
use crate::support::smtp::SmtpServer;
use crate::support::world::PASSWORD;
use chrono::Duration;
use diesel::prelude::*;
use std::os::unix::fs::PermissionsExt;

const ADA: &str = "ada.vance@northwind.test";

#[derive(QueryableByName, Debug, PartialEq, Eq, Clone)]
struct Row {
    #[diesel(sql_type = diesel::sql_types::SmallInt)]
    attempts: i16,
    #[diesel(sql_type = diesel::sql_types::Text)]
    problem: String,
    #[diesel(sql_type = diesel::sql_types::Bool)]
    sent: bool,
    #[diesel(sql_type = diesel::sql_types::Bool)]
    given_up: bool,
}

/// The one mail of the outbox.
fn row(world: &World) -> Option<Row> {
    diesel::sql_query(
        "select attempts, coalesce(problem, '') as problem, sent_at is not null as sent, failed_at is not null as given_up
           from mails",
    )
    .get_result(&mut world.database.look())
    .ok()
}

/// A world with a mail server that answers so, and a mail without a link in the outbox.
async fn with_refusals(answers: &[&'static str]) -> (World, SmtpServer) {
    let server = SmtpServer::start();
    server.refuse(answers);
    let url = server.url();
    let world = World::with_settings(Checks::On, &[("SMTP_URL", &url)]).with_background();
    let form = [("present", PASSWORD), ("password", "a whole new password")];
    world.console().await.post("/me/password", &form).await.assert_redirect("/me/password");
    (world, server)
}

#[actix_web::test]
async fn a_mail_that_is_refused_is_tried_again_later_and_its_trouble_names_nobody() {
    let (world, server) = with_refusals(&["451 4.3.0 <ada.vance@northwind.test> try later"]).await;
    let refused = until("a try", || row(&world).filter(|r| !r.problem.is_empty())).await;
    assert_eq!((refused.attempts, refused.sent, refused.given_up), (1, false, false));
    assert_eq!(refused.problem, "the mail server answered 451");
    // Not before its time, and then at once.
    assert_eq!(server.connections(), 1);
    world.clock.advance(Duration::minutes(1));
    let arrived = until("the mail", || server.mails().into_iter().next()).await;
    assert_eq!(arrived.to, [ADA]);
    let sent = until("the outcome", || row(&world).filter(|r| r.sent)).await;
    assert_eq!((sent.attempts, sent.problem.as_str()), (2, ""));
    assert_eq!(server.connections(), 2);
    world.app.stop().await;
}

#[actix_web::test]
async fn after_eight_tries_a_mail_is_given_up() {
    let (world, server) = with_refusals(&["550 5.1.1 no such user"; 9]).await;
    for tries in 1..=8 {
        let row = until("a try", || row(&world).filter(|r| r.attempts == tries && !r.problem.is_empty())).await;
        assert!(!row.sent);
        until("the outcome", || (server.connections() == usize::try_from(tries).unwrap()).then_some(())).await;
        if tries < 8 {
            assert!(!row.given_up, "{row:?}");
            world.clock.advance(Duration::hours(13));
        }
    }
    until("the end", || row(&world).filter(|r| r.given_up)).await;
    assert!(server.mails().is_empty());
    world.app.stop().await;
}

#[actix_web::test]
async fn mails_wait_while_no_server_answers() {
    // A port that nobody listens on any more.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("smtp://{gone}");
    let world = World::with_settings(Checks::On, &[("SMTP_URL", &url)]).with_background();
    world.visitor().post("/reset", &[("email", ADA)]).await.assert_status(303);
    let waiting = until("a try", || row(&world).filter(|r| !r.problem.is_empty())).await;
    assert_eq!(waiting.problem, "no connection to the mail server");
    // The link's hour passes: the mail would be of no use.
    world.clock.advance(Duration::hours(2));
    let over = until("the end", || row(&world).filter(|r| r.given_up)).await;
    assert_eq!(over.problem, "its link was used or has expired");
    world.app.stop().await;
}

#[actix_web::test]
async fn mails_in_files_are_for_the_servers_own_user_alone_and_hold_the_only_copy_of_the_token() {
    let world = World::with_settings(Checks::On, &[]).with_background();
    world.visitor().post("/reset", &[("email", ADA)]).await.assert_status(303);
    let mail = world.mails(1).await.remove(0);
    let file = world.mail_files().remove(0);
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let token = mail.path().strip_prefix("/link/").unwrap().to_owned();
    let tables = ["links", "mails", "audit_log"]
        .map(|t| format!("select coalesce(string_agg(t::text, ''), '') as whole from {t} t"));
    for query in tables {
        let whole: Whole = diesel::sql_query(query).get_result(&mut world.database.look()).unwrap();
        assert!(!whole.whole.contains(&token));
    }
    world.app.stop().await;
}

#[derive(QueryableByName)]
struct Whole {
    #[diesel(sql_type = diesel::sql_types::Text)]
    whole: String,
}

#[actix_web::test]
async fn developers_see_the_newest_mails_and_nothing_outside_the_directory() {
    let world = World::with_settings(Checks::On, &[]).with_background();
    let visitor = world.visitor();
    assert!(visitor.get("/dev/mails").await.body.contains("No mail yet"));
    visitor.post("/reset", &[("email", ADA)]).await.assert_status(303);
    let mail = world.mails(1).await.remove(0);
    let list = visitor.get("/dev/mails").await;
    let href = list.attributes_of("main li a", "href").remove(0);
    let page = visitor.get(&href).await;
    assert_eq!(page.attributes_of("a.mail-link", "href"), [mail.link()]);
    let html = visitor.get(&format!("{href}/html")).await;
    assert_eq!(html.attributes_of("a.button", "href"), [mail.link()]);
    assert!(html.header("content-security-policy").contains("sandbox"));

    let outside = tempfile::NamedTempFile::with_suffix(".eml").unwrap();
    std::os::unix::fs::symlink(outside.path(), world.mail_dir.path().join("20991231T000000Z-link.eml")).unwrap();
    let name = outside.path().file_name().unwrap().to_str().unwrap();
    for path in [
        "20991231T000000Z-link.eml",
        "..%2F..%2Fetc%2Fpasswd",
        "%2e%2e%2fsecret.eml",
        "..",
        "nothing.eml",
        "x%00.eml",
        &format!("..%2F{name}"),
    ] {
        visitor.get(&format!("/dev/mails/{path}")).await.assert_status(404);
        visitor.get(&format!("/dev/mails/{path}/html")).await.assert_status(404);
    }
    world.app.stop().await;
}

#[actix_web::test]
async fn without_developer_mode_there_is_no_outbox_page() {
    let app = TestApp::with(Checks::On, &[("BERTH_DEV", "0")]).await;
    app.visitor().get("/dev/mails").await.assert_not_found();
}

#[actix_web::test]
async fn a_sign_in_from_elsewhere_is_told_by_mail_and_a_known_one_is_not() {
    let world = World::with_settings(Checks::On, &[]).with_background();
    let form = [("email", ADA), ("password", PASSWORD)];
    let firefox = |version: u32| format!("Mozilla/5.0 (X11; Linux x86_64; rv:1.0) Gecko/20100101 Firefox/{version}.0");
    let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1";
    let sign_in = async |agent: &str| {
        world.visitor().post_with("/sign-in", &[("user-agent", agent)], &form).await.assert_status(303);
    };
    sign_in(&firefox(140)).await; // the first ever: nothing to compare with
    sign_in(&firefox(141)).await; // the same, after an update
    sign_in(phone).await;
    sign_in(phone).await;
    let mails = world.mails(1).await;
    assert_eq!(mails[0].subject, "New sign-in to Northwind Apps");
    assert!(
        mails[0].text.contains("Device: Safari on iPhone\nAddress: 127.0.0.1\nWhen: 24 Nov 2026, 12:00 UTC"),
        "{}",
        mails[0].text
    );
    assert_eq!(mails[0].path(), "/me/sessions");
    world.app.stop().await;
}

#[actix_web::test]
async fn a_mail_speaks_the_language_of_whoever_gets_it() {
    let world = World::with_settings(Checks::On, &[]).with_background();
    let console = world.console().await;
    // Of whoever chose none: that of the account, whoever invites.
    let locale = format!("update accounts set locale = 'de-AT' where id = '{}'", world.branch);
    diesel::sql_query(locale).execute(&mut world.database.look()).unwrap();
    invite(&console, world.branch, "new.person@customer.test", "standard").await.assert_status(303);
    invite(&console, world.root, "another.person@customer.test", "standard").await.assert_status(303);
    // Of whoever chose one: that, whatever the account's is.
    let profile = [("name", "Ada Vance"), ("language", "de"), ("version", "1")];
    console.post("/me", &profile).await.assert_redirect("/me");
    let form = [("present", PASSWORD), ("password", "a whole new password")];
    console.post("/me/password", &form).await.assert_redirect("/me/password");
    let mails = world.mails(3).await;
    let to = |address: &str| mails.iter().find(|mail| mail.to.contains(address)).expect("a mail to them");
    assert_eq!(to("new.person").subject, "Einladung zu Northwind Apps");
    assert_eq!(to("another.person").subject, "You are invited to Northwind Apps");
    let told = to("ada.vance");
    assert_eq!(told.subject, "Ihr Passwort für Northwind Apps wurde geändert");
    assert!(told.text.starts_with("Guten Tag Ada Vance,\n"), "{}", told.text);
    assert!(told.text.contains("wurde auf Ihrer eigenen Seite geändert."), "{}", told.text);
    assert!(told.html.contains("<html lang=\"de\">") && told.html.contains("Anmelden"), "{}", told.html);
    world.app.stop().await;
}
