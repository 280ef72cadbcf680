//! Tests of conditions: the rules at the head of `conditions.rs`, as a table.

use super::{inputs, known};
use crate::mapping::check::check_condition;
use crate::mapping::conditions::holds;
use crate::mapping::model::{Clause, Condition, Source, Test};
use proptest::prelude::*;
use serde_json::{Value, json};

fn clause(left: Value, test: Test, right: Value) -> Clause {
    Clause { left: Source::Fixed(left), test, right: Source::Fixed(right), exact_case: false }
}

fn met(left: Value, test: Test, right: Value) -> Result<bool, String> {
    holds(&Condition::All(vec![clause(left, test, right)]), &inputs()).map_err(|fault| fault.why)
}

#[test]
fn values_are_compared_by_the_rules() {
    use Test::*;
    for (left, test, right, wanted) in [
        (json!(7), Equals, json!("7.0"), true),
        (json!("007"), Equals, json!("7"), false),
        (json!(9_007_199_254_740_993_u64), Equals, json!(9_007_199_254_740_992_u64), false),
        (json!("9007199254740993"), Equals, json!(9_007_199_254_740_993_u64), true),
        (json!(18_446_744_073_709_551_615_u64), Greater, json!(-1), true),
        (json!("Paid"), Equals, json!("paid"), true),
        (json!(true), Equals, json!("TRUE"), true),
        (json!(null), Equals, json!(""), false),
        (json!(null), Equals, json!(null), true),
        (json!([1, "A"]), Equals, json!(["1", "a"]), true),
        (json!({"a": 1}), Equals, json!({"a": 1}), true),
        (json!({"a": 1}), NotEquals, json!({"a": 2}), true),
        (json!("2026-03-02"), Equals, json!("2026-03-02T00:00:00Z"), true),
        (json!("2026-07-02"), Equals, json!("2026-07-01T23:00:00Z"), true),
        (json!("2026-07-02T10:00:00+02:00"), Less, json!("2026-07-02T09:00:00Z"), true),
        (json!("10"), Greater, json!("9"), true),
        (json!("b"), Greater, json!("A"), true),
        (json!(null), Less, json!(1), false),
        (json!(1), AtLeast, json!(null), false),
        (json!(5), AtLeast, json!(5), true),
        (json!("5.5"), AtMost, json!(5), false),
        (json!("Hello World"), Contains, json!("WORLD"), true),
        (json!(["a", "B"]), Contains, json!("b"), true),
        (json!({"name": 1}), Contains, json!("name"), true),
        (json!(null), Contains, json!(""), false),
        (json!("INV-7"), StartsWith, json!("inv"), true),
        (json!("INV-7"), EndsWith, json!(7), true),
        (json!("  "), IsEmpty, json!(null), true),
        (json!(0), IsEmpty, json!(null), false),
        (json!([]), IsNotEmpty, json!(null), false),
        (json!("Yes"), IsTrue, json!(null), true),
        (json!("no"), IsTrue, json!(null), false),
        (json!(0), IsTrue, json!(null), false),
        (json!("de"), MatchesOneOf, json!("AT, DE ,CH"), true),
        (json!(3), MatchesOneOf, json!([1, "3"]), true),
        (json!("x"), MatchesOneOf, json!([]), false),
    ] {
        assert_eq!(met(left.clone(), test, right.clone()), Ok(wanted), "{left} {test:?} {right}");
    }
    assert_eq!(met(json!([1]), Greater, json!(1)), Err("a list and a number cannot be ordered".to_owned()));
    assert_eq!(met(json!("x"), Less, json!(1)), Err("a text and a number cannot be ordered".to_owned()));
}

#[test]
fn capitals_count_where_it_is_said() {
    let exact = Clause { exact_case: true, ..clause(json!("Paid"), Test::Equals, json!("paid")) };
    assert_eq!(holds(&Condition::All(vec![exact]), &inputs()), Ok(false));
}

#[test]
fn clauses_are_put_together() {
    let yes = || clause(json!(1), Test::Equals, json!(1));
    let no = || clause(json!(1), Test::Equals, json!(2));
    let wrong = || Clause { left: Source::Variable("x".to_owned()), ..yes() };
    for (condition, wanted) in [
        (Condition::All(vec![]), Some(true)),
        (Condition::Any(vec![]), Some(false)),
        (Condition::All(vec![yes(), no()]), Some(false)),
        (Condition::Any(vec![no(), yes()]), Some(true)),
        (Condition::Any(vec![yes(), wrong()]), Some(true)),
        (Condition::All(vec![yes(), wrong()]), None),
        (Condition::Expression("trigger.event == 'paid'".to_owned()), Some(true)),
        (Condition::Expression("steps.order.customer.email".to_owned()), Some(false)),
        (Condition::Expression("trigger.x".to_owned()), None),
    ] {
        assert_eq!(holds(&condition, &inputs()).ok(), wanted, "{condition:?}");
    }
}

#[test]
fn a_condition_is_stored_and_checked() {
    let text = json!({"any": [{"left": {"variable": "regin"}, "test": "is_empty", "right": {"variable": "not_read"}, "exact_case": false}]});
    let condition: Condition = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(serde_json::to_value(&condition).unwrap(), text);
    let told: Vec<String> = check_condition(&condition, &known()).iter().map(ToString::to_string).collect();
    assert_eq!(told, ["there is no variable regin. Did you mean region?"]);
    let short: Condition = serde_json::from_value(json!({"all": [{"left": {"fixed": 1}, "test": "is_true"}]})).unwrap();
    assert_eq!(holds(&short, &inputs()), Ok(true));
}

proptest! {
    #[test]
    fn numbers_are_ordered_as_numbers_are(a in any::<i64>(), b in any::<i64>()) {
        prop_assert_eq!(met(json!(a), Test::Less, json!(b.to_string())), Ok(a < b));
        prop_assert_eq!(met(json!(a.to_string()), Test::AtLeast, json!(b.to_string())), Ok(a >= b));
    }

    #[test]
    fn every_value_is_equal_to_itself(text in "\\PC{0,20}") {
        prop_assert_eq!(met(json!(text), Test::Equals, json!(text)), Ok(true));
        prop_assert_eq!(met(json!(text), Test::NotEquals, json!(text)), Ok(false));
    }
}
