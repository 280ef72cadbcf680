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
        Some((_, name)) => Some(format!("Did you mean {name}?")),
        None if names.is_empty() => None,
        None if names.len() <= 12 => Some(format!("There is: {}.", names.join(", "))),
        None => Some(format!("There is: {} and {} more.", names.get(..10)?.join(", "), names.len() - 10)),
    }
}

/// How many letters differ (Levenshtein, capitals apart); None when that is more than a third of them.
fn distance(a: &str, b: &str) -> Option<usize> {
    let a: Vec<char> = a.to_lowercase().chars().take(CHARS_MAX + 1).collect();
    let b: Vec<char> = b.to_lowercase().chars().take(CHARS_MAX + 1).collect();
    let longer = a.len().max(b.len());
    if longer > CHARS_MAX {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        for (y, above) in b.iter().zip(row.iter_mut().skip(1)) {
            let here = (corner + usize::from(x != y)).min(left + 1).min(*above + 1);
            corner = std::mem::replace(above, here);
            left = here;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().filter(|d| *d <= longer.div_ceil(3))
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
    }
}
