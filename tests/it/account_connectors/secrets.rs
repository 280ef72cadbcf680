//! Credentials are written and never read again by anybody but the engine.

use super::{connected, id_of, in_console, ledgerly};
use crate::people::lines;
use crate::support::command::Serving;
use crate::support::{Caller, World, world::PASSWORD};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;

const TOKEN: &str = "hunter-token-7261";

#[derive(QueryableByName)]
struct Sealed {
    #[diesel(sql_type = diesel::sql_types::Binary)]
    secret: Vec<u8>,
}

fn sealed(world: &World, id: uuid::Uuid) -> Vec<u8> {
    let query = format!("select secret from account_connectors where id = '{id}'");
    diesel::sql_query(query).get_result::<Sealed>(&mut world.database.look()).unwrap().secret
}

/// Everything the database holds, as text: what was written in plain would be found.
fn everything(world: &World) -> String {
    let tables = lines(
        world,
        "select c.relname::text as line from pg_class c where c.relnamespace = 'public'::regnamespace
            and c.relkind in ('r', 'p') and not c.relispartition",
    );
    assert!(tables.len() > 20);
    tables.iter().flat_map(|table| lines(world, &format!("select t::text as line from {table} t"))).collect()
}

#[actix_web::test]
async fn no_role_of_a_page_can_select_them() {
    let world = World::start().await;
    let (console, library) = (world.console().await, ledgerly(&world));
    connected(&console, &in_console(world.root), &library, "Ledger", TOKEN).await;
    let (partner, root) = (world.near().partner, world.root);
    let select = |role: &str, what: &str| {
        let mut conn = world.database.look();
        conn.batch_execute(&format!(
            "begin; set local role {role}; set local app.partner_id = '{partner}'; set local app.account_id = '{root}'"
        ))
        .unwrap();
        diesel::sql_query(format!("select {what} from account_connectors"))
            .execute(&mut conn)
            .map_err(|e| e.to_string())
    };
    for role in ["berth_partner", "berth_account"] {
        assert_eq!(select(role, "name"), Ok(1), "{role} sees the row");
        for what in ["secret", "*", "account_connectors"] {
            let refused = select(role, what).unwrap_err();
            assert!(refused.contains("permission denied"), "{role} selects {what}: {refused}");
        }
    }
    assert!(select("berth_person", "name").unwrap_err().contains("permission denied"));
    assert_eq!(select("berth_worker", "secret"), Ok(1), "the engine's own role reads it");
}

#[actix_web::test]
async fn they_are_nowhere_in_plain_and_no_page_shows_them() {
    let world = World::start().await;
    let (console, library) = (world.console().await, ledgerly(&world));
    let page = connected(&console, &in_console(world.root), &library, "Ledger", TOKEN).await;
    let hidden = sealed(&world, id_of(&page));
    assert!(!hidden.windows(TOKEN.len()).any(|part| part == TOKEN.as_bytes()));
    let all = everything(&world);
    let hex: String = TOKEN.bytes().map(|b| format!("{b:02x}")).collect();
    assert!(all.contains("Ledger") && !all.contains(TOKEN) && !all.contains(&hex), "it is stored in plain");
    let entries = lines(&world, "select l::text as line from audit_log l where action = 'account_connector.connected'");
    assert!(entries.len() == 1 && !entries[0].contains(TOKEN) && !entries[0].contains(&hex));
    for path in ["", "/edit", "/connection", "/disconnection", "/sharing", "/removal"] {
        assert!(!console.get(&format!("{page}{path}")).await.assert_ok().body.contains(TOKEN), "{path}");
    }
    // A form that is sent back keeps what is no secret, and no secret.
    let broken = format!("{TOKEN}\nx");
    let refused = console.post(&format!("{page}/connection"), &[("token", &broken), ("version", "2")]).await;
    refused.assert_refused("token", "control character");
    assert!(!refused.body.contains(TOKEN));
    let stale = console.post(&format!("{page}/connection"), &[("token", TOKEN), ("version", "1")]).await;
    assert!(!stale.assert_status(409).body.contains(TOKEN));
    // Other parameters, the same credentials.
    console.post(&format!("{page}/edit"), &[("name", "Other"), ("version", "2")]).await.assert_redirect(&page);
    assert_eq!(sealed(&world, id_of(&page)), hidden);
    assert_eq!(
        world.near().opened(id_of(&page), &hidden).unwrap(),
        format!("{{\"kind\":\"token\",\"token\":\"{TOKEN}\"}}")
    );
    console.post(&format!("{page}/disconnection"), &[("version", "3")]).await.assert_redirect(&page);
    let left = lines(&world, "select coalesce(encode(secret, 'hex'), 'none') as line from account_connectors");
    assert_eq!(left, ["none"], "disconnected means forgotten");
}

#[actix_web::test]
async fn sealed_credentials_open_in_their_own_row_only() {
    let world = World::start().await;
    let (console, library) = (world.console().await, ledgerly(&world));
    let one = connected(&console, &in_console(world.root), &library, "One", TOKEN).await;
    let two = connected(&console, &in_console(world.sibling), &library, "Two", TOKEN).await;
    let hidden = sealed(&world, id_of(&one));
    assert!(world.near().opened(id_of(&one), &hidden).unwrap().contains(TOKEN));
    assert!(world.near().opened(id_of(&two), &hidden).is_err(), "moved to another row it does not open");
    assert_ne!(hidden, sealed(&world, id_of(&two)), "equal secrets do not look equal");
}

#[actix_web::test]
async fn the_log_holds_neither_credentials_nor_the_token_of_a_link() {
    let world = World::start().await;
    let library = ledgerly(&world);
    let serving = Serving::start(world.database.name(), &[("LOG_FORMAT", "json")]);
    let console = Caller::new("console", &serving.url);
    console.sign_in("ada.vance@northwind.test", PASSWORD).await.assert_status(303);
    let page = connected(&console, &in_console(world.root), &library, "Ledger", TOKEN).await;
    let made = console.post(&format!("{page}/links"), &[]).await;
    let link = made.assert_ok().value_of("#setup-link").unwrap();
    let path = link[link.find("/connect/").unwrap()..].to_owned();
    let visitor = Caller::new("visitor", &serving.url);
    visitor.get(&path).await.assert_ok();
    visitor.post(&path, &[("token", "hunter-token-9")]).await.assert_ok();
    serving.wait_for_line("POST /connect/(token) 200");
    let log = serving.log().join("\n");
    assert!(log.contains("GET /connect/(token) 200"));
    for secret in [TOKEN, "hunter-token-9", path.trim_start_matches("/connect/"), "Ledger"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}
