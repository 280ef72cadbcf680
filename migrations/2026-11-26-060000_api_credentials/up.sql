-- Programs that work through the API (MODEL section 10): what they prove themselves with, what they then carry, and what
-- they were answered.
create table api_credentials (
    partner_id uuid not null references partners (id),
    id uuid not null,
    account_id uuid,
    client_id text not null check (client_id ~ '^[a-z]{2}_[A-Za-z0-9]{16}$'),
    secret_hash bytea not null check (octet_length(secret_hash) = 32),
    secret_end text not null check (char_length(secret_end) = 4),
    description text not null check (char_length(description) between 1 and 200),
    created_at timestamptz not null,
    created_by text not null,
    last_used_at timestamptz,
    revoked_at timestamptz,
    revoked_by text,
    primary key (partner_id, id),
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade
);
comment on table api_credentials is 'What a program proves itself with at /oauth/token. Only the SHA-256 of the secret is kept, which is 256 random bits. Local on Citus.';
comment on column api_credentials.partner_id is 'The partner.';
comment on column api_credentials.id is 'UUIDv7; who did it, in the audit log.';
comment on column api_credentials.account_id is 'The one account that it can work in; null: the partner and all of its accounts.';
comment on column api_credentials.client_id is 'By which it is found: unique over all partners.';
comment on column api_credentials.secret_hash is 'SHA-256 of the secret.';
comment on column api_credentials.secret_end is 'The last four characters of the secret, to tell two apart.';
comment on column api_credentials.description is 'What uses it.';
comment on column api_credentials.created_at is 'When it was made.';
comment on column api_credentials.created_by is 'Who made it: the name then.';
comment on column api_credentials.last_used_at is 'When it last got a token.';
comment on column api_credentials.revoked_at is 'From then on neither it nor its tokens are good for anything.';
comment on column api_credentials.revoked_by is 'Who revoked it: the name then.';
create unique index api_credentials_client on api_credentials (client_id);
create index api_credentials_of_account on api_credentials (partner_id, account_id, id);
select app.protect('api_credentials', 'account');
grant select (partner_id, id, account_id, client_id, secret_end, description, created_at, created_by, last_used_at, revoked_at, revoked_by),
      insert, update (description, revoked_at, revoked_by) on api_credentials to berth_partner, berth_account;
grant select, update (last_used_at) on api_credentials to berth_gate;

create table api_tokens (
    partner_id uuid not null,
    id uuid not null,
    account_id uuid,
    credential_id uuid not null,
    token_hash bytea not null check (octet_length(token_hash) = 32),
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    last_seen_at timestamptz not null,
    address text not null,
    revoked_at timestamptz,
    primary key (partner_id, id),
    foreign key (partner_id, credential_id) references api_credentials (partner_id, id) on delete cascade,
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade
);
comment on table api_tokens is 'Tokens that programs call the API with. Swept when they have expired. Local on Citus.';
comment on column api_tokens.partner_id is 'The partner.';
comment on column api_tokens.id is 'UUIDv7.';
comment on column api_tokens.account_id is 'The one account that it is bound to; null: the partner and all of its accounts.';
comment on column api_tokens.credential_id is 'By which it was got.';
comment on column api_tokens.token_hash is 'SHA-256 of the token.';
comment on column api_tokens.issued_at is 'When it was got.';
comment on column api_tokens.expires_at is 'Until when it is good.';
comment on column api_tokens.last_seen_at is 'When it was last used, to the minute.';
comment on column api_tokens.address is 'From where it was got.';
comment on column api_tokens.revoked_at is 'Somebody ended it then.';
create unique index api_tokens_hash on api_tokens (token_hash);
create index api_tokens_of_credential on api_tokens (partner_id, credential_id, id);
create index api_tokens_expired on api_tokens (expires_at);
select app.protect('api_tokens', 'account');
create policy maintenance on api_tokens to berth_maintenance using (true) with check (true);
grant select (partner_id, id, account_id, credential_id, issued_at, expires_at, last_seen_at, address, revoked_at), update (revoked_at)
   on api_tokens to berth_partner, berth_account;
grant select, insert, update (last_seen_at) on api_tokens to berth_gate;
grant select, delete on api_tokens to berth_maintenance;

create table api_answers (
    partner_id uuid not null,
    credential_id uuid not null,
    key text not null check (char_length(key) between 1 and 255),
    account_id uuid,
    fingerprint bytea not null check (octet_length(fingerprint) = 32),
    status smallint not null,
    body text not null,
    created_at timestamptz not null,
    primary key (partner_id, credential_id, key),
    foreign key (partner_id, credential_id) references api_credentials (partner_id, id) on delete cascade
);
comment on table api_answers is 'What a program was answered to a call with an Idempotency-Key: written with what the call did, given again for 24 hours. Local on Citus.';
comment on column api_answers.partner_id is 'The partner.';
comment on column api_answers.credential_id is 'Who called.';
comment on column api_answers.key is 'The Idempotency-Key.';
comment on column api_answers.account_id is 'The account that the token was bound to; null: none.';
comment on column api_answers.fingerprint is 'SHA-256 of method, path, account and body: another call under the same key is refused.';
comment on column api_answers.status is 'The status of the answer; 0: the call is under way in the transaction that wrote the row.';
comment on column api_answers.body is 'Its body.';
comment on column api_answers.created_at is 'When it was given first.';
create index api_answers_old on api_answers (created_at);
select app.protect('api_answers', 'account');
create policy maintenance on api_answers to berth_maintenance using (true) with check (true);
grant select, insert, update (status, body) on api_answers to berth_partner, berth_account;
grant select, delete on api_answers to berth_maintenance;
