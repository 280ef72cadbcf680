//! A program in another language, which knows the public conventions alone (issue 5, Done when 3).

use crate::engine::{three_steps, world};
use crate::support::node::oauth_modules;
use crate::support::program::Credential;
use crate::support::target::Target;
use crate::templates::live;
use std::process::{Command, Stdio};

#[actix_web::test]
async fn a_program_in_javascript_that_knows_the_conventions_alone_works() {
    let (world, target) = (world().await, Target::start());
    live(&world.console().await, "Orders to the shop", &three_steps(&target)).await;
    let credential = Credential::made_by(&world.console().await, "Strict client").await;
    let base = world.app.config.url.to_string();
    let run = actix_web::rt::task::spawn_blocking(move || {
        Command::new(format!("{}/.bin/node", oauth_modules()))
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/js/client.mjs"))
            .env("BERTH", base.trim_end_matches('/'))
            .env("CLIENT_ID", &credential.client_id)
            .env("CLIENT_SECRET", &credential.secret)
            .env("TEMPLATE", "Orders to the shop")
            .stdin(Stdio::null())
            .output()
    });
    let run = run.await.unwrap().unwrap();
    let (said, wrong) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{said}\n{wrong}");
    assert!(said.contains("44 calls answered as they should be"), "{said}");
}
