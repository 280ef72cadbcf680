create table form_keys (
    partner_id uuid not null references partners (id),
    key uuid not null,
    person_id uuid not null,
    location text not null,
    created_at timestamptz not null,
    primary key (partner_id, key, person_id)
);
comment on table form_keys is 'Forms that were carried out: a double click or a replay is answered as the first time.';
comment on column form_keys.partner_id is 'Whose row it is.';
comment on column form_keys.key is 'Random, made with the form.';
comment on column form_keys.person_id is 'Who sent the form.';
comment on column form_keys.created_at is 'When it was carried out.';
comment on column form_keys.location is 'Where the first answer led to.';
create index form_keys_old on form_keys (created_at);
select app.protect('form_keys', 'person');
create policy account_scope on form_keys to berth_account
    using (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid)
    with check (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
create policy maintenance on form_keys to berth_maintenance using (true);
grant select, insert, update (location) on form_keys to berth_partner, berth_account, berth_person;
grant select, delete on form_keys to berth_maintenance;
