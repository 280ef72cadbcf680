//! A program in another language, which knows the public conventions alone (issue 5, Done when 3).

use super::{TEMPLATE, run_program};
use crate::engine::{three_steps, world};
use crate::support::node::oauth_modules;
use crate::support::target::Target;
use crate::templates::live;
use std::process::Command;

#[actix_web::test]
async fn a_program_in_javascript_that_knows_the_conventions_alone_works() {
    let (world, target) = (world().await, Target::start());
    live(&world.console().await, TEMPLATE, &three_steps(&target)).await;
    let mut client = Command::new(format!("{}/.bin/node", oauth_modules()));
    client.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/js/client.mjs"));
    let run = run_program(&world, client).await;
    let (said, wrong) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{said}\n{wrong}");
    let told = said.split(" calls answered as they should be").next().unwrap_or_default();
    let calls: Option<u32> = told.lines().last().and_then(|number| number.parse().ok());
    assert!(calls.is_some_and(|calls| calls >= 75), "{said}");
}
