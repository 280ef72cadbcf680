//! What an account is made of, and the rules for its fields (MODEL section 4). Parsing happens here, once, for the
//! form, the import and the API alike.

mod address;
mod billing;
mod zones;

pub(crate) use address::webhook_url;
pub(crate) use billing::billing_date;
pub(crate) use zones::timezone;

use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::model::{control_refused, fold, line, shortened};
use crate::people::plain::plain;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use std::collections::BTreeMap;

/// Levels of sub-accounts, the root included.
pub(crate) const DEPTH_MAX: i16 = 8;
/// Days that a deleted account can be restored.
pub(crate) const BIN_DAYS: i64 = 90;
/// Retention in hours at most: 31 days.
pub(crate) const RETENTION_HOURS_MAX: i16 = 744;
const TAGS_MAX: usize = 20;
const CUSTOM_FIELDS_MAX: usize = 50;

/// Words of the API that stand where an account's API ID does: `POST /v1.0/accounts/bulk`.
pub(crate) const RESERVED: [&str; 1] = ["bulk"];

/// An account's name: 1 to 200 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AccountName(String);

impl AccountName {
    /// # Errors
    /// Words for the field.
    pub fn parse(text: &str) -> Result<AccountName, String> {
        line(text, 200, t!("accounts-invalid-name")).map(AccountName)
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn key(&self) -> String {
        fold(&self.0)
    }
}

/// The customer's key in the partner's own product: 1 to 100 characters, unique per partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiId(String);

impl ApiId {
    /// # Errors
    /// Words for the field.
    pub fn parse(text: &str) -> Result<ApiId, String> {
        let text = line(text, 100, t!("accounts-invalid-api-id"))?;
        if text.chars().all(|c| c == '.') {
            // In an address it would mean another place.
            return Err(t!("accounts-invalid-api-id-dots").to_owned());
        }
        if RESERVED.iter().any(|word| word.eq_ignore_ascii_case(&text)) {
            return Err(t!("accounts-invalid-api-id-word", text = text));
        }
        match text
            .chars()
            .find(|c| c.is_whitespace() || matches!(c, '/' | '\\' | '?' | '#' | '%' | '"' | '\'' | '<' | '>'))
        {
            // It stands in addresses and headers of the API.
            Some(c) => Err(t!("accounts-invalid-api-id-sign", sign = c.to_string())),
            None => Ok(ApiId(text)),
        }
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
    pub fn key(&self) -> String {
        fold(&self.0)
    }
}

/// Why an account is suspended: 1 to 500 characters, shown to staff and kept in the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reason(String);

impl Reason {
    /// # Errors
    /// Words for the field.
    pub fn parse(text: &str) -> Result<Reason, String> {
        line(text, 500, t!("accounts-invalid-reason")).map(Reason)
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A language tag such as en or pt-BR.
///
/// # Errors
/// Words for the field.
pub(crate) fn locale(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok("en".to_owned());
    }
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    let shaped = (2..=3).contains(&language.len())
        && language.chars().all(|c| c.is_ascii_lowercase())
        && text.len() <= 20
        && parts.all(|p| (2..=8).contains(&p.len()) && p.chars().all(|c| c.is_ascii_alphanumeric()));
    if shaped { Ok(text.to_owned()) } else { Err(t!("accounts-invalid-language", text = shortened(text))) }
}

/// Tags: separated by commas, each 1 to 40 characters, sorted, without doubles.
///
/// # Errors
/// Words for the field.
pub(crate) fn tags(text: &str) -> Result<Vec<String>, String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text.split([',', ';']).map(str::trim).filter(|t| !t.is_empty()) {
        let tag = line(tag, 40, "")?;
        if !tags.iter().any(|t| fold(t) == fold(&tag)) {
            tags.push(tag);
        }
    }
    if tags.len() > TAGS_MAX {
        return Err(t!("accounts-invalid-tags", count = tags.len().to_string(), most = TAGS_MAX));
    }
    tags.sort_by_key(|t| fold(t));
    Ok(tags)
}

/// Free text: at most so many characters, line breaks allowed.
///
/// # Errors
/// Words for the field.
pub(crate) fn notes(text: &str, at_most: usize) -> Result<String, String> {
    let text = text.trim().replace("\r\n", "\n");
    let length = text.chars().count();
    if length > at_most {
        return Err(t!("accounts-invalid-length", count = length.to_string(), most = at_most.to_string()));
    }
    match text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t')) {
        Some(c) => Err(control_refused(c)),
        None => Ok(text),
    }
}

/// Hours of retention; empty inherits.
///
/// # Errors
/// Words for the field.
pub(crate) fn retention(text: &str) -> Result<Option<i16>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<i16>() {
        Ok(hours) if (0..=RETENTION_HOURS_MAX).contains(&hours) => Ok(Some(hours)),
        _ => Err(t!("accounts-invalid-hours", text = shortened(text), most = RETENTION_HOURS_MAX)),
    }
}

/// A date as 2026-11-24; empty is none.
///
/// # Errors
/// Words for the field.
pub(crate) fn date(text: &str) -> Result<Option<NaiveDate>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        Ok(date) if (1970..=9999).contains(&chrono::Datelike::year(&date)) => Ok(Some(date)),
        _ => Err(t!("accounts-invalid-date", text = shortened(text))),
    }
}

/// The instant a date begins in a timezone; where the clock jumps over midnight, the first instant after.
pub(crate) fn start_of(date: NaiveDate, timezone: &str) -> DateTime<Utc> {
    let zone = crate::web::times::zone(timezone);
    let midnight = date.and_time(NaiveTime::MIN);
    (0..4)
        .find_map(|hours| zone.from_local_datetime(&(midnight + chrono::Duration::hours(hours))).earliest())
        .map_or_else(|| Utc.from_utc_datetime(&midnight), |local| local.with_timezone(&Utc))
}

/// Custom fields, one `key = value` a line.
///
/// # Errors
/// Words for the field.
pub(crate) fn custom_fields(text: &str) -> Result<BTreeMap<String, String>, String> {
    let mut fields = BTreeMap::new();
    for (i, text) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let at = |why: String| t!("accounts-invalid-line", line = (i + 1).to_string(), why = why);
        let (key, value) = text.split_once('=').ok_or_else(|| at(t!("accounts-invalid-field").to_owned()))?;
        let key = line(key, 60, t!("accounts-invalid-field-key")).map_err(at)?;
        let value = notes(value, 1_000).map_err(at)?;
        if fields.insert(key.clone(), value).is_some() {
            return Err(at(t!("accounts-invalid-field-twice", key = key)));
        }
    }
    if fields.len() > CUSTOM_FIELDS_MAX {
        return Err(t!("accounts-invalid-fields", count = fields.len().to_string(), most = CUSTOM_FIELDS_MAX));
    }
    Ok(fields)
}

/// Everything a person may set on an account, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Details {
    pub name: AccountName,
    /// None: the id.
    pub api_id: Option<ApiId>,
    pub description: String,
    pub timezone: String,
    pub locale: String,
    /// False: nothing was said, and a new account takes the partner's, if it has one.
    pub locale_said: bool,
    pub tags: Vec<String>,
    pub expires_on: Option<NaiveDate>,
    pub next_billing_on: Option<NaiveDate>,
    pub audit_notes: String,
    pub task_audit_notes: String,
    pub retention_success_hours: Option<i16>,
    pub retention_error_hours: Option<i16>,
    pub error_webhook_enabled: bool,
    pub error_webhook_url: Option<String>,
    pub error_webhook_warnings: bool,
    pub custom_fields: BTreeMap<String, String>,
}

/// The same as text, as a form or a line of a CSV carries it.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(default)]
pub(crate) struct DetailsText {
    pub name: String,
    pub api_id: String,
    pub description: String,
    pub timezone: String,
    pub locale: String,
    pub tags: String,
    pub expires_on: String,
    pub next_billing_on: String,
    pub audit_notes: String,
    pub task_audit_notes: String,
    pub retention_success_hours: String,
    pub retention_error_hours: String,
    pub error_webhook_enabled: String,
    pub error_webhook_url: String,
    pub error_webhook_warnings: String,
    pub custom_fields: String,
}

impl DetailsText {
    /// Checks every field; all complaints come at once.
    ///
    /// # Errors
    /// `Invalid` with a complaint for each wrong field.
    pub fn parse(&self) -> AppResult<Details> {
        let mut errors = FieldErrors::default();
        let name = errors.take("name", AccountName::parse(&self.name));
        let api_id = errors.take(
            "api_id",
            if self.api_id.trim().is_empty() { Ok(None) } else { ApiId::parse(&self.api_id).map(Some) },
        );
        let description = errors.take("description", notes(&self.description, 2_000));
        let timezone = errors.take("timezone", timezone(&self.timezone));
        let locale = errors.take("locale", locale(&self.locale));
        let tags = errors.take("tags", tags(&self.tags));
        let expires_on = errors.take("expires_on", date(&self.expires_on));
        let next_billing_on = errors.take("next_billing_on", date(&self.next_billing_on));
        let audit_notes = errors.take("audit_notes", notes(&self.audit_notes, 10_000));
        let task_audit_notes = errors.take("task_audit_notes", notes(&self.task_audit_notes, 10_000));
        let success = errors.take("retention_success_hours", retention(&self.retention_success_hours));
        let error = errors.take("retention_error_hours", retention(&self.retention_error_hours));
        let url = errors.take("error_webhook_url", webhook_url(&self.error_webhook_url));
        let custom_fields = errors.take("custom_fields", custom_fields(&self.custom_fields));
        let error_webhook_enabled = yes(&self.error_webhook_enabled);
        if error_webhook_enabled && url == Some(None) {
            errors.add("error_webhook_url", t!("accounts-invalid-webhook-missing"));
        }
        match (
            name,
            api_id,
            description,
            timezone,
            locale,
            tags,
            expires_on,
            next_billing_on,
            audit_notes,
            task_audit_notes,
            success,
            error,
            url,
            custom_fields,
        ) {
            (
                Some(name),
                Some(api_id),
                Some(description),
                Some(timezone),
                Some(locale),
                Some(tags),
                Some(expires_on),
                Some(next_billing_on),
                Some(audit_notes),
                Some(task_audit_notes),
                Some(retention_success_hours),
                Some(retention_error_hours),
                Some(error_webhook_url),
                Some(custom_fields),
            ) if errors.is_empty() => Ok(Details {
                name,
                api_id,
                description,
                timezone,
                locale,
                locale_said: !self.locale.trim().is_empty(),
                tags,
                expires_on,
                next_billing_on,
                audit_notes,
                task_audit_notes,
                retention_success_hours,
                retention_error_hours,
                error_webhook_enabled,
                error_webhook_url,
                error_webhook_warnings: yes(&self.error_webhook_warnings),
                custom_fields,
            }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

fn yes(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "1" | "on" | "true" | "yes")
}

/// What an account is found by (kind, term): each word of its name, its API ID, each tag; all of it also without accents.
pub(crate) fn terms(name: &str, api_id: &str, tags: &[String]) -> Vec<(u8, String)> {
    let whole = fold(name);
    let mut terms: Vec<(u8, String)> = words(name).into_iter().map(|w| (b'n', w)).collect();
    terms.extend(words(&plain(&whole)).into_iter().map(|w| (b'n', w)));
    for (kind, exact) in [(b'n', whole), (b'i', fold(api_id))].into_iter().chain(tags.iter().map(|t| (b't', fold(t)))) {
        // A tag is exact; without its marks it is only a word that finds the account.
        terms.push((if kind == b't' { b'n' } else { kind }, clipped(&plain(&exact))));
        terms.push((kind, clipped(&exact)));
    }
    terms.sort();
    terms.dedup();
    terms
}

/// The terms as `accounts.search_text` holds them. Empty where they are longer than its index takes: found by terms alone.
pub(crate) fn search_text(name: &str, api_id: &str, tags: &[String]) -> String {
    let shown = |(kind, term): &(u8, String)| format!("\u{1}{term}\u{2}{}", char::from(*kind));
    let text: String = terms(name, api_id, tags).iter().map(shown).collect();
    if text.len() <= SEARCH_TEXT_MAX { text } else { String::new() }
}

/// In bytes: an index entry has no more than 2,700, and holds the name too.
const SEARCH_TEXT_MAX: usize = 1_500;

/// The words of a text as they are searched for.
pub(crate) fn words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(clipped).collect()
}

/// An index entry has a bounded length.
fn clipped(text: &str) -> String {
    text.chars().take(200).collect()
}

#[cfg(test)]
mod tests;
