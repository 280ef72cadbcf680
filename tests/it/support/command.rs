//! The `berth` command as the operator runs it: a process of its own.

use super::database::settings;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How long a process may take to do what a test waits for.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a command said and how it ended.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    #[track_caller]
    pub fn assert_code(&self, code: i32) -> &Said {
        assert_eq!(self.code, code, "it said: {}{}", self.out, self.err);
        self
    }

    /// What went wrong contains these words.
    #[track_caller]
    pub fn assert_complains(&self, words: &str) -> &Said {
        assert!(self.err.contains(words), "{words:?} is not in: {}", self.err);
        self
    }
}

fn prepared(settings: &BTreeMap<String, String>, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_berth"));
    // Nothing of the tester's own settings gets in.
    command.env_clear().envs(settings).args(arguments).stdin(Stdio::null());
    command
}

/// Runs a command on a database to its end.
pub fn berth(database: &str, changes: &[(&str, &str)], arguments: &[&str]) -> Said {
    berth_with(&settings(database, changes), arguments)
}

/// Runs a command with just these settings to its end.
pub fn berth_with(settings: &BTreeMap<String, String>, arguments: &[&str]) -> Said {
    let output = prepared(settings, arguments).output().expect("berth runs");
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A command while it runs, for a test that kills it.
pub fn berth_begun(database: &str, changes: &[(&str, &str)], arguments: &[&str]) -> Child {
    let mut command = prepared(&settings(database, changes), arguments);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("berth starts")
}

/// `berth serve` while it runs; killed when dropped.
pub struct Serving {
    child: Child,
    lines: Arc<Mutex<Vec<String>>>,
    pub url: String,
}

impl Serving {
    /// Starts it on a free port and waits until it serves.
    pub fn start(database: &str, changes: &[(&str, &str)]) -> Serving {
        let port = free_port().to_string();
        let mut all = vec![("PORT", port.as_str())];
        all.extend_from_slice(changes);
        Serving::begun(database, &all, "serve", format!("http://127.0.0.1:{port}"), "serving on")
    }

    /// `berth work`, which has no address.
    pub fn work(database: &str, changes: &[(&str, &str)]) -> Serving {
        Serving::begun(database, changes, "work", String::new(), "working")
    }

    fn begun(database: &str, changes: &[(&str, &str)], command: &str, url: String, line: &str) -> Serving {
        let mut child = prepared(&settings(database, changes), &[command])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("berth starts");
        let lines = Arc::new(Mutex::new(Vec::new()));
        let (kept, stderr) = (lines.clone(), child.stderr.take().expect("piped"));
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                kept.lock().unwrap().push(line);
            }
        });
        let serving = Serving { child, lines, url };
        serving.wait_for_line(line);
        serving
    }

    /// The first line of the log with these words, waited for.
    pub fn wait_for_line(&self, words: &str) -> String {
        let begun = Instant::now();
        loop {
            let found = self.lines.lock().unwrap().iter().find(|line| line.contains(words)).cloned();
            if let Some(line) = found {
                return line;
            }
            assert!(begun.elapsed() < PATIENCE, "no line with {words:?} in {:?}", self.lines.lock().unwrap());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Everything it logged so far.
    pub fn log(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    /// Asks it to stop, as an init system does.
    pub fn terminate(&self) {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill runs");
        assert!(sent.success());
    }

    /// Waits until it has ended.
    pub fn wait(&mut self) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "it does not stop: {:?}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that nothing listens on at this moment.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a port").port()
}
