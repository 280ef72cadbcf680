//! Schemas as fields: each feature of the language in a small document.

use super::{field, imported, paths, small, with_body};
use crate::connectors::model::Kind;
use serde_json::json;

/// The schema's fields as "path kind!" (a mark for required ones), on one line.
#[track_caller]
fn listed(schema: &str, schemas: &str) -> String {
    let imported = with_body(schema, schemas);
    let shown = imported.method("make").request.iter().map(|field| {
        let kind = serde_json::to_value(field.kind).expect("a kind is JSON");
        format!("{} {}{}", field.path, kind.as_str().expect("a kind is a word"), if field.required { "!" } else { "" })
    });
    shown.collect::<Vec<_>>().join(", ")
}

#[test]
fn schemas_become_fields() {
    let pet = "Pet: {type: object, required: [name], properties: {name: {type: string}, age: {type: integer}}}";
    let table = [
        // Objects, nested, in the document's order.
        (
            "{properties: {b: {type: string}, a: {properties: {c: {type: number}}}}, required: [b]}",
            "",
            "b text!, a object, a.c number",
        ),
        ("{$ref: '#/components/schemas/Pet'}", pet, "name text!, age integer"),
        ("{properties: {pet: {$ref: '#/components/schemas/Pet'}}}", pet, "pet object, pet.name text!, pet.age integer"),
        // Lists: of objects, of text, of others, of lists, of nothing.
        (
            "{properties: {pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}",
            pet,
            "pets list, pets[].name text!, pets[].age integer",
        ),
        ("{properties: {tags: {type: array, items: {type: string}}}}", "", "tags list"),
        ("{properties: {ids: {type: array, items: {type: integer}}}}", "", "ids list, ids[] integer"),
        (
            "{properties: {grid: {type: array, items: {type: array, items: {properties: {x: {type: number}}}}}}}",
            "",
            "grid list, grid[] list, grid[][].x number",
        ),
        ("{properties: {any: {type: array}}}", "", "any list"),
        ("{type: array, items: {$ref: '#/components/schemas/Pet'}}", pet, " list, [].name text!, [].age integer"),
        ("{type: array, items: {type: string}}", "", " list"),
        // The whole body is one value.
        ("{type: string}", "", " text"),
        ("{}", "", " any"),
        ("{type: object}", "", " object"),
        ("{type: object, additionalProperties: {type: string}}", "", " object"),
        // allOf: both, and what one requires of the other.
        (
            "{allOf: [{$ref: '#/components/schemas/Pet'}, {required: [age, tail], properties: {tail: {type: boolean}}}]}",
            pet,
            "name text!, age integer!, tail boolean!",
        ),
        (
            "{properties: {p: {allOf: [{$ref: '#/components/schemas/Pet'}]}}}",
            pet,
            "p object, p.name text!, p.age integer",
        ),
        // oneOf and anyOf: all fields, none required.
        (
            "{oneOf: [{$ref: '#/components/schemas/Pet'}, {properties: {wheels: {type: integer}}, required: [wheels]}]}",
            pet,
            "name text, age integer, wheels integer",
        ),
        ("{properties: {v: {anyOf: [{type: string}, {type: integer}]}}}", "", "v any"),
        ("{properties: {v: {oneOf: [{type: integer}, {type: number}]}}}", "", "v number"),
        ("{properties: {v: {oneOf: [{type: string}, {type: 'null'}]}}}", "", "v text"),
        (
            "{properties: {v: {anyOf: [{required: [a]}, {required: [b]}], properties: {a: {type: string}, b: {type: string}}}}}",
            "",
            "v object, v.a text, v.b text",
        ),
        // Null in its many spellings; several types.
        ("{properties: {v: {type: string, nullable: true}}}", "", "v text"),
        ("{properties: {v: {type: ['null', integer]}}}", "", "v integer"),
        ("{properties: {v: {type: [string, integer]}}}", "", "v any"),
        ("{properties: {v: {type: [integer, number]}}}", "", "v number"),
        // Kinds that are not said but shown.
        (
            "{properties: {v: {enum: [1, 2]}, w: {enum: [a]}, x: {const: true}, y: true, z: {enum: [1, a]}}}",
            "",
            "v integer, w text, x boolean, y any, z any",
        ),
        // Draft 3's way to require.
        ("{properties: {v: {type: string, required: true}}}", "", "v text!"),
        // Read-only is not sent.
        ("{properties: {id: {type: string, readOnly: true}, pw: {type: string, writeOnly: true}}}", "", "pw text"),
        // Odd keys.
        (
            "{properties: {'a.b': {type: string}, 'c[d]': {type: string}, '': {type: string}}}",
            "",
            r#""a.b" text, "c[d]" text, "" text"#,
        ),
    ];
    for (schema, schemas, wanted) in table {
        assert_eq!(listed(schema, schemas), wanted, "{schema}");
    }
}

#[test]
fn choices_defaults_and_examples_are_taken() {
    let schema = "{properties: {
        state: {type: string, enum: [open, closed, null], default: open, example: closed, title: State, description: How it is.},
        size: {type: integer, enum: [1, 2], examples: [2, 1]},
        version: {const: v2},
        both: {allOf: [{enum: [a, b, c]}, {enum: [b, c, d]}]},
        either: {oneOf: [{enum: [a]}, {enum: [b]}]},
        at: {type: string, format: date-time, deprecated: true}}}";
    let imported = with_body(schema, "");
    let fields = &imported.method("make").request;
    let state = field(fields, "state");
    assert_eq!(state.choices, ["open", "closed"]);
    assert_eq!((state.default.clone(), state.example.clone()), (Some(json!("open")), Some(json!("closed"))));
    assert_eq!((state.title.as_str(), state.description.as_str()), ("State", "How it is."));
    assert_eq!(field(fields, "size").choices, ["1", "2"]);
    assert_eq!(field(fields, "size").example, Some(json!(2)));
    assert_eq!(field(fields, "version").choices, ["v2"]);
    assert_eq!(field(fields, "version").default, Some(json!("v2")));
    assert_eq!(field(fields, "both").choices, ["b", "c"]);
    assert_eq!(field(fields, "either").choices, ["a", "b"]);
    let at = &field(fields, "at").description;
    assert!(at.contains("A date with time") && at.contains("says not to begin with it"), "{at}");
}

#[test]
fn descriptions_say_what_fields_cannot() {
    let schemas = "Cat: {title: Cat, properties: {purrs: {type: boolean}, kind: {type: string}}},
        Dog: {properties: {barks: {type: boolean}, kind: {type: string}}}";
    let schema = "{properties: {
        pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}], discriminator: {propertyName: kind}},
        labels: {type: object, additionalProperties: {type: string}, description: Free labels}}}";
    let imported = with_body(schema, schemas);
    let fields = &imported.method("make").request;
    let pet = &field(fields, "pet").description;
    assert!(pet.contains("One of: Cat, Dog.") && pet.contains("Which of them it is says \"kind\"."), "{pet}");
    assert_eq!(paths(fields), ["pet", "pet.purrs", "pet.kind", "pet.barks", "labels"]);
    let labels = &field(fields, "labels").description;
    assert_eq!(labels, "Free labels\nFurther keys may be given; each value is text.");
}

#[test]
fn what_stands_beside_a_reference_counts_from_3_1_on() {
    let old = with_body(
        "{properties: {p: {$ref: '#/components/schemas/P', description: Ours, type: integer}}}",
        "P: {type: string}",
    );
    let p = field(&old.method("make").request, "p");
    assert_eq!((p.kind, p.description.as_str()), (Kind::Text, "Ours"));
    let new = r##"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "servers": [{"url": "https://a.example"}],
        "paths": {"/x": {"post": {"operationId": "make", "requestBody": {"content": {"application/json": {"schema":
        {"$ref": "#/components/schemas/P", "required": ["a"], "properties": {"b": {"type": "string"}}}}}}}}},
        "components": {"schemas": {"P": {"properties": {"a": {"type": "string"}}}}}}"##;
    let new = imported(new);
    assert_eq!(paths(&new.method("make").request), ["b", "a"]);
    assert!(field(&new.method("make").request, "a").required);
}

#[test]
fn references_that_lead_nowhere_are_said() {
    for (reference, words) in [
        ("other.yaml#/Pet", "outside of the document"),
        ("https://example.com/pet.json", "not fetched"),
        ("#/components/schemas/None", "is not in the document"),
        ("#/components/schemas/%zz", "is not in the document"),
        ("#anchor", "is not in the document"),
    ] {
        let imported =
            with_body(&format!("{{properties: {{pet: {{$ref: '{reference}'}}, name: {{type: string}}}}}}"), "");
        assert_eq!(paths(&imported.method("make").request), ["pet", "name"], "{reference}");
        assert!(imported.says("POST /x, body, field pet", words), "{reference}: {:?}", imported.report.notes);
    }
    let strange = with_body("{$ref: '#/components/schemas/a~1b%20c~0'}", "'a/b c~': {properties: {x: {type: string}}}");
    assert_eq!(paths(&strange.method("make").request), ["x"]);
}

#[test]
fn a_schema_in_itself_is_listed_once() {
    let schemas = "Node: {type: object, properties: {name: {type: string}, next: {$ref: '#/components/schemas/Node'},
        children: {type: array, items: {$ref: '#/components/schemas/Node'}}}}";
    let imported = with_body("{$ref: '#/components/schemas/Node'}", schemas);
    let fields = &imported.method("make").request;
    assert_eq!(paths(fields), ["name", "next", "children"]);
    assert_eq!(field(fields, "next").kind, Kind::Object);
    assert!(field(fields, "next").description.contains("It is again \"Node\""));
    assert!(field(fields, "children").description.contains("again"));
    assert!(imported.says("field next", "contains itself"));
}

#[test]
fn fields_deeper_than_eight_levels_are_said() {
    let mut schema = "{type: string}".to_owned();
    for _ in 0..12 {
        schema = format!("{{properties: {{a: {schema}}}}}");
    }
    let imported = with_body(&schema, "");
    let fields = &imported.method("make").request;
    assert_eq!(fields.len(), 8);
    assert_eq!(fields.last().map(|field| (field.path.as_str(), field.kind)), Some(("a.a.a.a.a.a.a.a", Kind::Object)));
    assert!(imported.says("field a.a.a.a.a.a.a.a", "Only 8 levels"), "{:?}", imported.report.notes);
}

#[test]
fn too_many_fields_leave_out_the_deepest_first() {
    let part = |n: usize| (0..n).map(|i| format!("f{i}: {{type: string}}")).collect::<Vec<_>>().join(", ");
    let inner = part(40);
    let outer: Vec<String> = (0..20).map(|i| format!("o{i}: {{properties: {{{inner}}}}}")).collect();
    let imported = with_body(&format!("{{properties: {{{}}}}}", outer.join(", ")), "");
    let fields = &imported.method("make").request;
    assert_eq!(fields.len(), 20);
    assert!(imported.says("body", "more than 500 fields, so only those up to level 1"), "{:?}", imported.report.notes);
    let flat = with_body(&format!("{{properties: {{{}}}}}", part(550)), "");
    assert_eq!(flat.method("make").request.len(), 500);
    assert!(flat.says("body", "more than 500 fields, so some were left out"));
}

#[test]
fn an_answer_is_the_best_2xx() {
    let answers = |responses: &str| {
        let imported = imported(small(&format!("/x: {{get: {{operationId: get, responses: {{{responses}}}}}}}"), ""));
        imported.assert_sound();
        paths(&imported.method("get").response).join(" ")
    };
    let of = |name: &str| {
        format!("{{content: {{application/json: {{schema: {{properties: {{{name}: {{type: string}}}}}}}}}}}}")
    };
    assert_eq!(answers(&format!("404: {}, '201': {}, 200: {}", of("no"), of("b"), of("a"))), "a");
    assert_eq!(answers(&format!("202: {}, 201: {}", of("c"), of("b"))), "b");
    assert_eq!(answers(&format!("200: {{description: ok}}, 201: {}", of("b"))), "b");
    assert_eq!(answers(&format!("2XX: {}, default: {}", of("a"), of("no"))), "a");
    assert_eq!(answers(&format!("default: {}", of("a"))), "a");
    assert_eq!(answers(&format!("204: {{}}, default: {}", of("no"))), "");
    assert_eq!(answers("200: {content: {text/csv: {schema: {type: string}}}}"), "");
    assert_eq!(answers(""), "");
}
