//! Taking a webhook: whose it is, whether its sender has proved itself, and the Transaction that it begins.

use super::api::Arrived;
use super::model::{Check, Reason, Refusal};
use super::verify::verify;
use crate::connectors::call::mask::is_secret_header;
use crate::db::schema::hooks;
use crate::db::{HookFacts, InWork, WriteTx};
use crate::engine::model::Entry;
use crate::engine::plans::Plan;
use crate::engine::wake::take_in;
use crate::engine::worker::Engine;
use crate::error::AppResult;
use crate::flows::model::Does;
use crate::ids::{HookId, PartnerId, TokenHash, TransactionId};
use crate::limits::queries::too_large;
use crate::mapping::values::Data;
use crate::secrets::Slot;
use crate::web::host::Site;
use diesel::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// Header values of this many characters are kept for the log.
const HEADER_CHARS_MAX: usize = 500;

/// What the sender is answered.
pub(super) enum Answer {
    Taken {
        transaction: TransactionId,
        /// The caller waits for a Synchronous response.
        synchronous: bool,
    },
    Unknown,
    /// The account, or one above it, is suspended.
    Stopped,
    /// The cycle is not started.
    NotRunning,
    Refused(Refusal),
}

/// Takes what came to the address of this token.
///
/// # Errors
/// `Busy` when the database is away; then nothing was taken.
pub(super) fn take(engine: &Engine, token: &TokenHash, site: &Site, arrived: &Arrived) -> AppResult<Answer> {
    // What was known a moment ago may have changed: then the transaction does not open, and the gate is asked anew.
    for _ in 0..3 {
        let facts = match engine.known_hook(token) {
            Some(known) => known,
            None => match engine.ask_hook(token)? {
                None => return Ok(Answer::Unknown),
                Some(facts) if !site.admits(facts.partner) => return Ok(Answer::Unknown),
                Some(facts) if facts.stopped => return Ok(Answer::Stopped),
                Some(facts) if facts.state != "active" => return Ok(Answer::NotRunning),
                Some(facts) => facts,
            },
        };
        if !site.admits(facts.partner) {
            return Ok(Answer::Unknown);
        }
        let taken = engine.for_hook(token, &facts, |tx| open(tx, engine, &facts, arrived))?;
        match taken {
            Some(Taken { answer, begun }) => {
                if let Some((transaction, entry, bytes)) = begun {
                    engine.began(transaction, entry, bytes);
                }
                return Ok(answer);
            }
            None => engine.forget_hook(token),
        }
    }
    Ok(Answer::NotRunning)
}

/// What came of it, and what the engine may know of it once it is committed.
struct Taken {
    answer: Answer,
    begun: Option<(TransactionId, Entry, usize)>,
}

impl From<Answer> for Taken {
    fn from(answer: Answer) -> Taken {
        Taken { answer, begun: None }
    }
}

fn open(tx: &mut WriteTx<'_, InWork>, engine: &Engine, facts: &HookFacts, arrived: &Arrived) -> AppResult<Taken> {
    let versions = (facts.version, facts.account_version);
    let plan = match engine.plans.known((facts.partner, facts.account, facts.cycle), versions, tx.now()) {
        Some(plan) => plan,
        None => engine.plans.read(tx, facts.cycle)?,
    };
    if let Some(check) = check_of(&plan, &facts.step)
        && let Err(refusal) = prove(tx, engine, facts, check, arrived)?
    {
        return Ok(Answer::Refused(refusal).into());
    }
    // What was known of the limit a moment ago spares reading what is too large; what holds is asked with the writing.
    let refused = |why| Taken::from(Answer::Refused(Refusal::of(Reason::TooLarge, why)));
    if plan.payload_kb.is_some_and(|most| arrived.kb() > most)
        && let Some(why) = too_large(tx, facts.account, arrived.kb())?
    {
        return Ok(refused(why));
    }
    let body = match arrived.read() {
        Ok(body) => body,
        Err(refusal) => return Ok(Answer::Refused(refusal).into()),
    };
    let delivery = arrived.delivery(&body);
    let (payload, request, now) = (body.to_string(), shown(arrived), tx.now());
    let id = tx.new_id();
    let transaction: Option<Uuid> = diesel::select(take_in(
        arrived.kb(),
        id,
        facts.cycle.0,
        facts.hook.0,
        delivery.as_deref(),
        facts.step.as_str(),
        payload.as_str(),
        request.as_str(),
        now,
    ))
    .get_result(tx.conn())?;
    let Some(transaction) = transaction else {
        return Ok(refused(too_large(tx, facts.account, arrived.kb())?.unwrap_or_default()));
    };
    // A delivery that came before is the Transaction that it became then.
    let begun = (transaction == id).then(|| {
        let (step, output) = (facts.step.clone(), Data::new(body));
        let entry = Entry::first(step, now, output);
        (TransactionId(id), entry, payload.len())
    });
    let synchronous =
        matches!(plan.flow.step(&facts.step).map(|step| &step.does), Some(Does::Webhook { synchronous: true, .. }));
    Ok(Taken { answer: Answer::Taken { transaction: TransactionId(transaction), synchronous }, begun })
}

/// How senders prove themselves to this step; none: by knowing the address.
fn check_of<'a>(plan: &'a Arc<Plan>, step: &str) -> Option<&'a Check> {
    match &plan.flow.step(step)?.does {
        Does::Webhook { check: Check::None, .. } => None,
        Does::Webhook { check, .. } => Some(check),
        _ => None,
    }
}

fn prove(
    tx: &mut WriteTx<'_, InWork>,
    engine: &Engine,
    facts: &HookFacts,
    check: &Check,
    arrived: &Arrived,
) -> AppResult<Result<(), Refusal>> {
    let sealed: Option<Vec<u8>> =
        hooks::table.find((facts.partner.0, facts.account.0, facts.hook.0)).select(hooks::proof).first(tx.conn())?;
    let secrets: Vec<String> = match sealed {
        None => Vec::new(),
        Some(sealed) => {
            serde_json::from_slice(&engine.vault.open(tx, proof_slot(facts.partner, facts.hook), &sealed)?)?
        }
    };
    let secrets: Vec<&str> = secrets.iter().map(String::as_str).collect();
    Ok(verify(check, &secrets, &arrived.headers(), &arrived.bytes, tx.now()))
}

/// Where the secrets of a hook's senders are kept.
pub(crate) fn proof_slot(partner: PartnerId, hook: HookId) -> Slot {
    Slot { partner, column: "hooks.proof", row: hook.0 }
}

/// What the log shows of the request: its headers without those that prove something.
fn shown(arrived: &Arrived) -> String {
    let headers: Vec<(&str, String)> = arrived
        .headers
        .iter()
        .map(|(name, value)| {
            let value: String = String::from_utf8_lossy(value).chars().take(HEADER_CHARS_MAX).collect();
            (name.as_str(), if is_secret_header(name) { "[hidden]".to_owned() } else { value })
        })
        .collect();
    let shown: Value = json!({ "verb": "POST", "headers": headers, "bytes": arrived.bytes.len() });
    shown.to_string()
}
