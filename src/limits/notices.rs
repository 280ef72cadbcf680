//! Telling that a limit is nearly or fully used (M6): once in a billing period at 80 % and at 100 %, to the partner's staff who
//! may change it, to the account's administrators, and to the webhook. What is to be told was written when the use was
//! counted; mails and message are written in one transaction with the mark that they were. What was fully used at once is
//! told as that alone.

use crate::access::rights::{Area, Level};
use crate::db::schema::{account_ancestors, account_users, accounts, error_reports, limit_notices, people};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::limits::model::{AtLimit, Kind};
use crate::mail::actions::put_all;
use crate::mail::model::{Letter, Recipient};
use crate::metering::period::Period;
use crate::people::queries::{TOLD_MAX, staff_with};
use crate::web::state::App;
use chrono::{NaiveDate, SecondsFormat};
use diesel::prelude::*;
use serde_json::json;
use uuid::Uuid;

/// Notices that are told in one round.
const AT_ONCE: i32 = 100;

/// Tells what is to be told. True: there may be more.
///
/// # Errors
/// When the database is away; what was told stays so.
pub(crate) fn tell_due(app: &App) -> AppResult<bool> {
    let due = app.db.untold_notices(AT_ONCE)?;
    let mut told = 0;
    for one in &due {
        match app.db.for_installation(one.partner, "System", |tx| tell(tx, one.id)) {
            Ok(()) => told += 1,
            // One that fails keeps nobody else waiting; it comes again with the next round.
            Err(cause) => tracing::warn!(partner.id = %one.partner, "notice {} could not be told: {cause}", one.id),
        }
    }
    Ok(told > 0 && due.len() == AT_ONCE as usize)
}

/// What was noticed.
#[derive(Queryable)]
struct Noticed {
    account: Uuid,
    tree: bool,
    period_first: NaiveDate,
    percent: i16,
    value: i64,
    used: i64,
    at_limit: Option<String>,
    name: String,
    api_id: String,
    billed_on: Option<NaiveDate>,
}

fn tell(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<()> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    let untold = limit_notices::table
        .filter(limit_notices::partner_id.eq(partner))
        .filter(limit_notices::id.eq(id))
        .filter(limit_notices::told_at.is_null());
    // Two processes at once: the second finds nothing.
    if diesel::update(untold).set(limit_notices::told_at.eq(now)).execute(tx.conn())? == 0 {
        return Ok(());
    }
    let of_account = accounts::partner_id.eq(limit_notices::partner_id).and(accounts::id.eq(limit_notices::account_id));
    let noticed: Noticed = limit_notices::table
        .inner_join(accounts::table.on(of_account))
        .filter(limit_notices::partner_id.eq(partner))
        .filter(limit_notices::id.eq(id))
        .select((
            limit_notices::account_id,
            limit_notices::tree,
            limit_notices::period_first,
            limit_notices::percent,
            limit_notices::value,
            limit_notices::used,
            limit_notices::at_limit,
            accounts::name,
            accounts::api_id,
            accounts::next_billing_on,
        ))
        .first(tx.conn())?;
    if noticed.percent < 100 && fully_used_too(tx, &noticed)? {
        return Ok(());
    }
    let resets = Period::of(noticed.period_first, noticed.billed_on).until;
    let letter = letter(&noticed, resets);
    let letters: Vec<(Recipient, Letter)> =
        recipients(tx, AccountId(noticed.account))?.into_iter().map(|to| (to, letter.clone())).collect();
    put_all(tx, &letters)?;
    report(tx, id, &noticed, resets)
}

/// Whether 100 % was reached with it, or since: then that is told, and to be near is no news any more.
fn fully_used_too(tx: &mut ReadTx<'_, InPartner>, noticed: &Noticed) -> AppResult<bool> {
    let full = limit_notices::table
        .filter(limit_notices::partner_id.eq(tx.partner_id().0))
        .filter(limit_notices::account_id.eq(noticed.account))
        .filter(limit_notices::kind.eq(Kind::TasksMonth.key()))
        .filter(limit_notices::tree.eq(noticed.tree))
        .filter(limit_notices::period_first.eq(noticed.period_first))
        .filter(limit_notices::percent.ge(100));
    Ok(diesel::select(diesel::dsl::exists(full)).get_result(tx.conn())?)
}

fn letter(noticed: &Noticed, resets: NaiveDate) -> Letter {
    Letter::Limit {
        account: noticed.name.clone(),
        tree: noticed.tree,
        percent: noticed.percent,
        used: noticed.used,
        value: noticed.value,
        resets,
        overage: noticed.at_limit.as_deref().and_then(AtLimit::read) == Some(AtLimit::Overage),
    }
}

/// Staff who may change the limit, and administrators of the account.
fn recipients(tx: &mut ReadTx<'_, InPartner>, account: AccountId) -> AppResult<Vec<Recipient>> {
    let partner = tx.partner_id().0;
    let staff = staff_with(tx, Area::Accounts, Level::Edit)?;
    let here = account_ancestors::partner_id
        .eq(account_users::partner_id)
        .and(account_ancestors::ancestor_id.eq(account_users::account_id));
    let person = people::partner_id.eq(account_users::partner_id).and(people::id.eq(account_users::person_id));
    let administrators: Vec<(String, String)> = account_users::table
        .inner_join(account_ancestors::table.on(here))
        .inner_join(people::table.on(person))
        .filter(account_users::partner_id.eq(partner))
        .filter(account_ancestors::account_id.eq(account.0))
        .filter(account_users::role.eq("administrator"))
        .filter(account_ancestors::distance.eq(0).or(account_users::with_sub_accounts))
        .filter(people::state.eq("active"))
        .order(people::email)
        .distinct()
        .limit(TOLD_MAX)
        .select((people::email, people::name))
        .load(tx.conn())?;
    let administrators = administrators.into_iter().map(|(email, name)| Recipient { email, name });
    Ok(staff.into_iter().chain(administrators).collect())
}

/// The same for the partner's programs.
fn report(tx: &mut WriteTx<'_, InPartner>, id: Uuid, noticed: &Noticed, resets: NaiveDate) -> AppResult<()> {
    let Some(url) = crate::error_webhook::queries::limits_address(tx, AccountId(noticed.account))? else {
        return Ok(());
    };
    let now = tx.now();
    let text = json!({
        "type": "limit.reached", "timestamp": now.to_rfc3339_opts(SecondsFormat::Millis, true),
        "data": {
            "account": { "id": noticed.account, "api_id": noticed.api_id, "name": noticed.name },
            "limit": Kind::TasksMonth.key(), "with_sub_accounts": noticed.tree, "percent": noticed.percent,
            "value": noticed.value, "used": noticed.used, "at_limit": noticed.at_limit.as_deref().unwrap_or("hold"),
            "period_begins": noticed.period_first, "resets": resets,
        }
    });
    diesel::insert_into(error_reports::table)
        .values((
            error_reports::partner_id.eq(tx.partner_id().0),
            error_reports::id.eq(id),
            error_reports::account_id.eq(noticed.account),
            error_reports::kind.eq("limit"),
            error_reports::url.eq(url),
            error_reports::payload.eq(text.to_string()),
            error_reports::created_at.eq(now),
            error_reports::due_at.eq(now),
        ))
        .execute(tx.conn())?;
    Ok(())
}
