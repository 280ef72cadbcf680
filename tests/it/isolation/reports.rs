//! Samples of the routes about reports, and saved ones of the first partner and of its branch.

use super::samples::Row;
use crate::support::World;
use diesel::connection::SimpleConnection;
use std::collections::BTreeMap;

/// A form that saves a report.
const OF_ALL: &[(&str, &str)] = &[
    ("report", "accounts"),
    ("name", "Each day"),
    ("every", "daily"),
    ("hour", "8"),
    ("timezone", "UTC"),
    ("readers", "{staff}"),
    ("seen", "1"),
];

/// A form that saves a report.
const OF_BRANCH: &[(&str, &str)] = &[
    ("report", "use"),
    ("name", "Each day"),
    ("every", "daily"),
    ("hour", "8"),
    ("timezone", "UTC"),
    ("readers", "{person}"),
    ("seen", "1"),
];

pub const ROWS: &[Row] = &[
    ("GET", "/console/reports", "/console/reports", &[]),
    ("GET", "/console/reports/accounts", "/console/reports/accounts", &[]),
    ("GET", "/console/reports/accounts.csv", "/console/reports/accounts.csv", &[]),
    ("GET", "/console/reports/cycles", "/console/reports/cycles", &[]),
    ("GET", "/console/reports/cycles.csv", "/console/reports/cycles.csv", &[]),
    ("GET", "/console/reports/periods", "/console/reports/periods", &[]),
    ("GET", "/console/reports/periods.csv", "/console/reports/periods.csv", &[]),
    ("GET", "/console/reports/connectors", "/console/reports/connectors", &[]),
    ("GET", "/console/reports/connectors.csv", "/console/reports/connectors.csv", &[]),
    ("GET", "/console/reports/connectors/{connector}", "/console/reports/connectors/{imported}", &[]),
    (
        "GET",
        "/console/reports/connectors/{connector}/accounts.csv",
        "/console/reports/connectors/{imported}/accounts.csv",
        &[],
    ),
    ("GET", "/console/reports/api-calls", "/console/reports/api-calls", &[]),
    ("GET", "/console/reports/api-calls.csv", "/console/reports/api-calls.csv", &[]),
    ("GET", "/console/reports/api-calls/log", "/console/reports/api-calls/log", &[]),
    ("GET", "/console/reports/api-calls/log.csv", "/console/reports/api-calls/log.csv", &[]),
    ("GET", "/console/accounts/{id}/reports", "/console/accounts/{account}/reports", &[]),
    ("GET", "/console/accounts/{id}/reports/use", "/console/accounts/{account}/reports/use", &[]),
    ("GET", "/console/accounts/{id}/reports/use.csv", "/console/accounts/{account}/reports/use.csv", &[]),
    ("GET", "/console/accounts/{id}/reports/cycles", "/console/accounts/{account}/reports/cycles", &[]),
    ("GET", "/console/accounts/{id}/reports/cycles.csv", "/console/accounts/{account}/reports/cycles.csv", &[]),
    ("GET", "/console/accounts/{id}/reports/methods", "/console/accounts/{account}/reports/methods", &[]),
    ("GET", "/console/accounts/{id}/reports/methods.csv", "/console/accounts/{account}/reports/methods.csv", &[]),
    ("GET", "/console/accounts/{id}/reports/periods", "/console/accounts/{account}/reports/periods", &[]),
    ("GET", "/console/accounts/{id}/reports/periods.csv", "/console/accounts/{account}/reports/periods.csv", &[]),
    ("GET", "/a/{account}/reports", "/a/{account}/reports", &[]),
    ("GET", "/a/{account}/reports/use", "/a/{account}/reports/use", &[]),
    ("GET", "/a/{account}/reports/use.csv", "/a/{account}/reports/use.csv", &[]),
    ("GET", "/a/{account}/reports/cycles", "/a/{account}/reports/cycles", &[]),
    ("GET", "/a/{account}/reports/cycles.csv", "/a/{account}/reports/cycles.csv", &[]),
    ("GET", "/a/{account}/reports/methods", "/a/{account}/reports/methods", &[]),
    ("GET", "/a/{account}/reports/methods.csv", "/a/{account}/reports/methods.csv", &[]),
    ("GET", "/a/{account}/reports/periods", "/a/{account}/reports/periods", &[]),
    ("GET", "/a/{account}/reports/periods.csv", "/a/{account}/reports/periods.csv", &[]),
    ("GET", "/console/reports/saved", "/console/reports/saved", &[]),
    ("GET", "/console/reports/saved/new", "/console/reports/saved/new?report=accounts", &[]),
    ("POST", "/console/reports/saved", "/console/reports/saved", OF_ALL),
    ("GET", "/console/reports/saved/{saved}/edit", "/console/reports/saved/{saved}/edit", &[]),
    ("POST", "/console/reports/saved/{saved}/edit", "/console/reports/saved/{saved}/edit", OF_ALL),
    ("POST", "/console/reports/saved/{saved}/pause", "/console/reports/saved/{saved}/pause", &[]),
    ("POST", "/console/reports/saved/{saved}/resumption", "/console/reports/saved/{saved}/resumption", &[]),
    ("POST", "/console/reports/saved/{saved}/sending", "/console/reports/saved/{saved}/sending", &[]),
    ("GET", "/console/reports/saved/{saved}/deletion", "/console/reports/saved/{saved}/deletion", &[]),
    ("POST", "/console/reports/saved/{saved}/deletion", "/console/reports/saved/{saved}/deletion", &[]),
    ("GET", "/a/{account}/reports/saved", "/a/{account}/reports/saved", &[]),
    ("GET", "/a/{account}/reports/saved/new", "/a/{account}/reports/saved/new?report=use", &[]),
    ("POST", "/a/{account}/reports/saved", "/a/{account}/reports/saved", OF_BRANCH),
    ("GET", "/a/{account}/reports/saved/{saved}/edit", "/a/{account}/reports/saved/{own_saved}/edit", &[]),
    ("POST", "/a/{account}/reports/saved/{saved}/edit", "/a/{account}/reports/saved/{own_saved}/edit", OF_BRANCH),
    ("POST", "/a/{account}/reports/saved/{saved}/pause", "/a/{account}/reports/saved/{own_saved}/pause", &[]),
    ("POST", "/a/{account}/reports/saved/{saved}/resumption", "/a/{account}/reports/saved/{own_saved}/resumption", &[]),
    ("POST", "/a/{account}/reports/saved/{saved}/sending", "/a/{account}/reports/saved/{own_saved}/sending", &[]),
    ("GET", "/a/{account}/reports/saved/{saved}/deletion", "/a/{account}/reports/saved/{own_saved}/deletion", &[]),
    ("POST", "/a/{account}/reports/saved/{saved}/deletion", "/a/{account}/reports/saved/{own_saved}/deletion", &[]),
];

/// A saved report of all accounts, and one of the branch's own.
pub fn saved(world: &World) -> BTreeMap<&'static str, String> {
    let (partner, branch) = (world.near().partner, world.branch);
    let (of_all, own) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    let (ada, admin) = (world.people.console, world.people.branch_admin);
    let row = |id, account: String, who, name, report| {
        format!(
            "insert into saved_reports (partner_id, id, account_id, saved_by, saved_by_name, name, report, query, every, on_day, hour,
                                        timezone, next_at, created_at)
             values ('{partner}', '{id}', {account}, '{who}', 'Somebody', '{name}', '{report}', '', 'daily', 1, 8, 'UTC', '2100-01-01',
                     '2026-11-24');
             insert into saved_report_readers (partner_id, report_id, person_id, account_id)
             values ('{partner}', '{id}', '{who}', {account});"
        )
    };
    let made = row(of_all, "null".to_owned(), ada, "secret of Saved", "accounts")
        + &row(own, format!("'{branch}'"), admin, "Mail of the branch", "use");
    world.database.look().batch_execute(&made).unwrap();
    BTreeMap::from([("{saved}", of_all.to_string()), ("{own_saved}", own.to_string())])
}
