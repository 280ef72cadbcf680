//! How calls prove whose they are: which of the document's security schemes becomes the connector's authentication, and
//! which parameters carry what it sends by itself.

use super::document::{Document, Version};
use super::report::Note;
use super::schemes::{Scheme, scheme};
use super::tree::Node;
use super::words;
use crate::connectors::model::{Authentication, CustomField, KeyPlace, Parameter, Scope, Sent};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The most schemes, demands of one operation, and schemes in one demand that are looked at.
const SCHEMES_MAX: usize = 50;
const DEMANDS_MAX: usize = 20;
const TOGETHER_MAX: usize = 8;

/// Schemes that are demanded together, by name.
type Demand<'d> = BTreeSet<&'d str>;

pub(super) struct Security<'d> {
    pub authentication: Authentication,
    /// What was taken, in words.
    pub words: String,
    pub others: Vec<Note>,
    chosen: Demand<'d>,
    schemes: BTreeMap<&'d str, Scheme>,
    root: Option<&'d Node>,
}

/// What one operation demands.
pub(super) struct Demanded {
    pub authenticated: bool,
    /// The operation does not take what the connector sends.
    pub remark: Option<String>,
    pub carried: Carried,
}

/// Parameters that are sent by the connector's authentication.
pub(super) struct Carried {
    /// Place, name, and the remark.
    keys: Vec<(&'static str, String, String)>,
    by_token: bool,
}

impl Carried {
    /// Why this parameter is none of the caller's business, if so.
    pub(super) fn why(&self, name: &str, place: &str) -> Option<String> {
        let same = |known: &str| if place == "header" { known.eq_ignore_ascii_case(name) } else { known == name };
        if let Some((.., why)) = self.keys.iter().find(|(at, known, _)| *at == place && same(known)) {
            return Some(why.clone());
        }
        let token = ["token", "access_token", "oauth_token"].iter().any(|token| name.eq_ignore_ascii_case(token));
        let sent = self.by_token && token && matches!(place, "query" | "header" | "formData");
        sent.then(|| t!("connectors-openapi-sent-already").to_owned())
    }
}

impl<'d> Security<'d> {
    /// Chooses what most operations take. Parameters that its addresses name are added to `parameters`.
    pub(super) fn read(
        document: &Document<'d>,
        operations: &[&'d Node],
        base: &str,
        parameters: &mut Vec<Parameter>,
    ) -> Self {
        let root = document.root;
        let defined = match document.version {
            Version::V2 => root.get("securityDefinitions"),
            Version::V30 | Version::V31 => {
                root.get("components").and_then(|components| components.get("securitySchemes"))
            }
        };
        let mut schemes = BTreeMap::new();
        let mut order = Vec::new();
        for (name, node) in defined.and_then(Node::map).into_iter().flat_map(|map| map.iter()).take(SCHEMES_MAX) {
            let read = document.follow(node).map_or_else(Scheme::Unsupported, |node| scheme(node, base, parameters));
            schemes.insert(name, read);
            order.push(name);
        }
        let mut security = Self {
            authentication: Authentication::None,
            words: String::new(),
            others: Vec::new(),
            chosen: Demand::new(),
            schemes,
            root: root.get("security"),
        };
        security.choose(operations, &order);
        security.ask_for_scopes(operations);
        security
    }

    fn choose(&mut self, operations: &[&'d Node], order: &[&'d str]) {
        let mut counts: HashMap<Demand<'d>, usize> = HashMap::new();
        for operation in operations {
            for demand in demands(self.effective(operation)) {
                *counts.entry(demand).or_default() += 1;
            }
        }
        for demand in demands(self.root) {
            *counts.entry(demand).or_default() += 1;
        }
        for name in order {
            counts.entry(Demand::from([*name])).or_default();
        }
        counts.remove(&Demand::new());
        let mut all: Vec<(Demand<'d>, usize)> = counts.into_iter().collect();
        let rank = |demand: &Demand<'d>| demand.iter().map(|name| self.schemes.get(name).map_or(9, Scheme::rank)).min();
        all.sort_by(|(a, times_a), (b, times_b)| times_b.cmp(times_a).then(rank(a).cmp(&rank(b))).then(a.cmp(b)));
        let mut refused = Vec::new();
        for (demand, times) in all {
            let shown = all_of(demand.iter().map(|name| words::line(name, 100)));
            if self.authentication != Authentication::None {
                let is = self.described(&demand);
                let what = match times {
                    0 => t!("connectors-openapi-not-taken", what = is),
                    n => t!("connectors-openapi-not-taken-used", what = is, n = n),
                };
                self.others.push(Note { place: shown, what });
                continue;
            }
            match self.made(&demand) {
                Ok((authentication, only)) => {
                    self.authentication = authentication;
                    let is = self.described(&demand);
                    self.words = match only {
                        Some(only) => t!("connectors-openapi-auth-only", name = shown, what = is, only = only),
                        None => format!("{shown}: {is}."),
                    };
                    self.chosen = demand;
                }
                Err(why) => refused.push(Note { place: shown, what: t!("connectors-openapi-not-taken", what = why) }),
            }
        }
        self.others.splice(0..0, refused);
        if self.words.is_empty() {
            t!("connectors-openapi-auth-none").clone_into(&mut self.words);
        }
    }

    fn described(&self, demand: &Demand<'d>) -> String {
        let nowhere = || t!("connectors-openapi-described-nowhere").to_owned();
        all_of(demand.iter().map(|name| self.schemes.get(name).map_or_else(nowhere, Scheme::words)))
    }

    /// The authentication that meets the demand, with the name of the one scheme that it is where it is not all; or why
    /// there is none.
    fn made(&self, demand: &Demand<'d>) -> Result<(Authentication, Option<String>), String> {
        let known: Vec<(&str, &Scheme)> =
            demand.iter().filter_map(|name| self.schemes.get(name).map(|scheme| (*name, scheme))).collect();
        if known.len() < demand.len() {
            return Err(t!("connectors-openapi-described-nowhere").to_owned());
        }
        if let [(_, scheme)] = known.as_slice() {
            return scheme.authentication().map(|authentication| (authentication, None));
        }
        if let Some(custom) = together(&known) {
            return Ok((custom, None));
        }
        let mut apart: Vec<_> = known.iter().map(|(name, scheme)| (scheme.rank(), *name, scheme)).collect();
        apart.sort_by_key(|(rank, ..)| *rank);
        let first = apart.first().map(|(_, name, scheme)| (*name, scheme.authentication()));
        match first {
            Some((name, Ok(authentication))) => Ok((authentication, Some(words::quoted(name)))),
            _ => Err(t!("connectors-openapi-not-together").to_owned()),
        }
    }

    /// Scopes that operations name are asked for.
    fn ask_for_scopes(&mut self, operations: &[&'d Node]) {
        let mut asked: BTreeSet<&str> = BTreeSet::new();
        let securities = operations.iter().map(|operation| self.effective(operation)).chain([self.root]);
        for demand in securities.flatten().filter_map(Node::list).flat_map(|list| list.iter().take(DEMANDS_MAX)) {
            for (name, scopes) in demand.map().into_iter().flat_map(|map| map.iter()).take(TOGETHER_MAX) {
                if self.chosen.contains(name) {
                    asked.extend(scopes.list().unwrap_or_default().iter().filter_map(Node::text));
                }
            }
        }
        let (Authentication::OauthCode(crate::connectors::model::OauthCode { scopes, .. })
        | Authentication::OauthClient(crate::connectors::model::OauthClient { scopes, .. })) = &mut self.authentication
        else {
            return;
        };
        for scope in scopes.iter_mut() {
            scope.asked = asked.remove(scope.name.as_str());
        }
        let fits = |name: &&str| super::schemes::is_scope(name);
        let missing = asked.into_iter().filter(fits).take(super::schemes::SCOPES_MAX.saturating_sub(scopes.len()));
        scopes.extend(missing.map(|name| Scope { name: name.to_owned(), asked: true, ..Scope::default() }));
    }

    fn effective(&self, operation: &'d Node) -> Option<&'d Node> {
        operation.get("security").or(self.root)
    }

    /// What this operation demands.
    pub(super) fn demanded(&self, operation: &'d Node) -> Demanded {
        let effective = self.effective(operation);
        let list = effective.and_then(Node::list);
        let public = list.is_some_and(|list| list.iter().all(|demand| demand.map().is_some_and(|map| map.len() == 0)));
        let demands = demands(effective);
        let takes = demands.is_empty() || demands.iter().any(|demand| demand.is_subset(&self.chosen));
        let remark = (!public && !takes).then(|| {
            let shown = demands.iter().take(3).map(|demand| self.described(demand));
            let shown = shown.reduce(|one, other| t!("connectors-openapi-or", one = one, other = other));
            t!("connectors-openapi-other-auth", what = shown.unwrap_or_default())
        });
        let by_token = demands.iter().flatten().any(|name| self.schemes.get(name).is_some_and(Scheme::is_token));
        let keys = self.schemes.iter().filter_map(|(name, scheme)| {
            let (place, key) = scheme.parameter()?;
            let why = if self.chosen.contains(name) {
                t!("connectors-openapi-sent-already").to_owned()
            } else {
                t!("connectors-openapi-credentials-of", name = words::quoted(name))
            };
            Some((place, key, why))
        });
        Demanded { authenticated: !public, remark, carried: Carried { keys: keys.collect(), by_token } }
    }
}

/// Several in one sentence.
fn all_of(words: impl Iterator<Item = String>) -> String {
    words.reduce(|one, other| t!("connectors-openapi-and", one = one, other = other)).unwrap_or_default()
}

/// The sets of schemes of which one must be met; the empty set says that none must be.
fn demands<'d>(security: Option<&'d Node>) -> Vec<Demand<'d>> {
    let list = security.and_then(Node::list).unwrap_or_default();
    let all = list.iter().take(DEMANDS_MAX).filter_map(Node::map);
    all.map(|map| map.iter().take(TOGETHER_MAX).map(|(name, _)| name).collect()).collect()
}

/// Several keys and tokens that are sent together.
fn together(schemes: &[(&str, &Scheme)]) -> Option<Authentication> {
    let (mut fields, mut headers, mut query) = (Vec::new(), Vec::new(), Vec::new());
    for (name, scheme) in schemes {
        let key = super::servers::key(name);
        let value = format!("{{{key}}}");
        match scheme {
            Scheme::Key { place: KeyPlace::Header, name, .. } => headers.push(Sent { name: name.clone(), value }),
            Scheme::Key { place: KeyPlace::Query, name, .. } => query.push(Sent { name: name.clone(), value }),
            Scheme::Bearer => headers.push(Sent { name: "Authorization".to_owned(), value: format!("Bearer {value}") }),
            _ => return None,
        }
        let title = words::title(name, 100);
        fields.push(CustomField { key, title, secret: true, required: true, ..CustomField::default() });
    }
    let mut keys: Vec<&str> = fields.iter().map(|field| field.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    let whole = keys.len() == fields.len();
    whole.then_some(Authentication::Custom { fields, headers, query })
}
