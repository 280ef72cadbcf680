//! The same matrix for programs (T12): every call of the API with every kind of token that must get nothing, and with one
//! that may.

use super::{Checks, MARKS, fingerprint};
use crate::isolation::fixtures::Fixtures;
use crate::support::program::{Credential, Program};
use crate::support::{Answer, World};
use berth::web::routes::Line;
use berth::web::server;
use diesel::connection::SimpleConnection;
use reqwest::Method;
use std::collections::BTreeSet;

/// (method, pattern, path of the sample, body)
pub type Row = (&'static str, &'static str, &'static str, &'static str);

/// A user of the branch.
const BRANCH_ADMIN: &str = r#"{"UserName": "branch.admin@customer.test", "Password": "harbour lights 77"}"#;

/// Pages that are opened for that user, in the branch.
const OPENED: &str =
    r#"{"AccountId": "{account}", "AccountName": "Another", "Username": "branch.admin@customer.test"}"#;

/// A connector that an account is given of its own.
const OWN_CONNECTOR: &str = r#"{"OpenApi": "openapi: 3.0.3\ninfo: {title: Own, version: '1'}\nservers: [{url: 'https://own.example'}]\npaths: {/a: {get: {responses: {'200': {description: ok}}}}}"}"#;

const ROWS: &[Row] = &[
    ("GET", "/v1.0/accounts", "/v1.0/accounts?pageSize=100", ""),
    ("POST", "/v1.0/accounts", "/v1.0/accounts", r#"{"Name": "Another"}"#),
    (
        "POST",
        "/v1.0/accounts/bulk",
        "/v1.0/accounts/bulk",
        r#"[{"Name": "Another"}, {"Name": "Below", "ParentAccountId": "{account}"}]"#,
    ),
    ("PUT", "/v1.0/accounts/{id}/suspend", "/v1.0/accounts/{account}/suspend", r#"{"Reason": "unpaid"}"#),
    ("PUT", "/v1.0/accounts/{id}/resume", "/v1.0/accounts/{stopped}/resume", r#"{"Reason": "paid"}"#),
    ("PUT", "/v1.0/accounts/{id}/parent", "/v1.0/accounts/{account}/parent", r#"{"ParentAccountId": "{sibling}"}"#),
    ("PUT", "/v1.0/accounts/{id}/restore", "/v1.0/accounts/{account}/restore", ""),
    ("PATCH", "/v1.0/accounts/{id}/tags", "/v1.0/accounts/{account}/tags", r#"{"Add": ["changed"]}"#),
    ("GET", "/v1.0/accounts/{id}/limits", "/v1.0/accounts/{account}/limits", ""),
    ("GET", "/v1.0/accounts/{id}/limits/{kind}", "/v1.0/accounts/{account}/limits/Users", ""),
    ("PUT", "/v1.0/accounts/{id}/limits/{kind}", "/v1.0/accounts/{account}/limits/Users", r#"{"Own": 70}"#),
    ("GET", "/v1.0/accounts/{id}", "/v1.0/accounts/{account}", ""),
    ("PUT", "/v1.0/accounts/{id}", "/v1.0/accounts/{account}", r#"{"Name": "Renamed"}"#),
    ("DELETE", "/v1.0/accounts/{id}", "/v1.0/accounts/{account}", ""),
    ("GET", "/v1.0/accounts/{id}/subaccounts", "/v1.0/accounts/{account}/subaccounts", ""),
    ("GET", "/v1.0/accounts/{id}/usage", "/v1.0/accounts/{account}/usage", ""),
    ("GET", "/v1.0/accounts/{id}/usage/days", "/v1.0/accounts/{account}/usage/days?from=2026-11-20&to=2026-11-24", ""),
    ("GET", "/v1.0/accounts/{id}/credentials", "/v1.0/accounts/{account}/credentials", ""),
    (
        "POST",
        "/v1.0/accounts/{id}/credentials",
        "/v1.0/accounts/{account}/credentials",
        r#"{"Description": "Another program"}"#,
    ),
    (
        "DELETE",
        "/v1.0/accounts/{id}/credentials/{credential}",
        "/v1.0/accounts/{account}/credentials/{own_credential}",
        "",
    ),
    ("POST", "/v1.0/accounts/{id}/export", "/v1.0/accounts/{account}/export", "{}"),
    ("GET", "/v1.0/accounts/{id}/export/{export}", "/v1.0/accounts/{account}/export/{export}", ""),
    ("GET", "/v1.0/accounts/{id}/export/{export}/file", "/v1.0/accounts/{account}/export/{export}/file", ""),
    ("POST", "/v1.0/accounts/{id}/erase", "/v1.0/accounts/{account}/erase", r#"{"Confirm": "branch"}"#),
    ("GET", "/v1.0/accounts/{id}/certificate", "/v1.0/accounts/{erased}/certificate", ""),
    ("GET", "/v1.0/reports/accounts", "/v1.0/reports/accounts?from=2026-11-01&to=2026-11-24", ""),
    ("GET", "/v1.0/audit", "/v1.0/audit?account={account}", ""),
    ("GET", "/v1.0/webhook", "/v1.0/webhook", ""),
    ("PUT", "/v1.0/webhook", "/v1.0/webhook", r#"{"Events": ["Account"]}"#),
    ("PUT", "/v1.0/webhook/key", "/v1.0/webhook/key", ""),
    ("POST", "/v1.0/webhook/test", "/v1.0/webhook/test", ""),
    ("GET", "/v1.0/webhook/deliveries", "/v1.0/webhook/deliveries", ""),
    ("POST", "/v1.0/webhook/deliveries/again", "/v1.0/webhook/deliveries/again", ""),
    ("GET", "/v1.0/webhook/deliveries/{delivery}", "/v1.0/webhook/deliveries/{delivery}", ""),
    ("POST", "/v1.0/webhook/deliveries/{delivery}/again", "/v1.0/webhook/deliveries/{delivery}/again", ""),
    ("GET", "/v1.0/accounts/{id}/users", "/v1.0/accounts/{account}/users", ""),
    ("PUT", "/v1.0/accounts/{id}/users", "/v1.0/accounts/{account}/users", r#"{"UserName": "somebody@customer.test"}"#),
    ("DELETE", "/v1.0/accounts/{id}/users", "/v1.0/accounts/{account}/users", BRANCH_ADMIN),
    ("PUT", "/v1.0/users", "/v1.0/users", BRANCH_ADMIN),
    ("POST", "/v1.0/accounts/{id}/signintoken", "/v1.0/accounts/{account}/signintoken", OPENED),
    ("POST", "/v1.0/accounts/{id}/launch", "/v1.0/accounts/{account}/launch", r#"{"Username": "new-one"}"#),
    ("POST", "/v1.0/accounts/{id}/marketplace", "/v1.0/accounts/{account}/marketplace", "{}"),
    ("POST", "/v1.0/accounts/{id}/orbit", "/v1.0/accounts/{account}/orbit", "{}"),
    ("POST", "/v1.0/users/launch", "/v1.0/users/launch", OPENED),
    ("POST", "/v1.0/users/marketplace", "/v1.0/users/marketplace", OPENED),
    ("GET", "/v1.0/connectors", "/v1.0/connectors", ""),
    ("GET", "/v1.0/connectors/{connector}", "/v1.0/connectors/{library}", ""),
    ("GET", "/v1.0/connectors/{connector}/methods", "/v1.0/connectors/{library}/methods", ""),
    ("POST", "/v1.0/connectors/{connector}/install", "/v1.0/connectors/{library}/install", r#"{"Name": "Another"}"#),
    ("GET", "/v1.0/connectors/{connector}/{version}", "/v1.0/connectors/Ledgerly/v1", ""),
    ("GET", "/v1.0/connectors/{connector}/{version}/methods", "/v1.0/connectors/Ledgerly/v1/methods", ""),
    ("GET", "/v1.0/account/connectors", "/v1.0/account/connectors", ""),
    ("GET", "/v1.0/account/connectors/custom", "/v1.0/account/connectors/custom", ""),
    ("POST", "/v1.0/account/connectors/custom", "/v1.0/account/connectors/custom", OWN_CONNECTOR),
    ("GET", "/v1.0/account/connectors/custom/{connector}", "/v1.0/account/connectors/custom/{own}", ""),
    (
        "PUT",
        "/v1.0/account/connectors/custom/{connector}",
        "/v1.0/account/connectors/custom/{own}",
        r#"{"Name": "Ours"}"#,
    ),
    ("DELETE", "/v1.0/account/connectors/custom/{connector}", "/v1.0/account/connectors/custom/{own}", ""),
    ("GET", "/v1.0/account/connectors/{connector}", "/v1.0/account/connectors/{connector}", ""),
    ("PUT", "/v1.0/account/connectors/{connector}", "/v1.0/account/connectors/{connector}", r#"{"Name": "Renamed"}"#),
    ("DELETE", "/v1.0/account/connectors/{connector}", "/v1.0/account/connectors/{connector}", ""),
    (
        "PUT",
        "/v1.0/account/connectors/{connector}/deauthenticate",
        "/v1.0/account/connectors/{connector}/deauthenticate",
        "",
    ),
    ("GET", "/v1.0/account/connectors/{connector}/properties", "/v1.0/account/connectors/{connector}/properties", ""),
    (
        "POST",
        "/v1.0/account/connectors/{connector}/properties",
        "/v1.0/account/connectors/{connector}/properties",
        r#"{"Name": "office", "Value": "Leeds"}"#,
    ),
    (
        "GET",
        "/v1.0/account/connectors/{connector}/properties/{property}",
        "/v1.0/account/connectors/{connector}/properties/office",
        "",
    ),
    (
        "PUT",
        "/v1.0/account/connectors/{connector}/properties/{property}",
        "/v1.0/account/connectors/{connector}/properties/office",
        r#"{"Value": "Leeds"}"#,
    ),
    (
        "DELETE",
        "/v1.0/account/connectors/{connector}/properties/{property}",
        "/v1.0/account/connectors/{connector}/properties/office",
        "",
    ),
    (
        "POST",
        "/v1.0/account/connectors/{connector}/methods/{method}",
        "/v1.0/account/connectors/{connector}/methods/find",
        r#"{"Parameters": {"id": "7"}}"#,
    ),
    (
        "POST",
        "/v1.0/account/connectors/{connector}/test/{method}",
        "/v1.0/account/connectors/{connector}/test/find",
        r#"{"Parameters": {"id": "7"}}"#,
    ),
    ("GET", "/v1.0/account/connectors/{connector}/fields", "/v1.0/account/connectors/{connector}/fields", ""),
    (
        "POST",
        "/v1.0/account/connectors/{connector}/triggers/{trigger}",
        "/v1.0/account/connectors/{connector}/triggers/region",
        "",
    ),
    ("GET", "/v1.0/cycles", "/v1.0/cycles", ""),
    ("POST", "/v1.0/cycles", "/v1.0/cycles", r#"{"Name": "Another"}"#),
    ("GET", "/v1.0/cycles/upgradeable", "/v1.0/cycles/upgradeable", ""),
    ("PUT", "/v1.0/cycles/{cycle}/upgrade", "/v1.0/cycles/{cycle}/upgrade", "{}"),
    ("GET", "/v1.0/cycles/incidents/{level}", "/v1.0/cycles/incidents/error", ""),
    ("GET", "/v1.0/cycles/{cycle}/incidents", "/v1.0/cycles/{cycle}/incidents", ""),
    ("GET", "/v1.0/cycles/{cycle}", "/v1.0/cycles/{cycle}", ""),
    ("PUT", "/v1.0/cycles/{cycle}", "/v1.0/cycles/{built}", r#"{"Description": "Changed"}"#),
    ("DELETE", "/v1.0/cycles/{cycle}", "/v1.0/cycles/{built}", ""),
    ("PUT", "/v1.0/cycles/{cycle}/activate", "/v1.0/cycles/{cycle}/activate", "{}"),
    ("PUT", "/v1.0/cycles/{cycle}/deactivate", "/v1.0/cycles/{cycle}/deactivate", "{}"),
    ("GET", "/v1.0/cycles/{cycle}/prerequisites", "/v1.0/cycles/{cycle}/prerequisites", ""),
    ("GET", "/v1.0/cycles/transactions", "/v1.0/cycles/transactions", ""),
    ("GET", "/v1.0/cycles/{cycle}/transactions", "/v1.0/cycles/{cycle}/transactions", ""),
    (
        "GET",
        "/v1.0/cycles/{cycle}/transactions/{transaction}",
        "/v1.0/cycles/{cycle}/transactions/{transaction}?query=begin",
        "",
    ),
    (
        "POST",
        "/v1.0/cycles/{cycle}/transactions/{transaction}/retry",
        "/v1.0/cycles/{cycle}/transactions/{transaction}/retry",
        r#"{"From": "Start"}"#,
    ),
    (
        "POST",
        "/v1.0/cycles/{cycle}/transactions/{transaction}/stop",
        "/v1.0/cycles/{cycle}/transactions/{transaction}/stop",
        "",
    ),
    ("GET", "/v1.0/cycles/{cycle}/steps", "/v1.0/cycles/{drawn}/steps", ""),
    (
        "POST",
        "/v1.0/cycles/{cycle}/steps",
        "/v1.0/cycles/{drawn}/steps",
        r#"{"Name": "Make", "ActionType": "Transform", "AfterStepId": "{drawn}.send"}"#,
    ),
    ("GET", "/v1.0/cycles/{cycle}/steps/{step}", "/v1.0/cycles/{drawn}/steps/{drawn}.send", ""),
    ("PUT", "/v1.0/cycles/{cycle}/steps/{step}", "/v1.0/cycles/{drawn}/steps/send", r#"{"Name": "Changed"}"#),
    ("DELETE", "/v1.0/cycles/{cycle}/steps/{step}", "/v1.0/cycles/{drawn}/steps/{drawn}.send", ""),
    ("GET", "/v1.0/cycles/{cycle}/edges", "/v1.0/cycles/{drawn}/edges", ""),
    (
        "POST",
        "/v1.0/cycles/{cycle}/edges",
        "/v1.0/cycles/{drawn}/edges",
        r#"{"TailStepId": "{drawn}.send", "HeadStepId": "{drawn}.shape"}"#,
    ),
    ("GET", "/v1.0/cycles/{cycle}/edges/{edge}", "/v1.0/cycles/{drawn}/edges/{edge}", ""),
    ("DELETE", "/v1.0/cycles/{cycle}/edges/{edge}", "/v1.0/cycles/{drawn}/edges/{edge}", ""),
    ("GET", "/v1.0/cycles/{cycle}/variables", "/v1.0/cycles/{drawn}/variables", ""),
    ("POST", "/v1.0/cycles/{cycle}/variables", "/v1.0/cycles/{drawn}/variables", r#"{"DisplayName": "more"}"#),
    (
        "PATCH",
        "/v1.0/cycles/{cycle}/variables",
        "/v1.0/cycles/{drawn}/variables",
        r#"[{"SystemName": "folder", "Value": "changed"}]"#,
    ),
    ("GET", "/v1.0/cycles/{cycle}/variables/{variable}", "/v1.0/cycles/{drawn}/variables/folder", ""),
    (
        "PUT",
        "/v1.0/cycles/{cycle}/variables/{variable}",
        "/v1.0/cycles/{drawn}/variables/folder",
        r#"{"Value": "changed"}"#,
    ),
    ("DELETE", "/v1.0/cycles/{cycle}/variables/{variable}", "/v1.0/cycles/{drawn}/variables/folder", ""),
    ("GET", "/v1.0/steps/{step}/prerequisites", "/v1.0/steps/{drawn}.shape/prerequisites", ""),
    ("GET", "/v1.0/steps/{step}/fieldsformapping", "/v1.0/steps/{drawn}.shape/fieldsformapping", ""),
    ("GET", "/v1.0/steps/{step}/fieldmappings", "/v1.0/steps/{drawn}.shape/fieldmappings", ""),
    ("GET", "/v1.0/steps/{step}/fieldmappings/{field}", "/v1.0/steps/{drawn}.shape/fieldmappings/who", ""),
    (
        "PUT",
        "/v1.0/steps/{step}/fieldmappings/{field}",
        "/v1.0/steps/{drawn}.shape/fieldmappings/who",
        r#"{"Value": "changed"}"#,
    ),
    (
        "POST",
        "/v1.0/steps/{step}/fieldmappings/{field}/lookup",
        "/v1.0/steps/{drawn}.shape/fieldmappings/who/lookup",
        "",
    ),
    ("GET", "/v1.0/steps/{step}/parameters", "/v1.0/steps/{drawn}.find/parameters", ""),
    ("GET", "/v1.0/steps/{step}/parameters/{parameter}", "/v1.0/steps/{drawn}.find/parameters/path.id", ""),
    (
        "PUT",
        "/v1.0/steps/{step}/parameters/{parameter}",
        "/v1.0/steps/{drawn}.find/parameters/path.id",
        r#"{"Value": "7"}"#,
    ),
    (
        "POST",
        "/v1.0/steps/{step}/parameters/{parameter}/lookup",
        "/v1.0/steps/{drawn}.find/parameters/path.id/lookup",
        "",
    ),
    ("GET", "/v1.0/templates", "/v1.0/templates", ""),
    ("GET", "/v1.0/templates/{template}", "/v1.0/templates/{template}", ""),
    ("GET", "/v1.0/templates/{template}/export", "/v1.0/templates/{template}/export", ""),
    (
        "POST",
        "/v1.0/templates/import",
        "/v1.0/templates/import?into={template}",
        r#"{"format": "integration-template/1", "name": "Another", "flow": {"steps": []}}"#,
    ),
    ("POST", "/v1.0/templates/{template}/install", "/v1.0/templates/{template}/install", r#"{"Name": "Installed"}"#),
];

/// Good answers other than 200 and 201: what failed does not wait any more, the template has a draft, the cycle was built and not
/// installed, and the application of the connector is nowhere.
const GOOD: &[(&str, u16)] = &[
    ("/v1.0/cycles/{cycle}/transactions/{transaction}/stop", 409),
    ("/v1.0/templates/import", 409),
    ("/v1.0/cycles/{cycle}/upgrade", 409),
    ("/v1.0/account/connectors/{connector}/methods/{method}", 502),
    ("/v1.0/account/connectors/{connector}/test/{method}", 502),
];

/// The console's pages about credentials.
pub const PAGES: &[super::samples::Row] = &[
    ("GET", "/console/settings/api", "/console/settings/api", &[]),
    ("GET", "/console/settings/api/new", "/console/settings/api/new", &[]),
    ("POST", "/console/settings/api", "/console/settings/api", &[("description", "Another program")]),
    ("GET", "/console/settings/api/{credential}/revocation", "/console/settings/api/{credential}/revocation", &[]),
    ("POST", "/console/settings/api/{credential}/revocation", "/console/settings/api/{credential}/revocation", &[]),
    (
        "POST",
        "/console/settings/api/tokens/{token}/revocation",
        "/console/settings/api/tokens/{api_token}/revocation",
        &[],
    ),
    ("GET", "/console/accounts/{id}/api", "/console/accounts/{account}/api", &[]),
    (
        "GET",
        "/console/accounts/{id}/api/{credential}/revocation",
        "/console/accounts/{account}/api/{own_credential}/revocation",
        &[],
    ),
    (
        "POST",
        "/console/accounts/{id}/api/{credential}/revocation",
        "/console/accounts/{account}/api/{own_credential}/revocation",
        &[],
    ),
    (
        "POST",
        "/console/accounts/{id}/api/tokens/{token}/revocation",
        "/console/accounts/{account}/api/tokens/{own_token}/revocation",
        &[],
    ),
    ("GET", "/console/accounts/{id}/export", "/console/accounts/{account}/export", &[]),
    ("POST", "/console/accounts/{id}/export", "/console/accounts/{account}/export", &[]),
    ("GET", "/console/accounts/{id}/export/{export}/file", "/console/accounts/{account}/export/{export}/file", &[]),
    ("GET", "/console/accounts/{id}/view-as", "/console/accounts/{account}/view-as", &[]),
    ("POST", "/console/accounts/{id}/view-as", "/console/accounts/{account}/view-as", &[]),
    ("POST", "/console/accounts/{id}/view-as/end", "/console/accounts/{account}/view-as/end", &[]),
    ("GET", "/console/accounts/{id}/erasure", "/console/accounts/{account}/erasure", &[]),
    ("POST", "/console/accounts/{id}/erasure", "/console/accounts/{binned}/erasure", &[("confirm", "binned")]),
    ("GET", "/a/{account}/api", "/a/{account}/api", &[]),
    ("GET", "/a/{account}/api/new", "/a/{account}/api/new", &[]),
    ("POST", "/a/{account}/api", "/a/{account}/api", &[("description", "Another program")]),
    ("GET", "/a/{account}/api/{credential}/revocation", "/a/{account}/api/{own_credential}/revocation", &[]),
    ("POST", "/a/{account}/api/{credential}/revocation", "/a/{account}/api/{own_credential}/revocation", &[]),
    ("POST", "/a/{account}/api/tokens/{token}/revocation", "/a/{account}/api/tokens/{own_token}/revocation", &[]),
];

/// A credential of the first partner with a token.
pub fn credential(world: &World) -> (String, String) {
    let (partner, id, token) = (world.near().partner, uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    let made = format!(
        "insert into api_credentials (partner_id, id, client_id, secret_hash, secret_end, description, created_at, created_by)
         values ('{partner}', '{id}', 'ci_secretofProgram1', sha256('{id}'), 'tail', 'Harbour Secret Works', '2026-11-24', 'Ada');
         insert into api_tokens (partner_id, id, credential_id, token_hash, issued_at, expires_at, last_seen_at, address)
         values ('{partner}', '{token}', '{id}', sha256('{token}'), '2026-11-24', '2026-12-24', '2026-11-24', '192.0.2.9');
         select maintenance.note_calls(jsonb_build_array(jsonb_build_object('partner_id', '{partner}', 'id', app.new_id('2026-11-24 11:00+00'),
             'credential_id', '{id}', 'verb', 'GET', 'route', '/v1.0/secret of Call', 'status', 200, 'took_us', 1, 'at', '2026-11-24 11:00+00')))"
    );
    world.database.look().batch_execute(&made).unwrap();
    (id.to_string(), token.to_string())
}

/// True for a call of the API, which has tokens instead of cookies.
pub fn is_call(line: &Line) -> bool {
    line.path.starts_with("/v1.0/")
}

pub fn calls() -> Vec<(Line, &'static Row)> {
    let row = |line: &Line| ROWS.iter().find(|(method, path, ..)| (*method, *path) == (line.method, line.path));
    let lines = server::table().into_iter().filter(is_call);
    lines
        .map(|line| {
            let found = row(&line);
            let found = found.unwrap_or_else(|| {
                panic!(
                    "{} {} is not in the isolation matrix: add it to tests/it/isolation/api.rs",
                    line.method, line.path
                )
            });
            (line, found)
        })
        .collect()
}

async fn call(program: &Program, row: &Row, fixtures: &Fixtures) -> Answer {
    let (method, _, path, body) = row;
    let body = (!body.is_empty()).then(|| fixtures.fill(body));
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    program.call(method, &fixtures.fill(path), body, &[("x-cyclr-account", &fixtures.fill("{account}"))]).await
}

/// Every kind of token that has no business at the first partner's `branch`, and the status that it is refused with by
/// calls of the partner and by calls about one account.
async fn strangers(world: &World) -> Vec<(Program, u16, u16)> {
    let base = world.app.config.url.to_string();
    let (near, far) = (world.console().await, world.foreign_console().await);
    let (own, foreign) = (Credential::made_by(&near, "Own").await, Credential::made_by(&far, "Foreign").await);
    let revoked = Credential::made_by(&near, "Revoked").await;
    let with =
        async |name: &str, credential: &Credential, scope: &str| Program::with(name, &base, credential, scope).await;
    let mut all = vec![
        (Program::new("anonymous", &base, ""), 401, 401),
        (with("foreign", &foreign, "").await, 404, 404),
        (with("foreign bound", &foreign, &format!("account:{}", world.other)).await, 403, 404),
        (with("expired", &own, "").await, 401, 401),
        (with("ended", &own, "").await, 401, 401),
        (with("of a revoked credential", &revoked, "").await, 401, 401),
    ];
    let of = |token: &str| format!("token_hash = sha256('{token}'::bytea)");
    let past = format!(
        "update api_tokens set expires_at = issued_at where {}; update api_tokens set revoked_at = issued_at where {};
         update api_credentials set revoked_at = created_at where client_id = '{}'",
        of(&all[3].0.token),
        of(&all[4].0.token),
        revoked.client_id
    );
    world.database.look().batch_execute(&past).unwrap();
    for (name, account) in [("root", world.root), ("sibling", world.sibling), ("leaf", world.leaf)] {
        all.push((with(&format!("{name} bound"), &own, &format!("account:{account}")).await, 403, 404));
    }
    let sibling = world.admin_of(world.sibling).await;
    let of_sibling = Credential::made_at(&sibling, &format!("/a/{}/api", world.sibling), "Of the sibling").await;
    all.push((with("sibling by its own", &of_sibling, "").await, 403, 404));
    all.push((with("stopped bound", &own, &format!("account:{}", world.stopped)).await, 403, 403));
    all
}

async fn matrix(checks: Checks) {
    let world = World::with(checks).await;
    let fixtures = Fixtures::make(&world).await;
    let strangers = strangers(&world).await;
    let before = fingerprint(&world);
    // Calls about one account have a handler for each kind of token.
    let about_one: BTreeSet<(&str, &str)> =
        calls().iter().filter(|(line, _)| line.place == "account").map(|(line, _)| (line.method, line.path)).collect();
    for (line, row) in calls() {
        let about_one = about_one.contains(&(line.method, line.path));
        for (program, of_partner, of_account) in &strangers {
            let answer = call(program, row, &fixtures).await;
            let what =
                format!("{} {} as {} (checks {checks:?}): {}", line.method, line.path, program.name, answer.body);
            let own = program.name == "foreign" && !about_one && !row.2.contains('{');
            if own && line.method != "GET" {
                // The other partner's own, where nothing of ours is: it may.
                continue;
            }
            if checks == Checks::On && !own {
                let expected = if about_one { of_account } else { of_partner };
                assert_eq!(answer.status.as_u16(), *expected, "{what}");
            }
            // T4: a foreign id answers like one that does not exist, to the last byte.
            if answer.status == 404 {
                answer.assert_said(404, "There is nothing here that this token may see.");
            }
            let whose = program.name.split(' ').next().unwrap_or_default();
            for (mark, _) in MARKS.into_iter().filter(|(_, of)| *of != whose) {
                assert!(!answer.body.contains(mark), "{what} shows “{mark}”");
            }
        }
    }
    for ((table, before), (_, after)) in before.iter().zip(fingerprint(&world)) {
        assert_eq!(*before, after, "a stranger changed table {table} (checks {checks:?})");
    }
}

#[actix_web::test]
async fn strangers_get_nothing_from_any_call() {
    matrix(Checks::On).await;
}

#[actix_web::test]
async fn the_database_alone_holds_against_programs() {
    matrix(Checks::Off).await;
}

/// The other half: whoever may, can. Each change gets a world of its own, all that is read is read in one.
#[actix_web::test]
async fn those_who_may_get_through_every_call() {
    let mut read_in: Option<(World, Fixtures, Credential)> = None;
    // Those that read come first, so that they share their world.
    let mut calls = calls();
    calls.sort_by_key(|(line, _)| line.method != "GET");
    for (line, row) in calls {
        let reads = line.method == "GET";
        let (world, fixtures, credential) = match read_in.take().filter(|_| reads) {
            Some(ground) => ground,
            None => {
                let world = World::start().await;
                let fixtures = Fixtures::make(&world).await;
                let credential = Credential::made_by(&world.console().await, "Good").await;
                (world, fixtures, credential)
            }
        };
        let base = world.app.config.url.to_string();
        let scope = if line.place == "account" { "account:branch" } else { "" };
        let program = Program::with("good", &base, &credential, scope).await;
        let answer = call(&program, row, &fixtures).await;
        let what = format!("{} {} in {}: {}", line.method, line.path, line.place, answer.body);
        let other = GOOD.iter().find(|(path, _)| *path == line.path).map(|(_, status)| *status);
        let good = other.map_or(matches!(answer.status.as_u16(), 200 | 201), |status| answer.status == status);
        assert!(good, "{what} {}", answer.status);
        // A cookie is nothing to the API.
        let staff = world.console().await;
        let method = Method::from_bytes(line.method.as_bytes()).unwrap();
        let bare = staff.request(method, &fixtures.fill(row.2)).send().await.unwrap();
        assert_eq!(bare.status(), 401, "{what}");
        if reads {
            read_in = Some((world, fixtures, credential));
        } else {
            world.app.stop().await;
        }
    }
}
