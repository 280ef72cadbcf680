//! Servers that hang, trickle, flood, lie and break off: each ends in time and within its bounds, in words.

use crate::outbound::loopback::{Heard, Server, answer, client, get, write};
use crate::outbound::{Failure, Reply, Why};
use flate2::{Compression, write::GzEncoder};
use reqwest::Method;
use std::io::Write as _;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

const SHORT: Duration = Duration::from_millis(400);

/// Sends a GET to a server that writes these bytes and closes.
async fn after(bytes: impl Into<Vec<u8>>) -> Result<Reply, Failure> {
    let bytes = bytes.into();
    let server = Server::new("127.0.0.1", move |_, _, stream| write(stream, bytes.clone())).await;
    client(&["127.0.0.1/32"]).send(get(server.url("/"))).await
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn with_body(head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\n{head}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

#[tokio::test]
async fn a_reply_is_read_whole_and_the_request_arrives_as_it_was_given() {
    let reply = answer("201 Created", &[("X-One", "1"), ("X-Odd", "é"), ("X-One", "2")], "made");
    let server = Server::saying("127.0.0.1", vec![reply]).await;
    let mut request = get(server.url("/a%20b?c=d"));
    request.verb = Method::POST;
    request.headers = vec![("X-Key".to_owned(), "ü".to_owned())];
    request.body = b"data".to_vec();
    let reply = client(&["127.0.0.1/32"]).send(request).await.unwrap();
    assert_eq!((reply.status, reply.body.as_slice()), (201, &b"made"[..]));
    assert_eq!((reply.header("x-one"), reply.header("x-odd")), (Some("1"), Some("é")));
    assert_eq!(reply.final_url, server.url("/a%20b?c=d"));
    let heard = &server.heard()[0];
    assert_eq!((heard.verb(), heard.target(), heard.body.as_slice()), ("POST", "/a%20b?c=d", &b"data"[..]));
    assert_eq!(heard.header("user-agent"), Some("Tester/1"));
    assert_eq!(heard.header("x-key"), Some("ü"));
}

#[tokio::test]
async fn a_server_that_hangs_or_trickles_ends_in_time() {
    async fn hang(_: usize, _: Heard, _stream: TcpStream) {
        std::future::pending::<()>().await;
    }
    /// One byte of the body, or of the head, again and again: never idle, never done.
    async fn trickle(mut stream: TcpStream, before: &'static str) {
        stream.write_all(before.as_bytes()).await.ok();
        let mut tick = tokio::time::interval(Duration::from_millis(20));
        while stream.write_all(b"a").await.is_ok() {
            tick.tick().await;
        }
    }
    let servers = [
        Server::new("127.0.0.1", hang).await,
        Server::new("127.0.0.1", |_, _, s| trickle(s, "HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n")).await,
        Server::new("127.0.0.1", |_, _, s| trickle(s, "HTTP/1.1 200 OK\r\nX-Long: ")).await,
    ];
    for server in servers {
        let mut request = get(server.url("/"));
        request.timeout = SHORT;
        let started = Instant::now();
        let failure = client(&["127.0.0.1/32"]).send(request).await.unwrap_err();
        assert_eq!(failure.why, Why::TimedOut(SHORT));
        assert!(!failure.never_sent() && failure.worth_retrying());
        assert!(started.elapsed() >= SHORT && started.elapsed() < Duration::from_secs(10));
        assert_eq!(failure.to_string(), "127.0.0.1 gave no complete answer within 0.4 seconds.");
    }
}

#[tokio::test]
async fn bodies_are_counted_after_unpacking() {
    let large = vec![b'a'; 100_001];
    let endless = [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &large].concat();
    let bomb = gzipped(&vec![0; 50_000_000]);
    assert!(bomb.len() < 100_000);
    let bomb = with_body("Content-Encoding: gzip\r\n", &bomb);
    for bytes in [with_body("", &large), endless, bomb] {
        let failure = after(bytes).await.unwrap_err();
        assert_eq!(failure.why, Why::TooLarge(100_000));
        assert!(!failure.never_sent() && !failure.worth_retrying());
    }
    let fits = gzipped(&large[..100_000]);
    assert_eq!(after(with_body("Content-Encoding: gzip\r\n", &fits)).await.unwrap().body.len(), 100_000);
    // A HEAD may announce what it does not send.
    let server = Server::saying("127.0.0.1", vec!["HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n".into()]).await;
    let mut request = get(server.url("/"));
    request.verb = Method::HEAD;
    assert_eq!(client(&["127.0.0.1/32"]).send(request).await.unwrap().body, b"");
}

#[tokio::test]
async fn headers_are_bounded() {
    let many: String = (0..200).map(|n| format!("X-{n}: 1\r\n")).collect();
    let wide: String = (0..50).map(|n| format!("X-{n}: {}\r\n", "a".repeat(2_000))).collect();
    let huge = format!("X-Huge: {}\r\n", "a".repeat(2_000_000));
    for headers in [many, wide, huge] {
        let failure = after(format!("HTTP/1.1 200 OK\r\n{headers}Content-Length: 0\r\n\r\n")).await.unwrap_err();
        assert_eq!(failure.why, Why::HeadersTooLarge, "{}", &headers[..20]);
    }
}

#[tokio::test]
async fn what_is_not_http_is_said_to_be_so() {
    for bytes in ["SSH-2.0-OpenSSH_9.6\r\n", "HTTP/1.1 abc OK\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "\0\0\0\x05hello"] {
        let failure = after(bytes).await.unwrap_err();
        assert_eq!(failure.why, Why::NotHttp, "{bytes:?}");
        assert!(!failure.never_sent());
        assert!(!failure.to_string().contains("SSH"), "the answer is not echoed");
    }
    let failure = after("HTTP/1.1 200 OK\r\nno colon\r\n\r\n").await.unwrap_err();
    assert_eq!(failure.why, Why::NotHttp);
}

#[tokio::test]
async fn a_connection_that_ends_early_is_no_answer() {
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
    for bytes in ["", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", chunked] {
        let failure = after(bytes).await.unwrap_err();
        assert_eq!(failure.why, Why::Broken, "{bytes:?}");
        assert!(!failure.never_sent() && failure.worth_retrying());
    }
    let failure = after(with_body("Content-Encoding: gzip\r\n", b"not packed at all")).await.unwrap_err();
    assert_eq!(failure.why, Why::Unreadable);
}

#[tokio::test]
async fn a_request_that_cannot_be_sent_says_why_and_is_not_sent() {
    let server = Server::saying("127.0.0.1", vec![answer("200 OK", &[], "")]).await;
    for (name, value) in [
        ("X-A", "a\r\nX-B: b"),
        ("X-A", "a\nb"),
        ("X-A", "\0"),
        ("X A", "b"),
        ("X-A\r\nX-B", "b"),
        ("", "b"),
        ("Host", "other"),
        ("Content-Length", "0"),
        ("transfer-encoding", "chunked"),
    ] {
        let mut request = get(server.url("/"));
        request.headers = vec![(name.to_owned(), value.to_owned())];
        let failure = client(&["127.0.0.1/32"]).send(request).await.unwrap_err();
        assert!(matches!(failure.why, Why::BadRequest(_)), "{name:?} {value:?}");
        assert!(failure.never_sent() && !failure.worth_retrying());
    }
    assert_eq!(server.connections(), 0);
}
