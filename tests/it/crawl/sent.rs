//! What leaves by itself: mails, calls to applications and to the partner's systems; and the file of an account.

use super::finding::Findings;
use crate::people::lines;
use crate::support::smtp::SmtpServer;
use crate::support::target::Target;
use crate::support::{Caller, World};
use diesel::connection::SimpleConnection;
use std::io::Read;
use uuid::Uuid;

/// What a letter of each kind that has no link is made of.
const LETTERS: &[(&str, &str)] = &[
    ("password-changed", r#"{"how": "page"}"#),
    ("new-sign-in", r#"{"agent": "Firefox/140.0 Linux", "address": "192.0.2.1", "at": "2026-11-24T12:00:00Z"}"#),
    ("granted", r#"{"account": "Branch Office", "role": "viewer"}"#),
    ("two-step", r#"{"what": "on"}"#),
    ("host-failing", r#"{"host": "go.northwind.test", "since": "2026-11-24T12:00:00Z"}"#),
    ("sign-in-link", r#"{"what": "made", "provider": "Acme SSO", "address": "jo@customer.test"}"#),
    (
        "limit",
        r#"{"account": "Branch Office", "scope": "own", "percent": "80", "used": "80", "value": "100",
            "resets": "2026-12-01", "then": "hold"}"#,
    ),
    (
        "report",
        r#"{"name": "Each Monday", "whose": "Branch Office", "report": "Cycles", "days": "7 days", "problems": "",
            "figures": "[[\"Tasks\", \"12\"]]", "rows": "[[\"Orders\", \"12\"]]", "when": "each Monday at 08:00, UTC",
            "by": "Zoe", "path": "/a"}"#,
    ),
    ("step", r#"{"account": "Branch Office", "subject": "An order came", "body": "From Zofia", "reply_to": ""}"#),
];

/// Every kind of mail, as the mail server gets it.
pub async fn mails(world: &World, smtp: &SmtpServer, host: &str, found: &mut Findings) {
    let partner = world.near().partner;
    for (kind, values) in LETTERS {
        let id = Uuid::now_v7();
        let letter = format!(
            "insert into mails (partner_id, id, template, recipient, recipient_name, values, created_at, due_at)
             values ('{partner}', '{id}', '{kind}', 'jo@customer.test', 'Jo', '{values}', '2026-11-24', '2026-11-24')"
        );
        world.database.look().batch_execute(&letter).unwrap();
    }
    crate::hosts::visitor(world, host).post("/reset", &[("email", super::CUSTOMER)]).await.assert_status(303);
    world.near().invite("new@customer.test").unwrap();
    let app = world.app.app.clone();
    actix_web::web::block(move || berth::testing::send_mails(&app).unwrap()).await.unwrap();
    let kinds = lines(world, "select distinct template as line from mails where sent_at is not null order by 1");
    // A new kind of mail is read here too.
    let known = "select string_agg(kind, '|' order by kind) as line from (select unnest(regexp_matches(
                    pg_get_constraintdef(oid), '''([a-z-]+)''', 'g')) as kind
                   from pg_constraint where conname = 'mails_template_check') k";
    assert_eq!(kinds.join("|"), lines(world, known)[0]);
    for mail in smtp.mails() {
        let parsed = mailparse::parse_mail(&mail.raw).unwrap();
        let parts: Vec<String> = parsed.parts().map(|part| part.get_body().unwrap_or_default()).collect();
        let raw = String::from_utf8_lossy(&mail.raw).into_owned();
        found.text(
            "mail",
            &mail.to.join(" "),
            &format!("{} {} {raw} {}", mail.from, mail.to.join(" "), parts.join(" ")),
        );
    }
    for greeting in smtp.greetings() {
        found.text("mail", "the greeting of the mail server", &greeting);
    }
}

/// Everything of the account as one file: its names, and what is in it.
pub async fn an_export(console: &Caller, world: &World, found: &mut Findings) {
    let home = format!("/console/accounts/{}", world.branch);
    console.post(&format!("{home}/export"), &[("with_sub_accounts", "1")]).await.assert_status(303);
    berth::testing::run_jobs(&world.db).unwrap();
    let page = console.get(&format!("{home}/export")).await;
    for file in page.assert_ok().attributes_of("a[download]", "href") {
        let answer = console.request(reqwest::Method::GET, &file).send().await.unwrap();
        for (name, value) in answer.headers() {
            found.text("header", &file, &format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())));
        }
        let bytes = answer.bytes().await.unwrap();
        let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(&bytes)) else { continue };
        found.text("export", &file, &String::from_utf8_lossy(archive.comment()));
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).unwrap();
            let name = entry.name().unwrap().into_owned();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            found.text("export", &name, &format!("{name} {} {text}", entry.comment()));
        }
    }
}

/// What applications and the partner's own systems hear.
pub async fn calls(world: &World, console: &Caller, target: &Target, found: &mut Findings) {
    let receiver = Target::start();
    // The matrix' key is none that signs, and its report is given up.
    world.database.look().batch_execute("delete from error_webhook_keys; delete from error_reports").unwrap();
    let page = console.get("/console/settings/error-webhook").await;
    let version = page.assert_ok().value_of("main input[name=version]").unwrap();
    let url = format!("{}/errors", receiver.url);
    let form = [("enabled", "1"), ("tell_transaction", "1"), ("url", url.as_str()), ("version", version.as_str())];
    console.post("/console/settings/error-webhook", &form).await.assert_status(303);
    crate::error_webhook::make_key(console).await;
    crate::account_view::failed(world, target).await;
    berth::testing::send_reports(&world.app.app).await.unwrap();
    for heard in target.heard().into_iter().chain(receiver.heard()) {
        let headers: Vec<String> = heard.headers.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let all = format!("{} {} {} {}", heard.verb, heard.path, headers.join(" "), heard.text);
        found.text("outgoing call", &heard.path, &all);
    }
    assert!(!receiver.heard().is_empty(), "the partner's own systems heard of it");
}
