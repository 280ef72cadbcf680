//! Webhooks and calls, sent over kept connections: as fast as they are answered, or so many a second.

use anyhow::{Context, bail};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An order such as a shop would send.
const BODY: &str = r#"{"id": 48213, "customer": "Ada Lovelace", "email": "ada@example.com", "total": 129.90, "currency": "EUR", "lines": [{"sku": "A-100", "name": "Desk lamp", "count": 1, "price": 79.95}, {"sku": "B-220", "name": "Bulb", "count": 5, "price": 9.99}], "address": {"street": "12 St James's Square", "town": "London", "country": "GB"}}"#;

/// How it went.
pub(crate) struct Sent {
    pub accepted: usize,
    pub took: Duration,
    /// Of each, sorted. At a fixed pace from the instant it was due, so that waiting for one's turn counts.
    waits: Vec<Duration>,
}

impl Sent {
    pub fn rate(&self) -> f64 {
        self.accepted as f64 / self.took.as_secs_f64()
    }

    /// In milliseconds; `part` of 0.99 is what 99 of 100 took at most.
    pub fn wait_ms(&self, part: f64) -> f64 {
        let at = ((self.waits.len() as f64 * part) as usize).min(self.waits.len().saturating_sub(1));
        self.waits.get(at).map_or(0.0, |wait| wait.as_secs_f64() * 1000.0)
    }
}

/// Which connection sends how often.
#[derive(Clone, Copy)]
pub(crate) enum Pace {
    /// At once after the answer before, until the time is over.
    Unbounded { seconds: u32 },
    /// So many at once, and no more.
    Number { total: usize },
    /// So many a second over all connections.
    Fixed { a_second: u32, seconds: u32 },
}

/// What is sent: the request by its number, and how a good answer to it begins.
#[derive(Clone)]
pub(crate) struct What {
    pub request: Arc<dyn Fn(usize) -> String + Send + Sync>,
    pub good: &'static str,
    /// What no good answer has in its body.
    pub never: Option<&'static str>,
}

/// Sends webhooks to the paths in turn.
///
/// # Errors
/// When one is not accepted.
pub(crate) fn send(port: u16, paths: &[String], connections: usize, pace: Pace) -> anyhow::Result<Sent> {
    let paths = paths.to_vec();
    let request = move |at: usize| {
        let path = &paths[at % paths.len()];
        format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{BODY}",
            BODY.len()
        )
    };
    send_what(port, &What { request: Arc::new(request), good: "http/1.1 202", never: None }, connections, pace)
}

/// Sends anything.
///
/// # Errors
/// When an answer is not good.
pub(crate) fn send_what(port: u16, what: &What, connections: usize, pace: Pace) -> anyhow::Result<Sent> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let begun = Instant::now();
    let each = runtime.block_on(async {
        let mut senders = Vec::new();
        for number in 0..connections {
            let what = what.clone();
            senders.push(tokio::spawn(async move { sender(port, what, number, connections, pace, begun).await }));
        }
        let mut each = Vec::new();
        for sender in senders {
            each.push(sender.await??);
        }
        Ok::<_, anyhow::Error>(each)
    })?;
    let mut waits: Vec<Duration> = each.into_iter().flatten().collect();
    waits.sort_unstable();
    Ok(Sent { accepted: waits.len(), took: begun.elapsed(), waits })
}

async fn sender(
    port: u16,
    what: What,
    number: usize,
    connections: usize,
    pace: Pace,
    begun: Instant,
) -> anyhow::Result<Vec<Duration>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let mut waits = Vec::new();
    let mut held = Vec::new();
    for turn in 0.. {
        let at = turn * connections + number;
        let due = match pace {
            Pace::Unbounded { seconds } => {
                if begun.elapsed() >= Duration::from_secs(u64::from(seconds)) {
                    break;
                }
                Instant::now()
            }
            Pace::Number { total } => {
                if at >= total {
                    break;
                }
                Instant::now()
            }
            Pace::Fixed { a_second, seconds } => {
                let due = Duration::from_secs_f64(at as f64 / f64::from(a_second));
                if due >= Duration::from_secs(u64::from(seconds)) {
                    break;
                }
                tokio::time::sleep_until((begun + due).into()).await;
                begun + due
            }
        };
        let request = (what.request)(at);
        stream.write_all(request.as_bytes()).await?;
        accepted(&mut stream, &mut held, &what).await?;
        waits.push(due.elapsed());
    }
    Ok(waits)
}

/// Reads one answer, which must be a good one.
async fn accepted(stream: &mut TcpStream, held: &mut Vec<u8>, what: &What) -> anyhow::Result<()> {
    loop {
        if let Some(head) = held.windows(4).position(|at| at == b"\r\n\r\n") {
            let text = String::from_utf8_lossy(&held[..head]).to_ascii_lowercase();
            let length: usize = text
                .lines()
                .find_map(|line| line.strip_prefix("content-length:"))
                .and_then(|n| n.trim().parse().ok())
                .context("an answer without a length")?;
            if held.len() >= head + 4 + length {
                let answer = String::from_utf8_lossy(&held[..head + 4 + length]);
                if !text.starts_with(what.good) || what.never.is_some_and(|never| answer.contains(never)) {
                    bail!("what was sent was not taken: {}", answer.chars().take(2_000).collect::<String>());
                }
                held.drain(..head + 4 + length);
                return Ok(());
            }
        }
        if stream.read_buf(held).await? == 0 {
            bail!("the server closed the connection");
        }
    }
}
