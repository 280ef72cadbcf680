//! What every handler shares.

use super::api::pace::Pace;
use super::assets::Assets;
use super::host::Names;
use super::metrics::Metrics;
use crate::api_calls::Calls;
use crate::config::Config;
use crate::db::Database;
use crate::engine::worker::Engine;
use crate::oidc::provider::Known;
use crate::outbound::Outbound;
use crate::people::password::Hasher;
use crate::secrets::Vault;
use std::sync::Arc;

/// The running application: made once, shared by all web threads.
pub struct App {
    /// Settings.
    pub config: Config,
    /// The door to Postgres.
    pub db: Database,
    /// Names and addresses that every page shows.
    pub look: Arc<Look>,
    /// Key of the anti-forgery tokens and notices.
    pub(crate) form_key: [u8; 64],
    /// Hashes passwords, a few at a time.
    pub(crate) hasher: Hasher,
    pub(crate) metrics: Metrics,
    /// Whose host names are.
    pub(crate) names: Names,
    /// How often programs may call.
    pub(crate) pace: Pace,
    /// Calls of programs that are answered and not yet written.
    pub(crate) calls: Calls,
    /// What partners' sign-in providers say of themselves.
    pub(crate) providers: Known,
    /// Encrypts what customers entrust.
    pub(crate) vault: Arc<Vault>,
    /// Runs cycles, where [`crate::background`] was started, and takes their webhooks.
    pub(crate) engine: Arc<Engine>,
}

/// What pages look like for everybody: the product's name, its address, and the hashed addresses of the assets.
#[derive(Debug, Default)]
pub struct Look {
    pub(crate) product: String,
    /// Where people find it, without a trailing slash. What a person is given begins with [`Look::at`] instead.
    pub(crate) address: String,
    /// What stands around the host in an address: `https://`, and a port where it has one.
    around_host: (String, String),
    pub(crate) assets: Assets,
}

impl Look {
    /// The address of a partner's own host, or of the installation.
    pub(crate) fn at(&self, host: Option<&str>) -> String {
        let (before, behind) = &self.around_host;
        host.map_or_else(|| self.address.clone(), |host| format!("{before}{host}{behind}"))
    }
}

impl App {
    /// Puts the application together; nothing is contacted yet.
    ///
    /// # Errors
    /// When the client for outgoing calls cannot be made.
    pub fn new(config: Config, db: Database) -> anyhow::Result<App> {
        let vault = Arc::new(Vault::new(config.wrapping.clone()));
        let outbound = Outbound::new(config.outgoing.clone())?;
        Ok(App {
            look: Arc::new(Look {
                product: config.product.clone(),
                address: config.url.as_str().trim_end_matches('/').to_owned(),
                around_host: (
                    format!("{}://", config.url.scheme()),
                    config.url.port().map(|port| format!(":{port}")).unwrap_or_default(),
                ),
                assets: Assets::addresses(),
            }),
            form_key: config.key.derive("forms"),
            hasher: Hasher::start(&config),
            metrics: Metrics::new(),
            names: Names::default(),
            pace: Pace::new(config.api_calls_a_minute),
            calls: Calls::default(),
            providers: Known::default(),
            engine: Engine::start(db.clone(), vault.clone(), outbound, config.pool as usize),
            vault,
            config,
            db,
        })
    }
}
