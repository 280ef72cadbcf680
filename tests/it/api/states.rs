//! What else programs do with accounts: suspend, resume, move, restore, tag, limit; and the files of templates.

use crate::engine::three_steps;
use crate::support::World;
use crate::support::target::Target;
use crate::templates::live;
use serde_json::json;

#[actix_web::test]
async fn accounts_are_suspended_resumed_moved_tagged_and_brought_back() {
    let world = World::start().await;
    let program = world.program().await;
    for (id, name, parent) in [("north", "North", None), ("south", "South", None), ("shop", "Shop", Some("north"))] {
        let body = json!({"Id": id, "Name": name, "ParentAccountId": parent});
        program.post("/v1.0/accounts", body).await.assert_ok();
    }
    let put = async |path: &str, body: serde_json::Value| program.put(&format!("/v1.0/accounts/{path}"), body).await;
    // Suspending asks why, and takes what is below along.
    put("north/suspend", json!({})).await.assert_status(400);
    let stopped = put("north/suspend", json!({"Reason": "unpaid"})).await.assert_ok().json();
    assert_eq!(stopped["State"], "Suspended");
    assert_eq!(program.get("/v1.0/accounts/shop").await.assert_ok().json()["State"], "Suspended");
    program.naming("shop").get("/v1.0/cycles").await.assert_ok();
    let program = world.program().await;
    put_ok(&program, "north/resume", json!({"Reason": "paid"})).await;
    assert_eq!(program.get("/v1.0/accounts/shop").await.assert_ok().json()["State"], "Active");
    // Moved below another, to the top; not below itself.
    let moved = put_ok(&program, "shop/parent", json!({"ParentAccountId": "south"})).await;
    assert_eq!(moved["ParentAccountId"], "south");
    for (body, said) in [
        (json!({}), "ParentAccountId: name"),
        (json!({"ParentAccountId": "nobody"}), "ParentAccountId (nobody)"),
        (json!({"ParentAccountId": "shop"}), "ParentAccountId: "),
    ] {
        let refused = program.put("/v1.0/accounts/south/parent", body.clone()).await;
        assert!(refused.status == 400 && refused.body.contains(said), "{body}: {}", refused.body);
    }
    assert_eq!(put_ok(&program, "shop/parent", json!({"ParentAccountId": null})).await["ParentAccountId"], json!(null));
    // Tags come and go without the others.
    let patch = async |body: serde_json::Value| {
        program.call(reqwest::Method::PATCH, "/v1.0/accounts/shop/tags", Some(body.to_string()), &[]).await
    };
    patch(json!({"Add": ["gold", "EU"]})).await.assert_ok();
    assert_eq!(
        patch(json!({"Add": ["new"], "Remove": ["eu"]})).await.assert_ok().json()["Tags"],
        json!(["gold", "new"])
    );
    let many: Vec<String> = (0..100).map(|no| format!("t{no}")).collect();
    patch(json!({"Add": many})).await.assert_status(400);
    // Out of the recycle bin.
    program.delete("/v1.0/accounts/shop").await.assert_ok();
    program.get("/v1.0/accounts/shop").await.assert_status(404);
    assert_eq!(put_ok(&program, "shop/restore", json!({})).await["Id"], "shop");
    program.get("/v1.0/accounts/shop").await.assert_ok();
    program.put("/v1.0/accounts/nobody/restore", json!({})).await.assert_status(404);
}

async fn put_ok(program: &crate::support::program::Program, path: &str, body: serde_json::Value) -> serde_json::Value {
    program.put(&format!("/v1.0/accounts/{path}"), body).await.assert_ok().json()
}

#[actix_web::test]
async fn limits_are_read_with_their_chain_and_set_in_part() {
    let world = World::start().await; // M3, M4
    let program = world.program().await;
    program.post("/v1.0/accounts", json!({"Id": "top", "Name": "Top"})).await.assert_ok();
    program.post("/v1.0/accounts", json!({"Id": "twig", "Name": "Twig", "ParentAccountId": "top"})).await.assert_ok();
    let all = program.get("/v1.0/accounts/twig/limits").await.assert_ok().json();
    assert_eq!(all.as_array().unwrap().len(), 9);
    let put = async |path: &str, body: serde_json::Value| program.put(&format!("/v1.0/accounts/{path}"), body).await;
    put("top/limits/TasksMonth", json!({"Tree": 500, "AtLimit": "Overage"})).await.assert_ok();
    let own = put("twig/limits/tasks_month", json!({"Own": 100})).await.assert_ok().json();
    assert_eq!((&own["Kind"], &own["Own"], &own["Tree"]), (&json!("TasksMonth"), &json!(100), &json!(null)));
    let chain: Vec<_> =
        own["Chain"].as_array().unwrap().iter().map(|one| (&one["Level"], &one["AccountId"], &one["Limit"])).collect();
    assert_eq!(chain, [(&json!("Own"), &json!("twig"), &json!(100)), (&json!("Tree"), &json!("top"), &json!(500))]);
    assert_eq!((&own["Chain"][0]["Used"], &own["Chain"][1]["AtLimit"]), (&json!(0), &json!("Overage")));
    // What is left out stays.
    let both = put("twig/limits/TasksMonth", json!({"AtLimit": "Hold"})).await.assert_ok().json();
    assert_eq!((&both["Own"], &both["AtLimit"]), (&json!(100), &json!("Hold")));
    let none = put("twig/limits/TasksMonth", json!({"Own": null, "AtLimit": null})).await.assert_ok().json();
    assert_eq!((&none["Own"], &none["Unlimited"]), (&json!(null), &json!(false)));
    // What is not unlimited stays as it is where somebody says that it is not.
    put("twig/limits/Users", json!({"Own": 5})).await.assert_ok();
    let kept = put("twig/limits/Users", json!({"Unlimited": false, "Tree": 9})).await.assert_ok().json();
    assert_eq!((&kept["Own"], &kept["Tree"]), (&json!(5), &json!(9)));
    // It holds.
    put("top/limits/SubAccounts", json!({"Own": 1})).await.assert_ok();
    let refused = program.post("/v1.0/accounts", json!({"Name": "More", "ParentAccountId": "top"})).await;
    assert!(refused.status == 409 && refused.header("x-limit") == "sub_accounts", "{}", refused.body);
    for (path, body, status) in [
        ("twig/limits/Wishes", json!({"Own": 1}), 404),
        ("nobody/limits/Users", json!({"Own": 1}), 404),
        ("twig/limits/Users", json!({"Own": -1}), 400),
        ("twig/limits/Users", json!({"Own": 1e20}), 400),
        // What is no number leaves the limit as it is.
        ("twig/limits/Users", json!({"Own": "many"}), 200),
        ("twig/limits/Users", json!({"AtLimit": "Hold"}), 400),
        ("twig/limits/TasksMonth", json!({"AtLimit": "Hold"}), 400),
    ] {
        put(path, body).await.assert_status(status);
    }
}

#[actix_web::test]
async fn a_template_goes_from_here_to_there_as_a_file() {
    let (world, target) = (World::start().await, Target::start());
    let page = live(&world.console().await, "Orders to the shop", &three_steps(&target)).await;
    let id = page.rsplit('/').next().unwrap().to_owned();
    let program = world.program().await;
    let file = program.get(&format!("/v1.0/templates/{id}/export")).await.assert_ok().json();
    assert_eq!((&file["name"], file["flow"]["steps"].as_array().unwrap().len()), (&json!("Orders to the shop"), 3));
    let draft = program.post("/v1.0/templates/import", file.clone()).await.assert_ok().json();
    assert_ne!(draft["Id"], json!(id));
    let again = program.post(&format!("/v1.0/templates/import?into={id}"), file.clone()).await.assert_ok().json();
    assert_eq!((&again["Id"], &again["Release"]), (&json!(id), &json!(2)));
    assert_eq!(
        (&again["Name"], &again["Tags"], &again["Folder"]),
        (&json!("Orders to the shop"), &json!([]), &json!(""))
    );
    let path = format!("/v1.0/templates/{id}");
    let listed = program.call(reqwest::Method::GET, &path, None, &[("x-account", "branch")]).await;
    let mut listed = listed.assert_ok().json();
    listed["Release"] = json!(2);
    assert_eq!(again, listed, "as it is read, but for the release");
    program.post(&format!("/v1.0/templates/import?into={id}"), file).await.assert_status(409);
    let unfinished = draft["Id"].as_str().unwrap();
    program.get(&format!("/v1.0/templates/{unfinished}/export")).await.assert_status(404);
    let nul = json!({"format": "integration-template/1", "name": "a\u{0}", "flow": {"steps": []}});
    program.post("/v1.0/templates/import", nul).await.assert_status(400);
    for (body, said) in [(json!({"format": "other"}), "template's file"), (json!({"flow": {"steps": 7}}), "flow")] {
        let refused = program.post("/v1.0/templates/import", body).await;
        assert!(refused.status == 400 && refused.body.contains(said), "{}", refused.body);
    }
    program.get("/v1.0/templates/none/export").await.assert_status(404);
}

#[actix_web::test]
async fn what_was_used_and_done_is_read_by_day_by_account_and_entry_by_entry() {
    let (world, target) = (crate::engine::world().await, Target::start()); // M1, T4
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    for _ in 0..2 {
        crate::engine::post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
        crate::engine::run(&world).await;
    }
    berth::testing::count_use(&world.app.app).unwrap();
    let program = world.program().await;
    let days = program.get("/v1.0/accounts/branch/usage/days?from=2026-11-23&to=2026-11-24").await.assert_ok().json();
    assert_eq!(days.as_array().unwrap().len(), 2);
    assert_eq!((&days[1]["Day"], &days[1]["Own"]["Tasks"]), (&json!("2026-11-24"), &json!(0)));
    assert_eq!(
        (&days[1]["WithSubAccounts"]["Tasks"], &days[1]["WithSubAccounts"]["Transactions"]),
        (&json!(4), &json!(2)),
        "{days}"
    );
    assert_eq!(
        program.get("/v1.0/accounts/branch/usage/days?pageSize=100").await.assert_ok().json().as_array().unwrap().len(),
        30
    );
    let used = program.get("/v1.0/reports/accounts?sortOrderAsc=false").await;
    let used = used.assert_ok().json();
    assert_eq!((&used[0]["AccountId"], &used[0]["Tasks"]), (&json!("leaf"), &json!(4)), "{used}");
    assert_eq!(used.as_array().unwrap().len(), 1, "none that used nothing");
    for path in [
        "/v1.0/reports/accounts?from=2026-11-24&to=2026-11-01",
        "/v1.0/reports/accounts?from=2020-01-01",
        "/v1.0/reports/accounts?to=soon",
        "/v1.0/accounts/branch/usage/days?from=2026-02-30",
    ] {
        program.get(path).await.assert_status(400);
    }
    // The log: forth and back, in pages, of one account.
    program.put("/v1.0/accounts/branch/suspend", json!({"Reason": "unpaid"})).await.assert_ok();
    let newest = program.get("/v1.0/audit?pageSize=1&sortOrderAsc=false&account=branch").await;
    let entry = newest.assert_ok().json();
    assert_eq!(
        (&entry[0]["Action"], &entry[0]["ObjectName"]),
        (&json!("account.suspended"), &json!("Branch Office")),
        "{entry}"
    );
    assert!(entry[0]["Changes"].as_array().unwrap().iter().any(|change| change["To"] == "unpaid"), "{entry}");
    let number = |page: &serde_json::Value| page[0]["Number"].as_i64().unwrap();
    let first = program.get("/v1.0/audit?pageSize=1").await;
    let next = first.header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    let second = program.get(&next).await.assert_ok().json();
    assert_eq!((number(&first.assert_ok().json()), number(&second)), (1, 2));
    assert_eq!(program.get("/v1.0/audit?before=2020-01-01").await.assert_ok().json(), json!([]));
    assert!(first.header("total-pages").parse::<i64>().unwrap() > 2);
    program.get("/v1.0/audit?account=nobody").await.assert_status(404);
    program.get("/v1.0/audit?after=-9999-01-01").await.assert_status(400);
}
