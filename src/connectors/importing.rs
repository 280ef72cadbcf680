//! A document that somebody sent, made a connector: off the async threads, and only so many at once, as a large one takes seconds.

use super::openapi::{self, Imported};
use crate::access::Access;
use crate::access::rights::Right;
use crate::db::Place;
use crate::error::AppResult;
use crate::language;

/// Reads a document. The inner error: why nothing can be made of it, in words for whoever sent it.
///
/// # Errors
/// As [`Access::turn`].
pub(crate) async fn imported<R: Right<In = P>, P: Place>(
    access: &Access<R, P>,
    bytes: Vec<u8>,
) -> AppResult<Result<Imported, String>> {
    let _turn = access.turn().await?;
    let read = language::off_thread(move || Ok(openapi::import(&bytes)));
    Ok(match read.await? {
        Err(refused) => Err(refused.to_string()),
        Ok(imported) => match imported.useless() {
            Some(why) => Err(why),
            None => Ok(imported),
        },
    })
}
