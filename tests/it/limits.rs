//! Limits (M3 to M6): what accounts may use, by default, of their own and with all below them, and that nothing is made
//! beyond it.

mod changed;
mod files;
mod many;
mod moving;
mod races;
mod running;
mod setting;
mod shown;
mod trees;
mod waiting;

use crate::support::{Answer, Caller};
use berth::ids::AccountId;

/// Sets a limit of an account as its page does: the own value (empty: as by default), and the one with sub-accounts.
pub async fn limit(console: &Caller, account: AccountId, kind: &str, own: &str, tree: &str) -> Answer {
    limit_with(console, account, kind, own, tree, "").await
}

/// As [`limit`], with what happens at it.
pub async fn limit_with(console: &Caller, account: AccountId, kind: &str, own: &str, tree: &str, then: &str) -> Answer {
    let page = format!("/console/accounts/{account}/limits/{kind}");
    let seen = console.get(&page).await.assert_ok().value_of("input[name=seen]").unwrap();
    let how = match own {
        "" => "inherited",
        "none" => "unlimited",
        _ => "value",
    };
    console.post(&page, &[("own", how), ("value", own), ("tree", tree), ("at_limit", then), ("seen", &seen)]).await
}

/// Sets a default and its cap.
pub async fn default(console: &Caller, kind: &str, value: &str, cap: &str) -> Answer {
    let page = format!("/console/settings/limits/{kind}");
    let seen = console.get(&page).await.assert_ok().value_of("input[name=seen]").unwrap();
    console.post(&page, &[("value", value), ("cap", cap), ("seen", &seen)]).await
}

/// What a refused form or page says.
#[track_caller]
pub fn refused(answer: &Answer) -> String {
    answer.assert_status(409);
    answer.text_of(".error-summary").or_else(|| answer.text_of("main")).unwrap_or_default()
}

pub fn limits_of(account: AccountId) -> String {
    format!("/console/accounts/{account}/limits")
}
