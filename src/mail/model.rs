//! What is mailed, as it is stored in the outbox until it leaves.

use crate::language::Language;
use crate::people::model::Role;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How long a mailed link works.
pub(crate) const INVITE_HOURS: i64 = 72;
pub(crate) const RESET_HOURS: i64 = 1;
/// The value that says which language a mail is in, where it was worded before it leaves.
pub(super) const LANGUAGE: &str = "language";
/// Of what a browser calls itself.
const AGENT_CHARS_MAX: usize = 300;

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

/// How a password was changed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Changed {
    OnOwnPage,
    ByMailedLink,
    ByPartner,
}

/// What became of somebody's two-step sign-in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TwoStep {
    On,
    Off,
    NewCodes,
    Reset,
    /// A recovery code was used; so many are left.
    Recovered(i64),
}

/// What became of the link between somebody and who they are at their partner's sign-in provider.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SignInLink {
    Made,
    Removed,
    RemovedByPartner,
}

/// A mail to be put into the outbox, as codes and figures: it is worded when it leaves, in its recipient's language, which
/// is looked up then (`app.language_for`). The link for a forgotten password is not among them: `gate.ask_reset` puts it
/// there, since nobody is known when it is asked for.
#[derive(Clone, Debug)]
pub(crate) enum Letter {
    /// A link for the first password.
    Invite { link: Uuid, account: Option<String> },
    /// The password was changed.
    PasswordChanged(Changed),
    /// A sign-in from a device and network that this person never used before.
    NewSignIn { agent: String, address: String, at: DateTime<Utc> },
    /// The two-step sign-in was changed, or passed with a recovery code.
    TwoStep(TwoStep),
    /// Who they are at a sign-in provider was linked with them, or is so no more; `provider`: its name or issuer, `address`: theirs
    /// there, where one was linked.
    SignInLink { what: SignInLink, provider: String, address: String },
    /// A host name of the partner's own has failed its checks for long.
    HostFailing { host: String, since: DateTime<Utc> },
    /// Somebody who has a password already was let into an account.
    Granted { account: String, role: Role },
    /// The same as a sample of a brand that is not published, to who works on it; `brand`: its tokens as JSON.
    Sample { brand: String },
    /// So many percent of an account's limit of tasks a month are used.
    Limit {
        account: String,
        /// With all below it.
        tree: bool,
        percent: i16,
        used: i64,
        value: i64,
        resets: NaiveDate,
        /// At the limit work goes on.
        overage: bool,
    },
    /// A saved report whose time has come, in words already; `whose`: the account it is of, empty for all of them.
    Report {
        /// That of its words.
        language: Language,
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

/// What a stored mail needs for its words.
type Values = BTreeMap<&'static str, String>;

impl Letter {
    /// The database's word, the link and the values for the words.
    pub(super) fn stored(&self) -> (&'static str, Option<Uuid>, Values) {
        match self {
            Letter::Invite { link, account } => {
                ("invite", Some(*link), account.iter().map(|name| ("account", name.clone())).collect())
            }
            Letter::PasswordChanged(how) => {
                let how = match how {
                    Changed::OnOwnPage => "page",
                    Changed::ByMailedLink => "link",
                    Changed::ByPartner => "partner",
                };
                ("password-changed", None, Values::from([("how", how.to_owned())]))
            }
            Letter::NewSignIn { agent, address, at } => {
                let agent = agent.chars().take(AGENT_CHARS_MAX).collect();
                let values = [("agent", agent), ("address", address.clone()), ("at", at.to_rfc3339())];
                ("new-sign-in", None, Values::from(values))
            }
            Letter::TwoStep(what) => ("two-step", None, two_step(*what)),
            Letter::SignInLink { what, provider, address } => {
                let what = match what {
                    SignInLink::Made => "made",
                    SignInLink::Removed => "removed",
                    SignInLink::RemovedByPartner => "partner",
                };
                let values = [("what", what.to_owned()), ("provider", provider.clone()), ("address", address.clone())];
                ("sign-in-link", None, Values::from(values))
            }
            Letter::HostFailing { host, since } => {
                ("host-failing", None, Values::from([("host", host.clone()), ("since", since.to_rfc3339())]))
            }
            Letter::Granted { account, role } => {
                let values = [("account", account.clone()), ("role", role.key().to_owned())];
                ("granted", None, Values::from(values))
            }
            Letter::Sample { brand } => {
                let role = Role::Administrator.key().to_owned();
                ("granted", None, Values::from([("role", role), ("brand", brand.clone())]))
            }
            Letter::Limit { account, tree, percent, used, value, resets, overage } => {
                let values = [
                    ("account", account.clone()),
                    ("scope", if *tree { "tree" } else { "own" }.to_owned()),
                    ("percent", percent.to_string()),
                    ("used", used.to_string()),
                    ("value", value.to_string()),
                    ("resets", resets.to_string()),
                    ("then", if *overage { "overage" } else { "hold" }.to_owned()),
                ];
                ("limit", None, Values::from(values))
            }
            Letter::Report { language, name, whose, report, days, problems, figures, rows, when, by, path } => {
                let values = [
                    (LANGUAGE, language.code().to_owned()),
                    ("name", name.clone()),
                    ("whose", whose.clone()),
                    ("report", report.clone()),
                    ("days", days.clone()),
                    ("problems", problems.clone()),
                    ("figures", packed(figures)),
                    ("rows", packed(rows)),
                    ("when", when.clone()),
                    ("by", by.clone()),
                    ("path", path.clone()),
                ];
                ("report", None, Values::from(values))
            }
        }
    }
}

fn two_step(what: TwoStep) -> Values {
    let (what, left) = match what {
        TwoStep::On => ("on", None),
        TwoStep::Off => ("off", None),
        TwoStep::NewCodes => ("codes", None),
        TwoStep::Reset => ("reset", None),
        TwoStep::Recovered(left) => ("recovered", Some(left)),
    };
    let left = left.map(|left| ("left", left.to_string()));
    [("what", what.to_owned())].into_iter().chain(left).collect()
}

/// Pairs as one value of a stored mail.
fn packed(pairs: &Pairs) -> String {
    serde_json::json!(pairs).to_string()
}

/// Where the button leads when the mail carries no link of its own.
pub(super) fn button_path(kind: &str, values: &BTreeMap<String, String>, partner_slug: &str) -> String {
    match kind {
        "report" => values.get("path").cloned().unwrap_or_default(),
        "new-sign-in" => "/me/sessions".to_owned(),
        "two-step" => "/me/two-step".to_owned(),
        "sign-in-link" => "/me".to_owned(),
        "host-failing" => "/console/settings/hosts".to_owned(),
        _ => format!("/sign-in/{partner_slug}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn every_letter_has_words_that_name_the_partner_and_not_the_product() {
        let letters = [
            Letter::Invite { link: Uuid::nil(), account: Some("Delta".to_owned()) },
            Letter::PasswordChanged(Changed::OnOwnPage),
            Letter::NewSignIn {
                agent: "Firefox/130".to_owned(),
                address: "192.0.2.1".to_owned(),
                at: DateTime::UNIX_EPOCH,
            },
            Letter::Granted { account: "Delta".to_owned(), role: Role::Viewer },
            Letter::TwoStep(TwoStep::Recovered(7)),
            Letter::HostFailing { host: "a.test".to_owned(), since: DateTime::UNIX_EPOCH },
            Letter::SignInLink { what: SignInLink::Made, provider: "Acme".to_owned(), address: "a@b.test".to_owned() },
            Letter::Limit {
                account: "Delta".to_owned(),
                tree: false,
                percent: 80,
                used: 80,
                value: 100,
                resets: NaiveDate::default(),
                overage: false,
            },
            Letter::Report {
                language: Language::English,
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

    #[test]
    fn a_letter_speaks_the_language_of_whoever_gets_it() {
        let (kind, _, values) = Letter::TwoStep(TwoStep::Recovered(1)).stored();
        let values = values.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
        let said = || words(kind, &values, "Northwind").expect("words");
        let english = said();
        assert!(english.paragraphs[0].ends_with("a recovery code, which is used up; 1 is left."), "{english:?}");
        let german = crate::language::speaking(Language::German, None, said);
        assert_eq!(german.subject, "Ihre Anmeldung in zwei Schritten bei Northwind");
        assert!(german.paragraphs[0].ends_with("1 ist noch übrig."), "{german:?}");
    }
}
