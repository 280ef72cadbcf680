//! Two who race for the last place: exactly one gets it, whichever way they come.

use super::limit;
use crate::people::{count, people_of};
use crate::support::{Caller, World};

async fn ask(caller: &Caller, page: String, email: String) -> u16 {
    let form = [("name", "New Person"), ("email", &*email), ("role", "viewer")];
    caller.post(&page, &form).await.status.as_u16()
}

#[actix_web::test]
async fn of_two_who_race_for_the_last_seat_exactly_one_gets_it_in_a_hundred_tries() {
    let world = World::start().await; // M5
    let (console, admin) = (world.console().await, world.admin_of(world.branch).await);
    let (staff, own) = (people_of(world.branch), format!("/a/{}/people", world.branch));
    for round in 0..100 {
        // One seat more than there are people: the account's own limit by turns with a tree's above it.
        let (seats, more) = ((round + 2).to_string(), (round + 3).to_string());
        let (branch, root) = if round % 2 == 0 { (&*seats, "") } else { ("", &*more) };
        limit(&console, world.branch, "users", branch, "").await.assert_status(303);
        limit(&console, world.root, "users", "", if root.is_empty() { "" } else { root }).await.assert_status(303);
        if !root.is_empty() {
            // The root's admin and the leaf's count too.
            let all = (round + 4).to_string();
            limit(&console, world.root, "users", "", &all).await.assert_status(303);
        }
        let (a, b) = futures_util::join!(
            ask(&console, staff.clone(), format!("a{round}@customer.test")),
            ask(&admin, own.clone(), format!("b{round}@customer.test"))
        );
        let mut answers = [a, b];
        answers.sort_unstable();
        assert_eq!(answers, [303, 409], "round {round}");
        assert_eq!(count(&world, &format!("account_users where account_id = '{}'", world.branch)), round + 2);
    }
}

#[actix_web::test]
async fn sub_accounts_that_are_made_at_once_do_not_pass_the_limit() {
    let world = World::start().await;
    let console = world.console().await;
    limit(&console, world.root, "sub_accounts", "", "4").await.assert_status(303);
    let make = |no: usize| {
        let (console, parent) = (&console, [world.root, world.branch, world.leaf][no % 3].to_string());
        async move {
            let name = format!("At once {no}");
            console.post("/console/accounts", &[("name", &*name), ("parent", &*parent)]).await.status.as_u16()
        }
    };
    let answers = futures_util::future::join_all((0..9).map(make)).await;
    assert_eq!(answers.iter().filter(|status| **status == 303).count(), 2, "{answers:?}");
    assert_eq!(answers.iter().filter(|status| **status == 409).count(), 7, "{answers:?}");
    assert_eq!(count(&world, "accounts where name like 'At once%'"), 2);
}
