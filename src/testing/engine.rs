//! Cycles that run, for tests.

use super::Maker;
use crate::cycles::model::Stop;
use crate::cycles::{actions, hooks};
use crate::db::{Claimed, Database, InPartner, Worker, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::web::state::App;
use uuid::Uuid;

impl Maker<'_> {
    /// Makes a cycle of a flow in an account and starts it; answers its id and the paths of its webhooks by step.
    ///
    /// # Errors
    /// When the flow cannot be read, or the cycle cannot start.
    pub fn cycle(
        &self,
        app: &App,
        account: AccountId,
        name: &str,
        flow: serde_json::Value,
    ) -> AppResult<(Uuid, Vec<(String, String)>)> {
        let id = self.paused_cycle(app, account, name, flow)?;
        self.start_cycle(account, id)?;
        Ok((id, self.hook_paths(app, account, id)?))
    }

    /// The paths of a cycle's webhooks, by step.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn hook_paths(&self, app: &App, account: AccountId, cycle: Uuid) -> AppResult<Vec<(String, String)>> {
        let paths = |tx: &mut WriteTx<'_, InPartner>| hooks::paths(tx, &app.vault, account, cycle.into());
        self.db.for_installation(self.partner, "test", paths)
    }

    /// Makes a cycle and does not start it.
    ///
    /// # Errors
    /// When the flow cannot be read.
    pub fn paused_cycle(&self, app: &App, account: AccountId, name: &str, flow: serde_json::Value) -> AppResult<Uuid> {
        let flow = serde_json::from_value(flow)?;
        let new = actions::NewCycle {
            name: name.to_owned(),
            flow,
            inputs: serde_json::json!({}),
            schedule: None,
            origin: None,
        };
        self.db.for_installation(self.partner, "test", |tx| Ok(actions::create(tx, &app.vault, account, &new)?.0))
    }

    /// An Account Connector of a connector with a bearer token, connected.
    ///
    /// # Errors
    /// As the page does.
    pub fn connected(&self, app: &App, account: AccountId, library: Uuid, name: &str, token: &str) -> AppResult<Uuid> {
        use crate::account_connectors::actions::{New, add, connect};
        use crate::account_connectors::model::{ConnectorName, Typed};
        let named = ConnectorName::parse(name).map_err(|why| AppError::invalid("name", why))?;
        let new =
            New { connector: library.into(), name: named, parameters: std::collections::BTreeMap::new(), shared: true };
        self.db.for_installation(self.partner, "test", |tx| {
            let id = add(tx, account, &new)?;
            connect(tx, &app.vault, (account, id), None, &Typed(vec![("token".to_owned(), token.to_owned())]))?;
            Ok(id.0)
        })
    }

    /// Keeps an Account Connector to its account.
    ///
    /// # Errors
    /// As the page does.
    pub fn unshare(&self, account: AccountId, id: Uuid) -> AppResult<()> {
        self.db.for_installation(self.partner, "test", |tx| {
            let version = crate::account_connectors::queries::find(tx, account, id.into())?.version;
            crate::account_connectors::actions::share(
                tx,
                (account, id.into()),
                crate::people::model::Version(version),
                false,
            )
            .map(drop)
        })
    }

    /// Starts a cycle.
    ///
    /// # Errors
    /// As the page does.
    pub fn start_cycle(&self, account: AccountId, cycle: Uuid) -> AppResult<()> {
        let cycle = cycle.into();
        self.db.for_installation(self.partner, "test", |tx| actions::start(tx, account, cycle))
    }

    /// Stops a cycle at once.
    ///
    /// # Errors
    /// As the page does.
    pub fn stop_cycle(&self, account: AccountId, cycle: Uuid) -> AppResult<()> {
        let (cycle, how) = (cycle.into(), Stop::Now);
        self.db.for_installation(self.partner, "test", |tx| actions::stop(tx, account, cycle, how))
    }
}

/// Runs every cycle's Transaction that is ready or due to its rest, here and now; answers how many were taken.
///
/// # Errors
/// When the database is away.
pub async fn run_cycles(app: &App) -> AppResult<usize> {
    app.engine.run_to_rest().await
}

/// A claimed transaction, to try what its lease opens and what it does not.
pub struct Stolen {
    db: Database,
    worker: Worker,
    claimed: Claimed,
}

impl Stolen {
    /// Claims one that is ready.
    ///
    /// # Errors
    /// When there is none.
    pub fn claim(db: &Database) -> AppResult<Stolen> {
        let worker = Worker(Uuid::new_v4());
        let claimed = db.claim_work(worker, 100)?.into_iter().next().ok_or(AppError::NotFound)?;
        Ok(Stolen { db: db.clone(), worker, claimed })
    }

    /// Whether a transaction opens in the account.
    ///
    /// # Errors
    /// The words that it is refused with.
    pub fn opens(&self) -> Result<(), String> {
        self.db.for_work(self.worker, &[&self.claimed], |_| Ok(())).map_err(|refused| refused.to_string())
    }

    /// The same lease in another worker's hands.
    pub fn as_another_worker(&self) -> Stolen {
        let worker = Worker(Uuid::new_v4());
        Stolen { db: self.db.clone(), worker, claimed: self.claimed.clone() }
    }

    /// The same lease for another account.
    pub fn of_another_account(&self, account: AccountId) -> Stolen {
        let claimed = Claimed { account, ..self.claimed.clone() };
        Stolen { db: self.db.clone(), worker: self.worker, claimed }
    }

    /// The lease before this one.
    pub fn of_an_earlier_attempt(&self) -> Stolen {
        let claimed = Claimed { attempt: self.claimed.attempt - 1, ..self.claimed.clone() };
        Stolen { db: self.db.clone(), worker: self.worker, claimed }
    }
}
