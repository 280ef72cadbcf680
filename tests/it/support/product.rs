//! A partner's product on a port of its own: a page that shows frames, and a server that signs tokens for whoever its address says. Under
//! `NAME.localhost` it is as many sites as one likes, which Chromium finds on this machine by itself.

use actix_web::{App, HttpResponse, HttpServer, web};
use berth::clock::Clock;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::json;
use std::collections::BTreeMap;
use std::net::TcpListener;

const KEY: &str = include_str!("../embedding/keys/ed25519.key");

pub struct Product {
    port: u16,
}

#[derive(Clone)]
struct Setup {
    console: String,
    kid: String,
    clock: Clock,
}

impl Product {
    /// Starts it, on the clock of the console; it ends with the test.
    pub fn start(console: &str, kid: &str, clock: Clock) -> Product {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let setup = Setup { console: console.trim_end_matches('/').to_owned(), kid: kid.to_owned(), clock };
        let server = HttpServer::new(move || {
            App::new()
                .app_data(web::Data::new(setup.clone()))
                .route("/", web::get().to(page))
                .route("/token", web::post().to(token))
        });
        let server = server.workers(1).disable_signals().listen(listener).expect("it listens").run();
        actix_web::rt::spawn(server);
        Product { port }
    }

    /// Its origin under a name.
    pub fn origin(&self, name: &str) -> String {
        format!("http://{name}.localhost:{}", self.port)
    }
}

/// One frame for each account that the address names.
async fn page(setup: web::Data<Setup>) -> HttpResponse {
    let html = format!(
        r#"<!doctype html><html lang="en"><head><title>Product</title></head><body><main><h1>Product</h1></main>
<script src="{}/embed/v1.js"></script>
<script>
window.events = [];
const asked = new URLSearchParams(location.search);
window.frames_of = asked.getAll("account").map((account) => {{
  const place = document.createElement("div");
  document.querySelector("main").append(place);
  return Embed.mount(place, {{
    title: account, timeout: 4000, mode: asked.get("mode") || "",
    tokenUrl: `/token?account=${{account}}&view=${{asked.get("view")}}&user=${{account}}-owner`,
    onEvent: (event) => {{ if (event.type !== "embed:height") window.events.push({{ ...event, account }}); }},
  }});
}});
</script></body></html>"#,
        setup.console
    );
    HttpResponse::Ok().content_type("text/html; charset=utf-8").body(html)
}

async fn token(setup: web::Data<Setup>, asked: web::Query<BTreeMap<String, String>>) -> HttpResponse {
    let of = |name: &str| asked.get(name).cloned().unwrap_or_default();
    let now = setup.clock.now().timestamp();
    let claims = json!({
        "aud": setup.console, "iat": now, "exp": now + 300, "jti": uuid::Uuid::new_v4(), "sub": of("user"),
        "account_id": of("account"), "account_name": format!("The {}", of("account")), "view": of("view"),
    });
    let head = Header { kid: Some(setup.kid.clone()), ..Header::new(Algorithm::EdDSA) };
    let token =
        encode(&head, &claims, &EncodingKey::from_ed_pem(KEY.as_bytes()).expect("a key")).expect("it is signed");
    HttpResponse::Ok().json(json!({ "token": token }))
}
