//! For load balancers and Prometheus.

use super::routes::{Public, Routes};
use super::state::App;
use actix_web::{HttpResponse, web};

/// Alive: the process answers. Says nothing about the database, so that a restart is not asked for in vain.
async fn healthz(_: Public) -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// Ready: Postgres answers too; otherwise 503 and which dependency fails.
async fn readyz(_: Public, app: web::Data<App>) -> HttpResponse {
    let db = app.db.clone();
    let answers = web::block(move || db.answers()).await.unwrap_or(false);
    if answers {
        HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ready\n")
    } else {
        HttpResponse::ServiceUnavailable().content_type("text/plain; charset=utf-8").body("database: does not answer\n")
    }
}

pub(super) async fn metrics(app: web::Data<App>) -> HttpResponse {
    match app.metrics.text(&app) {
        Ok(text) => HttpResponse::Ok().content_type("text/plain; version=0.0.4").body(text),
        Err(cause) => {
            tracing::error!("metrics could not be written: {cause}");
            HttpResponse::InternalServerError().finish()
        }
    }
}

pub(crate) fn routes(routes: &mut Routes) {
    routes.get("/healthz", healthz).get("/readyz", readyz);
}
