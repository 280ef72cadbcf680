//! Through PgBouncer in transaction mode, the Debian package: pages, webhooks, the engine and counting, with fewer
//! connections to Postgres than there are to the pooler, so that no two transactions can count on the same one.

use crate::engine::{rows, three_steps};
use crate::support::command::berth_with;
use crate::support::database::{admin_url, config, settings};
use crate::support::target::Target;
use crate::support::world::PASSWORD;
use crate::support::{Caller, World};
use actix_web::web;
use berth::db::Database;
use berth::web::{server, state::App};
use serde_json::json;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A pooler that ends with this value.
struct Pooler {
    child: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Pooler {
    fn start() -> Pooler {
        let folder = tempfile::tempdir().unwrap();
        // It refuses to run as root and must read its files as somebody else.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (server, at) = (admin_url(), folder.path().display());
        std::fs::write(folder.path().join("users"), "\"berth_test_app\" \"test-only\"\n").unwrap();
        let settings = format!(
            "[databases]\n* = host={} port={}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n\
             pool_mode = transaction\ndefault_pool_size = 3\nmax_client_conn = 200\nauth_type = plain\nauth_file = {at}/users\n",
            server.host_str().unwrap(),
            server.port().unwrap_or(5432)
        );
        let file = folder.path().join("pgbouncer.ini");
        std::fs::write(&file, settings).unwrap();
        let program =
            if std::path::Path::new("/usr/sbin/pgbouncer").exists() { "/usr/sbin/pgbouncer" } else { "pgbouncer" };
        let mut command = Command::new(program);
        if std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
            command.args(["-u", "nobody"]);
        }
        let child =
            command.arg("-q").arg(file).stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::null()).spawn();
        let child = child.expect("pgbouncer, which bin/setup --all installs");
        let end = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < end, "pgbouncer did not start");
            std::thread::sleep(Duration::from_millis(50));
        }
        Pooler { child, port, _folder: folder }
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[actix_web::test]
async fn pages_webhooks_the_engine_and_counting_work_through_a_pooler() {
    let (world, target, pooler) = (World::start().await, Target::start(), Pooler::start());
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let pooled = format!("postgres://berth_test_app:test-only@127.0.0.1:{}/{}", pooler.port, world.database.name());
    let changes = [
        ("APP_DATABASE_URL", pooled.as_str()),
        ("BERTH_POOLED", "1"),
        ("PORT", port.as_str()),
        ("BERTH_POOL", "12"),
        ("ALLOWED_NETWORKS", "127.0.0.1/32"),
    ];
    let settings = settings(world.database.name(), &changes);
    let config = config(&settings);
    let db = Database::open(&config, world.app.clock.clone());
    let app = web::Data::new(App::new(config.clone(), db).unwrap());
    actix_web::rt::spawn(server::serve(app.clone(), listener, false).unwrap());

    // The boot self-test and the command see the same walls as without a pooler.
    let mut checked = settings.clone();
    checked.remove("PORT");
    berth_with(&checked, &["doctor"]).assert_code(0);

    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let hook = format!("{}{}", config.url.as_str().trim_end_matches('/'), hooks[0].1);
    let console = Caller::new("console", config.url.as_str());
    console.sign_in("ada.vance@northwind.test", PASSWORD).await.assert_status(303);
    let account = format!("/console/accounts/{}", world.root);
    let (report, own) = (format!("{account}/reports"), world.root);
    for _ in 0..5 {
        // Sixteen at once over three connections: each transaction meets another server.
        let pages = futures_util::future::join_all((0..12).map(|no| {
            let path = ["/console", "/console/accounts", &account, &report][no % 4];
            console.get(path)
        }));
        let posts = futures_util::future::join_all(
            (0..4).map(|_| reqwest::Client::new().post(&hook).json(&json!({"customer": "ada", "total": 1})).send()),
        );
        let (pages, posts, ran) = futures_util::join!(pages, posts, berth::testing::run_cycles(&app));
        ran.unwrap();
        for page in pages {
            page.assert_ok();
        }
        for posted in posts {
            assert_eq!(posted.unwrap().status().as_u16(), 202);
        }
        berth::testing::count_use(&app).unwrap();
    }
    while berth::testing::run_cycles(&app).await.unwrap() > 0 {}
    berth::testing::count_use(&app).unwrap();
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["done|20"]);
    assert_eq!(target.heard().len(), 20);
    assert_eq!(
        rows(&world, &format!("tasks, transactions from usage_account_days where account_id = '{own}'")),
        ["40|20"]
    );
    // Each asks another database role for another account's rows: a scope that stayed with a connection would show them.
    let foreign = Caller::new("foreign", config.url.as_str());
    foreign.sign_in("carl@contoso.test", PASSWORD).await;
    for _ in 0..10 {
        foreign.get(&account).await.assert_status(404);
        console.get(&account).await.assert_ok();
    }
    berth_with(&settings, &["reconcile"]).assert_code(0);
}
