//! What a person signs in with, in words they know, and how a device is recognised again.

use sha2::{Digest, Sha256};
use std::net::IpAddr;

/// "Firefox on Linux", in the language of here.
pub(crate) fn words(user_agent: &str) -> String {
    match parts(user_agent) {
        (Some(browser), Some(system)) => t!("people-browser-on", browser = browser, system = system),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => t!("people-some-browser-on", system = system),
        (None, None) => t!("people-unknown-device").to_owned(),
    }
}

/// The same as the log keeps it and devices are recognised by it: it never changes, whatever is spoken.
pub(crate) fn kept_words(user_agent: &str) -> String {
    match parts(user_agent) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        (None, Some(system)) => format!("A browser on {system}"),
        (None, None) => "An unknown device".to_owned(),
    }
}

/// Browser and system; the order matters, since most browsers claim to be others as well.
fn parts(user_agent: &str) -> (Option<&'static str>, Option<&'static str>) {
    let has = |sign: &str| user_agent.contains(sign);
    let first = |signs: &[(&str, &'static str)]| signs.iter().find(|(sign, _)| has(sign)).map(|(_, word)| *word);
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Vivaldi", "Vivaldi"),
        ("FxiOS", "Firefox"),
        ("Firefox/", "Firefox"),
        ("CriOS", "Chrome"),
        ("HeadlessChrome", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Chromium", "Chromium"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("CrOS", "ChromeOS"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    (browser, system)
}

/// A household or an office shares a network: /24 and /64.
pub(crate) fn network(address: &str) -> String {
    match address.parse::<IpAddr>() {
        Ok(IpAddr::V4(ip)) => ip.octets()[..3].iter().map(ToString::to_string).collect::<Vec<_>>().join("."),
        Ok(IpAddr::V6(ip)) => ip.segments()[..4].iter().map(|s| format!("{s:x}")).collect::<Vec<_>>().join(":"),
        Err(_) => address.to_owned(),
    }
}

/// How a device is recognised: the kind of browser, without its version, and the network.
pub(crate) fn fingerprint(user_agent: &str, address: &str) -> Vec<u8> {
    Sha256::digest(format!("{}\n{}", kept_words(user_agent), network(address))).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_in_words() {
        for (agent, expected) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                "Edge on Windows",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
                "Safari on Mac",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
                "Safari on iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                "Chrome on Android",
            ),
            ("curl/8.5.0", "curl"),
            ("", "An unknown device"),
            ("<script>alert(1)</script>", "An unknown device"),
        ] {
            assert_eq!((words(agent), kept_words(agent)), (expected.to_owned(), expected.to_owned()), "{agent}");
        }
    }

    #[test]
    fn a_source_is_a_network() {
        assert_eq!(network("192.0.2.7"), network("192.0.2.200"));
        assert_ne!(network("192.0.2.7"), network("192.0.3.7"));
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
    }

    #[test]
    fn an_updated_browser_is_the_same_device() {
        let agent = |version: u32| format!("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/{version}.0");
        assert_eq!(fingerprint(&agent(140), "192.0.2.7"), fingerprint(&agent(141), "192.0.2.9"));
        assert_ne!(fingerprint(&agent(140), "192.0.2.7"), fingerprint(&agent(140), "198.51.100.7"));
    }
}
