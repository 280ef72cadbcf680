//! How often a credential may call, and what its programs are told of it.

use crate::engine::rows;
use crate::support::World;
use crate::support::app::Checks;
use crate::support::program::{Credential, Program};
use chrono::Duration;

fn world_of(limit: &str) -> World {
    World::with_settings(Checks::On, &[("BERTH_API_CALLS_PER_MINUTE", limit)])
}

#[actix_web::test]
async fn who_calls_more_often_than_it_may_is_told_when_to_come_again() {
    let world = world_of("5");
    let program = world.program().await; // its token was the first call
    for left in (1..=3).rev() {
        let answer = program.get("/v1.0/accounts").await;
        assert_eq!(answer.assert_ok().header("ratelimit-policy"), "\"default\";q=5;w=60");
        assert_eq!(answer.header("ratelimit"), format!("\"default\";r={left};t=60"));
    }
    world.clock.advance(Duration::seconds(18));
    let last = program.get("/v1.0/accounts/nobody").await;
    assert_eq!((last.status.as_u16(), last.header("ratelimit")), (404, "\"default\";r=0;t=42"));
    let refused = program.get("/v1.0/accounts").await;
    refused.assert_said(429, "This credential may call 5 times a minute. Wait 42 seconds.");
    assert_eq!((refused.header("retry-after"), refused.header("ratelimit")), ("42", "\"default\";r=0;t=42"));
    // Another credential has turns of its own, and this one's further tokens have none.
    let other = Credential::made_by(&world.console().await, "Another").await;
    Program::with("other", world.app.config.url.as_str(), &other, "").await.get("/v1.0/accounts").await.assert_ok();
    // Those that were held back stand in the report.
    berth::testing::write_calls(&world.app.app).unwrap();
    assert_eq!(rows(&world, "count(*) from api_calls where status = 429"), ["1"]);
    assert_eq!(rows(&world, "sum(limited), sum(refused) from api_call_hours"), ["1|1"]);
    world.clock.advance(Duration::seconds(42));
    program.get("/v1.0/accounts").await.assert_ok();
    // Who proves nothing has no turns and takes none.
    let nobody = Program::new("nobody", world.app.config.url.as_str(), &program.token.replace("pt_", "at_"));
    let answer = nobody.get("/v1.0/accounts").await;
    assert_eq!((answer.status.as_u16(), answer.header("ratelimit")), (401, ""));
}

#[actix_web::test]
async fn the_limit_holds_over_several_servers_together() {
    let world = world_of("200");
    let first = world.program().await;
    let second = Program::new("second", world.app.beside(|_| {}).url("").as_str(), &first.token);
    let mut passed = 1; // the token's
    for _ in 0..110 {
        for program in [&first, &second] {
            let answer = program.get("/v1.0/accounts?pageSize=1").await;
            match answer.status.as_u16() {
                200 => passed += 1,
                status => assert_eq!(status, 429, "{}", answer.body),
            }
        }
    }
    assert_eq!(passed, 200);
}

#[actix_web::test]
async fn without_a_limit_nothing_is_counted() {
    let world = world_of("0");
    let program = world.program().await;
    assert_eq!(program.get("/v1.0/accounts").await.assert_ok().header("ratelimit"), "");
    assert_eq!(rows(&world, "count(*) from api_turns"), ["0"]);
}
