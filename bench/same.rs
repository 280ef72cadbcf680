//! What a page or a call asks Postgres for, through pgbench.

use crate::given;
use crate::http;
use crate::relay::Relay;
use crate::server::Server;
use crate::statements;
use anyhow::bail;

/// Times that a page is watched until nothing is prepared by it.
const WATCHES: usize = 10;

/// Runs of the same statements a second. `proof`: the header by which who asks is known.
pub(crate) fn statements(app_url: &str, path: &str, proof: &str, seconds: u32, clients: u32) -> anyhow::Result<f64> {
    let relay = Relay::start(app_url)?;
    // Nothing is done in the background: it would be watched too.
    let server = Server::with(&given("BERTH_BIN")?, &relay.url(), &[("BERTH_WORK", "0")])?;
    // The connections that answer must have prepared the statements.
    for _ in 0..20 {
        http::proved(server.port, path, proof)?;
    }
    // What a server asks now and then besides, such as whether a session still stands, is asked anew by some connection.
    for _ in 0..WATCHES {
        let asked = relay.watch(|| http::proved(server.port, path, proof).map(drop))?;
        if statements::all_prepared(&asked) {
            return statements::pgbench_with(app_url, &asked, seconds, &[clients]);
        }
    }
    bail!("{path}: something was prepared each time that it was watched")
}
