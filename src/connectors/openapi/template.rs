//! A path of the document as a method's path: its `{parts}`, and a query that some documents write into it.

use super::words;
use crate::connectors::names::placeholders;

/// The longest path.
pub(crate) const PATH_BYTES_MAX: usize = 1_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Template {
    /// Begins with a slash, without query and fragment.
    pub path: String,
    /// Names between braces.
    pub names: Vec<String>,
    /// Parameters with a value that never changes, written into the path.
    pub fixed: Vec<(String, String)>,
    /// What was changed, in words.
    pub remarks: Vec<String>,
}

/// Reads a path, or says why no method can have it.
pub(super) fn template(path: &str) -> Result<Template, String> {
    let mut found = Template::default();
    if path.len() > PATH_BYTES_MAX {
        return Err(t!("connectors-operation-path-long", most = PATH_BYTES_MAX.to_string()));
    }
    let mut rest = path.trim();
    if let Some((before, fragment)) = rest.split_once('#') {
        let what = words::quoted(&format!("#{fragment}"));
        found.remarks.push(t!("connectors-operation-fragment", what = what));
        rest = before;
    }
    if let Some((before, query)) = rest.split_once('?') {
        for pair in query.split('&').filter(|pair| !pair.is_empty()).take(20) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if name.contains(['{', '}']) || value.contains(['{', '}']) {
                found.remarks.push(t!("connectors-operation-query", what = words::quoted(pair)));
            } else if !found.fixed.iter().any(|(known, _)| known == name) {
                found.fixed.push((name.to_owned(), value.to_owned()));
            }
        }
        rest = before;
    }
    let slash = if rest.starts_with('/') { "" } else { "/" };
    found.path = format!("{slash}{rest}");
    found.names = placeholders(&found.path).ok_or_else(|| t!("connectors-operation-path-brace"))?;
    if found.path.split('/').any(|part| part == "." || part == "..") {
        return Err(t!("connectors-operation-path-dots").to_owned());
    }
    if !found.path.chars().all(is_path_letter) {
        return Err(t!("connectors-operation-path-space").to_owned());
    }
    Ok(found)
}

/// What is not ASCII is encoded when it is sent.
fn is_path_letter(letter: char) -> bool {
    !letter.is_control() && !letter.is_whitespace() && letter != '\\'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_taken_apart() {
        let found = template("/a/{id}.json?action=get&v=2#top").expect("a path");
        assert_eq!(found.path, "/a/{id}.json");
        assert_eq!(found.names, ["id"]);
        assert_eq!(found.fixed, [("action".to_owned(), "get".to_owned()), ("v".to_owned(), "2".to_owned())]);
        assert_eq!(found.remarks.len(), 1);
        assert_eq!(template("customers").expect("a path").path, "/customers");
        for wrong in ["/a/{", "/a b", "/{}", "/a\\b", "/a/../b"] {
            assert!(template(wrong).is_err(), "{wrong}");
        }
    }
}
