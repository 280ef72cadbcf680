//! Signed heads of the audit chains. Whoever owns the tables can rewrite a chain so that it fits again; what was printed
//! to the log before, signed with a key that is not in the database, does not fit any more (SECURITY section 4, Audit).

use super::chain::Row;
use super::queries;
use super::verify::{Fault, Outcome};
use crate::config::Key;
use crate::db::{Head, InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::{PartnerId, hex};
use crate::web::state::App;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::BTreeMap;
use std::str::FromStr;

/// What a line of the log with a head begins with, after the log's own words.
const BEGINS: &str = "audit head ";

/// A head as it was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    pub partner: PartnerId,
    pub seq: i64,
    hash: String,
    signature: String,
}

fn mac(key: &Key, partner: PartnerId, seq: i64, hash: &str) -> Hmac<Sha256> {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(&key.derive("audit head")).unwrap_or_else(|_| unreachable!("any length"));
    mac.update(format!("{partner}:{seq}:{hash}").as_bytes());
    mac
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pairs = hex.as_bytes().chunks(2);
    pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

impl Signed {
    fn of(key: &Key, head: &Head) -> Signed {
        let hash = head.hash.clone();
        let signature = hex(&mac(key, head.partner, head.seq, &hash).finalize().into_bytes());
        Signed { partner: head.partner, seq: head.seq, hash, signature }
    }

    /// From "sequence:hash:signature", as an operator copies it.
    ///
    /// # Errors
    /// Words for the operator.
    pub fn parse(partner: PartnerId, text: &str) -> Result<Signed, String> {
        let wrong = || format!("\"{text}\" is not of the form sequence:hash:signature");
        let mut parts = text.trim().split(':');
        let (Some(seq), Some(hash), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(wrong());
        };
        let seq = seq.parse().map_err(|_| wrong())?;
        Ok(Signed { partner, seq, hash: hash.to_owned(), signature: signature.to_owned() })
    }

    /// From a line of the log; none for a line about something else.
    pub fn of_line(line: &str) -> Option<Signed> {
        let (_, told) = line.split_once(BEGINS)?;
        let parts: BTreeMap<&str, &str> = told.split([' ', '"']).filter_map(|part| part.split_once('=')).collect();
        Some(Signed {
            partner: PartnerId::from_str(parts.get("partner")?).ok()?,
            seq: parts.get("sequence")?.parse().ok()?,
            hash: (*parts.get("hash")?).to_owned(),
            signature: (*parts.get("signature")?).to_owned(),
        })
    }

    /// Whether this installation's key signed it.
    pub fn is_genuine(&self, key: &Key) -> bool {
        bytes(&self.signature)
            .is_some_and(|signature| mac(key, self.partner, self.seq, &self.hash).verify_slice(&signature).is_ok())
    }
}

/// Prints the head of every chain that grew since the last time; `printed` remembers how far each was.
pub(crate) fn print_new(app: &App, printed: &mut BTreeMap<PartnerId, i64>) -> AppResult<()> {
    for head in app.db.audit_heads()? {
        if printed.insert(head.partner, head.seq) == Some(head.seq) {
            continue;
        }
        let Signed { partner, seq, hash, signature } = Signed::of(&app.config.key, &head);
        tracing::info!("{BEGINS}partner={partner} sequence={seq} hash={hash} signature={signature}");
    }
    Ok(())
}

/// Compares the chain of the scope's partner, which was found whole, with heads that were printed, oldest first.
pub(crate) fn compare(tx: &mut ReadTx<'_, InPartner>, heads: &[Signed]) -> AppResult<Option<Outcome>> {
    let mut sure = 0;
    for head in heads {
        let row: Option<Row> = queries::by_number(tx, head.seq - 1, 1)?.into_iter().next();
        match row.filter(|row| row.seq == head.seq) {
            // The chain is whole, so it ends too early.
            None => {
                let (newest, _) = queries::head(tx)?;
                return Ok(Some(Outcome::Broken { entry: newest + 1, why: Fault::Missing }));
            }
            Some(row) if hex(&row.hash) != head.hash => {
                return Ok(Some(Outcome::Rewritten { first: sure + 1, last: head.seq }));
            }
            Some(_) => sure = head.seq,
        }
    }
    Ok(None)
}

/// The heads of one partner, oldest first.
///
/// # Errors
/// Names the first that this installation's key did not sign.
pub(crate) fn genuine(key: &Key, partner: PartnerId, all: &[Signed]) -> AppResult<Vec<Signed>> {
    let mut heads: Vec<Signed> = all.iter().filter(|head| head.partner == partner).cloned().collect();
    heads.sort_by_key(|head| head.seq);
    match heads.iter().find(|head| !head.is_genuine(key)) {
        None => Ok(heads),
        Some(head) => Err(AppError::internal(format!(
            "the head of entry {} is not signed with this installation's key",
            head.seq
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_back_from_its_line_and_bears_no_change() {
        let key = Key::parse("dGVzdC1vbmx5LXRlc3Qtb25seS10ZXN0LW9ubHktMDA=").expect("a key");
        let head = Head { partner: PartnerId(uuid::Uuid::from_u128(7)), seq: 12, hash: "ab".repeat(32) };
        let signed = Signed::of(&key, &head);
        let Signed { partner, seq, hash, signature } = &signed;
        let told = format!("{BEGINS}partner={partner} sequence={seq} hash={hash} signature={signature}");
        for line in [format!("2026-11-24T12:00:00Z  INFO berth: {told}"), format!("{{\"message\":\"{told}\"}}")] {
            assert_eq!(Signed::of_line(&line), Some(signed.clone()), "{line}");
        }
        assert_eq!(Signed::of_line("a line about something else"), None);
        assert_eq!(Signed::parse(*partner, &format!("{seq}:{hash}:{signature}")), Ok(signed.clone()));
        assert!(signed.is_genuine(&key));
        for other in [
            Signed { seq: 13, ..signed.clone() },
            Signed { partner: PartnerId(uuid::Uuid::nil()), ..signed.clone() },
            Signed { hash: "cd".repeat(32), ..signed.clone() },
            Signed { signature: "zz".to_owned(), ..signed.clone() },
        ] {
            assert!(!other.is_genuine(&key), "{other:?}");
        }
    }
}
