//! The connections. Private to `db`: everything else asks for a transaction. They are made on threads of the pool, so
//! the last owner of the pools waits for those threads: a process that ends while one of them is in the TLS library,
//! which cleans up after itself at exit, crashes.

use crate::config::Config;
use crate::error::{AppError, AppResult};
use diesel::QueryResult;
use diesel::connection::{CacheSize, Connection, SimpleConnection};
use diesel::pg::PgConnection;
use diesel::r2d2::{ManageConnection, Pool, PooledConnection};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

pub(super) type Pooled = PooledConnection<Manager>;

/// A connection and whether its last use showed that the server is gone.
pub(super) struct Conn {
    pub(super) pg: PgConnection,
    pub(super) broken: bool,
    /// Another server's connection may be behind it in the next transaction.
    pooled: bool,
    /// Dropped after the connection.
    _counted: Counted,
}

impl Conn {
    /// A statement that no transaction is open for. Through a pooler it gets one: it is parsed in one message and carried
    /// out in the next, and both must meet the same server.
    pub(super) fn alone<T>(&mut self, ask: impl FnOnce(&mut PgConnection) -> QueryResult<T>) -> QueryResult<T> {
        if self.pooled { self.pg.transaction(ask) } else { ask(&mut self.pg) }
    }
}

/// How many connections there are or are being made, and whether more may come.
#[derive(Default)]
struct Census {
    now: Mutex<Count>,
    changed: Condvar,
}

#[derive(Default)]
struct Count {
    open: usize,
    closed: bool,
}

/// One connection, from before it is made until it is gone.
struct Counted(Arc<Census>);

impl Counted {
    /// None: the pools are going away.
    fn one(census: &Arc<Census>) -> Option<Counted> {
        let mut now = census.now.lock().unwrap_or_else(PoisonError::into_inner);
        if now.closed {
            return None;
        }
        now.open += 1;
        Some(Counted(census.clone()))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.now.lock().unwrap_or_else(PoisonError::into_inner).open -= 1;
        self.0.changed.notify_all();
    }
}

/// What the pools leave behind: waits, a little, until every connection is gone.
struct Farewell(Arc<Census>);

/// Longer than making a connection takes, but where the server does not answer.
const FAREWELL: Duration = Duration::from_secs(10);

impl Drop for Farewell {
    fn drop(&mut self) {
        let mut now = self.0.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.closed = true;
        drop(self.0.changed.wait_timeout_while(now, FAREWELL, |now| now.open > 0));
    }
}

/// Makes connections and bounds every statement on them.
pub(super) struct Manager {
    url: String,
    pooled: bool,
    statement_timeout_ms: u32,
    census: Arc<Census>,
}

impl ManageConnection for Manager {
    type Connection = Conn;
    type Error = diesel::r2d2::Error;

    fn connect(&self) -> Result<Conn, Self::Error> {
        let going = || diesel::ConnectionError::BadConnection("the process is ending".to_owned());
        let counted = Counted::one(&self.census).ok_or_else(|| diesel::r2d2::Error::ConnectionError(going()))?;
        let mut pg = PgConnection::establish(&self.url).map_err(diesel::r2d2::Error::ConnectionError)?;
        if self.pooled {
            // What is set for a session would stay with a server's connection and meet others there: the limits are the
            // role's then (db::migrate). A name that was prepared would not be known to the next server.
            pg.set_prepared_statement_cache_size(CacheSize::Disabled);
            return Ok(Conn { pg, broken: false, pooled: true, _counted: counted });
        }
        pg.batch_execute(&format!(
            "set statement_timeout = {}; set idle_in_transaction_session_timeout = 60000; set time zone 'UTC'; set jit = off",
            self.statement_timeout_ms
        ))
        .map_err(diesel::r2d2::Error::QueryError)?;
        Ok(Conn { pg, broken: false, pooled: false, _counted: counted })
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<(), Self::Error> {
        conn.pg.batch_execute("select 1").map_err(diesel::r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        conn.broken || std::thread::panicking()
    }
}

/// Three pools, so that neither long work (exports, imports, mails) nor running cycles take a page's connection.
#[derive(Clone)]
pub(super) struct Pools(Arc<All>);

struct All {
    pages: Pool<Manager>,
    slow: Pool<Manager>,
    work: Pool<Manager>,
    /// Dropped after the pools.
    _farewell: Farewell,
}

/// Which pool a transaction comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lane {
    /// Pages: short, many.
    Pages,
    /// Exports, imports, mails: long, few.
    Slow,
    /// Running cycles and taking their webhooks: short, many.
    Work,
}

/// The address with limits on the network, where it sets none itself: without them a page would wait for a quarter of
/// an hour on a server that went away without a word.
fn patient(address: &str, timeout_s: u64) -> String {
    let Ok(mut url) = url::Url::parse(address) else { return address.to_owned() };
    let set: Vec<String> = url.query_pairs().map(|(name, _)| name.into_owned()).collect();
    for (name, value) in
        [("connect_timeout", timeout_s.max(2)), ("tcp_user_timeout", 1000 * timeout_s), ("keepalives_idle", 30)]
    {
        if !set.iter().any(|known| known == name) {
            url.query_pairs_mut().append_pair(name, &value.to_string());
        }
    }
    url.into()
}

/// Connections for pages and for slow work.
pub(super) fn pool_sizes(config: &Config) -> (u32, u32) {
    (config.pool, (config.pool / 4).max(3))
}

impl Pools {
    /// Opens both pools lazily: the server starts, and says 503, when the database is away for a moment.
    pub(super) fn open(config: &Config) -> Pools {
        let census = Arc::<Census>::default();
        let url = patient(&config.app_url, config.db_timeout_s);
        let build = |size: u32, statement_timeout_ms: u32| {
            Pool::builder()
                .max_size(size)
                .min_idle(Some(1))
                // A look at every check-out would be a round trip a page; a broken one is noticed by its first use.
                .test_on_check_out(false)
                .connection_timeout(Duration::from_secs(config.db_timeout_s))
                .build_unchecked(Manager {
                    url: url.clone(),
                    pooled: config.pooled,
                    statement_timeout_ms,
                    census: census.clone(),
                })
        };
        let (pages, slow) = pool_sizes(config);
        Pools(Arc::new(All {
            pages: build(pages, 10_000),
            work: build(pages, 10_000),
            slow: build(slow, 600_000),
            _farewell: Farewell(census.clone()),
        }))
    }

    fn of(&self, lane: Lane) -> &Pool<Manager> {
        match lane {
            Lane::Pages => &self.0.pages,
            Lane::Slow => &self.0.slow,
            Lane::Work => &self.0.work,
        }
    }

    /// Connections a lane has at most.
    pub(super) fn size(&self, lane: Lane) -> u32 {
        self.of(lane).max_size()
    }

    pub(super) fn get(&self, lane: Lane) -> AppResult<Pooled> {
        self.of(lane).get().map_err(|cause| {
            tracing::warn!("no database connection: {cause}");
            AppError::Busy { why: "The database does not answer.".to_owned(), retry_after_s: 5 }
        })
    }

    /// Name, connections in use and connections open of each pool, for the metrics.
    pub(super) fn load(&self) -> [(&'static str, u32, u32); 3] {
        [("pages", &self.0.pages), ("slow", &self.0.slow), ("work", &self.0.work)].map(|(name, pool)| {
            let state = pool.state();
            (name, state.connections - state.idle_connections, state.connections)
        })
    }
}
