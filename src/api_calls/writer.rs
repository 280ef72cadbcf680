//! The thread that writes the calls of a process that answers them, each second, and once more when it stops. It runs beside
//! the chores, since a server that leaves those to others (`BERTH_WORK=0`) writes its own calls all the same.

use crate::error::AppResult;
use crate::web::state::App;
use actix_web::web;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a call waits to be written.
const EVERY: Duration = Duration::from_secs(1);
/// Calls that one transaction writes.
const AT_ONCE: usize = 2_000;

/// The running thread.
pub(crate) struct Writer {
    /// Dropping it tells the thread to end.
    going_on: Sender<()>,
    thread: JoinHandle<()>,
}

impl Writer {
    /// Starts it.
    pub fn start(app: web::Data<App>) -> Writer {
        let (going_on, told) = channel();
        let thread = std::thread::spawn(move || {
            while told.recv_timeout(EVERY) == Err(RecvTimeoutError::Timeout) {
                say(write_all(&app));
            }
            say(write_all(&app));
        });
        Writer { going_on, thread }
    }

    /// Has it write what is left and waits for that. The server has answered its last call by then.
    pub async fn stop(self) {
        drop(self.going_on);
        let thread = self.thread;
        if !matches!(web::block(move || thread.join().is_ok()).await, Ok(true)) {
            tracing::warn!("the last calls of programs were not written");
        }
    }
}

fn say(done: AppResult<()>) {
    if let Err(cause) = done {
        tracing::warn!("writing the calls of programs will be tried again: {cause}");
    }
}

/// Writes all that waits.
///
/// # Errors
/// When the database is away: what was not written waits on.
pub(crate) fn write_all(app: &App) -> AppResult<()> {
    loop {
        let (calls, lost) = app.calls.take(AT_ONCE);
        if lost > 0 {
            tracing::warn!(
                "{lost} calls of programs are missing from the reports: they came faster than they were written"
            );
        }
        if calls.is_empty() {
            return Ok(());
        }
        if let Err(cause) = app.db.note_calls(&calls) {
            app.calls.put_back(calls);
            return Err(cause);
        }
    }
}
