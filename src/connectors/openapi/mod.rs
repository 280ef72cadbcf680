//! Imports OpenAPI documents (2.0, 3.0 and 3.1; JSON or YAML) as connector definitions, with a report that accounts for
//! every operation. Nothing is fetched: a reference that leads out of the document is reported and left out. No document
//! can make it panic, recurse without end, or work longer than the bounds here and in [`tree`], [`fields`] and
//! [`document`] allow.
//!
//! Left out by design, without a note: answers other than the best 2xx, headers of answers, `x-` extensions, fields that
//! are read-only in what is sent and write-only in what comes back, and other content types than the best.

mod body;
mod credentials;
mod document;
mod fields;
mod media;
mod operation;
mod paging;
mod parameters;
pub(crate) mod report;
mod schemes;
mod servers;
mod shape;
mod template;
#[cfg(test)]
mod tests;
mod tree;
mod words;

use super::model::{Definition, Method, Paging, Parameter};
use super::names::{KEY_LENGTH_MAX, placeholders};
use credentials::Security;
use document::Document;
use operation::{Found, Shared, key, make};
use report::{Outcome, Report};
use servers::Address;
use std::collections::{HashMap, HashSet};
use tree::Node;

/// The most methods of a connector.
pub(crate) const METHODS_MAX: usize = 2_000;
/// The most fields of one method that are sent, and as many that come back.
pub(crate) const FIELDS_MAX: usize = 500;
/// The most fields of a whole definition; where it has many methods, each gets its share.
const FIELDS_TOTAL_MAX: usize = 600_000;
/// The least share.
const FIELDS_MIN: usize = 100;
/// The most parameters of a connector.
pub(crate) const PARAMETERS_MAX: usize = 50;

/// A document made a connector.
#[derive(Clone, Debug)]
pub(crate) struct Imported {
    /// Passes [`Definition::check`], but for a base URL that the document does not say.
    pub definition: Definition,
    pub report: Report,
}

impl Imported {
    /// Why nothing can be called that is made of it; none: something can.
    pub fn useless(&self) -> Option<String> {
        if !self.definition.methods.is_empty() {
            return None;
        }
        let why = self.report.operations.iter().find_map(|operation| match &operation.outcome {
            Outcome::LeftOut { why } => Some(why.as_str()),
            Outcome::Taken { .. } => None,
        });
        Some(match why {
            Some(why) => t!("connectors-openapi-useless", why = why),
            None => t!("connectors-openapi-useless-none").to_owned(),
        })
    }
}

/// Why a document cannot be imported at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    /// A whole sentence for whoever chose the document.
    pub why: String,
    /// Where, from 1, when it is at one place.
    pub line: Option<u64>,
    pub column: Option<u64>,
}

impl Refused {
    fn whole(why: String) -> Self {
        Self { why, line: None, column: None }
    }

    /// At a place; 0 for a line that is not known.
    fn at(line: u64, column: u64, why: String) -> Self {
        let known = line > 0;
        Self { why: words::cut(&why, 500), line: known.then_some(line), column: known.then_some(column) }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, to: &mut std::fmt::Formatter) -> std::fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => {
                let (line, column) = (line.to_string(), column.to_string());
                to.write_str(&t!("connectors-openapi-at", line = line, column = column, why = self.why))
            }
            _ => to.write_str(&self.why),
        }
    }
}

/// Makes a definition of a document.
pub(crate) fn import(text: &[u8]) -> Result<Imported, Refused> {
    let root = tree::parse(text)?;
    let document = Document::new(&root)?;
    Ok(import_document(&document))
}

fn import_document(document: &Document<'_>) -> Imported {
    let mut report = Report { specification: document.specification.clone(), ..Report::default() };
    let info = document.root.get("info").unwrap_or(&Node::Null);
    report.version = info.get("version").and_then(Node::as_words).map(|v| words::line(&v, 100)).unwrap_or_default();
    let found = operations(document, &mut report);

    let mut remarks = Vec::new();
    let Address { url: base_url, mut parameters } = servers::of_document(document, &mut remarks);
    for (place, what) in remarks {
        report.note(place, what);
    }
    let nodes: Vec<&Node> = found.iter().map(|found| found.node).collect();
    let security = Security::read(document, &nodes, &base_url, &mut parameters);
    report.authentication.clone_from(&security.words);
    report.other_authentications.clone_from(&security.others);

    let share = FIELDS_TOTAL_MAX / 2 / found.len().clamp(1, METHODS_MAX);
    let fields_max = share.clamp(FIELDS_MIN, FIELDS_MAX);
    let shared = Shared { document, security: &security, base_url: &base_url, fields_max };
    let mut definition = Definition {
        name: Some(words::line(info.text_at("title").unwrap_or_default(), 100))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "Imported application".to_owned()),
        description: words::cut(info.text_at("description").unwrap_or_default(), 2_000),
        base_url: base_url.clone(),
        authentication: security.authentication.clone(),
        parameters,
        ..Definition::default()
    };
    methods(&shared, &found, &mut definition, &mut report);
    keep_used_parameters(&mut definition, &mut report);
    what_was_not_read(document, &mut report);
    Imported { definition, report }
}

fn methods<'d>(shared: &Shared<'_, 'd>, found: &[Found<'d>], definition: &mut Definition, report: &mut Report) {
    let mut keys = HashMap::new();
    for found in found {
        let place = found.shown();
        if definition.methods.len() == METHODS_MAX {
            let why = t!("connectors-openapi-methods", most = METHODS_MAX.to_string());
            report.operation(place, Outcome::LeftOut { why });
            continue;
        }
        let made = match make(shared, found) {
            Ok(made) => made,
            Err(why) => {
                report.operation(place, Outcome::LeftOut { why });
                continue;
            }
        };
        let mut method = made.method;
        method.key = unique(key(found), &mut keys);
        for (part, what) in made.remarks {
            let at = if part.is_empty() { place.clone() } else { format!("{place}, {part}") };
            report.note(at, what);
        }
        if let Some(address) = made.address {
            take_parameters(address, &mut method, definition, &place, report);
        }
        report.totals.request_fields += method.request.len();
        report.totals.response_fields += method.response.len();
        report.totals.with_paging += usize::from(method.paging != Paging::None);
        report.operation(place, Outcome::Taken { key: method.key.clone() });
        definition.methods.push(method);
    }
}

/// Adds a number to a key that is there already. `keys` knows each key, and the number it was last given.
fn unique(key: String, keys: &mut HashMap<String, usize>) -> String {
    let mut number = keys.get(&key).copied().unwrap_or(1);
    let mut tried = key.clone();
    while keys.contains_key(&tried) {
        number += 1;
        let end = format!("_{number}");
        let mut begin = key.clone();
        begin.truncate(KEY_LENGTH_MAX - end.len());
        tried = begin + &end;
    }
    keys.insert(key, number);
    keys.insert(tried.clone(), 1);
    tried
}

/// A method's own address may name parameters; the connector needs them all.
fn take_parameters(
    address: Address,
    method: &mut Method,
    definition: &mut Definition,
    place: &str,
    report: &mut Report,
) {
    for parameter in address.parameters {
        let known = definition.parameters.iter().find(|known| known.key == parameter.key);
        if let Some(known) = known {
            if known.default != parameter.default {
                let words = t!("connectors-openapi-other-default", name = words::quoted(&known.key));
                report.note(place, words);
            }
        } else if definition.parameters.len() < PARAMETERS_MAX {
            definition.parameters.push(parameter);
        } else {
            report.note(place, t!("connectors-openapi-server-parameters", most = PARAMETERS_MAX));
            method.base_url.clear();
            return;
        }
    }
}

/// Drops the parameters of addresses that were not taken over.
fn keep_used_parameters(definition: &mut Definition, report: &mut Report) {
    use super::model::Authentication::{OauthClient, OauthCode};
    let mut used: HashSet<String> = HashSet::new();
    let mut addresses: Vec<&str> = vec![&definition.base_url];
    addresses.extend(definition.methods.iter().map(|method| method.base_url.as_str()));
    match &definition.authentication {
        OauthCode(code) => addresses.extend([code.authorize_url.as_str(), &code.token_url, &code.refresh_url]),
        OauthClient(client) => addresses.push(&client.token_url),
        _ => {}
    }
    for address in addresses {
        used.extend(placeholders(address).unwrap_or_default());
    }
    definition.parameters.retain(|parameter: &Parameter| used.contains(&parameter.key));
    if definition.parameters.len() > PARAMETERS_MAX {
        report.note("#/servers", t!("connectors-openapi-variables", most = PARAMETERS_MAX));
        definition.base_url.clear();
        definition.parameters.truncate(PARAMETERS_MAX);
    }
}

/// Every operation of the document, in its order.
fn operations<'d>(document: &Document<'d>, report: &mut Report) -> Vec<Found<'d>> {
    let mut all = Vec::new();
    for (path, item) in document.root.pairs_at("paths").filter(|(path, _)| !path.starts_with("x-")) {
        let place = || format!("#/paths/{}", words::line(&path.replace('~', "~0").replace('/', "~1"), 300));
        let followed = match document.follow(item) {
            Ok(followed) => followed,
            Err(why) => {
                report.note(place(), t!("connectors-openapi-path-left-out", why = why));
                item
            }
        };
        // Beside a reference the path may say something itself.
        let parts = if std::ptr::eq(followed, item) { vec![item] } else { vec![item, followed] };
        let mut seen = HashSet::new();
        for part in parts {
            let Some(map) = part.map() else {
                report.note(place(), t!("connectors-openapi-path-no-object"));
                continue;
            };
            for (verb_name, node) in map.iter() {
                match verb_name {
                    "parameters" | "servers" | "summary" | "description" | "$ref" => {}
                    "get" | "post" | "put" | "patch" | "delete" | "head" | "options" | "trace" | "query" => {
                        if seen.insert(verb_name) {
                            all.push(Found { path, verb_name, item: part, node });
                        }
                    }
                    "additionalOperations" => {
                        let more = node.map().into_iter().flat_map(|map| map.iter());
                        all.extend(more.map(|(verb_name, node)| Found { path, verb_name, item: part, node }));
                    }
                    name if name.starts_with("x-") => {}
                    name => report.note(place(), t!("connectors-openapi-unknown-part", name = words::quoted(name))),
                }
            }
        }
    }
    all
}

/// Parts of the document that no connector has.
fn what_was_not_read(document: &Document<'_>, report: &mut Report) {
    for key in ["webhooks", "x-webhooks"] {
        let count = document.root.pairs_at(key).count();
        if count > 0 {
            report.note(format!("#/{key}"), t!("connectors-openapi-webhooks", n = count));
        }
    }
}
