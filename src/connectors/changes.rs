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
        let removed = self.removed.iter().map(|method| (method.key.as_str(), vec!["The method is gone."]));
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
        changes.push(harmless(format!("It is called {} now, before {}.", new.name, old.name)));
    }
    if old.base_url != new.base_url {
        changes.push(harmless(format!(
            "Calls go to {} now, before to {}.",
            shown(&new.base_url),
            shown(&old.base_url)
        )));
    }
    if old.authentication != new.authentication {
        let (before, now) = (kind_of(&old.authentication), kind_of(&new.authentication));
        changes.push(if before == now {
            harmless(format!("The authentication is still {now}, but its details changed. Who is connected may have to connect again."))
        } else {
            breaking(format!("The authentication is {now} now, before {before}. Everybody has to connect again."))
        });
    }
    for parameter in &new.parameters {
        let known = old.parameters.iter().any(|known| known.key == parameter.key);
        if !known && parameter.required && parameter.default.is_empty() {
            changes.push(breaking(format!("The new parameter {} must be filled in.", parameter.key)));
        } else if !known {
            changes.push(harmless(format!("The parameter {} is new.", parameter.key)));
        }
    }
    let gone = old.parameters.iter().filter(|known| !new.parameters.iter().any(|parameter| parameter.key == known.key));
    changes.extend(gone.map(|known| harmless(format!("The parameter {} is gone.", known.key))));
    if old.rate_limit != new.rate_limit {
        changes.push(harmless("The rate limit changed."));
    }
    changes
}

fn shown(address: &str) -> &str {
    if address.is_empty() { "the connector's address" } else { address }
}

fn kind_of(authentication: &Authentication) -> &'static str {
    match authentication {
        Authentication::None => "none",
        Authentication::ApiKey { .. } => "an API key",
        Authentication::Basic => "a user name and password",
        Authentication::Bearer => "a token",
        Authentication::OauthCode(_) => "OAuth with a sign-in",
        Authentication::OauthClient(_) => "OAuth with client credentials",
        Authentication::Custom { .. } => "fields of its own",
    }
}

fn changes_of(old: &Method, new: &Method) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.name != new.name {
        changes.push(harmless(format!("It is called {} now, before {}.", new.name, old.name)));
    }
    if old.category != new.category {
        changes.push(harmless(format!("It is in the category {} now.", new.category)));
    }
    if old.verb != new.verb || old.path != new.path {
        let verb = |method: &Method| format!("{:?}", method.verb).to_uppercase();
        let (now, before) = (verb(new), verb(old));
        changes.push(harmless(format!("It calls {now} {} now, before {before} {}.", new.path, old.path)));
    }
    if old.base_url != new.base_url {
        changes.push(harmless(format!("It calls {} now, before {}.", shown(&new.base_url), shown(&old.base_url))));
    }
    if old.body != new.body || old.content_type != new.content_type {
        changes.push(harmless("Its body is written in another way."));
    }
    if old.authenticated != new.authenticated {
        changes.push(harmless(if new.authenticated {
            "It needs credentials now."
        } else {
            "It needs no credentials any more."
        }));
    }
    if !old.deprecated && new.deprecated {
        changes.push(harmless("The vendor says not to begin with it any more."));
    }
    match (&old.paging, &new.paging) {
        (before, now) if before == now => {}
        (_, Paging::None) => changes.push(breaking("It does not page any more, so only the first page is read.")),
        (Paging::None, _) => changes.push(harmless("It pages now.")),
        _ => changes.push(harmless("It pages in another way.")),
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
        let path = if field.path.is_empty() { "for the whole" } else { &field.path };
        let place = match field.place {
            Place::Body => "",
            Place::Path => " in the path",
            Place::Query => " in the query",
            Place::Header => " in a header",
            Place::Cookie => " in a cookie",
        };
        match self {
            Side::Sent => format!("The field {path}{place}"),
            Side::Received => format!("The answer's field {path}"),
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
            changes.push(breaking(format!("{} is gone.", side.named(field))));
        }
    }
    for field in new {
        match before.get(&(field.place, field.path.as_str())) {
            Some(earlier) => field_changes(earlier, field, side, changes),
            None if side == Side::Sent && field.required && field.default.is_none() && stands_alone(field, new) => {
                changes.push(breaking(format!("{} is new and must be filled in.", side.named(field))));
            }
            None => changes.push(harmless(format!("{} is new.", side.named(field)))),
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
        let words = format!("{} is {} now, before {}.", named(), kind(new.kind), kind(old.kind));
        // What takes anything takes what was sent before.
        let wider = side == Side::Sent && new.kind == Kind::Any;
        changes.push(Change { words, breaks: !wider });
    }
    if side == Side::Sent && !old.required && new.required {
        let words = format!("{} must be filled in now.", named());
        changes.push(Change { words, breaks: new.default.is_none() });
    }
    if side == Side::Sent && old.required && !new.required {
        changes.push(harmless(format!("{} can be left out now.", named())));
    }
    if side == Side::Sent && old.choices != new.choices {
        let gone: Vec<&str> =
            old.choices.iter().filter(|choice| !new.choices.contains(choice)).map(String::as_str).take(10).collect();
        if new.choices.is_empty() {
            changes.push(harmless(format!("{} takes any value now.", named())));
        } else if old.choices.is_empty() {
            changes.push(breaking(format!("{} takes only some values now.", named())));
        } else if !gone.is_empty() {
            changes.push(breaking(format!("{} does not take {} any more.", named(), gone.join(", "))));
        } else {
            changes.push(harmless(format!("{} takes more values now.", named())));
        }
    }
    if side == Side::Sent && old.style != new.style {
        changes.push(harmless(format!("{} is written in another way.", named())));
    }
    if old.default != new.default && side == Side::Sent {
        changes.push(harmless(format!("{} has another default.", named())));
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Integer => "a whole number",
        Kind::Number => "a number",
        Kind::Boolean => "true or false",
        Kind::Object => "an object",
        Kind::List => "a list",
        Kind::File => "a file",
        Kind::Any => "anything",
    }
}
