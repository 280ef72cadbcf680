//! What a connector is: an application's definition as data (MODEL section 5). It holds no secret and no customer's
//! data; a release stores one [`Definition`] as it stands. Importers and editors make definitions, [`Definition::check`]
//! says what is wrong with one, and the engine reads them.

use serde::{Deserialize, Serialize};

/// One release of a connector.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Definition {
    /// What people see, 1 to 100 characters.
    pub name: String,
    /// Plain text, shown above the methods.
    pub description: String,
    /// Begins every call, as `https://{subdomain}.example.com/v1`; `{name}` stands for the parameter of that key.
    pub base_url: String,
    pub authentication: Authentication,
    /// What each Account Connector says once, beside its credentials: a subdomain, a region, a version header.
    pub parameters: Vec<Parameter>,
    pub rate_limit: Option<RateLimit>,
    pub methods: Vec<Method>,
}

/// How calls prove whose they are. What the customer types or the provider gives is kept apart, encrypted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Authentication {
    #[default]
    None,
    /// One key, sent with each call in the place named, after `prefix` ("Token ", "" ...).
    ApiKey {
        place: KeyPlace,
        name: String,
        #[serde(default)]
        prefix: String,
    },
    /// RFC 7617.
    Basic,
    /// A token the customer pastes, sent as `Authorization: Bearer`.
    Bearer,
    /// OAuth 2.0 authorization code, with PKCE.
    OauthCode(OauthCode),
    /// OAuth 2.0 client credentials.
    OauthClient(OauthClient),
    /// Fields of the application's own, sent in headers and query parameters whose values name them as `{key}`.
    Custom {
        fields: Vec<CustomField>,
        #[serde(default)]
        headers: Vec<Sent>,
        #[serde(default)]
        query: Vec<Sent>,
    },
}

impl Authentication {
    /// The word of its kind, as it is stored.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Authentication::None => "none",
            Authentication::ApiKey { .. } => "api_key",
            Authentication::Basic => "basic",
            Authentication::Bearer => "bearer",
            Authentication::OauthCode(_) => "oauth_code",
            Authentication::OauthClient(_) => "oauth_client",
            Authentication::Custom { .. } => "custom",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KeyPlace {
    #[default]
    Header,
    Query,
    Cookie,
}

/// RFC 6749 section 4.1. Addresses may hold `{parameter}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct OauthCode {
    pub authorize_url: String,
    pub token_url: String,
    /// Where tokens are refreshed, where that is not `token_url`.
    pub refresh_url: String,
    pub scopes: Vec<Scope>,
    pub client_in: ClientIn,
}

/// RFC 6749 section 4.4.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct OauthClient {
    pub token_url: String,
    pub scopes: Vec<Scope>,
    pub client_in: ClientIn,
}

/// How the token endpoint is told who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ClientIn {
    /// HTTP Basic, which RFC 6749 section 2.3.1 wants every server to take.
    #[default]
    Header,
    Body,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Scope {
    pub name: String,
    pub description: String,
    /// Asked for unless the partner says otherwise.
    pub asked: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CustomField {
    pub key: String,
    pub title: String,
    pub hint: String,
    /// Kept encrypted and never shown again.
    pub secret: bool,
    pub required: bool,
}

/// A header or query parameter that carries credentials; its value may hold `{key}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Sent {
    pub name: String,
    pub value: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Parameter {
    pub key: String,
    pub title: String,
    pub hint: String,
    pub default: String,
    pub required: bool,
    /// The only values there are; empty for any.
    pub choices: Vec<String>,
}

/// Calls per time over all workers, for one Account Connector (R4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RateLimit {
    pub calls: u32,
    pub per_s: u32,
}

/// One thing the application can do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Method {
    /// Stays the same from release to release: lower-case letters, digits, `_` and `-`, at most 100, unique here.
    pub key: String,
    pub name: String,
    pub category: String,
    pub description: String,
    pub verb: Verb,
    /// Below the base URL, as `/customers/{id}`; each `{field}` has a field in the path.
    pub path: String,
    /// Where this method's calls go instead of the connector's base URL; empty: nowhere else.
    pub base_url: String,
    /// What is sent.
    pub request: Vec<Field>,
    pub body: Body,
    /// What the body is called, as `application/merge-patch+json`, where that is not what its kind is usually called;
    /// empty: as usual.
    pub content_type: String,
    /// What comes back when it went well.
    pub response: Vec<Field>,
    pub paging: Paging,
    /// The vendor says not to begin with it.
    pub deprecated: bool,
    /// False: this one needs no credentials. Where it is not written, it does.
    #[serde(default = "yes")]
    pub authenticated: bool,
}

fn yes() -> bool {
    true
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Verb {
    #[default]
    Get,
    Post,
    Put,
    Patch,
    Delete,
    Head,
    Options,
}

/// How the fields in the body are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Body {
    #[default]
    None,
    Json,
    /// application/x-www-form-urlencoded.
    Form,
    Multipart,
    Xml,
    /// The field `body` as it is.
    Text,
    /// The field `body`, which is base64, as bytes.
    Binary,
}

/// One field of a request or a response. A nested one has a path of several steps: `customer.emails[].address`, where
/// `[]` says that what stands before it is a list; a key with dots or brackets is quoted, as `"odd.key"`. The empty path is
/// the whole body, and `[].name` a field of the items of a body that is a list. In XML the first step is the outermost
/// element and `@name` an attribute. See [`super::field_path`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Field {
    pub path: String,
    pub place: Place,
    pub kind: Kind,
    pub title: String,
    pub description: String,
    pub required: bool,
    /// The only values there are; empty for any.
    pub choices: Vec<String>,
    pub default: Option<serde_json::Value>,
    pub example: Option<serde_json::Value>,
    /// How a list or an object is written outside a JSON body.
    pub style: Style,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
    #[default]
    Body,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    #[default]
    Text,
    Integer,
    Number,
    Boolean,
    /// An object; its own fields follow it in the list where they are known.
    Object,
    /// A list; `path` ends without `[]`, its items' fields follow. Where items are neither objects nor plain text, a
    /// field whose path ends in `[]` says what they are.
    List,
    /// A file's content, as base64.
    File,
    /// Anything JSON can say.
    Any,
}

/// OpenAPI's words for writing lists and objects (style and explode, or collectionFormat).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Style {
    /// `a=1&a=2`; objects as `x=1&y=2`.
    #[default]
    Repeated,
    /// `a=1,2`.
    Commas,
    /// `a=1 2`.
    Spaces,
    /// `a=1|2`.
    Pipes,
    /// `a=1` tab `2`.
    Tabs,
    /// `a[x]=1&a[y]=2`.
    DeepObject,
    /// As JSON.
    Json,
    /// `;a=1,2` in a path (RFC 6570).
    Matrix,
    /// `.1.2` in a path (RFC 6570).
    Label,
}

/// How the next page of a long answer is asked for. `items` is the path of the list in the answer, "" where the answer
/// itself is the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Paging {
    #[default]
    None,
    /// `page=2`; ends with a page shorter than `size`, or empty.
    Page { items: String, page: String, first: u32, size: Option<(String, u32)> },
    /// `offset=100`.
    Offset { items: String, offset: String, size: Option<(String, u32)> },
    /// The answer's field `next` goes into the parameter `cursor`; ends where it is empty.
    Cursor { items: String, cursor: String, next: String },
    /// The id of the last item goes into the parameter `after` while `more` is true.
    LastItem { items: String, after: String, id: String, more: String },
    /// The header `Link` with rel="next" (RFC 8288).
    LinkHeader { items: String },
    /// The answer's field `next` is the whole address of the next page.
    NextUrl { items: String, next: String },
}
