-- How often a credential may call (MODEL section 10), over all servers together: each takes turns in advance from this row.
-- Unlogged: after a crash of Postgres a minute begins anew, which is no loss, and taking turns waits for no disk.
create unlogged table api_turns (
    partner_id uuid not null,
    credential_id uuid not null,
    began_at timestamptz not null,
    taken integer not null,
    primary key (partner_id, credential_id)
);
comment on table api_turns is 'Calls that servers have taken in advance for a credential in the minute that is under way. Unlogged, local on Citus.';
comment on column api_turns.partner_id is 'The partner.';
comment on column api_turns.credential_id is 'Whose calls they are.';
comment on column api_turns.began_at is 'When that minute began.';
comment on column api_turns.taken is 'How many are taken of it.';
select app.protect('api_turns', 'gate');
grant select, insert, update on api_turns to berth_gate;
