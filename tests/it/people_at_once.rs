//! Two who work on the same person at once, and how people and accounts are found by any word of their names.

use crate::people::{count, id_of, invite, people_of};
use crate::support::World;

#[actix_web::test]
async fn two_who_ask_for_the_same_invitation_at_once_send_one() {
    let world = World::start().await;
    let console = world.console().await;
    invite(&console, world.branch, "once@customer.test", "viewer").await.assert_redirect("/console/accounts/");
    let id = id_of(&console, "once").await;
    let path = format!("/console/people/{id}/invitation");
    // It was mailed just now.
    console.post(&path, &[]).await.assert_status(409);
    world.clock.advance(chrono::Duration::minutes(10));
    let admin = world.admin_of(world.branch).await;
    let other = format!("/a/{}/people/{id}/invitation", world.branch);
    let (a, b, c) = futures_util::join!(console.post(&path, &[]), console.post(&path, &[]), admin.post(&other, &[]));
    let mut answers = [a.status.as_u16(), b.status.as_u16(), c.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 409, 409]);
    assert_eq!(count(&world, "mails where recipient = 'once@customer.test' and template = 'invite'"), 2);
    let list = admin.get(&format!("/a/{}/people", world.branch)).await;
    assert!(!list.body.contains("Send the invitation again"), "offers what would be refused");
    world.clock.advance(chrono::Duration::minutes(10));
    admin.post(&other, &[]).await.assert_status(303);
}

#[actix_web::test]
async fn a_name_and_a_persons_own_choices_are_saved_side_by_side() {
    let world = World::start().await;
    let (console, admin) = (world.console().await, world.admin_of(world.leaf).await);
    let edit = format!("/console/people/{}/edit", world.people.leaf_admin);
    let seen = console.get(&edit).await.value_of("input[name=version]").unwrap();
    let mine = admin.get("/me").await;
    let (my_name, version) =
        (mine.value_of("input[name=name]").unwrap(), mine.value_of("input[name=version]").unwrap());
    // The person chooses a theme while staff has the name open.
    admin.post("/me", &[("name", &my_name), ("theme", "dark"), ("version", &version)]).await.assert_redirect("/me");
    console.post(&edit, &[("name", "Lea Fisher"), ("version", &seen)]).await.assert_redirect("/console/people/");
    // The name itself is one thing: whoever is second is told, staff and the person alike.
    let seen = console.get(&edit).await.value_of("input[name=version]").unwrap();
    let version = admin.get("/me").await.value_of("input[name=version]").unwrap();
    admin.post("/me", &[("name", "Lea Fischer"), ("version", &version)]).await.assert_redirect("/me");
    let told = console.post(&edit, &[("name", "L. Fisher"), ("version", &seen)]).await;
    assert!(told.assert_status(409).body.contains("Lea Fischer"));
    let version = told.value_of("input[name=version]").unwrap();
    let stale = admin.get("/me").await.value_of("input[name=version]").unwrap();
    console.post(&edit, &[("name", "L. Fisher"), ("version", &version)]).await.assert_redirect("/console/people/");
    admin.post("/me", &[("name", "Lea"), ("version", &stale)]).await.assert_status(409);
}

#[actix_web::test]
async fn people_and_accounts_are_found_by_every_word_in_any_order() {
    let world = World::start().await;
    let console = world.console().await;
    let near = world.near();
    near.account("Maria van der Berg Söhne GmbH", "mvdb", None).unwrap();
    near.account("山田 太郎 商店", "yamada", None).unwrap();
    for q in ["maria", "van", "der berg", "berg van", "söhne", "gmbh maria", "SÖHNE", "ber", "van der berg"] {
        let page = console.get(&format!("/console/accounts?q={}", q.replace(' ', "+"))).await;
        assert_eq!(page.texts_of("tbody th a"), ["Maria van der Berg Söhne GmbH"], "{q}");
    }
    for q in ["山田", "太郎", "商店", "太郎 山田"] {
        let page = console.get(&format!("/console/accounts?q={}", q.replace(' ', "+"))).await;
        assert_eq!(page.texts_of("tbody th a"), ["山田 太郎 商店"], "{q}");
    }
    for q in ["maria berlin", "erg", "van+x"] {
        let page = console.get(&format!("/console/accounts?q={}", q.replace(' ', "+"))).await;
        assert!(!page.texts_of("tbody th a").contains(&"Maria van der Berg Söhne GmbH".to_owned()), "{q}");
    }
    let form = [("email", "m.ruiz@customer.test"), ("name", "María José Ruiz-Picasso y Blasco"), ("role", "viewer")];
    console.post(&people_of(world.branch), &form).await.assert_status(303);
    for q in ["josé", "maría ruiz", "picasso", "blasco maría", "y blasco", "m.ruiz"] {
        let page = console.get(&format!("/console/people?q={}", q.replace(' ', "+"))).await;
        assert_eq!(page.texts_of("tbody th a"), ["María José Ruiz-Picasso y Blasco"], "{q}");
    }
    let nobody = console.get("/console/people?q=josé+picabia").await;
    assert!(!nobody.body.contains("María José"), "each word must fit");
}
