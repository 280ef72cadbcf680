//! One Account Connector: how it stands, who connected it, who uses it, and what can be done with it.

use super::{Back, Frame, Ids, Named, Stand, back_query, named, page_of, way_back};
use crate::access::Access;
use crate::account_connectors::model::{State, Use, Way, way};
use crate::account_connectors::queries::{self, Row};
use crate::connectors::model::Parameter;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult};
use crate::web::forms::Asked;
use crate::web::page::Page;
use crate::web::shell::Shell;
use crate::web::times::When;
use actix_web::Responder;
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

#[derive(Template)]
#[template(path = "account_connectors/show.html")]
struct ShowPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    href: String,
    name: String,
    application: String,
    kind: &'static str,
    state: &'static str,
    /// What is said above everything else: badge kind, text.
    notice: Option<(&'static str, String)>,
    connected: Option<When>,
    connected_by: String,
    added: When,
    added_by: String,
    shared: bool,
    /// Words, value.
    parameters: Vec<(String, String)>,
    /// Name, badge kind, state.
    cycles: Vec<(String, &'static str, &'static str)>,
    /// How many of the account's cycles are not listed.
    more: i64,
    below: String,
    offers: Offers,
    /// Where one came from to connect it; empty: nowhere.
    back: String,
    /// The same as a part of an address.
    back_query: String,
}

/// What this person can do with it as it stands.
#[derive(Default)]
struct Offers {
    /// "Connect" or "Reconnect"; empty: there is nothing to give, or not by this person.
    connect: &'static str,
    link: bool,
    edit: bool,
    disconnect: bool,
    share: bool,
    remove: bool,
}

pub(crate) async fn show<P: Stand>(
    access: Access<P::Look, P>,
    path: Ids,
    back: Asked<Back>,
) -> AppResult<impl Responder> {
    let (ids, back) = (named(&path)?, way_back(&back.0.back));
    Ok(Page::new(access.read(move |tx| page(tx, ids, back)).await?))
}

fn page<P: Stand>(tx: &mut ReadTx<'_, P>, ids: Named, back: String) -> AppResult<ShowPage> {
    let (account, id) = ids;
    let row = queries::find(tx, account, id)?;
    let (shell, frame) = P::around(tx, account, &row.name)?;
    let application = queries::application(tx, &row)?;
    // Without a live release it is shown all the same; only its forms cannot be made.
    let (found_way, known) = match queries::setup_of(tx, &row) {
        Ok(setup) => (Some(way(&setup.authentication)), setup.parameters),
        Err(AppError::Conflict(_)) => (None, Vec::new()),
        Err(other) => return Err(other),
    };
    let uses = queries::uses(tx, account, id)?;
    let cycles = queries::cycles_here(tx, account, id)?;
    let when = |at: DateTime<Utc>, tz: Tz| When::at(at, tx.now(), tz);
    let (kind, state) = row.state().badge();
    Ok(ShowPage {
        crumbs: frame.way(&[(&row.name, "")]),
        href: page_of::<P>(ids),
        notice: notice(&row, found_way.as_ref()),
        connected: row.authenticated_at.map(|at| when(at, frame.zone)),
        added: when(row.created_at, frame.zone),
        offers: offers(&frame, &row, found_way.as_ref()),
        parameters: parameters(&known, &row),
        more: uses.here - i64::try_from(cycles.len()).unwrap_or(i64::MAX),
        cycles: cycles.into_iter().map(|(name, state)| cycle(name, &state)).collect(),
        below: below(uses),
        back_query: back_query(&back),
        back,
        shell,
        application,
        kind,
        state,
        name: row.name,
        connected_by: row.authenticated_by.unwrap_or_default(),
        added_by: row.created_by,
        shared: row.shared,
    })
}

fn notice(row: &Row, way: Option<&Way>) -> Option<(&'static str, String)> {
    match (row.state(), way) {
        (_, None) => Some(("warn", t!("account-connectors-cannot-be-used").to_owned())),
        (State::Refused, Some(_)) => {
            let words = match row.problem.as_deref() {
                Some(problem) => t!("account-connectors-refused-said", problem = problem),
                None => t!("account-connectors-refused").to_owned(),
            };
            Some(("bad", words))
        }
        (State::Open, Some(Way::Provider)) => Some(("info", t!("account-connectors-open-sign-in").to_owned())),
        (State::Open, Some(_)) => Some(("info", t!("account-connectors-open-form").to_owned())),
        (State::Ready, Some(_)) => None,
    }
}

fn offers(frame: &Frame, row: &Row, way: Option<&Way>) -> Offers {
    let connects = frame.may_change && matches!(way, Some(Way::Form(_) | Way::Provider));
    let given = row.authenticated_at.is_some();
    Offers {
        connect: match (connects, given) {
            (true, true) => t!("account-connectors-reconnect"),
            (true, false) => t!("account-connectors-connect"),
            (false, _) => "",
        },
        link: connects,
        edit: frame.may_change && way.is_some(),
        disconnect: frame.may_remove && given,
        share: frame.may_remove,
        remove: frame.may_remove,
    }
}

fn parameters(known: &[Parameter], row: &Row) -> Vec<(String, String)> {
    let given = row.parameters();
    known
        .iter()
        .map(|parameter| {
            let title = if parameter.title.is_empty() { &parameter.key } else { &parameter.title };
            let value = given.get(&parameter.key).unwrap_or(&parameter.default);
            (title.clone(), if value.is_empty() { "-".to_owned() } else { value.clone() })
        })
        .collect()
}

fn cycle(name: String, state: &str) -> (String, &'static str, &'static str) {
    let (kind, state) = match state {
        "active" => ("ok", t!("account-connectors-cycle-active")),
        "finishing" => ("info", t!("account-connectors-cycle-finishing")),
        "error" => ("bad", t!("account-connectors-cycle-error")),
        _ => ("off", t!("account-connectors-cycle-paused")),
    };
    (name, kind, state)
}

fn below(uses: Use) -> String {
    match uses.below {
        0 => String::new(),
        n => t!("account-connectors-used-below", n = n, running = uses.below_running),
    }
}
