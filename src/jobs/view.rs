//! How far a job is, for every page that shows one.

use super::queries::Job;
use crate::web::times::figure;

/// A progress bar's figures, in words too.
pub(crate) struct Progress {
    pub value: i32,
    pub max: i32,
    pub words: String,
}

/// How far a job is.
pub(crate) fn progress(job: &Job) -> Progress {
    let failed = match job.failed {
        0 => String::new(),
        n => format!(", {} failed", figure(i64::from(n))),
    };
    let words = match (job.state.as_str(), job.total) {
        ("running", _) if job.doing.is_some() => job.doing.clone().unwrap_or_default(),
        ("queued", _) => "Waiting for a free worker".to_owned(),
        ("failed", 0) => "Nothing was done".to_owned(),
        (_, 0) => "Starting".to_owned(),
        (_, total) => format!("{} of {}{failed}", figure(i64::from(job.done)), figure(i64::from(total))),
    };
    Progress { value: job.done.min(job.total), max: job.total.max(1), words }
}
