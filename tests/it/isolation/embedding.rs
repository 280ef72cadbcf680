//! Calls about frames, and what they name.

use super::samples::Row;
use crate::support::World;
use diesel::connection::SimpleConnection;

const FRAME: &str = "00000000-0000-4000-8000-00000000f4a3";
const KEY: &str = "00000000-0000-7000-8000-0000000004e1";
const PUBLIC: &str = include_str!("../embedding/keys/ed25519.pub");

pub const ROWS: &[Row] = &[
    ("GET", "/embed/v1.js", "/embed/v1.js", &[]),
    ("GET", "/embed/v1.d.ts", "/embed/v1.d.ts", &[]),
    ("POST", "/embed/start", "/embed/start", &[("token", "none")]),
    ("POST", "/embed/{frame}/exchange", "/embed/{frame}/exchange", &[("token", "none")]),
    ("POST", "/embed/{frame}/close", "/embed/{frame}/close", &[]),
    ("GET", "/console/embedding", "/console/embedding", &[]),
    (
        "POST",
        "/console/embedding/origins",
        "/console/embedding/origins",
        &[("origins", "https://app.example"), ("version", "1")],
    ),
    ("POST", "/console/embedding/frames/{frame}/end", "/console/embedding/frames/{frame}/end", &[]),
    ("GET", "/console/embedding/keys/new", "/console/embedding/keys/new", &[]),
    ("POST", "/console/embedding/keys", "/console/embedding/keys", &[("name", "Web"), ("public_key", PUBLIC)]),
    ("GET", "/console/embedding/keys/{key}/revocation", "/console/embedding/keys/{frame_key}/revocation", &[]),
    ("POST", "/console/embedding/keys/{key}/revocation", "/console/embedding/keys/{frame_key}/revocation", &[]),
    ("GET", "/console/embedding/check", "/console/embedding/check?page=https%3A%2F%2Fapp.example&account=none", &[]),
    (
        "POST",
        "/console/embedding/check",
        "/console/embedding/check",
        &[("page", "https://app.example"), ("account", "branch")],
    ),
    ("GET", "/console/accounts/{id}/embedding", "/console/accounts/{account}/embedding", &[]),
    (
        "POST",
        "/console/accounts/{id}/embedding",
        "/console/accounts/{account}/embedding",
        &[("origins", "https://app.example"), ("version", "1")],
    ),
    ("POST", "/a/{account}/connectors/{connector}/window", "/a/{account}/connectors/{connector}/window", &[]),
    ("GET", "/a/{account}/connectors/{connector}/state", "/a/{account}/connectors/{connector}/state", &[]),
];

pub const GOOD: &[(&str, &str, u16)] =
    &[("POST", "/embed/start", 410), ("POST", "/embed/{frame}/exchange", 410), ("POST", "/embed/{frame}/close", 204)];

/// A frame of the branch and a key, of the first partner.
pub fn fixtures(world: &World) -> [(&'static str, String); 2] {
    let (partner, branch, person) = (world.near().partner, world.branch, world.people.branch_admin);
    let made = format!(
        "insert into frame_keys (partner_id, id, name, algorithm, public_key, fingerprint, created_at)
         values ('{partner}', '{KEY}', 'secret of Key', 'EdDSA', 'none', 'none', now());
         insert into frames (partner_id, account_id, id, person_id, key_id, session_id, view, options, origin, opened_at, refreshed_at,
                             until)
         values ('{partner}', '{branch}', '{FRAME}', '{person}', '{KEY}', gen_random_uuid(), 'orbit', '{{}}',
                 'https://secret-of-frame.example', now(), now(), now())"
    );
    world.database.look().batch_execute(&made).unwrap();
    [("{frame}", FRAME.to_owned()), ("{frame_key}", KEY.to_owned())]
}
