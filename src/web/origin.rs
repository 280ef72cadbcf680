//! Where a request came from, and what its page needs beyond the database.

use super::host;
use super::notice;
use super::state::App;
use crate::access::renewal::Renewal;
use crate::access::trace::Trace;
use crate::db::Origin;
use crate::ids::Token;
use actix_web::{HttpMessage, HttpRequest};
use std::net::IpAddr;

/// The id of a request, in the log, in the audit log and on error pages.
#[derive(Clone, Debug)]
pub(crate) struct RequestId(pub String);

pub(crate) fn request_id(request: &HttpRequest) -> String {
    request.extensions().get::<RequestId>().map_or_else(String::new, |id| id.0.clone())
}

/// The client's address. `X-Forwarded-For` counts only behind a trusted proxy: the last address in it that is not
/// itself one (ASVS 4.1.3).
pub(crate) fn client_address(request: &HttpRequest, app: &App) -> String {
    let Some(peer) = request.peer_addr().map(|a| a.ip()) else { return String::new() };
    let trusted = &app.config.trusted_proxies;
    if !trusted.contains(&peer) {
        return peer.to_string();
    }
    let forwarded: Vec<IpAddr> = request
        .headers()
        .get_all("x-forwarded-for")
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .filter_map(|part| part.trim().parse().ok())
        .collect();
    forwarded.iter().rev().find(|ip| !trusted.contains(ip)).copied().unwrap_or(peer).to_string()
}

/// The origin of our own pages: that of the installation, or of the partner's own host name by which a request came.
pub(crate) fn own(request: &HttpRequest, app: &App) -> String {
    match host::of(request).host() {
        None => app.config.url.origin().ascii_serialization(),
        host => app.look.at(host),
    }
}

pub(crate) fn user_agent(request: &HttpRequest) -> String {
    let text = request.headers().get("user-agent").and_then(|v| v.to_str().ok()).unwrap_or_default();
    text.chars().filter(|c| !c.is_control()).take(300).collect()
}

/// Where a new token of the session waits until the answer leaves; the same for all parts of a request.
fn renewal(request: &HttpRequest, token: &Token) -> Renewal {
    let known = request.extensions().get::<Renewal>().cloned();
    known.unwrap_or_else(|| {
        let renewal = Renewal::of(token);
        request.extensions_mut().insert(renewal.clone());
        renewal
    })
}

/// Everything about a call of a program, which has no session and sees no page.
pub(crate) fn of_program(request: &HttpRequest, app: &App) -> Origin {
    Origin {
        address: client_address(request, app),
        request_id: request_id(request),
        path: request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string),
        trace: request.extensions().get::<Trace>().cloned().unwrap_or_default(),
        look: app.look.clone(),
        site: host::of(request),
        ..Origin::default()
    }
}

/// Everything about a request of the session with this token.
pub(crate) fn of(request: &HttpRequest, app: &App, token: &Token) -> Origin {
    Origin {
        csrf: super::csrf::token(app, token),
        notice: notice::of(request, app),
        renewal: renewal(request, token),
        ..of_program(request, app)
    }
}
