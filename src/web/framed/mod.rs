//! Pages in a frame of the partner's own product (MODEL section 9). Every frame has an id, which begins the address of each of its
//! pages (`/embed/{id}/...`) and names its cookie, so that two customers in one browser never mix. The rest of such an address is
//! that of the same page in a window: [`layer`] takes the beginning off on the way in and puts it before every address of a page
//! on the way out, so a page knows nothing of it.
//!
//! A frame's token is bound to its id (`Token::in_frame`): in another frame, or in a window, it proves nothing. It travels in a
//! `Partitioned` cookie and, where a browser refuses that, in a header that the page's own script sends.

mod addresses;
pub(super) mod layer;
pub(crate) mod told;

use crate::ids::{AccountId, Token};
use actix_web::http::header::HeaderValue;
use actix_web::{HttpMessage, HttpRequest};
use serde::Deserialize;
use uuid::Uuid;

/// Where all frames begin.
const BEGIN: &str = "/embed/";
/// The header that carries a frame's token where its cookie is refused, both ways.
pub(crate) const KEY: &str = "x-embed-key";
/// Says that a frame needs a new token: what was asked for is answered when it has one.
pub(crate) const ENDED: &str = "x-embed-ended";
/// A cookie is kept as long as a frame may last.
const COOKIE_S: i64 = 8 * 3600;

/// A request from within a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Framed(pub Uuid);

/// Who may frame an answer, where anybody may.
#[derive(Clone, Debug)]
pub(crate) struct Ancestors(pub Vec<String>);

/// How a frame's pages look, and who may frame them; the gate says it with whose they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Look {
    /// In its addresses.
    pub(crate) id: Uuid,
    /// What was opened in it.
    pub(crate) view: String,
    /// light, dark, or empty for the system's.
    pub(crate) mode: String,
    /// No ground of its own.
    pub(crate) clear: bool,
    /// The page that it stands on, as far as its browser said.
    pub(crate) page: Option<String>,
    /// Who may frame it.
    pub(crate) origins: Vec<String>,
    /// What its host wants to hear of something installed.
    #[serde(default)]
    pub(crate) complete: String,
}

/// What the page before has said for this one.
#[derive(Clone, Debug)]
pub(crate) struct Said(pub String, pub String);

impl Look {
    /// Where what was opened in it begins.
    pub(crate) fn home(&self, account: AccountId) -> String {
        match self.view.as_str() {
            "account" => format!("/a/{account}"),
            view => format!("/a/{account}/{view}"),
        }
    }

    /// For messages: the page that is known, else all that may be it.
    pub(crate) fn hosts(&self) -> String {
        self.page.clone().unwrap_or_else(|| self.origins.join(" "))
    }
}

impl Framed {
    /// The frame that a request comes from.
    pub fn of(request: &HttpRequest) -> Option<Framed> {
        request.extensions().get::<Framed>().copied()
    }

    /// The frame of an address, and what it asks for within.
    fn within(path: &str) -> Option<(Framed, &str)> {
        let (id, rest) = path.strip_prefix(BEGIN)?.split_at_checked(32)?;
        let id = Uuid::try_parse(id).ok().filter(|known| known.simple().to_string() == id)?;
        rest.starts_with("/a/").then_some((Framed(id), rest))
    }

    /// What its addresses begin with.
    pub fn base(self) -> String {
        format!("{BEGIN}{}", self.0.simple())
    }

    fn cookie_name(self) -> String {
        format!("__Host-e-{}", self.0.simple())
    }

    /// The token that a request of it carries. The header counts first: where there is one, the cookie may be an older one's.
    pub fn token(self, request: &HttpRequest) -> Option<Token> {
        let header = request.headers().get(KEY).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let text = header.or_else(|| Some(request.cookie(&self.cookie_name())?.value().to_owned()))?;
        Token::presented(&text).map(|token| token.in_frame(self.0))
    }

    /// The cookie for a token, written by hand: the library's knows no `Partitioned`. It is always `Secure`, which browsers take from
    /// a plain loopback address too.
    pub fn cookie(self, token: &Token) -> Option<HeaderValue> {
        let line = format!(
            "{}={}; Path=/; Max-Age={COOKIE_S}; Secure; HttpOnly; SameSite=None; Partitioned",
            self.cookie_name(),
            token.expose()
        );
        HeaderValue::from_str(&line).ok()
    }
}

/// The origin of the page whose form or script sent this; none where the browser does not say, or it has none to say.
pub(crate) fn sender(request: &HttpRequest) -> Option<String> {
    let origin = request.headers().get("origin")?.to_str().ok()?;
    (origin != "null").then(|| origin.to_owned())
}

/// Whether the browser is going to show the answer in a frame. Browsers that are too old to say so count as those that do not.
pub(crate) fn shown_in_frame(request: &HttpRequest) -> bool {
    let dest = request.headers().get("sec-fetch-dest").and_then(|value| value.to_str().ok());
    matches!(dest, Some("iframe" | "frame" | "object" | "embed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_an_address_names_its_frame_and_nothing_else_does() {
        let id = "0123456789abcdef0123456789abcdef";
        let within =
            |path: &str| Framed::within(path).map(|(framed, rest)| (framed.0.simple().to_string(), rest.to_owned()));
        assert_eq!(within(&format!("/embed/{id}/a/1/orbit")), Some((id.to_owned(), "/a/1/orbit".to_owned())));
        for other in [
            format!("/embed/{id}"),
            format!("/embed/{id}/exchange"),
            format!("/embed/{id}/console"),
            format!("/embed/{id}/me"),
            format!("/embed/{}/a/1", id.to_uppercase()),
            "/embed/01234567-89ab-cdef-0123-456789abcdef/a/1".to_owned(),
            "/embed/start".to_owned(),
            "/a/1".to_owned(),
            format!("/embed/{}ä/a/1", &id[..31]),
        ] {
            assert_eq!(within(&other), None, "{other}");
        }
    }
}
