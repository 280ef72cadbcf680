//! The one way out: every call that the product makes to an address somebody typed goes through [`Outbound::send`]
//! (connector methods, token endpoints, error webhooks). It keeps R5: only addresses that may be reached, by literal, by
//! name, by redirect and after DNS rebinding; and everything is bounded, the time from look-up to last byte too.
//!
//! Connections are kept and shared per process; they belong to the tokio runtime that first used them, so one process
//! sends from one runtime. It speaks HTTP/1.1 and obeys no proxy variable: a proxy would undo the checks.

mod addresses;
mod destination;
mod failure;
#[cfg(test)]
pub(crate) mod loopback;
mod redirects;
mod resolver;
mod standard;
#[cfg(test)]
mod tests;
mod tls;

pub(crate) use failure::{Failure, Refusal, Why};

use anyhow::Context;
use destination::Reach;
use ipnet::IpNet;
use redirects::Hop;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, LOCATION, USER_AGENT};
use reqwest::{Client, Method};
use resolver::{CheckedResolver, Lookup, SystemLookup};
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};
use url::Url;

/// A connection that is not there by then will not come; found so, the request surely never left.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// No caller can wait longer.
const TIMEOUT_MAX: Duration = Duration::from_secs(300);
/// Above the redirects of any sound application.
const REDIRECTS_MAX: u8 = 3;
/// What a request may be at most, all of it in memory.
const REQUEST_BYTES_MAX: usize = 32 * 1024 * 1024;
const HEADERS_MAX: usize = 100;
const HEADERS_BYTES_MAX: usize = 64 * 1024;
/// Less than servers commonly keep an idle connection, so that a call seldom meets one that is just being closed.
const IDLE_MAX: Duration = Duration::from_secs(15);

/// Headers that the client or the protocol sets.
const OWN_HEADERS: [&str; 13] = [
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
    "keep-alive",
    "upgrade",
    "te",
    "trailer",
    "expect",
    "proxy-authorization",
    "proxy-connection",
    "accept-encoding",
    "user-agent",
];

/// What the operator allows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    /// Inner networks that may be called, there also by plain http and on any port. A metadata address is opened only
    /// by its own /32 or /128.
    pub allowed_networks: Vec<IpNet>,
    /// Ports beside 80, 443 and 8443.
    pub extra_ports: Vec<u16>,
    /// Plain http to anywhere.
    pub allow_http: bool,
    /// Certificate authorities beside the usual ones, DER.
    pub extra_roots: Vec<Vec<u8>>,
}

/// A request to be sent.
#[derive(Clone)]
pub(crate) struct Request {
    pub verb: Method,
    pub url: Url,
    /// Names and values; the protocol's own and `User-Agent` are refused here.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub user_agent: String,
    /// From the look-up of the name to the last byte, redirects included; 300 s at most.
    pub timeout: Duration,
    /// Of the unpacked body.
    pub reply_bytes_max: usize,
    /// 3 at most; with 0 a redirect is the reply.
    pub redirects_max: u8,
}

/// What came back, of whatever status.
#[derive(Clone)]
pub(crate) struct Reply {
    pub status: u16,
    /// Names in lower case, in the order they came.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    pub elapsed: Duration,
    /// Differs from the URL asked for after redirects.
    pub final_url: Url,
}

// Neither is for logs: URL, headers and bodies carry credentials and customers' data (STYLE 3.15).
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({} with {} bytes)", self.verb, self.body.len())
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reply({} with {} bytes)", self.status, self.body.len())
    }
}

impl Reply {
    /// The first header of this name, which is in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The client. Cheap to clone; clones share connections.
#[derive(Clone)]
pub(crate) struct Outbound {
    rules: Arc<Rules>,
    open: Client,
    listed: Client,
}

impl Outbound {
    /// A client that keeps these rules.
    pub(crate) fn new(rules: Rules) -> anyhow::Result<Outbound> {
        Outbound::looking_up(rules, Arc::new(SystemLookup))
    }

    fn looking_up(rules: Rules, lookup: Arc<dyn Lookup>) -> anyhow::Result<Outbound> {
        let tls = tls::config(&rules.extra_roots)?;
        let networks: Arc<[IpNet]> = rules.allowed_networks.as_slice().into();
        let client = |reach| {
            let resolver = CheckedResolver { lookup: lookup.clone(), networks: networks.clone(), reach };
            Client::builder()
                .tls_backend_preconfigured(tls.clone())
                .dns_resolver(Arc::new(resolver))
                .no_proxy()
                .redirect(reqwest::redirect::Policy::none())
                .retry(reqwest::retry::never())
                .referer(false)
                .http1_only()
                .http1_max_headers(HEADERS_MAX)
                .connect_timeout(CONNECT_TIMEOUT)
                .pool_idle_timeout(IDLE_MAX)
                .pool_max_idle_per_host(16)
                .build()
                .context("make the client for outgoing calls")
        };
        Ok(Outbound { open: client(Reach::Open)?, listed: client(Reach::Listed)?, rules: Arc::new(rules) })
    }

    /// Says whether a URL could be called, as far as that is known before its name is looked up: for forms.
    pub(crate) fn check(&self, url: &Url) -> Result<(), Refusal> {
        destination::check(url, &self.rules).map(|_| ())
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn send(&self, request: Request) -> Result<Reply, Failure> {
        let started = Instant::now();
        let timeout = request.timeout.min(TIMEOUT_MAX);
        let mut way = Way { host: host_of(&request.url), sent: false };
        match tokio::time::timeout(timeout, self.follow(request, started, &mut way)).await {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(why)) => Err(Failure { host: way.host, why, sent: way.sent }),
            Err(_) => Err(Failure { host: way.host, why: Why::TimedOut(timeout), sent: way.sent }),
        }
    }

    async fn follow(&self, request: Request, started: Instant, way: &mut Way) -> Result<Reply, Why> {
        check_size(&request)?;
        let redirects_max = request.redirects_max.min(REDIRECTS_MAX);
        let Request { verb, url, headers, body, user_agent, reply_bytes_max, .. } = request;
        let mut hop = Hop { verb, url, headers, body };
        for redirects in 0..=redirects_max {
            let last = redirects == redirects_max;
            let mut reply = self.exchange(&hop, &user_agent, way).await?;
            let status = reply.status().as_u16();
            let headers = header_pairs(reply.headers())?;
            let location = reply.headers().get(LOCATION).filter(|_| redirects::is_redirect(status));
            if let (Some(location), 1..) = (location, redirects_max) {
                if last {
                    return Err(Why::TooManyRedirects(redirects_max));
                }
                let location = std::str::from_utf8(location.as_bytes()).map_err(|_| Why::BadRedirect)?;
                hop = redirects::next(hop, status, location)?;
                way.host = host_of(&hop.url);
                continue;
            }
            let body = read_body(&mut reply, reply_bytes_max).await?;
            return Ok(Reply { status, headers, body, elapsed: started.elapsed(), final_url: hop.url });
        }
        Err(Why::TooManyRedirects(redirects_max))
    }

    /// One request, up to the answer's headers.
    async fn exchange(&self, hop: &Hop, agent: &str, way: &mut Way) -> Result<reqwest::Response, Why> {
        let client = match destination::check(&hop.url, &self.rules).map_err(Why::NotAllowed)? {
            Reach::Open => &self.open,
            Reach::Listed => &self.listed,
        };
        let mut request = reqwest::Request::new(hop.verb.clone(), hop.url.clone());
        *request.headers_mut() = header_map(&hop.headers, agent)?;
        if !hop.body.is_empty() || matches!(hop.verb, Method::POST | Method::PUT | Method::PATCH) {
            *request.body_mut() = Some(hop.body.clone().into());
        }
        // The first request of a way may still turn out never to have left; of a later one that says nothing.
        let before = std::mem::replace(&mut way.sent, true);
        client.execute(request).await.map_err(|error| {
            let (why, sent) = failure::read(&error);
            way.sent = before || sent;
            why
        })
    }
}

/// Where a request is by now.
struct Way {
    host: String,
    sent: bool,
}

fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or(failure::NO_HOST).to_owned()
}

fn check_size(request: &Request) -> Result<(), Why> {
    let headers: usize = request.headers.iter().map(|(name, value)| name.len() + value.len()).sum();
    if request.headers.len() > HEADERS_MAX || headers > HEADERS_BYTES_MAX {
        return Err(Why::BadRequest(t!("outbound-request-headers").to_owned()));
    }
    if request.body.len() > REQUEST_BYTES_MAX {
        return Err(Why::BadRequest(t!("outbound-request-body", bytes = REQUEST_BYTES_MAX.to_string())));
    }
    Ok(())
}

fn header_map(headers: &[(String, String)], agent: &str) -> Result<HeaderMap, Why> {
    let mut map = HeaderMap::with_capacity(headers.len() + 1);
    for (name, value) in headers {
        let parsed = HeaderName::from_bytes(name.as_bytes())
            .ok()
            .filter(|parsed| !OWN_HEADERS.contains(&parsed.as_str()))
            .ok_or_else(|| Why::BadRequest(t!("outbound-request-header", name = name)))?;
        let value = HeaderValue::from_bytes(value.as_bytes())
            .map_err(|_| Why::BadRequest(t!("outbound-request-header-control", name = name)))?;
        map.append(parsed, value);
    }
    let agent = HeaderValue::from_bytes(agent.as_bytes())
        .map_err(|_| Why::BadRequest(t!("outbound-request-agent").to_owned()))?;
    map.insert(USER_AGENT, agent);
    Ok(map)
}

fn header_pairs(map: &HeaderMap) -> Result<Vec<(String, String)>, Why> {
    let bytes: usize = map.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if bytes > HEADERS_BYTES_MAX {
        return Err(Why::HeadersTooLarge);
    }
    // RFC 9110 section 5.5: what is not UTF-8 is taken for Latin-1, which HTTP once was.
    let text = |value: &HeaderValue| match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.to_owned(),
        Err(_) => value.as_bytes().iter().map(|byte| char::from(*byte)).collect(),
    };
    Ok(map.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect())
}

/// Counts what comes out of the unpacking, so that a small bomb is stopped at the same size as a large file.
async fn read_body(reply: &mut reqwest::Response, bytes_max: usize) -> Result<Vec<u8>, Why> {
    if reply.content_length().is_some_and(|announced| announced > bytes_max as u64) {
        return Err(Why::TooLarge(bytes_max));
    }
    let mut body = Vec::new();
    while let Some(chunk) = reply.chunk().await.map_err(|error| failure::read(&error).0)? {
        if body.len() + chunk.len() > bytes_max {
            return Err(Why::TooLarge(bytes_max));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}
