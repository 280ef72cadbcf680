//! Names under which secrets travel.

/// Header names that hold one whatever their words are.
const HEADERS: [&str; 5] = ["authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key"];
/// A header whose name has one of these words in it is hidden.
const IN_HEADERS: [&str; 9] =
    ["token", "secret", "password", "passwd", "key", "credential", "signature", "auth", "hmac"];
/// Ours, and no secret.
const OPEN_HEADERS: [&str; 2] = ["idempotency-key", "www-authenticate"];

/// Fields and parameters, without case and separators, that hold a secret.
const FIELDS: [&str; 12] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "authorization",
    "credentials",
    "privatekey",
    "accesskey",
    "signature",
];
/// A field whose name ends so holds one too (`clientSecret`, `access_token`, `user_password`).
const ENDINGS: [&str; 8] =
    ["password", "secret", "token", "apikey", "privatekey", "accesskey", "secretkey", "passphrase"];
/// Tokens that only say where a list goes on. Hiding them would hide why it does not.
const CURSORS: [&str; 8] = [
    "nexttoken",
    "pagetoken",
    "nextpagetoken",
    "continuationtoken",
    "nextcontinuationtoken",
    "synctoken",
    "nextsynctoken",
    "startpagetoken",
];

/// The names above, and those a connector sends its credentials under.
pub(super) struct Names {
    own: Vec<String>,
}

impl Names {
    pub(super) fn with(own: &[&str]) -> Names {
        Names { own: own.iter().map(|name| plain(name)).collect() }
    }

    pub(super) fn is_secret_header(&self, name: &str) -> bool {
        let open = OPEN_HEADERS.contains(&name.to_ascii_lowercase().as_str());
        is_secret_header(name) || !open && self.own.contains(&plain(name))
    }

    pub(super) fn is_secret(&self, name: &str) -> bool {
        let plain = plain(name);
        if self.own.contains(&plain) {
            return true;
        }
        !CURSORS.contains(&plain.as_str())
            && (FIELDS.contains(&plain.as_str()) || ENDINGS.iter().any(|ending| plain.ends_with(ending)))
    }
}

/// Whether a header is one that secrets travel in, whoever sends it: also what a webhook's sender sent.
pub(crate) fn is_secret_header(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    !OPEN_HEADERS.contains(&lower.as_str())
        && (HEADERS.contains(&lower.as_str()) || IN_HEADERS.iter().any(|word| lower.contains(word)))
}

fn plain(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
