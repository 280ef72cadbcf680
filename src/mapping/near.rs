//! Names near to one that is not there, for hints.

/// The longest name compared; longer ones are no slip of the hand.
const CHARS_MAX: usize = 60;
/// The most names compared.
const NAMES_MAX: usize = 1_000;

/// "Did you mean x?", or the names there are where they are few, or nothing.
pub(crate) fn hint<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.into_iter().take(NAMES_MAX).collect();
    let near = names.iter().filter_map(|name| Some((distance(wrong, name)?, *name))).min();
    match near {
        Some((_, name)) => Some(t!("mapping-did-you-mean", name = name)),
        None if names.is_empty() => None,
        None if names.len() <= 12 => Some(t!("mapping-there-is", names = names.join(", "))),
        None => Some(t!("mapping-there-is-more", names = names.get(..10)?.join(", "), more = names.len() - 10)),
    }
}

/// How many slips of the hand lie between two names: a letter more, less or another, or two in the wrong order; capitals
/// are none. None when that is much for names so short: of one or two letters any other is near.
fn distance(a: &str, b: &str) -> Option<usize> {
    let a: Vec<char> = a.to_lowercase().chars().take(CHARS_MAX + 1).collect();
    let b: Vec<char> = b.to_lowercase().chars().take(CHARS_MAX + 1).collect();
    let longer = a.len().max(b.len());
    if longer > CHARS_MAX {
        return None;
    }
    let (mut above, mut row): (Vec<usize>, Vec<usize>) = (Vec::new(), (0..=b.len()).collect());
    for (i, x) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX - 1);
            let mut here = (at(&row, j) + usize::from(x != y)).min(at(&next, j) + 1).min(at(&row, j + 1) + 1);
            let before = |letters: &[char], place: usize| place.checked_sub(1).and_then(|p| letters.get(p).copied());
            if before(&a, i) == Some(*y) && before(&b, j) == Some(*x) {
                here = here.min(at(&above, j - 1) + 1);
            }
            next.push(here);
        }
        above = std::mem::replace(&mut row, next);
    }
    let near = if longer <= 2 { 0 } else { (longer / 3).max(1) };
    row.last().copied().filter(|d| *d <= near)
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn the_nearest_name_is_offered() {
        let names = ["email", "name", "customer_id"];
        assert_eq!(hint("emial", names).as_deref(), Some("Did you mean email?"));
        assert_eq!(hint("Name", names).as_deref(), Some("Did you mean name?"));
        assert_eq!(hint("customerid", names).as_deref(), Some("Did you mean customer_id?"));
        assert_eq!(hint("zzz", names).as_deref(), Some("There is: email, name, customer_id."));
        assert_eq!(hint("zzz", []), None);
        // Any two short names are like one another.
        assert_eq!(hint("n", ["a"]).as_deref(), Some("There is: a."));
        assert_eq!(hint("N", ["n"]).as_deref(), Some("Did you mean n?"));
        assert_eq!(hint("nme", ["note"]).as_deref(), Some("There is: note."));
    }
}
