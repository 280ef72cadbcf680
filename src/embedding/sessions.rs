//! What is open in frames, and what was lately; ended by hand where that must be.

use crate::audit::Entry;
use crate::db::schema::{accounts, frames, people, sessions};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::paging::{From, PageOf};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// A frame as the page shows it.
#[derive(Clone, Debug, Queryable)]
pub(super) struct Open {
    pub id: Uuid,
    pub account: Uuid,
    pub account_name: String,
    pub person_name: String,
    pub view: String,
    pub origin: Option<String>,
    pub opened_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    /// When its session was last used, and when it ends at the latest, while there is one; and after how many seconds without a use.
    pub session: Option<(DateTime<Utc>, DateTime<Utc>, i32)>,
}

impl Open {
    /// Whether somebody may still work in it.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        let lives = |(seen, ends, idle): &(DateTime<Utc>, DateTime<Utc>, i32)| {
            *ends > now && *seen + chrono::Duration::seconds((*idle).into()) > now
        };
        self.ended_at.is_none() && self.session.as_ref().is_some_and(lives)
    }
}

type Key = (DateTime<Utc>, Uuid);

/// One page of the frames of 30 days, the newest first.
pub(super) fn list(tx: &mut ReadTx<'_, InPartner>, from: &From<Key>, rows: i64) -> AppResult<PageOf<Open>> {
    let partner = tx.partner_id();
    let query = frames::table
        .inner_join(
            accounts::table.on(accounts::partner_id.eq(frames::partner_id).and(accounts::id.eq(frames::account_id))),
        )
        .inner_join(people::table.on(people::partner_id.eq(frames::partner_id).and(people::id.eq(frames::person_id))))
        .left_join(
            sessions::table.on(sessions::partner_id.eq(frames::partner_id).and(sessions::id.eq(frames::session_id))),
        )
        .filter(frames::partner_id.eq(partner.0))
        .select((
            frames::id,
            accounts::id,
            accounts::name,
            people::name,
            frames::view,
            frames::origin,
            frames::opened_at,
            frames::ended_at,
            (sessions::last_seen_at, sessions::ends_at, sessions::idle_s).nullable(),
        ))
        .limit(rows + 1)
        .into_boxed();
    let newest = (frames::opened_at.desc(), frames::id.desc());
    let query = match from {
        From::Start => query.order(newest),
        From::After((at, id)) => {
            query.filter(frames::opened_at.lt(*at).or(frames::opened_at.eq(*at).and(frames::id.lt(*id)))).order(newest)
        }
        From::Before((at, id)) => query
            .filter(frames::opened_at.gt(*at).or(frames::opened_at.eq(*at).and(frames::id.gt(*id))))
            .order((frames::opened_at.asc(), frames::id.asc())),
    };
    Ok(PageOf::cut(query.load(tx.conn())?, from, rows, |row: &Open| (row.opened_at, row.id)))
}

/// Ends what is open in a frame: its next click is refused, and no token opens it again. Says in whose account it was.
///
/// # Errors
/// `NotFound`, also where it was ended before.
pub(super) fn end(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<String> {
    let (partner, now) = (tx.partner_id(), tx.now());
    let (account, person, session): (Uuid, Uuid, Uuid) = diesel::update(
        frames::table
            .filter(frames::partner_id.eq(partner.0))
            .filter(frames::id.eq(id))
            .filter(frames::ended_at.is_null()),
    )
    .set(frames::ended_at.eq(now))
    .returning((frames::account_id, frames::person_id, frames::session_id))
    .get_result(tx.conn())?;
    diesel::delete(sessions::table.find((partner.0, session))).execute(tx.conn())?;
    let name: String = people::table.find((partner.0, person)).select(people::name).first(tx.conn())?;
    let within: String = accounts::table.find((partner.0, account)).select(accounts::name).first(tx.conn())?;
    tx.audit(Entry::of("frame.ended", "person", person, &name).in_account(AccountId(account)));
    Ok(within)
}
