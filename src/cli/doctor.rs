//! `berth doctor`: everything that must be right, one line each: OK, WARN (it works, yet look at it) or FAULT (what is
//! wrong and what to do). It only reads. Exit code 1 when there is a fault.

#![expect(clippy::disallowed_methods, reason = "doctor compares the clocks of the machines themselves")]

use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Database, check_up};
use anyhow::Context;
use chrono::Utc;
use rustix::fs::{Access, access, statvfs};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// Seconds that what was used may wait to be counted.
const LAG_MAX_S: f64 = 60.0;

/// What a check found.
enum Found {
    Fine(String),
    Doubtful(String),
    Wrong(String),
}
use Found::{Doubtful, Fine, Wrong};

pub(super) fn run(config: &Config) -> anyhow::Result<ExitCode> {
    let mut healthy = true;
    let mut say = |what: &str, found: Vec<Found>| {
        for found in found {
            let (word, text) = match found {
                Fine(text) => ("OK", text),
                Doubtful(text) => ("WARN", text),
                Wrong(text) => {
                    healthy = false;
                    ("FAULT", text)
                }
            };
            println!("{word:<6} {what:<11} {text}");
        }
    };
    say("address", vec![address(config)]);
    say("key", vec![key(config)]);
    say("disk", disk(config));
    say("mail", vec![mail(config)]);
    let asked = Utc::now();
    match check_up::server(config) {
        Err(cause) => {
            say(
                "database",
                vec![Wrong(format!(
                    "cannot sign in with APP_DATABASE_URL: {cause}. Is Postgres up? If the role is missing or the key is another one than at the last `berth migrate`, run: berth migrate"
                ))],
            );
        }
        Ok(server) => {
            let half = (Utc::now() - asked) / 2;
            say(
                "database",
                vec![Fine(format!(
                    "PostgreSQL {} answers, and takes the password that belongs to this key",
                    server.version
                ))],
            );
            say("clock", vec![clock((server.now - asked - half).num_milliseconds())]);
            say("pool", vec![pool(config, &server)]);
            say("walls", walls(config));
            say("counters", counters(config));
            say("audit log", vec![audit_log(config)]);
            say("usage", vec![usage(config)]);
            say("secrets", vec![secrets(config)]);
        }
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn address(config: &Config) -> Found {
    match config.url.scheme() {
        "https" => Fine(format!("{} is https, so cookies are Secure", config.url)),
        _ if config.plain_loopback() => Fine(format!("{} is plain http, on this machine only", config.url)),
        _ => Wrong(format!(
            "{} is plain http, and browsers will not keep the sign-in cookie. Put a TLS proxy in front and set BERTH_URL to its https address",
            config.url
        )),
    }
}

fn key(config: &Config) -> Found {
    let Some(path) = &config.key_file else {
        return Fine("given in BERTH_KEY".to_owned());
    };
    let shown = path.display();
    match std::fs::metadata(path) {
        Ok(meta) if meta.mode() & 0o077 != 0 => {
            Doubtful(format!("{shown} can be read by others (mode {:o}). Run: chmod 600 {shown}", meta.mode() & 0o777))
        }
        Ok(_) => Fine(format!("{shown} holds 32 bytes and only its owner can read it")),
        Err(cause) => Wrong(format!("{shown}: {cause}")),
    }
}

/// Whether the keys of the settings open every partner's.
fn secrets(config: &Config) -> Found {
    let db = Database::open(config, Clock::system());
    let counted = crate::db::owner(config).and_then(|mut conn| crate::db::partners(&mut conn)).and_then(|partners| {
        partners.iter().try_fold((0, 0), |(former, lost), (id, ..)| {
            let (f, l) = crate::secrets::rotation::standing(&db, &config.wrapping, *id)?;
            Ok((former + f, lost + l))
        })
    });
    match counted {
        Err(cause) => Doubtful(format!("could not be looked at: {cause:#}")),
        Ok((0, 0)) => Fine("every partner's key is wrapped with the present key".to_owned()),
        Ok((former, 0)) => {
            Doubtful(format!("{former} keys of partners are wrapped with a former key. Run: berth keys rotate"))
        }
        Ok((_, lost)) => Wrong(format!(
            "{lost} keys of partners are wrapped with a key that the settings do not name, so credentials cannot be read. Name its file in BERTH_FORMER_KEY_FILES"
        )),
    }
}

fn disk(config: &Config) -> Vec<Found> {
    let here = PathBuf::from(".");
    let mut places = vec![("the working directory", here)];
    if config.smtp_url.is_none() {
        places.push(("BERTH_MAIL_DIR", existing(&config.mail_dir)));
    }
    places
        .into_iter()
        .map(|(name, path)| match statvfs(&path) {
            Err(cause) => Wrong(format!("{name} ({}): {cause}", path.display())),
            Ok(disk) => {
                let free_mb = disk.f_bavail.saturating_mul(disk.f_frsize) / (1024 * 1024);
                let text = format!("{name} has {free_mb} MB free");
                match free_mb {
                    0..100 => Wrong(format!("{text}; make room, or writing will fail")),
                    100..1024 => Doubtful(format!("{text}; that is little")),
                    _ => Fine(text),
                }
            }
        })
        .collect()
}

/// The directory, or the nearest one above it that is there.
fn existing(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.ancestors().find(|p| p.exists()).map_or_else(|| PathBuf::from("/"), Path::to_owned)
}

fn mail(config: &Config) -> Found {
    let Some(url) = &config.smtp_url else {
        let dir = &config.mail_dir;
        let near = existing(dir);
        return match access(&near, Access::WRITE_OK | Access::EXEC_OK) {
            Ok(()) if near.is_dir() => {
                Fine(format!("no SMTP_URL: mails land as files in {}, which can be written", dir.display()))
            }
            _ => Wrong(format!(
                "no SMTP_URL, and {} cannot be written. Change BERTH_MAIL_DIR or its rights",
                dir.display()
            )),
        };
    };
    match greet(url) {
        Ok(()) => Fine("the mail server of SMTP_URL answers".to_owned()),
        // The URL may hold a password, so it is not repeated.
        Err(cause) => Wrong(format!(
            "the mail server of SMTP_URL does not take us: {cause:#}. Check host, port, user and password"
        )),
    }
}

/// Connects, signs in where the URL says so, sends NOOP and leaves.
fn greet(url: &str) -> anyhow::Result<()> {
    let transport = lettre::SmtpTransport::from_url(url)?.timeout(Some(Duration::from_secs(10))).build();
    transport.test_connection().context("no greeting")?.then_some(()).context("no answer to NOOP")
}

fn clock(ahead_ms: i64) -> Found {
    let text = format!(
        "Postgres is {:.1} s {} this machine",
        ahead_ms.abs() as f64 / 1000.0,
        if ahead_ms < 0 { "behind" } else { "ahead of" }
    );
    match ahead_ms.abs() {
        0..2_000 => Fine(text),
        2_000..30_000 => Doubtful(format!("{text}; let both follow the same time server")),
        _ => Wrong(format!("{text}: sessions and links end at wrong times. Let both follow the same time server")),
    }
}

fn pool(config: &Config, server: &check_up::Server) -> Found {
    let (open, wanted) = check_up::connections(config);
    let room = format!("Postgres allows {}, {} are in use", server.connections_max, server.connections);
    if i64::from(wanted) > server.connections_max {
        return Wrong(format!(
            "{wanted} connections are configured, but {room}. Lower BERTH_POOL or raise max_connections"
        ));
    }
    if open < wanted {
        return Doubtful(format!(
            "only {open} of {wanted} configured connections could be opened; {room}. Lower BERTH_POOL or raise max_connections"
        ));
    }
    Fine(format!("all {wanted} configured connections opened; {room}"))
}

fn walls(config: &Config) -> Vec<Found> {
    match crate::db::self_test(config) {
        Err(cause) => vec![Wrong(format!("{cause:#}"))],
        Ok(faults) if faults.is_empty() => {
            vec![Fine("roles, policies and migrations are as they must be".to_owned())]
        }
        Ok(faults) => faults.into_iter().map(Wrong).collect(),
    }
}

/// Fewer months than this are a fault: the next upgrade, which makes more, may be that far away.
const MONTHS_LEAST: i64 = 3;

fn audit_log(config: &Config) -> Found {
    match check_up::audit_months_ahead(config, Utc::now()) {
        Err(cause) => Wrong(format!("cannot be read: {cause:#}")),
        Ok(ahead) if ahead < MONTHS_LEAST => Wrong(format!(
            "has tables for {} more months only; entries after that all go into one. Run: berth migrate",
            ahead.max(0)
        )),
        Ok(ahead) => Fine(format!("has tables for {ahead} more months")),
    }
}

/// What is used is in the reports within seconds, where anybody counts it.
fn usage(config: &Config) -> Found {
    match Database::open(config, Clock::system()).roll_up_lag() {
        Err(cause) => Wrong(format!("cannot be read: {cause}")),
        Ok(Some(lag)) if lag > LAG_MAX_S => Doubtful(format!(
            "what was used in the last {lag:.0} seconds is not counted yet. `berth serve` and `berth work` count it; is one running?"
        )),
        Ok(_) => Fine("is counted; `berth reconcile` compares it with the ledger and the log".to_owned()),
    }
}

fn counters(config: &Config) -> Vec<Found> {
    let counters = match check_up::counters(config) {
        Ok(counters) => counters,
        Err(cause) => return vec![Wrong(format!("cannot be read: {cause:#}"))],
    };
    let wrong: Vec<Found> = counters
        .iter()
        .filter(|c| !c.agrees())
        .map(|c| {
            Wrong(format!(
                "partner {} shows {} accounts and {} sub-accounts, but has {} and {}. This is a defect; please report it with the audit log of the day",
                c.partner, c.accounts_kept, c.sub_accounts_kept, c.accounts, c.sub_accounts
            ))
        })
        .collect();
    if wrong.is_empty() {
        return vec![Fine(format!("agree with a real count, partner by partner ({})", counters.len()))];
    }
    wrong
}
