//! The web server: routes, the layers around them, start and stop.

use super::routes::{Line, Routes};
use super::state::App;
use super::{cookie, framed, guard, health, host};
use crate::error::AppError;
use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::{App as ActixApp, HttpServer, web};
use anyhow::Context;
use std::net::{SocketAddr, TcpListener};

/// Every route of the product.
fn routes(dev: bool) -> Routes {
    let mut routes = Routes::default();
    health::routes(&mut routes);
    super::assets::routes(&mut routes);
    crate::sign_in::routes(&mut routes);
    crate::accounts::routes(&mut routes);
    crate::audit::routes(&mut routes);
    crate::home::routes(&mut routes);
    crate::overview::routes(&mut routes);
    crate::search::routes(&mut routes);
    crate::me::routes(&mut routes);
    crate::imports::routes(&mut routes);
    crate::jobs::routes(&mut routes);
    crate::account_users::routes(&mut routes);
    crate::account_people::routes(&mut routes);
    crate::account_connectors::routes(&mut routes);
    crate::staff::routes(&mut routes);
    crate::settings::routes(&mut routes);
    crate::branding::routes(&mut routes);
    crate::hosts::routes(&mut routes);
    crate::oidc::routes(&mut routes);
    crate::limits::routes(&mut routes);
    crate::account_exports::routes(&mut routes);
    crate::api_credentials::routes(&mut routes);
    crate::api_docs::routes(&mut routes);
    crate::accounts::api::routes(&mut routes);
    crate::account_users::api::routes(&mut routes);
    crate::cycles::api::routes(&mut routes);
    crate::error_webhook::routes(&mut routes);
    crate::cycles::routes(&mut routes);
    crate::transactions::routes(&mut routes);
    crate::incidents::routes(&mut routes);
    crate::reports::routes(&mut routes);
    crate::connectors::routes(&mut routes);
    crate::templates::routes(&mut routes);
    crate::installs::routes(&mut routes);
    crate::embedding::routes(&mut routes);
    crate::builder::routes(&mut routes);
    crate::hooks::api::routes(&mut routes);
    if dev {
        crate::mail::dev_routes(&mut routes);
        crate::overview::dev_routes(&mut routes);
    }
    routes
}

/// The table of all routes, which the isolation matrix walks (T12).
pub fn table() -> Vec<Line> {
    routes(true).table()
}

/// The calls of the API, of which its document is made.
pub(crate) fn calls() -> Vec<super::api::document::Operation> {
    routes(false).calls()
}

/// Starts to serve on a listener; the answer ends when the server was stopped.
///
/// # Errors
/// When the listener cannot be used.
pub fn serve(app: web::Data<App>, listener: TcpListener, handle_signals: bool) -> anyhow::Result<Server> {
    let config = app.config.clone();
    let workers = config.workers;
    // Blocking threads must not outnumber the pool, or requests wait for connections while holding threads (TECH 2).
    let blocking = (config.pool as usize / workers).max(1);
    let mut server = HttpServer::new(move || {
        let config = app.config.clone();
        ActixApp::new()
            .app_data(app.clone())
            .configure(|service| routes(config.dev).configure(service))
            .default_service(web::to(|| async { Err::<&str, AppError>(AppError::NotFound) }))
            .wrap(from_fn(guard::without_nul))
            .wrap(from_fn(cookie::renew))
            .wrap(cookie::middleware(&config))
            .wrap(from_fn(host::decide))
            .wrap(from_fn(guard::around))
            .wrap(from_fn(framed::layer::around))
            .wrap(from_fn(crate::language::around))
            .wrap(Compress::default())
    })
    .workers(workers)
    .worker_max_blocking_threads(blocking)
    .client_request_timeout(std::time::Duration::from_secs(15))
    .keep_alive(std::time::Duration::from_secs(75))
    .tcp_nodelay(true)
    .shutdown_timeout(30);
    if !handle_signals {
        server = server.disable_signals();
    }
    Ok(server.listen(listener).context("cannot serve on the listener")?.run())
}

/// Serves `/metrics` on its own address.
///
/// # Errors
/// When the address is taken.
pub fn serve_metrics(app: web::Data<App>, address: SocketAddr) -> anyhow::Result<Server> {
    let server = HttpServer::new(move || {
        ActixApp::new().app_data(app.clone()).route("/metrics", web::get().to(health::metrics))
    })
    .workers(1)
    .disable_signals()
    .bind(address)
    .with_context(|| format!("METRICS_ADDRESS: cannot listen on {address}"))?;
    Ok(server.run())
}
