//! A job is done in the language of whoever asked for it: what it stores for people is in it, whoever reads it later.

use crate::imports::{apply, check};
use crate::support::{Answer, Caller, World};
use berth::testing::run_jobs;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use serde_json::json;

/// A German member of staff, and an English colleague with the same rights.
async fn staff(world: &World) -> (Caller, Caller) {
    let (german, english) = (world.console().await, world.console_with(&[("accounts", "manage")]).await);
    let set = format!("update people set language = case id when '{}' then 'de' else 'en' end", world.people.console);
    world.database.look().batch_execute(&set).unwrap();
    (german, english)
}

async fn jobs(world: &World) {
    let db = world.db.clone();
    actix_web::web::block(move || run_jobs(&db)).await.unwrap().unwrap();
}

/// Sends a bulk form and carries the job out; answers the address of its page.
async fn change(world: &World, caller: &Caller, path: &str, form: &[(&str, &str)]) -> String {
    let queued = caller.post(path, form).await;
    queued.assert_redirect("/console/jobs/");
    jobs(world).await;
    queued.location().to_owned()
}

/// Language and title of each job, the oldest first.
fn titles(world: &World) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = diesel::sql_types::Text)]
        line: String,
    }
    let lines = diesel::sql_query("select language || ': ' || title as line from jobs order by created_at, id");
    let lines: Vec<Line> = lines.load(&mut world.database.look()).unwrap();
    lines.into_iter().map(|one| one.line).collect()
}

/// Results of rows, and the head of their column.
fn results(page: &Answer) -> (Vec<String>, String) {
    (page.assert_ok().texts_of("tbody td.wrap"), page.texts_of("thead th").remove(1))
}

#[actix_web::test]
async fn accounts_are_changed_in_the_language_of_whoever_asked() {
    let world = World::start().await;
    let (german, english) = staff(&world).await;
    let (root, sibling) = (world.root.to_string(), world.sibling.to_string());
    let absent = "018f0000-0000-7000-8000-000000000000";
    let ids = [("ids", root.as_str()), ("ids", sibling.as_str()), ("ids", absent)];
    let suspension = [ids[0], ids[1], ids[2], ("reason", "unpaid")];
    let job = change(&world, &german, "/console/bulk/suspension", &suspension).await;
    let told = ["mit 2 Unterkonten", "", "Dieses Konto gibt es nicht."].map(ToOwned::to_owned).to_vec();
    assert_eq!(results(&german.get(&job).await), (told.clone(), "Ergebnis".to_owned()));
    // What the page itself says is in the reader's language.
    let read = english.get(&job).await;
    assert_eq!(results(&read), (told, "Result".to_owned()));
    assert_eq!(read.text_of("h1").as_deref(), Some("Suspend 3 accounts"));
    let file = english.get(&format!("{job}/failures.csv")).await;
    assert!(file.assert_ok().body.contains("Id,Name,Problem"), "{}", file.body);
    assert!(file.body.contains("Dieses Konto gibt es nicht."), "{}", file.body);
    let job = change(&world, &english, "/console/bulk/resumption", &ids).await;
    let told = ["2 sub-accounts with it", "", "There is no such account."].map(ToOwned::to_owned).to_vec();
    assert_eq!(results(&german.get(&job).await), (told, "Ergebnis".to_owned()));
    assert_eq!(titles(&world), ["de: 3 Konten sperren", "en: Resume 3 accounts"]);
    // Why it stopped is told in it too.
    let queued = german.post("/console/bulk/suspension", &suspension).await;
    world.near().set_rights(world.people.console, &[("accounts", "view")]).unwrap();
    jobs(&world).await;
    let stopped = english.get(queued.location()).await;
    assert!(stopped.assert_ok().body.contains("wurde deaktiviert oder hat das Recht „Konten: Verwalten“ nicht mehr"));
}

#[actix_web::test]
async fn a_file_is_checked_in_the_language_of_whoever_imports_it_and_applied_by_a_colleague() {
    let world = World::start().await;
    let (german, english) = staff(&world).await;
    let csv = "API ID,Name,Parent\none,One,\ntwo,Two,nowhere\none,One again,\n";
    let import = check(&world, &german, csv).await;
    let faults = |page: Answer| page.assert_ok().texts_of("tbody td.wrap").join(" ");
    let told = faults(german.get(&format!("{import}?outcome=faulty")).await);
    assert!(told.contains("Es gibt kein Konto mit der API-ID „nowhere“"), "{told}");
    assert!(told.contains("Zeile 2 hat dieselbe API-ID."), "{told}");
    // The same faults in another language are the same.
    apply(&world, &english, &import).await;
    let page = english.get(&import).await;
    assert_eq!(page.text_of(".page-title .badge").as_deref(), Some("Applied"), "{}", page.body);
    let import = check(&world, &english, csv).await;
    let told = faults(english.get(&format!("{import}?outcome=faulty")).await);
    assert!(told.contains("There is no account with the API ID “nowhere”"), "{told}");
    assert_eq!(titles(&world), ["de: customers.csv prüfen", "en: Import customers.csv", "en: Check customers.csv"]);
}

#[actix_web::test]
async fn what_a_program_asks_for_is_done_in_english() {
    let world = World::start().await;
    world
        .database
        .look()
        .batch_execute("update partners set language = 'de'; update people set language = 'de'")
        .unwrap();
    let asked = world.program().await.post(&format!("/v1.0/accounts/{}/export", world.root), json!({})).await;
    asked.assert_status(201);
    assert_eq!(titles(&world), ["en: Export the data of Root Holding"]);
}
