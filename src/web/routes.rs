//! The one list of routes. A handler must begin with a proof of access, and a route that changes something must carry
//! a checked form; otherwise it does not compile. The same list is the table the isolation matrix walks (T12).

use super::api::Call;
use super::api::call::{Called, is_bound};
use super::api::document::Operation;
use super::api::told::Told;
use super::forms::Checked;
use crate::access::Access;
use crate::access::rights::Right;
use crate::db::Place;
use crate::error::AppError;
use actix_web::dev::{Handler, Payload};
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::{FromRequest, HttpRequest, Responder, Route, guard, web};
use std::collections::BTreeMap;
use std::future::{Ready, ready};

/// One line of the table of routes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Path pattern.
    pub path: &'static str,
    /// GET, POST; of the API PUT, PATCH and DELETE too.
    pub method: &'static str,
    /// Where it works: partner, account, self, or public.
    pub place: &'static str,
    /// The right it needs.
    pub right: &'static str,
}

/// Says where a handler works and which right it needs, from its first argument.
pub trait Guarded {
    /// Place and right.
    fn guard() -> (&'static str, &'static str);
}

impl<R: Right<In = P>, P: Place> Guarded for Access<R, P> {
    fn guard() -> (&'static str, &'static str) {
        (P::NAME, R::WORDS)
    }
}

/// Open to anybody: sign-in, links, health, assets. It proves nothing and so opens no tenant's data.
#[derive(Debug, Clone, Copy)]
pub struct Public;

impl Guarded for Public {
    fn guard() -> (&'static str, &'static str) {
        ("public", "anyone")
    }
}

impl FromRequest for Public {
    type Error = AppError;
    type Future = Ready<Result<Self, AppError>>;
    fn from_request(_: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Public))
    }
}

/// The arguments of a handler whose first is a proof of access.
pub trait Proven {
    /// Place and right.
    fn guard() -> (&'static str, &'static str);
}
/// The arguments of a handler whose first is the claim of a program.
pub(crate) trait ProvenCall: Proven {}
/// The arguments of a handler whose first is a proof of access and whose second is a checked form.
pub trait ProvenChange: Proven {}

macro_rules! handlers {
    ($($rest:ident)*) => {
        impl<R: Right<In = P>, P: Called, $($rest),*> ProvenCall for (Call<R, P>, $($rest,)*) {}
        impl<First: Guarded, $($rest),*> Proven for (First, $($rest,)*) {
            fn guard() -> (&'static str, &'static str) { First::guard() }
        }
    };
}
handlers!();
handlers!(B);
handlers!(B C);
handlers!(B C D);
handlers!(B C D E);
handlers!(B C D E F);

impl<A: Guarded, B: Checked> ProvenChange for (A, B) {}
impl<A: Guarded, B: Checked, C> ProvenChange for (A, B, C) {}
impl<A: Guarded, B: Checked, C, D> ProvenChange for (A, B, C, D) {}
impl<A: Guarded, B: Checked, C, D, E> ProvenChange for (A, B, C, D, E) {}

/// Collects routes, then gives them to the server.
#[derive(Default)]
pub struct Routes {
    table: Vec<Line>,
    calls: Vec<Operation>,
    handlers: BTreeMap<&'static str, Vec<(&'static str, Route)>>,
}

impl Routes {
    /// A page or a file: changes nothing.
    pub fn get<F, Args>(&mut self, path: &'static str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + Proven + 'static,
        F::Output: Responder + 'static,
    {
        self.add("GET", path, Args::guard(), verb("GET").to(handler))
    }

    /// Something that changes things.
    pub fn post<F, Args>(&mut self, path: &'static str, handler: F) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + ProvenChange + 'static,
        F::Output: Responder + 'static,
    {
        self.add("POST", path, Args::guard(), verb("POST").to(handler))
    }

    /// A call of the API, of a program: its first argument is a [`Call`].
    pub(crate) fn call<F, Args>(
        &mut self,
        method: &'static str,
        path: &'static str,
        handler: F,
        told: Told,
    ) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + ProvenCall + 'static,
        F::Output: Responder + 'static,
    {
        self.calls.push(Operation { method, path, of_account: false, told });
        self.add(method, path, Args::guard(), verb(method).to(handler))
    }

    /// The same about one account, for tokens of the partner and for those that are bound to an account: by the same
    /// handler, in the one place and in the other.
    pub(crate) fn account_call<F, Args, G, Brgs>(
        &mut self,
        method: &'static str,
        path: &'static str,
        of_partner: F,
        of_account: G,
        told: Told,
    ) -> &mut Self
    where
        F: Handler<Args>,
        Args: FromRequest + ProvenCall + 'static,
        F::Output: Responder + 'static,
        G: Handler<Brgs>,
        Brgs: FromRequest + ProvenCall + 'static,
        G::Output: Responder + 'static,
    {
        self.calls.push(Operation { method, path, of_account: true, told });
        self.add(method, path, Brgs::guard(), verb(method).guard(guard::fn_guard(is_bound)).to(of_account));
        self.add(method, path, Args::guard(), verb(method).to(of_partner))
    }

    fn add(
        &mut self,
        method: &'static str,
        path: &'static str,
        (place, right): (&'static str, &'static str),
        route: Route,
    ) -> &mut Self {
        self.table.push(Line { path, method, place, right });
        self.handlers.entry(path).or_default().push((method, route));
        self
    }

    /// The table of all routes, sorted.
    pub fn table(&self) -> Vec<Line> {
        let mut table = self.table.clone();
        table.sort();
        table
    }

    /// The calls of the API with what is said of each, in the order of their paths.
    pub(crate) fn calls(&self) -> Vec<Operation> {
        let mut calls = self.calls.clone();
        calls.sort_by_key(|call| (call.path, call.method));
        calls
    }

    /// Gives the routes to the server. Longer fixed paths come before patterns of the same length.
    pub(crate) fn configure(self, config: &mut web::ServiceConfig) {
        let mut paths: Vec<_> = self.handlers.into_iter().collect();
        paths.sort_by_key(|(path, _)| path.matches('{').count());
        for (path, routes) in paths {
            // Programs may write a slash behind an address of the API.
            let paths = if super::api::is_call(path) {
                vec![path.to_owned(), format!("{path}/")]
            } else {
                vec![path.to_owned()]
            };
            let allow = allowed(routes.iter().map(|(method, _)| *method));
            let routes = routes.into_iter().map(|(_, route)| route);
            let resource = routes.fold(web::resource(paths), actix_web::Resource::route);
            config
                .service(resource.default_service(web::to(move |request| method_not_allowed(request, allow.clone()))));
        }
    }
}

/// A route of a verb; HEAD is GET without a body, which load balancers ask.
fn verb(method: &'static str) -> Route {
    match method {
        "POST" => web::post(),
        "PUT" => web::put(),
        "PATCH" => web::patch(),
        "DELETE" => web::delete(),
        _ => web::route().guard(guard::Any(guard::Get()).or(guard::Head())),
    }
}

/// What an address takes, as the header `Allow` says it (RFC 9110, section 10.2.1).
fn allowed<'a>(methods: impl Iterator<Item = &'a str>) -> HeaderValue {
    let mut methods: Vec<&str> = methods.collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.sort_unstable();
    methods.dedup();
    HeaderValue::from_str(&methods.join(", ")).unwrap_or_else(|_| HeaderValue::from_static(""))
}

async fn method_not_allowed(request: HttpRequest, allow: HeaderValue) -> actix_web::HttpResponse {
    if super::api::is_call(request.path()) {
        let why = "This address does not take such a call.";
        let mut answer = super::api::message(actix_web::http::StatusCode::METHOD_NOT_ALLOWED, why);
        answer.headers_mut().insert(ALLOW, allow);
        return answer;
    }
    actix_web::HttpResponse::MethodNotAllowed()
        .insert_header((ALLOW, allow))
        .content_type("text/plain; charset=utf-8")
        .body(format!("{}\n", t!("web-wrong-method")))
}
