-- Which months of the tables that grow with use were dropped, so that figures are compared with what is still there (M2).
create table dropped_months (
    parent text not null,
    month date not null,
    dropped_at timestamptz not null,
    primary key (parent, month)
);
comment on table dropped_months is 'Months that retention dropped: of no tenant, and of nothing but when. Local on Citus.';
comment on column dropped_months.parent is 'The table.';
comment on column dropped_months.month is 'Its first day.';
comment on column dropped_months.dropped_at is 'When it was dropped.';
grant select on dropped_months to berth_maintenance;
