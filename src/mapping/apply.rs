//! What a mapping gives when its step runs.

use super::expressions;
use super::model::{Fault, Mapping, NESTING_MAX, RULES_MAX, Source, StepKey};
use super::near;
use super::path::Path;
use super::scope::Inputs;
use super::values::text_of;
use minijinja::Value as Live;
use serde_json::{Map, Value};
use std::io;

/// The longest output as JSON, in bytes. An account's own limit (M3) is often less.
const OUTPUT_MAX: usize = 16 * 1024 * 1024;

/// What is sent: an object, unless the rules make a list or map the whole value. Rules that spread lists over items
/// are carried out first, so that one value for all items finds them there; otherwise the order of rules does not
/// matter where [`super::check`] has nothing against it.
///
/// # Errors
/// All that is wrong, one fault a rule at most.
pub(crate) fn apply(mapping: &Mapping, inputs: &Inputs) -> Result<Value, Vec<Fault>> {
    if mapping.rules.len() > RULES_MAX {
        return Err(vec![Fault::error(t!("mapping-rules-max", most = RULES_MAX))]);
    }
    let root = inputs.root();
    let mut faults = Vec::new();
    let mut found = Vec::new();
    let mut room = OUTPUT_MAX;
    for rule in &mapping.rules {
        let value = resolve(&rule.source, inputs, &root).and_then(|value| match &value {
            Some(some) => take_room(&mut room, some).map(|()| value),
            None => Ok(value),
        });
        match value {
            Ok(Some(value)) => found.push((&rule.target, value)),
            Ok(None) => {}
            Err(fault) => faults.push(fault.on(&rule.target)),
        }
    }
    let mut output = Value::Null;
    let spreads = |(target, value): &(&Path, Value)| target.has_each() && value.is_array();
    let (first, then): (Vec<_>, Vec<_>) = found.into_iter().partition(spreads);
    let mut copies = OUTPUT_MAX;
    for (target, value) in first.into_iter().chain(then) {
        if let Err(why) = target.write(&mut output, value, &mut copies) {
            faults.push(Fault::error(why).on(target));
        }
    }
    if faults.is_empty() {
        // One value for each item of a list can make far more of what was counted above.
        let mut room = OUTPUT_MAX;
        faults.extend(take_room(&mut room, &output).err());
    }
    match (faults.is_empty(), output) {
        (false, _) => Err(faults),
        (true, Value::Null) => Ok(Value::Object(Map::new())),
        (true, output) => Ok(output),
    }
}

/// What an expression gives, for the editor that shows it while it is written.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn try_out(expression: &str, inputs: &Inputs) -> Result<Value, Fault> {
    expressions::evaluate(expression, inputs, &inputs.root())
}

/// The value of one source; null where it gives nothing.
///
/// # Errors
/// The fault that keeps it from having one.
pub(crate) fn value_of(source: &Source, inputs: &Inputs) -> Result<Value, Fault> {
    Ok(resolve(source, inputs, &inputs.root())?.unwrap_or(Value::Null))
}

/// The value of a source; None where nothing is to be sent.
pub(super) fn resolve(source: &Source, inputs: &Inputs, root: &Live) -> Result<Option<Value>, Fault> {
    resolve_nested(source, inputs, root, 0)
}

fn resolve_nested(source: &Source, inputs: &Inputs, root: &Live, depth: usize) -> Result<Option<Value>, Fault> {
    match source {
        Source::Ignore => Ok(None),
        Source::Fixed(value) => Ok(Some(value.clone())),
        Source::Variable(name) => variable(name, inputs).map(Some),
        Source::Field { step, path } => match inputs.steps.get(step) {
            Some(data) => Ok(path.find(data.json())),
            None => {
                let hint = near::hint(step.as_str(), inputs.steps.keys().map(StepKey::as_str));
                Err(Fault::error(t!("mapping-step-gave-nothing", step = step.as_str())).maybe_hint(hint))
            }
        },
        Source::Lookup { table, key, otherwise } => {
            if depth >= NESTING_MAX {
                return Err(Fault::error(t!("mapping-lookups-nested", most = NESTING_MAX)));
            }
            let key = resolve_nested(key, inputs, root, depth + 1)?.unwrap_or_default();
            look_up(table, &key, otherwise.as_ref(), inputs).map(Some)
        }
        Source::Expression(text) => expressions::evaluate(text, inputs, root).map(Some),
    }
}

fn variable(name: &str, inputs: &Inputs) -> Result<Value, Fault> {
    let variables = inputs.variables.json();
    if let Some(value) = variables.get(name) {
        return Ok(value.clone());
    }
    let names = variables.as_object().into_iter().flat_map(Map::keys).map(String::as_str);
    Err(Fault::error(t!("mapping-variable-not-there", name = name)).maybe_hint(near::hint(name, names)))
}

fn look_up(table: &str, key: &Value, otherwise: Option<&Value>, inputs: &Inputs) -> Result<Value, Fault> {
    let Some(rows) = inputs.lookups.get(table) else {
        let hint = near::hint(table, inputs.lookups.keys().map(String::as_str));
        return Err(Fault::error(t!("mapping-no-lookup", table = table)).maybe_hint(hint));
    };
    let key = text_of(key);
    rows.get(&key).or(otherwise).cloned().ok_or_else(|| {
        let shown: String = key.chars().take(60).collect();
        Fault::error(t!("mapping-no-row", table = table, row = shown)).hint(t!("mapping-no-row-hint"))
    })
}

/// Takes a value's size as JSON out of the room that is left.
fn take_room(room: &mut usize, value: &Value) -> Result<(), Fault> {
    struct Counter<'a>(&'a mut usize);
    impl io::Write for Counter<'_> {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            *self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::OutOfMemory)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    serde_json::to_writer(Counter(room), value)
        .map_err(|_| Fault::error(t!("mapping-output-max", most = OUTPUT_MAX / 1024 / 1024)))
}
