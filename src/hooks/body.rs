//! A request's body as a value, by its content type.

use super::charset;
use super::json;
use super::model::{Reason, Refusal};
use super::table;
use super::xml;
use serde_json::Value;

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Json,
    Xml,
    Form,
    Csv,
    /// Plain text; JSON where it is that, as some senders say text and mean JSON.
    Text,
}

/// The value of a body: null for an empty one. JSON, XML, forms, CSV and text are understood; without a content type, or
/// with that of plain text, a JSON document is taken as such and anything else as text.
///
/// # Errors
/// A [`Refusal`], in words for whoever set the sender up.
pub(crate) fn read_body(content_type: Option<&str>, bytes: &[u8], bytes_max: usize) -> Result<Value, Refusal> {
    if bytes.len() > bytes_max {
        let why = format!("The body has {} bytes; {bytes_max} are the most.", bytes.len());
        return Err(Refusal::of(Reason::TooLarge, why));
    }
    let content_type = content_type.unwrap_or_default();
    let (mime, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    let mime = mime.trim().to_ascii_lowercase();
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Null);
    }
    let kind = kind_of(&mime)?;
    let charset = charset_of(parameters).or_else(|| if kind == Kind::Xml { declared(bytes) } else { None });
    let text = charset::decode(bytes, charset)?;
    let (value, name) = match kind {
        Kind::Json => (json::read(&text), "JSON"),
        Kind::Xml => (xml::read(&text), "XML"),
        Kind::Form => (table::form(&text), "a form"),
        Kind::Csv => (table::csv(&text), "CSV"),
        Kind::Text => (Ok(json_or_text(&text)), "text"),
    };
    value.map_err(|why| Refusal::of(Reason::Unreadable, format!("The body could not be read as {name}: {why}.")))
}

fn kind_of(mime: &str) -> Result<Kind, Refusal> {
    match mime {
        "application/json" | "text/json" | "application/x-json" => Ok(Kind::Json),
        "application/xml" | "text/xml" => Ok(Kind::Xml),
        "application/x-www-form-urlencoded" => Ok(Kind::Form),
        "text/csv" | "application/csv" => Ok(Kind::Csv),
        mime if mime.ends_with("+json") => Ok(Kind::Json),
        mime if mime.ends_with("+xml") => Ok(Kind::Xml),
        mime if mime.is_empty() || mime.starts_with("text/") => Ok(Kind::Text),
        mime => {
            let mime: String = mime.chars().take(60).collect();
            let why = format!("The content type {mime} is not understood. Send JSON, XML, a form, CSV or text.");
            Err(Refusal::of(Reason::Unsupported, why))
        }
    }
}

fn charset_of(parameters: &str) -> Option<&str> {
    parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches('"'))
    })
}

/// The encoding of an XML declaration.
fn declared(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..bytes.len().min(200))?;
    let end = head.windows(2).position(|two| two == b"?>")?;
    let head = std::str::from_utf8(head.get(..end)?).ok()?.trim_start_matches('\u{feff}').trim_start();
    let after = head.strip_prefix("<?xml")?.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    after.get(1..)?.split_once(quote).map(|(name, _)| name)
}

fn json_or_text(text: &str) -> Value {
    let document = text.trim_start().starts_with(['{', '[']).then(|| json::read(text).ok()).flatten();
    document.unwrap_or_else(|| Value::from(text))
}
