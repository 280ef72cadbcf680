//! Passwords: the rule for new ones, and hashing on threads of its own, so that a flood of sign-ins cannot take the
//! pages' time. bcrypt stops at 72 bytes, so it hashes base64 of HMAC-SHA-384(pepper, password) (MODEL section 3).

use crate::config::Config;
use crate::error::{AppError, AppResult};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha384;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

/// Stored beside each hash, so that another way can replace it.
pub(crate) const SCHEME: &str = "bcrypt-hs384-v1";
/// Hashes that may wait; more is a flood, and is told so.
const QUEUE: usize = 48;
/// Passwords of at least ten characters that are tried first by everyone who guesses.
const COMMON: &str = include_str!("common_passwords.txt");

/// A password that may be set.
pub(crate) struct NewPassword(String);

impl NewPassword {
    /// The rule: 10 to 128 characters of any kind, none of the commonest, not made of what everybody knows of you.
    ///
    /// # Errors
    /// Words for the field.
    pub fn parse(text: &str, known: &[&str]) -> Result<NewPassword, String> {
        let length = text.chars().count();
        if length < 10 {
            return Err(t!("people-password-short", n = length.to_string()));
        }
        if length > 128 {
            return Err(t!("people-password-long", n = length.to_string()));
        }
        let folded = text.to_lowercase();
        let first = folded.chars().next();
        if folded.chars().all(|c| Some(c) == first) || COMMON.lines().any(|common| common == folded) {
            return Err(t!("people-password-common").to_owned());
        }
        let bare: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
        for word in
            known.iter().flat_map(|k| [(*k).to_lowercase(), k.split('@').next().unwrap_or_default().to_lowercase()])
        {
            let word: String = word.chars().filter(|c| c.is_alphabetic()).collect();
            if word.chars().count() >= 4 && bare == word {
                return Err(t!("people-password-known").to_owned());
            }
        }
        Ok(NewPassword(text.to_owned()))
    }
}

enum Work {
    Hash(String, oneshot::Sender<AppResult<String>>),
    Verify(String, String, oneshot::Sender<AppResult<bool>>),
}

/// The hashing threads: half the cores, at least one.
pub(crate) struct Hasher {
    queue: SyncSender<Work>,
    /// A hash of nothing anybody knows, verified for unknown addresses so that they take as long.
    dummy: String,
    cost: u32,
}

/// The cost a hash was made with: "12" of `$2b$12$...`.
fn cost_of(hash: &str) -> Option<u32> {
    hash.split('$').nth(2)?.parse().ok()
}

impl Hasher {
    pub fn start(config: &Config) -> Hasher {
        let (queue, waiting) = sync_channel(QUEUE);
        let waiting = Arc::new(Mutex::new(waiting));
        let pepper = config.key.derive("password pepper");
        let cost = config.password_cost;
        let threads = std::thread::available_parallelism().map_or(1, |n| (n.get() / 2).max(1));
        for _ in 0..threads {
            let waiting = waiting.clone();
            std::thread::spawn(move || work(&waiting, &pepper, cost));
        }
        let dummy = bcrypt::hash(rand::random::<[u8; 16]>().map(|b| b % 127 + 1), cost).unwrap_or_default();
        Hasher { queue, dummy, cost }
    }

    /// # Errors
    /// `Busy` when too many wait.
    pub async fn hash(&self, password: NewPassword) -> AppResult<String> {
        self.ask(|reply| Work::Hash(password.0, reply)).await
    }

    /// # Errors
    /// `Busy` when too many wait.
    pub async fn verify(&self, password: &str, hash: &str) -> AppResult<bool> {
        self.ask(|reply| Work::Verify(password.to_owned(), hash.to_owned(), reply)).await
    }

    /// The same password under the present cost, when its hash is of a lower one; it costs a place in the queue, and no
    /// answer waits for it.
    ///
    /// # Errors
    /// `Busy` when too many wait.
    pub async fn stronger(&self, password: &str, hash: &str) -> AppResult<Option<String>> {
        if cost_of(hash).is_none_or(|cost| cost >= self.cost) {
            return Ok(None);
        }
        self.ask(|reply| Work::Hash(password.to_owned(), reply)).await.map(Some)
    }

    /// Takes as long as a real one and is always false.
    ///
    /// # Errors
    /// `Busy` when too many wait.
    pub async fn verify_nobody(&self, password: &str) -> AppResult<()> {
        self.verify(password, &self.dummy).await.map(|_| ())
    }

    async fn ask<T>(&self, work: impl FnOnce(oneshot::Sender<AppResult<T>>) -> Work) -> AppResult<T> {
        let busy = || AppError::Busy { why: t!("people-sign-in-busy").to_owned(), retry_after_s: 10 };
        let (reply, answer) = oneshot::channel();
        match self.queue.try_send(work(reply)) {
            Ok(()) => answer.await.map_err(|_| busy())?,
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => Err(busy()),
        }
    }
}

fn work(waiting: &Mutex<Receiver<Work>>, pepper: &[u8], cost: u32) {
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match next {
            // The other end is gone: the server stops.
            Err(_) => return,
            Ok(Work::Hash(password, reply)) => {
                let hashed = bcrypt::hash(prehash(pepper, &password), cost);
                let _ = reply.send(hashed.map_err(|e| AppError::internal(format!("bcrypt: {e}"))));
            }
            Ok(Work::Verify(password, hash, reply)) => {
                let fits = bcrypt::verify(prehash(pepper, &password), &hash);
                let _ = reply.send(fits.map_err(|e| AppError::internal(format!("bcrypt: {e}"))));
            }
        }
    }
}

/// For commands, which have no server: hashes at once.
pub(crate) fn hash_now(config: &Config, password: &NewPassword) -> AppResult<String> {
    let pepper = config.key.derive("password pepper");
    bcrypt::hash(prehash(&pepper, &password.0), config.password_cost)
        .map_err(|e| AppError::internal(format!("bcrypt: {e}")))
}

fn prehash(pepper: &[u8], password: &str) -> String {
    let mut mac = Hmac::<Sha384>::new_from_slice(pepper).unwrap_or_else(|_| unreachable!("any length"));
    mac.update(password.as_bytes());
    STANDARD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_for_new_passwords() {
        for good in ["correct horse", "ten chars!", "パスワードは長いほどよい", &"x1".repeat(64), "  spaces count  "]
        {
            assert!(NewPassword::parse(good, &["ada@example.com"]).is_ok(), "{good}");
        }
        for bad in
            ["", "short", "123456789", "1234567890", "Password123", "qwertyuiop", "aaaaaaaaaaaa", &"x1".repeat(65)]
        {
            assert!(NewPassword::parse(bad, &[]).is_err(), "{bad}");
        }
        assert!(NewPassword::parse("AdaLovelace1", &["Ada Lovelace"]).is_err());
        assert!(NewPassword::parse("ada.lovelace", &["ada.lovelace@example.com"]).is_err());
    }

    #[test]
    fn every_character_of_a_long_password_counts() {
        let (long, other) = (format!("{}a", "x".repeat(100)), format!("{}b", "x".repeat(100)));
        assert_ne!(prehash(b"pepper", &long), prehash(b"pepper", &other));
        assert!(prehash(b"pepper", &long).len() <= 72);
        assert_ne!(prehash(b"pepper", &long), prehash(b"other pepper", &long));
    }
}
