//! The steps of a Transaction as its page tells them.

use crate::engine::said::said;
use crate::flows::model::Flow;
use crate::transactions::exchange::Payload;
use crate::transactions::queries::StepRun;
use crate::transactions::shown::duration;
use crate::web::times::When;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// One run of a step.
pub(super) struct Step {
    pub no: i32,
    pub name: String,
    pub kind: &'static str,
    pub outcome: &'static str,
    pub began: When,
    pub took: String,
    pub note: String,
    pub problem: String,
    pub data: Vec<Data>,
}

/// What went in or came out, while it is kept.
pub(super) struct Data {
    pub id: String,
    pub label: &'static str,
    /// The same with the step, for what reads the page aloud.
    pub named: String,
    /// It is what the application answered.
    pub response: bool,
    pub payload: Payload,
    /// That only the beginning of it is shown; empty: all of it is.
    pub cut: String,
}

impl Step {
    pub fn of(run: StepRun, flow: &Flow, now: DateTime<Utc>, tz: Tz) -> Step {
        let (kind, outcome) = match run.outcome.as_str() {
            "done" => ("ok", t!("transactions-step-done")),
            "split" => ("ok", t!("transactions-step-split")),
            "warned" => ("warn", t!("transactions-step-ignored")),
            "retry" => ("warn", t!("transactions-step-retry")),
            "waits" => ("info", t!("transactions-step-waits")),
            _ => ("bad", t!("transactions-step-failed")),
        };
        let mut notes = Vec::new();
        run.status_code.into_iter().for_each(|code| notes.push(t!("transactions-answer", code = code.to_string())));
        run.records.into_iter().for_each(|count| notes.push(t!("transactions-records", n = count)));
        run.port.iter().for_each(|port| notes.push(t!("transactions-by-port", port = port)));
        if run.attempt > 1 {
            notes.push(t!("transactions-try-number", n = run.attempt));
        }
        let bytes = i64::from(run.output_bytes.unwrap_or(0));
        let no = run.seq + 1;
        let data = [
            ("request", t!("transactions-request"), t!("transactions-request-of", no = no), run.request),
            ("response", t!("transactions-response"), t!("transactions-response-of", no = no), run.response),
            ("output", t!("transactions-output"), t!("transactions-output-of", no = no), run.output),
        ];
        let data = data
            .into_iter()
            .filter_map(|(key, label, named, text)| {
                let text = text.filter(|text| text != "null")?;
                let shown = i64::try_from(text.len()).unwrap_or(i64::MAX);
                let cut = if key == "output" && shown < bytes {
                    t!("transactions-cut", shown = shown / 1024, all = bytes / 1024)
                } else {
                    String::new()
                };
                let id = format!("step-{}-{key}", run.seq);
                Some(Data { id, label, named, response: key == "response", payload: Payload::read(&text), cut })
            })
            .collect();
        Step {
            no,
            name: flow.step(&run.step).map_or(run.step, |step| step.name.clone()),
            kind,
            outcome,
            began: When::clock(run.started_at, now, tz),
            took: duration(i64::from(run.took_ms)),
            note: notes.join(", "),
            problem: run.problem.map(said).unwrap_or_default(),
            data,
        }
    }
}
