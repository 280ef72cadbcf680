//! Pages about credentials: the partner's own in its settings (`partner`), and those of one account, in its own view and in the
//! console (`of_account`).

pub(super) mod of_account;
pub(super) mod partner;

use super::queries::{Credential, Live};
use crate::error::{AppError, AppResult};
use crate::people::model::line;
use crate::web::times::When;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::Deserialize;
use uuid::Uuid;

/// What has been used for nothing for so long is said to be unused.
const UNUSED_DAYS: i64 = 90;

/// A credential as its page shows it.
struct Row {
    id: Uuid,
    description: String,
    client_id: String,
    secret_end: String,
    made: When,
    made_by: String,
    used: Option<When>,
    good: bool,
    kind: &'static str,
    state: &'static str,
    /// Who revoked it.
    revoked_by: String,
}

impl Row {
    /// `rests`: whoever made it does not administer its account any more.
    fn of(one: Credential, rests: bool, now: DateTime<Utc>, tz: Tz) -> Row {
        let last = one.last_used_at.unwrap_or(one.created_at);
        let (kind, state) = match one.revoked_at {
            Some(_) => ("off", t!("api-credentials-revoked")),
            None if rests => ("warn", t!("api-credentials-rests")),
            None if now - last > chrono::Duration::days(UNUSED_DAYS) => ("warn", t!("api-credentials-unused")),
            None => ("ok", t!("api-credentials-good")),
        };
        Row {
            id: one.id,
            description: one.description,
            client_id: one.client_id,
            secret_end: one.secret_end,
            made: When::at(one.created_at, now, tz),
            made_by: one.created_by,
            used: one.last_used_at.map(|at| When::at(at, now, tz)),
            good: one.revoked_at.is_none(),
            kind,
            state,
            revoked_by: one.revoked_by.unwrap_or_default(),
        }
    }
}

/// A token that is good.
struct TokenRow {
    id: Uuid,
    description: String,
    account: String,
    account_href: String,
    issued: When,
    expires: When,
    seen: When,
    address: String,
}

impl TokenRow {
    fn of(live: Live, now: DateTime<Utc>, tz: Tz) -> TokenRow {
        let (account, account_href) =
            live.account.map_or_else(Default::default, |(id, name)| (name, format!("/console/accounts/{id}")));
        TokenRow {
            id: live.id,
            description: format!("{} ({})", live.description, live.client_id),
            account,
            account_href,
            issued: When::at(live.issued_at, now, tz),
            expires: When::at(live.expires_at, now, tz),
            seen: When::at(live.last_seen_at, now, tz),
            address: live.address,
        }
    }
}

/// What the form says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    description: String,
}

impl Form {
    fn parse(&self) -> AppResult<String> {
        let said = line(&self.description, 200, t!("api-credentials-say"));
        said.map_err(|why| AppError::invalid("description", why))
    }
}
