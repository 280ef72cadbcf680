//! What is wrong with a flow, at the steps it is about: what the flow's own check says, what the library lacks, and what a
//! person who builds would want to be told before anything runs.

use crate::builder::form::mapping::{targets, unmapped};
use crate::builder::picture::{Marks, calls};
use crate::builder::queries::Methods;
use crate::builder::sight::Sight;
use crate::flows::check::Complaint;
use crate::flows::model::{Does, Flow};
use crate::mapping::model::Weight;
use crate::templates::check::{Library, complaints};
use std::collections::BTreeMap;

/// Everything, errors and warnings.
pub(super) fn all(flow: &Flow, library: &Library, methods: &Methods) -> Vec<Complaint> {
    let mut all = complaints(flow, library);
    let data = BTreeMap::new();
    let sight = Sight { flow, methods, data: &data };
    let warning = |step: &str, words: String| Complaint { step: Some(step.to_owned()), weight: Weight::Warning, words };
    for step in &flow.steps {
        if !step.does.begins()
            && !matches!(step.does, Does::Annotation { .. })
            && flow.edges.iter().all(|edge| edge.to != step.key)
        {
            all.push(warning(&step.key, t!("builder-never-runs").to_owned()));
        }
        if let Does::Poll(call) | Does::Action(call) = &step.does
            && let Some(method) = sight.method(call)
        {
            let targets = targets(method);
            let missing: Vec<&str> =
                unmapped(&targets, &call.mapping).iter().map(|t| t.text.as_str()).take(5).collect();
            if !missing.is_empty() {
                all.push(warning(&step.key, t!("builder-nothing-sent", fields = missing.join(", "))));
            }
        }
    }
    all
}

/// What the picture marks and says.
pub(super) fn marks(flow: &Flow, library: &Library, complaints: &[Complaint], base: &str) -> Marks {
    let mut faults: BTreeMap<String, &'static str> = BTreeMap::new();
    for complaint in complaints {
        let Some(step) = &complaint.step else { continue };
        let mark = faults.entry(step.clone()).or_insert("warn");
        if complaint.weight == Weight::Error {
            *mark = "bad";
        }
    }
    let base = if base.is_empty() { String::new() } else { format!("{base}/steps/") };
    Marks { faults, base, current: String::new(), calls: calls(flow, library) }
}
