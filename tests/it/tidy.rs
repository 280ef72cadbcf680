//! The repository's own rules, kept by reading it (STYLE sections 1 and 3, SECURITY section 3).

use std::path::{Path, PathBuf};

const LINES_MAX: usize = 400;
const TEST_LINES_MAX: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder whose name ends so, with its text.
pub fn files(folder: &str, ends: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if ends.iter().any(|end| path.to_string_lossy().ends_with(end)) {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root()).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

#[track_caller]
fn assert_none(offences: &[String], rule: &str) {
    assert!(offences.is_empty(), "{rule}\n{}", offences.join("\n"));
}

fn lines_with(folder: &str, ends: &[&str], wrong: impl Fn(&Path, &str) -> bool) -> Vec<String> {
    let mut offences = Vec::new();
    for (path, text) in files(folder, ends) {
        for (no, line) in text.lines().enumerate().filter(|(_, line)| wrong(&path, line)) {
            offences.push(format!("{}:{}: {}", path.display(), no + 1, line.trim()));
        }
    }
    offences
}

#[test]
fn this_test_looks_where_the_files_are() {
    for (folder, end, at_least) in
        [("src", ".rs", 50), ("templates", ".html", 30), ("tests", ".rs", 10), ("static", ".css", 2)]
    {
        let found = files(folder, &[end]).len();
        assert!(found >= at_least, "{found} files in {folder} end in {end}");
    }
}

#[test]
fn no_file_is_longer_than_a_reader_can_hold() {
    let mut offences = Vec::new();
    for (folder, at_most) in [("src", LINES_MAX), ("templates", LINES_MAX), ("tests", TEST_LINES_MAX)] {
        for (path, text) in files(folder, &[".rs", ".html", ".sql"]) {
            let count = text.lines().count();
            if count > at_most {
                offences.push(format!("{}: {count} lines, {at_most} are the most", path.display()));
            }
        }
    }
    assert_none(&offences, "split it by noun");
}

#[test]
fn files_are_named_for_what_they_hold() {
    let offences: Vec<String> =
        files("src", &["utils.rs", "helpers.rs", "util.rs", "helper.rs", "misc.rs", "common.rs"])
            .into_iter()
            .map(|(path, _)| path.display().to_string())
            .collect();
    assert_none(&offences, "name it for what it holds");
}

#[test]
fn every_module_says_what_it_is() {
    let offences: Vec<String> = files("src", &[".rs"])
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert_none(&offences, "begin with what the module is");
}

#[test]
fn nothing_outside_db_holds_a_connection() {
    let offences = lines_with("src", &[".rs"], |path, line| {
        let makes = ["PgConnection::establish", "r2d2::", "Pool<", "PooledConnection"].iter().any(|w| line.contains(w));
        let keeps = line.contains(": PgConnection") || line.contains("<PgConnection>");
        !path.starts_with("src/db") && (makes || keeps)
    });
    assert_none(&offences, "ask for a transaction instead (T3)");
}

#[test]
fn models_know_nothing_of_http_or_sql() {
    let offences = lines_with("src", &["model.rs"], |_, line| {
        ["actix", "diesel::", "PgConnection", "ReadTx", "WriteTx"].iter().any(|word| line.contains(word))
    });
    assert_none(&offences, "a model holds types and pure rules");
}

#[test]
fn pages_hold_no_sql() {
    let offences: Vec<String> = lines_with("src", &[".rs"], |path, line| {
        let page =
            path.file_name().is_some_and(|n| n == "pages.rs") || path.components().any(|c| c.as_os_str() == "pages");
        page && (line.contains("diesel::") || line.contains("schema::") || line.contains(".execute("))
    });
    assert_none(&offences, "queries belong into queries.rs, writes into actions");
}

#[test]
fn requests_send_only_statements_that_can_be_prepared() {
    // The operator's commands, migrations and self-tests are no requests.
    let apart =
        ["src/db/walls.rs", "src/db/check_up.rs", "src/db/migrate.rs", "src/db/operator.rs", "src/db/spread.rs"];
    let offences = lines_with("src", &[".rs"], |path, line| {
        !apart.iter().any(|p| path == Path::new(p))
            && !line.trim_start().starts_with("//")
            && line.contains("sql_query")
    });
    assert_none(&offences, "sql_query is never prepared: use the DSL or define_sql_function!");
}

#[test]
fn time_and_chance_are_handed_in() {
    let offences = lines_with("src", &[".rs"], |path, line| {
        line.contains("Utc::now()")
            && !line.trim_start().starts_with("//")
            && !matches!(path.to_str(), Some("src/clock.rs" | "src/cli/doctor.rs"))
    });
    assert_none(&offences, "use the clock");
}

#[test]
fn a_customer_never_meets_the_products_name() {
    let offences: Vec<String> = ["templates", "static"]
        .into_iter()
        .flat_map(|folder| {
            lines_with(folder, &[".html", ".css", ".js", ".txt", ".svg"], |path, line| {
                !path.starts_with("static/vendor") && line.to_lowercase().contains("berth")
            })
        })
        .collect();
    assert_none(&offences, "the name comes from shell.product");
}

#[test]
fn templates_carry_no_script_no_style_and_no_outside_address() {
    let offences = lines_with("templates", &[".html"], |path, line| {
        let line = line.to_lowercase();
        let inline_script = line.contains("<script") && !line.contains("src=");
        let style = line.contains("<style") || has_attribute(&line, |name| name == "style");
        let handler = has_attribute(&line, |name| {
            name.len() > 2 && name.starts_with("on") && name.bytes().all(|b| b.is_ascii_lowercase())
        });
        let outside = ["src=\"http", "src=\"//", "@import", "url(http"].iter().any(|w| line.contains(w));
        // A mail is read elsewhere: it must carry its own style.
        let mail = path.starts_with("templates/mail");
        inline_script || handler || outside || (style && !mail)
    });
    assert_none(&offences, "the policy of every page forbids it");
}

/// True when an attribute `name=` fits.
fn has_attribute(line: &str, fits: impl Fn(&str) -> bool) -> bool {
    line.match_indices("=\"").any(|(at, _)| {
        let name: String = line[..at]
            .chars()
            .rev()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '_'))
            .collect();
        let name: String = name.chars().rev().collect();
        let begins = line[..at - name.len()].chars().next_back().is_none_or(char::is_whitespace);
        begins && fits(&name)
    })
}

#[test]
fn nothing_is_let_through_unescaped_but_in_components() {
    let offences = lines_with("templates", &[".html"], |path, line| {
        (line.contains("|safe") || line.contains("| safe")) && !path.starts_with("templates/components")
    });
    assert_none(&offences, "askama escapes; |safe switches that off");
}

/// Macros of askama are not hygienic: inside one, a name means its parameter first, also in the caller's arguments.
/// So `{% call m(label) %}` inside a macro of its own, or an argument named like a parameter of the macro called,
/// shows the wrong thing without an error.
#[test]
fn arguments_of_macros_do_not_meet_their_parameters() {
    let mut macros: Vec<(String, Vec<String>)> = Vec::new();
    let all = files("templates", &[".html"]);
    for (_, text) in &all {
        for rest in text.split("{% macro ").skip(1).chain(text.split("{%- macro ").skip(1)) {
            if let Some((name, rest)) = rest.split_once('(')
                && let Some((parameters, _)) = rest.split_once(") %}").or_else(|| rest.split_once(") -%}"))
            {
                let parameters = split(parameters);
                let parameters = parameters.iter().map(|p| p.split('=').next().unwrap_or_default().trim().to_owned());
                macros.push((name.trim().to_owned(), parameters.filter(|p| !p.is_empty()).collect()));
            }
        }
    }
    assert!(macros.len() > 10, "the macros were not found: {macros:?}");
    let mut offences = Vec::new();
    for (path, text) in &all {
        for (name, arguments) in calls(text) {
            let Some((_, parameters)) = macros.iter().find(|(n, _)| *n == name) else { continue };
            for (no, argument) in split(&arguments).iter().enumerate() {
                // In its own place it means the same before and after.
                let own = parameters.get(no).map_or("", String::as_str);
                let (own, value) = argument.split_once('=').unwrap_or((own, argument));
                if own.trim() != value.trim() && parameters.iter().any(|p| p == value.trim()) {
                    offences.push(format!("{}: {name}({arguments}): {value} is a parameter of {name}", path.display()));
                }
            }
        }
    }
    assert_none(&offences, "write self.x or row.x");
}

/// Name and arguments of each call: `{{ form::field(...) }}` and `{% call form::field(...) %}`.
fn calls(text: &str) -> Vec<(String, String)> {
    let mut calls = Vec::new();
    for (begin, end) in [("{{", "}}"), ("{%", "%}")] {
        for piece in text.split(begin).skip(1).filter_map(|rest| rest.split_once(end).map(|(piece, _)| piece)) {
            let piece = piece.trim_matches(['-', '~', ' ', '\n']);
            let piece = piece.strip_prefix("call ").unwrap_or(piece).trim();
            if piece.starts_with("macro ") {
                continue;
            }
            if let Some((path, arguments)) = piece.split_once('(')
                && let Some((arguments, _)) = arguments.rsplit_once(')')
                && let Some(name) = path.rsplit("::").next()
            {
                calls.push((name.trim().to_owned(), arguments.to_owned()));
            }
        }
    }
    calls
}

/// Splits at commas that are not within quotes or brackets.
fn split(arguments: &str) -> Vec<String> {
    let (mut parts, mut part, mut depth, mut quoted) = (Vec::new(), String::new(), 0, false);
    for c in arguments.chars() {
        match c {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(c);
    }
    parts.push(part);
    parts.into_iter().map(|p| p.trim().to_owned()).filter(|p| !p.is_empty()).collect()
}

#[test]
fn every_macro_argument_is_understood() {
    assert_eq!(split("a, f(b, c), \"d, e\", g=h"), ["a", "f(b, c)", "\"d, e\"", "g=h"]);
    assert_eq!(calls("{{ form::field(name, value=x.y) }}")[0], ("field".to_owned(), "name, value=x.y".to_owned()));
    assert!(has_attribute("<a onclick=\"x\">", |n| n == "onclick"));
    assert!(!has_attribute("<a data-onclick=\"x\">", |n| n == "onclick"));
}

/// askama renders a block that stands inside an `{% if %}` as nothing when it is asked for alone.
#[test]
fn a_fragments_block_stands_in_no_condition() {
    let mut offences = Vec::new();
    for (path, text) in files("templates", &["html"]) {
        let mut open = 0_i32;
        for (number, line) in text.lines().enumerate() {
            for tag in line.split("{%").skip(1) {
                let words = tag.trim_start_matches(['-', '~', '+']).trim_start();
                match words.split_whitespace().next().unwrap_or_default() {
                    "if" | "for" | "match" => open += 1,
                    "endif" | "endfor" | "endmatch" => open -= 1,
                    "block" if open > 0 => offences.push(format!("{}:{}", path.display(), number + 1)),
                    _ => {}
                }
            }
        }
    }
    assert_none(&offences, "a block inside a condition renders empty as a fragment");
}

/// A field with one of these names hides the form's own property of that name from every script.
#[test]
fn no_field_is_named_like_a_property_of_its_form() {
    let offences = lines_with("templates", &[".html"], |_, line| {
        ["id", "method", "action"].iter().any(|name| line.contains(&format!("name=\"{name}\"")))
    });
    assert_none(&offences, "call the field otherwise");
}

/// Limits hold only where what counts is written (M5): whoever writes it comes to the choke point too.
#[test]
fn what_counts_is_written_only_beside_the_choke_point() {
    let writes = [
        "insert_into(account_users::table)",
        "insert_into(account_connectors::table)",
        "create_many(tx",
        "cycles::state.eq(\"active\"),",
        "insert into account_users",
        "insert into account_connectors",
        "insert into accounts",
        "accounts::deleted_at.eq(None",
        ".insert_into(account_ancestors::table)",
    ];
    let (mut offences, mut found) = (Vec::new(), 0);
    for (path, text) in files("src", &[".rs", ".sql"]) {
        // Tests and the demo make their worlds as they need them.
        if path.starts_with("src/testing") || path == Path::new("src/testing.rs") || path.starts_with("src/seed") {
            continue;
        }
        for write in writes.iter().filter(|write| text.contains(*write)) {
            found += 1;
            if !text.contains("limits::choke") {
                offences.push(format!("{}: {write}", path.display()));
            }
        }
    }
    assert!(found >= 6, "the places were not found");
    assert_none(&offences, "call limits::choke in the same transaction");
}
