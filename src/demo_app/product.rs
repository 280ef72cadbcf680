//! A page of a partner's own product, as its developers would build it (docs/EMBEDDING.md): it shows the integrations of whoever is
//! signed in, in a frame. Who that is, its visitor chooses: it is a demo.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

/// The id and the public half of the key below, as the demo adds them to its partner.
pub(crate) const KEY_ID: Uuid = uuid::uuid!("f44fee6f-fd5a-4071-97b4-e2da713699dc");
pub(crate) const PUBLIC_KEY: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAecEJbEhoX7HqeRq+DGdyR/4SvCoI2ecdVylq/RqsZIo=\n-----END PUBLIC KEY-----";
/// No secret: whoever runs the demo has its passwords too.
const PRIVATE_KEY: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIM3O7FqIZ7kbMGKjen8/5T9AUgdT5ZwfI4RbBBWex7u8\n-----END PRIVATE KEY-----";
/// Customers among whom its visitor chooses: API ID and name.
const CUSTOMERS: [(&str, &str); 4] = [
    ("brightside-luton", "Brightside Luton"),
    ("harbour", "Harbour Books"),
    ("cascadia", "Cascadia Roasters"),
    ("corner-shop", "Corner Shop, which is new"),
];
const VIEWS: [(&str, &str); 4] =
    [("orbit", "Orbit"), ("launch", "Launch"), ("marketplace", "Marketplace"), ("account", "The whole account")];

#[derive(askama::Template)]
#[template(path = "demo_app/product.html")]
struct Page {
    /// Where the frames come from.
    console: String,
    customers: [(&'static str, &'static str); 4],
    views: [(&'static str, &'static str); 4],
}

/// Who is signed in there, and what is to be shown.
#[derive(Deserialize)]
pub(super) struct Wanted {
    customer: String,
    view: String,
}

pub(super) async fn page(console: web::Data<Url>) -> HttpResponse {
    let console = console.as_str().trim_end_matches('/').to_owned();
    match askama::Template::render(&Page { console, customers: CUSTOMERS, views: VIEWS }) {
        Ok(html) => HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html),
        Err(cause) => HttpResponse::InternalServerError().body(cause.to_string()),
    }
}

pub(super) async fn style() -> HttpResponse {
    HttpResponse::Ok().content_type("text/css; charset=utf-8").body(include_str!("../../static/demo/product.css"))
}

pub(super) async fn script() -> HttpResponse {
    HttpResponse::Ok().content_type("text/javascript; charset=utf-8").body(include_str!("../../static/demo/product.js"))
}

/// A token for whoever is signed in, as the server of a product answers it.
pub(super) async fn token(
    console: web::Data<Url>,
    wanted: web::Query<Wanted>,
    clock: web::Data<crate::clock::Clock>,
) -> HttpResponse {
    let known = CUSTOMERS.iter().find(|(id, _)| *id == wanted.customer);
    let Some((id, name)) = known else {
        return HttpResponse::BadRequest().json(json!({"error": "There is no such customer."}));
    };
    let name = name.split(',').next().unwrap_or(name);
    match signed(&claims(console.as_str(), (id, name), &wanted.view, clock.now())) {
        Ok(token) => HttpResponse::Ok().json(json!({"token": token})),
        Err(cause) => HttpResponse::InternalServerError().json(json!({"error": cause.to_string()})),
    }
}

fn claims(console: &str, (id, name): (&str, &str), view: &str, now: DateTime<Utc>) -> Value {
    json!({
        "aud": console, "iat": now.timestamp(), "exp": now.timestamp() + 300, "jti": Uuid::new_v4(), "sub": format!("owner-{id}"),
        "account_id": id, "account_name": name, "view": view, "display_descriptions": true,
    })
}

fn signed(claims: &Value) -> jsonwebtoken::errors::Result<String> {
    let head = Header { kid: Some(KEY_ID.to_string()), ..Header::new(Algorithm::EdDSA) };
    encode(&head, claims, &EncodingKey::from_ed_pem(PRIVATE_KEY.as_bytes())?)
}
