//! Accounts through the API, as programs that know the public conventions use them.

use crate::support::World;
use reqwest::Method;
use serde_json::{Value, json};

fn shop() -> Value {
    json!({
        "Id": "Shop-1234567890", "Name": "Shop 7", "Description": "Made by a program", "Timezone": "Europe/London",
        "AuditInfo": "AuditInfo", "TaskAuditInfo": "TaskAuditInfo", "StepDataSuccessRetentionHours": 120,
        "StepDataErroredRetentionHours": 60, "TransactionErrorWebhookEnabled": true,
        "TransactionErrorWebhookUrl": "hooks.example.com/errors", "TransactionErrorWebhookIncludeWarnings": true
    })
}

/// What an answer says of some fields.
fn fields<const N: usize>(of: &Value, names: [&str; N]) -> [Value; N] {
    names.map(|name| of[name].clone())
}

#[actix_web::test]
async fn an_account_is_made_read_changed_and_deleted() {
    let world = World::start().await;
    let program = world.program().await;
    let made = program.post("/v1.0/accounts", shop()).await;
    assert_eq!(made.assert_ok().header("x-content-type-options"), "nosniff");
    let made = made.json();
    for (name, value) in shop().as_object().unwrap() {
        let value =
            if name == "TransactionErrorWebhookUrl" { &json!("https://hooks.example.com/errors") } else { value };
        assert_eq!(&made[name], value, "{name}");
    }
    assert_eq!(fields(&made, ["State", "ParentAccountId", "Tags"]), [json!("Active"), Value::Null, json!([])]);
    assert!(
        made["CreatedDate"].as_str().unwrap().ends_with('Z')
            && made["NextBillDateUtc"].as_str().unwrap().ends_with('Z')
    );
    assert_eq!(program.get("/v1.0/accounts/shop-1234567890").await.assert_ok().json(), made, "in any case");
    let by_id = format!("/v1.0/accounts/{}", made["InternalId"].as_str().unwrap());
    assert_eq!(program.get(&by_id).await.assert_ok().json(), made);
    program
        .post("/v1.0/accounts", json!({"Id": "Shop-1234567890", "Name": "x"}))
        .await
        .assert_said(400, "ID already in use");
    // A change is partial, and null clears.
    let here = "/v1.0/accounts/Shop-1234567890";
    let body = json!({"Description": "Changed", "StepDataSuccessRetentionHours": 0, "StepDataErroredRetentionHours": null,
                      "TransactionErrorWebhookEnabled": false, "TransactionErrorWebhookUrl": "https://example.com/2"});
    let changed = program.put(here, body).await.assert_ok().json();
    let names = [
        "Name",
        "Description",
        "StepDataSuccessRetentionHours",
        "StepDataErroredRetentionHours",
        "TransactionErrorWebhookUrl",
        "AuditInfo",
    ];
    assert_eq!(
        fields(&changed, names),
        [json!("Shop 7"), json!("Changed"), json!(0), Value::Null, json!("https://example.com/2"), json!("AuditInfo")]
    );
    let hours = json!({"StepDataSuccessRetentionHours": 745, "StepDataErroredRetentionHours": "abc", "Unknown": 1});
    let changed = program.put(here, hours).await.assert_ok().json();
    assert_eq!(fields(&changed, [names[2], names[3]]), [json!(744), Value::Null], "clamped, and left alone");
    // Nothing is half-written.
    for (body, said) in [
        (
            json!({"StepDataErroredRetentionHours": -10, "Name": "Half"}),
            "StepDataErroredRetentionHours (-10): must be non negative",
        ),
        (
            json!({"TransactionErrorWebhookEnabled": true, "Name": "Half"}),
            "Transaction Error Webhook enabled: Transaction Error Webhook URL must be defined",
        ),
        (
            json!({"TransactionErrorWebhookEnabled": true, "TransactionErrorWebhookUrl": "    "}),
            "https://     is not a valid URL",
        ),
    ] {
        program.put(here, body).await.assert_said(400, said);
    }
    assert_eq!(program.get(here).await.json(), changed);
    let gone = program.delete(here).await;
    assert_eq!((gone.status.as_u16(), gone.body.as_str()), (200, ""));
    program.get(here).await.assert_status(404);
    program.delete(here).await.assert_status(404);
    // It is in the recycle bin, and the log says which program did it.
    let log = world.console().await.get("/console/audit").await;
    assert!(log.assert_ok().text_of("main").unwrap().contains("Sign-up service (ci_"));
}

#[actix_web::test]
async fn bad_bodies_are_refused_by_name() {
    let world = World::start().await;
    let program = world.program().await;
    for (body, said) in [
        ("{}", "Name is required"),
        (r#"{"Name": ""}"#, "Name is required"),
        (r#"{"description": "x"}"#, "Name is required"),
        ("", "Name is required"),
        ("{", "The body is no JSON"),
        ("[1]", "The body must be a JSON object"),
        (r#"{"Name": 7}"#, "Name: "),
        (r#"{"Name": "x", "Tags": "a"}"#, "Tags: "),
        (r#"{"Name": "x", "Id": "a/b"}"#, "Id: "),
        (r#"{"Name": "x", "Timezone": "Mars/Base"}"#, "Timezone: "),
        (r#"{"Name": "x", "ParentAccountId": "nobody"}"#, "ParentAccountId (nobody)"),
        (r#"{"Name": "a\u0000b"}"#, "NUL"),
    ] {
        let answer = program.call(Method::POST, "/v1.0/accounts", Some(body.to_owned()), &[]).await;
        assert_eq!(answer.status, 400, "{body}");
        let message = answer.json()["Message"].as_str().unwrap().to_owned();
        assert!(message.starts_with(said) || message.contains(said) && said == "NUL", "{body}: {message}");
    }
    let large = format!(r#"{{"Name": "{}"}}"#, "x".repeat(1_100_000));
    program
        .call(Method::POST, "/v1.0/accounts", Some(large), &[])
        .await
        .assert_said(413, "The body is larger than 1 MB.");
    program
        .call(Method::PATCH, "/v1.0/accounts", None, &[])
        .await
        .assert_said(405, "This address does not take such a call.");
    program.get("/v1.0/nothing").await.assert_said(404, "There is nothing here that this token may see.");
}

#[actix_web::test]
async fn lists_have_pages_orders_and_a_cursor() {
    let world = World::start().await;
    let program = world.program().await;
    for no in 0..25 {
        let body = json!({"Name": format!("Shop {no:02}"), "ParentAccountId": "sibling"});
        program.post("/v1.0/accounts", body).await.assert_ok();
    }
    let first = program.get("/v1.0/accounts").await;
    assert_eq!((first.assert_ok().json().as_array().unwrap().len(), first.header("total-pages")), (10, "3"));
    let below = program.get("/v1.0/accounts/sibling/subaccounts?pageSize=100&page=1&sortOrderAsc=true").await;
    assert_eq!((below.assert_ok().json().as_array().unwrap().len(), below.header("total-pages")), (25, "1"));
    assert!(below.json().as_array().unwrap().iter().all(|one| one["ParentAccountId"] == "sibling"));
    // Each order by pages and by the cursor gives every account once, in that order.
    for (order, field) in [("Name", "Name"), ("Id", "Id"), ("CreatedDate", "CreatedDate")] {
        for ascending in [true, false] {
            let query = format!("pageSize=4&orderBy={order}&sortOrderAsc={ascending}");
            let names = |page: &Value| -> Vec<String> {
                page.as_array().unwrap().iter().map(|one| one[field].as_str().unwrap().to_lowercase()).collect()
            };
            let mut by_page = Vec::new();
            for page in 1..=8 {
                by_page.extend(names(
                    &program.get(&format!("/v1.0/accounts?{query}&page={page}")).await.assert_ok().json(),
                ));
            }
            let mut sorted = by_page.clone();
            sorted.sort_unstable();
            if !ascending {
                sorted.reverse();
            }
            assert_eq!(by_page, sorted, "{query}");
            let (mut by_cursor, mut path) = (Vec::new(), format!("/v1.0/accounts?{query}"));
            loop {
                let page = program.get(&path).await;
                by_cursor.extend(names(&page.assert_ok().json()));
                match page.header("link").split(['<', '>']).nth(1) {
                    Some(next) => path = next.to_owned(),
                    None => break,
                }
            }
            assert_eq!(by_cursor, by_page, "{query}");
        }
    }
    for (query, said) in [
        ("page=0", "page (0)"),
        ("pageSize=x", "pageSize (x)"),
        ("orderBy=Size", "orderBy (Size)"),
        ("sortOrderAsc=2", "sortOrderAsc (2)"),
        ("page=99999", "Link"),
    ] {
        let answer = program.get(&format!("/v1.0/accounts?{query}")).await;
        assert!(answer.status == 400 && answer.body.contains(said), "{query}: {}", answer.body);
    }
}

#[actix_web::test]
async fn a_call_under_a_key_is_carried_out_once() {
    let world = World::start().await;
    let program = world.program().await;
    let call = async |key: &str, body: Value| {
        program.call(Method::POST, "/v1.0/accounts", Some(body.to_string()), &[("idempotency-key", key)]).await
    };
    let first = call("k-1", json!({"Name": "Once"})).await;
    let again = call("k-1", json!({"Name": "Once"})).await;
    assert_eq!(
        (again.assert_ok().body.as_str(), again.header("idempotent-replayed")),
        (first.assert_ok().body.as_str(), "true")
    );
    let other = call("k-1", json!({"Name": "Another"})).await;
    assert!(other.status == 422 && other.json()["Message"].as_str().unwrap().starts_with("Idempotency-Key: "));
    // What failed did nothing and can be tried again.
    call("k-2", json!({"Name": ""})).await.assert_status(400);
    call("k-2", json!({"Name": "Mended"})).await.assert_ok();
    call("", json!({"Name": "x"})).await.assert_status(400);
    // Twenty at once make one.
    let body = json!({"Name": "Race", "Id": "race"});
    let at_once = (0..20).map(|_| call("k-3", body.clone()));
    let answers = futures_util::future::join_all(at_once).await;
    assert!(answers.iter().all(|answer| answer.status == 200 && answer.body == answers[0].body), "{answers:?}");
    world.app.clock.advance(chrono::Duration::hours(25));
    berth::testing::sweep(&world.app.app).unwrap();
    call("k-1", json!({"Name": "Another day"})).await.assert_ok();
}

#[actix_web::test]
async fn create_or_update_by_api_id_makes_one_account() {
    let world = World::start().await;
    let program = world.program().await;
    let here = "/v1.0/accounts/shop-9?createIfMissing=true";
    program.put("/v1.0/accounts/shop-9", json!({"Name": "Nine"})).await.assert_status(404);
    let bodies = (0..10).map(|_| program.put(here, json!({"Name": "Nine", "Timezone": "Asia/Tokyo"})));
    let answers = futures_util::future::join_all(bodies).await;
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    let changed = program.put(here, json!({"Name": "Nine again"})).await.assert_ok().json();
    assert_eq!(
        fields(&changed, ["Id", "Name", "Timezone"]),
        ["shop-9", "Nine again", "Asia/Tokyo"].map(|text| json!(text))
    );
    let listed = program.get("/v1.0/accounts?pageSize=100").await.json();
    assert_eq!(listed.as_array().unwrap().iter().filter(|one| one["Id"] == "shop-9").count(), 1);
    let parent = program.put(here, json!({"ParentAccountId": "root"})).await;
    assert!(parent.status == 400 && parent.body.contains("is moved by"));
}

#[actix_web::test]
async fn use_is_of_the_billing_period_in_the_accounts_timezone() {
    let world = World::start().await;
    let program = world.program().await;
    program
        .put(
            "/v1.0/accounts/branch",
            json!({"Timezone": "America/New_York", "NextBillDateUtc": "2026-12-15T12:00:00Z"}),
        )
        .await
        .assert_ok();
    let usage = program.get("/v1.0/accounts/branch/usage").await.assert_ok().json();
    assert_eq!(
        fields(&usage, ["Id", "TasksUsed", "StartTime", "EndTime"]),
        [json!("branch"), json!(0), json!("2026-11-15T05:00:00.000000Z"), json!("2026-12-15T05:00:00.000000Z")]
    );
    for path in ["/v1.0/accounts/nobody/usage", "/v1.0/accounts/nobody/subaccounts"] {
        program.get(path).await.assert_status(404);
    }
}

#[actix_web::test]
async fn no_account_is_called_by_the_id_of_another() {
    let world = World::start().await;
    let program = world.program().await;
    let id = world.branch.to_string();
    let same = [id.clone(), id.to_uppercase(), id.replace('-', ""), format!("urn:uuid:{id}")];
    for taken in &same {
        let body = json!({"Id": taken, "Name": "Another"});
        program.post("/v1.0/accounts", body.clone()).await.assert_said(400, "ID already in use");
        let bulk = program.post("/v1.0/accounts/bulk", json!([body])).await.assert_ok().json();
        assert_eq!((&bulk[0]["Status"], &bulk[0]["Message"]), (&json!(400), &json!("ID already in use")), "{bulk}");
        program.put("/v1.0/accounts/sibling", json!({"Id": taken})).await.assert_said(400, "ID already in use");
    }
    // Its own it may have, and any other that looks like one.
    program.put("/v1.0/accounts/branch", json!({"Id": id})).await.assert_ok();
    program.put("/v1.0/accounts/sibling", json!({"Id": uuid::Uuid::now_v7().to_string()})).await.assert_ok();
    assert_eq!(program.get(&format!("/v1.0/accounts/{id}")).await.assert_ok().json()["Name"], "Branch Office");
}
