//! Callers as values: a browser without pictures. Each has its own cookies and knows its anti-forgery token.

use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder, StatusCode, redirect};
use scraper::{Html, Selector};
use std::sync::Mutex;

pub struct Caller {
    pub name: String,
    base: String,
    client: Client,
    csrf: Mutex<String>,
}

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Caller {
    pub fn new(name: &str, base: &str) -> Caller {
        Caller::with_headers(name, base, HeaderMap::new())
    }

    /// Somebody in a frame whose browser keeps no cookies: the frame's key travels in a header.
    pub fn with_key(name: &str, base: &str, key: &str) -> Caller {
        let key = HeaderMap::from_iter([("x-embed-key".parse().unwrap(), key.parse().unwrap())]);
        Caller::with_headers(name, base, key)
    }

    fn with_headers(name: &str, base: &str, mut headers: HeaderMap) -> Caller {
        // As a browser does with every form.
        let at: url::Url = base.parse().unwrap();
        headers.insert(reqwest::header::ORIGIN, at.origin().ascii_serialization().parse().unwrap());
        let mut client = Client::builder();
        // Names are those of servers of the test's own; no name server is asked.
        if let Some(url::Host::Domain(name)) = at.host() {
            client = client.resolve(name, ([127, 0, 0, 1], at.port().unwrap()).into());
        }
        let client = client
            .default_headers(headers)
            .cookie_store(true)
            .redirect(redirect::Policy::none())
            .no_proxy()
            // Bodies as they came: tests weigh them.
            .no_gzip()
            .timeout(std::time::Duration::from_secs(60))
            .build()
            .unwrap();
        Caller { name: name.to_owned(), base: base.trim_end_matches('/').to_owned(), client, csrf: Mutex::default() }
    }

    /// Signs in through the form.
    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        let answer = self.post("/sign-in", &[("email", email), ("password", password)]).await;
        self.csrf.lock().unwrap().clear();
        answer
    }

    /// The token that its forms carry, where another page than the sign-in page says it.
    pub fn knows_csrf(&self, token: &str) {
        token.clone_into(&mut self.csrf.lock().unwrap());
    }

    /// The session was replaced by another: its forms carry another token.
    pub fn signed_in_anew(&self) {
        self.csrf.lock().unwrap().clear();
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// A request of this browser, not yet sent.
    pub fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.url(path))
    }

    pub async fn get(&self, path: &str) -> Answer {
        read(self.request(reqwest::Method::GET, path)).await
    }

    /// As htmx asks for a part of a page.
    pub async fn get_fragment(&self, path: &str) -> Answer {
        let request = self.request(reqwest::Method::GET, path).header("hx-request", "true");
        read(request.header("hx-request-type", "partial")).await
    }

    /// Sends a form of our own: with the session's token.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf().await;
        let mut form = form.to_vec();
        form.push(("csrf", &csrf));
        self.post_raw(path, &form).await
    }

    /// Sends a form as it is.
    pub async fn post_raw(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        read(self.request(reqwest::Method::POST, path).form(form)).await
    }

    /// Sends a form with further headers, which win over the usual ones; with this session's token unless the form
    /// brings one.
    pub async fn post_with(&self, path: &str, headers: &[(&str, &str)], form: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf().await;
        let mut form = form.to_vec();
        if !form.iter().any(|(name, _)| *name == "csrf") {
            form.push(("csrf", &csrf));
        }
        let request = self.request(reqwest::Method::POST, path).form(&form);
        read(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
    }

    /// Sends a page's form as it stands there, with changes.
    pub async fn send(&self, page: &Answer, form: &str, changes: &[(&str, &str)]) -> Answer {
        let action = page.attributes_of(form, "action").into_iter().next().expect("a form with an action");
        let filled = page.filled(form);
        let kept = filled.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        let mut fields: Vec<(&str, &str)> = kept.map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend_from_slice(changes);
        if page.attributes_of(form, "method").iter().any(|method| method == "post") {
            return self.post(&action, &fields).await;
        }
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.get(&format!("{action}?{query}")).await
    }

    /// Asks for a page with further headers.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let request = self.request(reqwest::Method::GET, path);
        read(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value))).await
    }

    /// Sends a file through a form of our own, the token first.
    pub async fn upload(&self, path: &str, file_name: &str, content: &[u8]) -> Answer {
        let file = reqwest::multipart::Part::bytes(content.to_vec()).file_name(file_name.to_owned());
        let form = reqwest::multipart::Form::new()
            .text("csrf", self.csrf().await)
            .part("file", file.mime_str("text/csv").expect("a type"));
        read(self.request(reqwest::Method::POST, path).multipart(form)).await
    }

    /// Sends a form with a file, its other fields before the file.
    pub async fn upload_with(&self, path: &str, fields: &[(&str, &str)], file: (&str, &str)) -> Answer {
        let start = reqwest::multipart::Form::new().text("csrf", self.csrf().await);
        let form = fields.iter().fold(start, |form, (name, value)| form.text((*name).to_owned(), (*value).to_owned()));
        let form = form.text(file.0.to_owned(), file.1.to_owned());
        read(self.request(reqwest::Method::POST, path).multipart(form)).await
    }

    /// The token that forms of this session carry. The sign-in page shows it to anybody for their own session.
    pub async fn csrf(&self) -> String {
        let known = self.csrf.lock().unwrap().clone();
        if !known.is_empty() {
            return known;
        }
        let page = self.get("/sign-in").await;
        let token = page.value_of("input[name=csrf]").expect("the sign-in page has a form");
        token.clone_into(&mut self.csrf.lock().unwrap());
        token
    }
}

pub async fn read(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("the server answers");
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.text().await.expect("a whole answer");
    Answer { status, headers, body }
}

impl Answer {
    pub fn document(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The text of the first element that matches, spaces folded.
    pub fn text_of(&self, selector: &str) -> Option<String> {
        self.texts_of(selector).into_iter().next()
    }

    /// The texts of all elements that match.
    pub fn texts_of(&self, selector: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let fold = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.document().select(&selector).map(|e| fold(e.text().collect())).collect()
    }

    /// The value of the first input that matches.
    pub fn value_of(&self, selector: &str) -> Option<String> {
        self.attributes_of(selector, "value").into_iter().next()
    }

    /// An attribute of all elements that match and have it.
    pub fn attributes_of(&self, selector: &str, attribute: &str) -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        self.document().select(&selector).filter_map(|e| e.attr(attribute).map(ToOwned::to_owned)).collect()
    }

    /// What the first form that matches holds, as a browser would send it; without the anti-forgery token.
    pub fn filled(&self, form: &str) -> Vec<(String, String)> {
        let page = self.document();
        let selector = format!("{form} input, {form} textarea, {form} select");
        let mut fields = Vec::new();
        for field in page.select(&Selector::parse(&selector).expect("a selector")) {
            let name = field.attr("name").unwrap_or_default();
            let of = |attribute: &str| field.attr(attribute).map(ToOwned::to_owned);
            let value = match field.value().name() {
                "textarea" => Some(field.text().collect::<String>().trim_start_matches('\n').to_owned()),
                "select" => {
                    let options = Selector::parse("option").expect("a selector");
                    let chosen = field.select(&options).find(|option| option.attr("selected").is_some());
                    let chosen = chosen.or_else(|| field.select(&options).next());
                    chosen.and_then(|option| option.attr("value").map(ToOwned::to_owned))
                }
                _ if matches!(field.attr("type"), Some("checkbox" | "radio")) && field.attr("checked").is_none() => {
                    None
                }
                _ => of("value").or(Some(String::new())),
            };
            if let Some(value) = value.filter(|_| !matches!(name, "" | "csrf")) {
                fields.push((name.to_owned(), value));
            }
        }
        fields
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The session cookie that this answer sets, as a browser would send it back.
    pub fn session_cookie(&self) -> Option<String> {
        let set = self.headers.get_all("set-cookie").iter().filter_map(|v| v.to_str().ok());
        set.filter(|c| c.starts_with("s=")).filter_map(|c| c.split(';').next()).next_back().map(ToOwned::to_owned)
    }

    pub fn location(&self) -> &str {
        self.header("location")
    }

    #[track_caller]
    pub fn assert_status(&self, status: u16) -> &Answer {
        assert_eq!(self.status.as_u16(), status, "{}", self.body.chars().take(4_000).collect::<String>());
        self
    }

    #[track_caller]
    pub fn assert_ok(&self) -> &Answer {
        self.assert_status(200)
    }

    /// 404 with the one body there is for it (T4).
    #[track_caller]
    pub fn assert_not_found(&self) -> &Answer {
        self.assert_status(404);
        assert_eq!(self.text_of("h1").as_deref(), Some("Page not found"));
        self
    }

    /// 303 to an address that begins so.
    #[track_caller]
    pub fn assert_redirect(&self, to: &str) -> &Answer {
        self.assert_status(303);
        assert!(self.location().starts_with(to), "went to {}, not to {to}", self.location());
        self
    }

    /// 422 with a message at a field.
    #[track_caller]
    pub fn assert_refused(&self, field: &str, message: &str) -> &Answer {
        self.assert_status(422);
        let at_field = self.text_of(&format!("#f-{field}-error")).unwrap_or_default();
        assert!(at_field.contains(message), "at {field}: {at_field:?}, not {message:?}");
        self
    }
}
