//! The audit log in the console, its file, and the chain that shows whoever touched it.

use crate::support::World;
use crate::support::command::Serving;
use crate::support::database::settings;
use crate::support::mailbox::until;
use diesel::prelude::*;
use std::process::Command;

#[actix_web::test]
async fn an_entry_says_who_what_from_to_when_and_from_where() {
    let world = World::start().await;
    let console = world.console().await;
    let edited = [("name", "Leaf Store"), ("api_id", "leaf"), ("version", "1")];
    console.post(&format!("/console/accounts/{}/edit", world.leaf), &edited).await.assert_status(303);
    let log = console.get("/console/audit").await;
    log.assert_ok();
    let first = log.text_of(".timeline > li").unwrap();
    for part in ["ada.vance@northwind.test", "edited the account", "Leaf Store", "Name", "Leaf Shop", "127.0.0.1"] {
        assert!(first.contains(part), "{part} is not in {first}");
    }
    assert!(log.text_of(".count").unwrap().starts_with("Chain verified to entry"));
    let tab = console.get(&format!("/console/accounts/{}/audit", world.leaf)).await;
    assert!(tab.texts_of(".timeline > li").iter().all(|entry| !entry.contains("Sibling")));
    assert!(tab.text_of(".timeline > li").unwrap().contains("edited the account"));
}

#[actix_web::test]
async fn filters_narrow_by_person_action_account_name_and_day() {
    let world = World::start().await;
    let console = world.console().await;
    let count = async |query: &str| {
        let page = console.get(&format!("/console/audit?{query}")).await;
        page.assert_ok();
        page.texts_of(".timeline > li").len()
    };
    let all = count("").await;
    assert!(all > 5, "{all}");
    assert_eq!(count("person=ada.vance").await, 1, "only the sign-in is hers");
    assert_eq!(count("action=session").await, 1);
    assert_eq!(count("account=leaf").await, 1, "by API ID");
    assert_eq!(count("account=trading").await, 1, "by a word of the name");
    assert_eq!(count(&format!("account={}", world.leaf)).await, 1, "by id");
    assert_eq!(count("q=branch").await, 1, "by the beginning of the object's name");
    assert_eq!(count("from=2026-11-24&to=2026-11-24").await, all, "the last day is included");
    assert_eq!(count("to=2026-11-23").await, 0);
    assert_eq!(count("q=zzz").await, 0);
    let wrong = console.get("/console/audit?from=yesterday").await;
    assert!(wrong.body.contains("is not a date"), "what cannot be read is said");
    let fragment = console.get_fragment("/console/audit?action=session").await;
    assert!(!fragment.body.contains("<html"));
    assert_eq!(fragment.texts_of(".timeline > li").len(), 1);
}

#[actix_web::test]
async fn the_log_pages_by_key_and_shows_every_entry_once() {
    let world = World::start().await;
    let console = world.console().await;
    let whole = console.get("/console/audit?rows=100").await.texts_of(".timeline > li > p.mono");
    let (mut seen, mut path) = (Vec::new(), "/console/audit?rows=3".to_owned());
    loop {
        let page = console.get(&path).await;
        seen.extend(page.texts_of(".timeline > li > p.mono"));
        match page.attributes_of("a[rel=next]", "href").pop() {
            Some(next) => path = next,
            None => break,
        }
    }
    assert_eq!(seen, whole);
}

#[actix_web::test]
async fn another_partners_entries_are_never_seen() {
    // T4
    let world = World::start().await;
    let log = world.foreign_console().await.get("/console/audit?rows=100").await;
    assert!(log.body.contains("Other Customer") && !log.body.contains("Branch Office"));
    world.foreign_console().await.get(&format!("/console/accounts/{}/audit", world.leaf)).await.assert_not_found();
}

#[actix_web::test]
async fn the_file_is_an_entry_itself_and_asks_for_the_password_after_ten_minutes() {
    let world = World::start().await;
    let console = world.console().await;
    let file = console.get("/console/audit.csv?action=account").await;
    file.assert_ok();
    assert!(file.header("content-type").starts_with("text/csv"));
    let lines: Vec<&str> = file.body.lines().collect();
    assert!(lines[0].starts_with("Entry,Time,Person"), "{}", lines[0]);
    assert!(lines.len() > 4 && lines[1..].iter().all(|line| line.contains("account.")), "{}", file.body);
    assert!(lines[1].contains("+00:00"), "ISO 8601 with offset: {}", lines[1]);
    let log = console.get("/console/audit").await;
    assert!(log.text_of(".timeline > li").unwrap().contains("exported the audit log"));
    world.clock.advance(chrono::Duration::minutes(11));
    console.get("/console/audit.csv").await.assert_redirect("/me/confirm");
}

/// The page says beside its rows what it could not read; a file would be taken for what was asked.
#[actix_web::test]
async fn a_file_of_what_cannot_be_read_is_refused_and_is_no_entry() {
    let world = World::start().await;
    let (console, admin) = (world.console().await, world.admin_of(world.branch).await);
    let own = format!("/a/{}/audit.csv", world.branch);
    for (caller, path, message) in [
        (&console, "/console/audit.csv?from=zz".to_owned(), "“zz” is not a date"),
        (&console, "/console/audit.csv?what=zz".to_owned(), "There is no action “zz”"),
        (&console, "/console/audit.csv?tz=zz".to_owned(), "zz"),
        (&admin, format!("{own}?to=zz"), "“zz” is not a date"),
        (&console, "/console/accounts/export?state=zz".to_owned(), "There is no state “zz”"),
        (&console, "/console/accounts/export?parent=zz".to_owned(), "“zz” is no account"),
        (&console, "/console/accounts/export?sort=zz".to_owned(), "There is no order “zz”"),
    ] {
        let refused = caller.get(&path).await;
        refused.assert_status(422);
        assert!(refused.body.contains(message), "{path}: {}", refused.body);
    }
    assert_eq!(crate::people::count(&world, "audit_log where action like 'export.%'"), 0);
    for path in
        ["/console/accounts/export?state=active&parent=none&sort=-created", "/console/audit.csv?from=2026-01-01"]
    {
        console.get(path).await.assert_ok();
    }
    admin.get(&own).await.assert_ok();
    let page = console.get(&format!("/console/accounts/{}", world.branch)).await;
    assert!(page.body.contains("exported the audit log"));
    assert!(!page.text_of(".timeline").unwrap().contains("Audit log"), "it is said once");
}

fn verify(world: &World, args: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_berth"));
    command.args(["audit", "verify"]).args(args).env_clear().envs(settings(world.database.name(), &[]));
    let done = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr));
    (done.status.success(), said)
}

#[actix_web::test]
async fn an_altered_entry_and_a_missing_one_are_named() {
    let world = World::start().await;
    let console = world.console().await;
    let (whole, said) = verify(&world, &[]);
    assert!(whole && said.contains("northwind") && said.contains("contoso"), "{said}");
    let mut conn = world.database.look();
    let northwind = "partner_id = (select id from partners where slug = 'northwind')";
    diesel::sql_query(format!("update audit_log set actor_name = 'Nobody' where seq = 3 and {northwind}"))
        .execute(&mut conn)
        .unwrap();
    let (whole, said) = verify(&world, &[]);
    assert!(!whole && said.contains("BROKEN: entry 3 was altered"), "{said}");
    let page = console.get("/console/audit").await;
    assert!(page.text_of(".alert.bad").unwrap().contains("Entry 3"), "the page says so too");
    diesel::sql_query(format!("delete from audit_log where seq = 2 and {northwind}")).execute(&mut conn).unwrap();
    let (whole, said) = verify(&world, &["--partner", "northwind"]);
    assert!(!whole && said.contains("entry 2 is missing"), "{said}");
    // The other partner's chain is its own.
    assert!(verify(&world, &["--partner", "contoso"]).0);
    let newest = "seq = (select max(seq) from audit_log l where l.partner_id = audit_log.partner_id)";
    diesel::sql_query(format!("delete from audit_log where {newest} and not ({northwind})"))
        .execute(&mut conn)
        .unwrap();
    assert!(!verify(&world, &["--partner", "contoso"]).0, "the newest one cannot be taken away unseen");
    assert!(!verify(&world, &["--partner", "nobody"]).0);
}

#[actix_web::test]
async fn no_role_of_the_application_can_change_or_remove_an_entry() {
    let world = World::start().await;
    let mut conn = world.database.look();
    for role in ["berth_partner", "berth_account", "berth_person", "berth_gate", "berth_maintenance"] {
        for change in ["update audit_log set actor_name = 'x'", "delete from audit_log", "truncate audit_log"] {
            let tried = conn.transaction::<(), diesel::result::Error, _>(|conn| {
                diesel::sql_query(format!("set local role {role}")).execute(conn)?;
                diesel::sql_query(change).execute(conn)?;
                Ok(())
            });
            let refused = tried.expect_err("refused").to_string();
            assert!(refused.contains("permission denied"), "{role}: {change}: {refused}");
        }
    }
}

/// SECURITY section 4, Audit: even the table's owner cannot rewrite the log unseen, because its head was printed, signed.
#[actix_web::test]
async fn a_log_that_its_owner_rewrote_does_not_fit_the_heads_that_were_printed() {
    let world = World::start().await;
    let partner = world.near().partner;
    let serving = Serving::start(world.database.name(), &[]);
    serving.wait_for_line(&format!("audit head partner={partner} sequence="));
    // The other partner's comes before or after it.
    let heads = || serving.log().iter().filter(|line| line.contains("audit head partner=")).count();
    until("both heads", || (heads() == 2).then_some(())).await;
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("berth.log");
    std::fs::write(&log, serving.log().join("\n")).unwrap();
    drop(serving);
    let log = log.to_str().unwrap();
    let (whole, said) = verify(&world, &["--log", log]);
    assert!(whole && said.lines().filter(|line| line.contains("as the log said 1 times")).count() == 2, "{said}");
    // The owner takes the newest entry away and moves the head back: the chain alone is whole.
    let mut conn = world.database.look();
    let newest = crate::people::count(&world, &format!("audit_log where partner_id = '{partner}'"));
    diesel::sql_query(format!("delete from audit_log where partner_id = '{partner}' and seq = {newest}"))
        .execute(&mut conn)
        .unwrap();
    diesel::sql_query(format!(
        "update audit_heads h set seq = {newest} - 1, hash = (select l.hash from audit_log l
          where l.partner_id = h.partner_id and l.seq = {newest} - 1) where partner_id = '{partner}'"
    ))
    .execute(&mut conn)
    .unwrap();
    assert!(verify(&world, &[]).0, "nothing to see from inside");
    let (whole, said) = verify(&world, &["--log", log]);
    assert!(!whole && said.contains(&format!("BROKEN: entry {newest} is missing")), "{said}");
    // Another entry takes its number.
    world.console().await;
    assert!(verify(&world, &[]).0);
    let line = std::fs::read_to_string(log).unwrap();
    let head = line.lines().find_map(|line| line.split_once(&format!("partner={partner} sequence="))).unwrap().1;
    let head = head.replace(" hash=", ":").replace(" signature=", ":");
    let (whole, said) = verify(&world, &["--partner", "northwind", "--head", head.trim()]);
    assert!(!whole && said.contains(&format!("BROKEN: entries 1 to {newest} are not as they were signed")), "{said}");
    let (whole, said) = verify(&world, &["--partner", "northwind", "--head", &head.trim().replace(':', ":0")]);
    assert!(!whole && said.contains("not"), "{said}");
    let (_, other) = verify(&world, &["--partner", "contoso", "--head", head.trim()]);
    assert!(other.contains("is not signed with this installation's key"), "of another chain: {other}");
}

/// A whole partner that its owner removed leaves no chain behind, but the log has its heads still.
#[actix_web::test]
async fn a_partner_that_was_removed_is_missed_by_the_heads_that_were_printed() {
    let world = World::start().await;
    let partner = world.near().partner;
    let serving = Serving::start(world.database.name(), &[]);
    serving.wait_for_line(&format!("audit head partner={partner} sequence="));
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("berth.log");
    std::fs::write(&log, serving.log().join("\n")).unwrap();
    drop(serving);
    let mut conn = world.database.look();
    // Without its foreign keys, as somebody with the owner's means would do it.
    for change in ["set session_replication_role = replica", &format!("delete from partners where id = '{partner}'")] {
        diesel::sql_query(change).execute(&mut conn).unwrap();
    }
    let log = log.to_str().unwrap();
    assert!(verify(&world, &[]).0, "nothing to see from inside");
    let (whole, said) = verify(&world, &["--log", log]);
    let missed = format!("{partner:<40} BROKEN: the log has heads of this partner, and the partner is gone");
    assert!(!whole && said.lines().any(|line| line == missed), "{said}");
    let (whole, said) = verify(&world, &["--partner", "contoso", "--log", log]);
    assert!(whole && !said.contains("BROKEN"), "asked about another: {said}");
}
