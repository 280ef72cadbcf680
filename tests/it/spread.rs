//! What must hold on a Citus cluster (TECH section 8, docs/SCALING.md): the migrated database and the sources are held to
//! it on one machine already, and each rule is seen to refuse what breaks it.

use crate::support::command::berth;
use crate::support::database::TestDatabase;
use berth::testing::{spread_and_copied, spread_faults};
use diesel::connection::SimpleConnection;
use std::path::{Path, PathBuf};

#[test]
fn every_table_could_lie_on_a_cluster() {
    let database = TestDatabase::new();
    let faults = spread_faults(&mut database.look()).unwrap();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Runs statements, which break a rule, and is told so in these words.
#[track_caller]
fn refused(database: &TestDatabase, sql: &str, words: &str) {
    let mut conn = database.look();
    conn.batch_execute(&format!("begin; {sql}")).expect(sql);
    let faults = spread_faults(&mut conn).unwrap();
    conn.batch_execute("rollback").unwrap();
    assert!(faults.iter().any(|fault| fault.contains(words)), "{sql}\n{words:?} is not in {faults:#?}");
}

#[test]
fn each_rule_refuses_what_breaks_it() {
    let database = TestDatabase::new();
    for (sql, words) in [
        ("create table left_out (account_id uuid primary key)", "table left_out is not in the list"),
        ("drop table usage_pending", "lists table usage_pending, which there is not"),
        (
            "create unique index alone on incident_causes (cause)",
            "table incident_causes grows with use and is spread: its unique key alone must have account_id",
        ),
        (
            "alter table usage_pending drop constraint usage_pending_pkey; alter table usage_pending add primary key (id)",
            "its unique key usage_pending_pkey must have account_id",
        ),
        (
            "create policy looks on ledger to berth_account using (account_id in (select id from accounts))",
            "policy looks on table ledger has a sub-select",
        ),
        (
            "create policy writes on cycles to berth_account with check (exists (select 1 from accounts))",
            "policy writes on table cycles has a sub-select",
        ),
        (
            "create function noted() returns trigger language plpgsql as 'begin return new; end';
             create trigger noted after insert on ledger for each row execute function noted()",
            "table ledger has the trigger noted",
        ),
        (
            "create function app.scoped() returns text language sql as $$ select set_config('app.account_id', '', true) $$",
            "function app.scoped() calls set_config",
        ),
        (
            "alter table storage add column cause text, add foreign key (account_id, cause) references incident_causes",
            "table storage is copied and refers to incident_causes, which is spread",
        ),
        (
            "alter table storage add foreign key (account_id) references queue_accounts",
            "table storage is copied and refers to queue_accounts, which is local",
        ),
        (
            "alter table usage_pending add foreign key (account_id) references queue_accounts",
            "table usage_pending is spread and refers to queue_accounts, which is local",
        ),
        (
            "alter table queue add column cause text, add foreign key (account_id, cause) references incident_causes",
            "table queue is local and refers to incident_causes, which is spread",
        ),
        (
            "create unique index by_partner on incident_causes (partner_id, cause);
             alter table incident_cycles add foreign key (partner_id, cause) references incident_causes (partner_id, cause)",
            "table incident_cycles refers to incident_causes without account_id",
        ),
    ] {
        refused(&database, sql, words);
    }
}

#[test]
fn berth_citus_prepare_says_what_is_missing_and_what_it_would_do() {
    let database = TestDatabase::new();
    let said = berth(database.name(), &[], &["citus", "prepare"]);
    said.assert_code(1).assert_complains("this Postgres has no Citus");
    assert_eq!(said.out, "", "nothing was begun");
    let printed = berth(database.name(), &[], &["citus", "prepare", "--print"]);
    printed.assert_code(0);
    let (spread, copied) = spread_and_copied();
    let place = |step: String| printed.out.find(&step).unwrap_or_else(|| panic!("{step} is not in {}", printed.out));
    for table in &spread {
        place(format!("create_distributed_table('{table}', 'account_id')"));
    }
    for table in &copied {
        place(format!("create_reference_table('{table}')"));
    }
    // What is referred to is there first.
    let at = |table: &str| place(format!("('{table}'"));
    assert!(at("partners") < at("accounts") && at("accounts") < at("cycles") && at("cycles") < at("transactions"));
    assert!(at("account_connectors") < at("cycle_connectors"));
    place("alter role berth_worker login".to_owned());
}

/// Every source with SQL in it.
fn sources() -> Vec<(PathBuf, String)> {
    let (mut found, mut folders) = (Vec::new(), vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")]);
    folders.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations"));
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs" || end == "sql") {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}

/// A setting that a query or a batch makes for more than its transaction; the nodes would not hear of it.
fn sets_for_the_session(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//") && !line.trim_start().starts_with("--"))
    {
        let lower = line.to_lowercase();
        let begins = ["\"set ", "; set ", "begin set "]
            .iter()
            .flat_map(|before| lower.match_indices(before).map(|(at, b)| at + b.len()));
        for at in begins.collect::<Vec<_>>() {
            let rest = &lower[at..];
            // `alter table t set ..` and `update t set ..` have no quote or semicolon before it.
            if ["role", "session", "app.", "\"app."].iter().any(|word| rest.starts_with(word)) {
                found.push(line.trim().to_owned());
            }
        }
        if lower.contains("set_config(") && !lower.contains("'%") {
            found.push(line.trim().to_owned());
        }
    }
    found
}

/// Whether a join is one from the left.
fn left_before(words: &[&str], no: usize) -> bool {
    let before = |back: usize| no.checked_sub(back).map_or("", |at| words[at]);
    before(1) == "left" || (before(1) == "outer" && before(2) == "left")
}

/// Left joins of two spread tables to a copied one at one level of a statement: under policies that crashed the server.
fn crashing_joins(sql: &str, spread: &[&str], copied: &[&str]) -> Vec<String> {
    let plain: String =
        sql.lines().map(|line| line.split("--").next().unwrap_or_default().to_lowercase() + " ").collect();
    let spaced = plain.replace('(', " ( ").replace(')', " ) ").replace(';', " ; ").replace(',', " , ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    // What the innermost open level began with, and how many spread tables were joined to it from the left.
    let mut levels: Vec<(Option<&str>, Vec<&str>)> = vec![(None, Vec::new())];
    let mut found = Vec::new();
    for (no, word) in words.iter().enumerate() {
        let next = words.get(no + 1).copied().unwrap_or_default();
        match *word {
            "(" => {
                levels.push((None, Vec::new()));
                continue;
            }
            ")" => {
                if levels.len() > 1 {
                    levels.pop();
                }
                continue;
            }
            _ => {}
        }
        let level = levels.last_mut().expect("a level");
        match *word {
            "select" | "union" | ";" => *level = (None, Vec::new()),
            "from" => *level = (copied.contains(&next).then_some(next), Vec::new()),
            "join" if left_before(&words, no) && spread.contains(&next) && level.0.is_some() => {
                level.1.push(next);
                if level.1.len() == 2 {
                    found.push(format!("{} left join {}", level.0.unwrap_or_default(), level.1.join(" left join ")));
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn no_source_breaks_what_a_cluster_forwards_and_survives() {
    let (spread, copied) = spread_and_copied();
    let mut offences = Vec::new();
    for (path, text) in sources() {
        // The operator's own commands act on one server; `berth seed bulk` and the migrations do not run on a cluster.
        for line in sets_for_the_session(&text) {
            offences.push(format!("{}: {line}: say SET LOCAL, as a literal", path.display()));
        }
        for join in crashing_joins(&text, &spread, &copied) {
            offences.push(format!("{}: {join}: add up first and join then", path.display()));
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn the_sources_would_be_refused_for_what_breaks_it() {
    assert_eq!(sets_for_the_session("conn.batch_execute(\"set role berth_gate\")").len(), 1);
    assert_eq!(sets_for_the_session("\"BEGIN; SET app.account_id = 'x'\"").len(), 1);
    assert_eq!(sets_for_the_session("select set_config('app.partner_id', $1, true);").len(), 1);
    assert!(sets_for_the_session("\"BEGIN; SET LOCAL ROLE berth_gate; SET LOCAL app.account_id = 'x'\"").is_empty());
    assert!(sets_for_the_session("update cycles set state = 'paused'").is_empty());
    let (spread, copied) = (["ledger", "incidents"], ["accounts", "cycles"]);
    let joins = |sql: &str| crashing_joins(sql, &spread, &copied).len();
    assert_eq!(joins("select 1 from accounts a left join ledger l on l.x = a.x left join incidents i on i.x = a.x"), 1);
    assert_eq!(
        joins(
            "select (select 1 from accounts a\n left outer join ledger l on (l.x = a.x)\n left join incidents i on true)"
        ),
        1
    );
    assert_eq!(
        joins("select 1 from ledger l left join incidents i on true left join accounts a on true"),
        0,
        "it starts spread"
    );
    assert_eq!(
        joins("select 1 from accounts a left join (select 1 from ledger) l on true left join incidents i on true"),
        0
    );
    assert_eq!(
        joins(
            "select 1 from accounts a left join ledger l on true; select 1 from accounts left join incidents i on true"
        ),
        0
    );
}
