//! How much was used (MODEL section 7). The engine writes one row a Task into the ledger with the outcome of its step (M1),
//! and names in `usage_pending` what is to be counted; roll-ups by hour, day and month are made of that, and reports read
//! nothing else.
//!
//! - [`rolling`]: counting what waits to be counted. [`reconcile`]: whether ledger, roll-ups and log say the same (M2).
//! - [`period`]: billing periods.

pub(crate) mod period;
pub(crate) mod reconcile;
pub(crate) mod rolling;
