//! Tests that nothing runs away: work, memory, depth and size have ends, and no input panics.

use super::{eval, inputs};
use crate::mapping::apply::{apply, try_out};
use crate::mapping::check::check;
use crate::mapping::model::{Mapping, Rule, Source};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

#[test]
fn runaway_expressions_end_soon_and_say_why() {
    let nested = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    let parens = format!("{}1{}", "(".repeat(5_000), ")".repeat(5_000));
    let many = vec!["steps.big.text"; 1_000].join(" ~ ");
    let listed = format!("[{}]|join", vec!["steps.big.text"; 1_000].join(", "));
    let wide = "[[[1] * 1000] * 1000] * 1000";
    for expression in [
        "'x' * 10 ** 9",
        "'x' * 100000000",
        "[1] * 100000000",
        wide,
        &format!("({wide}) ~ ''"),
        &format!("({wide})|string"),
        &format!("({wide})|json"),
        &format!("({wide}) == ({wide})"),
        &format!("({wide}) in [{wide}]"),
        &format!("({wide})|flatten(9)|length"),
        &format!("({wide})|join"),
        &format!("({wide})|sort"),
        &format!("({wide})|unique|list"),
        "range(100000)|map('string')|join|replace('1', steps.big.text)",
        "'x'|pad_left(10000)|replace(' ', steps.big.text)",
        "range(100000)|map('pad_left', 10000)|join",
        "10 ** 10 ** 10",
        "steps.big.text|matches('*x*x*x*x*x*y')",
        "(steps.big.text * 100)|matches('*' ~ steps.big.text ~ 'y')",
        &nested,
        &parens,
        &many,
        &listed,
    ] {
        let started = Instant::now();
        let result = eval(expression);
        let took = started.elapsed();
        assert!(took < Duration::from_secs(10), "{took:?}: {}", &expression[..expression.len().min(80)]);
        if let Ok(value) = result {
            assert!(value.to_string().len() < 20_000_000, "{}", &expression[..expression.len().min(80)]);
        }
    }
    for (expression, why) in [
        ("'x' * 100000000", "a text cannot be multiplied; |float makes a number of it"),
        ("[1] * 100000000", "a sequence cannot be multiplied"),
        ("range(100000)|map('pad_left', 10000)|join", "too much work, or makes too much text"),
        ("range(9000)|map(attribute='x', default=range(9000))|list|json", "too large"),
        ("range(9000)|map(attribute='x', default=range(9000))|list == [1]", "too much work"),
        ("range(9000)|map(attribute='x', default=range(9000))|unique|list", "too much work"),
        ("range(9000)|map(attribute='x', default=range(9000))|list ~ ''", "too large"),
        ("1 in range(9000)|map(attribute='x', default=range(9000))|list", "too much work"),
        ("1 + ".repeat(6_000).as_str(), "longer than 20000 characters"),
        (&format!("{{{{ {}1 }}}}", "1 + ".repeat(2_000)), "4000 characters at most"),
        (&format!("{}1", "1 + ".repeat(900)), "too many parts in a row"),
        (&"[".repeat(900), "brackets stand in one another more than 30 deep (line 1, character 31)"),
        ("1 < 2 < 3", "two comparisons in a row are not understood"),
    ] {
        assert!(eval(expression).unwrap_err().contains(why), "{:?}", eval(expression));
    }
}

/// Worker threads have 2 MB; half of that must do, in a build without optimisation too.
#[test]
fn long_chains_fit_on_a_small_stack() {
    let chains = [
        "+1",
        ".a",
        "|a",
        "[0]",
        " and a",
        "~a",
        " if a else a",
        "(a)",
        " is a",
        "[a",
        "(a",
        "-",
        "{'a':",
        "a|a(",
        "not ",
        "a if a else ",
        "a**",
        "- -",
    ];
    let small = std::thread::Builder::new().stack_size(1024 * 1024).spawn(move || {
        for part in chains {
            for count in [100, 3_999 / part.len()] {
                let chain = format!("a{}", part.repeat(count));
                let _ = eval(&chain);
                let _ = eval(&format!("{}a", part.repeat(count)));
            }
        }
    });
    small.unwrap().join().unwrap();
}

#[test]
fn a_mapping_ends_at_its_size() {
    let text = "x".repeat(1024 * 1024);
    let rule = |no: usize| Rule { target: format!("f{no}").parse().unwrap(), source: Source::Fixed(json!(text)) };
    let faults = apply(&Mapping { rules: (0..20).map(rule).collect() }, &inputs()).unwrap_err();
    assert!(faults[0].why.contains("16 MB"), "{}", faults[0]);

    let many = Mapping { rules: (0..501).map(|no| Rule { source: Source::Ignore, ..rule(no) }).collect() };
    assert!(apply(&many, &inputs()).unwrap_err()[0].why.contains("500 rules"));
    assert!(check(&many, &super::known())[0].why.contains("500 rules"));

    let spread = |no: usize| Rule { target: format!("l[].f{no}").parse().unwrap(), source: Source::Fixed(json!(text)) };
    let list = Rule { target: "l[].id".parse().unwrap(), source: Source::Expression("range(1000)".to_owned()) };
    let faults = apply(&Mapping { rules: vec![list, spread(1)] }, &inputs()).unwrap_err();
    assert!(faults[0].why.contains("makes more than can be sent"), "{}", faults[0]);
}

/// Words of the language in any order.
fn any_expression() -> impl Strategy<Value = String> {
    let words = "steps . order lines [ ] [0] ( ) | ~ + - * ** / // % == < in not is and or if else 'a' \" { } {{ }} : , 1 0 \
                 1e308 -1 99999999999999999999 none true trigger item now date date_add (days=1) round number pad_left split \
                 pluck where group flatten range lookup json json_parse uuid default get sum sort slice [1:2] [::-1] é \\ _ \
                 (2) ('x')";
    let words: Vec<&str> = words.split_whitespace().collect();
    prop::collection::vec(prop::sample::select(words), 0..14).prop_map(|words| words.join(" "))
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-c.\"]{0,3}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// One call of each filter, on the value `trigger.v`.
const CALLS: [&str; 34] = [
    "round(2)",
    "number(2, ',')",
    "date",
    "date('%Y')",
    "date_add(months=1, hours=3)",
    "date_diff(now)",
    "unix",
    "upper",
    "title",
    "slug",
    "split(',')",
    "replace('a', 'b')",
    "truncate(3)",
    "between('a', 'b')",
    "matches('*a?')",
    "contains('a')",
    "pluck('a[].b')",
    "where('a', 'x')",
    "where('a', 'greater', 1)",
    "group('a')",
    "flatten(3)",
    "join(',')",
    "sum",
    "sort",
    "unique|list",
    "json",
    "json_parse",
    "base64_decode",
    "url_decode",
    "uuid",
    "int",
    "float",
    "first",
    "abs",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_expression_panics(expression in any_expression()) {
        let _ = eval(&expression);
        let mapping = Mapping { rules: vec![Rule { target: "x".parse().unwrap(), source: Source::Expression(expression) }] };
        let _ = check(&mapping, &super::known());
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}|[{}'\"%#a.|() -]{0,40}") {
        let _ = eval(&text);
        let _ = eval(&format!("a {{{{ {text} }}}}"));
    }

    #[test]
    fn no_value_panics_in_a_filter(value in any_value(), call in prop::sample::select(CALLS.to_vec())) {
        let inputs = crate::mapping::scope::Inputs { trigger: json!({"v": value}).into(), ..inputs() };
        let _ = try_out(&format!("trigger.v|{call}"), &inputs);
    }

    #[test]
    fn a_value_mapped_as_it_is_arrives_as_it_is(value in any_value()) {
        let inputs = crate::mapping::scope::Inputs { trigger: json!({"v": value}).into(), ..inputs() };
        prop_assert_eq!(try_out("trigger.v", &inputs).map_err(|fault| fault.to_string()), Ok(value));
    }
}
