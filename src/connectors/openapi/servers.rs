//! Where calls go: 2.0's host, base path and schemes; 3.x's servers, with variables as the connector's parameters.

use super::document::{Document, Version};
use super::tree::Node;
use super::words;
use crate::connectors::address::{self, Use};
use crate::connectors::model::Parameter;
use crate::connectors::names::{filled, placeholders};
use url::Url;

/// An address with the parameters in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Address {
    pub url: String,
    pub parameters: Vec<Parameter>,
}

/// What is to be said about an address, with its place.
pub(super) type Remarks = Vec<(String, String)>;

/// The document's own; without a URL where none can be made, and the remarks say why.
pub(super) fn of_document(document: &Document<'_>, remarks: &mut Remarks) -> Address {
    if document.version == Version::V2 {
        return of_host(document.root, remarks);
    }
    let servers = document.root.list_at("servers");
    let Some(first) = servers.first() else {
        remark(remarks, "#/servers", t!("connectors-openapi-no-server"));
        return Address::default();
    };
    for other in servers.iter().skip(1).take(20) {
        let url = words::quoted(other.text_at("url").unwrap_or_default());
        remark(remarks, "#/servers", t!("connectors-openapi-other-server", url = url));
    }
    match of_server(first, None) {
        Ok(address) => address,
        Err(why) => {
            remark(remarks, "#/servers/0", t!("connectors-openapi-by-hand", why = why));
            Address::default()
        }
    }
}

/// The one of a path or an operation, where it has one of its own.
pub(super) fn of_part(node: &Node, base: &str, place: &str, remarks: &mut Remarks) -> Option<Address> {
    let server = node.list_at("servers").first()?;
    match of_server(server, Some(base)) {
        Ok(address) => Some(address).filter(|address| address.url != base),
        Err(why) => {
            remark(remarks, place, t!("connectors-openapi-own-server", why = why));
            None
        }
    }
}

fn remark(remarks: &mut Remarks, place: impl Into<String>, what: impl Into<String>) {
    remarks.push((place.into(), what.into()));
}

fn of_host(root: &Node, remarks: &mut Remarks) -> Address {
    let Some(host) = root.text_at("host") else {
        remark(remarks, "#/host", t!("connectors-openapi-no-host"));
        return Address::default();
    };
    let schemes: Vec<&str> = root.list_at("schemes").iter().filter_map(Node::text).collect();
    let scheme = if schemes.contains(&"http") && !schemes.contains(&"https") { "http" } else { "https" };
    if !schemes.is_empty() && !schemes.contains(&scheme) {
        let shown = words::line(&schemes.join(", "), 60);
        remark(remarks, "#/schemes", t!("connectors-openapi-schemes", schemes = shown));
    }
    let path = root.text_at("basePath").unwrap_or_default().trim_matches('/');
    let host = host.trim_end_matches('/');
    let url = if path.is_empty() { format!("{scheme}://{host}") } else { format!("{scheme}://{host}/{path}") };
    match finished(url, &[]) {
        Ok(address) => address,
        Err(why) => {
            remark(remarks, "#/host", t!("connectors-openapi-by-hand", why = why));
            Address::default()
        }
    }
}

fn of_server(server: &Node, base: Option<&str>) -> Result<Address, String> {
    let url = server.text_at("url").ok_or_else(|| t!("connectors-openapi-server-no-url"))?;
    let mut parameters = Vec::new();
    for (name, variable) in server.pairs_at("variables").take(50) {
        let choices = variable.list_at("enum").iter().filter_map(Node::as_words).filter(|choice| choice.len() <= 200);
        parameters.push(Parameter {
            key: key(name),
            title: words::title(name, 100),
            hint: words::cut(variable.text_at("description").unwrap_or_default(), 500),
            default: variable.get("default").and_then(Node::as_words).filter(|d| d.len() <= 500).unwrap_or_default(),
            required: true,
            choices: choices.take(200).collect(),
        });
    }
    let mut url = filled(url, |name| format!("{{{}}}", key(name)));
    if url.starts_with("//") {
        url.insert_str(0, "https:");
    }
    let relative = url.starts_with('/') || url.starts_with('.');
    if relative {
        let base = base.filter(|base| !base.is_empty() && !base.contains('{'));
        let shown = words::quoted(&url);
        let whole = base.and_then(|base| Url::parse(base).ok()).filter(|_| !url.contains('{'));
        let whole = whole.and_then(|base| base.join(&url).ok());
        url = whole.map(String::from).ok_or_else(|| t!("connectors-openapi-server-relative", url = shown))?;
    }
    finished(url, &parameters)
}

/// The address with the parameters it names, if it is one.
fn finished(url: String, known: &[Parameter]) -> Result<Address, String> {
    let url = url.trim().trim_end_matches('/').to_owned();
    let names = placeholders(&url).ok_or_else(|| t!("connectors-openapi-server-brace"))?;
    let parameters: Vec<Parameter> = names.iter().map(|name| parameter(name, known)).collect();
    match address::wrong(&url, &parameters, Use::Base) {
        Some(why) => Err(why),
        None => Ok(Address { url, parameters }),
    }
}

fn parameter(name: &str, known: &[Parameter]) -> Parameter {
    let new =
        || Parameter { key: name.to_owned(), title: words::title(name, 100), required: true, ..Parameter::default() };
    let mut parameter = known.iter().find(|parameter| parameter.key == name).cloned().unwrap_or_else(new);
    if !parameter.choices.is_empty() && !parameter.choices.contains(&parameter.default) && !parameter.default.is_empty()
    {
        parameter.choices.insert(0, parameter.default.clone());
    }
    parameter
}

/// A variable's name as a parameter's key.
pub(super) fn key(name: &str) -> String {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.');
    let key: String = name.chars().map(|letter| if fits(letter) { letter } else { '_' }).take(100).collect();
    if key.is_empty() { "server".to_owned() } else { key }
}

/// An OAuth address made whole: as it is, or relative to the base URL. Parameters it names are added to `parameters`.
pub(super) fn whole(url: &str, base: &str, parameters: &mut Vec<Parameter>) -> Option<String> {
    let url = filled(url.trim(), |name| format!("{{{}}}", key(name)));
    let url = match Url::parse(base).ok().filter(|_| !base.contains('{')) {
        Some(base) if url.starts_with('/') && !url.contains('{') => base.join(&url).ok()?.into(),
        _ => url,
    };
    let mut more = parameters.clone();
    for name in placeholders(&url)? {
        if !more.iter().any(|known| known.key == name) {
            more.push(parameter(&name, &[]));
        }
    }
    if address::wrong(&url, &more, Use::Whole).is_some() {
        return None;
    }
    *parameters = more;
    Some(url)
}
