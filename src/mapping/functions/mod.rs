//! The functions and filters of expressions. All are deterministic: no chance, no environment, no clock but the moment
//! handed in. Null counts as an empty text or an empty list where one of these is wanted.

mod arguments;
mod dates;
mod encodings;
mod lists;
mod numbers;
mod operators;
mod text;
mod words;

pub(super) use dates::read as read_date;
pub(crate) use words::filter_words;

use minijinja::Environment;

/// The filters there are, for hints and for the check when a mapping is saved.
pub(super) const FILTERS: [&str; 71] = [
    "abs",
    "base64_decode",
    "base64_encode",
    "between",
    "bool",
    "capitalize",
    "chain",
    "contains",
    "count",
    "date",
    "date_add",
    "date_diff",
    "date_parse",
    "default",
    "digits",
    "ends_with",
    "first",
    "flatten",
    "float",
    "get",
    "group",
    "hmac_sha256",
    "int",
    "items",
    "join",
    "json",
    "json_parse",
    "keys",
    "last",
    "length",
    "list",
    "lookup",
    "lower",
    "map",
    "matches",
    "max",
    "min",
    "number",
    "pad_left",
    "pad_right",
    "pluck",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "select",
    "selectattr",
    "sha256",
    "slug",
    "sort",
    "split",
    "starts_with",
    "string",
    "sum",
    "title",
    "trim",
    "truncate",
    "unique",
    "unix",
    "unix_ms",
    "upper",
    "url_decode",
    "url_encode",
    "uuid",
    "values",
    "where",
    "without",
    "zip",
    "in_zone",
    "lines",
];

/// The functions there are.
pub(super) const FUNCTIONS: [&str; 5] = ["coalesce", "get", "lookup", "range", "uuid"];

/// The tests there are, after `is`.
pub(super) const TESTS: [&str; 39] = [
    "!=",
    "<",
    "<=",
    "==",
    ">",
    ">=",
    "boolean",
    "defined",
    "divisibleby",
    "endingwith",
    "eq",
    "equalto",
    "even",
    "false",
    "float",
    "ge",
    "greaterthan",
    "gt",
    "in",
    "int",
    "integer",
    "iterable",
    "le",
    "lessthan",
    "lower",
    "lt",
    "mapping",
    "ne",
    "none",
    "number",
    "odd",
    "sequence",
    "startingwith",
    "string",
    "true",
    "undefined",
    "upper",
    "empty",
    "null",
];

/// The engine's own that are not offered: they escape HTML, look into the engine, or print in ways of its own.
const FILTERS_REFUSED: [&str; 12] =
    ["safe", "escape", "e", "dictsort", "pprint", "format", "tojson", "attr", "groupby", "indent", "slice", "batch"];
const TESTS_REFUSED: [&str; 5] = ["safe", "escaped", "filter", "test", "sameas"];
const GLOBALS_REFUSED: [&str; 4] = ["range", "dict", "debug", "namespace"];

/// The engine with these filters, functions and tests, and no others.
pub(super) fn language() -> Environment<'static> {
    let mut language = Environment::new();
    FILTERS_REFUSED.iter().for_each(|name| language.remove_filter(name));
    language.remove_filter("d");
    TESTS_REFUSED.iter().for_each(|name| language.remove_test(name));
    GLOBALS_REFUSED.iter().for_each(|name| language.remove_global(name));
    arguments::add_to(&mut language);
    dates::add_to(&mut language);
    encodings::add_to(&mut language);
    lists::add_to(&mut language);
    numbers::add_to(&mut language);
    operators::add_to(&mut language);
    text::add_to(&mut language);
    language
}

#[cfg(test)]
mod tests {
    use super::{FILTERS, FUNCTIONS, TESTS, language};
    use minijinja::ErrorKind;

    #[test]
    fn the_lists_are_those_of_the_engine() {
        let engine = language();
        let unknown = |text: &str| {
            let result = engine.compile_expression_owned(text.to_owned()).and_then(|it| it.eval(()));
            result.err().map(|error| error.kind())
        };
        for name in FILTERS {
            assert_ne!(unknown(&format!("1|{name}")), Some(ErrorKind::UnknownFilter), "{name}");
        }
        for name in TESTS.iter().filter(|name| name.starts_with(char::is_alphabetic)) {
            assert_ne!(unknown(&format!("1 is {name}")), Some(ErrorKind::UnknownTest), "{name}");
        }
        let mut told: Vec<&str> = super::filter_words().into_iter().map(|(name, _)| name).collect();
        assert!(told.is_sorted(), "people look for a name");
        let mut there = FILTERS.to_vec();
        there.sort_unstable();
        told.sort_unstable();
        assert_eq!(told, there, "each is told of");
        for name in FUNCTIONS {
            assert_ne!(unknown(&format!("{name}()")), Some(ErrorKind::UnknownFunction), "{name}");
        }
        for name in ["escape", "pprint", "format", "attr", "d", "tojson"] {
            assert_eq!(unknown(&format!("1|{name}")), Some(ErrorKind::UnknownFilter), "{name}");
        }
        for name in ["debug", "namespace", "dict"] {
            assert_eq!(unknown(&format!("{name}()")), Some(ErrorKind::UnknownFunction), "{name}");
        }
    }
}
