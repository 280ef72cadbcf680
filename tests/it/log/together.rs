//! One cause over all accounts of a partner: counted, marked and run again together.

use crate::engine::{post, rows, run, three_steps, world};
use crate::support::target::Target;
use crate::support::{Answer, World};
use berth::ids::AccountId;
use diesel::connection::SimpleConnection;
use serde_json::json;

const CAUSE: &str = "127.0.0.1 404";
const OWN: &str = "/console/incidents/cause?cause=127.0.0.1+404";
const UNMENDED: &str = "status=failed&cause=127.0.0.1+404&open=1";

/// A cycle of the account that meets these answers; the ids of its transactions.
async fn meets(world: &World, target: &Target, account: AccountId, answers: &[u16]) -> Vec<String> {
    let (_, hooks) = world.near().cycle(&world.app.app, account, "Orders", three_steps(target)).unwrap();
    let mut ids = Vec::new();
    for status in answers {
        target.says(*status, &[], json!({}));
        let (_, answer) = post(world, &hooks[0].1, &[], &json!({"customer": "ada", "total": 1})).await;
        run(world).await;
        ids.push(answer["TransactionId"].as_str().unwrap().to_owned());
    }
    ids
}

/// The same cause in three accounts, twice in the first, where there is another one too; and at the other partner.
async fn three(world: &World, target: &Target) -> Vec<String> {
    let mut ids = meets(world, target, world.root, &[404, 404, 410]).await;
    ids.extend(meets(world, target, world.branch, &[404]).await);
    ids.extend(meets(world, target, world.sibling, &[404]).await);
    let other = format!(
        "insert into incident_causes (account_id, cause, partner_id, count, first_at, last_at, kind, message)
         select id, '{CAUSE}', partner_id, 77, '2026-01-01', '2030-01-01', 'error', 'Not yours.'
           from accounts where id = '{}'",
        world.other
    );
    world.database.look().batch_execute(&other).unwrap();
    ids
}

/// The rows of a list of causes: link, accounts, times.
fn shown(answer: &Answer) -> Vec<(String, String, String)> {
    let text = |n: u8| answer.texts_of(&format!("#incidents tbody td:nth-child({n})"));
    let links = answer.assert_ok().attributes_of("#incidents tbody th a", "href");
    let (places, times) = (text(3), text(4));
    links.into_iter().zip(places).zip(times).map(|((a, b), c)| (a, b.trim().to_owned(), c.trim().to_owned())).collect()
}

fn row(cause: &str, places: &str, times: &str) -> (String, String, String) {
    let href = format!("/console/incidents/cause?cause=127.0.0.1+{cause}");
    (href, places.to_owned(), times.to_owned())
}

#[actix_web::test]
async fn one_cause_in_many_accounts_is_one_row() {
    let (world, target) = (world().await, Target::start()); // T1, T4
    three(&world, &target).await;
    let console = world.console().await;
    let list = async |query: &str| shown(&console.get(&format!("/console/incidents?{query}")).await);
    let (most, one) = (row("404", "3 accounts", "4"), row("410", "1 account", "1"));
    let mut all = list("").await;
    all.sort();
    assert_eq!(all, [most.clone(), one.clone()]);
    // Page by page, both ways.
    let first = console.get("/console/incidents?rows=1").await;
    let second = console.get(&first.attributes_of(".pager a", "href").pop().unwrap()).await;
    let back = console.get(&second.attributes_of(".pager a", "href").remove(0)).await;
    assert_eq!(shown(&back), shown(&first));
    let mut walked = [shown(&first), shown(&second)].concat();
    walked.sort();
    assert_eq!(walked, all);
    // Only those of these accounts.
    assert_eq!(list("account=branch").await, [row("404", "1 account", "1")]);
    assert_eq!(list("show=resolved").await, []);
    // Another partner has its own; what is in the recycle bin is not counted.
    let theirs = shown(&world.foreign_console().await.get("/console/incidents").await);
    assert_eq!(theirs, [row("404", "1 account", "77")]);
    world.near().delete(world.sibling).unwrap();
    assert!(list("").await.contains(&row("404", "2 accounts", "3")));
    // The page of the cause leads to that of each account.
    let own = console.get(OWN).await;
    let links = own.assert_ok().attributes_of("#accounts tbody th a", "href");
    let of = |account: AccountId| format!("/console/accounts/{account}/incidents/cause?cause=127.0.0.1+404");
    assert_eq!(links.len(), 2, "{links:?}");
    assert!(links.contains(&of(world.root)) && links.contains(&of(world.branch)), "{links:?}");
    for words in ["answered 404", "not there", "2 accounts", "Mute in 2 accounts", "Run all failed again..."] {
        assert!(own.body.contains(words), "{words}: {}", own.body);
    }
    assert!(!own.body.contains("Not yours."));
    let first = console.get(&format!("{OWN}&rows=1")).await;
    let second = console.get(&first.attributes_of(".pager a", "href").pop().unwrap()).await;
    let walked = [&first, &second].map(|page| page.attributes_of("#accounts tbody th a", "href")).concat();
    assert_eq!(walked, links);
    console.get("/console/incidents/cause?cause=no+such").await.assert_not_found();
    world.foreign_console().await.get("/console/incidents/cause?cause=127.0.0.1+410").await.assert_not_found();
}

#[actix_web::test]
async fn a_cause_is_marked_in_all_accounts_and_each_ones_audit_log_says_so() {
    let (world, target) = (world().await, Target::start());
    three(&world, &target).await;
    let console = world.console().await;
    let states = || {
        rows(&world, "state, count(*) from incident_causes where cause = '127.0.0.1 404' group by state order by state")
    };
    let said = |action: &str| {
        let of = format!("account_id, action from audit_log where action = '{action}' order by account_id");
        rows(&world, &of).len()
    };
    let mark = async |mark: &str, show: &str| {
        console.post("/console/incidents/cause", &[("cause", CAUSE), ("mark", mark), ("show", show)]).await
    };
    mark("mute", "").await.assert_redirect(OWN);
    assert_eq!(states(), ["muted|3", "open|1"], "the other partner's is as it was");
    assert_eq!(said("incident.muted"), 3);
    let list = console.get("/console/incidents").await;
    assert_eq!(shown(&list), [row("410", "1 account", "1")]);
    let own = console.get(OWN).await;
    assert!(own.assert_ok().body.contains("This cause is open in no account"), "{}", own.body);
    // Where it is muted, it can be unmuted.
    let muted = console.get(&format!("{OWN}&show=muted")).await;
    assert!(muted.body.contains("Unmute in 3 accounts") && muted.body.contains("Muted by"), "{}", muted.body);
    mark("unmute", "muted").await.assert_redirect(OWN);
    mark("resolve", "").await.assert_redirect(OWN);
    assert_eq!(states(), ["open|1", "resolved|3"]);
    assert_eq!((said("incident.unmuted"), said("incident.resolved")), (3, 3));
    // Nothing is left to be said; what cannot be said of that state is refused.
    mark("resolve", "").await.assert_redirect(OWN);
    assert_eq!(said("incident.resolved"), 3);
    mark("unmute", "").await.assert_status(400);
    // Who may only look sees no way to, and has none.
    let looks = world.console_with(&[("cycles", "view")]).await;
    let page = looks.get("/console/incidents/cause?cause=127.0.0.1+410").await;
    assert!(!page.assert_ok().body.contains("Resolve in") && !page.body.contains("Run all failed"), "{}", page.body);
    let form = [("cause", "127.0.0.1 410"), ("mark", "resolve")];
    looks.post("/console/incidents/cause", &form).await.assert_status(403);
    looks.get(&format!("/console/retries?all=1&filter={}", UNMENDED.replace('&', "%26"))).await.assert_status(403);
    assert!(!looks.get("/console/transactions?status=failed").await.body.contains("Run again"));
}

#[actix_web::test]
async fn a_cause_of_very_many_accounts_is_marked_by_a_job() {
    let world = world().await;
    let many = format!(
        "insert into accounts (partner_id, id, api_id, api_id_key, name, name_key, timezone, locale, created_at, updated_at)
         select '{0}', gen_random_uuid(), 'many' || g, 'many' || g, 'Many ' || g, 'many ' || g, 'UTC', 'en', now(), now()
           from generate_series(1, 250) g;
         insert into incident_causes (account_id, cause, partner_id, count, first_at, last_at, kind, message)
         select id, '{CAUSE}', partner_id, 1, '2026-01-01', '2026-01-02', 'error', 'It happened.'
           from accounts where name_key like 'many %'",
        world.near().partner
    );
    world.database.look().batch_execute(&many).unwrap();
    let console = world.console().await;
    let form = [("cause", CAUSE), ("mark", "resolve")];
    let to =
        console.post("/console/incidents/cause", &form).await.assert_redirect("/console/jobs/").location().to_owned();
    berth::testing::run_jobs(&world.db).unwrap();
    let job = console.get(&to).await;
    assert!(job.assert_ok().body.contains("250 of 250"), "{}", job.body);
    assert!(job.attributes_of("a", "href").contains(&OWN.to_owned()), "{}", job.body);
    assert_eq!(rows(&world, "state, count(*) from incident_causes group by state"), ["resolved|250"]);
    assert_eq!(rows(&world, "count(distinct account_id) from audit_log where action = 'incident.resolved'"), ["250"]);
}

#[actix_web::test]
async fn what_failed_of_a_cause_is_run_again_over_all_accounts_by_one_job() {
    let (world, target) = (world().await, Target::start()); // R6, T4
    let ids = three(&world, &target).await;
    let console = world.console().await;
    let ask = console.get(OWN).await.attributes_of(".page-head a", "href").pop().unwrap();
    let asked = console.get(&ask).await;
    assert!(asked.assert_ok().body.contains("Run 4 transactions in 3 accounts again?"), "{}", asked.body);
    let form = [("all", "1"), ("filter", UNMENDED), ("confirmed", "4"), ("since", "failure")];
    let to = console.post("/console/retries", &form).await.assert_redirect("/console/jobs/").location().to_owned();
    berth::testing::run_jobs(&world.db).unwrap();
    let job = console.get(&to).await;
    assert!(job.assert_ok().body.contains("4 of 4") && job.body.contains("Orders of Branch Office"), "{}", job.body);
    let of_branch = format!("/console/accounts/{}/transactions/{}", world.branch, ids[3]);
    assert!(job.attributes_of("tbody th a", "href").contains(&of_branch), "{}", job.body);
    run(&world).await;
    berth::testing::close_mended(&world.app.app).unwrap();
    let states =
        rows(&world, "cause, state, count(*) from incident_causes group by cause, state order by cause, state");
    assert_eq!(states, ["127.0.0.1 404|open|1", "127.0.0.1 404|resolved|3", "127.0.0.1 410|open|1"]);
    // Nothing is left; another partner's people are told of nothing.
    console.post("/console/retries", &form).await.assert_redirect("/console/transactions");
    let theirs = world.foreign_console().await;
    theirs.get(&ask).await.assert_redirect("/console/transactions");
    assert_eq!(rows(&world, "count(*) from jobs"), ["1"]);
}

#[actix_web::test]
async fn transactions_of_several_accounts_are_chosen_and_run_again() {
    let (world, target) = (world().await, Target::start()); // T4
    let ids = three(&world, &target).await;
    let console = world.console().await;
    let failed = console.get("/console/transactions?status=failed").await;
    assert!(failed.assert_ok().body.contains("All 5 that match"), "{}", failed.body);
    assert_eq!(failed.attributes_of("[name=ids]", "value").len(), 5);
    let chosen = format!("/console/retries?ids={}&ids={}", ids[2], ids[3]);
    assert!(console.get(&chosen).await.body.contains("Run 2 transactions in 2 accounts again?"));
    // A foreign id is like one that does not exist: alone it is not found, beside others its row fails.
    let theirs = world.foreign_console().await;
    theirs.get(&chosen).await.assert_not_found();
    let foreign = [("ids", ids[2].as_str()), ("since", "start")];
    theirs.post("/console/retries", &foreign).await.assert_not_found();
    let none = "01932f3a-0000-7000-8000-000000000000";
    let form = [("ids", ids[2].as_str()), ("ids", none), ("since", "start")];
    let to = console.post("/console/retries", &form).await.assert_redirect("/console/jobs/").location().to_owned();
    berth::testing::run_jobs(&world.db).unwrap();
    let job = console.get(&to).await;
    assert_eq!(job.assert_ok().body.matches("There is no such transaction.").count(), 1, "{}", job.body);
    run(&world).await;
    let again = rows(&world, "of_id from transactions where of_id is not null");
    assert_eq!(again, [ids[2].clone()]);
    let form = [("ids", ids[3].as_str()), ("since", "start")];
    console.post("/console/retries", &form).await.assert_redirect("/console/jobs/");
    let all = [("all", "1"), ("filter", "status=failed&account=sibling"), ("confirmed", "1"), ("since", "start")];
    console.post("/console/retries", &all).await.assert_redirect("/console/jobs/");
    berth::testing::run_jobs(&world.db).unwrap();
    run(&world).await;
    let again =
        rows(&world, "account_id, of_id from transactions where of_id is not null and status = 'done' order by of_id");
    let expected = [(world.root, &ids[2]), (world.branch, &ids[3]), (world.sibling, &ids[4])];
    assert_eq!(again, expected.map(|(account, id)| format!("{account}|{id}")));
}

#[actix_web::test]
async fn the_log_is_narrowed_to_a_template() {
    let (world, target) = (world().await, Target::start());
    let ids = three(&world, &target).await;
    let console = world.console().await;
    let form = [("name", "Ordering"), ("folder", "")];
    let to =
        console.post("/console/templates", &form).await.assert_redirect("/console/templates/").location().to_owned();
    let template = to.split(['/', '?']).nth(3).unwrap().to_owned();
    let from = format!(
        "update cycles set template_id = '{template}', template_release = 1 where account_id = '{}'",
        world.branch
    );
    world.database.look().batch_execute(&from).unwrap();
    let log = async |query: &str| console.get(&format!("/console/transactions?template={query}")).await;
    let found = log(&template).await;
    let of_branch = format!("/console/accounts/{}/transactions/{}", world.branch, ids[3]);
    assert_eq!(found.assert_ok().attributes_of("tbody th a", "href"), [of_branch]);
    assert!(log(&format!("{template}&status=done")).await.body.contains("template “Ordering”; state done"));
    let odd = log("odd").await;
    assert!(odd.assert_ok().body.contains("“odd” is no template"), "{}", odd.body);
    assert_eq!(odd.attributes_of("tbody th a", "href"), Vec::<String>::new());
}
