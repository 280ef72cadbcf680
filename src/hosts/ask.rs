//! What makes certificates asks here before it makes one (Caddy's on-demand TLS; docs/HOSTS.md), so that nobody who points a name at
//! this server has it ask for certificates without end. It says yes or no and nothing else.

use crate::error::AppResult;
use crate::web::forms::Asked;
use crate::web::host;
use crate::web::routes::Public;
use crate::web::state::App;
use actix_web::{HttpResponse, web};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    domain: String,
}

pub(super) async fn answer(_: Public, asked: Asked<Wanted>, app: web::Data<App>) -> AppResult<HttpResponse> {
    let name = asked.0.domain.trim_end_matches('.').to_ascii_lowercase();
    let known = host::find(&app, &name).await?.is_some();
    let mut answer = if known { HttpResponse::Ok() } else { HttpResponse::NotFound() };
    Ok(answer.content_type("text/plain; charset=utf-8").body(if known { "yes\n" } else { "no\n" }))
}
