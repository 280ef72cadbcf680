//! When a cycle runs by itself (MODEL section 5): once, every so many minutes, or by a cron line. Pure: the moment and
//! the account's timezone are handed in.
//!
//! - [`model`]: schedules as data, and the next run. [`cron`]: cron lines. [`local`]: times of day in a timezone.
//! - [`words`]: a schedule as people say it. [`form`]: what people typed, with what is wrong with it.
//!
//! When the clock is changed no run happens twice and none is lost: a time of day that comes twice means the first, one
//! that is skipped means the moment the clock was put forward. Intervals under a day go by elapsed time, and so does a
//! cron line for every hour.

pub(crate) mod cron;
pub(crate) mod form;
pub(crate) mod local;
pub(crate) mod model;
#[cfg(test)]
mod tests;
pub(crate) mod told;
mod words;
