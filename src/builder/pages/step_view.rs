//! The form of a step as the page shows it: rows with their sources, what stands at each, and what can be picked.

use super::trying::Tried;
use crate::builder::form::Typed;
use crate::builder::form::conditions;
use crate::builder::form::mapping::{self, Target};
use crate::builder::form::source::{SourceText, kinds};
use crate::builder::sight::Sight;
use crate::error::FieldErrors;
use crate::flows::model::{Does, Flow, Step};
use crate::flows::walk::in_order;
use crate::mapping::check::check_source;
use crate::mapping::model::{Known, Mapping, Weight};
use std::collections::BTreeMap;

/// Where a value comes from.
pub(super) struct SourceView {
    /// Its place in the form.
    pub at: String,
    /// What it is for, for those who hear the page.
    pub label: String,
    pub kinds: [(&'static str, &'static str); 7],
    pub text: SourceText,
    pub error: String,
    pub warning: String,
    /// Whether the try went well and what it gave.
    pub tried: Option<(bool, String)>,
}

impl RowView {
    /// Nothing is sent for it and nothing must be: it is folded away.
    fn folded(&self) -> bool {
        self.known.as_ref().is_some_and(|known| !known.required)
            && self.source.is("ignore")
            && self.source.error.is_empty()
            && self.source.warning.is_empty()
    }
}

impl SourceView {
    /// For the select of kinds, whose first word is chosen where none is.
    pub fn is(&self, kind: &str) -> bool {
        self.text.kind == kind
    }
}

/// A source that stands for itself, with its label.
pub(super) struct SingleView {
    pub title: &'static str,
    pub hint: &'static str,
    pub source: SourceView,
    /// It is shown only where this is chosen.
    pub class: &'static str,
}

/// A mapping.
pub(super) struct TableView {
    /// m, h or b.
    pub table: &'static str,
    pub title: &'static str,
    pub hint: &'static str,
    pub rows: Vec<RowView>,
    /// Optional fields for which nothing is sent.
    pub folded: Vec<RowView>,
    /// Fields of the method that have no row yet.
    pub more: usize,
}

/// What is said of a mapping.
struct TableWords {
    title: &'static str,
    hint: &'static str,
    /// A row that has no field yet, by its number.
    row: fn(usize) -> String,
}

pub(super) struct RowView {
    pub no: usize,
    /// What is typed as its target; a known one is fixed.
    pub target: String,
    pub known: Option<Target>,
    pub source: SourceView,
}

/// A comparison.
pub(super) struct ClauseView {
    pub no: usize,
    pub left: SourceView,
    pub test: String,
    pub right: SourceView,
    pub exact: bool,
}

/// A case of a Switch.
pub(super) struct CaseView {
    pub no: usize,
    pub key: String,
    pub value: String,
    pub was: String,
    pub error: String,
}

/// A way on, with a choice for each arrow and one more.
pub(super) struct WayView {
    pub no: usize,
    pub port: String,
    pub label: String,
    pub chosen: Vec<String>,
}

/// What all parts of the form are made with.
pub(super) struct Shown<'a> {
    pub typed: &'a Typed,
    pub errors: &'a FieldErrors,
    pub warnings: BTreeMap<String, String>,
    pub tried: &'a Tried,
}

impl Shown<'_> {
    pub fn source(&self, at: &str, label: &str) -> SourceView {
        SourceView {
            at: at.to_owned(),
            label: label.to_owned(),
            kinds: kinds(),
            text: SourceText::typed(self.typed, at),
            error: self.errors.of(at).to_owned(),
            warning: self.warnings.get(at).cloned().unwrap_or_default(),
            tried: self.tried.rows.get(at).cloned(),
        }
    }

    fn single(&self, at: &str, title: &'static str, hint: &'static str) -> SingleView {
        SingleView { title, hint, source: self.source(at, title), class: "" }
    }

    /// Sources outside of tables.
    pub fn singles(&self, does: &Does) -> Vec<SingleView> {
        match does {
            Does::Switch { .. } => {
                vec![self.single("v", t!("builder-single-value"), t!("builder-single-value-hint"))]
            }
            Does::WaitUntil { .. } => {
                vec![self.single("at", t!("builder-single-moment"), t!("builder-single-moment-hint"))]
            }
            Does::Storage { .. } => vec![
                self.single("sn", t!("builder-step-name"), t!("builder-single-name-hint")),
                SingleView {
                    class: "only-put",
                    ..self.single("sv", t!("builder-single-value"), t!("builder-single-kept-hint"))
                },
            ],
            Does::Email { .. } => vec![
                self.single("to", t!("builder-single-to"), t!("builder-single-to-hint")),
                self.single("su", t!("builder-single-subject"), t!("builder-single-subject-hint")),
                self.single("tx", t!("builder-single-text"), t!("builder-single-text-hint")),
                self.single("re", t!("builder-single-reply"), t!("builder-single-reply-hint")),
            ],
            Does::Http { .. } => {
                vec![self.single("u", t!("builder-single-address"), t!("builder-single-address-hint"))]
            }
            _ => Vec::new(),
        }
    }

    /// Mappings of a step.
    pub fn tables(&self, does: &Does, targets: &[Target]) -> Vec<TableView> {
        match does {
            Does::Poll(_) | Does::Action(_) => {
                let words = TableWords {
                    title: t!("builder-table-sent"),
                    hint: t!("builder-table-sent-hint"),
                    row: |no| t!("builder-table-sent-row", no = no),
                };
                vec![self.table("m", words, targets)]
            }
            Does::Transform { .. } => {
                let words = TableWords {
                    title: t!("builder-table-made"),
                    hint: t!("builder-table-made-hint"),
                    row: |no| t!("builder-table-made-row", no = no),
                };
                vec![self.table("m", words, &[])]
            }
            Does::Respond { .. } => {
                let words = TableWords {
                    title: t!("builder-table-answer"),
                    hint: t!("builder-table-answer-hint"),
                    row: |no| t!("builder-table-answer-row", no = no),
                };
                vec![self.table("m", words, &[])]
            }
            Does::Http { .. } => {
                let headers = TableWords {
                    title: t!("builder-table-headers"),
                    hint: t!("builder-table-headers-hint"),
                    row: |no| t!("builder-table-headers-row", no = no),
                };
                let body = TableWords {
                    title: t!("builder-table-body"),
                    hint: t!("builder-table-body-hint"),
                    row: |no| t!("builder-table-body-row", no = no),
                };
                vec![self.table("h", headers, &[]), self.table("b", body, &[])]
            }
            _ => Vec::new(),
        }
    }

    fn table(&self, table: &'static str, words: TableWords, targets: &[Target]) -> TableView {
        let of: BTreeMap<&str, &Target> = targets.iter().map(|target| (target.text.as_str(), target)).collect();
        let mut rows = Vec::new();
        for no in 0..self.typed.rows(table, "-target") {
            let target = self.typed.get(&format!("{table}{no}-target")).to_owned();
            let label = match target.as_str() {
                "" => (words.row)(no + 1),
                target => target.to_owned(),
            };
            let known = of.get(target.as_str()).map(|known| (*known).clone());
            rows.push(RowView { no, known, source: self.source(&format!("{table}{no}"), &label), target });
        }
        let shown = rows.iter().filter(|row| row.known.is_some()).count();
        let (folded, rows) = rows.into_iter().partition(RowView::folded);
        let TableWords { title, hint, .. } = words;
        TableView { table, title, hint, rows, folded, more: targets.len().saturating_sub(shown) }
    }

    pub fn clauses(&self, does: &Does) -> Vec<ClauseView> {
        let rows = if matches!(does, Does::Decision { .. }) { self.typed.rows("t", "-test") } else { 0 };
        let clause = |no: usize| ClauseView {
            no,
            left: self.source(&format!("l{no}"), &t!("builder-side-left", no = no + 1)),
            test: conditions::test(self.typed, no),
            right: self.source(&format!("r{no}"), &t!("builder-side-right", no = no + 1)),
            exact: self.typed.ticked(&format!("t{no}-exact")),
        };
        (0..rows).map(clause).collect()
    }

    pub fn cases(&self, does: &Does) -> Vec<CaseView> {
        let rows = if matches!(does, Does::Switch { .. }) { self.typed.rows("case", "-value") } else { 0 };
        let at = |no: usize, column: &str| self.typed.get(&format!("case{no}-{column}")).to_owned();
        let case = |no: usize| CaseView {
            no,
            key: at(no, "key"),
            value: at(no, "value"),
            was: at(no, "was"),
            error: self.errors.of(&format!("case{no}")).to_owned(),
        };
        (0..rows).map(case).collect()
    }

    pub fn ways(&self, does: &Does) -> Vec<WayView> {
        let way = |no: usize| {
            let name = format!("port{no}");
            self.typed.has(&name).then(|| {
                let port = self.typed.get(&name).to_owned();
                let label = match does.way_words(&port) {
                    "" => t!("builder-way-then").to_owned(),
                    way => t!("builder-way-on", way = way),
                };
                let mut chosen: Vec<String> =
                    self.typed.all(&format!("way{no}")).into_iter().map(str::to_owned).collect();
                chosen.retain(|target| !target.is_empty());
                chosen.push(String::new());
                WayView { no, port, label, chosen }
            })
        };
        (0..).map_while(way).collect()
    }
}

/// Warnings of a step's sources, by their places.
pub(super) fn warnings(typed: &Typed, does: &Does, known: &Known, targets: &[Target]) -> BTreeMap<String, String> {
    let tables: &[&str] = match does {
        Does::Poll(_) | Does::Action(_) | Does::Transform { .. } | Does::Respond { .. } => &["m"],
        Does::Http { .. } => &["h", "b"],
        _ => &[],
    };
    let mut found = BTreeMap::new();
    let clauses = (0..typed.rows("t", "-test")).flat_map(|no| [format!("l{no}"), format!("r{no}")]);
    let singles = ["u", "v", "at", "sn", "sv", "to", "su", "tx", "re"].map(str::to_owned);
    for at in singles.into_iter().chain(clauses).filter(|at| typed.has(&format!("{at}-kind"))) {
        let Ok(source) = SourceText::typed(typed, &at).read(None) else { continue };
        let warning = check_source(&source, known).into_iter().find(|fault| fault.weight == Weight::Warning);
        found.extend(warning.map(|fault| (at, mapping::said(&fault))));
    }
    let known = Known { targets: targets.iter().map(|target| target.path.clone()).collect(), ..known.clone() };
    for table in tables {
        let made = mapping::read(typed, table, &Mapping::default(), &mut FieldErrors::default());
        let (_, warnings) = mapping::faults(typed, table, &made, &known);
        found.extend(warnings.0.into_iter().map(|warning| (warning.field, warning.message)));
    }
    found
}

/// Steps that an arrow can lead to: key and name.
pub(super) fn ends(flow: &Flow, step: &Step) -> Vec<(String, String)> {
    let nowhere = std::iter::once((String::new(), t!("builder-way-nowhere").to_owned()));
    let ends = in_order(flow)
        .into_iter()
        .filter(|other| other.key != step.key && !other.does.begins() && !other.does.ports().is_empty());
    nowhere.chain(ends.map(|other| (other.key.clone(), other.name.clone()))).collect()
}

/// What can be written for variables: key and title.
pub(super) fn variables(flow: &Flow) -> Vec<(String, String)> {
    flow.fields.iter().map(|field| (field.key.clone(), field.words().to_owned())).collect()
}

/// Names for expressions, as a help beside the form.
pub(super) fn names(sight: &Sight<'_>, step: &Step) -> Vec<String> {
    let mut names: Vec<String> = sight.before(step).iter().map(|before| format!("steps.{}", before.key)).collect();
    names.extend(sight.item_words(step));
    names.extend(sight.flow.fields.iter().map(|field| format!("variables.{}", field.key)));
    names.extend(["trigger", "now"].map(str::to_owned));
    names
}
