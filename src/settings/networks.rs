//! Networks from which a partner lets people or programs in. None in the list: from anywhere.

use crate::people::model::one_a_line;
use ipnet::{IpNet, Ipv4Net};
use serde::Deserialize;
use std::net::IpAddr;

/// Lines of one list.
const LINES_MAX: usize = 100;

/// A list, each network once, in the order in which they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct Networks(Vec<IpNet>);

impl TryFrom<Vec<String>> for Networks {
    type Error = ipnet::AddrParseError;
    fn try_from(lines: Vec<String>) -> Result<Networks, Self::Error> {
        lines.iter().map(|line| line.parse()).collect::<Result<_, _>>().map(Networks)
    }
}

impl Networks {
    /// One a line; empty lines are nothing.
    ///
    /// # Errors
    /// Words that name the line.
    pub(crate) fn typed(text: &str) -> Result<Networks, String> {
        let networks = one_a_line(text, network)?;
        if networks.len() > LINES_MAX {
            return Err(t!("settings-too-many-networks", n = networks.len().to_string(), most = LINES_MAX));
        }
        Ok(Networks(networks))
    }

    /// Whether somebody at this address may come in. What is no address is in no network.
    pub(crate) fn hold(&self, address: &str) -> bool {
        let within = |address: IpAddr| self.0.iter().any(|network| network.contains(&address));
        self.0.is_empty() || address.parse().is_ok_and(|address: IpAddr| within(address.to_canonical()))
    }

    /// As they are stored and shown.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }
}

/// A network, or an address alone. IPv4 that is written as IPv6 is the IPv4 it means, as addresses are seen.
fn network(text: &str) -> Result<IpNet, String> {
    let form = t!("settings-network-form");
    let network: IpNet = match text.parse::<IpAddr>() {
        Ok(address) => IpNet::from(address),
        Err(_) => text.parse().map_err(|_| form.to_owned())?,
    };
    let network = match network {
        IpNet::V6(v6) if v6.prefix_len() >= 96 => match v6.addr().to_ipv4_mapped() {
            Some(v4) => Ipv4Net::new(v4, v6.prefix_len() - 96).map(IpNet::V4).map_err(|_| form.to_owned())?,
            None => network,
        },
        _ => network,
    };
    if network.addr() != network.network() {
        return Err(t!("settings-network-begin", network = network.trunc().to_string()));
    }
    Ok(network)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Networks {
        Networks::typed(text).unwrap_or_else(|why| panic!("{text}: {why}"))
    }

    #[test]
    fn who_is_in_one_of_them_comes_in() {
        let networks = of("\n 192.0.2.0/24\r\n198.51.100.7\n2001:db8:7::/48\n\n::ffff:203.0.113.0/120\n192.0.2.0/24");
        assert_eq!(networks.lines(), ["192.0.2.0/24", "198.51.100.7/32", "2001:db8:7::/48", "203.0.113.0/24"]);
        for inside in ["192.0.2.1", "::ffff:192.0.2.1", "198.51.100.7", "2001:db8:7:1::9", "203.0.113.255"] {
            assert!(networks.hold(inside), "{inside}");
        }
        for outside in ["192.0.3.1", "198.51.100.8", "2001:db8:8::1", "::1", "", "local", "192.0.2.1:80"] {
            assert!(!networks.hold(outside), "{outside}");
        }
        assert_eq!(Networks::try_from(networks.lines()).unwrap(), networks);
    }

    #[test]
    fn an_empty_list_lets_everybody_in_and_all_of_the_internet_is_two_lines() {
        for nothing in ["", "\n \n"] {
            assert!(of(nothing).hold("192.0.2.1") && of(nothing).hold(""), "{nothing:?}");
        }
        let all = of("0.0.0.0/0\n::/0");
        assert!(all.hold("192.0.2.1") && all.hold("2001:db8::1") && !all.hold("nowhere"));
    }

    #[test]
    fn a_wrong_line_is_named() {
        for (text, says) in [
            ("10.0.0.0/8\n10.0.0.0/33", "Line 2, “10.0.0.0/33”: write a network"),
            ("office", "Line 1, “office”: write a network"),
            ("10.0.0.0/8, 10.1.0.0/16", "Line 1"),
            ("10.0.0.5/8", "write 10.0.0.0/8."),
            ("2001:db8::1/32", "write 2001:db8::/32."),
            ("192.0.2.300", "Line 1"),
            ("1.2.3", "Line 1"),
            ("\n\n-1", "Line 3"),
            (&"x".repeat(500), "…"),
        ] {
            let why = Networks::typed(text).expect_err(text);
            assert!(why.contains(says) && why.len() < 300, "{text}: {why}");
        }
        let many = |count: u32| (0..count).map(|n| format!("10.0.{n}.0/24\n")).collect::<String>();
        assert_eq!(of(&many(100)).lines().len(), 100);
        assert!(Networks::typed(&many(101)).unwrap_err().contains("101 networks are too many"));
    }
}
