//! Each kind of change, and whether it breaks.

use super::Changes;
use crate::connectors::model::{Authentication, Body, Definition, Field, Kind, Method, Paging, Parameter, Place, Verb};

fn field(path: &str) -> Field {
    Field { path: path.to_owned(), ..Field::default() }
}

fn definition() -> Definition {
    let send = Method {
        key: "send".to_owned(),
        name: "Send".to_owned(),
        verb: Verb::Post,
        path: "/send".to_owned(),
        body: Body::Json,
        request: vec![
            Field { required: true, ..field("to") },
            Field { choices: vec!["low".to_owned(), "high".to_owned()], ..field("priority") },
            Field { kind: Kind::Object, ..field("extra") },
        ],
        response: vec![field("id"), Field { kind: Kind::List, ..field("items") }],
        paging: Paging::LinkHeader { items: "items".to_owned() },
        ..Method::default()
    };
    let gone = Method { key: "gone".to_owned(), name: "Gone".to_owned(), ..Method::default() };
    Definition {
        name: "Things".to_owned(),
        base_url: "https://a.example".to_owned(),
        authentication: Authentication::Bearer,
        methods: vec![send, gone],
        ..Definition::default()
    }
}

/// The words of what changes when the method `send` does, with "!" before those that break.
fn words(change: impl FnOnce(&mut Method)) -> Vec<String> {
    let (old, mut new) = (definition(), definition());
    change(&mut new.methods[0]);
    let found = Changes::between(&old, &new);
    let changes = found.changed.iter().flat_map(|method| &method.changes);
    changes.map(|change| format!("{}{}", if change.breaks { "!" } else { "" }, change.words)).collect()
}

#[test]
fn nothing_changed_is_nothing() {
    let found = Changes::between(&definition(), &definition());
    assert!(found.is_empty() && found.breaking().is_empty());
    assert_eq!(words(|m| m.description = "Described.".to_owned()), [""; 0]);
    assert_eq!(words(|m| m.request[0].description = "Described.".to_owned()), [""; 0]);
}

#[test]
fn methods_come_and_go() {
    let (old, mut new) = (definition(), definition());
    new.methods[1].key = "come".to_owned();
    let found = Changes::between(&old, &new);
    assert_eq!(found.added[0].key, "come");
    assert_eq!(found.removed[0].key, "gone");
    assert!(!found.is_empty());
    assert_eq!(found.breaking(), [("gone", vec!["The method is gone."])]);
}

#[test]
fn fields_come_go_and_change() {
    let table: Vec<(Vec<String>, &str)> = vec![
        (words(|m| drop(m.request.remove(1))), "!The field priority is gone."),
        (words(|m| m.request.push(field("cc"))), "The field cc is new."),
        (
            words(|m| m.request.push(Field { required: true, ..field("cc") })),
            "!The field cc is new and must be filled in.",
        ),
        (
            words(|m| m.request.push(Field { required: true, default: Some(1.into()), ..field("cc") })),
            "The field cc is new.",
        ),
        (words(|m| m.request.push(Field { required: true, ..field("extra.a") })), "The field extra.a is new."),
        (words(|m| m.request[1].required = true), "!The field priority must be filled in now."),
        (words(|m| m.request[0].required = false), "The field to can be left out now."),
        (words(|m| m.request[0].kind = Kind::List), "!The field to is a list now, before text."),
        (words(|m| m.request[0].kind = Kind::Any), "The field to is anything now, before text."),
        (words(|m| drop(m.request[1].choices.remove(0))), "!The field priority does not take low any more."),
        (words(|m| m.request[1].choices.push("top".to_owned())), "The field priority takes more values now."),
        (words(|m| m.request[1].choices.clear()), "The field priority takes any value now."),
        (words(|m| m.request[0].choices.push("a".to_owned())), "!The field to takes only some values now."),
        (words(|m| drop(m.response.remove(0))), "!The answer's field id is gone."),
        (words(|m| m.response.push(field("at"))), "The answer's field at is new."),
        (words(|m| m.response[0].kind = Kind::Any), "!The answer's field id is anything now, before text."),
        (words(|m| m.path = "/v2/send".to_owned()), "It calls POST /v2/send now, before POST /send."),
        (words(|m| m.verb = Verb::Put), "It calls PUT /send now, before POST /send."),
        (words(|m| m.body = Body::Form), "Its body is written in another way."),
        (words(|m| m.deprecated = true), "The vendor says not to begin with it any more."),
        (words(|m| m.paging = Paging::None), "!It does not page any more, so only the first page is read."),
        (words(|m| m.name = "Send it".to_owned()), "It is called Send it now, before Send."),
    ];
    for (found, wanted) in table {
        assert_eq!(found, [wanted]);
    }
}

#[test]
fn a_field_in_another_place_is_gone_and_new() {
    let found = words(|m| m.request[0].place = Place::Query);
    assert_eq!(found, ["!The field to is gone.", "!The field to in the query is new and must be filled in."]);
}

#[test]
fn the_connector_itself_changes() {
    let old = definition();
    let words = |change: &dyn Fn(&mut Definition)| {
        let mut new = definition();
        change(&mut new);
        let found = Changes::between(&old, &new);
        found.connector.into_iter().map(|change| (change.words, change.breaks)).collect::<Vec<_>>()
    };
    let [(said, false)] = &words(&|d| d.base_url = "https://b.example".to_owned())[..] else { panic!() };
    assert_eq!(said, "Calls go to https://b.example now, before to https://a.example.");
    let [(said, true)] = &words(&|d| d.authentication = Authentication::Basic)[..] else { panic!() };
    assert!(said.contains("a user name and password now, before a token"));
    let parameter = |required| Parameter { key: "sub".to_owned(), required, ..Parameter::default() };
    assert!(words(&|d| d.parameters.push(parameter(true)))[0].1, "it must be filled in");
    assert!(!words(&|d| d.parameters.push(parameter(false)))[0].1);
}
