//! What is wrong with a flow, in words at the step it is about. A flow with a fault cannot be promoted or started; with
//! warnings it can.

use super::model::{Does, Edge, Flow, STEPS_MAX, Split, Step};
use super::recipients::recipients;
use super::walk::in_order;
use crate::mapping::check::{check as check_mapping, check_condition, check_source};
use crate::mapping::model::{Condition, Fault, Known, Source, StepKey, Weight};
use crate::mapping::path::Path;
use std::collections::{BTreeMap, BTreeSet};

/// Edges a flow has at most.
const EDGES_MAX: usize = 1_000;
const NAME_CHARS_MAX: usize = 100;
/// The longest Delay: a year.
const DELAY_MINUTES_MAX: u32 = 366 * 24 * 60;
/// Pages that one call fetches at most.
const PAGES_MAX: u32 = 1_000;

/// Something wrong with a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Complaint {
    /// The step it is about; none: the flow itself.
    pub step: Option<String>,
    pub weight: Weight,
    pub words: String,
}

impl Flow {
    /// Whether it may be kept at all, with whatever faults: what is beyond these bounds would slow or break the pages of
    /// others.
    ///
    /// # Errors
    /// What is too much, or cannot be stored, in words.
    pub(crate) fn bounds(&self) -> Result<(), String> {
        if self.steps.len() > STEPS_MAX || self.edges.len() > EDGES_MAX {
            return Err(format!(
                "A flow has {STEPS_MAX} steps and {EDGES_MAX} arrows at most; this one has {} and {}. Split it into several.",
                self.steps.len(),
                self.edges.len()
            ));
        }
        let text = serde_json::to_string(self).map_err(|cause| format!("This flow cannot be kept: {cause}."))?;
        match text.contains("\\u0000") {
            true => Err("There is a NUL character (\\u0000) in this flow, which cannot be kept. Remove it.".to_owned()),
            false => Ok(()),
        }
    }

    /// Everything that is wrong, in the order of the steps.
    pub(crate) fn check(&self) -> Vec<Complaint> {
        let mut check = Check { flow: self, complaints: Vec::new() };
        check.whole();
        // The rest reads the picture, which must be one.
        if check.complaints.is_empty() {
            for step in &self.steps {
                check.step(step);
            }
        }
        check.complaints
    }

    /// What is known where a step runs: the steps that a way to it leads through, and the flow's variables.
    pub(crate) fn known(&self, step: &Step) -> Known {
        let mut before = BTreeMap::new();
        let mut look = vec![step.key.as_str()];
        while let Some(at) = look.pop() {
            for edge in self.edges.iter().filter(|edge| edge.to == at) {
                if let Ok(key) = edge.from.parse::<StepKey>()
                    && before.insert(key, Vec::new()).is_none()
                {
                    look.push(&edge.from);
                }
            }
        }
        let others = self.steps.iter().filter_map(|step| step.key.parse::<StepKey>().ok());
        Known {
            others: others.filter(|key| !before.contains_key(key)).collect(),
            item: self.has_item(step).then(Vec::new),
            before,
            trigger: Vec::new(),
            variables: self.fields.iter().map(|field| field.key.clone()).collect(),
            lookups: self.lookups.iter().map(|table| table.name.clone()).collect(),
            targets: Vec::new(),
            sure: BTreeSet::new(),
        }
    }
}

impl Flow {
    /// Whether an item of a collection comes to a step: one before it was split, and nothing joined the items again.
    fn has_item(&self, step: &Step) -> bool {
        let (mut look, mut seen) = (vec![step.key.as_str()], BTreeSet::new());
        while let Some(at) = look.pop() {
            if !seen.insert(at) || self.step(at).is_none_or(|step| matches!(step.does, Does::WaitAll)) {
                continue;
            }
            for edge in self.edges.iter().filter(|edge| edge.to == at) {
                if self.step(&edge.from).is_some_and(|before| self.splits(before).is_some()) {
                    return true;
                }
                look.push(&edge.from);
            }
        }
        false
    }
}

struct Check<'a> {
    flow: &'a Flow,
    complaints: Vec<Complaint>,
}

impl Check<'_> {
    fn wrong(&mut self, step: Option<&str>, words: impl Into<String>) {
        let step = step.map(str::to_owned);
        self.complaints.push(Complaint { step, weight: Weight::Error, words: words.into() });
    }

    fn whole(&mut self) {
        let flow = self.flow;
        if flow.steps.len() > STEPS_MAX || flow.edges.len() > EDGES_MAX {
            return self.wrong(None, format!("A flow has {STEPS_MAX} steps and {EDGES_MAX} arrows at most."));
        }
        let begins = flow.steps.iter().filter(|step| step.does.begins()).count();
        match begins {
            0 => self.wrong(
                None,
                "Nothing begins this flow. Add a webhook, a schedule or a call on a schedule as its first step.",
            ),
            1 => {}
            _ => self.wrong(None, "More than one step begins this flow. Keep one webhook or schedule."),
        }
        let mut keys = BTreeSet::new();
        for step in &flow.steps {
            if step.key.parse::<StepKey>().is_err() {
                self.wrong(
                    Some(&step.key),
                    "A step's key is a lower-case letter, then letters, digits and _, 60 at most.",
                );
            } else if !keys.insert(step.key.as_str()) {
                self.wrong(Some(&step.key), "Another step has this key too. Give each its own.");
            }
            if step.name.trim().is_empty() || step.name.chars().count() > NAME_CHARS_MAX {
                self.wrong(Some(&step.key), format!("Give the step a name of 1 to {NAME_CHARS_MAX} characters."));
            }
        }
        let mut slots = BTreeSet::new();
        for slot in &flow.slots {
            if !slots.insert(slot.key.as_str()) {
                self.wrong(None, format!("Two connectors of this flow are called “{}”.", slot.key));
            }
        }
        for fault in super::fields::faults(flow) {
            self.wrong(None, fault);
        }
        for edge in &flow.edges {
            self.edge(edge);
        }
        if self.complaints.is_empty() {
            self.circles();
        }
    }

    fn edge(&mut self, edge: &Edge) {
        let Some(from) = self.flow.step(&edge.from) else {
            return self.wrong(None, format!("An arrow begins at “{}”, which is no step.", edge.from));
        };
        match self.flow.step(&edge.to) {
            None => self.wrong(Some(&edge.from), format!("An arrow leads to “{}”, which is no step.", edge.to)),
            Some(to) if to.does.begins() => {
                self.wrong(Some(&edge.from), format!("An arrow leads to “{}”, which begins the flow.", to.name));
            }
            Some(_) => {}
        }
        if !from.does.ports().contains(&edge.port.as_str()) {
            let ports = from.does.ports();
            let words = match ports.as_slice() {
                [] => "A note has no way on.".to_owned(),
                [""] => format!("It has only one way on, not “{}”.", edge.port),
                some => format!("It goes on by {}, not by “{}”.", some.join(", "), edge.port),
            };
            self.wrong(Some(&edge.from), words);
        }
    }

    /// A step that a way from itself leads back to would wait for itself.
    fn circles(&mut self) {
        let order: BTreeMap<&str, usize> =
            in_order(self.flow).into_iter().enumerate().map(|(no, step)| (step.key.as_str(), no)).collect();
        let back: Vec<&Edge> = self
            .flow
            .edges
            .iter()
            .filter(|edge| order.get(edge.from.as_str()) >= order.get(edge.to.as_str()))
            .collect();
        for edge in back {
            self.wrong(
                Some(&edge.from),
                format!(
                    "The arrow to “{}” makes a circle: both would wait for each other. Remove one arrow of it.",
                    edge.to
                ),
            );
        }
    }

    fn step(&mut self, step: &Step) {
        let known = self.flow.known(step);
        let mut faults = Vec::new();
        match &step.does {
            Does::Start | Does::WaitAll | Does::Annotation { .. } => {}
            Does::Webhook { check, .. } => {
                if let Some(words) = check.fault() {
                    self.wrong(Some(&step.key), words);
                }
            }
            Does::Poll(call) | Does::Action(call) => {
                if self.flow.slots.iter().all(|slot| slot.key != call.slot) {
                    self.wrong(
                        Some(&step.key),
                        format!("It calls the connector “{}”, which this flow does not name.", call.slot),
                    );
                }
                if call.method.is_empty() {
                    self.wrong(Some(&step.key), "Choose the method that it calls.");
                }
                if call.pages > PAGES_MAX {
                    self.wrong(Some(&step.key), format!("It can fetch {PAGES_MAX} pages at most."));
                }
                faults.extend(check_mapping(&call.mapping, &known));
                faults.extend(call.mapping.rules.iter().filter_map(|rule| outside_of_a_request(&rule.target)));
            }
            Does::Decision { condition } => {
                if matches!(condition, Condition::All(clauses) | Condition::Any(clauses) if clauses.is_empty()) {
                    self.wrong(Some(&step.key), "Say what decides: it has no comparison yet.");
                }
                faults.extend(check_condition(condition, &known));
            }
            Does::Switch { value, cases } => {
                faults.extend(check_source(value, &known));
                let keys: BTreeSet<&str> = cases.iter().map(|case| case.key.as_str()).collect();
                if cases.is_empty() || keys.len() != cases.len() || keys.contains("else") || keys.contains("") {
                    self.wrong(
                        Some(&step.key),
                        "Give it one or more cases, each with a key of its own that is not “else”.",
                    );
                }
            }
            Does::Delay { minutes } => {
                if *minutes == 0 || *minutes > DELAY_MINUTES_MAX {
                    self.wrong(Some(&step.key), format!("It waits 1 to {DELAY_MINUTES_MAX} minutes."));
                }
            }
            Does::WaitUntil { at } => {
                self.given(step, at, "until when it waits");
                faults.extend(check_source(at, &known));
            }
            Does::Transform { mapping } => faults.extend(check_mapping(mapping, &known)),
            Does::Respond { mapping, status } => {
                if !(200..600).contains(status) {
                    self.wrong(Some(&step.key), "The status of the answer is a number from 200 to 599.");
                }
                faults.extend(check_mapping(mapping, &known));
                self.answered(step);
            }
            Does::Storage { name, value, .. } => {
                self.given(step, name, "under which name the value is kept");
                faults.extend(check_source(name, &known));
                faults.extend(check_source(value, &known));
            }
            Does::Email { to, subject, body, reply_to } => {
                for (source, what) in [(to, "whom it goes to"), (subject, "its subject"), (body, "its text")] {
                    self.given(step, source, what);
                    faults.extend(check_source(source, &known));
                }
                faults.extend(check_source(reply_to, &known));
                self.addressed(step, to, "whom it goes to");
                if *reply_to != Source::Fixed("".into()) {
                    self.addressed(step, reply_to, "where answers go");
                }
            }
            Does::Http { url, headers, body, .. } => {
                self.given(step, url, "which address it calls");
                faults.extend(check_source(url, &known));
                faults.extend(check_mapping(headers, &known));
                faults.extend(check_mapping(body, &known));
            }
        }
        if let Split::Each { path } = &step.split
            && !path.is_empty()
            && path.parse::<Path>().is_err()
        {
            self.wrong(Some(&step.key), format!("“{path}” is no path to a list, such as body.items."));
        }
        self.complaints.extend(faults.into_iter().map(|fault: Fault| Complaint {
            step: Some(step.key.clone()),
            weight: fault.weight,
            words: fault.to_string(),
        }));
    }
}

impl Check<'_> {
    /// What a step cannot do without.
    fn given(&mut self, step: &Step, source: &Source, what: &str) {
        if *source == Source::Ignore {
            self.wrong(Some(&step.key), format!("Say {what}."));
        }
    }
}

impl Check<'_> {
    /// An answer needs somebody who waits for it.
    fn answered(&mut self, step: &Step) {
        let words = match self.flow.trigger().map(|trigger| &trigger.does) {
            Some(Does::Webhook { synchronous: true, .. }) => return,
            Some(Does::Webhook { .. }) => {
                "Nobody waits for this answer: at the webhook that begins the flow, tick “The sender waits for the answer”."
            }
            _ => "Nobody waits for this answer: only a flow that a webhook begins can answer its sender.",
        };
        self.complaints.push(Complaint {
            step: Some(step.key.clone()),
            weight: Weight::Warning,
            words: words.to_owned(),
        });
    }

    /// What is fixed in a step can be wrong before it runs.
    fn addressed(&mut self, step: &Step, source: &Source, what: &str) {
        if let Source::Fixed(value) = source
            && let Err(why) = recipients(value)
        {
            self.wrong(Some(&step.key), format!("Say {what}: {why}"));
        }
    }
}

/// A target that is in no part of a request: what is mapped to it would go nowhere.
pub(crate) fn outside_of_a_request(target: &Path) -> Option<Fault> {
    let text = target.to_string();
    let part = text.split(['.', '[']).next().unwrap_or_default();
    if ["path", "query", "header", "cookie", "body"].contains(&part) {
        return None;
    }
    let fault = Fault::error("it is in no part of a request")
        .hint(format!("Begin it with path, query, header, cookie or body, such as body.{text}."));
    Some(Fault { target: Some(text), ..fault })
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
