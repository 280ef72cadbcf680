//! Pages in a frame of the partner's product: who may frame them, and a session of each frame's own (MODEL section 9, T5, T11).

use super::{asked, by_webhook, offered, token_of};
use crate::engine::{rows, world};
use crate::support::program::Program;
use crate::support::{Answer, Caller, World};
use chrono::Duration;
use serde_json::{Value, json};

/// The partner's product.
pub const HOST: &str = "https://app.shop.example";

/// Lets pages of these origins frame all accounts.
pub async fn allow(world: &World, origins: &str) {
    let console = world.console().await;
    let page = console.get("/console/embedding").await;
    let form = "form[action='/console/embedding/origins']";
    console.send(&page, form, &[("origins", origins)]).await.assert_redirect("/console/embedding");
}

/// A token for a view of the branch.
pub async fn token(program: &Program, view: &str, body: Value) -> String {
    token_of(&asked(program, &format!("/v1.0/accounts/branch/{view}"), body).await)
}

/// Sends a token as the script on a page of that origin does.
pub async fn start(visitor: &Caller, token: &str, from: &str) -> Answer {
    let headers = [("origin", from), ("sec-fetch-site", "cross-site"), ("sec-fetch-dest", "iframe")];
    visitor.post_with("/embed/start", &headers, &[("token", token), ("mode", "dark")]).await
}

/// Who may frame an answer.
pub fn ancestors(answer: &Answer) -> String {
    let policy = answer.header("content-security-policy");
    policy.split("frame-ancestors ").nth(1).unwrap_or_default().to_owned()
}

/// Name and value of the cookie that an answer sets for a frame.
pub fn frame_cookie(answer: &Answer) -> (String, String) {
    let line = answer.header("set-cookie").to_owned();
    assert!(line.ends_with("; Path=/; Max-Age=28800; Secure; HttpOnly; SameSite=None; Partitioned"), "{line}");
    let (name, rest) = line.split_once('=').unwrap();
    (name.to_owned(), rest.split(';').next().unwrap().to_owned())
}

/// Opens a frame: its beginning, where it was led, and its cookie.
pub async fn opened(world: &World, program: &Program, view: &str, user: &str) -> (String, String, (String, String)) {
    let token = token(program, view, json!({"Username": user})).await;
    let came = start(&world.visitor(), &token, HOST).await;
    let to = came.assert_status(303).location().to_owned();
    (to[..39].to_owned(), to.clone(), frame_cookie(&came))
}

/// Asks for a page of a frame with its key in the header.
pub async fn by_key(visitor: &Caller, path: &str, key: &str) -> Answer {
    visitor.get_with(path, &[("x-embed-key", key)]).await
}

#[actix_web::test]
async fn a_frame_opens_on_a_listed_page_alone_and_leads_nowhere_out_of_itself() {
    let world = world().await;
    let program = world.program().await;
    offered(&world, "Contacts", "crm", &by_webhook()).await;
    // With no origin nothing may frame, and no token opens anything.
    let given = token(&program, "orbit", json!({"Username": "till"})).await;
    let refused = start(&world.visitor(), &given, HOST).await;
    refused.assert_status(403);
    assert_eq!((ancestors(&refused), refused.header("x-frame-options")), ("'none'".to_owned(), "DENY"));
    allow(&world, &format!("{HOST}\nhttps://other.example")).await;
    // It was not used up by that.
    let came = start(&world.visitor(), &given, HOST).await;
    let to = came.assert_status(303).location().to_owned();
    let base = &to[..39];
    assert!(base.starts_with("/embed/") && to[39..].starts_with(&format!("/a/{}/orbit", world.branch)), "{to}");
    let (name, key) = frame_cookie(&came);
    assert_eq!(name, format!("__Host-e-{}", &base[7..]));
    assert!(came.session_cookie().is_none());
    let visitor = world.visitor();
    let cookie = format!("{name}={key}");
    let page = visitor.get_with(&to, &[("cookie", cookie.as_str())]).await;
    assert_eq!(page.assert_ok().text_of("h1").as_deref(), Some("Your integrations"));
    assert_eq!(ancestors(&page), format!("{HOST} https://other.example"));
    assert_eq!(
        (page.header("x-frame-options"), page.text_of("header.framed p").as_deref()),
        ("", Some("Branch Office"))
    );
    assert_eq!(page.attributes_of("html", "data-theme"), ["dark"]);
    assert_eq!(page.attributes_of("html", "data-hosts"), [HOST]);
    // Every address of it stays in the frame, and there is neither a way to the account's other pages nor the product's name.
    let all = [page.attributes_of("main a[href]", "href"), page.attributes_of("main [action]", "action")].concat();
    assert!(!all.is_empty() && all.iter().all(|to| to.starts_with(base)), "{all:?}");
    assert!(
        !page.body.contains("=\"/a/") && !page.body.contains("Berth") && page.attributes_of("nav a", "href").is_empty()
    );
    // The same page in a window is not open to it, nor is another account, the console, or whatever is outside.
    for (path, status) in [
        (format!("/a/{}/orbit", world.branch), 303),
        (format!("{base}/a/{}/orbit", world.leaf), 404),
        (format!("{base}/console"), 404),
        (format!("{base}/me"), 404),
        (format!("{base}/a/../console"), 404),
    ] {
        visitor.get_with(&path, &[("cookie", &cookie), ("x-embed-key", &key)]).await.assert_status(status);
    }
    // What is not for frames says so.
    for path in ["/sign-in", "/launch?token=x", "/docs"] {
        assert_eq!(ancestors(&visitor.get(path).await), "'none'", "{path}");
    }
}

#[actix_web::test]
async fn what_needs_the_password_says_inside_the_frame_where_that_is_done() {
    let world = world().await;
    let program = world.program().await;
    allow(&world, HOST).await;
    let (base, _, (_, key)) = opened(&world, &program, "orbit", "branch.admin@customer.test").await;
    let api = format!("{base}/a/{}/api", world.branch);
    let (visitor, before) = (world.visitor(), rows(&world, "count(*) from api_credentials"));
    let form = [("description", "Till"), ("form_key", "00000000-0000-0000-0000-000000000000")];
    let posted = visitor.post_with(&api, &[("x-embed-key", &key), ("sec-fetch-site", "same-origin")], &form).await;
    let asked = by_key(&visitor, &format!("{api}/new"), &key).await;
    assert_eq!(asked.assert_status(403).text_of("h1").as_deref(), Some("Not from here"));
    assert!(asked.body.contains("Sign in to the account itself with your password"), "{}", asked.body);
    assert_eq!(ancestors(&asked), HOST);
    let ways = asked.attributes_of("main a[href]", "href");
    assert!(!asked.body.contains("/me/confirm") && ways.iter().all(|to| to.starts_with(&base)), "{ways:?}");
    posted.assert_status(403);
    assert_eq!(rows(&world, "count(*) from api_credentials"), before);
}

#[actix_web::test]
async fn two_customers_in_one_browser_do_not_mix() {
    let world = world().await;
    let program = world.program().await;
    allow(&world, HOST).await;
    let (one, to_one, key_one) = opened(&world, &program, "orbit", "anna").await;
    let there = format!("/v1.0/accounts/{}/orbit", world.leaf);
    let token = token_of(&asked(&program, &there, json!({"Username": "bert"})).await);
    let came = start(&world.visitor(), &token, HOST).await;
    let (to_two, key_two) = (came.location().to_owned(), frame_cookie(&came));
    let visitor = world.visitor();
    let both = format!("{}={}; {}={}", key_one.0, key_one.1, key_two.0, key_two.1);
    for (to, name) in [(&to_one, "Branch Office"), (&to_two, "Leaf Shop"), (&to_one, "Branch Office")] {
        let page = visitor.get_with(to, &[("cookie", both.as_str())]).await;
        let shown = page.assert_ok().text_of("header.framed p").unwrap();
        assert!(shown == name || (to == &to_two && shown != "Branch Office"), "{shown}");
    }
    // The key of one is none in the other, nor in a window, nor as a token of the API.
    by_key(&visitor, &to_two, &key_one.1).await.assert_status(401);
    by_key(&visitor, &format!("{one}/a/{}/orbit", world.leaf), &key_two.1).await.assert_status(401);
    let mixed = format!("{}={}", key_one.0, key_two.1);
    visitor.get_with(&to_one, &[("cookie", mixed.as_str())]).await.assert_status(401);
    // A session of a window is none in a frame.
    let staff = world.console().await;
    staff.get(&to_one).await.assert_status(401);
    assert_eq!(rows(&world, "count(distinct account_id), count(*) from frames"), ["2|2"]);
}

#[actix_web::test]
async fn a_frame_that_ended_goes_on_with_another_token_and_its_forms_with_it() {
    let world = world().await;
    let program = world.program().await;
    allow(&world, HOST).await;
    let (base, to, (_, key)) = opened(&world, &program, "orbit", "till").await;
    let visitor = world.visitor();
    by_key(&visitor, &to, &key).await.assert_ok();
    world.clock.advance(Duration::minutes(31));
    // A script is told to get a token; a window is shown the page that does.
    let ended = by_key(&visitor, &to, &key).await;
    assert_eq!((ended.assert_status(401).header("x-embed-ended"), ended.body.as_str()), ("1", ""));
    let page = visitor.get_with(&to, &[("sec-fetch-dest", "iframe")]).await;
    assert_eq!(page.assert_status(401).attributes_of("[data-frame-waits]", "data-frame-waits"), [to.as_str()]);
    assert_eq!((ancestors(&page).as_str(), page.header("referrer-policy")), (HOST, "no-referrer"));
    // The same person's token goes on; it says the anti-forgery token that the page's forms had.
    let exchange = format!("{base}/exchange");
    let other = token(&program, "orbit", json!({"Username": "somebody-else"})).await;
    let refused = visitor.post_with(&exchange, &[("x-embed-key", &key)], &[("token", &other)]).await;
    assert_eq!(refused.assert_status(403).json()["code"], "token_of_another");
    let fresh = token(&program, "orbit", json!({"Username": "till"})).await;
    let from_elsewhere = [("x-embed-key", key.as_str()), ("sec-fetch-site", "cross-site")];
    visitor.post_with(&exchange, &from_elsewhere, &[("token", &fresh)]).await.assert_status(403);
    let renewed = visitor.post_with(&exchange, &[("x-embed-key", &key)], &[("token", &fresh)]).await;
    let said = renewed.assert_ok().json();
    let new_key = said["key"].as_str().unwrap().to_owned();
    assert_eq!(new_key[..21], key[..21]);
    assert_ne!(new_key, key);
    by_key(&visitor, &to, &new_key).await.assert_ok();
    by_key(&visitor, &to, &key).await.assert_status(401);
    assert_eq!(rows(&world, "count(*) from frames"), ["1"]);
    assert_eq!(rows(&world, "count(*) from sessions where frame_id is not null"), ["1"]);
    // Eight hours are the most, whatever is clicked.
    for _ in 0..20 {
        world.clock.advance(Duration::minutes(25));
        by_key(&visitor, &to, &new_key).await;
    }
    by_key(&visitor, &to, &new_key).await.assert_status(401);
}

#[actix_web::test]
async fn a_token_opens_one_frame_once_and_a_thief_ends_it() {
    let world = world().await;
    let program = world.program().await;
    allow(&world, HOST).await;
    let given = token(&program, "orbit", json!({"Username": "till"})).await;
    let came = start(&world.visitor(), &given, HOST).await;
    let (to, (_, key)) = (came.location().to_owned(), frame_cookie(&came));
    by_key(&world.visitor(), &to, &key).await.assert_ok();
    let again = start(&world.visitor(), &given, HOST).await;
    again.assert_status(410);
    assert_eq!(again.attributes_of("[data-frame-error]", "data-frame-error"), ["token_spent"]);
    assert_eq!(ancestors(&again), HOST);
    by_key(&world.visitor(), &to, &key).await.assert_status(401);
    // Late, from a page that it is not for, for a suspended account.
    let late = token(&program, "orbit", json!({"Username": "till"})).await;
    world.clock.advance(Duration::minutes(6));
    start(&world.visitor(), &late, HOST).await.assert_status(410);
    let only = json!({"Username": "till", "Origin": "https://one.example"});
    let only = token(&program, "orbit", only).await;
    allow(&world, &format!("{HOST}\nhttps://one.example")).await;
    let elsewhere = start(&world.visitor(), &only, HOST).await;
    elsewhere.assert_status(403);
    assert_eq!(elsewhere.attributes_of("[data-frame-error]", "data-frame-error"), ["origin_refused"]);
    let came = start(&world.visitor(), &only, "https://one.example").await;
    let page = by_key(&world.visitor(), came.assert_status(303).location(), &frame_cookie(&came).1).await;
    assert_eq!(ancestors(page.assert_ok()), "https://one.example");
    let closed = token(&program, "orbit", json!({"Username": "till"})).await;
    program.put("/v1.0/accounts/branch/suspend", json!({"Reason": "Not paid"})).await.assert_ok();
    let refused = start(&world.visitor(), &closed, HOST).await;
    refused.assert_status(403);
    assert_eq!(refused.attributes_of("[data-frame-error]", "data-frame-error"), ["account_suspended"]);
    // A page of a frame that is open says so too, in the frame.
    let page = by_key(&world.visitor(), came.location(), &frame_cookie(&came).1).await;
    assert_eq!(
        (page.assert_status(403).text_of("h1").as_deref(), ancestors(&page).as_str()),
        (Some("This account is suspended"), "https://one.example")
    );
    let noted = "count(*) from audit_log where action = 'sign_in.token_refused'";
    assert_eq!(rows(&world, noted), ["4"]);
}

#[actix_web::test]
async fn staff_sees_what_is_open_and_ends_it_and_so_does_revoking_what_opened_it() {
    let world = world().await;
    let program = world.program().await;
    allow(&world, HOST).await;
    let (base, to, (_, key)) = opened(&world, &program, "launch", "till").await;
    let (_, to_two, (_, key_two)) = opened(&world, &program, "orbit", "anna").await;
    let console = world.console().await;
    let page = console.get("/console/embedding").await;
    assert_eq!(page.assert_ok().texts_of("#frames tbody th"), ["Branch Office", "Branch Office"]);
    assert!(page.body.contains(HOST) && page.body.contains("Launch"));
    let end = format!("/console/embedding/frames/{}/end", uuid::Uuid::parse_str(&base[7..]).unwrap());
    console.post(&end, &[]).await.assert_redirect("/console/embedding#frames");
    by_key(&world.visitor(), &to, &key).await.assert_status(401);
    // No token opens it again, and its page says so.
    let fresh = token(&program, "launch", json!({"Username": "till"})).await;
    let refused = world.visitor().post_with(&format!("{base}/exchange"), &[], &[("token", &fresh)]).await;
    assert_eq!(refused.assert_status(410).json()["code"], "frame_ended");
    let page = world.visitor().get(&to).await;
    assert_eq!(page.attributes_of("[data-frame-error]", "data-frame-error"), ["frame_ended"]);
    console.post(&end, &[]).await.assert_not_found();
    by_key(&world.visitor(), &to_two, &key_two).await.assert_ok();
    let credential = rows(&world, "id from api_credentials").remove(0);
    console.post(&format!("/console/settings/api/{credential}/revocation"), &[]).await.assert_status(303);
    by_key(&world.visitor(), &to_two, &key_two).await.assert_status(401);
}

#[actix_web::test]
async fn an_accounts_own_list_holds_for_it_and_for_those_below() {
    let world = world().await;
    let program = world.program().await;
    allow(&world, HOST).await;
    let console = world.console().await;
    let path = format!("/console/accounts/{}/embedding", world.branch);
    let page = console.get(&path).await;
    assert!(page.assert_ok().body.contains(HOST));
    let form = "main form.page";
    for (typed, said) in [
        ("http://shop.example", "write https"),
        ("https://*.example", "without *"),
        ("https://shop.example/path", "without a path"),
    ] {
        let refused = console.send(&page, form, &[("origins", typed)]).await;
        refused.assert_status(422);
        assert!(refused.body.contains(said) && refused.body.contains(typed), "{}", refused.body);
    }
    console.send(&page, form, &[("origins", "https://branch.example")]).await.assert_redirect(&path);
    let given = token(&program, "orbit", json!({})).await;
    start(&world.visitor(), &given, HOST).await.assert_status(403);
    let came = start(&world.visitor(), &given, "https://branch.example").await;
    by_key(&world.visitor(), came.assert_status(303).location(), &frame_cookie(&came).1).await.assert_ok();
    // Whoever saved a form of before is told.
    console.send(&page, form, &[("origins", "https://late.example")]).await.assert_status(409);
    let listed = console.get("/console/embedding").await;
    assert!(listed.body.contains("https://branch.example"));
    let below = console.get(&format!("/console/accounts/{}/embedding", world.leaf)).await;
    assert!(below.assert_ok().body.contains("https://branch.example"));
    // Taken away, the partner's holds again.
    let page = console.get(&path).await;
    console.send(&page, form, &[("origins", "")]).await.assert_redirect(&path);
    let given = token(&program, "orbit", json!({})).await;
    start(&world.visitor(), &given, HOST).await.assert_status(303);
}

#[actix_web::test]
async fn the_address_of_a_token_works_in_a_plain_frame_too() {
    let world = world().await;
    let program = world.program().await;
    allow(&world, HOST).await;
    let path = asked(&program, "/v1.0/accounts/branch/orbit", json!({"Username": "till"})).await;
    let in_frame = [("sec-fetch-dest", "iframe"), ("sec-fetch-site", "cross-site")];
    let visitor = world.visitor();
    let door = visitor.get_with(&path, &in_frame).await;
    assert_eq!(ancestors(door.assert_ok()), HOST);
    assert_eq!(door.attributes_of("[data-frame-window] a", "href"), [path.as_str()]);
    // Looking spends nothing.
    visitor.get_with(&path, &in_frame).await.assert_ok();
    let own = [("sec-fetch-dest", "iframe"), ("sec-fetch-site", "same-origin")];
    let came = visitor.post_with("/orbit", &own, &[("token", &token_of(&path))]).await;
    assert!(came.assert_status(303).location().starts_with("/embed/"));
    assert!(came.session_cookie().is_none());
    by_key(&visitor, came.location(), &frame_cookie(&came).1).await.assert_ok();
    let spent = visitor.get_with(&path, &in_frame).await;
    assert_eq!(ancestors(spent.assert_status(410)), HOST);
}
