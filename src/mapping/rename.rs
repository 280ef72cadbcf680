//! Another name for a step or a variable inside an expression: only where the name stands for it, never in a text between
//! quotes or in what stands around an expression.

use super::pieces::{self, Piece};

/// The expression with `root.old` and `root["old"]` turned into `root.new`; as it was where it cannot be read.
pub(crate) fn in_expression(source: &str, root: &str, old: &str, new: &str) -> String {
    each_piece(source, |text| in_piece(text, root, old, new))
}

/// The expression with `lookup("old", ...)`, as a function and as a filter, turned into one of `new`.
pub(crate) fn lookup_in_expression(source: &str, old: &str, new: &str) -> String {
    let plain = |name: &str| !name.contains(['"', '\'', '\\']);
    if !plain(old) || !plain(new) {
        return source.to_owned();
    }
    each_piece(source, |text| lookup_in_piece(text, old, new))
}

fn each_piece(source: &str, change: impl Fn(&str) -> String) -> String {
    let Ok(pieces) = pieces::split(source) else { return source.to_owned() };
    let mut renamed = source.to_owned();
    // From the end, so that the places before stay where they are.
    for piece in pieces.into_iter().rev() {
        if let Piece::Expression { text, offset } = piece {
            renamed.replace_range(offset..offset + text.len(), &change(text));
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

fn lookup_in_piece(text: &str, old: &str, new: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word = word_at(rest);
        let taken = match word {
            _ if c == '"' || c == '\'' => end_of_quoted(rest, c),
            "" => c.len_utf8(),
            word => word.len(),
        };
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
        if word != "lookup" {
            continue;
        }
        // The table is the first thing between the parentheses, of the function and of the filter.
        let inner = rest.trim_start().strip_prefix('(').map(str::trim_start).unwrap_or_default();
        let quote = inner.chars().next().filter(|c| *c == '"' || *c == '\'');
        if let Some(quote) = quote
            && let Some(after) = inner[1..].strip_prefix(old).and_then(|after| after.strip_prefix(quote))
        {
            out.push_str(&rest[..rest.len() - inner.len()]);
            out.extend([quote.to_string(), new.to_owned(), quote.to_string()]);
            rest = after;
        }
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
    use super::{in_expression, lookup_in_expression};

    #[test]
    fn a_table_is_followed_as_a_function_and_as_a_filter() {
        for (before, after) in [
            ("lookup(\"Old\", trigger.a)", "lookup(\"New\", trigger.a)"),
            ("trigger.a|lookup( 'Old', 'none')", "trigger.a|lookup( 'New', 'none')"),
            ("lookup(\"Older\", 1) ~ \"lookup('Old')\"", "lookup(\"Older\", 1) ~ \"lookup('Old')\""),
            ("see {{ lookup('Old', 1) }} lookup('Old', 1)", "see {{ lookup('New', 1) }} lookup('Old', 1)"),
            ("lookup(name, 'Old')", "lookup(name, 'Old')"),
        ] {
            assert_eq!(lookup_in_expression(before, "Old", "New"), after);
        }
    }

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
