//! An expression's text in pieces: plain text and, between `{{` and `}}`, expressions. A text without `{{` is one
//! expression. There are no statements: `{%` is refused, so no expression can loop.

use super::model::Fault;

/// The longest text, in bytes, and the most expressions in one.
pub(super) const SOURCE_MAX: usize = 20_000;
const PIECES_MAX: usize = 200;

/// A part of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Plain(&'a str),
    /// An expression, and where it begins in bytes.
    Expression {
        text: &'a str,
        offset: usize,
    },
}

/// The pieces of a text, at least one.
///
/// # Errors
/// Where a `{{` is not closed, or the text is too long.
pub(super) fn split(source: &str) -> Result<Vec<Piece<'_>>, Fault> {
    if source.len() > SOURCE_MAX {
        return Err(Fault::error(t!("mapping-source-max", most = SOURCE_MAX.to_string())));
    }
    if source.trim().is_empty() {
        return Err(Fault::error(t!("mapping-empty")).hint(t!("mapping-empty-hint")));
    }
    if let Some(at) = source.find("{%") {
        return Err(Fault::error(t!("mapping-statement")).at(source, at).hint(t!("mapping-statement-hint")));
    }
    if !source.contains("{{") {
        return Ok(vec![Piece::Expression { text: source, offset: 0 }]);
    }
    let mut pieces = Vec::new();
    let mut done = 0;
    while let Some((plain, rest)) = source.get(done..).and_then(|rest| rest.split_once("{{")) {
        let start = done + plain.len() + 2;
        let Some(len) = end_of_expression(rest) else {
            let hint = t!("mapping-not-closed-hint", braces = "}}");
            return Err(Fault::error(t!("mapping-not-closed", braces = "{{")).at(source, start - 2).hint(hint));
        };
        let inner = rest.get(..len).unwrap_or_default();
        let (plain, inner, start) = match inner.strip_prefix('-') {
            Some(trimmed) => (plain.trim_end(), trimmed, start + 1),
            None => (plain, inner, start),
        };
        done = start + inner.len() + 2;
        if !plain.is_empty() {
            pieces.push(Piece::Plain(plain));
        }
        if inner.trim().is_empty() {
            return Err(Fault::error(t!("mapping-nothing-between")).at(source, start));
        }
        let text = match inner.strip_suffix('-') {
            Some(text) => {
                let after = source.get(done..).unwrap_or_default();
                done += after.len() - after.trim_start().len();
                text
            }
            None => inner,
        };
        pieces.push(Piece::Expression { text, offset: start });
        if pieces.len() > PIECES_MAX {
            return Err(Fault::error(t!("mapping-pieces-max", most = PIECES_MAX / 2)));
        }
    }
    if let Some(rest) = source.get(done..).filter(|rest| !rest.is_empty()) {
        pieces.push(Piece::Plain(rest));
    }
    Ok(pieces)
}

/// Where the `}}` stands that closes: not in quotes, not closing an object.
fn end_of_expression(text: &str) -> Option<usize> {
    let mut braces = 0_usize;
    let mut quote = None;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match (quote, byte) {
            (Some(_), b'\\') => {
                bytes.next();
            }
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'{') => braces += 1,
            (None, b'}') if braces > 0 => braces -= 1,
            (None, b'}') if bytes.peek().is_some_and(|(_, next)| *next == b'}') => return Some(at),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Piece, split};

    fn parts(source: &str) -> Vec<String> {
        let name = |piece: &Piece<'_>| match piece {
            Piece::Plain(text) => format!("={text}"),
            Piece::Expression { text, offset } => format!("{offset}:{}", text.trim()),
        };
        split(source).unwrap_or_else(|fault| panic!("{fault}")).iter().map(name).collect()
    }

    #[test]
    fn texts_are_cut_where_the_braces_are() {
        for (source, wanted) in [
            ("a + 1", vec!["0:a + 1"]),
            ("Dear {{ name }}, hello", vec!["=Dear ", "7:name", "=, hello"]),
            ("{{ name }}", vec!["2:name"]),
            ("{{ {'a': {'b': 1}}.a }}", vec!["2:{'a': {'b': 1}}.a"]),
            ("{{ '}}' }}x", vec!["2:'}}'", "=x"]),
            ("{{ 'it\\'s }}' }}", vec!["2:'it\\'s }}'"]),
            ("a {{- b -}} c", vec!["=a", "5:b", "=c"]),
            ("{{ a }}{{ b }}", vec!["2:a", "9:b"]),
        ] {
            assert_eq!(parts(source), wanted, "{source}");
        }
    }

    #[test]
    fn what_cannot_be_cut_is_named() {
        for (source, wanted) in [
            ("Dear {{ name", "{{ is not closed (line 1, character 6). Write }} where the expression ends."),
            ("{{ }}", "there is nothing between {{ and }} (line 1, character 3)."),
            ("  ", "the expression is empty. Choose Ignore to send nothing."),
            (
                "{% if a %}",
                "{% %} is not understood (line 1, character 1). Only {{ }} can be used; write a choice as {{ a if condition else b }}.",
            ),
        ] {
            assert_eq!(split(source).map_err(|fault| fault.to_string()), Err(wanted.to_owned()), "{source}");
        }
    }
}
