//! Changes to many accounts at once, and the list as a file.

use crate::support::{Answer, Caller, World};
use berth::testing::run_jobs;

async fn jobs(world: &World) {
    let db = world.db.clone();
    actix_web::web::block(move || run_jobs(&db)).await.unwrap().unwrap();
}

/// Sends a bulk form and carries the job out; answers the job's page.
async fn change(world: &World, caller: &Caller, path: &str, form: &[(&str, &str)]) -> Answer {
    let queued = caller.post(path, form).await;
    queued.assert_redirect("/console/jobs/");
    jobs(world).await;
    caller.get(queued.location()).await
}

/// Account and result of each row.
fn results(page: &Answer) -> Vec<(String, String)> {
    let names = page.texts_of("tbody th");
    names.into_iter().zip(page.texts_of("tbody td .badge")).collect()
}

fn pair(name: &str, result: &str) -> (String, String) {
    (name.to_owned(), result.to_owned())
}

#[actix_web::test]
async fn chosen_accounts_are_suspended_with_a_reason_and_resumed() {
    let world = World::start().await;
    let console = world.console().await;
    let (root, sibling) = (world.root.to_string(), world.sibling.to_string());
    let ids = [("ids", root.as_str()), ("ids", sibling.as_str())];
    let ask = console.get(&format!("/console/bulk/suspension?ids={root}&ids={sibling}")).await;
    assert_eq!(ask.assert_ok().text_of("#dialog-title").unwrap(), "Suspend 2 accounts?");
    let empty = console.post("/console/bulk/suspension", &ids).await;
    empty.assert_refused("reason", "Say why");
    assert_eq!(empty.attributes_of("input[name=ids]", "value").len(), 2, "the choice is kept");
    let page = change(&world, &console, "/console/bulk/suspension", &[ids[0], ids[1], ("reason", "unpaid")]).await;
    assert_eq!(results(&page), [pair("Root Holding", "Done"), pair("Sibling Trading", "Done")]);
    let list = console.get("/console/accounts?state=suspended").await;
    assert_eq!(list.texts_of("tbody th a").len(), 5, "sub-accounts are suspended with it");
    let page = change(&world, &console, "/console/bulk/resumption", &ids).await;
    assert_eq!(results(&page), [pair("Root Holding", "Done"), pair("Sibling Trading", "Done")]);
}

#[actix_web::test]
async fn ids_of_another_partner_are_refused_like_those_that_do_not_exist() {
    let world = World::start().await; // T4
    let console = world.console().await;
    let (own, foreign) = (world.sibling.to_string(), world.other.to_string());
    let absent = "018f0000-0000-7000-8000-000000000000";
    let form = [("ids", own.as_str()), ("ids", foreign.as_str()), ("ids", absent), ("reason", "test")];
    let page = change(&world, &console, "/console/bulk/suspension", &form).await;
    assert_eq!(results(&page), [pair("Sibling Trading", "Done"), pair(&foreign, "Failed"), pair(absent, "Failed")]);
    let messages = page.texts_of("tbody td.wrap");
    assert_eq!(messages, ["", "There is no such account.", "There is no such account."]);
    assert!(!page.body.contains("Other Customer"));
    let file = console
        .get(&format!(
            "{}/failures.csv",
            page.attributes_of("a[download]", "href")[0].trim_end_matches("/failures.csv")
        ))
        .await;
    assert_eq!(file.body.lines().count(), 3);
    let theirs = world.foreign_console().await.get("/console/accounts?state=active").await;
    assert_eq!(theirs.texts_of("tbody th a"), ["Other Customer"]);
}

#[actix_web::test]
async fn all_that_match_a_filter_get_a_tag_and_a_double_click_makes_one_job() {
    let world = World::start().await;
    let console = world.console().await;
    let ask = console.get("/console/bulk/tags?all=1&parent=none").await;
    assert_eq!(ask.text_of("#dialog-title").unwrap(), "Change the tags of 3 accounts?");
    let key = ask.value_of("input[name=idempotency_key]").unwrap();
    let form = [
        ("all", "1"),
        ("parent", "none"),
        ("add", "Gold, emea"),
        ("confirmed", "3"),
        ("idempotency_key", key.as_str()),
    ];
    let (first, second) =
        futures_util::join!(console.post("/console/bulk/tags", &form), console.post("/console/bulk/tags", &form));
    assert_eq!(first.location(), second.location());
    jobs(&world).await;
    let page = console.get(first.location()).await;
    assert_eq!(page.text_of("progress").unwrap(), "3 of 3");
    let tagged = console.get("/console/accounts?tag=gold").await;
    assert_eq!(tagged.texts_of("tbody th a"), ["Root Holding", "Sibling Trading", "Stopped Works"]);
    let form = [("all", "1"), ("tag", "gold"), ("q", "sibling"), ("confirmed", "1"), ("remove", "GOLD")];
    change(&world, &console, "/console/bulk/tags", &form).await;
    assert_eq!(console.get("/console/accounts?tag=gold").await.texts_of("tbody th a").len(), 2);
    console.post("/console/bulk/tags", &[("all", "1")]).await.assert_refused("add", "Enter a tag");
}

/// What is done is done to what was confirmed: where a filter matches more by then, the question is asked again.
#[actix_web::test]
async fn more_accounts_than_were_confirmed_are_not_touched() {
    let world = World::start().await;
    let console = world.console().await;
    let untouched = |after: &str| {
        let reached = "accounts where suspended_reason = 'late' or 'late' = any (tags)";
        assert_eq!(crate::people::count(&world, reached), 0, "{after}");
    };
    let below = world.root.to_string();
    for (n, change) in ["suspension", "tags", "resumption"].into_iter().enumerate() {
        let path = format!("/console/bulk/{change}");
        let ask = console.get(&format!("{path}?all=1&parent={below}")).await;
        let (confirmed, key) =
            (ask.value_of("input[name=confirmed]").unwrap(), ask.value_of("input[name=idempotency_key]").unwrap());
        assert_eq!(confirmed, (n + 1).to_string());
        let api_id = format!("late-{change}");
        world.near().account("Late Comer", &api_id, Some(world.root)).unwrap();
        let form = [
            ("all", "1"),
            ("parent", below.as_str()),
            ("reason", "late"),
            ("add", "late"),
            ("confirmed", confirmed.as_str()),
            ("idempotency_key", key.as_str()),
        ];
        let again = console.post(&path, &form).await;
        again.assert_status(409);
        let number = n + 2;
        assert!(again.text_of("#dialog-title").unwrap().contains(&format!("{number} accounts?")), "{}", again.body);
        assert!(again.body.contains(&format!("{number} accounts match by now")), "{}", again.body);
        assert_eq!(again.value_of("input[name=confirmed]").unwrap(), number.to_string());
        jobs(&world).await;
        untouched(change);
        let unasked = console.post(&path, &form[..4]).await;
        unasked.assert_status(409);
    }
    // They came between the answer and the job.
    let form = [("all", "1"), ("parent", below.as_str()), ("reason", "late"), ("confirmed", "4")];
    let queued = console.post("/console/bulk/suspension", &form).await;
    queued.assert_redirect("/console/jobs/");
    world.near().account("Last Comer", "last", Some(world.root)).unwrap();
    jobs(&world).await;
    let job = console.get(queued.location()).await;
    assert!(job.body.contains("5 accounts match by now, not 4"), "{}", job.body);
    untouched("the job");
}

/// DESIGN section 9: a dialog that destroys says what is touched, by name.
#[actix_web::test]
async fn the_question_names_the_accounts_the_first_ten_of_many() {
    let world = World::start().await;
    let console = world.console().await;
    let (own, foreign) = (world.sibling.to_string(), world.other.to_string());
    let ask = console.get(&format!("/console/bulk/deletion?ids={own}&ids={foreign}")).await;
    assert_eq!(ask.texts_of(".chosen-list li"), ["Sibling Trading sibling", "and 1 more"]);
    assert!(!ask.body.contains("Other Customer"), "what is not ours has no name (T4)");
    for n in 10..31 {
        world.near().account(&format!("Branch {n}"), &format!("b-{n}"), Some(world.root)).unwrap();
    }
    let ask = console.get(&format!("/console/bulk/suspension?all=1&parent={}", world.root)).await;
    assert_eq!(ask.text_of("#dialog-title").unwrap(), "Suspend 22 accounts?");
    let names = ask.texts_of(".chosen-list li");
    assert_eq!((names.len(), names[0].as_str(), names[9].as_str()), (11, "Branch 10 b-10", "Branch 19 b-19"));
    assert_eq!(names[10], "and 12 more");
    let refused = console.post("/console/bulk/suspension", &[("all", "1"), ("q", "sibling")]).await;
    refused.assert_refused("reason", "Say why");
    assert_eq!(refused.texts_of(".chosen-list li"), ["Sibling Trading sibling"]);
}

#[actix_web::test]
async fn deleting_many_asks_for_their_number() {
    let world = World::start().await;
    let console = world.console().await;
    let (root, branch, sibling) = (world.root.to_string(), world.branch.to_string(), world.sibling.to_string());
    let ids = [("ids", root.as_str()), ("ids", branch.as_str()), ("ids", sibling.as_str())];
    console.post("/console/bulk/deletion", &ids).await.assert_refused("number", "Type 3");
    let page = change(&world, &console, "/console/bulk/deletion", &[ids[0], ids[1], ids[2], ("number", "3")]).await;
    assert_eq!(
        results(&page),
        [pair("Root Holding", "Done"), pair("Branch Office", "Unchanged"), pair("Sibling Trading", "Done")]
    );
    assert_eq!(console.get("/console/accounts").await.texts_of("tbody th a"), ["Stopped Works"]);
}

#[actix_web::test]
async fn nothing_chosen_and_nonsense_chosen_are_said() {
    let world = World::start().await;
    let console = world.console().await;
    console.get("/console/bulk/deletion?tag=x").await.assert_redirect("/console/accounts?tag=x");
    console.get("/console/bulk/deletion?ids=nonsense").await.assert_status(400);
    console.get("/console/bulk/upheaval?all=1").await.assert_not_found();
    let editor = world.console_with(&[("accounts", "edit")]).await;
    editor.get("/console/bulk/suspension?all=1").await.assert_status(403);
    editor.get("/console/bulk/tags?all=1").await.assert_ok();
    let viewer = world.console_with(&[("accounts", "view")]).await;
    assert!(viewer.get("/console/accounts").await.texts_of("form.bulk").is_empty());
}

#[actix_web::test]
async fn the_exported_list_is_whole_and_can_be_imported_again() {
    let world = World::start().await;
    let console = world.console().await;
    let fields = [
        ("name", "=HYPERLINK(\"x\"), \"Quoted\" & Söhne"),
        ("api_id", "-odd.1"),
        ("description", "two\nlines"),
        ("tags", "a, b"),
        ("timezone", "Asia/Tokyo"),
        ("expires_on", "2031-02-03"),
        ("retention_success_hours", "12"),
        ("custom_fields", "crm = 1=2\nz = '"),
        ("error_webhook_enabled", "1"),
        ("error_webhook_url", "https://example.com/x?a=b"),
    ];
    console.post("/console/accounts", &fields).await.assert_redirect("/console/accounts/");
    let file = console.get("/console/accounts/export").await;
    file.assert_ok();
    assert!(file.header("content-disposition").starts_with("attachment; filename=\"accounts-"));
    let text = file.body.trim_start_matches('\u{feff}');
    let rows: Vec<csv::StringRecord> =
        csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 6);
    let odd = rows.iter().find(|r| &r[0] == "'-odd.1").expect("formula-safe");
    assert!(odd[1].starts_with("'=HYPERLINK"), "{odd:?}");
    assert!(odd[20].ends_with("+09:00"), "times carry their offset: {odd:?}");
    // Imported again it changes nothing; into another partner it makes the same.
    for (caller, expected) in [(&console, ["0", "0", "6", "0"]), (&world.foreign_console().await, ["5", "1", "0", "0"])]
    {
        let answer = caller.upload("/console/imports", "accounts.csv", file.body.as_bytes()).await;
        let import = answer.location().trim_end_matches("/columns").to_owned();
        let page = caller.get(answer.location()).await;
        let chosen = page.attributes_of("option[selected]", "value");
        let form: Vec<(String, String)> =
            chosen.into_iter().enumerate().map(|(i, v)| (format!("column-{i}"), v)).collect();
        let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        caller.post(answer.location(), &form).await.assert_redirect(&import);
        jobs(&world).await;
        let page = caller.get(&import).await;
        assert_eq!(page.texts_of(".tile .figure"), expected, "{}", page.body);
    }
    let filtered = console.get("/console/accounts/export?parent=none&q=sibling").await;
    assert_eq!(filtered.body.lines().count(), 2);
    let viewer = world.console_with(&[("accounts", "view")]).await;
    viewer.get("/console/accounts/export").await.assert_ok();
}

/// MODEL section 3: a full export asks for the password again after ten minutes.
#[actix_web::test]
async fn the_exported_list_asks_for_the_password_after_ten_minutes() {
    let world = World::start().await;
    let console = world.console().await;
    world.clock.advance(chrono::Duration::minutes(11));
    console.get("/console/accounts/export").await.assert_redirect("/me/confirm");
}
