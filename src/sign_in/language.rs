//! The language that is spoken before anyone is known: a choice on the sign-in page, which the browser keeps.

use crate::error::{AppError, AppResult};
use crate::language::{self, Language};
use crate::web::forms::Posted;
use crate::web::page::{Redirect, own_path};
use crate::web::routes::Public;
use crate::web::state::App;
use actix_web::{Responder, web};
use serde::Deserialize;

/// The choice as the page shows it.
pub(super) struct Choice {
    /// Tag, its own name, and whether it is spoken now.
    pub languages: [(&'static str, &'static str, bool); Language::ALL.len()],
    /// The page that it comes back to.
    pub back: String,
}

impl Choice {
    /// At the sign-in page of this address, which goes on to `next`.
    pub fn at(page: &str, next: &str) -> Choice {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
        Choice {
            languages: Language::ALL.map(|one| (one.code(), one.own_name(), one == language::current())),
            back: if next.is_empty() { page.to_owned() } else { format!("{page}?{query}") },
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Form {
    language: String,
    back: String,
}

pub(super) async fn choose(_: Public, posted: Posted<Form>, app: web::Data<App>) -> AppResult<impl Responder> {
    let Form { language, back } = posted.form;
    let chosen = Language::chosen(&language).map_err(AppError::BadRequest)?;
    let back = Redirect::to(own_path(&back).unwrap_or("/sign-in").to_owned());
    Ok(back.customize().add_cookie(&language::cookie(&app, chosen)))
}
