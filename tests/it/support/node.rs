//! Servers that run in Node: what `bin/test` installs from the npm registry for the tests, and starting one of them.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// Where the packages of tests/oauth or tests/mocks lie: in the folder that a variable names, else in this clone's.
pub fn modules(variable: &str, name: &str) -> String {
    let here = env!("CARGO_MANIFEST_DIR");
    let folder = std::env::var(variable).unwrap_or_else(|_| format!("{here}/.berth/{name}/node_modules"));
    assert!(std::path::Path::new(&folder).exists(), "nothing at {folder}: bin/test installs it");
    folder
}

/// The packages of tests/oauth, Node among them.
pub fn oauth_modules() -> String {
    modules("BERTH_TEST_OAUTH", "oauth")
}

/// Starts a script below tests, which says its address in its first line; it ends with the child's standard input, so
/// none outlives its test.
pub fn serve(script: &str, arguments: &[&str]) -> (Child, String) {
    // The one that the lock file pins: Debian 12's is too old for the OAuth server.
    let mut child = Command::new(format!("{}/.bin/node", oauth_modules()))
        .arg(format!("{}/tests/{script}", env!("CARGO_MANIFEST_DIR")))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("node of tests/oauth/package.json");
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("http://"), "{script} with {arguments:?} did not start: {line:?}");
    (child, line.trim().to_owned())
}
