//! `berth serve`.

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Database;
use crate::web::{server, state::App};
use actix_web::web;
use anyhow::{Context, bail};
use std::net::TcpListener;
use std::process::ExitCode;
use tracing::info;

pub(super) fn run(config: Config) -> anyhow::Result<ExitCode> {
    log_to(&config);
    refuse_holes(&config)?;
    let listener = TcpListener::bind(config.listen).with_context(|| match config.listen.port() {
        0 => "HOST: cannot listen".to_owned(),
        port => format!("PORT: cannot listen on {}; is port {port} taken? Set PORT to another", config.listen),
    })?;
    actix_web::rt::System::new().block_on(async move {
        let address = listener.local_addr().context("the listener has no address")?;
        let db = Database::open(&config, Clock::system());
        let (metrics, demo_app, console) = (config.metrics, config.demo_app, config.url.clone());
        let app = web::Data::new(App::new(config, db)?);
        let background = app.config.works.then(|| crate::background::start(app.clone()));
        let calls = crate::api_calls::Writer::start(app.clone());
        if let Some(address) = metrics {
            actix_web::rt::spawn(server::serve_metrics(app.clone(), address)?);
            info!("metrics on http://{address}/metrics");
        }
        if let Some(address) = demo_app {
            actix_web::rt::spawn(crate::demo_app::serve(address, Clock::system(), &console)?);
            info!("the demo's application on http://{address}/");
        }
        info!("serving on http://{address}, people use {}", app.config.url);
        server::serve(app, listener, true)?.await?;
        calls.stop().await;
        if let Some(background) = background {
            background.stop().await;
        }
        info!("stopped");
        Ok(ExitCode::SUCCESS)
    })
}

/// Stops a process that could pass over the walls between tenants (T2).
pub(super) fn refuse_holes(config: &Config) -> anyhow::Result<()> {
    let faults = crate::db::self_test(config)?;
    for fault in &faults {
        eprintln!("berth: {fault}");
    }
    if !faults.is_empty() {
        bail!("refusing to start: {} of the checks above failed (T2)", faults.len());
    }
    Ok(())
}

pub(super) fn log_to(config: &Config) {
    use tracing_subscriber::EnvFilter;
    let filter = EnvFilter::new(format!("warn,berth={}", config.log_level));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let set = if config.log_json {
        builder.json().flatten_event(true).with_current_span(false).try_init()
    } else {
        builder.with_target(false).with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).try_init()
    };
    // A second start in one process (a test) keeps the first.
    drop(set);
}
