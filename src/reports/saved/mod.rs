//! Reports that are saved under a name and sent by mail on a schedule, by the partner's staff and by an account's own people.
//!
//! - `model`: when, and about which days. `place`: the two places. `pages`, `form`: what people see. `actions`: what they do.
//! - [`sending`]: what the chore does when the time has come. `letter`: the mail's figures, from the roll-ups of the reports.

mod actions;
mod form;
mod letter;
mod model;
mod pages;
mod place;
mod queries;
pub(crate) mod sending;

use super::choice::Choice;
use crate::access::rights::{EditReports, KeepReports, Right};
use crate::db::{Facts, InAccount, InPartner};
use crate::ids::AccountId;
use crate::web::paging::joined;
use crate::web::routes::Routes;
use place::{words_of_account, words_of_partner};

/// Where the report of this address is saved as it is narrowed; empty for who may not, and for one that cannot be saved.
/// `home`: the address of its place's reports.
pub(super) fn offer(facts: &Facts, home: &str, report: &str, choice: &Choice) -> String {
    let (words, may) = if facts.for_partner() && facts.view.is_none() {
        (words_of_partner(report), EditReports::held(facts))
    } else {
        (words_of_account(report), KeepReports::held(facts))
    };
    if may && words.is_some() {
        format!("{home}/saved/new?{}", joined(&[&format!("report={report}"), &choice.query()]))
    } else {
        String::new()
    }
}

/// The same for staff, of a report of one account.
pub(super) fn offer_of_account(facts: &Facts, account: AccountId, part: &str, choice: &Choice) -> String {
    let choice = Choice { account: account.to_string(), ..choice.clone() };
    offer(facts, super::home::HERE, &format!("account-{part}"), &choice)
}

pub(super) fn routes(routes: &mut Routes) {
    routes
        .get("/console/reports/saved", pages::index::<InPartner>)
        .get("/console/reports/saved/new", form::new::<InPartner>)
        .post("/console/reports/saved", form::save::<InPartner>)
        .get("/console/reports/saved/{saved}/edit", form::edit::<InPartner>)
        .post("/console/reports/saved/{saved}/edit", form::update::<InPartner>)
        .post("/console/reports/saved/{saved}/pause", pages::pause::<InPartner>)
        .post("/console/reports/saved/{saved}/resumption", pages::resume::<InPartner>)
        .post("/console/reports/saved/{saved}/sending", pages::send::<InPartner>)
        .get("/console/reports/saved/{saved}/deletion", pages::ask::<InPartner>)
        .post("/console/reports/saved/{saved}/deletion", pages::delete::<InPartner>)
        .get("/a/{account}/reports/saved", pages::index::<InAccount>)
        .get("/a/{account}/reports/saved/new", form::new::<InAccount>)
        .post("/a/{account}/reports/saved", form::save::<InAccount>)
        .get("/a/{account}/reports/saved/{saved}/edit", form::edit::<InAccount>)
        .post("/a/{account}/reports/saved/{saved}/edit", form::update::<InAccount>)
        .post("/a/{account}/reports/saved/{saved}/pause", pages::pause::<InAccount>)
        .post("/a/{account}/reports/saved/{saved}/resumption", pages::resume::<InAccount>)
        .post("/a/{account}/reports/saved/{saved}/sending", pages::send::<InAccount>)
        .get("/a/{account}/reports/saved/{saved}/deletion", pages::ask::<InAccount>)
        .post("/a/{account}/reports/saved/{saved}/deletion", pages::delete::<InAccount>);
}
