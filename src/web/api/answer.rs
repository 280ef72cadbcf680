//! Answers of the API: an object, a list, or what went wrong as `{"Message": "..."}`.

use crate::error::{AppError, AppResult};
use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpRequest, HttpResponse, Responder, ResponseError};
use schemars::JsonSchema;
use serde::Serialize;

/// An answer with its headers.
#[derive(Debug)]
pub(crate) struct Answer {
    pub status: StatusCode,
    pub body: String,
    pub headers: Vec<(&'static str, String)>,
}

impl Answer {
    /// 200 with a body.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn of(body: &impl Serialize) -> AppResult<Answer> {
        Answer::with(StatusCode::OK, body)
    }

    /// Another status with a body.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn with(status: StatusCode, body: &impl Serialize) -> AppResult<Answer> {
        Ok(Answer { status, body: serde_json::to_string(body)?, headers: Vec::new() })
    }

    /// 200 with nothing to say.
    pub fn done() -> Answer {
        Answer { status: StatusCode::OK, body: String::new(), headers: Vec::new() }
    }

    /// 200 with words for the program's author.
    ///
    /// # Errors
    /// When they cannot be written as JSON.
    pub fn said(words: &str) -> AppResult<Answer> {
        Answer::of(&Message { message: words })
    }

    /// What is refused with a status of its own.
    pub fn refused(status: StatusCode, words: &str) -> Answer {
        let body = serde_json::to_string(&Message { message: words }).unwrap_or_default();
        Answer { status, body, headers: Vec::new() }
    }

    /// The same with one more header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Answer {
        self.headers.push((name, value.into()));
        self
    }
}

impl Responder for Answer {
    type Body = BoxBody;
    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.response()
    }
}

impl Answer {
    fn response(self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status);
        for (name, value) in self.headers {
            response.insert_header((name, value));
        }
        if self.body.is_empty() {
            return response.finish();
        }
        response.insert_header((CONTENT_TYPE, "application/json; charset=utf-8")).body(self.body)
    }
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Message<'a> {
    /// In words for the program's author.
    message: &'a str,
}

/// What went wrong, in words for the program's author.
pub(crate) fn message(status: StatusCode, words: &str) -> HttpResponse {
    Answer::refused(status, words).response()
}

/// The status and the words that a call which failed is answered with. Field errors are 400, as clients of such an API know
/// it.
pub(crate) fn words_of(error: &AppError) -> (StatusCode, String) {
    let status = match error {
        AppError::Invalid(_) => StatusCode::BAD_REQUEST,
        other => other.status_code(),
    };
    let words = match error {
        AppError::NotFound | AppError::UnknownHost => "There is nothing here that this token may see.".to_owned(),
        AppError::SignedOut
        | AppError::ConfirmFirst(_)
        | AppError::SetUpFirst
        | AppError::NotAsViewer
        | AppError::ViewOver => {
            "The token is missing, has expired or was revoked. Get one from /oauth/token.".to_owned()
        }
        AppError::Forbidden { needs } => format!("This needs {needs}."),
        AppError::Outside { address, .. } => format!(
            "The API may not be called from {address}. The partner's settings name the networks it may be called from."
        ),
        AppError::Suspended(closed) => format!("The account “{}” is suspended.", closed.account),
        AppError::Invalid(errors) => errors.0.iter().map(|e| e.message.as_str()).collect::<Vec<_>>().join(" "),
        AppError::AtLimit(reached) => reached.words.clone(),
        AppError::BadRequest(why) | AppError::Conflict(why) | AppError::TooLarge(why) => why.clone(),
        AppError::Forged | AppError::WrongAddress(_) => "The request came from another site.".to_owned(),
        AppError::Busy { why, .. } | AppError::TooMany { why, .. } => why.clone(),
        AppError::Internal(_) => "Something went wrong on our side. Nothing was changed.".to_owned(),
    };
    (status, words)
}

/// The answer to a call that failed.
pub(crate) fn failure(error: &AppError) -> HttpResponse {
    let (status, words) = words_of(error);
    let mut response = message(status, &words);
    if let AppError::Busy { retry_after_s, .. } | AppError::TooMany { retry_after_s, .. } = error {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*retry_after_s));
    }
    if matches!(error, AppError::SignedOut) {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    if let AppError::AtLimit(reached) = error {
        response.headers_mut().insert(HeaderName::from_static("x-limit"), HeaderValue::from_static(reached.kind));
    }
    response
}
