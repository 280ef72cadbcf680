//! Columns that set accounts' own limits (M3): a number, "none" for no limit, or nothing for the default.

use super::judge::Line;
use super::mapping::{Mapping, Target};
use crate::audit::model::Change;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppResult, FieldErrors};
use crate::limits::model::{Kind, Own};
use crate::limits::queries;
use crate::people::model::fold;
use std::collections::HashMap;
use uuid::Uuid;

/// The column of each kind.
pub(crate) const COLUMNS: [(Kind, &str); 9] = [
    (Kind::Users, "limit_users"),
    (Kind::SubAccounts, "limit_sub_accounts"),
    (Kind::Connectors, "limit_connectors"),
    (Kind::ActiveCycles, "limit_active_cycles"),
    (Kind::TasksMonth, "limit_tasks_month"),
    (Kind::PerMinute, "limit_transactions_minute"),
    (Kind::AtOnce, "limit_at_once"),
    (Kind::PayloadKb, "limit_payload_kb"),
    (Kind::RetentionHours, "limit_retention_hours"),
];

/// What is there before: caps of the partner, and own limits of the accounts at hand.
#[derive(Debug, Default)]
pub(super) struct Known {
    caps: HashMap<Kind, i64>,
    own: HashMap<(Uuid, Kind), Own>,
}

impl Known {
    /// Reads them where a column sets limits.
    pub fn read(tx: &mut ReadTx<'_, InPartner>, mapping: &Mapping, accounts: &[Uuid]) -> AppResult<Known> {
        if !any(mapping) {
            return Ok(Known::default());
        }
        let caps = queries::defaults(tx)?.into_iter().filter_map(|(kind, base)| Some((kind, base.cap?))).collect();
        Ok(Known { caps, own: queries::own_of(tx, accounts)? })
    }

    /// What a line would change of an account's limits; none: a new one's.
    pub fn changes(&self, account: Option<Uuid>, wanted: &[(Kind, Own)]) -> Vec<Change> {
        let before = |kind| account.and_then(|id| self.own.get(&(id, kind)).copied()).unwrap_or_default();
        wanted
            .iter()
            .filter(|(kind, own)| before(*kind) != *own)
            .map(|(kind, own)| Change { field: field_of(*kind).to_owned(), from: cell(before(*kind)), to: cell(*own) })
            .collect()
    }

    /// Complaints about values above the caps.
    pub fn above_caps(&self, wanted: &[(Kind, Own)], errors: &mut FieldErrors) {
        for (kind, own) in wanted {
            let Some(cap) = self.caps.get(kind) else { continue };
            if matches!(own, Own::Unlimited) || matches!(own, Own::Value(value) if value > cap) {
                let why =
                    format!("{} can be {} at most: that is the cap of all accounts.", kind.words(), kind.counted(*cap));
                errors.add(field_of(*kind), why);
            }
        }
    }
}

fn field_of(kind: Kind) -> &'static str {
    COLUMNS.iter().find(|(of, _)| *of == kind).map_or("", |(_, field)| field)
}

/// An own limit as a cell.
pub(crate) fn cell(own: Own) -> String {
    match own {
        Own::Inherited => String::new(),
        Own::Unlimited => "none".to_owned(),
        Own::Value(value) => value.to_string(),
    }
}

/// Whether a column sets limits.
pub(super) fn any(mapping: &Mapping) -> bool {
    COLUMNS.iter().any(|(_, field)| mapping.column(&Target::Field(field)).is_some())
}

/// What a line sets; what is no limit is added to the complaints.
pub(super) fn wanted(mapping: &Mapping, line: &Line, errors: &mut FieldErrors) -> Vec<(Kind, Own)> {
    let mut all = Vec::new();
    for (kind, field) in COLUMNS {
        let target = Target::Field(field);
        if mapping.column(&target).is_none() {
            continue;
        }
        let own = match fold(mapping.cell(&line.cells, &target)).as_str() {
            "" => Ok(Own::Inherited),
            "none" | "no limit" | "unlimited" => Ok(Own::Unlimited),
            typed => kind.parse(typed).map(Own::Value),
        };
        all.extend(errors.take(field, own).map(|own| (kind, own)));
    }
    all
}
