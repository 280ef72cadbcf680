//! The part of a bulk change that is about limits: which kind, and of that what is to change. What is left as it is stays.

use crate::accounts::bulk::Change;
use crate::error::FieldErrors;
use crate::limits::change::Change as LimitChange;
use crate::limits::model::{AtLimit, Kind, Own};
use serde::Deserialize;

/// Leaves a part as it is.
const KEEP: &str = "keep";

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct LimitForm {
    pub limit: String,
    /// keep, inherited, value or unlimited.
    pub own: String,
    pub value: String,
    /// keep, none or value: for the account and all below it.
    pub tree: String,
    pub tree_value: String,
    /// keep, default, hold or overage.
    pub at_limit: String,
}

impl LimitForm {
    /// As it is asked at first: everything stays.
    pub fn filled(self) -> LimitForm {
        let or_keep = |chosen: String| if chosen.is_empty() { KEEP.to_owned() } else { chosen };
        LimitForm { own: or_keep(self.own), tree: or_keep(self.tree), at_limit: or_keep(self.at_limit), ..self }
    }

    /// The change, or complaints.
    pub fn parse(&self, errors: &mut FieldErrors) -> Option<Change> {
        let kind = errors.take("limit", Kind::read(&self.limit).ok_or(t!("accounts-bulk-limit-choose").to_owned()))?;
        let own = match self.own.as_str() {
            "" | KEEP => None,
            "inherited" => Some(Own::Inherited),
            "unlimited" => Some(Own::Unlimited),
            "value" => Some(errors.take("value", kind.parse(&self.value)).map(Own::Value)?),
            _ => errors.take("own", Err(t!("accounts-bulk-limit-one").to_owned()))?,
        };
        let tree = match self.tree.as_str() {
            "" | KEEP => None,
            "none" => Some(None),
            "value" => Some(Some(errors.take("tree_value", kind.parse(&self.tree_value))?)),
            _ => errors.take("tree", Err(t!("accounts-bulk-limit-one").to_owned()))?,
        };
        let at_limit = match self.at_limit.as_str() {
            "" | KEEP => None,
            "default" => Some(None),
            word => Some(Some(
                errors.take("at_limit", AtLimit::read(word).ok_or(t!("accounts-bulk-limit-one").to_owned()))?,
            )),
        };
        if at_limit.is_some() && kind != Kind::TasksMonth {
            errors.add("at_limit", t!("accounts-bulk-limit-tasks-only"));
        }
        let change = LimitChange { own, tree, at_limit };
        if change.is_empty() {
            errors.add("own", t!("accounts-bulk-limit-nothing"));
        }
        Some(Change::Limit { kind, change })
    }
}
