//! `berth work`: what `berth serve` does besides answering, by itself, so that pages and cycles can have machines of
//! their own.

use super::serve::{log_to, refuse_holes};
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Database;
use crate::web::{server, state::App};
use actix_web::web;
use anyhow::Context;
use std::process::ExitCode;
use tokio::signal::unix::{SignalKind, signal};
use tracing::info;

pub(super) fn run(config: Config) -> anyhow::Result<ExitCode> {
    log_to(&config);
    refuse_holes(&config)?;
    actix_web::rt::System::new().block_on(async move {
        let db = Database::open(&config, Clock::system());
        let metrics = config.metrics;
        let app = web::Data::new(App::new(config, db)?);
        let mut terminated = signal(SignalKind::terminate()).context("cannot hear of signals")?;
        let background = crate::background::start(app.clone());
        if let Some(address) = metrics {
            actix_web::rt::spawn(server::serve_metrics(app.clone(), address)?);
            info!("metrics on http://{address}/metrics");
        }
        info!("working; Ctrl-C lets what is in flight end");
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted.context("cannot hear of signals")?,
            _ = terminated.recv() => {}
        }
        background.stop().await;
        info!("stopped");
        Ok(ExitCode::SUCCESS)
    })
}
