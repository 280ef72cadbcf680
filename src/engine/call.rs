//! A step's call to the outside: a method of a connector, or any address. Everything that is stored of it is masked
//! (R6), and its words say who can do what.

use super::model::{Again, Done, Problem, Ran, Task};
use super::out::Out;
use super::pace;
use super::plans::Connection;
use super::steps::{At, records_of, unmapped};
use super::tokens;
use crate::connectors::call::build::{Call, build, verb_of};
use crate::connectors::call::credentials::Credentials;
use crate::connectors::call::mask::{Mask, Masked};
use crate::connectors::call::outcome::{Outcome, outcome};
use crate::connectors::call::paging;
use crate::connectors::call::read::read;
use crate::connectors::call::values::Values;
use crate::connectors::model::{Definition, Method, Verb};
use crate::flows::model;
use crate::mapping::apply::{apply, value_of};
use crate::mapping::model::{Mapping, Source};
use crate::outbound::{Failure, Reply, Request};
use chrono::Duration;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::time::Duration as Time;
use url::Url;

const TIMEOUT: Time = Time::from_secs(60);
/// Of an answer, unpacked.
const REPLY_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Records that the pages of one call may have together.
const RECORDS_MAX: usize = 100_000;
/// Where the partner says nothing of its own.
pub(crate) const USER_AGENT: &str = "Integrations/1.0";
/// How long an application that only says "too many" is left alone: it doubles with each time.
const PATIENCE_S: i64 = 60;
const PATIENCE_S_MAX: i64 = 3_600;

/// Calls a method of a connector.
pub(crate) async fn method(at: &At<'_>, what: &model::Call) -> Ran {
    let out = at.out();
    let connection = match chosen(at, &what.slot).and_then(|connection| usable(connection, &out).map(|()| connection)) {
        Ok(connection) => connection,
        Err(problem) => return *problem,
    };
    let values = match apply(&what.mapping, at.inputs) {
        Ok(Value::Null) => Values::default(),
        Ok(value) => match serde_json::from_value(value) {
            Ok(values) => values,
            Err(_) => {
                let message = "The mapping's targets must begin with path, query, header, cookie or body.";
                return Ran::amiss("Mapping", message);
            }
        },
        Err(faults) => return unmapped(&faults),
    };
    by_connection(&out, connection, &what.method, values, what.pages).await
}

/// The same with what is sent, by a connection that is usable.
pub(super) async fn by_connection(
    out: &Out<'_>,
    connection: &Connection,
    method: &str,
    values: Values,
    pages_max: u32,
) -> Ran {
    let definition = match out.engine.definition(out, connection).await {
        Ok(definition) => definition,
        Err(ran) => return *ran,
    };
    let Some(method) = definition.methods.iter().find(|known| known.key == method) else {
        let message = format!(
            "{} has no method “{method}” any more. Choose another in this step, or ask for the release that had it.",
            connection.connector_name
        );
        return Ran::not(format!("{}: method", connection.connector_name), message, Again::No);
    };
    let connection = match tokens::in_time(out, connection, &definition).await {
        Ok(connection) => connection,
        Err(ran) => return *ran,
    };
    if let Err(ran) = pace::first(out, &connection, definition.rate_limit).await {
        return *ran;
    }
    let mask = Mask::new(&definition, &connection.credentials);
    Caller { out, connection, definition: &definition, method, mask, renewed: false }
        .pages(values, pages_max.max(1))
        .await
}

/// The connection in a slot.
fn chosen<'a>(at: &At<'a>, slot: &str) -> Result<&'a Connection, Box<Ran>> {
    at.connections.iter().find(|connection| connection.slot == slot).ok_or_else(|| {
        let message =
            format!("No connector is chosen for “{slot}”. Choose one in the cycle's settings, then start it again.");
        Box::new(Ran::stop("Connector missing", message))
    })
}

/// Why a connection cannot be used, and whom to ask (T6).
pub(super) fn usable(connection: &Connection, out: &Out<'_>) -> Result<(), Box<Ran>> {
    let stop = |cause: String, message: String| Err(Box::new(Ran::stop(cause, message)));
    let (name, owner, then) = (&connection.name, &connection.owner_name, out.afterwards());
    match (connection.closed.as_deref(), connection.state.as_str()) {
        (Some("unshared"), _) => stop(
            format!("{name}: not shared"),
            format!(
                "“{name}” of {owner} is not shared with sub-accounts any more. Ask the administrators of {owner}, or choose another connector."
            ),
        ),
        (Some(_), _) => stop(
            format!("{name}: account suspended"),
            format!(
                "“{name}” belongs to {owner}, which is suspended. Ask the administrators of {owner}, or choose another connector."
            ),
        ),
        (None, "ready") => Ok(()),
        (None, "refused") => stop(
            format!("{} 401", connection.connector_name),
            format!(
                "{} does not accept the credentials of “{name}” any more. Someone of {owner} must connect it again{then}",
                connection.connector_name
            ),
        ),
        (None, _) => stop(
            format!("{name}: not connected"),
            format!("“{name}” is not connected yet. Someone of {owner} must give its credentials{then}"),
        ),
    }
}

struct Caller<'a> {
    out: &'a Out<'a>,
    connection: Cow<'a, Connection>,
    definition: &'a Definition,
    method: &'a Method,
    mask: Mask,
    /// It has had other tokens because the application did not take the first.
    renewed: bool,
}

impl Caller<'_> {
    /// Asks for page after page and gives one value: the answer of a method without pages, else the list of all items.
    async fn pages(mut self, mut values: Values, pages_max: u32) -> Ran {
        let mut progress = paging::first(self.method, &mut values);
        let mut page: Option<Url> = None;
        let mut items: Vec<Value> = Vec::new();
        let mut tasks = Vec::new();
        loop {
            let asked = match self.build(&values, page.as_ref()) {
                Ok(request) => request,
                Err(message) => return Ran { tasks, ..Ran::amiss("Request", message) },
            };
            let (mut ran, reply) = exchange(self.out, &self.name(), &self.mask, asked).await;
            tasks.extend(ran.tasks.drain(..).map(|task| self.task(task.good)));
            self.say_whose(&mut ran);
            if ran.status_code == Some(401) && !self.renewed && self.may_renew() {
                match self.renew().await {
                    Ok(()) => continue,
                    Err(why) => return Ran { tasks, request: ran.request, response: ran.response, ..*why },
                }
            }
            if let Done::Not(Problem { again: Again::At(until), .. }) = &ran.result {
                pace::quiet(self.out, &self.connection, *until).await;
            }
            let (Done::On { output, .. }, Some((url, reply))) = (&ran.result, reply) else {
                return Ran { tasks, ..ran };
            };
            if pages_max == 1 {
                return Ran { tasks, records: records_of(output), ..ran };
            }
            items.extend(paging::items(&self.method.paging, output).iter().cloned());
            if items.len() > RECORDS_MAX {
                let message =
                    format!("The pages have more than {RECORDS_MAX} records together. Ask for fewer pages, or filter.");
                return Ran { tasks, ..Ran::amiss("Too many records", message) };
            }
            let next = paging::next_page(&self.method.paging, &mut progress, &url, output, &reply, pages_max);
            match next {
                None => {
                    let output = Value::Array(items);
                    let result = Done::On { port: String::new(), output: output.clone() };
                    return Ran { tasks, records: records_of(&output), result, ..ran };
                }
                Some(paging::Next::Address(url)) => page = Some(url),
                Some(paging::Next::Parameter { name, value }) => values.set(self.method, &name, value),
            }
            if let Err(waits) = pace::next(self.out, &self.connection, self.definition.rate_limit).await {
                return Ran { tasks, ..*waits };
            }
        }
    }

    /// Whether other tokens may help: a token can end before its time.
    fn may_renew(&self) -> bool {
        self.method.authenticated && tokens::by_oauth(self.definition)
    }

    async fn renew(&mut self) -> Result<(), Box<Ran>> {
        self.renewed = true;
        let connection = tokens::renewed(self.out, &self.connection, self.definition).await?;
        self.mask = Mask::new(self.definition, &connection.credentials);
        self.connection = Cow::Owned(connection);
        Ok(())
    }

    /// Credentials of an account above can be mended there alone: the words say whom to ask (T6).
    fn say_whose(&self, ran: &mut Ran) {
        let (Some(401), Done::Not(problem)) = (ran.status_code, &mut ran.result) else { return };
        if self.connection.owner != self.out.account() {
            let (name, owner) = (&self.connection.name, &self.connection.owner_name);
            problem.message = format!(
                "{} does not accept the credentials of “{name}” of {owner}. Ask an administrator of {owner} to connect it again.",
                self.connection.connector_name
            );
        }
    }

    fn name(&self) -> String {
        self.connection.connector_name.clone()
    }

    fn task(&self, good: bool) -> Task {
        Task { connector: Some(self.connection.connector), method: self.method.key.clone(), good }
    }

    fn build(&self, values: &Values, page: Option<&Url>) -> Result<Request, String> {
        let key = self.out.idempotency_key.to_string();
        build(&Call {
            definition: self.definition,
            method: &self.method.key,
            parameters: &self.connection.parameters,
            credentials: &self.connection.credentials,
            values,
            page,
            idempotency_key: Some(&key),
            user_agent: &self.out.engine.plans.agent(self.out.partner(), self.out.account()),
            timeout: TIMEOUT,
            reply_bytes_max: REPLY_BYTES_MAX,
        })
        .map_err(|faults| faults.to_string())
    }
}

/// Calls any address.
pub(crate) async fn any(at: &At<'_>, verb: Verb, url: &Source, headers: &Mapping, body: &Mapping) -> Ran {
    let request = match request(at, verb, url, headers, body) {
        Ok(request) => request,
        Err(ran) => return *ran,
    };
    let host = request.url.host_str().unwrap_or_default().to_owned();
    let mask = Mask::new(&Definition::default(), &Credentials::None);
    let (mut ran, _) = exchange(&at.out(), &host, &mask, request).await;
    if let Done::On { output, .. } = &ran.result {
        ran.records = records_of(output);
    }
    ran
}

fn request(at: &At<'_>, verb: Verb, url: &Source, headers: &Mapping, body: &Mapping) -> Result<Request, Box<Ran>> {
    let faulty = |faults: &[crate::mapping::model::Fault]| Box::new(unmapped(faults));
    let address = value_of(url, at.inputs).map_err(|fault| faulty(&[fault]))?;
    let address = address.as_str().unwrap_or_default().to_owned();
    let url = Url::parse(&address).map_err(|_| {
        Box::new(Ran::amiss("Address", "The address of this step is no URL; it must begin with https://."))
    })?;
    let mut sent: Vec<(String, String)> = Vec::new();
    if let Value::Object(headers) = apply(headers, at.inputs).map_err(|faults| faulty(&faults))? {
        let text = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        sent.extend(headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), text(value))));
    }
    let body = match apply(body, at.inputs).map_err(|faults| faulty(&faults))? {
        Value::Null => Vec::new(),
        Value::Object(empty) if empty.is_empty() => Vec::new(),
        body => {
            if sent.iter().all(|(name, _)| name != "content-type") {
                sent.push(("content-type".to_owned(), "application/json".to_owned()));
            }
            body.to_string().into_bytes()
        }
    };
    sent.push(("idempotency-key".to_owned(), at.idempotency_key.to_string()));
    Ok(Request {
        verb: verb_of(verb),
        url,
        headers: sent,
        body,
        user_agent: at.engine.plans.agent(at.claimed.partner, at.claimed.account).to_string(),
        timeout: TIMEOUT,
        reply_bytes_max: REPLY_BYTES_MAX,
        redirects_max: 3,
    })
}

/// Sends a request and says what came of it; the reply, with the address it was asked for at, where it was good.
async fn exchange(out: &Out<'_>, whom: &str, mask: &Mask, request: Request) -> (Ran, Option<(Url, Reply)>) {
    let mut masked = mask.request(&request);
    // It is no header of the request until it goes out, and no secret.
    masked.headers.push(("user-agent".to_owned(), request.user_agent.clone()));
    let shown = shown(masked, Some(request.verb.as_str()), None);
    let url = request.url.clone();
    match out.engine.outbound.send(request).await {
        Err(failure) => (Ran { request: Some(shown), ..unsent(whom, &failure) }, None),
        Ok(reply) => {
            let answer = self::shown(mask.reply(&reply), None, Some(&reply));
            let mut ran = answered(out, whom, &reply);
            let good = matches!(ran.result, Done::On { .. });
            ran.request = Some(shown);
            ran.response = Some(answer);
            ran.status_code = i16::try_from(reply.status).ok();
            ran.tasks = vec![Task { connector: None, method: "http".to_owned(), good }];
            (ran, good.then_some((url, reply)))
        }
    }
}

fn shown(masked: Masked, verb: Option<&str>, reply: Option<&Reply>) -> String {
    let mut shown = Map::new();
    verb.into_iter().for_each(|verb| drop(shown.insert("verb".to_owned(), json!(verb))));
    if let Some(reply) = reply {
        shown.insert("status".to_owned(), json!(reply.status));
        shown.insert("took_ms".to_owned(), json!(reply.elapsed.as_millis()));
    }
    shown.insert("url".to_owned(), json!(masked.url));
    shown.insert("headers".to_owned(), json!(masked.headers));
    shown.insert("body".to_owned(), json!(masked.body));
    Value::Object(shown).to_string()
}

/// No answer came.
fn unsent(whom: &str, failure: &Failure) -> Ran {
    let again = if failure.worth_retrying() { Again::Ladder } else { Again::No };
    let tasks = if failure.never_sent() {
        Vec::new()
    } else {
        vec![Task { connector: None, method: "http".to_owned(), good: false }]
    };
    Ran { tasks, ..Ran::not(format!("{whom}: no answer"), failure.to_string(), again) }
}

fn answered(out: &Out<'_>, whom: &str, reply: &Reply) -> Ran {
    let now = out.now;
    let after = |wait: Option<Time>| {
        let growing = (PATIENCE_S << out.attempt.clamp(0, 6)).min(PATIENCE_S_MAX);
        let wait = wait.and_then(|wait| Duration::from_std(wait).ok()).unwrap_or(Duration::seconds(growing));
        Again::At(now + wait.max(Duration::seconds(1)))
    };
    let cause = format!("{whom} {}", reply.status);
    let outcome = outcome(reply, now);
    let words = format!("{whom} answered {}. {}", reply.status, outcome.words());
    match outcome {
        Outcome::Done => match read(reply) {
            Ok(read) => Ran::on("", read.value),
            Err(unreadable) => Ran::not(format!("{whom}: unreadable"), format!("{whom}: {unreadable}"), Again::No),
        },
        Outcome::Refused(_) | Outcome::Unauthorised => Ran::not(cause, words, Again::No),
        Outcome::RateLimited(wait) => Ran::not(cause, words, after(wait)),
        Outcome::Busy(Some(wait)) => Ran::not(cause, words, after(Some(wait))),
        Outcome::Busy(None) => Ran::not(cause, words, Again::Ladder),
    }
}
