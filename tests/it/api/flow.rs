//! What a cycle does, changed part by part: steps, edges, variables and mappings.

use crate::engine::{run, world};
use crate::support::World;
use crate::support::program::Program;
use crate::support::target::Target;
use serde_json::{Value, json};

/// A connector of the target, installed in the branch, and an empty cycle there.
async fn ground(world: &World, target: &Target) -> (Program, String, String, Value) {
    let definition = json!({
        "name": "Corner Shop", "base_url": target.url, "authentication": {"kind": "bearer"},
        "methods": [{"key": "find", "name": "Find customer", "verb": "POST", "path": "/customers/{id}", "body": "json",
                     "request": [{"path": "id", "place": "path", "kind": "text", "required": true},
                                 {"path": "sort", "place": "query", "kind": "text", "choices": ["asc", "desc"]},
                                 {"path": "note", "place": "body", "kind": "text", "title": "Note"}],
                     "response": [{"path": "name", "kind": "text", "title": "Name"}]}],
    });
    let library = world.near().connector("corner", definition).unwrap();
    let near = world.near();
    let connector = near.connected(&world.app.app, world.branch, library, "Shop of the branch", "token-1").unwrap();
    let program = world.program().await.naming("branch");
    let methods = program.get(&format!("/v1.0/connectors/{library}/methods")).await.assert_ok().json();
    let cycle = program.post("/v1.0/cycles", json!({"Name": "Built by a program"})).await;
    cycle.assert_status(201);
    let cycle = cycle.json()["Id"].as_str().unwrap().to_owned();
    (program, cycle, connector.to_string(), methods[0]["Id"].clone())
}

#[actix_web::test]
async fn a_program_builds_a_cycle_step_by_step_and_it_runs() {
    let (world, target) = (world().await, Target::start());
    let (program, cycle, connector, method) = ground(&world, &target).await;
    let here = format!("/v1.0/cycles/{cycle}");
    let step = async |body: Value| program.post(&format!("{here}/steps"), body).await.assert_ok().json();
    let hook = step(json!({"Name": "New order", "ActionType": "Webhook"})).await;
    assert_eq!((&hook["ActionType"], &hook["Key"]), (&json!("Webhook"), &json!("new_order")));
    let find = step(json!({"Name": "Find customer", "AccountConnectorId": connector, "MethodId": method,
                           "AfterStepId": hook["Id"], "StepErrorAction": "StopTransaction"}))
    .await;
    assert_eq!((&find["ActionType"], &find["StepErrorAction"]), (&json!("Action"), &json!("StopTransaction")));
    assert_eq!(
        (&find["AccountConnector"]["Id"], &find["AccountConnector"]["Name"]),
        (&json!(connector), &json!("Shop of the branch"))
    );
    assert_eq!((&find["Method"]["Id"], &find["Method"]["Parameters"][0]["Id"]), (&method, &json!("path.id")));
    let listed = program.get(&format!("{here}/steps?filter=action")).await.assert_ok().json();
    assert_eq!(listed, json!([find]));
    // Where its fields come from.
    let of_step = format!("/v1.0/steps/{}", find["Id"].as_str().unwrap());
    let missing = program.get(&format!("{of_step}/prerequisites")).await.assert_ok().json();
    assert_eq!(missing, json!([]), "what is missing is found when it is called: {missing}");
    let offered = program.get(&format!("{of_step}/fieldsformapping")).await.assert_ok().json();
    assert_eq!((&offered[0]["StepId"], &offered[0]["FieldId"]), (&hook["Id"], &json!("")));
    let parameters = program.get(&format!("{of_step}/parameters")).await.assert_ok().json();
    let names: Vec<&str> =
        parameters.as_array().unwrap().iter().map(|one| one["Parameter"]["Id"].as_str().unwrap()).collect();
    assert_eq!(names, ["path.id", "query.sort"]);
    assert_eq!(parameters[0]["MappingType"], "Ignore");
    let set = program
        .put(
            &format!("{of_step}/parameters/path.id"),
            json!({"MappingType": "StepOutput", "SourceStepId": hook["Id"], "SourceFieldId": "customer"}),
        )
        .await
        .assert_ok()
        .json();
    assert_eq!((&set["MappingType"], &set["SourceFieldId"]), (&json!("StepOutput"), &json!("customer")));
    let values = program.post(&format!("{of_step}/parameters/query.sort/lookup"), json!({})).await.assert_ok().json();
    assert_eq!(values, json!([{"Name": "asc", "Value": "asc"}, {"Name": "desc", "Value": "desc"}]));
    let variable = program
        .post(&format!("{here}/variables"), json!({"DisplayName": "Greeting", "Value": "Hello"}))
        .await
        .assert_ok()
        .json();
    assert_eq!((&variable["SystemName"], &variable["Value"]), (&json!("Greeting"), &json!("Hello")));
    let note = program
        .put(&format!("{of_step}/fieldmappings/body.note"), json!({"MappingType": "Variable", "Variable": "Greeting"}))
        .await
        .assert_ok()
        .json();
    assert_eq!((&note["Field"]["Name"], &note["Variable"]), (&json!("Note"), &json!("Greeting")));
    assert_eq!(program.get(&format!("{of_step}/fieldmappings/body.note")).await.assert_ok().json(), note);
    // A value that is made of what came before, drawn into the picture by an edge of its own.
    let shape = step(json!({"Name": "Shape", "ActionType": "Transform"})).await;
    let edge = program
        .post(
            &format!("{here}/edges"),
            json!({"TailStepId": find["Id"], "HeadStepId": shape["Id"], "EdgeType": "Forward"}),
        )
        .await
        .assert_ok()
        .json();
    assert_eq!((&edge["TailStepId"], &edge["EdgeType"]), (&find["Id"], &json!("Forward")));
    let made = format!("/v1.0/steps/{}/fieldmappings/said", shape["Id"].as_str().unwrap());
    let expression =
        json!({"MappingType": "Expression", "Value": "{{ variables.Greeting }} {{ steps.find_customer.name }}"});
    program.put(&made, expression).await.assert_ok();
    let edges = program.get(&format!("{here}/edges")).await.assert_ok().json();
    assert_eq!(edges.as_array().unwrap().len(), 2, "{edges}");
    assert_eq!(program.get(&format!("{here}/edges/{}", edge["Id"].as_str().unwrap())).await.assert_ok().json(), edge);
    // It runs as it was built.
    target.says(200, &[], json!({"name": "Ada"}));
    program.put(&format!("{here}/activate"), json!({})).await.assert_ok();
    let hook = program.get(&here).await.assert_ok().json()["Webhooks"][0]["Url"].as_str().unwrap().to_owned();
    let sent = reqwest::Client::new().post(&hook).json(&json!({"customer": "c-7"})).send().await.unwrap();
    assert_eq!(sent.status(), 202);
    run(&world).await;
    let done = program.get(&format!("{here}/transactions")).await.assert_ok().json();
    assert_eq!(done[0]["Status"], "Completed", "{done}");
    let heard = target.heard();
    assert_eq!((heard[0].path.as_str(), &heard[0].body), ("/customers/c-7", &json!({"note": "Hello"})));
    let items =
        program.get(&format!("{here}/transactions/{}", done[0]["Id"].as_str().unwrap())).await.assert_ok().json();
    assert_eq!(items[2]["Output"], json!({"said": "Hello Ada"}), "{items}");
    // While it runs nothing of it is changed, and all of it is read.
    let id = find["Id"].as_str().unwrap();
    for (method, path, body) in [
        ("PUT", format!("{here}/steps/{id}"), json!({"Name": "Another"})),
        ("DELETE", format!("{here}/steps/{id}"), json!({})),
        ("POST", format!("{here}/steps"), json!({"Name": "More", "ActionType": "Delay"})),
        ("POST", format!("{here}/edges"), json!({"TailStepId": shape["Id"], "HeadStepId": id})),
        ("DELETE", format!("{here}/edges/{}", edge["Id"].as_str().unwrap()), json!({})),
        ("POST", format!("{here}/variables"), json!({"DisplayName": "More"})),
        ("PATCH", format!("{here}/variables"), json!([{"SystemName": "Greeting", "Value": "Bye"}])),
        ("PUT", format!("{here}/variables/Greeting"), json!({"Value": "Bye"})),
        ("DELETE", format!("{here}/variables/Greeting"), json!({})),
        ("PUT", format!("{of_step}/fieldmappings/body.note"), json!({"Value": "Bye"})),
    ] {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        program.call(method, &path, Some(body.to_string()), &[]).await.assert_status(409);
    }
    assert_eq!(program.get(&format!("{here}/steps/{id}")).await.assert_ok().json()["Name"], "Find customer");
}

#[actix_web::test]
async fn steps_and_edges_are_changed_and_removed_and_what_cannot_be_is_named() {
    let (world, target) = (world().await, Target::start());
    let (program, cycle, connector, method) = ground(&world, &target).await;
    let here = format!("/v1.0/cycles/{cycle}");
    let step = async |body: Value| program.post(&format!("{here}/steps"), body).await.assert_ok().json();
    let hook = step(json!({"Name": "Hook", "ActionType": "webhook"})).await;
    let choice = step(json!({"Name": "Large?", "AfterStepId": hook["Id"], "Definition":
        {"kind": "decision", "condition": {"expression": "trigger.total > 100"}}, "StepErrorAction": "StopCycle"}))
    .await;
    assert_eq!(choice["StepErrorAction"], "StopCycle");
    let wait =
        step(json!({"Name": "Wait", "ActionType": "Delay", "AfterStepId": choice["Id"], "AfterPort": "yes"})).await;
    let id = |step: &Value| step["Id"].as_str().unwrap().to_owned();
    let edges = program.get(&format!("{here}/edges")).await.assert_ok().json();
    assert_eq!((&edges[1]["EdgeType"], &edges[1]["HeadStepId"]), (&json!("True"), &wait["Id"]), "{edges}");
    let other = program
        .post(
            &format!("{here}/edges"),
            json!({"TailStepId": id(&choice), "HeadStepId": id(&wait), "EdgeType": "false"}),
        )
        .await
        .assert_ok()
        .json();
    program.delete(&format!("{here}/edges/{}", other["Id"].as_str().unwrap())).await.assert_ok();
    program.delete(&format!("{here}/edges/{}", other["Id"].as_str().unwrap())).await.assert_status(404);
    let changed = program
        .put(
            &format!("{here}/steps/{}", id(&wait)),
            json!({"Name": "Wait a while", "Definition": {"kind": "delay", "minutes": 7}}),
        )
        .await
        .assert_ok()
        .json();
    assert_eq!((&changed["Name"], &changed["Definition"]["minutes"]), (&json!("Wait a while"), &json!(7)));
    let find = step(json!({"AccountConnectorId": connector, "MethodId": method})).await;
    assert_eq!(find["Name"], "Find customer", "as the method is called");
    for (path, body, said) in [
        (format!("{here}/steps"), json!({"Name": "x"}), "ActionType: "),
        (format!("{here}/steps"), json!({"Name": "x", "ActionType": "Fly"}), "ActionType (Fly)"),
        (format!("{here}/steps"), json!({"Name": "x", "ActionType": "Action"}), "MethodId"),
        (format!("{here}/steps"), json!({"ActionType": "Webhook"}), "begins this flow already"),
        (format!("{here}/steps"), json!({"AccountConnectorId": cycle, "MethodId": method}), "AccountConnectorId: "),
        (format!("{here}/steps"), json!({"AccountConnectorId": connector, "MethodId": cycle}), "MethodId: "),
        (format!("{here}/steps"), json!({"Name": "x", "Definition": {"kind": "fly"}}), "Definition: "),
        (
            format!("{here}/steps"),
            json!({"ActionType": "Delay", "AccountConnectorId": connector, "MethodId": method}),
            "calls no connector",
        ),
        (format!("{here}/steps"), json!({"ActionType": "Delay", "AfterStepId": "nowhere.x"}), "AfterStepId: "),
        (format!("{here}/edges"), json!({"TailStepId": id(&choice)}), "HeadStepId: "),
        (format!("{here}/edges"), json!({"TailStepId": id(&hook), "HeadStepId": id(&choice)}), "already"),
        (format!("{here}/edges"), json!({"TailStepId": id(&wait), "HeadStepId": id(&choice)}), "circle"),
        (
            format!("{here}/edges"),
            json!({"TailStepId": id(&wait), "HeadStepId": id(&find), "EdgeType": "Up"}),
            "EdgeType: ",
        ),
    ] {
        let answer = program.post(&path, body.clone()).await;
        assert!(answer.status == 400 && answer.body.contains(said), "{path} {body}: {}", answer.body);
    }
    let of_find = format!("/v1.0/steps/{}", id(&find));
    for (path, body, status) in [
        (format!("{of_find}/fieldmappings/body.none"), json!({"Value": 1}), 404),
        (format!("{of_find}/fieldmappings/path.id"), json!({"Value": 1}), 404),
        (format!("{of_find}/parameters/path.id"), json!({"Variable": "none"}), 400),
        (format!("{of_find}/parameters/path.id"), json!({"SourceStepId": id(&hook)}), 400),
        (format!("/v1.0/steps/{cycle}.none/parameters/path.id"), json!({"Value": 1}), 404),
        ("/v1.0/steps/none/parameters/path.id".to_owned(), json!({"Value": 1}), 404),
        (format!("{here}/steps/{}", id(&wait)), json!({"ActionType": "Webhook"}), 400),
        (format!("{here}/steps/{}", id(&wait)), json!({"Name": null}), 400),
        (format!("{here}/steps/none"), json!({"Name": "x"}), 404),
    ] {
        let answer = program.put(&path, body.clone()).await;
        assert_eq!(answer.status.as_u16(), status, "{path} {body}: {}", answer.body);
    }
    let same = program.put(&format!("{here}/steps/{}", id(&find)), json!({"MethodId": method})).await;
    assert_eq!(same.assert_ok().json()["Method"]["Id"], method);
    for (step, body) in [(&find, json!({"MethodId": cycle})), (&wait, json!({"MethodId": method}))] {
        program.put(&format!("{here}/steps/{}", id(step)), body).await.assert_status(400);
    }
    // What led to a step leads on when it goes.
    program.delete(&format!("{here}/steps/{}", id(&choice))).await.assert_ok();
    let edges = program.get(&format!("{here}/edges")).await.assert_ok().json();
    assert_eq!((edges.as_array().unwrap().len(), &edges[0]["HeadStepId"]), (1, &wait["Id"]));
    program.get(&format!("{here}/steps/{}", id(&choice))).await.assert_status(404);
}

#[actix_web::test]
async fn variables_are_added_set_one_or_many_at_a_time_and_removed() {
    let (world, target) = (world().await, Target::start());
    let (program, cycle, ..) = ground(&world, &target).await;
    let here = format!("/v1.0/cycles/{cycle}/variables");
    let first = json!({"DisplayName": "JOVar1", "Value": "Test-ABC", "MappingType": "StaticValue"});
    let made = program.post(&here, first.clone()).await.assert_ok().json();
    assert_eq!(
        (&made["DisplayName"], &made["SystemName"], &made["Value"], &made["MappingType"]),
        (&json!("JOVar1"), &json!("JOVar1"), &json!("Test-ABC"), &json!("StaticValue"))
    );
    let again = program.post(&here, first).await;
    assert!(again.status == 400 && again.body.contains("already"), "{}", again.body);
    program.post(&here, json!({"DisplayName": "Second one"})).await.assert_ok();
    let named =
        program.post(&here, json!({"SystemName": "third", "DisplayName": "The third"})).await.assert_ok().json();
    assert_eq!((&named["SystemName"], &named["DisplayName"]), (&json!("third"), &json!("The third")));
    program.delete(&format!("{here}/third")).await.assert_ok();
    let patch = |body: Value| program.call(reqwest::Method::PATCH, &here, Some(body.to_string()), &[]);
    let both = patch(json!([{"DisplayName": "JOVar1", "Value": 7}, {"DisplayName": "Second one", "Value": "b"}])).await;
    let both = both.assert_ok().json();
    assert_eq!(
        (&both[0]["Value"], &both[1]["Value"], &both[1]["SystemName"]),
        (&json!("7"), &json!("b"), &json!("second_one"))
    );
    // All or nothing.
    let wrong = patch(json!([{"SystemName": "JOVar1", "Value": "lost"}, {"SystemName": "none", "Value": 1}])).await;
    assert!(wrong.status == 400 && wrong.body.contains("none"), "{}", wrong.body);
    patch(json!({"SystemName": "JOVar1"})).await.assert_status(400);
    patch(json!([1])).await.assert_status(400);
    assert_eq!(program.get(&format!("{here}/JOVar1")).await.assert_ok().json()["Value"], "7");
    let set = program.put(&format!("{here}/JOVar1"), json!({"DisplayName": "JOVar1", "Value": "XYZ"})).await;
    assert_eq!(set.assert_ok().json()["Value"], "XYZ");
    program.put(&format!("{here}/JOVar1"), json!({"MappingType": "Ignore"})).await.assert_ok();
    let all = program.get(&here).await.assert_ok().json();
    assert_eq!((&all[0]["Value"], &all[0]["MappingType"]), (&Value::Null, &json!("Ignore")), "{all}");
    program.put(&format!("{here}/JOVar1"), json!({"Value": {"a": 1}})).await.assert_status(400);
    program.put(&format!("{here}/JOVar1"), json!({"MappingType": "Magic"})).await.assert_status(400);
    program.get(&format!("{here}/XYX")).await.assert_status(404);
    program.put(&format!("{here}/XYX"), json!({"Value": 1})).await.assert_status(404);
    program.delete(&format!("{here}/JOVar1")).await.assert_ok();
    program.delete(&format!("{here}/JOVar1")).await.assert_status(404);
    assert_eq!(program.get(&here).await.assert_ok().json().as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn a_connector_that_an_account_above_shares_can_be_called() {
    let (world, target) = (world().await, Target::start()); // T6
    let (_, _, connector, method) = ground(&world, &target).await;
    let program = world.program().await.naming("leaf");
    let cycle = program.post("/v1.0/cycles", json!({"Name": "Below"})).await.json()["Id"].as_str().unwrap().to_owned();
    let body = json!({"AccountConnectorId": connector, "MethodId": method});
    let here = format!("/v1.0/cycles/{cycle}/steps");
    let step = program.post(&here, body.clone()).await.assert_ok().json();
    assert_eq!(step["AccountConnector"]["Id"], json!(connector));
    let again = program.put(&format!("{here}/{}", step["Id"].as_str().unwrap()), body.clone()).await.assert_ok().json();
    assert_eq!(again["AccountConnector"]["Id"], json!(connector));
    let beside = world.program().await.naming("sibling");
    let cycle = beside.post("/v1.0/cycles", json!({"Name": "Beside"})).await.json()["Id"].as_str().unwrap().to_owned();
    let refused = beside.post(&format!("/v1.0/cycles/{cycle}/steps"), body).await;
    assert!(refused.status == 400 && refused.body.contains("AccountConnectorId"), "{}", refused.body);
}
