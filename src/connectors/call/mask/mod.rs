//! What may be stored and shown of a request and its reply (R6): no credential, wherever it stands and however it is
//! written. Two nets, each enough for most: names that carry secrets (headers, parameters, fields), and the
//! secrets themselves, literally and as URLs, JSON, XML and base64 write them.

mod forms;
mod names;

use super::charset::decode;
use super::credentials::Credentials;
use super::read;
use super::xml;
use crate::connectors::model::{Authentication, Definition};
use crate::outbound::{Reply, Request};
use forms::Forms;
use names::Names;
pub(crate) use names::is_secret_header;
use serde_json::Value;
use url::Url;

/// What stands in a secret's place.
const HIDDEN: &str = "[hidden]";
/// So much of a body is kept.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// Hides the secrets of one Account Connector.
pub(crate) struct Mask {
    forms: Forms,
    names: Names,
}

/// A request or a reply as it may be stored and shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Masked {
    /// Empty for a reply that came from where it was asked for.
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Mask {
    /// Knows the secrets of these credentials and the names that this connector sends them under.
    pub(crate) fn new(definition: &Definition, credentials: &Credentials) -> Mask {
        let mut carriers: Vec<&str> = Vec::new();
        let mut secrets: Vec<&str> = Vec::new();
        match &definition.authentication {
            Authentication::ApiKey { name, .. } => carriers.push(name),
            Authentication::Custom { headers, query, .. } => {
                carriers.extend(
                    headers.iter().chain(query).filter(|sent| sent.value.contains('{')).map(|s| s.name.as_str()),
                );
            }
            _ => {}
        }
        let mut joined = Vec::new();
        match credentials {
            Credentials::None => {}
            Credentials::Key(secret) | Credentials::Token(secret) => secrets.push(secret),
            Credentials::Basic { user, password } => {
                secrets.push(password);
                joined.push(format!("{user}:{password}"));
                // Where the user name is the key, the password is empty or a word that everybody knows.
                if password.len() < 8 || (user.len() >= 16 && !user.contains('@')) {
                    secrets.push(user);
                }
            }
            Credentials::Custom(given) => {
                let open = |key: &str| match &definition.authentication {
                    Authentication::Custom { fields, .. } => {
                        fields.iter().any(|field| field.key == key && !field.secret)
                    }
                    _ => false,
                };
                secrets.extend(given.iter().filter(|(key, _)| !open(key)).map(|(_, value)| value.as_str()));
            }
        }
        secrets.extend(joined.iter().map(String::as_str));
        Mask { forms: Forms::of(&secrets), names: Names::with(&carriers) }
    }

    /// A request.
    pub(crate) fn request(&self, request: &Request) -> Masked {
        let kind = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        let kind = kind.map(|(_, value)| value.as_str()).unwrap_or_default();
        Masked {
            url: self.url(&request.url),
            headers: self.headers(&request.headers),
            body: self.body(kind, &request.body),
        }
    }

    /// A reply to such a request.
    pub(crate) fn reply(&self, reply: &Reply) -> Masked {
        Masked {
            url: self.url(&reply.final_url),
            headers: self.headers(&reply.headers),
            body: self.body(reply.header("content-type").unwrap_or_default(), &reply.body),
        }
    }

    /// A value that was sent or read, for the step's log.
    pub(crate) fn value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => Value::Array(items.iter().map(|item| self.value(item)).collect()),
            Value::Object(fields) => {
                let hide = |(key, value): (&String, &Value)| {
                    let hidden = self.names.is_secret(key) && !value.is_null();
                    let value = if hidden { Value::String(HIDDEN.to_owned()) } else { self.value(value) };
                    (self.text(key), value)
                };
                Value::Object(fields.iter().map(hide).collect())
            }
            // A key of digits may come as a number.
            Value::Number(number) if self.forms.touch(&number.to_string()) => Value::String(HIDDEN.to_owned()),
            other => other.clone(),
        }
    }

    /// Any text, as a message.
    pub(crate) fn text(&self, text: &str) -> String {
        self.forms.hide(text)
    }

    fn url(&self, url: &Url) -> String {
        let mut shown = url.clone();
        if let Some(query) = url.query() {
            shown.set_query(Some(&self.pairs(query)));
        }
        // The query's placeholder is easier to read unencoded, and nobody calls this text.
        self.text(&shown.as_str().replace("%5Bhidden%5D", HIDDEN))
    }

    /// Pairs of a query or a form, still encoded.
    fn pairs(&self, pairs: &str) -> String {
        let each = pairs.split('&').map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = url::form_urlencoded::parse(pair.as_bytes()).next();
            let secret = decoded.is_some_and(|(name, value)| {
                self.names.is_secret(&name) && !value.is_empty() || self.forms.touch(&value) || self.forms.touch(&name)
            });
            if secret {
                format!("{}={HIDDEN}", self.text(name))
            } else {
                format!("{name}{}{value}", if pair.contains('=') { "=" } else { "" })
            }
        });
        each.collect::<Vec<_>>().join("&")
    }

    fn headers(&self, headers: &[(String, String)]) -> Vec<(String, String)> {
        let hide = |(name, value): &(String, String)| {
            let value = if self.names.is_secret_header(name) {
                HIDDEN.to_owned()
            } else {
                match Url::parse(value) {
                    Ok(url) if url.has_host() => self.url(&url),
                    _ => self.text(value),
                }
            };
            (self.text(name), value)
        };
        headers.iter().map(hide).collect()
    }

    fn body(&self, content_type: &str, body: &[u8]) -> String {
        let kind = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        if body.is_empty() {
            return String::new();
        }
        let is_text = std::str::from_utf8(body).is_ok()
            || kind.starts_with("text/")
            || read::is_json(&kind)
            || read::is_xml(&kind);
        if !is_text && !kind.starts_with("multipart/") {
            return format!("[{} bytes of {}]", body.len(), if kind.is_empty() { "an unknown kind" } else { &kind });
        }
        let text = decode(body, None).text;
        let masked = if kind == "application/x-www-form-urlencoded" {
            self.text(&self.pairs(text.trim()))
        } else if read::is_xml(&kind) {
            self.xml(&text)
        } else if let Ok(value) = read::json(&text) {
            self.text(&self.value(&value).to_string())
        } else {
            self.text(&text)
        };
        cut(masked, body.len())
    }

    /// Text of elements and attributes whose names say that they are secret is hidden where it stands.
    fn xml(&self, text: &str) -> String {
        let mut secrets = Vec::new();
        match xml::read(text) {
            Ok(value) => self.secrets_in(&value, false, &mut secrets),
            // What cannot be read cannot be searched either.
            Err(_) => return format!("[{} bytes that are not well-formed XML]", text.len()),
        }
        let found: Vec<&str> = secrets.iter().map(String::as_str).collect();
        self.text(&Forms::of(&found).hide(text))
    }

    fn secrets_in(&self, value: &Value, secret: bool, found: &mut Vec<String>) {
        match value {
            Value::String(text) if secret => found.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| self.secrets_in(item, secret, found)),
            Value::Object(fields) => {
                for (key, value) in fields {
                    let name = key.rsplit(['@', ':']).next().unwrap_or(key);
                    self.secrets_in(value, secret || self.names.is_secret(name), found);
                }
            }
            _ => {}
        }
    }
}

fn cut(mut text: String, bytes: usize) -> String {
    if text.len() > BODY_BYTES_MAX {
        let end = (0..=BODY_BYTES_MAX).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        text.truncate(end);
        text.push_str(&format!("\n[cut; it had {bytes} bytes]"));
    }
    text
}
