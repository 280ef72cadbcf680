//! Filters that write texts in other ways: base64, URLs, digests, JSON, and ids made from what they are given.

use super::arguments::text;
use super::text::fits;
use crate::hooks::json;
use crate::ids::id_of;
use crate::mapping::values::{live, to_json, wrong};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use minijinja::value::Rest;
use minijinja::{Environment, Error, State, Value as Live};
use sha2::{Digest, Sha256};
use std::fmt::Write;

pub(super) fn add_to(language: &mut Environment<'static>) {
    language
        .add_filter("base64_encode", |s: &State<'_, '_>, v: &Live| text(s, v).map(|t| STANDARD.encode(t.as_bytes())));
    language.add_filter("base64_decode", base64_decode);
    language.add_filter("url_encode", url_encode);
    language.add_filter("url_decode", url_decode);
    language.add_filter("sha256", |s: &State<'_, '_>, v: &Live| text(s, v).map(|t| hex(&Sha256::digest(t.as_bytes()))));
    language.add_filter("hmac_sha256", hmac_sha256);
    language.add_filter("json", print_json);
    language.add_filter("json_parse", json_parse);
    language.add_filter("uuid", |s: &State<'_, '_>, v: &Live, rest: Rest<Live>| {
        uuid(s, Rest(std::iter::once(v.clone()).chain(rest.0).collect()))
    });
    language.add_function("uuid", uuid);
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn base64_decode(state: &State<'_, '_>, value: &Live) -> Result<String, Error> {
    let text = text(state, value)?;
    let packed: String = text.chars().filter(|c| !c.is_whitespace() && *c != '=').collect();
    let packed = packed.replace('+', "-").replace('/', "_");
    let bytes = URL_SAFE_NO_PAD.decode(packed).map_err(|_| wrong(t!("mapping-no-base64")))?;
    String::from_utf8(bytes).map_err(|_| wrong(t!("mapping-base64-no-text")))
}

fn url_encode(state: &State<'_, '_>, value: &Live) -> Result<String, Error> {
    let text = text(state, value)?;
    fits(state, text.len().saturating_mul(3))?;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            byte => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    Ok(encoded)
}

fn url_decode(state: &State<'_, '_>, value: &Live) -> Result<String, Error> {
    let text = text(state, value)?;
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let decoded = match (first, after.get(..2)) {
            (b'%', Some(code)) => std::str::from_utf8(code).ok().and_then(|code| u8::from_str_radix(code, 16).ok()),
            _ => None,
        };
        bytes.push(decoded.unwrap_or(if *first == b'+' { b' ' } else { *first }));
        rest = after.get(if decoded.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    String::from_utf8(bytes).map_err(|_| wrong(t!("mapping-no-utf8")))
}

fn hmac_sha256(state: &State<'_, '_>, value: &Live, key: &str) -> Result<String, Error> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).map_err(|_| wrong(t!("mapping-key-unusable")))?;
    mac.update(text(state, value)?.as_bytes());
    Ok(hex(&mac.finalize().into_bytes()))
}

/// `x|json`: JSON; with `true` over several lines.
fn print_json(value: &Live, pretty: Option<bool>) -> Result<String, Error> {
    let value = to_json(value)?;
    if pretty == Some(true) {
        return serde_json::to_string_pretty(&value).map_err(|_| wrong(t!("mapping-json-cannot")));
    }
    Ok(value.to_string())
}

fn json_parse(state: &State<'_, '_>, value: &Live) -> Result<Live, Error> {
    let text = text(state, value)?;
    state.consume_fuel(text.len() as u64 / 16)?;
    let value = json::read(&text).map_err(|why| wrong(t!("mapping-no-json", why = why)))?;
    Ok(live(&value))
}

/// `uuid(a, b)`: a UUID of version 5 made from these values: the same values always give the same id.
fn uuid(state: &State<'_, '_>, values: Rest<Live>) -> Result<String, Error> {
    if values.is_empty() {
        return Err(wrong(t!("mapping-uuid-values")));
    }
    let texts: Vec<_> = values.iter().map(|value| text(state, value)).collect::<Result<_, _>>()?;
    Ok(id_of(uuid::Uuid::NAMESPACE_URL, texts.join("\n").as_bytes()).to_string())
}
