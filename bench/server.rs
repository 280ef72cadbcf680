//! The server that is measured.

use crate::http;
use anyhow::{Context, bail};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A `berth serve` of its own, stopped when dropped.
pub(crate) struct Server {
    child: Child,
    pub port: u16,
}

impl Server {
    pub fn start(berth: &str, app_url: &str) -> anyhow::Result<Server> {
        Server::with(berth, app_url, &[])
    }

    /// One with more settings.
    pub fn with(berth: &str, app_url: &str, settings: &[(&str, &str)]) -> anyhow::Result<Server> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let child = Command::new(berth)
            .arg("serve")
            .env("APP_DATABASE_URL", app_url)
            .env("PORT", port.to_string())
            .env("LOG_LEVEL", "warn")
            // What cycles call is on this machine.
            .env("ALLOWED_NETWORKS", "127.0.0.1/32")
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {berth}"))?;
        let server = Server { child, port };
        let end = Instant::now() + Duration::from_secs(30);
        while !http::get(port, "/healthz", "").is_ok_and(|answer| answer.status == 200) {
            if Instant::now() > end {
                bail!("the server did not answer within 30 s");
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(server)
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        if asked.is_err() {
            drop(self.child.kill());
        }
        drop(self.child.wait());
    }
}
