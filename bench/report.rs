//! The table on the screen and the same figures as a file.

use anyhow::Context;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the issue names of `bench/pages`, and what explains it.
#[derive(Serialize)]
pub(crate) struct Pages {
    /// Pages a second at 100,000 accounts, 32 connections.
    pub rate: f64,
    pub p50_ms: f64,
    pub p99_ms: f64,
    /// The rate over that of the same page with the database's answers fixed.
    pub ratio_fixed: f64,
    /// The rate over that of the same statements through pgbench.
    pub ratio_pgbench: f64,
    /// Cost at 100,000 accounts over cost at 1,000.
    pub growth: f64,
    /// Round trips to Postgres, the COMMIT included, which the answer does not wait for.
    pub round_trips: usize,
    /// Statements of a page that were not prepared.
    pub unnamed: usize,
    pub fixed_rate: f64,
    pub pgbench_rate: f64,
}

pub(crate) fn print_pages(cases: &[(&str, Pages)]) {
    println!();
    println!(
        "{:<16} {:>9} {:>8} {:>8} {:>12} {:>14} {:>7} {:>11} {:>8} {:>11} {:>13}",
        "case",
        "rate/s",
        "p50 ms",
        "p99 ms",
        "ratio_fixed",
        "ratio_pgbench",
        "growth",
        "round trips",
        "unnamed",
        "fixed/s",
        "pgbench/s"
    );
    for (case, f) in cases {
        println!(
            "{case:<16} {:>9.0} {:>8.2} {:>8.2} {:>12.2} {:>14.2} {:>7.2} {:>11} {:>8} {:>11.0} {:>13.0}",
            f.rate,
            f.p50_ms,
            f.p99_ms,
            f.ratio_fixed,
            f.ratio_pgbench,
            f.growth,
            f.round_trips,
            f.unnamed,
            f.fixed_rate,
            f.pgbench_rate
        );
    }
}

/// A case's figures, one a line, in the order of their names.
pub(crate) fn print_figures<F: Serialize>(case: &str, figures: &F) -> anyhow::Result<()> {
    println!("\n{case}");
    let figures: BTreeMap<String, f64> = serde_json::from_value(serde_json::to_value(figures)?)?;
    for (name, figure) in figures {
        println!("  {name:<16} {figure:>10.2}");
    }
    Ok(())
}

/// The cases of a bench, each printed and written as soon as it is measured: what comes later may fail.
pub(crate) struct Cases<F> {
    name: &'static str,
    cases: Vec<(&'static str, F)>,
}

impl<F: Serialize> Cases<F> {
    pub(crate) fn of(name: &'static str) -> Cases<F> {
        Cases { name, cases: Vec::new() }
    }

    pub(crate) fn add(&mut self, case: &'static str, figures: F) -> anyhow::Result<()> {
        print_figures(case, &figures)?;
        self.cases.push((case, figures));
        write(self.name, &self.cases)
    }
}

/// `target/bench/NAME.json`.
pub(crate) fn write<F: Serialize>(name: &str, cases: &[(&str, F)]) -> anyhow::Result<()> {
    let folder = std::path::Path::new("target/bench");
    std::fs::create_dir_all(folder)?;
    let cases: BTreeMap<&str, &F> = cases.iter().map(|(case, figures)| (*case, figures)).collect();
    let file = folder.join(format!("{name}.json"));
    std::fs::write(&file, serde_json::to_vec_pretty(&serde_json::json!({ "bench": name, "cases": cases }))?)
        .with_context(|| format!("cannot write {}", file.display()))?;
    println!("\nWritten to {}", file.display());
    Ok(())
}
