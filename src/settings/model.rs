//! Limits of sessions as values. The longest are the product's (MODEL section 3); a partner says less, never more.

use crate::db::Kind;
use crate::error::FieldErrors;
use chrono::{DateTime, Duration, Utc};

const USER_AGENT_CHARS_MAX: usize = 200;

/// How long people of one kind stay signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Without a request.
    pub idle_min: i32,
    /// At all.
    pub longest_min: i32,
}

/// What can be chosen, in minutes; each list ends with the product's own limit.
const CONSOLE_IDLE: &[i32] = &[5, 10, 15, 30, 45, 60];
const CONSOLE_LONGEST: &[i32] = &[60, 120, 240, 480, 720, 1_440];
const ACCOUNT_IDLE: &[i32] = &[5, 15, 30, 60, 120, 240, 480, 720];
const ACCOUNT_LONGEST: &[i32] = &[60, 240, 480, 720, 1_440, 2_880, 4_320, 10_080];

impl Limits {
    /// The longest there are.
    pub fn at_most(kind: Kind) -> Limits {
        let last = |of: &[i32]| of.last().copied().unwrap_or_default();
        Limits { idle_min: last(idle_choices(kind)), longest_min: last(longest_choices(kind)) }
    }

    /// Both as durations.
    pub fn lengths(self) -> (Duration, Duration) {
        (Duration::minutes(self.idle_min.into()), Duration::minutes(self.longest_min.into()))
    }

    /// Those of a session that is opened `now`: seconds without a request, and when it ends at the latest.
    pub fn since(self, now: DateTime<Utc>) -> (i32, DateTime<Utc>) {
        let (idle, longest) = self.lengths();
        (i32::try_from(idle.num_seconds()).unwrap_or(i32::MAX), now + longest)
    }

    /// Of a form; a complaint goes to the field `{kind}_idle` or `{kind}_longest`.
    pub fn typed(kind: Kind, idle: &str, longest: &str, errors: &mut FieldErrors) -> Option<Limits> {
        let (idle_field, longest_field) = fields(kind);
        let idle_min = errors.take(idle_field, chosen(idle, idle_choices(kind)));
        let longest_min = errors.take(longest_field, chosen(longest, longest_choices(kind)));
        let limits = Limits { idle_min: idle_min?, longest_min: longest_min? };
        if limits.idle_min > limits.longest_min {
            errors.add(idle_field, t!("settings-idle-too-long", time = words(limits.longest_min)));
            return None;
        }
        Some(limits)
    }
}

/// Of whom two-step sign-in is required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SecondStep {
    Optional,
    Console,
    Everybody,
}

impl SecondStep {
    pub const ALL: [SecondStep; 3] = [SecondStep::Optional, SecondStep::Console, SecondStep::Everybody];

    /// As it is stored and sent.
    pub fn key(self) -> &'static str {
        match self {
            SecondStep::Optional => "optional",
            SecondStep::Console => "console",
            SecondStep::Everybody => "everybody",
        }
    }

    pub fn read(word: &str) -> Option<SecondStep> {
        SecondStep::ALL.into_iter().find(|one| one.key() == word)
    }

    /// For people, and what it means.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            SecondStep::Optional => (t!("settings-optional"), t!("settings-optional-why")),
            SecondStep::Console => (t!("settings-required-console"), t!("settings-required-console-why")),
            SecondStep::Everybody => (t!("settings-required-all"), t!("settings-required-all-why")),
        }
    }
}

/// How calls to applications name themselves; empty is none of its own. What is accepted goes into a header as it is.
///
/// # Errors
/// Words for the field.
pub(crate) fn user_agent(text: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() > USER_AGENT_CHARS_MAX {
        return Err(t!("settings-agent-long", n = USER_AGENT_CHARS_MAX));
    }
    // RFC 9110 section 10.1.5: a product first. Others read it, so plain ASCII without line ends.
    let product = text.split([' ', '/']).next().unwrap_or_default();
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if product.is_empty() || !product.bytes().all(token) {
        return Err(t!("settings-agent-product").to_owned());
    }
    if !text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
        return Err(t!("settings-agent-plain").to_owned());
    }
    Ok(Some(text.to_owned()))
}

/// The names of a kind's two fields, idle and longest.
pub(super) fn fields(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Console => ("console_idle", "console_longest"),
        Kind::Account | Kind::Program => ("account_idle", "account_longest"),
    }
}

fn idle_choices(kind: Kind) -> &'static [i32] {
    match kind {
        Kind::Console => CONSOLE_IDLE,
        Kind::Account | Kind::Program => ACCOUNT_IDLE,
    }
}

fn longest_choices(kind: Kind) -> &'static [i32] {
    match kind {
        Kind::Console => CONSOLE_LONGEST,
        Kind::Account | Kind::Program => ACCOUNT_LONGEST,
    }
}

fn chosen(text: &str, choices: &[i32]) -> Result<i32, String> {
    let most = choices.last().copied().unwrap_or_default();
    text.trim()
        .parse()
        .ok()
        .filter(|minutes| choices.contains(minutes))
        .ok_or_else(|| t!("settings-choose-time", most = words(most)))
}

/// For the two lists of a kind: (value, text).
pub(super) fn options(kind: Kind) -> [Vec<(String, String)>; 2] {
    let list = |of: &[i32]| of.iter().map(|minutes| (minutes.to_string(), words(*minutes))).collect();
    [list(idle_choices(kind)), list(longest_choices(kind))]
}

/// "15 minutes", "2 hours", "3 days".
pub(super) fn words(minutes: i32) -> String {
    let minutes = i64::from(minutes);
    match minutes {
        m if m % 1_440 == 0 && m > 1_440 => t!("settings-days", n = m / 1_440),
        m if m % 60 == 0 => t!("settings-hours", n = m / 60),
        m => t!("settings-minutes", n = m),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_are_those_of_the_model() {
        assert_eq!(Limits::at_most(Kind::Console).lengths(), (Duration::hours(1), Duration::hours(24)));
        assert_eq!(Limits::at_most(Kind::Account).lengths(), (Duration::hours(12), Duration::days(7)));
    }

    #[test]
    fn a_partner_says_less_and_never_more() {
        for (idle, longest, at) in [
            ("60", "1440", ""),
            ("5", "60", ""),
            (" 15 ", "120", ""),
            ("61", "1440", "console_idle"),
            ("0", "1440", "console_idle"),
            ("-5", "1440", "console_idle"),
            ("", "1440", "console_idle"),
            ("15", "2880", "console_longest"),
            ("15", "forever", "console_longest"),
            ("15", "99999999999", "console_longest"),
        ] {
            let mut errors = FieldErrors::default();
            let limits = Limits::typed(Kind::Console, idle, longest, &mut errors);
            assert_eq!(limits.is_some(), at.is_empty(), "{idle} {longest}");
            assert_eq!(errors.0.first().map_or("", |e| e.field.as_str()), at, "{idle} {longest}");
        }
        let mut errors = FieldErrors::default();
        assert_eq!(Limits::typed(Kind::Account, "720", "240", &mut errors), None);
        assert!(errors.of("account_idle").contains("after 4 hours at the latest"), "{errors:?}");
    }

    #[test]
    fn a_user_agent_is_a_header_value_that_begins_with_a_product() {
        assert_eq!(user_agent("  "), Ok(None));
        for good in ["Acme", "Acme-Sync/1.0", "Acme/2 (+https://acme.example; ops@acme.example)"] {
            assert_eq!(user_agent(good), Ok(Some(good.to_owned())));
        }
        for bad in ["(Acme)", "/1.0", "Acme\r\nX-Evil: 1", "Acme\t1", "Acmé", "Acme “1”", &"a".repeat(201)] {
            assert!(user_agent(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn lengths_in_words() {
        for (minutes, text) in
            [(5, "5 minutes"), (60, "1 hour"), (720, "12 hours"), (1_440, "24 hours"), (10_080, "7 days")]
        {
            assert_eq!(words(minutes), text);
        }
    }
}
