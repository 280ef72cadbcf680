//! The paths of a connector's fields: `customer.emails[].address`. Keys that hold a dot, a bracket, a quote or a
//! backslash, and the empty key, are quoted: `"odd.key"`, with `\"` and `\\` inside. `[]` alone at the beginning says
//! that the whole is a list, and the empty path is the whole itself.

/// One step of a path: a key, and how many times `[]` follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Without quotes. Empty in the first step of `[].name`.
    pub key: String,
    pub lists: usize,
}

/// The path of `key` below `parent`.
pub(crate) fn child(parent: &str, key: &str) -> String {
    let mut path = String::with_capacity(parent.len() + key.len() + 1);
    path.push_str(parent);
    if !parent.is_empty() {
        path.push('.');
    }
    if key.is_empty() || key.contains(['.', '[', ']', '"', '\\']) {
        path.push('"');
        for letter in key.chars() {
            if matches!(letter, '"' | '\\') {
                path.push('\\');
            }
            path.push(letter);
        }
        path.push('"');
    } else {
        path.push_str(key);
    }
    path
}

/// The path of the items of the list at `parent`.
pub(crate) fn items(parent: &str) -> String {
    format!("{parent}[]")
}

/// A path taken apart, or what is wrong with it.
pub(crate) fn steps(path: &str) -> Result<Vec<Step>, &'static str> {
    let mut steps = Vec::new();
    let mut rest = path;
    if rest.is_empty() {
        return Ok(steps);
    }
    loop {
        let (key, after, quoted) = key(rest)?;
        rest = after;
        let mut lists = 0;
        while let Some(after) = rest.strip_prefix("[]") {
            lists += 1;
            rest = after;
        }
        let whole_is_list = steps.is_empty() && lists > 0;
        if key.is_empty() && !quoted && !whole_is_list {
            return Err(t!("connectors-path-key-missing"));
        }
        steps.push(Step { key, lists });
        match rest.strip_prefix('.') {
            Some(after) => rest = after,
            None if rest.is_empty() => return Ok(steps),
            None => return Err(t!("connectors-path-after-key")),
        }
    }
}

/// The key at the beginning, what follows it, and whether it was quoted.
fn key(path: &str) -> Result<(String, &str, bool), &'static str> {
    let Some(inner) = path.strip_prefix('"') else {
        let end = path.find(['.', '[']).unwrap_or(path.len());
        let plain = &path[..end];
        if plain.contains([']', '"', '\\']) {
            return Err(t!("connectors-path-quoted"));
        }
        return Ok((plain.to_owned(), &path[end..], false));
    };
    let mut key = String::new();
    let mut letters = inner.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Ok((key, &inner[at + 1..], true)),
            '\\' => match letters.next() {
                Some((_, escaped @ ('"' | '\\'))) => key.push(escaped),
                _ => return Err(t!("connectors-path-backslash")),
            },
            letter => key.push(letter),
        }
    }
    Err(t!("connectors-path-quote-open"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_are_taken_apart() {
        let step = |key: &str, lists| Step { key: key.to_owned(), lists };
        assert_eq!(steps(""), Ok(vec![]));
        assert_eq!(steps("a.b[].c"), Ok(vec![step("a", 0), step("b", 1), step("c", 0)]));
        assert_eq!(steps("[].name"), Ok(vec![step("", 1), step("name", 0)]));
        assert_eq!(steps("grid[][].x"), Ok(vec![step("grid", 2), step("x", 0)]));
        assert_eq!(steps(r#""odd.key".b"#), Ok(vec![step("odd.key", 0), step("b", 0)]));
        assert_eq!(steps(r#""""#), Ok(vec![step("", 0)]));
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for wrong in [".", "a.", ".a", "a..b", "a[", "a[0]", "a]", "a[]b", "\"a", "\"a\\n\"", "a.[]"] {
            assert!(steps(wrong).is_err(), "{wrong} was taken");
        }
    }

    proptest! {
        #[test]
        fn any_keys_survive_a_path(keys in prop::collection::vec((".*", 0usize..3), 1..6)) {
            let mut path = String::new();
            for (key, lists) in &keys {
                path = child(&path, key);
                for _ in 0..*lists {
                    path = items(&path);
                }
            }
            let wanted: Vec<Step> = keys.into_iter().map(|(key, lists)| Step { key, lists }).collect();
            prop_assert_eq!(steps(&path), Ok(wanted));
        }

        #[test]
        fn no_text_makes_it_panic(path in ".*") {
            let _ = steps(&path);
        }
    }
}
