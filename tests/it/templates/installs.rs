//! Installing: the screens keep what was typed, a connector is added on the way, the cycle is made once and runs.

use super::{PAGE, connector, live, sending, template};
use crate::engine::{post, rows, run, world};
use crate::people::count;
use crate::support::target::Target;
use crate::support::{Answer, Caller, World};
use berth::ids::AccountId;
use serde_json::{Value, json};

fn install_of(account: AccountId) -> String {
    format!("/console/accounts/{account}/install")
}

/// Sends the form of a screen as a browser does: its hidden fields, and what is typed.
async fn next(caller: &Caller, page: &Answer, typed: &[(&str, &str)]) -> Answer {
    let step = page.attributes_of("main form.page button[name=step]", "value").remove(0);
    to(caller, page, &step, typed).await
}

/// The same by another button of the screen.
async fn to(caller: &Caller, page: &Answer, step: &str, typed: &[(&str, &str)]) -> Answer {
    let action = page.attributes_of("main form.page", "action").remove(0);
    assert!(!action.contains('?'), "nothing typed stands in an address: {action}");
    let names = page.attributes_of("main form.page input[type=hidden]", "name");
    let values = page.attributes_of("main form.page input[type=hidden]", "value");
    let hidden = names.iter().map(String::as_str).zip(values.iter().map(String::as_str));
    let mut form: Vec<(&str, &str)> =
        hidden.filter(|(name, _)| *name != "csrf" && typed.iter().all(|(n, _)| n != name)).collect();
    form.extend_from_slice(typed);
    form.push(("step", step));
    caller.post(&action, &form).await
}

/// Posts the last screen.
async fn install(caller: &Caller, page: &Answer, typed: &[(&str, &str)]) -> Answer {
    let action = page.attributes_of("main form.page", "action").remove(0);
    let names = page.attributes_of("main form.page input[type=hidden]", "name");
    let values = page.attributes_of("main form.page input[type=hidden]", "value");
    let mut form: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
    form.retain(|(name, _)| *name != "csrf");
    form.extend_from_slice(typed);
    caller.post(&action, &form).await
}

/// With a field to be filled in and one that has a default.
fn asking(connector: &str) -> Value {
    let mut flow = sending(connector);
    flow["fields"] = json!([
        {"key": "days", "title": "Days to pay", "kind": "integer", "required": true},
        {"key": "mood", "title": "Mood", "default": "calm", "choices": ["calm", "eager"]}]);
    flow["steps"][1]["mapping"]["rules"] = json!([
        {"target": "body.who", "source": {"expression": "trigger.customer ~ ' ' ~ (variables.days + 1) ~ ' ' ~ variables.mood"}}]);
    flow
}

#[actix_web::test]
async fn a_template_is_installed_with_a_connector_that_is_added_on_the_way_and_runs() {
    let (world, target) = (world().await, Target::start());
    let console = world.console().await;
    connector(&world, "shop", &target.url);
    let page = live(&console, "Orders", &asking("shop")).await;
    let id = page.rsplit('/').next().unwrap();
    // From the template: the account is found by a search.
    let found = console.get(&format!("{page}/install?q=bran")).await;
    let way = found.assert_ok().attributes_of("tbody a", "href").remove(0);
    assert_eq!(way, format!("{}?template={id}", install_of(world.branch)));
    // From the account: the template is in its list.
    let list = console.get(&format!("/console/accounts/{}/templates", world.branch)).await;
    assert_eq!(list.assert_ok().attributes_of("tbody a", "href"), [way.as_str()]);
    // A screen further on is shown only when those before will do.
    let early = console.get(&format!("{way}&step=review")).await;
    assert_eq!(early.assert_status(422).texts_of("#f-field_days-error").len(), 1);

    let connectors = console.get(&way).await;
    assert_eq!(connectors.assert_ok().attributes_of("#f-slot_shop option", "value"), [""], "there is none yet");
    let settings = next(&console, &connectors, &[("slot_shop", "")]).await;
    let refused = next(&console, &settings, &[("field_days", "many"), ("field_mood", "eager")]).await;
    refused.assert_refused("field_days", "whole number");
    assert_eq!(refused.value_of("#f-field_days").as_deref(), Some("many"), "what was typed is kept");
    let name = next(&console, &refused, &[("field_days", "30"), ("field_mood", "")]).await;
    assert_eq!(name.assert_ok().value_of("#f-name").as_deref(), Some("Orders"));
    let review = next(&console, &name, &[("name", "Orders of Leeds")]).await;
    let open = review.assert_ok().text_of("#open").unwrap();
    assert!(open.contains("Choose a connector for “shop”"), "{open}");
    // Back to the connectors, and out to add one: what was chosen comes along, and what was filled in stays out of the
    // address, since it may be anybody's data.
    let back = review.attributes_of("main form.page .facts button", "value").remove(0);
    let connectors = to(&console, &review, &back, &[]).await;
    let add = connectors.attributes_of("main form.page .hint a", "href").remove(0);
    assert!(!add.contains("field_"), "{add}");
    assert!(connectors.body.contains("is asked again then"));
    let added = console.get(&add).await;
    let (key, back) = (added.value_of("[name=connector]").unwrap(), added.value_of("[name=back]").unwrap());
    let list = format!("/console/accounts/{}/connectors", world.branch);
    let made =
        console.post(&list, &[("connector", &key), ("name", "Leeds shop"), ("shared", "1"), ("back", &back)]).await;
    let credentials = console.get(made.assert_redirect(&list).location()).await;
    let (seen, back) = (credentials.value_of("[name=version]").unwrap(), credentials.value_of("[name=back]").unwrap());
    let connect = credentials.attributes_of("main form.page", "action").remove(0);
    let done = console.post(&connect, &[("token", "s3cret"), ("version", &seen), ("back", &back)]).await;
    let connectors = console.get(done.assert_redirect(&install_of(world.branch)).location()).await;
    let chosen = connectors.assert_ok().attributes_of("#f-slot_shop option[selected]", "value").remove(0);
    assert_eq!(chosen, made.location().split(&['/', '?'][..]).nth(5).unwrap());
    let settings = next(&console, &connectors, &[("slot_shop", &chosen)]).await;
    assert_eq!(settings.value_of("#f-field_days").as_deref(), Some(""));
    let name = next(&console, &settings, &[("field_days", "30"), ("field_mood", "")]).await;
    assert_eq!(name.value_of("#f-name").as_deref(), Some("Orders of Leeds"));
    let review = next(&console, &name, &[("name", "Orders of Leeds")]).await;
    assert_eq!(review.text_of("#open"), None);
    assert!(review.text_of("main .facts").unwrap().contains("Leeds shop") && !review.body.contains("s3cret"));
    // A double click makes one.
    let first = install(&console, &review, &[("then", "start")]).await;
    let again = install(&console, &review, &[("then", "start")]).await;
    assert_eq!(first.assert_status(303).location(), again.location());
    assert_eq!(count(&world, "cycles"), 1);
    let cycle = console.get(first.location()).await;
    assert!(cycle.assert_ok().text_of("#origin").unwrap().contains("Installed from Orders, release 1"));
    assert_eq!(cycle.text_of(".page-title .badge").as_deref(), Some("Active"));
    let address = cycle.value_of("input[readonly]").or_else(|| cycle.value_of("#hook-order")).unwrap();
    let path = &address[address.find("/hooks/").unwrap()..];
    assert_eq!(post(&world, path, &[], &json!({"customer": "ada"})).await.0, 202);
    run(&world).await;
    assert_eq!(rows(&world, "status, problem from transactions"), ["done"]);
    assert_eq!(
        target.heard()[0].body,
        json!({"who": "ada 31 calm"}),
        "a whole number is one, and what was left empty is as usual"
    );
    let log = rows(&world, "changes::text from audit_log where action = 'cycle.created'");
    assert!(log[0].contains("Orders, release 1"), "{log:?}");
    // Another release becomes live: what is installed stays.
    assert_eq!(rows(&world, "template_release, state from cycles"), ["1|active"]);
}

#[actix_web::test]
async fn a_sub_account_installs_with_its_ancestors_connector_and_only_what_is_for_its_chain() {
    let world = World::start().await; // T6
    let console = world.console().await;
    let library = connector(&world, "shop", "https://shop.example");
    let above = world.near().connected(&world.app.app, world.root, library, "Root shop", "t0ken").unwrap();
    let page = template(&console, "Orders", &[("visible_to", "accounts")]).await;
    super::save(&console, &format!("{page}/releases/1"), &sending("shop")).await;
    super::promote(&console, &format!("{page}/releases/1")).await;
    let id = page.rsplit('/').next().unwrap().to_owned();
    let way = |account| format!("{}?template={id}", install_of(account));
    console.get(&way(world.leaf)).await.assert_status(409);
    let offered = async |account: AccountId| {
        console.get(&format!("/console/accounts/{account}/templates")).await.texts_of("tbody .name a")
    };
    assert_eq!(offered(world.leaf).await, Vec::<String>::new());
    console.post(&format!("{page}/accounts"), &[("add", &world.root.to_string())]).await.assert_status(303);
    assert_eq!(offered(world.leaf).await, ["Orders"], "what is for an account is for those below it");
    assert_eq!(offered(world.sibling).await, Vec::<String>::new());
    let connectors = console.get(&way(world.leaf)).await;
    let options = connectors.assert_ok().texts_of("#f-slot_shop option");
    assert_eq!(options, ["Later", "Root shop, of Root Holding"]);
    assert_eq!(connectors.attributes_of("#f-slot_shop option[selected]", "value"), [above.to_string()], "the only one");
    let name = next(&console, &connectors, &[("slot_shop", &above.to_string())]).await;
    let review = next(&console, &name, &[("name", "Leaf orders")]).await;
    install(&console, &review, &[("then", "")]).await.assert_status(303);
    assert_eq!(rows(&world, "account_id, owner_id from cycle_connectors"), [format!("{}|{}", world.leaf, world.root)]);
    assert_eq!(rows(&world, "state from cycles"), ["paused"]);
    // A sibling's account may not use it, whatever the form says.
    console.post(&format!("{page}/accounts"), &[("add", &world.sibling.to_string())]).await.assert_status(303);
    let form = [("template", id.as_str()), ("name", "Theirs"), ("slot_shop", &above.to_string())];
    let refused = console.post(&install_of(world.sibling), &form).await;
    refused.assert_refused("slot_shop", "cannot be used here");
    // By tag: of the account or of one above it, in any case of letters.
    let edit = format!("{page}/edit");
    let seen = super::version(&console, &edit).await;
    let form = [("name", "Orders"), ("visible_to", "tags"), ("visible_tags", "Gold"), ("version", seen.as_str())];
    console.post(&edit, &form).await.assert_status(303);
    assert_eq!(offered(world.leaf).await, Vec::<String>::new());
    let ids = [("ids", world.branch.to_string()), ("add", "gold".to_owned())];
    let ids: Vec<(&str, &str)> = ids.iter().map(|(name, value)| (*name, value.as_str())).collect();
    console.post("/console/bulk/tags", &ids).await.assert_status(303);
    berth::testing::run_jobs(&world.db).unwrap();
    assert_eq!((offered(world.leaf).await.len(), offered(world.root).await.len()), (1, 0));
}

#[actix_web::test]
async fn a_flow_that_begins_by_the_time_asks_for_its_schedule() {
    let world = World::start().await;
    let console = world.console().await;
    let flow = json!({"steps": [{"key": "begin", "name": "Begin", "kind": "start"}]});
    let page = live(&console, "Nightly", &flow).await;
    let id = page.rsplit('/').next().unwrap();
    let settings = console.get(&format!("{}?template={id}&step=settings", install_of(world.root))).await;
    let refused = next(&console, settings.assert_ok(), &[("mode", "cron"), ("line", "every night")]).await;
    assert!(refused.assert_status(422).text_of("#f-line-error").is_some());
    assert_eq!(refused.value_of("#f-line").as_deref(), Some("every night"));
    let name = next(&console, &refused, &[("mode", "cron"), ("line", "30 2 * * *")]).await;
    let review = next(&console, name.assert_ok(), &[("name", "Nightly")]).await;
    assert!(review.assert_ok().text_of("main .facts").unwrap().contains("Schedule"));
    install(&console, &review, &[("then", "start")]).await.assert_status(303);
    assert_eq!(rows(&world, "state, next_run_at is not null from cycles"), ["active|t"]);
}

#[actix_web::test]
async fn an_older_release_can_be_chosen_and_a_draft_cannot() {
    let world = World::start().await;
    let console = world.console().await;
    let flow = json!({"steps": [{"key": "begin", "name": "Begin", "kind": "webhook"}]});
    let page = live(&console, "Orders", &flow).await;
    let second = console.post(&format!("{page}/drafts"), &[("from", "1")]).await.location().to_owned();
    let id = page.rsplit('/').next().unwrap();
    let way = format!("{}?template={id}", install_of(world.root));
    console.get(&format!("{way}&release=2")).await.assert_status(409);
    super::promote(&console, &second).await;
    let name = console.get(&way).await;
    assert_eq!(name.attributes_of("#f-release option", "value"), ["2", "1"], "the live one first");
    let review = next(&console, &name, &[("release", "1"), ("name", "Old")]).await;
    assert!(review.assert_ok().text_of("main .facts").unwrap().contains("Orders, release 1"));
    install(&console, &review, &[("then", "")]).await.assert_status(303);
    assert_eq!(rows(&world, "template_release from cycles"), ["1"]);
    // The template is deleted: the cycle stays and names none.
    console.post(&format!("{page}/removal"), &[("typed_name", "Orders")]).await.assert_redirect(PAGE);
    assert_eq!(rows(&world, "name, template_id is null from cycles"), ["Old|t"]);
    // Without the right to cycles nothing is installed; another partner's account answers like none (T4).
    let viewer = world.console_with(&[("cycles", "view"), ("templates", "manage")]).await;
    viewer.get(&way).await.assert_status(403);
    world.foreign_console().await.get(&way).await.assert_not_found();
}
