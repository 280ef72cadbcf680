//! What it looks like when the server goes away, and what a page says then.

use super::pool::Conn;
use crate::error::AppError;
use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// True when the server is gone, so that the connection is of no use.
pub(super) fn is_connection_lost(cause: &DieselError) -> bool {
    match cause {
        DieselError::DatabaseError(DatabaseErrorKind::ClosedConnection, _) => true,
        // An administrator's shutdown arrives as an ordinary error on a connection that is gone afterwards.
        DieselError::DatabaseError(DatabaseErrorKind::Unknown | DatabaseErrorKind::UnableToSendCommand, info) => {
            let said = info.message();
            [
                "terminating connection",
                "server closed the connection",
                "no connection to the server",
                "SSL connection has been closed",
                "could not receive data",
                "the database system is",
            ]
            .iter()
            .any(|sign| said.contains(sign))
        }
        _ => false,
    }
}

/// A lost connection is not returned to the pool, and the page says 503, not 500.
pub(super) fn unwell(conn: &mut Conn, cause: DieselError) -> AppError {
    if is_connection_lost(&cause) {
        conn.broken = true;
        tracing::warn!("database connection lost: {cause}");
        return silent();
    }
    cause.into()
}

pub(super) fn silent() -> AppError {
    AppError::Busy { why: "The database does not answer.".to_owned(), retry_after_s: 5 }
}
