//! All of what is set for accounts goes through files and bulk changes: own limits, those with sub-accounts, and what happens
//! at them (M3 to M5); a file's check says early what its application would be refused for.

use super::{default, limit, limit_with};
use crate::imports::{apply, check, counts};
use crate::people::{count, lines};
use crate::support::World;
use crate::support::world::PASSWORD;
use berth::testing::run_jobs;

fn set(world: &World) -> Vec<String> {
    let all = "select a.api_id || ' ' || l.kind || ' ' || coalesce(l.value::text, 'none') || case when l.tree then ' tree' else '' end
                      || coalesce(' ' || l.at_limit, '') as line
                 from account_limits l join accounts a on a.partner_id = l.partner_id and a.id = l.account_id order by 1";
    lines(world, all)
}

async fn jobs(world: &World) {
    let db = world.db.clone();
    actix_web::web::block(move || run_jobs(&db)).await.unwrap().unwrap();
}

#[actix_web::test]
async fn a_file_sets_limits_with_sub_accounts_and_what_happens_at_them() {
    let world = World::start().await;
    let console = world.console().await;
    limit_with(&console, world.leaf, "tasks_month", "9", "20", "overage").await.assert_status(303);
    let csv = "Name,API ID,Limit of tasks a month,\"Limit of tasks a month, with sub-accounts\",At the limit of tasks a month (hold or overage),limit_users_with_sub_accounts\n\
               New one,new-one,5,50,overage,\n\
               Branch Office,branch,,70,hold,12\n\
               Leaf Shop,leaf,,,,\n\
               Nothing to hold,bad-1,,,hold,\n\
               No word,bad-2,5,,later,\n\
               No number,bad-3,,-4,,\n";
    let import = check(&world, &console, csv).await;
    assert_eq!(counts(&console, &import).await, [1, 2, 0, 3]);
    let said = console.get(&format!("{import}?outcome=faulty")).await.texts_of("tbody td.wrap").join(" ");
    for part in ["is set together with one", "Write hold or overage", "cannot be less than 0"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    apply(&world, &console, &import).await;
    assert_eq!(
        set(&world),
        [
            "branch tasks_month 70 tree hold",
            "branch users 12 tree",
            "new-one tasks_month 5 overage",
            "new-one tasks_month 50 tree overage",
        ]
    );
    // The log reads as words, and so does that of the page.
    limit(&console, world.branch, "connectors", "3", "8").await.assert_status(303);
    let log = console.get(&format!("/console/accounts/{}/audit", world.branch)).await.text_of("main").unwrap();
    for words in [
        "Limit: Tasks a month, with sub-accounts",
        "Limit: Tasks a month, at the limit",
        "Connectors, with sub-accounts",
    ] {
        assert!(log.contains(words), "{words}: {log}");
    }
    // What is exported changes nothing when it is imported again.
    console.post("/me/confirm", &[("password", PASSWORD), ("next", "/console/accounts")]).await.assert_status(303);
    let file = console.get("/console/accounts/export").await.assert_ok().body.clone();
    let import = check(&world, &console, file.trim_start_matches('\u{feff}')).await;
    assert_eq!(counts(&console, &import).await[..2], [0, 0], "{}", console.get(&import).await.text_of("main").unwrap());
    // A line of another column leaves limits alone.
    let before = set(&world);
    let import = check(&world, &console, "Name,API ID,Description\nBranch Office,branch,New words\n").await;
    apply(&world, &console, &import).await;
    assert_eq!(set(&world), before);
}

#[actix_web::test]
async fn a_bulk_change_sets_what_is_chosen_and_leaves_the_rest() {
    let world = World::start().await;
    let console = world.console().await;
    limit_with(&console, world.root, "tasks_month", "9", "20", "hold").await.assert_status(303);
    let (root, sibling) = (world.root.to_string(), world.sibling.to_string());
    let ask = console.get(&format!("/console/bulk/limits?ids={root}&ids={sibling}")).await;
    let kept = ask.assert_ok().filled("main form[action='/console/bulk/limits']");
    for part in ["own", "tree", "at_limit"] {
        assert!(kept.contains(&(part.to_owned(), "keep".to_owned())), "{part}: {kept:?}");
    }
    let change = async |form: &[(&str, &str)]| {
        let ids = [("ids", &*root), ("ids", &*sibling), ("limit", "tasks_month")];
        console.post("/console/bulk/limits", &[&ids[..], form].concat()).await
    };
    change(&[("own", "keep"), ("tree", "keep")]).await.assert_refused("own", "Choose what is to change");
    change(&[("tree", "value"), ("tree_value", "x")]).await.assert_refused("tree_value", "whole number");
    let queued = change(&[("own", "keep"), ("tree", "value"), ("tree_value", "30"), ("at_limit", "overage")]).await;
    queued.assert_redirect("/console/jobs/");
    jobs(&world).await;
    assert_eq!(console.get(queued.location()).await.texts_of("tbody td .badge"), ["Done", "Done"]);
    let expected =
        ["root tasks_month 30 tree overage", "root tasks_month 9 overage", "sibling tasks_month 30 tree overage"];
    assert_eq!(set(&world), expected);
    let queued = change(&[("own", "keep"), ("tree", "none"), ("at_limit", "hold")]).await;
    jobs(&world).await;
    let page = console.get(queued.location()).await;
    assert_eq!(
        page.texts_of("tbody td .badge"),
        ["Done", "Failed"],
        "the sibling has no limit left at which something happens"
    );
    assert!(page.body.contains("is set together with one"));
    assert_eq!(set(&world), ["root tasks_month 9 hold", "sibling tasks_month 30 tree overage"]);
    let of_users = [("ids", &*root), ("limit", "users"), ("at_limit", "hold")];
    console.post("/console/bulk/limits", &of_users).await.assert_refused("at_limit", "Only work at a limit of tasks");
}

#[actix_web::test]
async fn the_check_of_a_file_foresees_limits_of_sub_accounts() {
    let world = World::start().await; // M4, M5, M6
    let console = world.console().await;
    let said = async |csv: &str| {
        let import = check(&world, &console, csv).await;
        let page = console.get(&import).await;
        (page.assert_ok().texts_of(".alert").join(" "), import)
    };
    // The default, for a new account and one that is there.
    default(&console, "sub_accounts", "2", "").await.assert_status(303);
    let new = "Name,API ID,Parent API ID\nHead,head,\nOne,one,head\nTwo,two,head\nThree,three,head\n";
    let (words, import) = said(new).await;
    assert!(words.contains("“Head” may have 2 sub-accounts, and this would make 3"), "{words}");
    assert!(words.contains("the default in your settings") && words.contains("refused as a whole"), "{words}");
    apply(&world, &console, &import).await;
    assert_eq!(count(&world, "accounts where api_id in ('head', 'one', 'two', 'three')"), 0, "and so it is");
    let below = "Name,API ID,Parent API ID\nMore,more,branch\nStill more,still-more,branch\n";
    let (words, _) = said(below).await;
    assert!(words.contains("“Branch Office” may have 2 sub-accounts, and this would make 3"), "{words}");
    default(&console, "sub_accounts", "9", "").await.assert_status(303);
    assert_eq!(said(new).await.0, "");
    assert_eq!(said(below).await.0, "");
    // With all below, through new accounts too.
    limit(&console, world.root, "sub_accounts", "", "4").await.assert_status(303);
    let deep = "Name,API ID,Parent API ID\nMore,more,leaf\nDeeper,deeper,more\nDeepest,deepest,deeper\n";
    let (words, _) = said(deep).await;
    assert!(
        words.contains("“Root Holding” and all below it may have 4 sub-accounts, and this would make 5"),
        "{words}"
    );
    // As the file sets it: more room, and less.
    let raised = "Name,API ID,Parent API ID,\"Limit of sub-accounts, on all levels\"\nRoot Holding,root,,5\nMore,more,leaf,\nDeeper,deeper,more,\nDeepest,deepest,deeper,\n";
    let (words, import) = said(raised).await;
    assert_eq!(words, "");
    apply(&world, &console, &import).await;
    assert_eq!(count(&world, "accounts where api_id in ('more', 'deeper', 'deepest')"), 3);
    let lowered = "Name,API ID,Parent API ID,Limit of sub-accounts\nNew head,new-head,,1\nA,a,new-head,\nB,b,new-head,\nSibling Trading,sibling,,0\nC,c,sibling,\n";
    let (words, _) = said(lowered).await;
    assert!(words.contains("“New head” may have 1 sub-account, and this would make 2"), "{words}");
    assert!(words.contains("“Sibling Trading” may have 0 sub-accounts, and this would make 1"), "{words}");
}

#[actix_web::test]
async fn a_new_account_that_is_faulty_by_its_limit_or_date_takes_no_sub_accounts() {
    let world = World::start().await;
    let console = world.console().await;
    default(&console, "users", "3", "10").await.assert_status(303);
    let csv = "Name,API ID,Parent API ID,Limit of users,Next billing date\n\
               Too many,p1,,11,\nBelow it,c1,p1,,\nToo early,p2,,,2020-01-01\nBelow that,c2,p2,,\nGood,p3,,10,2026-12-31\nBelow good,c3,p3,,\n";
    let import = check(&world, &console, csv).await;
    assert_eq!(counts(&console, &import).await, [2, 0, 0, 4]);
    let said = console.get(&format!("{import}?outcome=faulty")).await.texts_of("tbody td.wrap").join(" ");
    for part in ["10 users at most", "1 Jan 2020 is too long ago", "is on line 2, which is faulty"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    apply(&world, &console, &import).await;
    assert_eq!(count(&world, "accounts where api_id in ('p3', 'c3')"), 2);
}
