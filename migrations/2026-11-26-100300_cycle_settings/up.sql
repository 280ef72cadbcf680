-- What programs say of a cycle beside its flow. With defaults that are no expressions the table is not written anew.
alter table cycles
    add column description text not null default '' check (char_length(description) <= 2000),
    add column tags text[] not null default '{}' check (cardinality(tags) <= 20),
    add column on_error text not null default 'retry' check (on_error in ('ignore', 'retry', 'stop_transaction', 'stop_cycle')),
    add column log_step_data boolean not null default true;
comment on column cycles.description is 'What it is for.';
comment on column cycles.tags is 'By which programs find it.';
comment on column cycles.on_error is 'What was said of all of its steps at once: what happens when one cannot be done. Each step has its own word in the flow.';
comment on column cycles.log_step_data is 'False: what its steps took and gave is deleted once a Transaction has ended.';
