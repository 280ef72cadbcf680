//! Two tabs, or two people, build one flow: what does not touch the other's step is saved, and where it does both are seen.

use super::{add, begun, form_of, send};
use crate::engine::world;
use crate::support::{Answer, Caller};

/// Sends a form that was opened before, with some fields changed.
async fn send_old(caller: &Caller, path: &str, form: &[(String, String)], changes: &[(&str, &str)]) -> Answer {
    let changed = |name: &str| changes.iter().find(|(other, _)| *other == name).map(|(_, value)| *value);
    let form: Vec<(&str, &str)> =
        form.iter().map(|(name, value)| (name.as_str(), changed(name).unwrap_or(value))).collect();
    caller.post(path, &form).await
}

#[actix_web::test]
async fn a_step_is_saved_though_another_was_changed_in_a_second_tab() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let first = add(&console, &base, "begin:", &[("kind", "delay")]).await;
    let second = add(&console, &base, "delay:", &[("kind", "delay")]).await;
    let (a, b) = (form_of(&console.get(&first).await), form_of(&console.get(&second).await));
    send_old(&console, &first, &a, &[("name", "Wait a bit")]).await.assert_redirect(&base);
    send_old(&console, &second, &b, &[("name", "Wait more")]).await.assert_redirect(&base);
    assert_eq!(console.get(&base).await.texts_of(".step-list .row-link"), ["Begin", "Wait a bit", "Wait more"]);
    // A way that is not there any more is refused in words; nothing is saved.
    let b = form_of(&console.get(&second).await);
    let third = add(&console, &base, "delay_2:", &[("kind", "wait_all")]).await;
    let late = send_old(&console, &second, &b, &[("name", "Again")]).await;
    assert!(late.assert_status(409).body.contains("Someone else changed this step"), "where it leads is its own");
    assert!(third.ends_with("/wait_for_all"));
}

#[actix_web::test]
async fn a_step_that_somebody_else_changed_comes_back_with_both_and_can_be_saved() {
    let world = world().await;
    let console = world.console().await;
    let base = begun(&console, &world, "webhook").await;
    let shape = add(&console, &base, "begin:", &[("kind", "transform")]).await;
    let old = form_of(&console.get(&shape).await);
    let theirs = [("m0-target", "who"), ("m0-kind", "fixed"), ("m0-text", "Ada")];
    send(&console, &shape, &theirs).await.assert_redirect(&base);
    let mine = [("name", "Mine"), ("m0-target", "who"), ("m0-kind", "fixed"), ("m0-text", "Bob")];
    let late = send_old(&console, &shape, &old, &mine).await;
    assert!(late.assert_status(409).text_of(".error-summary").unwrap().contains("Someone else changed this step"));
    assert_eq!(late.value_of("#f-name").as_deref(), Some("Mine"), "what was typed stays");
    assert_eq!(late.texts_of("textarea[name=m0-text]"), ["Bob"]);
    let compared = late.text_of("#conflict").unwrap();
    for words in ["Field who", "Fixed text: Ada", "Fixed text: Bob", "Transform", "Mine"] {
        assert!(compared.contains(words), "{words}: {compared}");
    }
    // Its form stands on what is saved now.
    let again = form_of(&late);
    send_old(&console, &shape, &again, &[]).await.assert_redirect(&base);
    assert_eq!(console.get(&base).await.texts_of(".step-list .row-link"), ["Begin", "Mine"]);
    let kept = console.get(&shape).await;
    assert_eq!(kept.texts_of("textarea[name=m0-text]"), ["Bob"]);
    assert!(kept.text_of("#conflict").is_none());
}
