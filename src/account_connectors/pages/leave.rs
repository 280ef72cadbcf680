//! On the way to an application's sign-in. The browser goes on by itself; not by a redirect, which the page's own policy
//! for forms would stop.

use crate::account_connectors::grants::Leaving;
use crate::web::page::Page;
use crate::web::shell::Shell;
use actix_web::{Responder, http::header};
use askama::Template;

#[derive(Template)]
#[template(path = "account_connectors/leave.html")]
struct LeavePage {
    shell: Shell,
    application: String,
    url: String,
}

/// Sends the browser on.
pub(super) fn page(shell: Shell, leaving: Leaving) -> impl Responder {
    let url = String::from(leaving.url);
    let refresh = (header::REFRESH, format!("0; url={url}"));
    Page::new(LeavePage { shell, application: leaving.application, url }).customize().insert_header(refresh)
}
