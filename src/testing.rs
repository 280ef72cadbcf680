//! For the integration tests only (feature `test-support`): makes partners, accounts and people through the real
//! actions, without a browser. Not part of the product.

mod engine;
mod running;

pub use engine::{Stolen, run_cycles};
pub use running::{check_hosts, edge_id, send_mails, send_saved_reports, write_calls};

use crate::accounts::actions;
use crate::accounts::model::{DetailsText, Reason};
use crate::config::Config;
use crate::db::Database;
use crate::db::schema::{account_users, people};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, PartnerId, PersonId};
use crate::people::invitations::{Found, Tells, tell};
use crate::people::password::{self, NewPassword, SCHEME};
use diesel::prelude::*;

/// The document of the API (OpenAPI 3.1), as it is served.
pub fn api_document() -> serde_json::Value {
    crate::api_docs::document()
}

/// A partner to work in.
pub struct Maker<'a> {
    config: &'a Config,
    db: &'a Database,
    /// The partner.
    pub partner: PartnerId,
}

/// Lets a test's own HTTP clients be made: the product's are given their cryptography by hand, and with it comes a
/// build of the client that has none of its own.
pub fn install_cryptography() {
    // An error says that it was done before.
    drop(rustls::crypto::ring::default_provider().install_default());
}

/// Brings the database of the settings up to date.
///
/// # Errors
/// As `berth migrate`.
pub fn migrate(config: &Config) -> anyhow::Result<()> {
    crate::db::migrate::run(config).map(|_| ())
}

impl<'a> Maker<'a> {
    /// Makes a partner, by the clock of `db`: by the machine's, its first entry would lie ahead of a clock that stands.
    ///
    /// # Errors
    /// When the slug is taken.
    pub fn new(config: &'a Config, db: &'a Database, slug: &str, name: &str) -> anyhow::Result<Maker<'a>> {
        let new = crate::partners::NewPartner { name: name.to_owned(), slug: slug.to_owned() };
        Ok(Maker { config, db, partner: crate::partners::create_in(db, config, &new)? })
    }

    /// A partner that is there.
    ///
    /// # Errors
    /// When it is not.
    pub fn existing(config: &'a Config, db: &'a Database, slug: &str) -> anyhow::Result<Maker<'a>> {
        let mut conn = crate::db::owner(config)?;
        let found = crate::db::partners(&mut conn)?.into_iter().find(|(_, s, _)| s == slug);
        let (partner, ..) = found.ok_or_else(|| anyhow::anyhow!("no partner {slug}"))?;
        Ok(Maker { config, db, partner })
    }

    /// Suspends an account with everything below it.
    ///
    /// # Errors
    /// As the page does.
    pub fn suspend(&self, account: AccountId, reason: &str) -> AppResult<()> {
        let reason = Reason::parse(reason).map_err(|why| AppError::invalid("reason", why))?;
        self.db.for_installation(self.partner, "test", |tx| actions::suspend(tx, account, &reason).map(drop))
    }

    /// Resumes an account.
    ///
    /// # Errors
    /// As the page does.
    pub fn resume(&self, account: AccountId) -> AppResult<()> {
        self.db.for_installation(self.partner, "test", |tx| actions::resume(tx, account, "").map(drop))
    }

    /// Moves an account to the recycle bin.
    ///
    /// # Errors
    /// As the page does.
    pub fn delete(&self, account: AccountId) -> AppResult<()> {
        self.db.for_installation(self.partner, "test", |tx| actions::delete(tx, account).map(drop))
    }

    /// Restores a deleted account.
    ///
    /// # Errors
    /// As the page does.
    pub fn restore(&self, account: AccountId) -> AppResult<()> {
        self.db.for_installation(self.partner, "test", |tx| actions::restore(tx, account).map(drop))
    }

    /// Moves an account under another, or to the top level.
    ///
    /// # Errors
    /// As the page does.
    pub fn move_to(&self, account: AccountId, parent: Option<AccountId>) -> AppResult<()> {
        self.db.for_installation(self.partner, "test", |tx| actions::move_to(tx, account, parent, None).map(drop))
    }

    /// Suspends what has expired, as the background thread does.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn expire_due(&self) -> AppResult<()> {
        while crate::accounts::chores::expire(self.db)? {}
        Ok(())
    }

    /// Removes what has been in the recycle bin for 90 days; says in how many batches.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn purge_due(&self) -> AppResult<usize> {
        let mut batches = 0;
        while self.db.purge_batch()? {
            batches += 1;
        }
        Ok(batches)
    }

    /// Makes an account, or a sub-account.
    ///
    /// # Errors
    /// As the page does.
    pub fn account(&self, name: &str, api_id: &str, parent: Option<AccountId>) -> AppResult<AccountId> {
        let text = DetailsText {
            name: name.to_owned(),
            api_id: api_id.to_owned(),
            description: format!("secret of {name}"),
            ..DetailsText::default()
        };
        let details = text.parse()?;
        self.db.for_installation(self.partner, "test", move |tx| actions::create(tx, &details, parent))
    }

    /// Makes a Console User; `rights` as pairs of area and level, or none for full access.
    ///
    /// # Errors
    /// When the address is taken.
    pub fn console_user(&self, email: &str, rights: Option<&[(&str, &str)]>, password: &str) -> AppResult<PersonId> {
        let rights = rights.map(|r| r.iter().copied().collect::<std::collections::BTreeMap<_, _>>());
        self.person(email, "console", rights.is_none(), serde_json::json!(rights.unwrap_or_default()), password)
    }

    /// Makes an Account User without any account.
    ///
    /// # Errors
    /// When the address is taken.
    pub fn account_user(&self, email: &str, password: &str) -> AppResult<PersonId> {
        self.person(email, "account", false, serde_json::json!({}), password)
    }

    /// Gives a Console User just these rights.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn set_rights(&self, person: PersonId, rights: &[(&str, &str)]) -> AppResult<()> {
        let rights: std::collections::BTreeMap<_, _> = rights.iter().copied().collect();
        self.db.for_installation(self.partner, "test", |tx| {
            let partner = tx.partner_id().0;
            diesel::update(people::table.find((partner, person.0)))
                .set((people::full_access.eq(false), people::rights.eq(serde_json::json!(rights))))
                .execute(tx.conn())?;
            Ok(())
        })
    }

    /// Lets a person into an account as administrator, standard or viewer.
    ///
    /// # Errors
    /// When the grant exists.
    pub fn grant(&self, person: PersonId, account: AccountId, role: &str, with_sub_accounts: bool) -> AppResult<()> {
        self.db.for_installation(self.partner, "test", |tx| {
            let (partner, now) = (tx.partner_id().0, tx.now());
            diesel::insert_into(account_users::table)
                .values((
                    account_users::partner_id.eq(partner),
                    account_users::account_id.eq(account.0),
                    account_users::person_id.eq(person.0),
                    account_users::role.eq(role),
                    account_users::with_sub_accounts.eq(with_sub_accounts),
                    account_users::created_at.eq(now),
                ))
                .execute(tx.conn())?;
            Ok(())
        })
    }

    /// What every change of somebody's rights does besides.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn rights_changed(&self, person: PersonId) -> AppResult<()> {
        self.db.for_installation(self.partner, "test", |tx| crate::people::rotate_sessions(tx, person))
    }

    /// Disables a person.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn disable(&self, person: PersonId) -> AppResult<()> {
        self.set_state(person, "disabled")
    }

    /// A person who has not chosen a password yet.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn invite(&self, email: &str) -> AppResult<PersonId> {
        let person = self.account_user(email, "never-used-by-anybody")?;
        self.set_state(person, "invited")?;
        self.db.for_installation(self.partner, "test", |tx| {
            let waiting = Found::waiting(person.0, "New Person", email);
            tell(tx, &[&waiting], Tells::Invitation(Some("Root Holding"))).map(drop)
        })?;
        Ok(person)
    }

    fn set_state(&self, person: PersonId, state: &str) -> AppResult<()> {
        self.db.for_installation(self.partner, "test", |tx| {
            let partner = tx.partner_id().0;
            diesel::update(people::table.find((partner, person.0))).set(people::state.eq(state)).execute(tx.conn())?;
            Ok(())
        })
    }

    fn person(
        &self,
        email: &str,
        kind: &str,
        full_access: bool,
        rights: serde_json::Value,
        password: &str,
    ) -> AppResult<PersonId> {
        let id = PersonId::new();
        let name = email.split('@').next().unwrap_or_default().replace('.', " ");
        let password = NewPassword::parse(password, &[]).map_err(|why| AppError::invalid("password", why))?;
        let hash = password::hash_now(self.config, &password)?;
        self.db.for_installation(self.partner, "test", |tx| {
            let (partner, now) = (tx.partner_id().0, tx.now());
            diesel::insert_into(people::table)
                .values((
                    people::partner_id.eq(partner),
                    people::id.eq(id.0),
                    people::kind.eq(kind),
                    people::email.eq(email),
                    people::email_key.eq(email.to_lowercase()),
                    people::name.eq(&name),
                    people::name_key.eq(name.to_lowercase()),
                    people::state.eq("active"),
                    people::full_access.eq(full_access),
                    people::rights.eq(rights),
                    people::created_at.eq(now),
                ))
                .execute(tx.conn())?;
            crate::people::terms::keep(tx, id, &name, &email.to_lowercase())?;
            crate::people::set_password(tx, id, SCHEME, &hash)
        })?;
        Ok(id)
    }
}

/// Runs the server's background work in a test.
pub struct Background(crate::background::Background);

impl Background {
    /// Starts the threads.
    pub fn start(app: actix_web::web::Data<crate::web::state::App>) -> Background {
        Background(crate::background::start(app))
    }

    /// Stops them and waits for what they have in hand.
    pub async fn stop(self) {
        self.0.stop().await;
    }
}

/// Removes what has ended, as the sweeping does, until nothing is left to remove.
///
/// # Errors
/// When the database is away.
pub fn sweep(app: &crate::web::state::App) -> AppResult<()> {
    while crate::background::sweep(app)? {}
    Ok(())
}

/// Removes the data of steps whose time is over, all of it.
///
/// # Errors
/// When the database is away.
pub fn drop_step_data(app: &crate::web::state::App) -> AppResult<()> {
    while crate::transactions::retention::drop_due(app)? {}
    Ok(())
}

/// Counts all that waits to be counted.
///
/// # Errors
/// Tells of limits that are nearly or fully used, as the server does by itself.
///
/// # Errors
/// When the database is away.
pub fn tell_of_limits(app: &crate::web::state::App) -> AppResult<()> {
    while crate::limits::notices::tell_due(app)? {}
    Ok(())
}

/// When the database is away.
pub fn count_use(app: &crate::web::state::App) -> AppResult<()> {
    crate::metering::rolling::roll_up_all(&app.db)
}

/// Counts so many commits' worth at most; says how many.
///
/// # Errors
/// When the database is away.
pub fn count_some_use(app: &crate::web::state::App, at_most: i32) -> AppResult<i32> {
    app.db.roll_up(at_most)
}

/// Checks the figures of each partner that were not checked today.
///
/// # Errors
/// When the database is away.
pub fn compare_figures(app: &crate::web::state::App) -> AppResult<()> {
    while crate::metering::reconcile::check_next(app)? {}
    Ok(())
}

/// Makes months of tables ahead and drops those whose time is over.
///
/// # Errors
/// When the database is away.
pub fn tend_months(app: &crate::web::state::App) -> AppResult<()> {
    crate::months::tend(app).map(drop)
}

/// What a Citus cluster could not keep of a database.
///
/// # Errors
/// When its catalogue cannot be read.
pub fn spread_faults(conn: &mut PgConnection) -> QueryResult<Vec<String>> {
    crate::db::spread::faults(conn)
}

/// The tables that are spread over nodes, and those that are copied to each.
pub fn spread_and_copied() -> (Vec<&'static str>, Vec<&'static str>) {
    use crate::db::spread::{Lies, TABLES};
    let of = |wanted| TABLES.iter().filter(|(_, lies)| *lies == wanted).map(|(table, _)| *table).collect();
    (of(Lies::Spread), of(Lies::Copied))
}

/// Closes the causes of incidents whose failed transactions were all run again well.
///
/// # Errors
/// When the database is away.
pub fn close_mended(app: &crate::web::state::App) -> AppResult<()> {
    crate::incidents::mending::close_mended(app).map(drop)
}

/// Sends what is due of the error webhook, once each; says how many there were.
///
/// # Errors
/// When the database is away.
pub async fn send_reports(app: &crate::web::state::App) -> AppResult<usize> {
    crate::error_webhook::sender::Sender::new(app).map_err(AppError::internal)?.send_due().await
}

/// Carries out every job that waits, here and now; answers how many there were.
///
/// # Errors
/// When a job could not be claimed or settled.
pub fn run_jobs(db: &Database) -> AppResult<usize> {
    let never = std::sync::atomic::AtomicBool::new(false);
    let mut done = 0;
    while crate::background::work_once(db, &never)? {
        done += 1;
    }
    Ok(done)
}

/// Takes the job that waits longest and does nothing for it, as a worker that was killed: the job stays running until its
/// lease is over.
///
/// # Errors
/// When none could be claimed.
pub fn abandon_job(db: &Database) -> AppResult<()> {
    db.claim_job()?.map(drop).ok_or(AppError::NotFound)
}
