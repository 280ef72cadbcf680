//! Tests of paths.

use crate::mapping::path::{Part, Path};
use proptest::prelude::*;
use serde_json::{Value, json};

fn path(text: &str) -> Path {
    text.parse().unwrap_or_else(|why| panic!("{text}: {why}"))
}

#[test]
fn paths_are_read_as_people_write_them() {
    for (text, shown) in [
        ("", ""),
        ("customer.emails[].address", "customer.emails[].address"),
        ("\"odd.key\".b", "\"odd.key\".b"),
        ("a[\"b\"]['c d']", "a.b.c d"),
        ("[].id", "[].id"),
        ("a[0][12]", "a[0][12]"),
        (" a . b ", "a.b"),
        ("\"\"", "\"\""),
        ("\"a\\\"b\"", "\"a\\\"b\""),
    ] {
        assert_eq!(path(text).to_string(), shown, "{text}");
    }
}

#[test]
fn what_is_no_path_is_refused_in_words() {
    for (text, why) in [
        ("a..b", "a name is missing between two dots, or at an end"),
        ("a.", "a name is missing between two dots, or at an end"),
        (".a", "a name is missing between two dots, or at an end"),
        ("a[x]", "[x] is not a number: write [] for every item, or [0] for the first"),
        ("a[-1]", "[-1] is not a number: write [] for every item, or [0] for the first"),
        ("a[1", "a [ has no ]"),
        ("a[0]b", "expected . or [ before b"),
        ("\"a", "a quote is not closed"),
        ("a[10000]", "an index is 9999 at most"),
        ("a]b", "put quotes around a name with ]b, as \"odd.key\""),
    ] {
        assert_eq!(text.parse::<Path>(), Err(why.to_owned()), "{text}");
    }
    assert!("a.".repeat(40).trim_end_matches('.').parse::<Path>().unwrap_err().contains("32 parts"));
    assert!("a".repeat(1_001).parse::<Path>().unwrap_err().contains("1000 characters"));
}

#[test]
fn reading_maps_over_lists() {
    let value = json!({"a": [{"b": 1}, {"c": 2}, {"b": [{"d": 3}]}], "one": {"x": 1}, "null": null});
    for (text, found) in [
        ("", Some(value.clone())),
        ("a[].b", Some(json!([1, null, [{"d": 3}]]))),
        ("a[].b[].d", Some(json!([[null], null, [3]]))),
        ("a[2].b[0].d", Some(json!(3))),
        ("a[9].b", None),
        ("a.b", None),
        ("one[].x", Some(json!([1]))),
        ("one[0].x", Some(json!(1))),
        ("null", Some(Value::Null)),
        ("null[].x", None),
        ("nothing", None),
    ] {
        assert_eq!(path(text).find(&value), found, "{text}");
        assert_eq!(path(text).read(&value), found.unwrap_or_default(), "{text}");
    }
}

#[test]
fn writing_makes_what_is_on_the_way() {
    let mut value = Value::Null;
    for (text, part) in [
        ("a.b[].c", json!([1, 2])),
        ("a.b[].kind", json!("work")),
        ("list[2]", json!("third")),
        ("none[]", json!([])),
        ("one[].x", json!(5)),
    ] {
        path(text).write(&mut value, part, &mut 1_000).unwrap();
    }
    let wanted = json!({
        "a": {"b": [{"c": 1, "kind": "work"}, {"c": 2, "kind": "work"}]},
        "list": [null, null, "third"], "none": [], "one": [{"x": 5}],
    });
    assert_eq!(value, wanted);
    assert_eq!(
        path("one.x").write(&mut value, json!(1), &mut 1_000),
        Err("another rule has already put a list where this path goes through".to_owned())
    );
    assert!(path("list[2].x").write(&mut value, json!(1), &mut 1_000).unwrap_err().contains("a text"));
}

fn any_path() -> impl Strategy<Value = Path> {
    let part = prop_oneof![
        ".{0,8}".prop_map(Part::Key),
        "[a-z]{1,6}".prop_map(Part::Key),
        (0_usize..9_999).prop_map(Part::Index),
        Just(Part::Each),
    ];
    prop::collection::vec(part, 0..8).prop_map(|parts| Path::of(parts).unwrap())
}

proptest! {
    #[test]
    fn a_path_is_read_as_it_is_written(path in any_path()) {
        prop_assert_eq!(path.to_string().parse::<Path>(), Ok(path));
    }

    #[test]
    fn no_text_is_too_odd_for_a_path(text in "\\PC{0,40}|[a\\[\\]\"\\\\.0 ]{0,20}") {
        if let Ok(path) = text.parse::<Path>() {
            prop_assert_eq!(path.to_string().parse::<Path>(), Ok(path));
        }
    }

    #[test]
    fn what_is_written_is_read(names in prop::collection::vec("[a-c]", 1..5), number in any::<i64>()) {
        let path = Path::of(names.into_iter().map(Part::Key).collect()).unwrap();
        let mut value = Value::Null;
        path.write(&mut value, json!(number), &mut 0).unwrap();
        prop_assert_eq!(path.find(&value), Some(json!(number)));
    }
}
