//! A person's own rows. Each query names the partner and the person of the scope.

use crate::db::schema::{people, sessions};
use crate::db::{InSelf, ReadTx};
use crate::error::AppResult;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// What the profile page changes.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = people)]
pub(super) struct Profile {
    pub name: String,
    pub email: String,
    pub timezone: Option<String>,
    pub theme: Option<String>,
    pub language: Option<String>,
    pub shortcuts: bool,
    pub version: i32,
}

/// A browser that is signed in.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = sessions)]
pub(super) struct SessionRow {
    pub id: Uuid,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub idle_s: i32,
    pub address: String,
    pub user_agent: String,
}

/// Sessions on the page.
const SESSIONS_MAX: i64 = 100;

pub(super) fn profile(tx: &mut ReadTx<'_, InSelf>) -> AppResult<Profile> {
    let key = (tx.partner_id().0, tx.person_id().0);
    Ok(people::table.find(key).select(Profile::as_select()).first(tx.conn())?)
}

/// Those that have not ended, the last used first.
pub(super) fn sessions(tx: &mut ReadTx<'_, InSelf>) -> AppResult<Vec<SessionRow>> {
    let (partner, person, now) = (tx.partner_id().0, tx.person_id().0, tx.now());
    let rows: Vec<SessionRow> = sessions::table
        .filter(sessions::partner_id.eq(partner).and(sessions::person_id.eq(person)))
        .filter(sessions::ends_at.gt(now))
        .order((sessions::last_seen_at.desc(), sessions::id.desc()))
        .limit(SESSIONS_MAX)
        .select(SessionRow::as_select())
        .load(tx.conn())?;
    Ok(rows.into_iter().filter(|s| s.last_seen_at + Duration::seconds(s.idle_s.into()) > now).collect())
}
