//! A small application that the demo's cycles work with: a shop that has a few new orders every minute, a post room that
//! takes messages, books for invoices and a yard for parcels. Served by `berth serve` beside the pages where `DEMO_APP_ADDRESS` is set, on this machine only, so
//! that a newcomer sees data move; and a page of a product that shows its customers' integrations in a frame. It keeps nothing but the last messages.

mod orders;
pub(crate) mod product;

use crate::clock::Clock;
use actix_web::dev::Server;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use anyhow::Context;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use url::Url;

/// What the demo's Account Connectors sign in with. No secret: the application shows and takes made-up things alone.
pub(crate) const TOKEN: &str = "demo-only";
/// Messages that it remembers.
const REMEMBERED: usize = 50;

#[derive(Clone, Deserialize)]
struct Message {
    #[serde(default)]
    to: String,
    #[serde(default)]
    subject: String,
}

type Messages = Arc<Mutex<VecDeque<(chrono::DateTime<chrono::Utc>, Message)>>>;

/// Serves it until it is stopped.
///
/// # Errors
/// When the address is taken.
pub(crate) fn serve(address: SocketAddr, clock: Clock, console: &Url) -> anyhow::Result<Server> {
    let console = console.clone();
    let messages = Messages::default();
    let server = HttpServer::new(move || {
        App::new()
            .app_data(web::Data::new(clock.clone()))
            .app_data(web::Data::new(messages.clone()))
            .app_data(web::Data::new(console.clone()))
            .route("/", web::get().to(page))
            .route("/product", web::get().to(product::page))
            .route("/product.css", web::get().to(product::style))
            .route("/product.js", web::get().to(product::script))
            .route("/product/token", web::post().to(product::token))
            .route("/shop/orders", web::get().to(new_orders))
            .route("/post/messages", web::post().to(take))
            .route("/books/invoices", web::post().to(note))
            .route("/parcels/labels", web::post().to(note))
    })
    .workers(1)
    .disable_signals()
    .bind(address)
    .with_context(|| format!("DEMO_APP_ADDRESS: cannot listen on {address}"))?;
    Ok(server.run())
}

fn signed_in(request: &HttpRequest) -> bool {
    request.headers().get(AUTHORIZATION).is_some_and(|given| given.as_bytes() == format!("Bearer {TOKEN}").as_bytes())
}

fn unknown() -> HttpResponse {
    HttpResponse::Unauthorized().json(json!({"error": "Send the token of the demo as a bearer token."}))
}

async fn new_orders(request: HttpRequest, clock: web::Data<Clock>) -> HttpResponse {
    if !signed_in(&request) {
        return unknown();
    }
    HttpResponse::Ok().json(json!({"orders": orders::lately(clock.now())}))
}

async fn take(
    request: HttpRequest,
    message: web::Json<Message>,
    clock: web::Data<Clock>,
    messages: web::Data<Messages>,
) -> HttpResponse {
    if !signed_in(&request) {
        return unknown();
    }
    let message = message.into_inner();
    if !message.to.contains('@') || message.to.ends_with(orders::NO_SUCH_PLACE) {
        let why = format!("{} does not exist. The message was not sent.", message.to);
        return HttpResponse::UnprocessableEntity().json(json!({"error": why}));
    }
    let id = uuid::Uuid::now_v7();
    let mut kept = messages.lock().unwrap_or_else(PoisonError::into_inner);
    kept.push_front((clock.now(), message));
    kept.truncate(REMEMBERED);
    HttpResponse::Created().json(json!({"id": id, "state": "sent"}))
}

/// Takes what the books and the parcel yard are told, and keeps nothing of it.
async fn note(request: HttpRequest, said: web::Json<Value>) -> HttpResponse {
    if !signed_in(&request) {
        return unknown();
    }
    let order = said.get("order").cloned().unwrap_or_default();
    HttpResponse::Created().json(json!({"id": uuid::Uuid::now_v7(), "order": order}))
}

#[derive(askama::Template)]
#[template(path = "demo_app/messages.html")]
struct Page {
    messages: Vec<(String, Message)>,
}

async fn page(messages: web::Data<Messages>) -> HttpResponse {
    let kept = messages.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let messages = kept.into_iter().map(|(at, message)| (at.format("%H:%M:%S").to_string(), message)).collect();
    match askama::Template::render(&Page { messages }) {
        Ok(html) => HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html),
        Err(cause) => HttpResponse::InternalServerError().body(cause.to_string()),
    }
}

/// The definitions of its parts, as a connector's file has them, each by the key of its slot in the demo's flows.
pub(crate) fn definitions(address: SocketAddr) -> [(&'static str, Value); 4] {
    let field = |path: &str, kind: &str| json!({"path": path, "kind": kind});
    let part = |name: &str, description: &str, path: &str, method: Value| {
        json!({
            "name": name, "description": description, "base_url": format!("http://{address}/{path}"),
            "authentication": {"kind": "bearer"}, "methods": [method]
        })
    };
    [
        (
            "shop",
            part(
                "Corner Shop",
                "The demo's shop: a few new orders every minute.",
                "shop",
                json!({
                    "key": "list_new_orders", "name": "List new orders", "category": "Orders", "verb": "GET", "path": "/orders",
                    "description": "Orders of the last minute.",
                    "response": [
                        field("orders", "list"), field("orders[].number", "integer"), field("orders[].total", "number"),
                        field("orders[].currency", "text"), field("orders[].customer.name", "text"),
                        field("orders[].customer.email", "text"), field("orders[].lines", "list")]
                }),
            ),
        ),
        (
            "post",
            part(
                "Post Room",
                "The demo's post room: takes messages to customers.",
                "post",
                json!({
                    "key": "send_message", "name": "Send a message", "category": "Messages", "verb": "POST", "path": "/messages",
                    "body": "json",
                    "request": [
                        {"path": "to", "required": true, "title": "To"}, {"path": "subject", "required": true, "title": "Subject"},
                        {"path": "text", "title": "Text"}],
                    "response": [field("id", "text"), field("state", "text")]
                }),
            ),
        ),
        (
            "books",
            part(
                "Till & Tally",
                "The demo's books: take invoices.",
                "books",
                json!({
                    "key": "create_invoice", "name": "Create an invoice", "category": "Invoices", "verb": "POST", "path": "/invoices",
                    "body": "json", "request": [{"path": "order", "required": true, "title": "Order"}, {"path": "total", "title": "Total"}],
                    "response": [field("id", "text"), field("order", "integer")]
                }),
            ),
        ),
        (
            "parcels",
            part(
                "Parcel Yard",
                "The demo's parcel yard: makes labels.",
                "parcels",
                json!({
                    "key": "create_label", "name": "Create a label", "category": "Labels", "verb": "POST", "path": "/labels",
                    "body": "json", "request": [{"path": "order", "required": true, "title": "Order"}, {"path": "name", "title": "Name"}],
                    "response": [field("id", "text"), field("order", "integer")]
                }),
            ),
        ),
    ]
}
