//! A document as large as may be: 2,000 operations and more, 5 MB.

use super::imported;
use crate::connectors::openapi::{METHODS_MAX, Outcome};
use std::fmt::Write as _;
use std::time::Instant;

/// Operations over shared schemas, each with parameters, a body and an answer, about 5 MB together.
fn generated(operations: usize) -> String {
    let mut text = r#"{"openapi": "3.0.3", "info": {"title": "Large", "version": "1"}, "servers": [{"url": "https://large.example"}],"#.to_owned();
    text.push_str(r#""paths": {"#);
    let description = "What it does, and when to use it, in a few words of English. ".repeat(29);
    for at in 0..operations {
        let comma = if at == 0 { "" } else { "," };
        let _ = write!(
            text,
            r##"{comma}"/things{at}/{{id}}": {{"post": {{"operationId": "makeThing{at}", "tags": ["Things"], "description": "{description}",
            "parameters": [{{"name": "id", "in": "path", "required": true, "schema": {{"type": "string"}}}},
              {{"name": "page", "in": "query", "schema": {{"type": "integer"}}}}],
            "requestBody": {{"content": {{"application/json": {{"schema": {{"allOf": [{{"$ref": "#/components/schemas/Thing{schema}"}}]}}}}}}}},
            "responses": {{"200": {{"description": "ok", "content": {{"application/json": {{"schema": {{"type": "object", "properties": {{
              "items": {{"type": "array", "items": {{"$ref": "#/components/schemas/Thing{schema}"}}}}, "total": {{"type": "integer"}}}}}}}}}}}}}}}}}}"##,
            schema = at % 100,
        );
    }
    text.push_str(r#"}, "components": {"schemas": {"#);
    for schema in 0..100 {
        let comma = if schema == 0 { "" } else { "," };
        let _ = write!(text, r#"{comma}"Thing{schema}": {{"type": "object", "properties": {{"#);
        for property in 0..30 {
            let _ = write!(
                text,
                r#""p{property}": {{"type": "string", "description": "Property {property} of it, described."}},"#
            );
        }
        let next = (schema + 1) % 100;
        let _ = write!(text, r##""next": {{"$ref": "#/components/schemas/Thing{next}"}}}}}}"##);
    }
    text.push_str("}}}");
    text
}

#[test]
fn the_largest_document_is_imported() {
    let text = generated(METHODS_MAX + 5);
    let size_mb = text.len() as f64 / 1024.0 / 1024.0;
    assert!((4.5..5.0).contains(&size_mb), "{size_mb} MB");
    let begun = Instant::now();
    let large = imported(&text);
    let json = begun.elapsed();
    large.assert_sound();
    assert_eq!(large.report.totals.taken, METHODS_MAX);
    assert_eq!(large.report.totals.left_out, 5);
    let last = large.report.operations.last().map(|operation| operation.outcome.clone());
    assert!(matches!(last, Some(Outcome::LeftOut { why }) if why.contains("2000 methods at most")));
    let fields = large.report.totals.request_fields + large.report.totals.response_fields;
    assert!(fields > 100_000 && fields <= 600_000, "{fields}");
    println!("{size_mb:.2} MB of JSON with {fields} fields in {json:?}");
}

#[test]
fn large_yaml_is_read_within_its_budget() {
    // The same as YAML, smaller: it is read more slowly.
    let text = generated(400).replacen('{', "# YAML\n{", 1);
    let begun = Instant::now();
    let large = imported(&text);
    println!("{:.2} MB of YAML in {:?}", text.len() as f64 / 1024.0 / 1024.0, begun.elapsed());
    assert_eq!(large.report.totals.taken, 400);
}
