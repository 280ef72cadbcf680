//! How each `AppError` answers: a page for people, a toast's worth for htmx. Internal causes are logged here, once.

use super::framed::Framed;
use super::origin::request_id;
use super::page::Page;
use super::shell::Shell;
use super::state::App;
use super::{api, cookie, csrf, host};
use crate::db::Kind;
use crate::error::{Afterwards, AppError, Closed};
use crate::ids::AccountId;
use crate::people::model::UserName;
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, LOCATION, REFERER, RETRY_AFTER};
use actix_web::{HttpRequest, HttpResponse, Responder, ResponseError, web};
use askama::Template;
use url::{Position, Url};

#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage {
    shell: Shell,
    title: String,
    text: String,
    request_id: String,
    ways: Vec<(&'static str, String)>,
    /// Who is signed in, as far as that is known here.
    person: String,
}

#[derive(Template)]
#[template(path = "errors/closed.html")]
struct ClosedPage {
    shell: Shell,
    title: String,
    text: String,
    person: String,
    /// Name, way, address.
    others: Vec<(String, String, String)>,
}

impl ResponseError for AppError {
    fn status_code(&self) -> StatusCode {
        match self {
            AppError::NotFound => StatusCode::NOT_FOUND,
            AppError::SignedOut => StatusCode::UNAUTHORIZED,
            AppError::UnknownHost => StatusCode::MISDIRECTED_REQUEST,
            AppError::Forbidden { .. }
            | AppError::Suspended(_)
            | AppError::Forged
            | AppError::WrongAddress(_)
            | AppError::ConfirmFirst(_)
            | AppError::NotAsViewer
            | AppError::ViewOver
            | AppError::SetUpFirst
            | AppError::Outside { .. } => StatusCode::FORBIDDEN,
            AppError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::BadRequest(_) => StatusCode::BAD_REQUEST,
            AppError::Conflict(_) | AppError::AtLimit(_) => StatusCode::CONFLICT,
            AppError::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            AppError::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
            AppError::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Bare: `dress` makes the page, where the request is known.
    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

/// The answer to a failed request.
pub(crate) fn answer(request: &HttpRequest, error: &AppError) -> HttpResponse {
    if matches!(error, AppError::UnknownHost) {
        // Nobody's name is on it, and it needs nothing that this name could not fetch.
        let text = format!("{}\n", t!("errors-no-host"));
        return HttpResponse::MisdirectedRequest().content_type("text/plain; charset=utf-8").body(text);
    }
    if api::is_call(request.path()) {
        log_internal(request, error);
        return api::answer::failure(error);
    }
    let partial = request.headers().get("hx-request").is_some();
    match error {
        AppError::SignedOut => signed_out(request, partial),
        AppError::SetUpFirst => elsewhere(partial, "/me/two-step", StatusCode::FORBIDDEN),
        // No page of a frame asks for a password: whoever works in one came without.
        AppError::ConfirmFirst(_) if Framed::of(request).is_some() => page(request, error),
        AppError::ConfirmFirst(afterwards) => {
            let next = match afterwards {
                Afterwards::Here => format!("next={}", encoded(&page_behind(request))),
                // A file cannot be shown after a form, so a page offers it; from there it goes on where one was.
                Afterwards::Before => {
                    format!("next={}&file={}", encoded(&page_before(request)), encoded(&page_behind(request)))
                }
            };
            elsewhere(partial, &format!("/me/confirm?{next}"), StatusCode::FORBIDDEN)
        }
        _ => page(request, error),
    }
}

fn signed_out(request: &HttpRequest, partial: bool) -> HttpResponse {
    // A frame asks its host for a token (web::framed).
    if Framed::of(request).is_some() {
        return HttpResponse::new(StatusCode::UNAUTHORIZED);
    }
    let back = page_behind(request);
    let app = request.app_data::<web::Data<App>>();
    let way_in = app.map_or_else(|| "/sign-in".to_owned(), |app| super::way_in::of(request, app));
    let to = if back == "/" { way_in } else { format!("{way_in}?next={}", encoded(&back)) };
    elsewhere(partial, &to, StatusCode::UNAUTHORIZED)
}

/// A redirect that htmx follows with the whole page.
fn elsewhere(partial: bool, to: &str, status: StatusCode) -> HttpResponse {
    if partial {
        HttpResponse::build(status).insert_header(("HX-Redirect", to)).finish()
    } else {
        HttpResponse::SeeOther().insert_header((LOCATION, to)).finish()
    }
}

/// The page to come back to. What was sent has no page of its own, so that is the one its form was on; the start page
/// where the browser does not say.
fn page_behind(request: &HttpRequest) -> String {
    if request.method().is_safe() {
        return request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    }
    page_before(request)
}

/// The page of ours that the request came from; the start page where the browser does not say.
fn page_before(request: &HttpRequest) -> String {
    let referer = request.headers().get(REFERER).and_then(|v| v.to_str().ok()).and_then(|v| Url::parse(v).ok());
    let app = request.app_data::<web::Data<App>>();
    match (referer, app) {
        (Some(page), Some(app)) if super::csrf::looks_own(request, app, &page.origin().ascii_serialization()) => {
            page[Position::BeforePath..Position::AfterQuery].to_owned()
        }
        _ => "/".to_owned(),
    }
}

fn encoded(path: &str) -> String {
    url::form_urlencoded::byte_serialize(path.as_bytes()).collect()
}

/// Our own faults are logged here, once.
fn log_internal(request: &HttpRequest, error: &AppError) {
    if let AppError::Internal(cause) = error {
        let id = request_id(request);
        tracing::error!(request.id = %id, http.path = %super::guard::kept_path(request.path()), "request {id} failed: {cause:#}");
    }
}

fn page(request: &HttpRequest, error: &AppError) -> HttpResponse {
    let id = request_id(request);
    log_internal(request, error);
    let (title, text) = words(error, request.path().starts_with("/a/"));
    let status = error.status_code();
    let Some(app) = request.app_data::<web::Data<App>>() else { return HttpResponse::new(status) };
    if let AppError::Suspended(closed) = error {
        return closed_page(request, app, closed, title, text);
    }
    let token = cookie::carried(request);
    let known = token.as_ref().and_then(|token| app.db.last_known(&token.hash()));
    let known = known.filter(|facts| host::of(request).admits(facts.partner));
    let csrf = token.map(|token| csrf::token(app, &token)).unwrap_or_default();
    let shell = Shell::outside(request, app, &title);
    let shell = match &known {
        Some(facts) => shell.known_as(facts),
        None => shell,
    };
    let viewed = request.match_info().get("account").and_then(|id| id.parse::<AccountId>().ok());
    let framed = known.as_ref().and_then(|facts| Some((facts.frame.as_ref()?, facts.account?)));
    let ways = match known.as_ref().map(|facts| facts.kind) {
        _ if framed.is_some() => {
            framed.map(|(look, account)| (t!("errors-way-go-on"), look.home(account))).into_iter().collect()
        }
        Some(Kind::Console) if matches!(error, AppError::NotAsViewer | AppError::ViewOver) => {
            let here = viewed.map(|id| (t!("errors-way-console"), format!("/console/accounts/{id}")));
            here.into_iter().collect()
        }
        Some(Kind::Console) => {
            let all = (t!("errors-way-all-accounts"), "/console/accounts".to_owned());
            vec![(t!("errors-way-overview"), "/console".to_owned()), all]
        }
        Some(Kind::Account | Kind::Program) => vec![(t!("errors-way-your-accounts"), "/a".to_owned())],
        None => vec![(t!("errors-way-start"), "/".to_owned())],
    };
    let template = ErrorPage {
        shell: Shell { csrf, ..shell },
        // Who works in a frame signs in and out where it stands.
        person: known
            .filter(|facts| facts.frame.is_none())
            .map(|facts| UserName::of_address(&facts.email).to_owned())
            .unwrap_or_default(),
        title,
        text,
        // A 404 is the same for absent and foreign, to the last byte (T4).
        request_id: if matches!(error, AppError::NotFound) { String::new() } else { id },
        ways,
    };
    let mut response = Page::with(template, status).respond_to(request);
    if let AppError::Busy { retry_after_s, .. } = error {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*retry_after_s));
    }
    response
}

/// The page of a suspended or expired account: the partner's name on it, whom to ask, and where else to go.
fn closed_page(request: &HttpRequest, app: &App, closed: &Closed, title: String, text: String) -> HttpResponse {
    let csrf = cookie::carried(request).map(|token| csrf::token(app, &token)).unwrap_or_default();
    let shell = Shell { theme: closed.theme.clone(), csrf, ..Shell::branded(&app.look, &closed.partner, &title) };
    let shell = shell.wearing(closed.brand.as_deref());
    let template = ClosedPage { shell, title, text, person: closed.person.clone(), others: closed.others.clone() };
    Page::with(template, StatusCode::FORBIDDEN).respond_to(request)
}

/// What happened, why, what to do, who can (DESIGN section 9).
fn words(error: &AppError, in_account: bool) -> (String, String) {
    let (title, text) = match error {
        AppError::NotFound | AppError::UnknownHost => (t!("errors-not-found"), t!("errors-not-found-text").to_owned()),
        AppError::Forbidden { needs } if in_account => {
            (t!("errors-forbidden"), t!("errors-forbidden-account", needs = needs))
        }
        AppError::Forbidden { needs } => (t!("errors-forbidden"), t!("errors-forbidden-console", needs = needs)),
        AppError::Suspended(closed) => {
            let Closed { account, partner, expired, .. } = closed.as_ref();
            if *expired {
                (t!("errors-expired"), t!("errors-expired-text", account = account, partner = partner))
            } else {
                (t!("errors-suspended"), t!("errors-suspended-text", account = account, partner = partner))
            }
        }
        AppError::Invalid(errors) => {
            let all: Vec<&str> = errors.0.iter().map(|error| error.message.as_str()).collect();
            (t!("errors-invalid"), all.join(" "))
        }
        AppError::BadRequest(why) => (t!("errors-bad-request"), why.clone()),
        AppError::Forged => (t!("errors-forged"), t!("errors-forged-text").to_owned()),
        AppError::WrongAddress(right) => (t!("errors-wrong-address"), t!("errors-wrong-address-text", right = right)),
        AppError::AtLimit(reached) => (t!("errors-at-limit"), reached.words.clone()),
        AppError::Conflict(why) => (t!("errors-conflict"), why.clone()),
        AppError::TooLarge(why) => (t!("errors-too-large"), why.clone()),
        AppError::Busy { why, retry_after_s } => {
            (t!("errors-busy"), t!("errors-busy-text", why = why, seconds = retry_after_s))
        }
        AppError::TooMany { why, .. } => (t!("errors-too-many"), why.clone()),
        AppError::Outside { address, .. } => (t!("errors-outside"), t!("errors-outside-text", address = address)),
        AppError::NotAsViewer => (t!("errors-not-as-viewer"), t!("errors-not-as-viewer-text", words)),
        AppError::ViewOver => (t!("errors-view-over"), t!("errors-view-over-text").to_owned()),
        AppError::SetUpFirst => (t!("errors-set-up-first"), t!("errors-set-up-first-text").to_owned()),
        AppError::SignedOut => (t!("errors-signed-out"), t!("errors-signed-out-text").to_owned()),
        AppError::ConfirmFirst(_) => (t!("errors-confirm-first"), t!("errors-confirm-first-text").to_owned()),
        AppError::Internal(_) => (t!("errors-internal"), t!("errors-internal-text").to_owned()),
    };
    (title.to_owned(), text)
}

/// An actix error that is not ours (a broken payload, a path that is no UTF-8), in our words.
pub(super) fn foreign(status: StatusCode) -> AppError {
    match status {
        StatusCode::NOT_FOUND => AppError::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge(t!("errors-foreign-too-large").to_owned()),
        s if s.is_client_error() => AppError::BadRequest(t!("errors-foreign-bad").to_owned()),
        s => AppError::internal(format!("the framework answered {s}")),
    }
}
