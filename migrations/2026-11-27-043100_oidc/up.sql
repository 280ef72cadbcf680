-- Signing in at a partner's own OpenID provider. New tables, and columns with constant defaults: nothing is rewritten, and code that
-- does not know them works on.
create table oidc_providers (
    partner_id uuid not null references partners (id),
    issuer text not null check (char_length(issuer) between 8 and 500),
    client_id text not null check (char_length(client_id) between 1 and 300),
    secret bytea not null,
    label text not null check (char_length(label) between 1 and 60),
    audience text not null check (audience in ('console', 'account', 'both')),
    domains text[] not null default '{}' check (cardinality(domains) <= 50),
    passwords boolean not null default true,
    second_step_by text[] not null default '{}' check (cardinality(second_step_by) <= 20),
    version integer not null default 1,
    updated_at timestamptz not null,
    primary key (partner_id)
);
comment on table oidc_providers is 'The OpenID provider at which people of a partner sign in; one a partner.';
comment on column oidc_providers.partner_id is 'Whose row it is.';
comment on column oidc_providers.issuer is 'Its address, as it names itself in what it signs.';
comment on column oidc_providers.client_id is 'What the partner is known by there.';
comment on column oidc_providers.secret is 'The client secret, encrypted with the partner''s key; empty: the provider gave none.';
comment on column oidc_providers.label is 'What it is called on the button.';
comment on column oidc_providers.audience is 'Who signs in there: Console Users, Account Users, or both.';
comment on column oidc_providers.domains is 'Domains that addresses of people may have, in small letters; none: any.';
comment on column oidc_providers.passwords is 'Whether those people may go on to sign in with a password.';
comment on column oidc_providers.second_step_by is 'Values of amr or acr that count as the second step; none: we ask for a code ourselves.';
comment on column oidc_providers.version is 'Counts edits; a form that carries an older one is refused.';
comment on column oidc_providers.updated_at is 'When it was saved.';
select app.protect('oidc_providers', 'partner');
create policy person_scope on oidc_providers for select to berth_person
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select (partner_id, issuer, client_id, label, audience, domains, passwords, second_step_by, version, updated_at),
      insert, update, delete on oidc_providers to berth_partner;
grant select (partner_id, issuer, label, audience, passwords) on oidc_providers to berth_person;
grant select, update (secret, passwords, version) on oidc_providers to berth_gate;

create table oidc_identities (
    partner_id uuid not null,
    person_id uuid not null,
    issuer text not null,
    subject text not null check (char_length(subject) between 1 and 255),
    email text not null,
    linked_at timestamptz not null,
    used_at timestamptz not null,
    primary key (partner_id, person_id, issuer),
    unique (partner_id, issuer, subject),
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade
);
comment on table oidc_identities is 'Who somebody is at an OpenID provider. Made at the first sign-in by an address that the provider has verified; from then on the subject alone says who it is.';
comment on column oidc_identities.partner_id is 'Whose row it is: two partners with one provider know nothing of one another.';
comment on column oidc_identities.person_id is 'Who it is here; one identity a provider.';
comment on column oidc_identities.issuer is 'The provider.';
comment on column oidc_identities.subject is 'Who it is there: never given to somebody else, as an address may be.';
comment on column oidc_identities.email is 'The address that the provider vouched for when it was made.';
comment on column oidc_identities.linked_at is 'When it was made.';
comment on column oidc_identities.used_at is 'When it was last used to sign in.';
select app.protect('oidc_identities', 'person');
grant select, delete on oidc_identities to berth_person;
grant select (partner_id, person_id, issuer, email, linked_at, used_at), delete on oidc_identities to berth_partner;
grant select, insert, update (used_at) on oidc_identities to berth_gate;

create table oidc_sign_ins (
    partner_id uuid not null references partners (id),
    id uuid not null,
    state_hash bytea not null unique check (octet_length(state_hash) = 32),
    browser_hash bytea not null check (octet_length(browser_hash) = 32),
    issuer text not null,
    next text not null check (char_length(next) <= 4000),
    anew boolean not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (partner_id, id)
);
comment on table oidc_sign_ins is 'Sign-ins at a provider that somebody has begun: one row for each time a browser was sent there, gone when it comes back. Nonce and PKCE verifier are made of the state, of which only the SHA-256 is kept.';
comment on column oidc_sign_ins.partner_id is 'At whose provider.';
comment on column oidc_sign_ins.id is 'UUIDv7.';
comment on column oidc_sign_ins.state_hash is 'SHA-256 of the state that the browser brings back.';
comment on column oidc_sign_ins.browser_hash is 'SHA-256 of what stays of the browser''s token: another browser cannot finish it.';
comment on column oidc_sign_ins.issuer is 'The provider it was sent to; where the partner chose another meanwhile, it is good for nothing.';
comment on column oidc_sign_ins.next is 'The page of ours that one goes on to; empty: where the person works.';
comment on column oidc_sign_ins.anew is 'The provider was asked to have the person sign in anew, to confirm that it is they.';
comment on column oidc_sign_ins.created_at is 'When it was begun.';
comment on column oidc_sign_ins.expires_at is 'Good until then.';
create index oidc_sign_ins_late on oidc_sign_ins (expires_at);
select app.protect('oidc_sign_ins', 'gate');
create policy maintenance on oidc_sign_ins to berth_maintenance using (true);
grant select, insert, delete on oidc_sign_ins to berth_gate;
grant select, delete on oidc_sign_ins to berth_maintenance;

alter table sessions add column second_step_by_provider boolean not null default false;
comment on column sessions.second_step_by_provider is 'The provider at which the person signed in vouched for a second step that counts.';

-- Who comes from a provider and is not let in is as little known as who gives a wrong password.
drop policy person_scope on audit_log;
create policy person_scope on audit_log for insert to berth_person
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
                and case nullif(current_setting('app.person_id', true), '')::uuid
                        when '00000000-0000-0000-0000-000000000000'::uuid
                        then actor_id is null and action in ('sign_in.refused', 'sign_in.token_refused', 'sign_in.code_refused',
                                                             'sign_in.provider_refused')
                        else actor_id = nullif(current_setting('app.person_id', true), '')::uuid end);
