//! Two people, or two tabs, edit one flow: a step's form says how the step stood when it was opened, so that it is saved
//! though another step was changed meanwhile, and is compared with what was saved where this one was.

use super::subject::Opened;
use crate::builder::form::Typed;
use crate::builder::form::source::{SourceText, kinds};
use crate::flows::model::Step;
use crate::people::model::{Version, with_capital};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What a form saw.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub version: Version,
    /// A step's form: its key, and how it stood.
    pub step: Option<(String, String)>,
}

impl From<Version> for Seen {
    fn from(version: Version) -> Seen {
        Seen { version, step: None }
    }
}

impl Seen {
    /// Whether what the form is about still stands as it did.
    pub fn stands(&self, opened: &Opened) -> bool {
        let step = || {
            let (key, digest) = self.step.as_ref()?;
            Some(digest_of(opened, opened.flow.step(key)?) == *digest)
        };
        Version(opened.version) == self.version || step().unwrap_or(false)
    }

    /// Why nothing was saved.
    pub fn overtaken(&self, name: &str) -> String {
        match self.step {
            Some(_) => t!("builder-overtaken-step").to_owned(),
            None => t!("builder-overtaken", name = name),
        }
    }
}

/// How a step stands: what it is, where it leads, and when it runs where it begins the flow.
pub(super) fn digest_of(opened: &Opened, step: &Step) -> String {
    let edges: Vec<_> = opened.flow.edges.iter().filter(|edge| edge.from == step.key).collect();
    let schedule = opened.schedule.as_ref().filter(|_| step.does.begins());
    let text = serde_json::to_string(&(step, edges, schedule)).unwrap_or_default();
    Sha256::digest(text.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// What two forms of a step say differently: what, as it was saved, as it was typed.
pub(super) fn differing(saved: &Typed, typed: &Typed) -> Vec<(String, String, String)> {
    let (saved, mut typed) = (said(saved), said(typed));
    let mut all = Vec::new();
    for (what, words) in saved {
        let other = typed.remove(&what).unwrap_or_default();
        if other != words {
            all.push((what, words, other));
        }
    }
    all.extend(typed.into_iter().map(|(what, words)| (what, String::new(), words)));
    all
}

/// What a form says, by what it is about.
fn said(typed: &Typed) -> BTreeMap<String, String> {
    const UNSAID: [&str; 8] = ["csrf", "version", "digest", "press", "sample", "secret", "run", "idempotency_key"];
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in typed.pairs() {
        let (at, column) = name.split_once('-').unwrap_or((name, ""));
        let own = match column {
            "kind" => words_of(&SourceText::typed(typed, at)),
            _ if typed.has(&format!("{at}-kind")) || UNSAID.contains(&at) || at.starts_with("port") => continue,
            "was" => continue,
            _ => value.replace("\r\n", "\n").trim().to_owned(),
        };
        if !own.is_empty() {
            all.entry(label(typed, at)).or_default().push(own);
        }
    }
    all.into_iter().map(|(what, words)| (what, words.join(", "))).collect()
}

fn words_of(source: &SourceText) -> String {
    let kind = kinds().into_iter().find(|(kind, _)| *kind == source.kind).map_or("", |(_, words)| words);
    let value = match source.kind.as_str() {
        "field" => source.pick.clone(),
        "variable" => source.variable.clone(),
        "lookup" => [&source.table, &source.key, &source.otherwise].map(String::as_str).join(" ").trim().to_owned(),
        "fixed" | "json" | "expression" => source.text.clone(),
        _ => return String::new(),
    };
    if value.is_empty() { String::new() } else { format!("{kind}: {value}") }
}

/// What people call a place of the form.
fn label(typed: &Typed, at: &str) -> String {
    let target = format!("{at}-target");
    if typed.has(&target) {
        return match typed.trimmed(&target) {
            "" => t!("builder-part-no-field").to_owned(),
            target => t!("builder-part-field", field = target),
        };
    }
    let (word, no) = at.split_at(at.find(|c: char| c.is_ascii_digit()).unwrap_or(at.len()));
    let nth = no.parse::<usize>().map(|no| no + 1).unwrap_or_default();
    match (word, nth) {
        ("l" | "t" | "r", 1..) => t!("builder-step-comparison", no = nth),
        ("case", 1..) => t!("builder-part-case", no = nth),
        ("way", 1..) => match typed.get(&format!("port{no}")) {
            "" => t!("builder-step-next").to_owned(),
            port => t!("builder-part-next-on", way = port),
        },
        _ => field(at).map_or_else(|| with_capital(&at.replace('_', " ")), str::to_owned),
    }
}

/// What people call a field that is there once.
fn field(name: &str) -> Option<&'static str> {
    Some(match name {
        "u" => t!("builder-single-address"),
        "v" | "sv" => t!("builder-single-value"),
        "at" => t!("builder-single-moment"),
        "sn" => t!("builder-part-value-name"),
        "to" => t!("builder-single-to"),
        "su" => t!("builder-single-subject"),
        "tx" | "text" => t!("builder-single-text"),
        "re" => t!("builder-single-reply"),
        "on_error" => t!("builder-step-fails"),
        "split" | "split_path" => t!("builder-step-split"),
        "amount" | "unit" => t!("builder-step-waits"),
        "name" => t!("builder-step-name"),
        "key" => t!("builder-step-key"),
        "status" => t!("builder-step-status"),
        "verb" => t!("builder-step-verb"),
        "mode" => t!("builder-part-mode"),
        "start" => t!("builder-part-start"),
        "minutes" => t!("builder-part-minutes"),
        "line" => t!("builder-part-line"),
        "check" => t!("builder-part-check"),
        "user" => t!("builder-part-user"),
        "token_header" => t!("builder-part-token-header"),
        "token_prefix" => t!("builder-part-token-prefix"),
        "header" => t!("builder-part-header"),
        "prefix" => t!("builder-part-prefix"),
        "algorithm" => t!("builder-part-algorithm"),
        "encoding" => t!("builder-part-encoding"),
        "stamp" => t!("builder-part-stamp"),
        "stamp_name" => t!("builder-part-stamp-name"),
        "stamp_signature" => t!("builder-part-stamp-signature"),
        "signed" => t!("builder-part-signed"),
        "window" => t!("builder-part-window"),
        "example" => t!("builder-part-example"),
        "synchronous" => t!("builder-part-synchronous"),
        "slot" => t!("builder-part-slot"),
        "pages" => t!("builder-part-pages"),
        "joined" => t!("builder-part-joined"),
        "condition" => t!("builder-part-condition"),
        "does" => t!("builder-part-does"),
        "scope" => t!("builder-part-scope"),
        _ => return None,
    })
}
