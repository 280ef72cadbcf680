//! The little of HTTP/1.1 that signing in takes; the load itself comes from wrk.

use anyhow::{Context, bail};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

pub(crate) struct Answer {
    pub status: u16,
    pub text: String,
    /// The cookies it sets, as a browser sends them back.
    pub cookies: Vec<String>,
}

pub(crate) fn get(port: u16, path: &str, cookie: &str) -> anyhow::Result<Answer> {
    proved(port, path, &format!("Cookie: {cookie}"))
}

/// With the header by which a person or a program proves who asks.
pub(crate) fn proved(port: u16, path: &str, header: &str) -> anyhow::Result<Answer> {
    ask(port, &format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{header}\r\nConnection: close\r\n\r\n"))
}

/// Sends a form.
pub(crate) fn post(port: u16, path: &str, cookies: &str, form: &[(&str, &str)]) -> anyhow::Result<Answer> {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    ask(
        port,
        &format!(
            "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {cookies}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        ),
    )
}

/// The value of the field that a page has under a name.
pub(crate) fn hidden(page: &str, name: &str) -> Option<String> {
    let tag = page.split("<input").find(|tag| tag.contains(&format!("name=\"{name}\"")))?;
    tag.split("value=\"").nth(1)?.split('"').next().map(ToOwned::to_owned)
}

fn ask(port: u16, request: &str) -> anyhow::Result<Answer> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(request.as_bytes())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").context("no answer")?;
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).context("no status")?;
    let cookies = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"))
        .filter_map(|(_, value)| value.split(';').next().map(ToOwned::to_owned))
        .collect();
    Ok(Answer { status, text: body.to_owned(), cookies })
}

/// Signs in through the form and answers with the cookie of the session.
pub(crate) fn sign_in(port: u16, partner: &str, email: &str, password: &str) -> anyhow::Result<String> {
    let page = format!("/sign-in/{partner}");
    let form = get(port, &page, "")?;
    let csrf = hidden(&form.text, "csrf").context("the sign-in form has no csrf token")?;
    let typed = [("csrf", csrf.as_str()), ("at", partner), ("next", ""), ("email", email), ("password", password)];
    let answer = post(port, "/sign-in", &form.cookies.join("; "), &typed)?;
    if answer.status != 303 || answer.cookies.is_empty() {
        bail!("{email} cannot sign in: {} {}", answer.status, answer.text);
    }
    Ok(answer.cookies.join("; "))
}
