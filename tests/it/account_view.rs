//! What an account's own people see of running integrations (MODEL sections 3 and 5): their cycles, what these did, what
//! went wrong, and the templates they may install. The rights are those of the account; the pages are the console's.

mod installing;
mod own_templates;
mod settings;
mod working;

use crate::engine::{post, run, three_steps};
use crate::support::target::Target;
use crate::support::{Caller, World};
use berth::ids::AccountId;
use serde_json::json;
use uuid::Uuid;

/// One who has this role in an account and nothing else.
pub async fn person(world: &World, account: AccountId, role: &str) -> Caller {
    let email = format!("{role}.{}@customer.test", Uuid::new_v4().simple());
    let person = world.near().account_user(&email, crate::support::world::PASSWORD).unwrap();
    world.near().grant(person, account, role, false).unwrap();
    let caller = Caller::new(role, world.config.url.as_str());
    caller.sign_in(&email, crate::support::world::PASSWORD).await.assert_status(303);
    caller
}

/// Address of a page of an account's own view.
pub fn here(account: AccountId, rest: &str) -> String {
    format!("/a/{account}/{rest}")
}

/// A cycle of the branch whose transaction failed at its last step; the cycle, its hook and the transaction.
pub async fn failed(world: &World, target: &Target) -> (Uuid, String, String) {
    let (cycle, hooks) =
        world.near().cycle(&world.app.app, world.branch, "Orders to the shop", three_steps(target)).unwrap();
    target.says(404, &[], json!({"error": "no such order"}));
    let (_, answer) = post(world, &hooks[0].1, &[], &json!({"customer": "Zofia", "total": 12.5})).await;
    run(world).await;
    (cycle, hooks[0].1.clone(), answer["TransactionId"].as_str().unwrap().to_owned())
}
