//! May this URL be called at all (R5)? Decided on the parsed URL, so that every spelling of an address is one; what
//! a name leads to is decided when it is looked up, for the very connection (`resolver`).

use super::addresses::{is_allowed, is_public};
use super::{Refusal, Rules};
use url::{Host, Url};

/// A longer URL is a mistake, and many servers refuse it anyway.
const URL_BYTES_MAX: usize = 16 * 1024;

/// Ports that outward calls may have without being listed.
const PORTS: [u16; 3] = [80, 443, 8443];

/// Names under which clouds serve metadata, whatever they resolve to.
const METADATA_NAMES: [&str; 6] = [
    "metadata",
    "metadata.google.internal",
    "metadata.goog",
    "instance-data",
    "instance-data.ec2.internal",
    "metadata.tencentyun.com",
];

/// Which addresses a checked URL may lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// Public ones, and those of the operator's networks.
    Open,
    /// Those of the operator's networks only: plain http or an odd port, which nothing else allows.
    Listed,
}

/// Checks scheme, user, host and port.
pub(super) fn check(url: &Url, rules: &Rules) -> Result<Reach, Refusal> {
    if url.as_str().len() > URL_BYTES_MAX {
        return Err(Refusal::TooLong);
    }
    let plain = match url.scheme() {
        "https" => false,
        "http" => true,
        _ => return Err(Refusal::Scheme),
    };
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refusal::UserInfo);
    }
    let port = url.port_or_known_default().ok_or(Refusal::Scheme)?;
    let special = if plain && !rules.allow_http {
        Some(Refusal::Plain)
    } else if !PORTS.contains(&port) && !rules.extra_ports.contains(&port) {
        Some(Refusal::Port(port))
    } else {
        None
    };
    let address = match url.host().ok_or(Refusal::Scheme)? {
        Host::Domain(name) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            if name.is_empty() || METADATA_NAMES.contains(&name.as_str()) {
                return Err(Refusal::Address);
            }
            return match special {
                None => Ok(Reach::Open),
                Some(refusal) if rules.allowed_networks.is_empty() => Err(refusal),
                Some(_) => Ok(Reach::Listed),
            };
        }
        Host::Ipv4(v4) => v4.into(),
        Host::Ipv6(v6) => v6.into(),
    };
    match (is_allowed(address, &rules.allowed_networks), special) {
        (true, None) => Ok(Reach::Open),
        (true, Some(_)) => Ok(Reach::Listed),
        (false, _) if !is_public(address) => Err(Refusal::Address),
        (false, Some(refusal)) => Err(refusal),
        (false, None) => Ok(Reach::Open),
    }
}
