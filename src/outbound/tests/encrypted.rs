//! TLS: a certificate of a known authority is needed, for the right name.

use crate::outbound::loopback::{get, rules};
use crate::outbound::{Outbound, Rules, Why};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use url::Url;

/// Made for these tests and good for 127.0.0.1 only; the authority's key was thrown away.
const AUTHORITY: &[u8] = include_bytes!("certificates/authority.pem");
const SERVER: &[u8] = include_bytes!("certificates/server.pem");
const SERVER_KEY: &[u8] = include_bytes!("certificates/server-key.pem");

/// An encrypted server for one connection after another; gives its port.
fn serve() -> u16 {
    let certificates = vec![CertificateDer::from_pem_slice(SERVER).unwrap()];
    let config = rustls::ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates, PrivateKeyDer::from_pem_slice(SERVER_KEY).unwrap())
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        while let Ok((stream, _)) = listener.accept() {
            let connection = rustls::ServerConnection::new(config.clone()).unwrap();
            let mut tls = rustls::StreamOwned::new(connection, stream);
            // The client ends the connection when it does not trust the certificate.
            if tls.read(&mut [0; 4096]).is_ok() {
                tls.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nsafe").ok();
                tls.conn.send_close_notify();
                tls.flush().ok();
            }
        }
    });
    port
}

#[tokio::test]
async fn only_a_known_authority_and_the_right_name_will_do() {
    let port = serve();
    let known = || Rules {
        extra_roots: vec![CertificateDer::from_pem_slice(AUTHORITY).unwrap().to_vec()],
        ..rules(&["127.0.0.0/8", "::1/128"])
    };
    // The certificate is for 127.0.0.1 only.
    let url = |host: &str| Url::parse(&format!("https://{host}:{port}/")).unwrap();
    let reply = Outbound::new(known()).unwrap().send(get(url("127.0.0.1"))).await.unwrap();
    assert_eq!(reply.body, b"safe");
    for (rules, host) in [(rules(&["127.0.0.0/8"]), "127.0.0.1"), (known(), "127.0.0.2")] {
        let failure = Outbound::new(rules).unwrap().send(get(url(host))).await.unwrap_err();
        assert_eq!(failure.why, Why::Certificate, "{host}");
        assert!(failure.never_sent() && !failure.worth_retrying());
    }
}

#[tokio::test]
async fn a_server_that_is_not_encrypted_is_no_https() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            // Some of the greeting is enough to answer wrongly.
            assert!(stream.read(&mut [0; 4096]).is_ok_and(|count| count > 0));
            stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").ok();
        }
    });
    let url = Url::parse(&format!("https://127.0.0.1:{port}/")).unwrap();
    let failure = Outbound::new(rules(&["127.0.0.0/8"])).unwrap().send(get(url)).await.unwrap_err();
    assert_eq!(failure.why, Why::Tls);
    assert!(failure.never_sent());
}
