//! The log and the incidents of all accounts together, and going to cycles, templates and transactions by what is typed.

use crate::engine::{post, run, three_steps, world};
use crate::support::target::Target;
use crate::support::{Answer, World};
use serde_json::json;

/// A failed transaction of the root and a good one of the branch, with a cycle each.
async fn two(world: &World, target: &Target) -> (String, String) {
    let near = world.near();
    let (_, failing) = near.cycle(&world.app.app, world.root, "Orders", three_steps(target)).unwrap();
    let (_, good) = near.cycle(&world.app.app, world.branch, "Invoices", three_steps(target)).unwrap();
    target.says(404, &[], json!({}));
    let mut ids = Vec::new();
    for hook in [&failing[0].1, &good[0].1] {
        let (_, answer) = post(world, hook, &[], &json!({"customer": "ada", "total": 1})).await;
        run(world).await;
        ids.push(answer["TransactionId"].as_str().unwrap().to_owned());
    }
    (ids[0].clone(), ids[1].clone())
}

fn links(answer: &Answer) -> Vec<String> {
    answer.assert_ok().attributes_of("tbody th a", "href")
}

#[actix_web::test]
async fn the_log_of_all_accounts_names_the_account_and_leads_to_its_pages() {
    let (world, target) = (world().await, Target::start());
    let (failed, good) = two(&world, &target).await;
    let of_root = format!("/console/accounts/{}/transactions/{failed}", world.root);
    let of_branch = format!("/console/accounts/{}/transactions/{good}", world.branch);
    let console = world.console().await;
    let log = async |query: &str| console.get(&format!("/console/transactions?{query}")).await;
    let all = log("").await;
    assert_eq!(links(&all), [of_branch.clone(), of_root.clone()]);
    assert!(all.body.contains("Root Holding") && all.body.contains("Branch Office"), "{}", all.body);
    assert_eq!(links(&log("status=failed").await), std::slice::from_ref(&of_root));
    assert_eq!(links(&log("account=branch").await), std::slice::from_ref(&of_branch));
    assert_eq!(links(&log(&format!("transaction={good}")).await), std::slice::from_ref(&of_branch));
    let nothing = log("account=branch&status=failed").await;
    assert!(nothing.body.contains("account “branch”; state failed"), "{}", nothing.body);
    // Page by page, both ways.
    let first = log("rows=1").await;
    let next = first.attributes_of(".pager a", "href").pop().unwrap();
    let second = console.get(&next).await;
    assert_eq!(links(&second), std::slice::from_ref(&of_root));
    let back = second.attributes_of(".pager a", "href").remove(0);
    assert_eq!(links(&console.get(&back).await), [of_branch]);
    // Nobody else's, and not without the right.
    assert_eq!(links(&world.foreign_console().await.get("/console/transactions").await), Vec::<String>::new());
    let bare = world.bare_console().await;
    for path in ["/console/transactions", "/console/incidents"] {
        bare.get(path).await.assert_status(403);
    }
    let incidents = console.get("/console/incidents").await;
    let cause = "/console/incidents/cause?cause=127.0.0.1+404".to_owned();
    assert_eq!(links(&incidents), std::slice::from_ref(&cause));
    assert_eq!(links(&console.get("/console/incidents?account=branch").await), Vec::<String>::new());
    assert_eq!(links(&console.get("/console/incidents?show=resolved").await), Vec::<String>::new());
    assert_eq!(links(&console.get("/console/incidents?rows=1").await), [cause]);
}

#[actix_web::test]
async fn the_palette_goes_to_cycles_templates_and_transactions() {
    let (world, target) = (world().await, Target::start());
    let (failed, _) = two(&world, &target).await;
    let console = world.console().await;
    let form = [("name", "Ordering for shops"), ("folder", "Shops")];
    console.post("/console/templates", &form).await.assert_redirect("/console/templates/");
    let found = |answer: Answer| answer.attributes_of("#palette-results a", "href");
    let results = found(console.get("/console/search?q=order").await);
    assert!(results.iter().any(|href| href.contains("/cycles/")), "{results:?}");
    assert!(results.iter().any(|href| href.starts_with("/console/templates/")), "{results:?}");
    let way = format!("/console/accounts/{}/transactions/{failed}", world.root);
    assert_eq!(found(console.get(&format!("/console/search?q={failed}")).await), [way]);
    // Only what one may open (T4).
    for caller in [world.bare_console().await, world.foreign_console().await] {
        for q in ["order", failed.as_str()] {
            assert_eq!(found(caller.get(&format!("/console/search?q={q}")).await), Vec::<String>::new(), "{q}");
        }
    }
}
