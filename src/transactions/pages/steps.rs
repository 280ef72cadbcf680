//! The steps of a Transaction as its page tells them.

use crate::flows::model::Flow;
use crate::transactions::exchange::Payload;
use crate::transactions::queries::StepRun;
use crate::transactions::shown::duration;
use crate::web::times::{When, figure};
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
    pub payload: Payload,
    /// That only the beginning of it is shown; empty: all of it is.
    pub cut: String,
}

impl Step {
    pub fn of(run: StepRun, flow: &Flow, now: DateTime<Utc>, tz: Tz) -> Step {
        let (kind, outcome) = match run.outcome.as_str() {
            "done" => ("ok", "Done"),
            "split" => ("ok", "Split"),
            "warned" => ("warn", "Ignored"),
            "retry" => ("warn", "Failed for now"),
            "waits" => ("info", "Waits"),
            _ => ("bad", "Failed"),
        };
        let mut notes = Vec::new();
        run.status_code.into_iter().for_each(|code| notes.push(format!("answer {code}")));
        run.records.into_iter().for_each(|count| notes.push(format!("{count} records")));
        run.port.iter().for_each(|port| notes.push(format!("went on by {port}")));
        if run.attempt > 1 {
            notes.push(format!("try {}", run.attempt));
        }
        let bytes = i64::from(run.output_bytes.unwrap_or(0));
        let data = [("Request", run.request), ("Response", run.response), ("Output", run.output)];
        let data = data
            .into_iter()
            .filter_map(|(label, text)| {
                let id = format!("step-{}-{}", run.seq, label.to_lowercase());
                let text = text.filter(|text| text != "null")?;
                let shown = i64::try_from(text.len()).unwrap_or(i64::MAX);
                let cut = if label == "Output" && shown < bytes {
                    format!("The first {} of {} kB.", figure(shown / 1024), figure(bytes / 1024))
                } else {
                    String::new()
                };
                Some(Data { id, label, payload: Payload::read(&text), cut })
            })
            .collect();
        Step {
            no: run.seq + 1,
            name: flow.step(&run.step).map_or(run.step, |step| step.name.clone()),
            kind,
            outcome,
            began: When::clock(run.started_at, now, tz),
            took: duration(i64::from(run.took_ms)),
            note: notes.join(", "),
            problem: run.problem.unwrap_or_default(),
            data,
        }
    }
}
