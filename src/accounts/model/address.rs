//! The address that an account's failed transactions are reported to.

use crate::people::model::shortened;

/// The address for failed transactions; a missing scheme becomes https.
///
/// # Errors
/// Words for the field.
pub(crate) fn webhook_url(text: &str) -> Result<Option<String>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let bare = !text.contains("://");
    let full = match (bare, text.strip_prefix("//")) {
        (true, Some(rest)) => format!("https://{rest}"),
        (true, None) => format!("https://{text}"),
        (false, _) => text.to_owned(),
    };
    // "javascript:1" would be a host and its port.
    let named = |host: url::Host<&str>| {
        !bare || host == url::Host::Domain("localhost") || host.to_string().contains(['.', ':'])
    };
    match url::Url::parse(&full) {
        Ok(url)
            if matches!(url.scheme(), "http" | "https")
                && url.host().is_some_and(named)
                && url.username().is_empty()
                && full.len() <= 2_000 =>
        {
            Ok(Some(full))
        }
        _ => Err(t!("accounts-invalid-webhook", text = shortened(text))),
    }
}
