//! Samples of the pages of limits.

use super::samples::Row;

pub const ROWS: &[Row] = &[
    ("GET", "/console/settings/limits", "/console/settings/limits", &[]),
    ("GET", "/console/settings/limits/{kind}", "/console/settings/limits/users", &[]),
    ("POST", "/console/settings/limits/{kind}", "/console/settings/limits/users", &[("value", "5000"), ("seen", "//")]),
    ("GET", "/console/accounts/{id}/limits", "/console/accounts/{account}/limits", &[]),
    ("GET", "/console/accounts/{id}/limits/{kind}", "/console/accounts/{account}/limits/users", &[]),
    (
        "POST",
        "/console/accounts/{id}/limits/{kind}",
        "/console/accounts/{account}/limits/users",
        &[("own", "value"), ("value", "4000"), ("seen", "inherited//")],
    ),
    ("GET", "/a/{account}/limits", "/a/{account}/limits", &[]),
];
