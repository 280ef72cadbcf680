//! What the forms of Account Connectors take and refuse.

use super::*;
use crate::error::AppError;

fn typed(fields: &[(&str, &str)]) -> Typed {
    Typed(fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
}

#[track_caller]
fn refused(authentication: &Authentication, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    match secret_of(authentication, &typed(fields)) {
        Err(AppError::Invalid(errors)) => errors.0.into_iter().map(|e| (e.field, e.message)).collect(),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("was taken"),
    }
}

fn custom() -> Authentication {
    let field = |key: &str, title: &str, secret, required| CustomField {
        key: key.to_owned(),
        title: title.to_owned(),
        secret,
        required,
        ..CustomField::default()
    };
    Authentication::Custom {
        fields: vec![
            field("shop", "Shop", false, true),
            field("pin", "", true, true),
            field("note", "Note", false, false),
        ],
        headers: Vec::new(),
        query: Vec::new(),
    }
}

#[test]
fn each_kind_of_authentication_reads_its_own_fields() {
    let key = Authentication::ApiKey { place: Default::default(), name: "X-Key".to_owned(), prefix: String::new() };
    let read =
        |authentication: &Authentication, fields: &[(&str, &str)]| secret_of(authentication, &typed(fields)).unwrap();
    assert!(read(&key, &[("api_key", " k-1\n"), ("token", "x")]) == Secret::Key { key: "k-1".to_owned() });
    assert!(read(&Authentication::Bearer, &[("token", "t")]) == Secret::Token { token: "t".to_owned() });
    let basic = Secret::Basic { user: "ada".to_owned(), password: " spaces stay ".to_owned() };
    assert!(read(&Authentication::Basic, &[("user", " ada "), ("secret", " spaces stay ")]) == basic);
    let fields = [("shop", "leeds"), ("pin", "1234"), ("note", "")];
    let wanted = Secret::Custom { fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect() };
    assert!(read(&custom(), &[("custom_shop", "leeds"), ("custom_pin", "1234")]) == wanted);
    assert!(read(&Authentication::None, &[("token", "t")]) == Secret::None);
}

#[test]
fn what_is_wrong_is_said_at_its_field_and_never_repeated() {
    let field = |list: Vec<(String, String)>| list.into_iter().map(|(f, m)| format!("{f}: {m}")).collect::<Vec<_>>();
    assert_eq!(field(refused(&Authentication::Bearer, &[("token", "  ")])), ["token: Enter the access token."]);
    assert_eq!(
        field(refused(&custom(), &[("custom_note", "n")])),
        ["custom_shop: Enter the shop.", "custom_pin: Enter the pin."]
    );
    let colon = refused(&Authentication::Basic, &[("user", "ada:hunter22"), ("secret", "x")]);
    assert!(colon[0].1.contains("colon") && !colon[0].1.contains("hunter22"), "{colon:?}");
    let broken = refused(&Authentication::Bearer, &[("token", "hunter\n22")]);
    assert!(broken[0].1.contains("control character") && !broken[0].1.contains("hunter"), "{broken:?}");
    let long = "x".repeat(SECRET_CHARS_MAX + 1);
    assert!(refused(&Authentication::Bearer, &[("token", &long)])[0].1.contains("longer than"));
    assert!(secret_of(&Authentication::Bearer, &typed(&[("token", &long[1..])])).is_ok());
}

#[test]
fn parameters_are_bounded_chosen_and_left_to_their_defaults() {
    let known = [
        Parameter { key: "region".to_owned(), choices: vec!["eu".to_owned(), "us".to_owned()], ..Parameter::default() },
        Parameter { key: "shop".to_owned(), required: true, ..Parameter::default() },
        Parameter { key: "version".to_owned(), required: true, default: "2".to_owned(), ..Parameter::default() },
    ];
    let read = |fields: &[(&str, &str)]| {
        let mut errors = FieldErrors::default();
        let given = parameters_of(&known, &typed(fields), &mut errors);
        (given, errors.0.into_iter().map(|e| format!("{}: {}", e.field, e.message)).collect::<Vec<_>>())
    };
    let (given, errors) = read(&[("parameter_region", "eu"), ("parameter_shop", " leeds "), ("parameter_more", "x")]);
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(
        given.into_iter().collect::<Vec<_>>(),
        [("region".to_owned(), "eu".to_owned()), ("shop".to_owned(), "leeds".to_owned())]
    );
    let (_, errors) = read(&[("parameter_region", "mars")]);
    assert_eq!(errors, ["parameter_region: Choose one of eu, us.", "parameter_shop: Enter the shop."]);
    let (_, errors) = read(&[("parameter_shop", &"x".repeat(501))]);
    assert_eq!(errors, ["parameter_shop: 501 characters are too many; 500 is the most."]);
}

#[test]
fn titles_read_within_a_sentence() {
    for (title, words) in [("Access token", "access token"), ("API key", "API key"), ("X", "X"), ("", "")] {
        assert_eq!(called(title), words);
    }
}
