//! What a frame's host page hears of what was done in it. An action is told by its entry in the audit log, so what is not in the log is
//! not told, and no page has to remember it. It travels to the page that the action leads to with what that page says, in the address,
//! sealed, since a frame may keep no cookie; its script takes it out of there.

use crate::audit::Entry;
use crate::web::csrf;
use crate::web::state::App;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

/// The part of an address in which it travels.
pub(super) const FIELD: &str = "told";

/// One event, as the host page's script gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    #[serde(rename = "type")]
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    cycle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    connector: Option<String>,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    state: Option<String>,
    /// What the partner's product wanted to hear again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    complete: Option<String>,
}

/// What goes to the next page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Bundle {
    pub events: Vec<Told>,
    /// Kind and text of what the page says.
    pub notice: Option<(String, String)>,
}

impl Told {
    /// What is told of an entry, if anything is. `complete`: what the frame's host wants to hear of something installed.
    pub fn of(entry: &Entry, complete: &str) -> Option<Told> {
        let (kind, state) = match entry.action {
            "cycle.created" => ("embed:installed", None),
            "cycle.started" | "cycle.run_once" => ("embed:cycle", Some("started")),
            "cycle.stopped" => ("embed:cycle", Some("paused")),
            "cycle.removed" => ("embed:cycle", Some("removed")),
            "account_connector.connected" => ("embed:connector", Some("connected")),
            "account_connector.disconnected" => ("embed:connector", Some("disconnected")),
            "account_connector.removed" => ("embed:connector", Some("removed")),
            _ => return None,
        };
        let of_cycle = entry.object_kind == "cycle";
        let id = Some(entry.object_id.clone());
        Some(Told {
            kind: kind.to_owned(),
            cycle: id.clone().filter(|_| of_cycle),
            connector: id.filter(|_| !of_cycle),
            name: entry.object_name.clone(),
            state: state.map(str::to_owned),
            complete: (kind == "embed:installed" && !complete.is_empty()).then(|| complete.to_owned()),
        })
    }
}

impl Bundle {
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.notice.is_none()
    }

    /// As it travels; none where it would be too long for an address.
    pub fn sealed(&self, app: &App) -> Option<String> {
        let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).ok()?);
        let seal = URL_SAFE_NO_PAD.encode(csrf::seal(app, b"told", body.as_bytes()));
        (body.len() < 4_000).then(|| format!("{body}.{seal}"))
    }

    /// Reads what travelled; what nobody here has sealed is nothing.
    pub fn opened(text: &str, app: &App) -> Option<Bundle> {
        let (body, seal) = text.split_once('.')?;
        let expected = URL_SAFE_NO_PAD.encode(csrf::seal(app, b"told", body.as_bytes()));
        let known = bool::from(seal.as_bytes().ct_eq(expected.as_bytes()));
        known.then(|| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok()).flatten()
    }
}

/// Takes it out of a query: what else is asked, and what was told.
pub(super) fn taken(query: &str) -> (String, Option<&str>) {
    let mut told = None;
    let rest = query.split('&').filter(|part| match part.strip_prefix("told=") {
        Some(text) => {
            told = Some(text);
            false
        }
        None => true,
    });
    let rest: Vec<&str> = rest.collect();
    (rest.join("&"), told)
}

/// Puts it into an address, before its fragment.
pub(super) fn put(to: &str, sealed: &str) -> String {
    let (path, fragment) = to.split_once('#').map_or((to, String::new()), |(path, rest)| (path, format!("#{rest}")));
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}{FIELD}={sealed}{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_into_an_address_and_comes_out_of_it() {
        assert_eq!(put("/a/1", "x.y"), "/a/1?told=x.y");
        assert_eq!(put("/a/1?q=2#top", "x.y"), "/a/1?q=2&told=x.y#top");
        assert_eq!(taken("q=2&told=x.y"), ("q=2".to_owned(), Some("x.y")));
        assert_eq!(taken("told=x.y"), (String::new(), Some("x.y")));
        assert_eq!(taken("q=told=1"), ("q=told=1".to_owned(), None));
    }

    #[test]
    fn changes_that_a_host_waits_for_are_told_and_others_are_not() {
        let told = |action, kind| Told::of(&Entry::of(action, kind, 7, "Orders"), "done");
        let installed = told("cycle.created", "cycle").expect("it is told");
        assert_eq!(
            serde_json::to_value(&installed).expect("it is JSON"),
            serde_json::json!({"type": "embed:installed", "cycle": "7", "name": "Orders", "complete": "done"})
        );
        let connected = told("account_connector.connected", "account_connector").expect("it is told");
        assert_eq!(
            serde_json::to_value(&connected).expect("it is JSON"),
            serde_json::json!({"type": "embed:connector", "connector": "7", "name": "Orders", "state": "connected"})
        );
        assert_eq!(told("cycle.renamed", "cycle"), None);
    }
}
