//! Codes of time (RFC 6238: SHA-1, 30 seconds, six digits, as every authenticator has them) and recovery codes.

use crate::ids::{PartnerId, PersonId};
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use qrcode::{Color, EcLevel, QrCode};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Recovery codes that are made at once.
pub(crate) const RECOVERY_CODES: usize = 10;
const STEP_S: i64 = 30;
const DIGITS: usize = 6;
/// Of a secret, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
/// 80 bits: too many to be guessed, also by who has the hashes.
const RECOVERY_BYTES: usize = 10;
const RECOVERY_CHARS: usize = 16;
/// A phone's clock may be so many steps off, either way.
const DRIFT: i64 = 1;

/// What is said of a code that is wrong, late or used: nobody learns which.
pub(crate) fn wrong() -> &'static str {
    t!("second-steps-wrong")
}

/// What a person's codes are made of.
pub(crate) struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    pub fn new() -> Secret {
        let bytes: [u8; SECRET_BYTES] = rand::random();
        Secret(Zeroizing::new(bytes.to_vec()))
    }

    pub fn stored(bytes: Zeroizing<Vec<u8>>) -> Secret {
        Secret(bytes)
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// For typing it where no camera is: groups of four.
    pub fn text(&self) -> String {
        grouped(&base32(&self.0), ' ')
    }

    /// What the QR code says to an app: `issuer` is whose sign-in it is, `account` whose.
    pub fn address(&self, issuer: &str, account: &str) -> String {
        let encoded =
            |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
        let (issuer, account) = (encoded(issuer), encoded(account));
        format!(
            "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP_S}",
            base32(&self.0)
        )
    }

    /// The step of time that a code is of, if it is of one that counts now.
    pub fn step_of(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let present = now.timestamp().div_euclid(STEP_S);
        let steps = (present - DRIFT..=present + DRIFT).rev();
        steps.filter(|step| bool::from(self.code(*step).as_bytes().ct_eq(code.as_bytes()))).max()
    }

    /// The code of an instant.
    #[cfg(test)]
    fn code_at(&self, at: DateTime<Utc>) -> String {
        self.code(at.timestamp().div_euclid(STEP_S))
    }

    fn code(&self, step: i64) -> String {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).unwrap_or_else(|_| unreachable!("any length"));
        mac.update(&step.to_be_bytes());
        let digest: [u8; 20] = mac.finalize().into_bytes().into();
        let offset = usize::from(digest.last().copied().unwrap_or_default() & 0x0f);
        let part = |at: usize| u32::from(digest.get(offset + at).copied().unwrap_or_default());
        let number = (part(0) & 0x7f) << 24 | part(1) << 16 | part(2) << 8 | part(3);
        format!("{:0DIGITS$}", number % 1_000_000)
    }
}

/// What was typed where a code is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// Of the app.
    Code(String),
    Recovery(String),
}

impl Typed {
    /// Spaces and dashes are for people.
    ///
    /// # Errors
    /// Words for the field.
    pub fn parse(text: &str) -> Result<Typed, String> {
        let text: String =
            text.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase).collect();
        if text.len() == DIGITS && text.bytes().all(|b| b.is_ascii_digit()) {
            return Ok(Typed::Code(text));
        }
        if text.len() == RECOVERY_CHARS && text.bytes().all(|b| ALPHABET.contains(&b.to_ascii_uppercase())) {
            return Ok(Typed::Recovery(text));
        }
        Err(t!("second-steps-type", digits = DIGITS, chars = RECOVERY_CHARS))
    }
}

/// What a typed code proves, to be used up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// A code of this step of time.
    Step(i64),
    /// The hash of a recovery code, which is good if it is known.
    Recovery(Vec<u8>),
}

impl Proof {
    /// None: a code of no step that counts now.
    pub fn of(
        typed: &Typed,
        secret: &Secret,
        (partner, person): (PartnerId, PersonId),
        now: DateTime<Utc>,
    ) -> Option<Proof> {
        match typed {
            Typed::Code(code) => secret.step_of(code, now).map(Proof::Step),
            Typed::Recovery(code) => Some(Proof::Recovery(recovery_hash(partner, person, code))),
        }
    }

    /// As the database is asked: one of the two.
    pub fn parts(&self) -> (Option<i64>, Option<&[u8]>) {
        match self {
            Proof::Step(step) => (Some(*step), None),
            Proof::Recovery(hash) => (None, Some(hash)),
        }
    }
}

/// A fresh recovery code, as people see it.
pub(crate) fn recovery_code() -> String {
    let bytes: [u8; RECOVERY_BYTES] = rand::random();
    grouped(&base32(&bytes).to_lowercase(), '-')
}

/// What is kept of a recovery code. It says whose it is, so that one row's is worth nothing in another.
pub(crate) fn recovery_hash(partner: PartnerId, person: PersonId, code: &str) -> Vec<u8> {
    let plain: String = code.chars().filter(|c| *c != '-').collect();
    Sha256::digest(format!("recovery code/{partner}/{person}/{plain}")).to_vec()
}

/// A QR code as squares to draw: how many a side has, its margin included, and a path over the dark ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Picture {
    pub side: usize,
    pub path: String,
}

/// Light squares around a code, without which cameras do not find it.
const MARGIN: usize = 4;

/// None: too long a text for one.
pub(crate) fn picture(text: &str) -> Option<Picture> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (row, squares) in code.to_colors().chunks(width).enumerate() {
        let mut column = MARGIN;
        for run in squares.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                let _ = write!(path, "M{column} {}h{1}v1h-{1}z", row + MARGIN, run.len());
            }
            column += run.len();
        }
    }
    Some(Picture { side: width + 2 * MARGIN, path })
}

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// RFC 4648 without padding; of whole groups of five bytes, as both of ours are.
fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    for group in bytes.chunks(5) {
        let bits = group.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        for place in (0..8).rev() {
            let digit = ALPHABET.get((bits >> (5 * place) & 31) as usize).copied().unwrap_or_default();
            text.push(char::from(digit));
        }
    }
    text
}

fn grouped(text: &str, between: char) -> String {
    let mut out = String::new();
    for (at, letter) in text.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            out.push(between);
        }
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Duration, TimeZone};
    use proptest::prelude::*;

    fn secret() -> Secret {
        Secret::stored(Zeroizing::new(b"12345678901234567890".to_vec()))
    }

    fn at(second: i64) -> DateTime<Utc> {
        Utc.timestamp_opt(second, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, the last six of its eight digits.
        for (second, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret().code_at(at(second)), code, "{second}");
        }
    }

    #[test]
    fn a_code_is_good_one_step_either_way_and_no_further() {
        let now = at(1_764_000_000);
        let of = |steps: i64| secret().code_at(now + Duration::seconds(steps * STEP_S));
        let step = 1_764_000_000 / STEP_S;
        for off in -1..=1 {
            assert_eq!(secret().step_of(&of(off), now), Some(step + off));
        }
        for off in [-3, -2, 2, 3] {
            assert_eq!(secret().step_of(&of(off), now), None, "{off}");
        }
        assert_eq!(secret().step_of("", now), None);
    }

    #[test]
    fn secrets_and_addresses_are_as_apps_read_them() {
        assert_eq!(secret().text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            secret().address("Northwind Apps", "ada+x@northwind.test"),
            "otpauth://totp/Northwind%20Apps:ada%2Bx%40northwind.test?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Northwind%20Apps&algorithm=SHA1&digits=6&period=30"
        );
        let drawn = picture(&secret().address("Northwind Apps", "ada@northwind.test")).unwrap();
        assert!(drawn.side > 30 && drawn.path.starts_with("M4 4h7v1h-7z"), "a corner is dark: {drawn:?}");
        assert_eq!(picture(&"x".repeat(5_000)), None);
    }

    #[test]
    fn what_is_typed_is_a_code_or_a_recovery_code() {
        assert_eq!(Typed::parse(" 123 456 "), Ok(Typed::Code("123456".to_owned())));
        let fresh = recovery_code();
        assert_eq!((fresh.len(), fresh.matches('-').count()), (19, 3), "{fresh}");
        let plain = fresh.replace('-', "");
        for typed in [fresh.clone(), fresh.to_uppercase(), plain.clone(), fresh.replace('-', " ")] {
            assert_eq!(Typed::parse(&typed), Ok(Typed::Recovery(plain.clone())));
        }
        for wrong in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "abcd-efgh-ijkl-mno1", "abcd-efgh"] {
            assert!(Typed::parse(wrong).is_err(), "{wrong}");
        }
        let hash = |person| recovery_hash(PartnerId(uuid::Uuid::nil()), person, &fresh);
        let (one, other) = (PersonId::new(), PersonId::new());
        assert_eq!(hash(one), recovery_hash(PartnerId(uuid::Uuid::nil()), one, &plain));
        assert_ne!(hash(one), hash(other));
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_is_more_than_refused(text in ".{0,40}") {
            if let Ok(Typed::Code(code)) = Typed::parse(&text) {
                prop_assert_eq!(code.len(), DIGITS);
            }
        }
    }
}
