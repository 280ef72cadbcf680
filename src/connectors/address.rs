//! Addresses that may hold `{parameter}`: what is wrong with one, in words.

use super::model::Parameter;
use super::names::{filled, placeholders};
use url::Url;

/// The longest address.
pub(crate) const ADDRESS_BYTES_MAX: usize = 2_000;

/// What an address is for decides what it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// Calls begin with it, so a query cannot follow.
    Base,
    /// Called as it is.
    Whole,
}

/// What is wrong with the address, if anything. Each `{name}` must be one of the parameters.
pub(crate) fn wrong(address: &str, parameters: &[Parameter], used: Use) -> Option<String> {
    if address.len() > ADDRESS_BYTES_MAX {
        return Some(t!("connectors-address-long", most = ADDRESS_BYTES_MAX.to_string()));
    }
    let Some(names) = placeholders(address) else {
        return Some(t!("connectors-address-brace").to_owned());
    };
    if let Some(name) = names.iter().find(|name| !parameters.iter().any(|parameter| parameter.key == **name)) {
        return Some(t!("connectors-address-unknown", name = name));
    }
    if address.chars().any(|letter| letter.is_control() || letter == ' ') {
        return Some(t!("connectors-address-space").to_owned());
    }
    let words = |otherwise: &str| wrong_when_filled(&example(address, parameters, otherwise), used);
    // What stands for a port must be a number, what stands for a name need not.
    words("x").filter(|_| words("443").is_some())
}

/// The address with an example for each parameter.
fn example(address: &str, parameters: &[Parameter], otherwise: &str) -> String {
    filled(address, |name| {
        let parameter = parameters.iter().find(|parameter| parameter.key == name);
        let known = parameter.and_then(|p| Some(&p.default).filter(|d| !d.is_empty()).or_else(|| p.choices.first()));
        known.filter(|value| !value.is_empty()).map_or_else(|| otherwise.to_owned(), String::clone)
    })
}

/// Why a text is no address, as far as people can mend it.
fn why(error: url::ParseError) -> String {
    use url::ParseError as Error;
    match error {
        Error::EmptyHost => t!("connectors-address-no-host").to_owned(),
        Error::IdnaError => t!("connectors-address-international").to_owned(),
        Error::InvalidDomainCharacter => t!("connectors-address-letter").to_owned(),
        Error::InvalidPort => t!("connectors-address-port").to_owned(),
        Error::InvalidIpv4Address => t!("connectors-address-ipv4").to_owned(),
        Error::InvalidIpv6Address => t!("connectors-address-ipv6").to_owned(),
        other => other.to_string(),
    }
}

fn wrong_when_filled(address: &str, used: Use) -> Option<String> {
    let url = match Url::parse(address) {
        Ok(url) => url,
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            return Some(t!("connectors-address-whole").to_owned());
        }
        Err(error) => return Some(t!("connectors-address-none", why = why(error))),
    };
    if !matches!(url.scheme(), "https" | "http") {
        return Some(t!("connectors-address-scheme", scheme = url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Some(t!("connectors-address-user").to_owned());
    }
    if url.fragment().is_some() {
        return Some(t!("connectors-address-fragment").to_owned());
    }
    if used == Use::Base && url.query().is_some() {
        return Some(t!("connectors-address-query").to_owned());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameter(key: &str, default: &str) -> Parameter {
        Parameter { key: key.to_owned(), default: default.to_owned(), ..Parameter::default() }
    }

    #[test]
    fn addresses_are_judged() {
        let parameters = [parameter("sub", ""), parameter("scheme", "https"), parameter("port", "")];
        for right in
            ["https://api.example.com/v1", "https://{sub}.example.com", "{scheme}://a.b", "https://a.b:{port}/x"]
        {
            assert_eq!(wrong(right, &parameters, Use::Base), None, "{right}");
        }
        for (address, said) in [
            ("", "whole"),
            ("/v1", "whole"),
            ("ftp://a.b", "https: or http:"),
            ("https://u:p@a.b", "user name"),
            ("https://a.b?x=1", "?"),
            ("https://a.b#x", "#"),
            ("https://{other}.a.b", "{other}"),
            ("https://{sub.a.b", "brace"),
            ("https://a b", "space"),
            ("{sub}://a.b", "https: or http:"),
        ] {
            let words = wrong(address, &parameters, Use::Base).unwrap_or_default();
            assert!(words.contains(said), "{address}: {words:?} does not say {said:?}");
        }
        assert_eq!(wrong("https://a.b?x=1", &[], Use::Whole), None);
    }
}
