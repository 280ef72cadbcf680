//! The webhook through the API: what is told and where to, the signing key, and what became of each message.

use super::actions::{self, Wanted};
use super::address::callable;
use super::events::Topic;
use super::model::message_id;
use super::queries::{self, Place, Report, Saved};
use crate::access::rights::{ManageSettings, ViewSettings};
use crate::accounts::model::webhook_url;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::people::model::{Version, with_capital};
use crate::web::api::between::{Between, here};
use crate::web::api::idempotency::Key as Once;
use crate::web::api::list::DEEP;
use crate::web::api::{Answer, Body, Call, Given, ListQuery, Nothing, instant, one_of, told};
use crate::web::forms::Asked;
use crate::web::routes::Routes;
use crate::web::state::App;
use actix_web::http::StatusCode;
use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const N: &str = "Webhook";
/// The one order that there is.
const COLUMNS: [&str; 1] = ["CreatedOnUtc"];
/// States of a delivery, with what is stored.
const STATES: [(&str, &str); 3] = [("Waiting", "waiting"), ("Taken", "sent"), ("GivenUp", "failed")];

pub(super) fn routes(routes: &mut Routes) {
    routes
        .call("GET", "/v1.0/webhook", show, told(N, "Get the webhook").gives::<WebhookObject>())
        .call(
            "PUT",
            "/v1.0/webhook",
            save,
            told(N, "Set the webhook")
                .about("What is told, and where to. Accounts may have an address of their own for failures and limits. Where it is switched on and there is no signing key yet, one is made, and given in this answer alone.")
                .takes::<WebhookBody>()
                .gives::<SavedObject>(),
        )
        .call(
            "PUT",
            "/v1.0/webhook/key",
            replace_key,
            told(N, "Replace the signing key")
                .about("Given this once. The key before it signs beside it for 24 hours.")
                .gives::<KeyObject>(),
        )
        .call("POST", "/v1.0/webhook/test", test, told(N, "Send a test message").once().makes::<TestObject>())
        .call(
            "GET",
            "/v1.0/webhook/deliveries",
            list,
            told(N, "List deliveries").asks::<Narrow>().asks::<Between>().pages::<DeliveryObject>(&COLUMNS),
        )
        .call(
            "POST",
            "/v1.0/webhook/deliveries/again",
            all_again,
            told(N, "Send again what was given up")
                .about("The oldest first, 1,000 at most, under the ids that they had.")
                .takes::<AgainBody>()
                .once()
                .gives::<AgainObject>(),
        )
        .call(
            "GET",
            "/v1.0/webhook/deliveries/{delivery}",
            delivery,
            told(N, "Get a delivery").gives::<DeliveryObject>(),
        )
        .call(
            "POST",
            "/v1.0/webhook/deliveries/{delivery}/again",
            again,
            told(N, "Send a delivery again")
                .about("One that ended is sent anew, and its attempts and answers are counted from there. One that waits for its next try is tried at once.")
                .once().gives::<DeliveryObject>(),
        );
}

/// The partner's webhook.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Webhook")]
struct WebhookObject {
    enabled: bool,
    url: Option<String>,
    /// What is told: Transaction, Limit, Account, User, Connector, Cycle.
    events: Vec<String>,
    /// Warnings are told as failed transactions are.
    include_warnings: bool,
    /// Why it was switched off without a person.
    stopped: Option<String>,
    /// When the present signing key was made; none: there is none yet, and nothing is sent.
    key_created_on_utc: Option<String>,
}

/// The partner's webhook as it was set.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "WebhookSaved")]
struct SavedObject {
    #[serde(flatten)]
    webhook: WebhookObject,
    /// The signing key, where the webhook was switched on and had none. It is given this once.
    key: Option<String>,
}

/// What is to hold.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "WebhookBody", example = serde_json::json!({"Url": "https://example.com/hooks", "Events": ["Transaction", "Limit"], "Enabled": true}))]
struct WebhookBody {
    enabled: Given<bool>,
    url: Given<String>,
    /// Any of Transaction, Limit, Account, User, Connector, Cycle.
    events: Given<Vec<String>>,
    include_warnings: Given<bool>,
}

/// The key that messages are signed with.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "WebhookKey")]
struct KeyObject {
    /// As Standard Webhooks write one.
    key: String,
}

/// A test that is on its way.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "WebhookTestSent")]
struct TestObject {
    /// The delivery's id.
    id: Uuid,
}

/// What a list is narrowed to, beside when it came about.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Narrow {
    /// Waiting, Taken or GivenUp.
    state: String,
}

/// From when on, and until before when; either may be left out.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "AgainBody")]
struct AgainBody {
    after: Given<String>,
    before: Given<String>,
}

/// What is sent again.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "SentAgain")]
struct AgainObject {
    /// How many; where it is 1,000 there may be more.
    count: i32,
}

/// A message and what became of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "WebhookDelivery")]
struct DeliveryObject {
    id: Uuid,
    /// The header `webhook-id`, the same at each try.
    message_id: String,
    /// As "account.created".
    r#type: String,
    account_internal_id: Option<Uuid>,
    url: String,
    /// Waiting, Taken or GivenUp.
    state: String,
    created_on_utc: String,
    attempts: i16,
    /// The next try.
    next_attempt_utc: Option<String>,
    /// What was answered to the last try.
    status_code: Option<i16>,
    problem: Option<String>,
    /// The body as it is sent.
    payload: String,
}

impl DeliveryObject {
    fn of(report: Report) -> DeliveryObject {
        let state = STATES.iter().find(|(_, stored)| *stored == report.state).map_or("", |(word, _)| word);
        DeliveryObject {
            id: report.id,
            message_id: message_id(report.id),
            r#type: report.type_of(),
            account_internal_id: report.account_id,
            url: report.url,
            state: state.to_owned(),
            created_on_utc: instant(report.created_at),
            attempts: report.attempts,
            next_attempt_utc: (report.state == "waiting").then(|| instant(report.due_at)),
            status_code: report.status_code,
            problem: report.problem,
            payload: report.payload,
        }
    }
}

fn object(tx: &mut ReadTx<'_, InPartner>) -> AppResult<WebhookObject> {
    let saved = queries::saved(tx)?;
    let key = queries::keys(tx)?.into_iter().next();
    Ok(WebhookObject {
        enabled: saved.enabled,
        events: saved.topics().into_iter().map(|topic| with_capital(topic.key())).collect(),
        url: saved.url,
        include_warnings: saved.warnings,
        stopped: saved.stopped,
        key_created_on_utc: key.map(|key| instant(key.created_at)),
    })
}

async fn show(call: Call<ViewSettings, InPartner>) -> AppResult<Answer> {
    call.read(|tx| Answer::of(&object(tx)?)).await
}

/// What is given, over what holds.
fn wanted(body: &WebhookBody, saved: &Saved) -> AppResult<Wanted> {
    let url = match &body.url {
        Given::Absent => saved.url.clone(),
        Given::Null => None,
        Given::Value(url) => webhook_url(url).map_err(|why| AppError::BadRequest(format!("Url: {why}")))?,
    };
    let enabled = body.enabled.clone().or(saved.enabled);
    if enabled && url.is_none() {
        return Err(AppError::BadRequest("Url: must be given where Enabled is true.".to_owned()));
    }
    let topics = match &body.events {
        Given::Value(words) => {
            let known = Topic::ALL.map(|topic| (with_capital(topic.key()), topic));
            let known: Vec<(&str, Topic)> = known.iter().map(|(word, topic)| (word.as_str(), *topic)).collect();
            words.iter().map(|word| one_of("Events", word, &known)).collect::<AppResult<_>>()?
        }
        Given::Absent | Given::Null => saved.topics(),
    };
    if enabled && topics.is_empty() {
        return Err(AppError::BadRequest("Events: must name something where Enabled is true.".to_owned()));
    }
    Ok(Wanted { enabled, url, warnings: body.include_warnings.clone().or(saved.warnings), topics })
}

async fn save(
    call: Call<ManageSettings, InPartner>,
    body: Body<WebhookBody>,
    app: web::Data<App>,
) -> AppResult<Answer> {
    call.write(move |tx| {
        actions::partner_locked(tx)?;
        let saved = queries::saved(tx)?;
        let new = wanted(&body.value, &saved)?;
        callable(&app.engine.outbound, "Url", new.url.as_deref())?;
        actions::save(tx, &new, Version(saved.version))?;
        // Nothing is sent unsigned, so what is switched on has a key.
        let key = match new.enabled && queries::keys(tx)?.is_empty() {
            true => Some(actions::replace_key(tx, &app.vault)?.to_string()),
            false => None,
        };
        Answer::of(&SavedObject { webhook: object(tx)?, key })
    })
    .await
}

async fn replace_key(call: Call<ManageSettings, InPartner>, app: web::Data<App>) -> AppResult<Answer> {
    call.write(move |tx| {
        let key = actions::replace_key(tx, &app.vault)?;
        Answer::of(&KeyObject { key: key.to_string() })
    })
    .await
}

async fn test(call: Call<ManageSettings, InPartner>, key: Once, body: Body<Nothing>) -> AppResult<Answer> {
    let made = |id| Answer::with(StatusCode::CREATED, &TestObject { id });
    call.write_once(key, &body, move |tx| made(actions::test(tx)?)).await
}

async fn list(
    call: Call<ViewSettings, InPartner>,
    asked: Asked<ListQuery>,
    narrow: Asked<Narrow>,
    between: Asked<Between>,
) -> AppResult<Answer> {
    let listed = asked.0.read::<Place>(&COLUMNS)?;
    let from = listed.by_time(Uuid::nil())?;
    let bounds = between.0.read()?;
    let state = match narrow.0.state.trim() {
        "" => "",
        word => one_of("state", word, &STATES)?,
    };
    call.read(move |tx| {
        let wanted = queries::Wanted { state, bounds };
        let rows = queries::some(tx, &wanted, &from, listed.skip, listed.limit())?;
        let count = queries::count(tx, &wanted, DEEP)?;
        let here = here(
            "/v1.0/webhook/deliveries",
            std::iter::once(("state", narrow.0.state.as_str())).chain(between.0.pairs()),
        );
        let rows = rows.into_iter().map(|row| ((row.created_at, row.id), DeliveryObject::of(row))).collect();
        listed.answer(rows, count, &here)
    })
    .await
}

fn object_of(tx: &mut ReadTx<'_, InPartner>, id: Uuid) -> AppResult<Answer> {
    Answer::of(&DeliveryObject::of(queries::report(tx, id)?))
}

async fn delivery(call: Call<ViewSettings, InPartner>, path: web::Path<String>) -> AppResult<Answer> {
    let id = known_id(&path)?;
    call.read(move |tx| object_of(tx, id)).await
}

async fn again(
    call: Call<ManageSettings, InPartner>,
    path: web::Path<String>,
    key: Once,
    body: Body<Nothing>,
) -> AppResult<Answer> {
    let id = known_id(&path)?;
    call.write_once(key, &body, move |tx| {
        actions::send_again(tx, id)?;
        object_of(tx, id)
    })
    .await
}

async fn all_again(call: Call<ManageSettings, InPartner>, key: Once, body: Body<AgainBody>) -> AppResult<Answer> {
    let text = |given: &Given<String>| given.clone().or(String::new());
    let (since, until) = Between::of(&text(&body.value.after), &text(&body.value.before)).read()?;
    call.write_once(key, &body, move |tx| {
        Answer::of(&AgainObject { count: actions::send_all_again(tx, since, until)? })
    })
    .await
}

fn known_id(path: &str) -> AppResult<Uuid> {
    path.parse().map_err(|_| AppError::NotFound)
}
