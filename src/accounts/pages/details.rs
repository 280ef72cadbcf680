//! Every field of an account (MODEL section 4), to read.

use super::head::{AccountHead, Tab};
use super::show::account_id;
use crate::access::Access;
use crate::access::rights::ViewAccounts;
use crate::accounts::queries::{self, Account};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::page::Page;
use crate::web::shell::Shell;
use crate::web::times::{When, date, exact, zone};
use actix_web::{Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "accounts/details.html")]
struct DetailsPage {
    shell: Shell,
    head: AccountHead,
    columns: [Vec<Group>; 2],
    created: When,
    updated: When,
}

/// A panel of fields; a field without a value says what holds instead.
struct Group {
    title: &'static str,
    fields: Vec<Field>,
    /// The panel that also says when the account was made and changed.
    with_times: bool,
}

struct Field {
    title: String,
    lines: Vec<String>,
    /// Nothing was set; the line says what holds instead.
    unset: bool,
    mono: bool,
}

pub(crate) async fn show(
    access: Access<ViewAccounts, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    Ok(Page::new(access.read(move |tx| page(tx, id)).await?))
}

fn page(tx: &mut ReadTx<'_, InPartner>, id: AccountId) -> AppResult<DetailsPage> {
    let (head, _) = AccountHead::read(tx, id, Tab::Details)?;
    let account = queries::find(tx, id)?;
    let (now, tz) = (tx.now(), zone(&account.timezone));
    Ok(DetailsPage {
        shell: Shell::console(tx, "/console/accounts", &t!("accounts-details-title", name = account.name)),
        head,
        created: When::at(account.created_at, now, tz),
        updated: When::at(account.updated_at, now, tz),
        columns: [vec![identity(&account), billing(&account)], vec![data(&account), notes(&account)]],
    })
}

fn identity(account: &Account) -> Group {
    Group {
        with_times: true,
        title: t!("accounts-details-account"),
        fields: vec![
            text(t!("accounts-field-name"), &account.name, ""),
            code(t!("accounts-field-api-id"), &account.api_id),
            code(t!("accounts-field-id"), &account.id.to_string()),
            text(t!("accounts-field-description"), &account.description, t!("accounts-none")),
            text(t!("accounts-field-tags"), &account.tags.join(", "), t!("accounts-none")),
            text(t!("accounts-field-timezone"), &account.timezone, ""),
            text(t!("accounts-field-language"), &account.locale, ""),
        ],
    }
}

fn billing(account: &Account) -> Group {
    let expires = account.expires_at.map(|at| exact(at, zone(&account.timezone))).unwrap_or_default();
    Group {
        with_times: false,
        title: t!("accounts-field-billing"),
        fields: vec![
            text(t!("accounts-field-expires"), &expires, t!("accounts-details-never")),
            text(
                t!("accounts-field-next-billing"),
                &account.next_billing_on.map(date).unwrap_or_default(),
                t!("accounts-none"),
            ),
        ],
    }
}

fn data(account: &Account) -> Group {
    let kept = |hours: Option<i16>| hours.map(|h| t!("accounts-details-hours", n = h)).unwrap_or_default();
    let report = match (&account.error_webhook_url, account.error_webhook_enabled) {
        (Some(url), true) => url.clone(),
        (Some(_), false) => t!("accounts-details-not-reported").to_owned(),
        (None, _) => String::new(),
    };
    let warnings = if account.error_webhook_warnings { t!("accounts-details-yes") } else { t!("accounts-details-no") };
    Group {
        with_times: false,
        title: t!("accounts-field-data"),
        fields: vec![
            text(
                t!("accounts-field-keep-good"),
                &kept(account.retention_success_hours),
                t!("accounts-details-inherited"),
            ),
            text(t!("accounts-field-keep-bad"), &kept(account.retention_error_hours), t!("accounts-details-inherited")),
            text(t!("accounts-details-report-to"), &report, t!("accounts-details-as-settings")),
            text(t!("accounts-field-warnings"), warnings, ""),
        ],
    }
}

fn notes(account: &Account) -> Group {
    let fields: std::collections::BTreeMap<String, String> =
        serde_json::from_value(account.custom_fields.clone()).unwrap_or_default();
    let mut group = Group {
        with_times: false,
        title: t!("accounts-field-own"),
        fields: vec![
            text(t!("accounts-field-notes"), &account.audit_notes, t!("accounts-none")),
            text(t!("accounts-field-task-notes"), &account.task_audit_notes, t!("accounts-none")),
        ],
    };
    if fields.is_empty() {
        group.fields.push(text(t!("accounts-field-custom"), "", t!("accounts-none")));
    }
    group.fields.extend(fields.iter().map(|(key, value)| text(key, value, t!("accounts-details-empty"))));
    group
}

fn text(title: &str, value: &str, when_empty: &str) -> Field {
    let unset = value.is_empty();
    let shown = if unset { when_empty } else { value };
    Field { title: title.to_owned(), lines: shown.lines().map(ToOwned::to_owned).collect(), unset, mono: false }
}

fn code(title: &str, value: &str) -> Field {
    Field { mono: true, ..text(title, value, "") }
}
