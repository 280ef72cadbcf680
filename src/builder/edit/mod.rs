//! Editing a flow: what the builder's buttons and forms do to it, and nothing else. Pure. After each operation no arrow
//! begins or ends at a step that is not there, none leaves by a way that its step does not have, none is there twice, and
//! none makes a circle where there was none; an operation that would break this is refused in words and changes nothing.
//! A flow may still have faults, which [`crate::flows::check`] names.

mod fresh;
mod names;
#[cfg(test)]
mod tests;

use crate::mapping::model::is_word;
use crate::people::model::with_capital;
pub(crate) use fresh::{another_slot, beginning, slot_for};
pub(crate) use names::{rename_field, rename_lookup, rename_slot, rename_step, uses_of};

use crate::flows::model::{Does, Edge, Flow, FlowField, OnError, STEPS_MAX, Split, Step};
use std::collections::BTreeSet;

/// A place on the picture: behind a step, by one of its ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Behind {
    pub step: String,
    pub port: String,
}

/// What can be changed about a step, beside its key and the ways that lead from it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Change {
    pub name: String,
    pub does: Does,
    pub split: Split,
    pub on_error: OnError,
    /// Ways that were given another name: from, to.
    pub renamed_ways: Vec<(String, String)>,
}

/// A key for a new step that no other has: made of its name.
pub(crate) fn key_for(flow: &Flow, name: &str) -> String {
    let plain: String = crate::people::plain::plain(&crate::people::model::fold(name))
        .chars()
        .map(|c| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '_' })
        .collect();
    let words: Vec<&str> = plain.split('_').filter(|word| !word.is_empty()).collect();
    let mut base: String = words.join("_").chars().take(40).collect();
    if !base.starts_with(|c: char| c.is_ascii_lowercase()) {
        base.insert_str(0, "step");
    }
    let mut base = base.trim_end_matches('_').to_owned();
    if is_word(&base) {
        base.push_str("_step");
    }
    let free = |key: &str| flow.step(key).is_none();
    if free(&base) {
        return base;
    }
    (2..).map(|no| format!("{base}_{no}")).find(|key| free(key)).unwrap_or(base)
}

/// Adds a field to fill in that must be filled in, and answers its key. What is no key becomes its title.
///
/// # Errors
/// Where there is one already, or it cannot be one, in words.
pub(crate) fn add_field(flow: &mut Flow, named: &str) -> Result<String, String> {
    let named = named.trim();
    if named.is_empty() {
        return Err(t!("builder-field-name").to_owned());
    }
    let is_key = named.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    // A key of its own among the fields alone: steps are read by another name.
    let (key, title) = match is_key {
        true => (named.to_owned(), String::new()),
        false => (key_for(&Flow::default(), named), named.to_owned()),
    };
    if flow.fields.iter().any(|field| field.key == key) {
        return Err(t!("builder-field-taken", key = key));
    }
    let field = FlowField { key: key.clone(), title, required: true, ..FlowField::default() };
    let alone = Flow { fields: vec![field.clone()], ..Flow::default() };
    if let Some(why) = crate::flows::fields::faults(&alone).into_iter().next() {
        return Err(why);
    }
    flow.fields.push(field);
    Ok(key)
}

/// Adds a step. What came behind the place comes behind the new step, by its first way.
pub(crate) fn add(flow: &mut Flow, step: Step, behind: Option<&Behind>) -> Result<(), String> {
    if flow.steps.len() >= STEPS_MAX {
        return Err(t!("builder-steps-max", most = STEPS_MAX));
    }
    if flow.step(&step.key).is_some() {
        return Err(t!("builder-key-taken-by", key = step.key));
    }
    step.key.parse::<crate::mapping::model::StepKey>().map_err(|why| format!("{}.", with_capital(&why)))?;
    if step.does.begins() {
        if let Some(other) = flow.trigger() {
            return Err(t!("builder-begins-already", step = other.name));
        }
        let first = flow.steps.iter().find(|other| !is_note(other) && flow.edges.iter().all(|e| e.to != other.key));
        let edge = first.map(|first| edge(&step.key, "", &first.key));
        flow.steps.insert(0, step);
        flow.edges.extend(edge);
        return Ok(());
    }
    changed(flow, |flow| {
        let key = step.key.clone();
        let place = behind.and_then(|place| flow.steps.iter().position(|other| other.key == place.step));
        let note = is_note(&step);
        flow.steps.insert(place.map_or(flow.steps.len(), |at| at + 1), step);
        match behind {
            Some(place) if !note => put_in(flow, &key, place),
            _ => Ok(()),
        }
    })
}

/// Takes a step out. What led to it leads to what came behind it, by its first way.
pub(crate) fn remove(flow: &mut Flow, key: &str) -> Result<Step, String> {
    let at = flow.steps.iter().position(|step| step.key == key).ok_or_else(|| gone(key))?;
    take_out(flow, key);
    flow.edges.retain(|edge| edge.from != key && edge.to != key);
    Ok(flow.steps.remove(at))
}

/// Moves a step behind another. What it branches to by its other ways goes along.
pub(crate) fn move_behind(flow: &mut Flow, key: &str, place: &Behind) -> Result<(), String> {
    let step = flow.step(key).ok_or_else(|| gone(key))?;
    if step.does.begins() {
        return Err(t!("builder-stays-first").to_owned());
    }
    if place.step == key {
        return Err(t!("builder-not-after-itself").to_owned());
    }
    changed(flow, |flow| {
        take_out(flow, key);
        let at = flow.steps.iter().position(|step| step.key == key).ok_or_else(|| gone(key))?;
        let step = flow.steps.remove(at);
        let behind = flow.steps.iter().position(|other| other.key == place.step).ok_or_else(|| gone(&place.step))?;
        let note = is_note(&step);
        flow.steps.insert(behind + 1, step);
        if note { Ok(()) } else { put_in(flow, key, place) }
    })
}

/// The place before the step that a step follows, where it follows just one that does not begin the flow.
pub(crate) fn place_above(flow: &Flow, key: &str) -> Option<Behind> {
    let [before] = &lead_to(flow, key)[..] else { return None };
    let [place] = &lead_to(flow, &before.step)[..] else { return None };
    Some(place.clone())
}

/// The place behind the step that follows a step by its first way, where just one does.
pub(crate) fn place_below(flow: &Flow, key: &str) -> Option<Behind> {
    let step = flow.step(key).filter(|step| !step.does.begins())?;
    let port = step.does.ports().first().map(|port| (*port).to_owned())?;
    let next: Vec<&Edge> = flow.edges.iter().filter(|edge| edge.from == key && edge.port == port).collect();
    let [next] = &next[..] else { return None };
    let port = flow.step(&next.to)?.does.ports().first().map(|port| (*port).to_owned())?;
    Some(Behind { step: next.to.clone(), port })
}

/// The places that lead to a step.
pub(crate) fn lead_to(flow: &Flow, key: &str) -> Vec<Behind> {
    let edges = flow.edges.iter().filter(|edge| edge.to == key);
    edges.map(|edge| Behind { step: edge.from.clone(), port: edge.port.clone() }).collect()
}

/// Says anew where a step goes on, way by way; ways that are not named stay as they are.
pub(crate) fn set_ways(flow: &mut Flow, key: &str, ways: &[(String, Vec<String>)]) -> Result<(), String> {
    changed(flow, |flow| {
        for (port, _) in ways {
            flow.edges.retain(|edge| edge.from != key || edge.port != *port);
        }
        for (port, targets) in ways {
            for target in targets {
                arrow(flow, key, port, target)?;
            }
        }
        Ok(())
    })
}

/// Draws one more arrow from a place to a step.
pub(crate) fn join(flow: &mut Flow, place: &Behind, to: &str) -> Result<(), String> {
    changed(flow, |flow| arrow(flow, &place.step, &place.port, to))
}

/// Changes what a step is. Arrows from ways that it has no more go.
pub(crate) fn change(flow: &mut Flow, key: &str, change: Change) -> Result<(), String> {
    if change.does.begins() != flow.step(key).ok_or_else(|| gone(key))?.does.begins() {
        return Err(t!("builder-other-kind").to_owned());
    }
    for (from, to) in &change.renamed_ways {
        flow.edges
            .iter_mut()
            .filter(|edge| edge.from == key && edge.port == *from)
            .for_each(|edge| edge.port.clone_from(to));
    }
    let Some(step) = flow.steps.iter_mut().find(|step| step.key == key) else { return Err(gone(key)) };
    step.name = change.name;
    step.does = change.does;
    step.split = change.split;
    step.on_error = change.on_error;
    let ports: Vec<String> = step.does.ports().into_iter().map(str::to_owned).collect();
    flow.edges.retain(|edge| edge.from != key || ports.contains(&edge.port));
    let mut seen = BTreeSet::new();
    flow.edges.retain(|edge| seen.insert((edge.from.clone(), edge.port.clone(), edge.to.clone())));
    Ok(())
}

/// Does something to a copy, and keeps it where it went well and made no circle.
fn changed(flow: &mut Flow, edit: impl FnOnce(&mut Flow) -> Result<(), String>) -> Result<(), String> {
    let mut copy = flow.clone();
    edit(&mut copy)?;
    if circle(&copy) && !circle(flow) {
        return Err(t!("builder-circle").to_owned());
    }
    *flow = copy;
    Ok(())
}

/// Joins what leads to a step with what comes behind it, and leaves the arrows of its other ways.
fn take_out(flow: &mut Flow, key: &str) {
    let Some(port) = flow.step(key).and_then(|step| step.does.ports().first().map(|port| (*port).to_owned())) else {
        flow.edges.retain(|edge| edge.to != key);
        return;
    };
    let behind: Vec<String> =
        flow.edges.iter().filter(|edge| edge.from == key && edge.port == port).map(|edge| edge.to.clone()).collect();
    let before = lead_to(flow, key);
    flow.edges.retain(|edge| edge.to != key && !(edge.from == key && edge.port == port));
    for place in before {
        for to in behind.iter().filter(|to| **to != place.step) {
            let new = edge(&place.step, &place.port, to);
            if !flow.edges.contains(&new) {
                flow.edges.push(new);
            }
        }
    }
}

/// Puts a step that nothing leads to at a place.
fn put_in(flow: &mut Flow, key: &str, place: &Behind) -> Result<(), String> {
    let at = |edge: &Edge| edge.from == place.step && edge.port == place.port;
    let behind: Vec<String> = flow.edges.iter().filter(|edge| at(edge)).map(|edge| edge.to.clone()).collect();
    flow.edges.retain(|edge| !at(edge));
    arrow(flow, &place.step, &place.port, key)?;
    let port = flow.step(key).and_then(|step| step.does.ports().first().map(|port| (*port).to_owned()));
    if let Some(port) = port {
        for to in behind.iter().filter(|to| *to != key) {
            arrow(flow, key, &port, to)?;
        }
    }
    Ok(())
}

fn arrow(flow: &mut Flow, from: &str, port: &str, to: &str) -> Result<(), String> {
    let step = flow.step(from).ok_or_else(|| gone(from))?;
    if !step.does.ports().contains(&port) {
        return Err(match port {
            "" => t!("builder-by-which-way", step = step.name),
            _ => t!("builder-not-by-way", step = step.name, port = port),
        });
    }
    let target = flow.step(to).ok_or_else(|| gone(to))?;
    if target.does.begins() {
        return Err(t!("builder-no-arrow-to", step = target.name));
    }
    if from == to {
        return Err(t!("builder-not-after-itself").to_owned());
    }
    let new = edge(from, port, to);
    if !flow.edges.contains(&new) {
        flow.edges.push(new);
    }
    Ok(())
}

fn edge(from: &str, port: &str, to: &str) -> Edge {
    Edge { from: from.to_owned(), port: port.to_owned(), to: to.to_owned() }
}

fn is_note(step: &Step) -> bool {
    matches!(step.does, Does::Annotation { .. })
}

fn gone(key: &str) -> String {
    t!("builder-step-gone", key = key)
}

/// Whether following the arrows can lead back to where one was.
fn circle(flow: &Flow) -> bool {
    let mut left: BTreeSet<&str> = flow.steps.iter().map(|step| step.key.as_str()).collect();
    loop {
        let free: Vec<&str> = left
            .iter()
            .copied()
            .filter(|key| !flow.edges.iter().any(|edge| edge.to == *key && left.contains(edge.from.as_str())))
            .collect();
        if free.is_empty() {
            return !left.is_empty();
        }
        left.retain(|key| !free.contains(key));
    }
}
