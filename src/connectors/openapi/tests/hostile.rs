//! Documents that are wrong, or mean harm: refused in words, or read within the bounds.

use super::{imported, small, with_body};
use crate::connectors::openapi::{Outcome, import};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

#[track_caller]
fn refused(text: impl AsRef<[u8]>) -> String {
    match import(text.as_ref()) {
        Ok(imported) => panic!("imported with {} methods", imported.definition.methods.len()),
        Err(refused) => refused.to_string(),
    }
}

/// Debug builds on a shared machine are slow; what is exponential does not end within this either.
const SOON: Duration = Duration::from_secs(20);

#[test]
fn what_is_no_document_is_refused_in_words() {
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    let deep_yaml: String = (0..10_000).fold(String::new(), |mut text, depth| {
        let _ = writeln!(text, "{}a:", " ".repeat(depth.min(300)));
        text
    });
    let large = " ".repeat(5 * 1024 * 1024 + 1);
    for (text, words) in [
        ("", "The document is empty"),
        (" \n ", "The document is empty"),
        ("hello", "no OpenAPI document"),
        ("[]", "no OpenAPI document"),
        ("{}", "neither \"openapi\""),
        ("{\"openapi\": \"4.0.0\", \"paths\": {}}", "version \"4.0.0\""),
        ("swagger: '1.2'", "version \"1.2\""),
        ("{\"openapi\": \"3.0.0\"}", "no \"paths\""),
        ("{\"openapi\": \"3.0.0\", \"paths\": []}", "\"paths\" must be an object"),
        ("{\"openapi\": \"3.0.0\",\n \"paths\": {,}}", "Line 2, column"),
        ("openapi: 3.0.0\npaths:\n  a: [", "Line "),
        ("{\"openapi\": \"3.0.0\",\n \"openapi\": \"3.0.0\", \"paths\": {}}", "Line 2"),
        ("{\"openapi\": \"3.0.0\", \"a\": 1, \"a\": 2, \"paths\": {}}", "\"a\" is there twice"),
        ("openapi: 3.0.0\npaths: {}\npaths: {}\n", "Line 3"),
        ("{\"openapi\": \"3.0.0\", \"paths\": {\"/\\u0000\": {}}}", "NUL"),
        ("openapi: 3.0.0\n\0", "NUL"),
        (&deep, "nested more than"),
        (&deep_yaml, "not valid YAML"),
        (&large, "5 MB are the most"),
    ] {
        let said = refused(text);
        assert!(said.contains(words), "{:.60}: {said}", text);
    }
    let said = refused(b"openapi: 3.0.0\n# \xff\npaths: {}");
    assert!(said.contains("Line 2, column 3") && said.contains("UTF-8"), "{said}");
}

#[test]
fn a_mark_of_byte_order_does_no_harm() {
    for text in [
        "\u{feff}{\"openapi\": \"3.0.0\", \"paths\": {}}",
        "\u{feff}openapi: 3.0.0\npaths: {}\n",
        "swagger: 2.0\npaths: {}",
    ] {
        assert_eq!(imported(text).report.totals.operations, 0);
    }
}

#[test]
fn yaml_means_what_1_2_says() {
    let imported = with_body("{properties: {country: {type: string, enum: [NO, SE, on, 007, 1.0]}}}", "");
    assert_eq!(imported.method("make").request[0].choices, ["NO", "SE", "on", "007", "1.0"]);
    let anchored = super::imported(
        "openapi: 3.0.0\nservers: [{url: 'https://a.example'}]\nx-get: &get {operationId: one, tags: [T]}\npaths:\n  /a: {get: *get}\n  /b:\n    get:\n      <<: *get\n      operationId: two\n",
    );
    anchored.assert_sound();
    assert_eq!(anchored.method("two").category, "T");
}

#[test]
fn aliases_that_multiply_are_refused() {
    let mut bomb = "openapi: 3.0.0\npaths: {}\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..12 {
        let before = format!("*a{}", level - 1);
        let _ = writeln!(bomb, "a{level}: &a{level} [{}]", vec![before; 9].join(", "));
    }
    let begun = Instant::now();
    assert!(refused(&bomb).contains("not valid YAML"));
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
}

#[test]
fn aliases_that_repeat_much_are_refused_before_they_cost_much() {
    // Below every bound on values, far above what an honest document repeats.
    let mut wide = format!("openapi: 3.0.0\npaths: {{}}\nx-a: &a [{}]\nx-b:\n", vec!["1"; 90].join(", "));
    for _ in 0..9_000 {
        wide.push_str("  - *a\n");
    }
    let mut long = format!("openapi: 3.0.0\npaths: {{}}\nx-a: &a \"{}\"\nx-b:\n", "x".repeat(1_000_000));
    for _ in 0..9_000 {
        long.push_str("  - *a\n");
    }
    for (bomb, words) in [(wide, "aliases"), (long, "too much text")] {
        let begun = Instant::now();
        let why = refused(&bomb);
        assert!(why.contains("not valid YAML") && why.contains(words), "{why}");
        assert!(begun.elapsed() < std::time::Duration::from_secs(1), "{:?}", begun.elapsed());
    }
    // A few that repeat are taken.
    imported("openapi: 3.0.0\ninfo: {title: A, version: '1'}\npaths: {}\nx-a: &a [1, 2]\nx-b: [*a, *a]\n");
}

#[test]
fn schemas_that_multiply_end() {
    // Each level is one of the next, twice; and all of it; and properties of it.
    for combine in [
        "oneOf: [R, R]",
        "allOf: [R, R]",
        "anyOf: [{properties: {a: R}}, {properties: {b: R}}]",
        "properties: {a: R, b: R, c: R}",
    ] {
        let mut schemas = String::new();
        for level in 0..60 {
            let next = format!("{{$ref: '#/components/schemas/S{}'}}", level + 1);
            let _ = write!(schemas, "S{level}: {{{}}}, ", combine.replace('R', &next));
        }
        schemas.push_str("S60: {properties: {end: {type: string}}}");
        let begun = Instant::now();
        let imported = with_body("{$ref: '#/components/schemas/S0'}", &schemas);
        assert!(imported.method("make").request.len() <= 500);
        assert!(begun.elapsed() < SOON, "{combine}: {:?}", begun.elapsed());
    }
    let mut inline = "{type: string}".to_owned();
    for _ in 0..14 {
        inline = format!("{{oneOf: [{inline}, {inline}]}}");
    }
    let begun = Instant::now();
    let imported = with_body(&inline.replace("type: string", "x: 1"), "");
    assert!(imported.says("POST /x, body", "more schemas than can be put together"), "{:?}", imported.report.notes);
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
}

#[test]
fn references_in_circles_end() {
    for (schema, schemas) in [
        (
            "{$ref: '#/components/schemas/A'}",
            "A: {$ref: '#/components/schemas/B'}, B: {$ref: '#/components/schemas/A'}",
        ),
        ("{$ref: '#/components/schemas/A'}", "A: {allOf: [{$ref: '#/components/schemas/A'}]}"),
        (
            "{$ref: '#/components/schemas/A'}",
            "A: {oneOf: [{$ref: '#/components/schemas/A'}, {items: {$ref: '#/components/schemas/A'}}]}",
        ),
        ("{$ref: '#/components/schemas/A'}", "A: {type: array, items: {$ref: '#/components/schemas/A'}}"),
        (
            "{$ref: '#/components/schemas/A'}",
            "A: {type: [array, object], items: {$ref: '#/components/schemas/A'}, properties: {a: {$ref: '#/components/schemas/A'}}}",
        ),
        ("{$ref: '#'}", "A: {}"),
        ("{$ref: '#/paths/~1x/post/requestBody/content/application~1json/schema'}", "A: {}"),
    ] {
        let begun = Instant::now();
        assert_eq!(with_body(schema, schemas).definition.methods.len(), 1, "{schemas}");
        assert!(begun.elapsed() < SOON, "{schemas}: {:?}", begun.elapsed());
    }
    let paths = "/a: {$ref: '#/paths/~1b'}, /b: {$ref: '#/paths/~1a'}, /c: {parameters: [{$ref: '#/paths/~1c/parameters/0'}], get: {}}";
    let imported = imported(small(paths, ""));
    imported.assert_sound();
    assert!(imported.says("#/paths/~1a", "in a circle") && imported.says("GET /c", "in a circle"));
}

#[test]
fn a_chain_of_lists_that_are_objects_does_not_use_up_the_stack() {
    let mut schemas = String::new();
    for level in 0..5_000 {
        let _ = write!(
            schemas,
            "S{level}: {{type: [array, object], items: {{$ref: '#/components/schemas/S{}'}}}}, ",
            level + 1
        );
    }
    let imported = with_body("{$ref: '#/components/schemas/S0'}", &schemas);
    assert!(imported.method("make").request.len() <= 500);
}

#[test]
fn every_operation_is_accounted_for_even_when_it_cannot_be_one() {
    let imported = imported(small(
        "/a: {trace: {}, get: null, post: [], put: {operationId: 'A B'}, patch: {operationId: a-b}, delete: {operationId: 'A.B'}, x-y: {},
            strange: {}}, '/a b': {get: {}}, /c: 7, '/d/{': {get: {}}, x-paths: {get: {}}, '/../e': {get: {}}, '/取引': {get: {}}",
        "",
    ));
    imported.assert_sound();
    let left: Vec<&str> = imported
        .report
        .operations
        .iter()
        .filter(|operation| matches!(operation.outcome, Outcome::LeftOut { .. }))
        .map(|operation| operation.place.as_str())
        .collect();
    assert_eq!(left, ["TRACE /a", "GET /a", "POST /a", "GET /a b", "GET /d/{", "GET /../e"]);
    let keys: Vec<&str> = imported.definition.methods.iter().map(|method| method.key.as_str()).collect();
    assert_eq!(keys, ["a_b", "a-b", "a_b_2", "get"]);
    assert!(imported.says("#/paths/~1a", "\"strange\" is not known") && imported.says("#/paths/~1c", "no object"));
}

#[test]
fn long_keys_stay_within_their_length_and_differ() {
    let name = "x".repeat(300);
    let paths: Vec<String> = (0..12).map(|i| format!("/{i}: {{get: {{operationId: {name}}}}}")).collect();
    let imported = imported(small(&paths.join(", "), ""));
    imported.assert_sound();
    assert_eq!(imported.definition.methods.len(), 12);
}
