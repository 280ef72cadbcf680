//! Columns that set accounts' limits (M3, M4): of each kind the account's own, a number, "none" for no limit, or nothing for the
//! default; the one with sub-accounts, a number, or nothing for none; and of tasks a month what happens at it, hold or
//! overage, or nothing as the default says.

use super::judge::Line;
use super::mapping::{Mapping, Target};
use crate::audit::model::Change as Changed;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppResult, FieldErrors};
use crate::limits::change::Change;
use crate::limits::model::{AtLimit, Kind, Own, Set};
use crate::limits::queries;
use crate::people::model::fold;
use std::collections::HashMap;
use uuid::Uuid;

/// The columns of each kind: its own limit, and that with sub-accounts.
const COLUMNS: [(Kind, &str, &str); 9] = [
    (Kind::Users, "limit_users", "limit_users_with_sub_accounts"),
    (Kind::SubAccounts, "limit_sub_accounts", "limit_sub_accounts_with_sub_accounts"),
    (Kind::Connectors, "limit_connectors", "limit_connectors_with_sub_accounts"),
    (Kind::ActiveCycles, "limit_active_cycles", "limit_active_cycles_with_sub_accounts"),
    (Kind::TasksMonth, "limit_tasks_month", "limit_tasks_month_with_sub_accounts"),
    (Kind::PerMinute, "limit_transactions_minute", "limit_transactions_minute_with_sub_accounts"),
    (Kind::AtOnce, "limit_at_once", "limit_at_once_with_sub_accounts"),
    (Kind::PayloadKb, "limit_payload_kb", "limit_payload_kb_with_sub_accounts"),
    (Kind::RetentionHours, "limit_retention_hours", "limit_retention_hours_with_sub_accounts"),
];
/// What happens at the limit of tasks a month.
const AT_LIMIT: &str = "limit_tasks_month_at_limit";

/// What is there before: defaults of the partner, and what is set for the accounts at hand.
#[derive(Debug, Default)]
pub(super) struct Known {
    caps: HashMap<Kind, i64>,
    sets: HashMap<(Uuid, Kind), Set>,
}

impl Known {
    /// Reads them where a column sets limits.
    pub fn read(tx: &mut ReadTx<'_, InPartner>, mapping: &Mapping, accounts: &[Uuid]) -> AppResult<Known> {
        if !any(mapping) {
            return Ok(Known::default());
        }
        let caps = queries::defaults(tx)?.into_iter().filter_map(|(kind, base)| Some((kind, base.cap?))).collect();
        Ok(Known { caps, sets: queries::sets_of(tx, accounts)? })
    }

    fn before(&self, account: Option<Uuid>, kind: Kind) -> Set {
        account.and_then(|id| self.sets.get(&(id, kind)).copied()).unwrap_or_default()
    }

    /// What a line would change of an account's limits (none: a new one's); what cannot be is added to the complaints.
    pub fn changes(&self, account: Option<Uuid>, wanted: &[(Kind, Change)], errors: &mut FieldErrors) -> Vec<Changed> {
        let mut changes = Vec::new();
        for (kind, change) in wanted {
            let before = self.before(account, *kind);
            let Some(after) = errors.take(AT_LIMIT, change.over(before)) else { continue };
            if after.own != before.own {
                self.above_cap(*kind, after.own, errors);
            }
            let (own, tree) = fields_of(*kind);
            let parts = [
                (own, cell(before.own), cell(after.own)),
                (tree, tree_cell(before.tree), tree_cell(after.tree)),
                (AT_LIMIT, at_limit_cell(before.at_limit), at_limit_cell(after.at_limit)),
            ];
            let changed = parts.into_iter().filter(|(_, from, to)| from != to);
            changes.extend(changed.map(|(field, from, to)| Changed { field: field.to_owned(), from, to }));
        }
        changes
    }

    fn above_cap(&self, kind: Kind, own: Own, errors: &mut FieldErrors) {
        let Some(cap) = self.caps.get(&kind) else { return };
        if matches!(own, Own::Unlimited) || matches!(own, Own::Value(value) if value > *cap) {
            let why = t!("imports-fault-cap", kind = kind.words(), count = kind.counted(*cap));
            errors.add(fields_of(kind).0, why);
        }
    }

    /// What is to be written for an account; a change that cannot be was complained about.
    pub fn after(&self, account: Option<Uuid>, wanted: Vec<(Kind, Change)>) -> Vec<(Kind, Set)> {
        let after = |(kind, change): (Kind, Change)| Some((kind, change.over(self.before(account, kind)).ok()?));
        wanted.into_iter().filter_map(after).collect()
    }
}

fn fields_of(kind: Kind) -> (&'static str, &'static str) {
    COLUMNS.iter().find(|(of, ..)| *of == kind).map_or(("", ""), |(_, own, tree)| (*own, *tree))
}

/// An own limit as a cell.
pub(crate) fn cell(own: Own) -> String {
    match own {
        Own::Inherited => String::new(),
        Own::Unlimited => "none".to_owned(),
        Own::Value(value) => value.to_string(),
    }
}

/// A limit with sub-accounts as a cell.
pub(crate) fn tree_cell(tree: Option<i64>) -> String {
    tree.map(|value| value.to_string()).unwrap_or_default()
}

/// A cell as people read it: of a limit, an empty one and "none" mean different things. Of other fields the cell itself.
pub(super) fn in_words(field: &str, cell: String) -> String {
    let is_tree = COLUMNS.iter().any(|(.., tree)| *tree == field);
    let is_limit = is_tree || field == AT_LIMIT || COLUMNS.iter().any(|(_, own, _)| *own == field);
    match cell.as_str() {
        "none" if is_limit => t!("imports-no-limit").to_owned(),
        "" if is_tree => t!("imports-no-limit").to_owned(),
        "" if is_limit => t!("imports-as-default").to_owned(),
        _ => cell,
    }
}

/// What happens at a limit as a cell.
pub(crate) fn at_limit_cell(at_limit: Option<AtLimit>) -> String {
    at_limit.map_or("", AtLimit::key).to_owned()
}

/// Whether a column sets limits.
pub(super) fn any(mapping: &Mapping) -> bool {
    let mapped = |field| mapping.column(&Target::Field(field)).is_some();
    mapped(AT_LIMIT) || COLUMNS.iter().any(|(_, own, tree)| mapped(own) || mapped(tree))
}

/// What a line sets; what is no limit is added to the complaints.
pub(super) fn wanted(mapping: &Mapping, line: &Line, errors: &mut FieldErrors) -> Vec<(Kind, Change)> {
    let typed = |field: &'static str| {
        let target = Target::Field(field);
        mapping.column(&target).map(|_| fold(mapping.cell(&line.cells, &target)))
    };
    let mut all = Vec::new();
    for (kind, own, tree) in COLUMNS {
        let mut change = Change::default();
        if let Some(text) = typed(own) {
            let read = match text.as_str() {
                "" => Ok(Own::Inherited),
                text if is_none(text) => Ok(Own::Unlimited),
                text => kind.parse(text).map(Own::Value),
            };
            change.own = errors.take(own, read);
        }
        if let Some(text) = typed(tree) {
            let read = match text.as_str() {
                text if text.is_empty() || is_none(text) => Ok(None),
                text => kind.parse(text).map(Some),
            };
            change.tree = errors.take(tree, read);
        }
        if let Some(text) = typed(AT_LIMIT).filter(|_| kind == Kind::TasksMonth) {
            let read = match (text.as_str(), AtLimit::read(&text)) {
                ("", _) => Ok(None),
                (_, Some(at_limit)) => Ok(Some(at_limit)),
                _ => Err(t!("imports-fault-at-limit").to_owned()),
            };
            change.at_limit = errors.take(AT_LIMIT, read);
        }
        if !change.is_empty() {
            all.push((kind, change));
        }
    }
    all
}

fn is_none(text: &str) -> bool {
    matches!(text, "none" | "no limit" | "unlimited")
}
