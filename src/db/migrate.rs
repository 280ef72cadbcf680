//! Bringing a database up to date, as the owner role: roles, migrations, then the functions, which are re-created
//! every time and so never migrated.

use crate::config::Config;
use anyhow::{Context, anyhow, bail};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use std::time::Duration;
use url::Url;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");
const FUNCTIONS: &[(&str, &str)] = &[
    ("brands.sql", include_str!("sql/brands.sql")),
    ("frames.sql", include_str!("sql/frames.sql")),
    ("view_as.sql", include_str!("sql/view_as.sql")),
    ("oidc.sql", include_str!("sql/oidc.sql")),
    ("gate.sql", include_str!("sql/gate.sql")),
    ("links.sql", include_str!("sql/links.sql")),
    ("programs.sql", include_str!("sql/programs.sql")),
    ("sign_in_tokens.sql", include_str!("sql/sign_in_tokens.sql")),
    ("app.sql", include_str!("sql/app.sql")),
    ("hosts.sql", include_str!("sql/hosts.sql")),
    ("second_steps.sql", include_str!("sql/second_steps.sql")),
    ("search.sql", include_str!("sql/search.sql")),
    ("people.sql", include_str!("sql/people.sql")),
    ("maintenance.sql", include_str!("sql/maintenance.sql")),
    ("error_webhook.sql", include_str!("sql/error_webhook.sql")),
    ("runs.sql", include_str!("sql/runs.sql")),
    ("limits.sql", include_str!("sql/limits.sql")),
    ("work_limits.sql", include_str!("sql/work_limits.sql")),
    ("usage.sql", include_str!("sql/usage.sql")),
    ("keeping.sql", include_str!("sql/keeping.sql")),
    ("reconcile.sql", include_str!("sql/reconcile.sql")),
    ("reports.sql", include_str!("sql/reports.sql")),
    ("dashboard.sql", include_str!("sql/dashboard.sql")),
    ("api_calls.sql", include_str!("sql/api_calls.sql")),
    ("api_lists.sql", include_str!("sql/api_lists.sql")),
    ("report_lists.sql", include_str!("sql/report_lists.sql")),
    ("report_connectors.sql", include_str!("sql/report_connectors.sql")),
    ("report_periods.sql", include_str!("sql/report_periods.sql")),
    ("account_export.sql", include_str!("sql/account_export.sql")),
    ("report_files.sql", include_str!("sql/report_files.sql")),
    ("queue.sql", include_str!("sql/queue.sql")),
    ("queue_maintenance.sql", include_str!("sql/queue_maintenance.sql")),
    ("mending.sql", include_str!("sql/mending.sql")),
    ("causes.sql", include_str!("sql/causes.sql")),
    ("engine.sql", include_str!("sql/engine.sql")),
    ("method_calls.sql", include_str!("sql/method_calls.sql")),
    ("connectors.sql", include_str!("sql/connectors.sql")),
    ("account_connectors.sql", include_str!("sql/account_connectors.sql")),
    ("templates.sql", include_str!("sql/templates.sql")),
    ("oauth.sql", include_str!("sql/oauth.sql")),
    ("grants.sql", include_str!("sql/grants.sql")),
    ("months.sql", include_str!("sql/months.sql")),
];
/// Any number, the same for every migrate: two at once wait for each other.
const LOCK: i64 = 7_241_093;
/// How often one that waits looks again.
const PAUSE: Duration = Duration::from_millis(200);

diesel::define_sql_function! {
    /// Takes a lock for this connection, unless another has it.
    fn pg_try_advisory_lock(key: BigInt) -> Bool;
}
diesel::define_sql_function! {
    /// Gives it back.
    fn pg_advisory_unlock(key: BigInt) -> Bool;
}

/// Migrates the database of `DATABASE_URL` and prepares the server's role.
///
/// # Errors
/// When the server cannot be reached, is too old, or a statement fails; nothing is half-applied.
pub fn run(config: &Config) -> anyhow::Result<Vec<String>> {
    let owner = config.owner_url.as_deref().ok_or_else(|| anyhow!("DATABASE_URL: is needed to migrate"))?;
    let mut conn = PgConnection::establish(owner).context("DATABASE_URL: cannot connect")?;
    // Waiting inside a statement would hold a snapshot, which the other's concurrent index waits for.
    while !diesel::select(pg_try_advisory_lock(LOCK)).get_result::<bool>(&mut conn)? {
        std::thread::sleep(PAUSE);
    }
    let done = up(&mut conn, &config.app_url).and_then(|done| {
        // A partner from before there were keys.
        let partners: Vec<_> = super::partners(&mut conn)?.into_iter().map(|(id, ..)| id).collect();
        if !partners.is_empty() {
            let db = super::Database::open(config, crate::clock::Clock::system());
            crate::secrets::make_first_keys(&db, &config.wrapping, &partners)?;
        }
        Ok(done)
    });
    diesel::select(pg_advisory_unlock(LOCK)).execute(&mut conn)?;
    done
}

/// Removes indexes that a migrate was making concurrently when it was cut off: they are of no use, cost each write, and would
/// be taken for those that are wanted.
#[expect(clippy::disallowed_methods, reason = "the operator's command is no request")]
fn drop_cut_off_indexes(conn: &mut PgConnection) -> anyhow::Result<()> {
    let named = "select string_agg(format('drop index public.%I', c.relname), '; ') as all_of_them
                   from pg_index i join pg_class c on c.oid = i.indexrelid
                  where c.relnamespace = 'public'::regnamespace and c.relkind = 'i' and not i.indisvalid and not c.relispartition";
    let found = diesel::sql_query(named).get_result::<CutOff>(conn)?;
    if let Some(drops) = found.all_of_them {
        tracing::warn!("indexes that were cut off are made anew: {drops}");
        conn.batch_execute(&drops)?;
    }
    Ok(())
}

#[derive(QueryableByName)]
struct CutOff {
    #[diesel(sql_type = Nullable<Text>)]
    all_of_them: Option<String>,
}

fn up(conn: &mut PgConnection, app_url: &str) -> anyhow::Result<Vec<String>> {
    conn.batch_execute("set client_min_messages = warning")?;
    conn.batch_execute(include_str!("sql/roles.sql")).context("making the roles")?;
    drop_cut_off_indexes(conn)?;
    let applied = conn.run_pending_migrations(MIGRATIONS).map_err(|e| anyhow!("migrating: {e}"))?;
    let applied = applied.iter().map(ToString::to_string).collect();
    for (file, sql) in FUNCTIONS {
        conn.batch_execute(sql).with_context(|| format!("running {file}"))?;
    }
    prepare_app_role(conn, app_url)?;
    Ok(applied)
}

/// Undoes every migration; only for the test that proves them reversible.
///
/// # Errors
/// When a down migration fails.
pub fn revert_everything(conn: &mut PgConnection) -> anyhow::Result<()> {
    conn.batch_execute(include_str!("sql/drop_functions.sql"))?;
    conn.revert_all_migrations(MIGRATIONS).map_err(|e| anyhow!("reverting: {e}"))?;
    Ok(())
}

/// Migrations that this program has and the database has not. Reads only: the server's role may not do more.
///
/// # Errors
/// When the database cannot be read, which is also the case before the first migrate.
pub fn pending(conn: &mut PgConnection) -> anyhow::Result<Vec<String>> {
    use diesel::migration::MigrationSource;
    let applied: Vec<String> = applied::table.select(applied::version).load(conn)?;
    let all =
        MigrationSource::<diesel::pg::Pg>::migrations(&MIGRATIONS).map_err(|e| anyhow!("reading migrations: {e}"))?;
    let missing = all.iter().filter(|m| !applied.contains(&m.name().version().to_string()));
    Ok(missing.map(|m| m.name().to_string()).collect())
}

diesel::table! {
    /// Where diesel notes what it applied.
    #[sql_name = "__diesel_schema_migrations"]
    applied (version) {
        /// The migration's date and number.
        version -> Text,
    }
}

/// The role the server connects as: it owns nothing, inherits nothing, and may switch to the scope roles.
fn prepare_app_role(conn: &mut PgConnection, app_url: &str) -> anyhow::Result<()> {
    let url = Url::parse(app_url).map_err(|_| anyhow!("APP_DATABASE_URL: must be a URL"))?;
    let role = url.username();
    if role.is_empty() || !role.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
        bail!("APP_DATABASE_URL: needs a role name of letters, digits and _, found {role:?}");
    }
    let password = url.password().unwrap_or_default();
    if !password.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b)) {
        bail!("APP_DATABASE_URL: the password must be of letters, digits, - _ . ~ so that it needs no escaping");
    }
    conn.batch_execute(&format!(
        "do $$ begin
             if not exists (select 1 from pg_roles where rolname = '{role}') then
                 create role {role} login noinherit nosuperuser nobypassrls nocreatedb nocreaterole;
             end if;
         exception when duplicate_object or unique_violation then null;
         end $$;
         alter role {role} login noinherit password '{password}';
         -- What the server sets for its own sessions, where a pooler in transaction mode lets it set nothing.
         do $$ begin
             if not exists (select 1 from pg_db_role_setting s join pg_roles r on r.oid = s.setrole
                             where r.rolname = '{role}' and s.setdatabase = 0 and s.setconfig @> array['jit=off']) then
                 alter role {role} set statement_timeout = '10min';
                 alter role {role} set idle_in_transaction_session_timeout = '1min';
                 alter role {role} set timezone = 'UTC';
                 alter role {role} set jit = off;
             end if;
         end $$;
         grant berth_partner, berth_account, berth_person, berth_worker, berth_maintenance to {role};
         grant usage on schema gate, public to {role};
         grant execute on all functions in schema gate to {role};
         grant select on __diesel_schema_migrations to {role};"
    ))
    .with_context(|| format!("preparing role {role}"))?;
    Ok(())
}
