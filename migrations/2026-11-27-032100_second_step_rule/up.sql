-- Of whom a partner requires two-step sign-in (MODEL section 3). New columns with constant defaults: nothing is rewritten, and
-- code that does not know them works on.
alter table partners
    add column second_step text not null default 'optional' check (second_step in ('optional', 'console', 'everybody')),
    add column second_step_version integer not null default 1;
comment on column partners.second_step is 'Who must have two-step sign-in: nobody (optional), Console Users, or everybody who signs in with a password.';
comment on column partners.second_step_version is 'Counts edits of that; a form that carries an older one is refused.';
grant update (second_step, second_step_version) on partners to berth_partner;
