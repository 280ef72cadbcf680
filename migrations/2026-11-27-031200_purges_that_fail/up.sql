-- An account that cannot be removed waits for a later turn, so that it does not keep the others waiting.
alter table purge_certificates
    add column failures smallint not null default 0,
    add column failed_at timestamptz,
    add column retry_at timestamptz;
comment on column purge_certificates.failures is 'How often removing it failed.';
comment on column purge_certificates.failed_at is 'When it failed last; null: it did not, or goes on.';
comment on column purge_certificates.retry_at is 'Not tried by itself before then; null: it has its turn.';
-- Whose turn it is, is asked over all partners.
create policy maintenance_sees on purge_certificates for select to berth_maintenance using (true);
