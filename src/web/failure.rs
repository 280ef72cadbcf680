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
        let text = "There is nothing at this address. Check it, or ask whoever sent it to you.\n";
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
    let token = cookie::token_of(request);
    let site = host::of(request);
    let known = token.as_ref().and_then(|token| app.db.last_known(&token.hash()));
    let known = known.filter(|facts| site.admits(facts.partner));
    let name = known.as_ref().map_or(site.partner_name(), |facts| facts.partner_name.as_str());
    let csrf = token.map(|token| csrf::token(app, &token)).unwrap_or_default();
    let shell = Shell::plain(&app.look, &title).of_partner(name).in_theme(super::theme::of(request, app));
    let shell = shell.wearing(known.as_ref().and_then(|facts| facts.brand.as_deref()));
    let viewed = request.match_info().get("account").and_then(|id| id.parse::<AccountId>().ok());
    let ways = match known.as_ref().map(|facts| facts.kind) {
        Some(Kind::Console) if matches!(error, AppError::NotAsViewer | AppError::ViewOver) => {
            let here = viewed.map(|id| ("Open the account in the console", format!("/console/accounts/{id}")));
            here.into_iter().collect()
        }
        Some(Kind::Console) => {
            vec![("Go to the overview", "/console".to_owned()), ("All accounts", "/console/accounts".to_owned())]
        }
        Some(Kind::Account | Kind::Program) => vec![("Go to your accounts", "/a".to_owned())],
        None => vec![("Go to the start page", "/".to_owned())],
    };
    let template = ErrorPage {
        shell: Shell { csrf, ..shell },
        person: known.map(|facts| UserName::of_address(&facts.email).to_owned()).unwrap_or_default(),
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
    let csrf = cookie::token_of(request).map(|token| csrf::token(app, &token)).unwrap_or_default();
    let shell = Shell { theme: closed.theme.clone(), csrf, ..Shell::branded(&app.look, &closed.partner, &title) };
    let shell = shell.wearing(closed.brand.as_deref());
    let template = ClosedPage { shell, title, text, person: closed.person.clone(), others: closed.others.clone() };
    Page::with(template, StatusCode::FORBIDDEN).respond_to(request)
}

/// What happened, why, what to do, who can (DESIGN section 9).
fn words(error: &AppError, in_account: bool) -> (String, String) {
    let (title, text) = match error {
        AppError::NotFound | AppError::UnknownHost => ("Page not found", "There is nothing at this address, or you have no access to it. Check the address, or ask whoever sent it to you.".to_owned()),
        AppError::Forbidden { needs } => ("You need another right", format!("This needs “{needs}”. {} can give it to you.", if in_account { "An administrator of this account" } else { "Someone of your team who manages console users" })),
        AppError::Suspended(closed) => {
            let Closed { account, partner, expired, .. } = closed.as_ref();
            if *expired {
                ("This account has expired", format!("“{account}” is suspended because its expiry date has come, so its pages are closed and nothing runs in it. Nothing was deleted. Ask {partner} to extend it; it then opens again as it was."))
            } else {
                ("This account is suspended", format!("“{account}” was suspended by {partner}, so its pages are closed and nothing runs in it. Nothing was deleted. Ask {partner} to open it again."))
            }
        }
        AppError::Invalid(errors) => ("Some fields need another look", errors.0.iter().map(|e| e.message.clone()).collect::<Vec<_>>().join(" ")),
        AppError::BadRequest(why) => ("The request could not be read", why.clone()),
        AppError::Forged => ("This form is out of date", "It was opened in another session, or came from another site, so nothing was changed. Go back, reload the page and send it again.".to_owned()),
        AppError::WrongAddress(right) => ("This is not the address of this console", format!("Forms are taken at {right} only, so nothing was changed. Open {right} and do it again there. If that is not where people should go, whoever runs this server must change its setting for the public address.")),
        AppError::AtLimit(reached) => ("Limit reached", reached.words.clone()),
        AppError::Conflict(why) => ("That did not fit any more", why.clone()),
        AppError::TooLarge(why) => ("That is too large", why.clone()),
        AppError::Busy { why, retry_after_s } => ("The service is busy", format!("{why} Nothing was changed. Try again in {retry_after_s} seconds.")),
        AppError::TooMany { why, .. } => ("Too much at once", why.clone()),
        AppError::Outside { address, .. } => ("Not from this network", format!("Your company lets its people in from certain networks only, and {address} is in none of them. Connect by your company's network or VPN and reload this page. Somebody who manages settings can add this network.")),
        AppError::NotAsViewer => ("Not while you view it as its people do", "You see this account as its people do. To change its cycles as well you need “Cycles: Manage”, and for connectors and templates the same right for those. Its people, settings, API and saved reports are changed in the console, or by its own people.".to_owned()),
        AppError::ViewOver => ("This view has ended", "You saw this account as its people do. That ends after 30 minutes, and at once when you end it, when your rights change and when the account is suspended. You can begin again from the account's page in the console.".to_owned()),
        AppError::SetUpFirst => ("Set up two-step sign-in", "It is required of you before anything else opens.".to_owned()),
        AppError::SignedOut | AppError::ConfirmFirst(_) => ("Sign in again", "Your session has ended.".to_owned()),
        AppError::Internal(_) => ("Something went wrong on our side", "Nothing was changed. Try again; if it happens again, tell support the request id below.".to_owned()),
    };
    (title.to_owned(), text)
}

/// An actix error that is not ours (a broken payload, a path that is no UTF-8), in our words.
pub(super) fn foreign(status: StatusCode) -> AppError {
    match status {
        StatusCode::NOT_FOUND => AppError::NotFound,
        StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge("It is larger than is accepted here.".to_owned()),
        s if s.is_client_error() => AppError::BadRequest("It is not of the form this address takes.".to_owned()),
        s => AppError::internal(format!("the framework answered {s}")),
    }
}
