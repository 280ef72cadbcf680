//! Addresses on their way out of a frame's pages. What people typed cannot look like one: a quotation mark of theirs is escaped.

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, LOCATION, REFRESH};

/// Headers that lead a browser, or htmx, somewhere.
const LEADING: [&str; 4] = ["hx-redirect", "hx-location", "hx-push-url", "hx-replace-url"];

/// Puts a frame's beginning before every address of the account's pages in a page.
pub(super) fn in_page(html: &str, base: &str) -> String {
    let mut written = String::with_capacity(html.len() + html.len() / 8);
    let mut rest = html;
    while let Some(at) = rest.find("\"/a/") {
        let (before, after) = rest.split_at(at + 1);
        written.push_str(before);
        // Attributes alone: `="/a/`.
        if before.ends_with("=\"") {
            written.push_str(base);
        }
        rest = after;
    }
    written.push_str(rest);
    written
}

/// The same in the headers that lead somewhere.
pub(super) fn in_headers(headers: &mut HeaderMap, base: &str) {
    let names = LEADING.iter().map(|name| HeaderName::from_static(name)).chain([LOCATION]);
    for name in names {
        let led = headers.get(&name).and_then(|value| value.to_str().ok()).filter(|to| to.starts_with("/a/"));
        if let Some(to) = led.and_then(|to| HeaderValue::from_str(&format!("{base}{to}")).ok()) {
            headers.insert(name, to);
        }
    }
    let refreshed =
        headers.get(REFRESH).and_then(|value| value.to_str().ok()).and_then(|text| text.split_once("url=/a/"));
    if let Some(to) = refreshed.and_then(|(when, to)| HeaderValue::from_str(&format!("{when}url={base}/a/{to}")).ok()) {
        headers.insert(REFRESH, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_account_lead_into_the_frame_and_all_else_stays() {
        let page = r#"<a href="/a/1">"/a/1"</a><form action="/a/1/x" hx-get="/a/2"><a href="/static/x.css"><p>href=&#34;/a/1&#34;</p>"#;
        let framed = r#"<a href="/embed/7/a/1">"/a/1"</a><form action="/embed/7/a/1/x" hx-get="/embed/7/a/2"><a href="/static/x.css"><p>href=&#34;/a/1&#34;</p>"#;
        assert_eq!(in_page(page, "/embed/7"), framed);
        assert_eq!(in_page("", "/embed/7"), "");
    }

    #[test]
    fn a_redirect_stays_in_the_frame_and_one_that_leaves_it_leaves() {
        let mut headers = HeaderMap::new();
        headers.insert(LOCATION, HeaderValue::from_static("/a/1?x=/a/"));
        headers.insert(HeaderName::from_static("hx-redirect"), HeaderValue::from_static("https://app.test/a/1"));
        headers.insert(REFRESH, HeaderValue::from_static("0; url=https://id.test/?u=/a/"));
        in_headers(&mut headers, "/embed/7");
        assert_eq!(headers.get(LOCATION).map(HeaderValue::as_bytes), Some(&b"/embed/7/a/1?x=/a/"[..]));
        assert_eq!(headers.get("hx-redirect").map(HeaderValue::as_bytes), Some(&b"https://app.test/a/1"[..]));
        assert_eq!(headers.get(REFRESH).map(HeaderValue::as_bytes), Some(&b"0; url=https://id.test/?u=/a/"[..]));
        headers.insert(REFRESH, HeaderValue::from_static("5; url=/a/1"));
        in_headers(&mut headers, "/embed/7");
        assert_eq!(headers.get(REFRESH).map(HeaderValue::as_bytes), Some(&b"5; url=/embed/7/a/1"[..]));
    }
}
