//! A page's statements through `pgbench -M prepared`, parameters included. It sets the scope by one prepared statement
//! in a pipeline with BEGIN, because pgbench prepares no batches: as many round trips as the page has.

use crate::relay::Asked;
use crate::wire::Reader;
use anyhow::{Context, bail};
use std::fmt::Write;
use std::process::Command;
use uuid::Uuid;

/// Statements that Postgres had to parse anew.
pub(crate) fn unnamed(asked: &[Asked]) -> usize {
    let of_none =
        |asked: &&Asked| matches!(asked, Asked::Prepare { name } | Asked::Execute { name, .. } if name.is_empty());
    asked.iter().filter(of_none).count()
}

/// Whether nothing was prepared meanwhile: then pgbench can ask the same.
pub(crate) fn all_prepared(asked: &[Asked]) -> bool {
    !asked.iter().any(|one| matches!(one, Asked::Prepare { .. }))
}

/// Runs of all of a page's statements a second, at the better of two numbers of clients.
pub(crate) fn pgbench(app_url: &str, asked: &[Asked], seconds: u32) -> anyhow::Result<f64> {
    pgbench_with(app_url, asked, seconds, &[4, 32])
}

/// The same at the best of these numbers of clients.
pub(crate) fn pgbench_with(app_url: &str, asked: &[Asked], seconds: u32, clients: &[u32]) -> anyhow::Result<f64> {
    let mut script = String::new();
    let mut variables = Vec::new();
    for (number, one) in asked.iter().enumerate() {
        match one {
            Asked::Batch(text) if text.starts_with("BEGIN") => script.push_str(&opening(text)?),
            Asked::Batch(text) => writeln!(script, "{text};")?,
            Asked::Prepare { name } => bail!("statement {name:?} was prepared while the page was watched"),
            Asked::Execute { sql, types, values, .. } => {
                let mut sql = sql.replace('\n', " ");
                // From the last, so that $1 is not taken for the beginning of $10.
                for (index, (value, kind)) in values.iter().zip(types).enumerate().rev() {
                    let variable = format!("v{number}_{index}");
                    let place = format!("${}", index + 1);
                    let Some(value) = value.as_deref() else {
                        sql = sql.replace(&place, "null");
                        continue;
                    };
                    let text = text_of(*kind, value)?;
                    if text.is_empty() {
                        // pgbench takes no variable without a value.
                        sql = sql.replace(&place, "''");
                        continue;
                    }
                    sql = sql.replace(&place, &format!(":{variable}"));
                    variables.push(format!("{variable}={text}"));
                }
                writeln!(script, "{sql};")?;
            }
        }
    }
    let file = std::env::temp_dir().join(format!("berth-bench-{}.sql", std::process::id()));
    std::fs::write(&file, script)?;
    let mut best: f64 = 0.0;
    for clients in clients {
        let mut command = Command::new("pgbench");
        command
            .args(["-n", "-M", "prepared", "-j", "1", "-c", &clients.to_string(), "-T", &seconds.to_string(), "-f"])
            .arg(&file);
        for variable in &variables {
            command.args(["-D", variable]);
        }
        let output = command.arg(app_url).output().context("cannot run pgbench")?;
        let said = String::from_utf8_lossy(&output.stdout);
        let rate = said.lines().find_map(|line| line.strip_prefix("tps = ")).and_then(|rest| rest.split(' ').next());
        match rate.and_then(|rate| rate.parse::<f64>().ok()) {
            Some(rate) if output.status.success() => best = best.max(rate),
            _ => bail!("pgbench: {said}{}", String::from_utf8_lossy(&output.stderr)),
        }
    }
    std::fs::remove_file(&file)?;
    Ok(best)
}

/// "BEGIN READ ONLY; SELECT gate.hold(..); SET LOCAL ROLE r; SET LOCAL a = 'b'" as BEGIN and one prepared statement.
fn opening(batch: &str) -> anyhow::Result<String> {
    let mut parts = batch.split("; ");
    let begin = parts.next().unwrap_or_default();
    let mut settings = Vec::new();
    for part in parts {
        if let Some(proof) = part.strip_prefix("SELECT ") {
            settings.push(proof.to_owned());
            continue;
        }
        let set = part.strip_prefix("SET LOCAL ").with_context(|| format!("{part} in the opening batch"))?;
        settings.push(match set.split_once(" = ") {
            Some((name, value)) => format!("set_config('{name}', {value}, true)"),
            None => format!("set_config('role', '{}', true)", set.trim_start_matches("ROLE ")),
        });
    }
    Ok(format!("\\startpipeline\n{begin};\nselect {};\n\\endpipeline\n", settings.join(", ")))
}

/// A list as Postgres writes one, of whatever its elements are.
fn list_of(value: &[u8]) -> anyhow::Result<String> {
    let mut reader = Reader(value);
    let mut number = || reader.u32().context("a list");
    let (dimensions, _, kind) = (number()?, number()?, number()?);
    if dimensions == 0 {
        return Ok("{}".to_owned());
    }
    let (many, _) = (number()?, number()?);
    let mut elements = Vec::new();
    for _ in 0..many {
        let length = reader.u32().context("a list")? as usize;
        let text = text_of(kind, reader.bytes(length).context("a list")?)?;
        elements.push(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")));
    }
    Ok(format!("{{{}}}", elements.join(",")))
}

/// A binary parameter as text.
fn text_of(kind: u32, value: &[u8]) -> anyhow::Result<String> {
    let number = || value.iter().fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte));
    Ok(match kind {
        16 => (number() == 1).to_string(),
        17 => value.iter().fold("\\x".to_owned(), |text, byte| format!("{text}{byte:02x}")),
        20 | 21 | 23 => number().to_string(),
        25 | 1043 => String::from_utf8(value.to_vec())?,
        // Lists of texts, ids, days.
        1009 | 2951 | 1182 => list_of(value)?,
        // Days since 2000.
        1082 => {
            let days = i32::from_be_bytes(value.try_into().context("a date")?);
            let first = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).context("a date")?;
            (first + chrono::Duration::days(days.into())).to_string()
        }
        // Microseconds since 2000.
        1184 => {
            let at = chrono::DateTime::from_timestamp_micros(number() + 946_684_800_000_000).context("a time")?;
            at.to_rfc3339()
        }
        2950 => Uuid::from_slice(value)?.to_string(),
        other => bail!("a parameter of type {other}: teach it to bench/statements.rs"),
    })
}
