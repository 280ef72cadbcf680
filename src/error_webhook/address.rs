//! Whether reports can be sent to an address at all: what the one way out for calls refuses (R5) is said at the form.

use crate::error::{AppError, AppResult};
use crate::outbound::Outbound;
use url::Url;

/// # Errors
/// `Invalid` at `field`, with why not and what to do.
pub(crate) fn callable(outbound: &Outbound, field: &str, address: Option<&str>) -> AppResult<()> {
    let Some(address) = address else { return Ok(()) };
    let refused = |why: String| AppError::invalid(field, t!("error-webhook-not-callable", why = why));
    let url = Url::parse(address).map_err(|_| refused(t!("error-webhook-no-web-address").to_owned()))?;
    outbound.check(&url).map_err(|why| refused(why.to_string().trim_end_matches('.').to_owned()))
}
