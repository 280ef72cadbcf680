//! Parameters of both generations: places, styles, overriding, and those that are none of the caller's business.

use super::{field, imported, paths, small};
use crate::connectors::model::{Kind, Place, Style};
use crate::connectors::openapi::Imported;
use serde_json::json;

#[track_caller]
fn with(parameters: &str) -> Imported {
    let imported =
        imported(small(&format!("'/x/{{id}}': {{get: {{operationId: get, parameters: [{parameters}]}}}}"), ""));
    imported.assert_sound();
    imported
}

/// Of 2.0, with these parameters of a POST.
#[track_caller]
fn with_old(parameters: &str) -> Imported {
    let head = "{swagger: '2.0', info: {title: Old, version: '1'}, host: api.example.com";
    let imported =
        imported(format!("{head}, paths: {{/x: {{post: {{operationId: make, parameters: [{parameters}]}}}}}}}}"));
    imported.assert_sound();
    imported
}

#[test]
fn styles_are_told_apart() {
    let list = "schema: {type: array, items: {type: string}}";
    for (parameter, place, style) in [
        ("in: query", Place::Query, Style::Repeated),
        ("in: query, explode: false", Place::Query, Style::Commas),
        ("in: query, style: spaceDelimited, explode: false", Place::Query, Style::Spaces),
        ("in: query, style: pipeDelimited, explode: false", Place::Query, Style::Pipes),
        ("in: query, style: pipeDelimited, explode: true", Place::Query, Style::Repeated),
        ("in: query, style: deepObject", Place::Query, Style::DeepObject),
        ("in: header", Place::Header, Style::Commas),
        ("in: cookie", Place::Cookie, Style::Repeated),
    ] {
        let imported = with(&format!("{{name: v, {parameter}, {list}}}"));
        let found = field(&imported.method("get").request, "v");
        assert_eq!((found.place, found.kind, found.style), (place, Kind::List, style), "{parameter}");
    }
    for (style, wanted) in [("simple", Style::Commas), ("label", Style::Label), ("matrix", Style::Matrix)] {
        let imported = with(&format!("{{name: id, in: path, required: true, style: {style}, {list}}}"));
        let found = field(&imported.method("get").request, "id");
        assert_eq!((found.place, found.style, found.required), (Place::Path, wanted, true), "{style}");
    }
    for (format, wanted) in [
        ("csv", Style::Commas),
        ("ssv", Style::Spaces),
        ("tsv", Style::Tabs),
        ("pipes", Style::Pipes),
        ("multi", Style::Repeated),
    ] {
        let parameter =
            format!("{{name: v, in: query, type: array, items: {{type: string}}, collectionFormat: {format}}}");
        assert_eq!(field(&with_old(&parameter).method("make").request, "v").style, wanted, "{format}");
    }
    let json =
        with("{name: filter, in: query, content: {application/json: {schema: {properties: {a: {type: string}}}}}}");
    assert_eq!(field(&json.method("get").request, "filter").style, Style::Json);
    assert_eq!(field(&json.method("get").request, "filter.a").place, Place::Query);
}

#[test]
fn an_operation_takes_over_what_its_path_says() {
    let document = small(
        "'/x/{id}': {
            parameters: [{name: id, in: path, required: true, schema: {type: string}},
                {name: a, in: query, schema: {type: string}}, {$ref: '#/components/parameters/Size'}],
            get: {operationId: get, parameters: [{name: a, in: query, required: true, schema: {type: integer}}]},
            delete: {operationId: gone}}",
        "parameters: {Size: {name: size, in: query, description: How many., schema: {type: integer, default: 5}, example: 9}}",
    );
    let imported = imported(document);
    imported.assert_sound();
    let get = &imported.method("get").request;
    assert_eq!(paths(get), ["id", "a", "size"]);
    assert_eq!((field(get, "a").kind, field(get, "a").required), (Kind::Integer, true));
    let size = field(get, "size");
    assert_eq!((size.description.as_str(), size.default.clone()), ("How many.", Some(json!(5))));
    assert_eq!(size.example, Some(json!(9)));
    assert_eq!(field(&imported.method("gone").request, "a").kind, Kind::Text);
}

#[test]
fn what_callers_do_not_send_is_left_out_and_said() {
    for (parameter, words) in [
        ("name: Accept, in: header", "is no parameter"),
        ("name: content-type, in: header", "is no parameter"),
        ("name: Authorization, in: header", "is no parameter"),
        ("name: Idempotency-Key, in: header", "a key of its own is sent"),
        ("name: Host, in: header", "belongs to the connection"),
        ("name: Content-Length, in: header", "belongs to the connection"),
        ("name: 'X Y', in: header", "no name of a header"),
        ("name: other, in: path", "no such part"),
        ("name: v, in: nowhere", "is not known"),
        ("name: v", "no \"name\" or no \"in\""),
        ("in: query", "no \"name\" or no \"in\""),
        ("$ref: 'other.yaml#/p'", "outside of the document"),
    ] {
        let imported = with(&format!("{{{parameter}, schema: {{type: string}}}}"));
        assert_eq!(paths(&imported.method("get").request), ["id"], "{parameter}");
        assert!(imported.says("GET /x/{id}, ", words), "{parameter}: {:?}", imported.report.notes);
    }
    let twice = with("{name: a, in: query, schema: {type: integer}}, {name: a, in: query, schema: {type: string}}");
    assert_eq!(field(&twice.method("get").request, "a").kind, Kind::Integer);
    assert!(twice.says("parameter a", "there twice"));
}

#[test]
fn every_part_of_a_path_has_a_field() {
    let imported = with("");
    let id = field(&imported.method("get").request, "id");
    assert_eq!((id.place, id.required, id.kind), (Place::Path, true, Kind::Text));
    assert!(imported.says("GET /x/{id}, path part {id}", "does not describe it"));
    let odd = super::imported(small("'/a?action=list&empty#frag': {get: {operationId: odd}}", ""));
    odd.assert_sound();
    let odd_method = odd.method("odd");
    assert_eq!(odd_method.path, "/a");
    let action = field(&odd_method.request, "action");
    assert_eq!((action.place, action.required, action.default.clone()), (Place::Query, true, Some(json!("list"))));
    assert!(odd.says("GET /a", "left out of the path"));
}

#[test]
fn names_with_brackets_are_quoted() {
    let imported = with(
        "{name: 'page[size]', in: query, schema: {type: integer}}, {name: a.b, in: query, schema: {type: string}}",
    );
    assert_eq!(paths(&imported.method("get").request), [r#""page[size]""#, r#""a.b""#, "id"]);
}

#[test]
fn deprecated_parameters_say_so() {
    let imported = with("{name: a, in: query, deprecated: true, description: Old., schema: {type: string}}");
    assert_eq!(field(&imported.method("get").request, "a").description, "Old.\nThe vendor says not to begin with it.");
}

#[test]
fn old_parameters_are_schemas_themselves() {
    let imported = with_old(
        "{name: n, in: query, type: integer, default: 3, enum: [3, 4], required: true, description: N.},
         {name: body, in: body, required: true, schema: {required: [a], properties: {a: {type: string}}}},
         {name: more, in: body, schema: {type: string}}",
    );
    let request = &imported.method("make").request;
    let n = field(request, "n");
    assert_eq!((n.kind, n.required, n.default.clone()), (Kind::Integer, true, Some(json!(3))));
    assert_eq!(n.choices, ["3", "4"]);
    let a = field(request, "a");
    assert_eq!((a.place, a.required), (Place::Body, true));
    assert!(imported.says("parameter more", "a call has one body"));
}
