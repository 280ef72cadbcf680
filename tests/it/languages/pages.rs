//! Every page in the language for developers, in which what comes from a message file stands between brackets: what stands outside of
//! any and is nobody's datum is in no file.

use super::uses::folder;
use crate::isolation::fixtures::Fixtures;
use crate::isolation::{api, samples};
use crate::support::{Answer, Caller, World};
use berth::web::server;
use diesel::prelude::*;
use scraper::{ElementRef, Node};
use std::collections::BTreeSet;

/// Attributes that people read or hear.
const READ: [&str; 4] = ["aria-label", "placeholder", "title", "alt"];
/// What holds data, code or keys, in everybody's language the same.
const SAME: [&str; 7] = ["script", "style", "code", "pre", "kbd", "svg", "textarea"];
/// Names that are the same in every language.
const NAMES: [&str; 18] = [
    "Berth", "English", "Deutsch", "API", "CSV", "ID", "JSON", "XML", "HTTP", "OAuth", "OpenID", "URL", "UTC", "DNS",
    "TXT", "CNAME", "Esc", "Ctrl",
];

/// Every text of the first partner's database, one to a line.
fn data(world: &World) -> String {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = diesel::sql_types::Text)]
        line: String,
    }
    let mut conn = world.database.look();
    let tables = diesel::sql_query(
        "select c.relname::text as line from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition",
    );
    let tables: Vec<Line> = tables.load(&mut conn).unwrap();
    let mut all = String::new();
    for table in tables {
        let rows = format!("select coalesce(string_agg(t::text, E'\\n'), '') as line from {} t", table.line);
        all.push_str(&diesel::sql_query(rows).get_result::<Line>(&mut conn).unwrap().line);
    }
    all
}

/// What is left of a text without what stands between brackets.
fn outside(text: &str) -> Vec<String> {
    let (mut left, mut depth) = (String::new(), 0);
    for char in text.chars() {
        match char {
            '⟦' => {
                depth += 1;
                left.push('\n');
            }
            '⟧' => depth -= 1,
            char if depth == 0 => left.push(char),
            _ => {}
        }
    }
    let tidy = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    left.lines().map(tidy).filter(|line| line.chars().filter(|c| c.is_alphabetic()).count() > 1).collect()
}

fn is_datum(text: &str, data: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let names = |word: &str| NAMES.contains(&word) || !word.chars().any(char::is_alphabetic);
    data.contains(text)
        || text.split(|c: char| !c.is_alphanumeric()).all(|word| names(word) || data.contains(word) && word.len() > 5)
}

/// The texts of an element and all in it.
fn texts(element: ElementRef<'_>, found: &mut Vec<String>) {
    let name = element.value().name();
    if SAME.contains(&name) || element.value().attr("translate") == Some("no") {
        return;
    }
    // A choice of timezones or of languages offers names.
    if name == "select" && matches!(element.value().attr("name"), Some("timezone" | "locale" | "language")) {
        return;
    }
    found.extend(READ.iter().filter_map(|read| element.value().attr(read)).map(ToOwned::to_owned));
    for child in element.children() {
        match child.value() {
            Node::Text(text) => found.push(text.to_string()),
            _ => {
                if let Some(inner) = ElementRef::wrap(child) {
                    texts(inner, found);
                }
            }
        }
    }
}

/// What a page says by itself.
fn own_words(answer: &Answer, data: &str) -> BTreeSet<String> {
    let page = answer.document();
    let mut found = Vec::new();
    texts(page.root_element(), &mut found);
    found.iter().flat_map(|text| outside(text)).filter(|text| !is_datum(text, data)).collect()
}

async fn read(caller: &Caller, places: &[&str], fixtures: &Fixtures, world: &World) {
    let data = data(world);
    let (mut faults, mut pages) = (BTreeSet::new(), 0);
    for line in server::table() {
        let theirs = places.contains(&line.place) && !line.path.starts_with("/dev/") && !line.path.starts_with("/docs");
        if line.method != "GET" || !theirs || api::is_call(&line) {
            continue;
        }
        let Some(sample) = samples::find(line.method, line.path) else { continue };
        let path = fixtures.fill(sample.path);
        let answer = caller.get_with(&path, &[("accept-language", "en-XA")]).await;
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        pages += 1;
        assert!(answer.body.contains('⟦'), "{path}: {}", answer.body.chars().take(300).collect::<String>());
        faults.extend(own_words(&answer, &data).into_iter().map(|words| format!("{}: {words}", line.path)));
    }
    assert!(pages > 60, "{pages} pages were read");
    let told: Vec<_> = faults.into_iter().collect();
    assert!(told.is_empty(), "{} texts are in no message file:\n{}", told.len(), told.join("\n"));
}

#[actix_web::test]
async fn every_page_of_an_accounts_people_is_made_of_messages() {
    let world = World::start().await;
    let fixtures = Fixtures::make(&world).await;
    prefer(&world);
    let customer = world.admin_of(world.branch).await;
    read(&customer, &["account", "self", "public"], &fixtures, &world).await;
}

#[actix_web::test]
async fn every_page_of_the_console_is_made_of_messages() {
    let world = World::start().await;
    let fixtures = Fixtures::make(&world).await;
    prefer(&world);
    let staff = world.console().await;
    read(&staff, &["partner"], &fixtures, &world).await;
}

/// Everybody reads the language for developers.
fn prefer(world: &World) {
    use diesel::connection::SimpleConnection;
    world.database.look().batch_execute("update people set language = 'en-XA'").unwrap();
}

#[test]
fn what_stands_outside_of_brackets_is_found() {
    assert_eq!(outside("⟦Name of ⟦it⟧ here⟧ Delta ⟦x⟧ 12 a"), ["Delta"]);
    assert!(is_datum("Delta (UTC)", "x Delta y") && !is_datum("Delta went away", "x Delta y"));
}

/// Templates have no words either where no test's data brings them onto a page.
#[test]
fn no_template_has_words_of_its_own() {
    let mut faults = Vec::new();
    for (path, text) in folder("templates", &["html", "txt"]) {
        if path.starts_with("templates/dev")
            || path.starts_with("templates/demo_app")
            || path.starts_with("templates/api_docs")
        {
            continue;
        }
        for piece in bare(&text) {
            faults.push(format!("{}: {piece}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(
        bare("<p class=\"a b\">{{ x }} of {# no #}<b>9</b></p>{% if a %}Two words{% endif %}"),
        ["of", "Two words"]
    );
}

/// The texts of a template outside of its marks, expressions and comments.
fn bare(text: &str) -> Vec<String> {
    let mut left = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '<']) {
        left.push_str(&rest[..at]);
        left.push('\n');
        let from = &rest[at..];
        let end = match from.as_bytes().get(..2) {
            Some(b"{{") => from.find("}}").map(|end| end + 2),
            Some(b"{%") => from.find("%}").map(|end| end + 2),
            Some(b"{#") => from.find("#}").map(|end| end + 2),
            Some(b"<s") if from.starts_with("<style") => from.find("</style>"),
            Some([b'<', _]) => from.find('>').map(|end| end + 1),
            _ => Some(1),
        };
        rest = &from[end.unwrap_or(from.len())..];
    }
    left.push_str(rest);
    let words = |line: &&str| line.split(|c: char| !c.is_alphabetic()).any(|word| word.len() > 1);
    left.lines().map(str::trim).filter(|line| !line.starts_with('&')).filter(words).map(ToOwned::to_owned).collect()
}
