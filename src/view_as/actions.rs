//! Beginning and ending it.

use super::MINUTES;
use crate::access::rights::{Area, Level, level};
use crate::accounts::chain;
use crate::audit::Entry;
use crate::db::schema::views_as;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::language::{self, Language};
use crate::web::times::exact;
use chrono::Duration;
use diesel::prelude::*;

/// Begins to see an account as its people do; what this session saw until now ends.
///
/// # Errors
/// `NotFound` for an account that is not there; `Conflict` where its own people see nothing of it at present.
pub(crate) fn begin(tx: &mut WriteTx<'_, InPartner>, account: AccountId) -> AppResult<()> {
    let chain = chain::find(tx, account)?;
    let now = tx.now();
    if chain.account.standing == "deleted" || chain.account.stop(now).is_some() || chain.closed_by(now).is_some() {
        return Err(AppError::Conflict(t!("view-as-closed").to_owned()));
    }
    let (partner, session, person) = (tx.partner_id(), tx.facts().session, tx.person_id());
    let (id, until) = (tx.new_id(), now + Duration::minutes(MINUTES));
    let open = views_as::table
        .filter(views_as::partner_id.eq(partner.0))
        .filter(views_as::session_id.eq(session))
        .filter(views_as::ended_at.is_null());
    diesel::update(open).set(views_as::ended_at.eq(now)).execute(tx.conn())?;
    // Of two that are sent at once by one session the first counts.
    diesel::insert_into(views_as::table)
        .values((
            views_as::partner_id.eq(partner.0),
            views_as::account_id.eq(account.0),
            views_as::id.eq(id),
            views_as::session_id.eq(session),
            views_as::person_id.eq(person.0),
            views_as::begun_at.eq(now),
            views_as::ends_at.eq(until),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())?;
    // The audit log keeps it as it is written.
    let ends = language::speaking(Language::English, None, || format!("{} UTC", exact(until, chrono_tz::UTC)));
    let may = if level(tx.facts(), Area::Cycles) >= Level::Manage { "change cycles" } else { "look" };
    tx.audit(
        Entry::of("view.begun", "account", account, &chain.account.name)
            .in_account(account)
            .change("may", "", may)
            .change("until", "", ends),
    );
    Ok(())
}

/// Ends it by hand. False: it had ended.
///
/// # Errors
/// `NotFound` for an account that is not there.
pub(crate) fn end(tx: &mut WriteTx<'_, InPartner>, account: AccountId) -> AppResult<bool> {
    let name = chain::find(tx, account)?.account.name;
    let (partner, session, now) = (tx.partner_id(), tx.facts().session, tx.now());
    let open = views_as::table
        .filter(views_as::partner_id.eq(partner.0))
        .filter(views_as::session_id.eq(session))
        .filter(views_as::account_id.eq(account.0))
        .filter(views_as::ended_at.is_null())
        .filter(views_as::ends_at.gt(now));
    let ended = diesel::update(open).set(views_as::ended_at.eq(now)).execute(tx.conn())? > 0;
    if ended {
        tx.audit(Entry::of("view.ended", "account", account, &name).in_account(account));
    }
    Ok(ended)
}
