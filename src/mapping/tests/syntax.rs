//! Tests of how an expression is read for the names in it.

use crate::mapping::syntax::{References, guarded};
use minijinja::machinery::parse_expr;

fn read(text: &str) -> References {
    guarded(&parse_expr(text).unwrap()).unwrap_or_else(|(fault, _)| panic!("{fault}")).1
}

#[test]
fn names_are_found_for_what_they_are() {
    let found = read(
        r#"steps.order["line items"][0].sku|default("x")|sort(attribute='a.b') ~ lookup("vat", trigger.country)
           if item is defined and not x is not odd else a[b].c"#,
    );
    let names = |list: &[(String, usize)]| list.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    let mut paths: Vec<String> =
        found.paths.iter().map(|it| format!("{}{}", it.name, if it.optional { "?" } else { "" })).collect();
    paths.sort();
    assert_eq!(paths, ["a", "b", "item?", "steps.order.line items[0].sku?", "trigger.country", "x"]);
    assert_eq!(names(&found.filters), ["sort", "default"]);
    assert_eq!(names(&found.functions), ["lookup"]);
    assert_eq!(names(&found.lookups), ["vat"]);
    assert_eq!(names(&found.tests), ["defined", "odd"]);
}

#[test]
fn a_chain_that_is_too_long_is_refused() {
    for chain in [
        vec!["1"; 1_999].join("+"),
        format!("a{}", ".b".repeat(1_999)),
        format!("a{}", "|b".repeat(1_999)),
        "a".to_owned(),
    ] {
        let parsed = parse_expr(&chain).unwrap();
        let result = guarded(&parsed);
        assert!(result.is_ok() == (chain == "a"), "{}", &chain[..chain.len().min(20)]);
    }
}
