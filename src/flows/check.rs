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
            return Err(t!(
                "flows-bounds",
                steps_max = STEPS_MAX,
                edges_max = EDGES_MAX.to_string(),
                steps = self.steps.len().to_string(),
                edges = self.edges.len().to_string(),
            ));
        }
        let text = serde_json::to_string(self).map_err(|cause| t!("flows-not-kept", cause = cause.to_string()))?;
        match text.contains("\\u0000") {
            true => Err(t!("flows-nul").to_owned()),
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
            let edges_max = EDGES_MAX.to_string();
            return self.wrong(None, t!("flows-bounds-short", steps_max = STEPS_MAX, edges_max = edges_max));
        }
        let begins = flow.steps.iter().filter(|step| step.does.begins()).count();
        match begins {
            0 => self.wrong(None, t!("flows-no-beginning")),
            1 => {}
            _ => self.wrong(None, t!("flows-many-beginnings")),
        }
        let mut keys = BTreeSet::new();
        for step in &flow.steps {
            if step.key.parse::<StepKey>().is_err() {
                self.wrong(Some(&step.key), t!("flows-key-wrong"));
            } else if !keys.insert(step.key.as_str()) {
                self.wrong(Some(&step.key), t!("flows-key-twice"));
            }
            if step.name.trim().is_empty() || step.name.chars().count() > NAME_CHARS_MAX {
                self.wrong(Some(&step.key), t!("flows-name-wrong", most = NAME_CHARS_MAX));
            }
        }
        let mut slots = BTreeSet::new();
        for slot in &flow.slots {
            if !slots.insert(slot.key.as_str()) {
                self.wrong(None, t!("flows-slot-twice", key = slot.key));
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
            return self.wrong(None, t!("flows-arrow-from", key = edge.from));
        };
        match self.flow.step(&edge.to) {
            None => self.wrong(Some(&edge.from), t!("flows-arrow-to", key = edge.to)),
            Some(to) if to.does.begins() => {
                self.wrong(Some(&edge.from), t!("flows-arrow-to-beginning", step = to.name));
            }
            Some(_) => {}
        }
        if !from.does.ports().contains(&edge.port.as_str()) {
            let ports = from.does.ports();
            let words = match ports.as_slice() {
                [] => t!("flows-arrow-note").to_owned(),
                [""] => t!("flows-arrow-only", port = edge.port),
                some => t!("flows-arrow-ports", ports = some.join(", "), port = edge.port),
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
            self.wrong(Some(&edge.from), t!("flows-circle", key = edge.to));
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
                    self.wrong(Some(&step.key), t!("flows-no-slot", slot = call.slot));
                }
                if call.method.is_empty() {
                    self.wrong(Some(&step.key), t!("flows-choose-method"));
                }
                if call.pages > PAGES_MAX {
                    self.wrong(Some(&step.key), t!("flows-pages-max", most = PAGES_MAX.to_string()));
                }
                faults.extend(check_mapping(&call.mapping, &known));
                faults.extend(call.mapping.rules.iter().filter_map(|rule| outside_of_a_request(&rule.target)));
            }
            Does::Decision { condition } => {
                if matches!(condition, Condition::All(clauses) | Condition::Any(clauses) if clauses.is_empty()) {
                    self.wrong(Some(&step.key), t!("flows-no-comparison"));
                }
                faults.extend(check_condition(condition, &known));
            }
            Does::Switch { value, cases } => {
                faults.extend(check_source(value, &known));
                let keys: BTreeSet<&str> = cases.iter().map(|case| case.key.as_str()).collect();
                if cases.is_empty() || keys.len() != cases.len() || keys.contains("else") || keys.contains("") {
                    self.wrong(Some(&step.key), t!("flows-cases"));
                }
            }
            Does::Delay { minutes } => {
                if *minutes == 0 || *minutes > DELAY_MINUTES_MAX {
                    self.wrong(Some(&step.key), t!("flows-delay", most = DELAY_MINUTES_MAX.to_string()));
                }
            }
            Does::WaitUntil { at } => {
                self.given(step, at, t!("flows-say-until"));
                faults.extend(check_source(at, &known));
            }
            Does::Transform { mapping } => faults.extend(check_mapping(mapping, &known)),
            Does::Respond { mapping, status } => {
                if !(200..600).contains(status) {
                    self.wrong(Some(&step.key), t!("flows-status"));
                }
                faults.extend(check_mapping(mapping, &known));
                self.answered(step);
            }
            Does::Storage { name, value, .. } => {
                self.given(step, name, t!("flows-say-name"));
                faults.extend(check_source(name, &known));
                faults.extend(check_source(value, &known));
            }
            Does::Email { to, subject, body, reply_to } => {
                let wanted =
                    [(to, t!("flows-say-to")), (subject, t!("flows-say-subject")), (body, t!("flows-say-text"))];
                for (source, words) in wanted {
                    self.given(step, source, words);
                    faults.extend(check_source(source, &known));
                }
                faults.extend(check_source(reply_to, &known));
                self.addressed(step, to, |why| t!("flows-say-to-why", why = why));
                if *reply_to != Source::Fixed("".into()) {
                    self.addressed(step, reply_to, |why| t!("flows-say-reply-why", why = why));
                }
            }
            Does::Http { url, headers, body, .. } => {
                self.given(step, url, t!("flows-say-address"));
                faults.extend(check_source(url, &known));
                faults.extend(check_mapping(headers, &known));
                faults.extend(check_mapping(body, &known));
            }
        }
        if let Split::Each { path } = &step.split
            && !path.is_empty()
            && path.parse::<Path>().is_err()
        {
            self.wrong(Some(&step.key), t!("flows-split-path", path = path));
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
    fn given(&mut self, step: &Step, source: &Source, words: &str) {
        if *source == Source::Ignore {
            self.wrong(Some(&step.key), words);
        }
    }
}

impl Check<'_> {
    /// An answer needs somebody who waits for it.
    fn answered(&mut self, step: &Step) {
        let words = match self.flow.trigger().map(|trigger| &trigger.does) {
            Some(Does::Webhook { synchronous: true, .. }) => return,
            Some(Does::Webhook { .. }) => t!("flows-nobody-waits"),
            _ => t!("flows-nobody-waits-else"),
        };
        self.complaints.push(Complaint {
            step: Some(step.key.clone()),
            weight: Weight::Warning,
            words: words.to_owned(),
        });
    }

    /// What is fixed in a step can be wrong before it runs.
    fn addressed(&mut self, step: &Step, source: &Source, words: fn(&str) -> String) {
        if let Source::Fixed(value) = source
            && let Err(why) = recipients(value)
        {
            self.wrong(Some(&step.key), words(&why));
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
    let hint = t!("flows-outside-request-hint", target = text);
    let fault = Fault::error(t!("flows-outside-request")).hint(hint);
    Some(Fault { target: Some(text), ..fault })
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
