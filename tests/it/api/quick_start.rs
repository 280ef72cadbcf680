//! `docs/API.md` is true: its quick start is run as it stands there.

use super::{TEMPLATE, run_program};
use crate::engine::{three_steps, world};
use crate::support::target::Target;
use crate::templates::live;
use std::process::Command;

const GUIDE: &str = include_str!("../../../docs/API.md");

/// The commands of the guide's blocks.
fn commands() -> String {
    let blocks = GUIDE.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default());
    blocks.collect()
}

#[actix_web::test]
async fn the_quick_start_takes_a_new_account_to_a_running_cycle_and_its_use() {
    let (world, target) = (world().await, Target::start());
    live(&world.console().await, TEMPLATE, &three_steps(&target)).await;
    // A customer's request is accepted, carried out and counted by the threads that every server has.
    let world = world.with_background();
    let script = format!("set -euo pipefail\n{}", commands());
    assert!(script.contains("/oauth/token") && script.contains("/usage"), "{script}");
    let mut shell = Command::new("bash");
    shell.args(["-c", &script]);
    let run = run_program(&world, shell).await;
    let (said, wrong) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{said}\n{wrong}");
    for words in ["\"customer-4711\"", "\"Harbour Books\"", "\"Active\"", " tasks used"] {
        assert!(said.contains(words), "no {words}: {said}\n{wrong}");
    }
    assert!(!said.contains("\n0 tasks used"), "{said}");
    world.app.stop().await;
}
