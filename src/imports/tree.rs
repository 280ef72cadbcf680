//! Where the rows of a file would hang: a parent is an account that exists or one that the file makes, anywhere in it.
//! Everything is named by its API ID in lower case, its key.

use crate::accounts::model::DEPTH_MAX;
use std::collections::HashMap;

/// A row that names an account for the first time in the file.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub line: i32,
    /// The parent's key.
    pub parent: Option<String>,
    /// It cannot be created for a reason of its own.
    pub faulty: bool,
}

/// Why a new account has no place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Misplaced {
    /// Its parent is neither there nor in the file.
    Unknown,
    /// Its parent is in the recycle bin.
    Deleted,
    /// Its parent is made by this line, which is faulty.
    Orphan { line: i32 },
    /// It would be below itself, by way of these lines.
    Circle { lines: Vec<i32> },
    /// It would be on this level.
    TooDeep { level: i16 },
}

/// Lines that a message about a circle names.
const CIRCLE_LINES: usize = 6;

/// The level of every new account, or why it has none.
pub(crate) type Places<'a> = HashMap<&'a str, Result<i16, Misplaced>>;

/// Works out the places of new accounts. `stored` answers for accounts that exist: the level, none when it is deleted.
pub(crate) fn places<'a>(nodes: &'a HashMap<String, Node>, stored: impl Fn(&str) -> Option<Option<i16>>) -> Places<'a> {
    let mut places: Places<'a> = HashMap::with_capacity(nodes.len());
    for key in nodes.keys().filter(|key| stored(key).is_none()) {
        if places.contains_key(key.as_str()) {
            continue;
        }
        // Up from the row until something is known, then down again; a loop, since a chain may be as long as the file.
        let mut path: Vec<(&str, &Node)> = Vec::new();
        let mut steps: HashMap<&str, usize> = HashMap::new();
        let mut at = key.as_str();
        let mut above: Result<i16, Misplaced> = loop {
            if let Some(level) = stored(at) {
                break level.ok_or(Misplaced::Deleted);
            }
            let Some((at_key, node)) = nodes.get_key_value(at) else { break Err(Misplaced::Unknown) };
            if let Some(known) = places.get(at) {
                break known.clone().map_err(|_| Misplaced::Orphan { line: node.line }).and_then(|level| {
                    if node.faulty { Err(Misplaced::Orphan { line: node.line }) } else { Ok(level) }
                });
            }
            if let Some(start) = steps.get(at) {
                let circle = path.split_off(*start);
                let lines: Vec<i32> = circle.iter().take(CIRCLE_LINES).map(|(_, node)| node.line).collect();
                for (key, _) in circle {
                    places.insert(key, Err(Misplaced::Circle { lines: lines.clone() }));
                }
                break Err(Misplaced::Orphan { line: node.line });
            }
            steps.insert(at_key, path.len());
            path.push((at_key, node));
            match &node.parent {
                None => break Ok(0),
                Some(parent) => at = parent,
            }
        };
        for (key, node) in path.into_iter().rev() {
            let place = match above {
                Ok(level) if level >= DEPTH_MAX => Err(Misplaced::TooDeep { level: level + 1 }),
                Ok(level) => Ok(level + 1),
                Err(why) => Err(why),
            };
            above = match &place {
                Ok(level) if !node.faulty => Ok(*level),
                _ => Err(Misplaced::Orphan { line: node.line }),
            };
            places.insert(key, place);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn node(line: i32, parent: &str) -> Node {
        Node { line, parent: Some(parent.to_owned()).filter(|p| !p.is_empty()), faulty: false }
    }

    fn file(rows: &[(&str, i32, &str)]) -> HashMap<String, Node> {
        rows.iter().map(|(key, line, parent)| ((*key).to_owned(), node(*line, parent))).collect()
    }

    fn stored(key: &str) -> Option<Option<i16>> {
        match key {
            "here" => Some(Some(2)),
            "deep" => Some(Some(8)),
            "bin" => Some(None),
            _ => None,
        }
    }

    #[test]
    fn parents_may_be_stored_or_anywhere_in_the_file() {
        let nodes = file(&[("c", 2, "b"), ("b", 3, "a"), ("a", 4, ""), ("x", 5, "here"), ("here", 6, "")]);
        let places = places(&nodes, stored);
        assert_eq!(places["a"], Ok(1));
        assert_eq!(places["c"], Ok(3));
        assert_eq!(places["x"], Ok(3));
        assert!(!places.contains_key("here"));
    }

    #[test]
    fn what_has_no_place_says_why() {
        let mut nodes = file(&[
            ("u", 2, "nowhere"),
            ("v", 3, "u"),
            ("d", 4, "bin"),
            ("e", 5, "deep"),
            ("s", 6, "s"),
            ("p", 7, "q"),
            ("q", 8, "p"),
            ("r", 9, "p"),
            ("f", 10, ""),
            ("g", 11, "f"),
        ]);
        nodes.get_mut("f").expect("there").faulty = true;
        let places = places(&nodes, stored);
        assert_eq!(places["u"], Err(Misplaced::Unknown));
        assert_eq!(places["v"], Err(Misplaced::Orphan { line: 2 }));
        assert_eq!(places["d"], Err(Misplaced::Deleted));
        assert_eq!(places["e"], Err(Misplaced::TooDeep { level: 9 }));
        assert_eq!(places["s"], Err(Misplaced::Circle { lines: vec![6] }));
        assert!(matches!(&places["p"], Err(Misplaced::Circle { lines }) if lines.len() == 2));
        assert_eq!(places["r"], Err(Misplaced::Orphan { line: 7 }));
        assert_eq!(places["f"], Ok(1));
        assert_eq!(places["g"], Err(Misplaced::Orphan { line: 10 }));
    }

    #[test]
    fn a_chain_as_long_as_a_file_does_not_overflow() {
        let nodes: HashMap<String, Node> =
            (0..200_000).map(|i| (i.to_string(), node(i, &(i + 1).to_string()))).collect();
        assert_eq!(places(&nodes, |_| None)["199999"], Err(Misplaced::Unknown));
    }

    proptest! {
        #[test]
        fn every_new_row_is_placed_below_its_parent_or_told_why(parents in proptest::collection::vec(0usize..25, 1..25)) {
            let nodes: HashMap<String, Node> = parents
                .iter()
                .enumerate()
                .map(|(i, parent)| (i.to_string(), node(i as i32, &if *parent == 24 { String::new() } else { parent.to_string() })))
                .collect();
            let places = places(&nodes, |_| None);
            prop_assert_eq!(places.len(), nodes.len());
            for (key, place) in &places {
                if let Ok(level) = place {
                    let above = match &nodes[*key].parent { None => 0, Some(parent) => places[parent.as_str()].clone().expect("a placed parent") };
                    prop_assert_eq!(*level, above + 1);
                    prop_assert!(*level <= 8);
                }
            }
        }
    }
}
