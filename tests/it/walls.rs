//! The server refuses to start when the walls do not hold, naming what is wrong (T2).

use crate::support::World;
use crate::support::command::berth_with;
use crate::support::database::{TestDatabase, admin, admin_url, settings};
use diesel::connection::SimpleConnection;
use std::collections::BTreeMap;

/// A database whose server role is this test's own, so that spoiling it spoils nothing else on the server.
struct Spoilt {
    database: Option<TestDatabase>,
    role: String,
    settings: BTreeMap<String, String>,
}

impl Spoilt {
    fn new() -> Spoilt {
        let database = TestDatabase::new();
        let role = format!("berth_test_{:08x}", rand::random::<u32>());
        let mut url = admin_url();
        url.set_path(database.name());
        url.set_username(&role).unwrap();
        url.set_password(Some("test-only")).unwrap();
        let settings = settings(database.name(), &[("APP_DATABASE_URL", url.as_str()), ("PORT", "0")]);
        berth_with(&settings, &["migrate"]).assert_code(0);
        Spoilt { database: Some(database), role, settings }
    }

    fn owner(&self, sql: &str) {
        let sql = sql.replace("{role}", &self.role);
        self.database.as_ref().expect("not dropped").look().batch_execute(&sql).expect(&sql);
    }

    /// Spoils something, sees that the server does not start and says why, and mends it.
    #[track_caller]
    fn refuses(&self, spoil: &str, words: &str, mend: &str) {
        self.owner(spoil);
        let said = berth_with(&self.settings, &["serve"]);
        said.assert_code(1).assert_complains(&words.replace("{role}", &self.role));
        said.assert_complains("refusing to start");
        let checked = berth_with(&self.settings, &["doctor"]);
        checked.assert_code(1);
        assert!(checked.out.contains("FAULT"), "{}", checked.out);
        self.owner(mend);
        berth_with(&self.settings, &["doctor"]).assert_code(0);
    }
}

impl Drop for Spoilt {
    fn drop(&mut self) {
        drop(self.database.take());
        let _ = admin().batch_execute(&format!("drop role if exists {}", self.role));
    }
}

#[test]
fn a_role_that_could_walk_around_a_policy_is_refused() {
    let spoilt = Spoilt::new();
    spoilt.refuses("alter role {role} superuser", "role {role} is a superuser", "alter role {role} nosuperuser");
    spoilt.refuses("alter role {role} bypassrls", "role {role} has BYPASSRLS", "alter role {role} nobypassrls");
    spoilt.refuses("grant berth_gate to {role}", "role {role} may become berth_gate", "revoke berth_gate from {role}");
    spoilt.refuses(
        "create role {role}_other bypassrls; grant {role}_other to {role}",
        "role {role} may become {role}_other, which can bypass policies",
        "drop role {role}_other",
    );
    spoilt.refuses(
        "create role {role}_owner; alter table imports owner to {role}_owner; grant {role}_owner to {role}",
        "role {role} owns, or may become the owner of, table imports",
        "reassign owned by {role}_owner to current_user; drop owned by {role}_owner; drop role {role}_owner",
    );
    spoilt.refuses(
        "revoke berth_partner from {role}",
        "role {role} may not switch to berth_partner",
        "grant berth_partner to {role}",
    );
}

#[test]
fn a_table_without_its_wall_is_refused() {
    let spoilt = Spoilt::new();
    for table in ["accounts", "people", "audit_log", "form_keys"] {
        spoilt.refuses(
            &format!("alter table {table} no force row level security"),
            &format!("table {table} has tenant columns but no forced row-level security"),
            &format!("alter table {table} force row level security"),
        );
    }
    spoilt.refuses(
        "create table notes (partner_id uuid, words text)",
        "table notes has tenant columns but no forced row-level security",
        "drop table notes",
    );
    spoilt.refuses(
        "create table notes (account_id uuid); alter table notes enable row level security; alter table notes force row level security",
        "table notes has tenant columns but no policy",
        "drop table notes",
    );
    spoilt.refuses(
        "create policy wide on accounts to berth_account using (true)",
        "policy wide on table accounts does not name the tenant, yet applies to role berth_account",
        "drop policy wide on accounts",
    );
    spoilt.refuses(
        "create policy everyone on accounts using (true)",
        "policy everyone on table accounts applies to everyone",
        "drop policy everyone on accounts",
    );
    spoilt.refuses(
        "grant select on audit_log_2026_11 to berth_partner",
        "a partition of the table audit_log can be read by itself",
        "revoke select on audit_log_2026_11 from berth_partner",
    );
}

#[test]
fn a_database_that_is_behind_is_refused() {
    let spoilt = Spoilt::new();
    spoilt.refuses(
        "create table kept as select * from __diesel_schema_migrations order by version desc limit 1;
         delete from __diesel_schema_migrations where version in (select version from kept)",
        "is not applied. Run: berth migrate",
        "insert into __diesel_schema_migrations select * from kept; drop table kept",
    );
    let bare = TestDatabase::bare();
    let said = berth_with(&settings(bare.name(), &[("PORT", "0")]), &["serve"]);
    said.assert_code(1).assert_complains("the database is not migrated").assert_complains("Run: berth migrate");
}

#[actix_web::test]
async fn an_accounts_own_scope_reads_no_more_of_it_than_its_people_may_know() {
    // T1, T7: what the partner keeps about an account is refused by Postgres, whatever a query asks for.
    let world = World::start().await;
    let admin = world.people.leaf_admin;
    let mut conn = world.database.look();
    let partner = world.near().partner;
    let scope = format!(
        "begin; set local role berth_account; set local app.partner_id = '{partner}'; \
         set local app.account_id = '{}'; set local app.person_id = '{admin}'",
        world.leaf
    );
    let mut ask = |sql: &str| -> Result<(), String> {
        conn.batch_execute(&scope).unwrap();
        let answer = conn.batch_execute(sql).map_err(|refusal| refusal.to_string());
        conn.batch_execute("rollback").unwrap();
        answer
    };
    ask("select name, api_id, description, timezone, expires_at, next_billing_on from accounts").unwrap();
    for column in [
        "audit_notes",
        "task_audit_notes",
        "tags",
        "custom_fields",
        "suspended_reason",
        "suspended_by",
        "deleted_by",
        "error_webhook_url",
        "retention_success_hours",
    ] {
        let refusal = ask(&format!("select {column} from accounts")).expect_err(column);
        assert!(refusal.contains("permission denied for table accounts"), "{column}: {refusal}");
    }
    for table in ["partners", "account_ancestors", "people", "links", "mails", "jobs", "credentials"] {
        let refusal = ask(&format!("select 1 from {table}")).expect_err(table);
        assert!(refusal.contains(&format!("permission denied for table {table}")), "{table}: {refusal}");
    }
    // A form key of somebody else can neither be read nor taken.
    let other = world.people.sibling_admin;
    let put = |person| {
        format!(
            "insert into form_keys (partner_id, key, person_id, location, created_at)
             values ('{partner}', gen_random_uuid(), '{person}', '/', now())"
        )
    };
    ask(&put(admin)).unwrap();
    assert!(ask(&put(other)).expect_err("another's key").contains("row-level security"));
}

#[actix_web::test]
async fn a_persons_own_scope_reads_no_more_than_their_pages_show() {
    // T1: their profile and their sessions; no token, no grant, nothing of the partner's.
    let world = World::start().await;
    let mut conn = world.database.look();
    let scope = format!(
        "begin; set local role berth_person; set local app.partner_id = '{}'; set local app.person_id = '{}'",
        world.near().partner,
        world.people.leaf_admin
    );
    let mut ask = |sql: &str| -> Result<(), String> {
        conn.batch_execute(&scope).unwrap();
        let answer = conn.batch_execute(sql).map_err(|refusal| refusal.to_string());
        conn.batch_execute("rollback").unwrap();
        answer
    };
    ask("select name, email, timezone, theme, shortcuts, recent_accounts, version from people").unwrap();
    ask("select id, created_at, last_seen_at, idle_s, ends_at, address, user_agent from sessions").unwrap();
    for (column, table) in [
        ("rights", "people"),
        ("full_access", "people"),
        ("state", "people"),
        ("last_sign_in_at", "people"),
        ("token_hash", "sessions"),
        ("previous_hash", "sessions"),
        ("secret", "second_factors"),
        ("last_step", "second_factors"),
        ("code_hash", "recovery_codes"),
        ("1", "begun_sign_ins"),
        ("1", "account_users"),
        ("1", "accounts"),
        ("1", "partners"),
        ("1", "links"),
        ("1", "mails"),
        ("1", "audit_log"),
    ] {
        let refusal = ask(&format!("select {column} from {table}")).expect_err(column);
        assert!(refusal.contains(&format!("permission denied for table {table}")), "{table}.{column}: {refusal}");
    }
}
