-- A signed token that comes a second time ends what the first opened. Columns that may be null rewrite nothing, so the lock is short.
alter table spent_signatures
    add column token_hash bytea check (octet_length(token_hash) = 32),
    add column refused_at timestamptz;
comment on column spent_signatures.token_hash is 'SHA-256 of the one-use token that was made of it; null: taken by an older version.';
comment on column spent_signatures.refused_at is 'When it was last noted that it came again; not noted again within an hour.';
grant select (partner_id, named), update (token_hash) on spent_signatures to berth_partner;
grant update (refused_at) on spent_signatures to berth_gate;
