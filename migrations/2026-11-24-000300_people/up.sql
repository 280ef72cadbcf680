create table people (
    partner_id uuid not null references partners (id),
    id uuid not null,
    kind text not null check (kind in ('console', 'account')),
    email text not null check (char_length(email) between 3 and 254),
    email_key text collate "C" not null,
    name text not null check (char_length(name) between 1 and 200),
    name_key text collate "C" not null,
    last_word_key text collate "C" not null generated always as (regexp_replace(name_key, '^.*\s', '')) stored,
    state text not null default 'invited' check (state in ('invited', 'active', 'disabled')),
    full_access boolean not null default false,
    rights jsonb not null default '{}',
    theme text check (theme in ('light', 'dark')),
    timezone text,
    shortcuts boolean not null default true,
    recent_accounts uuid[] not null default '{}',
    version integer not null default 1,
    created_at timestamptz not null default now(),
    last_sign_in_at timestamptz,
    primary key (partner_id, id),
    check (kind = 'console' or (not full_access and rights = '{}'))
);
comment on table people is 'A person at one partner: a Console User or an Account User, never both (T8).';
comment on column people.partner_id is 'Whose row it is.';
comment on column people.id is 'UUIDv7.';
comment on column people.kind is 'console or account.';
comment on column people.email is 'Address as typed.';
comment on column people.name is 'What people see.';
comment on column people.name_key is 'name in lower case; byte order.';
comment on column people.state is 'invited: no password yet; disabled: cannot sign in.';
comment on column people.full_access is 'Console Users: may do everything.';
comment on column people.timezone is 'The person''s own choice for dates; null: the account''s.';
comment on column people.shortcuts is 'Single-key shortcuts are on.';
comment on column people.version is 'Counts edits; a form that carries an older one is refused.';
comment on column people.created_at is 'When it was made.';
comment on column people.last_sign_in_at is 'When they last signed in.';
comment on column people.email_key is 'The address in lower case; one person per partner.';
comment on column people.last_word_key is 'The last word of name_key: "lovelace" finds Ada Lovelace by an index range.';
comment on column people.rights is 'Console rights: area to view, edit or manage. Empty: dashboard and reports only.';
comment on column people.recent_accounts is 'Account Users: the accounts opened last, newest first, 8 at most; for the switcher. Grants are checked when it is read.';
comment on column people.theme is 'light or dark; null follows the system.';
create unique index people_email on people (partner_id, email_key);
create index people_email_anywhere on people (email_key);
create index people_by_last_word on people (partner_id, kind, last_word_key, id);
create index people_invited on people (partner_id, kind, id) where state = 'invited';
create index people_by_name on people (partner_id, kind, name_key, id);
create index people_by_state on people (partner_id, kind, state, name_key, id);
alter table people enable row level security;
alter table people force row level security;
create policy gate on people to berth_gate using (true) with check (true);
create policy partner_scope on people to berth_partner
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy person_scope on people to berth_person
    using (id = nullif(current_setting('app.person_id', true), '')::uuid
           and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select, insert, update on people to berth_partner;
grant select, update (name, name_key, theme, timezone, shortcuts, version) on people to berth_person;
grant select, insert, update on people to berth_gate;

create table person_terms (
    partner_id uuid not null,
    term text collate "C" not null,
    person_id uuid not null,
    primary key (partner_id, term, person_id),
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade
);
comment on table person_terms is 'What a person is found by: the words of the name, the whole name, the address. A prefix is an index range, which stays fast under a policy (TECH.md section 3).';
comment on column person_terms.partner_id is 'Whose row it is.';
comment on column person_terms.term is 'In lower case.';
comment on column person_terms.person_id is 'Who is found by it.';
create index person_terms_by_person on person_terms (partner_id, person_id);
select app.protect('person_terms', 'partner');
grant select on person_terms to berth_partner;
grant select, insert, delete on person_terms to berth_gate;

create table credentials (
    partner_id uuid not null,
    person_id uuid not null,
    scheme text not null,
    hash text not null,
    changed_at timestamptz not null,
    primary key (partner_id, person_id),
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade
);
comment on table credentials is 'Password hashes. Only gate functions read them; no page can.';
comment on column credentials.partner_id is 'Whose row it is.';
comment on column credentials.person_id is 'The person who signs in with it.';
comment on column credentials.hash is 'The hash with its salt and cost.';
comment on column credentials.changed_at is 'When it was set.';
comment on column credentials.scheme is 'How the hash was made, so that another can replace it: bcrypt-hs384-v1.';
select app.protect('credentials', 'gate');
grant select, insert, update, delete on credentials to berth_gate;

create table sessions (
    partner_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    token_hash bytea not null unique,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    idle_s integer not null,
    ends_at timestamptz not null,
    confirmed_at timestamptz not null,
    address text not null,
    user_agent text not null,
    rotate boolean not null default false,
    previous_hash bytea unique,
    previous_until timestamptz,
    primary key (partner_id, id),
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade
);
comment on table sessions is 'Signed-in browsers. The cookie holds a random token, here is only its SHA-256.';
comment on column sessions.partner_id is 'Whose row it is.';
comment on column sessions.id is 'As it appears in the person''s list.';
comment on column sessions.person_id is 'Who is signed in.';
comment on column sessions.token_hash is 'SHA-256 of the token in the cookie.';
comment on column sessions.created_at is 'When they signed in.';
comment on column sessions.last_seen_at is 'When it was last used, to the minute.';
comment on column sessions.address is 'The network address they signed in from.';
comment on column sessions.user_agent is 'What the browser calls itself.';
comment on column sessions.idle_s is 'Ends after so many seconds without a request.';
comment on column sessions.ends_at is 'Ends then at the latest.';
comment on column sessions.confirmed_at is 'When the password was last given; some actions ask for it again after 10 minutes.';
comment on column sessions.rotate is 'The rights of the person changed: the next request is given a new token.';
comment on column sessions.previous_hash is 'The token before the present one, for requests that were under way when it was replaced.';
comment on column sessions.previous_until is 'Until then the previous token is good.';
create index sessions_of_person on sessions (partner_id, person_id);
create index sessions_ended on sessions (ends_at);
select app.protect('sessions', 'person');
create policy maintenance on sessions to berth_maintenance using (true);
grant select (partner_id, id, person_id, created_at, last_seen_at, idle_s, ends_at, address, user_agent), delete
    on sessions to berth_person, berth_partner;
grant select, insert, update, delete on sessions to berth_gate;
grant select, delete on sessions to berth_maintenance;

create table known_devices (
    partner_id uuid not null,
    person_id uuid not null,
    device bytea not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    primary key (partner_id, person_id, device),
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade
);
comment on table known_devices is 'From where each person signed in before; a sign-in from elsewhere is told by mail.';
comment on column known_devices.partner_id is 'Whose row it is.';
comment on column known_devices.person_id is 'Who signed in from it.';
comment on column known_devices.first_seen_at is 'When it was first used to sign in.';
comment on column known_devices.last_seen_at is 'When it was last used to sign in.';
comment on column known_devices.device is 'SHA-256 of the kind of browser and the network.';
create index known_devices_old on known_devices (last_seen_at);
select app.protect('known_devices', 'gate');
create policy maintenance on known_devices to berth_maintenance using (true);
grant select, insert, update on known_devices to berth_gate;
grant select, delete on known_devices to berth_maintenance;

create table account_users (
    partner_id uuid not null,
    account_id uuid not null,
    person_id uuid not null,
    role text not null check (role in ('administrator', 'standard', 'viewer')),
    with_sub_accounts boolean not null default false,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    primary key (partner_id, account_id, person_id),
    foreign key (partner_id, account_id) references accounts (partner_id, id) on delete cascade,
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade
);
comment on table account_users is 'Which person works in which account, and as what (T5).';
comment on column account_users.partner_id is 'Whose row it is.';
comment on column account_users.account_id is 'The account that is open to the person.';
comment on column account_users.person_id is 'An Account User.';
comment on column account_users.role is 'administrator, standard or viewer.';
comment on column account_users.version is 'Counts edits; a form that carries an older one is refused.';
comment on column account_users.created_at is 'When it was given.';
comment on column account_users.with_sub_accounts is 'The grant reaches every sub-account, future ones too. A choice, off by default (T5).';
create index account_users_of_person on account_users (partner_id, person_id, account_id);
select app.protect('account_users', 'account');
create policy person_scope on account_users for select to berth_person
    using (person_id = nullif(current_setting('app.person_id', true), '')::uuid
           and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select, insert, update, delete on account_users to berth_partner, berth_account;
grant select on account_users to berth_person, berth_gate;

create table links (
    partner_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    purpose text not null check (purpose in ('invite', 'reset')),
    token_hash bytea unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (partner_id, id),
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade
);
comment on table links is 'One-use links sent by mail. The token is made when the mail leaves; here is only its SHA-256.';
comment on column links.partner_id is 'Whose row it is.';
comment on column links.id is 'UUIDv7 or random.';
comment on column links.person_id is 'Whose password it sets.';
comment on column links.purpose is 'invite or reset.';
comment on column links.created_at is 'When it was asked for.';
comment on column links.expires_at is 'Good until then.';
comment on column links.used_at is 'When it was used or replaced.';
comment on column links.token_hash is 'Null until the mail was sent.';
create index links_of_person on links (partner_id, person_id, created_at);
select app.protect('links', 'gate');
create policy partner_scope on links to berth_partner
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy maintenance on links to berth_maintenance using (true);
grant select (partner_id, id, person_id, purpose, created_at, expires_at, used_at) on links to berth_partner;
grant insert (partner_id, id, person_id, purpose, created_at, expires_at), update (expires_at, used_at) on links to berth_partner;
grant select, insert, update, delete on links to berth_gate;
grant select, update (token_hash), delete on links to berth_maintenance;

create table sign_in_attempts (
    subject text primary key,
    failures integer not null,
    last_at timestamptz not null,
    blocked_until timestamptz
);
comment on table sign_in_attempts is 'Failed sign-ins per address (a:) and per source network (s:), mails asked for (ra:, rs:), passwords asked again (p:). Shared by all web processes.';
comment on column sign_in_attempts.failures is 'Failed sign-ins since the last success or hour of peace.';
comment on column sign_in_attempts.last_at is 'When the last one was.';
comment on column sign_in_attempts.blocked_until is 'No sign-in is tried before; null: not blocked.';
comment on column sign_in_attempts.subject is 'SHA-256 of the address, the network or the person, with its prefix.';
create index sign_in_attempts_old on sign_in_attempts (last_at);
alter table sign_in_attempts enable row level security;
alter table sign_in_attempts force row level security;
create policy gate on sign_in_attempts to berth_gate using (true) with check (true);
create policy maintenance on sign_in_attempts to berth_maintenance using (true);
grant select, insert, update, delete on sign_in_attempts to berth_gate;
grant select, delete on sign_in_attempts to berth_maintenance;
