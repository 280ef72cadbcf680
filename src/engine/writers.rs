//! The threads that write what Transactions came to. What belongs to one account is written by one of them at a time, all
//! that has come meanwhile in one database transaction: its row of the queue is locked by each of them anyway. Accounts
//! take turns, so that one with much to write keeps nobody waiting for more than one round (R4).

use super::model::CycleNow;
use super::record::{self, Recorded, Written};
use crate::db::{Claimed, Database, Worker};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, oneshot};

/// Threads that write, and what one of them takes at once.
const WRITERS: usize = 3;
const WRITTEN_AT_ONCE: usize = 100;

/// What is to be written, and who waits for it.
struct Pending {
    written: Written,
    reply: oneshot::Sender<AppResult<Option<CycleNow>>>,
}

#[derive(Default)]
struct Desk {
    pending: HashMap<AccountId, Vec<Pending>>,
    /// Accounts that have something and are not being written, in the order of their turns.
    turns: VecDeque<AccountId>,
    busy: HashSet<AccountId>,
    closed: bool,
}

impl Desk {
    fn put(&mut self, account: AccountId, pending: Pending) {
        let mine = self.pending.entry(account).or_default();
        mine.push(pending);
        if mine.len() == 1 && !self.busy.contains(&account) {
            self.turns.push_back(account);
        }
    }

    /// The next account's part.
    fn take(&mut self) -> Option<(AccountId, Vec<Pending>)> {
        let account = self.turns.pop_front()?;
        let mut all = self.pending.remove(&account)?;
        if all.len() > WRITTEN_AT_ONCE {
            let later = all.split_off(WRITTEN_AT_ONCE);
            self.pending.insert(account, later);
        }
        self.busy.insert(account);
        Some((account, all))
    }

    fn done(&mut self, account: AccountId) {
        self.busy.remove(&account);
        if self.pending.contains_key(&account) {
            self.turns.push_back(account);
        }
    }
}

#[derive(Default)]
struct Shared {
    desk: Mutex<Desk>,
    changed: Condvar,
}

impl Shared {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A process's writers; their threads end with it.
pub(super) struct Writers(Arc<Shared>);

impl Writers {
    /// Starts the threads; `others_wait` is told when what they wrote left others ready.
    pub fn start(db: &Database, worker: Worker, others_wait: &Arc<Notify>) -> Writers {
        let shared: Arc<Shared> = Arc::default();
        for _ in 0..WRITERS {
            let (db, shared, others_wait) = (db.clone(), shared.clone(), others_wait.clone());
            std::thread::spawn(move || write_on(&db, worker, &shared, &others_wait));
        }
        Writers(shared)
    }

    /// Writes, together with what others of the account have to write. Who goes on is told how its cycle stands.
    ///
    /// # Errors
    /// `Busy` when the lease was lost or the database is away: nothing was written.
    pub async fn write(&self, written: Written) -> AppResult<Option<CycleNow>> {
        let (reply, answer) = oneshot::channel();
        let account = written.claimed.account;
        self.0.desk().put(account, Pending { written, reply });
        self.0.changed.notify_one();
        answer.await.map_err(|_| AppError::internal("the writer is gone"))?
    }
}

impl Drop for Writers {
    fn drop(&mut self) {
        self.0.desk().closed = true;
        self.0.changed.notify_all();
    }
}

fn write_on(db: &Database, worker: Worker, shared: &Shared, others_wait: &Notify) {
    let mut desk = shared.desk();
    loop {
        match desk.take() {
            Some((account, pending)) => {
                drop(desk);
                // An account whose part panicked would else be busy for ever.
                let done =
                    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| write_account(db, worker, pending)));
                desk = shared.desk();
                desk.done(account);
                match done {
                    Ok(true) => others_wait.notify_one(),
                    Ok(false) => {}
                    Err(_) => {
                        tracing::error!(account.id = %account, "writing what transactions came to panicked");
                    }
                }
            }
            None if desk.closed => return,
            None => desk = shared.changed.wait(desk).unwrap_or_else(PoisonError::into_inner),
        }
    }
}

/// Writes what belongs to one account. Where one of them cannot be written, each is tried by itself. True: it left others
/// ready.
fn write_account(db: &Database, worker: Worker, pending: Vec<Pending>) -> bool {
    let write = |some: &[&Written]| {
        let leases: Vec<&Claimed> = some.iter().map(|written| &written.claimed).collect();
        db.for_work(worker, &leases, |tx| record::write(tx, some))
    };
    let all: Vec<&Written> = pending.iter().map(|pending| &pending.written).collect();
    let mut together = if all.len() > 1 { write(&all).ok() } else { None };
    let mut others = together.as_ref().is_some_and(|recorded| recorded.others);
    for pending in pending {
        let id = pending.written.claimed.transaction.0;
        let mut take = |recorded: &mut Recorded| {
            others |= recorded.others;
            recorded.stands.remove(&id)
        };
        let done = match &mut together {
            Some(recorded) => Ok(take(recorded)),
            None => write(&[&pending.written]).map(|mut recorded| take(&mut recorded)),
        };
        // Who waited may be gone, with the process about to stop.
        drop(pending.reply.send(done));
    }
    others
}
