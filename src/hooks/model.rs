//! Headers, refusals, and how a sender proves itself (SECURITY section 4, webhooks).

use serde::{Deserialize, Serialize};

/// The longest window for a timestamp, and the usual one.
const WINDOW_MAX_S: u32 = 24 * 3_600;
pub(super) const WINDOW_S: u32 = 300;

/// Why a request is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub reason: Reason,
    /// What the sender is told.
    pub why: String,
    /// What the account's log says beside it; nothing a forger should read.
    pub note: Option<String>,
}

/// The kind of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    TooLarge,
    /// A content type that is not understood.
    Unsupported,
    /// A body that is not what its content type says.
    Unreadable,
    /// The sender has not proved who it is.
    Unproven,
}

impl Reason {
    /// The status of the answer.
    pub fn status(self) -> u16 {
        match self {
            Reason::TooLarge => 413,
            Reason::Unsupported => 415,
            Reason::Unreadable => 400,
            Reason::Unproven => 401,
        }
    }
}

impl Refusal {
    pub(super) fn of(reason: Reason, why: impl Into<String>) -> Refusal {
        Refusal { reason, why: why.into(), note: None }
    }

    /// All proofs that fail are answered alike, so that nobody learns which part was right.
    pub(super) fn unproven(note: impl Into<String>) -> Refusal {
        let why = "The sender of this request could not be verified.".to_owned();
        Refusal { reason: Reason::Unproven, why, note: Some(note.into()) }
    }
}

/// A request's headers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Headers<'a>(Vec<(&'a str, &'a [u8])>);

impl<'a> Headers<'a> {
    /// These headers, names in any case.
    pub fn new(headers: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Headers<'a> {
        Headers(headers.into_iter().collect())
    }

    /// The value of a header that is there exactly once and is text: one that is there twice says two things.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        let mut found = self.0.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
        match (found.next(), found.next()) {
            (Some((_, value)), None) => std::str::from_utf8(value).ok().map(str::trim),
            _ => None,
        }
    }
}

/// How a sender proves itself. The secrets are kept apart, encrypted; while one is replaced there are two.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Check {
    /// By knowing the address alone.
    #[default]
    None,
    Hmac(HmacCheck),
    /// Standard Webhooks 1.0; the secret is `whsec_` and base64.
    Standard,
    /// RFC 7617; the secret is the password.
    Basic {
        user: String,
    },
    /// The secret stands in a header, after `prefix` ("Bearer " ...).
    Token {
        header: String,
        #[serde(default)]
        prefix: String,
    },
}

/// A keyed digest of the body in a header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HmacCheck {
    pub header: String,
    pub algorithm: Algorithm,
    pub encoding: Encoding,
    /// Before the digest, as `sha256=`.
    #[serde(default)]
    pub prefix: String,
    #[serde(default)]
    pub timestamp: Stamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Algorithm {
    Sha1,
    Sha256,
    Sha512,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Encoding {
    Hex,
    Base64,
}

/// Where the moment of sending stands, in seconds since 1970, and what is signed: `signed`, in which `{timestamp}` and
/// `{body}` stand for themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "place", rename_all = "snake_case")]
pub(crate) enum Stamp {
    /// There is none; the body alone is signed, and an old request can be sent again.
    #[default]
    None,
    /// In a header of its own, as Slack does with `v0:{timestamp}:{body}`.
    Header {
        name: String,
        #[serde(default = "signed")]
        signed: String,
        #[serde(default = "window")]
        window_s: u32,
    },
    /// With the signatures in one header, as `t=...,v1=...` of Stripe, whose names these are.
    Pairs {
        timestamp: String,
        signature: String,
        #[serde(default = "signed")]
        signed: String,
        #[serde(default = "window")]
        window_s: u32,
    },
}

fn signed() -> String {
    "{timestamp}.{body}".to_owned()
}

fn window() -> u32 {
    WINDOW_S
}

impl Check {
    /// True where secrets are needed.
    pub fn needs_secret(&self) -> bool {
        *self != Check::None
    }

    /// What is wrong with the check itself, in words.
    pub fn fault(&self) -> Option<String> {
        let header = |name: &str| {
            let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
            let good = !name.is_empty() && name.len() <= 100 && name.bytes().all(token);
            (!good).then(|| t!("hooks-header-name", name = name))
        };
        match self {
            Check::None | Check::Standard => None,
            Check::Basic { user } if user.is_empty() || user.contains(':') || user.len() > 200 => {
                Some(t!("hooks-user-name").to_owned())
            }
            Check::Basic { .. } => None,
            Check::Token { header: name, .. } => header(name),
            Check::Hmac(HmacCheck { header: name, timestamp, .. }) => header(name).or_else(|| match timestamp {
                Stamp::None => None,
                Stamp::Header { name, signed, window_s } => header(name).or_else(|| stamp_fault(signed, *window_s)),
                Stamp::Pairs { timestamp, signature, signed, window_s } => {
                    if timestamp.is_empty() || signature.is_empty() || timestamp == signature {
                        return Some(t!("hooks-stamp-names").to_owned());
                    }
                    stamp_fault(signed, *window_s)
                }
            }),
        }
    }
}

fn stamp_fault(signed: &str, window_s: u32) -> Option<String> {
    if !signed.contains("{timestamp}") || !signed.ends_with("{body}") || signed.len() > 200 {
        return Some(t!("hooks-signed").to_owned());
    }
    (!(1..=WINDOW_MAX_S).contains(&window_s)).then(|| t!("hooks-window", most = WINDOW_MAX_S.to_string()))
}
