//! Every page in the language for developers, in which what comes from a message file stands between brackets: what stands outside of
//! any and is nobody's datum is in no file.

use crate::isolation::fixtures::Fixtures;
use crate::isolation::{api, samples};
use crate::support::{Answer, Caller, World};
use crate::tidy::files;
use berth::web::server;
use diesel::prelude::*;
use scraper::{ElementRef, Node};
use std::collections::BTreeSet;

/// Attributes that people read or hear.
const READ: [&str; 4] = ["aria-label", "placeholder", "title", "alt"];
/// What holds data, code or keys, in everybody's language the same.
const SAME: [&str; 7] = ["script", "style", "code", "pre", "kbd", "svg", "textarea"];
/// Names, verbs of HTTP and units that are the same in every language.
const NAMES: [&str; 34] = [
    "Berth",
    "English",
    "Deutsch",
    "API",
    "CSV",
    "ID",
    "JSON",
    "XML",
    "HTTP",
    "OAuth",
    "OpenID",
    "URL",
    "UTC",
    "DNS",
    "TXT",
    "CNAME",
    "Esc",
    "Ctrl",
    "ms",
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "OPTIONS",
    "kid",
    "X-Api-Key",
    "Delta",
    "Dental",
    "Group",
    "BA",
    "AV",
    "orders",
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
    left.split(['\n', '·']).map(tidy).filter(|line| line.chars().filter(|c| c.is_alphabetic()).count() > 1).collect()
}

/// A datum, beside names, addresses, ids and figures.
fn is_datum(text: &str, data: &str) -> bool {
    let is_code = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        NAMES.contains(&bare)
            || word.contains(|c: char| c.is_ascii_digit() || "#/:_{}@….".contains(c))
            || !word.contains(char::is_alphabetic)
    };
    let words: Vec<&str> = text.split_whitespace().filter(|word| !is_code(word)).collect();
    let all = words.join(" ");
    data.contains(all.trim_matches(|c: char| !c.is_alphanumeric()))
        || words.iter().all(|word| word.len() > 4 && data.to_lowercase().contains(&word.to_lowercase()))
}

/// The texts of an element and all in it, one to a line, and each attribute that is read.
fn texts(element: ElementRef<'_>, inside: &mut String, attributes: &mut Vec<String>) {
    let name = element.value().name();
    if SAME.contains(&name) || element.value().attr("translate") == Some("no") {
        return;
    }
    // A choice of timezones or of languages offers names.
    if name == "select" && matches!(element.value().attr("name"), Some("timezone" | "locale" | "language")) {
        return;
    }
    attributes.extend(READ.iter().filter_map(|read| element.value().attr(read)).map(ToOwned::to_owned));
    for child in element.children() {
        match child.value() {
            Node::Text(text) => inside.push_str(text),
            _ => {
                if let Some(inner) = ElementRef::wrap(child) {
                    inside.push('\n');
                    texts(inner, inside, attributes);
                    inside.push('\n');
                }
            }
        }
    }
}

/// What a page says by itself.
fn own_words(answer: &Answer, data: &str) -> BTreeSet<String> {
    let page = answer.document();
    let (mut inside, mut found) = (String::new(), Vec::new());
    texts(page.root_element(), &mut inside, &mut found);
    // A message with marks spans elements, so all is read in one.
    found.push(inside);
    found.iter().flat_map(|text| outside(text)).filter(|text| !is_datum(text, data)).collect()
}

/// Names in pictures of pages, classes of layouts, and the name of a field of tokens: no words.
const SAMPLES: [&str; 8] =
    ["jo@delta-dental.test", "Delta Dental Group", "Delta Dental", "account", "console", "plain", "kid", "Esc"];

async fn read(caller: &Caller, places: &[&str], fixtures: &Fixtures, world: &World) {
    let data = data(world);
    let (mut faults, mut pages) = (BTreeSet::new(), 0);
    for line in server::table() {
        // The document for programs and what the catalogue says of applications are in English.
        let english =
            ["/dev/", "/docs", "/console/connectors/catalogue"].iter().any(|path| line.path.starts_with(path));
        let theirs = places.contains(&line.place) && !english;
        if line.method != "GET" || !theirs || api::is_call(&line) {
            continue;
        }
        let Some(sample) = samples::find(line.method, line.path) else { continue };
        let path = fixtures.fill(sample.path);
        let answer = caller.get_with(&path, &[("accept-language", "en-XA")]).await;
        if !answer.header("content-type").starts_with("text/html") || !answer.body.contains("<html") {
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
    for (path, text) in files("templates", &[".html", ".txt"]) {
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

/// The texts of a template outside of its marks, expressions, comments and code.
fn bare(text: &str) -> Vec<String> {
    let expressions = [("{#", "#}"), ("{{", "}}"), ("{%", "%}")];
    let text = expressions.into_iter().fold(text.to_owned(), |text, (from, to)| without(&text, from, to));
    let code = [("<style", "</style>"), ("<pre", "</pre>"), ("<code", "</code>"), ("<", ">")];
    let left = code.into_iter().fold(text, |text, (from, to)| without(&text, from, to));
    let words = |line: &&str| line.split(|c: char| !c.is_alphabetic()).any(|word| word.len() > 1);
    // Templates that are attributes of a mark are no text.
    let kept = |line: &&str| {
        !line.starts_with('&')
            && !line.starts_with("data-")
            && !line.starts_with('-')
            && !line.contains(['=', '"'])
            && !SAMPLES.contains(line)
    };
    left.lines().map(str::trim).filter(kept).filter(words).map(ToOwned::to_owned).collect()
}

/// A text with a line end in place of each stretch from one mark to another.
fn without(text: &str, from: &str, to: &str) -> String {
    let (mut left, mut rest) = (String::new(), text);
    while let Some((before, behind)) = rest.split_once(from) {
        left.push_str(before);
        left.push('\n');
        rest = behind.split_once(to).map_or("", |(_, after)| after);
    }
    left + rest
}
