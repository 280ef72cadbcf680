//! Proves whose the call is, last of all, so that no mapped field can take the place of a credential. Messages never
//! repeat one.

use super::address::parameter;
use super::credentials::Credentials;
use super::fault::Faults;
use super::style::encode;
use crate::connectors::model::{Authentication, CustomField, Definition, KeyPlace, Sent};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;

/// A request while it is being put together. Query pairs and cookies are encoded already.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) cookies: Vec<(String, String)>,
}

impl Parts {
    /// Sets a header in place of any of the same name.
    pub(super) fn set_header(&mut self, name: &str, value: String) {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value));
    }

    pub(super) fn has_header(&self, name: &str) -> bool {
        self.headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
    }
}

/// Adds what the authentication wants.
pub(super) fn apply(
    parts: &mut Parts,
    definition: &Definition,
    parameters: &BTreeMap<String, String>,
    credentials: &Credentials,
) -> Result<(), Faults> {
    match (&definition.authentication, credentials) {
        (Authentication::None, _) => {}
        (Authentication::ApiKey { place, name, prefix }, Credentials::Key(key)) => {
            let value = format!("{prefix}{}", clean(key, "API key")?);
            put(parts, *place, name, &value);
        }
        (Authentication::Basic, Credentials::Basic { user, password }) => {
            let (user, password) = (clean(user, "user name")?, clean(password, "password")?);
            if user.contains(':') {
                return Err(Faults::one("", "The user name must not hold a colon; authenticate the connector again"));
            }
            parts.set_header("Authorization", format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))));
        }
        (
            Authentication::Bearer | Authentication::OauthCode(_) | Authentication::OauthClient(_),
            Credentials::Token(token),
        ) => parts.set_header("Authorization", format!("Bearer {}", clean(token, "token")?)),
        (Authentication::Custom { fields, headers, query }, Credentials::Custom(given)) => {
            check_required(fields, given)?;
            let filled = |sent: &Sent| fill(&sent.value, fields, given, definition, parameters);
            for sent in headers {
                if let Some(value) = filled(sent)? {
                    put(parts, KeyPlace::Header, &sent.name, &value);
                }
            }
            for sent in query {
                if let Some(value) = filled(sent)? {
                    put(parts, KeyPlace::Query, &sent.name, &value);
                }
            }
        }
        _ => return Err(Faults::one("", "The connector is not authenticated; authenticate it first")),
    }
    Ok(())
}

fn put(parts: &mut Parts, place: KeyPlace, name: &str, value: &str) {
    match place {
        KeyPlace::Header => parts.set_header(name, value.to_owned()),
        KeyPlace::Query => replace(&mut parts.query, encode(name), encode(value)),
        KeyPlace::Cookie => replace(&mut parts.cookies, encode(name), encode(value)),
    }
}

fn replace(pairs: &mut Vec<(String, String)>, name: String, value: String) {
    pairs.retain(|(known, _)| *known != name);
    pairs.push((name, value));
}

/// A secret that is there and can stand in a header.
fn clean<'a>(secret: &'a str, what: &str) -> Result<&'a str, Faults> {
    if secret.chars().any(char::is_control) {
        let why = format!("The {what} holds a line break or control character; authenticate the connector again");
        return Err(Faults::one("", why));
    }
    // An empty password is usual where the user name is a key.
    if secret.is_empty() && what != "password" {
        return Err(Faults::one("", format!("The {what} is empty; authenticate the connector again")));
    }
    Ok(secret)
}

fn check_required(fields: &[CustomField], given: &[(String, String)]) -> Result<(), Faults> {
    let has = |field: &CustomField| given.iter().any(|(key, value)| *key == field.key && !value.is_empty());
    match fields.iter().find(|field| field.required && !has(field)) {
        Some(field) => {
            Err(Faults::one("", format!("The connector needs “{}”; authenticate it again", field.title_or_key())))
        }
        None => Ok(()),
    }
}

impl CustomField {
    fn title_or_key(&self) -> &str {
        if self.title.is_empty() { &self.key } else { &self.title }
    }
}

/// A value with its `{key}`s filled in; none where one of them is optional and was not given.
fn fill(
    template: &str,
    fields: &[CustomField],
    given: &[(String, String)],
    definition: &Definition,
    parameters: &BTreeMap<String, String>,
) -> Result<Option<String>, Faults> {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((key, after)) = after.split_once('}') else { break };
        filled.push_str(before);
        if fields.iter().any(|field| field.key == key) {
            match given.iter().find(|(known, value)| known == key && !value.is_empty()) {
                Some((_, value)) => filled.push_str(clean(value, "secret")?),
                None => return Ok(None),
            }
        } else {
            filled.push_str(clean(&parameter(definition, parameters, key)?, "parameter")?);
        }
        rest = after;
    }
    filled.push_str(rest);
    Ok(Some(filled))
}
