//! A session of a frame, in the matrix: in its frame it is good for the one account that it was opened on, and outside of it for
//! nothing (MODEL section 9, T5).

use super::{assert_absent, call, fingerprint, forbidden_marks, pages, sample_of};
use crate::embedding::frames::{HOST, allow, frame_cookie, start};
use crate::embedding::{asked, token_of};
use crate::isolation::fixtures::Fixtures;
use crate::support::app::Checks;
use crate::support::{Caller, World};
use serde_json::{Value, json};

/// Somebody who works in a frame that was opened on the leaf, and the same person with the frame's key outside of it.
async fn framed(world: &World) -> (Caller, Caller) {
    let program = world.program().await;
    allow(world, HOST).await;
    let path = asked(&program, &format!("/v1.0/accounts/{}/orbit", world.leaf), json!({"Username": "till"})).await;
    let came = start(&world.visitor(), &token_of(&path), HOST).await;
    let to = came.assert_status(303).location().to_owned();
    let key = frame_cookie(&came).1;
    let (base, within) = to.split_at(39);
    let address = world.config.url.as_str().trim_end_matches('/').to_owned();
    let inside = Caller::with_key("leaf in a frame", &format!("{address}{base}"), &key);
    let page = inside.get(within).await;
    let said = page.assert_ok().attributes_of("body", "hx-headers:inherited");
    let said: Value = serde_json::from_str(&said[0]).unwrap();
    inside.knows_csrf(said["X-CSRF-Token"].as_str().expect("its forms have a token"));
    let outside = Caller::with_key("anonymous with the key of a frame", &address, &key);
    (inside, outside)
}

async fn matrix(checks: Checks) {
    let world = World::with(checks).await;
    let fixtures = Fixtures::make(&world).await;
    let (inside, outside) = framed(&world).await;
    let absent = world.visitor().get("/none").await;
    let before = fingerprint(&world);
    let mut of_the_account = 0;
    for line in pages() {
        let sample = sample_of(&line);
        let what = format!("{} {} in a frame (checks {checks:?})", line.method, line.path);
        let answer = call(&inside, &line, &sample, &fixtures).await;
        for mark in forbidden_marks(&inside) {
            assert!(!answer.body.contains(mark), "{what} shows “{mark}”");
        }
        if line.place == "account" {
            of_the_account += 1;
            // Absent is what the frame's page says, too; without the checks the database alone shows none of it.
            if checks == Checks::On {
                assert_eq!(answer.status, 404, "{what}");
            }
        } else {
            assert_absent(&what, &answer, &absent);
        }
        if line.place == "public" || sample.ends_session {
            continue;
        }
        let answer = call(&outside, &line, &sample, &fixtures).await;
        let what = format!("{} {} with the key of a frame (checks {checks:?})", line.method, line.path);
        assert_eq!(answer.status, 303, "{what}");
        assert!(answer.location().starts_with("/sign-in"), "{what}: {}", answer.location());
    }
    assert!(of_the_account > 100, "{of_the_account}");
    for ((table, before), (_, after)) in before.iter().zip(fingerprint(&world)) {
        assert_eq!(*before, after, "a frame of another account changed table {table} (checks {checks:?})");
    }
}

#[actix_web::test]
async fn a_frame_of_another_account_gets_nothing_from_any_route() {
    matrix(Checks::On).await;
}

#[actix_web::test]
async fn nor_does_it_when_the_applications_checks_are_off() {
    matrix(Checks::Off).await;
}
