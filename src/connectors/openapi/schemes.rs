//! One security scheme of a document.

use super::tree::Node;
use super::{servers, words};
use crate::connectors::model::{Authentication, ClientIn, KeyPlace, OauthClient, OauthCode, Parameter, Scope};
use crate::connectors::names::{header_of_the_connection, is_header_name};

/// The most scopes of a scheme.
pub(super) const SCOPES_MAX: usize = 500;

#[derive(Clone, Debug)]
pub(super) enum Scheme {
    Key {
        place: KeyPlace,
        name: String,
    },
    Basic,
    Bearer,
    /// A key that its description says is a bearer token.
    BearerKey,
    Code(OauthCode),
    Client(OauthClient),
    /// Why not, in words that begin small.
    Unsupported(String),
}

impl Scheme {
    /// Smaller is taken rather.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Scheme::Code(_) => 0,
            Scheme::Bearer | Scheme::BearerKey => 1,
            Scheme::Key { .. } => 2,
            Scheme::Basic => 3,
            Scheme::Client(_) => 4,
            Scheme::Unsupported(_) => 8,
        }
    }

    pub(super) fn authentication(&self) -> Result<Authentication, String> {
        Ok(match self {
            Scheme::Key { place, name } => {
                Authentication::ApiKey { place: *place, name: name.clone(), prefix: String::new() }
            }
            Scheme::Basic => Authentication::Basic,
            Scheme::Bearer | Scheme::BearerKey => Authentication::Bearer,
            Scheme::Code(code) => Authentication::OauthCode(code.clone()),
            Scheme::Client(client) => Authentication::OauthClient(client.clone()),
            Scheme::Unsupported(why) => return Err(why.clone()),
        })
    }

    pub(super) fn words(&self) -> String {
        match self {
            Scheme::Key { place, name } => {
                let name = words::line(name, 100);
                match place {
                    KeyPlace::Header => t!("connectors-openapi-scheme-header", name = name),
                    KeyPlace::Query => t!("connectors-openapi-scheme-query", name = name),
                    KeyPlace::Cookie => t!("connectors-openapi-scheme-cookie", name = name),
                }
            }
            Scheme::Basic => t!("connectors-openapi-scheme-basic").to_owned(),
            Scheme::Bearer => t!("connectors-openapi-scheme-bearer").to_owned(),
            Scheme::BearerKey => t!("connectors-openapi-scheme-bearer-key").to_owned(),
            Scheme::Code(_) => t!("connectors-openapi-scheme-code").to_owned(),
            Scheme::Client(_) => t!("connectors-openapi-scheme-client").to_owned(),
            Scheme::Unsupported(why) => why.clone(),
        }
    }

    /// True when a token is sent that some documents also describe as a parameter.
    pub(super) fn is_token(&self) -> bool {
        matches!(self, Scheme::Bearer | Scheme::BearerKey | Scheme::Code(_) | Scheme::Client(_))
    }

    /// The place and name of the parameter that it is sent in.
    pub(super) fn parameter(&self) -> Option<(&'static str, String)> {
        match self {
            Scheme::Key { place: KeyPlace::Header, name } => Some(("header", name.clone())),
            Scheme::Key { place: KeyPlace::Query, name } => Some(("query", name.clone())),
            Scheme::Key { place: KeyPlace::Cookie, name } => Some(("cookie", name.clone())),
            _ => None,
        }
    }
}

/// Reads a scheme of 2.0 or 3.x.
pub(super) fn scheme(node: &Node, base: &str, parameters: &mut Vec<Parameter>) -> Scheme {
    let unsupported = |why: &str| Scheme::Unsupported(why.to_owned());
    match node.text_at("type").unwrap_or_default() {
        "apiKey" => key(node),
        "basic" => Scheme::Basic,
        "http" => match node.text_at("scheme").unwrap_or_default().to_ascii_lowercase().as_str() {
            "basic" => Scheme::Basic,
            "bearer" => Scheme::Bearer,
            other => Scheme::Unsupported(t!("connectors-openapi-http-scheme", name = words::quoted(other))),
        },
        "oauth2" => oauth(node, base, parameters),
        "openIdConnect" => unsupported(t!("connectors-openapi-openid")),
        "mutualTLS" => unsupported(t!("connectors-openapi-mutual-tls")),
        "" => unsupported(t!("connectors-openapi-scheme-no-type")),
        other => Scheme::Unsupported(t!("connectors-openapi-scheme-type", name = words::quoted(other))),
    }
}

fn key(node: &Node) -> Scheme {
    let Some(name) = node.text_at("name").filter(|name| name.len() <= 200) else {
        return Scheme::Unsupported(t!("connectors-openapi-key-no-name").to_owned());
    };
    let place = match node.text_at("in").unwrap_or_default() {
        "header" => KeyPlace::Header,
        "query" => KeyPlace::Query,
        "cookie" => KeyPlace::Cookie,
        other => return Scheme::Unsupported(t!("connectors-openapi-key-place", name = words::quoted(other))),
    };
    let named = is_header_name(name) && !(place == KeyPlace::Header && header_of_the_connection(name));
    if place != KeyPlace::Query && !named {
        return Scheme::Unsupported(t!("connectors-openapi-key-unsendable", name = words::quoted(name)));
    }
    let bearer = node.text_at("description").is_some_and(|text| text.to_ascii_lowercase().contains("bearer "));
    if place == KeyPlace::Header && name.eq_ignore_ascii_case("authorization") && bearer {
        return Scheme::BearerKey;
    }
    Scheme::Key { place, name: name.to_owned() }
}

fn oauth(node: &Node, base: &str, parameters: &mut Vec<Parameter>) -> Scheme {
    // In 2.0 the scheme is its only flow.
    let named = node.text_at("flow");
    let flow = |old: &str, new: &str| match named {
        Some(name) => Some(node).filter(|_| name == old),
        None => node.get("flows").and_then(|flows| flows.get(new)),
    };
    let mut address = |flow: &Node, key: &str| flow.text_at(key).and_then(|url| servers::whole(url, base, parameters));
    if let Some(flow) = flow("accessCode", "authorizationCode")
        && let (Some(authorize_url), Some(token_url)) = (address(flow, "authorizationUrl"), address(flow, "tokenUrl"))
    {
        let refresh_url = address(flow, "refreshUrl").filter(|url| *url != token_url).unwrap_or_default();
        return Scheme::Code(OauthCode {
            authorize_url,
            token_url,
            refresh_url,
            scopes: scopes(flow),
            client_in: ClientIn::Header,
        });
    }
    if let Some(flow) = flow("application", "clientCredentials")
        && let Some(token_url) = address(flow, "tokenUrl")
    {
        return Scheme::Client(OauthClient { token_url, scopes: scopes(flow), client_in: ClientIn::Header });
    }
    let usable = flow("accessCode", "authorizationCode").or_else(|| flow("application", "clientCredentials"));
    Scheme::Unsupported(match usable {
        Some(_) => t!("connectors-openapi-oauth-addresses").to_owned(),
        None => t!("connectors-openapi-oauth-flows").to_owned(),
    })
}

fn scopes(flow: &Node) -> Vec<Scope> {
    let all = flow.pairs_at("scopes").filter(|(name, _)| is_scope(name)).take(SCOPES_MAX);
    all.map(|(name, description)| Scope {
        name: name.to_owned(),
        description: words::line(description.text().unwrap_or_default(), 300),
        asked: false,
    })
    .collect()
}

/// RFC 6749 section 3.3.
pub(super) fn is_scope(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_graphic() && byte != b'"' && byte != b'\\';
    !name.is_empty() && name.len() <= 300 && name.bytes().all(fits)
}
