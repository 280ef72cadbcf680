//! Samples of the routes about reports.

use super::samples::Row;

pub const ROWS: &[Row] = &[
    ("GET", "/console/reports", "/console/reports", &[]),
    ("GET", "/console/reports/accounts", "/console/reports/accounts", &[]),
    ("GET", "/console/reports/accounts.csv", "/console/reports/accounts.csv", &[]),
    ("GET", "/console/reports/cycles", "/console/reports/cycles", &[]),
    ("GET", "/console/reports/cycles.csv", "/console/reports/cycles.csv", &[]),
    ("GET", "/console/reports/connectors", "/console/reports/connectors", &[]),
    ("GET", "/console/reports/connectors.csv", "/console/reports/connectors.csv", &[]),
    ("GET", "/console/reports/connectors/{connector}", "/console/reports/connectors/{imported}", &[]),
    (
        "GET",
        "/console/reports/connectors/{connector}/accounts.csv",
        "/console/reports/connectors/{imported}/accounts.csv",
        &[],
    ),
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
];
