//! Accounts as the API has them, and what a body changes of one.

use crate::accounts::model::{Details, DetailsText, RETENTION_HOURS_MAX, start_of, webhook_url};
use crate::accounts::queries::Account;
use crate::error::{AppError, AppResult};
use crate::metering::period::Period;
use crate::people::model::shortened;
use crate::web::api::Given;
use crate::web::api::given::Lenient;
use crate::web::api::instant;
use crate::web::times::zone;
use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Account")]
pub(crate) struct AccountObject {
    /// Its API ID: the customer's key in the partner's own product.
    pub id: String,
    pub name: String,
    pub description: String,
    /// An IANA timezone.
    pub timezone: String,
    /// The API ID of the account above it.
    pub parent_account_id: Option<String>,
    /// When the next billing period begins.
    pub next_bill_date_utc: String,
    pub audit_info: Option<String>,
    pub task_audit_info: Option<String>,
    pub step_data_success_retention_hours: Option<i16>,
    pub step_data_errored_retention_hours: Option<i16>,
    pub transaction_error_webhook_enabled: bool,
    pub transaction_error_webhook_url: Option<String>,
    pub transaction_error_webhook_include_warnings: bool,
    pub created_date: String,
    /// Active or Suspended.
    pub state: &'static str,
    /// A language tag.
    pub locale: String,
    pub tags: Vec<String>,
    pub custom_fields: serde_json::Value,
    /// From this day on it is suspended.
    pub expiry_date: Option<NaiveDate>,
    /// The id in addresses of the console.
    pub internal_id: uuid::Uuid,
}

impl AccountObject {
    pub fn of((account, parent): (Account, Option<String>), now: DateTime<Utc>) -> AccountObject {
        let tz = zone(&account.timezone);
        let today = now.with_timezone(&tz).date_naive();
        let until = Period::of(today, account.next_billing_on).until;
        let text = |text: String| Some(text).filter(|text| !text.is_empty());
        AccountObject {
            next_bill_date_utc: instant(start_of(until, &account.timezone)),
            expiry_date: account.expires_at.map(|at| at.with_timezone(&tz).date_naive()),
            id: account.api_id,
            name: account.name,
            description: account.description,
            timezone: account.timezone,
            parent_account_id: parent,
            audit_info: text(account.audit_notes),
            task_audit_info: text(account.task_audit_notes),
            step_data_success_retention_hours: account.retention_success_hours,
            step_data_errored_retention_hours: account.retention_error_hours,
            transaction_error_webhook_enabled: account.error_webhook_enabled,
            transaction_error_webhook_url: account.error_webhook_url,
            transaction_error_webhook_include_warnings: account.error_webhook_warnings,
            created_date: instant(account.created_at),
            // From the instant of its expiry on nobody enters it, also before a chore has stored that.
            state: match account.expires_at {
                Some(at) if at <= now => "Suspended",
                _ if account.standing == "active" => "Active",
                _ => "Suspended",
            },
            locale: account.locale,
            tags: account.tags,
            custom_fields: account.custom_fields,
            internal_id: account.id,
        }
    }
}

/// Said where the error webhook is to be on and has no address.
const NO_URL: &str = "Transaction Error Webhook enabled: Transaction Error Webhook URL must be defined";

/// What a body says of an account; what it leaves out stays.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "AccountGiven", example = example())]
pub(crate) struct AccountBody {
    pub id: Given<String>,
    pub name: Given<String>,
    pub description: Given<String>,
    pub timezone: Given<String>,
    pub locale: Given<String>,
    pub parent_account_id: Given<String>,
    pub next_bill_date_utc: Given<String>,
    pub expiry_date: Given<String>,
    pub audit_info: Given<String>,
    pub task_audit_info: Given<String>,
    #[serde(deserialize_with = "Lenient::number")]
    pub step_data_success_retention_hours: Given<i64>,
    #[serde(deserialize_with = "Lenient::number")]
    pub step_data_errored_retention_hours: Given<i64>,
    pub transaction_error_webhook_enabled: Given<bool>,
    pub transaction_error_webhook_url: Given<String>,
    pub transaction_error_webhook_include_warnings: Given<bool>,
    pub tags: Given<Vec<String>>,
    pub custom_fields: Given<BTreeMap<String, String>>,
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "Id": "customer-4711", "Name": "Harbour Books", "Timezone": "Europe/London", "Tags": ["gold"],
        "StepDataSuccessRetentionHours": 72, "CustomFields": {"plan": "gold"}
    })
}

impl AccountBody {
    /// The details of a new account.
    ///
    /// # Errors
    /// `BadRequest` that names the field.
    pub fn create(self) -> AppResult<Details> {
        self.over(DetailsText::default())
    }

    /// The details of an account with what the body changes.
    ///
    /// # Errors
    /// `BadRequest` that names the field.
    pub fn change(self, before: &Account) -> AppResult<Details> {
        self.over(before.text())
    }

    fn over(self, mut text: DetailsText) -> AppResult<Details> {
        let url = self.webhook_url()?;
        let on = |yes: bool| if yes { "1".to_owned() } else { String::new() };
        let set = |field: &mut String, given: Given<String>| match given {
            Given::Value(value) => *field = value,
            Given::Null => field.clear(),
            Given::Absent => {}
        };
        set(&mut text.name, self.name);
        set(&mut text.api_id, self.id);
        set(&mut text.description, self.description);
        set(&mut text.timezone, self.timezone);
        set(&mut text.locale, self.locale);
        set(&mut text.audit_notes, self.audit_info);
        set(&mut text.task_audit_notes, self.task_audit_info);
        set(&mut text.error_webhook_url, url);
        set(&mut text.error_webhook_enabled, self.transaction_error_webhook_enabled.map(on));
        if !text.error_webhook_enabled.is_empty() && text.error_webhook_url.trim().is_empty() {
            return Err(AppError::BadRequest(NO_URL.to_owned()));
        }
        set(&mut text.error_webhook_warnings, self.transaction_error_webhook_include_warnings.map(on));
        set(&mut text.tags, self.tags.map(|tags| tags.join(",")));
        let fields = |fields: BTreeMap<String, String>| {
            fields.iter().map(|(key, value)| format!("{key} = {value}")).collect::<Vec<_>>().join("\n")
        };
        set(&mut text.custom_fields, self.custom_fields.map(fields));
        let success = hours("StepDataSuccessRetentionHours", self.step_data_success_retention_hours)?;
        let error = hours("StepDataErroredRetentionHours", self.step_data_errored_retention_hours)?;
        set(&mut text.retention_success_hours, success);
        set(&mut text.retention_error_hours, error);
        set(&mut text.next_billing_on, day("NextBillDateUtc", self.next_bill_date_utc, &text.timezone)?);
        set(&mut text.expires_on, day("ExpiryDate", self.expiry_date, &text.timezone)?);
        if text.name.trim().is_empty() {
            return Err(AppError::BadRequest("Name is required".to_owned()));
        }
        text.parse().map_err(named)
    }

    /// The address of the error webhook. Who switches it on says the address in the same body.
    fn webhook_url(&self) -> AppResult<Given<String>> {
        let given = self.transaction_error_webhook_url.clone();
        let empty = !matches!(&given, Given::Value(url) if !url.is_empty());
        if self.transaction_error_webhook_enabled == Given::Value(true) && empty {
            return Err(AppError::BadRequest(NO_URL.to_owned()));
        }
        given.read(|url| match webhook_url(&url) {
            Ok(Some(_)) => Ok(url),
            Ok(None) if url.is_empty() => Ok(url),
            Ok(None) | Err(_) => {
                let scheme = if url.contains("//") { "" } else { "https://" };
                Err(AppError::BadRequest(format!("{scheme}{} is not a valid URL", shortened_as_is(&url))))
            }
        })
    }
}

/// The beginning of a text, its spaces too.
fn shortened_as_is(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Hours of retention: what is more than the most is the most.
fn hours(name: &str, given: Given<i64>) -> AppResult<Given<String>> {
    given.read(|hours| match hours {
        ..0 => Err(AppError::BadRequest(format!("{name} ({hours}): must be non negative"))),
        _ => Ok(hours.min(RETENTION_HOURS_MAX.into()).to_string()),
    })
}

/// A day: written as one, or as an instant that lies in it in the account's timezone.
fn day(name: &str, given: Given<String>, timezone: &str) -> AppResult<Given<String>> {
    given.read(|text| {
        let text = text.trim();
        let at = DateTime::parse_from_rfc3339(text).map(|at| at.with_timezone(&zone(timezone)).date_naive());
        // Without an offset it is the day that is written, as pickers of days say it.
        let local = || chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|at| at.date());
        match at.or_else(|_| local()).or_else(|_| text.parse::<NaiveDate>()) {
            Ok(day) => Ok(day.to_string()),
            Err(_) if text.is_empty() => Ok(String::new()),
            Err(_) => Err(AppError::BadRequest(format!(
                "{name} ({}): must be an instant such as 2026-11-24T00:00:00Z, or a day",
                shortened(text)
            ))),
        }
    })
}

/// Complaints about fields by the names that the API gives them.
pub(super) fn named(error: AppError) -> AppError {
    let AppError::Invalid(errors) = error else { return error };
    let words = errors.0.iter().map(|e| {
        let name = match e.field.as_str() {
            "name" => "Name",
            "api_id" => "Id",
            "description" => "Description",
            "timezone" => "Timezone",
            "locale" => "Locale",
            "tags" => "Tags",
            "custom_fields" => "CustomFields",
            "audit_notes" => "AuditInfo",
            "task_audit_notes" => "TaskAuditInfo",
            "expires_on" => "ExpiryDate",
            "next_billing_on" => "NextBillDateUtc",
            "error_webhook_url" => "TransactionErrorWebhookUrl",
            other => other,
        };
        format!("{name}: {}", e.message)
    });
    AppError::BadRequest(words.collect::<Vec<_>>().join(" "))
}

/// What an account used in its present billing period.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Usage")]
pub(crate) struct UsageObject {
    /// The account's API ID.
    pub id: String,
    /// None: it could not be read (M2).
    pub tasks_used: Option<i64>,
    /// When the period began.
    pub start_time: String,
    /// When the next one begins.
    pub end_time: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn body(value: serde_json::Value) -> AccountBody {
        serde_json::from_value(value).expect("it can be read")
    }

    fn refusal(value: serde_json::Value) -> String {
        body(value).create().expect_err("it is refused").to_string()
    }

    #[test]
    fn what_is_wrong_is_said_as_clients_know_it() {
        for (value, said) in [
            (json!({}), "Name is required"),
            (json!({"Name": ""}), "Name is required"),
            (
                json!({"Name": "a", "StepDataSuccessRetentionHours": -10}),
                "StepDataSuccessRetentionHours (-10): must be non negative",
            ),
            (
                json!({"Name": "a", "TransactionErrorWebhookEnabled": true}),
                "Transaction Error Webhook enabled: Transaction Error Webhook URL must be defined",
            ),
            (
                json!({"Name": "a", "TransactionErrorWebhookEnabled": true, "TransactionErrorWebhookUrl": "    "}),
                "https://     is not a valid URL",
            ),
        ] {
            assert_eq!(refusal(value), said);
        }
        assert!(refusal(json!({"Name": "a", "Timezone": "Atlantis"})).starts_with("Timezone: "));
        assert!(refusal(json!({"Name": "a", "NextBillDateUtc": "soon"})).starts_with("NextBillDateUtc (soon)"));
    }

    #[test]
    fn fields_are_read_as_clients_send_them() {
        let details = body(json!({
            "Name": "a", "Id": "shop-7", "StepDataSuccessRetentionHours": 745, "StepDataErroredRetentionHours": "abc",
            "TransactionErrorWebhookEnabled": true, "TransactionErrorWebhookUrl": "staging.example.com/hook",
            "Timezone": "America/New_York", "NextBillDateUtc": "2026-12-01T03:00:00.1234567Z", "Tags": ["b", "a"],
            "CustomFields": {"plan": "gold = 1"}
        }))
        .create()
        .expect("it is good");
        assert_eq!((details.retention_success_hours, details.retention_error_hours), (Some(744), None));
        assert_eq!(details.error_webhook_url.as_deref(), Some("https://staging.example.com/hook"));
        assert_eq!(details.next_billing_on, "2026-11-30".parse().ok(), "still the day before there");
        assert_eq!(details.tags, ["a", "b"]);
        assert_eq!(details.custom_fields["plan"], "gold = 1");
    }
}
