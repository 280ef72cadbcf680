//! What every handler shares.

use super::assets::Assets;
use super::metrics::Metrics;
use crate::config::Config;
use crate::db::Database;
use crate::people::password::Hasher;
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
}

/// What pages look like for everybody: the product's name, its address, and the hashed addresses of the assets.
#[derive(Debug, Default)]
pub struct Look {
    pub(crate) product: String,
    /// Where people find it, without a trailing slash.
    pub(crate) address: String,
    pub(crate) assets: Assets,
}

impl App {
    /// Puts the application together; nothing is contacted yet.
    pub fn new(config: Config, db: Database) -> App {
        App {
            look: Arc::new(Look {
                product: config.product.clone(),
                address: config.url.as_str().trim_end_matches('/').to_owned(),
                assets: Assets::addresses(),
            }),
            form_key: config.key.derive("forms"),
            hasher: Hasher::start(&config),
            metrics: Metrics::new(),
            config,
            db,
        }
    }
}
