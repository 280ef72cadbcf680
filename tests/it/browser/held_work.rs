//! A limit that holds, by clicks (issue 4, Done when 2): a partner limits a parent with all below it, a sub-account reaches
//! the limit, its people are told which, whose, how much and until when, held work goes on when it is raised, and the
//! notices have come by mail.

use super::{Browser, signed_in, staff_browser};
use crate::engine::{post, three_steps};
use crate::support::World;
use crate::support::app::Checks;
use crate::support::mailbox::{until, until_within};
use crate::support::smtp::SmtpServer;
use crate::support::target::Target;
use berth::ids::AccountId;
use serde_json::json;

/// Sets the limit of tasks of an account and all below it.
async fn with_all_below(browser: &Browser, account: AccountId, tasks: &str) {
    browser.goto(&format!("/console/accounts/{account}/limits")).await;
    browser.click("a[href$='/limits/tasks_month']").await;
    browser.wait_until("its form", "return !!document.querySelector('#f-tree')").await;
    browser.fill("#f-tree", tasks).await;
    browser.click("main form[method=post] button.primary, #dialog form button.primary").await;
    browser.wait_for_path(&format!("/console/accounts/{account}/limits")).await;
    browser
        .wait_until("the limit", &format!("return document.querySelector('main').innerText.includes('{tasks} tasks')"))
        .await;
}

#[actix_web::test]
async fn held_work_is_seen_explained_told_by_mail_and_goes_on_when_the_limit_is_raised() {
    let (sink, target) = (SmtpServer::start(), Target::start()); // M4, M5, M6
    let settings = [("ALLOWED_NETWORKS", "127.0.0.1/32"), ("SMTP_URL", &sink.url())];
    let world = World::with_settings(Checks::On, &settings).with_background();
    let (_, hooks) = world.near().cycle(&world.app.app, world.leaf, "Orders", three_steps(&target)).unwrap();
    let staff = staff_browser(&world).await;
    with_all_below(&staff, world.root, "4").await;
    for total in 0..5 {
        assert_eq!(post(&world, &hooks[0].1, &[], &json!({"customer": "ada", "total": total})).await.0, 202);
    }
    let done = || crate::engine::rows(&world, "id from transactions where status = 'done'").len();
    until("two are done, of two tasks each", || (done() == 2).then_some(())).await;

    // What the sub-account's people see: limit, level, figures, and when it goes on.
    let customer = signed_in(&world, "leaf.admin@customer.test").await;
    customer.goto(&format!("/a/{}/transactions", world.leaf)).await;
    customer.wait_for_text(".alert .title", "3 transactions wait at a limit").await;
    let said = customer.text(".alert .body").await;
    for part in [
        "Limit of tasks a month reached",
        "and all below it may have 4 tasks",
        "4 are used or under way",
        "1 Dec 2026",
        "Nothing is lost",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    customer.goto(&format!("/a/{}/limits", world.leaf)).await;
    customer.wait_for_text(".alert .title", "3 transactions wait at a limit").await;
    // All that wait are found in one list, whichever of them was at the limit itself.
    customer.goto(&format!("/a/{}/transactions?status=pending", world.leaf)).await;
    customer.wait_for_text("h1", "Transactions").await;
    assert_eq!(customer.count("tbody tr").await, 3);

    // The notice went to the account's administrator and to staff: of what was used up at once nothing is told before that.
    let notices = || {
        let all = sink.mails();
        let of_full =
            |raw: &[u8]| String::from_utf8_lossy(raw).contains("Subject: 100 % of the limit of tasks is used");
        all.iter().filter(|mail| of_full(&mail.raw)).count()
    };
    let to_customer = || sink.mails().iter().any(|mail| mail.to.iter().any(|to| to.ends_with("@customer.test")));
    until("the notices", || (notices() > 1 && to_customer()).then_some(())).await;

    with_all_below(&staff, world.root, "100").await;
    // The clock stands, so that a look at what is held would never be repeated: it goes about as fast as the machine's here,
    // and no faster, or leases would end while work goes on.
    let all_done = || {
        world.clock.advance(chrono::Duration::milliseconds(20));
        (done() == 5).then_some(())
    };
    until_within(60, "all are done", all_done).await;
    customer.goto(&format!("/a/{}/transactions", world.leaf)).await;
    customer.wait_for_text("h1", "Transactions").await;
    assert_eq!(customer.count(".alert").await, 0);
    staff.close().await;
    customer.close().await;
    world.app.stop().await;
}
