//! Users of accounts: let in by a name or an address, changed and removed.

use crate::support::program::{Credential, Program};
use crate::support::{Caller, World};
use serde_json::json;

#[actix_web::test]
async fn a_user_with_a_name_is_let_in_signs_in_gets_another_password_and_goes() {
    let world = World::start().await;
    let program = world.program().await;
    let users = "/v1.0/accounts/branch/users";
    let listed = program.get(users).await;
    assert_eq!(listed.assert_ok().json(), json!(["branch.admin@customer.test"]));
    assert_eq!(listed.header("total-pages"), "1");
    let user = json!({"UserName": "Jo-temp-api-user", "Password": "abc@1234567890"});
    let made = program.put(users, user.clone()).await;
    assert_eq!(
        made.assert_ok().json(),
        json!({"UserName": "Jo-temp-api-user", "Name": "Jo Temp Api User", "Role": "Standard", "WithSubAccounts": false,
               "State": "Active", "LastSignInDate": null})
    );
    assert_eq!(program.put(users, user).await.assert_ok().json(), made.json(), "the same again");
    let names = program.get(&format!("{users}?pageSize=1&sortOrderAsc=false")).await;
    assert_eq!(names.assert_ok().json(), json!(["Jo-temp-api-user"]));
    let next = names.header("link").split(['<', '>']).nth(1).unwrap().to_owned();
    assert_eq!(program.get(&next).await.assert_ok().json(), json!(["branch.admin@customer.test"]));
    // The name is enough to sign in with.
    let base = world.app.config.url.to_string();
    let jo = Caller::new("jo", &base);
    let form = jo.get("/sign-in").await;
    assert_eq!(form.attributes_of("input#f-email", "type"), ["text"], "a browser takes a name that is no address");
    assert_eq!(form.attributes_of("input#f-email", "autocomplete"), ["username"]);
    assert_eq!(form.text_of("label[for=f-email]").as_deref(), Some("E-mail or user name"));
    jo.sign_in("Jo-temp-api-user", "abc@1234567890").await.assert_status(303);
    jo.get(&format!("/a/{}", world.branch)).await.assert_ok();
    jo.get(&format!("/a/{}", world.leaf)).await.assert_not_found();
    let other = program.put(users, json!({"UserName": "Jo-temp-api-user", "Password": "harbour lights 77"})).await;
    assert!(other.status == 400 && other.body.contains("PUT /v1.0/users"), "never dropped: {}", other.body);
    let page = jo.get(&format!("/a/{}", world.branch)).await;
    assert!(page.body.contains("Jo-temp-api-user") && !page.body.contains("users.invalid"), "a name is no address");
    let word = json!({"Username": "jo-temp-api-user", "password": "harbour lights 77"});
    program.put("/v1.0/users", word).await.assert_ok();
    jo.get(&format!("/a/{}", world.branch)).await.assert_status(303); // signed out
    jo.sign_in("jo-temp-api-user", "harbour lights 77").await.assert_status(303);
    program.put(users, json!({"UserName": "Jo-temp-api-user", "Role": "viewer"})).await.assert_ok();
    let details = program.get(&format!("{users}?Details=True")).await.json();
    assert_eq!((&details[1]["Role"], &details[1]["State"]), (&json!("Viewer"), &json!("Active")));
    assert!(details[1]["LastSignInDate"].is_string());
    let gone =
        program.call(reqwest::Method::DELETE, users, Some(json!({"UserName": "Jo-temp-api-user"}).to_string()), &[]);
    assert_eq!(gone.await.assert_ok().body, "");
    program.delete(&format!("{users}?username=Jo-temp-api-user")).await.assert_status(404);
    jo.get(&format!("/a/{}", world.branch)).await.assert_not_found();
    assert_eq!(crate::engine::rows(&world, "count(*) from mails where recipient like '%.invalid'"), ["0"]);
}

#[actix_web::test]
async fn an_address_is_invited_and_what_is_wrong_is_named() {
    let world = World::start().await;
    let program = world.program().await;
    let users = "/v1.0/accounts/branch/users";
    let invited = program.put(users, json!({"UserName": "new.person@customer.test", "Role": "Administrator"})).await;
    assert_eq!(
        (&invited.assert_ok().json()["State"], &invited.json()["Role"]),
        (&json!("Invited"), &json!("Administrator"))
    );
    assert_eq!(crate::engine::rows(&world, "recipient from mails"), ["new.person@customer.test"]);
    // A password that the partner's product chooses lets who was invited in at once.
    let chosen = json!({"UserName": "new.person@customer.test", "Password": "harbour lights 77"});
    assert_eq!(program.put(users, chosen).await.assert_ok().json()["State"], "Active");
    for (body, said) in [
        (json!({}), "UserName: must be"),
        (json!({"UserName": "a b"}), "UserName: must be"),
        (json!({"UserName": "nobody@"}), "UserName: “nobody@” is not an e-mail address"),
        (json!({"UserName": "jo"}), "Password: is required"),
        (json!({"UserName": "jo", "Password": "short"}), "Password: Use at least 10 characters"),
        (json!({"UserName": "jo", "Password": "harbour lights 77", "Role": "king"}), "Role (king)"),
        (json!({"UserName": "ada.vance@northwind.test", "Password": "harbour lights 77"}), "console user"),
        (json!({"UserName": 7}), "UserName: "),
    ] {
        let refused = program.put(users, body.clone()).await;
        assert!(refused.status == 400 && refused.body.contains(said), "{body}: {}", refused.body);
    }
    program.put("/v1.0/users", json!({"UserName": "jo"})).await.assert_said(400, "Password: is required.");
    let word = json!({"UserName": "leaf.admin@customer.test", "Password": "harbour lights 77"});
    program.put("/v1.0/accounts/nobody/users", word.clone()).await.assert_status(404);
    program.put("/v1.0/users", json!({"UserName": "jo", "Password": "harbour lights 77"})).await.assert_status(404);
    // Whose staff it is, is nobody here; and another partner's users are its own (T1, T4).
    let staff = json!({"UserName": "ada.vance@northwind.test", "Password": "harbour lights 77"});
    program.put("/v1.0/users", staff).await.assert_status(404);
    let base = world.app.config.url.to_string();
    let foreign = Credential::made_by(&world.foreign_console().await, "Foreign").await;
    let foreign = Program::with("foreign", &base, &foreign, "").await;
    foreign.put("/v1.0/users", word.clone()).await.assert_status(404);
    // A token of one account makes nobody.
    let own = Credential::made_by(&world.console().await, "Own").await;
    let bound = Program::with("bound", &base, &own, "account:leaf").await;
    bound.put("/v1.0/users", word).await.assert_status(403);
}
