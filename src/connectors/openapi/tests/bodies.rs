//! Bodies: which of several content types, and how each is listed.

use super::{field, imported, paths, small};
use crate::connectors::model::{Body, Kind, Method, Place, Style};
use crate::connectors::openapi::Imported;

#[track_caller]
fn with(content: &str) -> Imported {
    let imported =
        imported(small(&format!("/x: {{post: {{operationId: make, requestBody: {{content: {{{content}}}}}}}}}"), ""));
    imported.assert_sound();
    imported
}

#[track_caller]
fn with_old(operation: &str) -> Method {
    let document = format!(
        "{{swagger: '2.0', info: {{title: Old, version: '1'}}, host: api.example.com, consumes: [application/json],
        produces: [application/xml], paths: {{/x: {{post: {{operationId: make, {operation}}}}}}}}}"
    );
    let imported = imported(document);
    imported.assert_sound();
    imported.method("make").clone()
}

const SCHEMA: &str = "{schema: {properties: {a: {type: string}}}}";

#[test]
fn the_best_of_several_is_chosen() {
    for (content, body, name) in [
        ("text/plain: S, application/xml: S, application/json: S", Body::Json, ""),
        ("application/xml: S, application/x-www-form-urlencoded: S", Body::Form, ""),
        ("multipart/form-data: S, application/xml: S", Body::Multipart, ""),
        ("application/json: {}, application/x-www-form-urlencoded: S", Body::Form, ""),
        ("application/json: {}", Body::Json, ""),
        ("application/vnd.api+json: S", Body::Json, "application/vnd.api+json"),
        ("application/vnd.api+json: S, application/json: S", Body::Json, ""),
        ("application/json-patch+json: S", Body::Json, "application/json-patch+json"),
        ("text/xml; charset=utf-8: S", Body::Xml, "text/xml"),
        ("text/csv: S", Body::Text, "text/csv"),
        ("image/png: S", Body::Binary, "image/png"),
        ("application/octet-stream: S", Body::Binary, ""),
        ("'*/*': S", Body::Json, ""),
    ] {
        let imported = with(&content.replace('S', SCHEMA));
        let method = imported.method("make");
        assert_eq!((method.body, method.content_type.as_str()), (body, name), "{content}");
        if matches!(body, Body::Text | Body::Binary) {
            assert_eq!(paths(&method.request), ["body"], "{content}");
        }
    }
}

#[test]
fn files_are_fields_of_multipart_bodies() {
    let imported = with(
        "multipart/form-data: {schema: {required: [file], properties: {file: {type: string, format: binary},
            files: {type: array, items: {type: string, format: binary}}, meta: {type: object, properties: {a: {type: string}}},
            ids: {type: array, items: {type: integer}}, note: {type: string}}},
            encoding: {ids: {style: form, explode: false}}}",
    );
    let request = &imported.method("make").request;
    assert_eq!((field(request, "file").kind, field(request, "file").required), (Kind::File, true));
    assert_eq!(field(request, "files[]").kind, Kind::File);
    assert_eq!(field(request, "meta").style, Style::Json, "objects in multipart bodies are JSON");
    assert_eq!(field(request, "ids").style, Style::Commas);
    assert_eq!(field(request, "note").kind, Kind::Text);
}

#[test]
fn forms_say_how_objects_are_written() {
    let imported = with(
        "application/x-www-form-urlencoded: {schema: {properties: {meta: {type: object, properties: {a: {type: string}}},
            json: {type: object}}}, encoding: {meta: {style: deepObject, explode: true}, json: {contentType: application/json}}}",
    );
    let request = &imported.method("make").request;
    assert_eq!(field(request, "meta").style, Style::DeepObject);
    assert_eq!(field(request, "json").style, Style::Json);
    assert_eq!(field(request, "meta.a").place, Place::Body);
}

#[test]
fn xml_has_elements_and_attributes() {
    let imported = with(
        "application/xml: {schema: {type: object, xml: {name: pet}, properties: {id: {type: integer, xml: {attribute: true}},
            photos: {type: array, xml: {name: photos, wrapped: true}, items: {type: integer, xml: {name: photo}}},
            tags: {type: array, items: {type: object, xml: {name: tag}, properties: {name: {type: string}}}}}}}",
    );
    let method = imported.method("make");
    assert_eq!(method.body, Body::Xml);
    let wanted = ["pet", "pet.@id", "pet.photos", "pet.photos.photo[]", "pet.tag", "pet.tag[].name"];
    assert_eq!(paths(&method.request), wanted);
}

#[test]
fn old_bodies_follow_consumes() {
    let body =
        "parameters: [{name: b, in: body, schema: {type: object, xml: {name: r}, properties: {a: {type: string}}}}]";
    assert_eq!(with_old(body).body, Body::Json, "the document's");
    let xml = with_old(&format!("consumes: [application/xml], {body}"));
    assert_eq!((xml.body, paths(&xml.request)), (Body::Xml, vec!["r", "r.a"]));
    let form = "parameters: [{name: a, in: formData, type: string, required: true}]";
    assert_eq!(with_old(&format!("consumes: [application/x-www-form-urlencoded], {form}")).body, Body::Form);
    assert_eq!(with_old(&format!("consumes: [multipart/form-data], {form}")).body, Body::Multipart);
    let file = with_old("parameters: [{name: f, in: formData, type: file}]");
    assert_eq!((file.body, file.request[0].kind), (Body::Multipart, Kind::File));
    let text = with_old("consumes: [text/plain], parameters: [{name: b, in: body, schema: {type: string}}]");
    assert_eq!((text.body, text.request[0].path.as_str()), (Body::Text, "body"));
}

#[test]
fn old_answers_follow_produces() {
    let schema = "responses: {200: {schema: {type: object, xml: {name: r}, properties: {a: {type: string}}}}}";
    assert_eq!(paths(&with_old(schema).response), ["r", "r.a"]);
    assert_eq!(paths(&with_old(&format!("produces: [application/json], {schema}")).response), ["a"]);
}

#[test]
fn a_body_that_is_described_elsewhere_is_said() {
    let imported = imported(small("/x: {post: {operationId: make, requestBody: {$ref: 'other.yaml'}}}", ""));
    imported.assert_sound();
    assert_eq!(imported.method("make").body, Body::None);
    assert!(imported.says("POST /x, body", "outside of the document"));
    let head = super::imported(small(
        &format!("/x: {{head: {{operationId: make, requestBody: {{content: {{application/json: {SCHEMA}}}}}}}}}"),
        "",
    ));
    head.assert_sound();
    assert!(head.says("HEAD /x, body", "HEAD sends none"));
}

#[test]
fn examples_of_the_whole_body_reach_its_fields() {
    let imported = with(
        "application/json: {schema: {properties: {a: {type: string}, l: {type: array, items: {properties: {n: {type: integer}}}}}},
            examples: {one: {value: {a: from the example, l: [{n: 7}]}}}}",
    );
    let request = &imported.method("make").request;
    assert_eq!(field(request, "a").example, Some("from the example".into()));
    assert_eq!(field(request, "l[].n").example, Some(7.into()));
}
