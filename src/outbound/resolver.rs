//! Looks a name up and lets through only what may be called. The connection goes to the very addresses that were
//! checked, so a name that answers differently the next time gains nothing (R5, DNS rebinding).

use super::addresses::{is_allowed, is_public};
use super::destination::Reach;
use ipnet::IpNet;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::fmt;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

/// More addresses than this are not tried.
const ADDRESSES_MAX: usize = 16;

/// What a look-up gives, in the end.
pub(super) type Found = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Names to addresses; the system's in earnest, made up in tests.
pub(super) trait Lookup: Send + Sync + 'static {
    /// All addresses of a name.
    fn lookup(&self, name: &str) -> Found;
}

/// The machine's own resolver.
pub(super) struct SystemLookup;

impl Lookup for SystemLookup {
    fn lookup(&self, name: &str) -> Found {
        let name = name.to_owned();
        Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.map(|found| found.ip()).collect()) })
    }
}

/// A name leads where no call may go. Says nothing of where that is.
#[derive(Debug)]
pub(super) struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name leads to an address that may not be called")
    }
}

impl std::error::Error for Closed {}

/// What reqwest asks before it connects.
pub(super) struct CheckedResolver {
    pub(super) lookup: Arc<dyn Lookup>,
    pub(super) networks: Arc<[IpNet]>,
    pub(super) reach: Reach,
}

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (networks, reach) = (self.networks.clone(), self.reach);
        let found = self.lookup.lookup(name.as_str());
        Box::pin(async move {
            let addresses = found.await?;
            // One bad address closes the name: who mixes them is trying something.
            if addresses.iter().any(|address| !may_reach(*address, reach, &networks)) {
                return Err(Closed.into());
            }
            let addresses: Vec<SocketAddr> =
                addresses.into_iter().take(ADDRESSES_MAX).map(|address| SocketAddr::new(address, 0)).collect();
            if addresses.is_empty() {
                return Err(io::Error::new(io::ErrorKind::NotFound, "the name has no address").into());
            }
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

fn may_reach(address: IpAddr, reach: Reach, networks: &[IpNet]) -> bool {
    is_allowed(address, networks) || (reach == Reach::Open && is_public(address))
}
