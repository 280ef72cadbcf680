//! The document of the API (OpenAPI 3.1): the calls as they are routed, what is said of each, and the types they read and
//! answer with.

use super::answer::Message;
use super::told::{Gives, Told};
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

/// A call as it is routed.
#[derive(Clone, Copy)]
pub(crate) struct Operation {
    pub method: &'static str,
    pub path: &'static str,
    /// About what is in one account, which a token of the partner names in a header.
    pub of_account: bool,
    pub told: Told,
}

/// What may go wrong with any call, by status.
const WRONG: [(&str, &str); 7] = [
    ("400", "What was sent cannot be read or is not allowed; the message names the field."),
    ("401", "There is no token, or it has expired or was revoked."),
    ("403", "The token may not do this."),
    ("404", "There is nothing here that this token may see."),
    ("409", "It cannot be done now: something stands in the way that the message names, or a limit is reached."),
    ("413", "The body is larger than 1 MB."),
    ("422", "The Idempotency-Key was used with another body."),
];

const ABOUT: &str = "What a partner's own programs do: make accounts, install templates, start cycles, read what was used. \
     Lists are bare arrays; fields are in PascalCase; what is not known is ignored. PUT is partial: what is left out stays, null clears.";

/// What tells of the messages that are sent to the partner's programs, given how schemas are made.
pub(crate) type Messages = fn(&mut SchemaGenerator) -> Map<String, Value>;

/// The document of these calls and messages.
pub(crate) fn document(calls: &[Operation], messages: Messages) -> Value {
    let mut given = generator(false);
    let mut taken = generator(true);
    let mut paths: Map<String, Value> = Map::new();
    let mut nouns: Vec<&str> = Vec::new();
    for call in calls {
        let operation = operation(call, &mut given, &mut taken);
        if !nouns.contains(&call.told.noun) {
            nouns.push(call.told.noun);
        }
        let entry = paths.entry(call.path).or_insert_with(|| json!({}));
        if let Some(entry) = entry.as_object_mut() {
            entry.insert(call.method.to_lowercase(), operation);
        }
    }
    paths.insert("/oauth/token".to_owned(), json!({ "post": token_call() }));
    // What each refusal says.
    given.subschema_for::<Message<'_>>();
    let webhooks = messages(&mut given);
    let mut schemas = given.take_definitions(true);
    schemas.extend(taken.take_definitions(true));
    let tags: Vec<Value> = nouns.iter().map(|noun| json!({ "name": noun })).collect();
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Integration API", "version": "1.0", "description": ABOUT},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "tags": tags,
        "paths": paths,
        "webhooks": webhooks,
        "components": {
            "schemas": schemas,
            "responses": wrong_answers(),
            "headers": {
                "TotalPages": {"description": "Pages of the list, of its first 10,000 rows.", "schema": {"type": "integer"}},
                "Link": {"description": "Where the list goes on, however deep: rel=\"next\".", "schema": {"type": "string"}},
                "RateLimit": {"description": "What is left of the calls of this minute.", "schema": {"type": "string"}}
            },
            "parameters": {"Account": {
                "name": "X-Cyclr-Account", "in": "header", "required": false,
                "description": "The account, by API ID or id (also as X-Account). Needed with a token of the partner; one that is bound to an account needs none.",
                "schema": {"type": "string"}
            }, "IdempotencyKey": {
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "For 24 hours the same call with the same key is answered as the first time and done once.",
                "schema": {"type": "string", "minLength": 1, "maxLength": 255}
            }},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "From POST /oauth/token."}}
        }
    })
}

/// `taken`: of what calls send, where nearly all may be left out; else of what they are answered.
fn generator(taken: bool) -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    if taken { settings.for_deserialize() } else { settings.for_serialize() }.into_generator()
}

fn operation(call: &Operation, given: &mut SchemaGenerator, taken: &mut SchemaGenerator) -> Value {
    let Told { noun, title, about, query, body, status, gives, once } = call.told;
    let mut parameters: Vec<Value> = places_of(call.path);
    if call.of_account {
        parameters.push(json!({ "$ref": "#/components/parameters/Account" }));
    }
    if once {
        parameters.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
    }
    parameters.extend(query.iter().flatten().flat_map(|query| asked(&query(taken))));
    if let Gives::Page(_, columns) = gives {
        parameters.extend(paging(columns));
    }
    let mut operation = json!({
        "tags": [noun], "summary": title, "operationId": id_of(title), "parameters": parameters, "responses": {}
    });
    if !about.is_empty() {
        operation["description"] = json!(about);
    }
    if let Some(body) = body {
        operation["requestBody"] = json!({ "content": {"application/json": {"schema": body(taken)}} });
    }
    let safe = call.method == "GET";
    operation["responses"][status.to_string()] = answer(gives, given);
    for (status, _) in WRONG {
        let can_be = match status {
            "409" => !safe || matches!(gives, Gives::File(_)),
            "413" => !safe,
            "422" => once,
            _ => true,
        };
        if can_be {
            operation["responses"][status] = json!({ "$ref": format!("#/components/responses/{status}") });
        }
    }
    operation["responses"]["429"] = json!({ "$ref": "#/components/responses/429" });
    operation
}

fn answer(gives: Gives, given: &mut SchemaGenerator) -> Value {
    let limit = json!({ "$ref": "#/components/headers/RateLimit" });
    let (schema, headers) = match gives {
        Gives::Nothing => return json!({ "description": "Done.", "headers": {"RateLimit": limit} }),
        Gives::File(kind) => {
            let schema = json!({ "type": "string", "format": "binary" });
            return json!({ "description": "The file.", "headers": {"RateLimit": limit}, "content": {kind: {"schema": schema}} });
        }
        Gives::One(of) => (json!(of(given)), json!({ "RateLimit": limit })),
        Gives::All(of) => (json!({ "type": "array", "items": of(given) }), json!({ "RateLimit": limit })),
        Gives::Page(of, _) => (
            json!({ "type": "array", "items": of(given) }),
            json!({
                "RateLimit": limit, "Total-Pages": {"$ref": "#/components/headers/TotalPages"},
                "Link": {"$ref": "#/components/headers/Link"}
            }),
        ),
    };
    json!({ "description": "Done.", "headers": headers, "content": {"application/json": {"schema": schema}} })
}

/// The parameters in a path.
fn places_of(path: &str) -> Vec<Value> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let one = |name: &str| {
        let about = match name {
            "id" => "The account, by API ID or id.".to_owned(),
            "level" => "error or warning.".to_owned(),
            other => format!("Which {other}, by its id."),
        };
        json!({ "name": name, "in": "path", "required": true, "description": about, "schema": {"type": "string"} })
    };
    names.map(one).collect()
}

/// The fields of a schema as parameters in the address.
fn asked(schema: &Schema) -> Vec<Value> {
    let fields = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let one = |(name, schema): (&String, &Value)| {
        let mut schema = schema.clone();
        let about = schema.as_object_mut().and_then(|schema| schema.remove("description"));
        let mut parameter = json!({ "name": name, "in": "query", "schema": schema });
        if let Some(about) = about {
            parameter["description"] = about;
        }
        parameter
    };
    fields.map(one).collect()
}

fn paging(columns: &[&str]) -> Vec<Value> {
    vec![
        json!({"name": "page", "in": "query", "description": "From 1; it reaches 10,000 rows.", "schema": {"type": "integer", "minimum": 1, "default": 1}}),
        json!({"name": "pageSize", "in": "query", "description": "100 at most; more is read as 100.", "schema": {"type": "integer", "minimum": 1, "default": super::list::ROWS}}),
        json!({"name": "orderBy", "in": "query", "schema": {"type": "string", "enum": columns}}),
        json!({"name": "sortOrderAsc", "in": "query", "schema": {"type": "boolean", "default": true}}),
        json!({"name": "cursor", "in": "query", "description": "That of a Link header, to go deep.", "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]*$"}}),
    ]
}

/// "List an account's users" is listAnAccountsUsers.
fn id_of(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric() && c != '\'').map(|word| word.replace('\'', ""));
    let with_capital = crate::people::model::with_capital;
    let joined: String = words.map(|word| with_capital(&word)).collect();
    let mut letters = joined.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn wrong_answers() -> Value {
    let content = json!({ "application/json": {"schema": {"$ref": "#/components/schemas/Message"}} });
    let mut all = Map::new();
    for (status, about) in WRONG {
        all.insert(status.to_owned(), json!({ "description": about, "content": content }));
    }
    let about = "More calls than the credential may make in a minute.";
    let headers =
        json!({ "Retry-After": {"description": "Seconds until there is room again.", "schema": {"type": "integer"}} });
    all.insert("429".to_owned(), json!({ "description": about, "headers": headers, "content": content }));
    Value::Object(all)
}

/// `POST /oauth/token`, which is no call by a token.
fn token_call() -> Value {
    let text = |about: &str| json!({ "type": "string", "description": about });
    let form = json!({
        "type": "object", "required": ["grant_type"],
        "properties": {
            "grant_type": {"type": "string", "enum": ["client_credentials"]},
            "client_id": text("Of a credential of the console; it may stand in HTTP Basic instead, with the secret."),
            "client_secret": text("As the console has shown it once."),
            "scope": text("account:{API ID} for a token that reaches this account alone.")
        }
    });
    let token = json!({
        "type": "object", "required": ["access_token", "token_type", "expires_in", ".issued", ".expires"],
        "properties": {
            "access_token": text("For the header Authorization: Bearer."), "token_type": {"const": "bearer"},
            "expires_in": {"type": "integer", "description": "Seconds."}, ".issued": text("As RFC 1123 writes a date."), ".expires": text("The same.")
        }
    });
    let refused = |about: &str| json!({ "description": about, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Message"}}} });
    json!({
        "tags": ["Tokens"], "summary": "Get a token", "operationId": "getAToken", "security": [],
        "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": {"schema": form}}},
        "responses": {
            "200": {"description": "A token, good for 14 days.", "content": {"application/json": {"schema": token}}},
            "400": refused("The form cannot be read, or the scope names no account."),
            "401": refused("There is no such credential, or the secret is wrong."),
            "403": refused("The partner's settings allow no calls from this address."),
            "429": {"$ref": "#/components/responses/429"}
        }
    })
}
