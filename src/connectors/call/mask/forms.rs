//! The ways in which a secret may be written, and hiding them all in a text.

use super::HIDDEN;
use crate::connectors::call::style::encode;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use quick_xml::escape::{escape, minimal_escape, partial_escape};
use zeroize::Zeroize;

/// A shorter secret is hidden only where it is all of a text; in the middle of one it would hide ordinary words and, by
/// that, show what it is.
const LENGTH_MIN: usize = 4;

/// What is looked for, the longest first: a part of a secret must not be hidden before the whole.
pub(super) struct Forms {
    inside: Vec<String>,
    whole: Vec<String>,
}

impl Forms {
    pub(super) fn of(secrets: &[&str]) -> Forms {
        let mut forms = Forms { inside: Vec::new(), whole: Vec::new() };
        for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
            if secret.len() < LENGTH_MIN {
                forms.whole.push((*secret).to_owned());
            } else {
                forms.inside.extend(written(secret));
            }
        }
        forms.inside.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        forms.inside.dedup();
        forms
    }

    /// Is anything of it in the text?
    pub(super) fn touch(&self, text: &str) -> bool {
        self.whole.iter().any(|secret| secret == text) || self.inside.iter().any(|form| text.contains(form.as_str()))
    }

    pub(super) fn hide(&self, text: &str) -> String {
        if self.whole.iter().any(|secret| secret == text) {
            return HIDDEN.to_owned();
        }
        let mut text = text.to_owned();
        for form in self.inside.iter().filter(|form| !form.is_empty()) {
            if text.contains(form.as_str()) {
                text = text.replace(form.as_str(), HIDDEN);
            }
        }
        text
    }
}

impl Drop for Forms {
    fn drop(&mut self) {
        self.inside.zeroize();
        self.whole.zeroize();
    }
}

fn written(secret: &str) -> Vec<String> {
    let json = serde_json::Value::from(secret).to_string();
    let json = json.trim_start_matches('"');
    let json = json.strip_suffix('"').unwrap_or(json).to_owned();
    let ascii: String = json.chars().flat_map(ascii_only).collect();
    let form: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let strict = encode(secret);
    let mut forms = vec![
        secret.to_owned(),
        json.replace('/', "\\/"),
        ascii.replace('/', "\\/"),
        json,
        ascii,
        lower_hex(&strict),
        lower_hex(&form),
        strict,
        form,
        escape(secret).into_owned(),
        partial_escape(secret).into_owned(),
        minimal_escape(secret).into_owned(),
        in_url(secret, |url| url.set_query(Some(secret))),
        in_url(secret, |url| url.set_path(secret)),
    ];
    forms.extend(in_base64(secret.as_bytes()));
    forms.retain(|form| form.len() >= LENGTH_MIN);
    forms
}

fn ascii_only(char: char) -> Vec<char> {
    if char.is_ascii() {
        return vec![char];
    }
    let mut units = [0; 2];
    char.encode_utf16(&mut units).iter().flat_map(|unit| format!("\\u{unit:04x}").chars().collect::<Vec<_>>()).collect()
}

/// `%2F` as `%2f`.
fn lower_hex(encoded: &str) -> String {
    let mut after = 0;
    let lower = encoded.chars().map(|char| {
        after = if char == '%' { 2 } else { after };
        match char {
            '%' => char,
            char if after > 0 => {
                after -= 1;
                char.to_ascii_lowercase()
            }
            char => char,
        }
    });
    lower.collect()
}

/// As a URL's own parser writes it, which encodes least.
fn in_url(secret: &str, set: impl Fn(&mut url::Url)) -> String {
    let Ok(mut url) = url::Url::parse("https://host/") else { return secret.to_owned() };
    set(&mut url);
    url.query().unwrap_or_else(|| url.path().trim_start_matches('/')).to_owned()
}

/// What of a secret is the same in base64 of any text that holds it: three alignments, without the characters at the
/// ends that depend on the neighbours.
fn in_base64(secret: &[u8]) -> Vec<String> {
    let mut forms = Vec::new();
    for offset in 0..3_usize {
        let mut padded = vec![0; offset];
        padded.extend_from_slice(secret);
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let encoded = engine.encode(&padded);
            let begin = (offset * 8).div_ceil(6);
            let end = padded.len() * 8 / 6;
            // Short pieces would be found by chance.
            if let Some(core) = encoded.get(begin..end).filter(|core| core.len() >= 8) {
                forms.push(core.to_owned());
            }
        }
    }
    forms.extend([STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD].map(|engine| engine.encode(secret)));
    forms
}
