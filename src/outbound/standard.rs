//! Requests as the crates for OAuth 2.0 and OpenID make them, on the one way out.

use super::{Failure, Outbound, Reply, Request};
use oauth2::HttpRequest;
use std::time::Duration;
use url::Url;

impl Outbound {
    /// Sends what a crate has made. A redirect is the reply: none of these standards knows one.
    ///
    /// # Errors
    /// As [`Outbound::send`].
    pub(crate) async fn send_made(
        &self,
        request: HttpRequest,
        user_agent: &str,
        (timeout, reply_bytes_max): (Duration, usize),
    ) -> Result<Reply, Failure> {
        let (parts, body) = request.into_parts();
        let url = Url::parse(&parts.uri.to_string()).map_err(|_| Failure::not_an_address())?;
        let headers = parts.headers.iter();
        let headers =
            headers.filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())));
        let request = Request {
            verb: parts.method,
            url,
            headers: headers.collect(),
            body,
            user_agent: user_agent.to_owned(),
            timeout,
            reply_bytes_max,
            redirects_max: 0,
        };
        self.send(request).await
    }
}
