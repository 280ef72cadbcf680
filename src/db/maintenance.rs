//! Work over all accounts (T10): expiry, sweeping, the mail outbox, jobs. It has a role of its own with just the
//! rights it needs, and takes one partner's scope, one transaction at a time, for what touches tenant rows.

use super::place::{Facts, InPartner, Kind};
use super::pool::Lane;
use super::tx::{Database, Origin, WriteTx, in_transaction};
use super::unattended::Unattended;
use crate::branding::model::Brand;
use crate::error::AppResult;
use crate::ids::{AccountId, PartnerId, PersonId, TokenHash};
use crate::language::Language;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Bool, Integer, SmallInt, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "maintenance.due_hosts"] fn due_hosts(at: Timestamptz, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.expired_accounts"] fn expired_accounts(at: Timestamptz, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.audit_heads"] fn audit_heads() -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.sweep"] fn sweep(at: Timestamptz) -> Text; }
diesel::define_sql_function! { #[sql_name = "maintenance.sweep_deliveries"] fn sweep_deliveries(moment: Timestamptz, at_most: Integer) -> Integer; }
diesel::define_sql_function! { #[sql_name = "maintenance.take_mails"] fn take_mails(at: Timestamptz, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.arm_link"] fn arm_link(partner: SqlUuid, link: SqlUuid, token: Binary, at: Timestamptz) -> Bool; }
diesel::define_sql_function! { #[sql_name = "maintenance.mail_sent"] fn mail_sent(partner: SqlUuid, mail: SqlUuid, at: Timestamptz) -> Text; }
diesel::define_sql_function! { #[sql_name = "maintenance.mail_failed"] fn mail_failed(partner: SqlUuid, mail: SqlUuid, why: Text, give_up: Bool, at: Timestamptz) -> Text; }
diesel::define_sql_function! { #[sql_name = "maintenance.claim_job"] fn claim_job(at: Timestamptz, until: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "maintenance.job_progress"] fn job_progress(partner: SqlUuid, job: SqlUuid, attempt: SmallInt, progress: Integer, whole: Integer, until: Timestamptz) -> Bool; }

/// How long a claimed job is kept without a sign of life (R3: 60 s at most).
pub(crate) const LEASE_S: i64 = 60;

/// A mail taken from the outbox.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct DueMail {
    pub partner: PartnerId,
    pub id: Uuid,
    pub template: String,
    pub recipient: String,
    pub recipient_name: String,
    pub values: BTreeMap<String, String>,
    pub link: Option<Uuid>,
    pub attempts: i16,
    pub partner_name: String,
    pub partner_slug: String,
    /// What is published at the partner, and otherwise for the account.
    #[serde(default)]
    pub brand: Brand,
    /// The host name that its links begin with; None: the installation's.
    pub main_host: Option<String>,
    /// The tag of the language of whoever gets it.
    #[serde(default)]
    pub language: Option<String>,
}

/// A job taken from the queue: the worker's credential for the scope of its partner.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Lease {
    pub partner: PartnerId,
    pub id: Uuid,
    pub kind: String,
    pub instructions: serde_json::Value,
    pub attempts: i16,
    actor: PersonId,
    actor_name: String,
    actor_email: String,
    address: String,
    request_id: String,
    /// Tag of the language of whoever started it.
    language: String,
}

impl Lease {
    /// Who started the job.
    pub(crate) fn actor_name(&self) -> &str {
        &self.actor_name
    }

    /// The language that it was asked for in.
    pub(crate) fn language(&self) -> Language {
        Language::of(&self.language).unwrap_or_default()
    }
}

/// The last entry of a partner's audit chain.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Head {
    pub partner: PartnerId,
    pub seq: i64,
    /// In hexadecimal digits.
    pub hash: String,
}

#[derive(Deserialize)]
struct DueHost {
    partner: PartnerId,
    id: Uuid,
}

#[derive(Deserialize)]
struct Expired {
    partner: PartnerId,
    account: AccountId,
}

impl Database {
    /// A transaction of the maintenance role, in the slow lane.
    pub(super) fn maintain<T>(&self, work: impl FnOnce(&mut PgConnection) -> AppResult<T>) -> AppResult<T> {
        self.maintain_in(Lane::Slow, work)
    }

    fn maintain_in<T>(&self, lane: Lane, work: impl FnOnce(&mut PgConnection) -> AppResult<T>) -> AppResult<T> {
        let mut conn = self.pools.get(lane)?;
        in_transaction(&mut conn, "BEGIN; SET LOCAL ROLE berth_maintenance", work)
    }

    /// Removes what has ended: sessions, links, form keys, sent mails.
    pub(crate) fn sweep(&self) -> AppResult<()> {
        let now = self.clock.now();
        self.maintain(|conn| {
            diesel::select(sweep(now)).execute(conn)?;
            Ok(())
        })
    }

    /// Removes a batch of what is remembered of webhooks' deliveries; says how many.
    pub(crate) fn sweep_deliveries(&self, at_most: i32) -> AppResult<i32> {
        let now = self.clock.now();
        self.maintain(|conn| Ok(diesel::select(sweep_deliveries(now, at_most)).get_result(conn)?))
    }

    /// The last entry of every partner's audit chain.
    pub(crate) fn audit_heads(&self) -> AppResult<Vec<Head>> {
        self.maintain(|conn| {
            let found: serde_json::Value = diesel::select(audit_heads()).get_result(conn)?;
            Ok(serde_json::from_value(found)?)
        })
    }

    /// Accounts whose expiry date has come and that still count as active.
    pub(crate) fn expired_accounts(&self, at_most: i32) -> AppResult<Vec<(PartnerId, AccountId)>> {
        let now = self.clock.now();
        self.maintain(|conn| {
            let found: serde_json::Value = diesel::select(expired_accounts(now, at_most)).get_result(conn)?;
            let found: Vec<Expired> = serde_json::from_value(found)?;
            Ok(found.into_iter().map(|e| (e.partner, e.account)).collect())
        })
    }

    /// Host names that DNS is to be asked about again, the longest due first.
    pub(crate) fn due_hosts(&self, at_most: i32) -> AppResult<Vec<(PartnerId, Uuid)>> {
        let now = self.clock.now();
        self.maintain(|conn| {
            let found: serde_json::Value = diesel::select(due_hosts(now, at_most)).get_result(conn)?;
            let found: Vec<DueHost> = serde_json::from_value(found)?;
            Ok(found.into_iter().map(|due| (due.partner, due.id)).collect())
        })
    }

    /// Takes mails that are due; each comes back later by itself when it is not reported as sent.
    pub(crate) fn take_mails(&self, at_most: i32) -> AppResult<Vec<DueMail>> {
        let now = self.clock.now();
        self.maintain(|conn| {
            let taken: serde_json::Value = diesel::select(take_mails(now, at_most)).get_result(conn)?;
            Ok(serde_json::from_value(taken)?)
        })
    }

    /// Gives a link its token; an earlier mail of the same link stops working. False: it was used or has expired.
    pub(crate) fn arm_link(&self, partner: PartnerId, link: Uuid, token: &TokenHash) -> AppResult<bool> {
        let now = self.clock.now();
        self.maintain(|conn| Ok(diesel::select(arm_link(partner.0, link, &token.0, now)).get_result(conn)?))
    }

    /// Notes how sending went.
    pub(crate) fn mail_outcome(&self, mail: &DueMail, problem: Option<&str>, give_up: bool) -> AppResult<()> {
        let now = self.clock.now();
        self.maintain(|conn| {
            match problem {
                None => diesel::select(mail_sent(mail.partner.0, mail.id, now)).execute(conn)?,
                Some(why) => diesel::select(mail_failed(mail.partner.0, mail.id, why, give_up, now)).execute(conn)?,
            };
            Ok(())
        })
    }

    /// Claims a waiting job, or one whose worker died.
    pub(crate) fn claim_job(&self) -> AppResult<Option<Lease>> {
        let now = self.clock.now();
        self.maintain(|conn| {
            let claimed: Option<Option<serde_json::Value>> =
                diesel::select(claim_job(now, lease_end(now))).get_result(conn).optional()?;
            Ok(claimed.flatten().map(serde_json::from_value).transpose()?)
        })
    }

    /// Renews a lease and shows progress. False: the job belongs to another worker now, so stop.
    pub(crate) fn renew(&self, lease: &Lease, done: i32, total: i32) -> AppResult<bool> {
        let now = self.clock.now();
        // From the pages' pool: exports and other jobs, which hold the slow one for long, must not stop a sign of life.
        self.maintain_in(Lane::Pages, |conn| {
            Ok(diesel::select(job_progress(lease.partner.0, lease.id, lease.attempts, done, total, lease_end(now)))
                .get_result(conn)?)
        })
    }

    /// A transaction in the scope of the lease's partner, in the name of the person who started the job.
    ///
    /// # Errors
    /// `Busy` when the lease was lost: then no transaction opens (R3).
    pub(crate) fn for_job<T>(
        &self,
        lease: &Lease,
        work: impl FnOnce(&mut WriteTx<'_, InPartner>) -> AppResult<T>,
    ) -> AppResult<T> {
        let origin =
            Origin { address: lease.address.clone(), request_id: lease.request_id.clone(), ..Origin::default() };
        let facts = unattended_facts(lease.partner, lease.actor, &lease.actor_name, &lease.actor_email);
        let proof = format!(
            "SELECT gate.hold_lease('{}', '{}', {}::smallint, '{}'); ",
            lease.partner,
            lease.id,
            lease.attempts,
            self.clock.now().to_rfc3339()
        );
        self.unattended(&Unattended { facts: &facts, origin: &origin, proof }, work)
    }

    /// A transaction in a partner's scope in the name of the installation: expiry, the operator's commands.
    pub(crate) fn for_installation<T>(
        &self,
        partner: PartnerId,
        name: &str,
        work: impl FnOnce(&mut WriteTx<'_, InPartner>) -> AppResult<T>,
    ) -> AppResult<T> {
        let origin = Origin { address: "local".to_owned(), request_id: name.to_owned(), ..Origin::default() };
        let facts = unattended_facts(partner, PersonId(Uuid::nil()), name, "");
        self.unattended(&Unattended { facts: &facts, origin: &origin, proof: String::new() }, work)
    }
}

fn lease_end(now: DateTime<Utc>) -> DateTime<Utc> {
    now + Duration::seconds(LEASE_S)
}

/// What is known of somebody who has no session here.
pub(super) fn unattended_facts(partner: PartnerId, person: PersonId, name: &str, email: &str) -> Facts {
    Facts {
        partner,
        partner_name: String::new(),
        partner_slug: String::new(),
        brand: None,
        main_host: None,
        person,
        kind: Kind::Console,
        name: name.to_owned(),
        email: email.to_owned(),
        full_access: false,
        rights: BTreeMap::new(),
        theme: None,
        timezone: None,
        language: None,
        account_language: None,
        partner_language: None,
        shortcuts: false,
        session: Uuid::nil(),
        confirmed_at: DateTime::UNIX_EPOCH,
        touch: false,
        rotate: false,
        set_up_first: false,
        frame: None,
        networks: None,
        entered: true,
        bound: None,
        account: None,
        account_name: None,
        account_timezone: None,
        account_api_id: None,
        line: Vec::new(),
        role: None,
        suspended: None,
        view: None,
        view_over: false,
        settled_until: None,
        seal: None,
    }
}
