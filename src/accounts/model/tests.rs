//! The rules for an account's fields, case by case.

use super::*;
use proptest::prelude::*;

fn text() -> DetailsText {
    DetailsText { name: "Delta Dental".to_owned(), ..DetailsText::default() }
}

#[test]
fn the_least_that_is_needed_is_a_name() {
    let details = text().parse().expect("valid");
    assert_eq!((details.timezone.as_str(), details.locale.as_str(), details.api_id), ("UTC", "en", None));
    assert!(matches!(DetailsText::default().parse(), Err(AppError::Invalid(e)) if e.of("name") == "Enter a name."));
}

#[test]
fn every_wrong_field_is_named_at_once() {
    let wrong = DetailsText {
        name: "x".repeat(201),
        api_id: "a b".to_owned(),
        timezone: "Mars/Olympus".to_owned(),
        locale: "english".to_owned(),
        tags: "x".repeat(41),
        expires_on: "31/12/2026".to_owned(),
        next_billing_on: "2026-02-30".to_owned(),
        retention_success_hours: "745".to_owned(),
        retention_error_hours: "-1".to_owned(),
        error_webhook_enabled: "on".to_owned(),
        error_webhook_url: String::new(),
        custom_fields: "novalue".to_owned(),
        ..DetailsText::default()
    };
    let Err(AppError::Invalid(errors)) = wrong.parse() else { panic!("accepted") };
    let named: Vec<&str> = errors.0.iter().map(|e| e.field.as_str()).collect();
    assert_eq!(
        named,
        [
            "name",
            "api_id",
            "timezone",
            "locale",
            "tags",
            "expires_on",
            "next_billing_on",
            "retention_success_hours",
            "retention_error_hours",
            "custom_fields",
            "error_webhook_url"
        ]
    );
}

#[test]
fn a_url_without_scheme_gets_https() {
    assert_eq!(webhook_url("example.com/x").expect("valid").as_deref(), Some("https://example.com/x"));
    let kept = |text: &str| webhook_url(text).expect("valid").expect("some");
    assert_eq!(kept("localhost:8080/x"), "https://localhost:8080/x");
    assert_eq!(kept("[::1]:8080/x"), "https://[::1]:8080/x");
    assert_eq!(kept("http://errors:8080/x"), "http://errors:8080/x");
    for bad in [
        "ftp://example.com",
        "javascript:alert(1)",
        "javascript:1",
        "errors:8080/x",
        "https://",
        "https://user:pw@example.com",
    ] {
        assert!(webhook_url(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_day_begins_in_its_own_timezone() {
    let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("valid");
    assert_eq!(start_of(day, "America/New_York").to_rfc3339(), "2026-11-24T05:00:00+00:00");
    // Clocks in Beirut jump from 00:00 to 01:00: the day begins at the first instant there is.
    let jump = NaiveDate::from_ymd_opt(2022, 3, 27).expect("valid");
    assert_eq!(start_of(jump, "Asia/Beirut").to_rfc3339(), "2022-03-26T22:00:00+00:00");
}

proptest! {
    #[test]
    fn parsing_never_panics_and_keeps_its_bounds(name in ".{0,300}", api in ".{0,120}", tags in ".{0,200}", fields in "(.{0,20}=?.{0,20}\n){0,4}") {
        let asked = DetailsText { name, api_id: api, tags, custom_fields: fields, ..DetailsText::default() };
        if let Ok(details) = asked.parse() {
            prop_assert!((1..=200).contains(&details.name.as_str().chars().count()));
            prop_assert!(details.tags.len() <= TAGS_MAX);
            prop_assert!(!details.name.as_str().contains('\0'));
        }
    }
}
