-- Two-step sign-in (MODEL section 3): a code of an application on the person's phone, after the password. New tables only, and
-- rules that take more than before; code that does not know them works on.
create table second_factors (
    partner_id uuid not null,
    person_id uuid not null,
    secret bytea not null,
    created_at timestamptz not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0,
    primary key (partner_id, person_id),
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade
);
comment on table second_factors is 'What codes of the two-step sign-in are made of (RFC 6238), one a person.';
comment on column second_factors.partner_id is 'Whose row it is.';
comment on column second_factors.person_id is 'Whose codes they are.';
comment on column second_factors.secret is 'Encrypted with the partner''s key.';
comment on column second_factors.created_at is 'When it was made and shown.';
comment on column second_factors.confirmed_at is 'When a code proved that the person has it; null: it is being set up and asked of nobody.';
comment on column second_factors.last_step is 'The step of 30 seconds whose code was used last: that one and those before it are good for nothing.';
select app.protect('second_factors', 'person');
grant select (partner_id, person_id, created_at, confirmed_at), insert (partner_id, person_id, secret, created_at),
      update (secret, created_at, confirmed_at, last_step), delete on second_factors to berth_person;
grant select (partner_id, person_id, confirmed_at), delete on second_factors to berth_partner;
grant select, update on second_factors to berth_gate;

create table recovery_codes (
    partner_id uuid not null,
    person_id uuid not null,
    code_hash bytea not null check (octet_length(code_hash) = 32),
    primary key (partner_id, person_id, code_hash),
    foreign key (partner_id, person_id) references second_factors (partner_id, person_id) on delete cascade
);
comment on table recovery_codes is 'Codes for who has not got the phone at hand, each good once: one that was used has no row any more.';
comment on column recovery_codes.partner_id is 'Whose row it is.';
comment on column recovery_codes.person_id is 'Whose code it is.';
comment on column recovery_codes.code_hash is 'SHA-256 of the code, which has 80 random bits, and of whose it is.';
select app.protect('recovery_codes', 'person');
grant select (partner_id, person_id), insert, delete on recovery_codes to berth_person;
grant select, delete on recovery_codes to berth_gate;

create table begun_sign_ins (
    partner_id uuid not null,
    id uuid not null,
    person_id uuid not null,
    token_hash bytea not null unique check (octet_length(token_hash) = 32),
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (partner_id, id),
    foreign key (partner_id, person_id) references people (partner_id, id) on delete cascade
);
comment on table begun_sign_ins is 'Sign-ins between the password and the code. No session: the token opens the page that asks for the code and nothing else.';
comment on column begun_sign_ins.partner_id is 'Whose row it is.';
comment on column begun_sign_ins.id is 'UUIDv7.';
comment on column begun_sign_ins.person_id is 'Who gave the password.';
comment on column begun_sign_ins.token_hash is 'SHA-256 of the token in the cookie.';
comment on column begun_sign_ins.created_at is 'When the password was given.';
comment on column begun_sign_ins.expires_at is 'Until then the code can be given.';
create index begun_sign_ins_of_person on begun_sign_ins (partner_id, person_id);
create index begun_sign_ins_late on begun_sign_ins (expires_at);
select app.protect('begun_sign_ins', 'gate');
create policy maintenance on begun_sign_ins to berth_maintenance using (true);
grant select, insert, update, delete on begun_sign_ins to berth_gate;
grant select, delete on begun_sign_ins to berth_maintenance;

-- Who sets it up is in a scope of their own, and so is whoever signs in.
create policy person_scope on partner_keys for select to berth_person
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
grant select on partner_keys to berth_person;

-- Short lock: the check is validated against few rows, the outbox's of 30 days.
alter table mails drop constraint mails_template_check;
alter table mails add constraint mails_template_check
    check (template in ('invite', 'reset', 'password-changed', 'new-sign-in', 'granted', 'step', 'limit', 'report', 'two-step')) not valid;
alter table mails validate constraint mails_template_check;

-- Who gives a wrong code is as little known as who gives a wrong password.
drop policy person_scope on audit_log;
create policy person_scope on audit_log for insert to berth_person
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
                and case nullif(current_setting('app.person_id', true), '')::uuid
                        when '00000000-0000-0000-0000-000000000000'::uuid
                        then actor_id is null and action in ('sign_in.refused', 'sign_in.token_refused', 'sign_in.code_refused')
                        else actor_id = nullif(current_setting('app.person_id', true), '')::uuid end);
