create table mails (
    partner_id uuid not null references partners (id),
    id uuid not null,
    account_id uuid,
    template text not null check (template in ('invite', 'reset', 'password-changed', 'new-sign-in', 'granted')),
    recipient text not null,
    recipient_name text not null,
    values jsonb not null,
    link_id uuid,
    created_at timestamptz not null,
    due_at timestamptz not null,
    attempts smallint not null default 0,
    sent_at timestamptz,
    failed_at timestamptz,
    problem text,
    primary key (partner_id, id)
);
comment on table mails is 'The outbox: what must be sent is written with the change that caused it, and leaves afterwards. Holds no link token.';
comment on column mails.partner_id is 'In whose name it is sent.';
comment on column mails.id is 'Also part of its Message-ID.';
comment on column mails.account_id is 'The account it is about, when it is about one.';
comment on column mails.template is 'Which words it carries.';
comment on column mails.recipient is 'Address.';
comment on column mails.recipient_name is 'Name.';
comment on column mails.values is 'What the words need; never a secret.';
comment on column mails.created_at is 'When its cause was committed.';
comment on column mails.due_at is 'Not sent before; moved on by each try.';
comment on column mails.attempts is 'How often sending was tried.';
comment on column mails.sent_at is 'When the mail server took it.';
comment on column mails.problem is 'What went wrong at the last try, without addresses.';
comment on column mails.link_id is 'The link whose token is made at the moment of sending.';
comment on column mails.failed_at is 'Given up after the last attempt.';
create index mails_due on mails (due_at) where sent_at is null and failed_at is null;
select app.protect('mails', 'partner');
create policy account_scope on mails for insert to berth_account
    with check (account_id = nullif(current_setting('app.account_id', true), '')::uuid
                and partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy person_scope on mails for insert to berth_person
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy maintenance on mails to berth_maintenance using (true);
grant insert on mails to berth_partner, berth_account, berth_person, berth_gate;
grant select on mails to berth_partner;
grant select, update, delete on mails to berth_maintenance;
