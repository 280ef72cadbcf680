//! Each kind of authentication, applied last and without a word of the secret in any message.

use super::{built, connector, field, header, values};
use crate::connectors::call::credentials::Credentials;
use crate::connectors::call::values::Values;
use crate::connectors::model::{
    Authentication, CustomField, Definition, KeyPlace, Kind, Method, OauthClient, OauthCode, Place, Sent,
};
use serde_json::json;

fn with(authentication: Authentication) -> Definition {
    let request = vec![
        field("Authorization", Place::Header, Kind::Text),
        field("authorization", Place::Header, Kind::Text),
        field("key", Place::Query, Kind::Text),
        field("other", Place::Query, Kind::Text),
    ];
    Definition { authentication, ..connector(Method { request, ..Method::default() }) }
}

fn key(place: KeyPlace, name: &str) -> Authentication {
    Authentication::ApiKey { place, name: name.to_owned(), prefix: "Token ".to_owned() }
}

fn custom() -> Authentication {
    let field = |key: &str, required| CustomField { key: key.to_owned(), required, ..CustomField::default() };
    let sent = |name: &str, value: &str| Sent { name: name.to_owned(), value: value.to_owned() };
    Authentication::Custom {
        fields: vec![field("id", true), field("extra", false)],
        headers: vec![sent("X-Id", "id={id}"), sent("X-Extra", "{extra}")],
        query: vec![sent("key", "{id}&")],
    }
}

fn pair(key: &str, value: &str) -> (String, String) {
    (key.to_owned(), value.to_owned())
}

#[test]
fn each_kind_is_sent_where_it_belongs() {
    let key_of = || Credentials::Key("k&y".to_owned());
    let token = || Credentials::Token("t0ken".to_owned());
    let basic = Credentials::Basic { user: "ü".to_owned(), password: "p:w".to_owned() };
    let cases = [
        (key(KeyPlace::Header, "X-Key"), key_of(), "x-key", "Token k&y"),
        (key(KeyPlace::Header, "Authorization"), key_of(), "authorization", "Token k&y"),
        (key(KeyPlace::Cookie, "k"), key_of(), "cookie", "k=Token%20k%26y"),
        (Authentication::Basic, basic, "authorization", "Basic w7w6cDp3"),
        (Authentication::Bearer, token(), "authorization", "Bearer t0ken"),
        (Authentication::OauthCode(OauthCode::default()), token(), "authorization", "Bearer t0ken"),
        (Authentication::OauthClient(OauthClient::default()), token(), "authorization", "Bearer t0ken"),
        (custom(), Credentials::Custom(vec![pair("id", "7")]), "x-id", "id=7"),
    ];
    for (authentication, credentials, name, expected) in cases {
        let definition = with(authentication.clone());
        let request = built(&definition, &Values::default(), &credentials).unwrap();
        assert_eq!(header(&request, name), Some(expected), "{authentication:?}");
        assert_eq!(header(&request, "x-extra"), None);
    }
}

#[test]
fn no_field_takes_the_place_of_a_credential() {
    let fields = values(json!({
        "header": { "Authorization": "Bearer mine", "authorization": "Bearer mine" },
        "query": { "key": "mine", "other": "x&key=mine" },
    }));
    let bearer = built(&with(Authentication::Bearer), &fields, &Credentials::Token("t".to_owned())).unwrap();
    let sent: Vec<_> = bearer.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("authorization")).collect();
    assert_eq!(sent, [&pair("Authorization", "Bearer t")]);
    let query = built(&with(key(KeyPlace::Query, "key")), &fields, &Credentials::Key("k&y".to_owned())).unwrap();
    assert_eq!(query.url.query(), Some("other=x%26key%3Dmine&key=Token%20k%26y"));
    let custom = built(&with(custom()), &fields, &Credentials::Custom(vec![pair("id", "7")])).unwrap();
    assert_eq!(custom.url.query(), Some("other=x%26key%3Dmine&key=7%26"));
}

#[test]
fn a_method_without_authentication_gets_none() {
    let mut definition = with(Authentication::Bearer);
    definition.methods[0].authenticated = false;
    let request = built(&definition, &Values::default(), &Credentials::Token("t0ken".to_owned())).unwrap();
    assert_eq!(header(&request, "authorization"), None);
    assert!(built(&definition, &Values::default(), &Credentials::None).is_ok());
}

#[test]
fn credentials_that_will_not_do_are_refused_without_being_repeated() {
    let basic =
        |user: &str, password: &str| Credentials::Basic { user: user.to_owned(), password: password.to_owned() };
    let cases = [
        (Authentication::Bearer, Credentials::None),
        (Authentication::Bearer, Credentials::Key("s3cret".to_owned())),
        (Authentication::Bearer, Credentials::Token("s3cret\r\nX-Evil: 1".to_owned())),
        (Authentication::Bearer, Credentials::Token(String::new())),
        (Authentication::Basic, basic("s3cret:", "s3cret")),
        (Authentication::Basic, basic("s3cret", "s3cret\n")),
        (key(KeyPlace::Header, "X-Key"), Credentials::Key("s3cret\0".to_owned())),
        (custom(), Credentials::Custom(vec![pair("extra", "s3cret")])),
        (custom(), Credentials::Custom(vec![pair("id", "s3cret\r\n")])),
    ];
    for (authentication, credentials) in cases {
        let faults = built(&with(authentication.clone()), &Values::default(), &credentials).unwrap_err();
        let words = faults.to_string();
        assert!(words.contains("authenticate"), "{authentication:?}: {words}");
        assert!(!words.contains("s3cret"));
        assert_eq!(format!("{credentials:?}"), "Credentials([hidden])");
    }
    // A key as the user name, and nothing for a password, is usual.
    let request = built(&with(Authentication::Basic), &Values::default(), &basic("sk_live", "")).unwrap();
    assert_eq!(header(&request, "authorization"), Some("Basic c2tfbGl2ZTo="));
}
