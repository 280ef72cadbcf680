//! Turns for streams: each holds a connection of the slow pool for as long as its reader takes, and a thread besides, so
//! only so many run at once and the next one waits a moment or is told to come again (STYLE 3.10). One connection is
//! always left for jobs and mails.

use super::tx::Database;
use crate::error::{AppError, AppResult};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How long a stream waits for its turn.
const PATIENCE: Duration = Duration::from_secs(3);

/// The right to run one stream; given back when dropped.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "held for what its end does")] OwnedSemaphorePermit);

/// All turns there are.
#[derive(Clone)]
pub(crate) struct Turns(Arc<Semaphore>);

impl Turns {
    /// For a slow pool of this size.
    pub fn of(connections: u32) -> Turns {
        Turns(Arc::new(Semaphore::new(connections.saturating_sub(1).max(1) as usize)))
    }
}

impl Database {
    /// A turn, when one is free or comes free in a moment.
    pub(crate) async fn turn(&self) -> AppResult<Turn> {
        let busy =
            || AppError::Busy { why: "Many files are being downloaded at this moment.".to_owned(), retry_after_s: 30 };
        let waiting = self.turns.0.clone().acquire_owned();
        let turn = tokio::time::timeout(PATIENCE, waiting).await.map_err(|_| busy())?;
        turn.map(Turn).map_err(|_| busy())
    }

    /// Every turn there is, for a test of what the next one is told.
    #[cfg(feature = "test-support")]
    pub fn take_every_turn(&self) -> Vec<Turn> {
        std::iter::from_fn(|| self.turns.0.clone().try_acquire_owned().ok().map(Turn)).collect()
    }
}
