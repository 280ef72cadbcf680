//! People of an account as those people see and manage them.

use crate::people::{count, lines};
use crate::support::{Caller, World, world::PASSWORD};
use berth::ids::{AccountId, PersonId};

fn path(account: AccountId) -> String {
    format!("/a/{account}/people")
}

/// Somebody of an account, signed in.
async fn somebody(
    world: &World,
    email: &str,
    account: AccountId,
    role: &str,
    with_sub_accounts: bool,
) -> (PersonId, Caller) {
    let near = world.near();
    let person = near.account_user(email, PASSWORD).unwrap();
    near.grant(person, account, role, with_sub_accounts).unwrap();
    let caller = Caller::new(email, world.config.url.as_str());
    caller.sign_in(email, PASSWORD).await.assert_status(303);
    (person, caller)
}

async fn change(
    caller: &Caller,
    account: AccountId,
    person: PersonId,
    role: &str,
    subs: &str,
) -> crate::support::Answer {
    let edit = format!("{}/{person}/edit", path(account));
    let version = caller.get(&edit).await.value_of("input[name=version]").unwrap_or_default();
    caller.post(&edit, &[("role", role), ("with_sub_accounts", subs), ("version", &version)]).await
}

#[actix_web::test]
async fn everybody_of_the_account_sees_its_people_and_only_administrators_manage_them() {
    let world = World::start().await;
    let (_, viewer) = somebody(&world, "looker@customer.test", world.branch, "viewer", false).await;
    let page = viewer.get(&path(world.branch)).await;
    page.assert_ok();
    let rows = page.texts_of("tbody tr");
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].contains("branch.admin@customer.test") && rows[0].contains("Administrator"), "{rows:?}");
    assert!(rows[1].contains("(you)") && rows[1].contains("Viewer") && rows[1].contains("Active"), "{rows:?}");
    assert!(!page.body.contains("Invite") && !page.body.contains("Change"), "offers what would be refused");
    let of_admin = format!("{}/{}", path(world.branch), world.people.branch_admin);
    viewer.get(&format!("{}/new", path(world.branch))).await.assert_status(403);
    let form = [("email", "x@customer.test"), ("name", "X"), ("role", "administrator")];
    viewer.post(&path(world.branch), &form).await.assert_status(403);
    viewer.post(&format!("{of_admin}/edit"), &[("role", "viewer"), ("version", "1")]).await.assert_status(403);
    viewer.post(&format!("{of_admin}/remove"), &[]).await.assert_status(403);
    let found = viewer.get(&format!("{}?q=look", path(world.branch))).await;
    assert_eq!(found.texts_of("tbody tr").len(), 1);
    let fragment = viewer.get_fragment(&format!("{}?q=zzz", path(world.branch))).await;
    assert!(!fragment.body.contains("<html") && fragment.body.contains("Clear search"));
}

#[actix_web::test]
async fn the_list_pages_forth_and_back() {
    let world = World::start().await;
    for i in 0..4 {
        let person = world.near().account_user(&format!("p{i}@customer.test"), PASSWORD).unwrap();
        world.near().grant(person, world.branch, "viewer", false).unwrap();
    }
    let admin = world.admin_of(world.branch).await;
    let names = |page: &crate::support::Answer| page.texts_of("tbody .row-link");
    let first = admin.get(&format!("{}?rows=2", path(world.branch))).await;
    assert_eq!(names(&first), ["branch admin (you)", "p0"]);
    let second = admin.get(&first.attributes_of("a[rel=next]", "href")[0]).await;
    assert_eq!(names(&second), ["p1", "p2"]);
    let back = admin.get(&second.attributes_of("a[rel=prev]", "href")[0]).await;
    assert_eq!(names(&back), names(&first));
}

#[actix_web::test]
async fn an_administrator_invites_once_and_the_person_belongs_to_this_account_only() {
    let world = World::start().await;
    let admin = world.admin_of(world.branch).await;
    let page = admin.get(&format!("{}/new", path(world.branch))).await;
    assert!(!page.body.contains("with_sub_accounts"), "what cannot be given is not offered");
    let key = page.value_of("input[name=idempotency_key]").unwrap();
    let form = [
        ("email", "new@customer.test"),
        ("name", "New Person"),
        ("role", "standard"),
        ("idempotency_key", key.as_str()),
    ];
    let here = path(world.branch);
    let (first, second) = futures_util::join!(admin.post(&here, &form), admin.post(&here, &form));
    first.assert_redirect(&here);
    second.assert_redirect(&here);
    assert_eq!(count(&world, "people where email_key = 'new@customer.test' and kind = 'account'"), 1);
    assert_eq!(count(&world, "mails where recipient = 'new@customer.test' and template = 'invite'"), 1);
    let grants = lines(
        &world,
        "select a.api_id || ' ' || u.role || ' ' || u.with_sub_accounts as line from account_users u
           join accounts a on a.id = u.account_id join people p on p.id = u.person_id
          where p.email_key = 'new@customer.test'",
    );
    assert_eq!(grants, ["branch standard false"]);
    admin.post(&here, &form[..3]).await.assert_refused("email", "in this account already");
    // The address of staff is refused without saying whose it is.
    let staff = [("email", "ada.vance@northwind.test"), ("name", "X"), ("role", "viewer")];
    let refused = admin.post(&here, &staff).await;
    refused.assert_refused("email", "cannot be invited here");
    assert!(!refused.body.contains("console") && !refused.body.contains("ada vance"));
    // Staff finds the new person by a search.
    let found = world.console().await.get("/console/people?q=new+per").await;
    assert_eq!(found.texts_of("tbody th a"), ["New Person"]);
}

#[actix_web::test]
async fn nobody_gives_access_that_goes_further_than_their_own() {
    let world = World::start().await; // T5
    let admin = world.admin_of(world.branch).await;
    let here = path(world.branch);
    let wide = [("email", "w@customer.test"), ("name", "W"), ("role", "viewer"), ("with_sub_accounts", "1")];
    admin.post(&here, &wide).await.assert_refused("with_sub_accounts", "ends at this account");
    assert_eq!(count(&world, "people where email_key = 'w@customer.test'"), 0);
    change(&admin, world.branch, world.people.branch_admin, "administrator", "1")
        .await
        .assert_refused("with_sub_accounts", "ends at this account");
    // A viewer with sub-accounts must not be made an administrator of them by one whose access ends here.
    let (wide_viewer, caller) = somebody(&world, "wide@customer.test", world.branch, "viewer", true).await;
    change(&admin, world.branch, wide_viewer, "administrator", "1").await.assert_status(422);
    change(&admin, world.branch, wide_viewer, "administrator", "").await.assert_status(422);
    admin.post(&format!("{here}/{wide_viewer}/remove"), &[]).await.assert_status(422);
    caller.get(&path(world.leaf)).await.assert_ok();
    // An administrator here whose grant with sub-accounts is a lesser one has no more.
    world.near().grant(world.people.branch_admin, world.root, "viewer", true).unwrap();
    admin.post(&here, &wide).await.assert_refused("with_sub_accounts", "ends at this account");
    // One whose own access goes on may give it, from above too.
    let (_, above) = somebody(&world, "above@customer.test", world.root, "administrator", true).await;
    above.post(&here, &wide).await.assert_redirect(&here);
    change(&above, world.branch, wide_viewer, "standard", "1").await.assert_redirect(&here);
}

#[actix_web::test]
async fn the_last_administrator_stays_but_for_partner_staff() {
    let world = World::start().await;
    let admin = world.admin_of(world.branch).await;
    let me = world.people.branch_admin;
    change(&admin, world.branch, me, "viewer", "").await.assert_refused("role", "the last administrator");
    let remove = format!("{}/{me}/remove", path(world.branch));
    let refused = admin.post(&remove, &[]).await;
    refused.assert_status(422);
    assert!(refused.text_of("[data-error-summary]").unwrap().contains("the last administrator"));
    // Somebody who was only invited cannot take over yet.
    let form = [("email", "next@customer.test"), ("name", "Next"), ("role", "administrator")];
    admin.post(&path(world.branch), &form).await.assert_redirect(&path(world.branch));
    admin.post(&remove, &[]).await.assert_status(422);
    let (second, _) = somebody(&world, "second@customer.test", world.branch, "administrator", false).await;
    change(&admin, world.branch, second, "viewer", "").await.assert_redirect(&path(world.branch));
    change(&admin, world.branch, second, "administrator", "").await.assert_redirect(&path(world.branch));
    admin.post(&remove, &[]).await.assert_redirect("/a");
    admin.get(&path(world.branch)).await.assert_not_found();
    // Staff may take even the last one.
    let console = world.console().await;
    let staff = format!("/console/accounts/{}/people/{second}/remove", world.branch);
    console.post(&staff, &[]).await.assert_redirect("/console/accounts/");
}

#[actix_web::test]
async fn two_administrators_cannot_remove_one_another_at_the_same_time() {
    let world = World::start().await;
    let first = world.admin_of(world.branch).await;
    let (second_id, second) = somebody(&world, "second@customer.test", world.branch, "administrator", false).await;
    let of = |person: PersonId| format!("{}/{person}/remove", path(world.branch));
    let (of_second, of_first) = (of(second_id), of(world.people.branch_admin));
    let (a, b) = futures_util::join!(first.post(&of_second, &[]), second.post(&of_first, &[]));
    let done = [&a, &b].iter().filter(|answer| answer.status == 303).count();
    assert_eq!(done, 1, "{} {}", a.status, b.status);
    assert_eq!(count(&world, "account_users u join accounts a on a.id = u.account_id where a.api_id = 'branch'"), 1);
}

#[actix_web::test]
async fn a_removed_person_is_out_at_the_next_request_and_strangers_never_in() {
    let world = World::start().await; // T11, T4, T7
    let admin = world.admin_of(world.branch).await;
    let (person, caller) = somebody(&world, "leaver@customer.test", world.branch, "standard", false).await;
    caller.get(&path(world.branch)).await.assert_ok();
    change(&admin, world.branch, person, "viewer", "").await.assert_redirect(&path(world.branch));
    admin.post(&format!("{}/{person}/remove", path(world.branch)), &[]).await.assert_redirect(&path(world.branch));
    caller.get(&path(world.branch)).await.assert_not_found();
    let stale = format!("{}/{person}/edit", path(world.branch));
    admin.get(&stale).await.assert_not_found();
    for other in [world.people.root_admin, world.people.sibling_admin, world.people.foreign_admin] {
        admin.get(&format!("{}/{other}/edit", path(world.branch))).await.assert_not_found();
        admin.post(&format!("{}/{other}/remove", path(world.branch)), &[]).await.assert_not_found();
        admin.post(&format!("{}/{other}/invitation", path(world.branch)), &[]).await.assert_not_found();
    }
    admin.get(&format!("{}/nonsense/edit", path(world.branch))).await.assert_not_found();
    // A grant with sub-accounts above does not put its person on the child's list (T7).
    let (_, above) = somebody(&world, "above@customer.test", world.root, "administrator", true).await;
    let page = above.get(&path(world.branch)).await;
    page.assert_ok();
    assert!(!page.texts_of("tbody").join(" ").contains("above@customer.test"));
}

#[actix_web::test]
async fn the_second_of_two_who_change_the_same_access_is_told() {
    let world = World::start().await;
    let admin = world.admin_of(world.branch).await;
    let (person, _) = somebody(&world, "both@customer.test", world.branch, "viewer", false).await;
    let edit = format!("{}/{person}/edit", path(world.branch));
    let version = admin.get(&edit).await.value_of("input[name=version]").unwrap();
    admin.post(&edit, &[("role", "standard"), ("version", &version)]).await.assert_redirect(&path(world.branch));
    let second = admin.post(&edit, &[("role", "administrator"), ("version", &version)]).await;
    second.assert_status(409);
    let diff = second.text_of(".diff").unwrap();
    assert!(diff.contains("Standard") && diff.contains("Administrator"), "{diff}");
}

#[actix_web::test]
async fn an_open_invitation_is_sent_again() {
    let world = World::start().await;
    let admin = world.admin_of(world.branch).await;
    let form = [("email", "slow@customer.test"), ("name", "Slow"), ("role", "viewer")];
    admin.post(&path(world.branch), &form).await.assert_redirect(&path(world.branch));
    // Hidden while it would be refused: the first mail has just left.
    let action = format!(
        "{}/{}/invitation",
        path(world.branch),
        lines(&world, "select id::text as line from people where email = 'slow@customer.test'")[0]
    );
    admin.post(&action, &[]).await.assert_status(409);
    world.clock.advance(chrono::Duration::minutes(10));
    let offered = admin.get(&path(world.branch)).await.attributes_of("tbody form", "action");
    assert_eq!(offered, [action.as_str()]);
    admin.post(&action, &[]).await.assert_redirect(&path(world.branch));
    assert_eq!(count(&world, "mails where recipient = 'slow@customer.test' and template = 'invite'"), 2);
    // Each mail has a link of its own: the first, perhaps still unread, goes on working.
    assert_eq!(count(&world, "links where used_at is null"), 2);
}

/// One address is one person at a partner; what they do in other customers' accounts is not told here (T7).
#[actix_web::test]
async fn an_account_learns_nothing_of_what_its_people_do_elsewhere() {
    let world = World::start().await;
    let (person, guest) = somebody(&world, "guest@customer.test", world.sibling, "viewer", false).await;
    let admin = world.admin_of(world.branch).await;
    let form = [("email", "guest@customer.test"), ("name", "Invited As"), ("role", "viewer")];
    let seen = async |caller: &Caller, account: AccountId| {
        let page = caller.get(&path(account)).await;
        let rows = page.texts_of("tbody tr");
        let row = rows.into_iter().find(|row| row.contains("guest@customer.test")).unwrap();
        let told = row.contains("now") || row.contains("ago") || row.contains("2026");
        (row, told)
    };
    let alone = world.admin_of(world.sibling).await;
    assert!(seen(&alone, world.sibling).await.1, "it has no other account");
    world.clock.advance(chrono::Duration::hours(1));
    admin.post(&path(world.branch), &form).await.assert_redirect(&path(world.branch));
    let (row, told) = seen(&admin, world.branch).await;
    assert!(!told && !row.contains("never"), "{row}");
    assert!(!seen(&alone, world.sibling).await.1, "nor is what they do here told there");
    let edit = admin.get(&format!("{}/{person}/edit", path(world.branch))).await;
    assert!(!edit.body.contains("2026-11-24T12:00"), "{}", edit.body);
    // It is this account's alone again, but the sign-in was before.
    let leave = format!("{}/{person}/remove", path(world.sibling));
    world.near().grant(world.people.leaf_admin, world.sibling, "administrator", false).unwrap();
    alone.post(&leave, &[]).await.assert_status(303);
    assert!(!seen(&admin, world.branch).await.1);
    guest.sign_in("guest@customer.test", PASSWORD).await.assert_status(303);
    assert!(seen(&admin, world.branch).await.1, "it came after it was let in");
}
