//! Sends what is in the outbox of the error webhook. Several go at once, two at most to one address, with no transaction
//! open. It has a client of its own, because connections belong to the runtime that made them. Logs name the report
//! alone.

use super::actions::{self, slot, user_agent};
use super::model::{Came, Stands, message_id};
use crate::connectors::call::outcome::retry_after;
use crate::db::schema::error_webhook_keys;
use crate::db::{DueReport, InWork, WriteTx};
use crate::engine::call::USER_AGENT;
use crate::error::AppResult;
use crate::hooks::outgoing::sign;
use crate::ids::AccountId;
use crate::outbound::{Outbound, Request};
use crate::web::state::App;
use chrono::Duration;
use diesel::prelude::*;
use futures_util::stream::{FuturesUnordered, StreamExt};
use reqwest::Method;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration as Time;
use url::Url;
use uuid::Uuid;
use zeroize::Zeroizing;

/// What is sent at once by one process.
const AT_ONCE: usize = 32;
/// From the look-up of the name to the last byte of the answer.
const TIMEOUT: Time = Time::from_secs(20);
/// The answer is not read for what it says.
const ANSWER_BYTES_MAX: usize = 64 * 1024;
const LOOK_EVERY: Time = Time::from_secs(1);

/// A sender, for one process and one runtime.
pub(crate) struct Sender<'a> {
    app: &'a App,
    outbound: Outbound,
}

/// Sends until it is told to stop; what is under way then is tried again by another.
pub(crate) fn run(app: &App, stopping: &AtomicBool) {
    let started = Sender::new(app).and_then(|sender| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(sender.send_all(stopping));
        Ok(())
    });
    if let Err(cause) = started {
        tracing::error!("no error webhook is sent by this process: {cause:#}");
    }
}

impl<'a> Sender<'a> {
    pub(crate) fn new(app: &'a App) -> anyhow::Result<Sender<'a>> {
        Ok(Sender { app, outbound: Outbound::new(app.config.outgoing.clone())? })
    }

    async fn send_all(&self, stopping: &AtomicBool) {
        let mut under_way = FuturesUnordered::new();
        let mut busy: Vec<String> = Vec::new();
        while !stopping.load(Ordering::Relaxed) {
            match self.app.db.take_reports(&busy, AT_ONCE.saturating_sub(under_way.len())) {
                Ok(taken) => {
                    for report in taken {
                        busy.push(report.url.clone());
                        under_way.push(self.send(report));
                    }
                }
                Err(cause) => tracing::warn!("the error webhook will be looked at again: {cause}"),
            }
            // An address that answers gets what else waits for it as fast as it answers.
            tokio::select! {
                () = tokio::time::sleep(LOOK_EVERY) => {}
                Some(url) = under_way.next(), if !under_way.is_empty() => {
                    if let Some(at) = busy.iter().position(|known| *known == url) {
                        busy.swap_remove(at);
                    }
                }
            }
        }
    }

    /// Sends what is due now, once each; says how many there were.
    ///
    /// # Errors
    /// When the database is away.
    #[cfg(feature = "test-support")]
    pub(crate) async fn send_due(&self) -> AppResult<usize> {
        let taken = self.app.db.take_reports(&[], AT_ONCE)?;
        let count = taken.len();
        futures_util::future::join_all(taken.into_iter().map(|report| self.send(report))).await;
        Ok(count)
    }

    /// One try, and what is noted of it; answers the address, which is free again.
    async fn send(&self, report: DueReport) -> String {
        let came = match self.prepared(&report) {
            Ok(Ok(request)) => self.came(request).await,
            Ok(Err(words)) => Came::Nothing(words, false),
            Err(cause) => {
                // It comes back by itself, since its next try was set when it was taken.
                tracing::warn!(report.id = %report.id, "report {} will be tried again: {cause}", report.id);
                return report.url;
            }
        };
        let stands = Stands::after(came, report.attempts, report.id, self.app.db.clock().now());
        if let Err(cause) = self.settle(&report, &stands) {
            tracing::warn!(report.id = %report.id, "what came of report {} was not written: {cause}", report.id);
        }
        report.url
    }

    async fn came(&self, request: Request) -> Came {
        match self.outbound.send(request).await {
            Ok(reply) => {
                let wait = reply.header("retry-after").and_then(|value| retry_after(value, self.app.db.clock().now()));
                Came::Answer(reply.status, wait.and_then(|wait| Duration::from_std(wait).ok()))
            }
            Err(failure) => Came::Nothing(failure.to_string(), failure.worth_retrying()),
        }
    }

    /// The request, signed by each key that is good now; in words why there can be none.
    fn prepared(&self, report: &DueReport) -> AppResult<Result<Request, String>> {
        // The engine's role: no page may read what a key holds. A test belongs to no account.
        let account = AccountId(Uuid::nil());
        let read = |tx: &mut WriteTx<'_, InWork>| Ok((self.keys(tx)?, user_agent(tx)?));
        let (keys, agent) = self.app.db.for_due(report.partner, account, read)?;
        let secrets: Vec<&str> = keys.iter().filter_map(|key| std::str::from_utf8(key).ok()).collect();
        if secrets.is_empty() {
            return Ok(Err("There is no signing key. Make one in the settings, then send it again.".to_owned()));
        }
        let Ok(url) = Url::parse(&report.url) else { return Ok(Err("Its address is no URL.".to_owned())) };
        let body = report.payload.clone().into_bytes();
        let signed = match sign(&message_id(report.id), self.app.db.clock().now(), &body, &secrets) {
            Ok(signed) => signed,
            Err(words) => return Ok(Err(words)),
        };
        let mut headers: Vec<(String, String)> =
            signed.headers().iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        headers.push(("content-type".to_owned(), "application/json".to_owned()));
        Ok(Ok(Request {
            verb: Method::POST,
            url,
            headers,
            body,
            user_agent: agent.unwrap_or_else(|| USER_AGENT.to_owned()),
            timeout: TIMEOUT,
            reply_bytes_max: ANSWER_BYTES_MAX,
            redirects_max: 0,
        }))
    }

    fn keys(&self, tx: &mut WriteTx<'_, InWork>) -> AppResult<Vec<Zeroizing<Vec<u8>>>> {
        let (partner, now) = (tx.partner_id(), tx.now());
        let rows: Vec<(Uuid, Vec<u8>)> = error_webhook_keys::table
            .filter(error_webhook_keys::partner_id.eq(partner.0))
            .filter(error_webhook_keys::ends_at.is_null().or(error_webhook_keys::ends_at.gt(now)))
            .order(error_webhook_keys::id.desc())
            .select((error_webhook_keys::id, error_webhook_keys::secret))
            .load(tx.conn())?;
        rows.into_iter().map(|(id, sealed)| self.app.vault.open(tx, slot(partner, id), &sealed)).collect()
    }

    fn settle(&self, report: &DueReport, stands: &Stands) -> AppResult<()> {
        self.app.db.report_outcome(report, stands)?;
        match stands.stop {
            None => Ok(()),
            Some(why) => self.app.db.for_installation(report.partner, "error webhook", |tx| {
                actions::stop(tx, report.account, &report.url, why)
            }),
        }
    }
}
