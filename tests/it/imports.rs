//! Import of customers from a CSV: upload, columns, check, application, and everything that can be wrong with a file.

use crate::support::app::TestApp;
use crate::support::customers::customers;
use crate::support::{Answer, Caller, World};
use berth::testing::run_jobs;
use scraper::Selector;

/// Uploads a file; answers the import's address.
async fn upload(caller: &Caller, csv: &[u8]) -> String {
    let answer = caller.upload("/console/imports", "customers.csv", csv).await;
    answer.assert_redirect("/console/imports/");
    answer.location().trim_end_matches("/columns").to_owned()
}

/// The fields of the columns page as they stand.
fn chosen(page: &Answer) -> Vec<(String, String)> {
    let document = page.document();
    let (selects, selected) = (Selector::parse("select").unwrap(), Selector::parse("option[selected]").unwrap());
    document
        .select(&selects)
        .map(|select| {
            let value = select.select(&selected).next().and_then(|o| o.attr("value")).unwrap_or_default();
            (select.attr("name").unwrap().to_owned(), value.to_owned())
        })
        .collect()
}

/// Uploads a file and checks it with the columns as guessed; answers the import's address.
pub async fn check(world: &World, caller: &Caller, csv: &str) -> String {
    let import = upload(caller, csv.as_bytes()).await;
    let page = caller.get(&format!("{import}/columns")).await;
    let form = chosen(page.assert_ok());
    let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    caller.post(&format!("{import}/columns"), &form).await.assert_redirect(&import);
    jobs(&world.app).await;
    import
}

/// Carries out what was queued.
async fn jobs(app: &TestApp) -> usize {
    let db = app.db.clone();
    actix_web::web::block(move || run_jobs(&db)).await.unwrap().unwrap()
}

pub async fn apply(world: &World, caller: &Caller, import: &str) {
    caller.post(&format!("{import}/application"), &[]).await.assert_redirect(import);
    jobs(&world.app).await;
}

/// New, changed, unchanged, faulty.
pub async fn counts(caller: &Caller, import: &str) -> [usize; 4] {
    let page = caller.get(import).await;
    let figures = page.assert_ok().texts_of(".tile .figure");
    let figures: Vec<usize> = figures.iter().map(|f| f.replace(' ', "").parse().unwrap()).collect();
    figures.try_into().unwrap_or_else(|_| panic!("no counts: {}", page.body))
}

/// Line and words of each faulty row on the first page.
async fn faults(caller: &Caller, import: &str) -> Vec<(String, String)> {
    let page = caller.get(&format!("{import}?outcome=faulty&rows=100")).await;
    let lines = page.texts_of("tbody td.num");
    let words = page.texts_of("tbody td.wrap");
    lines.into_iter().zip(words).collect()
}

#[actix_web::test]
async fn a_list_of_ten_thousand_comes_in_and_the_same_list_changes_nothing() {
    let world = World::start().await;
    let console = world.console().await;
    let list = customers(10_000, 200);
    let text = String::from_utf8(list.csv).unwrap();
    let import = check(&world, &console, &text).await;
    assert_eq!(counts(&console, &import).await, [9_800, 0, 0, 200]);
    // Every fault is reported by its line, with what is wrong.
    let mut reported = Vec::new();
    let mut address = format!("{import}?outcome=faulty&rows=100");
    loop {
        let page = console.get(&address).await;
        reported.extend(page.texts_of("tbody td.num").into_iter().zip(page.texts_of("tbody td.wrap")));
        match page.attributes_of("a[rel=next]", "href").into_iter().next() {
            Some(next) => address = next,
            None => break,
        }
    }
    assert_eq!(reported.len(), list.faults.len());
    for ((line, words), (wanted_line, wanted_words)) in reported.iter().zip(&list.faults) {
        assert_eq!(*line, wanted_line.to_string());
        assert!(words.contains(wanted_words), "line {line}: {words}, not {wanted_words}");
    }
    assert_eq!(console.get("/console/accounts").await.text_of(".count").unwrap(), "3 accounts, 2 sub-accounts");
    apply(&world, &console, &import).await;
    assert_eq!(console.get(&import).await.text_of(".page-title .badge").unwrap(), "Applied");
    let figures = console.get("/console/accounts").await.text_of(".count").unwrap();
    let again = check(&world, &console, &text).await;
    assert_eq!(counts(&console, &again).await, [0, 0, 9_800, 200]);
    let nothing = console.post(&format!("{again}/application"), &[]).await;
    nothing.assert_status(409);
    assert_eq!(console.get("/console/accounts").await.text_of(".count").unwrap(), figures);
    // They are found, and branches hang where the list says.
    let found = console.get("/console/accounts?q=cust-000013").await;
    let parent = found.texts_of("tbody td a").remove(0);
    assert!(parent.ends_with(" 11"), "{parent}");
}

#[actix_web::test]
async fn every_outcome_is_shown_before_anything_changes() {
    let world = World::start().await;
    let console = world.console().await;
    let csv = "API ID;Name;Zeitzone;Shoe size\nROOT;Root Holding GmbH;Europe/Berlin;1\nsibling;Sibling Trading;;2\nnew-1;New & Co;;3\n;Nameless;;4\n";
    let import = check(&world, &console, csv).await;
    assert_eq!(counts(&console, &import).await, [1, 1, 1, 1]);
    let page = console.get(&import).await;
    let diff = page.texts_of("dl.diff > div");
    assert_eq!(diff.len(), 2, "{diff:?}");
    assert!(diff[0].contains("Root Holding") && diff[0].contains("Root Holding GmbH"), "{diff:?}");
    assert!(diff[1].contains("UTC") && diff[1].contains("Europe/Berlin"), "{diff:?}");
    let before = console.get(&format!("/console/accounts/{}/edit", world.root)).await;
    assert_eq!(before.value_of("#f-name").as_deref(), Some("Root Holding"));
    apply(&world, &console, &import).await;
    let after = console.get(&format!("/console/accounts/{}/edit", world.root)).await;
    assert_eq!(after.value_of("#f-name").as_deref(), Some("Root Holding GmbH"));
    assert_eq!(after.text_of("#f-description").as_deref(), Some("secret of Root Holding"), "what is not mapped stays");
    assert_eq!(console.get("/console/accounts?q=holding gmbh").await.texts_of("tbody th a"), ["Root Holding GmbH"]);
}

#[actix_web::test]
async fn files_that_cannot_be_read_are_refused_with_the_line_and_what_to_do() {
    let world = World::start().await;
    let console = world.console().await;
    for (file, words) in [
        (b"".to_vec(), "The file is empty"),
        (b"Name,API ID\n".to_vec(), "no customers under it"),
        (b"Name,API ID\nCaf\xe9,c-1\n".to_vec(), "Line 2: the file is not UTF-8"),
        (
            [b"Name,API ID\n".to_vec(), b"ok,1\n".repeat(5_000), b"\xff\xfe,2\n".to_vec()].concat(),
            "Line 5002: the file is not UTF-8",
        ),
        (b"\xff\xfeN\0a\0m\0e\0\n\0".to_vec(), "UTF-16"),
        (["a,".repeat(300), "\n1,2\n".to_owned()].concat().into_bytes(), "200 columns are the most"),
        (["Name,API ID\n".to_owned(), "a,b\n".repeat(200_001)].concat().into_bytes(), "more than 200 000 rows"),
    ] {
        let page = console.upload("/console/imports", "list.csv", &file).await;
        page.assert_refused("file", words);
        assert!(page.text_of("title").unwrap().starts_with("Error:"));
    }
    let large = vec![b'x'; 65 * 1024 * 1024];
    console.upload("/console/imports", "list.csv", &large).await.assert_refused("file", "larger than 64 MB");
    console.upload("/console/imports", "", b"").await.assert_refused("file", "Choose a file");
    assert!(console.get("/console/imports").await.body.contains("No imports yet"), "nothing half-uploaded stays");
}

#[actix_web::test]
async fn a_file_is_read_however_spreadsheets_write_it() {
    let world = World::start().await;
    let console = world.console().await;
    for (file, names) in [
        ("\u{feff}Name,API ID\r\n\"Quoted, \"\"Inc\"\"\",m-1\r\n\r\nNext,m-2\r\n", ["Quoted, \"Inc\"", "Next"]),
        ("sep=;\nAPI ID;Name;Name\nm-3;One;ignored\nm-4;Two;ignored\n", ["One", "Two"]),
        ("Name\tAPI ID\nTab One\tm-5\nTab Two\tm-6", ["Tab One", "Tab Two"]),
    ] {
        let import = check(&world, &console, file).await;
        let page = console.get(&import).await;
        assert_eq!(counts(&console, &import).await, [2, 0, 0, 0], "{file:?}: {}", page.body);
        let shown = page.texts_of("tbody th.name");
        assert!(shown[0].starts_with(names[0]) && shown[1].starts_with(names[1]), "{shown:?}");
    }
}

#[actix_web::test]
async fn a_faulty_line_says_what_is_wrong_and_hurts_no_other() {
    let world = World::start().await;
    let console = world.console().await;
    let csv = [
        "API ID,Name,Notes,Parent,Report failed transactions,custom:CRM\n",
        "a,\"line\nbreak\",,,,\n",
        "b,Fine,,,,\n",
        "b,Doubled,,,,\n",
        "c,Ten megabytes,",
        &"x".repeat(10 * 1024 * 1024),
        ",,,\n",
        "d,Few cells\n",
        "e,Own child,,e,,\n",
        "f,Circle,,g,,\n",
        "g,Circle,,f,,\n",
        "h,Below a fault,,d,,\n",
        "branch,Branch Office,,sibling,,\n",
        "i,Maybe,,,perhaps,\n",
        "j,Control \u{7}bell,,,,\n",
        "k,Broken field,,,,\"two\nlines\"\n",
        "l,=SUM(A1),,,yes,\n",
    ]
    .concat();
    let import = check(&world, &console, &csv).await;
    assert_eq!(counts(&console, &import).await[0], 1);
    let faults = faults(&console, &import).await;
    let wanted = [
        ("2", "Remove the control character U+000A"),
        ("5", "Line 4 has the same API ID"),
        ("6", "longer than 64 KB"),
        ("7", "This line has 2 cells, but the first line has 6"),
        ("8", "cannot be its own parent"),
        ("9", "below themselves: lines"),
        ("10", "below themselves: lines"),
        ("11", "is on line 7, which is faulty"),
        ("12", "use Move"),
        ("13", "neither yes nor no"),
        ("14", "control character U+0007"),
        ("15", "must be one line"),
        ("17", "Enter the address"),
    ];
    assert_eq!(faults.len(), wanted.len(), "{faults:?}");
    for ((line, words), (wanted_line, wanted_words)) in faults.iter().zip(wanted) {
        assert_eq!(line, wanted_line, "{words}");
        assert!(words.contains(wanted_words), "line {line}: {words}");
    }
    let file = console.get(&format!("{import}/faulty.csv")).await;
    assert!(file.header("content-disposition").contains("faulty-rows.csv"));
    let mut reader = csv::Reader::from_reader(file.body.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(reader.headers().unwrap().iter().next_back(), Some("Error"));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), wanted.len());
    assert_eq!(rows.last().unwrap().get(1), Some("'=SUM(A1)"), "a spreadsheet takes no cell for a formula");
}

#[actix_web::test]
async fn parents_may_stand_anywhere_and_eight_levels_are_the_most() {
    let world = World::start().await;
    let console = world.console().await;
    let mut csv = "API ID,Name,Parent\n".to_owned();
    // The chain is listed from its end: c8 below c7 ... below the stored leaf, which is on level 3.
    for level in (4..=9).rev() {
        let parent = if level == 4 { "leaf".to_owned() } else { format!("c{}", level - 1) };
        csv.push_str(&format!("c{level},Level {level},{parent}\n"));
    }
    csv.push_str("x,Unknown parent,nowhere\n");
    let import = check(&world, &console, &csv).await;
    assert_eq!(counts(&console, &import).await, [5, 0, 0, 2]);
    let faults = faults(&console, &import).await;
    assert!(faults[0].1.contains("on level 9"), "{faults:?}");
    assert!(faults[1].1.contains("no account with the API ID “nowhere”"), "{faults:?}");
    apply(&world, &console, &import).await;
    assert_eq!(console.get("/console/accounts").await.text_of(".count").unwrap(), "3 accounts, 7 sub-accounts");
    let again = check(&world, &console, &csv).await;
    assert_eq!(counts(&console, &again).await, [0, 0, 5, 2]);
}

#[actix_web::test]
async fn columns_without_an_api_id_are_refused_with_the_reason() {
    let world = World::start().await;
    let console = world.console().await;
    let import = upload(&console, b"Customer,City\nA,B\n").await;
    let address = format!("{import}/columns");
    let page = console.post(&address, &[("column-0", "name"), ("column-1", "")]).await;
    page.assert_status(422);
    assert!(page.text_of("[data-error-summary]").unwrap().contains("Choose the column with the API ID"));
    let doubled = console.post(&address, &[("column-0", "api_id"), ("column-1", "api_id")]).await;
    doubled.assert_refused("column-1", "Column 1 feeds “API ID” already");
    let forged =
        console.post(&address, &[("column-0", "api_id"), ("column-1", "standing"), ("column-9", "name")]).await;
    forged.assert_status(422);
}

#[actix_web::test]
async fn a_double_click_on_apply_applies_once() {
    let world = World::start().await;
    let console = world.console().await;
    let import = check(&world, &console, "API ID,Name\none,One\n").await;
    let key = console.get(&format!("{import}/application/new")).await.value_of("input[name=idempotency_key]").unwrap();
    let address = format!("{import}/application");
    let form = [("idempotency_key", key.as_str())];
    let (first, second) = futures_util::join!(console.post(&address, &form), console.post(&address, &form));
    assert_eq!((first.location(), second.location()), (import.as_str(), import.as_str()));
    // Another tab, with a form of its own.
    console.post(&address, &[]).await.assert_redirect(&import);
    assert_eq!(jobs(&world.app).await, 1);
    assert_eq!(console.get("/console/accounts?q=one").await.texts_of("tbody th a"), ["One"]);
    console.post(&address, &[]).await.assert_redirect(&import);
    assert_eq!(jobs(&world.app).await, 0);
}

#[actix_web::test]
async fn when_the_accounts_changed_since_the_check_nothing_is_applied_and_a_new_check_is_shown() {
    let world = World::start().await;
    let console = world.console().await;
    let import = check(&world, &console, "API ID,Name\nroot,Renamed Root\nnew,New One\n").await;
    assert_eq!(counts(&console, &import).await, [1, 1, 0, 0]);
    console
        .post("/console/accounts", &[("name", "Quicker"), ("api_id", "new")])
        .await
        .assert_redirect("/console/accounts/");
    apply(&world, &console, &import).await;
    let page = console.get(&import).await;
    assert!(page.body.contains("The accounts changed since the check"), "{}", page.body);
    assert_eq!(counts(&console, &import).await, [0, 2, 0, 0]);
    let root = console.get(&format!("/console/accounts/{}/edit", world.root)).await;
    assert_eq!(root.value_of("#f-name").as_deref(), Some("Root Holding"), "nothing was applied");
    apply(&world, &console, &import).await;
    let root = console.get(&format!("/console/accounts/{}/edit", world.root)).await;
    assert_eq!(root.value_of("#f-name").as_deref(), Some("Renamed Root"));
}

#[actix_web::test]
async fn a_job_stops_when_the_person_who_started_it_lost_the_right() {
    let world = World::start().await;
    let console = world.console().await;
    let import = check(&world, &console, "API ID,Name\none,One\n").await;
    console.post(&format!("{import}/application"), &[]).await.assert_redirect(&import);
    world.near().set_rights(world.people.console, &[("accounts", "view")]).unwrap();
    jobs(&world.app).await;
    let page = console.get(&import).await;
    assert!(page.body.contains("has no longer the right “Accounts: Edit”"), "{}", page.body);
    assert!(console.get("/console/accounts?q=one").await.texts_of("tbody th a").is_empty());
}

#[actix_web::test]
async fn a_file_must_come_from_our_own_page() {
    let world = World::start().await;
    let console = world.console().await;
    let part = || reqwest::multipart::Part::bytes(b"API ID,Name\na,b\n".to_vec()).file_name("a.csv");
    let csrf = console.csrf().await;
    let late = reqwest::multipart::Form::new().part("file", part()).text("csrf", csrf.clone());
    let none = reqwest::multipart::Form::new().part("file", part());
    for form in [late, none] {
        let answer = console.request(reqwest::Method::POST, "/console/imports").multipart(form).send().await.unwrap();
        assert_eq!(answer.status(), 403);
    }
    let header = console
        .request(reqwest::Method::POST, "/console/imports")
        .header("x-csrf-token", &csrf)
        .multipart(reqwest::multipart::Form::new().part("file", part()));
    assert_eq!(header.send().await.unwrap().status(), 303);
    let plain = console.post("/console/imports", &[("file", "a.csv")]).await;
    plain.assert_status(400);
}

#[actix_web::test]
async fn an_import_of_another_partner_does_not_exist() {
    let world = World::start().await; // T4
    let console = world.console().await;
    let import = check(&world, &console, "API ID,Name\none,One\n").await;
    let foreign = world.foreign_console().await;
    for path in ["", "/columns", "/faulty.csv", "/application/new", "/deletion/new"] {
        foreign.get(&format!("{import}{path}")).await.assert_not_found();
    }
    foreign.post(&format!("{import}/application"), &[]).await.assert_not_found();
    foreign.post(&format!("{import}/deletion"), &[]).await.assert_not_found();
    // The same API IDs at two partners are two accounts.
    let own = check(&world, &foreign, "API ID,Name\nbranch,Their branch\n").await;
    assert_eq!(counts(&foreign, &own).await, [1, 0, 0, 0]);
}

#[actix_web::test]
async fn a_deleted_import_takes_its_rows_along_and_leaves_the_accounts() {
    let world = World::start().await;
    let console = world.console().await;
    let import = check(&world, &console, "API ID,Name\none,One\n").await;
    apply(&world, &console, &import).await;
    console.post(&format!("{import}/deletion"), &[]).await.assert_redirect("/console/imports");
    console.get(&import).await.assert_not_found();
    assert_eq!(console.get("/console/accounts?q=one").await.texts_of("tbody th a"), ["One"]);
}

#[actix_web::test]
async fn no_line_makes_an_account_under_the_id_of_another() {
    let world = World::start().await;
    let console = world.console().await;
    let id = world.sibling.to_string();
    let import = check(&world, &console, &format!("API ID,Name\n{id},Another\n{},Mine\n", uuid::Uuid::now_v7())).await;
    assert_eq!(counts(&console, &import).await, [1, 0, 0, 1], "any other that looks like one may be");
    let faults = faults(&console, &import).await;
    assert!(faults[0].0 == "2" && faults[0].1.contains("This is the id of another account"), "{faults:?}");
}
