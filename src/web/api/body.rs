//! JSON as calls send it: names of fields in capitals or not, fields that are not known ignored, at most 1 MB where nothing
//! else is said.

use super::reading::as_type;
use crate::error::{AppError, AppResult};
use crate::web::forms::Checked;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The body of a call. It needs no anti-forgery token: a browser sends no bearer token by itself.
pub(crate) struct Body<T> {
    pub value: T,
    /// As it came, for its fingerprint.
    pub(super) bytes: Vec<u8>,
}

/// What a body is read as.
pub(crate) trait Taken: Sized {
    /// The largest body in megabytes.
    const MB_MAX: usize = 1;

    /// # Errors
    /// `BadRequest` that names what is wrong.
    fn taken(bytes: &[u8]) -> AppResult<Self>;
}

/// An object.
impl<T: DeserializeOwned> Taken for T {
    fn taken(bytes: &[u8]) -> AppResult<T> {
        read(bytes)
    }
}

/// A list of objects.
#[derive(Clone)]
pub(crate) struct Items<T>(pub Vec<T>);

impl<T: DeserializeOwned> Taken for Items<T> {
    fn taken(bytes: &[u8]) -> AppResult<Items<T>> {
        read_all(bytes).map(Items)
    }
}

/// An object that may hold a whole document.
#[derive(Clone)]
pub(crate) struct Large<T>(pub T);

impl<T: DeserializeOwned> Taken for Large<T> {
    const MB_MAX: usize = 6;

    fn taken(bytes: &[u8]) -> AppResult<Large<T>> {
        read(bytes).map(Large)
    }
}

/// A list of which each is read by itself.
#[derive(Clone)]
pub(crate) struct Unread(pub Vec<Value>);

impl Taken for Unread {
    fn taken(bytes: &[u8]) -> AppResult<Unread> {
        values(bytes).map(Unread)
    }
}

/// A body that says nothing.
#[derive(Deserialize)]
pub(crate) struct Nothing {}

/// A text, for who reads it in a form of its own.
pub(crate) struct Plain(pub String);

impl Taken for Plain {
    fn taken(bytes: &[u8]) -> AppResult<Plain> {
        without_nul(bytes)?;
        Ok(Plain(String::from_utf8_lossy(bytes).into_owned()))
    }
}

impl<T> Checked for Body<T> {}

impl<T: Taken + 'static> FromRequest for Body<T> {
    type Error = AppError;
    type Future = LocalBoxFuture<'static, AppResult<Self>>;

    fn from_request(_: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let payload = payload.take();
        Box::pin(async move {
            let bytes = whole(payload, T::MB_MAX).await?;
            Ok(Body { value: T::taken(&bytes)?, bytes })
        })
    }
}

/// All of what comes.
async fn whole(mut payload: Payload, mb_max: usize) -> AppResult<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let broken = "The body did not arrive whole. Send it again.";
        let chunk = chunk.map_err(|_| AppError::BadRequest(broken.to_owned()))?;
        if bytes.len() + chunk.len() > mb_max * 1024 * 1024 {
            return Err(AppError::TooLarge(format!("The body is larger than {mb_max} MB.")));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Reads a body; none at all is an object without fields.
///
/// # Errors
/// `BadRequest` that names the field.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> AppResult<T> {
    let value = json(bytes, Value::Object(Map::new()))?;
    // An array would be taken for the fields in the order in which they are declared.
    if !value.is_object() {
        return Err(AppError::BadRequest("The body must be a JSON object.".to_owned()));
    }
    as_type(value, "")
}

/// Reads something that stands at a place in a body by itself: one of a list, so that the others are read whatever this one
/// is, or a field that is of one type here and of another there.
///
/// # Errors
/// `BadRequest` that names the field.
pub(crate) fn read_part<T: DeserializeOwned>(value: Value, place: &str) -> AppResult<T> {
    as_type(value, place)
}

/// Reads a body that is a list; none at all is an empty one.
///
/// # Errors
/// `BadRequest` that names the place and the field.
fn read_all<T: DeserializeOwned>(bytes: &[u8]) -> AppResult<Vec<T>> {
    let one = |(at, value): (usize, Value)| as_type(value, &format!("[{at}]"));
    values(bytes)?.into_iter().enumerate().map(one).collect()
}

fn values(bytes: &[u8]) -> AppResult<Vec<Value>> {
    match json(bytes, Value::Array(Vec::new()))? {
        Value::Array(values) => Ok(values),
        _ => Err(AppError::BadRequest("The body must be a JSON array of objects.".to_owned())),
    }
}

fn json(bytes: &[u8], usual: Value) -> AppResult<Value> {
    without_nul(bytes)?;
    if bytes.trim_ascii().is_empty() {
        return Ok(usual);
    }
    serde_json::from_slice(bytes).map_err(|why| AppError::BadRequest(format!("The body is no JSON: {why}.")))
}

/// Postgres keeps no such character.
fn without_nul(bytes: &[u8]) -> AppResult<()> {
    if bytes.contains(&0) || bytes.windows(6).any(|six| six == b"\\u0000") {
        return Err(AppError::BadRequest("The body contains the character NUL, which no field takes.".to_owned()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "PascalCase", default)]
    struct Named {
        name: String,
        tags: Vec<String>,
    }

    impl Default for Named {
        fn default() -> Self {
            Named { name: "none".to_owned(), tags: Vec::new() }
        }
    }

    #[test]
    fn fields_are_found_in_capitals_or_not_and_wrong_ones_are_named() {
        let name = |text: &str| read::<Named>(text.as_bytes()).map(|read| read.name);
        assert_eq!(name("").ok().as_deref(), Some("none"));
        assert_eq!(name(r#"{"name": "a", "Other": 1}"#).ok().as_deref(), Some("a"));
        assert_eq!(name(r#"{"Name": "b"}"#).ok().as_deref(), Some("b"));
        for (wrong, said) in [
            ("{", "no JSON"),
            (r#"{"Name": 1}"#, "Name: "),
            (r#"{"Tags": [1]}"#, "Tags[0]: "),
            ("[]", "must be a JSON object"),
            (r#"{"Name": "\u0000"}"#, "NUL"),
        ] {
            let error = read::<Named>(wrong.as_bytes()).expect_err("it is wrong").to_string();
            assert!(error.contains(said), "{wrong}: {error}");
        }
    }

    #[test]
    fn a_list_is_read_object_by_object() {
        let names = |text: &str| {
            let read = read_all::<Named>(text.as_bytes());
            read.map(|all| all.into_iter().map(|one| one.name).collect::<Vec<_>>()).map_err(|why| why.to_string())
        };
        assert_eq!(names(r#"[{"name": "a"}, {}]"#), Ok(vec!["a".to_owned(), "none".to_owned()]));
        assert_eq!(names(""), Ok(Vec::new()));
        for (wrong, said) in
            [("{}", "JSON array"), ("[1]", "[0]: must be an object"), (r#"[{}, {"Tags": [1]}]"#, "[1].Tags[0]: ")]
        {
            let error = names(wrong).expect_err("it is wrong");
            assert!(error.contains(said), "{wrong}: {error}");
        }
    }
}
