//! Staff who see an account as its people do, in the matrix: who sees another account, and who saw this one until it ended, get
//! nothing of it from any of its routes.

use super::{Sample, assert_absent, call, fingerprint, pages, sample_of, what_is_absent, world_marks};
use crate::isolation::fixtures::Fixtures;
use crate::support::app::Checks;
use crate::support::{Answer, Caller, World};
use chrono::Duration;

/// All that there is to do in an account, so that nothing but the view keeps them out.
const RIGHTS: [(&str, &str); 6] = [
    ("accounts", "manage"),
    ("account_users", "manage"),
    ("connectors", "manage"),
    ("templates", "manage"),
    ("cycles", "manage"),
    ("api_credentials", "manage"),
];

/// How somebody sees an account as its people do, or did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Viewer {
    /// It is another account that they see.
    OfAnother,
    Expired,
    EndedByHand,
}

async fn viewers(world: &World) -> Vec<(Viewer, Caller, Answer)> {
    let mut all = Vec::new();
    for viewer in [Viewer::Expired, Viewer::EndedByHand, Viewer::OfAnother] {
        let caller = world.console_with(&RIGHTS).await;
        let account = if viewer == Viewer::OfAnother { world.sibling } else { world.branch };
        let begin = format!("/console/accounts/{account}/view-as");
        caller.post(&begin, &[]).await.assert_redirect(&format!("/a/{account}"));
        caller.get(&format!("/a/{account}")).await.assert_ok();
        match viewer {
            Viewer::OfAnother => {}
            Viewer::Expired => world.clock.advance(Duration::minutes(31)),
            Viewer::EndedByHand => drop(caller.post(&format!("{begin}/end"), &[]).await.assert_status(303)),
        }
        let absent = what_is_absent(&caller).await;
        all.push((viewer, caller, absent));
    }
    all
}

async fn matrix(checks: Checks) {
    let world = World::with(checks).await;
    let fixtures = Fixtures::make(&world).await;
    let viewers = viewers(&world).await;
    let before = fingerprint(&world);
    for line in pages().into_iter().filter(|line| line.place == "account") {
        let sample: Sample = sample_of(&line);
        for (viewer, caller, absent) in &viewers {
            let answer = call(caller, &line, &sample, &fixtures).await;
            let what = format!("{} {} as {viewer:?} (checks {checks:?})", line.method, line.path);
            match (checks, viewer) {
                (Checks::Off, _) => {}
                (Checks::On, Viewer::OfAnother) => assert_absent(&what, &answer, absent),
                (Checks::On, _) => {
                    assert_eq!(answer.status, 403, "{what}");
                    assert_eq!(answer.text_of("h1").as_deref(), Some("This view has ended"), "{what}");
                }
            }
            for mark in world_marks() {
                assert!(!answer.body.contains(mark), "{what} shows “{mark}”");
            }
        }
    }
    for ((table, before), (_, after)) in before.iter().zip(fingerprint(&world)) {
        assert_eq!(*before, after, "a viewer changed table {table} (checks {checks:?})");
    }
}

#[actix_web::test]
async fn who_views_another_account_or_viewed_this_one_gets_nothing_from_its_routes() {
    matrix(Checks::On).await;
}

#[actix_web::test]
async fn nor_do_they_when_the_applications_checks_are_off() {
    matrix(Checks::Off).await;
}
