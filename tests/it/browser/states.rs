//! The states of pages that take care: refused forms (422), the second editor (409), jobs and imports at every stage.

use super::{check_here, check_pages, signed_in, staff_browser};
use crate::support::browser::Browser;
use crate::support::world::PASSWORD;
use crate::support::{Caller, World};
use berth::testing::{abandon_job, run_jobs};
use std::time::Duration;

async fn jobs(world: &World) {
    let db = world.db.clone();
    actix_web::web::block(move || run_jobs(&db)).await.unwrap().unwrap();
}

/// Uploads a file with a new customer, a change and two faults; answers the import's address.
async fn upload(caller: &Caller, name: &str) -> String {
    let rows = format!(
        "Name,API ID,Time zone\nCustomer,{name},Europe/London\nRoot {name},root,\n,nameless,\nOther,{name},Mars/Olympus\n"
    );
    let answer = caller.upload("/console/imports", name, rows.as_bytes()).await;
    answer.assert_redirect("/console/imports/").location().trim_end_matches("/columns").to_owned()
}

/// Asks for the check of a file that was uploaded.
async fn ask_check(caller: &Caller, import: &str) {
    let columns = [("column-0", "name"), ("column-1", "api_id"), ("column-2", "timezone")];
    caller.post(&format!("{import}/columns"), &columns).await.assert_redirect(import);
}

async fn ask_apply(caller: &Caller, import: &str) {
    caller.post(&format!("{import}/application"), &[]).await.assert_redirect(import);
}

async fn ask_bulk(caller: &Caller, ids: &[&str]) -> String {
    let mut form: Vec<(&str, &str)> = ids.iter().map(|id| ("ids", *id)).collect();
    form.push(("reason", "unpaid"));
    let queued = caller.post("/console/bulk/suspension", &form).await;
    queued.assert_redirect("/console/jobs/").location().to_owned()
}

/// Somebody who may change accounts, until `set_rights` takes it away.
async fn temporary(world: &World) -> (Caller, berth::ids::PersonId) {
    let (email, rights) = ("temp@northwind.test", [("accounts", "manage")]);
    let person = world.near().console_user(email, Some(&rights), PASSWORD).unwrap();
    let caller = Caller::new("temporary", world.config.url.as_str());
    caller.sign_in(email, PASSWORD).await.assert_status(303);
    (caller, person)
}

#[actix_web::test]
async fn jobs_and_imports_are_accessible_at_every_stage() {
    let world = World::start().await;
    let console = world.console().await;
    let sibling = world.sibling.to_string();
    let absent = "018f0000-0000-7000-8000-000000000000";

    // Failed ones: whoever started them lost the right meanwhile.
    let (temp, person) = temporary(&world).await;
    let broken_application = upload(&temp, "broken-application.csv").await;
    ask_check(&temp, &broken_application).await;
    jobs(&world).await;
    ask_apply(&temp, &broken_application).await;
    let broken_check = upload(&temp, "broken-check.csv").await;
    ask_check(&temp, &broken_check).await;
    let failed = ask_bulk(&temp, &[&sibling]).await;
    world.near().set_rights(person, &[]).unwrap();
    jobs(&world).await;

    // Those that came to their end.
    let finished = ask_bulk(&console, &[&sibling, absent]).await;
    let applied = upload(&console, "applied.csv").await;
    ask_check(&console, &applied).await;
    jobs(&world).await;
    ask_apply(&console, &applied).await;
    jobs(&world).await;
    let checked = upload(&console, "checked.csv").await;
    ask_check(&console, &checked).await;
    let applying = upload(&console, "applying.csv").await;
    ask_check(&console, &applying).await;
    jobs(&world).await;

    // Those under way: taken by a worker that is gone, and waiting for one.
    let running = ask_bulk(&console, &[&sibling]).await;
    abandon_job(&world.db).unwrap();
    ask_apply(&console, &checked).await;
    let uploaded = upload(&console, "uploaded.csv").await;
    let checking = upload(&console, "checking.csv").await;
    ask_check(&console, &checking).await;

    let pages = [
        ("import-uploaded", "Match columns", format!("{uploaded}/columns"), ""),
        ("import-checking", "checking.csv", checking, "Checking"),
        ("import-checked", "applying.csv", applying.clone(), "Checked, with faults"),
        ("import-faulty", "applying.csv", format!("{applying}?outcome=faulty"), "Checked, with faults"),
        ("import-apply", "Apply this import?", format!("{applying}/application/new"), ""),
        ("import-delete", "Delete the import of applying.csv?", format!("{applying}/deletion/new"), ""),
        ("import-applying", "checked.csv", checked, "Applying"),
        ("import-applied", "applied.csv", applied, "Applied"),
        ("import-check-failed", "Match columns", broken_check, ""),
        ("import-application-failed", "broken-application.csv", broken_application, "Checked, with faults"),
        ("imports-many", "Imports", "/console/imports".to_owned(), ""),
        ("job-running", "Suspend 1 account", running, "Running"),
        ("job-done", "Suspend 2 accounts", finished, "Done with failures"),
        ("job-failed", "Suspend 1 account", failed, "Stopped"),
    ];
    for (name, heading, path, state) in &pages {
        let page = console.get(path).await;
        let page = if page.status == 303 { console.get(page.location()).await } else { page };
        page.assert_ok();
        assert_eq!(page.text_of("h1").as_deref(), Some(*heading), "{name}");
        assert_eq!(page.text_of(".page-title .badge").unwrap_or_default(), *state, "{name}");
        if name.ends_with("failed") {
            assert!(page.body.contains("has no longer the right"), "{name} says why: {}", page.body);
        }
    }
    let stopped = console.get(&pages[13].2).await;
    assert_eq!(stopped.texts_of("#job tbody .badge"), ["Not done"], "nobody waits for a job that stopped");
    assert!(stopped.body.contains("Nothing was done"));
    let browser = staff_browser(&world).await;
    check_pages(&browser, &pages.map(|(name, _, path, _)| (name, path))).await;
    browser.close().await;
}

/// Sends a form as it stands and looks at what comes back.
async fn refuse(browser: &Browser, name: &str, path: &str) {
    browser.goto(path).await;
    browser.click("main form[method=post] button.primary, main form[method=post] button.danger").await;
    browser.find("[data-error-summary]").await;
    browser.wait_until("the title says so", "return document.title.startsWith('Error: ')").await;
    check_here(browser, name).await;
}

#[actix_web::test]
async fn refused_forms_are_accessible() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    let account = |rest: &str| format!("/console/accounts/{}{rest}", world.sibling);
    refuse(&browser, "refused-account", "/console/accounts/new").await;
    refuse(&browser, "refused-suspension", &account("/suspension")).await;
    refuse(&browser, "refused-deletion", &account("/deletion")).await;
    refuse(&browser, "refused-invitation", &account("/people/new")).await;
    refuse(&browser, "refused-staff", "/console/staff/new").await;
    refuse(&browser, "refused-import", "/console/imports/new").await;
    refuse(&browser, "refused-bulk", "/console/bulk/suspension?all=1").await;
    refuse(&browser, "refused-password", "/me/password").await;
    browser.close().await;
}

/// 409: the second editor sees what the first saved beside what they typed, and loses nothing.
#[actix_web::test]
async fn the_second_editors_page_is_accessible_and_saves_at_the_second_try() {
    let world = World::start().await;
    let browser = staff_browser(&world).await;
    let path = format!("/console/accounts/{}/edit", world.branch);
    browser.goto(&path).await;
    let other = world.console().await;
    let version = other.get(&path).await.value_of("input[name=version]").unwrap();
    let first = [("name", "By the first"), ("api_id", "branch"), ("version", version.as_str())];
    other.post(&path, &first).await.assert_redirect("/console/accounts/");
    browser.fill("#f-name", "By the second").await;
    browser.click("form.page button.primary").await;
    browser.wait_for_text("form.page .panel h2", "Saved by someone else, and what you typed").await;
    browser.wait_for_focus("[data-error-summary]").await;
    let shown = browser.text(".diff").await;
    assert!(shown.contains("By the first") && shown.contains("By the second"), "{shown}");
    check_here(&browser, "account-conflict").await;
    browser.click("form.page button.primary").await;
    browser.wait_for_text("h1", "By the second").await;

    // The same in the settings and in the profile.
    browser.goto("/console/settings").await;
    let settings = other.get("/console/settings").await;
    let version = settings.value_of("form[action$='/name'] input[name=version]").unwrap();
    let renamed = [("name", "Northwind Anew"), ("version", version.as_str())];
    other.post("/console/settings/name", &renamed).await.assert_redirect("/console/settings");
    browser.fill("#f-name", "Northwind Again").await;
    browser.click("form[action$='/name'] button.primary").await;
    browser.wait_for_text("form[action$='/name'] h3", "Saved by someone else, and what you typed").await;
    check_here(&browser, "settings-conflict").await;
    browser.close().await;
}

/// What people meet who may not: no right, a suspended account, nothing of their own.
#[actix_web::test]
async fn pages_for_those_who_may_not_are_accessible() {
    let world = World::start().await;
    let browser = signed_in(&world, "bare@northwind.test").await;
    let pages = [("overview-bare", "/console".to_owned()), ("right-missing", "/console/accounts".to_owned())];
    check_pages(&browser, &pages).await;
    browser.close().await;
    let browser = signed_in(&world, "stopped.admin@customer.test").await;
    check_pages(&browser, &[("account-closed", format!("/a/{}", world.stopped)), ("view-chooser", "/a".to_owned())])
        .await;
    browser.close().await;
}

/// A page that polls keeps what the person does: it goes on by itself, and ends.
#[actix_web::test]
async fn a_running_job_shows_its_end_by_itself() {
    let world = World::start().await;
    let console = world.console().await;
    let job = ask_bulk(&console, &[&world.sibling.to_string()]).await;
    let browser = staff_browser(&world).await;
    browser.goto(&job).await;
    assert_eq!(browser.text(".page-title .badge").await, "Waiting");
    browser.run("window.same = true").await;
    jobs(&world).await;
    let ended =
        "return document.querySelector('.page-title .badge').textContent.trim() === 'Done' && window.same === true";
    browser.wait_at_most("the end", ended, Duration::from_secs(20)).await;
    assert_eq!(browser.text("#job tbody .badge").await, "Done");
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.close().await;
}
