//! Calling a method of a connector that is installed, and testing by one whether its credentials work. Both are calls of the
//! method and metered as such (M1); what is answered is what the application said, as it said it.

use super::model::method_id;
use super::queries as library;
use crate::account_connectors::pages::Stand;
use crate::account_connectors::queries::{self, Row};
use crate::builder::form::mapping::targets;
use crate::connectors::call::values::Values;
use crate::connectors::model::Method;
use crate::connectors::queries::live_outline;
use crate::db::ReadTx;
use crate::engine::direct;
use crate::engine::model::{Again, Done, Problem, Ran};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountConnectorId, known};
use crate::people::model::{fold, shortened};
use crate::web::api::call::Called;
use crate::web::api::idempotency::{Begun, Key as Once};
use crate::web::api::{Answer, Body, Call, Given};
use crate::web::state::App;
use actix_web::http::StatusCode;
use actix_web::web;
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// What values that stand for all items of a list may grow to, in bytes.
const GIVEN_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What a method is called with.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "MethodCall", example = serde_json::json!({"Parameters": {"path.id": 7, "body.customer.name": "Ada"}}))]
pub(super) struct CallBody {
    /// Values of the method's fields by their ids, as "path.id", "query.page" and "body.customer.name", or by their names.
    parameters: Given<Map<String, Value>>,
    /// The whole body of the request. Fields of the body that are given as parameters are written into it.
    body: Given<Value>,
}

/// What an application answered, as it did; of XML what it says as JSON.
#[derive(JsonSchema)]
#[schemars(rename = "MethodAnswer")]
pub(super) struct CallAnswer(#[expect(dead_code, reason = "described, never made")] Value);

/// That the credentials of a connector work.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "ConnectorTest")]
pub(super) struct TestObject {
    success: bool,
    message: String,
}

type Named = web::Path<(String, String)>;

pub(super) async fn call_method<P: Stand + Called>(
    call: Call<P::Change, P>,
    body: Body<CallBody>,
    path: Named,
    key: Once,
    app: web::Data<App>,
) -> AppResult<Answer> {
    made(call, body, path, key, app, Answer::of).await
}

pub(super) async fn test<P: Stand + Called>(
    call: Call<P::Change, P>,
    body: Body<CallBody>,
    path: Named,
    key: Once,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let said = |_: &Value| {
        let message = "The application took the credentials and answered the call.".to_owned();
        Answer::of(&TestObject { success: true, message })
    };
    made(call, body, path, key, app, said).await
}

/// Opens the call, makes it with no transaction open, and answers with what `told` says of what came.
async fn made<P: Stand + Called>(
    call: Call<P::Change, P>,
    body: Body<CallBody>,
    path: Named,
    key: Once,
    app: web::Data<App>,
    told: impl Fn(&Value) -> AppResult<Answer> + 'static,
) -> AppResult<Answer> {
    let (connector, wanted) = path.into_inner();
    let (connector, said) = (known::<AccountConnectorId>(&connector)?, body.value.clone());
    let begun = call.begin_once_in(&key, &body, move |tx, account| {
        let row = queries::find(tx, account, connector)?;
        let method = method(tx, &row, &wanted)?;
        let values = values(&method, said)?;
        Ok((direct::open(tx, account, connector, &method.key)?, method.key, values))
    });
    let (opened, method, values) = match begun.await? {
        Begun::Before(answer) => return Ok(answer),
        Begun::Now(begun) => begun,
    };
    // On its own: it is made and counted, and its answer kept, though the program hangs up meanwhile.
    let made = actix_web::rt::spawn(async move {
        let once = key.within(opened.account.0).unwrap_or(opened.id);
        let ran = direct::carry_out(&app.engine, opened, &method, values, once).await;
        let answer = answered(&ran, app.engine.now(), told)?;
        if let Err(cause) = call.end_once(&key, &answer, ran.is_final()).await {
            tracing::warn!(account.id = %opened.account, "the answer to the call {} was not kept: {cause}", opened.id);
        }
        Ok(answer)
    });
    made.await.map_err(|_| AppError::internal("a call of a method panicked"))?
}

/// A method of the live release by its id, its key or its name.
fn method<P>(tx: &mut ReadTx<'_, P>, row: &Row, wanted: &str) -> AppResult<Method> {
    let (_, number, outline) = live_outline(tx, row.connector_id).map_err(|error| match error {
        AppError::NotFound => {
            AppError::Conflict("This connector has no live release at present. Ask for one to be made live.".to_owned())
        }
        other => other,
    })?;
    let id = Uuid::try_parse(wanted).ok();
    let all = outline.methods.iter();
    let by_id = all.clone().find(|method| id.is_some_and(|id| method_id(row.connector_id, &method.key) == id));
    let found = by_id
        .or_else(|| all.clone().find(|method| method.key == wanted))
        .or_else(|| all.clone().find(|method| fold(&method.name) == fold(wanted)));
    let Some(found) = found else { return Err(unknown(wanted, id)) };
    let key = found.key.clone();
    library::methods(tx, row.connector_id, number, &[key])?.pop().ok_or(AppError::NotFound)
}

/// What was meant as an id and is none is malformed; anything else is not there.
fn unknown(wanted: &str, id: Option<Uuid>) -> AppError {
    let like_one = wanted.len() >= 32 && wanted.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    if id.is_none() && like_one {
        return AppError::BadRequest(format!("{}: is no id of a method.", shortened(wanted)));
    }
    AppError::NotFound
}

/// What is sent, each value in its place.
fn values(method: &Method, said: CallBody) -> AppResult<Values> {
    let mut whole = Map::new();
    if let Given::Value(body) = said.body {
        whole.insert("body".to_owned(), body);
    }
    let (mut whole, mut room) = (Value::Object(whole), GIVEN_BYTES_MAX);
    let known = targets(method);
    for (name, value) in said.parameters.or(Map::new()) {
        let refused = |why: &str| AppError::BadRequest(format!("Parameters.{}: {why}.", shortened(&name)));
        let called = |title: &str, path: &str| {
            let bare = path.split_once('.').map_or(path, |(_, bare)| bare);
            fold(title) == fold(&name) || fold(bare) == fold(&name)
        };
        let by_name = || {
            let mut named = known.iter().filter(|target| called(&target.title, &target.text));
            named.next().filter(|_| named.next().is_none())
        };
        let target = known.iter().find(|target| target.text == name).or_else(by_name);
        let target = target.ok_or_else(|| refused("the method has no such field"))?;
        target.path.write(&mut whole, value, &mut room).map_err(|why| refused(&why))?;
    }
    serde_json::from_value(whole)
        .map_err(|_| AppError::BadRequest("Parameters: must be fields of the method.".to_owned()))
}

/// The answer of what came of a call.
fn answered(ran: &Ran, now: DateTime<Utc>, told: impl Fn(&Value) -> AppResult<Answer>) -> AppResult<Answer> {
    let refused = match &ran.result {
        Done::On { output, .. } => return told(output),
        Done::Later { why, .. } => Answer::refused(StatusCode::TOO_MANY_REQUESTS, why),
        Done::Not(problem) => Answer::refused(status(ran.status_code, problem), &problem.message),
    };
    Ok(match ran.not_before() {
        Some(at) => refused.header("Retry-After", (at - now).num_seconds().max(1).to_string()),
        None => refused,
    })
}

/// 400 where what was sent is at fault, 409 where a person must do something first, 429 where it is to come later, 502 where the
/// application did not do its part.
fn status(code: Option<i16>, problem: &Problem) -> StatusCode {
    match (code, problem.again) {
        (None | Some(..500), Again::At(_)) => StatusCode::TOO_MANY_REQUESTS,
        (Some(401), _) => StatusCode::CONFLICT,
        (Some(300..500), Again::No) => StatusCode::BAD_REQUEST,
        (None, _) if problem.stops_cycle => StatusCode::CONFLICT,
        (None, _) if problem.own => StatusCode::BAD_REQUEST,
        _ => StatusCode::BAD_GATEWAY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn method() -> Method {
        serde_json::from_value(json!({
            "key": "make", "name": "Make", "verb": "POST", "path": "/orders/{id}",
            "request": [{"path": "id", "place": "path", "kind": "text", "required": true},
                        {"path": "page", "place": "query", "kind": "number"}, {"path": "page", "place": "body", "kind": "number"},
                        {"path": "buyer.name", "title": "Buyer", "place": "body", "kind": "text"},
                        {"path": "lines[].sku", "place": "body", "kind": "text"}]
        }))
        .expect("it can be read")
    }

    fn sent(said: Value) -> Result<Value, String> {
        let said: CallBody = serde_json::from_value(said).expect("it can be read");
        let values = values(&method(), said).map_err(|why| why.to_string())?;
        Ok(serde_json::to_value(values).expect("it can be written"))
    }

    #[test]
    fn values_find_their_places_by_id_and_by_a_name_that_is_one_field_s() {
        let made =
            sent(json!({"Parameters": {"id": 7, "query.page": 2, "buyer": "Ann", "body.lines[].sku": ["a", "b"]},
                               "Body": {"note": "kept", "lines": [{"count": 1}, {"count": 2}]}}));
        let body = json!({"note": "kept", "buyer": {"name": "Ann"}, "lines": [{"count": 1, "sku": "a"}, {"count": 2, "sku": "b"}]});
        assert_eq!(
            made,
            Ok(json!({"path": {"id": 7}, "query": {"page": 2}, "header": {}, "cookie": {}, "body": body}))
        );
        for (name, said) in [("nobody", "no such field"), ("page", "no such field"), ("296077", "no such field")] {
            let error = sent(json!({"Parameters": {name: 1}})).expect_err("there is none such");
            assert!(error.starts_with(&format!("Parameters.{name}: ")) && error.contains(said), "{error}");
        }
    }

    #[test]
    fn the_status_says_who_must_act() {
        let problem = |again, stops_cycle, own| Problem { again, stops_cycle, own, ..Problem::amiss("", "") };
        let later = Again::At(DateTime::from_timestamp(1_800_000_000, 0).expect("in range"));
        for (code, again, stops, own, expected) in [
            (Some(404), Again::No, false, false, 400),
            (Some(401), Again::No, false, false, 409),
            (Some(429), later, false, false, 429),
            (Some(503), later, false, false, 502),
            (Some(503), Again::Ladder, false, false, 502),
            (Some(408), Again::Ladder, false, false, 502),
            (Some(200), Again::No, false, false, 502),
            (None, later, false, false, 429),
            (None, Again::No, true, false, 409),
            (None, Again::No, false, true, 400),
            (None, Again::Ladder, false, false, 502),
        ] {
            assert_eq!(
                status(code, &problem(again, stops, own)).as_u16(),
                expected,
                "{code:?} {again:?} {stops} {own}"
            );
        }
    }
}
