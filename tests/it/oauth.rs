//! Account Connectors that are connected by signing in at an application, and tokens that the engine keeps fresh, against
//! a real OAuth 2.0 server (MODEL section 5; SECURITY section 4).

use crate::engine::{post, rows, run, world};
use crate::support::oauth::{CUSTOMER, PARTNER, Provider};
use crate::support::target::Target;
use crate::support::{Answer, Caller, World};
use actix_web::web;
use berth::ids::AccountId;
use berth::web::state::App;
use chrono::Duration;
use serde_json::{Value, json};
use uuid::Uuid;

/// A connector of the library at which the partner is registered.
pub async fn library(world: &World, definition: Value, secret: &str) -> String {
    let library = world.near().connector("ledgerly", definition).unwrap().to_string();
    let form = [("client_id", PARTNER.0), ("client_secret", secret), ("version", "1")];
    let here = format!("/console/connectors/{library}");
    world.console().await.post(&format!("{here}/client"), &form).await.assert_redirect(&here);
    library
}

/// The same by the name that templates call it by.
pub async fn registered(world: &World, definition: Value) {
    library(world, definition, PARTNER.1).await;
}

pub async fn added(caller: &Caller, here: &str, library: &str) -> String {
    let form = [("connector", library), ("name", "Leeds"), ("shared", "1")];
    caller.post(here, &form).await.assert_redirect(here).location().to_owned()
}

/// Where the browser goes on to.
fn leaves(answer: &Answer) -> String {
    let url = answer.assert_ok().header("refresh").strip_prefix("0; url=").unwrap().to_owned();
    assert_eq!(answer.attributes_of("main a.btn", "href"), [url.as_str()], "and by hand, where it does not");
    url
}

/// Begins a sign-in on a connector's page.
pub async fn begun(caller: &Caller, page: &str) -> String {
    let form = caller.get(&format!("{page}/connection")).await;
    let version = form.value_of("main input[name=version]").unwrap();
    leaves(&caller.post(&format!("{page}/connection"), &[("version", &version)]).await)
}

/// What an application sends the browser back to, as a path.
pub fn path_of(back: &str) -> &str {
    &back[back.find("/oauth/callback").unwrap()..]
}

async fn connected(world: &World, provider: &Provider, caller: &Caller, here: &str, library: &str) -> String {
    let page = added(caller, here, library).await;
    let back = provider.allow(&begun(caller, &page).await).await;
    assert!(back.starts_with(world.config.url.as_str()), "{back}");
    caller.get(path_of(&back)).await.assert_redirect(&page);
    page
}

async fn badge(caller: &Caller, page: &str) -> String {
    caller.get(page).await.assert_ok().text_of(".page-title .badge").unwrap_or_default()
}

fn id_of(page: &str) -> Uuid {
    page.rsplit('/').next().unwrap().parse().unwrap()
}

/// What the vault holds of the only Account Connector.
fn held(world: &World, page: &str) -> Value {
    let sealed = rows(world, "encode(secret, 'hex') from account_connectors where secret is not null");
    let bytes: Vec<u8> =
        (0..sealed[0].len()).step_by(2).map(|at| u8::from_str_radix(&sealed[0][at..at + 2], 16).unwrap()).collect();
    serde_json::from_str(&world.near().opened(id_of(page), &bytes).unwrap()).unwrap()
}

/// A running cycle that lists orders through the Account Connector; answers its page and the path of its webhook.
async fn cycle(world: &World, account: AccountId, of: &str) -> (String, String) {
    let flow = json!({"steps": [
            {"key": "hook", "name": "Hook", "kind": "webhook"},
            {"key": "get", "name": "Get orders", "kind": "action", "slot": "books", "method": "orders"}],
        "edges": [{"from": "hook", "to": "get"}], "slots": [{"key": "books", "connector": "ledgerly"}]});
    let id = world.near().paused_cycle(&world.app.app, account, "Orders", flow).unwrap();
    let (page, console) = (format!("/console/accounts/{account}/cycles/{id}"), world.console().await);
    let chosen = id_of(of).to_string();
    console.post(&format!("{page}/connectors"), &[("slot_books", &chosen)]).await.assert_redirect(&page);
    console.post(&format!("{page}/activation"), &[]).await.assert_redirect(&page);
    let hook = console.get(&page).await.value_of("#hook-hook").unwrap();
    (page, hook[hook.find("/hooks/").unwrap()..].to_owned())
}

async fn somebody_connects(caller: &Caller, world: &World, here: &str) {
    let (provider, target) = (Provider::start(world), Target::start());
    let library = library(world, provider.by_code(&target.url), PARTNER.1).await;
    let page = added(caller, here, &library).await;
    let form = caller.get(&format!("{page}/connection")).await;
    assert_eq!(form.text_of("form.page button").as_deref(), Some("Connect with Ledgerly"));
    let url = begun(caller, &page).await;
    for part in ["code_challenge_method=S256", "response_type=code", "client_id=the-partner", "scope=orders"] {
        assert!(url.contains(part), "{part}: {url}");
    }
    let back = provider.allow(&url).await;
    let state = back.split_once("state=").unwrap().1.split('&').next().unwrap();
    let kept = rows(world, "g::text from oauth_grants g");
    assert!(kept.len() == 1 && !kept[0].contains(state), "only its hash is kept");
    let done = caller.get(path_of(&back)).await;
    done.assert_redirect(&page);
    assert_eq!(done.location(), page, "no code stays in the address");
    assert_eq!(badge(caller, &page).await, "Connected");
    let held = held(world, &page);
    let (access, refresh) = (held["access"].as_str().unwrap(), held["refresh"].as_str().unwrap());
    let all = rows(world, "c::text from account_connectors c").join("") + &caller.get(&page).await.body;
    assert!(!all.contains(access) && !all.contains(refresh), "sealed, and never shown");
    assert_eq!(rows(world, "scopes from account_connectors"), ["{orders}"]);
    assert_eq!(provider.said("authorization_code").await, 1);
    // Once is once.
    caller.get(path_of(&back)).await.assert_status(404);
    let entries = rows(world, "action from audit_log where action = 'account_connector.connected'");
    assert_eq!(entries.len(), 1);
}

#[actix_web::test]
async fn staff_connects_by_signing_in_at_the_application() {
    let world = world().await;
    somebody_connects(&world.console().await, &world, &format!("/console/accounts/{}/connectors", world.branch)).await;
}

#[actix_web::test]
async fn an_accounts_own_people_connect_by_signing_in_at_the_application() {
    let world = world().await;
    let here = format!("/a/{}/connectors", world.branch);
    somebody_connects(&world.admin_of(world.branch).await, &world, &here).await;
}

/// Who came from an installation goes on with it; only a page of ours is gone to.
#[actix_web::test]
async fn one_comes_back_to_where_the_connector_was_wanted() {
    let world = world().await;
    let (provider, admin) = (Provider::start(&world), world.admin_of(world.branch).await);
    let library = library(&world, provider.by_code("https://api.example"), PARTNER.1).await;
    let list = format!("/a/{}/connectors", world.branch);
    let wanted = format!("/a/{}/install?template=1&slot_books=newest&step=connectors", world.branch);
    for (back, to) in
        [(wanted.as_str(), wanted.as_str()), ("https://elsewhere.example/", ""), ("//elsewhere.example", "")]
    {
        let form = [("connector", library.as_str()), ("name", back), ("shared", "1"), ("back", back)];
        let page = admin.post(&list, &form).await.assert_redirect(&list).location().to_owned();
        let page = page.split('?').next().unwrap();
        let query: String = url::form_urlencoded::byte_serialize(back.as_bytes()).collect();
        let asked = admin.get(&format!("{page}/connection?back={query}")).await;
        let kept = asked.assert_ok().value_of("main input[name=back]").unwrap_or_default();
        assert_eq!(kept, to);
        let version = asked.value_of("main input[name=version]").unwrap();
        let form = [("version", version.as_str()), ("back", back)];
        let came = provider.allow(&leaves(&admin.post(&format!("{page}/connection"), &form).await)).await;
        let done = admin.get(path_of(&came)).await;
        assert_eq!(done.assert_status(303).location(), if to.is_empty() { page } else { to });
    }
}

/// `InlineOAuth` false: the installation stays where it is, and the tab says that it is done.
#[actix_web::test]
async fn a_sign_in_opens_in_a_tab_of_its_own_where_the_installation_asks_for_that() {
    let world = world().await;
    let (provider, admin) = (Provider::start(&world), world.admin_of(world.branch).await);
    let library = library(&world, provider.by_code("https://api.example"), PARTNER.1).await;
    let page = added(&admin, &format!("/a/{}/connectors", world.branch), &library).await;
    let escaped = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let install = format!("/a/{}/install?template=1&launch=", world.branch);
    for (launch, own) in [("launch?inline=false&auto=false", true), ("launch?inline=true", false), ("", false)] {
        let back = format!("{install}{}", escaped(launch));
        let asked = admin.get(&format!("{page}/connection?back={}", escaped(&back))).await;
        let of_form = |name: &str| asked.attributes_of("form.page[method=post]", name);
        asked.assert_ok();
        if !own {
            assert!(of_form("target").is_empty() && !asked.body.contains("I have signed in"), "{launch}");
            continue;
        }
        assert_eq!((of_form("target"), of_form("rel")), (vec!["_blank".to_owned()], vec!["noopener".to_owned()]));
        assert!(
            asked.body.contains("It opens in a tab of its own. When you have signed in there, come back and go on.")
        );
        let ways = asked.attributes_of("form.page p a", "href");
        assert_eq!(
            (ways.as_slice(), asked.text_of("form.page p a").as_deref()),
            ([back].as_slice(), Some("I have signed in, go on"))
        );
        let refused = provider.refuse(&leaves(&admin.send(&asked, "form.page[method=post]", &[]).await)).await;
        admin.get(path_of(&refused)).await.assert_redirect(&format!("{page}/connection?back="));
        let came = provider.allow(&leaves(&admin.send(&asked, "form.page[method=post]", &[]).await)).await;
        let done = admin.get(path_of(&came)).await;
        let said = done.assert_ok().text_of("main p, p[data-close-window]").unwrap_or_default();
        assert_eq!(said, "“Leeds” is connected. Close this tab and go on where you came from.");
        assert_eq!(badge(&admin, &page).await, "Connected");
    }
}

#[actix_web::test]
async fn a_state_is_good_once_for_ten_minutes_in_the_browser_that_began() {
    let world = world().await;
    let (provider, admin) = (Provider::start(&world), world.admin_of(world.branch).await);
    let library = library(&world, provider.by_code("https://api.example"), PARTNER.1).await;
    let page = added(&admin, &format!("/a/{}/connectors", world.branch), &library).await;
    let unknown = admin.get("/oauth/callback?state=none&code=x").await;
    assert!(unknown.assert_status(404).body.contains("cannot be finished"));
    admin.get("/oauth/callback").await.assert_status(404);
    let back = provider.allow(&begun(&admin, &page).await).await;
    // Others, signed in or not, in the account or above it.
    let others = [world.visitor(), world.console().await, world.admin_of(world.root).await];
    for other in &others {
        assert_eq!(other.get(path_of(&back)).await.assert_status(404).body, unknown.body);
    }
    // Of the same browser only the last one begun is good.
    let newer = provider.allow(&begun(&admin, &page).await).await;
    admin.get(path_of(&back)).await.assert_status(404);
    // Late.
    world.clock.advance(Duration::minutes(10));
    assert_eq!(admin.get(path_of(&newer)).await.assert_status(404).body, unknown.body);
    assert_eq!(badge(&admin, &page).await, "Not connected");
    assert_eq!(provider.said("authorization_code").await, 0, "no code was exchanged");
    // A session that ended meanwhile takes the sign-in with it.
    let back = provider.allow(&begun(&admin, &page).await).await;
    admin.post("/sign-out", &[]).await.assert_status(303);
    admin.get(path_of(&back)).await.assert_status(404);
}

#[actix_web::test]
async fn what_the_application_refuses_is_said_in_words_and_changes_nothing() {
    let world = world().await;
    let (provider, admin) = (Provider::start(&world), world.admin_of(world.branch).await);
    let library = library(&world, provider.by_code("https://api.example"), "wrong").await;
    let page = added(&admin, &format!("/a/{}/connectors", world.branch), &library).await;
    let form = format!("{page}/connection");
    let back = provider.refuse(&begun(&admin, &page).await).await;
    admin.get(path_of(&back)).await.assert_redirect(&form);
    assert!(admin.get(&form).await.body.contains("Access was refused at Ledgerly"));
    // The partner's own secret is wrong: it is the partner who can mend it.
    let back = provider.allow(&begun(&admin, &page).await).await;
    admin.get(path_of(&back)).await.assert_redirect(&form);
    let said = admin.get(&form).await.body;
    assert!(said.contains("Ask Northwind Apps to correct them") && !said.contains("wrong<"), "{said}");
    // A code that somebody made up.
    let url = begun(&admin, &page).await;
    let state = url.split_once("state=").unwrap().1.split('&').next().unwrap().to_owned();
    admin.get(&format!("/oauth/callback?state={state}&code=made-up")).await.assert_redirect(&form);
    assert_eq!(badge(&admin, &page).await, "Not connected");
    assert_eq!(rows(&world, "1 from account_connectors where secret is not null"), Vec::<String>::new());
}

#[actix_web::test]
async fn whoever_has_a_setup_link_signs_in_at_the_application_and_uses_it_up() {
    let world = world().await;
    let (provider, admin) = (Provider::start(&world), world.admin_of(world.branch).await);
    let library = library(&world, provider.by_code("https://api.example"), PARTNER.1).await;
    let page = added(&admin, &format!("/a/{}/connectors", world.branch), &library).await;
    let link = admin.post(&format!("{page}/links"), &[]).await.value_of("#setup-link").unwrap();
    let link = &link[link.find("/connect/").unwrap()..];
    let visitor = world.visitor();
    let shown = visitor.get(link).await;
    assert_eq!(shown.text_of("main button").as_deref(), Some("Connect with Ledgerly"));
    // A refusal does not cost the link.
    let back = provider.refuse(&leaves(&visitor.post(link, &[]).await)).await;
    let refused = visitor.get(path_of(&back)).await;
    assert!(refused.assert_status(422).body.contains("Access was refused at Ledgerly"));
    world.clock.advance(Duration::minutes(4));
    let url = leaves(&visitor.post(link, &[]).await);
    // Signing in there may take longer than the link itself is good.
    world.clock.advance(Duration::minutes(9));
    let back = provider.allow(&url).await;
    world.visitor().get(path_of(&back)).await.assert_status(404);
    assert_eq!(visitor.get(path_of(&back)).await.assert_ok().text_of("h1").as_deref(), Some("Connected"));
    visitor.get(link).await.assert_status(410);
    visitor.get(path_of(&back)).await.assert_status(404);
    assert_eq!(badge(&admin, &page).await, "Connected");
    assert!(admin.get(&page).await.text_of("dl.facts").unwrap().contains("by A setup link of branch admin"));
    visitor.get(&page).await.assert_redirect("/sign-in");
}

#[actix_web::test]
async fn of_two_workers_one_refreshes_and_both_call_with_the_new_token() {
    let (world, target) = (world().await, Target::start());
    let provider = Provider::start(&world);
    let library = library(&world, provider.by_code(&target.url), PARTNER.1).await;
    let console = world.console().await;
    let here = format!("/console/accounts/{}/connectors", world.root);
    let page = connected(&world, &provider, &console, &here, &library).await;
    // The cycle is of an account below the one that owns the connector and its tokens (T6).
    let (_, hook) = cycle(&world, world.branch, &page).await;
    let first = held(&world, &page);
    post(&world, &hook, &[], &json!({})).await;
    run(&world).await;
    assert_eq!(target.heard()[0].header("authorization"), format!("Bearer {}", first["access"].as_str().unwrap()));
    assert_eq!(provider.said("refresh_token").await, 0, "not before it is needed");
    let second_worker = web::Data::new(App::new(world.config.clone(), world.db.clone()).unwrap());
    for round in 1..=2 {
        // 59 seconds are left, or none at all.
        world.clock.advance(Duration::seconds(3_541));
        post(&world, &hook, &[], &json!({})).await;
        let late = async {
            tokio::time::sleep(std::time::Duration::from_millis(150)).await;
            post(&world, &hook, &[], &json!({})).await;
            berth::testing::run_cycles(&second_worker).await.unwrap()
        };
        assert_eq!(futures_util::join!(run(&world), late), (1, 1), "each worker has one");
        assert_eq!(provider.said("refresh_token").await, round, "and one of them asks");
    }
    let heard = target.heard();
    let sent: Vec<&str> = heard.iter().map(|one| one.header("authorization")).collect();
    assert!(sent[1] == sent[2] && sent[3] == sent[4] && sent[0] != sent[1] && sent[2] != sent[3], "{sent:?}");
    let now = held(&world, &page);
    assert_ne!(now["refresh"], first["refresh"], "the refresh token is another each time, and kept");
    assert_eq!(sent[4], format!("Bearer {}", now["access"].as_str().unwrap()));
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["done|5"]);
    assert_eq!(rows(&world, "tokens_version, refreshing_until is null from account_connectors"), ["3|t"]);
    let log = rows(&world, "concat(request, response, output) from step_runs").join("");
    assert!(sent.iter().all(|token| !log.contains(token.trim_start_matches("Bearer "))), "masked (R6)");
}

#[actix_web::test]
async fn a_token_that_is_not_taken_is_refreshed_once_and_a_sign_in_that_ended_stops_the_cycles() {
    let (world, target) = (world().await, Target::start());
    let mut provider = Provider::start(&world);
    let library = library(&world, provider.by_code(&target.url), PARTNER.1).await;
    let (console, here) = (world.console().await, format!("/console/accounts/{}/connectors", world.root));
    let page = connected(&world, &provider, &console, &here, &library).await;
    let (cycle_page, hook) = cycle(&world, world.root, &page).await;
    let below = world.near().cycle_using(world.branch, "Below", "active", world.root, id_of(&page)).unwrap();
    target.says(401, &[], json!({}));
    post(&world, &hook, &[], &json!({})).await;
    run(&world).await;
    assert_eq!((provider.said("refresh_token").await, target.heard().len()), (1, 2));
    assert_eq!(rows(&world, "status, tasks from transactions where tasks > 0"), ["done|2"], "both calls count");
    // One that is not taken either is the application's answer.
    target.says(401, &[], json!({}));
    target.says(401, &[], json!({}));
    post(&world, &hook, &[], &json!({})).await;
    run(&world).await;
    assert_eq!((provider.said("refresh_token").await, target.heard().len()), (2, 4));
    assert_eq!(badge(&console, &page).await, "Connected");
    // The application forgets what it granted.
    provider.restart();
    world.clock.advance(Duration::hours(2));
    post(&world, &hook, &[], &json!({})).await;
    run(&world).await;
    assert_eq!((provider.said("invalid_grant").await, target.heard().len()), (1, 4), "nothing was called");
    let console = world.console().await;
    assert_eq!(badge(&console, &page).await, "Refused");
    let causes = rows(
        &world,
        &format!("cause, count from incident_causes where cause like 'Leeds%' and account_id = '{}'", world.root),
    );
    assert_eq!(causes, ["Leeds: not connected|2"], "the Transaction and its cycle have one cause");
    let said =
        rows(&world, "message from incidents where transaction_id is not null and cause = 'Leeds: not connected'");
    assert_eq!(
        said,
        [
            "Ledgerly does not accept the sign-in of “Leeds” any more. Someone of Root Holding must connect it again; then \
          start the cycle."
        ]
    );
    assert_eq!(badge(&console, &cycle_page).await, "Error");
    let said = rows(&world, &format!("state, problem from cycles where id = '{below}'"));
    assert!(said[0].starts_with("error|") && said[0].contains("Ask an administrator of Root Holding"), "{said:?}");
    assert_eq!(post(&world, &hook, &[], &json!({})).await.0, 409);
    // Somebody signs in again: it goes on.
    let back = provider.allow(&begun(&console, &page).await).await;
    console.get(path_of(&back)).await.assert_redirect(&page);
    assert_eq!(badge(&console, &page).await, "Connected");
    console.post(&format!("{cycle_page}/activation"), &[]).await.assert_redirect(&cycle_page);
    post(&world, &hook, &[], &json!({})).await;
    run(&world).await;
    assert_eq!(target.heard().len(), 5);
}

#[actix_web::test]
async fn a_customers_own_client_is_asked_for_and_its_token_kept_until_it_ends() {
    let (world, target) = (world().await, Target::start());
    let mut provider = Provider::start(&world);
    let library = world.near().connector("ledgerly", provider.by_client(&target.url)).unwrap().to_string();
    let (console, here) = (world.console().await, format!("/console/accounts/{}/connectors", world.root));
    let page = added(&console, &here, &library).await;
    let form = console.get(&format!("{page}/connection")).await;
    let asked = form.attributes_of("form.page input:not([type=hidden])", "name");
    assert_eq!(asked, ["client_id", "client_secret"]);
    let given = [("client_id", CUSTOMER.0), ("client_secret", CUSTOMER.1), ("version", "1")];
    console.post(&format!("{page}/connection"), &given).await.assert_redirect(&page);
    let (cycle_page, hook) = cycle(&world, world.root, &page).await;
    assert_eq!(provider.said("client_credentials").await, 0, "not before it is needed");
    // Nobody answers: it is tried again by the ladder.
    provider.stop();
    post(&world, &hook, &[], &json!({})).await;
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions"), ["waiting"]);
    assert_eq!(rows(&world, "state, refreshing_until is null from account_connectors"), ["ready|t"]);
    provider.restart();
    world.clock.advance(Duration::minutes(6));
    run(&world).await;
    post(&world, &hook, &[], &json!({})).await;
    run(&world).await;
    assert_eq!(rows(&world, "status, count(*) from transactions group by status"), ["done|2"]);
    assert_eq!(provider.said("client_credentials").await, 1, "kept from call to call");
    world.clock.advance(Duration::hours(1));
    post(&world, &hook, &[], &json!({})).await;
    run(&world).await;
    assert_eq!(provider.said("client_credentials").await, 2);
    let heard = target.heard();
    let sent: Vec<&str> = heard.iter().map(|one| one.header("authorization")).collect();
    assert!(sent[0] == sent[1] && sent[1] != sent[2] && sent[2].starts_with("Bearer "), "{sent:?}");
    let console = world.console().await;
    // A secret that is not taken: whoever connected it must give another.
    let version = console.get(&format!("{page}/connection")).await.value_of("main input[name=version]").unwrap();
    let given = [("client_id", CUSTOMER.0), ("client_secret", "wrong"), ("version", &version)];
    console.post(&format!("{page}/connection"), &given).await.assert_redirect(&page);
    post(&world, &hook, &[], &json!({})).await;
    run(&world).await;
    assert_eq!((badge(&console, &page).await.as_str(), target.heard().len()), ("Refused", 3));
    assert_eq!(badge(&console, &cycle_page).await, "Error");
}
