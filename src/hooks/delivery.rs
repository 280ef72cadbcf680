//! The id that a sender gives each delivery, by which one that comes twice is known.

use super::model::Headers;
use crate::ids::hex;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The longest id kept as it is; of a longer one its digest is kept.
const ID_MAX: usize = 200;

/// Headers that carry one, the most telling first. `X-Request-Id` is last: some senders give each try a new one.
const HEADERS: [&str; 16] = [
    "webhook-id",
    "svix-id",
    "idempotency-key",
    "x-github-delivery",
    "x-gitlab-event-uuid",
    "x-gitea-delivery",
    "x-shopify-webhook-id",
    "x-wc-webhook-delivery-id",
    "x-atlassian-webhook-identifier",
    "x-hook-delivery-id",
    "x-event-id",
    "x-webhook-id",
    "x-delivery-id",
    "ce-id",
    "x-amz-sns-message-id",
    "x-request-id",
];

/// The id, from a header, or from the body of an event of Stripe. What is not visible ASCII is no id.
pub(crate) fn delivery_id(headers: &Headers<'_>, body: &Value) -> Option<String> {
    let good = |id: &&str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_graphic());
    let stripe = || {
        let event = body.get("object").and_then(Value::as_str) == Some("event");
        body.get("id").and_then(Value::as_str).filter(|id| event && id.starts_with("evt_"))
    };
    let id = HEADERS.iter().find_map(|name| headers.get(name).filter(good)).or_else(|| stripe().filter(good))?;
    if id.len() <= ID_MAX {
        return Some(id.to_owned());
    }
    Some(hex(&Sha256::digest(id.as_bytes())))
}
