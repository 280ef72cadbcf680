//! What messages look like, for the API's document. They are made in SQL with what they tell of, so these types only
//! describe; the tests hold what is really sent against them.

use super::events::CHANGES;
use chrono::NaiveDate;
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// A message of the webhook.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "{T}Message")]
struct Message<T> {
    /// As "account.created".
    r#type: String,
    /// When it came about.
    timestamp: String,
    data: T,
}

/// A change, as the audit log has it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WebhookChange")]
struct Change {
    /// Its number in the audit log: messages may overtake one another, these do not.
    entry: i64,
    /// The account that it was done in.
    account: Option<Account>,
    object: Object,
    changes: Vec<Changed>,
    by: By,
}

/// An account.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WebhookAccount")]
struct Account {
    id: Uuid,
    /// None: the account is gone.
    api_id: Option<String>,
    name: Option<String>,
}

/// What it was done to.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WebhookObject")]
struct Object {
    /// As "account", "person", "cycle".
    kind: String,
    id: String,
    name: String,
}

/// A field that changed; never a secret.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WebhookChangedField")]
struct Changed {
    field: String,
    from: String,
    to: String,
}

/// Who did it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WebhookAuthor")]
struct By {
    name: String,
    /// Of a person; null: it was a program, or the installation itself.
    email: Option<String>,
    /// Of the credential by which a program did it.
    client_id: Option<String>,
}

/// A transaction that failed, or a warning of one.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WebhookFailure")]
struct Failure {
    incident: Uuid,
    account: Account,
    cycle: Cycle,
    transaction: Option<Uuid>,
    step: String,
    cause: String,
    message: String,
}

/// A cycle.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WebhookCycle")]
struct Cycle {
    id: Option<Uuid>,
    name: Option<String>,
}

/// A limit that is nearly or fully used.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WebhookLimit")]
struct Limit {
    account: Account,
    limit: String,
    with_sub_accounts: bool,
    percent: i16,
    value: i64,
    used: i64,
    /// What becomes of tasks beyond it: hold or overage.
    at_limit: String,
    period_begins: NaiveDate,
    resets: NaiveDate,
}

/// A test.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WebhookTest")]
struct Test {
    message: String,
}

/// What is told apart from changes: the type, the words and what it holds.
const OTHERS: [(&str, &str); 4] = [
    ("transaction.failed", "A transaction failed"),
    ("transaction.warning", "A transaction went on with a warning"),
    ("limit.reached", "A limit of tasks a month is used to 80 or to 100 %"),
    ("test", "Somebody asked for a test"),
];

/// The messages there are, as the document's `webhooks` has them, each a POST to the partner's address.
pub(crate) fn described(schemas: &mut SchemaGenerator) -> Map<String, Value> {
    let mut all = Map::new();
    let change = json!(schemas.subschema_for::<Message<Change>>());
    let failure = json!(schemas.subschema_for::<Message<Failure>>());
    let limit = json!(schemas.subschema_for::<Message<Limit>>());
    let test = json!(schemas.subschema_for::<Message<Test>>());
    let of = |name: &str| match name {
        "limit.reached" => &limit,
        "test" => &test,
        _ => &failure,
    };
    for (name, words) in OTHERS {
        all.insert(name.to_owned(), post(name, words, of(name)));
    }
    for (action, name, _) in CHANGES {
        let words = format!("Somebody {}", crate::audit::phrases::words(action));
        all.entry(*name).or_insert_with(|| post(name, words.trim_end_matches(':'), &change));
    }
    all
}

fn post(name: &str, words: &str, schema: &Value) -> Value {
    json!({"post": {
        "operationId": format!("on {name}"), "summary": words, "tags": ["Webhook"], "security": [],
        "parameters": [
            {"name": "webhook-id", "in": "header", "required": true, "schema": {"type": "string"}, "description": "The same at each try."},
            {"name": "webhook-timestamp", "in": "header", "required": true, "schema": {"type": "string"}, "description": "Of the try, in seconds since 1970."},
            {"name": "webhook-signature", "in": "header", "required": true, "schema": {"type": "string"}, "description": "As Standard Webhooks 1.0 says."}
        ],
        "requestBody": {"required": true, "content": {"application/json": {"schema": schema}}},
        "responses": {"2XX": {"description": "It was taken."}, "410": {"description": "Nobody listens here any more: the webhook is switched off."}}
    }})
}
