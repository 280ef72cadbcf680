//! Around everything: a request of a frame goes on as that for the page in a window, and its answer comes back as the frame's. Who
//! may frame it is said by exact origins and for these answers alone; everything else may not be framed.

use super::told::{self, Bundle, Told};
use super::{Ancestors, BEGIN, ENDED, Framed, KEY, Look, Said, addresses};
use crate::access::trace::Trace;
use crate::web::guard::policy;
use crate::web::notice;
use crate::web::state::App;
use actix_web::body::{BoxBody, MessageBody, to_bytes_limited};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::uri::{PathAndQuery, Uri};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpResponse, web};

/// The largest page that is put into a frame; none comes near it.
const PAGE_BYTES_MAX: usize = 32 * 1024 * 1024;

pub(in crate::web) async fn around(
    mut request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let framed = enter(&mut request);
    let response = next.call(request).await?.map_into_boxed_body();
    let mut response = match framed {
        Some(framed) => leave(framed, response).await?,
        None => response,
    };
    let ancestors = response.request().extensions().get::<Ancestors>().cloned();
    if let Some(Ancestors(origins)) = ancestors {
        let headers = response.headers_mut();
        if let Ok(value) = HeaderValue::from_str(&policy(&origins)) {
            headers.insert(header::CONTENT_SECURITY_POLICY, value);
        }
        // It cannot name origins, and the policy says it all.
        if !origins.is_empty() {
            headers.remove(header::X_FRAME_OPTIONS);
        }
    }
    Ok(response)
}

/// Takes the frame's beginning off the address.
fn enter(request: &mut ServiceRequest) -> Option<Framed> {
    let (framed, rest) = Framed::within(request.path())?;
    let (query, told) = told::taken(request.uri().query().unwrap_or_default());
    let told = told.map(str::to_owned);
    let query = if query.is_empty() { query } else { format!("?{query}") };
    let mut parts = request.uri().clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(format!("{rest}{query}")).ok()?);
    let uri = Uri::from_parts(parts).ok()?;
    request.match_info_mut().get_mut().update(&uri);
    request.head_mut().uri = uri;
    let app = request.app_data::<web::Data<App>>().cloned();
    if let Some(bundle) = app.and_then(|app| Bundle::opened(&told?, &app)) {
        if let Some((kind, text)) = bundle.notice {
            request.extensions_mut().insert(Said(kind, text));
        }
        request.extensions_mut().insert(Events(bundle.events));
    }
    request.extensions_mut().insert(framed);
    Some(framed)
}

async fn leave(framed: Framed, mut response: ServiceResponse<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    let look = response.request().extensions().get::<Trace>().and_then(Trace::frame);
    if response.status() == StatusCode::UNAUTHORIZED {
        return signed_out(framed, response).await;
    }
    if let Some(Look { origins, .. }) = look {
        response.request().extensions_mut().insert(Ancestors(origins));
    }
    let base = framed.base();
    let mut events = told_now(&mut response);
    addresses::in_headers(response.headers_mut(), &base);
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return Ok(response);
    }
    let (request, answer) = response.into_parts();
    let (answer, body) = answer.into_parts();
    let bytes = to_bytes_limited(body, PAGE_BYTES_MAX).await;
    let html = match bytes {
        Ok(Ok(bytes)) => {
            let before = request.extensions_mut().remove::<Events>();
            events.extend(before.into_iter().flat_map(|Events(events)| events));
            telling(addresses::in_page(&String::from_utf8_lossy(&bytes), &base), &events)
        }
        _ => return Err(actix_web::error::ErrorInternalServerError("a page could not be put into its frame")),
    };
    Ok(ServiceResponse::new(request, answer.set_body(html).map_into_boxed_body()))
}

/// What the page before has told this one.
struct Events(Vec<Told>);

/// Takes out of an answer what it says and tells. Where it leads on, that goes along in the address; else the page itself tells it.
fn told_now(response: &mut ServiceResponse<BoxBody>) -> Vec<Told> {
    let request = response.request().clone();
    let Some(app) = request.app_data::<web::Data<App>>() else { return Vec::new() };
    let events = request.extensions().get::<Trace>().map(Trace::told).unwrap_or_default();
    if response.status().is_client_error() || response.status().is_server_error() {
        return Vec::new();
    }
    let notice = response.response().cookies().find_map(|cookie| notice::given(&cookie, app));
    if notice.is_some() {
        // A frame's browser may keep no cookie but its own.
        let others: Vec<_> =
            response.headers().get_all(header::SET_COOKIE).filter(|line| !notice::is_one(line, app)).cloned().collect();
        response.headers_mut().remove(header::SET_COOKIE);
        for line in others {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
    }
    let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).map(str::to_owned);
    let Some(to) = to.filter(|to| to.starts_with("/a/") || to.starts_with(BEGIN)) else { return events };
    let bundle = Bundle { events, notice };
    let sealed = if bundle.is_empty() { None } else { bundle.sealed(app) };
    if let Some(to) = sealed.and_then(|sealed| HeaderValue::from_str(&told::put(&to, &sealed)).ok()) {
        response.headers_mut().insert(header::LOCATION, to);
    }
    Vec::new()
}

/// A page that tells its host what was done.
fn telling(page: String, events: &[Told]) -> String {
    let Ok(json) = serde_json::to_string(events) else { return page };
    if events.is_empty() {
        return page;
    }
    let json = json.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    match page.rfind("</body>") {
        Some(at) => format!("{}<template data-frame-told=\"{json}\"></template>{}", &page[..at], &page[at..]),
        None => page,
    }
}

/// What asks by script is told to get a token first; a window is shown the page that does.
async fn signed_out(framed: Framed, response: ServiceResponse<BoxBody>) -> Result<ServiceResponse<BoxBody>, Error> {
    let request = response.request().clone();
    let headers = request.headers();
    let by_script = headers.contains_key(KEY)
        || headers.contains_key("hx-request")
        || headers.get("sec-fetch-dest").is_some_and(|dest| dest == "empty");
    let Some(app) = request.app_data::<web::Data<App>>().cloned() else { return Ok(response) };
    let page = if by_script {
        HttpResponse::build(StatusCode::UNAUTHORIZED).insert_header((HeaderName::from_static(ENDED), "1")).finish()
    } else {
        crate::embedding::opening(&request, &app, framed).await
    };
    let kept: Vec<_> =
        response.headers().iter().filter(|(name, _)| keeps(name)).map(|(n, v)| (n.clone(), v.clone())).collect();
    let mut page = response.into_response(page);
    for (name, value) in kept {
        if !page.headers().contains_key(&name) {
            page.headers_mut().insert(name, value);
        }
    }
    Ok(page)
}

/// What the guard has said of an answer and what holds of the page in its place too.
fn keeps(name: &HeaderName) -> bool {
    *name != header::LOCATION
        && *name != header::CONTENT_TYPE
        && *name != header::CONTENT_LENGTH
        && *name != header::SET_COOKIE
}
