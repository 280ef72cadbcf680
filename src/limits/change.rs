//! A change of what is set for an account of a kind: what it does not name stays as it is. For what is done to many accounts,
//! in one change or by a file. Pure.

use super::model::{AtLimit, Own, Set};
use serde::{Deserialize, Deserializer, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Change {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own: Option<Own>,
    /// For it and all below it; none inside: there is to be none.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "named")]
    pub tree: Option<Option<i64>>,
    /// None inside: as the default says.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "named")]
    pub at_limit: Option<Option<AtLimit>>,
}

/// What is there is named, if only as null.
fn named<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    T::deserialize(from).map(Some)
}

impl Change {
    pub fn is_empty(&self) -> bool {
        *self == Change::default()
    }

    /// What is set afterwards.
    ///
    /// # Errors
    /// Words, for what happens at a limit where there is none.
    pub fn over(self, before: Set) -> Result<Set, String> {
        let (own, tree) = (self.own.unwrap_or(before.own), self.tree.unwrap_or(before.tree));
        let limited = matches!(own, Own::Value(_)) || tree.is_some();
        match self.at_limit {
            Some(Some(_)) if !limited => Err(t!("limits-no-limit-to-meet").to_owned()),
            said => Ok(Set { own, tree, at_limit: said.unwrap_or(before.at_limit).filter(|_| limited) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_named_stays() {
        let before = Set { own: Own::Value(5), tree: Some(9), at_limit: Some(AtLimit::Overage) };
        let after = |change: Change| change.over(before).expect("a set");
        assert_eq!(after(Change::default()), before);
        assert_eq!(after(Change { tree: Some(None), ..Change::default() }), Set { tree: None, ..before });
        let none = Change { own: Some(Own::Inherited), tree: Some(None), at_limit: None };
        assert_eq!(after(none), Set::default(), "without a limit nothing happens at one");
        let held = Change { at_limit: Some(Some(AtLimit::Hold)), ..Change::default() };
        assert_eq!(after(held).at_limit, Some(AtLimit::Hold));
        assert!(held.over(Set::default()).expect_err("no limit").contains("is set together with one"));
    }

    #[test]
    fn a_job_keeps_it_and_one_that_was_queued_before_is_understood() {
        for change in [
            Change { tree: Some(None), at_limit: Some(None), ..Change::default() },
            Change { own: Some(Own::Value(3)), tree: Some(Some(4)), at_limit: Some(Some(AtLimit::Hold)) },
        ] {
            let kept = serde_json::to_value(change).expect("json");
            assert_eq!(serde_json::from_value::<Change>(kept).expect("a change"), change);
        }
        let old: Change = serde_json::from_value(serde_json::json!({"own": {"value": 7}})).expect("a change");
        assert_eq!(old, Change { own: Some(Own::Value(7)), ..Change::default() });
    }
}
