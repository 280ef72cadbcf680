//! What differs between two flows, for people: what an upgrade brings, or takes away.

use crate::flows::model::{FieldKind, Flow, SplitSteps, Step};
use serde_json::Value;
use std::collections::BTreeSet;

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    what: String,
    /// As it is, and as it becomes; an empty side: not there.
    was: String,
    is: String,
    /// What it becomes says which parts are others.
    in_part: bool,
}

impl Difference {
    fn of(what: impl Into<String>, was: impl Into<String>, is: impl Into<String>) -> Difference {
        Difference { what: what.into(), was: was.into(), is: is.into(), in_part: false }
    }

    /// In one line.
    pub fn line(&self) -> String {
        let Difference { what, was, is, in_part } = self;
        if was.is_empty() {
            t!("installs-diff-new", what = what, is = is)
        } else if is.is_empty() {
            t!("installs-diff-gone", what = what)
        } else if *in_part {
            format!("{what}: {is}")
        } else {
            t!("installs-diff-then", what = what, was = was, is = is)
        }
    }

    /// What, as it is, as it becomes.
    pub fn sides(self) -> (String, String, String) {
        (self.what, self.was, self.is)
    }
}

/// Everything that differs, steps first.
pub(crate) fn between(before: &Flow, after: &Flow) -> Vec<Difference> {
    let mut all = Vec::new();
    for step in &after.steps {
        let what = t!("installs-diff-step", name = step.name);
        match before.step(&step.key) {
            None => all.push(Difference::of(what, "", step.does.words())),
            Some(was) if was != step => {
                let whole = Difference::of(what, was.does.words(), changed(was, step));
                all.push(Difference { in_part: true, ..whole });
            }
            Some(_) => {}
        }
    }
    for step in before.steps.iter().filter(|step| after.step(&step.key).is_none()) {
        all.push(Difference::of(t!("installs-diff-step", name = step.name), step.does.words(), ""));
    }
    let arrows = |flow: &Flow| -> BTreeSet<(String, String, String)> {
        flow.edges.iter().map(|edge| (edge.from.clone(), edge.port.clone(), edge.to.clone())).collect()
    };
    let (old, new) = (arrows(before), arrows(after));
    if old != new {
        let kept = old.intersection(&new).count();
        let words = |own: usize, kept: usize| t!("installs-diff-arrows", own = own, only = own - kept);
        all.push(Difference::of(t!("installs-diff-ways"), words(old.len(), kept), words(new.len(), kept)));
    }
    all.extend(pairs(|key| t!("installs-diff-connector", key = key), &slots(before), &slots(after)));
    all.extend(pairs(|key| t!("installs-diff-field", key = key), &fields(before), &fields(after)));
    if before.lookups != after.lookups {
        let names = |flow: &Flow| flow.lookups.iter().map(|table| table.name.as_str()).collect::<Vec<_>>().join(", ");
        all.push(Difference::of(t!("installs-diff-lookups"), names(before), names(after)));
    }
    if before.split != after.split {
        all.push(Difference::of(t!("installs-diff-split"), split(before.split), split(after.split)));
    }
    all
}

/// Which parts of a step are others, in words.
fn changed(was: &Step, is: &Step) -> String {
    let parts = |step: &Step| match serde_json::to_value(step) {
        Ok(Value::Object(parts)) => parts,
        _ => serde_json::Map::new(),
    };
    let (was, is) = (parts(was), parts(is));
    let keys: BTreeSet<&String> = was.keys().chain(is.keys()).filter(|key| was.get(*key) != is.get(*key)).collect();
    let words = keys.into_iter().map(|key| match key.as_str() {
        "kind" => t!("installs-part-kind"),
        "slot" => t!("installs-part-slot"),
        "mapping" | "body" | "headers" => t!("installs-part-fields"),
        "on_error" => t!("installs-part-error"),
        "split" => t!("installs-part-split"),
        "name" => t!("installs-part-name"),
        "pages" => t!("installs-part-pages"),
        "sample" => t!("installs-part-sample"),
        "check" => t!("installs-part-check"),
        "synchronous" => t!("installs-part-synchronous"),
        other => other,
    });
    let words: Vec<&str> = words.collect::<BTreeSet<_>>().into_iter().collect();
    t!("installs-diff-changed", parts = words.join(", "))
}

fn slots(flow: &Flow) -> Vec<(String, String)> {
    flow.slots.iter().map(|slot| (slot.key.clone(), slot.connector.clone())).collect()
}

fn fields(flow: &Flow) -> Vec<(String, String)> {
    let words = |field: &crate::flows::model::FlowField| {
        let mut words =
            vec![if field.required { t!("installs-field-required") } else { t!("installs-field-optional") }.to_owned()];
        words.extend((!field.default.is_empty()).then(|| t!("installs-field-usual", usual = field.default)));
        words.extend(
            (!field.choices.is_empty()).then(|| t!("installs-field-choices", choices = field.choices.join(", "))),
        );
        words.push(kind(field.kind).to_owned());
        words.join("; ")
    };
    flow.fields.iter().map(|field| (field.words().to_owned(), words(field))).collect()
}

fn split(which: SplitSteps) -> &'static str {
    match which {
        SplitSteps::None => t!("installs-split-none"),
        SplitSteps::First => t!("installs-split-first"),
        SplitSteps::All => t!("installs-split-all"),
    }
}

fn kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => t!("installs-kind-text"),
        FieldKind::Integer => t!("installs-kind-integer"),
        FieldKind::Number => t!("installs-kind-number"),
        FieldKind::Boolean => t!("installs-kind-boolean"),
        FieldKind::Date => t!("installs-kind-date"),
        FieldKind::Email => t!("installs-kind-email"),
        FieldKind::Url => t!("installs-kind-url"),
    }
}

fn pairs(what: impl Fn(&str) -> String, before: &[(String, String)], after: &[(String, String)]) -> Vec<Difference> {
    let of = |list: &[(String, String)], key: &str| {
        list.iter().find(|(other, _)| other == key).map(|(_, words)| words.clone()).unwrap_or_default()
    };
    let keys: BTreeSet<&String> = before.iter().chain(after).map(|(key, _)| key).collect();
    keys.into_iter()
        .map(|key| Difference::of(what(key), of(before, key), of(after, key)))
        .filter(|one| one.was != one.is)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn flow(value: Value) -> Flow {
        serde_json::from_value(value).expect("a flow")
    }

    #[test]
    fn what_comes_goes_and_changes_is_named() {
        let before = flow(json!({
            "steps": [{"key": "a", "name": "Begin", "kind": "webhook"}, {"key": "b", "name": "Wait", "kind": "delay", "minutes": 5},
                      {"key": "c", "name": "Gone", "kind": "wait_all"}],
            "edges": [{"from": "a", "to": "b"}],
            "slots": [{"key": "x", "connector": "xero"}], "fields": [{"key": "f", "title": "Team"}]}));
        assert_eq!(between(&before, &before), vec![]);
        let after = flow(json!({
            "steps": [{"key": "a", "name": "Begin", "kind": "webhook"}, {"key": "b", "name": "Wait", "kind": "delay", "minutes": 9},
                      {"key": "d", "name": "New", "kind": "wait_all"}],
            "edges": [{"from": "a", "to": "d"}],
            "slots": [{"key": "y", "connector": "slack"}], "fields": [{"key": "f", "title": "Team", "required": true}]}));
        let found = between(&before, &after);
        let said: Vec<String> = found.iter().map(|one| format!("{}: {} > {}", one.what, one.was, one.is)).collect();
        assert_eq!(
            said,
            [
                "Step “Wait”: Delay > changed: minutes",
                "Step “New”:  > Wait for all",
                "Step “Gone”: Wait for all > ",
                "Ways between steps: 1 arrows, 1 of them only there > 1 arrows, 1 of them only there",
                "Connector “x”: xero > ",
                "Connector “y”:  > slack",
                "Field “Team”: may be left empty; text > must be filled in; text",
            ]
        );
    }
}
