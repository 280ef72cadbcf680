//! An application that cycles call: a real server on a free port that answers as it is told and remembers what it heard.

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// One request as it came.
#[derive(Clone, Debug)]
pub struct Heard {
    pub verb: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Value,
    /// The body as it came.
    pub text: String,
    pub at: std::time::Instant,
}

impl Heard {
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

/// What it says next.
#[derive(Clone, Debug)]
pub struct Says {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Value,
}

pub struct Target {
    pub url: String,
    heard: Arc<Mutex<Vec<Heard>>>,
    script: Arc<Mutex<VecDeque<Says>>>,
    acts: Acts,
    handle: actix_web::dev::ServerHandle,
}

impl Target {
    pub fn start() -> Target {
        let heard = Arc::<Mutex<Vec<Heard>>>::default();
        let script = Arc::<Mutex<VecDeque<Says>>>::default();
        let acts = Acts::default();
        let (kept, told, done) = (heard.clone(), script.clone(), acts.clone());
        let server = HttpServer::new(move || {
            let shared = web::Data::new((kept.clone(), told.clone(), done.clone()));
            App::new().app_data(shared).default_service(web::to(answer))
        })
        .workers(1)
        .disable_signals()
        .bind("127.0.0.1:0")
        .unwrap();
        let url = format!("http://{}", server.addrs()[0]);
        let server = server.run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Target { url, heard, script, acts, handle }
    }

    /// Answers so once, after what was said before; afterwards with 200 and what came.
    pub fn says(&self, status: u16, headers: &[(&'static str, &str)], body: Value) {
        let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        self.script.lock().unwrap().push_back(Says { status, headers, body });
    }

    /// Does this once, when the next request has come and before it is answered.
    pub fn does(&self, act: impl FnOnce() + Send + 'static) {
        self.acts.lock().unwrap().push_back(Box::new(act));
    }

    /// Answers from now on as if nothing had been said.
    pub fn forget(&self) {
        self.script.lock().unwrap().clear();
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}

type Acts = Arc<Mutex<VecDeque<Box<dyn FnOnce() + Send>>>>;
type Shared = (Arc<Mutex<Vec<Heard>>>, Arc<Mutex<VecDeque<Says>>>, Acts);

async fn answer(request: HttpRequest, body: web::Bytes, shared: web::Data<Shared>) -> HttpResponse {
    let text = String::from_utf8_lossy(&body).into_owned();
    let body: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let headers = request
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.to_str().unwrap_or_default().to_owned()))
        .collect();
    let (verb, path, at) = (request.method().to_string(), request.uri().to_string(), std::time::Instant::now());
    let heard = Heard { verb, path, headers, body: body.clone(), text, at };
    shared.0.lock().unwrap().push(heard);
    let act = shared.2.lock().unwrap().pop_front();
    if let Some(act) = act {
        act();
    }
    let says = shared.1.lock().unwrap().pop_front();
    let says = says.unwrap_or_else(|| Says { status: 200, headers: Vec::new(), body: json!({ "echo": body }) });
    let mut answer = HttpResponse::build(actix_web::http::StatusCode::from_u16(says.status).unwrap());
    for (name, value) in says.headers {
        answer.insert_header((name, value));
    }
    answer.json(says.body)
}
