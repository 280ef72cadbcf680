//! The fields of a step with where each comes from.

use super::mapped::MappedObject;
use crate::account_connectors::api::FieldObject;
use crate::builder::form::mapping::target;
use crate::builder::queries::methods;
use crate::builder::sight::Sight;
use crate::connectors::model::Method;
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::flows::model::{Does, Flow, Step};
use crate::ids::CycleId;
use crate::mapping::model::{Mapping, Rule, Source};
use crate::mapping::path::Path;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// A field of what a step sends or makes, and where it comes from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct FieldMapping {
    field: FieldObject,
    #[serde(flatten)]
    mapped: MappedObject,
}

/// A parameter of what a step calls, and where it comes from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ParameterMapping {
    parameter: FieldObject,
    #[serde(flatten)]
    mapped: MappedObject,
}

/// A field that an earlier step gives.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct GivenField {
    pub step_id: String,
    pub step_name: String,
    /// As SourceFieldId names it; empty: all that the step gives.
    pub field_id: String,
    /// What kind of value it is, and its title.
    pub description: String,
}

/// A value with what people call it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct NamedValue {
    pub name: String,
    pub value: String,
}

impl FieldMapping {
    pub fn of(cycle: CycleId, field: Mapped) -> FieldMapping {
        FieldMapping { field: field.object, mapped: MappedObject::of(cycle, &field.source) }
    }
}

impl ParameterMapping {
    pub fn of(cycle: CycleId, field: Mapped) -> ParameterMapping {
        ParameterMapping { parameter: field.object, mapped: MappedObject::of(cycle, &field.source) }
    }
}

/// Which fields are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// In the address, the headers and the cookies.
    Parameters,
    /// In the body, or of a made value.
    Fields,
}

/// A field of a step with its place in the mapping.
pub(super) struct Mapped {
    pub target: Path,
    pub object: FieldObject,
    pub choices: Vec<String>,
    pub source: Source,
}

/// The fields of a step.
pub(super) struct Opened {
    fields: Vec<Mapped>,
    /// Whether it may have fields beside these: nothing says which a made value has.
    pub free: bool,
}

/// The mapping of a step, where it has one.
pub(super) fn mapping_of(does: &mut Does) -> Option<&mut Mapping> {
    match does {
        Does::Poll(call) | Does::Action(call) => Some(&mut call.mapping),
        Does::Transform { mapping } | Does::Respond { mapping, .. } => Some(mapping),
        Does::Http { body, .. } => Some(body),
        _ => None,
    }
}

/// A field that only the mapping knows.
pub(super) fn unnamed(target: &Path) -> FieldObject {
    let name = target.to_string();
    FieldObject { id: name.clone(), name, description: String::new(), data_type: "Any".to_owned(), required: false }
}

impl Opened {
    fn of(step: &Step, method: Option<&Method>) -> Opened {
        let mut does = step.does.clone();
        let mut rules = mapping_of(&mut does).map(|mapping| std::mem::take(&mut mapping.rules)).unwrap_or_default();
        let mut fields = Vec::new();
        for field in method.iter().flat_map(|method| &method.request) {
            let Some(target) = target(field) else { continue };
            let at = rules.iter().position(|rule| rule.target == target.path);
            let source = at.map_or(Source::Ignore, |at| rules.remove(at).source);
            let object = FieldObject { id: target.text, ..FieldObject::of(field) };
            fields.push(Mapped { target: target.path, object, choices: field.choices.clone(), source });
        }
        fields.extend(rules.into_iter().map(|Rule { target, source }| Mapped {
            object: unnamed(&target),
            target,
            choices: Vec::new(),
            source,
        }));
        Opened { fields, free: method.is_none() }
    }

    /// Those of one part.
    pub fn part(self, part: Part) -> impl Iterator<Item = Mapped> {
        let free = self.free;
        self.fields.into_iter().filter(move |field| part_of(&field.target, free) == part)
    }
}

/// Which part a target belongs to. Of what calls no method of a connector, all are fields.
fn part_of(target: &Path, free: bool) -> Part {
    let text = target.to_string();
    let first = text.split(['.', '[']).next().unwrap_or_default();
    if free || !matches!(first, "path" | "query" | "header" | "cookie") { Part::Fields } else { Part::Parameters }
}

/// The fields of a step of a flow.
pub(super) fn opened<P>(tx: &mut ReadTx<'_, P>, flow: &Flow, step: &Step) -> AppResult<Opened> {
    let (methods, data) = (methods(tx, flow)?, BTreeMap::new());
    let sight = Sight { flow, methods: &methods, data: &data };
    let method = match &step.does {
        Does::Poll(call) | Does::Action(call) => sight.method(call),
        _ => None,
    };
    Ok(Opened::of(step, method))
}
