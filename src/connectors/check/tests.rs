//! Each complaint, made by spoiling one thing of a sound definition.

use crate::connectors::model::{
    Authentication, Body, CustomField, Definition, Field, KeyPlace, Kind, Method, OauthClient, OauthCode, Paging,
    Parameter, Place, RateLimit, Scope, Sent, Verb,
};

fn field(path: &str, place: Place) -> Field {
    Field { path: path.to_owned(), place, required: place == Place::Path, ..Field::default() }
}

fn sound() -> Definition {
    let list = Method {
        key: "list".to_owned(),
        name: "List".to_owned(),
        path: "/things/{id}".to_owned(),
        request: vec![field("id", Place::Path), field("page", Place::Query)],
        response: vec![Field { kind: Kind::List, ..field("items", Place::Body) }, field("items[].id", Place::Body)],
        paging: Paging::Page { items: "items".to_owned(), page: "page".to_owned(), first: 1, size: None },
        ..Method::default()
    };
    let make = Method {
        key: "make".to_owned(),
        name: "Make".to_owned(),
        verb: Verb::Post,
        body: Body::Json,
        path: "/things".to_owned(),
        request: vec![field("name", Place::Body), field("X-Tenant", Place::Header)],
        ..Method::default()
    };
    Definition {
        name: "Things".to_owned(),
        base_url: "https://{sub}.example.com".to_owned(),
        parameters: vec![Parameter { key: "sub".to_owned(), ..Parameter::default() }],
        methods: vec![list, make],
        ..Definition::default()
    }
}

/// Spoils a sound definition; the complaint about it must be at the place and say so.
#[track_caller]
fn complains(at: &str, words: &str, spoil: impl FnOnce(&mut Definition)) {
    let mut definition = sound();
    spoil(&mut definition);
    let complaints = definition.check();
    let found = complaints.iter().any(|complaint| complaint.field == at && complaint.words.contains(words));
    assert!(found, "no {words:?} at {at}: {complaints:#?}");
}

#[test]
fn a_sound_definition_has_no_complaints() {
    assert_eq!(sound().check(), []);
}

#[test]
fn the_connector_itself_is_looked_at() {
    complains("name", "missing", |d| d.name = " ".repeat(0));
    complains("name", "100 are the most", |d| d.name = "x".repeat(101));
    complains("description", "NUL", |d| d.description = "a\0".to_owned());
    complains("base_url", "missing", |d| d.base_url.clear());
    complains("base_url", "no such parameter", |d| d.parameters.clear());
    complains("base_url", "https: or http:", |d| d.base_url = "ftp://{sub}.example.com".to_owned());
    complains("parameters.sub", "keys must differ", |d| d.parameters.push(d.parameters[0].clone()));
    complains("parameters.a b", "letters", |d| {
        d.parameters.push(Parameter { key: "a b".to_owned(), ..Parameter::default() })
    });
    complains("parameters.sub", "none of the choices", |d| {
        d.parameters[0].default = "x".to_owned();
        d.parameters[0].choices = vec!["y".to_owned()];
    });
    complains("rate_limit", "at least one call", |d| d.rate_limit = Some(RateLimit { calls: 0, per_s: 1 }));
    complains("methods", "2000 are the most", |d| d.methods = vec![Method::default(); 2001]);
}

#[test]
fn authentications_are_looked_at() {
    let key = |place, name: &str| Authentication::ApiKey { place, name: name.to_owned(), prefix: String::new() };
    for (authentication, at, words) in [
        (key(KeyPlace::Header, "X Key"), "authentication", "no name of a header"),
        (key(KeyPlace::Header, "Host"), "authentication", "belongs to the connection"),
        (key(KeyPlace::Header, "Content-Length"), "authentication", "belongs to the connection"),
        (key(KeyPlace::Query, ""), "authentication", "needs the name"),
        (key(KeyPlace::Cookie, ";"), "authentication", "no name of a header or cookie"),
        (Authentication::OauthCode(OauthCode::default()), "authentication.token_url", "whole"),
        (Authentication::OauthClient(OauthClient::default()), "authentication.token_url", "whole"),
    ] {
        complains(at, words, |d| d.authentication = authentication);
    }
    let scope = |name: &str| Scope { name: name.to_owned(), ..Scope::default() };
    let address = "https://a.example".to_owned();
    complains("authentication.scopes", "there twice", |d| {
        let scopes = vec![scope("a"), scope("a")];
        d.authentication =
            Authentication::OauthClient(OauthClient { token_url: address.clone(), scopes, ..OauthClient::default() });
    });
    complains("authentication.scopes", "a space", |d| {
        let scopes = vec![scope("a b")];
        d.authentication =
            Authentication::OauthClient(OauthClient { token_url: address.clone(), scopes, ..OauthClient::default() });
    });
    let mut fine = sound();
    fine.authentication = key(KeyPlace::Header, "Authorization");
    assert_eq!(fine.check(), []);
}

#[test]
fn custom_authentications_send_what_they_ask_for() {
    let custom = |fields: &[&str], name: &str, value: &str| Authentication::Custom {
        fields: fields.iter().map(|key| CustomField { key: (*key).to_owned(), ..CustomField::default() }).collect(),
        headers: vec![Sent { name: name.to_owned(), value: value.to_owned() }],
        query: Vec::new(),
    };
    let mut fine = sound();
    fine.authentication = custom(&["a", "b"], "X-Key", "{a}:{b}@{sub}");
    assert_eq!(fine.check(), []);
    for (authentication, words) in [
        (custom(&["a"], "X-Key", "{a}{c}"), "names {c}"),
        (custom(&["a", "b"], "X-Key", "{a}"), "Nothing sends the field b"),
        (custom(&["a", "a"], "X-Key", "{a}"), "Two fields"),
        (custom(&["a"], "Host", "{a}"), "belongs to the connection"),
        (custom(&["a"], "X-Key", "{a"), "no partner"),
        (custom(&["a"], "X-Key", "{a}\r\nX: y"), "control character"),
    ] {
        complains("authentication", words, |d| d.authentication = authentication);
    }
}

#[test]
fn methods_are_looked_at() {
    complains("methods.List", "small letters", |d| d.methods[0].key = "List".to_owned());
    complains("methods.list", "keys must differ", |d| d.methods[1].key = "list".to_owned());
    complains("methods.list.name", "missing", |d| d.methods[0].name.clear());
    complains("methods.list.base_url", "whole", |d| d.methods[0].base_url = "/v1".to_owned());
    complains("methods.list.path", "no such field in the path", |d| {
        d.methods[0].path = "/things/{id}/{other}".to_owned()
    });
    complains("methods.list.path", "does not name {id}", |d| d.methods[0].path = "/things".to_owned());
    complains("methods.list.path", "begins with a slash", |d| d.methods[0].path = "things/{id}".to_owned());
    complains("methods.list.path", "query parameters", |d| d.methods[0].path = "/things/{id}?a=b".to_owned());
    complains("methods.list.path", ". or ..", |d| d.methods[0].path = "/../{id}".to_owned());
    complains("methods.list.path", "no partner", |d| d.methods[0].path = "/{id".to_owned());
    complains("methods.make.body", "no body is sent", |d| d.methods[1].body = Body::None);
    complains("methods.make.body", "as the field body alone", |d| d.methods[1].body = Body::Text);
    complains("methods.make.body", "HEAD", |d| d.methods[1].verb = Verb::Head);
    complains("methods.make.body", "content type", |d| d.methods[1].content_type = "a b".to_owned());
}

#[test]
fn fields_are_looked_at() {
    complains("methods.list.request.id", "must be required", |d| d.methods[0].request[0].required = false);
    complains("methods.list.request.page", "Another field", |d| d.methods[0].request.push(field("page", Place::Query)));
    complains("methods.make.request.a[0]", "cannot be read", |d| d.methods[1].request.push(field("a[0]", Place::Body)));
    complains("methods.make.request.Host", "belongs to the connection", |d| {
        d.methods[1].request.push(field("Host", Place::Header))
    });
    complains("methods.make.request.Authorization", "authentication", |d| {
        d.methods[1].request.push(field("Authorization", Place::Header));
    });
    complains("methods.make.request.X Y", "no name of a header", |d| {
        d.methods[1].request.push(field("X Y", Place::Header))
    });
    complains("methods.make.request.", "needs a name", |d| d.methods[1].request.push(field("", Place::Query)));
    complains("methods.make.request.f", "in the body only", |d| {
        d.methods[1].request.push(Field { kind: Kind::File, ..field("f", Place::Query) });
    });
    complains("methods.make.response.x", "in the body", |d| d.methods[1].response.push(field("x", Place::Query)));
    complains("methods.make.request", "500 are the most", |d| {
        d.methods[1].request = (0..501).map(|at| field(&format!("f{at}"), Place::Body)).collect();
    });
}

#[test]
fn paging_names_fields_that_are_there() {
    let items = || "items".to_owned();
    let none = || "none".to_owned();
    for (paging, words) in [
        (Paging::Page { items: items(), page: none(), first: 1, size: None }, "no field none to ask"),
        (Paging::Page { items: none(), page: "page".to_owned(), first: 1, size: None }, "no list at \"none\""),
        (
            Paging::Page { items: items(), page: "page".to_owned(), first: 1, size: Some(("page".to_owned(), 0)) },
            "1 to 10000",
        ),
        (Paging::Cursor { items: items(), cursor: "page".to_owned(), next: none() }, "no field none"),
        (Paging::NextUrl { items: items(), next: none() }, "no field none"),
        (
            Paging::LastItem { items: items(), after: "page".to_owned(), id: "id".to_owned(), more: none() },
            "no field none",
        ),
        (Paging::LinkHeader { items: none() }, "no list"),
    ] {
        complains("methods.list.paging", words, |d| d.methods[0].paging = paging);
    }
}

#[test]
fn complaints_are_bounded() {
    let mut definition = sound();
    definition.methods = vec![Method::default(); 2000];
    assert_eq!(definition.check().len(), super::COMPLAINTS_MAX);
}
