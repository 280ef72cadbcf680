//! One Transaction under a lease: from where its log says it stands, step after step, to where it waits or ends. Steps
//! without effect outside are written together with the next one that has; what another process could notice is written
//! before anything further happens (R1, R2).

use super::model::{
    Again, Done, Entry, Incident, Items, PATIENCE_MAX, Problem, Ran, Report, Run, Standing, TRIES_MAX, Totals, next_try,
};
use super::opened::Opened;
use super::record::Written;
use super::room;
use super::steps::{self, At, is_external, takes_tasks};
use super::worker::Engine;
use crate::db::Claimed;
use crate::error::AppResult;
use crate::flows::model::{Does, ITEMS_MAX, OnError, Step};
use crate::flows::walk::{self, Begins, Next, Past, Went};
use crate::mapping::model::StepKey;
use crate::mapping::path::Path;
use crate::mapping::scope::Inputs;
use crate::mapping::values::Data;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;
use uuid::Uuid;

/// Runs a Transaction as far as it goes now.
///
/// # Errors
/// When what it did could not be written; its lease then ends, and it is taken up from its log.
pub(crate) async fn run(engine: &Arc<Engine>, claimed: Claimed, opened: Opened) -> AppResult<()> {
    let mut walker = Walker { engine, claimed, opened, report: Report::default(), external: false, room: true };
    walker.walk().await
}

struct Walker<'a> {
    engine: &'a Arc<Engine>,
    claimed: Claimed,
    opened: Opened,
    /// Not yet written.
    report: Report,
    /// Among that is something which another process could notice.
    external: bool,
    /// Its next Task was granted.
    room: bool,
}

impl Walker<'_> {
    async fn walk(&mut self) -> AppResult<()> {
        // What said in this turn that it waits, so that the other branches go on meanwhile.
        let mut waiting: BTreeMap<String, (DateTime<Utc>, String)> = BTreeMap::new();
        if let Some(stop) = self.split_what_came().await? {
            return self.flush(stop).await;
        }
        loop {
            if let Some(why) = self.opened.cycle.held() {
                return self.flush(Standing::Parked { why }).await;
            }
            let mut ready = match self.next() {
                Next::Run(ready) => ready,
                Next::Children => return self.flush(Standing::ForItems).await,
                Next::End => return self.flush(Standing::Done).await,
            };
            ready.retain(|key| !waiting.contains_key(key));
            if let (true, Some((at, why))) = (ready.is_empty(), waiting.values().min()) {
                let (at, why) = (*at, why.clone());
                return self.flush(Standing::Until { at, why }).await;
            }
            for key in ready {
                let Some(step) = self.opened.plan.flow.step(&key).cloned() else { continue };
                match self.step(&step).await? {
                    None => {}
                    Some(Standing::Until { at, why }) => drop(waiting.insert(key, (at, why))),
                    Some(stop) => return self.flush(stop).await,
                }
            }
        }
    }

    /// What a webhook brought was stored whole when it was accepted. Where its step splits it, that is done first.
    async fn split_what_came(&mut self) -> AppResult<Option<Standing>> {
        let ([only], None) = (self.opened.entries.as_slice(), self.opened.item) else { return Ok(None) };
        let Some(step) = self.opened.plan.flow.trigger().filter(|step| step.key == only.step).cloned() else {
            return Ok(None);
        };
        let Some(path) = self.opened.plan.flow.splits(&step) else { return Ok(None) };
        let output = only.output.json().clone();
        if path.is_empty() && !output.is_array() {
            return Ok(None);
        }
        let row =
            Row { step: &step, ran: Ran::default(), problem: None, began: self.engine.now(), took_ms: 0, attempt: 1 };
        self.split(row, "", output, &path).await
    }

    fn next(&self) -> Next {
        let past: Vec<Past> =
            self.opened.entries.iter().map(|e| Past { step: e.step.clone(), went: e.went.clone() }).collect();
        let begins = match (self.opened.item, self.opened.entries.first()) {
            (Some(_), Some(first)) => Begins::After(&first.step),
            _ => Begins::Trigger,
        };
        walk::next(&self.opened.plan.flow, &past, begins, self.opened.children_open)
    }

    /// Runs one step. Some: the Transaction does not go on by it now.
    async fn step(&mut self, step: &Step) -> AppResult<Option<Standing>> {
        let asks = self.claimed.careful && takes_tasks(&step.does) && (!self.room || self.report.has_tasks());
        if asks || is_external(&step.does) && self.external {
            self.write(Standing::GoesOn, asks).await?;
            if let Some(why) = self.opened.cycle.held() {
                return Ok(Some(Standing::Parked { why }));
            }
        }
        let began = self.engine.now();
        let clock = Instant::now();
        let ran = self.execute(step, began).await?;
        let took_ms = i32::try_from(clock.elapsed().as_millis()).unwrap_or(i32::MAX);
        self.external |= is_external(&step.does);
        let stop = self.settle_step(step, ran, began, took_ms).await?;
        if stop.is_none() && matches!(step.does, Does::Respond { .. }) && self.is_awaited() {
            // The caller is answered now, not when all is done.
            self.flush(Standing::GoesOn).await?;
        }
        Ok(stop)
    }

    /// Somebody may wait for a response: in this process, or another.
    fn is_awaited(&self) -> bool {
        matches!(self.opened.plan.flow.trigger(), Some(Step { does: Does::Webhook { synchronous: true, .. }, .. }))
    }

    async fn execute(&self, step: &Step, began: DateTime<Utc>) -> AppResult<Ran> {
        let inputs = self.inputs(began);
        let joined = match step.does {
            Does::WaitAll => Some(self.joined(step).await?),
            _ => None,
        };
        let at = At {
            engine: self.engine,
            plan: &self.opened.plan,
            claimed: &self.claimed,
            connections: &self.opened.connections,
            inputs: &inputs,
            waits_since: self.entries_of(step).find(|e| e.went == Went::Again).map(|e| e.began),
            turn: self.entries_of(step).last().and_then(turn_of),
            joined,
            idempotency_key: idempotency_key(self.claimed.transaction.0, &step.key),
            attempt: i16::try_from(self.tries(step).count()).unwrap_or(i16::MAX),
        };
        Ok(steps::run(&at, step).await)
    }

    fn entries_of(&self, step: &Step) -> impl Iterator<Item = &Entry> {
        self.opened.entries.iter().filter(|entry| entry.step == step.key)
    }

    fn tries(&self, step: &Step) -> impl Iterator<Item = &Entry> {
        self.entries_of(step).filter(|entry| !entry.waited)
    }

    /// Turns what a step gave into its row of the log, and says whether the Transaction goes on.
    async fn settle_step(
        &mut self,
        step: &Step,
        mut ran: Ran,
        began: DateTime<Utc>,
        took_ms: i32,
    ) -> AppResult<Option<Standing>> {
        let attempt = i16::try_from(self.tries(step).count()).unwrap_or(i16::MAX).saturating_add(1);
        // Taken, not copied: an output may have megabytes.
        let result = std::mem::take(&mut ran.result);
        let problem = match &result {
            Done::Not(problem) => Some(problem.message.clone()),
            _ => None,
        };
        let row = Row { step, ran, problem, began, took_ms, attempt };
        match result {
            Done::On { port, output } => match self.opened.plan.flow.splits(step) {
                None => {
                    self.add(row, "done", Went::On(port), output);
                    Ok(None)
                }
                Some(path) => self.split(row, &port, output, &path).await,
            },
            Done::Later { at, why, turn } => {
                if turn.is_some() || self.entries_of(step).next().is_none() {
                    let booked = turn.map_or(Value::Null, |turn| json!({ "turn": turn }));
                    self.add(row, "waits", Went::Again, booked);
                }
                Ok(Some(Standing::Until { at, why }))
            }
            Done::Not(problem) => {
                if let Some(at) = self.again(&row, &problem) {
                    let why = format!("{} {}", problem.message, super::said::AGAIN);
                    if row.attempt == 1 && problem.again == Again::Ladder {
                        // People hear of it now, not when the last try has failed half a day later.
                        let (step, message) = (step.key.clone(), why.clone());
                        self.report.incidents.push(Incident { step, kind: "warning", cause: problem.cause, message });
                    }
                    self.add(row, "retry", Went::Again, Value::Null);
                    return Ok(Some(Standing::Until { at, why }));
                }
                Ok(self.fail(row, problem))
            }
        }
    }

    /// When a step is tried again; None: not any more.
    fn again(&self, row: &Row<'_>, problem: &Problem) -> Option<DateTime<Utc>> {
        match problem.again {
            Again::No => None,
            // Asking for patience is no error of the flow's, so it is obeyed whatever the step says about errors.
            Again::At(at) => (row.attempt < PATIENCE_MAX).then_some(at),
            Again::Ladder => {
                let first = self.tries(row.step).next().map_or(row.began, |entry| entry.began);
                let wanted = row.step.on_error == OnError::Retry && row.attempt < TRIES_MAX;
                wanted.then(|| next_try(row.attempt, first, self.engine.now(), self.claimed.transaction.0)).flatten()
            }
        }
    }

    fn fail(&mut self, row: Row<'_>, problem: Problem) -> Option<Standing> {
        let step = row.step.key.clone();
        let ignored = row.step.on_error == OnError::Ignore && !problem.stops_cycle;
        let stops_cycle = row.step.on_error == OnError::StopCycle || problem.stops_cycle;
        let kind = if ignored { "warning" } else { "error" };
        let (cause, message) = (problem.cause_at(&row.step.name), problem.message.clone());
        self.report.incidents.push(Incident { step: step.clone(), kind, cause, message });
        if ignored {
            self.add(row, "warned", Went::On(String::new()), Value::Null);
            return None;
        }
        self.add(row, "failed", Went::Failed, Value::Null);
        Some(Standing::Failed { step, problem: problem.message, stops_cycle })
    }

    async fn split(&mut self, row: Row<'_>, port: &str, output: Value, path: &str) -> AppResult<Option<Standing>> {
        let list = match path {
            "" => output.clone(),
            path => path.parse::<Path>().map(|path| path.read(&output)).unwrap_or(Value::Null),
        };
        let Value::Array(list) = list else {
            if path.is_empty() {
                // One record is no collection; it goes on in this Transaction.
                self.add(row, "done", Went::On(port.to_owned()), output);
                return Ok(None);
            }
            return Ok(
                self.fail(row, unsplit(format!("Its output has no list at “{path}”, so there is nothing to split.")))
            );
        };
        if list.len() > ITEMS_MAX {
            let message = format!("Its collection has {} items; {ITEMS_MAX} are the most.", list.len());
            return Ok(self.fail(row, unsplit(message)));
        }
        let joined = walk::is_joined(&self.opened.plan.flow, &row.step.key);
        let outputs: Vec<String> = list.iter().map(Value::to_string).collect();
        self.opened.children_open |= joined && !outputs.is_empty();
        self.report.items.push(Items { step: row.step.key.clone(), outputs, joined });
        self.add(row, "split", Went::Split, output);
        // What became Transactions of their own is theirs from here on.
        self.flush(Standing::GoesOn).await?;
        Ok(None)
    }

    fn add(&mut self, row: Row<'_>, outcome: &'static str, went: Went, output: Value) {
        let seq = self.opened.entries.last().map_or(0, |last| last.seq + 1);
        let keeps = !matches!(outcome, "retry" | "failed") && (outcome != "waits" || !output.is_null());
        let port = match &went {
            Went::On(port) if !port.is_empty() => Some(port.clone()),
            _ => None,
        };
        let tasks = i16::try_from(row.ran.tasks.len()).unwrap_or(i16::MAX);
        self.report.runs.push(Run {
            seq,
            step: row.step.key.clone(),
            attempt: row.attempt,
            outcome,
            port,
            began: row.began,
            took_ms: row.took_ms,
            problem: row.problem,
            output: keeps.then(|| output.to_string()),
            ran: row.ran,
        });
        let (warned, waited) = (outcome == "warned", outcome == "waits");
        let (step, began) = (row.step.key.clone(), row.began);
        self.opened.entries.push(Entry { seq, step, went, began, tasks, warned, waited, output: Data::new(output) });
    }

    async fn flush(&mut self, standing: Standing) -> AppResult<()> {
        self.write(standing, false).await
    }

    /// Writes what is in hand; `asks`: and asks for room for one more Task, where a limit is near.
    async fn write(&mut self, standing: Standing, asks: bool) -> AppResult<()> {
        let mut report = std::mem::take(&mut self.report);
        report.totals = Totals::of(&self.opened.entries);
        report.standing = Some(standing);
        self.external = false;
        let (claimed, kept, parent) = (self.claimed.clone(), self.opened.plan.kept, self.opened.counted_by);
        let beyond = self.opened.cycle.beyond;
        let needs = asks.then(|| self.opened.needs());
        self.room = asks;
        // Whoever goes on learns here whether its cycle was stopped meanwhile.
        if let Some(now) = self.engine.write(Written { claimed, kept, parent, beyond, needs, report }).await? {
            if now.put_back {
                return Err(room::put_back());
            }
            self.opened.cycle = now;
        }
        self.engine.answers.tell(self.claimed.transaction);
        Ok(())
    }

    /// What the ways had that a Wait for all joins: the items' last outputs, else those of the steps before it.
    async fn joined(&self, step: &Step) -> AppResult<Vec<Value>> {
        let flow = &self.opened.plan.flow;
        if self.opened.entries.iter().any(|entry| entry.went == Went::Split) {
            return super::opening::items_of(self.engine, &self.claimed).await;
        }
        let before = flow.edges.iter().filter(|edge| edge.to == step.key).map(|edge| edge.from.as_str());
        let settled = |key: &str| {
            self.opened.entries.iter().rev().find(|entry| entry.step == key && matches!(entry.went, Went::On(_)))
        };
        Ok(before.filter_map(settled).map(|entry| entry.output.json().clone()).collect())
    }

    fn inputs(&self, now: DateTime<Utc>) -> Inputs {
        let plan = &self.opened.plan;
        let mut steps: BTreeMap<StepKey, Data> = BTreeMap::new();
        let own = self.opened.entries.iter().filter(|e| matches!(e.went, Went::On(_) | Went::Split));
        let own = own.map(|entry| (&entry.step, &entry.output));
        for (key, output) in self.opened.outer.iter().rev().map(|(key, output)| (key, output)).chain(own) {
            if let Ok(key) = key.parse() {
                steps.insert(key, output.clone());
            }
        }
        let trigger = plan.flow.trigger().and_then(|step| step.key.parse::<StepKey>().ok());
        let trigger = trigger.and_then(|key| steps.get(&key).cloned()).unwrap_or_default();
        let item = self.opened.item.zip(self.opened.entries.first());
        Inputs {
            trigger,
            item: item.map(|(no, first)| (first.output.clone(), u64::try_from(no).unwrap_or(0))),
            steps,
            variables: plan.variables.clone(),
            cycle: plan.cycle_data.clone(),
            account: plan.account_data.clone(),
            lookups: plan.lookups.clone(),
            now,
            zone: plan.zone,
        }
    }
}

/// The call that was booked when a step began to wait for its turn.
fn turn_of(entry: &Entry) -> Option<DateTime<Utc>> {
    if entry.waited { entry.output.json().get("turn")?.as_str()?.parse().ok() } else { None }
}

/// A step that has run and is not yet in the log.
struct Row<'a> {
    step: &'a Step,
    /// Without its result, which is told apart.
    ran: Ran,
    problem: Option<String>,
    began: DateTime<Utc>,
    took_ms: i32,
    attempt: i16,
}

fn unsplit(message: String) -> Problem {
    Problem::amiss("Split", message)
}

/// The same for every try of a step of a Transaction, and for nothing else (R2).
fn idempotency_key(transaction: Uuid, step: &str) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(transaction.as_bytes());
    hash.update(step.as_bytes());
    let bytes: [u8; 16] = std::array::from_fn({
        let digest = hash.finalize();
        move |at| digest.get(at).copied().unwrap_or_default()
    });
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
