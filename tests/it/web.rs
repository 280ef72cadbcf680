//! What holds for every answer: headers, weight, failures.

use crate::support::World;
use std::collections::BTreeSet;

#[actix_web::test]
async fn every_answer_carries_the_security_headers() {
    let world = World::start().await;
    let console = world.console().await;
    let account = format!("/console/accounts/{}", world.root);
    let icons = console.get("/console").await.attributes_of("use", "href").remove(0);
    let icons = icons.split('#').next().unwrap();
    for path in ["/sign-in", "/console/accounts", account.as_str(), "/console/nothing", "/healthz", icons] {
        let answer = console.get(path).await;
        let policy = answer.header("content-security-policy");
        for rule in
            ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"]
        {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{path}");
        }
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        assert_eq!(answer.header("server"), "", "{path}");
        let kept = answer.header("cache-control");
        assert_eq!(
            kept,
            if path.starts_with("/static/") { "public, max-age=31536000, immutable" } else { "no-store" },
            "{path}"
        );
    }
}

#[actix_web::test]
async fn the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let world = World::start().await;
    let answer = world.visitor().sign_in("ada.vance@northwind.test", crate::support::world::PASSWORD).await;
    let cookie = answer.header("set-cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
}

#[actix_web::test]
async fn with_tls_the_cookie_is_secure_and_bound_to_the_host() {
    let app = crate::support::app::TestApp::with(
        crate::support::app::Checks::On,
        &[("BERTH_URL", "https://integrations.example.com"), ("BERTH_DEV", "0")],
    )
    .await;
    let base = format!("http://127.0.0.1:{}", app.config.listen.port());
    let answer = crate::support::Caller::new("visitor", &base);
    let answer = answer.get_with("/sign-in", &[("host", "integrations.example.com")]).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-s=") && cookie.contains("Secure") && cookie.contains("Path=/"), "{cookie}");
    assert!(answer.header("strict-transport-security").contains("max-age=63072000"));
}

/// DESIGN section 2: everything a first visit loads, compressed, stays under 60 KB.
#[actix_web::test]
async fn a_first_visit_weighs_under_60_kb() {
    let world = World::start().await;
    let near = world.near();
    for n in 0..60 {
        near.account(&format!("Customer Number {n:03} of a Long List"), &format!("customer-{n:03}"), None).unwrap();
    }
    let console = world.console().await;
    let account = |rest: &str| format!("/console/accounts/{}{rest}", world.root);
    for path in [
        "/sign-in".to_owned(),
        "/console/accounts".to_owned(),
        "/console/accounts/new".to_owned(),
        account(""),
        account("/edit"),
    ] {
        let page = console.get(&path).await;
        page.assert_ok();
        let mut assets = BTreeSet::from([path.clone()]);
        assets.extend(page.attributes_of("link[href], script[src]", "href"));
        assets.extend(page.attributes_of("script[src]", "src"));
        assets.extend(
            page.attributes_of("use", "href").into_iter().map(|h| h.split('#').next().unwrap_or_default().to_owned()),
        );
        assert!(assets.len() >= 5, "{assets:?}");
        let mut weight = 0;
        for asset in &assets {
            let request = console.request(reqwest::Method::GET, asset).header("accept-encoding", "gzip");
            let answer = request.send().await.unwrap();
            assert!(answer.status().is_success(), "{asset}");
            weight += answer.bytes().await.unwrap().len();
        }
        assert!(weight < 60_000, "{path} weighs {weight} bytes with {assets:?}");
    }
}

#[actix_web::test]
async fn an_asset_is_kept_for_a_year_under_the_hash_of_its_content() {
    let world = World::start().await;
    let visitor = world.visitor();
    let page = visitor.get("/sign-in").await;
    let css = page.attributes_of("link[rel=stylesheet]", "href").remove(0);
    let answer = visitor.get(&css).await;
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(answer.header("content-type").starts_with("text/css"));
    visitor.get("/static/app-000000000000.css").await.assert_status(404);
    visitor.get("/static/..%2f..%2fCargo.toml").await.assert_status(404);
}

/// DESIGN section 2: what each kind of file may weigh over the wire; who cannot unpack gets the same file unpacked.
#[actix_web::test]
async fn each_asset_keeps_to_its_budget_and_is_the_same_packed_or_not() {
    use std::io::Read;
    let world = World::start().await;
    let visitor = world.visitor();
    let page = visitor.get("/sign-in").await;
    let mut assets = page.attributes_of("link[rel]", "href");
    assets.extend(page.attributes_of("script[src]", "src"));
    let console = world.console().await;
    let flow = serde_json::json!({"steps": [{"key": "hook", "name": "Hook", "kind": "webhook"}]});
    let cycle = world.near().paused_cycle(&world.app.app, world.root, "Drawn", flow).unwrap();
    let drawn = console.get(&format!("/console/accounts/{}/cycles/{cycle}", world.root)).await;
    assets.extend(drawn.attributes_of("main link[rel=stylesheet]", "href"));
    assets.push(page.attributes_of("use", "href")[0].split('#').next().unwrap().to_owned());
    for (stem, ending, budget) in [
        ("app-", ".css", 12),
        ("flow-", ".css", 4),
        ("htmx-", ".js", 14),
        ("app-", ".js", 6),
        ("icons-", ".svg", 4),
        ("favicon-", ".svg", 1),
    ] {
        let named = |path: &&String| path.contains(&format!("/{stem}")) && path.ends_with(ending);
        let path = assets.iter().find(named).unwrap_or_else(|| panic!("no {stem}{ending} in {assets:?}"));
        let fetch =
            |accepted: &'static str| visitor.request(reqwest::Method::GET, path).header("accept-encoding", accepted);
        let packed = fetch("gzip, deflate, br").send().await.unwrap();
        assert_eq!(packed.headers()["content-encoding"], "gzip", "{path}");
        assert_eq!(packed.headers()["vary"], "accept-encoding", "{path}");
        let packed = packed.bytes().await.unwrap();
        assert!(packed.len() <= budget * 1024, "{path}: {} bytes of {budget} KB", packed.len());
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut unpacked).unwrap();
        for accepted in ["identity", "gzip;q=0", ""] {
            let plain = fetch(accepted).send().await.unwrap();
            assert!(plain.headers().get("content-encoding").is_none(), "{path} for {accepted:?}");
            assert_eq!(plain.bytes().await.unwrap(), unpacked, "{path} for {accepted:?}");
        }
    }
}

#[actix_web::test]
async fn a_form_from_elsewhere_is_refused_and_changes_nothing() {
    let world = World::start().await;
    let console = world.console().await;
    let csrf = console.csrf().await;
    let post = |headers: &[(&str, &str)], csrf: &str| {
        let mut request = console.request(reqwest::Method::POST, "/console/accounts");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.form(&[("name", "Forged"), ("csrf", csrf)]).send()
    };
    let other = world.foreign_console().await.csrf().await;
    for (headers, token) in [
        (&[][..], ""),
        (&[][..], "wrong"),
        (&[][..], other.as_str()),
        (&[("sec-fetch-site", "cross-site")][..], csrf.as_str()),
        (&[("sec-fetch-site", "same-site")][..], csrf.as_str()),
        (&[("origin", "https://evil.example")][..], csrf.as_str()),
        (&[("origin", "null")][..], csrf.as_str()),
    ] {
        let answer = post(headers, token).await.unwrap();
        assert_eq!(answer.status(), 403, "{headers:?}");
        assert!(answer.text().await.unwrap().contains("This form is out of date"));
    }
    assert!(!console.get("/console/accounts?q=forged").await.body.contains("Forged"));
    let good = post(&[("sec-fetch-site", "same-origin")], &csrf).await.unwrap();
    assert_eq!(good.status(), 303);
}

#[actix_web::test]
async fn hostile_requests_get_an_answer_and_never_a_500() {
    let world = World::start().await;
    let console = world.console().await;
    for path in [
        "/console/accounts?q=%00",
        "/console/accounts?q=%ff%fe",
        "/console/accounts?after=AAAA&before=BBBB&rows=-5",
        "/console/accounts?rows=999999999999999999999",
        "/console/accounts?parent=nothing&state=nothing&tag=%27%3B--&sort=nothing",
        "/console/accounts?q=%27%20or%201%3D1%20--",
        "/console/accounts/%00",
        "/console/accounts/%2e%2e%2f",
        "/console/accounts/new?parent=zzz",
        "/%ff",
    ] {
        let answer = console.get(path).await;
        assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
    }
    let long = "x".repeat(2_000_000);
    console.post("/console/accounts", &[("name", &long)]).await.assert_status(413);
    let script = console.post("/console/accounts", &[("name", "<script>alert(1)</script>")]).await;
    let page = console.get(script.location()).await;
    assert!(!page.body.contains("<script>alert"), "names are hostile text");
}

/// STYLE 3.10: a file takes a connection for as long as its reader likes, so only so many are sent at once.
#[actix_web::test]
async fn a_file_beyond_what_the_server_bears_is_refused_in_words_and_leaves_no_entry() {
    let world = World::start().await;
    let console = world.console().await;
    let files = ["/console/accounts/export", "/console/audit.csv"];
    let turns = world.db.take_every_turn();
    assert!(!turns.is_empty());
    for path in files {
        let busy = console.get(path).await;
        busy.assert_status(503);
        assert_eq!(busy.header("retry-after"), "30", "{path}");
    }
    // Who may not have it learns that at once.
    world.bare_console().await.get(files[0]).await.assert_status(403);
    assert_eq!(crate::people::count(&world, "audit_log where action like 'export.%'"), 0);
    drop(turns);
    for path in files {
        console.get(path).await.assert_ok();
    }
}

#[actix_web::test]
async fn a_nul_in_a_field_is_refused_like_other_control_characters() {
    let world = World::start().await;
    let console = world.console().await;
    let form = [("name", "a\0b"), ("api_id", "c\u{1}d"), ("description", "\0"), ("tags", "e\0")];
    let answer = console.post("/console/accounts", &form).await;
    answer.assert_refused("name", "Remove the control character U+0000.");
    answer.assert_refused("api_id", "Remove the control character U+0001.");
    answer.assert_refused("description", "Remove the control character U+0000.");
    answer.assert_refused("tags", "Remove the control character U+0000.");
    // Fields that are only looked for.
    let wrong = [("email", "a\0b@northwind.test"), ("password", "\0"), ("at", "\0"), ("next", "/\0")];
    world.visitor().post("/sign-in", &wrong).await.assert_status(422);
    world.visitor().post("/reset", &[("email", "\0"), ("at", "\0")]).await.assert_status(422);
}

/// A form's key makes a double click harmless; it must not make another form's contents look saved.
#[actix_web::test]
async fn a_form_that_was_used_is_refused_with_other_contents() {
    let world = World::start().await;
    let console = world.console().await;
    let page = console.get("/console/accounts/new").await;
    let key = page.value_of("input[name=idempotency_key]").unwrap();
    let send = |named: &'static str| {
        let (console, key) = (&console, key.clone());
        async move { console.post("/console/accounts", &[("name", named), ("idempotency_key", &key)]).await }
    };
    let first = send("First Account").await;
    first.assert_redirect("/console/accounts/");
    assert_eq!(send("First Account").await.location(), first.location(), "a replay");
    let other = send("Second Account").await;
    other.assert_status(409);
    assert!(other.body.contains("This form was used already"), "{}", other.body);
    assert!(console.get("/console/accounts?q=second").await.texts_of("tbody th a").is_empty());
}
