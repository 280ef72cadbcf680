//! Causes of incidents: their own page, their transactions, running them again, and how they close by themselves.

use super::page;
use crate::engine::{post, rows, run, three_steps, world};
use crate::support::World;
use crate::support::target::Target;
use chrono::Duration;
use serde_json::{Value, json};

async fn send(world: &World, hook: &str, body: Value) -> String {
    let (_, answer) = post(world, hook, &[], &body).await;
    run(world).await;
    answer["TransactionId"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_cause_has_a_page_with_what_to_do_and_its_transactions() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    target.says(404, &[], json!({}));
    let failed = send(&world, &hooks[0].1, json!({"customer": "ada", "total": 1})).await;
    let good = send(&world, &hooks[0].1, json!({"customer": "ben", "total": 1})).await;
    let console = world.console().await;
    let list = console.get(&page(&world, "incidents")).await;
    let links = list.attributes_of("tbody a", "href");
    let own = page(&world, "incidents/cause?cause=127.0.0.1+404");
    assert!(links.contains(&own) && links.contains(&page(&world, "transactions?cause=127.0.0.1+404")), "{links:?}");
    let shown = console.get(&own).await;
    for words in ["answered 404", "What to do", "Orders (1)", "Retry all 1...", &failed] {
        assert!(shown.body.contains(words), "{words}: {}", shown.body);
    }
    assert!(!shown.body.contains(&good));
    let form = [("cause", "127.0.0.1 404"), ("mark", "mute"), ("own", "1")];
    console.post(&page(&world, "incidents"), &form).await.assert_redirect(&own);
    assert!(console.get(&own).await.body.contains("Muted by"));
    // To the account's own people too, who have no jobs.
    let theirs = world.admin_of(world.root).await;
    let seen = theirs.get(&format!("/a/{}/incidents/cause?cause=127.0.0.1+404", world.root)).await;
    assert!(seen.assert_ok().body.contains("answered 404") && !seen.body.contains("Retry all"), "{}", seen.body);
    console.get(&page(&world, "incidents/cause?cause=no+such")).await.assert_not_found();
}

#[actix_web::test]
async fn a_cause_closes_when_the_last_of_what_failed_was_run_again_well() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    for customer in ["ada", "ben"] {
        target.says(404, &[], json!({}));
        send(&world, &hooks[0].1, json!({"customer": customer, "total": 1})).await;
    }
    let (console, list) = (world.console().await, page(&world, "incidents"));
    let stands = |what: &str| rows(&world, &format!("{what} from incident_causes"));
    let again = console.get(&list).await.attributes_of("tbody a.btn", "href").pop().unwrap();
    assert!(console.get(&again).await.body.contains("Run 2 transactions again?"));
    // One goes well, the other fails once more.
    target.says(404, &[], json!({}));
    let retry_all = |number: &'static str| {
        let form = [
            ("all", "1"),
            ("filter", "status=failed&cause=127.0.0.1+404&open=1"),
            ("confirmed", number),
            ("since", "failure"),
        ];
        let (console, to) = (&console, page(&world, "retries"));
        async move { console.post(&to, &form).await.assert_redirect("/console/jobs/").location().to_owned() }
    };
    retry_all("2").await;
    berth::testing::run_jobs(&world.db).unwrap();
    berth::testing::close_mended(&world.app.app).unwrap();
    assert_eq!(stands("retried_at is not null, resolved_at is null"), ["t|t"], "while they are under way");
    run(&world).await;
    berth::testing::close_mended(&world.app.app).unwrap();
    assert_eq!(stands("retried_at is null, resolved_at is null"), ["t|t"], "one failed again; nothing is looked at");
    let left = console.get(&again).await;
    assert!(left.body.contains("Run 1 transaction again?"), "only the last run of what is not mended: {}", left.body);
    world.clock.advance(Duration::minutes(1));
    retry_all("1").await;
    berth::testing::run_jobs(&world.db).unwrap();
    run(&world).await;
    berth::testing::close_mended(&world.app.app).unwrap();
    assert_eq!(stands("resolved_at is not null, coalesce(resolved_by, 'nobody')"), ["t|nobody"]);
    assert!(console.get(&list).await.body.contains("No open incidents"));
    let resolved = console.get(&format!("{list}?show=resolved")).await;
    assert!(resolved.body.contains("Resolved: all its transactions were run again well"), "{}", resolved.body);
    // It comes again: open, whatever was mended before.
    target.says(404, &[], json!({}));
    send(&world, &hooks[0].1, json!({"customer": "cleo", "total": 1})).await;
    assert_eq!(stands("count, resolved_at is null"), ["1|t"]);
}

#[actix_web::test]
async fn unlike_faults_of_mappings_are_causes_of_their_own() {
    let (world, target) = (world().await, Target::start());
    let mut flow = three_steps(&target);
    flow["steps"][1]["mapping"]["rules"][1]["source"] = json!({"expression": "trigger.total|float"});
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", flow).unwrap();
    for body in [json!({"total": 1}), json!({"customer": "a", "total": "x"}), json!({"customer": "b", "total": "yy"})] {
        send(&world, &hooks[0].1, body).await;
    }
    let causes = rows(&world, "cause, count from incident_causes order by count");
    assert_eq!(causes.len(), 2, "by field and fault, not by data: {causes:?}");
    assert!(causes[0].starts_with("Shape: who: ") && causes[1].starts_with("Shape: total: "), "{causes:?}");
    assert!(causes[1].ends_with("|2"), "{causes:?}");
}
