//! What processes use, from /proc.

use anyhow::Context;

/// Hundredths of a second, which is what Linux counts in on every machine of today.
const TICKS: f64 = 100.0;

/// Seconds of processor that a process, and with `family` its children that live, have used.
pub(crate) fn cpu_s(pid: u32, family: bool) -> anyhow::Result<f64> {
    let mut ticks = stat(pid)?.1;
    if family {
        for entry in std::fs::read_dir("/proc")? {
            let Some(other) = entry?.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
            // One that has just ended is nobody's fault.
            if let Ok((parent, used)) = stat(other)
                && parent == pid
            {
                ticks += used;
            }
        }
    }
    Ok(ticks / TICKS)
}

/// Its parent, and what it used.
fn stat(pid: u32) -> anyhow::Result<(u32, f64)> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat"))?;
    let fields: Vec<&str> = text.rsplit(')').next().context("no stat")?.split_whitespace().collect();
    let number = |at: usize| fields.get(at).and_then(|f| f.parse::<f64>().ok()).context("no figure in stat");
    let parent = fields.get(1).and_then(|f| f.parse().ok()).context("no parent in stat")?;
    Ok((parent, number(11)? + number(12)?))
}

/// Resident memory.
pub(crate) fn rss_mb(pid: u32) -> anyhow::Result<f64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = text.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
    let kb: f64 = line.split_whitespace().nth(1).context("no VmRSS")?.parse()?;
    Ok(kb / 1024.0)
}
