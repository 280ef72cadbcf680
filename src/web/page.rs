//! Answers: pages, fragments, redirects, files.

use super::state::App;
use crate::error::{AppError, AppResult};
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ContentType, LOCATION};
use actix_web::{FromRequest, HttpRequest, HttpResponse, Responder, web};
use askama::Template;
use std::future::{Ready, ready};

/// Whether the browser asks for the page or, through htmx, for its fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hx {
    Page,
    Fragment,
}

impl FromRequest for Hx {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;
    fn from_request(request: &HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        let partial = request.headers().get("hx-request-type").is_some_and(|v| v == "partial");
        ready(Ok(if partial { Hx::Fragment } else { Hx::Page }))
    }
}

/// A template as an answer.
pub(crate) struct Page<T> {
    template: T,
    status: StatusCode,
}

impl<T: Template> Page<T> {
    pub fn new(template: T) -> Page<T> {
        Page { template, status: StatusCode::OK }
    }

    /// The form again, with what was typed and what is wrong (422).
    pub fn refused(template: T) -> Page<T> {
        Page { template, status: StatusCode::UNPROCESSABLE_ENTITY }
    }

    /// The page with another status.
    pub fn with(template: T, status: StatusCode) -> Page<T> {
        Page { template, status }
    }
}

impl<T: Template> Responder for Page<T> {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        match self.template.render() {
            Ok(html) => HttpResponse::build(self.status).content_type(ContentType::html()).body(html),
            Err(cause) => HttpResponse::from_error(AppError::from(cause)),
        }
    }
}

/// 303 to another page, with what happened.
pub(crate) struct Redirect {
    to: String,
    notice: Option<(&'static str, String)>,
}

impl Redirect {
    pub fn to(address: impl Into<String>) -> Redirect {
        Redirect { to: address.into(), notice: None }
    }

    /// Says on the next page that it worked.
    pub fn saying(mut self, text: impl Into<String>) -> Redirect {
        self.notice = Some(("ok", text.into()));
        self
    }

    /// Says on the next page that it did not.
    pub fn warning(mut self, text: impl Into<String>) -> Redirect {
        self.notice = Some(("warn", text.into()));
        self
    }
}

impl Responder for Redirect {
    type Body = BoxBody;
    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let mut response = HttpResponse::SeeOther();
        response.insert_header((LOCATION, self.to));
        if let (Some((kind, text)), Some(app)) = (self.notice, request.app_data::<web::Data<App>>()) {
            response.cookie(super::notice::cookie(app, kind, &text));
        }
        response.finish()
    }
}

/// Only a path of our own may be gone to; anything else leads home.
pub(crate) fn own_path(wanted: &str) -> Option<&str> {
    // Browsers take a backslash for a slash and leave tabs and line ends out, so `/<tab>/elsewhere` is `//elsewhere`.
    let own = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && wanted.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    own.then_some(wanted)
}

/// Where a stream writes its rows; an error means the browser went away.
pub(crate) struct Sink {
    sender: tokio::sync::mpsc::Sender<Result<web::Bytes, AppError>>,
    buffer: Vec<u8>,
}

const SINK_BYTES: usize = 32 * 1024;

impl Sink {
    /// Adds bytes, handing them on in pieces.
    pub fn write(&mut self, bytes: &[u8]) -> AppResult<()> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= SINK_BYTES { self.flush() } else { Ok(()) }
    }

    pub fn flush(&mut self) -> AppResult<()> {
        let piece = web::Bytes::from(std::mem::take(&mut self.buffer));
        self.sender.blocking_send(Ok(piece)).map_err(|_| AppError::BadRequest("the reader went away".to_owned()))
    }

    /// Runs what writes the file: it ends whole, or the stream breaks off.
    pub fn run(mut self, work: impl FnOnce(&mut Sink) -> AppResult<()>) -> AppResult<()> {
        let written = work(&mut self).and_then(|()| self.flush());
        if written.is_err() {
            self.abort(AppError::internal("the file could not be written to its end"));
        }
        written
    }

    /// Breaks the stream off, so that half a file is not taken for a whole one.
    pub fn abort(&self, cause: AppError) {
        let _ = self.sender.blocking_send(Err(cause));
    }
}

/// A CSV, as [`streamed`].
pub(crate) fn streamed_csv(name: &str, start: impl FnOnce(Sink)) -> HttpResponse {
    streamed(name, "text/csv; charset=utf-8", start)
}

/// A file that is written while it is sent: memory stays the same whatever its length.
pub(crate) fn streamed(name: &str, kind: &str, start: impl FnOnce(Sink)) -> HttpResponse {
    let (sender, receiver) = tokio::sync::mpsc::channel(8);
    start(Sink { sender, buffer: Vec::with_capacity(SINK_BYTES) });
    let stream = futures_util::stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .streaming(stream)
}

/// Characters with which a spreadsheet begins a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell of a CSV that a spreadsheet will not take for a formula (DESIGN section 3, Dates). [`cell_of_csv`] undoes it.
pub(crate) fn csv_cell(text: &str) -> std::borrow::Cow<'_, str> {
    if text.trim_start_matches('\'').starts_with(FORMULA) { format!("'{text}").into() } else { text.into() }
}

/// What a cell written by [`csv_cell`] said.
pub(crate) fn cell_of_csv(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => text,
    }
}

/// One line of a CSV: formula-safe cells, quoted where they must be, ended as RFC 4180 has it.
pub(crate) fn csv_line(cells: &[&str]) -> String {
    let mut line = String::new();
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            line.push(',');
        }
        let cell = csv_cell(cell);
        if cell.contains([',', '"', '\n', '\r', ';', '\t']) || cells.len() == 1 && cell.is_empty() {
            line.push('"');
            line.push_str(&cell.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(&cell);
        }
    }
    line.push_str("\r\n");
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_own_paths_are_gone_to() {
        for own in ["/", "/console/accounts?q=a", "/a/1"] {
            assert_eq!(own_path(own), Some(own));
        }
        for foreign in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:alert(1)",
            "/a\r\nb",
            "/\t/evil.example",
            "/ä",
            "/ /evil.example",
        ] {
            assert_eq!(own_path(foreign), None, "{foreign:?}");
        }
    }

    #[test]
    fn a_cell_is_no_formula() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@a", "'@a"),
            ("\tx", "'\tx"),
            ("'=1", "''=1"),
            ("'t Hart", "'t Hart"),
            ("plain", "plain"),
            ("", ""),
        ] {
            assert_eq!(csv_cell(cell), written);
            assert_eq!(cell_of_csv(written), cell);
        }
    }
}
