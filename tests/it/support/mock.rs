//! An application as its own description says it is: Prism (tests/mocks, which `bin/test` installs from the npm registry)
//! reads a file of `tests/openapi`, refuses what does not fit it (path, parameters, body, missing credentials) and answers
//! with its examples. In front of it stands a server of the test's own, which writes down what came and how it was
//! answered, can be told to break and to mend, and gives a test's own data in place of an example, so that lists have
//! pages and items differ. Nothing gets by Prism: a test's data is given only where Prism found the request good.

use super::node;
use super::target::Heard;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use serde_json::Value;
use std::process::Child;
use std::sync::{Arc, Mutex};

/// A request and how it was answered.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub heard: Heard,
    pub status: u16,
}

impl Exchange {
    /// "GET /Projects", without the query.
    pub fn what(&self) -> String {
        format!("{} {}", self.heard.verb, self.heard.path.split('?').next().unwrap_or_default())
    }
}

type Gives = Box<dyn Fn(&Heard) -> Value + Send + Sync>;

#[derive(Default)]
struct Shared {
    prism: String,
    exchanges: Mutex<Vec<Exchange>>,
    broken: Mutex<Option<u16>>,
    gives: Mutex<Vec<(String, Gives)>>,
    client: reqwest::Client,
}

pub struct Mock {
    pub url: String,
    shared: Arc<Shared>,
    prism: Child,
    handle: actix_web::dev::ServerHandle,
}

impl Mock {
    /// Of a file of `tests/openapi`.
    pub fn of(file: &str) -> Mock {
        let (prism, address) = prism(file);
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let shared = Arc::new(Shared { prism: address, client, ..Shared::default() });
        let data = web::Data::from(shared.clone());
        let server = HttpServer::new(move || App::new().app_data(data.clone()).default_service(web::to(answer)))
            .workers(1)
            .disable_signals()
            .bind("127.0.0.1:0")
            .unwrap();
        let url = format!("http://{}", server.addrs()[0]);
        let server = server.run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Mock { url, shared, prism, handle }
    }

    /// From now on it answers everything with this status.
    pub fn breaks(&self, status: u16) {
        *self.shared.broken.lock().unwrap() = Some(status);
    }

    pub fn mends(&self) {
        *self.shared.broken.lock().unwrap() = None;
    }

    /// What it says to a good request of `what` ("GET /Projects") in place of the file's example.
    pub fn gives(&self, what: &str, data: impl Fn(&Heard) -> Value + Send + Sync + 'static) {
        self.shared.gives.lock().unwrap().push((what.to_owned(), Box::new(data)));
    }

    pub fn exchanges(&self) -> Vec<Exchange> {
        self.shared.exchanges.lock().unwrap().clone()
    }

    /// The requests of `what`, as they were heard.
    pub fn heard(&self, what: &str) -> Vec<Heard> {
        self.exchanges().into_iter().filter(|one| one.what() == what).map(|one| one.heard).collect()
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        drop(self.prism.kill());
        drop(self.prism.wait());
        drop(self.handle.stop(false));
    }
}

fn prism(file: &str) -> (Child, String) {
    let described = format!("{}/tests/openapi/{file}", env!("CARGO_MANIFEST_DIR"));
    node::serve("mocks/server.mjs", &[&node::modules("BERTH_TEST_MOCKS", "mocks"), &described])
}

async fn answer(request: HttpRequest, body: web::Bytes, shared: web::Data<Shared>) -> HttpResponse {
    let text = |value: &actix_web::http::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let headers = request.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    let heard = Heard {
        verb: request.method().to_string(),
        path: request.uri().to_string(),
        headers,
        body: serde_json::from_slice(&body).unwrap_or(Value::Null),
        text: String::from_utf8_lossy(&body).into_owned(),
        at: std::time::Instant::now(),
    };
    let broken = *shared.broken.lock().unwrap();
    let (status, said) = match broken {
        Some(status) => (status, serde_json::json!({ "message": "It is broken." })),
        None => asked(&shared, &heard, body).await,
    };
    shared.exchanges.lock().unwrap().push(Exchange { heard, status });
    HttpResponse::build(actix_web::http::StatusCode::from_u16(status).unwrap()).json(said)
}

/// What Prism says, or what the test gives where Prism agrees.
async fn asked(shared: &Shared, heard: &Heard, body: web::Bytes) -> (u16, Value) {
    let verb = reqwest::Method::from_bytes(heard.verb.as_bytes()).unwrap();
    let mut request = shared.client.request(verb, format!("{}{}", shared.prism, heard.path));
    for (name, value) in heard.headers.iter().filter(|(name, _)| !["host", "content-length"].contains(&name.as_str())) {
        request = request.header(name, value);
    }
    if !body.is_empty() {
        request = request.body(body.to_vec());
    }
    let answer = request.send().await.expect("Prism answers");
    let status = answer.status();
    let said: Value = answer.json().await.unwrap_or(Value::Null);
    let what = format!("{} {}", heard.verb, heard.path.split('?').next().unwrap_or_default());
    let gives = shared.gives.lock().unwrap();
    match gives.iter().find(|(of, _)| *of == what) {
        Some((_, data)) if status.is_success() => (status.as_u16(), data(heard)),
        _ => (status.as_u16(), said),
    }
}
