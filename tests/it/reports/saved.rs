//! Reports that are saved and sent by mail on a schedule: from the report's page to the reader's mailbox, through the real
//! server of mails.

mod rights;

use super::used;
use crate::engine::rows;
use crate::support::app::Checks;
use crate::support::mailbox::{Mail, until};
use crate::support::smtp::SmtpServer;
use crate::support::target::Target;
use crate::support::{Answer, Caller, World};
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;

const HERE: &str = "/console/reports/saved";
const FORM: &str = "form.page";
const AT: &str =
    "name, coalesce(stopped, ''), coalesce(to_char(next_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'), 'never')
                  from saved_reports order by id";

fn with_mails(server: &SmtpServer) -> World {
    let url = server.url();
    World::with_settings(Checks::On, &[("ALLOWED_NETWORKS", "127.0.0.1/32"), ("SMTP_URL", &url)])
}

async fn arrived(server: &SmtpServer, count: usize) -> Vec<Mail> {
    until("the mails", || (server.mails().len() >= count).then_some(())).await;
    let mails: Vec<Mail> = server.mails().iter().map(|mail| Mail::parse(&mail.raw)).collect();
    assert_eq!(mails.len(), count, "{mails:?}");
    mails
}

fn go_to(world: &World, at: &str) {
    let at: DateTime<Utc> = at.parse().unwrap();
    world.clock.advance(at - world.clock.now());
}

/// Mails that were written of saved reports.
fn written(world: &World) -> String {
    rows(world, "count(*) from mails where template = 'report'").remove(0)
}

/// Saves the report of this address as its form is offered, but for these fields.
async fn save(caller: &Caller, address: &str, changes: &[(&str, &str)]) -> Answer {
    let page = caller.get(address).await;
    caller.send(page.assert_ok(), FORM, changes).await
}

/// The address of a button in the menu of the only saved report.
async fn button(caller: &Caller, list: &str, part: &str) -> String {
    let page = caller.get(list).await;
    let found = page.attributes_of("main .menu form", "action").into_iter().find(|action| action.ends_with(part));
    found.unwrap_or_else(|| panic!("no {part}: {}", page.body))
}

#[actix_web::test]
async fn a_report_comes_at_its_hour_with_the_figures_of_whole_days() {
    let server = SmtpServer::start();
    let (world, target) = (with_mails(&server), Target::start());
    used(&world, &target, &[(world.root, 1), (world.branch, 3), (world.sibling, 2)]).await; // on Tuesday 24 Nov
    let world = world.with_background();
    let console = world.console().await;
    let report = console.get("/console/reports/accounts?period=week&parent=root").await;
    let offered = report.assert_ok().attributes_of("#report a[href*='/saved/new']", "href").remove(0);
    assert_eq!(offered, format!("{HERE}/new?report=accounts&period=week&parent=root"));
    let page = console.get(&offered).await;
    assert!(page.assert_ok().body.contains("Accounts by use, at or below “root”"), "{}", page.body);
    let changes = [
        ("name", "Root each week"),
        ("every", "weekly"),
        ("weekday", "1"),
        ("hour", "8"),
        ("timezone", "America/New_York"),
    ];
    console.send(&page, FORM, &changes).await.assert_redirect(HERE);
    let list = console.get(HERE).await;
    let row = list.assert_ok().text_of("tbody tr").unwrap();
    for words in ["Root each week", "Each Monday at 08:00, America/New_York", "1 person", "Active", "not sent yet"] {
        assert!(row.contains(words), "no {words}: {row}");
    }
    assert_eq!(rows(&world, AT), ["Root each week||2026-11-30 13:00"], "08:00 there");
    go_to(&world, "2026-11-30T12:59:00Z");
    berth::testing::send_saved_reports(&world.app.app).unwrap();
    assert_eq!(written(&world), "0", "not before");
    go_to(&world, "2026-11-30T13:00:00Z");
    let mail = arrived(&server, 1).await.remove(0);
    assert!(mail.to.contains("ada.vance@northwind.test") && mail.from.contains("Northwind Apps"), "{mail:?}");
    assert_eq!(mail.subject, "Root each week: 23 Nov 2026 to 29 Nov 2026", "until the day before");
    // Two tasks each: one transaction of the root, three of its branch; not the sibling's.
    for words in ["Tasks: 8 (none before)", "Transactions: 4 (none before)", "Failed transactions: 0 (as before)"] {
        assert!(mail.text.contains(words), "no {words}: {}", mail.text);
    }
    assert!(mail.text.contains("Branch Office: 6 tasks\n  Root Holding: 2 tasks\n"), "{}", mail.text);
    assert!(!mail.text.contains("Sibling") && mail.html.contains("<td>6 tasks</td>"), "{}", mail.html);
    assert!(!mail.html.to_lowercase().contains("berth"), "{}", mail.html);
    // It leads to the very days of its figures.
    let url = url::Url::parse(&mail.link()).unwrap();
    let behind = format!("{}?{}", url.path(), url.query().unwrap());
    let shown = world.console().await.get(&behind).await;
    assert_eq!(shown.assert_ok().texts_of(".tiles .figure"), ["8", "4", "0", "0"], "{behind}");
    assert_eq!(rows(&world, AT), ["Root each week||2026-12-07 13:00"]);
    assert_eq!(
        rows(&world, "action from audit_log where action like 'report.%' order by seq"),
        ["report.saved", "report.sent"]
    );
    world.app.stop().await;
}

#[actix_web::test]
async fn an_accounts_own_people_are_mailed_its_own_use_alone() {
    let server = SmtpServer::start();
    let (world, target) = (with_mails(&server), Target::start());
    used(&world, &target, &[(world.root, 2), (world.branch, 3)]).await;
    let world = world.with_background();
    let admin = world.admin_of(world.root).await;
    let reports = format!("/a/{}/reports", world.root);
    assert!(admin.get(&reports).await.attributes_of("a", "href").contains(&format!("{reports}/saved")));
    let day = [("every", "daily"), ("hour", "6"), ("timezone", "Asia/Kolkata")];
    for (report, name) in [("use", "Use each day"), ("methods", "Methods each day"), ("cycles", "Cycles each day")] {
        let form = format!("{reports}/saved/new?report={report}&period=week");
        save(&admin, &form, &[&day[..], &[("name", name)]].concat()).await.assert_redirect(&format!("{reports}/saved"));
    }
    go_to(&world, "2026-11-25T00:30:00Z");
    let mails = arrived(&server, 3).await;
    let of = |name: &str| mails.iter().find(|mail| mail.subject.starts_with(name)).unwrap();
    let own = of("Use each day");
    assert!(own.text.contains("Use of “Root Holding”: 18 Nov 2026 to 24 Nov 2026"), "{}", own.text);
    assert!(own.text.contains("Tasks: 4 (none before)") && own.text.contains("Orders: 2 transactions"), "{}", own.text);
    assert!(own.link().contains(&format!("{reports}/use?period=own&from=2026-11-18&to=2026-11-24")), "{}", own.link());
    assert!(of("Cycles each day").text.contains("Orders: 2 transactions"));
    let methods = &of("Methods each day").text;
    assert!(methods.contains("Failed tasks: 0") && methods.contains(": 2 tasks"), "{methods}");
    // What its own people do stands in the account's log (and nobody else's name).
    let log = world.admin_of(world.root).await.get(&format!("/a/{}/audit", world.root)).await;
    assert!(
        log.assert_ok().body.contains("saved for sending by mail the report")
            && log.body.contains("mailed the saved report")
    );
    world.app.stop().await;
}

#[actix_web::test]
async fn a_mail_says_in_how_many_accounts_its_last_day_is_not_over() {
    let server = SmtpServer::start();
    let world = with_mails(&server).with_background();
    let west = format!("update accounts set timezone = 'Pacific/Pago_Pago' where id = '{}'", world.branch); // M1
    world.database.look().batch_execute(&west).unwrap();
    let console = world.console().await;
    let daily = [("name", "Daily"), ("every", "daily"), ("hour", "8"), ("timezone", "UTC")];
    save(&console, &format!("{HERE}/new?report=accounts"), &daily).await.assert_redirect(HERE);
    go_to(&world, "2026-11-25T08:00:00Z");
    let mail = arrived(&server, 1).await.remove(0);
    let said = "In 1 account further west 24 Nov 2026 is not over yet, so its figures may still grow.";
    assert!(mail.text.contains(said), "{}", mail.text);
    // With an hour later none is left, and nothing is said.
    let console = world.console().await;
    let edit = console.get(HERE).await.attributes_of("main .menu a", "href").remove(0);
    save(&console, &edit, &[("hour", "12")]).await.assert_redirect(HERE);
    assert_eq!(rows(&world, AT), ["Daily||2026-11-25 12:00"]);
    go_to(&world, "2026-11-25T12:00:00Z");
    let next = arrived(&server, 2).await.remove(1);
    assert!(!next.text.contains("further west"), "{}", next.text);
    world.app.stop().await;
}

#[actix_web::test]
async fn it_is_paused_resumed_sent_at_once_edited_and_deleted() {
    let world = World::start().await;
    let console = world.console().await;
    let daily = [("name", "Daily"), ("every", "daily"), ("hour", "8"), ("timezone", "UTC")];
    save(&console, &format!("{HERE}/new?report=cycles"), &daily).await.assert_redirect(HERE);
    let send = || berth::testing::send_saved_reports(&world.app.app).unwrap();
    let pause = button(&console, HERE, "/pause").await;
    console.post(&pause, &[]).await.assert_redirect(HERE);
    assert_eq!(rows(&world, AT), ["Daily||never"]);
    assert!(console.get(HERE).await.text_of("tbody tr").unwrap().contains("Paused"));
    // Sent by hand it stays paused.
    let now = button(&console, HERE, "/sending").await;
    console.post(&now, &[]).await.assert_redirect(HERE);
    send();
    assert_eq!((written(&world).as_str(), rows(&world, AT)), ("1", vec!["Daily||never".to_owned()]));
    let again = console.post(&now, &[]).await;
    assert!(again.assert_status(409).body.contains("less than five minutes ago"), "{}", again.body);
    console.post(&button(&console, HERE, "/resumption").await, &[]).await.assert_redirect(HERE);
    assert_eq!(rows(&world, AT), ["Daily||2026-11-25 08:00"]);
    // An edit; who has an older version is told of it.
    let edit = console.get(HERE).await.attributes_of("main .menu a", "href").remove(0);
    let (mine, theirs) = (console.get(&edit).await, console.get(&edit).await);
    let bare = world.people.bare_console.to_string();
    let changes = [("name", "Monthly"), ("every", "monthly"), ("monthday", "31"), ("readers", &bare)];
    console.send(&mine, FORM, &changes).await.assert_redirect(HERE);
    assert_eq!(rows(&world, AT), ["Monthly||2026-11-30 08:00"]);
    assert_eq!(rows(&world, "person_id from saved_report_readers"), [bare.as_str()]);
    let late = console.send(&theirs, FORM, &[("name", "Too late")]).await;
    assert!(late.assert_status(409).body.contains("Someone else changed this"), "{}", late.body);
    assert_eq!(late.value_of("#f-name").as_deref(), Some("Too late"), "what was typed stays");
    console.send(&late, FORM, &[]).await.assert_redirect(HERE);
    let ask = edit.replace("/edit", "/deletion");
    assert!(console.get(&ask).await.assert_ok().body.contains("Delete “Too late”?"));
    console.post(&ask, &[]).await.assert_redirect(HERE);
    assert!(console.get(HERE).await.body.contains("No report is sent by mail yet"));
    assert_eq!(rows(&world, "count(*) from saved_report_readers"), ["0"]);
    let log: Vec<String> = rows(&world, "action from audit_log where action like 'report.%' order by seq");
    let expected = ["saved", "paused", "asked", "sent", "resumed", "edited", "edited", "deleted"];
    assert_eq!(log, expected.map(|what| format!("report.{what}")));
    let said = console.get("/console/audit?what=report").await;
    assert!(said.assert_ok().body.contains("had sent at once the saved report"), "each action has words");
}

#[actix_web::test]
async fn a_bad_form_keeps_what_was_typed_and_names_the_field() {
    let world = World::start().await;
    let console = world.console().await;
    let page = console.get(&format!("{HERE}/new?report=accounts&from=2026-11-01&to=2026-11-20&tag=gold")).await;
    // Own dates would be the same in each mail.
    assert!(page.assert_ok().body.contains("Own dates would be the same in each mail"), "{}", page.body);
    assert!(!page.attributes_of("#f-period option", "value").contains(&"own".to_owned()));
    let stranger = world.people.root_admin.to_string();
    for (field, value, said) in [
        ("name", "", "Enter a name"),
        ("period", "billing", "Choose the days"),
        ("period", "own", "the same in each mail"),
        ("every", "hourly", "how often"),
        ("weekday", "8", "day of the week"),
        ("hour", "24", "0 to 23"),
        ("timezone", "Mars/Olympus", "from the list"),
        ("readers", "nobody", "at least one person"),
        ("readers", stranger.as_str(), "cannot be mailed from here"),
    ] {
        let changes =
            if field == "name" { vec![(field, value)] } else { vec![("name", "Kept as typed"), (field, value)] };
        let refused = console.send(&page, FORM, &changes).await;
        refused.assert_refused(field, said);
        if field != "name" {
            assert!(refused.attributes_of("#f-name", "value").contains(&"Kept as typed".to_owned()), "{field}");
        }
        assert!(refused.value_of("input[name=query]").unwrap().contains("tag=gold"));
    }
    let refused = console.send(&page, FORM, &[("every", "monthly"), ("monthday", "32")]).await;
    refused.assert_refused("monthday", "from 1 to 31");
    assert_eq!(refused.value_of("#f-monthday").as_deref(), Some("32"));
    assert_eq!(rows(&world, "count(*) from saved_reports"), ["0"]);
    // Without the session's token nothing is done; a form is carried out once.
    let fields = page.filled(FORM);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    console.post_raw(HERE, &fields).await.assert_status(403);
    console.post(HERE, &fields).await.assert_redirect(HERE);
    console.post(HERE, &fields).await.assert_redirect(HERE);
    assert_eq!(rows(&world, "query from saved_reports"), ["tag=gold"]);
    console.get(&format!("{HERE}/new?report=nonsense")).await.assert_not_found();
    world.console().await.get(&format!("{HERE}/new?report=use")).await.assert_not_found(); // an account's
}

#[actix_web::test]
async fn two_processes_at_once_send_it_once_and_one_that_cannot_be_made_comes_again() {
    let world = World::start().await;
    let console = world.console().await;
    let daily = [("name", "Daily"), ("every", "daily"), ("hour", "13"), ("timezone", "UTC")];
    for _ in 0..5 {
        save(&console, &format!("{HERE}/new?report=accounts"), &daily).await.assert_redirect(HERE);
    }
    go_to(&world, "2026-11-24T13:00:00Z");
    let app = &world.app.app;
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| berth::testing::send_saved_reports(app).unwrap());
        }
    });
    berth::testing::send_saved_reports(app).unwrap();
    assert_eq!(written(&world), "5", "each once");
    let next = "count(*) from saved_reports where next_at = '2026-11-25 13:00Z' and last_at = '2026-11-24 13:00Z'";
    assert_eq!(rows(&world, next), ["5"]);
    // The outbox refuses the mails: nothing is half done, and the reports come again.
    let mut look = world.database.look();
    look.batch_execute("alter table mails add constraint broken check (template <> 'report') not valid").unwrap();
    go_to(&world, "2026-11-25T13:00:00Z");
    berth::testing::send_saved_reports(app).unwrap();
    assert_eq!(written(&world), "5");
    assert_eq!(rows(&world, "count(*) from saved_reports where next_at = '2026-11-25 13:10Z'"), ["5"]);
    assert_eq!(rows(&world, "count(*) from audit_log where action = 'report.sent'"), ["5"]);
    look.batch_execute("alter table mails drop constraint broken").unwrap();
    go_to(&world, "2026-11-28T13:10:00Z");
    berth::testing::send_saved_reports(app).unwrap();
    assert_eq!(written(&world), "10", "once, however many days were missed");
    assert_eq!(rows(&world, "count(*) from saved_reports where next_at = '2026-11-29 13:00Z'"), ["5"]);
}

#[actix_web::test]
async fn billing_periods_and_calls_of_programs_are_mailed_too() {
    let server = SmtpServer::start();
    let (world, target) = (with_mails(&server), Target::start());
    used(&world, &target, &[(world.root, 1), (world.branch, 3)]).await;
    let world = world.with_background();
    let console = world.console().await;
    for (page, key) in [("periods?parent=root", "periods"), ("api-calls?period=week", "api-calls")] {
        let report = console.get(&format!("/console/reports/{page}")).await;
        let offered = report.assert_ok().attributes_of("#report a[href*='/saved/new']", "href").remove(0);
        assert!(offered.starts_with(&format!("{HERE}/new?report={key}&")), "{offered}");
        let daily = [("name", key), ("every", "daily"), ("hour", "8"), ("timezone", "UTC")];
        save(&console, &offered, &daily).await.assert_redirect(HERE);
    }
    let form = console.get(&format!("{HERE}/new?report=periods&period=week")).await;
    assert_eq!(form.assert_ok().attributes_of("#f-period option", "value"), ["", "former"], "{}", form.body);
    go_to(&world, "2026-11-25T08:00:00Z");
    let mails = arrived(&server, 2).await;
    let of = |name: &str| mails.iter().find(|mail| mail.subject.starts_with(name)).unwrap();
    let periods = of("periods");
    for words in ["Tasks: 8 (none in the same days before)", "Branch Office: 6 tasks", "at or below “root”"] {
        assert!(periods.text.contains(words), "no {words}: {}", periods.text);
    }
    assert!(periods.link().contains("/console/reports/periods?parent=root"), "{}", periods.link());
    let calls = of("api-calls");
    assert!(calls.text.contains("Calls: 0 (as before)") && calls.text.contains("Average time: –"), "{}", calls.text);
    assert!(calls.link().contains("api-calls?period=own&from=2026-11-18&to=2026-11-24"), "{}", calls.link());
    world.app.stop().await;
}

#[actix_web::test]
async fn what_a_report_cannot_be_narrowed_to_is_not_saved() {
    let world = World::start().await;
    let console = world.console().await;
    let daily = [("name", "Daily"), ("every", "daily"), ("hour", "8"), ("timezone", "UTC")];
    for narrow in [format!("parent={}", uuid::Uuid::now_v7()), "parent=xyz".to_owned()] {
        for report in ["accounts", "periods"] {
            let answer = save(&console, &format!("{HERE}/new?report={report}&{narrow}"), &daily).await;
            assert!(answer.assert_status(422).body.contains("There is no account"), "{}", answer.body);
        }
    }
    assert_eq!(rows(&world, "count(*) from saved_reports"), ["0"]);
}
