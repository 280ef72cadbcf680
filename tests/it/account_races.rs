//! A sub-account that is made at the very moment something happens to its parent: whoever is first, the tree is whole
//! afterwards and nobody sees a failure of ours.

use crate::people::count;
use crate::support::{Answer, Caller, World};
use berth::ids::AccountId;

/// What must hold of every tree, as conditions that find no row.
const WHOLE: &[(&str, &str)] = &[
    (
        "a depth that is not one more than the parent's",
        "accounts a join accounts p on p.partner_id = a.partner_id and p.id = a.parent_id where a.depth <> p.depth + 1",
    ),
    (
        "a live account below a deleted one",
        "accounts a join accounts p on p.partner_id = a.partner_id and p.id = a.parent_id where a.live and not p.live",
    ),
    (
        "an ancestor that is not recorded, or one too many",
        "(with recursive up as (
              select partner_id, id as account_id, id as ancestor_id, 0 as distance from accounts
              union all
              select u.partner_id, u.account_id, a.parent_id, u.distance + 1
                from up u join accounts a on a.partner_id = u.partner_id and a.id = u.ancestor_id
               where a.parent_id is not null)
          (select * from up except select partner_id, account_id, ancestor_id, distance from account_ancestors)
          union all
          (select partner_id, account_id, ancestor_id, distance from account_ancestors except select * from up)) wrong",
    ),
    (
        "a standing that does not follow from who is suspended",
        "accounts a where a.live and (a.standing = 'suspended') is distinct from exists (
              select 1 from account_ancestors c join accounts u on u.partner_id = c.partner_id and u.id = c.ancestor_id
               where c.partner_id = a.partner_id and c.account_id = a.id and u.suspended_at is not null)",
    ),
    (
        "figures that do not count what is there",
        "partner_figures f where f.accounts <> (select count(*) from accounts a where a.partner_id = f.partner_id and a.live and a.parent_id is null)
                              or f.sub_accounts <> (select count(*) from accounts a where a.partner_id = f.partner_id and a.live and a.parent_id is not null)",
    ),
];

fn assert_whole(world: &World, when: &str) {
    for (what, condition) in WHOLE {
        assert_eq!(count(world, condition), 0, "{when}: {what}");
    }
}

async fn create(console: &Caller, parent: AccountId, name: String) -> Answer {
    let parent = parent.to_string();
    console.post("/console/accounts", &[("name", &name), ("parent", &parent)]).await
}

/// Six sub-accounts are asked for while `path` is posted; answers how many were made.
async fn at_once(
    world: &World,
    console: &Caller,
    parent: AccountId,
    path: &str,
    form: &[(&str, &str)],
    round: usize,
) -> usize {
    let made = (0..3).map(|n| create(console, parent, format!("Before {round}.{n}")));
    let more = (3..6).map(|n| create(console, parent, format!("After {round}.{n}")));
    let (made, done, more) = futures_util::join!(
        futures_util::future::join_all(made),
        console.post(path, form),
        futures_util::future::join_all(more)
    );
    assert!([303, 422, 409].contains(&done.status.as_u16()), "{path}: {} {}", done.status, done.body);
    let all: Vec<Answer> = made.into_iter().chain(more).collect();
    for answer in &all {
        assert!([303, 404, 409, 422].contains(&answer.status.as_u16()), "{}: {}", answer.status, answer.body);
    }
    assert_whole(world, path);
    all.iter().filter(|a| a.status == 303).count()
}

#[actix_web::test]
async fn a_sub_account_made_while_its_parent_is_suspended_is_suspended_with_it() {
    let world = World::start().await;
    let console = world.console().await;
    let page = format!("/console/accounts/{}", world.branch);
    for round in 0..8 {
        // The one above it: the parent is suspended with that one.
        let made = at_once(
            &world,
            &console,
            world.branch,
            &format!("/console/accounts/{}/suspension", world.root),
            &[("reason", "unpaid")],
            round,
        )
        .await;
        assert_eq!(made, 6, "a suspended account takes sub-accounts");
        let open = format!("accounts where parent_id = '{}' and standing <> 'suspended'", world.branch);
        assert_eq!(count(&world, &open), 0);
        let resumed = format!("/console/accounts/{}/resumption", world.root);
        at_once(&world, &console, world.branch, &resumed, &[("reason", "paid")], round + 100).await;
        let closed = format!("accounts where parent_id = '{}' and standing <> 'active'", world.branch);
        assert_eq!(count(&world, &closed), 0);
    }
    console.get(&page).await.assert_ok();
}

#[actix_web::test]
async fn a_sub_account_made_while_its_parent_is_deleted_goes_along_or_is_refused() {
    let world = World::start().await;
    let console = world.console().await;
    let deletion = format!("/console/accounts/{}/deletion", world.branch);
    let restoration = format!("/console/accounts/{}/restoration", world.branch);
    for round in 0..8 {
        at_once(&world, &console, world.branch, &deletion, &[("typed_name", "Branch Office")], round).await;
        assert_eq!(count(&world, &format!("accounts where parent_id = '{}' and live", world.branch)), 0);
        at_once(&world, &console, world.branch, &restoration, &[], round + 100).await;
        assert_eq!(count(&world, &format!("accounts where parent_id = '{}' and not live", world.branch)), 0);
    }
}

#[actix_web::test]
async fn a_sub_account_made_while_its_parent_moves_is_where_the_parent_is() {
    let world = World::start().await;
    let console = world.console().await;
    let (root, sibling) = (world.root.to_string(), world.sibling.to_string());
    let path = format!("/console/accounts/{}/move", world.branch);
    for round in 0..8 {
        let to = if round % 2 == 0 { &sibling } else { &root };
        let made = at_once(&world, &console, world.branch, &path, &[("parent", to)], round).await;
        assert_eq!(made, 6);
        let elsewhere = format!(
            "account_ancestors c join accounts a on a.id = c.account_id
              where a.parent_id = '{}' and c.distance = 2 and c.ancestor_id <> '{to}'",
            world.branch
        );
        assert_eq!(count(&world, &elsewhere), 0);
    }
}

#[actix_web::test]
async fn the_second_of_two_who_move_an_account_is_told() {
    let world = World::start().await;
    let console = world.console().await;
    let path = format!("/console/accounts/{}/move", world.leaf);
    let form_to = async |to: String| {
        let preview = console.get(&format!("{path}?to={to}")).await;
        let field = |name: &str| preview.value_of(&format!("input[name={name}]")).unwrap();
        [("parent", field("parent")), ("from", field("from"))]
    };
    let (first, second) = (form_to(world.sibling.to_string()).await, form_to("top".to_owned()).await);
    let send = async |form: &[(&'static str, String); 2]| {
        let form: Vec<(&str, &str)> = form.iter().map(|(k, v)| (*k, v.as_str())).collect();
        console.post(&path, &form).await
    };
    send(&first).await.assert_status(303);
    let told = send(&second).await;
    told.assert_status(422);
    assert!(told.body.contains("is below “Sibling Trading” now"), "{}", told.text_of("main").unwrap());
    let crumbs = console.get(path.trim_end_matches("/move")).await.texts_of(".crumbs li");
    assert!(crumbs.contains(&"Sibling Trading".to_owned()), "{crumbs:?}");
}
