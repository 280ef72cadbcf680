//! What the server does besides answering: sends mails and the error webhook, runs jobs, suspends what has expired, sweeps,
//! signs the audit chains. Each is a thread
//! that works in small transactions of its own (T10) and stops when told.

use crate::db::Database;
use crate::engine::worker::Engine;
use crate::error::AppResult;
use crate::jobs::worker::{self, Kind};
use crate::web::state::App;
use actix_web::web;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The running threads.
pub(crate) struct Background {
    stopping: Arc<AtomicBool>,
    engine: Arc<Engine>,
    threads: Vec<std::thread::JoinHandle<()>>,
}

/// Starts them.
pub(crate) fn start(app: web::Data<App>) -> Background {
    let stopping = Arc::new(AtomicBool::new(false));
    let chore = |name: &'static str, every: Duration, work: fn(&App) -> AppResult<bool>| {
        let (app, stopping) = (app.clone(), stopping.clone());
        std::thread::spawn(move || {
            while !stopping.load(Ordering::Relaxed) {
                match work(&app) {
                    // There may be more: go on at once.
                    Ok(true) => continue,
                    Ok(false) => {}
                    Err(cause) => tracing::warn!("{name} will be tried again: {cause}"),
                }
                nap(&stopping, every);
            }
        })
    };
    let heads = {
        let (app, stopping) = (app.clone(), stopping.clone());
        std::thread::spawn(move || print_heads(&app, &stopping))
    };
    let worker = || {
        let (app, stopping) = (app.clone(), stopping.clone());
        std::thread::spawn(move || carry_out_jobs(&app, &stopping))
    };
    let cycles = {
        let engine = app.engine.clone();
        std::thread::spawn(move || run_cycles(&engine))
    };
    let reports = {
        let (app, stopping) = (app.clone(), stopping.clone());
        std::thread::spawn(move || crate::error_webhook::sender::run(&app, &stopping))
    };
    let threads = vec![
        heads,
        cycles,
        reports,
        worker(),
        worker(),
        chore("sweeping", Duration::from_secs(60), sweep),
        chore("deleting the data of steps", Duration::from_secs(60), crate::transactions::retention::drop_due),
        chore("closing what was mended", Duration::from_secs(20), crate::incidents::mending::close_mended),
        chore("counting what was used", Duration::from_secs(2), crate::metering::rolling::roll_up),
        chore("telling of limits", Duration::from_secs(5), crate::limits::notices::tell_due),
        chore("sending saved reports", Duration::from_secs(5), crate::reports::saved::sending::send_due),
        chore("comparing figures", Duration::from_secs(300), crate::metering::reconcile::check_next),
        chore("expiring accounts", Duration::from_secs(15), crate::accounts::chores::expire_due),
        chore("tending the months of tables", Duration::from_secs(3_600), crate::months::tend),
        chore("checking host names", Duration::from_secs(60), crate::hosts::chores::check_due),
        chore("purging accounts", Duration::from_secs(300), crate::accounts::chores::purge_due),
        chore("sending mails", Duration::from_secs(1), crate::mail::sender::send_next),
    ];
    Background { stopping, engine: app.engine.clone(), threads }
}

/// Runs cycles on a runtime of their own, so that neither they nor pages wait for each other.
fn run_cycles(engine: &Arc<Engine>) {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().thread_name("cycles").build();
    match runtime {
        Ok(runtime) => runtime.block_on(engine.work()),
        Err(cause) => tracing::error!("no cycle runs in this process: {cause}"),
    }
}

/// Every kind of job there is.
const JOBS: &[Kind] = &[
    crate::imports::jobs::CHECK,
    crate::imports::jobs::APPLY,
    crate::accounts::bulk::BULK,
    crate::accounts::erasing::ERASE,
    crate::account_exports::job::EXPORT,
    crate::transactions::many::RETRY,
    crate::transactions::many::RETRY_TOGETHER,
    crate::incidents::marking::MARK,
    crate::installs::rollout::ROLLOUT,
];

/// A worker: while there are jobs it takes one after the other. Stopping interrupts the one in hand cleanly.
fn carry_out_jobs(app: &App, stopping: &AtomicBool) {
    while !stopping.load(Ordering::Relaxed) {
        match work_once(&app.db, stopping) {
            Ok(true) => continue,
            Ok(false) => nap(stopping, Duration::from_millis(300)),
            Err(cause) => {
                tracing::warn!("carrying out jobs will be tried again: {cause}");
                nap(stopping, Duration::from_secs(5));
            }
        }
    }
}

/// Takes one job and carries it out. False when there was none.
pub(crate) fn work_once(db: &Database, stopping: &AtomicBool) -> AppResult<bool> {
    worker::work_once(db, JOBS, stopping)
}

/// Signs the head of each audit chain that grew and prints it to the log, at the start and then hourly.
fn print_heads(app: &App, stopping: &AtomicBool) {
    let mut printed = BTreeMap::new();
    while !stopping.load(Ordering::Relaxed) {
        let done = crate::audit::heads::print_new(app, &mut printed);
        if let Err(cause) = &done {
            tracing::warn!("signing the heads of the audit chains will be tried again: {cause}");
        }
        nap(stopping, Duration::from_secs(if done.is_ok() { 3_600 } else { 60 }));
    }
}

/// Rows that one transaction of the sweeping removes.
const SWEPT_AT_ONCE: i32 = 5_000;

/// True: there may be more.
pub(crate) fn sweep(app: &App) -> AppResult<bool> {
    app.db.sweep()?;
    let (came, went) = (app.db.sweep_deliveries(SWEPT_AT_ONCE)?, app.db.sweep_reports(SWEPT_AT_ONCE)?);
    Ok(came == SWEPT_AT_ONCE || went == SWEPT_AT_ONCE)
}

/// Sleeps in short pieces, so that stopping is quick.
fn nap(stopping: &AtomicBool, time: Duration) {
    let piece = Duration::from_millis(100);
    let mut left = time;
    while !left.is_zero() && !stopping.load(Ordering::Relaxed) {
        std::thread::sleep(left.min(piece));
        left = left.saturating_sub(piece);
    }
}

impl Background {
    /// Tells all threads to stop and waits for what they have in hand.
    pub async fn stop(self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.engine.stop();
        let threads = self.threads;
        let joined = web::block(move || threads.into_iter().all(|t| t.join().is_ok())).await;
        if !matches!(joined, Ok(true)) {
            tracing::warn!("a background thread did not stop cleanly");
        }
    }
}
