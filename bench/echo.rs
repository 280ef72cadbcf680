//! The application that cycles call: answers every request at once with what any application would say.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const ANSWER: &[u8] =
    b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 26\r\n\r\n{\"id\": 1, \"state\": \"new\"}\n";

/// Serves on a thread of its own until the process ends; answers the address.
pub(crate) fn start() -> anyhow::Result<String> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || -> anyhow::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async move {
            let listener = TcpListener::from_std(listener)?;
            loop {
                let (stream, _) = listener.accept().await?;
                tokio::spawn(serve(stream));
            }
        })
    });
    Ok(format!("http://{address}/orders"))
}

async fn serve(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut held = Vec::new();
    loop {
        if let Some(length) = whole(&held) {
            held.drain(..length);
            stream.write_all(ANSWER).await?;
        } else if stream.read_buf(&mut held).await? == 0 {
            return Ok(());
        }
    }
}

/// How long the first request is, once all of it has come.
fn whole(held: &[u8]) -> Option<usize> {
    let head = held.windows(4).position(|at| at == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&held[..head]).to_ascii_lowercase();
    let body = text.lines().find_map(|line| line.strip_prefix("content-length:")).and_then(|n| n.trim().parse().ok());
    let length = head + body.unwrap_or(0);
    (held.len() >= length).then_some(length)
}
