//! Which names connectors may use: keys, headers, and the `{names}` in addresses and values.

/// Headers that the engine or the connection sets; no field can be one.
const RESERVED: [&str; 22] = [
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "date",
    "expect",
    "forwarded",
    "host",
    "idempotency-key",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "proxy-connection",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
];

/// The longest key, of a method or a parameter.
pub(crate) const KEY_LENGTH_MAX: usize = 100;

/// True for headers that no field may set.
pub(crate) fn reserved_header(name: &str) -> bool {
    RESERVED.iter().any(|reserved| name.eq_ignore_ascii_case(reserved))
}

/// True for headers that not even a credential may be sent in.
pub(crate) fn header_of_the_connection(name: &str) -> bool {
    reserved_header(name) && !name.eq_ignore_ascii_case("authorization") && !name.eq_ignore_ascii_case("cookie")
}

/// RFC 9110's token, of at most 200 letters.
pub(crate) fn is_header_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 200
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Keys of methods: lower-case letters, digits, `_` and `-`, at most 100.
pub(crate) fn is_method_key(key: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
    !key.is_empty() && key.len() <= KEY_LENGTH_MAX && key.bytes().all(fits)
}

/// Keys of parameters and of custom fields: letters, digits, `_`, `.` and `-`, at most 100.
pub(crate) fn is_parameter_key(key: &str) -> bool {
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    !key.is_empty() && key.len() <= KEY_LENGTH_MAX && key.bytes().all(fits)
}

/// The names between braces, in order, each once; `None` where a brace has no partner.
pub(crate) fn placeholders(text: &str) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let inner = rest.get(at..).and_then(|from| from.strip_prefix('{'))?;
        let end = inner.find(['{', '}'])?;
        let (name, after) = inner.split_at(end);
        rest = after.strip_prefix('}')?;
        if name.is_empty() {
            return None;
        }
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    Some(names)
}

/// The text with each `{name}` replaced by what `value` says.
pub(crate) fn filled(text: &str, value: impl Fn(&str) -> String) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inner)) = rest.split_once('{') {
        let Some((name, after)) = inner.split_once('}') else { break };
        filled.push_str(before);
        filled.push_str(&value(name));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_between_braces_are_found() {
        assert_eq!(placeholders("/a/{b}/{c}-{b}"), Some(vec!["b".to_owned(), "c".to_owned()]));
        assert_eq!(placeholders("/a"), Some(vec![]));
        for wrong in ["/{", "/}", "/{}", "/{a{b}}", "/{a}}"] {
            assert_eq!(placeholders(wrong), None, "{wrong}");
        }
        assert_eq!(filled("https://{a}.x/{b}", str::to_uppercase), "https://A.x/B");
    }

    #[test]
    fn headers_of_the_connection_are_known_in_any_case() {
        assert!(reserved_header("Host") && reserved_header("CONTENT-LENGTH") && reserved_header("Authorization"));
        assert!(!reserved_header("Xero-Tenant-Id"));
        assert!(!header_of_the_connection("Authorization") && header_of_the_connection("Host"));
        assert!(
            is_header_name("X-Api-Key") && !is_header_name("X Api") && !is_header_name("X:") && !is_header_name("")
        );
    }
}
