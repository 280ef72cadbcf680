//! A person's phone: an authenticator app, written after RFC 6238 and RFC 4648 alone, so that it agrees with the server by them.

use super::{Answer, Caller, World};
use chrono::{DateTime, Duration, Utc};
use hmac::{Hmac, KeyInit, Mac};

pub struct Authenticator(Vec<u8>);

impl Authenticator {
    /// With a key as a page shows it for typing.
    pub fn with(key: &str) -> Authenticator {
        let mut bits = String::new();
        for letter in key.chars().filter(|c| !c.is_whitespace()) {
            let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter).expect("base 32");
            bits.push_str(&format!("{value:05b}"));
        }
        let bytes = bits.as_bytes().chunks_exact(8).map(|byte| std::str::from_utf8(byte).unwrap());
        Authenticator(bytes.map(|byte| u8::from_str_radix(byte, 2).unwrap()).collect())
    }

    /// What it shows at an instant.
    pub fn code(&self, at: DateTime<Utc>) -> String {
        let mut mac = Hmac::<sha1::Sha1>::new_from_slice(&self.0).unwrap();
        mac.update(&(at.timestamp() / 30).to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest[19] & 15);
        let number = u32::from_be_bytes(digest[offset..offset + 4].try_into().unwrap()) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }

    /// The next code, once the clock has moved on to it: each is good once.
    pub fn next(&self, world: &World) -> String {
        world.clock.advance(Duration::seconds(30));
        self.code(world.clock.now())
    }

    /// Turns two-step sign-in on for whoever is signed in; answers the phone and the recovery codes.
    pub async fn set_up(caller: &Caller, world: &World) -> (Authenticator, Vec<String>) {
        caller.post("/me/two-step/setup", &[]).await.assert_redirect("/me/two-step");
        let phone = Authenticator::with(&caller.get("/me/two-step").await.value_of("#secret").expect("the key"));
        let code = phone.next(world);
        let done = caller.post("/me/two-step/confirmation", &[("code", &code)]).await;
        (phone, codes_on(done.assert_ok()))
    }
}

/// The recovery codes that a page shows.
pub fn codes_on(page: &Answer) -> Vec<String> {
    page.text_of("pre.code").expect("codes").split(' ').map(ToOwned::to_owned).collect()
}
