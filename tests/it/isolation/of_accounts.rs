//! What programs have to do with an account itself: its own credential, an archive of it, one that was erased.

use crate::support::World;
use diesel::connection::SimpleConnection;

/// A credential of the branch itself with a token.
pub fn own_credential(world: &World) -> (String, String) {
    let (partner, branch) = (world.near().partner, world.branch);
    let (id, token) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    let made = format!(
        "insert into api_credentials (partner_id, id, account_id, client_id, secret_hash, secret_end, description, created_at, created_by)
         values ('{partner}', '{id}', '{branch}', 'ci_secretofProgram2', sha256('{id}'), 'tail', 'Program of the branch', '2026-11-24', 'Ada');
         insert into api_tokens (partner_id, id, account_id, credential_id, token_hash, issued_at, expires_at, last_seen_at, address)
         values ('{partner}', '{token}', '{branch}', '{id}', sha256('{token}'), '2026-11-24', '2026-12-24', '2026-11-24', '192.0.2.9')"
    );
    world.database.look().batch_execute(&made).unwrap();
    (id.to_string(), token.to_string())
}

/// An archive of the branch that is ready, and an account that was erased.
pub fn export(world: &World, job: &str) -> (String, String) {
    let (partner, branch) = (world.near().partner, world.branch);
    let (id, erased) = (uuid::Uuid::now_v7(), uuid::Uuid::now_v7());
    let made = format!(
        "insert into account_exports (partner_id, account_id, id, job_id, with_sub_accounts, size_bytes, created_at, created_by, ready_at)
         values ('{partner}', '{branch}', '{id}', '{job}', false, 20, '2026-11-24', 'Ada', '2026-11-24');
         insert into account_export_parts (partner_id, account_id, export_id, no, bytes)
         values ('{partner}', '{branch}', '{id}', 0, 'secret of Cycle');
         insert into purge_certificates (partner_id, account_id, api_id, name, deleted_at, begun_at, purged_at)
         values ('{partner}', '{erased}', 'erased', 'secret of Cycle', '2026-11-24', '2026-11-24', '2026-11-24')"
    );
    world.database.look().batch_execute(&made).unwrap();
    (id.to_string(), erased.to_string())
}
