//! What the operator allows of outgoing calls (R5).

use super::Reader;
use crate::outbound::Rules;
use std::net::SocketAddr;

/// Reads the settings of outgoing calls, and where the demo's application is, which they may then reach.
pub(super) fn read(read: &mut Reader<'_>) -> (Rules, Option<SocketAddr>) {
    let demo_app = read.parsed("DEMO_APP_ADDRESS", None, |text| {
        let of_this_machine = text.parse().ok().filter(|address: &SocketAddr| address.ip().is_loopback());
        let address = of_this_machine.ok_or_else(|| {
            format!("\"{text}\" must be an address of this machine with a port, such as 127.0.0.1:8081")
        })?;
        Ok((address.port() != 0).then_some(address))
    });
    let mut rules = Rules {
        allowed_networks: read.parsed("ALLOWED_NETWORKS", Vec::new(), |text| {
            text.split(',')
                .map(|part| {
                    let part = part.trim();
                    part.parse()
                        .map_err(|_| format!("\"{part}\" must be a network such as 10.20.0.0/16 or 127.0.0.1/32"))
                })
                .collect()
        }),
        allow_http: read.parsed("ALLOW_HTTP", false, |text| match text {
            "1" | "true" => Ok(true),
            "0" | "false" => Ok(false),
            other => Err(format!("\"{other}\" must be 0 or 1")),
        }),
        ..Rules::default()
    };
    rules.allowed_networks.extend(demo_app.map(|address| ipnet::IpNet::from(address.ip())));
    (rules, demo_app)
}
