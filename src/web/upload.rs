//! A file on its way in. The anti-forgery token is checked before the first byte of the file is handed on, so it must
//! come before the file in the form, or in the header; the file itself is read piece by piece and never held whole.

use super::forms::Checked;
use super::state::App;
use crate::error::{AppError, AppResult};
use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use std::collections::BTreeMap;
use std::time::Duration;
use uuid::Uuid;

/// The largest field before the file.
const FIELD_BYTES_MAX: usize = 1024;
/// Fields before the file.
const FIELDS_MAX: usize = 10;
/// How long the browser may be silent.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// A refused file is read on so far, because a browser shows the answer only when it was allowed to finish.
const DRAINED_BYTES_MAX: usize = 256 * 1024 * 1024;
const NAME_CHARS_MAX: usize = 200;

/// A form with one file field, `file`, or one of a long text, `text`, from our own page in this session.
pub(crate) struct Upload {
    /// The form's own key: one form is carried out once.
    pub key: Option<Uuid>,
    /// What the form says before the file.
    pub fields: BTreeMap<String, String>,
    /// What the file is called on the person's machine; empty when none was chosen.
    pub file_name: String,
    /// It was the long text.
    pub pasted: bool,
    file: Option<Field>,
    // The file's field reads from it.
    _form: Multipart,
}

impl Checked for Upload {}

impl FromRequest for Upload {
    type Error = AppError;
    type Future = LocalBoxFuture<'static, AppResult<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let app = request.app_data::<web::Data<App>>().ok_or_else(|| AppError::internal("no App in the server"))?;
            begin(&request, app, Multipart::new(request.headers(), payload)).await
        })
    }
}

async fn begin(request: &HttpRequest, app: &App, mut form: Multipart) -> AppResult<Upload> {
    let (mut csrf, mut key, mut fields) = (None, None, BTreeMap::new());
    for _ in 0..FIELDS_MAX {
        let Some(mut field) = in_time(form.next()).await? else { break };
        match field.name() {
            Some("csrf") => csrf = Some(text(&mut field).await?),
            Some("idempotency_key") => key = Uuid::parse_str(&text(&mut field).await?).ok(),
            Some(name @ ("file" | "text")) => {
                let pasted = name == "text";
                super::csrf::check(request, app, csrf.as_deref())?;
                let name = field.content_disposition().and_then(|d| d.get_filename()).unwrap_or_default();
                let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
                let file_name = name.chars().filter(|c| !c.is_control()).take(NAME_CHARS_MAX).collect();
                return Ok(Upload { key, fields, pasted, file_name, file: Some(field), _form: form });
            }
            Some(name) => {
                let name = name.to_owned();
                fields.insert(name, text(&mut field).await?);
            }
            None => drop(text(&mut field).await?),
        }
    }
    super::csrf::check(request, app, csrf.as_deref())?;
    Ok(Upload { key, fields, pasted: false, file_name: String::new(), file: None, _form: form })
}

async fn text(field: &mut Field) -> AppResult<String> {
    match actix_web::rt::time::timeout(SILENCE_MAX, field.bytes(FIELD_BYTES_MAX)).await {
        Ok(Ok(Ok(bytes))) => Ok(String::from_utf8_lossy(&bytes).replace('\0', "")),
        Ok(Err(_)) => Err(AppError::TooLarge(t!("web-field-too-large").to_owned())),
        _ => Err(broken()),
    }
}

async fn in_time<T>(
    next: impl Future<Output = Option<Result<T, actix_multipart::MultipartError>>>,
) -> AppResult<Option<T>> {
    match actix_web::rt::time::timeout(SILENCE_MAX, next).await {
        Ok(None) => Ok(None),
        Ok(Some(Ok(it))) => Ok(Some(it)),
        _ => Err(broken()),
    }
}

fn broken() -> AppError {
    AppError::BadRequest(t!("web-file-not-whole").to_owned())
}

impl Upload {
    /// The next piece of the file; none at its end.
    ///
    /// # Errors
    /// `BadRequest` when the browser stopped sending.
    pub async fn next(&mut self) -> AppResult<Option<Bytes>> {
        let Some(field) = &mut self.file else { return Ok(None) };
        let piece = in_time(field.next()).await?;
        if piece.is_none() {
            // A field must not be asked again behind its end.
            self.file = None;
        }
        Ok(piece)
    }

    /// The whole file; none when it is larger than that, and the rest is to be drained.
    ///
    /// # Errors
    /// As [`Upload::next`].
    pub async fn whole(&mut self, at_most: usize) -> AppResult<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        while let Some(piece) = self.next().await? {
            if bytes.len() + piece.len() > at_most {
                return Ok(None);
            }
            bytes.extend_from_slice(&piece);
        }
        Ok(Some(bytes))
    }

    /// Reads the rest and forgets it.
    pub async fn drain(mut self) {
        let mut bytes = 0;
        while let Ok(Some(piece)) = self.next().await {
            bytes += piece.len();
            if bytes > DRAINED_BYTES_MAX {
                return;
            }
        }
    }
}
