//! What is done with saved reports.

use super::model::{Times, words};
use super::place::{Keeper, people_of};
use super::queries::{self, Saved};
use crate::audit::Entry;
use crate::db::WriteTx;
use crate::db::schema::{saved_report_readers, saved_reports};
use crate::error::{AppError, AppResult};
use crate::ids::PersonId;
use crate::language::{self, Language};
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// Reports that a place keeps at most.
const SAVED_MAX: i64 = 200;
/// Between two mails of one report that people ask for.
const ASKED_AGAIN_AFTER: Duration = Duration::minutes(5);

/// A report as its form says it.
pub(super) struct New {
    pub name: String,
    pub report: String,
    pub query: String,
    pub times: Times,
    pub readers: Vec<PersonId>,
}

/// People of a place who can be mailed.
struct Known(Vec<(PersonId, String)>);

impl Known {
    /// Whom a form names is one of them.
    fn check(&self, new: &New) -> AppResult<()> {
        let all = new.readers.iter().all(|id| self.0.iter().any(|(known, _)| known == id));
        if all { Ok(()) } else { Err(AppError::invalid("readers", t!("reports-reader-gone"))) }
    }

    /// Their names, in the order of the list.
    fn names(&self, readers: &[PersonId]) -> String {
        let chosen = self.0.iter().filter(|(id, _)| readers.contains(id)).map(|(_, name)| name.as_str());
        chosen.collect::<Vec<_>>().join(", ")
    }
}

fn put_readers<P: Keeper>(tx: &mut WriteTx<'_, P>, id: Uuid, readers: &[PersonId]) -> AppResult<()> {
    let (partner, account) = (tx.partner_id().0, P::whose(tx).map(|account| account.0));
    let rows: Vec<_> = readers
        .iter()
        .map(|person| {
            (
                saved_report_readers::partner_id.eq(partner),
                saved_report_readers::report_id.eq(id),
                saved_report_readers::person_id.eq(person.0),
                saved_report_readers::account_id.eq(account),
            )
        })
        .collect();
    diesel::insert_into(saved_report_readers::table).values(rows).on_conflict_do_nothing().execute(tx.conn())?;
    Ok(())
}

/// Saves a report in the name of whoever asks.
///
/// # Errors
/// `Invalid` when there are too many, or somebody cannot be mailed.
pub(super) fn save<P: Keeper>(tx: &mut WriteTx<'_, P>, new: &New) -> AppResult<()> {
    let known = Known(people_of(tx)?);
    known.check(new)?;
    if queries::count(tx)? >= SAVED_MAX {
        return Err(AppError::invalid("", t!("reports-saved-most", n = SAVED_MAX)));
    }
    let (partner, now, id) = (tx.partner_id().0, tx.now(), Uuid::now_v7());
    let (account, times) = (P::whose(tx).map(|account| account.0), new.times);
    let (me, my_name) = (tx.person_id().0, tx.facts().name.clone());
    diesel::insert_into(saved_reports::table)
        .values((
            saved_reports::partner_id.eq(partner),
            saved_reports::id.eq(id),
            saved_reports::account_id.eq(account),
            saved_reports::saved_by.eq(me),
            saved_reports::saved_by_name.eq(my_name),
            saved_reports::name.eq(&new.name),
            saved_reports::report.eq(&new.report),
            saved_reports::query.eq(&new.query),
            saved_reports::every.eq(times.every.key()),
            saved_reports::on_day.eq(small(times.every.day())),
            saved_reports::hour.eq(small(times.hour)),
            saved_reports::timezone.eq(times.zone.name()),
            saved_reports::next_at.eq(times.next_after(now)),
            saved_reports::created_at.eq(now),
        ))
        .execute(tx.conn())?;
    put_readers(tx, id, &new.readers)?;
    let entry = Entry::of("report.saved", "report", id, &new.name)
        .change("report", "", &new.report)
        .change("narrowed_to", "", &new.query)
        .change("schedule", "", recorded(times))
        .change("readers", "", known.names(&new.readers));
    note(tx, entry);
    Ok(())
}

/// Days and hours are small.
fn small(number: u32) -> i16 {
    i16::try_from(number).unwrap_or(1)
}

/// Changes one, which goes on in the name of whoever asks.
///
/// # Errors
/// `NotFound` for one of another place; `Conflict` when somebody else changed it meanwhile; as [`save`].
pub(super) fn edit<P: Keeper>(tx: &mut WriteTx<'_, P>, id: Uuid, seen: i32, new: &New) -> AppResult<()> {
    let known = Known(people_of(tx)?);
    known.check(new)?;
    let before = locked(tx, id)?;
    if before.version != seen {
        return Err(AppError::Conflict(t!("reports-meanwhile").to_owned()));
    }
    let (partner, now, times) = (tx.partner_id().0, tx.now(), new.times);
    let (me, my_name) = (tx.person_id().0, tx.facts().name.clone());
    let next = if before.paused { None } else { times.next_after(now) };
    diesel::update(saved_reports::table.find((partner, id)))
        .set((
            saved_reports::saved_by.eq(me),
            saved_reports::saved_by_name.eq(my_name),
            saved_reports::name.eq(&new.name),
            saved_reports::query.eq(&new.query),
            saved_reports::every.eq(times.every.key()),
            saved_reports::on_day.eq(small(times.every.day())),
            saved_reports::hour.eq(small(times.hour)),
            saved_reports::timezone.eq(times.zone.name()),
            saved_reports::stopped.eq(None::<String>),
            saved_reports::next_at.eq(next),
            saved_reports::version.eq(seen + 1),
        ))
        .execute(tx.conn())?;
    let readers_before = queries::readers(tx, id)?;
    diesel::delete(
        saved_report_readers::table
            .filter(saved_report_readers::partner_id.eq(partner))
            .filter(saved_report_readers::report_id.eq(id)),
    )
    .execute(tx.conn())?;
    put_readers(tx, id, &new.readers)?;
    let entry = Entry::of("report.edited", "report", id, &new.name)
        .change("name", &before.name, &new.name)
        .change("narrowed_to", &before.query, &new.query)
        .change("schedule", recorded(before.times()), recorded(times))
        .change("readers", known.names(&readers_before), known.names(&new.readers));
    note(tx, entry);
    Ok(())
}

/// One of the place, that nobody else changes until this is done.
fn locked<P: Keeper>(tx: &mut WriteTx<'_, P>, id: Uuid) -> AppResult<Saved> {
    let partner = tx.partner_id().0;
    let row = saved_reports::table.find((partner, id)).select(saved_reports::id).for_update();
    row.first::<Uuid>(tx.conn())?;
    queries::find(tx, id)
}

/// When it is sent, as the audit log keeps it: in English, whoever changes it.
fn recorded(times: Times) -> String {
    language::speaking(Language::English, None, || words(times))
}

fn note<P: Keeper>(tx: &mut WriteTx<'_, P>, entry: Entry) {
    let account = P::whose(tx);
    tx.audit(entry.within(account));
}

/// What can be done with a saved report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Pause,
    /// It goes on, in the name of whoever asks.
    Resume,
    /// It is due at once; one that is paused stays so afterwards.
    Send,
    Delete,
}

/// Does it, and says what the report is called.
///
/// # Errors
/// `NotFound` for one of another place; `Conflict` for one that was sent a moment ago, or has stopped.
pub(super) fn change<P: Keeper>(tx: &mut WriteTx<'_, P>, id: Uuid, what: Change) -> AppResult<String> {
    let saved = locked(tx, id)?;
    let (partner, now) = (tx.partner_id().0, tx.now());
    let row = saved_reports::table.find((partner, id));
    let action = match what {
        Change::Pause => {
            let never = None::<DateTime<Utc>>;
            diesel::update(row)
                .set((saved_reports::paused.eq(true), saved_reports::next_at.eq(never)))
                .execute(tx.conn())?;
            "report.paused"
        }
        Change::Resume => {
            let (me, my_name) = (tx.person_id().0, tx.facts().name.clone());
            diesel::update(row)
                .set((
                    saved_reports::paused.eq(false),
                    saved_reports::stopped.eq(None::<String>),
                    saved_reports::next_at.eq(saved.times().next_after(now)),
                    saved_reports::saved_by.eq(me),
                    saved_reports::saved_by_name.eq(my_name),
                ))
                .execute(tx.conn())?;
            "report.resumed"
        }
        Change::Send => {
            if saved.stopped.is_some() {
                let why = t!("reports-has-stopped", name = saved.name);
                return Err(AppError::Conflict(why));
            }
            if saved.last_at.is_some_and(|last| now - last < ASKED_AGAIN_AFTER) {
                let why = t!("reports-sent-lately", name = saved.name);
                return Err(AppError::Conflict(why));
            }
            diesel::update(row).set(saved_reports::next_at.eq(now)).execute(tx.conn())?;
            "report.asked"
        }
        Change::Delete => {
            diesel::delete(row).execute(tx.conn())?;
            "report.deleted"
        }
    };
    note(tx, Entry::of(action, "report", id, &saved.name));
    Ok(saved.name)
}
