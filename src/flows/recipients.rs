//! Whom an E-mail step writes to.

use crate::people::model::EmailAddress;
use serde_json::Value;

/// Recipients of one step at most.
const RECIPIENTS_MAX: usize = 20;

/// One address, several with commas between them, or a list of them; each once.
///
/// # Errors
/// What is no address, or that there are none or too many, in words.
pub(crate) fn recipients(value: &Value) -> Result<Vec<String>, String> {
    let texts: Vec<String> = match value {
        Value::Array(list) => list.iter().map(words).collect(),
        one => words(one).split([',', ';']).map(str::to_owned).collect(),
    };
    let mut all: Vec<EmailAddress> = Vec::new();
    for text in texts.iter().filter(|text| !text.trim().is_empty()) {
        let address = EmailAddress::parse(text)?;
        if all.iter().all(|known| known.key() != address.key()) {
            all.push(address);
        }
        if all.len() > RECIPIENTS_MAX {
            return Err(t!("flows-recipients-max", most = RECIPIENTS_MAX));
        }
    }
    if all.is_empty() {
        return Err(t!("flows-no-recipient").to_owned());
    }
    Ok(all.iter().map(|address| address.as_str().to_owned()).collect())
}

/// Text as it is, nothing for null, anything else as JSON.
pub(crate) fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn recipients_are_read_from_text_and_lists_and_each_counts_once() {
        let read = |value: Value| recipients(&value);
        assert_eq!(read(json!("a@b.test")).unwrap(), ["a@b.test"]);
        assert_eq!(read(json!("a@b.test, c@d.test; A@B.test")).unwrap(), ["a@b.test", "c@d.test"]);
        assert_eq!(read(json!(["a@b.test", "c@d.test"])).unwrap(), ["a@b.test", "c@d.test"]);
        for none in [json!(null), json!(""), json!([]), json!(" , ")] {
            assert!(read(none).unwrap_err().contains("no recipient"));
        }
        assert!(read(json!("a@b.test\r\nBcc: x@y.test")).is_err(), "no header gets in");
        assert!(read(json!(7)).unwrap_err().contains("is not an e-mail address"));
        let many: Vec<String> = (0..21).map(|no| format!("a{no}@b.test")).collect();
        assert!(read(json!(many)).unwrap_err().contains("more than 20"));
    }
}
