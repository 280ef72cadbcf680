//! Another name for a step or a variable inside an expression: only where the name stands for it, never in a text between
//! quotes or in what stands around an expression.

use super::pieces::{self, Piece};

/// The expression with `root.old` and `root["old"]` turned into `root.new`; as it was where it cannot be read.
pub(crate) fn in_expression(source: &str, root: &str, old: &str, new: &str) -> String {
    let Ok(pieces) = pieces::split(source) else { return source.to_owned() };
    let mut renamed = source.to_owned();
    // From the end, so that the places before stay where they are.
    for piece in pieces.into_iter().rev() {
        if let Piece::Expression { text, offset } = piece {
            renamed.replace_range(offset..offset + text.len(), &in_piece(text, root, old, new));
        }
    }
    renamed
}

fn in_piece(text: &str, root: &str, old: &str, new: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        if c == '"' || c == '\'' {
            let end = end_of_quoted(rest, c);
            out.push_str(&rest[..end]);
            (before, rest) = (Some(c), &rest[end..]);
            continue;
        }
        let word = word_at(rest);
        if word.is_empty() {
            out.push(c);
            (before, rest) = (Some(c), &rest[c.len_utf8()..]);
            continue;
        }
        rest = &rest[word.len()..];
        out.push_str(word);
        if word == root && before != Some('.') {
            let named = name_at(rest, old);
            if named > 0 {
                out.push('.');
                out.push_str(new);
                rest = &rest[named..];
            }
        }
        before = Some('a');
    }
    out
}

/// How much of the text names `old`, as `.old` or `["old"]`; 0 where it names something else.
fn name_at(text: &str, old: &str) -> usize {
    if let Some(after) = text.strip_prefix('.') {
        return if word_at(after) == old { 1 + old.len() } else { 0 };
    }
    for quote in ['"', '\''] {
        let whole = format!("[{quote}{old}{quote}]");
        if text.starts_with(&whole) {
            return whole.len();
        }
    }
    0
}

fn word_at(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

/// Where the text after a quoted one begins.
fn end_of_quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::in_expression;

    #[test]
    fn only_the_name_itself_is_changed() {
        let table = [
            ("steps.order.total", "steps.sale.total"),
            ("steps[\"order\"].total + steps['order'].tax", "steps.sale.total + steps.sale.tax"),
            ("steps.orders.total", "steps.orders.total"),
            ("my.steps.order", "my.steps.order"),
            ("'steps.order' ~ steps.order", "'steps.order' ~ steps.sale"),
            (
                "steps.order said {{ steps.order.total }} to steps.order",
                "steps.order said {{ steps.sale.total }} to steps.order",
            ),
            ("'it\\'s steps.order' ~ steps.order", "'it\\'s steps.order' ~ steps.sale"),
            ("steps.(", "steps.("),
            ("", ""),
        ];
        for (before, after) in table {
            assert_eq!(in_expression(before, "steps", "order", "sale"), after);
        }
    }
}
