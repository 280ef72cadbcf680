//! Ids and secrets, both from the system's random source. Ids are UUIDv7: they sort by time and may be seen;
//! a token is 256 random bits and is only ever stored as its SHA-256. Where lists and months of tables go by the time that
//! an id begins with, the id is made of the instant that the row carries (`Ids`).

use crate::error::{AppError, AppResult};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

macro_rules! id_types {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, later than all before it.
            pub fn new() -> Self { Self(Uuid::now_v7()) }
        }
        impl Default for $name {
            fn default() -> Self { Self::new() }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Ok(Self(Uuid::parse_str(text)?)) }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
    )+};
}

id_types! {
    /// A partner.
    PartnerId,
    /// An account or a sub-account.
    AccountId,
    /// A Console User or an Account User.
    PersonId,
    /// A connector of a partner's library.
    ConnectorId,
    /// A connector installed in an account.
    AccountConnectorId,
    /// A template.
    TemplateId,
    /// A cycle.
    CycleId,
    /// One flow of data through a cycle.
    TransactionId,
    /// The address of a webhook step.
    HookId,
}

/// What a path or a form names: an id, or the number of a release.
///
/// # Errors
/// `NotFound`: what is none answers like one that does not exist (T4).
pub(crate) fn known<T: std::str::FromStr>(text: &str) -> AppResult<T> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// The id of a name within a namespace (UUID version 5): the same name always has the same one.
pub(crate) fn id_of(namespace: Uuid, name: &[u8]) -> Uuid {
    let digest = Sha1::new().chain_update(namespace.as_bytes()).chain_update(name).finalize();
    uuid::Builder::from_sha1_bytes(std::array::from_fn(|at| digest.get(at).copied().unwrap_or_default())).into_uuid()
}

/// Makes ids of instants that are handed in. Those of one millisecond are in the order in which they were made: behind the
/// time stands a count that begins anywhere in each millisecond, so that nobody learns from two ids how many were made
/// between them, and behind the count 32 random bits, which keep processes apart that count at the same moment.
#[derive(Debug, Default)]
pub(crate) struct Ids(Mutex<Made>);

/// The millisecond of the newest id, and its count.
#[derive(Clone, Copy, Debug, Default)]
struct Made {
    millis: u64,
    count: u64,
}

/// The count has 42 bits and begins in the lower half of them.
const COUNT_BITS: u32 = 42;
/// Bits of the count that stand before the variant's two, which are 12, and behind them.
const COUNT_LOW_BITS: u32 = 30;

impl Ids {
    /// One of an instant. A clock that was put back gives earlier ids, as it gives earlier instants.
    pub fn one(&self, at: DateTime<Utc>) -> Uuid {
        let last = self.count(at, 1);
        v7(last.millis, last.count)
    }

    /// So many, in their order, whatever others are made meanwhile.
    pub fn several(&self, at: DateTime<Utc>, many: usize) -> Vec<Uuid> {
        let (many, last) = (many as u64, self.count(at, many as u64));
        (1..=many).map(|no| v7(last.millis, last.count - many + no)).collect()
    }

    /// One that comes after another also where the clock was put back since.
    pub fn after(&self, earlier: Uuid, at: DateTime<Utc>) -> Uuid {
        let id = self.one(at);
        if id > earlier { id } else { v7(millis_of(earlier) + 1, first_count()) }
    }

    /// Counts on by so many.
    fn count(&self, at: DateTime<Utc>, many: u64) -> Made {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if made.millis != millis {
            *made = Made { millis, count: first_count() };
        }
        made.count += many;
        *made
    }
}

fn first_count() -> u64 {
    rand::random::<u64>() >> (u64::BITS - COUNT_BITS + 1)
}

fn v7(millis: u64, count: u64) -> Uuid {
    let count = u128::from(count) & ((1 << COUNT_BITS) - 1);
    let (high, low) = (count >> COUNT_LOW_BITS, count & ((1 << COUNT_LOW_BITS) - 1));
    let random = u128::from(rand::random::<u32>());
    Uuid::from_u128(u128::from(millis) << 80 | 7 << 76 | high << 64 | 2 << 62 | low << 32 | random)
}

/// The milliseconds since 1970 that an id begins with.
fn millis_of(id: Uuid) -> u64 {
    (id.as_u128() >> 80) as u64
}

/// Characters of a token that stay when it is replaced: 126 bits.
const FAMILY_CHARS: usize = 21;

/// A random secret as it travels: in a cookie or a link. Never logged, never stored.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    text: String,
    /// The frame that it is for; none: a window of its own, a link.
    frame: Option<Uuid>,
}

impl Token {
    /// 256 fresh random bits.
    pub fn new() -> Token {
        Token { text: URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()), frame: None }
    }

    /// A token as somebody presents it; anything of the wrong length is none.
    pub fn presented(text: &str) -> Option<Token> {
        (text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'))
            .then(|| Token { text: text.to_owned(), frame: None })
    }

    /// The same secret, good in one frame and nowhere else: its hash is another in each, and so is every form's.
    pub(crate) fn in_frame(self, frame: Uuid) -> Token {
        Token { frame: Some(frame), ..self }
    }

    /// The frame that it is for.
    pub(crate) fn frame(&self) -> Option<Uuid> {
        self.frame
    }

    /// The part that stays when a session's token is replaced: forms on pages that are open go on working.
    pub(crate) fn family(&self) -> &str {
        self.text.get(..FAMILY_CHARS).unwrap_or_default()
    }

    /// A token of the same family with 130 fresh random bits; with a family of none, all bits are fresh.
    pub(crate) fn of_family(family: &str) -> Token {
        let mut token = Token::new();
        if family.len() == FAMILY_CHARS {
            token.text.replace_range(..FAMILY_CHARS, family);
        }
        token
    }

    /// What the database keeps instead of the token.
    pub fn hash(&self) -> TokenHash {
        match self.frame {
            Some(frame) => TokenHash::of(&format!("{}{}", frame.simple(), self.text)),
            None => TokenHash::of(&self.text),
        }
    }

    /// The text for the cookie or the link.
    pub fn expose(&self) -> &str {
        &self.text
    }
}

impl Default for Token {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// SHA-256 of a [`Token`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenHash(pub(crate) Vec<u8>);

impl TokenHash {
    /// What the database keeps instead of a secret that others made.
    pub(crate) fn of(secret: &str) -> TokenHash {
        TokenHash(Sha256::digest(secret.as_bytes()).to_vec())
    }
}

/// Bytes in lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn ids_carry_the_instant_they_were_made_of_and_keep_their_order_within_it() {
        let (ids, noon) = (Ids::default(), at("2026-11-24T12:00:00.123456Z"));
        let mut made = ids.several(noon, 1_000);
        made.extend((0..1_000).map(|_| ids.one(noon)));
        assert!(made.windows(2).all(|two| two[0] < two[1]));
        for id in &made {
            assert_eq!((id.get_version_num(), id.get_variant()), (7, uuid::Variant::RFC4122));
            assert_eq!(millis_of(*id), 1_795_521_600_123);
        }
    }

    #[test]
    fn a_clock_that_jumps_back_gives_earlier_ids_and_none_twice() {
        let ids = Ids::default();
        let [late, early] = [at("2026-11-24T12:00:00Z"), at("2026-11-24T11:59:59.999Z")];
        let mut all = BTreeSet::new();
        for _ in 0..500 {
            let (a, b) = (ids.several(late, 2), ids.several(early, 2));
            assert!(b[0] < b[1] && b[1] < a[0] && a[0] < a[1]);
            all.extend(a.into_iter().chain(b));
        }
        assert_eq!(all.len(), 2_000);
    }

    #[test]
    fn what_came_of_something_comes_after_it_however_the_clock_moves() {
        let (here, there) = (Ids::default(), Ids::default());
        for now in ["2026-11-24T12:00:00Z", "2026-11-24T11:00:00Z", "2026-11-24T13:00:00Z"] {
            for _ in 0..100 {
                let first = here.one(at("2026-11-24T12:00:00Z"));
                assert!(there.after(first, at(now)) > first, "{now}");
            }
        }
        let first = here.one(at("2026-11-24T12:00:00Z"));
        assert_eq!(millis_of(there.after(first, at("2026-11-24T12:00:01Z"))), millis_of(first) + 1_000);
    }

    #[test]
    fn ids_of_many_threads_at_one_instant_are_each_in_their_order() {
        let (ids, noon) = (Ids::default(), at("2026-11-24T12:00:00Z"));
        let runs: Vec<Vec<Uuid>> = std::thread::scope(|scope| {
            let begun: Vec<_> = (0..8).map(|_| scope.spawn(|| ids.several(noon, 500))).collect();
            begun.into_iter().map(|thread| thread.join().expect("it made ids")).collect()
        });
        assert!(runs.iter().all(|run| run.windows(2).all(|two| two[0] < two[1])));
        assert_eq!(runs.iter().flatten().collect::<BTreeSet<_>>().len(), 4_000);
    }

    #[test]
    fn a_token_of_one_frame_is_none_in_another_nor_outside() {
        let (token, frames) = (Token::new(), [Uuid::new_v4(), Uuid::new_v4()]);
        let hashes = [token.hash(), token.clone().in_frame(frames[0]).hash(), token.clone().in_frame(frames[1]).hash()];
        assert!(hashes[0] != hashes[1] && hashes[1] != hashes[2] && hashes[0] != hashes[2]);
        assert_eq!(hashes[1], Token::presented(token.expose()).expect("it is one").in_frame(frames[0]).hash());
    }

    #[test]
    fn a_token_comes_back_from_its_text_and_nothing_else_does() {
        let token = Token::new();
        assert_eq!(Token::presented(token.expose()), Some(token.clone()));
        for wrong in ["", "short", &format!("{}x", token.expose()), &token.expose().replace(|_| true, "/")] {
            assert_eq!(Token::presented(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_replaced_token_keeps_its_family_and_nothing_else() {
        let token = Token::new();
        let fresh = Token::of_family(token.family());
        assert_eq!(fresh.family(), token.family());
        assert_ne!(fresh, token);
        assert_eq!(Token::presented(fresh.expose()), Some(fresh.clone()));
        assert_ne!(Token::of_family("").family(), token.family());
    }

    #[test]
    fn a_token_does_not_show_in_debug_output() {
        let token = Token::new();
        assert!(!format!("{token:?}").contains(token.expose()));
    }
}
