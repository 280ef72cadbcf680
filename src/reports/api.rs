//! What was used, through the API, by the days of each account's own timezone (M1): of one account day by day, and of all
//! accounts, by what they used.

use super::figures::{Day, Sums, by_date};
use super::lists::{self, Key, Slice};
use super::queries::by_day;
use super::sort::Sort;
use crate::access::rights::ViewAccounts;
use crate::accounts::model::date;
use crate::accounts::queries::{api_ids, find};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::people::model::shortened;
use crate::web::api::between::here;
use crate::web::api::call::account_named;
use crate::web::api::list::DEEP;
use crate::web::api::{Answer, Call, ListQuery, Place, told};
use crate::web::forms::Asked;
use crate::web::routes::Routes;
use crate::web::times::zone;
use actix_web::web;
use chrono::{Days, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

const N: &str = "Reports";
/// Days of a report at most: those of two years.
const DAYS_MAX: i64 = 732;
/// Unless asked otherwise.
const USUAL_DAYS: u64 = 30;

pub(super) fn routes(routes: &mut Routes) {
    routes
        .call(
            "GET",
            "/v1.0/reports/accounts",
            accounts,
            told(N, "List what accounts used")
                .about("Those that used anything in these days; the last 30 unless said.")
                .asks::<Between>()
                .pages::<UsedObject>(&COLUMNS),
        )
        .call(
            "GET",
            "/v1.0/accounts/{id}/usage/days",
            days,
            told(N, "List what an account used by day")
                .about("Each day of the account's own timezone; the last 30 unless said.")
                .asks::<Between>()
                .pages::<DayObject>(&DAYS),
        );
}

/// The days of a report.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Between {
    /// The first day.
    from: String,
    /// The last day.
    to: String,
}

impl Between {
    fn days(&self, today: NaiveDate) -> AppResult<(NaiveDate, NaiveDate)> {
        let read = |name: &str, text: &str| match date(text) {
            Ok(day) => Ok(day),
            Err(_) => {
                Err(AppError::BadRequest(format!("{name} ({}): must be a day such as 2026-11-24.", shortened(text))))
            }
        };
        let last = read("to", &self.to)?.unwrap_or(today);
        let usual = last.checked_sub_days(Days::new(USUAL_DAYS - 1)).unwrap_or(last);
        let first = read("from", &self.from)?.unwrap_or(usual);
        if first > last || (last - first).num_days() >= DAYS_MAX {
            return Err(AppError::BadRequest(format!("from, to: name 1 to {DAYS_MAX} days, the first of them first.")));
        }
        Ok((first, last))
    }
}

/// What was used.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
struct Figures {
    tasks: i64,
    /// Of those, what went on beyond a limit.
    tasks_over_limit: i64,
    failed_tasks: i64,
    transactions: i64,
    failed_transactions: i64,
    incidents: i64,
}

impl From<Sums> for Figures {
    fn from(sums: Sums) -> Figures {
        Figures {
            tasks: sums.tasks,
            tasks_over_limit: sums.overage,
            failed_tasks: sums.failed_tasks,
            transactions: sums.transactions,
            failed_transactions: sums.failed,
            incidents: sums.incidents,
        }
    }
}

/// What an account used on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "UseOfDay")]
struct DayObject {
    day: NaiveDate,
    own: Figures,
    /// With all of its sub-accounts.
    with_sub_accounts: Figures,
}

/// The one order of days.
const DAYS: [&str; 1] = ["Day"];

async fn days(
    call: Call<ViewAccounts, InPartner>,
    path: web::Path<String>,
    asked: Asked<ListQuery>,
    between: Asked<Between>,
) -> AppResult<Answer> {
    let listed = asked.0.read::<Place>(&DAYS)?;
    call.read(move |tx| {
        let account = account_named(tx, &path)?;
        let zone = zone(&find(tx, account)?.timezone);
        let (first, last) = between.0.days(tx.now().with_timezone(&zone).date_naive())?;
        let of = |day: &NaiveDate, days: &HashMap<NaiveDate, Day>| {
            days.get(day).map_or_else(Figures::default, |day| day.sums().into())
        };
        let own = by_date(by_day(tx, account, false, (first, last))?);
        let tree = by_date(by_day(tx, account, true, (first, last))?);
        let all: Vec<DayObject> = first
            .iter_days()
            .take_while(|day| *day <= last)
            .map(|day| DayObject { day, own: of(&day, &own), with_sub_accounts: of(&day, &tree) })
            .collect();
        let (from, to, path) = (first.to_string(), last.to_string(), format!("/v1.0/accounts/{account}/usage/days"));
        listed.in_order(all, &here(&path, [("from", from.as_str()), ("to", &to)]))
    })
    .await
}

/// By what accounts can be ordered.
const COLUMNS: [&str; 4] = ["Tasks", "Transactions", "FailedTransactions", "Incidents"];
/// The same as the lists of the console have it.
const SORTS: [&str; 4] = ["tasks", "transactions", "failed", "incidents"];

/// What an account used.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "UseOfAccount")]
struct UsedObject {
    /// Its API ID; none: it was purged.
    account_id: Option<String>,
    /// The id in addresses of the console.
    internal_id: Uuid,
    #[serde(flatten)]
    figures: Figures,
}

/// How many used anything, up to so many as a page's number reaches.
fn count(tx: &mut ReadTx<'_, InPartner>, days: (NaiveDate, NaiveDate)) -> AppResult<i64> {
    let all = Slice { sort: Sort { by: SORTS[0], down: true }, after: None, at_most: DEEP };
    Ok(i64::try_from(lists::by_account(tx, days, None, &all)?.len()).unwrap_or(DEEP))
}

async fn accounts(
    call: Call<ViewAccounts, InPartner>,
    asked: Asked<ListQuery>,
    between: Asked<Between>,
) -> AppResult<Answer> {
    let listed = asked.0.read::<Key>(&COLUMNS)?;
    call.read(move |tx| {
        let (first, last) = between.0.days(tx.now().date_naive())?;
        let by = COLUMNS.iter().position(|column| *column == listed.by).and_then(|at| SORTS.get(at)).copied();
        let sort = Sort { by: by.unwrap_or(SORTS[0]), down: !listed.ascending };
        let slice = Slice { sort, after: listed.after, at_most: listed.skip + listed.limit() };
        let skip = usize::try_from(listed.skip).unwrap_or(0);
        let found: Vec<lists::Used> =
            lists::by_account(tx, (first, last), None, &slice)?.into_iter().skip(skip).collect();
        let ids: Vec<Uuid> = found.iter().map(|used| used.id).collect();
        let known = api_ids(tx, &ids)?;
        let read = i64::try_from(found.len()).unwrap_or(0);
        let whole = listed.after.is_none() && (1..=listed.rows).contains(&read);
        let count = if whole { listed.skip + read } else { count(tx, (first, last))? };
        let row = |used: lists::Used| {
            let object = UsedObject {
                account_id: known.get(&used.id).cloned(),
                internal_id: used.id,
                figures: used.sums().into(),
            };
            ((used.place, used.id), object)
        };
        let (from, to) = (first.to_string(), last.to_string());
        let here = here("/v1.0/reports/accounts", [("from", from.as_str()), ("to", &to)]);
        listed.answer(found.into_iter().map(row).collect(), count, &here)
    })
    .await
}
