//! Where a redirect leads and what of the request goes along. Followed by hand, so that each step is checked like the
//! first one. What could carry credentials stays with the origin it was meant for: another one gets two harmless
//! headers and no data.

use super::Why;
use reqwest::Method;
use url::Url;

/// One request on its way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hop {
    pub(super) verb: Method,
    pub(super) url: Url,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

/// The headers that another origin gets too. A list of what is harmless cannot miss a credential of a name nobody
/// thought of.
const HARMLESS: [&str; 2] = ["accept", "accept-language"];

/// Does this answer send the request on?
pub(super) fn is_redirect(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

/// The request that a redirect asks for (RFC 9110 section 15.4).
pub(super) fn next(hop: Hop, status: u16, location: &str) -> Result<Hop, Why> {
    let mut url = hop.url.join(location).map_err(|_| Why::BadRedirect)?;
    url.set_fragment(None);
    let same_origin = url.origin() == hop.url.origin();
    let mut next = Hop { url, ..hop };
    let becomes_get = match status {
        303 => next.verb != Method::HEAD,
        301 | 302 => next.verb == Method::POST,
        _ => false,
    };
    if becomes_get {
        next.verb = Method::GET;
        next.body = Vec::new();
        next.headers.retain(|(name, _)| !name.to_ascii_lowercase().starts_with("content-"));
    }
    if !same_origin {
        if !next.body.is_empty() || !next.verb.is_safe() {
            return Err(Why::RedirectWithData);
        }
        next.headers.retain(|(name, _)| HARMLESS.contains(&name.to_ascii_lowercase().as_str()));
    }
    Ok(next)
}
