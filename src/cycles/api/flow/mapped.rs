//! Where a field of a step comes from, as the API has it. Pure.

use super::{key_in, refused};
use crate::cycles::api::step_id;
use crate::error::{AppError, AppResult};
use crate::ids::CycleId;
use crate::mapping::model::{Source, StepKey};
use crate::mapping::path::Path;
use crate::people::model::shortened;
use crate::web::api::Given;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where a field comes from.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(super) struct MappedObject {
    /// Ignore, StaticValue, Variable, StepOutput, Lookup or Expression.
    pub mapping_type: &'static str,
    /// A fixed value; an expression; of a lookup what it is where no row fits.
    pub value: Option<Value>,
    /// The step whose output it is.
    pub source_step_id: Option<String>,
    /// The path of the field of that output; empty: all of it.
    pub source_field_id: Option<String>,
    /// The variable that it is.
    pub variable: Option<String>,
    /// The lookup's table. Its key is the variable or the field that is named beside it; a fixed or computed one is not shown.
    pub lookup: Option<String>,
}

const IGNORE: &str = "Ignore";
const STATIC: &str = "StaticValue";
const VARIABLE: &str = "Variable";
const STEP: &str = "StepOutput";
const LOOKUP: &str = "Lookup";
const EXPRESSION: &str = "Expression";

impl MappedObject {
    pub fn of(cycle: CycleId, source: &Source) -> MappedObject {
        let plain = |mapping_type| MappedObject { mapping_type, ..MappedObject::default() };
        match source {
            Source::Ignore => plain(IGNORE),
            Source::Fixed(value) => MappedObject { value: Some(value.clone()), ..plain(STATIC) },
            Source::Variable(name) => MappedObject { variable: Some(name.clone()), ..plain(VARIABLE) },
            Source::Field { step, path } => MappedObject {
                source_step_id: Some(step_id(cycle.0, step.as_str())),
                source_field_id: Some(path.to_string()),
                ..plain(STEP)
            },
            Source::Lookup { table, key, otherwise } => MappedObject {
                mapping_type: LOOKUP,
                lookup: Some(table.clone()),
                value: otherwise.clone(),
                ..MappedObject::of(cycle, key)
            },
            Source::Expression(text) => MappedObject { value: Some(Value::String(text.clone())), ..plain(EXPRESSION) },
        }
    }
}

/// Where a field is to come from. Without a MappingType it follows from what is named.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "MappingGiven")]
pub(super) struct MappingBody {
    mapping_type: Given<String>,
    value: Given<Value>,
    source_step_id: Given<String>,
    source_field_id: Given<String>,
    variable: Given<String>,
    lookup: Given<String>,
}

impl MappingBody {
    /// What it says; `before`: where the field comes from now.
    ///
    /// # Errors
    /// `BadRequest` that names the field.
    pub fn source(&self, cycle: CycleId, before: &Source) -> AppResult<Source> {
        let all = [IGNORE, STATIC, VARIABLE, STEP, LOOKUP, EXPRESSION];
        let kind = match &self.mapping_type {
            Given::Value(word) => {
                all.into_iter().find(|kind| kind.eq_ignore_ascii_case(word.trim())).ok_or_else(|| {
                    let why = format!("MappingType ({}): must be one of {}.", shortened(word), all.join(", "));
                    AppError::BadRequest(why)
                })?
            }
            Given::Absent | Given::Null => self.implied(),
        };
        let text = |field: &str, given: &Given<String>| match given {
            Given::Value(text) => Ok(text.trim().to_owned()),
            Given::Absent | Given::Null => Err(AppError::BadRequest(format!("{field}: a {kind} needs one."))),
        };
        Ok(match kind {
            IGNORE => Source::Ignore,
            VARIABLE => Source::Variable(text("Variable", &self.variable)?),
            STEP => self.of_step(cycle)?,
            LOOKUP => {
                let key = match (&self.variable, &self.source_step_id) {
                    (Given::Value(name), _) => Source::Variable(name.clone()),
                    (_, Given::Value(_)) => self.of_step(cycle)?,
                    _ => {
                        let why = "Lookup: name its key by Variable, or by SourceStepId and SourceFieldId.";
                        return Err(refused(why.to_owned()));
                    }
                };
                let otherwise = match &self.value {
                    Given::Value(value) => Some(value.clone()),
                    Given::Absent | Given::Null => None,
                };
                Source::Lookup { table: text("Lookup", &self.lookup)?, key: Box::new(key), otherwise }
            }
            EXPRESSION => match &self.value {
                Given::Value(Value::String(text)) => Source::Expression(text.clone()),
                _ => return Err(refused("Value: an Expression is a text.".to_owned())),
            },
            _ => match (&self.value, before) {
                (Given::Value(value), _) => Source::Fixed(value.clone()),
                (Given::Absent, Source::Fixed(value)) => Source::Fixed(value.clone()),
                (Given::Absent | Given::Null, _) => Source::Fixed(Value::Null),
            },
        })
    }

    fn implied(&self) -> &'static str {
        let there = |given: &Given<String>| matches!(given, Given::Value(_));
        match () {
            () if there(&self.lookup) => LOOKUP,
            () if there(&self.source_step_id) => STEP,
            () if there(&self.variable) => VARIABLE,
            () if matches!(self.value, Given::Value(_)) => STATIC,
            () => IGNORE,
        }
    }

    fn of_step(&self, cycle: CycleId) -> AppResult<Source> {
        let Given::Value(named) = &self.source_step_id else {
            return Err(refused("SourceStepId: a StepOutput names the step.".to_owned()));
        };
        let no_step = |_| refused(format!("SourceStepId ({}): is no step of this cycle.", shortened(named)));
        let key = key_in(cycle, named.trim()).map_err(no_step)?;
        let step: StepKey =
            key.parse().map_err(|_| refused(format!("SourceStepId ({}): is no step.", shortened(named))))?;
        let path = self.source_field_id.clone().or(String::new());
        let path: Path = path.parse().map_err(|why| refused(format!("SourceFieldId: {why}.")))?;
        Ok(Source::Field { step, path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_said_comes_back_as_it_was_said() {
        let cycle = CycleId::new();
        let hook = format!("{cycle}.hook");
        let table = [
            (json!({}), Source::Ignore, "Ignore"),
            (json!({"Value": 7}), Source::Fixed(json!(7)), "StaticValue"),
            (json!({"MappingType": "staticvalue"}), Source::Fixed(json!("kept")), "StaticValue"),
            (json!({"Variable": "folder"}), Source::Variable("folder".to_owned()), "Variable"),
            (
                json!({"SourceStepId": hook, "SourceFieldId": "order.id"}),
                Source::Field { step: "hook".parse().expect("a key"), path: "order.id".parse().expect("a path") },
                "StepOutput",
            ),
            (
                json!({"MappingType": "Expression", "Value": "{{ trigger.id }}"}),
                Source::Expression("{{ trigger.id }}".to_owned()),
                "Expression",
            ),
            (
                json!({"Lookup": "countries", "Variable": "land", "Value": "other"}),
                Source::Lookup {
                    table: "countries".to_owned(),
                    key: Box::new(Source::Variable("land".to_owned())),
                    otherwise: Some(json!("other")),
                },
                "Lookup",
            ),
        ];
        for (said, source, kind) in table {
            let body: MappingBody = serde_json::from_value(said.clone()).expect("it can be read");
            assert_eq!(body.source(cycle, &Source::Fixed(json!("kept"))).ok(), Some(source.clone()), "{said}");
            assert_eq!(MappedObject::of(cycle, &source).mapping_type, kind);
        }
        let object =
            MappedObject::of(cycle, &Source::Field { step: "hook".parse().expect("a key"), path: Path::default() });
        assert_eq!((object.source_step_id, object.source_field_id), (Some(hook), Some(String::new())));
        for (wrong, said) in [
            (json!({"MappingType": "Magic"}), "MappingType (Magic)"),
            (json!({"MappingType": "Variable"}), "Variable: "),
            (json!({"SourceStepId": format!("{}.hook", CycleId::new())}), "SourceStepId"),
            (json!({"SourceStepId": "hook", "SourceFieldId": "a..b"}), "SourceFieldId"),
        ] {
            let body: MappingBody = serde_json::from_value(wrong.clone()).expect("it can be read");
            let error = body.source(cycle, &Source::Ignore).expect_err("it is wrong").to_string();
            assert!(error.contains(said), "{wrong}: {error}");
        }
    }
}
