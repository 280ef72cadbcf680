//! What went wrong with an outgoing call, in words, and what the engine must know of it: did the request surely never
//! leave, and is another try worth it? The words hold nothing that the other side answered and no address.

use super::resolver::Closed;
use crate::web::times::decimal;
use std::error::Error;
use std::fmt;
use std::io;
use std::time::Duration;

/// An outgoing call that brought no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    /// The host that was to be called when it happened; after a redirect not the one asked for.
    pub host: String,
    pub why: Why,
    /// The request may have reached the other side.
    pub(super) sent: bool,
}

/// The kinds of failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    /// The rules forbid the URL, or where its name leads.
    NotAllowed(Refusal),
    /// The request itself cannot be sent; the text says what is wrong with it.
    BadRequest(String),
    /// The name has no address, or could not be looked up.
    UnknownName,
    /// No connection.
    Unreachable,
    /// The server's certificate is not to be trusted.
    Certificate,
    /// The encrypted connection did not come about.
    Tls,
    /// No complete answer in time.
    TimedOut(Duration),
    /// The connection ended before the answer did.
    Broken,
    /// What came is not HTTP.
    NotHttp,
    /// The compressed body cannot be unpacked.
    Unreadable,
    /// The body, unpacked, has more bytes than this.
    TooLarge(usize),
    /// Too many headers or too long ones.
    HeadersTooLarge,
    /// More redirects than this.
    TooManyRedirects(u8),
    /// A redirect to something that is no URL.
    BadRedirect,
    /// A redirect wants data sent on to another server.
    RedirectWithData,
}

/// Stands for the host of an address that has none.
pub(crate) const NO_HOST: &str = "the address";

/// Why a URL may not be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    Scheme,
    /// Plain http is not allowed.
    Plain,
    UserInfo,
    Port(u16),
    /// Loopback, private, link-local, metadata and so on.
    Address,
    TooLong,
}

impl Failure {
    /// What was to be called is no URL.
    pub(crate) fn not_an_address() -> Failure {
        let why = Why::BadRequest(t!("outbound-request-no-address").to_owned());
        Failure { host: NO_HOST.to_owned(), why, sent: false }
    }

    /// Surely nothing of the request reached the other side; it can be sent again without doing anything twice.
    pub(crate) fn never_sent(&self) -> bool {
        !self.sent
    }

    /// Could the same request fare better later?
    pub(crate) fn worth_retrying(&self) -> bool {
        match self.why {
            Why::UnknownName | Why::Unreachable | Why::Tls | Why::TimedOut(_) | Why::Broken => true,
            Why::NotHttp | Why::Unreadable => true,
            Why::NotAllowed(_) | Why::BadRequest(_) | Why::Certificate => false,
            Why::TooLarge(_) | Why::HeadersTooLarge => false,
            Why::TooManyRedirects(_) | Why::BadRedirect | Why::RedirectWithData => false,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = self.host != NO_HOST;
        let host = if named { self.host.as_str() } else { t!("outbound-no-host") };
        f.write_str(&match &self.why {
            Why::NotAllowed(Refusal::Address) => t!("outbound-leads-inside", host = host),
            Why::NotAllowed(refusal) if named => {
                t!("outbound-not-allowed-at", host = host, why = refusal.to_string())
            }
            Why::NotAllowed(refusal) => t!("outbound-not-allowed", why = refusal.to_string()),
            Why::BadRequest(what) => t!("outbound-bad-request", host = host, why = what),
            Why::UnknownName => t!("outbound-unknown-name", host = host),
            Why::Unreachable => t!("outbound-unreachable", host = host),
            Why::Certificate => t!("outbound-certificate", host = host),
            Why::Tls => t!("outbound-tls", host = host),
            Why::TimedOut(after) => t!("outbound-timed-out", host = host, seconds = seconds(*after)),
            Why::Broken => t!("outbound-broken", host = host),
            Why::NotHttp => t!("outbound-not-http", host = host),
            Why::Unreadable => t!("outbound-unreadable", host = host),
            Why::TooLarge(max) if *max >= 1024 * 1024 => {
                t!("outbound-too-large-mb", host = host, mb = max / (1024 * 1024))
            }
            Why::TooLarge(max) => t!("outbound-too-large", host = host, bytes = max.to_string()),
            Why::HeadersTooLarge => t!("outbound-headers-too-large", host = host),
            Why::TooManyRedirects(max) => t!("outbound-redirects", most = max, host = host),
            Why::BadRedirect => t!("outbound-bad-redirect", host = host),
            Why::RedirectWithData => t!("outbound-redirect-with-data", host = host),
        })
    }
}

/// With as many decimals as it has.
fn seconds(time: Duration) -> String {
    let digits = match time.as_millis() {
        millis if millis % 1000 == 0 => 0,
        millis if millis % 100 == 0 => 1,
        millis if millis % 10 == 0 => 2,
        _ => 3,
    };
    decimal(time.as_millis() as f64 / 1000.0, digits)
}

impl Error for Failure {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Scheme => f.write_str(t!("outbound-refused-scheme")),
            Refusal::Plain => f.write_str(t!("outbound-refused-plain")),
            Refusal::UserInfo => f.write_str(t!("outbound-refused-user")),
            Refusal::Port(port) => f.write_str(&t!("outbound-refused-port", port = port.to_string())),
            Refusal::Address => f.write_str(t!("outbound-refused-inside")),
            Refusal::TooLong => f.write_str(t!("outbound-refused-long")),
        }
    }
}

/// What an error of the HTTP client means, and whether the request may have left.
pub(super) fn read(error: &reqwest::Error) -> (Why, bool) {
    let mut text = String::new();
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    // Each cause is looked at; chains are short, the bound is for form's sake.
    for _ in 0..16 {
        let Some(this) = cause else { break };
        if this.is::<Closed>() {
            return (Why::NotAllowed(Refusal::Address), false);
        }
        if let Some(tls) = this.downcast_ref().and_then(|error| tls_in(error, 0)) {
            let why = if matches!(tls, rustls::Error::InvalidCertificate(_)) { Why::Certificate } else { Why::Tls };
            return (why, !error.is_connect());
        }
        text.push_str(&this.to_string());
        text.push('\n');
        cause = this.source();
    }
    if error.is_builder() {
        return (Why::BadRequest(t!("outbound-request-malformed").to_owned()), false);
    }
    if error.is_dns() {
        return (Why::UnknownName, false);
    }
    if error.is_connect() {
        return (Why::Unreachable, false);
    }
    if error.is_decode() {
        return (if text.contains("connection") { Why::Broken } else { Why::Unreadable }, true);
    }
    // hyper has no public kinds for these; the tests notice when it changes its words.
    if text.contains("head is too large") {
        return (Why::HeadersTooLarge, true);
    }
    if text.contains("invalid HTTP") || text.contains("invalid header") || text.contains("invalid content-length") {
        return (Why::NotHttp, true);
    }
    (Why::Broken, true)
}

/// An io::Error does not show what it wraps as its source, and TLS errors come wrapped more than once.
fn tls_in(error: &io::Error, depth: u8) -> Option<&rustls::Error> {
    let inner = error.get_ref().filter(|_| depth < 8)?;
    inner.downcast_ref::<rustls::Error>().or_else(|| tls_in(inner.downcast_ref::<io::Error>()?, depth + 1))
}
