//! Names that steps use: giving a step, a field, a lookup or a connector another name keeps what refers to it right, in
//! mappings, conditions and inside expressions.

use super::gone;
use crate::flows::model::{Does, Flow, Step};
use crate::mapping::model::{Condition, Mapping, Source, StepKey, is_word};
use crate::mapping::rename::{in_expression, lookup_in_expression};
use crate::people::model::with_capital;

/// Gives a step another key.
pub(crate) fn rename_step(flow: &mut Flow, old: &str, new: &str) -> Result<(), String> {
    if old == new {
        return Ok(());
    }
    let key: StepKey = new.parse().map_err(|why: String| format!("{}.", with_capital(&why)))?;
    if is_word(new) {
        return Err(t!("builder-word-of-expressions", key = new));
    }
    if flow.step(new).is_some() {
        return Err(t!("builder-key-taken").to_owned());
    }
    let step = flow.steps.iter_mut().find(|step| step.key == old).ok_or_else(|| gone(old))?;
    new.clone_into(&mut step.key);
    for edge in &mut flow.edges {
        for end in [&mut edge.from, &mut edge.to] {
            if end == old {
                new.clone_into(end);
            }
        }
    }
    each_source(flow, &mut |source| match source {
        Source::Field { step, .. } if step.as_str() == old => *step = key.clone(),
        Source::Expression(text) => *text = in_expression(text, "steps", old, new),
        _ => {}
    });
    Ok(())
}

/// What fields to fill in are called where they are used.
pub(crate) fn rename_field(flow: &mut Flow, old: &str, new: &str) {
    each_source(flow, &mut |source| match source {
        Source::Variable(name) if name == old => new.clone_into(name),
        Source::Expression(text) => *text = in_expression(text, "variables", old, new),
        _ => {}
    });
}

/// What lookups are called where they are used.
pub(crate) fn rename_lookup(flow: &mut Flow, old: &str, new: &str) {
    each_source(flow, &mut |source| match source {
        Source::Lookup { table, .. } if table == old => new.clone_into(table),
        Source::Expression(text) => *text = lookup_in_expression(text, old, new),
        _ => {}
    });
}

/// What connectors are called in the steps that call them.
pub(crate) fn rename_slot(flow: &mut Flow, old: &str, new: &str) {
    for step in &mut flow.steps {
        if let Does::Poll(call) | Does::Action(call) = &mut step.does
            && call.slot == old
        {
            new.clone_into(&mut call.slot);
        }
    }
}

/// Names of the steps that read what a step gives.
pub(crate) fn uses_of(flow: &Flow, key: &str) -> Vec<String> {
    let mut users = Vec::new();
    for step in flow.steps.iter().filter(|step| step.key != key) {
        let mut used = false;
        each_of_step(&mut step.clone(), &mut |source| {
            used |= match source {
                Source::Field { step, .. } => step.as_str() == key,
                // A name that no step has: what is changed by it names the step.
                Source::Expression(text) => in_expression(text, "steps", key, "") != *text,
                _ => false,
            };
        });
        if used {
            users.push(step.name.clone());
        }
    }
    users
}

fn each_source(flow: &mut Flow, visit: &mut dyn FnMut(&mut Source)) {
    flow.steps.iter_mut().for_each(|step| each_of_step(step, visit));
}

fn each_of_step(step: &mut Step, visit: &mut dyn FnMut(&mut Source)) {
    let visit_mapping = |mapping: &mut Mapping, visit: &mut dyn FnMut(&mut Source)| {
        mapping.rules.iter_mut().for_each(|rule| nested(&mut rule.source, visit));
    };
    match &mut step.does {
        Does::Webhook { .. } | Does::Start | Does::Delay { .. } | Does::WaitAll | Does::Annotation { .. } => {}
        Does::Poll(call) | Does::Action(call) => visit_mapping(&mut call.mapping, visit),
        Does::Decision { condition } => each_of_condition(condition, visit),
        Does::Switch { value, .. } => nested(value, visit),
        Does::WaitUntil { at } => nested(at, visit),
        Does::Transform { mapping } | Does::Respond { mapping, .. } => visit_mapping(mapping, visit),
        Does::Storage { name, value, .. } => {
            nested(name, visit);
            nested(value, visit);
        }
        Does::Email { to, subject, body, reply_to } => {
            for source in [to, subject, body, reply_to] {
                nested(source, visit);
            }
        }
        Does::Http { url, headers, body, .. } => {
            nested(url, visit);
            visit_mapping(headers, visit);
            visit_mapping(body, visit);
        }
    }
}

fn each_of_condition(condition: &mut Condition, visit: &mut dyn FnMut(&mut Source)) {
    match condition {
        Condition::All(clauses) | Condition::Any(clauses) => {
            for clause in clauses {
                nested(&mut clause.left, visit);
                nested(&mut clause.right, visit);
            }
        }
        Condition::Expression(text) => {
            let mut source = Source::Expression(std::mem::take(text));
            visit(&mut source);
            if let Source::Expression(kept) = source {
                *text = kept;
            }
        }
    }
}

fn nested(source: &mut Source, visit: &mut dyn FnMut(&mut Source)) {
    visit(source);
    if let Source::Lookup { key, .. } = source {
        nested(key, visit);
    }
}
