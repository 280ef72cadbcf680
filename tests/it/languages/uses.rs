//! Where messages are used.

use crate::tidy::files;

/// One `t!` or `h!`.
pub struct Use {
    /// File and line.
    pub at: String,
    /// It is `h!`: the message may have marks of HTML.
    pub marks: bool,
    pub id: String,
    /// The variables; None: it is asked for without anything.
    pub given: Option<Vec<String>>,
}

/// All of them, in sources and templates.
pub fn uses() -> Vec<Use> {
    let mut all = Vec::new();
    for (path, text) in files("src", &[".rs"]).into_iter().chain(files("templates", &[".html", ".txt"])) {
        if path.ends_with("language/macros.rs") {
            continue;
        }
        for (start, _) in text.match_indices("!(") {
            let name = text[..start].chars().next_back();
            let before = text[..start].chars().nth_back(1);
            let marks = match name {
                Some('t') => false,
                Some('h') => true,
                _ => continue,
            };
            if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '`')) {
                continue;
            }
            let at = format!("{}:{}", path.display(), text[..start].lines().count());
            let parts = arguments(&text[start + 2..]);
            let id = parts[0].strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
            let id = id.unwrap_or_else(|| panic!("{at}: the id is written out, not {}", parts[0])).to_owned();
            let name_of = |part: &String| part.split('=').next().unwrap_or_default().trim().to_owned();
            let given = match &parts[1..] {
                [] => None,
                [one] if one == "words" => Some(Vec::new()),
                all => Some(all.iter().map(name_of).collect()),
            };
            all.push(Use { at, marks, id, given });
        }
    }
    assert!(all.len() > 2_000, "{}", all.len());
    all
}

/// The arguments of a macro whose bracket was opened before.
fn arguments(text: &str) -> Vec<String> {
    let (mut parts, mut depth, mut quoted, mut escaped) = (vec![String::new()], 0, false, false);
    for char in text.chars() {
        match char {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(char);
    }
    parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}
