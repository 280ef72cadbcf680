//! Templates: the library in the console, releases, files, and installing into accounts (MODEL section 5).

mod files;
mod installs;
mod library;
mod rollouts;
pub mod upgrades;

pub use upgrades::also;

use crate::support::{Caller, World};
use serde_json::{Value, json};

pub const PAGE: &str = "/console/templates";

/// Makes a template; answers its address.
pub async fn template(caller: &Caller, name: &str, more: &[(&str, &str)]) -> String {
    let form = [&[("name", name)], more].concat();
    let made = caller.post(PAGE, &form).await;
    made.assert_redirect("/console/templates/").location().trim_end_matches("/accounts").to_owned()
}

/// Saves a draft's flow as the page does.
pub async fn save(caller: &Caller, draft: &str, flow: &Value) {
    let version = version(caller, &format!("{draft}/edit")).await;
    let form = [("flow", flow.to_string()), ("notes", String::new()), ("version", version)];
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    caller.post(&format!("{draft}/edit"), &form).await.assert_redirect(draft);
}

/// The version that a page's form was filled from.
pub async fn version(caller: &Caller, page: &str) -> String {
    caller.get(page).await.assert_ok().value_of("main input[name=version]").expect("a version")
}

/// Makes a draft live.
pub async fn promote(caller: &Caller, draft: &str) {
    promote_in(caller, draft, "/console/templates/").await;
}

/// The same, wherever it stands: `list` is how the address begins that it leads back to.
pub async fn promote_in(caller: &Caller, draft: &str, list: &str) {
    let version = version(caller, &format!("{draft}/promotion")).await;
    let done = caller.post(&format!("{draft}/promotion"), &[("version", &version)]).await;
    done.assert_redirect(list);
}

/// A template whose release 1 is live with this flow; answers its address.
pub async fn live(caller: &Caller, name: &str, flow: &Value) -> String {
    let page = template(caller, name, &[]).await;
    let draft = format!("{page}/releases/1");
    save(caller, &draft, flow).await;
    promote(caller, &draft).await;
    page
}

/// A webhook whose fields are sent on by a connector's method.
pub fn sending(connector: &str) -> Value {
    json!({
        "steps": [{"key": "order", "name": "New order", "kind": "webhook"},
                  {"key": "send", "name": "Send on", "kind": "action", "slot": "shop", "method": "create",
                   "mapping": {"rules": [{"target": "body.who", "source": {"expression": "trigger.customer"}}]}}],
        "edges": [{"from": "order", "to": "send"}],
        "slots": [{"key": "shop", "connector": connector}]
    })
}

/// A connector of the library with the method `create`, which takes `who` and signs in with a bearer token.
pub fn connector(world: &World, key: &str, base_url: &str) -> uuid::Uuid {
    let definition = json!({
        "name": format!("{} works", key), "base_url": base_url, "authentication": {"kind": "bearer"},
        "methods": [{"key": "create", "name": "Create", "verb": "POST", "path": "/create", "body": "json",
                     "request": [{"path": "who"}]}]
    });
    world.near().connector(key, definition).unwrap()
}
