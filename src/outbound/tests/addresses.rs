//! Which URLs may be called: every spelling of every closed range, and what the operator opens.

use crate::outbound::loopback::rules;
use crate::outbound::{Outbound, Refusal, Rules};
use url::Url;

fn check(rules: Rules, url: &str) -> Result<(), Refusal> {
    Outbound::new(rules).unwrap().check(&Url::parse(url).unwrap_or_else(|e| panic!("{url}: {e}")))
}

/// Hosts that nothing may be sent to.
const CLOSED: [&str; 8] = [
    // Loopback and this network, in all the ways the URL standard knows.
    "127.0.0.1 127.1 127.0.1 0x7f000001 0x7f.1 0X7F.0x0.0x0.0x1 0177.0.0.1 0177.1 2130706433 017700000001 127.0.0.1. \
     127.255.255.254 %31%32%37.0.0.1 127。0。0。1 ①②⑦.0.0.1 0 0.0.0.0 0.1.2.3",
    // Private and shared.
    "10.0.0.1 0xa000001 012.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 0xc0a80001 100.64.0.1 \
     100.127.255.255",
    // Link-local and metadata.
    "100.100.100.200 169.254.169.254 0xa9fea9fe 2852039166 169.254.170.2 168.63.129.16 192.0.0.192",
    // The rest of IANA's registry.
    "192.0.0.1 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.1 \
     203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255",
    // IPv4 inside of IPv6.
    "[::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:a9fe:a9fe] [::ffff:10.0.0.1] [::127.0.0.1] [::ffff:0:127.0.0.1] \
     [64:ff9b::7f00:1] [64:ff9b::808:808] [64:ff9b:1::a00:1] [2002:7f00:1::] [2002:808:808::1] [2001::1] \
     [2001:0:808:808::1]",
    // IPv6 itself.
    "[::1] [::] [0:0:0:0:0:0:0:1] [::2] [100::1] [100:0:0:1::1] [5f00::1] [fc00::1] [fd00:ec2::254] [fe80::1] [fec0::1] \
     [ff02::1] [4000::1]",
    "[2001:2::1] [2001:10::1] [2001:20::1] [2001:db8::1] [3fff::1] [2620:4f:8000::1]",
    // Names that no look-up need be tried for.
    "metadata.google.internal METADATA.google.internal. metadata instance-data",
];

#[test]
fn no_spelling_of_a_closed_address_passes() {
    for host in CLOSED.iter().flat_map(|hosts| hosts.split_whitespace()) {
        for url in [format!("https://{host}/"), format!("http://{host}/"), format!("https://{host}:8443/x?y=z")] {
            let rules = Rules { allow_http: true, ..Rules::default() };
            assert_eq!(check(rules, &url), Err(Refusal::Address), "{url}");
        }
    }
}

#[test]
fn public_addresses_pass() {
    let hosts = [
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.0.0",
        "198.20.0.0",
        "223.255.255.255",
        "[2606:4700:4700::1111]",
        "[2a00:1450:4001:80b::200e]",
        "[2001:4860:4860::8888]",
        "[::ffff:8.8.8.8]",
        "api.example.com",
        "xn--bcher-kva.example",
    ];
    for host in hosts {
        assert_eq!(check(Rules::default(), &format!("https://{host}/v1")), Ok(()), "{host}");
    }
}

#[test]
fn schemes_users_and_ports_are_as_the_rules_say() {
    let http = || Rules { allow_http: true, ..Rules::default() };
    let cases = [
        (Rules::default(), "http://api.example.com/", Err(Refusal::Plain)),
        (http(), "http://api.example.com/", Ok(())),
        (http(), "http://api.example.com:8080/", Err(Refusal::Port(8080))),
        (Rules { extra_ports: vec![8080], ..http() }, "http://api.example.com:8080/", Ok(())),
        (Rules::default(), "https://api.example.com:8443/", Ok(())),
        (Rules::default(), "https://api.example.com:22/", Err(Refusal::Port(22))),
        (Rules::default(), "https://8.8.8.8:6379/", Err(Refusal::Port(6379))),
        (Rules::default(), "https://user@api.example.com/", Err(Refusal::UserInfo)),
        (Rules::default(), "https://user:secret@api.example.com/", Err(Refusal::UserInfo)),
        (Rules::default(), "https://api.example.com@127.0.0.1/", Err(Refusal::UserInfo)),
        (Rules::default(), "ftp://api.example.com/", Err(Refusal::Scheme)),
        (Rules::default(), "file:///etc/passwd", Err(Refusal::Scheme)),
        (Rules::default(), "gopher://127.0.0.1:6379/_x", Err(Refusal::Scheme)),
        (Rules::default(), "data:text/plain,x", Err(Refusal::Scheme)),
    ];
    for (rules, url, expected) in cases {
        assert_eq!(check(rules, url), expected, "{url}");
    }
    let long = format!("https://api.example.com/{}", "a".repeat(17_000));
    assert_eq!(check(Rules::default(), &long), Err(Refusal::TooLong));
}

#[test]
fn an_allowed_network_opens_itself_its_ports_and_plain_http() {
    let cases = [
        (&["10.1.0.0/16"][..], "http://10.1.2.3:5000/", Ok(())),
        (&["10.1.0.0/16"], "http://[::ffff:10.1.2.3]:5000/", Ok(())),
        (&["10.1.0.0/16"], "https://10.2.0.1/", Err(Refusal::Address)),
        (&["10.1.0.0/16"], "http://8.8.8.8/", Err(Refusal::Plain)),
        (&["10.1.0.0/16"], "https://8.8.8.8:5000/", Err(Refusal::Port(5000))),
        (&["fd00::/8"], "http://[fd12::1]:9000/", Ok(())),
        // Metadata only by its own address.
        (&["169.254.0.0/16"], "http://169.254.1.1/", Ok(())),
        (&["169.254.0.0/16"], "http://169.254.169.254/", Err(Refusal::Address)),
        (&["0.0.0.0/0"], "http://169.254.169.254/", Err(Refusal::Address)),
        (&["fd00::/8"], "http://[fd00:ec2::254]/", Err(Refusal::Address)),
        (&["169.254.169.254/32"], "http://169.254.169.254/", Ok(())),
    ];
    for (networks, url, expected) in cases {
        assert_eq!(check(rules(networks), url), expected, "{networks:?} {url}");
    }
}
