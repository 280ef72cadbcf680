//! The engine's way to an account (T10): one account's scope at a time, opened by the lease of its transactions (R3) or by
//! one of its webhook addresses, in the role `berth_worker`, which no session ever gets. Claiming and what is due are
//! looked up over all accounts by the maintenance role, which sees ids only.

use super::loss::unwell;
use super::maintenance::unattended_facts;
use super::place::{Facts, scope_lines};
use super::pool::Lane;
use super::tx::{Database, Origin, ReadTx, WriteTx, in_open_transaction};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, CycleId, HookId, PartnerId, PersonId, TokenHash, TransactionId};
use chrono::Duration;
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{Array, Binary, Integer, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use std::fmt::Write;
use std::marker::PhantomData;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "gate.hook"] fn hook(token: Binary, at: Timestamptz) -> Nullable<Jsonb>; }
diesel::define_sql_function! { #[sql_name = "maintenance.claim_work"] fn claim_work(worker: SqlUuid, at: Timestamptz, until: Timestamptz, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.renew_work"] fn renew_work(worker: SqlUuid, until: Timestamptz, ids: Array<SqlUuid>) -> Text; }
diesel::define_sql_function! { #[sql_name = "maintenance.free_work"] fn free_work(at: Timestamptz) -> BigInt; }
diesel::define_sql_function! { #[sql_name = "maintenance.due_work"] fn due_work(at: Timestamptz, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.ended_cycles"] fn ended_cycles(at: Timestamptz, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.due_data"] fn due_data(moment: Timestamptz, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.mended_accounts"] fn mended_accounts(at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.held_cycles"] fn held_cycles(at: Timestamptz, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.held_accounts"] fn held_accounts(at: Timestamptz, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.lost_calls"] fn lost_calls(at: Timestamptz, at_most: Integer) -> Jsonb; }
diesel::define_sql_function! { #[sql_name = "maintenance.due_cycles"] fn due_cycles(at: Timestamptz, at_most: Integer) -> Jsonb; }

/// How long a claimed transaction is kept without a sign of life (R3: 60 s at most). Short, because what was accepted and
/// claimed when a process died waits as long.
pub(crate) const WORK_LEASE_S: i64 = 20;

/// What the gate says when a lease, a hook or a call is not what it was.
const LOST: [&str; 3] = ["the lease does not hold", "the hook does not hold", "the call does not hold"];

/// One account, entered by the engine.
#[derive(Debug, Clone, Copy)]
pub struct InWork;

impl ReadTx<'_, InWork> {
    /// The account of the scope.
    pub(crate) fn account_id(&self) -> AccountId {
        self.facts.account.unwrap_or(AccountId(Uuid::nil()))
    }
}

/// A process that runs transactions, for as long as it lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Worker(pub Uuid);

/// A transaction under a worker's lease: its credential for the account.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Claimed {
    pub partner: PartnerId,
    pub account: AccountId,
    pub transaction: TransactionId,
    pub cycle: CycleId,
    pub attempt: i32,
    /// The version of the cycle; a flow that was read for an older one is read again.
    pub version: i32,
    /// The version of the account, whose name and times a plan holds too.
    pub account_version: i32,
    /// How its cycle stood when it was claimed.
    pub now: CycleNow,
    /// A limit that makes work wait is near: room is asked for before each Task (M5).
    pub careful: bool,
}

/// How the cycle of a Transaction stands at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct CycleNow {
    pub state: String,
    /// The account, or one above it, is suspended, expired or deleted.
    pub closed: bool,
    /// A person began the Transaction, and the cycle was not stopped since.
    pub by_hand: bool,
    /// There was no room for its next Task: it was put back and is nobody's now.
    #[serde(default)]
    pub put_back: bool,
    /// Its next Task is beyond a limit that lets it go on.
    #[serde(default)]
    pub beyond: bool,
}

/// What is known of a webhook's address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct HookFacts {
    pub partner: PartnerId,
    pub account: AccountId,
    pub hook: HookId,
    pub cycle: CycleId,
    pub step: String,
    pub version: i32,
    pub account_version: i32,
    /// The cycle's state.
    pub state: String,
    /// The account, or one above it, is suspended, expired or deleted.
    pub stopped: bool,
}

/// What of an account has become due.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct DueWork {
    pub partner: PartnerId,
    pub account: AccountId,
    pub transactions: Vec<Uuid>,
}

/// Calls of an account whose process died while they were under way.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct LostCalls {
    pub partner: PartnerId,
    pub account: AccountId,
    pub calls: Vec<Uuid>,
}

/// An account whose work waits at a limit.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct HeldAccount {
    pub partner: PartnerId,
    pub account: AccountId,
}

/// A cycle whose schedule has come.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct DueCycle {
    pub partner: PartnerId,
    pub account: AccountId,
    pub cycle: CycleId,
}

impl Database {
    /// Takes transactions that are ready, in their order. The claim needs no disk: one that a crash undoes is simply
    /// taken again.
    pub(crate) fn claim_work(&self, worker: Worker, at_most: i32) -> AppResult<Vec<Claimed>> {
        let now = self.clock.now();
        let until = now + Duration::seconds(WORK_LEASE_S);
        self.maintain_work("; SET LOCAL synchronous_commit = off", |conn| {
            let claimed: serde_json::Value =
                diesel::select(claim_work(worker.0, now, until, at_most)).get_result(conn)?;
            Ok(serde_json::from_value(claimed)?)
        })
    }

    /// Says that the worker lives: what it has stays its own.
    pub(crate) fn renew_work(&self, worker: Worker, held: Vec<Uuid>) -> AppResult<()> {
        let until = self.clock.now() + Duration::seconds(WORK_LEASE_S);
        self.maintain_work("", |conn| Ok(diesel::select(renew_work(worker.0, until, held)).execute(conn).map(drop)?))
    }

    /// Gives the transactions of dead workers back to the queue; says how many.
    pub(crate) fn free_work(&self) -> AppResult<i64> {
        let now = self.clock.now();
        self.maintain_work("", |conn| Ok(diesel::select(free_work(now)).get_result(conn)?))
    }

    /// What waited for a time that has come, by account.
    pub(crate) fn due_work(&self, at_most: i32) -> AppResult<Vec<DueWork>> {
        let now = self.clock.now();
        self.maintain_work("", |conn| {
            let due: serde_json::Value = diesel::select(due_work(now, at_most)).get_result(conn)?;
            Ok(serde_json::from_value(due)?)
        })
    }

    /// Transactions the data of whose steps has been kept for its time, by account.
    pub(crate) fn due_data(&self, at_most: i32) -> AppResult<Vec<DueWork>> {
        let now = self.clock.now();
        self.maintain_work("", |conn| {
            let due: serde_json::Value = diesel::select(due_data(now, at_most)).get_result(conn)?;
            Ok(serde_json::from_value(due)?)
        })
    }

    /// Accounts with a cause of incidents that something was run again for.
    pub(crate) fn mended_accounts(&self, at_most: i32) -> AppResult<Vec<DueWork>> {
        self.maintain_work("", |conn| {
            let found: serde_json::Value = diesel::select(mended_accounts(at_most)).get_result(conn)?;
            Ok(serde_json::from_value(found)?)
        })
    }

    /// Cycles whose schedule has come.
    pub(crate) fn due_cycles(&self, at_most: i32) -> AppResult<Vec<DueCycle>> {
        let now = self.clock.now();
        self.maintain_work("", |conn| {
            let due: serde_json::Value = diesel::select(due_cycles(now, at_most)).get_result(conn)?;
            Ok(serde_json::from_value(due)?)
        })
    }

    /// Cycles that were to finish and have nothing left.
    pub(crate) fn ended_cycles(&self, at_most: i32) -> AppResult<Vec<DueCycle>> {
        let now = self.clock.now();
        self.maintain_work("", |conn| {
            let due: serde_json::Value = diesel::select(ended_cycles(now, at_most)).get_result(conn)?;
            Ok(serde_json::from_value(due)?)
        })
    }

    /// Cycles whose waiting work is to go on, or to be dropped.
    pub(crate) fn held_cycles(&self, at_most: i32) -> AppResult<Vec<DueCycle>> {
        let now = self.clock.now();
        self.maintain_work("", |conn| {
            let held: serde_json::Value = diesel::select(held_cycles(now, at_most)).get_result(conn)?;
            Ok(serde_json::from_value(held)?)
        })
    }

    /// Accounts whose work waits at a limit and that are to be looked at; they are looked at by nobody else for a moment.
    pub(crate) fn held_accounts(&self, at_most: i32) -> AppResult<Vec<HeldAccount>> {
        let now = self.clock.now();
        self.maintain_work("", |conn| {
            let held: serde_json::Value = diesel::select(held_accounts(now, at_most)).get_result(conn)?;
            Ok(serde_json::from_value(held)?)
        })
    }

    /// Calls of programs that were cut off, by account.
    pub(crate) fn lost_calls(&self, at_most: i32) -> AppResult<Vec<LostCalls>> {
        let now = self.clock.now();
        self.maintain_work("", |conn| {
            let lost: serde_json::Value = diesel::select(lost_calls(now, at_most)).get_result(conn)?;
            Ok(serde_json::from_value(lost)?)
        })
    }

    fn maintain_work<T>(&self, more: &str, work: impl FnOnce(&mut PgConnection) -> AppResult<T>) -> AppResult<T> {
        let mut conn = self.pools.get(Lane::Work)?;
        super::tx::in_transaction(&mut conn, &format!("BEGIN{more}; SET LOCAL ROLE berth_maintenance"), work)
    }

    /// Whose webhook an address is. None: nobody's.
    pub(crate) fn hook(&self, token: &TokenHash) -> AppResult<Option<HookFacts>> {
        let now = self.clock.now();
        let (_, facts) = self.first_question(Lane::Work, |conn| {
            diesel::select(hook(&token.0, now)).get_result::<Option<serde_json::Value>>(conn)
        })?;
        Ok(facts.map(serde_json::from_value).transpose()?)
    }

    /// A transaction in the account of a webhook. None: its address, its cycle or its account is not any more what it
    /// was, so the gate must be asked again.
    pub(crate) fn for_hook<T>(
        &self,
        token: &TokenHash,
        known: &HookFacts,
        work: impl FnOnce(&mut WriteTx<'_, InWork>) -> AppResult<T>,
    ) -> AppResult<Option<T>> {
        let mut proof = "SELECT gate.hold_hook('\\x".to_owned();
        for byte in &token.0 {
            let _ = write!(proof, "{byte:02x}");
        }
        let (account, hook, now) = (known.account, known.hook, self.clock.now().to_rfc3339());
        let _ =
            write!(proof, "', '{account}', '{hook}', '{{{},{}}}', '{now}'); ", known.version, known.account_version);
        self.work_in(known.partner, known.account, &proof, work)
    }

    /// A transaction in the account of leased transactions, which must all be of that account.
    ///
    /// # Errors
    /// `Busy` when one of the leases was lost: then nothing opens (R3).
    pub(crate) fn for_work<T>(
        &self,
        worker: Worker,
        leases: &[&Claimed],
        work: impl FnOnce(&mut WriteTx<'_, InWork>) -> AppResult<T>,
    ) -> AppResult<T> {
        let Some(first) = leases.first() else { return Err(AppError::internal("no lease")) };
        if leases.iter().any(|lease| lease.account != first.account) {
            return Err(AppError::internal("leases of several accounts"));
        }
        let ids: Vec<String> = leases.iter().map(|lease| lease.transaction.to_string()).collect();
        let attempts: Vec<String> = leases.iter().map(|lease| lease.attempt.to_string()).collect();
        let proof = format!(
            "SELECT gate.hold_work('{}', '{}', '{}', '{{{}}}', '{{{}}}', '{}'); ",
            first.partner,
            first.account,
            worker.0,
            ids.join(","),
            attempts.join(","),
            self.clock.now().to_rfc3339()
        );
        self.work_in(first.partner, first.account, &proof, work)?
            .ok_or_else(|| AppError::Busy { why: "Another worker has the transaction.".to_owned(), retry_after_s: 1 })
    }

    /// A transaction in the account of a call that a program has open.
    ///
    /// # Errors
    /// `Busy` when it is open no longer: then nothing opens.
    pub(crate) fn for_call<T>(
        &self,
        partner: PartnerId,
        account: AccountId,
        call: Uuid,
        work: impl FnOnce(&mut WriteTx<'_, InWork>) -> AppResult<T>,
    ) -> AppResult<T> {
        let now = self.clock.now().to_rfc3339();
        let proof = format!("SELECT gate.hold_call('{partner}', '{account}', '{call}', '{now}'); ");
        self.work_in(partner, account, &proof, work)?
            .ok_or_else(|| AppError::Busy { why: "The call has taken too long.".to_owned(), retry_after_s: 1 })
    }

    /// A transaction in an account for which something is due: what waited for a time, a schedule.
    pub(crate) fn for_due<T>(
        &self,
        partner: PartnerId,
        account: AccountId,
        work: impl FnOnce(&mut WriteTx<'_, InWork>) -> AppResult<T>,
    ) -> AppResult<T> {
        self.work_in(partner, account, "", work)?
            .ok_or_else(|| AppError::internal("a scope without proof did not open"))
    }

    /// None: the proof did not hold.
    fn work_in<T>(
        &self,
        partner: PartnerId,
        account: AccountId,
        proof: &str,
        work: impl FnOnce(&mut WriteTx<'_, InWork>) -> AppResult<T>,
    ) -> AppResult<Option<T>> {
        let now = self.clock.now();
        let facts = engine_facts(partner, account);
        let origin = Origin { address: "local".to_owned(), request_id: "engine".to_owned(), ..Origin::default() };
        let mut opening = format!("BEGIN READ WRITE; {proof}SET LOCAL ROLE berth_worker");
        scope_lines(&mut opening, Some(partner), Some(account), None);
        let (mut conn, opened) = self.opened_for_work(&opening)?;
        if !opened {
            conn.broken = conn.pg.batch_execute("ROLLBACK").is_err();
            return Ok(None);
        }
        in_open_transaction(&mut conn, |conn| {
            let read = ReadTx { conn, facts: &facts, origin: &origin, now, place: PhantomData };
            work(&mut WriteTx::of(read, self.clock.ids())).map(Some)
        })
    }

    /// The opening batch, on the next connection where one died in the pool. False: the proof did not hold.
    fn opened_for_work(&self, opening: &str) -> AppResult<(super::pool::Pooled, bool)> {
        let mut left = self.pools.size(Lane::Work);
        loop {
            let mut conn = self.pools.get(Lane::Work)?;
            match conn.pg.batch_execute(opening) {
                Ok(()) => return Ok((conn, true)),
                Err(cause) if LOST.contains(&cause.to_string().as_str()) => return Ok((conn, false)),
                Err(cause) if left > 0 && super::loss::is_connection_lost(&cause) => conn.broken = true,
                Err(cause) => return Err(unwell(&mut conn, cause)),
            }
            left -= 1;
        }
    }
}

fn engine_facts(partner: PartnerId, account: AccountId) -> Facts {
    Facts { account: Some(account), ..unattended_facts(partner, PersonId(Uuid::nil()), "The engine", "") }
}
