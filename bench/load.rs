//! Load from wrk, in one thread, so that it takes little from what it measures.

use anyhow::{Context, bail};
use std::process::Command;

pub(crate) struct Load {
    /// Answers a second.
    pub rate: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
}

/// Over 32 connections, as the aim of most pages says.
pub(crate) fn run(port: u16, path: &str, cookie: &str, seconds: u32) -> anyhow::Result<Load> {
    with(port, path, cookie, seconds, 32)
}

pub(crate) fn with(port: u16, path: &str, cookie: &str, seconds: u32, connections: u32) -> anyhow::Result<Load> {
    proved(port, path, &format!("Cookie: {cookie}"), seconds, connections)
}

/// With the header by which a person or a program proves who asks.
pub(crate) fn proved(port: u16, path: &str, header: &str, seconds: u32, connections: u32) -> anyhow::Result<Load> {
    let output = Command::new("wrk")
        .args([
            "-t1",
            &format!("-c{connections}"),
            &format!("-d{seconds}s"),
            "--latency",
            "--timeout",
            "60s",
            "-H",
            header,
        ])
        .arg(format!("http://127.0.0.1:{port}{path}"))
        .output()
        .context("cannot run wrk")?;
    let said = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() || said.contains("Non-2xx") || said.contains("Socket errors") {
        bail!("wrk on {path}: {said}{}", String::from_utf8_lossy(&output.stderr));
    }
    let after = |label: &str| {
        said.lines()
            .find_map(|line| line.trim().strip_prefix(label))
            .map(str::trim)
            .with_context(|| format!("wrk said no {label}: {said}"))
    };
    Ok(Load {
        rate: after("Requests/sec:")?.parse().context("a rate")?,
        p50_ms: milliseconds(after("50%")?)?,
        p99_ms: milliseconds(after("99%")?)?,
    })
}

/// "812.00us", "9.41ms", "1.20s".
fn milliseconds(text: &str) -> anyhow::Result<f64> {
    let (number, factor) = if let Some(number) = text.strip_suffix("us") {
        (number, 0.001)
    } else if let Some(number) = text.strip_suffix("ms") {
        (number, 1.0)
    } else if let Some(number) = text.strip_suffix('s') {
        (number, 1000.0)
    } else {
        bail!("{text} is no time of wrk's")
    };
    Ok(number.parse::<f64>()? * factor)
}
