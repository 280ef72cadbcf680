//! The log of transactions as pages show it: how each stands, which are looked for, and what went wrong (R6).

mod clock;
mod everywhere;
mod incidents;
mod together;

use crate::engine::{post, rows, run, three_steps, world};
use crate::support::World;
use crate::support::target::Target;
use berth::testing::Stolen;
use chrono::Duration;
use diesel::connection::SimpleConnection;
use serde_json::json;

fn page(world: &World, rest: &str) -> String {
    format!("/console/accounts/{}/{rest}", world.root)
}

#[actix_web::test]
async fn what_a_worker_has_is_running_and_what_waits_says_until_when() {
    let (world, target) = (world().await, Target::start());
    let (_, hooks) = world.near().cycle(&world.app.app, world.root, "Orders", three_steps(&target)).unwrap();
    let console = world.console().await;
    target.says(503, &[], json!({}));
    post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
    let list = page(&world, "transactions");
    assert!(console.get(&list).await.body.contains("Queued"));
    let claimed = Stolen::claim(&world.db).unwrap();
    let shown = console.get(&list).await.body;
    assert!(shown.contains("</svg>Running"), "{shown}");
    let account = world.admin_of(world.root).await;
    assert!(
        account.get(&format!("/a/{}/transactions", world.root)).await.body.contains("</svg>Running"),
        "to its people too"
    );
    drop(claimed);
    // The worker is gone: it is queued again, and runs.
    world.clock.advance(Duration::minutes(5));
    assert!(!console.get(&list).await.body.contains("</svg>Running"));
    run(&world).await;
    assert_eq!(rows(&world, "status from transactions"), ["waiting"]);
    let shown = console.get(&list).await.body;
    assert!(shown.contains("Tried again <time") && shown.contains(">at "), "{shown}");
    assert!(!shown.contains("It is tried again."), "the time says it");
}

/// The ids of the transactions that a list shows, the newest first.
async fn shown(world: &World, query: &str) -> Vec<String> {
    let answer = world.console().await.get(&page(world, &format!("transactions?{query}"))).await;
    answer.assert_ok();
    let links = answer.attributes_of("#transactions tbody th a", "href");
    links.into_iter().map(|href| href.rsplit('/').next().unwrap_or_default().to_owned()).collect()
}

#[actix_web::test]
async fn the_log_is_narrowed_by_its_address() {
    let (world, target) = (world().await, Target::start());
    let (near, app) = (world.near(), &world.app.app);
    let (orders, order_hooks) = near.cycle(app, world.root, "Orders", three_steps(&target)).unwrap();
    let (stock, stock_hooks) = near.cycle(app, world.root, "Stock", three_steps(&target)).unwrap();
    let mut ids = Vec::new();
    for (hook, good) in [(&order_hooks[0].1, true), (&order_hooks[0].1, false), (&stock_hooks[0].1, false)] {
        if !good {
            target.says(404, &[], json!({}));
        }
        let (_, answer) = post(&world, hook, &[], &json!({"customer": "ada", "total": 1})).await;
        run(&world).await;
        ids.push(answer["TransactionId"].as_str().unwrap().to_owned());
    }
    let (done, failed, other) = (ids[0].as_str(), ids[1].as_str(), ids[2].as_str());
    assert_eq!(shown(&world, "").await, [other, failed, done]);
    assert_eq!(shown(&world, "status=failed").await, [other, failed]);
    assert_eq!(shown(&world, "status=running").await, Vec::<String>::new());
    assert_eq!(shown(&world, &format!("cycle={orders}&status=failed")).await, [failed]);
    assert_eq!(shown(&world, "period=hour&cycle=").await.len(), 3);
    assert_eq!(shown(&world, "from=2026-01-01&to=2020-01-02").await, Vec::<String>::new());
    assert_eq!(shown(&world, "period=own&from=2020-01-01&to=2020-01-02").await, Vec::<String>::new());
    assert_eq!(shown(&world, "cause=127.0.0.1+404").await, [other, failed]);
    // An id, and as lists show it.
    let short = format!("{}…{}", &done[..8], &done[done.len() - 4..]);
    for typed in [done.to_owned(), done.replace('-', ""), short.replace('…', "%E2%80%A6"), short.replace('…', "...")]
    {
        assert_eq!(shown(&world, &format!("transaction={typed}")).await, [done], "{typed}");
    }
    assert!(shown(&world, &format!("transaction={}", &done[..8])).await.contains(&ids[0]));
    // By the cycles that use a connector.
    let library = near.connector(
        "shop",
        json!({"name": "Shop", "base_url": target.url,
        "authentication": {"kind": "bearer"}, "methods": [{"key": "a", "name": "A", "path": "/a", "request": []}]}),
    );
    let connector = near.connected(app, world.root, library.unwrap(), "Main shop", "token").unwrap();
    let uses = near.cycle_using(world.root, "Uses it", "paused", world.root, connector).unwrap();
    world
        .database
        .look()
        .batch_execute(&format!("update transactions set cycle_id = '{uses}' where cycle_id = '{stock}'"))
        .unwrap();
    assert_eq!(shown(&world, &format!("connector={connector}")).await, [other]);
    // Nothing found says what was looked for; what cannot be read is said.
    let console = world.console().await;
    let empty = console.get(&page(&world, &format!("transactions?status=dropped&cycle={orders}&period=day"))).await;
    for words in ["No transaction matches", "state dropped", "cycle “Orders”", "last 24 hours, since"] {
        assert!(empty.body.contains(words), "{words}: {}", empty.body);
    }
    assert!(console.get(&page(&world, "transactions?transaction=abc")).await.body.contains("is no TransactionId"));
    for (asked, said) in [
        ("cycle=abc", "“abc” is no cycle"),
        ("connector=x", "“x” is no connector"),
        ("status=zzz", "There is no state “zzz”"),
        ("period=zzz", "There is no period “zzz”"),
    ] {
        let list = console.get(&page(&world, &format!("transactions?{asked}"))).await;
        assert!(list.body.contains(said) && list.body.contains("No transaction matches"), "{asked}: {}", list.body);
        // Nor is the whole log run again for it.
        let all = format!("retries?all=1&filter={}", asked.replace('=', "%3D"));
        let back =
            console.get(&page(&world, &all)).await.assert_redirect(&page(&world, "transactions")).location().to_owned();
        assert!(console.get(&back).await.body.contains(said), "{asked}");
        let everywhere = console.get(&format!("/console/transactions?{asked}")).await;
        assert!(everywhere.body.contains(said) && everywhere.texts_of("#transactions tbody tr").is_empty(), "{asked}");
    }
    // Pages and what is run again at once keep to it.
    let first = console.get(&page(&world, "transactions?status=failed&period=week&rows=1")).await;
    let next = first.attributes_of(".pager a[rel=next], .pager a", "href").pop().unwrap();
    assert!(next.contains("status=failed") && next.contains("period=week"), "{next}");
    assert_eq!(console.get(&next).await.texts_of("#transactions tbody tr").len(), 1);
    let filter = first.value_of("#bulk input[name=filter]").unwrap();
    assert_eq!(filter, "status=failed&period=week");
    let asked = |filter: String| {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("filter", &filter).finish();
        page(&world, &format!("retries?all=1&{query}"))
    };
    assert!(console.get(&asked(filter)).await.body.contains("Run 2 transactions again?"));
    let one = console.get(&asked(format!("status=failed&cycle={orders}"))).await;
    assert!(one.body.contains("Run 1 transaction again?"), "{}", one.body);
}
