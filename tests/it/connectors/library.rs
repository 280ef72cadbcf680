//! The list, the catalogue, the registration at an application, and removing.

use super::{PAGE, SERVER, connector_of, document, import, operation, promote, version};
use crate::people::{count, lines};
use crate::support::World;
use diesel::connection::SimpleConnection;

const OAUTH: &str = "
components:
  securitySchemes:
    oauth: { type: oauth2, flows: { authorizationCode: { authorizationUrl: 'https://a.example/authorize', tokenUrl: 'https://a.example/token', scopes: { read: Reads } } } }
security: [{ oauth: [read] }]";

#[actix_web::test]
async fn an_application_of_the_catalogue_is_added_once_and_is_live() {
    let world = World::start().await;
    let console = world.console().await;
    let catalogue = console.get("/console/connectors/catalogue").await;
    assert!(catalogue.assert_ok().texts_of("tbody tr").len() >= 12);
    let form = "form[action='/console/connectors/catalogue/slack'] input[name=idempotency_key]";
    let key = catalogue.value_of(form).unwrap();
    let add = async || console.post("/console/connectors/catalogue/slack", &[("idempotency_key", &key)]).await;
    let first = add().await;
    let connector = first.assert_redirect("/console/connectors/").location().to_owned();
    assert_eq!(add().await.location(), connector, "a double click adds one");
    assert_eq!(count(&world, "connectors where live_release = 1 and kind = 'application'"), 1);
    let page = console.get(&connector).await;
    assert_eq!(page.assert_ok().text_of(".page-title .badge").as_deref(), Some("Release 1 live"));
    let again = console.get("/console/connectors/catalogue").await;
    assert!(again.attributes_of("main a", "href").contains(&connector), "it leads to the library");
    console.post("/console/connectors/catalogue/nothing", &[]).await.assert_not_found();
}

#[actix_web::test]
async fn the_list_is_paged_searched_and_filtered() {
    let world = World::start().await;
    let console = world.console().await;
    let empty = console.get(PAGE).await;
    let ways = empty.assert_ok().attributes_of("main a", "href");
    assert!(ways.iter().any(|w| w.ends_with("/catalogue")) && ways.iter().any(|w| w.ends_with("/import")), "{ways:?}");
    for name in ["Pear", "apple", "Apricot", "Quince"] {
        let form = [("name", name), ("base_url", "https://a.example"), ("auth", "none")];
        console.post(PAGE, &form).await.assert_status(303);
    }
    console.post("/console/connectors/catalogue/slack", &[]).await.assert_status(303);
    let names = async |query: &str| console.get(&format!("{PAGE}{query}")).await.texts_of("tbody .name a");
    assert_eq!(names("").await, ["apple", "Apricot", "Pear", "Quince", "Slack"]);
    assert_eq!(names("?q=AP").await, ["apple", "Apricot"]);
    assert_eq!(names("?kind=application").await, ["Slack"]);
    assert_eq!(names("?q=%25").await, Vec::<String>::new());
    let page = console.get(&format!("{PAGE}?rows=2&kind=custom")).await;
    assert_eq!(page.texts_of("tbody .name a"), ["apple", "Apricot"]);
    let next = page.attributes_of("a[rel=next]", "href").remove(0);
    assert_eq!(console.get(&next).await.texts_of("tbody .name a"), ["Pear", "Quince"]);
    assert!(!console.get_fragment(PAGE).await.body.contains("<html"));
    // Another partner's list stays empty (T1).
    assert!(world.foreign_console().await.get(PAGE).await.texts_of("tbody .name a").is_empty());
}

#[actix_web::test]
async fn a_registration_is_written_and_its_secret_never_shown() {
    let world = World::start().await;
    let console = world.console().await;
    let servers = format!("{SERVER}{OAUTH}");
    let draft = import(&console, &document(&servers, &operation("/a", "first")), "").await;
    let connector = connector_of(&draft);
    let page = format!("{connector}/client");
    assert_eq!(console.get(&page).await.assert_ok().text_of("#f-scopes").as_deref(), Some("read"), "as asked for");
    let form = |secret, version| {
        [("client_id", "our-id"), ("client_secret", secret), ("scopes", "read\nwrite"), ("version", version)]
    };
    let first = version(&console, &page).await;
    console.post(&page, &form("", &first)).await.assert_refused("client_secret", "Enter the client secret");
    let bad = console.post(&page, &[("client_id", ""), ("client_secret", "s3cret-s3cret"), ("version", &first)]).await;
    bad.assert_refused("client_id", "Enter the client ID");
    assert!(!bad.body.contains("s3cret"), "a secret is not filled in again");
    console.post(&page, &form("s3cret-s3cret", &first)).await.assert_redirect(&connector);
    console.post(&page, &form("another", &first)).await.assert_status(409);
    let secret = || lines(&world, "select encode(secret, 'hex') as line from connector_clients");
    let kept = secret();
    assert!(!kept[0].contains(&hex("s3cret")), "it is encrypted");
    for path in [&page, &connector] {
        let body = console.get(path).await.body;
        assert!(body.contains("our-id") && !body.contains("s3cret"), "{path}");
    }
    let log = lines(&world, "select changes::text as line from audit_log where action = 'connector.client'");
    assert!(log.len() == 1 && !log[0].contains("s3cret"), "{log:?}");
    // Left empty it stays; written anew it is another.
    let seen = version(&console, &page).await;
    console.post(&page, &form("", &seen)).await.assert_redirect(&connector);
    assert_eq!(secret(), kept);
    let seen = version(&console, &page).await;
    console.post(&page, &form("s3cret-s3cret", &seen)).await.assert_redirect(&connector);
    assert_ne!(secret(), kept);
    let seen = version(&console, &format!("{page}/removal")).await;
    console.post(&format!("{page}/removal"), &[("version", &seen)]).await.assert_redirect(&connector);
    assert_eq!(count(&world, "connector_clients"), 0);
    // Without OAuth there is nothing to register.
    let plain = import(&console, &document(SERVER, &operation("/a", "first")), "").await;
    console.get(&format!("{}/client", connector_of(&plain))).await.assert_status(409);
}

fn hex(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect()
}

#[actix_web::test]
async fn only_what_nobody_uses_is_removed() {
    let world = World::start().await;
    let console = world.console().await;
    let draft = import(&console, &document(SERVER, &operation("/a", "first")), "").await;
    promote(&console, &draft).await;
    let connector = connector_of(&draft);
    let id = connector.rsplit('/').next().unwrap();
    let mut conn = world.database.look();
    conn.batch_execute(&format!(
        "insert into account_connectors (partner_id, account_id, id, connector_id, name, created_at, created_by)
         select partner_id, '{}', gen_random_uuid(), id, n, now(), 'x' from connectors, (values ('A'), ('B')) v (n) where id = '{id}'",
        world.root
    ))
    .unwrap();
    let cells = console.get(PAGE).await.texts_of("tbody td");
    assert_eq!(cells.last().map(String::as_str), Some("1"), "one account, though it has it twice");
    let removal = format!("{connector}/removal");
    let refused = console.post(&removal, &[]).await;
    assert!(refused.assert_status(409).text_of(".error-summary").unwrap().contains("installed in accounts"));
    conn.batch_execute("delete from account_connectors").unwrap();
    conn.batch_execute(&format!(
        "with t as (insert into templates (partner_id, id, folder, name, name_key, description, created_at, updated_at, visible_to)
                    select partner_id, gen_random_uuid(), '', 'T', 't', '', now(), now(), 'all' from connectors returning partner_id, id)
         insert into template_releases (partner_id, template_id, number, state, flow, created_at, created_by)
         select t.partner_id, t.id, 1, 'draft', jsonb_build_object('slots', jsonb_build_array(jsonb_build_object('key', 's', 'connector', c.key))), now(), 'x'
           from t join connectors c on c.id = '{id}'"
    ))
    .unwrap();
    assert!(console.post(&removal, &[]).await.assert_status(409).body.contains("Templates use"));
    conn.batch_execute("delete from template_releases; delete from templates").unwrap();
    console.post(&removal, &[]).await.assert_redirect(PAGE);
    assert_eq!(count(&world, "connectors"), 0);
    console.get(&connector).await.assert_not_found();
}

#[actix_web::test]
async fn a_connector_is_renamed_and_keeps_its_key() {
    let world = World::start().await;
    let console = world.console().await;
    let draft = import(&console, &document(SERVER, &operation("/a", "first")), "").await;
    let page = format!("{}/name", connector_of(&draft));
    console.post(&page, &[("name", " "), ("version", "1")]).await.assert_refused("name", "Enter a name");
    console.post(&page, &[("name", "Harbour two"), ("version", "1")]).await.assert_status(303);
    let late = console.post(&page, &[("name", "Late"), ("version", "1")]).await;
    assert_eq!(late.assert_status(409).value_of("#f-name").as_deref(), Some("Late"), "what was typed is kept");
    assert_eq!(lines(&world, "select key || ' ' || name as line from connectors"), ["harbour Harbour two"]);
    // The next of that name gets a key of its own.
    import(&console, &document(SERVER, &operation("/a", "first")), "").await;
    assert_eq!(lines(&world, "select key as line from connectors order by key"), ["harbour", "harbour-2"]);
}
