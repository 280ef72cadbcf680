-- Pages in a frame of the partner's own product (MODEL section 9). New columns that may be null or have constant defaults: nothing
-- is rewritten, and code that does not know them works on.
alter table partners
    add column frame_origins text[] not null default '{}' check (cardinality(frame_origins) <= 50),
    add column frames_version integer not null default 1;
comment on column partners.frame_origins is 'Origins of the pages that may frame what its customers see, as https://app.example.com; none: nothing may.';
comment on column partners.frames_version is 'Counts edits of the origins; a form that carries an older one is refused.';
grant update (frame_origins, frames_version) on partners to berth_partner;
alter table accounts add column frame_origins text[] check (cardinality(frame_origins) between 1 and 50);
comment on column accounts.frame_origins is 'Origins that may frame this account and those below it, in place of what holds above; null: what holds above.';
grant update (frame_origins) on accounts to berth_partner;
grant select (frame_origins) on accounts to berth_gate;

-- Keys with which a partner's own program signs tokens (RS256, EdDSA). Only the public half is here.
create table frame_keys (
    partner_id uuid not null references partners (id) on delete cascade,
    id uuid not null,
    name text not null,
    algorithm text not null check (algorithm in ('RS256', 'EdDSA')),
    public_key text not null,
    fingerprint text not null,
    person_id uuid,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    last_used_at timestamptz,
    primary key (partner_id, id)
);
comment on table frame_keys is 'Public keys of a partner that prove the tokens which its own program signs..';
comment on column frame_keys.partner_id is 'Whose row it is.';
comment on column frame_keys.id is 'UUIDv7; the `kid` in the head of a token.';
comment on column frame_keys.name is 'What the partner calls it.';
comment on column frame_keys.algorithm is 'The one algorithm that it proves; what a token says of itself decides nothing.';
comment on column frame_keys.public_key is 'The key, as PEM.';
comment on column frame_keys.fingerprint is 'SHA-256 of the key, to tell it by.';
comment on column frame_keys.person_id is 'Who added it; null: somebody who is gone.';
comment on column frame_keys.created_at is 'When it was added.';
comment on column frame_keys.expires_at is 'Good until then; null: until it is revoked.';
comment on column frame_keys.revoked_at is 'When it was revoked; null: it was not.';
comment on column frame_keys.last_used_at is 'When a token that it signed was last taken, to the minute.';
create unique index frame_keys_id on frame_keys (id);
select app.protect('frame_keys', 'partner');
grant select, insert, update (revoked_at) on frame_keys to berth_partner;
grant select, update (last_used_at) on frame_keys to berth_gate;

-- What was signed is taken once, so what names it is kept until it is good for nothing any more.
create table spent_signatures (
    partner_id uuid not null references partners (id) on delete cascade,
    named bytea not null check (octet_length(named) = 32),
    expires_at timestamptz not null,
    primary key (partner_id, named)
);
comment on table spent_signatures is 'Signed tokens that were taken, until they are late anyhow: none is taken twice.';
comment on column spent_signatures.partner_id is 'Whose row it is.';
comment on column spent_signatures.named is 'SHA-256 of the token''s `jti`.';
comment on column spent_signatures.expires_at is 'From then on the token is late.';
create index spent_signatures_late on spent_signatures (expires_at);
select app.protect('spent_signatures', 'partner');
create policy maintenance on spent_signatures to berth_maintenance using (true) with check (true);
grant select, insert on spent_signatures to berth_gate;
grant select, delete on spent_signatures to berth_maintenance;

-- A token may be got by a signature in place of a credential, and be good on one page alone and for a shorter time.
alter table sign_in_tokens
    alter column credential_id drop not null,
    add column key_id uuid,
    add column origin text,
    add column lasts_min integer check (lasts_min between 1 and 480);
alter table sign_in_tokens add constraint sign_in_tokens_key foreign key (partner_id, key_id)
    references frame_keys (partner_id, id) on delete cascade not valid;
comment on column sign_in_tokens.credential_id is 'By which it was got: revoked, and the token is good for nothing. Null: by a signature.';
comment on column sign_in_tokens.key_id is 'The key of that signature.';
comment on column sign_in_tokens.origin is 'The one origin whose pages may frame what it opens; null: those that the account has.';
comment on column sign_in_tokens.lasts_min is 'Minutes after which what it opened ends at the latest; null: 8 hours.';

-- What is open, or was, in a frame.
create table frames (
    partner_id uuid not null,
    account_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    credential_id uuid,
    key_id uuid,
    session_id uuid not null,
    view text not null check (view in ('account', 'launch', 'marketplace', 'orbit')),
    options jsonb not null,
    origin text,
    only_origin text,
    mode text not null default '' check (mode in ('', 'light', 'dark')),
    clear boolean not null default false,
    opened_at timestamptz not null,
    refreshed_at timestamptz not null,
    until timestamptz not null,
    ended_at timestamptz,
    primary key (partner_id, account_id, id),
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade,
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade
);
comment on table frames is 'Frames on pages of the partner''s product, each with a session of its own. Kept for 30 days after they ended. Local on Citus.';
comment on column frames.partner_id is 'Whose row it is.';
comment on column frames.account_id is 'The one account that is open in it.';
comment on column frames.id is 'Random; in its addresses and in the name of its cookie.';
comment on column frames.person_id is 'Who works in it.';
comment on column frames.credential_id is 'The API credential by which it was opened: revoked, and it ends.';
comment on column frames.key_id is 'The key whose signature opened it: revoked, and it ends.';
comment on column frames.session_id is 'The session of its last token.';
comment on column frames.view is 'What was opened.';
comment on column frames.options is 'How that is shown, as the program said.';
comment on column frames.origin is 'The page that it stands on, as far as its browser said.';
comment on column frames.only_origin is 'The one origin that may frame it; null: those that the account has.';
comment on column frames.mode is 'light, dark, or empty for the system''s.';
comment on column frames.clear is 'Its pages have no ground of their own.';
comment on column frames.opened_at is 'When it was opened.';
comment on column frames.refreshed_at is 'When it was last given a token.';
comment on column frames.until is 'Ends then at the latest, unless it is given another token.';
comment on column frames.ended_at is 'When it was ended by hand or for a token that came twice; null: it was not.';
create unique index frames_id on frames (id);
create index frames_of_person on frames (partner_id, person_id);
create index frames_recent on frames (partner_id, opened_at desc, id desc);
create index frames_late on frames (until);
select app.protect('frames', 'account');
create policy maintenance on frames to berth_maintenance using (true) with check (true);
grant select, update (ended_at) on frames to berth_partner;
grant select, insert, update on frames to berth_gate;
grant select, delete on frames to berth_maintenance;

alter table sessions add column frame_id uuid;
comment on column sessions.frame_id is 'The frame that it is for; null: a window of its own.';
