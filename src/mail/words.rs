//! The words of mails, in the language of here. One set of words makes the text and the HTML, so that the two never disagree.

use super::model::{INVITE_HOURS, Pairs, RESET_HOURS};
use crate::people::device;
use crate::people::model::Role;
use crate::web::times::{date, exact};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// A mail in words, before it is laid out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub subject: String,
    pub paragraphs: Vec<String>,
    pub facts: Vec<(&'static str, String)>,
    /// Figures below each other, each table under its title.
    pub tables: Vec<(&'static str, Pairs)>,
    /// The words of the one button.
    pub button: &'static str,
    /// What the button is worth and for how long.
    pub note: String,
    /// Why this mail came and what to do when it is a surprise.
    pub footer: String,
}

/// The words of a stored mail; none for a kind that this version does not know. `partner`: who speaks.
pub(super) fn words(kind: &str, values: &BTreeMap<String, String>, partner: &str) -> Option<Words> {
    let value = |name: &str| values.get(name).map_or("", String::as_str);
    Some(match kind {
        "invite" => invite(value("account"), partner),
        "reset" => Words {
            subject: t!("mail-reset-subject", partner = partner),
            paragraphs: vec![t!("mail-reset", partner = partner)],
            button: t!("mail-reset-button"),
            note: t!("mail-reset-note", n = RESET_HOURS),
            footer: t!("mail-reset-footer").to_owned(),
            ..Words::default()
        },
        "password-changed" => Words {
            subject: t!("mail-password-subject", partner = partner),
            paragraphs: vec![changed(value("how"), partner), t!("mail-password-sessions").to_owned()],
            button: t!("mail-sign-in"),
            footer: t!("mail-password-footer").to_owned(),
            ..Words::default()
        },
        "new-sign-in" => Words {
            subject: t!("mail-new-sign-in-subject", partner = partner),
            paragraphs: vec![t!("mail-new-sign-in", partner = partner)],
            facts: vec![
                (t!("mail-new-sign-in-device"), device::words(value("agent"))),
                (t!("mail-new-sign-in-address"), value("address").to_owned()),
                (t!("mail-new-sign-in-when"), moment(value("at"))),
            ],
            button: t!("mail-new-sign-in-button"),
            footer: t!("mail-new-sign-in-footer").to_owned(),
            ..Words::default()
        },
        "two-step" => Words {
            subject: t!("mail-two-step-subject", partner = partner),
            paragraphs: vec![two_step(value("what"), value("left"), partner)],
            button: t!("mail-two-step-button"),
            footer: t!("mail-two-step-footer", partner = partner),
            ..Words::default()
        },
        "sign-in-link" => Words {
            subject: t!("mail-sign-in-link-subject", partner = partner),
            paragraphs: vec![sign_in_link(&value, partner)],
            button: t!("mail-two-step-button"),
            footer: t!("mail-sign-in-link-footer", partner = partner),
            ..Words::default()
        },
        "host-failing" => Words {
            subject: t!("mail-host-failing-subject", host = value("host")),
            paragraphs: vec![t!("mail-host-failing", host = value("host"), partner = partner)],
            facts: vec![(t!("mail-host-failing-since"), moment(value("since")))],
            button: t!("mail-host-failing-button"),
            footer: t!("mail-host-failing-footer").to_owned(),
            ..Words::default()
        },
        "granted" => granted(&value, partner),
        "limit" => limit(&value, partner),
        "report" => report(&value, partner),
        _ => return None,
    })
}

/// It names nobody: whoever invites could have written anything into their name.
fn invite(account: &str, partner: &str) -> Words {
    let invitation = match account {
        "" => t!("mail-invite", partner = partner),
        account => t!("mail-invite-account", partner = partner, account = account),
    };
    Words {
        subject: t!("mail-invite-subject", partner = partner),
        paragraphs: vec![invitation],
        button: t!("mail-invite-button"),
        note: t!("mail-invite-note", n = INVITE_HOURS),
        footer: t!("mail-invite-footer").to_owned(),
        ..Words::default()
    }
}

fn changed(how: &str, partner: &str) -> String {
    match how {
        "page" => t!("mail-password-page", partner = partner),
        "link" => t!("mail-password-link", partner = partner),
        _ => t!("mail-password-by", partner = partner, by = partner),
    }
}

/// An instant as it was stored.
fn moment(at: &str) -> String {
    match at.parse::<DateTime<Utc>>() {
        Ok(instant) => t!("mail-new-sign-in-at", at = exact(instant, chrono_tz::UTC)),
        Err(_) => at.to_owned(),
    }
}

fn two_step(what: &str, left: &str, partner: &str) -> String {
    match what {
        "on" => t!("mail-two-step-on", partner = partner),
        "off" => t!("mail-two-step-off", partner = partner),
        "codes" => t!("mail-two-step-codes", partner = partner),
        "recovered" => {
            t!("mail-two-step-passed", n = left.parse::<i64>().unwrap_or_default(), partner = partner)
        }
        _ => t!("mail-two-step-reset", partner = partner),
    }
}

fn sign_in_link<'a>(value: &dyn Fn(&str) -> &'a str, partner: &str) -> String {
    let provider = value("provider");
    match value("what") {
        "made" => t!("mail-sign-in-link-made", partner = partner, provider = provider, address = value("address")),
        "removed" => t!("mail-sign-in-link-removed", partner = partner, provider = provider),
        _ => t!("mail-sign-in-link-partner", partner = partner, provider = provider),
    }
}

fn granted<'a>(value: &dyn Fn(&str) -> &'a str, partner: &str) -> Words {
    let sample = !value("brand").is_empty();
    let role = match Role::parse(value("role")) {
        Ok(role) => role.label().to_owned(),
        Err(_) => value("role").to_owned(),
    };
    let account: &str = if sample { t!("mail-granted-sample-account") } else { value("account") };
    Words {
        subject: if sample {
            t!("mail-granted-sample", account = account)
        } else {
            t!("mail-granted-subject", account = account)
        },
        paragraphs: vec![t!("mail-granted", partner = partner, account = account)],
        facts: vec![(t!("mail-granted-role"), role)],
        button: t!("mail-granted-button"),
        footer: t!("mail-granted-footer").to_owned(),
        ..Words::default()
    }
}

fn limit<'a>(value: &dyn Fn(&str) -> &'a str, partner: &str) -> Words {
    let (account, percent) = (value("account"), value("percent"));
    let figure = |name: &str| value(name).parse::<i64>().unwrap_or_default();
    let tree = value("scope") == "tree";
    let then = match (figure("percent"), value("then")) {
        (100.., "overage") => t!("mail-limit-full-overage"),
        (100.., _) => t!("mail-limit-full-hold"),
        (_, "overage") => t!("mail-limit-near-overage"),
        _ => t!("mail-limit-near-hold"),
    };
    let resets = value("resets").parse::<NaiveDate>().map_or_else(|_| value("resets").to_owned(), date);
    Words {
        subject: if tree {
            t!("mail-limit-subject-tree", percent = percent, account = account)
        } else {
            t!("mail-limit-subject-own", percent = percent, account = account)
        },
        paragraphs: vec![t!("mail-limit", account = account, percent = percent, partner = partner), then.to_owned()],
        facts: vec![
            (t!("mail-limit-used"), t!("mail-limit-figures", used = figure("used"), value = figure("value"))),
            (t!("mail-limit-counted"), if tree { t!("mail-limit-tree") } else { t!("mail-limit-own") }.to_owned()),
            (t!("mail-limit-resets"), resets),
        ],
        button: t!("mail-sign-in"),
        footer: t!("mail-limit-footer").to_owned(),
        ..Words::default()
    }
}

fn report<'a>(value: &dyn Fn(&str) -> &'a str, partner: &str) -> Words {
    let (report, days) = (value("report"), value("days"));
    let about = match value("whose") {
        "" => t!("mail-report", report = report, days = days, partner = partner),
        account => t!("mail-report-of", report = report, account = account, days = days, partner = partner),
    };
    let tables =
        [(t!("mail-report-figures"), unpacked(value("figures"))), (t!("mail-report-rows"), unpacked(value("rows")))];
    Words {
        subject: t!("mail-report-subject", name = value("name"), days = days),
        paragraphs: [about.as_str(), value("problems")]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(ToOwned::to_owned)
            .collect(),
        tables: tables.into_iter().filter(|(_, pairs)| !pairs.is_empty()).collect(),
        button: t!("mail-report-button"),
        footer: t!("mail-report-footer", when = value("when"), by = value("by")),
        ..Words::default()
    }
}

fn unpacked(value: &str) -> Pairs {
    serde_json::from_str(value).unwrap_or_default()
}
