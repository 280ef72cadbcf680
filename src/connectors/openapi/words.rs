//! Texts of a document made fit to be kept and shown, and names made of them.

/// The text without control characters and outer white space, at most `chars_max` characters; what was cut ends in "…".
pub(super) fn cut(text: &str, chars_max: usize) -> String {
    let text = text.trim();
    if text.len() <= chars_max && text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut letters = text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t'));
    for _ in 0..chars_max {
        match letters.next() {
            Some(letter) => kept.push(letter),
            None => return kept,
        }
    }
    if letters.next().is_some() {
        kept.pop();
        kept.push('…');
    }
    kept
}

/// The text on one line.
pub(super) fn line(text: &str, chars_max: usize) -> String {
    cut(&text.split_whitespace().collect::<Vec<_>>().join(" "), chars_max)
}

/// Lower-case letters, digits, `_` and `-`: `getHTTPStatus v2` becomes `get_http_status_v2`.
pub(super) fn slug(text: &str, length_max: usize) -> String {
    let mut slug = String::new();
    let letters: Vec<char> = text.chars().take(4 * length_max).collect();
    for (at, letter) in letters.iter().copied().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        if letter == '-' && !slug.is_empty() {
            slug.push('-');
        } else if letter.is_ascii_alphanumeric() {
            let begins_word = letter.is_ascii_uppercase()
                && before.is_some_and(|before| {
                    before.is_ascii_lowercase()
                        || before.is_ascii_digit()
                        || (before.is_ascii_uppercase() && after.is_some_and(|after| after.is_ascii_lowercase()))
                });
            if begins_word {
                push_break(&mut slug);
            }
            slug.push(letter.to_ascii_lowercase());
        } else {
            push_break(&mut slug);
        }
    }
    slug.truncate(length_max);
    slug.trim_end_matches(['_', '-']).to_owned()
}

fn push_break(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with(['_', '-']) {
        slug.push('_');
    }
}

/// A key as people read it: `chat_postMessage` becomes "Chat post message".
pub(super) fn title(key: &str, chars_max: usize) -> String {
    let words = slug(key, chars_max).replace(['_', '-'], " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_ascii_uppercase().to_string() + letters.as_str(),
        None => String::new(),
    }
}

/// A name in a sentence: in quotes, on one line, not too long.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", line(text, 100))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn slugs_read_like_words() {
        for (text, wanted) in [
            ("chat_postMessage", "chat_post_message"),
            ("emails/send", "emails_send"),
            ("getHTTPStatus v2", "get_http_status_v2"),
            ("List-All", "list-all"),
            ("Größe ändern", "gr_e_ndern"),
            ("取引", ""),
            ("--x--", "x"),
        ] {
            assert_eq!(slug(text, 100), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut(" abcd\u{0} ", 4), "abcd");
        assert_eq!(title("getProjects", 50), "Get projects");
    }

    proptest! {
        #[test]
        fn slugs_hold_only_what_a_key_may_hold(text in ".*") {
            let slug = slug(&text, 100);
            prop_assert!(slug.len() <= 100);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-'));
            prop_assert!(cut(&text, 20).chars().count() <= 20);
        }
    }
}
