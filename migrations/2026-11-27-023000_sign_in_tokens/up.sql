-- Tokens by which a partner's program lets a person of a customer in, without a password (MODEL sections 9 and 10).
create table sign_in_tokens (
    partner_id uuid not null,
    account_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    credential_id uuid not null,
    token_hash bytea not null check (octet_length(token_hash) = 32),
    view text not null check (view in ('account', 'launch', 'marketplace', 'orbit')),
    options jsonb not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    session_id uuid,
    primary key (partner_id, account_id, id),
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade,
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade,
    foreign key (partner_id, credential_id) references api_credentials (partner_id, id) on delete cascade
);
comment on table sign_in_tokens is 'One-use tokens that a program got for a person: each opens a session in one account. Only the SHA-256 is kept, for a day. Local on Citus.';
comment on column sign_in_tokens.partner_id is 'Whose row it is.';
comment on column sign_in_tokens.account_id is 'The one account that it lets into.';
comment on column sign_in_tokens.id is 'UUIDv7.';
comment on column sign_in_tokens.person_id is 'Who comes in by it.';
comment on column sign_in_tokens.credential_id is 'By which it was got: revoked, and the token is good for nothing.';
comment on column sign_in_tokens.token_hash is 'SHA-256 of the token.';
comment on column sign_in_tokens.view is 'What it opens: the account''s own pages, or one of those that are made to be embedded.';
comment on column sign_in_tokens.options is 'How that is to be shown, as the program said.';
comment on column sign_in_tokens.created_at is 'When it was made.';
comment on column sign_in_tokens.expires_at is 'Good until then.';
comment on column sign_in_tokens.used_at is 'When it was used; null: it was not.';
comment on column sign_in_tokens.session_id is 'The session that it opened.';
create unique index sign_in_tokens_hash on sign_in_tokens (token_hash);
create index sign_in_tokens_of_person on sign_in_tokens (partner_id, person_id);
create index sign_in_tokens_of_credential on sign_in_tokens (partner_id, credential_id);
create index sign_in_tokens_late on sign_in_tokens (expires_at);
select app.protect('sign_in_tokens', 'account');
create policy maintenance on sign_in_tokens to berth_maintenance using (true) with check (true);
grant insert on sign_in_tokens to berth_partner;
grant select, update (used_at, session_id) on sign_in_tokens to berth_gate;
grant select, delete on sign_in_tokens to berth_maintenance;

-- A session that such a token opened is for its account alone. A column that may be null rewrites nothing, and the reference
-- is checked for rows that all are null there; both locks are short.
alter table sessions add column account_id uuid;
comment on column sessions.account_id is 'The one account that it may enter, where a program let the person in; null: all of theirs.';
alter table sessions add constraint sessions_account foreign key (partner_id, account_id)
    references accounts (partner_id, id) on delete cascade;
-- Its index is 031430: it takes long, and holds up nobody there.

-- Who comes by a token that was used already is as little known as who gives a wrong password.
drop policy person_scope on audit_log;
create policy person_scope on audit_log for insert to berth_person
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
                and case nullif(current_setting('app.person_id', true), '')::uuid
                        when '00000000-0000-0000-0000-000000000000'::uuid
                        then actor_id is null and action in ('sign_in.refused', 'sign_in.token_refused')
                        else actor_id = nullif(current_setting('app.person_id', true), '')::uuid end);
