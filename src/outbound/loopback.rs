//! Small real servers on the loopback interface for tests, which say exactly what a test wants them to, HTTP or not.

use super::{Outbound, Request, Rules};
use reqwest::Method;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What a server was sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heard {
    /// Request line and headers.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Heard {
    /// The value of a header, whatever its case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (known, value) = line.split_once(':')?;
            known.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// Path and query as they were sent.
    pub(crate) fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    pub(crate) fn verb(&self) -> &str {
        self.head.split(' ').next().unwrap_or_default()
    }
}

/// A server that runs until the test ends.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    heard: Arc<Mutex<Vec<Heard>>>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// Gives each request, with its number, to `answer`, which writes what it likes; then the connection is closed.
    pub(crate) async fn new<F, Done>(host: &str, answer: F) -> Server
    where
        F: Fn(usize, Heard, TcpStream) -> Done + Clone + Send + 'static,
        Done: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind((host, 0)).await.unwrap();
        let server =
            Server { address: listener.local_addr().unwrap(), heard: Arc::default(), connections: Arc::default() };
        let (heard, connections) = (server.heard.clone(), server.connections.clone());
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                let (heard, answer) = (heard.clone(), answer.clone());
                tokio::spawn(async move {
                    let Some(request) = read(&mut stream).await else { return };
                    let number = {
                        let mut heard = heard.lock().unwrap();
                        heard.push(request.clone());
                        heard.len() - 1
                    };
                    answer(number, request, stream).await;
                });
            }
        });
        server
    }

    /// Answers each request with the next of these texts, the last one again and again.
    pub(crate) async fn saying(host: &str, answers: Vec<String>) -> Server {
        Server::new(host, move |number, _, stream| {
            let answer = answers[number.min(answers.len() - 1)].clone();
            write(stream, answer.into_bytes())
        })
        .await
    }

    pub(crate) fn url(&self, path: &str) -> url::Url {
        url::Url::parse(&format!("http://{}{path}", self.address)).unwrap()
    }

    pub(crate) fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// An answer with this status line's rest, headers and body.
pub(crate) fn answer(status: &str, headers: &[(&str, &str)], body: &str) -> String {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

/// Writes and closes.
pub(crate) async fn write(mut stream: TcpStream, bytes: Vec<u8>) {
    // The client may have had enough by then, which some tests want.
    if stream.write_all(&bytes).await.is_ok() {
        stream.shutdown().await.ok();
    }
}

async fn read(stream: &mut TcpStream) -> Option<Heard> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 8192];
    loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
            let heard = Heard { head, body: bytes[end + 4..].to_vec() };
            let length = heard.header("content-length").map_or(0, |value| value.parse::<usize>().unwrap());
            if heard.body.len() >= length {
                return Some(heard);
            }
        }
        match stream.read(&mut buffer).await {
            Ok(count @ 1..) => bytes.extend_from_slice(&buffer[..count]),
            _ => return None,
        }
    }
}

/// A client for which these networks are open.
pub(crate) fn client(networks: &[&str]) -> Outbound {
    Outbound::new(rules(networks)).unwrap()
}

/// Rules that open these networks and nothing else.
pub(crate) fn rules(networks: &[&str]) -> Rules {
    Rules { allowed_networks: networks.iter().map(|network| network.parse().unwrap()).collect(), ..Rules::default() }
}

/// A GET with usual bounds.
pub(crate) fn get(url: url::Url) -> Request {
    Request {
        verb: Method::GET,
        url,
        headers: Vec::new(),
        body: Vec::new(),
        user_agent: "Tester/1".to_owned(),
        timeout: Duration::from_secs(20),
        reply_bytes_max: 100_000,
        redirects_max: 3,
    }
}
