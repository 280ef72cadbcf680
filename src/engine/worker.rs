//! The process's part in running cycles: claims what is ready, runs many Transactions at once on one runtime, keeps their
//! leases alive, and writes what they come to, several of an account together. Stopping lets what is under way end;
//! being killed loses nothing but time (R1, R3).

use super::answers::{Answers, Waiting};
use super::fresh::Fresh;
use super::known_hooks::KnownHooks;
use super::model::{Again, CycleNow, Entry, Incident, Ran, Report, Standing};
use super::opened::Opened;
use super::opening::{self, Lease};
use super::out::Out;
use super::plans::{Connection, Plans};
use super::record::Written;
use super::run;
use super::writers::Writers;
use crate::connectors::model::Definition;
use crate::db::{Claimed, Database, InWork, Worker, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, TransactionId};
use crate::outbound::Outbound;
use crate::secrets::Vault;
use chrono::{DateTime, Utc};
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// Transactions that one process runs at once: most of them wait for an answer.
const AT_ONCE: usize = 64;
/// Claimed in one go.
const CLAIMED_AT_ONCE: usize = 32;
/// How often it looks when there was nothing; what this process accepts itself it hears of at once.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Between a claim that found little and the next.
const BREATH: Duration = Duration::from_millis(1);
/// A quarter of the lease: three renewals may fail.
const RENEW_EVERY: Duration = Duration::from_secs(5);
const CHORES_EVERY: Duration = Duration::from_secs(1);
/// Rounds of chores from one look at what waits for its cycle or account to the next.
const HOLDS_EVERY: u64 = 5;
/// What is under way may end when the process is told to stop.
const FAREWELL: Duration = Duration::from_secs(20);

/// What runs cycles in this process.
pub(crate) struct Engine {
    pub(super) db: Database,
    pub(crate) plans: Plans,
    pub(crate) vault: Arc<Vault>,
    pub(crate) outbound: Outbound,
    pub(super) hooks: KnownHooks,
    pub(super) fresh: Fresh,
    pub(super) answers: Answers,
    worker: Worker,
    /// Database transactions at once; the pool has as many connections.
    turns: Semaphore,
    writers: Writers,
    something_came: Arc<Notify>,
    /// What this process knows that it has under a lease, and how often: those leases alone are renewed.
    held: Mutex<HashMap<TransactionId, usize>>,
    stopping: Arc<AtomicBool>,
}

/// One of the Transactions that this process runs at once.
type Place = OwnedSemaphorePermit;

impl Engine {
    /// Puts the engine together and starts its writers; it claims nothing before [`Engine::work`].
    pub(crate) fn start(db: Database, vault: Arc<Vault>, outbound: Outbound, turns: usize) -> Arc<Engine> {
        let worker = Worker(Uuid::new_v4());
        let something_came = Arc::new(Notify::new());
        Arc::new(Engine {
            plans: Plans::default(),
            vault,
            outbound,
            hooks: KnownHooks::default(),
            fresh: Fresh::default(),
            answers: Answers::default(),
            worker,
            turns: Semaphore::new(turns.max(1)),
            writers: Writers::start(&db, worker, &something_came),
            something_came,
            held: Mutex::default(),
            stopping: Arc::default(),
            db,
        })
    }

    /// The instant by the server's clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.db.clock().now()
    }

    /// Says that there is something to do, so that it is not waited for.
    pub(crate) fn hear(&self) {
        self.something_came.notify_one();
    }

    /// A Transaction that this process accepted was committed: it begins without reading that back.
    pub(crate) fn began(&self, transaction: TransactionId, first: Entry, bytes: usize) {
        self.fresh.put(transaction, first, bytes);
    }

    /// Waits for what is committed of a Transaction. None: too many wait already.
    pub(crate) fn await_answer(&self, transaction: TransactionId) -> Option<Waiting> {
        self.answers.wait(transaction)
    }

    /// Claims and runs until told to stop.
    pub(crate) async fn work(self: &Arc<Self>) {
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let beside = [tokio::spawn(self.clone().renew()), tokio::spawn(self.clone().chores())];
        while !self.stopping.load(Ordering::Relaxed) {
            match self.claim(&places).await {
                Ok(0) => {
                    let heard = self.something_came.notified();
                    drop(tokio::time::timeout(LOOK_EVERY, heard).await);
                }
                // A short breath has the next claim take several at once, which costs the same.
                Ok(some) if some < CLAIMED_AT_ONCE => tokio::time::sleep(BREATH).await,
                Ok(_) => {}
                Err(cause) => {
                    tracing::warn!("claiming transactions will be tried again: {cause}");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
        let all = u32::try_from(AT_ONCE).unwrap_or(u32::MAX);
        if tokio::time::timeout(FAREWELL, places.acquire_many(all)).await.is_err() {
            tracing::warn!("stopping with transactions under way; they are taken up when their leases end");
        }
        beside.iter().for_each(tokio::task::JoinHandle::abort);
    }

    /// Takes what there are places for and begins it. Says how many.
    async fn claim(self: &Arc<Self>, places: &Arc<Semaphore>) -> AppResult<usize> {
        // Waits for one place; more are taken where they are free.
        let first = places.clone().acquire_owned().await.map_err(AppError::internal)?;
        drop(first);
        let free = places.available_permits().clamp(1, CLAIMED_AT_ONCE);
        let worker = self.worker;
        let at_most = i32::try_from(free).map_err(AppError::internal)?;
        let claimed = self.blocking(move |db| db.claim_work(worker, at_most)).await?;
        let count = claimed.len();
        claimed.iter().for_each(|claimed| *self.held().entry(claimed.transaction).or_default() += 1);
        let mut unread: BTreeMap<AccountId, Vec<(Lease, Place)>> = BTreeMap::new();
        for claimed in claimed {
            let place = places.clone().acquire_owned().await.map_err(AppError::internal)?;
            let first = opening::first_of(self, &claimed);
            match opening::known(self, &claimed, first.as_ref()) {
                Some(opened) => self.begin(claimed, Ok(opened), place),
                None => unread.entry(claimed.account).or_default().push(((claimed, first), place)),
            }
        }
        for of_account in unread.into_values() {
            tokio::spawn(self.clone().begin_all(of_account));
        }
        Ok(count)
    }

    /// Reads Transactions of one account, and begins each.
    async fn begin_all(self: Arc<Self>, of_account: Vec<(Lease, Place)>) {
        let (leases, places): (Vec<Lease>, Vec<Place>) = of_account.into_iter().unzip();
        let (engine, all) = (self.clone(), leases.clone());
        let opened = tokio::spawn(async move { opening::open_all(&engine, all).await }).await;
        let mut opened = opened.unwrap_or_default().into_iter();
        for ((claimed, _), place) in leases.into_iter().zip(places) {
            let opened = opened.next().unwrap_or_else(|| Err(AppError::internal("opening it panicked")));
            self.begin(claimed, opened, place);
        }
    }

    fn held(&self) -> MutexGuard<'_, HashMap<TransactionId, usize>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn begin(self: &Arc<Self>, claimed: Claimed, opened: AppResult<Opened>, place: Place) {
        let engine = self.clone();
        let transaction = claimed.transaction;
        tokio::spawn(async move {
            engine.clone().carry_out(claimed, opened).await;
            // It may have been claimed again meanwhile.
            let mut held = engine.held();
            match held.get_mut(&transaction) {
                Some(times) if *times > 1 => *times -= 1,
                _ => drop(held.remove(&transaction)),
            }
            drop(held);
            drop(place);
        });
    }

    /// Runs one Transaction; whatever happens, it is not stuck.
    async fn carry_out(self: Arc<Self>, claimed: Claimed, opened: AppResult<Opened>) {
        let (transaction, partner, account) = (claimed.transaction, claimed.partner, claimed.account);
        let engine = self.clone();
        let of = claimed.clone();
        let run = tokio::spawn(async move { run::run(&engine, of, opened?).await });
        let outcome = run.await.unwrap_or_else(|_| Err(AppError::internal("running it panicked")));
        match outcome {
            Ok(()) => {}
            // The lease was lost, or the database was away: its log says where it stands.
            Err(AppError::Busy { why, .. }) => {
                tracing::info!(partner.id = %partner, account.id = %account, "transaction {transaction} is left: {why}");
            }
            Err(cause) => {
                tracing::error!(partner.id = %partner, account.id = %account, "transaction {transaction} failed: {cause}");
                self.give_up(claimed).await;
            }
        }
    }

    /// A Transaction that cannot be run for a reason of ours fails with words: it is not stuck, what it came to is what
    /// its log and the ledger say, and who waits for it waits no longer.
    async fn give_up(self: &Arc<Self>, claimed: Claimed) {
        let of = claimed.clone();
        let Ok(left) = self.for_work(claimed.clone(), move |tx| opening::left(tx, &of)).await else { return };
        let step = left.step.unwrap_or_default();
        let problem = super::said::OUR_SIDE.to_owned();
        let incident = Incident { step, kind: "error", cause: "Our side".to_owned(), message: problem.clone() };
        let standing = Standing::Failed { step: String::new(), problem, stops_cycle: false };
        let report =
            Report { incidents: vec![incident], standing: Some(standing), totals: left.totals, ..Report::default() };
        let written = Written { claimed, kept: left.kept, parent: left.counted_by, beyond: false, needs: None, report };
        if let Err(cause) = self.write(written).await {
            tracing::warn!("a transaction that failed is left to its lease: {cause}");
        }
    }

    /// Writes, together with what others of the account have to write. Who goes on is told how its cycle stands.
    ///
    /// # Errors
    /// `Busy` when the lease was lost or the database is away: nothing was written.
    pub(super) async fn write(&self, written: Written) -> AppResult<Option<CycleNow>> {
        self.writers.write(written).await
    }

    /// A database transaction in the account of a leased Transaction.
    ///
    /// # Errors
    /// As [`Database::for_work`].
    pub(super) async fn for_work<T: Send + 'static>(
        &self,
        claimed: Claimed,
        work: impl FnOnce(&mut WriteTx<'_, InWork>) -> AppResult<T> + Send + 'static,
    ) -> AppResult<T> {
        self.for_works(vec![claimed], work).await
    }

    /// A database transaction in the account of leased Transactions, all of which are that account's.
    ///
    /// # Errors
    /// As [`Database::for_work`].
    pub(super) async fn for_works<T: Send + 'static>(
        &self,
        claimed: Vec<Claimed>,
        work: impl FnOnce(&mut WriteTx<'_, InWork>) -> AppResult<T> + Send + 'static,
    ) -> AppResult<T> {
        let worker = self.worker;
        self.blocking(move |db| db.for_work(worker, &claimed.iter().collect::<Vec<_>>(), work)).await
    }

    /// The live release of a connection's connector, or what to say when there is none.
    pub(super) async fn definition(
        self: &Arc<Self>,
        out: &Out<'_>,
        connection: &Connection,
    ) -> Result<Arc<Definition>, Box<Ran>> {
        let name = &connection.connector_name;
        let Some(release) = connection.release else {
            let message =
                format!("The connector {name} has no live release. Whoever keeps the library must promote one.");
            return Err(Box::new(Ran::stop(format!("{name}: no release"), message)));
        };
        let connector = connection.connector;
        if let Some(known) = self.plans.known_definition((out.partner(), connector, release)) {
            return Ok(known);
        }
        let engine = self.clone();
        let read = out.within(move |tx| engine.plans.definition(tx, connector, release)).await;
        read.map_err(|cause| {
            tracing::warn!("a connector's definition could not be read: {cause}");
            Box::new(Ran::not(format!("{name}: our side"), "The connector could not be read.", Again::Ladder))
        })
    }

    /// Something on the database, off the runtime's threads.
    pub(crate) async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Database) -> AppResult<T> + Send + 'static,
    ) -> AppResult<T> {
        let turn = self.turns.acquire().await.map_err(AppError::internal)?;
        let db = self.db.clone();
        let done = tokio::task::spawn_blocking(move || work(&db)).await;
        drop(turn);
        done.map_err(|_| AppError::internal("work on the database panicked"))?
    }

    async fn renew(self: Arc<Self>) {
        let worker = self.worker;
        loop {
            tokio::time::sleep(RENEW_EVERY).await;
            let held: Vec<Uuid> = self.held().keys().map(|id| id.0).collect();
            if let Err(cause) = self.blocking(move |db| db.renew_work(worker, held)).await {
                tracing::warn!("renewing leases will be tried again: {cause}");
            }
        }
    }

    async fn chores(self: Arc<Self>) {
        for round in 0u64.. {
            let holds = round.is_multiple_of(HOLDS_EVERY);
            let woken = self
                .blocking(move |db| {
                    if holds {
                        super::direct::count_lost(db)?;
                    }
                    let held = if holds { super::wake::hold(db)? } else { 0 };
                    Ok(super::wake::wake(db)? + held + super::room::release(db)?)
                })
                .await;
            match woken {
                Ok(0) => {}
                Ok(_) => self.hear(),
                Err(cause) => tracing::warn!("taking up what is due will be tried again: {cause}"),
            }
            tokio::time::sleep(CHORES_EVERY).await;
        }
    }

    /// Runs what is ready, and what becomes ready by it, to its rest; says how many Transactions were taken. For tests and
    /// the demo's history, where the clock stands still.
    pub(crate) async fn run_to_rest(self: &Arc<Self>) -> AppResult<usize> {
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let all = u32::try_from(AT_ONCE).unwrap_or(u32::MAX);
        let mut taken = 0;
        loop {
            let woken = self
                .blocking(|db| {
                    super::direct::count_lost(db)?;
                    Ok(super::wake::wake(db)? + super::wake::hold(db)? + super::room::release(db)?)
                })
                .await?;
            let claimed = self.claim(&places).await?;
            drop(places.acquire_many(all).await.map_err(AppError::internal)?);
            if woken + claimed == 0 {
                return Ok(taken);
            }
            taken += claimed;
        }
    }

    /// Tells it to stop.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.hear();
    }
}
