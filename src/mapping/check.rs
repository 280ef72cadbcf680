//! What is wrong with a mapping or a condition when it is saved, as far as that can be known before data comes.

use super::expressions;
use super::model::{Condition, Fault, Known, Mapping, NESTING_MAX, RULES_MAX, Rule, Source, StepKey, Weight};
use super::near;
use super::path::{Part, Path};
use super::scope::NAMES;
use serde_json::Value;
use std::collections::BTreeMap;

/// Everything wrong, errors and warnings, in the order of the rules.
pub(crate) fn check(mapping: &Mapping, known: &Known) -> Vec<Fault> {
    if mapping.rules.len() > RULES_MAX {
        return vec![Fault::error(t!("mapping-rules-max", most = RULES_MAX))];
    }
    let mut faults = Vec::new();
    for rule in &mapping.rules {
        faults.extend(known.target_fault(&rule.target));
        faults.extend(source_faults(&rule.source, known, 0).into_iter().map(|fault| fault.on(&rule.target)));
    }
    faults.extend(target_faults(&mapping.rules));
    faults
}

/// Everything wrong with a condition.
pub(crate) fn check_condition(condition: &Condition, known: &Known) -> Vec<Fault> {
    let clauses = match condition {
        Condition::Expression(text) => return expressions::check(text, known),
        Condition::All(clauses) | Condition::Any(clauses) => clauses,
    };
    if clauses.len() > RULES_MAX {
        return vec![Fault::error(t!("mapping-comparisons-max", most = RULES_MAX))];
    }
    let sources = clauses.iter().flat_map(|clause| {
        let right = clause.test.has_right().then_some(&clause.right);
        std::iter::once(&clause.left).chain(right)
    });
    sources.flat_map(|source| source_faults(source, known, 0)).collect()
}

/// Everything wrong with one source.
pub(crate) fn check_source(source: &Source, known: &Known) -> Vec<Fault> {
    source_faults(source, known, 0)
}

fn source_faults(source: &Source, known: &Known, depth: usize) -> Vec<Fault> {
    match source {
        Source::Fixed(Value::String(text)) if text.contains("{{") && text.contains("}}") => {
            vec![Fault::warning(t!("mapping-fixed-braces")).hint(t!("mapping-fixed-braces-hint"))]
        }
        Source::Ignore | Source::Fixed(_) => Vec::new(),
        Source::Variable(name) if known.variables.contains(name) => Vec::new(),
        Source::Variable(name) => {
            let hint = near::hint(name, known.variables.iter().map(String::as_str));
            vec![Fault::error(t!("mapping-no-variable", name = name)).maybe_hint(hint)]
        }
        Source::Field { step, path } => known
            .step_fault(step)
            .or_else(|| {
                let name = format!("steps.{step}");
                known.field_fault(known.before.get(step)?, path, (Of::Step(step.as_str()), &name), true)
            })
            .into_iter()
            .collect(),
        Source::Lookup { .. } if depth >= NESTING_MAX => {
            vec![Fault::error(t!("mapping-lookups-nested", most = NESTING_MAX))]
        }
        Source::Lookup { table, key, .. } => {
            known.lookup_fault(table).into_iter().chain(source_faults(key, known, depth + 1)).collect()
        }
        Source::Expression(text) => expressions::check(text, known),
    }
}

/// Targets that are there twice, or stand inside one another.
fn target_faults(rules: &[Rule]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut sent: Vec<&Path> = Vec::new();
    let mut all: BTreeMap<&Path, usize> = BTreeMap::new();
    for rule in rules {
        let seen = all.entry(&rule.target).or_default();
        *seen += 1;
        if *seen == 2 {
            let fault = Fault::error(t!("mapping-two-rules")).hint(t!("mapping-two-rules-hint"));
            faults.push(fault.on(&rule.target));
        }
        if *seen > 1 || rule.source == Source::Ignore {
            continue;
        }
        let other = sent.iter().find(|other| other.begins(&rule.target) || rule.target.begins(other));
        if let Some(other) = other {
            let why = match other.is_whole() {
                true => t!("mapping-same-place-whole").to_owned(),
                false => t!("mapping-same-place", other = other.to_string()),
            };
            faults.push(Fault::error(why).on(&rule.target).hint(t!("mapping-same-place-hint")));
        }
        sent.push(&rule.target);
    }
    faults
}

/// True where the path is a field, leads to one, or goes on inside one whose inner fields are not known.
fn has(fields: &[Path], path: &Path) -> bool {
    fields.iter().any(|field| path.begins(field) || within(field, path))
        && (fields.iter().any(|field| path.begins(field))
            || fields.iter().any(|field| within(field, path) && !fields.iter().any(|inner| within(field, inner))))
}

/// True where `path` goes on inside `field`; that the field is a list need not be said twice.
fn within(field: &Path, path: &Path) -> bool {
    field != path && field.begins(path)
}

impl Known {
    /// What is wrong with a path at the beginning of which stands one of [`NAMES`].
    pub(super) fn fault_of(&self, path: &Path) -> Option<Fault> {
        self.fault_at(path, true)
    }

    /// The same; without `surely` what gives its fields and no others is not told from what may give more.
    fn fault_at(&self, path: &Path, surely: bool) -> Option<Fault> {
        let (Part::Key(root), rest) = path.parts().split_first()? else { return None };
        let inner = Path::of(rest.to_vec()).ok()?;
        match root.as_str() {
            "steps" => {
                let (Part::Key(name), rest) = rest.split_first()? else { return None };
                let Ok(step) = name.parse::<StepKey>() else { return Some(self.no_step(name)) };
                let inner = Path::of(rest.to_vec()).ok()?;
                let fields = || {
                    let known = format!("steps.{name}");
                    self.field_fault(self.before.get(&step)?, &inner, (Of::Step(name), &known), surely)
                };
                self.step_fault(&step).or_else(fields)
            }
            "trigger" => self.field_fault(&self.trigger, &inner, (Of::Trigger, "trigger"), surely),
            "item" => match &self.item {
                Some(fields) => self.field_fault(fields, &inner, (Of::Item, "item"), surely),
                None => Some(no_item(root)),
            },
            "index" if self.item.is_none() => Some(no_item(root)),
            "variables" => {
                let (Part::Key(name), _) = rest.split_first()? else { return None };
                let hint = near::hint(name, self.variables.iter().map(String::as_str));
                let fault = || Fault::error(t!("mapping-no-variable", name = name)).maybe_hint(hint);
                (!self.variables.contains(name)).then(fault)
            }
            root if NAMES.contains(&root) => None,
            root => Some(not_there(root).maybe_hint(near::hint(root, NAMES))),
        }
    }

    /// A fault where something is known to give fields, and this is none of them: an error where it surely gives no others.
    fn field_fault(&self, fields: &[Path], path: &Path, (of, name): (Of<'_>, &str), surely: bool) -> Option<Fault> {
        if fields.is_empty() || has(fields, path) {
            return None;
        }
        let names: Vec<String> = fields.iter().map(Path::to_string).collect();
        let hint = near::hint(&path.to_string(), names.iter().map(String::as_str));
        let fault = match surely && self.sure.contains(name) {
            true => of.gives_no(&path.to_string()),
            false => of.not_known_to_give(&path.to_string()),
        };
        Some(fault.maybe_hint(hint))
    }

    /// The same for a path that the expression can do without: only what cannot be there at all.
    pub(super) fn fault_of_optional(&self, path: &Path) -> Option<Fault> {
        let Some(Part::Key(root)) = path.parts().first() else { return None };
        let may_be_missing = matches!(root.as_str(), "variables" | "item" | "index");
        self.fault_at(path, false).filter(|fault| fault.weight == Weight::Error && !may_be_missing)
    }

    /// Where a step cannot be read from here.
    fn step_fault(&self, step: &StepKey) -> Option<Fault> {
        if self.before.contains_key(step) {
            return None;
        }
        if self.others.contains(step) {
            let fault = Fault::error(t!("mapping-not-before", step = step.as_str()));
            return Some(fault.hint(t!("mapping-not-before-hint")));
        }
        Some(self.no_step(step.as_str()))
    }

    fn no_step(&self, name: &str) -> Fault {
        let hint = near::hint(name, self.before.keys().map(StepKey::as_str));
        Fault::error(t!("mapping-no-step", name = name)).maybe_hint(hint)
    }

    pub(super) fn lookup_fault(&self, table: &str) -> Option<Fault> {
        if self.lookups.contains(table) {
            return None;
        }
        let hint = near::hint(table, self.lookups.iter().map(String::as_str));
        Some(Fault::error(t!("mapping-no-lookup", table = table)).maybe_hint(hint))
    }

    fn target_fault(&self, target: &Path) -> Option<Fault> {
        if self.targets.is_empty() || target.is_whole() || has(&self.targets, target) {
            return None;
        }
        let names: Vec<String> = self.targets.iter().map(Path::to_string).collect();
        let hint = near::hint(&target.to_string(), names.iter().map(String::as_str));
        Some(Fault::warning(t!("mapping-target-unknown")).on(target).maybe_hint(hint))
    }
}

fn no_item(name: &str) -> Fault {
    not_there(name).hint(t!("mapping-no-item-hint"))
}

/// A fault of a name that means nothing here.
pub(super) fn not_there(name: &str) -> Fault {
    Fault::error(t!("mapping-not-there", name = name)).named()
}

/// What gives fields.
#[derive(Clone, Copy)]
enum Of<'a> {
    Step(&'a str),
    Trigger,
    Item,
}

impl Of<'_> {
    fn gives_no(self, path: &str) -> Fault {
        match self {
            Of::Step(step) => Fault::error(t!("mapping-step-gives-no", step = step, path = path)).named(),
            Of::Trigger => Fault::error(t!("mapping-trigger-gives-no", path = path)),
            Of::Item => Fault::error(t!("mapping-item-gives-no", path = path)),
        }
    }

    fn not_known_to_give(self, path: &str) -> Fault {
        match self {
            Of::Step(step) => Fault::warning(t!("mapping-step-not-known", step = step, path = path)).named(),
            Of::Trigger => Fault::warning(t!("mapping-trigger-not-known", path = path)),
            Of::Item => Fault::warning(t!("mapping-item-not-known", path = path)),
        }
    }
}
