//! Migrations are reversible and documented, and `schema.rs` says what they make (STYLE section 4).

use crate::support::database::{TestDatabase, config, settings};
use diesel::prelude::*;
use diesel_migrations::{FileBasedMigrations, MigrationHarness};
use std::collections::{BTreeMap, BTreeSet};

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = diesel::sql_types::Text)]
    line: String,
}

fn lines(conn: &mut PgConnection, sql: &str) -> Vec<String> {
    diesel::sql_query(sql).load::<Line>(conn).expect(sql).into_iter().map(|l| l.line).collect()
}

/// Everything a migration can leave behind, one line each, in words of the catalogue.
const DUMP: &[&str] = &[
    "select 'schema ' || nspname || ' ' || coalesce(nspacl::text, '') || ' ' || coalesce(obj_description(oid, 'pg_namespace'), '') as line
       from pg_namespace where nspname not like 'pg\\_%' and nspname <> 'information_schema' order by 1",
    "select 'table ' || oid::regclass::text || ' ' || relkind::text || relrowsecurity::text || relforcerowsecurity::text || ' '
            || coalesce(relacl::text, '') || ' ' || coalesce(pg_get_expr(relpartbound, oid), '') || ' '
            || coalesce(obj_description(oid, 'pg_class'), '') as line
       from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S') order by 1",
    "select 'column ' || attrelid::regclass::text || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull::text
            || attgenerated::text || ' ' || attcollation::regcollation::text || ' ' || coalesce(pg_get_expr(adbin, adrelid), '') || ' '
            || coalesce(attacl::text, '') || ' ' || coalesce(col_description(attrelid, attnum), '') as line
       from pg_attribute join pg_class c on c.oid = attrelid
       left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and attnum > 0 and not attisdropped order by 1",
    "select 'constraint ' || conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line
       from pg_constraint where connamespace = 'public'::regnamespace order by 1",
    "select 'index ' || pg_get_indexdef(indexrelid) as line
       from pg_index join pg_class c on c.oid = indexrelid where relnamespace = 'public'::regnamespace order by 1",
    "select 'policy ' || polrelid::regclass::text || ' ' || polname || ' ' || polcmd::text || ' ' || polroles::regrole[]::text || ' '
            || coalesce(pg_get_expr(polqual, polrelid), '') || ' ' || coalesce(pg_get_expr(polwithcheck, polrelid), '') as line
       from pg_policy order by 1",
    "select 'function ' || p.oid::regprocedure::text || ' ' || md5(prosrc) || ' ' || proowner::regrole::text || ' ' || prosecdef::text || ' '
            || coalesce(proacl::text, '') as line
       from pg_proc p join pg_namespace n on n.oid = pronamespace where nspname in ('app', 'gate', 'maintenance', 'public') order by 1",
    "select 'type ' || oid::regtype::text as line from pg_type where typnamespace = 'public'::regnamespace and typtype in ('e', 'd') order by 1",
    "select 'trigger ' || tgrelid::regclass::text || ' ' || pg_get_triggerdef(oid) as line from pg_trigger where not tgisinternal order by 1",
];

fn dump(conn: &mut PgConnection) -> Vec<String> {
    DUMP.iter().flat_map(|sql| lines(conn, sql)).filter(|line| !line.contains("__diesel_schema_migrations")).collect()
}

#[track_caller]
fn assert_same(before: &[String], after: &[String], what: &str) {
    let (before, after): (BTreeSet<_>, BTreeSet<_>) = (before.iter().collect(), after.iter().collect());
    let lost: Vec<_> = before.difference(&after).collect();
    let new: Vec<_> = after.difference(&before).collect();
    assert!(lost.is_empty() && new.is_empty(), "{what}\nonly before: {lost:#?}\nonly after: {new:#?}");
}

#[test]
fn every_migration_goes_up_down_and_up_again() {
    let database = TestDatabase::bare();
    let mut conn = database.look();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations");
    let all = || FileBasedMigrations::from_path(path).expect("migrations");
    let mut steps = 0;
    while conn.has_pending_migration(all()).expect("readable") {
        let before = dump(&mut conn);
        let name = conn.run_next_migration(all()).expect("up").to_string();
        let up = dump(&mut conn);
        assert_ne!(before, up, "{name} does nothing");
        conn.revert_last_migration(all()).expect("down");
        assert_same(&before, &dump(&mut conn), &format!("{name} leaves something behind when undone"));
        conn.run_next_migration(all()).expect("up again");
        assert_same(&up, &dump(&mut conn), &format!("{name} is not the same the second time"));
        steps += 1;
    }
    assert!(steps >= 8, "only {steps} migrations");
}

#[test]
fn the_whole_database_goes_up_down_and_up_again() {
    let database = TestDatabase::bare();
    let config = config(&settings(database.name(), &[]));
    let mut conn = database.look();
    let bare = dump(&mut conn);
    berth::testing::migrate(&config).expect("up");
    let up = dump(&mut conn);
    berth::testing::migrate(&config).expect("nothing to do");
    assert_same(&up, &dump(&mut conn), "a second migrate changes something");
    berth::db::migrate::revert_everything(&mut conn).expect("down");
    // Grants on the schema stay with the roles, which belong to the whole server.
    let kept = |lines: Vec<String>| lines.into_iter().filter(|l| !l.starts_with("schema public")).collect::<Vec<_>>();
    assert_same(&kept(bare), &kept(dump(&mut conn)), "undoing everything leaves something behind");
    berth::testing::migrate(&config).expect("up again");
    assert_same(&up, &dump(&mut conn), "the second time differs");
}

#[test]
fn every_table_and_column_says_what_it_is() {
    let database = TestDatabase::new();
    let without = lines(
        &mut database.look(),
        "select c.relname || coalesce('.' || a.attname, '') as line
           from pg_class c left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
            and c.relname not like '\\_\\_diesel%'
            and (col_description(c.oid, a.attnum) is null or obj_description(c.oid, 'pg_class') is null)
          order by c.relname, a.attnum",
    );
    assert!(without.is_empty(), "no comment on {without:#?}");
}

/// What diesel calls a type of Postgres.
fn diesel_type(postgres: &str) -> String {
    let plain = |name: &str| match name {
        "uuid" => "Uuid",
        "text" => "Text",
        "boolean" => "Bool",
        "smallint" => "SmallInt",
        "integer" => "Integer",
        "bigint" => "BigInt",
        "double precision" => "Double",
        "timestamp with time zone" => "Timestamptz",
        "date" => "Date",
        "jsonb" => "Jsonb",
        "bytea" => "Binary",
        "\"char\"" => "CChar",
        _ => "unknown",
    };
    match postgres.strip_suffix("[]") {
        Some(element) => format!("Array<{}>", plain(element)),
        None => plain(postgres).to_owned(),
    }
}

/// Table to columns with their types, as `schema.rs` has them.
fn declared() -> BTreeMap<String, BTreeMap<String, String>> {
    let mut tables = BTreeMap::new();
    let mut at: Option<(String, BTreeMap<String, String>)> = None;
    let mut sql_name = None;
    let text = [
        include_str!("../../src/db/schema.rs"),
        include_str!("../../src/db/schema/reports.rs"),
        include_str!("../../src/db/schema/second_steps.rs"),
        include_str!("../../src/db/schema/kept.rs"),
        include_str!("../../src/db/schema/running.rs"),
    ]
    .concat();
    for line in text.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("#[sql_name = \"") {
            sql_name = rest.strip_suffix("\"]").map(str::to_owned);
        } else if let Some((name, kind)) = line.strip_suffix(',').and_then(|l| l.split_once(" -> ")) {
            if let Some((_, columns)) = &mut at {
                columns.insert(sql_name.take().unwrap_or_else(|| name.to_owned()), kind.to_owned());
            }
        } else if let Some((name, _)) = line.strip_suffix(") {").and_then(|l| l.split_once(" (")) {
            at = Some((sql_name.take().unwrap_or_else(|| name.to_owned()), BTreeMap::new()));
        } else if line == "}"
            && let Some((name, columns)) = at.take()
        {
            tables.insert(name, columns);
        }
    }
    tables
}

/// Columns that no scope may read or write, such as the hash of a link's token: `schema.rs` leaves them out.
const HIDDEN: &str = "select c.relname || '.' || a.attname as line
  from pg_attribute a join pg_class c on c.oid = a.attrelid
 where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
   and not exists (select 1 from unnest(array['berth_partner', 'berth_account', 'berth_person']) as scope
                    where has_column_privilege(scope, c.oid, a.attnum, 'select, insert, update'))";

#[test]
fn schema_rs_says_what_the_migrations_make() {
    let database = TestDatabase::new();
    let mut made: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for line in lines(
        &mut database.look(),
        "select attrelid::regclass::text || '|' || attname || '|' || attnotnull || '|' || format_type(atttypid, null) as line
           from pg_attribute join pg_class c on c.oid = attrelid
          where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and attnum > 0 and not attisdropped",
    ) {
        let [table, column, not_null, kind]: [&str; 4] =
            line.split('|').collect::<Vec<_>>().try_into().expect("four parts");
        let kind = diesel_type(kind);
        let kind = if not_null == "true" { kind } else { format!("Nullable<{kind}>") };
        made.entry(table.to_owned()).or_default().insert(column.to_owned(), kind);
    }
    let declared = declared();
    assert!(declared.len() >= 8, "schema.rs was not understood: {declared:?}");
    let hidden: BTreeSet<String> = lines(&mut database.look(), HIDDEN).into_iter().collect();
    for (table, columns) in declared {
        let mut there = made.remove(&table).unwrap_or_default();
        there.retain(|column, _| columns.contains_key(column) || !hidden.contains(&format!("{table}.{column}")));
        assert_eq!(columns, there, "schema.rs and the database differ about {table}");
    }
}

#[test]
fn every_migrate_makes_the_audit_logs_months_for_three_years() {
    let database = TestDatabase::new();
    let months =
        "select relname as line from pg_class where relname ~ '^audit_log_[0-9]{4}_[0-9]{2}$' and relrowsecurity
                     and relforcerowsecurity and relname >= 'audit_log_' || to_char(now(), 'YYYY_MM') order by 1";
    let mut conn = database.look();
    let made = lines(&mut conn, months);
    assert_eq!(made.len(), 37, "{made:?}");
    // As it is long after the last migrate: only next month is left, and entries of a later one came already.
    for month in &made[2..] {
        diesel::sql_query(format!("drop table {month}")).execute(&mut conn).expect("dropped");
    }
    let settings = settings(database.name(), &[]);
    let said = crate::support::command::berth_with(&settings, &["doctor"]);
    said.assert_code(1);
    let fault = "audit log   has tables for 1 more months only";
    assert!(said.out.lines().any(|line| line.starts_with("FAULT") && line.contains(fault)), "{}", said.out);
    let partner = "00000000-0000-7000-8000-000000000001";
    for early in [
        format!("insert into partners (id, slug, name) values ('{partner}', 'early', 'Early')"),
        format!(
            "insert into audit_log (partner_id, seq, at, actor_name, actor_email, action, object_kind, object_id,
                                    object_name, address, request_id, hash)
             values ('{partner}', 1, date_trunc('month', now()) + interval '5 months', '', '', '', '', '', '', '', '', '')"
        ),
    ] {
        diesel::sql_query(early).execute(&mut conn).expect("an entry in the default partition");
    }
    crate::support::command::berth_with(&settings, &["migrate"]).assert_code(0);
    let expected: Vec<String> = made.iter().enumerate().filter(|(no, _)| *no != 5).map(|(_, m)| m.clone()).collect();
    assert_eq!(lines(&mut conn, months), expected, "the month that has entries in the default one stays there");
    assert_eq!(lines(&mut conn, "select count(*)::text as line from audit_log"), ["1"], "no entry is lost");
    crate::support::command::berth_with(&settings, &["doctor"]).assert_code(0);
}

#[test]
fn an_index_that_a_migrate_was_cut_off_in_is_made_anew() {
    let database = TestDatabase::new();
    let mut conn = database.look();
    // As a server that stops leaves it: there, not whole, and not noted as applied.
    for cut in [
        "update pg_index set indisvalid = false where indexrelid = 'accounts_to_erase'::regclass",
        "delete from __diesel_schema_migrations where version = '20261127031420'",
    ] {
        assert_eq!(diesel::sql_query(cut).execute(&mut conn).expect(cut), 1);
    }
    // One who waits for another's lock does not keep that one waiting.
    let settings = settings(database.name(), &[]);
    std::thread::scope(|threads| {
        let both = [(); 2].map(|()| threads.spawn(|| crate::support::command::berth_with(&settings, &["migrate"])));
        for one in both {
            one.join().expect("it ends").assert_code(0);
        }
    });
    let whole = "select indisvalid::text as line from pg_index where indexrelid = 'accounts_to_erase'::regclass";
    assert_eq!(lines(&mut conn, whole), ["true"]);
}
