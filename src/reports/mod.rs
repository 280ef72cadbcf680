//! Reports (MODEL section 8): what was used, from roll-ups alone. Each has a period in its address, the figures beside those of
//! the period before, a chart with its table, and a CSV of all rows; each figure leads to the transactions behind it.
//!
//! - [`choice`]: what a report is about, [`sort`]: in which order its list stands. [`figures`]: sums and how they are said. [`bars`]: the chart, [`ticks`]: what stands below it. [`shown`]: the page. [`log`]: what is behind them.
//! - `home`: which reports there are. `accounts`, `cycles`, `connectors`, `all_periods`: over all accounts. `account`, `methods`, `periods`: of
//!   one account, in the console and in the account's own view. `csv`: each as a file.
//! - `api`: what was used, for programs. [`calls`]: what programs called through the API.
//! - [`queries`], [`lists`]: what they read. [`cache`]: lists over all accounts, kept while nothing is counted in their days.
//! - [`saved`]: reports that are sent by mail on a schedule.
//! - [`brief`]: the last 30 days, for dashboards.

mod account;
mod accounts;
mod all_periods;
mod api;
mod bars;
pub(crate) mod brief;
mod cache;
mod calls;
mod choice;
mod connectors;
mod csv;
mod cycles;
mod figures;
mod home;
mod lists;
mod log;
mod methods;
mod periods;
mod queries;
pub(crate) mod saved;
mod shown;
mod sort;
mod ticks;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;

pub(crate) fn routes(routes: &mut Routes) {
    api::routes(routes);
    routes
        .get("/console/reports", home::of_partner)
        .get("/console/reports/accounts", accounts::show)
        .get("/console/reports/accounts.csv", csv::accounts)
        .get("/console/reports/cycles", cycles::of_partner)
        .get("/console/reports/cycles.csv", csv::cycles)
        .get("/console/reports/periods", all_periods::show)
        .get("/console/reports/periods.csv", csv::periods)
        .get("/console/reports/connectors", connectors::index)
        .get("/console/reports/connectors.csv", csv::connectors)
        .get("/console/reports/connectors/{connector}", connectors::show)
        .get("/console/reports/connectors/{connector}/accounts.csv", csv::connector_accounts)
        .get("/console/reports/api-calls", calls::index)
        .get("/console/reports/api-calls.csv", calls::file::days)
        .get("/console/reports/api-calls/log", calls::log::index)
        .get("/console/reports/api-calls/log.csv", calls::file::log)
        .get("/console/accounts/{id}/reports", home::of_account::<InPartner>)
        .get("/console/accounts/{id}/reports/use", account::show::<InPartner>)
        .get("/console/accounts/{id}/reports/use.csv", csv::days::<InPartner>)
        .get("/console/accounts/{id}/reports/cycles", cycles::of_account::<InPartner>)
        .get("/console/accounts/{id}/reports/cycles.csv", csv::account_cycles::<InPartner>)
        .get("/console/accounts/{id}/reports/methods", methods::show::<InPartner>)
        .get("/console/accounts/{id}/reports/methods.csv", csv::account_methods::<InPartner>)
        .get("/console/accounts/{id}/reports/periods", periods::show::<InPartner>)
        .get("/console/accounts/{id}/reports/periods.csv", csv::account_periods::<InPartner>)
        .get("/a/{account}/reports", home::of_account::<InAccount>)
        .get("/a/{account}/reports/use", account::show::<InAccount>)
        .get("/a/{account}/reports/use.csv", csv::days::<InAccount>)
        .get("/a/{account}/reports/cycles", cycles::of_account::<InAccount>)
        .get("/a/{account}/reports/cycles.csv", csv::account_cycles::<InAccount>)
        .get("/a/{account}/reports/methods", methods::show::<InAccount>)
        .get("/a/{account}/reports/methods.csv", csv::account_methods::<InAccount>)
        .get("/a/{account}/reports/periods", periods::show::<InAccount>)
        .get("/a/{account}/reports/periods.csv", csv::account_periods::<InAccount>);
    saved::routes(routes);
}
