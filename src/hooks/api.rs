//! Where webhooks arrive. Nobody is signed in: who knows the address, and proves itself where the step wants that, may
//! begin a Transaction of its cycle. The answer goes out after the commit (R1); a delivery that came before is answered
//! as before.

use super::body::read_body;
use super::delivery::delivery_id;
use super::intake;
use super::model::{Headers, Refusal};
use super::synchronous::{self, Response};
use crate::engine::worker::Engine;
use crate::error::{AppError, AppResult};
use crate::ids::{Token, TokenHash, TransactionId};
use crate::web::forms::Checked;
use crate::web::host;
use crate::web::routes::{Public, Routes};
use crate::web::state::App;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use serde_json::json;
use std::sync::Arc;

/// The largest body that is taken, in bytes.
pub(crate) const BODY_BYTES_MAX: usize = 10 * 1024 * 1024;

pub(crate) fn routes(routes: &mut Routes) {
    routes.post("/hooks/{token}", receive);
}

/// A body from outside, up to the limit. It carries no anti-forgery token and needs none: no browser is signed in
/// here, and the address is the proof.
pub(crate) struct Delivered(Result<Vec<u8>, Refused>);

enum Refused {
    TooLarge,
    Broken,
}

impl Checked for Delivered {}

impl FromRequest for Delivered {
    type Error = AppError;
    type Future = LocalBoxFuture<'static, AppResult<Self>>;

    fn from_request(_: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let mut payload = payload.take();
        Box::pin(async move {
            let mut bytes = Vec::new();
            while let Some(chunk) = payload.next().await {
                match chunk {
                    Err(_) => return Ok(Delivered(Err(Refused::Broken))),
                    Ok(chunk) if bytes.len() + chunk.len() > BODY_BYTES_MAX => {
                        return Ok(Delivered(Err(Refused::TooLarge)));
                    }
                    Ok(chunk) => bytes.extend_from_slice(&chunk),
                }
            }
            Ok(Delivered(Ok(bytes)))
        })
    }
}

async fn receive(_: Public, delivered: Delivered, request: HttpRequest, app: web::Data<App>) -> HttpResponse {
    let bytes = match delivered.0 {
        Ok(bytes) => bytes,
        Err(Refused::Broken) => return said(400, "The body did not arrive whole. Send it again."),
        Err(Refused::TooLarge) => {
            return said(413, &format!("The body is larger than {} MB.", BODY_BYTES_MAX / (1024 * 1024)));
        }
    };
    let token = request.match_info().get("token").and_then(Token::presented);
    let Some(token) = token else { return unknown() };
    let arrived = Arrived {
        bytes,
        headers: request
            .headers()
            .iter()
            .take(100)
            .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
            .collect(),
        content_type: request.headers().get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).map(str::to_owned),
    };
    let (hash, engine, site) = (token.hash(), app.engine.clone(), host::of(&request));
    let taken = web::block(move || intake::take(&engine, &hash, &site, &arrived)).await;
    match taken {
        Ok(Ok(intake::Answer::Taken { transaction, synchronous })) => {
            app.engine.hear();
            if synchronous {
                return answered(&app.engine, &token.hash(), transaction).await;
            }
            accepted(transaction)
        }
        Ok(Ok(intake::Answer::Unknown)) => unknown(),
        Ok(Ok(intake::Answer::Stopped)) => {
            said(403, "This account is suspended. Nothing is taken until it is resumed.")
        }
        Ok(Ok(intake::Answer::NotRunning)) => {
            said(409, "This integration is paused and took nothing. Send it again once it was started.")
        }
        Ok(Ok(intake::Answer::Refused(refusal))) => said(refusal.reason.status(), &refusal.why),
        Ok(Err(AppError::Busy { why, .. })) => {
            let mut answer = said(503, &why);
            answer
                .headers_mut()
                .insert(actix_web::http::header::RETRY_AFTER, actix_web::http::header::HeaderValue::from_static("5"));
            answer
        }
        Ok(Err(cause)) => {
            tracing::error!("a webhook could not be taken: {cause}");
            said(500, "Something went wrong on our side. Nothing was taken; send it again.")
        }
        Err(_) => said(503, "The server is stopping. Send it again."),
    }
}

/// What came to a webhook's address.
pub(super) struct Arrived {
    pub bytes: Vec<u8>,
    pub headers: Vec<(String, Vec<u8>)>,
    pub content_type: Option<String>,
}

impl Arrived {
    pub fn headers(&self) -> Headers<'_> {
        Headers::new(self.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())))
    }

    /// The size of the body in KB, a part of one as a whole.
    pub fn kb(&self) -> i64 {
        i64::try_from(self.bytes.len().div_ceil(1024)).unwrap_or(i64::MAX)
    }

    /// The body as data.
    pub fn read(&self) -> Result<serde_json::Value, Refusal> {
        read_body(self.content_type.as_deref(), &self.bytes, BODY_BYTES_MAX)
    }

    pub fn delivery(&self, body: &serde_json::Value) -> Option<String> {
        delivery_id(&self.headers(), body)
    }
}

fn accepted(transaction: TransactionId) -> HttpResponse {
    HttpResponse::Accepted().json(json!({ "TransactionId": transaction }))
}

/// The Transaction is stored; its caller waits for what its flow responds.
async fn answered(engine: &Arc<Engine>, token: &TokenHash, transaction: TransactionId) -> HttpResponse {
    match synchronous::wait(engine, token, transaction).await {
        Ok(Response::Given { status, body }) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            HttpResponse::build(status).insert_header(("x-transaction-id", transaction.to_string())).json(body)
        }
        Ok(Response::Failed) => HttpResponse::BadGateway().json(json!({
            "Message": "This was taken, but the integration failed before it could answer. Its log says why.",
            "TransactionId": transaction,
        })),
        Ok(Response::Open) => accepted(transaction),
        Err(cause) => {
            tracing::warn!("the response of transaction {transaction} could not be waited for: {cause}");
            accepted(transaction)
        }
    }
}

fn unknown() -> HttpResponse {
    said(404, "There is no webhook at this address.")
}

fn said(status: u16, message: &str) -> HttpResponse {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    HttpResponse::build(status).json(json!({ "Message": message }))
}
