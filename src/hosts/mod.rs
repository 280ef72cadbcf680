//! Host names of a partner's own (MODEL section 9), under which its people and its customers work: listed, proved by DNS, asked
//! about daily. `web::host` says by them whose pages a request came to, and `ReadTx::address` what addresses in pages and mails
//! begin with. Certificates are made in front (docs/HOSTS.md), which asks here for which names.

mod actions;
mod ask;
mod checking;
pub(crate) mod chores;
mod dns;
mod model;
mod pages;
pub(crate) mod queries;

pub(crate) use model::could_be;

use crate::db::ReadTx;
use crate::web::routes::Routes;
use pages::{change, index};

/// Where whoever makes certificates asks for which names.
pub(crate) const ASK: &str = "/tls/ask";

pub(crate) fn routes(routes: &mut Routes) {
    routes
        .get(ASK, ask::answer)
        .get("/console/settings/hosts", index::show)
        .post("/console/settings/hosts", index::add)
        .post("/console/settings/hosts/usual", change::use_usual)
        .post("/console/settings/hosts/{host}/check", change::check)
        .post("/console/settings/hosts/{host}/main", change::make_main)
        .get("/console/settings/hosts/{host}/removal", change::ask_removal)
        .post("/console/settings/hosts/{host}/removal", change::remove);
}

impl<P> ReadTx<'_, P> {
    /// What addresses for people of this partner begin with, without a trailing slash: its main host name, or the installation's
    /// own address.
    pub(crate) fn address(&self) -> String {
        self.origin().look.at(self.facts().main_host.as_deref())
    }
}
