//! How a flow begins: a webhook's check, and when a cycle runs.

use super::{Typed, word};
use crate::error::FieldErrors;
use crate::hooks::model::{Algorithm, Check, Encoding, HmacCheck, Stamp};
use crate::schedules::form::ScheduleForm;
use crate::schedules::model::Schedule;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;

/// Ways to prove who sends.
pub(crate) fn checks() -> Vec<(&'static str, &'static str)> {
    vec![
        ("none", t!("builder-check-none")),
        ("hmac", t!("builder-check-hmac")),
        ("standard", t!("builder-check-standard")),
        ("basic", t!("builder-check-basic")),
        ("token", t!("builder-check-token")),
    ]
}

/// How a digest is written.
pub(crate) fn encodings() -> Vec<(&'static str, &'static str)> {
    vec![("hex", t!("builder-encoding-hex")), ("base64", t!("builder-encoding-base64"))]
}

/// Where the time of sending stands.
pub(crate) fn stamps() -> Vec<(&'static str, &'static str)> {
    vec![
        ("none", t!("builder-stamp-none")),
        ("header", t!("builder-stamp-header")),
        ("pairs", t!("builder-stamp-pairs")),
    ]
}

/// Run modes of a cycle that runs by the clock.
pub(crate) fn modes() -> Vec<(&'static str, &'static str)> {
    vec![
        ("", t!("builder-mode-hand")),
        ("every", t!("builder-mode-every")),
        ("once", t!("builder-mode-once")),
        ("cron", t!("builder-mode-cron")),
    ]
}

pub(crate) const ALGORITHMS: [(&str, &str); 3] = [("sha256", "SHA-256"), ("sha1", "SHA-1"), ("sha512", "SHA-512")];
/// What goes along with the flow wherever it is installed is short.
const SAMPLE_BYTES_MAX: usize = 64 * 1024;
/// The seconds that a signed time may be old.
const WINDOW_S: u32 = 300;
const SIGNED: &str = "{timestamp}.{body}";

/// Writes a check into the form.
pub(crate) fn put_check(typed: &mut Typed, check: &Check) {
    let kind = match check {
        Check::None => "none",
        Check::Hmac(_) => "hmac",
        Check::Standard => "standard",
        Check::Basic { .. } => "basic",
        Check::Token { .. } => "token",
    };
    typed.put("check", kind);
    match check {
        Check::None | Check::Standard => {}
        Check::Basic { user } => typed.put("user", user.clone()),
        Check::Token { header, prefix } => {
            typed.put("token_header", header.clone());
            typed.put("token_prefix", prefix.clone());
        }
        Check::Hmac(hmac) => {
            typed.put("header", hmac.header.clone());
            typed.put("prefix", hmac.prefix.clone());
            typed.put("algorithm", word(hmac.algorithm));
            typed.put("encoding", word(hmac.encoding));
            let (place, name, signature, signed, window) = match &hmac.timestamp {
                Stamp::None => ("none", "", "", SIGNED, WINDOW_S),
                Stamp::Header { name, signed, window_s } => ("header", name.as_str(), "", signed.as_str(), *window_s),
                Stamp::Pairs { timestamp, signature, signed, window_s } => {
                    ("pairs", timestamp.as_str(), signature.as_str(), signed.as_str(), *window_s)
                }
            };
            typed.put("stamp", place);
            typed.put("stamp_name", name);
            typed.put("stamp_signature", signature);
            typed.put("signed", signed);
            typed.put("window", window.to_string());
        }
    }
}

/// Reads a check.
pub(crate) fn read_check(typed: &Typed, errors: &mut FieldErrors) -> Check {
    let text = |name: &str| typed.trimmed(name).to_owned();
    let check = match typed.get("check") {
        "hmac" => {
            let window_s = match typed.trimmed("window") {
                "" => Ok(WINDOW_S),
                window => window.parse::<u32>().map_err(|_| t!("builder-wrong-window").to_owned()),
            };
            let window_s = errors.take("window", window_s).unwrap_or(WINDOW_S);
            let signed = if typed.trimmed("signed").is_empty() { SIGNED.to_owned() } else { text("signed") };
            Check::Hmac(HmacCheck {
                header: text("header"),
                prefix: typed.get("prefix").to_owned(),
                algorithm: match typed.get("algorithm") {
                    "sha1" => Algorithm::Sha1,
                    "sha512" => Algorithm::Sha512,
                    _ => Algorithm::Sha256,
                },
                encoding: if typed.get("encoding") == "base64" { Encoding::Base64 } else { Encoding::Hex },
                timestamp: match typed.get("stamp") {
                    "header" => Stamp::Header { name: text("stamp_name"), signed, window_s },
                    "pairs" => Stamp::Pairs {
                        timestamp: text("stamp_name"),
                        signature: text("stamp_signature"),
                        signed,
                        window_s,
                    },
                    _ => Stamp::None,
                },
            })
        }
        "standard" => Check::Standard,
        "basic" => Check::Basic { user: text("user") },
        "token" => Check::Token { header: text("token_header"), prefix: typed.get("token_prefix").to_owned() },
        _ => Check::None,
    };
    if let Some(words) = check.fault() {
        errors.add("check", words);
    }
    check
}

/// Writes the example of what a webhook brings into the form.
pub(crate) fn put_sample(typed: &mut Typed, sample: &Value) {
    let text = if sample.is_null() { Ok(String::new()) } else { serde_json::to_string_pretty(sample) };
    typed.put("example", text.unwrap_or_default());
}

/// Reads the example of what a webhook brings; empty: there is none.
///
/// # Errors
/// In words, where it is no JSON or too long.
pub(crate) fn read_sample(text: &str) -> Result<Value, String> {
    if text.len() > SAMPLE_BYTES_MAX {
        return Err(t!("builder-wrong-example", most = SAMPLE_BYTES_MAX / 1024));
    }
    if text.trim().is_empty() { Ok(Value::Null) } else { crate::json_words::read(text) }
}

/// Writes a schedule into the form.
pub(crate) fn put_schedule(typed: &mut Typed, schedule: Option<&Schedule>, zone: Tz) {
    let local = |at: &DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%dT%H:%M").to_string();
    let (mode, start, minutes, line) = match schedule {
        None => ("", String::new(), "60".to_owned(), String::new()),
        Some(Schedule::Once { at }) => ("once", local(at), "60".to_owned(), String::new()),
        Some(Schedule::Every { minutes, from }) => ("every", local(from), minutes.minutes().to_string(), String::new()),
        Some(Schedule::Cron { line }) => ("cron", String::new(), "60".to_owned(), word(line)),
    };
    typed.put("mode", mode);
    typed.put("start", start);
    typed.put("minutes", minutes);
    typed.put("line", line);
}

/// Reads a schedule. One that was not changed stays as it is, though its time may have passed.
pub(crate) fn read_schedule(
    typed: &Typed,
    before: Option<&Schedule>,
    zone: Tz,
    now: DateTime<Utc>,
    errors: &mut FieldErrors,
) -> Option<Schedule> {
    let mut shown = Typed::default();
    put_schedule(&mut shown, before, zone);
    if ["mode", "start", "minutes", "line"].iter().all(|name| shown.get(name) == typed.trimmed(name)) {
        return before.cloned();
    }
    if typed.get("mode").is_empty() {
        return None;
    }
    let form = ScheduleForm {
        mode: typed.get("mode").to_owned(),
        start: typed.get("start").to_owned(),
        minutes: typed.get("minutes").to_owned(),
        line: typed.get("line").to_owned(),
    };
    match form.read(zone, now) {
        Ok(schedule) => Some(schedule),
        Err(faults) => {
            faults.into_iter().for_each(|(field, words)| errors.add(field, words));
            None
        }
    }
}
