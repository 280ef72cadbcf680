//! Host names of a partner's own (MODEL section 9): how they are listed and proved (`proving`), whose pages a request by one of
//! them shows (`requests`), what people are given under them (`links`), and coming back from an application (`coming_back`).

mod coming_back;
mod links;
mod proving;
mod requests;

use crate::people::lines;
use crate::support::world::PASSWORD;
use crate::support::{Answer, Caller, World};

const PAGE: &str = "/console/settings/hosts";

/// Adds a name; answers the path of what is done to it.
async fn added(console: &Caller, world: &World, host: &str) -> String {
    console.post(PAGE, &[("host", host)]).await.assert_redirect(PAGE);
    // As it was typed it may be another in DNS.
    let id = lines(world, "select id::text as line from partner_hosts order by id desc");
    format!("{PAGE}/{}", id[0])
}

/// A name of this machine that is the partner's own, and in links; answers its address.
pub async fn main_of(console: &Caller, world: &World, host: &str) -> String {
    let name = added(console, world, host).await;
    console.post(&format!("{name}/main"), &[]).await.assert_redirect(PAGE);
    at(world, host)
}

/// The address of the server by a name.
pub fn at(world: &World, host: &str) -> String {
    format!("http://{host}:{}", world.config.url.port().unwrap())
}

/// Somebody who came by a name.
pub fn visitor(world: &World, host: &str) -> Caller {
    Caller::new(&format!("visitor of {host}"), &at(world, host))
}

/// Signed in by a name.
pub async fn signed_in(world: &World, host: &str, email: &str) -> Caller {
    let caller = visitor(world, host);
    caller.sign_in(email, PASSWORD).await.assert_status(303);
    caller
}

/// What the page says of the only name that is listed.
fn state(page: &Answer) -> String {
    page.assert_ok().text_of("section.panel .badge").unwrap_or_default()
}
