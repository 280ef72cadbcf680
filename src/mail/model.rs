//! What is mailed, and its words. One set of words makes the text and the HTML, so that the two never disagree.

use std::collections::BTreeMap;
use uuid::Uuid;

/// How long a mailed link works.
pub(crate) const INVITE_HOURS: i64 = 72;
pub(crate) const RESET_HOURS: i64 = 1;

/// What a mailed link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The first password of somebody who was invited.
    Invite,
    /// A new password for one that was forgotten.
    Reset,
}

impl Purpose {
    /// How long the link works.
    pub fn lasts(self) -> chrono::Duration {
        chrono::Duration::hours(match self {
            Purpose::Invite => INVITE_HOURS,
            Purpose::Reset => RESET_HOURS,
        })
    }
}

/// Whom a mail goes to.
#[derive(Clone, Debug)]
pub(crate) struct Recipient {
    pub email: String,
    pub name: String,
}

/// What is said of things, one a line: what it is, and what is said of it.
pub(crate) type Pairs = Vec<(String, String)>;

/// A mail to be put into the outbox. The link for a forgotten password is not among them: `gate.ask_reset` puts it
/// there, since nobody is known when it is asked for.
#[derive(Clone, Debug)]
pub(crate) enum Letter {
    /// A link for the first password.
    Invite { link: Uuid, account: Option<String> },
    /// The password was changed; `how` ends the sentence "It was changed ...".
    PasswordChanged { how: String },
    /// A sign-in from a device and network that this person never used before.
    NewSignIn { device: String, address: String, at: String },
    /// The two-step sign-in was changed, or passed with a recovery code; `what` ends the sentence.
    TwoStep { what: String },
    /// Somebody who has a password already was let into an account.
    Granted { account: String, role: String },
    /// The same as a sample of a brand that is not published, to who works on it; `brand`: its tokens as JSON.
    Sample { brand: String },
    /// So many percent of an account's limit of tasks a month are used.
    Limit { account: String, scope: String, percent: String, figures: String, resets: String, then: String },
    /// A saved report whose time has come; `whose`: the account it is of, empty for all of them.
    Report {
        name: String,
        whose: String,
        report: String,
        days: String,
        /// What of it could not be read; empty: nothing.
        problems: String,
        figures: Pairs,
        rows: Pairs,
        /// "each Monday at 08:00, Europe/London".
        when: String,
        /// In whose name it is sent.
        by: String,
        /// Where the report is.
        path: String,
    },
}

impl Letter {
    /// The database's word, the link and the values for the words.
    pub(super) fn stored(&self) -> (&'static str, Option<Uuid>, BTreeMap<&'static str, String>) {
        let (kind, link, values) = self.said();
        let mut values: BTreeMap<_, _> = values.into_iter().map(|(name, value)| (name, value.to_owned())).collect();
        if let Letter::Report { figures, rows, .. } = self {
            values.insert("figures", packed(figures));
            values.insert("rows", packed(rows));
        }
        (kind, link, values)
    }

    /// What of it is said in one word each.
    fn said(&self) -> (&'static str, Option<Uuid>, BTreeMap<&'static str, &str>) {
        match self {
            Letter::Invite { link, account } => {
                ("invite", Some(*link), account.as_deref().map(|name| ("account", name)).into_iter().collect())
            }
            Letter::PasswordChanged { how } => ("password-changed", None, BTreeMap::from([("how", how.as_str())])),
            Letter::NewSignIn { device, address, at } => (
                "new-sign-in",
                None,
                BTreeMap::from([("device", device.as_str()), ("address", address.as_str()), ("at", at.as_str())]),
            ),
            Letter::TwoStep { what } => ("two-step", None, BTreeMap::from([("what", what.as_str())])),
            Letter::Granted { account, role } => {
                ("granted", None, BTreeMap::from([("account", account.as_str()), ("role", role.as_str())]))
            }
            Letter::Sample { brand } => (
                "granted",
                None,
                BTreeMap::from([("account", "Sample account"), ("role", "Administrator"), ("brand", brand.as_str())]),
            ),
            Letter::Limit { account, scope, percent, figures, resets, then } => (
                "limit",
                None,
                BTreeMap::from([
                    ("account", account.as_str()),
                    ("scope", scope.as_str()),
                    ("percent", percent.as_str()),
                    ("figures", figures.as_str()),
                    ("resets", resets.as_str()),
                    ("then", then.as_str()),
                ]),
            ),
            Letter::Report { name, whose, report, days, problems, when, by, path, figures: _, rows: _ } => (
                "report",
                None,
                BTreeMap::from([
                    ("name", name.as_str()),
                    ("whose", whose.as_str()),
                    ("report", report.as_str()),
                    ("days", days.as_str()),
                    ("problems", problems.as_str()),
                    ("when", when.as_str()),
                    ("by", by.as_str()),
                    ("path", path.as_str()),
                ]),
            ),
        }
    }
}

/// Pairs as one value of a stored mail.
fn packed(pairs: &Pairs) -> String {
    serde_json::json!(pairs).to_string()
}

fn unpacked(value: &str) -> Pairs {
    serde_json::from_str(value).unwrap_or_default()
}

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

/// The words of a stored mail; none for a kind that this version does not know.
pub(super) fn words(kind: &str, values: &BTreeMap<String, String>, partner: &str) -> Option<Words> {
    let value = |name: &str| values.get(name).map_or("", String::as_str);
    Some(match kind {
        "invite" => invite(value("account"), partner),
        "reset" => Words {
            subject: format!("Set a new password for {partner}"),
            paragraphs: vec![format!("Somebody asked for a new password for your access to {partner}.")],
            button: "Set a new password",
            note: format!("The link works once, within {} of asking.", hours(RESET_HOURS)),
            footer: "If that was not you, do nothing: your password stays as it is.".to_owned(),
            ..Words::default()
        },
        "password-changed" => Words {
            subject: format!("Your password for {partner} was changed"),
            paragraphs: vec![
                format!("The password of your access to {partner} was changed {}.", value("how")),
                "All other sessions were ended.".to_owned(),
            ],
            button: "Sign in",
            footer: "If that was not you, set a new password at once with “Forgot your password?” on the sign-in page."
                .to_owned(),
            ..Words::default()
        },
        "new-sign-in" => Words {
            subject: format!("New sign-in to {partner}"),
            paragraphs: vec![format!("You signed in to {partner} from a device or a network we had not seen before.")],
            facts: vec![
                ("Device", value("device").to_owned()),
                ("Address", value("address").to_owned()),
                ("When", value("at").to_owned()),
            ],
            button: "See your sessions",
            footer: "If that was not you, end the session and change your password.".to_owned(),
            ..Words::default()
        },
        "two-step" => Words {
            subject: format!("Your two-step sign-in to {partner}"),
            paragraphs: vec![format!("The two-step sign-in of your access to {partner} {}.", value("what"))],
            button: "See it on your page",
            footer: format!("If you did not expect this, change your password at once and tell {partner}."),
            ..Words::default()
        },
        "granted" => Words {
            subject: match value("brand") {
                "" => format!("You can now open {}", value("account")),
                _ => format!("Sample: you can now open {}", value("account")),
            },
            paragraphs: vec![format!("{partner} gave you access to “{}”.", value("account"))],
            facts: vec![("Role", value("role").to_owned())],
            button: "Open it",
            footer: "Sign in with the address this mail came to and the password you have.".to_owned(),
            ..Words::default()
        },
        "limit" => Words {
            subject: format!(
                "{} % of the limit of tasks is used: {}, {}",
                value("percent"),
                value("account"),
                value("scope")
            ),
            paragraphs: vec![
                format!("“{}” has used {} % of its tasks a month at {partner}.", value("account"), value("percent")),
                value("then").to_owned(),
            ],
            facts: vec![
                ("Used", value("figures").to_owned()),
                ("Counted", value("scope").to_owned()),
                ("Counts anew on", value("resets").to_owned()),
            ],
            button: "Sign in",
            footer: "This is said once in a billing period at 80 % and once at 100 %.".to_owned(),
            ..Words::default()
        },
        "report" => report(&value, partner),
        _ => return None,
    })
}

fn report<'a>(value: &dyn Fn(&str) -> &'a str, partner: &str) -> Words {
    let whose = match value("whose") {
        "" => String::new(),
        account => format!(" of “{account}”"),
    };
    let (report, days) = (value("report"), value("days"));
    let about = format!("{report}{whose}: {days}, beside as many days before, at {partner}.");
    let tables = [("Figures", unpacked(value("figures"))), ("First of the list", unpacked(value("rows")))];
    Words {
        subject: format!("{}: {}", value("name"), value("days")),
        paragraphs: [about.as_str(), value("problems")]
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(ToOwned::to_owned)
            .collect(),
        tables: tables.into_iter().filter(|(_, pairs)| !pairs.is_empty()).collect(),
        button: "Open the report",
        footer: format!(
            "This comes {}, in the name of {}. Whoever may change it can take you off the list, under Reports, “Sent by mail”.",
            value("when"),
            value("by")
        ),
        ..Words::default()
    }
}

/// It names nobody: whoever invites could have written anything into their name.
fn invite(account: &str, partner: &str) -> Words {
    let invitation = match account {
        "" => format!("You are invited to {partner}."),
        account => format!("{partner} invites you to “{account}”."),
    };
    Words {
        subject: format!("You are invited to {partner}"),
        paragraphs: vec![format!("{invitation} Choose a password, then sign in.")],
        button: "Choose a password",
        note: format!("The link works once, within {} of the invitation.", hours(INVITE_HOURS)),
        footer: "If you did not expect this, do nothing: without a password nobody can sign in with your address."
            .to_owned(),
        ..Words::default()
    }
}

/// Where the button leads when the mail carries no link of its own.
pub(super) fn button_path(kind: &str, values: &BTreeMap<String, String>, partner_slug: &str) -> String {
    match kind {
        "report" => values.get("path").cloned().unwrap_or_default(),
        "new-sign-in" => "/me/sessions".to_owned(),
        "two-step" => "/me/two-step".to_owned(),
        _ => format!("/sign-in/{partner_slug}"),
    }
}

fn hours(n: i64) -> String {
    if n == 1 { "1 hour".to_owned() } else { format!("{n} hours") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_words_that_name_the_partner_and_not_the_product() {
        let letters = [
            Letter::Invite { link: Uuid::nil(), account: Some("Delta".to_owned()) },
            Letter::PasswordChanged { how: "on your profile".to_owned() },
            Letter::NewSignIn { device: "Firefox".to_owned(), address: "192.0.2.1".to_owned(), at: "today".to_owned() },
            Letter::Granted { account: "Delta".to_owned(), role: "Viewer".to_owned() },
            Letter::TwoStep { what: "was turned on".to_owned() },
            Letter::Limit {
                account: "Delta".to_owned(),
                scope: "its own use".to_owned(),
                percent: "80".to_owned(),
                figures: "80 of 100 tasks".to_owned(),
                resets: "1 Dec 2026".to_owned(),
                then: "At the limit work waits.".to_owned(),
            },
            Letter::Report {
                name: "Weekly use".to_owned(),
                whose: "Delta".to_owned(),
                report: "Use".to_owned(),
                days: "17 Nov 2026 to 23 Nov 2026".to_owned(),
                problems: String::new(),
                figures: vec![("Tasks".to_owned(), "12 (as before)".to_owned())],
                rows: Vec::new(),
                when: "each day at 08:00, UTC".to_owned(),
                by: "Ada".to_owned(),
                path: "/a/1/reports/use".to_owned(),
            },
        ];
        let mut stored: Vec<_> = letters.iter().map(Letter::stored).collect();
        stored.push(("reset", Some(Uuid::nil()), BTreeMap::new()));
        for (kind, link, values) in stored {
            let values = values.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
            let words = words(kind, &values, "Northwind").expect("words");
            let all = format!("{words:?}");
            assert!(all.contains("Northwind"), "{kind}: {all}");
            assert!(!all.to_lowercase().contains("berth"), "{kind}: {all}");
            assert_eq!(link.is_some(), !words.note.is_empty(), "{kind}: a link says how long it works");
        }
        assert_eq!(words("unheard-of", &BTreeMap::new(), "Northwind"), None);
    }
}
