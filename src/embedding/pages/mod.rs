//! The way in by a token, and the pages that it leads to.

pub(super) mod catalogue;
pub(super) mod check;
pub(super) mod console;
pub(super) mod door;
pub(crate) mod frame;
pub(super) mod keys;
pub(super) mod of_account;
pub(super) mod orbit;

use crate::error::FieldErrors;
use actix_web::body::BoxBody;
use actix_web::http::header::{HeaderValue, REFERRER_POLICY};
use actix_web::{HttpRequest, HttpResponse, Responder};
use chrono::Duration;
use serde::Deserialize;

/// What a token opens ends after so long without a request, and after so long at all (MODEL section 9).
const IDLE_S: i32 = 30 * 60;
const LONGEST: Duration = Duration::hours(8);

/// An answer from which no address leaves: there is a token in it, or a frame's id.
fn silent(request: &HttpRequest, answer: impl Responder<Body = BoxBody>) -> HttpResponse {
    let mut answer = answer.respond_to(request);
    answer.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}

/// A list of origins as it is typed, of the partner or of an account.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::embedding) struct OriginsForm {
    origins: String,
    version: String,
}

impl OriginsForm {
    fn filled(origins: &[String], version: i32) -> OriginsForm {
        OriginsForm { origins: origins.join("\n"), version: version.to_string() }
    }

    /// What the page shows of a form that was sent back, or of what is saved; and, with a complaint about the whole form, which was
    /// saved by somebody else meanwhile, how both differ: saving again replaces that.
    fn shown(
        sent: Option<OriginsForm>,
        saved: OriginsForm,
        errors: &FieldErrors,
    ) -> (OriginsForm, Vec<(String, String, String)>) {
        match sent {
            None => (saved, Vec::new()),
            Some(form) if errors.of("").is_empty() => (form, Vec::new()),
            Some(form) => {
                let differ = (t!("embedding-origins").to_owned(), saved.origins, form.origins.clone());
                (OriginsForm { version: saved.version, ..form }, vec![differ])
            }
        }
    }
}
