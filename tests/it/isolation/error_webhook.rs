//! Samples of the routes about the error webhook, and a delivery of the first partner that was given up.

use super::samples::Row;
use crate::support::World;
use diesel::connection::SimpleConnection;

pub const ROWS: &[Row] = &[
    ("GET", "/console/settings/error-webhook", "/console/settings/error-webhook", &[]),
    (
        "POST",
        "/console/settings/error-webhook",
        "/console/settings/error-webhook",
        &[("enabled", "1"), ("tell_transaction", "1"), ("url", "https://other.example/errors"), ("version", "1")],
    ),
    ("POST", "/console/settings/error-webhook/test", "/console/settings/error-webhook/test", &[]),
    ("GET", "/console/settings/error-webhook/key", "/console/settings/error-webhook/key", &[]),
    ("POST", "/console/settings/error-webhook/key", "/console/settings/error-webhook/key", &[]),
    ("GET", "/console/settings/error-webhook/deliveries", "/console/settings/error-webhook/deliveries", &[]),
    (
        "POST",
        "/console/settings/error-webhook/deliveries/again",
        "/console/settings/error-webhook/deliveries/again",
        &[],
    ),
    (
        "POST",
        "/console/settings/error-webhook/deliveries/{delivery}/again",
        "/console/settings/error-webhook/deliveries/{delivery}/again",
        &[],
    ),
    (
        "POST",
        "/console/settings/user-agent",
        "/console/settings/user-agent",
        &[("user_agent", "Mine/1"), ("version", "1")],
    ),
];

pub fn delivery(world: &World) -> String {
    let (partner, branch, id) = (world.near().partner, world.branch, uuid::Uuid::now_v7());
    let made = format!(
        "insert into error_webhooks (partner_id, enabled, url, updated_at)
         values ('{partner}', true, 'https://secret-of-errors.example', now());
         insert into error_webhook_keys (partner_id, id, secret, created_at, created_by)
         values ('{partner}', '{id}', '\\x00', '2026-11-24', 'Ada');
         insert into error_reports (partner_id, id, account_id, kind, url, payload, state, created_at, due_at, ended_at)
         values ('{partner}', '{id}', '{branch}', 'error', 'https://secret-of-errors.example', '{{}}', 'failed', '2026-11-24',
                 '2026-11-24', '2026-11-24')"
    );
    world.database.look().batch_execute(&made).unwrap();
    id.to_string()
}
