//! Counts for Prometheus, served on an address of their own. Labels are routes, never paths: no id gets in.

use super::state::App;
use prometheus::{Encoder, HistogramOpts, HistogramVec, IntGaugeVec, Opts, Registry, TextEncoder};
use std::time::Duration;

pub(crate) struct Metrics {
    registry: Registry,
    requests: HistogramVec,
    connections: IntGaugeVec,
}

impl Metrics {
    pub fn new() -> Metrics {
        let registry = Registry::new();
        let requests = HistogramVec::new(
            HistogramOpts::new("http_request_duration_seconds", "Time to answer, by route and status.")
                .buckets(vec![0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0]),
            &["method", "route", "status"],
        );
        let connections =
            IntGaugeVec::new(Opts::new("database_connections", "Connections of each pool."), &["pool", "state"]);
        let (requests, connections) = match (requests, connections) {
            (Ok(requests), Ok(connections)) => (requests, connections),
            _ => unreachable!("the names above are valid"),
        };
        let taken = registry
            .register(Box::new(requests.clone()))
            .and_then(|()| registry.register(Box::new(connections.clone())));
        debug_assert!(taken.is_ok(), "two metrics with one name");
        Metrics { registry, requests, connections }
    }

    pub fn observe(&self, method: &str, route: &str, status: u16, took: Duration) {
        self.requests.with_label_values(&[method, route, &status.to_string()]).observe(took.as_secs_f64());
    }

    /// The text that Prometheus reads.
    pub fn text(&self, app: &App) -> Result<String, prometheus::Error> {
        for (pool, busy, open) in app.db.load() {
            self.connections.with_label_values(&[pool, "busy"]).set(i64::from(busy));
            self.connections.with_label_values(&[pool, "open"]).set(i64::from(open));
        }
        let mut text = Vec::new();
        TextEncoder::new().encode(&self.registry.gather(), &mut text)?;
        String::from_utf8(text).map_err(|e| prometheus::Error::Msg(e.to_string()))
    }
}
