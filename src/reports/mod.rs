//! Reports (MODEL section 8): what was used, from roll-ups alone. Each has a period in its address, the figures beside those of
//! the period before, a chart with its table, and a CSV of all rows; each figure leads to the transactions behind it.
//!
//! - [`choice`]: the period. [`figures`]: sums and how they are said. [`bars`]: the chart.
//! - [`brief`]: the last 30 days, for dashboards.
//! - `account`: what one account used, in the console and in the account's own view. `partner`: which accounts used most.

mod account;
mod bars;
pub(crate) mod brief;
mod choice;
mod csv;
mod figures;
mod partner;
mod queries;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get("/console/reports", partner::show)
        .get("/console/reports/accounts.csv", csv::of_partner)
        .get("/console/accounts/{id}/reports", account::show::<InPartner>)
        .get("/console/accounts/{id}/reports/days.csv", csv::of_account::<InPartner>)
        .get("/a/{account}/reports", account::show::<InAccount>)
        .get("/a/{account}/reports/days.csv", csv::of_account::<InAccount>);
}
