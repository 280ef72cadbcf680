//! Time is handed in, never taken: `clock.now()` everywhere, so that a test can move it (STYLE 3.9).

use crate::ids::Ids;
use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex, PoisonError};

/// Where the time comes from.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// None: the machine's clock. Some: the instant a test has set.
    set: Option<Arc<Mutex<DateTime<Utc>>>>,
    /// What ids are made of this clock's instants with.
    ids: Arc<Ids>,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Clock {
        Clock::default()
    }

    /// A clock that stands still until a test moves it.
    pub fn standing_at(instant: DateTime<Utc>) -> Clock {
        Clock { set: Some(Arc::new(Mutex::new(instant))), ..Clock::default() }
    }

    /// The present instant, to the microsecond, which is what Postgres keeps.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.set {
            #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
            None => Utc::now(),
            Some(instant) => *instant.lock().unwrap_or_else(PoisonError::into_inner),
        };
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// What makes ids of its instants.
    pub(crate) fn ids(&self) -> &Ids {
        &self.ids
    }

    /// Moves a standing clock; the machine's clock stays as it is.
    pub fn advance(&self, by: chrono::Duration) {
        if let Some(instant) = &self.set {
            *instant.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }
}
