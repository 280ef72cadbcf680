//! Transactions for tenant data, and the only way to one (T3).

use super::loss::{is_connection_lost, silent, unwell};
use super::memory::Memory;
use super::place::{self, Facts, InAccount, Place};
use super::pool::{Conn, Lane, Pools};
use super::turns::Turns;
use crate::access::rights::Opens;
use crate::audit::Entry;
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, Ids, PartnerId, PersonId, TokenHash};
use crate::web::framed::told::Told;
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use uuid::Uuid;

/// What `gate.hold_lease` says of a lease that was lost.
pub(super) const LEASE_LOST: &str = "the lease does not hold";

/// The door to Postgres: it hands out transactions, never connections.
#[derive(Clone)]
pub struct Database {
    pub(super) pools: Pools,
    pub(super) clock: Clock,
    /// False only in the test build: the second pass of the isolation matrix (T12).
    pub(super) checks: bool,
    pub(super) memory: Arc<Memory>,
    pub(super) turns: Turns,
}

/// Where a request came from, for the audit log; carries the request's form secrets to the page's shell.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The client's network address.
    pub address: String,
    /// The request's id, as in the log.
    pub request_id: String,
    /// The anti-forgery token for forms on the page.
    pub csrf: String,
    /// What the last action wants to say on this page.
    pub notice: Option<(String, String)>,
    /// Path and query asked for.
    pub path: String,
    /// Where a new token of the session waits for the answer.
    pub(crate) renewal: crate::access::renewal::Renewal,
    /// Where the log learns whose data it was.
    pub(crate) trace: crate::access::trace::Trace,
    /// What pages look like.
    pub look: Arc<crate::web::state::Look>,
    /// Whose pages it came to.
    pub(crate) site: crate::web::host::Site,
}

/// Who asks, by which token, and for which place.
pub(crate) struct Asking<'a, P: Place> {
    pub(crate) token: &'a TokenHash,
    pub(crate) target: &'a P::Target,
    pub(crate) origin: &'a Origin,
    /// The application's own check of the right, after the gate's answer.
    pub(crate) right: fn(&Facts) -> AppResult<()>,
    pub(crate) opens: Opens,
    pub(crate) lane: Lane,
}

/// A read-only transaction in a place. Postgres refuses writes in it.
pub struct ReadTx<'a, P> {
    pub(super) conn: &'a mut PgConnection,
    pub(super) facts: &'a Facts,
    pub(super) origin: &'a Origin,
    pub(super) now: DateTime<Utc>,
    pub(super) place: PhantomData<P>,
}

/// A writing transaction in a place. What belongs together commits together, audit entries included.
pub struct WriteTx<'a, P> {
    read: ReadTx<'a, P>,
    ids: &'a Ids,
    entries: Vec<Entry>,
}

impl Database {
    /// Opens the pools; connections are made when first needed.
    pub fn open(config: &Config, clock: Clock) -> Database {
        let pools = Pools::open(config);
        let turns = Turns::of(pools.size(Lane::Slow));
        Database { pools, clock, checks: true, memory: Arc::default(), turns }
    }

    /// Switches the application's own checks off, so that the database alone is seen to hold (T12).
    #[cfg(feature = "test-support")]
    pub fn without_checks(mut self) -> Database {
        self.checks = false;
        self
    }

    /// The server's clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Name, connections in use and connections open of each pool.
    pub fn load(&self) -> [(&'static str, u32, u32); 3] {
        self.pools.load()
    }

    /// Hands the answer of `work` to `then` and commits afterwards: nothing that was only read depends on the COMMIT,
    /// so that a page need not wait for that round trip.
    pub(crate) fn read<P: Place, T>(
        &self,
        asking: &Asking<'_, P>,
        work: impl FnOnce(&mut ReadTx<'_, P>) -> AppResult<T>,
        then: impl FnOnce(T),
    ) -> AppResult<()> {
        let (mut conn, facts) = self.opened(asking, "READ ONLY")?;
        let now = self.clock.now();
        in_open_transaction(&mut conn, |conn| {
            then(work(&mut ReadTx { conn, facts: &facts, origin: asking.origin, now, place: PhantomData })?);
            Ok(())
        })
    }

    pub(crate) fn write<P: Place, T>(
        &self,
        asking: &Asking<'_, P>,
        work: impl FnOnce(&mut WriteTx<'_, P>) -> AppResult<T>,
    ) -> AppResult<T> {
        let (mut conn, facts) = self.opened(asking, "READ WRITE")?;
        let now = self.clock.now();
        in_open_transaction(&mut conn, |conn| {
            let read = ReadTx { conn, facts: &facts, origin: asking.origin, now, place: PhantomData };
            let mut tx = WriteTx::of(read, self.clock.ids());
            let answer = work(&mut tx)?;
            tx.keep_entries()?;
            Ok(answer)
        })
    }

    /// A transaction that begins at the gate, which says whose it is, and goes on in the scope of that place: signing
    /// in, using a link. None: the gate said no, and nothing was done.
    pub(super) fn begin_at_gate<P: Place, A, T>(
        &self,
        origin: &Origin,
        ask: impl FnOnce(&mut PgConnection, DateTime<Utc>) -> AppResult<Option<(Facts, A)>>,
        work: impl FnOnce(&mut WriteTx<'_, P>, A) -> AppResult<T>,
    ) -> AppResult<Option<T>> {
        let now = self.clock.now();
        let mut conn = self.pools.get(Lane::Pages)?;
        in_transaction(&mut conn, "BEGIN", |conn| {
            let Some((facts, answer)) = ask(conn, now)? else { return Ok(None) };
            conn.batch_execute(&place::scope::<P>(&facts))?;
            let read = ReadTx { conn, facts: &facts, origin, now, place: PhantomData };
            let mut tx = WriteTx::of(read, self.clock.ids());
            let done = work(&mut tx, answer)?;
            tx.keep_entries()?;
            Ok(Some(done))
        })
    }

    /// A gate function outside any scope, for work before anyone is known.
    pub(super) fn at_gate<T>(&self, ask: impl Fn(&mut PgConnection) -> QueryResult<T>) -> AppResult<T> {
        self.first_question(Lane::Pages, ask).map(|(_, answer)| answer)
    }

    /// The first question on a connection. One that died in the pool is noticed here, before anything was done, and
    /// the question is put on the next: when Postgres was restarted they are all dead, and no page says so.
    pub(super) fn first_question<T>(
        &self,
        lane: Lane,
        ask: impl Fn(&mut PgConnection) -> QueryResult<T>,
    ) -> AppResult<(super::pool::Pooled, T)> {
        let mut left = self.pools.size(lane);
        loop {
            let mut conn = self.pools.get(lane)?;
            match conn.alone(&ask) {
                Ok(answer) => return Ok((conn, answer)),
                Err(cause) if left > 0 && is_connection_lost(&cause) => conn.broken = true,
                Err(cause) => return Err(unwell(&mut conn, cause)),
            }
            left -= 1;
        }
    }
}

/// Runs `work` between the opening batch and COMMIT.
pub(super) fn in_transaction<T>(
    conn: &mut Conn,
    opening: &str,
    work: impl FnOnce(&mut PgConnection) -> AppResult<T>,
) -> AppResult<T> {
    conn.pg.batch_execute(opening).map_err(|cause| unwell(conn, cause))?;
    in_open_transaction(conn, work)
}

/// Runs `work` before COMMIT; anything else ends in ROLLBACK, a panic too.
pub(super) fn in_open_transaction<T>(
    conn: &mut Conn,
    work: impl FnOnce(&mut PgConnection) -> AppResult<T>,
) -> AppResult<T> {
    struct Open<'a> {
        conn: &'a mut Conn,
        done: bool,
    }
    impl Open<'_> {
        /// False when the server is gone, and the connection with it.
        fn roll_back(&mut self) -> bool {
            self.done = true;
            self.conn.broken = self.conn.pg.batch_execute("ROLLBACK").is_err();
            !self.conn.broken
        }
    }
    impl Drop for Open<'_> {
        fn drop(&mut self) {
            if !self.done {
                self.roll_back();
            }
        }
    }
    let mut open = Open { conn, done: false };
    match work(&mut open.conn.pg) {
        Ok(answer) => {
            open.done = true;
            open.conn.pg.batch_execute("COMMIT").map_err(|cause| unwell(open.conn, cause))?;
            Ok(answer)
        }
        // A broken query is our fault; a query on a server that went away is not.
        Err(AppError::Internal(cause)) if !open.roll_back() => {
            tracing::warn!("database connection lost: {cause:#}");
            Err(silent())
        }
        Err(other) => Err(other),
    }
}

impl<P> ReadTx<'_, P> {
    /// The connection, for the queries of a feature.
    pub(crate) fn conn(&mut self) -> &mut PgConnection {
        self.conn
    }

    /// What the gate said about who asks.
    pub(crate) fn facts(&self) -> &Facts {
        self.facts
    }

    /// Where the request came from.
    pub(crate) fn origin(&self) -> &Origin {
        self.origin
    }

    /// The instant this transaction works at.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// How a statement is planned that reads much, in this transaction: without compiling it, and where it reads `all` of a
    /// partner's without looking up row by row, which the planner, who cannot tell how many there are, would prefer. Set
    /// here and not at the SQL functions: those that give row after row would set it anew for each.
    pub(crate) fn plan_much(&mut self, all: bool) -> QueryResult<()> {
        let rows = if all { "; SET LOCAL enable_nestloop = off" } else { "" };
        self.conn.batch_execute(&format!("SET LOCAL jit = off{rows}"))
    }

    /// The partner of the scope.
    pub fn partner_id(&self) -> PartnerId {
        self.facts.partner
    }

    /// The person who asks.
    pub fn person_id(&self) -> PersonId {
        self.facts.person
    }
}

impl ReadTx<'_, InAccount> {
    /// The account of the scope; the gate proved it. Nil, which no row has, where it did not (only with checks off).
    pub fn account_id(&self) -> AccountId {
        self.facts.account.unwrap_or(AccountId(Uuid::nil()))
    }
}

impl<'a, P> Deref for WriteTx<'a, P> {
    type Target = ReadTx<'a, P>;
    fn deref(&self) -> &Self::Target {
        &self.read
    }
}

impl<P> DerefMut for WriteTx<'_, P> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.read
    }
}

impl<'a, P> WriteTx<'a, P> {
    pub(super) fn of(read: ReadTx<'a, P>, ids: &'a Ids) -> WriteTx<'a, P> {
        WriteTx { read, ids, entries: Vec::new() }
    }
}

impl<P> WriteTx<'_, P> {
    /// An id of the instant this transaction works at. Lists of Transactions and months of tables go by that time.
    pub(crate) fn new_id(&self) -> Uuid {
        self.ids.one(self.read.now)
    }

    /// So many of them, in their order.
    pub(crate) fn new_ids(&self, many: usize) -> Vec<Uuid> {
        self.ids.several(self.read.now, many)
    }

    /// One for what comes of something earlier: it is after that also where the clock was put back meanwhile.
    pub(crate) fn new_id_after(&self, earlier: Uuid) -> Uuid {
        self.ids.after(earlier, self.read.now)
    }

    /// Adds an entry to the audit log; it is kept when the transaction commits.
    pub(crate) fn audit(&mut self, entry: Entry) {
        let frame = self.read.facts.frame.as_ref();
        if let Some(told) = frame.and_then(|frame| Told::of(&entry, &frame.complete)) {
            self.read.origin.trace.tell(told);
        }
        self.entries.push(entry);
    }

    /// Does something that is undone by itself where it is refused; the rest of the transaction stays.
    ///
    /// # Errors
    /// What `work` is refused with.
    pub(crate) fn attempt<T>(&mut self, work: impl FnOnce(&mut Self) -> AppResult<T>) -> AppResult<T> {
        let before = self.entries.len();
        self.read.conn.batch_execute("SAVEPOINT attempt")?;
        let done = work(self);
        if done.is_err() {
            self.entries.truncate(before);
            self.read.conn.batch_execute("ROLLBACK TO SAVEPOINT attempt")?;
        }
        self.read.conn.batch_execute("RELEASE SAVEPOINT attempt")?;
        done
    }

    /// Lets Postgres plan anew from here on. It keeps plans for a connection's life, those of foreign keys' checks among
    /// them; one made while a table was nearly empty reads all of the partner's rows for each row that comes later, and
    /// nothing else puts it right before the transaction ends.
    pub(crate) fn plan_anew(&mut self) -> AppResult<()> {
        Ok(self.read.conn.batch_execute("DISCARD PLANS")?)
    }

    /// Writes the entries as the last thing in the transaction, so that the chain's head is locked only briefly.
    pub(super) fn keep_entries(&mut self) -> AppResult<()> {
        let entries = std::mem::take(&mut self.entries);
        if entries.is_empty() {
            return Ok(());
        }
        let author = crate::audit::Author {
            partner: self.read.facts.partner,
            person: Some(self.read.facts.person),
            name: self.read.facts.name.clone(),
            email: self.read.facts.email.clone(),
            address: self.read.origin.address.clone(),
            request_id: self.read.origin.request_id.clone(),
            as_whom: self.read.facts.as_whom(),
        };
        crate::audit::chain::append(self.read.conn, &author, self.read.now, entries)
    }
}
