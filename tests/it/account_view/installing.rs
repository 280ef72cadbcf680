//! Templates that customers see, and installing and upgrading by themselves.

use super::{here, person};
use crate::engine::{rows, world};
use crate::support::target::Target;
use crate::support::{Caller, World};
use crate::templates::{connector, live, promote, save, sending, version};

/// Changes a template's details as its page does.
async fn edit(console: &Caller, page: &str, more: &[(&str, &str)]) {
    let seen = version(console, &format!("{page}/edit")).await;
    let form = [more, &[("version", seen.as_str())]].concat();
    console.post(&format!("{page}/edit"), &form).await.assert_redirect(page);
}

/// What an account's own people are offered, by name.
async fn offered(world: &World, account: berth::ids::AccountId) -> Vec<String> {
    let viewer = person(world, account, "viewer").await;
    viewer.get(&here(account, "templates")).await.assert_ok().texts_of("tbody th.name")
}

#[actix_web::test]
async fn only_what_is_published_and_for_the_account_or_one_above_is_offered() {
    let world = world().await; // T6
    let console = world.console().await;
    let flow = serde_json::json!({"steps": [{"key": "order", "name": "New order", "kind": "webhook"}]});
    let all = live(&console, "For all", &flow).await;
    let tagged = live(&console, "By tag", &flow).await;
    let chosen = live(&console, "For the branch", &flow).await;
    assert_eq!(offered(&world, world.branch).await, Vec::<String>::new(), "none is published yet");
    edit(&console, &all, &[("name", "For all"), ("visible_to", "all"), ("published", "1")]).await;
    edit(&console, &tagged, &[("name", "By tag"), ("visible_to", "tags"), ("visible_tags", "VIP"), ("published", "1")])
        .await;
    let seen = version(&console, &format!("{chosen}/edit")).await;
    let form = [("name", "For the branch"), ("visible_to", "accounts"), ("published", "1"), ("version", seen.as_str())];
    console.post(&format!("{chosen}/edit"), &form).await.assert_status(303);
    let branch = world.branch.to_string();
    console.post(&format!("{chosen}/accounts"), &[("add", &branch)]).await.assert_status(303);
    let root = format!("/console/accounts/{}/edit", world.root);
    let seen = console.get(&root).await.value_of("main input[name=version]").unwrap();
    console.post(&root, &[("name", "Root Holding"), ("tags", "vip"), ("version", &seen)]).await.assert_status(303);
    assert_eq!(offered(&world, world.root).await, ["By tag", "For all"]);
    assert_eq!(offered(&world, world.branch).await, ["By tag", "For all", "For the branch"]);
    assert_eq!(offered(&world, world.leaf).await, ["By tag", "For all", "For the branch"], "as the accounts above it");
    assert_eq!(offered(&world, world.sibling).await, ["For all"]);
    // What is not offered is not there, whatever is typed into the address.
    let id = chosen.rsplit('/').next().unwrap();
    let sibling = world.admin_of(world.sibling).await;
    let absent = sibling.get(&here(world.sibling, "install?template=00000000-0000-7000-8000-000000000000")).await;
    let refused = sibling.get(&here(world.sibling, &format!("install?template={id}"))).await;
    assert_eq!(refused.assert_status(404).body, absent.body);
    let form = [("template", id), ("name", "Mine")];
    sibling.post(&here(world.sibling, "install"), &form).await.assert_status(404);
    assert_eq!(rows(&world, "count(*) from cycles"), ["0"]);
}

#[actix_web::test]
async fn a_customer_installs_a_template_and_brings_it_to_a_newer_release() {
    let (world, target) = (world().await, Target::start());
    let console = world.console().await;
    connector(&world, "shop", &target.url);
    let mut flow = sending("shop");
    flow["fields"] = serde_json::json!([{"key": "team", "title": "Team", "required": true}]);
    let page = live(&console, "Orders", &flow).await;
    edit(&console, &page, &[("name", "Orders"), ("visible_to", "all"), ("published", "1")]).await;
    let id = page.rsplit('/').next().unwrap().to_owned();
    let (standard, viewer) =
        (person(&world, world.branch, "standard").await, person(&world, world.branch, "viewer").await);
    let list = standard.get(&here(world.branch, "templates")).await;
    let way = here(world.branch, &format!("install?template={id}"));
    assert_eq!(list.assert_ok().attributes_of("tbody a.row-link", "href"), [way.as_str()]);
    assert!(viewer.get(&here(world.branch, "templates")).await.attributes_of("tbody a", "href").is_empty());
    viewer.get(&way).await.assert_status(403);
    let first = standard.get(&way).await;
    assert!(!first.assert_ok().body.contains("/console/"), "nothing leads into the console");
    let add = first.attributes_of("main form.page .hint a", "href").remove(0);
    assert!(add.starts_with(&here(world.branch, "connectors/new?")), "{add}");
    let form = [("template", id.as_str()), ("slot_shop", ""), ("field_team", "Blue"), ("name", "Ours")];
    let install = here(world.branch, "install");
    let refused = standard.post(&install, &form[..2]).await;
    assert!(refused.assert_status(422).body.contains("Fill in “Team”"));
    let made = standard.post(&install, &form).await;
    let cycle = made.assert_redirect(&here(world.branch, "cycles/")).location().to_owned();
    let shown = standard.get(&cycle).await;
    assert!(shown.assert_ok().text_of("#origin").unwrap().contains("Installed from Orders, release 1"));
    assert!(shown.attributes_of("#origin a", "href").is_empty(), "templates' own pages are the staff's");
    let entry = rows(&world, "actor_email like 'standard.%' from audit_log where action = 'cycle.created'");
    assert_eq!(entry, ["t"]);
    // A newer release: shown on the cycle, looked at, taken. It goes on though the template is not published any more.
    let draft = console.post(&format!("{page}/drafts"), &[("from", "1")]).await.location().to_owned();
    flow["steps"][0]["name"] = serde_json::json!("Fresh order");
    save(&console, &draft, &flow).await;
    promote(&console, &draft).await;
    edit(&console, &page, &[("name", "Orders"), ("visible_to", "all")]).await;
    assert!(standard.get(&here(world.branch, "templates")).await.body.contains("No template can be installed"));
    let upgrade = standard.get(&cycle).await.attributes_of("#origin a", "href").remove(0);
    assert!(viewer.get(&cycle).await.attributes_of("#origin a", "href").is_empty());
    let review = standard.get(&upgrade).await;
    assert!(review.assert_ok().text_of("#changes").unwrap().contains("Fresh order"));
    let names = review.attributes_of("main form.page input[type=hidden]", "name");
    let values = review.attributes_of("main form.page input[type=hidden]", "value");
    let form: Vec<(&str, &str)> = names.iter().map(String::as_str).zip(values.iter().map(String::as_str)).collect();
    let form: Vec<(&str, &str)> = form.into_iter().filter(|(name, _)| *name != "csrf").collect();
    standard.post(&install, &form).await.assert_redirect(&cycle);
    assert_eq!(rows(&world, "template_release, inputs ->> 'team' from cycles"), ["2|Blue"]);
}
