//! Methods that programs call: by the one way out, with the account's credentials, and metered as a step's calls are (M1, M5).

use crate::engine::{rows, run};
use crate::support::World;
use crate::support::command::berth;
use crate::support::mailbox::until;
use crate::support::program::Program;
use crate::support::target::Target;
use chrono::Duration;
use diesel::connection::SimpleConnection;
use reqwest::Method;
use serde_json::{Value, json};

/// A shop that the branch is connected with, and a program of the partner that names the branch.
struct Shop {
    world: World,
    target: Target,
    program: Program,
    /// The address of its Account Connector.
    here: String,
}

async fn shop(more: Value) -> Shop {
    let (world, target) = (crate::engine::world().await, Target::start());
    let mut definition = json!({
        "name": "Shop", "base_url": target.url, "authentication": {"kind": "bearer"},
        "parameters": [{"key": "region", "title": "Region", "choices": ["eu", "us"], "default": "eu"}, {"key": "office"}],
        "methods": [
            {"key": "orders", "name": "List orders", "verb": "GET", "path": "/orders", "authenticated": true,
             "request": [{"path": "page", "place": "query", "kind": "number"}], "response": [{"path": "total", "kind": "number"}]},
            {"key": "make", "name": "Make an order", "verb": "POST", "path": "/orders/{id}", "authenticated": true, "body": "json",
             "request": [{"path": "id", "place": "path", "kind": "text", "required": true},
                         {"path": "buyer.name", "title": "Buyer", "place": "body", "kind": "text"}]}]});
    definition.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let near = world.near();
    let library = near.connector("shop", definition).unwrap();
    let shop = near.connected(&world.app.app, world.branch, library, "Shop", "t0ken").unwrap();
    let program = world.program().await.naming("branch");
    Shop { target, program, here: format!("/v1.0/account/connectors/{shop}"), world }
}

impl Shop {
    fn tasks(&self) -> Vec<String> {
        rows(
            &self.world,
            "connector_id is not null, method, good, overage, transaction_id is null and cycle_id is null from ledger order by id",
        )
    }

    /// Counts what was used, and has the operator's command compare all figures.
    fn reconciled(&self) {
        berth::testing::count_use(&self.world.app.app).unwrap();
        berth(self.world.database.name(), &[], &["reconcile"]).assert_code(0);
        assert_eq!(rows(&self.world, "1 from method_calls"), Vec::<String>::new(), "nothing is left open");
    }
}

#[actix_web::test]
async fn a_method_is_called_with_the_accounts_credentials_and_is_one_task_in_no_cycle() {
    let shop = shop(json!({})).await; // M1, M2
    let found = shop.program.get("/v1.0/connectors/Shop/methods?query=list").await.assert_ok().json();
    shop.target.says(200, &[], json!({"orders": [{"name": "First"}]}));
    let by_id = format!("{}/methods/{}", shop.here, found[0]["MethodUniqueIdentifier"].as_str().unwrap());
    let answer = shop.program.post(&by_id, json!({"Parameters": {"query.page": 2}})).await;
    assert_eq!(answer.assert_ok().json(), json!({"orders": [{"name": "First"}]}));
    let made = shop
        .program
        .post(
            &format!("{}/methods/make", shop.here),
            json!({"Parameters": {"id": 7, "Buyer": "Ann"}, "Body": {"note": "soon"}}),
        )
        .await;
    assert_eq!(made.assert_ok().json()["echo"], json!({"buyer": {"name": "Ann"}, "note": "soon"}));
    let heard = shop.target.heard();
    assert_eq!((heard[0].verb.as_str(), heard[0].path.as_str()), ("GET", "/orders?page=2"));
    assert_eq!((heard[1].verb.as_str(), heard[1].path.as_str()), ("POST", "/orders/7"));
    assert!(heard.iter().all(|one| one.header("authorization") == "Bearer t0ken"));
    assert_ne!(heard[0].header("idempotency-key"), heard[1].header("idempotency-key"));
    // A bound token calls too, and the answer needs no content.
    shop.target.says(204, &[], Value::Null);
    let base = shop.world.app.config.url.to_string();
    let credential = crate::support::program::Credential::made_by(&shop.world.console().await, "Bound").await;
    let bound = Program::with("bound", &base, &credential, "account:branch").await;
    bound.post(&format!("{}/methods/List%20orders", shop.here), json!({})).await.assert_ok();
    assert_eq!(shop.tasks(), ["t|orders|t|f|t", "t|make|t|f|t", "t|orders|t|f|t"]);
    shop.reconciled();
    assert_eq!(rows(&shop.world, "method, tasks, transactions from usage_days order by 1"), ["make|1|0", "orders|2|0"]);
    assert_eq!(rows(&shop.world, "tasks, failed_tasks from usage_account_days"), ["3|0"]);
    let used = shop.program.get("/v1.0/accounts/branch/usage").await.assert_ok().json();
    assert_eq!(used["TasksUsed"], 3);
}

#[actix_web::test]
async fn what_programs_called_has_a_row_of_its_own_in_the_reports() {
    let shop = shop(json!({})).await; // M2
    for _ in 0..2 {
        shop.program.post(&format!("{}/methods/orders", shop.here), json!({})).await.assert_ok();
    }
    shop.reconciled();
    let console = shop.world.console().await;
    for page in [
        "reports/cycles".to_owned(),
        format!("accounts/{}/reports/cycles", shop.world.branch),
        format!("accounts/{}/reports/use", shop.world.branch),
    ] {
        let shown = console.get(&format!("/console/{page}")).await;
        assert!(shown.assert_ok().body.contains("Calls of programs"), "{page}");
        assert!(!shown.body.contains("A cycle that was deleted"), "{page}");
    }
    let file = console.get("/console/reports/cycles.csv").await;
    assert!(file.assert_ok().body.contains("Calls of programs"), "{}", file.body);
}

#[actix_web::test]
async fn what_cannot_be_called_is_said_and_costs_nothing() {
    let shop = shop(json!({})).await;
    let make = format!("{}/methods/make", shop.here);
    let said = |wrong: Value| {
        let (program, make) = (&shop.program, &make);
        async move { program.post(make, wrong).await.assert_status(400).json()["Message"].as_str().unwrap().to_owned() }
    };
    assert_eq!(said(json!({"Parameters": {"296077": 1}})).await, "Parameters.296077: the method has no such field.");
    assert!(said(json!({})).await.contains("Give a value for id"));
    assert!(said(json!({"Parameters": 5})).await.starts_with("Parameters: "));
    for (method, status) in [
        ("999999999", 404),
        ("9afbeecc-6019-49c6-ade9-721874d81555", 404),
        ("9afbeecc-6019-49c6-ade9-721874d81c5aa", 400),
    ] {
        for way in ["methods", "test"] {
            shop.program.post(&format!("{}/{way}/{method}", shop.here), json!({})).await.assert_status(status);
        }
    }
    let nobody = "/v1.0/account/connectors/1874/methods/orders";
    shop.program.post(nobody, json!({})).await.assert_status(404);
    // Foreign: of the root, which the branch may use in cycles and which is not its own.
    let sibling = Program::new("sibling", shop.world.app.config.url.as_str(), &shop.program.token).naming("sibling");
    sibling.post(&format!("{}/methods/orders", shop.here), json!({})).await.assert_status(404);
    shop.program.put(&format!("{}/deauthenticate", shop.here), json!({})).await.assert_ok();
    let unready = shop.program.post(&format!("{}/methods/orders", shop.here), json!({})).await;
    assert!(unready.assert_status(409).body.contains("is not connected yet"), "{}", unready.body);
    shop.world.near().suspend(shop.world.root, "unpaid").unwrap();
    let closed = shop.program.post(&format!("{}/methods/orders", shop.here), json!({})).await;
    assert!(closed.assert_status(409).body.contains("suspended"), "{}", closed.body);
    assert_eq!((shop.target.heard().len(), shop.tasks().len()), (0, 0));
    shop.reconciled();
}

#[actix_web::test]
async fn what_the_application_refuses_is_told_with_a_fitting_status_and_is_counted_as_failed() {
    let shop = shop(json!({})).await;
    let orders = format!("{}/methods/orders", shop.here);
    for (its, ours) in [(404, 400), (500, 502), (401, 409), (403, 400)] {
        shop.target.says(its, &[], json!({"secret": "of the inside"}));
        let answer = shop.program.post(&orders, json!({})).await;
        let message = answer.assert_status(ours).json()["Message"].as_str().unwrap().to_owned();
        assert!(message.starts_with(&format!("Shop answered {its}.")) && !message.contains("inside"), "{message}");
    }
    shop.target.says(429, &[("retry-after", "40")], json!({}));
    let busy = shop.program.post(&orders, json!({})).await;
    assert_eq!(busy.assert_status(429).header("retry-after"), "40");
    // It asked to be left alone: nobody calls it before (R4), and that is no task.
    let early = shop.program.post(&orders, json!({})).await;
    assert!(early.assert_status(429).body.contains("asked to be left alone"), "{}", early.body);
    assert_eq!(shop.target.heard().len(), 5);
    assert_eq!(shop.tasks(), vec!["t|orders|f|f|t"; 5]);
    shop.reconciled();
    assert_eq!(rows(&shop.world, "tasks, failed_tasks from usage_account_days"), ["5|5"]);
}

#[actix_web::test]
async fn the_pace_of_a_connector_holds_for_programs_too() {
    let shop = shop(json!({"rate_limit": {"calls": 2, "per_s": 600}})).await; // R4
    let orders = format!("{}/methods/orders", shop.here);
    for status in [200, 200, 429, 429] {
        shop.program.post(&orders, json!({})).await.assert_status(status);
    }
    assert_eq!(shop.target.heard().len(), 2);
    assert_eq!(rows(&shop.world, "cardinality(booked) from call_turns"), ["2"], "who is turned away books no turn");
    shop.world.clock.advance(Duration::seconds(601));
    shop.program.post(&orders, json!({})).await.assert_ok();
    shop.reconciled();
}

#[actix_web::test]
async fn a_limit_of_tasks_refuses_what_cannot_wait_or_has_it_counted_apart() {
    let shop = shop(json!({})).await; // M5, M6
    let orders = format!("{}/methods/orders", shop.here);
    let limit = async |body: Value| {
        shop.program.put("/v1.0/accounts/branch/limits/TasksMonth", body).await.assert_ok();
    };
    limit(json!({"Own": 2, "AtLimit": "Hold"})).await;
    for _ in 0..2 {
        shop.program.post(&orders, json!({})).await.assert_ok();
    }
    let refused = shop.program.post(&orders, json!({})).await;
    assert_eq!(refused.assert_status(409).header("x-limit"), "tasks_month");
    for part in ["2 tasks a month", "and 2 are used", "1 Dec 2026", "Nothing was called"] {
        assert!(refused.body.contains(part), "{part}: {}", refused.body);
    }
    assert_eq!(shop.target.heard().len(), 2);
    limit(json!({"Own": 2, "AtLimit": "Overage"})).await;
    shop.program.post(&orders, json!({})).await.assert_ok();
    assert_eq!(shop.tasks(), ["t|orders|t|f|t", "t|orders|t|f|t", "t|orders|t|t|t"]);
    shop.reconciled();
    assert_eq!(rows(&shop.world, "tasks, overage from usage_account_days"), ["3|1"]);
    // A limit of the tree above binds it as well; what is under way counts as used.
    limit(json!({"Own": null})).await;
    shop.program.put("/v1.0/accounts/root/limits/TasksMonth", json!({"Tree": 4, "AtLimit": "Hold"})).await.assert_ok();
    let (program, other) = (&shop.program, orders.clone());
    let base = shop.world.app.config.url.to_string();
    let second = Program::new("second", &base, &program.token).naming("branch");
    let (answered, meanwhile) = std::sync::mpsc::channel();
    shop.target.does(move || meanwhile.recv_timeout(std::time::Duration::from_secs(20)).unwrap());
    let first = program.post(&orders, json!({}));
    let then = async {
        until("the call is open", || rows(&shop.world, "id from method_calls").pop()).await;
        second.post(&other, json!({})).await.assert_status(409);
        answered.send(()).unwrap();
    };
    let (first, ()) = futures_util::future::join(first, then).await;
    first.assert_ok();
    shop.reconciled();
}

#[actix_web::test]
async fn a_call_that_was_cut_off_is_counted_as_failed_and_once() {
    let shop = shop(json!({})).await; // M1
    let orders = format!("{}/methods/orders", shop.here);
    let cut = "insert into method_calls select partner_id, account_id, app.new_id('2026-11-24'), id, connector_id, 'orders', false,
               '2026-11-24 12:05+00' from account_connectors where name = 'Shop'";
    shop.world.database.look().batch_execute(cut).unwrap();
    run(&shop.world).await;
    assert_eq!(shop.tasks().len(), 0, "it may still be under way");
    shop.world.clock.advance(Duration::days(1));
    run(&shop.world).await;
    run(&shop.world).await;
    assert_eq!(shop.tasks(), ["t|orders|f|f|t"]);
    shop.program.post(&orders, json!({})).await.assert_ok();
    shop.reconciled();
    assert_eq!(rows(&shop.world, "sum(tasks), sum(failed_tasks) from usage_account_days"), ["2|1"]);
}

#[actix_web::test]
async fn a_call_that_is_under_way_while_its_account_is_removed_is_counted_first() {
    let shop = shop(json!({})).await; // M1, M2
    let orders = format!("{}/methods/orders", shop.here);
    shop.program.post(&orders, json!({})).await.assert_ok();
    let (base, token) = (shop.world.app.config.url.to_string(), shop.program.token.clone());
    let (answered, meanwhile) = std::sync::mpsc::channel();
    shop.target.does(move || meanwhile.recv_timeout(std::time::Duration::from_secs(20)).unwrap());
    let open = shop.program.post(&orders, json!({}));
    let erase = async {
        until("the call is open", || rows(&shop.world, "id from method_calls").pop()).await;
        let staff = Program::new("staff", &base, &token);
        staff.post("/v1.0/accounts/branch/erase", json!({"Confirm": "branch"})).await.assert_ok();
        berth::testing::run_jobs(&shop.world.db).unwrap();
        answered.send(()).unwrap();
        staff.get("/v1.0/accounts/branch/certificate").await.assert_ok().json()
    };
    let (_, certificate) = futures_util::future::join(open, erase).await;
    assert!(certificate["ErasedOnUtc"].is_string() && certificate["Rows"]["method_calls"] == 1, "{certificate}");
    let mut tasks = shop.tasks();
    tasks.sort();
    assert_eq!(tasks, ["t|orders|f|f|t", "t|orders|t|f|t"], "once, as what is cut off");
    shop.reconciled();
    assert_eq!(rows(&shop.world, "sum(tasks), sum(failed_tasks) from usage_account_days"), ["2|1"]);
}

#[actix_web::test]
async fn under_one_key_a_method_is_called_once() {
    let shop = shop(json!({})).await;
    let orders = format!("{}/methods/orders", shop.here);
    let key = [("idempotency-key", "one")];
    let again = async |body: &str| shop.program.call(Method::POST, &orders, Some(body.to_owned()), &key).await;
    shop.target.says(200, &[], json!({"orders": 1}));
    let (first, second) = (again("{}").await, again("{}").await);
    assert_eq!((first.assert_ok().json(), second.assert_ok().json()), (json!({"orders": 1}), json!({"orders": 1})));
    assert_eq!((first.header("idempotent-replayed"), second.header("idempotent-replayed")), ("", "true"));
    again(r#"{"Parameters": {}}"#).await.assert_status(422);
    assert_eq!((shop.target.heard().len(), shop.tasks().len()), (1, 1));
    // One that was cut off says so: it may have been done.
    shop.world.database.look().batch_execute("update api_answers set status = 0, body = ''").unwrap();
    let cut = again("{}").await;
    assert!(cut.assert_status(409).body.contains("cut off"), "{}", cut.body);
    shop.reconciled();
}

#[actix_web::test]
async fn what_came_to_nothing_is_tried_again_under_its_key_and_what_came_belongs_to_the_account() {
    let shop = shop(json!({})).await; // R2, T1
    let (path, key) = (format!("{}/methods/orders", shop.here), [("idempotency-key", "again")]);
    let call = async || shop.program.call(Method::POST, &path, Some("{}".to_owned()), &key).await;
    shop.target.says(503, &[], json!({}));
    call().await.assert_status(502);
    call().await.assert_ok();
    let heard = shop.target.heard();
    assert_eq!(heard.len(), 2);
    assert_eq!(heard[0].header("idempotency-key"), heard[1].header("idempotency-key"), "the application may tell");
    let kept = "account_id, status from api_answers where key = 'again'";
    assert_eq!(rows(&shop.world, kept), [format!("{}|200", shop.world.branch)]);
    // One that was cut off long ago is taken over; one of just now is not.
    let cut_off = |minutes: i64| {
        let at = shop.world.clock.now() - Duration::minutes(minutes);
        let set = format!("update api_answers set status = 0, created_at = '{}' where key = 'again'", at.to_rfc3339());
        shop.world.database.look().batch_execute(&set).unwrap();
    };
    cut_off(1);
    call().await.assert_status(409);
    cut_off(6);
    call().await.assert_ok();
    shop.reconciled();
}

#[actix_web::test]
async fn no_account_has_more_calls_under_way_than_may_be_at_once() {
    let shop = shop(json!({})).await; // R4
    let path = format!("{}/methods/orders", shop.here);
    let until = (shop.world.clock.now() + Duration::minutes(5)).to_rfc3339();
    let open = format!(
        "insert into method_calls (partner_id, account_id, id, account_connector_id, connector_id, method, overage, until)
         select c.partner_id, c.account_id, gen_random_uuid(), c.id, c.connector_id, 'orders', false, '{until}'
           from account_connectors c cross join generate_series(1, 10) where c.account_id = '{}'",
        shop.world.branch
    );
    shop.world.database.look().batch_execute(&open).unwrap();
    let busy = shop.program.post(&path, json!({})).await;
    assert!(busy.status == 429 && busy.header("retry-after") == "2", "{}", busy.body);
    assert_eq!(shop.target.heard().len(), 0);
    shop.world.database.look().batch_execute("delete from method_calls where method = 'orders'").unwrap();
    shop.program.post(&path, json!({})).await.assert_ok();
}

#[actix_web::test]
async fn a_connector_is_tested_by_a_call_that_is_a_task() {
    let shop = shop(json!({})).await; // M1
    let test = format!("{}/test/orders", shop.here);
    let good = shop.program.post(&test, json!({"Parameters": {"page": 1}})).await.assert_ok().json();
    assert_eq!(good["Success"], true);
    shop.target.says(401, &[], json!({}));
    let refused = shop.program.post(&test, json!({})).await;
    assert!(refused.assert_status(409).body.contains("does not accept the credentials"), "{}", refused.body);
    assert_eq!(shop.tasks(), ["t|orders|t|f|t", "t|orders|f|f|t"]);
    shop.reconciled();
}

#[actix_web::test]
async fn fields_of_methods_and_values_of_properties_are_listed() {
    let shop = shop(json!({})).await;
    let fields = format!("{}/fields", shop.here);
    let all = shop.program.get(&format!("{fields}?pageSize=2")).await;
    assert_eq!(all.assert_ok().header("total-pages"), "2");
    let first = all.json();
    assert_eq!((&first[0]["ConnectorField"], &first[0]["ForRequestFormat"]), (&json!("body.buyer.name"), &json!(true)));
    let next = all.header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    assert_eq!(shop.program.get(&next).await.assert_ok().json().as_array().unwrap().len(), 2);
    let of_one =
        shop.program.get(&format!("{fields}?method=orders&orderBy=MethodUniqueIdentifier")).await.assert_ok().json();
    let names: Vec<&str> =
        of_one.as_array().unwrap().iter().map(|one| one["ConnectorField"].as_str().unwrap()).collect();
    assert_eq!(names, ["body.total", "query.page"]);
    shop.program.get(&format!("{fields}?method=nothing")).await.assert_status(404);
    let values = shop.program.post(&format!("{}/triggers/region", shop.here), json!({})).await.assert_ok().json();
    assert_eq!(values, json!([{"Name": "eu", "Value": "eu"}, {"Name": "us", "Value": "us"}]));
    for none in ["office", "99999999"] {
        shop.program.post(&format!("{}/triggers/{none}", shop.here), json!({})).await.assert_status(404);
    }
}
