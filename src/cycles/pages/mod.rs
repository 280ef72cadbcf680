//! Pages about the cycles of one account, in the console and in the account's own view: one handler for both, written
//! over the place it stands in. Making one from JSON and making a template of one are the console's.

pub(super) mod as_template;
pub(super) mod changing;
pub(super) mod connectors;
pub(super) mod create;
pub(crate) mod fields;
pub(super) mod index;
pub(super) mod inputs;
pub(super) mod once;
pub(super) mod removed;
pub(super) mod show;
pub(super) mod stopping;
pub(super) mod times;

use super::queries::{self, Cycle};
use crate::accounts::stand::{Frame, Section, Stand};
use crate::db::ReadTx;
use crate::error::AppResult;
use crate::ids::{AccountId, CycleId};
use crate::web::shell::Shell;
use actix_web::web;

/// Account and cycle of a path.
type Ids = web::Path<(String, String)>;

/// Address of a cycle's page.
fn page_of<P: Stand>(account: AccountId, id: CycleId) -> String {
    format!("{}/cycles/{id}", P::home(account))
}

/// A page below a cycle's own: the cycle, and what surrounds the page.
struct Below {
    shell: Shell,
    cycle: Cycle,
    crumbs: Vec<(String, String)>,
    /// Address of the cycle.
    back: String,
    frame: Frame,
}

fn below<P: Stand>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    id: CycleId,
    words: &str,
    title: impl FnOnce(&str) -> String,
) -> AppResult<Below> {
    let cycle = queries::find(tx, account, id)?;
    let (shell, frame) = P::frame(tx, account, Section::Cycles, &title(&cycle.name))?;
    let back = page_of::<P>(account, id);
    Ok(Below { crumbs: frame.way(&[(&cycle.name, &back), (words, "")]), shell, cycle, back, frame })
}
