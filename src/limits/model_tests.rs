//! The table of cases and the property of the verdict, and what is typed.

use super::*;
use crate::limits::said::reached;
use proptest::prelude::*;

fn level(distance: i16, tree: bool, value: Option<i64>, used: Option<i64>) -> Level {
    Level {
        kind: Kind::Users,
        account: Uuid::from_u128(u128::from(distance.unsigned_abs()) + 1),
        name: format!("Level {distance}"),
        distance,
        tree,
        inherited: false,
        value,
        at_limit: None,
        used,
        resets: None,
    }
}

/// (own, own use), trees by distance with their use, asked: the one that refuses.
type Case = (Option<(i64, i64)>, &'static [(i16, i64, i64)], i64, Option<(i16, bool)>);

#[test]
fn every_limit_of_the_chain_must_have_room() {
    let cases: &[Case] = &[
        (None, &[], 1, None),
        (Some((5, 4)), &[], 1, None),
        (Some((5, 5)), &[], 1, Some((0, false))),
        (Some((5, 4)), &[], 2, Some((0, false))),
        (Some((5, 7)), &[], 1, Some((0, false))),
        (Some((5, 7)), &[], 0, None),
        (Some((0, 0)), &[], 1, Some((0, false))),
        (Some((5, 4)), &[(1, 10, 10)], 1, Some((1, true))),
        (Some((5, 5)), &[(1, 10, 10)], 1, Some((0, false))),
        (None, &[(0, 3, 2), (1, 9, 9), (2, 9, 9)], 1, Some((1, true))),
        (None, &[(2, 9, 9)], 1, Some((2, true))),
        (Some((i64::MAX, i64::MAX - 1)), &[], i64::MAX, None),
    ];
    for (own, trees, asked, refuses) in cases {
        let own = own.map(|(value, used)| level(0, false, Some(value), Some(used)));
        let trees = trees.iter().map(|(distance, value, used)| level(*distance, true, Some(*value), Some(*used)));
        let chain: Vec<Level> = trees.rev().chain(own).collect();
        let by = match verdict(&chain, *asked) {
            Verdict::Room => None,
            Verdict::AtLimit(level) => Some((level.distance, level.tree)),
        };
        assert_eq!(by, *refuses, "{chain:?} {asked}");
    }
}

#[test]
fn no_limit_and_a_figure_that_cannot_be_read_refuse_nothing() {
    assert_eq!(verdict(&[level(0, false, None, Some(900)), level(1, true, Some(1), None)], 5), Verdict::Room);
}

proptest! {
    #[test]
    fn there_is_room_exactly_when_no_limit_is_exceeded_afterwards(
        limits in prop::collection::vec((0i16..8, any::<bool>(), 0i64..20, 0i64..20), 0..9), asked in 0i64..6,
    ) {
        let chain: Vec<Level> =
            limits.iter().map(|(distance, tree, value, used)| level(*distance, *tree, Some(*value), Some(*used))).collect();
        let exceeded: Vec<&Level> =
            chain.iter().filter(|l| asked > 0 && l.used.unwrap_or(0) + asked > l.value.unwrap_or(0)).collect();
        match verdict(&chain, asked) {
            Verdict::Room => prop_assert!(exceeded.is_empty()),
            Verdict::AtLimit(by) => {
                prop_assert!(exceeded.contains(&by));
                prop_assert!(exceeded.iter().all(|l| (by.distance, by.tree) <= (l.distance, l.tree)), "the nearest is named");
            }
        }
    }

    #[test]
    fn whatever_is_typed_gives_a_value_in_bounds_or_words(typed in ".{0,24}", no in 0usize..8) {
        let kind = Kind::ALL[no];
        match kind.parse(&typed) {
            Ok(value) => prop_assert!((0..=kind.most()).contains(&value)),
            Err(why) => prop_assert!(!why.is_empty()),
        }
    }
}

#[test]
fn what_is_typed_is_a_whole_number_that_is_not_absurd() {
    assert_eq!(Kind::Users.parse(" 1,000 "), Ok(1_000));
    assert_eq!(Kind::Users.parse("0"), Ok(0));
    for (typed, says) in [
        ("", "Enter how much"),
        ("-1", "cannot be less than 0"),
        ("2.5", "whole number"),
        ("many", "whole number"),
        ("1000001", "at most"),
        ("99999999999999999999999", "at most"),
    ] {
        let why = Kind::Users.parse(typed).expect_err(typed);
        assert!(why.contains(says) && why.to_lowercase().contains("users"), "{typed}: {why}");
    }
}

#[test]
fn a_limit_that_is_reached_says_which_whose_how_much_and_what_to_do() {
    let own = reached(&Level { inherited: true, ..level(0, false, Some(5), Some(5)) }, 1, "Northwind", false).words;
    assert_eq!(
        own,
        "Limit of users reached: “Level 0” may have 5 users, and 5 are used. The limit is the default of Northwind. \
         Nothing was changed. Remove some that are not needed, or ask Northwind to raise it."
    );
    let tree = reached(&level(2, true, Some(1), Some(1)), 3, "Northwind", true).words;
    assert!(tree.contains("“Level 2” and all below it may have 1 user, and 1 is used. This needs 3 more."), "{tree}");
    assert!(tree.contains("set for “Level 2”"), "{tree}");
    let tasks = Level { kind: Kind::TasksMonth, ..level(0, false, Some(0), Some(0)) };
    assert!(reached(&tasks, 1, "Northwind", true).words.contains("resets on the next billing date"));
}

#[test]
fn every_kind_is_read_by_its_key() {
    for kind in Kind::ALL {
        assert_eq!(Kind::read(kind.key()), Some(kind));
        assert_eq!(serde_json::to_value(kind).expect("json"), kind.key());
    }
    assert_eq!(Kind::read("seats"), None);
}
