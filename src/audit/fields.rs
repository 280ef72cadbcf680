//! What the fields of entries are called, and what their values say. In the log they stand by their names.

use crate::limits::model::Kind;
use crate::people::model::with_capital;
use std::collections::BTreeMap;

/// Values of fields that people do not type, in words: "yes" for true, "plan = growth" for custom fields.
pub(super) fn value_words(field: &str, value: String) -> String {
    if field == "custom_fields"
        && let Ok(fields) = serde_json::from_str::<BTreeMap<String, String>>(&value)
    {
        return fields.iter().map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>().join(", ");
    }
    let words = match (field, value.as_str()) {
        (
            "with_sub_accounts" | "full_access" | "error_webhook_enabled" | "error_webhook_warnings" | "shortcuts",
            "true" | "1",
        ) => t!("audit-value-yes"),
        (
            "with_sub_accounts" | "full_access" | "error_webhook_enabled" | "error_webhook_warnings" | "shortcuts",
            "false",
        ) => t!("audit-value-no"),
        ("may", "look") => t!("audit-value-look"),
        ("may", "change cycles") => return t!("audit-value-change-cycles", words),
        ("role", "viewer") => t!("audit-value-viewer"),
        ("role", "standard") => t!("audit-value-standard"),
        ("role", "administrator") => t!("audit-value-administrator"),
        ("state", "active") => t!("audit-value-active"),
        ("state", "suspended") => t!("audit-value-suspended"),
        ("state", "deleted") => t!("audit-value-deleted"),
        ("state", "disabled") => t!("audit-value-disabled"),
        ("state", "invited") => t!("audit-value-invited"),
        ("state", "ready") => t!("audit-value-ready"),
        ("state", "open") => t!("audit-value-open"),
        ("state", "refused") => t!("audit-value-refused"),
        ("state", "paused") => t!("audit-value-paused"),
        ("state", "finishing") => t!("audit-value-finishing"),
        ("state", "error") => t!("audit-value-error"),
        ("state", "removed") => t!("audit-value-removed"),
        ("theme", "light") => t!("audit-value-light"),
        ("theme", "dark") => t!("audit-value-dark"),
        _ => return value,
    };
    words.to_owned()
}

/// "expires_on" is "Expires on".
pub(super) fn field_words(field: &str) -> String {
    if let Some(words) = limit_words(field) {
        return words;
    }
    let spaced = field.replace(['_', '.'], " ");
    if let Some(name) = spaced.strip_prefix("method ") {
        return t!("audit-field-method-named", name = name);
    }
    if let Some(name) = spaced.strip_prefix("parameter ") {
        return t!("audit-field-parameter-named", name = name);
    }
    known(&spaced.to_lowercase()).unwrap_or_else(|| with_capital(&spaced))
}

/// "tasks_month_with_sub_accounts" is "Tasks a month, with sub-accounts"; none: it is no limit.
fn limit_words(field: &str) -> Option<String> {
    let kind = |key: &str| Kind::read(key).map(Kind::words);
    // A file's column has its own name for it.
    if let Some(key) = field.strip_prefix("limit_") {
        return limit_words(key).map(|limit| t!("audit-field-limit", limit = limit));
    }
    if let Some(key) = field.strip_suffix("_with_sub_accounts") {
        return kind(key).map(|limit| t!("audit-field-limit-tree", limit = limit));
    }
    if let Some(key) = field.strip_suffix("_cap") {
        return kind(key).map(|limit| t!("audit-field-limit-cap", limit = limit));
    }
    if let Some(key) = field.strip_suffix("_at_limit") {
        return kind(key).map(|limit| t!("audit-field-limit-at-limit", limit = limit));
    }
    kind(field)
}

/// A field of the product's own, by its name in small letters; others, such as those of a connector, are called as they are.
fn known(field: &str) -> Option<String> {
    let words = match field {
        "api id" => t!("audit-field-api-id"),
        "locale" | "language" => t!("audit-field-language"),
        "access" => t!("audit-field-access"),
        "account" => t!("audit-field-account"),
        "account users at the latest" => t!("audit-field-account-users-at-the-latest"),
        "account users idle" => t!("audit-field-account-users-idle"),
        "accounts" => t!("audit-field-accounts"),
        "account users" => t!("audit-field-account-users"),
        "address" => t!("audit-field-address"),
        "api" => t!("audit-field-api"),
        "api credentials" => t!("audit-field-api-credentials"),
        "application" => t!("audit-field-application"),
        "at limit" => t!("audit-field-at-limit"),
        "audit notes" => t!("audit-field-audit-notes"),
        "authentication" => t!("audit-field-authentication"),
        "base url" => t!("audit-field-base-url"),
        "button" => t!("audit-field-button"),
        "by hand" => t!("audit-field-by-hand"),
        "changed" => t!("audit-field-changed"),
        "client id" => t!("audit-field-client-id"),
        "client secret" => t!("audit-field-client-secret"),
        "connectors" => t!("audit-field-connectors"),
        "console" => t!("audit-field-console"),
        "console users" => t!("audit-field-console-users"),
        "console users at the latest" => t!("audit-field-console-users-at-the-latest"),
        "console users idle" => t!("audit-field-console-users-idle"),
        "created" => t!("audit-field-created"),
        "custom fields" => t!("audit-field-custom-fields"),
        "cycles" => return Some(t!("audit-field-cycles", words)),
        "description" => t!("audit-field-description"),
        "device" => t!("audit-field-device"),
        "domains" => t!("audit-field-domains"),
        "email" => t!("audit-field-email"),
        "embedding" => t!("audit-field-embedding"),
        "error webhook enabled" => t!("audit-field-error-webhook-enabled"),
        "error webhook url" => t!("audit-field-error-webhook-url"),
        "error webhook warnings" => t!("audit-field-error-webhook-warnings"),
        "expires on" => t!("audit-field-expires-on"),
        "expiry" => t!("audit-field-expiry"),
        "file of" => t!("audit-field-file-of"),
        "filter" => t!("audit-field-filter"),
        "folder" => t!("audit-field-folder"),
        "for whom" => t!("audit-field-for-whom"),
        "from" => t!("audit-field-from"),
        "full access" => t!("audit-field-full-access"),
        "installed" => t!("audit-field-installed"),
        "issuer" => t!("audit-field-issuer"),
        "keys" => t!("audit-field-keys"),
        "left out" => t!("audit-field-left-out"),
        "live release" => t!("audit-field-live-release"),
        "log step data" => t!("audit-field-log-step-data"),
        "main host name" => t!("audit-field-main-host-name"),
        "may" => t!("audit-field-may"),
        "methods" => t!("audit-field-methods"),
        "name" => t!("audit-field-name"),
        "narrowed to" => t!("audit-field-narrowed-to"),
        "next billing on" => t!("audit-field-next-billing-on"),
        "notes" => t!("audit-field-notes"),
        "on error" => t!("audit-field-on-error"),
        "origin" => t!("audit-field-origin"),
        "origins" => t!("audit-field-origins"),
        "parent" => t!("audit-field-parent"),
        "passwords too" => t!("audit-field-passwords-too"),
        "people come back by" => t!("audit-field-people-come-back-by"),
        "problem" => t!("audit-field-problem"),
        "provider" => t!("audit-field-provider"),
        "published" => t!("audit-field-published"),
        "readers" => t!("audit-field-readers"),
        "reason" => t!("audit-field-reason"),
        "release" => t!("audit-field-release"),
        "report" => t!("audit-field-report"),
        "reports" => t!("audit-field-reports"),
        "retention error hours" => t!("audit-field-retention-error-hours"),
        "retention success hours" => t!("audit-field-retention-success-hours"),
        "role" => t!("audit-field-role"),
        "schedule" => t!("audit-field-schedule"),
        "scopes" => t!("audit-field-scopes"),
        "second step" => t!("audit-field-second-step"),
        "second step by" => t!("audit-field-second-step-by"),
        "secret" => t!("audit-field-secret"),
        "session" => t!("audit-field-session"),
        "sessions" => t!("audit-field-sessions"),
        "settings" => t!("audit-field-settings"),
        "shared" => t!("audit-field-shared"),
        "shortcuts" => t!("audit-field-shortcuts"),
        "state" => t!("audit-field-state"),
        "step" => t!("audit-field-step"),
        "steps" => t!("audit-field-steps"),
        "tags" => t!("audit-field-tags"),
        "task audit notes" => t!("audit-field-task-audit-notes"),
        "template" => t!("audit-field-template"),
        "template release" => t!("audit-field-template-release"),
        "templates" => t!("audit-field-templates"),
        "theme" => t!("audit-field-theme"),
        "timezone" => t!("audit-field-timezone"),
        "transaction" => t!("audit-field-transaction"),
        "transactions" => t!("audit-field-transactions"),
        "two step sign in" => t!("audit-field-two-step-sign-in"),
        "until" => t!("audit-field-until"),
        "updated" => t!("audit-field-updated"),
        "user agent" => t!("audit-field-user-agent"),
        "version" => t!("audit-field-version"),
        "visible to" => t!("audit-field-visible-to"),
        "webhook events" => t!("audit-field-webhook-events"),
        "why" => t!("audit-field-why"),
        "with sub accounts" => t!("audit-field-with-sub-accounts"),
        "logo" => t!("audit-field-logo"),
        "icon" => t!("audit-field-icon"),
        "picture at the sign-in" => t!("audit-field-picture-at-the-sign-in"),
        "colour light" => t!("audit-field-colour-light"),
        "page light" => t!("audit-field-page-light"),
        "text light" => t!("audit-field-text-light"),
        "colour dark" => t!("audit-field-colour-dark"),
        "page dark" => t!("audit-field-page-dark"),
        "text dark" => t!("audit-field-text-dark"),
        "corners" => t!("audit-field-corners"),
        "typeface" => t!("audit-field-typeface"),
        "appearance" => t!("audit-field-appearance"),
        "word for cycle" => return Some(t!("audit-field-word-for-cycle", words)),
        "word for cycles" => return Some(t!("audit-field-word-for-cycles", words)),
        "word for cycle in german" => return Some(t!("audit-field-word-for-cycle-german", words)),
        "word for cycles in german" => return Some(t!("audit-field-word-for-cycles-german", words)),
        "help link" => t!("audit-field-help-link"),
        "sender of mails" => t!("audit-field-sender-of-mails"),
        "replies to mails" => t!("audit-field-replies-to-mails"),
        "how calls name themselves" => t!("audit-field-user-agent"),
        "foot of mails" => t!("audit-field-foot-of-mails"),
        _ => return None,
    };
    Some(words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::field_words;

    #[test]
    fn fields_read_as_words() {
        for (field, words) in [
            ("api_id", "API ID"),
            ("expires_on", "Expires on"),
            ("", ""),
            ("full_access", "Full access"),
            ("tasks_month", "Tasks a month"),
            ("tasks_month_with_sub_accounts", "Tasks a month, with sub-accounts"),
            ("users_cap", "Users, cap"),
            ("limit_transactions_minute", "Limit: Transactions a minute"),
            ("limit_tasks_month_at_limit", "Limit: Tasks a month, at the limit"),
            ("sub_accounts", "Sub-accounts"),
        ] {
            assert_eq!(field_words(field), words);
        }
    }
}
