//! What happens around every request: an id, a log line, a count, the security headers (SECURITY section 3), and a
//! page for every failure.

use super::api::pace::Standing;
use super::failure;
use super::notice;
use super::origin::RequestId;
use super::state::App;
use crate::access::trace::{Proved, Trace};
use crate::api_calls::Answered;
use crate::error::AppError;
use crate::ids::AccountId;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};
use std::time::Instant;
use tracing::info;
use uuid::Uuid;

macro_rules! policy {
    () => {
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors "
    };
}
pub(crate) const POLICY: &str = concat!(policy!(), "'none'");

/// What a page may do that these origins may frame, and nobody else; with none of them, nobody.
pub(super) fn policy(origins: &[String]) -> String {
    match origins {
        [] => POLICY.to_owned(),
        _ => format!("{}{}", policy!(), origins.join(" ")),
    }
}

pub(super) async fn around(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let began = Instant::now();
    let id = Uuid::now_v7().simple().to_string();
    request.extensions_mut().insert(RequestId(id.clone()));
    let trace = Trace::default();
    request.extensions_mut().insert(trace.clone());
    let app = request.app_data::<web::Data<App>>().cloned();
    let mut response = next.call(request).await?.map_into_boxed_body();
    let failed = response.response().error().map(|error| match error.as_error::<AppError>() {
        Some(own) => failure::answer(response.request(), own),
        None => failure::answer(response.request(), &failure::foreign(response.status())),
    });
    if let Some(dressed) = failed {
        let kept = response.response().headers().get_all(header::SET_COOKIE).cloned().collect::<Vec<_>>();
        response = response.into_response(dressed);
        for cookie in kept {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    if let Some(app) = app {
        log(&response, &id, trace.proved(), began);
        if super::api::is_call(response.request().path())
            && let Some(program) = trace.proved()
        {
            count(&app, &response, program, began);
        }
        for (name, value) in trace.pace().iter().flat_map(Standing::headers) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
        finish(&app, &mut response, &id, began);
    }
    Ok(response)
}

/// Answers a path with a NUL in it like one that does not exist: no name and no id has one, and Postgres takes none in a
/// text. The only way to write it in an address is `%00`.
pub(super) async fn without_nul(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if request.path().contains("%00") {
        return Ok(request.error_response(AppError::NotFound));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// The request's line in the log: ids as fields, no name, no address, no query, no secret.
fn log(response: &ServiceResponse<BoxBody>, id: &str, proved: Option<Proved>, began: Instant) {
    let (request, status) = (response.request(), response.status().as_u16());
    let path = kept_path(request.path());
    let account = proved.and_then(|p| p.account).or_else(|| account_of_console(request, status));
    info!(
        request.id = %id,
        partner.id = proved.map(|p| display(p.partner)),
        account.id = account.map(display),
        person.id = proved.map(|p| display(p.person)),
        http.method = %request.method(),
        http.path = %path,
        http.status = status,
        took_ms = began.elapsed().as_secs_f64() * 1000.0,
        "{} {path} {status}", request.method()
    );
}

/// A program's call, for the report of them. Who proves nothing has nobody whose report it could stand in.
fn count(app: &App, response: &ServiceResponse<BoxBody>, program: Proved, began: Instant) {
    let request = response.request();
    let Some(route) = request.match_pattern() else { return };
    app.calls.note(Answered {
        partner: program.partner,
        credential: program.person,
        account: program.account,
        verb: request.method().as_str(),
        route: route.trim_end_matches('/'),
        status: response.status().as_u16(),
        took: began.elapsed(),
        at: app.db.clock().now(),
    });
}

/// The account that a page of the console is about. Where it answered 404 nothing is known about the id (T4).
fn account_of_console(request: &HttpRequest, status: u16) -> Option<AccountId> {
    let about_one = request.match_pattern().is_some_and(|route| route.starts_with("/console/accounts/{id}"));
    (about_one && status != 404).then(|| request.match_info().get("id")?.parse().ok()).flatten()
}

fn finish(app: &App, response: &mut ServiceResponse<BoxBody>, id: &str, began: Instant) {
    let status = response.status();
    let request = response.request().clone();
    let took = began.elapsed();
    let route = request.match_pattern().unwrap_or_else(|| "none".to_owned());
    app.metrics.observe(request.method().as_str(), &route, status.as_u16(), took);
    let shows_page = status.is_success()
        && response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
    if shows_page
        && let Some(removal) = notice::removal(&request, app)
        && let Ok(value) = HeaderValue::from_str(&removal.to_string())
    {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    if let Ok(value) = HeaderValue::from_str(id) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    let tls = app.config.url.scheme() == "https";
    let transport = match super::host::of(&request).host() {
        _ if !tls => None,
        None => Some("max-age=63072000; includeSubDomains"),
        // What else the partner has below its own name is not for this server to say.
        Some(_) => Some("max-age=63072000"),
    };
    protect(response.headers_mut(), transport);
}

fn protect(headers: &mut HeaderMap, transport: Option<&'static str>) {
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::X_FRAME_OPTIONS, "DENY");
    set(header::REFERRER_POLICY, "same-origin");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    set(header::CACHE_CONTROL, "no-store");
    set(header::VARY, "HX-Request-Type, Accept-Encoding");
    if let Some(transport) = transport {
        set(header::STRICT_TRANSPORT_SECURITY, transport);
    }
}

/// A path as logs keep it: the token of a link or a webhook never.
pub(super) fn kept_path(path: &str) -> String {
    for place in ["/link/", "/connect/", "/hooks/"] {
        if path.starts_with(place) {
            return format!("{place}(token)");
        }
    }
    path.to_owned()
}
