//! What a job is called and how far it is, for every page that shows one.

use super::queries::Job;
use crate::{account_exports, accounts};

/// A progress bar's figures, in words too.
pub(crate) struct Progress {
    pub value: i32,
    pub max: i32,
    pub words: String,
}

/// How far a job is.
pub(crate) fn progress(job: &Job) -> Progress {
    let words = match (job.state.as_str(), job.total) {
        ("running", _) if job.doing.is_some() => job.doing.clone().unwrap_or_default(),
        ("queued", _) => t!("jobs-progress-queued").to_owned(),
        ("failed", 0) => t!("jobs-progress-nothing").to_owned(),
        (_, 0) => t!("jobs-progress-starting").to_owned(),
        (_, total) if job.failed == 0 => t!("jobs-progress-of", done = job.done, total = total),
        (_, total) => t!("jobs-progress-of-failed", done = job.done, total = total, failed = job.failed),
    };
    Progress { value: job.done.min(job.total), max: job.total.max(1), words }
}

/// What a job is called: by its instructions where they say enough, else as it was written.
pub(crate) fn title(job: &Job) -> String {
    let told = match job.kind.as_str() {
        "accounts.bulk" => accounts::bulk::title(&job.instructions),
        "accounts.erase" => accounts::erasing::title(&job.instructions),
        "accounts.export" => account_exports::job::title(&job.instructions),
        _ => None,
    };
    told.unwrap_or_else(|| job.title.clone())
}
