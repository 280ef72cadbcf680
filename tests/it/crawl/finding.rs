//! What is looked for, and what was found.

use crate::support::Answer;
use std::collections::{BTreeMap, BTreeSet};

const NAME: &str = "berth";
/// A run of so many characters that tokens are made of is one: by chance it may hold any five letters.
const TOKEN_CHARS: usize = 40;

/// One place where the name was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    /// What kind of thing it stood in.
    pub place: &'static str,
    pub at: String,
    /// What stood around it.
    pub around: String,
}

#[derive(Default)]
pub struct Findings {
    pub hits: BTreeSet<Hit>,
    /// How many of each kind were read.
    pub read: BTreeMap<&'static str, usize>,
    pub statuses: BTreeSet<u16>,
}

impl Findings {
    /// Reads a text that somebody gets.
    pub fn text(&mut self, place: &'static str, at: &str, text: &str) {
        *self.read.entry(place).or_default() += 1;
        self.hits.extend(hits(text).map(|around| Hit { place, at: at.to_owned(), around }));
    }

    /// Reads an answer whole: body, headers and cookies, each name and each value.
    pub fn answer(&mut self, place: &'static str, at: &str, answer: &Answer) {
        self.statuses.insert(answer.status.as_u16());
        self.text(place, at, &answer.body);
        for (name, value) in &answer.headers {
            let kind = if name == "set-cookie" { "cookie" } else { "header" };
            self.text(kind, at, &format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())));
        }
    }

    /// In words, for a test that fails.
    pub fn told(&self) -> String {
        self.hits.iter().map(|hit| format!("{} {}: …{}…\n", hit.place, hit.at, hit.around)).collect()
    }
}

/// What stands around each time that the name is in a text, in any case.
fn hits(text: &str) -> impl Iterator<Item = String> {
    let lower = text.to_ascii_lowercase();
    let all: Vec<usize> = lower.match_indices(NAME).map(|(at, _)| at).collect();
    let of_token = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
    let bytes = text.to_owned();
    all.into_iter().filter_map(move |at| {
        let before = bytes[..at].chars().rev().take_while(|char| of_token(*char)).count();
        let behind = bytes[at..].chars().take_while(|char| of_token(*char)).count();
        if before + behind >= TOKEN_CHARS {
            return None;
        }
        let from = bytes[..at].char_indices().rev().nth(40).map_or(0, |(from, _)| from);
        let to = bytes[at..].char_indices().nth(60).map_or(bytes.len(), |(to, _)| at + to);
        Some(bytes[from..to].split_whitespace().collect::<Vec<_>>().join(" "))
    })
}

#[test]
fn the_name_is_found_in_any_case_in_scripts_styles_and_comments() {
    for text in
        ["/* Berth */ .a{}", "// BERTH", "<!-- a berth -->", "x-berth-id: 1", "__Host-berth=1", "berth", "äberthö"]
    {
        assert_eq!(hits(text).count(), 1, "{text}");
    }
    assert_eq!(hits(&format!("/link/{}berth{}", "A".repeat(20), "b".repeat(18))).count(), 0, "a token, by chance");
    assert_eq!(hits("the north, a birth, BERT h").count(), 0);
}

#[test]
fn an_answer_is_read_whole_with_its_headers_and_cookies() {
    let lines =
        [("x-by", "Berth 1"), ("x-berth", "1"), ("set-cookie", "__Host-berth=1; Path=/"), ("set-cookie", "a=berth")];
    for (name, value) in lines {
        let headers = std::iter::once((name.parse().unwrap(), value.parse().unwrap())).collect();
        let mut found = Findings::default();
        found.answer("page", "/", &Answer { status: reqwest::StatusCode::OK, headers, body: String::new() });
        let kind = if name == "set-cookie" { "cookie" } else { "header" };
        assert_eq!(found.hits.iter().map(|hit| hit.place).collect::<Vec<_>>(), [kind], "{name}: {value}");
    }
}
