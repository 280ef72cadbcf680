//! What the server does besides answering: sends mails, runs jobs, suspends what has expired, sweeps. Each is a thread
//! that works in small transactions of its own (T10) and stops when told.

use crate::error::AppResult;
use crate::web::state::App;
use actix_web::web;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The running threads.
pub(crate) struct Background {
    stopping: Arc<AtomicBool>,
    threads: Vec<std::thread::JoinHandle<()>>,
}

/// Starts them.
pub(crate) fn start(app: web::Data<App>) -> Background {
    let stopping = Arc::new(AtomicBool::new(false));
    let chore = |name: &'static str, every: Duration, work: fn(&App) -> AppResult<bool>| {
        let (app, stopping) = (app.clone(), stopping.clone());
        std::thread::spawn(move || {
            while !stopping.load(Ordering::Relaxed) {
                match work(&app) {
                    // There may be more: go on at once.
                    Ok(true) => continue,
                    Ok(false) => {}
                    Err(cause) => tracing::warn!("{name} will be tried again: {cause}"),
                }
                nap(&stopping, every);
            }
        })
    };
    let threads = vec![
        chore("sweeping", Duration::from_secs(60), sweep),
        chore("sending mails", Duration::from_secs(1), crate::mail::sender::send_next),
    ];
    Background { stopping, threads }
}

fn sweep(app: &App) -> AppResult<bool> {
    app.db.sweep()?;
    Ok(false)
}

/// Sleeps in short pieces, so that stopping is quick.
fn nap(stopping: &AtomicBool, time: Duration) {
    let piece = Duration::from_millis(100);
    let mut left = time;
    while !left.is_zero() && !stopping.load(Ordering::Relaxed) {
        std::thread::sleep(left.min(piece));
        left = left.saturating_sub(piece);
    }
}

impl Background {
    /// Tells all threads to stop and waits for what they have in hand.
    pub async fn stop(self) {
        self.stopping.store(true, Ordering::Relaxed);
        let threads = self.threads;
        let joined = web::block(move || threads.into_iter().all(|t| t.join().is_ok())).await;
        if !matches!(joined, Ok(true)) {
            tracing::warn!("a background thread did not stop cleanly");
        }
    }
}
