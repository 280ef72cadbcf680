//! A partner's settings: its name, and how long its people stay signed in (MODEL section 3).

use crate::cli::waits_for_lock;
use crate::people::{count, lines};
use crate::support::{Answer, Caller, World, world::PASSWORD};
use chrono::Duration;
use diesel::connection::SimpleConnection;

const PAGE: &str = "/console/settings";
const SESSIONS: &str = "/console/settings/sessions";
const NAME: &str = "/console/settings/name";

/// Saves limits as the page would: console idle and longest, account idle and longest, in minutes.
async fn limit(caller: &Caller, minutes: [&str; 4]) -> Answer {
    let page = caller.get(PAGE).await;
    let version = page.value_of(&format!("form[action='{SESSIONS}'] input[name=version]")).unwrap();
    limit_at(caller, minutes, &version).await
}

async fn limit_at(caller: &Caller, minutes: [&str; 4], version: &str) -> Answer {
    let fields = ["console_idle", "console_longest", "account_idle", "account_longest"];
    let mut form: Vec<(&str, &str)> = fields.into_iter().zip(minutes).collect();
    form.push(("version", version));
    caller.post(SESSIONS, &form).await
}

fn minutes(from: i64) -> Duration {
    Duration::minutes(from)
}

#[actix_web::test]
async fn a_shorter_limit_holds_for_open_sessions_from_the_next_request_on() {
    let world = World::start().await;
    let (console, idle) = (world.console().await, world.bare_console().await);
    let admin = world.admin_of(world.root).await;
    let foreign = world.foreign_console().await;
    let home = format!("/a/{}", world.root);
    world.clock.advance(minutes(20));
    for caller in [&console, &idle, &foreign] {
        caller.get("/console").await.assert_ok();
    }
    admin.get(&home).await.assert_ok();
    world.clock.advance(minutes(10));
    limit(&console, ["10", "60", "15", "60"]).await.assert_redirect(PAGE);
    // Not used for 10 minutes: that is too long now, for staff; for people of customers it is not.
    idle.get("/console").await.assert_redirect("/sign-in");
    admin.get(&home).await.assert_ok();
    console.get("/console").await.assert_ok();
    // Another partner's people stay as they were (T1).
    foreign.get("/console").await.assert_ok();
    // Used all the time, a session still ends an hour after it began.
    for _ in 0..3 {
        world.clock.advance(minutes(9));
        console.get("/console").await.assert_ok();
        admin.get(&home).await.assert_ok();
    }
    world.clock.advance(minutes(3));
    console.get("/console").await.assert_redirect("/sign-in");
    admin.get(&home).await.assert_redirect("/sign-in");
    foreign.get("/console").await.assert_ok();
    assert_eq!(count(&world, "audit_log where action = 'partner.session_limits'"), 1);
}

#[actix_web::test]
async fn new_sessions_last_as_long_as_the_partner_says_and_a_longer_limit_is_for_the_next_sign_in() {
    let world = World::start().await;
    limit(&world.console().await, ["5", "120", "30", "240"]).await.assert_redirect(PAGE);
    let (console, admin) = (world.console().await, world.admin_of(world.root).await);
    assert_eq!(
        lines(
            &world,
            "select p.kind || ' ' || s.idle_s || ' ' || extract(epoch from s.ends_at - s.created_at)::int as line
               from sessions s join people p on p.id = s.person_id
              where p.email in ('root.admin@customer.test', 'ada.vance@northwind.test') order by s.idle_s desc limit 2"
        ),
        ["account 1800 14400", "console 300 7200"]
    );
    limit(&console, ["60", "1440", "720", "10080"]).await.assert_redirect(PAGE);
    world.clock.advance(minutes(6));
    console.get("/console").await.assert_redirect("/sign-in");
    world.clock.advance(minutes(25));
    admin.get(&format!("/a/{}", world.root)).await.assert_redirect("/sign-in");
    let console = world.console().await;
    world.clock.advance(minutes(59));
    console.get("/console").await.assert_ok();
}

#[actix_web::test]
async fn no_limit_is_longer_than_ours_and_a_wrong_one_changes_nothing() {
    let world = World::start().await;
    let console = world.console().await;
    limit(&console, ["61", "1440", "720", "10080"]).await.assert_refused("console_idle", "1 hour is the most");
    limit(&console, ["60", "1441", "720", "10080"]).await.assert_refused("console_longest", "24 hours is the most");
    limit(&console, ["60", "1440", "", "10080"]).await.assert_refused("account_idle", "Choose a time from the list");
    let kept = limit(&console, ["15", "1440", "720", "240"]).await;
    kept.assert_refused("account_idle", "after 4 hours at the latest");
    assert_eq!(kept.attributes_of("#f-console_idle option[selected]", "value"), ["15"], "what was chosen is kept");
    assert_eq!(count(&world, "partners where console_idle_min = 60 and limits_version = 1"), 2);
    // Nor past the page: the table refuses it too.
    let forced = world.database.look().batch_execute("update partners set console_idle_min = 61");
    assert!(forced.unwrap_err().to_string().contains("check constraint"));
}

#[actix_web::test]
async fn a_sign_in_under_way_while_limits_are_saved_is_not_forgotten() {
    let world = World::start().await;
    let mut saving = world.database.look();
    saving
        .batch_execute(
            "begin; update partners set account_idle_min = 5, account_longest_min = 60 where slug = 'northwind'",
        )
        .unwrap();
    let visitor = world.visitor();
    let signing_in = actix_web::rt::spawn(async move { visitor.sign_in("root.admin@customer.test", PASSWORD).await });
    let begun = std::time::Instant::now();
    while !waits_for_lock(&world) {
        assert!(begun.elapsed().as_secs() < 20, "the sign-in does not look at the limits");
        actix_web::rt::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    saving.batch_execute("commit").unwrap();
    signing_in.await.unwrap().assert_redirect("/a");
    assert_eq!(count(&world, "sessions where idle_s = 300"), 1);
}

#[actix_web::test]
async fn each_setting_is_saved_by_itself_and_the_second_of_two_is_told() {
    let world = World::start().await;
    let (first, second) = (world.console().await, world.console().await);
    let renamed = first.post(NAME, &[("name", " Northwind Integrations "), ("version", "1")]).await;
    renamed.assert_redirect(PAGE);
    // The limits are another thing: whoever had the page open saves them.
    limit_at(&second, ["15", "1440", "720", "10080"], "1").await.assert_redirect(PAGE);
    let told = second.post(NAME, &[("name", "Northwind Two"), ("version", "1")]).await;
    told.assert_status(409);
    assert!(told.body.contains("Northwind Integrations") && told.body.contains("Someone else changed this"));
    assert_eq!(told.value_of("input[name=name]").as_deref(), Some("Northwind Two"), "what was typed is kept");
    let told = limit_at(&first, ["30", "1440", "720", "10080"], "1").await;
    told.assert_status(409);
    assert!(told.texts_of(".diff").join(" ").contains("15 minutes"), "{}", told.body);
    // Saving again, with what was saved in sight, replaces it.
    let version = told.value_of(&format!("form[action='{SESSIONS}'] input[name=version]")).unwrap();
    limit_at(&first, ["30", "1440", "720", "10080"], &version).await.assert_redirect(PAGE);
    first.post(NAME, &[("name", " "), ("version", "2")]).await.assert_refused("name", "Enter a name");
    let log = first.get("/console/audit").await;
    let entries = log.texts_of(".timeline > li").join("\n");
    assert!(entries.contains("renamed the partner Northwind Integrations"), "{entries}");
    assert!(entries.contains("changed how long people stay signed in at"), "{entries}");
    assert!(
        entries.contains("1 hour") && entries.contains("15 minutes") && entries.contains("30 minutes"),
        "{entries}"
    );
    // Customers see the new name on the next page.
    let admin = world.admin_of(world.root).await;
    assert!(admin.get(&format!("/a/{}", world.root)).await.body.contains("Northwind Integrations"));
}

#[actix_web::test]
async fn settings_are_seen_and_saved_by_level() {
    let world = World::start().await;
    world.bare_console().await.get(PAGE).await.assert_status(403);
    for level in ["view", "edit"] {
        let caller = world.console_with(&[("settings", level)]).await;
        let page = caller.get(PAGE).await;
        page.assert_ok();
        assert!(page.body.contains("24 hours") && page.texts_of("main form").is_empty(), "{}", page.body);
        assert!(page.attributes_of("nav a", "href").contains(&PAGE.to_owned()));
        limit_at(&caller, ["5", "60", "15", "60"], "1").await.assert_status(403);
        caller.post(NAME, &[("name", "Mine"), ("version", "1")]).await.assert_status(403);
    }
    let manager = world.console_with(&[("settings", "manage")]).await;
    limit(&manager, ["15", "1440", "720", "10080"]).await.assert_redirect(PAGE);
    // An account's administrator has no such page (T5).
    world.admin_of(world.root).await.get(PAGE).await.assert_not_found();
}

#[actix_web::test]
async fn calls_name_themselves_as_the_partner_says() {
    let (world, target) = (crate::engine::world().await, crate::support::target::Target::start());
    let console = world.console().await;
    let way = "/console/settings/user-agent";
    let flow = crate::engine::three_steps(&target);
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", flow).unwrap();
    let heard = async || {
        let body = serde_json::json!({"customer": "ada", "total": 1});
        crate::engine::post(&world, &hooks[0].1, &[], &body).await;
        crate::engine::run(&world).await;
        target.heard().pop().unwrap().header("user-agent").to_owned()
    };
    assert_eq!(heard().await, "Integrations/1.0", "neutral, without the product's name");
    let refused = console.post(way, &[("user_agent", "(Acme)"), ("version", "1")]).await;
    refused.assert_refused("user_agent", "Begin with a name");
    assert_eq!(refused.value_of("#f-user_agent").as_deref(), Some("(Acme)"));
    console.post(way, &[("user_agent", "Acme-Sync/2"), ("version", "1")]).await.assert_redirect(PAGE);
    let late = console.post(way, &[("user_agent", "Late/1"), ("version", "1")]).await;
    assert!(late.assert_status(409).text_of(".error-summary").unwrap().contains("Someone else changed"));
    world.clock.advance(chrono::Duration::seconds(11));
    assert_eq!(heard().await, "Acme-Sync/2");
    // An account has its own, for itself and for those below it (MODEL section 9).
    let brand = format!("/console/accounts/{}/branding", world.root);
    let save = async |agent: &str| {
        let page = console.get(&brand).await;
        console.send(&page, &format!("form[action='{brand}']"), &[("agent", agent)]).await
    };
    save("(Root)").await.assert_refused("agent", "Begin with a name");
    save("Root-Sync/1").await.assert_redirect(&brand);
    world.clock.advance(chrono::Duration::seconds(11));
    assert_eq!(heard().await, "Root-Sync/1");
}

#[actix_web::test]
async fn the_language_is_that_of_whoever_chose_none_and_of_new_accounts() {
    let world = World::start().await;
    let (first, second) = (world.console().await, world.console().await);
    let (page, stale) = (first.get(PAGE).await, second.get(PAGE).await);
    let form = "form[action='/console/settings/language']";
    first.send(&page, form, &[("language", "tlh")]).await.assert_refused("language", "Choose a language from the list");
    first.send(&page, form, &[("language", "de")]).await.assert_redirect(PAGE);
    let told = second.send(&stale, form, &[("language", "en")]).await;
    told.assert_status(409);
    assert!(told.texts_of(".diff").join(" ").contains("Deutsch"), "{}", told.body);
    assert_eq!(second.get(PAGE).await.attributes_of("html", "lang"), ["de"]);
    for (name, locale) in [("Ohne", ""), ("With", "fr")] {
        let made = first.post("/console/accounts", &[("name", name), ("locale", locale)]).await;
        made.assert_status(303);
    }
    let locales = "select locale as line from accounts where name in ('Ohne', 'With') order by name";
    assert_eq!(lines(&world, locales), ["de", "fr"]);
    assert_eq!(count(&world, "audit_log where action = 'partner.language'"), 1);
}
