//! Asking DNS about a name: where it points, and whether its TXT record holds the proof. Every question has its time.

use super::model::{Found, proof_record};
use crate::error::{AppError, AppResult};
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{RData, RecordType};
use std::collections::BTreeSet;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

/// How long one name server has to answer, and how long all questions about a name may take together.
const ONE_ANSWER: Duration = Duration::from_secs(3);
const ALL_ANSWERS: Duration = Duration::from_secs(12);
/// Addresses that are named where a name points elsewhere.
const NAMED_MAX: usize = 3;

/// The name servers did not answer.
struct Silence;

/// What DNS says about `host`, which is to point to `own`. `server`: whom to ask; None: whom this machine asks.
///
/// # Errors
/// `Internal` where this machine names no name server that could be asked.
pub(super) async fn ask(server: Option<SocketAddr>, own: &str, host: &str, proof: &str) -> AppResult<Found> {
    let resolver = resolver(server)?;
    let found = tokio::time::timeout(ALL_ANSWERS, found(&resolver, own, host, proof)).await;
    Ok(match found {
        Ok(Ok(found)) => found,
        Ok(Err(Silence)) | Err(_) => Found::Silent,
    })
}

async fn found(resolver: &TokioResolver, own: &str, host: &str, proof: &str) -> Result<Found, Silence> {
    let alias = records(resolver, host, RecordType::CNAME).await?.into_iter().find_map(|record| match record {
        RData::CNAME(to) => Some(to.0.to_ascii().trim_end_matches('.').to_ascii_lowercase()),
        _ => None,
    });
    if alias.as_deref() != Some(own) {
        let here = addresses(resolver, host).await?;
        if here.is_empty() {
            // An alias of a name that is not there leads somewhere, only nobody arrives.
            return Ok(alias.map_or(Found::Missing, Found::Elsewhere));
        }
        // A name at the top of a domain can have no alias: then it has the addresses that this service has, and no others.
        if !here.is_subset(&addresses(resolver, own).await?) {
            let named: Vec<String> = here.iter().take(NAMED_MAX).map(ToString::to_string).collect();
            return Ok(Found::Elsewhere(alias.unwrap_or_else(|| named.join(", "))));
        }
    }
    let (name, value) = proof_record(host, proof);
    let proved = records(resolver, &name, RecordType::TXT).await?.into_iter().any(|record| match record {
        RData::TXT(text) => text.txt_data.concat() == value.as_bytes(),
        _ => false,
    });
    Ok(if proved { Found::Good } else { Found::Unproved })
}

async fn addresses(resolver: &TokioResolver, name: &str) -> Result<BTreeSet<IpAddr>, Silence> {
    if let Ok(address) = name.trim_matches(['[', ']']).parse() {
        return Ok(BTreeSet::from([address]));
    }
    let (v4, v6) = tokio::join!(records(resolver, name, RecordType::A), records(resolver, name, RecordType::AAAA));
    let all = v4?.into_iter().chain(v6?);
    Ok(all
        .filter_map(|record| match record {
            RData::A(address) => Some(IpAddr::V4(address.0)),
            RData::AAAA(address) => Some(IpAddr::V6(address.0)),
            _ => None,
        })
        .collect())
}

/// What there is of one kind; that there is nothing is an answer too.
async fn records(resolver: &TokioResolver, name: &str, kind: RecordType) -> Result<Vec<RData>, Silence> {
    // With the dot at its end, so that no search domain of this machine is tried.
    match resolver.lookup(format!("{name}."), kind).await {
        Ok(found) => Ok(found.answers().iter().map(|record| record.data.clone()).collect()),
        Err(cause) if cause.is_no_records_found() => Ok(Vec::new()),
        Err(cause) => {
            tracing::debug!("DNS did not answer: {cause}");
            Err(Silence)
        }
    }
}

fn resolver(server: Option<SocketAddr>) -> AppResult<TokioResolver> {
    let mut builder = match server {
        Some(address) => {
            let at_port = |mut connection: ConnectionConfig| {
                connection.port = address.port();
                connection
            };
            let ways = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(at_port).into();
            let server = NameServerConfig::new(address.ip(), true, ways);
            let config = ResolverConfig::from_name_servers(vec![server]);
            TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
        }
        None => TokioResolver::builder_tokio().map_err(AppError::internal)?,
    };
    let options = builder.options_mut();
    options.timeout = ONE_ANSWER;
    options.attempts = 2;
    // Somebody who has just set a record wants to know how it is now.
    options.cache_size = 0;
    options.use_hosts_file = ResolveHosts::Never;
    builder.build().map_err(AppError::internal)
}
