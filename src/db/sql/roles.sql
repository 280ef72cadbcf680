-- Roles belong to the whole server, so they are made by every migrate where they are missing, not by a migration.
-- None of them can log in; the server's own role is made beside them and may switch to the scope roles only (T2).
do $$
declare role_name text;
begin
    foreach role_name in array array['berth_partner', 'berth_account', 'berth_person', 'berth_worker', 'berth_gate', 'berth_maintenance'] loop
        if not exists (select 1 from pg_roles where rolname = role_name) then
            begin
                execute format('create role %I nologin noinherit nosuperuser nobypassrls nocreatedb nocreaterole', role_name);
            exception when duplicate_object or unique_violation then
                null; -- another migrate on this server was quicker
            end;
        end if;
    end loop;
    -- The owner hands functions to berth_gate and acts as it for the operator's commands. Since Postgres 16 a role's
    -- maker is a member that may not switch to it, so the grant is made in any case.
    execute format('grant berth_gate, berth_maintenance to %I', current_user);
end
$$;
