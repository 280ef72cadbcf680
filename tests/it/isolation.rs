//! The isolation matrix (T12): every route of the router's own table, called as everybody who must not get anything,
//! and as one who may. A route that has no sample here fails the run. The same matrix runs with the application's own
//! checks switched off, so that the database alone is seen to hold.

mod account_connectors;
pub mod api;
mod branding;
mod builder;
pub mod connectors;
mod cycles;
mod embedding;
mod error_webhook;
pub mod fixtures;
mod framed;
mod limits;
mod of_accounts;
mod oidc;
mod reports;
pub mod samples;
mod templates;
mod viewers;

use crate::support::app::Checks;
use crate::support::{Answer, Caller, World};
use berth::web::routes::Line;
use berth::web::server;
use diesel::prelude::*;
use fixtures::Fixtures;
use samples::Sample;

/// Names and texts of the first partner that nobody else may ever see, and whose they are.
const MARKS: [(&str, &str); 22] = [
    ("Root Holding", "root"),
    ("Branch Office", "branch"),
    ("Leaf Shop", "leaf"),
    ("Sibling Trading", "sibling"),
    ("Stopped Works", "stopped"),
    ("ada.vance@northwind.test", "console"),
    ("secret of Import", "console"),
    ("Harbour Secret Works", "console"),
    ("secret of Cycle", "console"),
    ("secret of Incident", "console"),
    ("secret of Template", "console"),
    ("secret of Owner", "branch"),
    ("Ledger of the branch", "branch"),
    ("secret of Saved", "console"),
    ("Mail of the branch", "branch"),
    ("secret of Call", "console"),
    ("secret-of-host", "console"),
    ("Program of the branch", "branch"),
    ("secret of Provider", "console"),
    ("secret of Client", "console"),
    ("secret of Subject", "console"),
    (account_connectors::SECRET, "nobody"),
];

/// The routes of pages and forms; calls of the API have a matrix of their own.
fn pages() -> Vec<Line> {
    server::table().into_iter().filter(|line| !api::is_call(line)).collect()
}

/// A sample for each route, by its method and pattern.
fn sample_of(line: &Line) -> Sample {
    samples::find(line.method, line.path).unwrap_or_else(|| {
        panic!("{} {} is not in the isolation matrix: add it to tests/it/isolation/samples.rs", line.method, line.path)
    })
}

async fn call(caller: &Caller, line: &Line, sample: &Sample, fixtures: &Fixtures) -> Answer {
    let path = fixtures.fill(sample.path);
    match (line.method, sample.upload) {
        ("GET", _) => caller.get(&path).await,
        (_, Some(content)) => caller.upload(&path, "a file", content.as_bytes()).await,
        _ => {
            let form: Vec<(String, String)> =
                sample.form.iter().map(|(k, v)| ((*k).to_owned(), fixtures.fill(v))).collect();
            let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
            caller.post(&path, &form).await
        }
    }
}

/// Everybody who has no business at the first partner's `branch`.
async fn strangers(world: &World) -> Vec<Caller> {
    vec![
        world.visitor(),
        world.foreign_console().await,
        world.foreign_admin().await,
        world.admin_of(world.sibling).await,
        world.admin_of(world.root).await,
        world.admin_of(world.leaf).await,
        world.admin_of(world.stopped).await,
    ]
}

/// What must not appear in an answer to this caller.
fn forbidden_marks(caller: &Caller) -> impl Iterator<Item = &'static str> {
    let own = caller.name.split(' ').next().unwrap_or_default().to_owned();
    MARKS.into_iter().filter(move |(_, whose)| *whose != own).map(|(mark, _)| mark)
}

/// All of these, for who must see nothing of any account.
fn world_marks() -> impl Iterator<Item = &'static str> {
    MARKS.into_iter().map(|(mark, _)| mark)
}

/// What this caller gets for an address at which there is nothing: what stands around it is as for all of their pages.
async fn what_is_absent(caller: &Caller) -> Answer {
    caller.get("/me").await;
    let absent = caller.get("/none").await;
    absent.assert_status(404);
    absent
}

/// 404, to the last byte as for what does not exist (T4).
fn assert_absent(what: &str, answer: &Answer, absent: &Answer) {
    assert_eq!(answer.status, 404, "{what}");
    assert_eq!(answer.body, absent.body, "{what}");
}

/// A digest of every row of the first partner, as the test's own role sees it.
fn fingerprint(world: &World) -> Vec<(String, String)> {
    let mut conn = world.database.look();
    let partner = world.near().partner;
    // Sessions carry when they were last used, which looking changes, and who calls takes a turn of its own.
    let tables: Vec<String> = diesel::sql_query(
        "select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname not in ('sessions', 'api_turns')
            and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'partner_id')
          order by 1",
    )
    .load::<Name>(&mut conn)
    .unwrap()
    .into_iter()
    .map(|n| n.name)
    .collect();
    assert!(tables.len() > 10, "{tables:?}");
    tables
        .into_iter()
        .map(|table| {
            let digest = diesel::sql_query(format!(
                "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as name from {table} t where partner_id = '{partner}'"
            ))
            .get_result::<Name>(&mut conn)
            .unwrap();
            (table, digest.name)
        })
        .collect()
}

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = diesel::sql_types::Text)]
    name: String,
}

/// What a stranger must get, with the application's checks on.
fn assert_refused(line: &Line, sample: &Sample, caller: &Caller, answer: &Answer) {
    let what = format!("{} {} as {}", line.method, line.path, caller.name);
    match (line.place, caller.name.as_str()) {
        ("public", _) => assert!(answer.status.as_u16() < 500, "{what}: {}", answer.status),
        (_, "anonymous") => {
            assert_eq!(answer.status, 303, "{what}");
            assert!(answer.location().starts_with("/sign-in"), "{what}: {}", answer.location());
        }
        // The person's own things: there is no stranger to those, unless another's id is named.
        ("self", _) if !sample.names_something() => assert_ne!(answer.status.as_u16() / 100, 5, "{what}"),
        // The other partner's staff work in their own console, where nothing of ours is.
        ("partner", "foreign console") if !sample.names_something() => {
            assert_ne!(answer.status.as_u16() / 100, 5, "{what}");
        }
        _ => {
            assert_eq!(answer.status, 404, "{what}");
        }
    }
}

async fn matrix(checks: Checks) {
    let world = World::with(checks).await;
    let fixtures = Fixtures::make(&world).await;
    let strangers = strangers(&world).await;
    let mut absent = Vec::new();
    for caller in &strangers {
        absent.push(what_is_absent(caller).await);
    }
    let before = fingerprint(&world);
    for line in pages() {
        let sample = sample_of(&line);
        for (caller, absent) in strangers.iter().zip(&mut absent) {
            // Nobody is a stranger to their own things, and may change them.
            let own = line.place == "self" && line.method == "POST" && !sample.names_something();
            if sample.ends_session || own {
                continue;
            }
            let answer = call(caller, &line, &sample, &fixtures).await;
            if checks == Checks::On {
                assert_refused(&line, &sample, caller, &answer);
            }
            // T4: a foreign id answers like one that does not exist, to the last byte.
            if answer.status == 404 && line.place != "public" {
                // Whoever changed what is their own has other pages from then on.
                if answer.body != absent.body {
                    *absent = what_is_absent(caller).await;
                }
                assert_eq!(answer.body, absent.body, "{} {} as {}", line.method, line.path, caller.name);
            }
            for mark in forbidden_marks(caller) {
                assert!(
                    !answer.body.contains(mark),
                    "{} {} shows “{mark}” to {} (checks {checks:?})",
                    line.method,
                    line.path,
                    caller.name
                );
            }
        }
    }
    for ((table, before), (_, after)) in before.iter().zip(fingerprint(&world)) {
        assert_eq!(*before, after, "a stranger changed table {table} (checks {checks:?})");
    }
}

#[actix_web::test]
async fn strangers_get_nothing_from_any_route() {
    matrix(Checks::On).await;
}

#[actix_web::test]
async fn the_database_alone_holds_when_the_applications_checks_are_off() {
    matrix(Checks::Off).await;
}

/// The other half: whoever may, can. Each change gets a world of its own.
#[actix_web::test]
async fn those_who_may_get_through_every_route() {
    let shared = World::start().await;
    let shared_fixtures = Fixtures::make(&shared).await;
    let (staff, admin) = (shared.console().await, shared.admin_of(shared.branch).await);
    for line in pages() {
        let sample = sample_of(&line);
        let answer = if line.method == "GET" {
            let caller = if line.place == "account" { &admin } else { &staff };
            call(caller, &line, &sample, &shared_fixtures).await
        } else {
            let world = World::start().await;
            let fixtures = Fixtures::make(&world).await;
            let caller =
                if line.place == "account" { world.admin_of(world.branch).await } else { world.console().await };
            let answer = call(&caller, &line, &sample, &fixtures).await;
            world.app.stop().await;
            answer
        };
        let good = sample.good.map_or_else(|| matches!(answer.status.as_u16(), 200 | 303), |s| answer.status == s);
        assert!(
            good && !answer.location().starts_with("/sign-in?"),
            "{} {}: {} {} {}",
            line.method,
            line.path,
            answer.status,
            answer.location(),
            answer.body.chars().take(3_000).collect::<String>()
        );
    }
}

/// A right that is missing is said (403), in the partner's own console.
#[actix_web::test]
async fn without_rights_there_is_the_dashboard_and_nothing_else() {
    let world = World::start().await;
    let fixtures = Fixtures::make(&world).await;
    let bare = world.bare_console().await;
    let before = fingerprint(&world);
    for line in pages().into_iter().filter(|l| l.place == "partner" && l.right != "Console user") {
        let answer = call(&bare, &line, &sample_of(&line), &fixtures).await;
        assert_eq!(answer.status, 403, "{} {}", line.method, line.path);
        assert!(
            answer.body.contains(line.right),
            "{} {} does not name the right {}",
            line.method,
            line.path,
            line.right
        );
    }
    assert_eq!(before, fingerprint(&world));
}

/// A suspended account's own people see that it is suspended, and nothing else of it.
#[actix_web::test]
async fn a_suspended_account_says_so_on_every_page() {
    let world = World::start().await;
    let fixtures = Fixtures::make(&world).await.with_account(world.stopped);
    let caller = world.admin_of(world.stopped).await;
    for line in pages().into_iter().filter(|l| l.place == "account") {
        let sample = sample_of(&line);
        let answer = call(&caller, &line, &sample, &fixtures).await;
        assert_eq!(answer.status, 403, "{} {}", line.method, line.path);
        assert!(answer.body.contains("suspended"), "{} {}", line.method, line.path);
        assert!(!answer.body.contains("unpaid"), "the partner's reason is the partner's");
    }
}

/// Postgres takes no NUL in a text, so none may reach it from a path: wherever a route has a parameter, one with a NUL is
/// like one that does not exist.
#[actix_web::test]
async fn a_nul_in_any_parameter_of_a_path_is_not_found() {
    let world = World::start().await;
    let callers = [world.visitor(), world.console().await, world.admin_of(world.branch).await];
    let fixtures = Fixtures::make(&world).await;
    let mut called = 0;
    for line in pages().into_iter().filter(|line| line.path.contains('{')) {
        let sample = sample_of(&line);
        for (place, part) in line.path.split('/').enumerate().filter(|(_, part)| part.starts_with('{')) {
            for nul in ["%00", "a%00b"] {
                let real = fixtures.fill(sample.path);
                let parts = real.split('?').next().unwrap().split('/').enumerate();
                let path: Vec<&str> = parts.map(|(at, own)| if at == place { nul } else { own }).collect();
                for caller in &callers {
                    let answer = match line.method {
                        "GET" => caller.get(&path.join("/")).await,
                        _ => caller.post(&path.join("/"), sample.form).await,
                    };
                    called += 1;
                    let what = format!("{} {} with {nul} as {part}, {}", line.method, line.path, caller.name);
                    assert_eq!(answer.status, 404, "{what}");
                }
            }
        }
    }
    assert!(called > 300, "{called}");
    for path in ["/sign-in/%2500", "/static/%2500", "/console/accounts/%2500", "/console/bulk/%2500"] {
        assert_eq!(callers[1].get(path).await.status, 404, "{path}");
    }
}

/// The table of routes with place and right: a change of it is read in the diff.
#[test]
fn the_table_of_routes() {
    let table: String = server::table()
        .iter()
        .map(|l| format!("{:<5} {:<52} {:<8} {}\n", l.method, l.path, l.place, l.right))
        .collect();
    insta::assert_snapshot!(table);
}
