//! What runs next, from what has run: a pure function over a flow's picture, so that a Transaction can be taken up by
//! any worker at any point (R1, R3). A step runs once, when every way that leads to it is settled and at least one of
//! them was taken. A way not taken is dead, and so is a step that only dead ways lead to.
//!
//! A split step hands what follows it, up to the first Wait for all, to one child Transaction an item. That Wait for all
//! runs in the parent when all children have ended; without one the parent ends at the split.

use super::model::{Does, Flow, Step};
use std::collections::{BTreeMap, BTreeSet};

/// One run of a step, as the log has it; of several of one step the last counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Past {
    pub step: String,
    pub went: Went,
}

/// How it went on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Went {
    /// By the way of this name.
    On(String),
    /// As one child Transaction an item.
    Split,
    /// It is to be tried again, or goes on waiting.
    Again,
    /// It failed and stopped the Transaction.
    Failed,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// These steps, in the order of the flow.
    Run(Vec<String>),
    /// Nothing before the children have ended.
    Children,
    /// Nothing: it has ended.
    End,
}

/// Where a Transaction begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begins<'a> {
    /// With the flow's trigger.
    Trigger,
    /// As an item of this step's collection.
    After(&'a str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Taken,
    Dead,
    Open,
}

/// Says what runs next. `children_open`: items of a split are still under way.
pub(crate) fn next(flow: &Flow, past: &[Past], begins: Begins<'_>, children_open: bool) -> Next {
    let Some(root) = (match begins {
        Begins::Trigger => flow.trigger().map(|step| step.key.as_str()),
        Begins::After(step) => Some(step),
    }) else {
        return Next::End;
    };
    let mut went: BTreeMap<&str, &Went> = past.iter().map(|p| (p.step.as_str(), &p.went)).collect();
    let item = Went::On(String::new());
    if let Begins::After(step) = begins {
        went.insert(step, &item);
    }
    let picture = Picture { flow, went, root, item: begins != Begins::Trigger, children_open };
    if !picture.is_settled(root) {
        return Next::Run(vec![root.to_owned()]);
    }
    picture.next()
}

struct Picture<'a> {
    flow: &'a Flow,
    went: BTreeMap<&'a str, &'a Went>,
    root: &'a str,
    item: bool,
    children_open: bool,
}

impl<'a> Picture<'a> {
    fn is_settled(&self, step: &str) -> bool {
        matches!(self.went.get(step), Some(Went::On(_) | Went::Split | Went::Failed))
    }

    fn next(&self) -> Next {
        let inside = self.reachable();
        let mut state: BTreeMap<&str, Way> = BTreeMap::new();
        let mut ready = Vec::new();
        let mut held = false;
        for step in in_order(self.flow) {
            if step.key == self.root || !inside.contains(step.key.as_str()) {
                continue;
            }
            let joins = matches!(step.does, Does::WaitAll);
            let ways: Vec<Way> = self
                .flow
                .edges
                .iter()
                .filter(|edge| edge.to == step.key && inside.contains(edge.from.as_str()))
                .map(|edge| self.way(&state, &edge.from, &edge.port, joins))
                .collect();
            let way = if ways.contains(&Way::Open) {
                Way::Open
            } else if ways.contains(&Way::Taken) {
                Way::Taken
            } else {
                Way::Dead
            };
            held |= joins && way == Way::Open && self.children_open;
            // In an item's own Transaction the joining step belongs to the parent.
            let runs = way == Way::Taken && !matches!(step.does, Does::Annotation { .. }) && !(joins && self.item);
            if runs && !self.is_settled(&step.key) {
                ready.push(step.key.clone());
            }
            state.insert(&step.key, way);
        }
        match (ready.is_empty(), held) {
            (false, _) => Next::Run(ready),
            (true, true) => Next::Children,
            (true, false) => Next::End,
        }
    }

    /// Whether the way out of a step by a port was taken, is dead, or is open still.
    fn way(&self, state: &BTreeMap<&str, Way>, from: &str, port: &str, joins: bool) -> Way {
        if state.get(from) == Some(&Way::Dead) {
            // Behind a split everything is the children's: for the step that joins them, what they did is settled.
            return if joins && self.is_childrens(from) { self.joined() } else { Way::Dead };
        }
        match self.went.get(from) {
            Some(Went::On(by)) if by == port => Way::Taken,
            Some(Went::On(_) | Went::Failed) => Way::Dead,
            Some(Went::Split) => {
                if joins {
                    self.joined()
                } else {
                    Way::Dead
                }
            }
            Some(Went::Again) | None => Way::Open,
        }
    }

    fn joined(&self) -> Way {
        if self.children_open { Way::Open } else { Way::Taken }
    }

    /// Whether a step lies behind a split one, with no joining step between.
    fn is_childrens(&self, step: &str) -> bool {
        let mut look = vec![step];
        let mut seen = BTreeSet::new();
        while let Some(at) = look.pop() {
            if !seen.insert(at) {
                continue;
            }
            if matches!(self.went.get(at), Some(Went::Split)) {
                return true;
            }
            if at == self.root || self.flow.step(at).is_some_and(|s| matches!(s.does, Does::WaitAll)) {
                continue;
            }
            look.extend(self.flow.edges.iter().filter(|edge| edge.to == at).map(|edge| edge.from.as_str()));
        }
        false
    }

    /// Everything that the beginning leads to; for an item, up to the step that joins the items again.
    fn reachable(&self) -> BTreeSet<&'a str> {
        let mut inside = BTreeSet::new();
        let mut look = vec![self.root];
        while let Some(at) = look.pop() {
            let known = inside.insert(at);
            let ends = self.item && self.flow.step(at).is_some_and(|s| matches!(s.does, Does::WaitAll));
            if known && !ends {
                look.extend(self.flow.edges.iter().filter(|edge| edge.from == at).map(|edge| edge.to.as_str()));
            }
        }
        inside
    }
}

/// Whether a Wait for all joins what follows a step again, so that its Transaction waits for the items.
pub(crate) fn is_joined(flow: &Flow, step: &str) -> bool {
    let mut look = vec![step];
    let mut seen = BTreeSet::new();
    while let Some(at) = look.pop() {
        if flow.step(at).is_some_and(|s| matches!(s.does, Does::WaitAll)) {
            return true;
        }
        if seen.insert(at) {
            look.extend(flow.edges.iter().filter(|edge| edge.from == at).map(|edge| edge.to.as_str()));
        }
    }
    false
}

/// The steps so that each comes after those that lead to it; those in a circle, which [`super::check`] refuses, last.
pub(crate) fn in_order(flow: &Flow) -> Vec<&Step> {
    let mut left: Vec<&Step> = flow.steps.iter().collect();
    let mut order: Vec<&Step> = Vec::with_capacity(left.len());
    let mut done: BTreeSet<&str> = BTreeSet::new();
    loop {
        let (now, later): (Vec<&Step>, Vec<&Step>) = left.iter().partition(|step| {
            flow.edges.iter().filter(|edge| edge.to == step.key).all(|edge| {
                done.contains(edge.from.as_str()) || flow.step(&edge.from).is_none() || edge.from == step.key
            })
        });
        if now.is_empty() {
            order.extend(later);
            return order;
        }
        done.extend(now.iter().map(|step| step.key.as_str()));
        order.extend(now);
        left = later;
    }
}

#[cfg(test)]
#[path = "walk_tests.rs"]
mod tests;
