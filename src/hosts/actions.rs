//! Adding, proving, choosing and removing host names.

use super::model::{Found, NAMES_MAX, State, TOLD_HOURS, is_local, judged};
use super::queries;
use crate::access::rights::{Area, Level};
use crate::audit::Entry;
use crate::db::schema::{connector_clients, partner_hosts, partners};
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::mail::actions::put_all;
use crate::mail::model::Letter;
use crate::people::queries::staff_with;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use uuid::Uuid;

/// Names of this machine are never asked about: there is nothing that could answer.
const NEVER_DAYS: i64 = 36_500;

/// Adds a name. It counts once it is proved; one of this machine needs no proof.
///
/// # Errors
/// `Invalid` for one that is listed already, that another partner has proved, or beyond the most there may be.
pub(super) fn add(tx: &mut WriteTx<'_, InPartner>, host: &str) -> AppResult<()> {
    let mine = queries::list(tx)?;
    if mine.iter().any(|row| row.host == host) {
        return Err(AppError::invalid("host", t!("hosts-known")));
    }
    if mine.len() >= NAMES_MAX {
        return Err(AppError::invalid("host", t!("hosts-most", most = NAMES_MAX)));
    }
    if queries::held_elsewhere(tx, host)? {
        return Err(AppError::invalid("host", t!("hosts-in-use")));
    }
    let (partner, id, now) = (tx.partner_id(), Uuid::now_v7(), tx.now());
    let local = is_local(host);
    let proof = Uuid::new_v4().simple().to_string();
    let row = (
        partner_hosts::partner_id.eq(partner.0),
        partner_hosts::id.eq(id),
        partner_hosts::host.eq(host),
        partner_hosts::proof.eq(proof),
        partner_hosts::state.eq(if local { State::Verified } else { State::Pending }.key()),
        partner_hosts::created_at.eq(now),
        partner_hosts::created_by.eq(tx.facts().name.clone()),
        partner_hosts::due_at.eq(if local { now + Duration::days(NEVER_DAYS) } else { now + Duration::hours(1) }),
        partner_hosts::verified_at.eq(local.then_some(now)),
    );
    let added = diesel::insert_into(partner_hosts::table).values(row).execute(tx.conn());
    if let Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) = added {
        // Somebody else was quicker.
        return Err(AppError::invalid("host", t!("hosts-in-use")));
    }
    added?;
    tx.audit(Entry::of("host.added", "host", id, host));
    Ok(())
}

/// Writes down what a check found, and what follows from it; answers how the name stands.
///
/// # Errors
/// `NotFound` when it was removed meanwhile.
pub(super) fn record(tx: &mut WriteTx<'_, InPartner>, id: Uuid, found: &Found) -> AppResult<State> {
    let row = queries::find_locked(tx, id)?;
    match tx.attempt(|tx| write(tx, &row, found)) {
        // Another partner has proved it before: of two who can set its records the first has it.
        Err(AppError::Conflict(_)) => write(tx, &row, &Found::Taken),
        done => done,
    }
}

/// # Errors
/// `Conflict` where another partner has proved the name.
fn write(tx: &mut WriteTx<'_, InPartner>, row: &queries::Row, found: &Found) -> AppResult<State> {
    let (before, now, partner) = (row.standing(), tx.now(), tx.partner_id().0);
    let after = judged(before, row.created_at, found, now);
    let failed = |since: DateTime<Utc>| now - since >= Duration::hours(TOLD_HOURS);
    // Silence says nothing, so it is not said either.
    let since = after.failing_since.filter(|since| row.told_at.is_none() && failed(*since) && *found != Found::Silent);
    let told_at = if since.is_some() { Some(now) } else { row.told_at.filter(|_| after.failing_since.is_some()) };
    let detail: String = found.detail().chars().take(500).collect();
    let written = diesel::update(partner_hosts::table.find((partner, row.id)))
        .set((
            partner_hosts::state.eq(after.state.key()),
            partner_hosts::found.eq(found.key()),
            partner_hosts::detail.eq(detail),
            partner_hosts::checked_at.eq(now),
            partner_hosts::due_at.eq(after.due_at),
            partner_hosts::verified_at.eq(after.verified_at),
            partner_hosts::failing_since.eq(after.failing_since),
            partner_hosts::told_at.eq(told_at),
        ))
        .execute(tx.conn());
    if let Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) = written {
        return Err(AppError::Conflict(t!("hosts-in-use").to_owned()));
    }
    written?;
    if before.state != after.state {
        let action = if after.state == State::Failing { "host.failing" } else { "host.verified" };
        let entry = Entry::of(action, "host", row.id, &row.host);
        tx.audit(entry.change("state", before.state.noted(), after.state.noted()));
    }
    if let Some(since) = since {
        let letter = Letter::HostFailing { host: row.host.clone(), since };
        let letters = staff_with(tx, Area::Settings, Level::Manage)?.into_iter().map(|to| (to, letter.clone()));
        put_all(tx, &letters.collect::<Vec<_>>())?;
    }
    Ok(after.state)
}

/// A name that is due, for whoever asks DNS about it now; nobody else does meanwhile. None: it was removed, or somebody does.
pub(super) fn claim(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<Option<queries::Row>> {
    let row = match queries::find_locked(tx, id) {
        Err(AppError::NotFound) => return Ok(None),
        row => row?,
    };
    let now = tx.now();
    if row.due_at > now {
        return Ok(None);
    }
    diesel::update(partner_hosts::table.find((tx.partner_id().0, id)))
        .set(partner_hosts::due_at.eq(now + Duration::minutes(10)))
        .execute(tx.conn())?;
    Ok(Some(row))
}

/// Makes a name the one that addresses in pages and mails begin with; answers it.
///
/// # Errors
/// `Conflict` for one that is not proved at present.
pub(super) fn make_main(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<String> {
    let row = queries::find_locked(tx, id)?;
    if row.standing().state != State::Verified {
        return Err(AppError::Conflict(t!("hosts-main-unverified", host = row.host)));
    }
    set_main(tx, Some(&row.host))?;
    Ok(row.host)
}

/// Lets addresses begin with the installation's own again.
pub(super) fn use_usual(tx: &mut WriteTx<'_, InPartner>) -> AppResult<()> {
    set_main(tx, None)
}

fn set_main(tx: &mut WriteTx<'_, InPartner>, host: Option<&str>) -> AppResult<()> {
    let before = queries::main(tx)?;
    if before.as_deref() == host {
        return Ok(());
    }
    let partner = tx.partner_id();
    diesel::update(partners::table.find(partner.0)).set(partners::main_host.eq(host)).execute(tx.conn())?;
    let name = tx.facts().partner_name.clone();
    let (from, to) = (before.unwrap_or_default(), host.unwrap_or_default());
    tx.audit(Entry::of("partner.main_host", "partner", partner, &name).change("main_host_name", from, to));
    Ok(())
}

/// Removes a name; requests by it are refused from then on. Answers it.
pub(super) fn remove(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<String> {
    let row = queries::find_locked(tx, id)?;
    if queries::main(tx)?.as_deref() == Some(row.host.as_str()) {
        set_main(tx, None)?;
    }
    let partner = tx.partner_id().0;
    // Applications send nobody back to it any more; which ones, the question before this named.
    let clients = connector_clients::table.filter(connector_clients::partner_id.eq(partner));
    diesel::update(clients.filter(connector_clients::redirect_host.eq(&row.host)))
        .set(connector_clients::redirect_host.eq(None::<String>))
        .execute(tx.conn())?;
    diesel::delete(partner_hosts::table.find((partner, id))).execute(tx.conn())?;
    tx.audit(Entry::of("host.removed", "host", id, &row.host));
    Ok(row.host)
}
