//! Tests of mappings: what they give, and what is said when they are saved.

use super::{inputs, key, known};
use crate::mapping::apply::apply;
use crate::mapping::check::{check, check_source};
use crate::mapping::model::{Known, Mapping, Rule, Source, Weight};
use proptest::prelude::*;
use serde_json::{Value, json};

fn mapping(rules: &[(&str, Source)]) -> Mapping {
    let rule = |(target, source): &(&str, Source)| Rule { target: target.parse().unwrap(), source: source.clone() };
    Mapping { rules: rules.iter().map(rule).collect() }
}

fn field(step: &str, path: &str) -> Source {
    Source::Field { step: key(step), path: path.parse().unwrap() }
}

fn expression(text: &str) -> Source {
    Source::Expression(text.to_owned())
}

fn lookup(table: &str, key: Source, otherwise: Option<Value>) -> Source {
    Source::Lookup { table: table.to_owned(), key: Box::new(key), otherwise }
}

#[test]
fn each_target_gets_what_its_source_says() {
    let given = apply(
        &mapping(&[
            ("contact.name", field("order", "customer.name")),
            ("contact.email", field("order", "customer.email")),
            ("contact.phone", field("order", "customer.phone")),
            ("ignored", Source::Ignore),
            ("fixed", Source::Fixed(json!({"a": 1}))),
            ("region", lookup("country", Source::Variable("region".to_owned()), None)),
            ("other", lookup("country", Source::Fixed(json!(8)), Some(json!("?")))),
            ("rows[].kind", Source::Fixed(json!("line"))),
            ("rows[].code", field("order", "lines[].sku")),
            ("rows[].tags[]", field("order", "lines[].tags")),
            ("total", expression("steps.order.total|float + 1")),
        ]),
        &inputs(),
    );
    let wanted = json!({
        "contact": {"name": "Ann O'Neil", "email": null}, "fixed": {"a": 1}, "region": "Europe", "other": "?",
        "rows": [{"kind": "line", "code": "A1", "tags": ["x", "y"]}, {"kind": "line", "code": "B2", "tags": []}],
        "total": 13.5,
    });
    assert_eq!(given, Ok(wanted));
    assert_eq!(apply(&Mapping::default(), &inputs()), Ok(json!({})));
    assert_eq!(apply(&mapping(&[("[]", field("order", "lines[].sku"))]), &inputs()), Ok(json!(["A1", "B2"])));
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let faults = apply(
        &mapping(&[
            ("a", field("nothing", "x")),
            ("b", Source::Variable("regin".to_owned())),
            ("c", lookup("country", Source::Fixed(json!("us")), None)),
            ("d", expression("steps.order.nme")),
            ("e", Source::Fixed(json!(1))),
            ("e.f", Source::Fixed(json!(1))),
        ]),
        &inputs(),
    );
    let told: Vec<String> = faults.unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "a: the step nothing has given nothing yet. There is: big, order.",
            "b: the variable regin is not there. Did you mean region?",
            "c: the lookup table country has no row \"us\". Add the row, or say what to use when there is none.",
            "d: steps.order.nme is not there (line 1, character 1). There is: customer, id, lines, note, total.",
            "e.f: another rule has already put a number where this path goes through.",
        ]
    );
}

#[test]
fn a_mapping_is_stored_as_json_that_people_can_read() {
    let text = json!({"rules": [
        {"target": "a", "source": "ignore"},
        {"target": "b.c[]", "source": {"fixed": [1]}},
        {"target": "d", "source": {"variable": "region"}},
        {"target": "e", "source": {"field": {"step": "order", "path": "lines[].sku"}}},
        {"target": "f", "source": {"lookup": {"table": "t", "key": {"fixed": 1}, "otherwise": 2}}},
        {"target": "g", "source": {"expression": "1 + 1"}},
    ]});
    let mapping: Mapping = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(serde_json::to_value(&mapping).unwrap(), text);
    for wrong in [
        json!({"rules": [{"target": "a..b", "source": "ignore"}]}),
        json!({"rules": [{"target": "a", "source": {"field": {"step": "No", "path": ""}}}]}),
    ] {
        assert!(serde_json::from_value::<Mapping>(wrong).is_err());
    }
}

#[test]
fn saving_names_what_cannot_work() {
    check_all(&[
        (field("order", "customer.name"), None, ""),
        (field("order", "lines[0].sku"), None, ""),
        (field("order", "lines[].tags[]"), None, ""),
        (field("order", "lines[].tags"), None, ""),
        (field("order", "total.of.it"), None, ""),
        (field("order", ""), None, ""),
        (field("open", "anything.at.all"), None, ""),
        (
            field("order", "customer.nme"),
            Some(Weight::Warning),
            "order is not known to give customer.nme. Did you mean customer.name?",
        ),
        (field("order", "lines[].skew"), Some(Weight::Warning), "is not known to give lines[].skew"),
        (field("later", "x"), Some(Weight::Error), "the step later does not surely run before this one"),
        (field("ordr", "x"), Some(Weight::Error), "there is no step ordr. Did you mean order?"),
        (
            Source::Variable("regoin".to_owned()),
            Some(Weight::Error),
            "there is no variable regoin. Did you mean region?",
        ),
        (lookup("contry", field("later", "x"), None), Some(Weight::Error), "there is no lookup table contry"),
    ]);
}

#[test]
fn saving_names_what_cannot_work_in_an_expression() {
    check_all(&[
        (expression("steps.order.customer.name|upper ~ variables.region ~ now ~ cycle.name"), None, ""),
        (expression("[1, 2]|map('string')|list|sort(reverse=true)|first is defined"), None, ""),
        (
            expression("steps.order.skew"),
            Some(Weight::Warning),
            "order is not known to give skew (line 1, character 1)",
        ),
        (
            expression("x {{ steps.later.a }}"),
            Some(Weight::Error),
            "the step later does not surely run before this one (line 1, character 6)",
        ),
        (expression("steps.Ordr.a"), Some(Weight::Error), "there is no step Ordr"),
        (
            expression("trigger.evnt"),
            Some(Weight::Warning),
            "is not known to give evnt (line 1, character 1). Did you mean event?",
        ),
        (expression("variables.rgion"), Some(Weight::Error), "there is no variable rgion"),
        (
            expression("lookup('contry', 1)"),
            Some(Weight::Error),
            "there is no lookup table contry (line 1, character 8)",
        ),
        (expression("item.sku"), Some(Weight::Error), "item is not there"),
        (expression("1|shout"), Some(Weight::Error), "there is no filter shout"),
        (expression("shout(1)"), Some(Weight::Error), "there is no function shout"),
        (expression("1 is odder"), Some(Weight::Error), "there is no test odder"),
        (expression("1 +"), Some(Weight::Error), "the expression cannot be read"),
        (expression("nothing"), Some(Weight::Error), "nothing is not there"),
    ]);
}

#[test]
fn what_surely_gives_no_other_fields_is_told_from_what_may() {
    let sure = |names: &[&str]| Known { sure: names.iter().map(|name| (*name).to_owned()).collect(), ..known() };
    let weight = |known: &Known, text: &str| check_source(&expression(text), known).first().map(|fault| fault.weight);
    let known = sure(&["steps.order", "trigger"]);
    assert_eq!(weight(&known, "steps.order.skew"), Some(Weight::Error));
    assert_eq!(weight(&known, "trigger.evnt"), Some(Weight::Error));
    assert_eq!(weight(&known, "steps.order.skew|default('')"), None, "it can do without");
    assert_eq!(weight(&sure(&[]), "trigger.evnt"), Some(Weight::Warning));
    let text = check_source(&Source::Fixed(json!("Dear {{ trigger.name }}")), &known);
    assert!(text[0].weight == Weight::Warning && text[0].to_string().contains("as it stands"), "{text:?}");
}

/// Each source, how heavy the first thing wrong with it is, and words of it.
#[track_caller]
fn check_all(cases: &[(Source, Option<Weight>, &str)]) {
    for (source, weight, wanted) in cases {
        let faults = check(&mapping(&[("t", source.clone())]), &known());
        let first = faults.first().map(ToString::to_string).unwrap_or_default();
        assert_eq!(faults.first().map(|fault| fault.weight), *weight, "{source:?}: {first}");
        assert!(first.contains(wanted), "{source:?}: {first}");
    }
}

#[test]
fn targets_must_not_meet() {
    let fixed = || Source::Fixed(json!(1));
    for (targets, wanted) in [
        (vec!["a", "b.c", "b.d", "l[].x", "l[].y"], vec![]),
        (vec!["a", "a"], vec!["a: there are two rules for this field. Keep one of them."]),
        (
            vec!["a", "a.b"],
            vec!["a.b: this field and a write the same place. Map the field as a whole, or its parts one by one."],
        ),
        (
            vec!["a[].b", "a[0].b"],
            vec![
                "a[0].b: this field and a[].b write the same place. Map the field as a whole, or its parts one by one.",
            ],
        ),
    ] {
        let rules: Vec<_> = targets.iter().map(|target| (*target, fixed())).collect();
        let told: Vec<String> = check(&mapping(&rules), &known()).iter().map(ToString::to_string).collect();
        assert_eq!(told, wanted, "{targets:?}");
    }
    let known = crate::mapping::model::Known { targets: vec!["name".parse().unwrap()], ..known() };
    let faults = check(&mapping(&[("nmae", fixed())]), &known);
    assert_eq!(faults[0].to_string(), "nmae: the step is not known to take this field. Did you mean name?");
    assert_eq!(check(&mapping(&[("a", Source::Ignore), ("a.b", fixed())]), &super::known()), []);
}

proptest! {
    #[test]
    fn what_is_mapped_field_by_field_is_what_was_there(
        names in prop::collection::btree_map("[a-z]{1,4}", prop::collection::vec(any::<i32>(), 0..4), 1..6),
    ) {
        let value = json!(names);
        let rules: Vec<(String, Source)> = names.keys().map(|name| (format!("{name}[]"), field("order", &format!("{name}[]")))).collect();
        let rules: Vec<(&str, Source)> = rules.iter().map(|(target, source)| (target.as_str(), source.clone())).collect();
        let steps = [(key("order"), value.clone().into())].into();
        let inputs = crate::mapping::scope::Inputs { steps, ..inputs() };
        prop_assert_eq!(apply(&mapping(&rules), &inputs), Ok(value));
    }
}
