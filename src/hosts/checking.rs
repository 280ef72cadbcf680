//! One check of one name: what is asked for, and by whom.

use super::dns;
use super::model::{Found, is_local};
use super::queries::Row;
use crate::config::Config;
use crate::error::AppResult;

/// What is to be known of a name now. One of this machine is as good as it can be.
///
/// # Errors
/// As [`dns::ask`].
pub(super) async fn ask(config: &Config, row: &Row) -> AppResult<Found> {
    if is_local(&row.host) {
        return Ok(if config.plain_loopback() { Found::Good } else { Found::Missing });
    }
    dns::ask(config.dns_server, config.url.host_str().unwrap_or_default(), &row.host, &row.proof).await
}
