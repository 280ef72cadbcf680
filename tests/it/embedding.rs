//! What a partner's program opens for people who never signed up (MODEL section 9): the way in by a one-use token, and the pages
//! behind it.

mod door;
pub mod frames;
mod guide;
pub mod signed;
mod views;

use crate::support::World;
use crate::support::program::Program;
use crate::templates::{live, version};
use serde_json::{Value, json};

/// A template that every account is offered, with these tags.
pub async fn offered(world: &World, name: &str, tags: &str, flow: &Value) -> String {
    let console = world.console().await;
    let page = live(&console, name, flow).await;
    let seen = version(&console, &format!("{page}/edit")).await;
    let form = [
        ("name", name),
        ("description", "Sends each new order on."),
        ("tags", tags),
        ("visible_to", "all"),
        ("published", "1"),
        ("version", seen.as_str()),
    ];
    console.post(&format!("{page}/edit"), &form).await.assert_redirect(&page);
    page.rsplit('/').next().unwrap().to_owned()
}

/// A flow that needs nothing to start.
pub fn by_webhook() -> Value {
    json!({"steps": [{"key": "order", "name": "New order", "kind": "webhook"}]})
}

/// The path of the address that a call answers with.
pub async fn asked(program: &Program, call: &str, body: Value) -> String {
    let answer = program.post(call, body).await.assert_ok().json();
    let address = ["LaunchUrl", "MarketplaceUrl", "OrbitUrl"].iter().find_map(|name| answer[*name].as_str()).unwrap();
    address[address.find("://").unwrap() + 3..].split_once('/').map(|(_, path)| format!("/{path}")).unwrap()
}

/// The token in such a path.
pub fn token_of(path: &str) -> String {
    path.split("token=").nth(1).unwrap().split('&').next().unwrap().to_owned()
}
