//! What a host name may be, and what follows from a check.

use super::*;
use chrono::TimeZone;
use std::collections::BTreeMap;

fn config(url: &str) -> Config {
    let all = BTreeMap::from([
        ("DATABASE_URL", "postgres://owner:secret@127.0.0.1:5432/db"),
        ("BERTH_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        ("BERTH_URL", url),
    ]);
    Config::from_source(&|name| all.get(name).map(|v| (*v).to_owned())).expect("valid settings")
}

#[test]
fn a_typed_name_becomes_what_dns_has() {
    let at = config("https://service.example");
    for (text, name) in [
        ("integrations.acme.com", "integrations.acme.com"),
        ("  Integrations.ACME.com. ", "integrations.acme.com"),
        ("anbindung.müller.example", "anbindung.xn--mller-kva.example"),
        ("a.b", "a.b"),
    ] {
        assert_eq!(typed(text, &at).as_deref(), Ok(name), "{text}");
    }
    assert_eq!(readable("anbindung.xn--mller-kva.example"), "anbindung.müller.example");
}

#[test]
fn what_is_no_name_of_a_partner_is_refused_in_words() {
    let at = config("https://service.example");
    for (text, why) in [
        ("", "Enter a host name"),
        ("https://acme.com", "Enter the name alone"),
        ("acme.com:8443", "Enter the name alone"),
        ("acme.com/path", "Enter the name alone"),
        ("192.0.2.7", "This is an address"),
        ("0x7f000001", "This is an address"),
        ("[2001:db8::1]", "This is an address"),
        ("acme", "This is no host name"),
        ("*.acme.com", "This is no host name"),
        ("_a.acme.com", "This is no host name"),
        ("a..b", "This is no host name"),
        ("-a.acme.com", "This is no host name"),
        ("a b.com", "This is no host name"),
        ("service.example", "Everybody uses this name"),
        ("SERVICE.example.", "Everybody uses this name"),
        ("acme.localhost", "inside a network only"),
        ("box.local", "inside a network only"),
    ] {
        let refused = typed(text, &at).expect_err(text);
        assert!(refused.contains(why), "{text}: {refused}");
    }
    let long = format!("{}.example", "a.".repeat(130));
    assert!(typed(&long, &at).is_err());
}

#[test]
fn names_of_this_machine_are_for_an_installation_of_this_machine() {
    assert!(typed("acme.localhost", &config("http://127.0.0.1:8080")).is_ok());
    assert!(typed("localhost", &config("http://127.0.0.1:8080")).is_err());
}

#[test]
fn a_name_that_was_proved_fails_but_is_never_dropped() {
    let at = |hour| Utc.with_ymd_and_hms(2026, 11, 24, hour, 0, 0).single().expect("an hour");
    let fresh = Standing { state: State::Pending, verified_at: None, failing_since: None, due_at: at(0) };
    let waiting = judged(fresh, at(0), &Found::Missing, at(1));
    assert_eq!((waiting.state, waiting.due_at), (State::Pending, at(2)));
    let good = judged(waiting, at(0), &Found::Good, at(2));
    assert_eq!((good.state, good.verified_at), (State::Verified, Some(at(2))));
    let silent = judged(good, at(0), &Found::Silent, at(3));
    assert_eq!((silent.state, silent.failing_since, silent.due_at), (State::Verified, None, at(4)));
    let failing = judged(silent, at(0), &Found::Unproved, at(4));
    assert_eq!((failing.state, failing.verified_at, failing.failing_since), (State::Failing, Some(at(2)), Some(at(4))));
    let still = judged(failing, at(0), &Found::Elsewhere("x".to_owned()), at(9));
    assert_eq!(still.failing_since, Some(at(4)));
    let again = judged(still, at(0), &Found::Good, at(10));
    assert_eq!((again.state, again.verified_at, again.failing_since), (State::Verified, Some(at(2)), None));
}

#[test]
fn nothing_that_is_told_of_a_name_names_the_product() {
    let (name, value) = proof_record("integrations.acme.com", "00");
    for text in [name, value, Found::Missing.words(), Found::Taken.words(), Found::Unproved.words()] {
        assert!(!text.to_lowercase().contains("berth"), "{text}");
    }
}
