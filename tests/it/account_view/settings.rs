//! What is filled in for a cycle and when it runs, in both views.

use super::{here, person};
use crate::engine::{rows, world};
use crate::support::{Caller, World};
use serde_json::{Value, json};

/// A paused cycle of the branch that begins by the time and asks for two things; its address in each view.
async fn asking(world: &World) -> (String, String) {
    let flow = json!({
        "steps": [{"key": "begin", "name": "Every morning", "kind": "start"}],
        "fields": [{"key": "days", "title": "Days to pay", "kind": "integer", "required": true},
                   {"key": "mood", "title": "Mood", "default": "calm", "choices": ["calm", "eager"]}]});
    let id = world.near().paused_cycle(&world.app.app, world.branch, "Reminders", flow).unwrap();
    (format!("/console/accounts/{}/cycles/{id}", world.branch), here(world.branch, &format!("cycles/{id}")))
}

async fn version(caller: &Caller, page: &str) -> String {
    caller.get(page).await.assert_ok().value_of("main input[name=version]").unwrap()
}

fn inputs(world: &World) -> Value {
    serde_json::from_str(&rows(world, "inputs from cycles")[0]).unwrap()
}

#[actix_web::test]
async fn inputs_are_filled_in_in_both_views() {
    let world = world().await;
    let (console, standard) = (world.console().await, person(&world, world.branch, "standard").await);
    let (of_staff, own) = asking(&world).await;
    let page = standard.get(&own).await;
    assert!(page.assert_ok().text_of("#open").unwrap().contains("Fill in “Days to pay”"));
    assert_eq!(page.attributes_of("#open a", "href"), [format!("{own}/inputs")]);
    let seen = version(&standard, &format!("{own}/inputs")).await;
    let typed = [("field_days", "soon"), ("field_mood", "eager"), ("version", seen.as_str())];
    let refused = standard.post(&format!("{own}/inputs"), &typed).await;
    refused.assert_refused("field_days", "whole number");
    assert_eq!(refused.value_of("#f-field_days").as_deref(), Some("soon"), "what was typed stays");
    assert_eq!(inputs(&world), json!({}));
    let typed = [("field_days", "30"), ("field_mood", ""), ("version", seen.as_str())];
    standard.post(&format!("{own}/inputs"), &typed).await.assert_redirect(&own);
    assert_eq!(inputs(&world), json!({"days": 30}), "a whole number is one, and what was left empty is not there");
    let panel = standard.get(&own).await.text_of("#inputs").unwrap();
    assert!(panel.contains("30") && panel.contains("as usual: calm"), "{panel}");
    // An edit of what somebody else changed meanwhile is refused, and what was typed stays.
    let typed = [("field_days", "60"), ("field_mood", "eager"), ("version", seen.as_str())];
    let late = console.post(&format!("{of_staff}/inputs"), &typed).await;
    assert!(late.assert_status(409).body.contains("Someone else changed Reminders"));
    assert_eq!(late.value_of("#f-field_days").as_deref(), Some("60"));
    let seen = version(&console, &format!("{of_staff}/inputs")).await;
    let typed = [("field_days", "60"), ("field_mood", "eager"), ("version", seen.as_str())];
    console.post(&format!("{of_staff}/inputs"), &typed).await.assert_redirect(&of_staff);
    assert_eq!(inputs(&world), json!({"days": 60, "mood": "eager"}));
    // While it runs nothing of it is changed.
    standard.post(&format!("{own}/activation"), &[]).await.assert_redirect(&own);
    let seen = version(&standard, &format!("{own}/inputs")).await;
    let typed = [("field_days", "1"), ("version", seen.as_str())];
    let running = standard.post(&format!("{own}/inputs"), &typed).await;
    assert!(running.assert_status(409).body.contains("It runs, and cannot be changed while it does"));
    assert_eq!(inputs(&world), json!({"days": 60, "mood": "eager"}));
    let logged = rows(&world, "changes::text from audit_log where action = 'cycle.filled_in' order by seq");
    assert!(logged.len() == 2 && logged[1].contains("60"), "{logged:?}");
}

#[actix_web::test]
async fn when_a_cycle_runs_is_chosen_and_the_next_times_are_shown_before() {
    let world = world().await;
    let standard = person(&world, world.branch, "standard").await;
    let (of_staff, own) = asking(&world).await;
    let page = format!("{own}/schedule");
    assert!(standard.get(&own).await.text_of("#times").unwrap().contains("Only when you run it by hand"));
    let seen = version(&standard, &page).await;
    let cron = [("mode", "cron"), ("line", "30 8 * * 1-5"), ("version", seen.as_str())];
    let look = standard.post(&page, &[cron.as_slice(), &[("look", "1")]].concat()).await;
    let next = look.assert_ok().attributes_of("#next time", "datetime");
    assert_eq!(next.len(), 5, "{next:?}");
    assert!(next.iter().all(|at| at.contains("T08:30:00")), "{next:?}");
    assert_eq!(look.value_of("#f-line").as_deref(), Some("30 8 * * 1-5"), "what was typed stays");
    assert_eq!(rows(&world, "schedule is null from cycles"), ["t"], "looking saved nothing");
    let wrong = [("mode", "cron"), ("line", "every day"), ("version", seen.as_str())];
    standard.post(&page, &wrong).await.assert_refused("line", "");
    standard.post(&page, &[wrong.as_slice(), &[("look", "1")]].concat()).await.assert_refused("line", "");
    standard.post(&page, &cron).await.assert_redirect(&own);
    assert_eq!(rows(&world, "schedule ->> 'line' from cycles"), ["30 8 * * 1-5"]);
    assert!(!standard.get(&own).await.text_of("#times").unwrap().contains("by hand"));
    // All intervals there are, and by hand again.
    let seen = version(&standard, &page).await;
    let intervals = standard.get(&page).await.attributes_of("#f-minutes option", "value");
    let known = ["1", "5", "15", "30", "60", "120", "180", "240", "360", "480", "720", "1440", "10080"];
    assert_eq!(intervals, known);
    let every = [("mode", "every"), ("minutes", "1440"), ("start", "2030-03-02T09:00"), ("version", seen.as_str())];
    standard.post(&page, &every).await.assert_redirect(&own);
    let console = world.console().await;
    assert!(console.get(&of_staff).await.text_of("#times").unwrap().contains("every day at 09:00"));
    let seen = version(&console, &format!("{of_staff}/schedule")).await;
    let hand = [("mode", "hand"), ("version", seen.as_str())];
    console.post(&format!("{of_staff}/schedule"), &hand).await.assert_redirect(&of_staff);
    assert_eq!(rows(&world, "schedule is null from cycles"), ["t"]);
    // Its version moved on.
    let stale = standard.post(&page, &[("mode", "hand"), ("version", "1")]).await;
    stale.assert_status(409);
}

#[actix_web::test]
async fn what_begins_with_a_webhook_has_no_times() {
    let world = world().await;
    let standard = person(&world, world.branch, "standard").await;
    let flow = json!({"steps": [{"key": "begin", "name": "Begin", "kind": "webhook"}]});
    let id = world.near().paused_cycle(&world.app.app, world.branch, "Orders", flow).unwrap();
    let page = here(world.branch, &format!("cycles/{id}/schedule"));
    assert!(standard.get(&page).await.assert_ok().body.contains("Its webhook begins it"));
    let typed = [("mode", "every"), ("minutes", "5"), ("version", "1")];
    standard.post(&page, &typed).await.assert_status(409);
    assert_eq!(rows(&world, "schedule is null from cycles"), ["t"]);
}

#[actix_web::test]
async fn a_cycle_is_saved_as_a_template_for_its_account_and_those_below() {
    let world = world().await;
    let console = world.console().await;
    let (of_staff, _) = asking(&world).await;
    let asked = console.get(&format!("{of_staff}/template")).await;
    assert_eq!(asked.assert_ok().value_of("#f-name").as_deref(), Some("Reminders"));
    console.post(&format!("{of_staff}/template"), &[("name", "")]).await.assert_refused("name", "");
    let form = [("name", "Payment reminders"), ("folder", "Money")];
    let made = console.post(&format!("{of_staff}/template"), &form).await;
    let page = made.assert_redirect("/console/templates/").location().to_owned();
    crate::templates::promote(&console, &format!("{page}/releases/1")).await;
    let id = page.rsplit('/').next().unwrap();
    for (account, offered) in [(world.branch, true), (world.leaf, true), (world.root, false), (world.sibling, false)] {
        let list = console.get(&format!("/console/accounts/{account}/templates")).await;
        assert_eq!(list.assert_ok().body.contains(id), offered, "{account}");
    }
    // It takes rights for templates, and one for cycles is not enough.
    let editor = world.console_with(&[("cycles", "manage"), ("accounts", "view")]).await;
    editor.get(&format!("{of_staff}/template")).await.assert_status(403);
    assert!(!editor.get(&of_staff).await.assert_ok().body.contains("Save as template"));
}
