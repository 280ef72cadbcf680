//! What is different between two definitions of one connector, for people: which methods came, went and changed, and
//! which of the changes break cycles that use them.

#[cfg(test)]
mod tests;

use super::model::{Authentication, Definition, Field, Kind, Method, Paging, Place};
use serde::Serialize;
use std::collections::HashMap;

/// Between an older definition and a newer one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Changes {
    /// Of the connector itself: base URL, authentication, parameters.
    pub connector: Vec<Change>,
    /// Keys and names of methods that are new.
    pub added: Vec<Named>,
    /// Keys and names of methods that are gone. Each breaks the cycles that use it.
    pub removed: Vec<Named>,
    pub changed: Vec<Changed>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Named {
    pub key: String,
    pub name: String,
}

/// A method that is in both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Changed {
    pub key: String,
    /// As it is called now.
    pub name: String,
    pub changes: Vec<Change>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Change {
    /// A whole sentence.
    pub words: String,
    /// A cycle made for the older definition may stop working.
    pub breaks: bool,
}

impl Changes {
    /// Compares two definitions, of which `new` shall replace `old`.
    pub(crate) fn between(old: &Definition, new: &Definition) -> Self {
        let mut found = Self { connector: connector(old, new), ..Self::default() };
        let before: HashMap<&str, &Method> = old.methods.iter().map(|method| (method.key.as_str(), method)).collect();
        let after: HashMap<&str, &Method> = new.methods.iter().map(|method| (method.key.as_str(), method)).collect();
        let named = |method: &Method| Named { key: method.key.clone(), name: method.name.clone() };
        found.removed =
            old.methods.iter().filter(|method| !after.contains_key(method.key.as_str())).map(named).collect();
        for method in &new.methods {
            let Some(earlier) = before.get(method.key.as_str()) else {
                found.added.push(named(method));
                continue;
            };
            let changes = changes_of(earlier, method);
            if !changes.is_empty() {
                found.changed.push(Changed { key: method.key.clone(), name: method.name.clone(), changes });
            }
        }
        found
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.connector.is_empty() && self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// Keys of the methods whose cycles may stop working, with the words of why.
    pub(crate) fn breaking(&self) -> Vec<(&str, Vec<&str>)> {
        let removed =
            self.removed.iter().map(|method| (method.key.as_str(), vec![t!("connectors-change-method-gone")]));
        let changed = self.changed.iter().filter_map(|method| {
            let words: Vec<&str> =
                method.changes.iter().filter(|change| change.breaks).map(|c| c.words.as_str()).collect();
            (!words.is_empty()).then_some((method.key.as_str(), words))
        });
        removed.chain(changed).collect()
    }
}

fn harmless(words: impl Into<String>) -> Change {
    Change { words: words.into(), breaks: false }
}

fn breaking(words: impl Into<String>) -> Change {
    Change { words: words.into(), breaks: true }
}

fn connector(old: &Definition, new: &Definition) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.name != new.name {
        changes.push(harmless(t!("connectors-change-name", now = new.name, before = old.name)));
    }
    if old.base_url != new.base_url {
        changes.push(harmless(t!(
            "connectors-change-base-url",
            now = shown(&new.base_url),
            before = shown(&old.base_url)
        )));
    }
    if old.authentication != new.authentication {
        let (before, now) = (kind_of(&old.authentication), kind_of(&new.authentication));
        changes.push(if before == now {
            harmless(t!("connectors-change-auth-details", now = now))
        } else {
            breaking(t!("connectors-change-auth", now = now, before = before))
        });
    }
    for parameter in &new.parameters {
        let known = old.parameters.iter().any(|known| known.key == parameter.key);
        if !known && parameter.required && parameter.default.is_empty() {
            changes.push(breaking(t!("connectors-change-parameter-must", key = parameter.key)));
        } else if !known {
            changes.push(harmless(t!("connectors-change-parameter-new", key = parameter.key)));
        }
    }
    let gone = old.parameters.iter().filter(|known| !new.parameters.iter().any(|parameter| parameter.key == known.key));
    changes.extend(gone.map(|known| harmless(t!("connectors-change-parameter-gone", key = known.key))));
    if old.rate_limit != new.rate_limit {
        changes.push(harmless(t!("connectors-change-rate-limit")));
    }
    changes
}

fn shown(address: &str) -> &str {
    if address.is_empty() { t!("connectors-change-own-address") } else { address }
}

fn kind_of(authentication: &Authentication) -> &'static str {
    match authentication {
        Authentication::None => t!("connectors-change-auth-none"),
        Authentication::ApiKey { .. } => t!("connectors-change-auth-api-key"),
        Authentication::Basic => t!("connectors-change-auth-basic"),
        Authentication::Bearer => t!("connectors-change-auth-bearer"),
        Authentication::OauthCode(_) => t!("connectors-change-auth-oauth-code"),
        Authentication::OauthClient(_) => t!("connectors-change-auth-oauth-client"),
        Authentication::Custom { .. } => t!("connectors-change-auth-custom"),
    }
}

fn changes_of(old: &Method, new: &Method) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.name != new.name {
        changes.push(harmless(t!("connectors-change-name", now = new.name, before = old.name)));
    }
    if old.category != new.category {
        changes.push(harmless(t!("connectors-change-category", category = new.category)));
    }
    if old.verb != new.verb || old.path != new.path {
        let verb = |method: &Method| format!("{:?}", method.verb).to_uppercase();
        let before = format!("{} {}", verb(old), old.path);
        let words = t!("connectors-change-call", verb = verb(new), path = new.path, before = before);
        changes.push(harmless(words));
    }
    if old.base_url != new.base_url {
        let (now, before) = (shown(&new.base_url), shown(&old.base_url));
        changes.push(harmless(t!("connectors-change-own-base-url", now = now, before = before)));
    }
    if old.body != new.body || old.content_type != new.content_type {
        changes.push(harmless(t!("connectors-change-body")));
    }
    if old.authenticated != new.authenticated {
        changes.push(harmless(if new.authenticated {
            t!("connectors-change-needs-credentials")
        } else {
            t!("connectors-change-no-credentials")
        }));
    }
    if !old.deprecated && new.deprecated {
        changes.push(harmless(t!("connectors-change-deprecated")));
    }
    match (&old.paging, &new.paging) {
        (before, now) if before == now => {}
        (_, Paging::None) => changes.push(breaking(t!("connectors-change-no-paging"))),
        (Paging::None, _) => changes.push(harmless(t!("connectors-change-pages-now"))),
        _ => changes.push(harmless(t!("connectors-change-paging"))),
    }
    fields(&old.request, &new.request, Side::Sent, &mut changes);
    fields(&old.response, &new.response, Side::Received, &mut changes);
    changes
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Sent,
    Received,
}

impl Side {
    /// "The field to", "The answer's field id".
    fn named(self, field: &Field) -> String {
        let path = if field.path.is_empty() { t!("connectors-change-whole") } else { &field.path };
        match (self, field.place) {
            (Side::Received, _) => t!("connectors-change-answer-field", path = path),
            (Side::Sent, Place::Body) => t!("connectors-change-field", path = path),
            (Side::Sent, Place::Path) => t!("connectors-change-field-path", path = path),
            (Side::Sent, Place::Query) => t!("connectors-change-field-query", path = path),
            (Side::Sent, Place::Header) => t!("connectors-change-field-header", path = path),
            (Side::Sent, Place::Cookie) => t!("connectors-change-field-cookie", path = path),
        }
    }
}

fn fields(old: &[Field], new: &[Field], side: Side, changes: &mut Vec<Change>) {
    fn by_path(fields: &[Field]) -> HashMap<(Place, &str), &Field> {
        fields.iter().map(|field| ((field.place, field.path.as_str()), field)).collect()
    }
    let (before, after) = (by_path(old), by_path(new));
    for field in old {
        if !after.contains_key(&(field.place, field.path.as_str())) {
            changes.push(breaking(t!("connectors-change-gone", field = side.named(field))));
        }
    }
    for field in new {
        match before.get(&(field.place, field.path.as_str())) {
            Some(earlier) => field_changes(earlier, field, side, changes),
            None if side == Side::Sent && field.required && field.default.is_none() && stands_alone(field, new) => {
                changes.push(breaking(t!("connectors-change-new-must", field = side.named(field))));
            }
            None => changes.push(harmless(t!("connectors-change-new", field = side.named(field)))),
        }
    }
}

/// A field inside another is needed only where that one is sent.
fn stands_alone(field: &Field, all: &[Field]) -> bool {
    let mut path = field.path.as_str();
    while let Some(end) = path.rfind('.') {
        path = path.get(..end).unwrap_or_default();
        let outer = path.trim_end_matches("[]");
        if all.iter().any(|other| other.place == field.place && other.path == outer && !other.required) {
            return false;
        }
    }
    true
}

fn field_changes(old: &Field, new: &Field, side: Side, changes: &mut Vec<Change>) {
    let named = || side.named(new);
    if old.kind != new.kind {
        let words = t!("connectors-change-kind", field = named(), now = kind(new.kind), before = kind(old.kind));
        // What takes anything takes what was sent before.
        let wider = side == Side::Sent && new.kind == Kind::Any;
        changes.push(Change { words, breaks: !wider });
    }
    if side == Side::Sent && !old.required && new.required {
        let words = t!("connectors-change-must", field = named());
        changes.push(Change { words, breaks: new.default.is_none() });
    }
    if side == Side::Sent && old.required && !new.required {
        changes.push(harmless(t!("connectors-change-optional", field = named())));
    }
    if side == Side::Sent && old.choices != new.choices {
        let gone: Vec<&str> =
            old.choices.iter().filter(|choice| !new.choices.contains(choice)).map(String::as_str).take(10).collect();
        if new.choices.is_empty() {
            changes.push(harmless(t!("connectors-change-any-value", field = named())));
        } else if old.choices.is_empty() {
            changes.push(breaking(t!("connectors-change-some-values", field = named())));
        } else if !gone.is_empty() {
            changes.push(breaking(t!("connectors-change-values-gone", field = named(), values = gone.join(", "))));
        } else {
            changes.push(harmless(t!("connectors-change-more-values", field = named())));
        }
    }
    if side == Side::Sent && old.style != new.style {
        changes.push(harmless(t!("connectors-change-style", field = named())));
    }
    if old.default != new.default && side == Side::Sent {
        changes.push(harmless(t!("connectors-change-default", field = named())));
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => t!("connectors-change-kind-text"),
        Kind::Integer => t!("connectors-change-kind-integer"),
        Kind::Number => t!("connectors-change-kind-number"),
        Kind::Boolean => t!("connectors-change-kind-boolean"),
        Kind::Object => t!("connectors-change-kind-object"),
        Kind::List => t!("connectors-change-kind-list"),
        Kind::File => t!("connectors-change-kind-file"),
        Kind::Any => t!("connectors-change-kind-any"),
    }
}
