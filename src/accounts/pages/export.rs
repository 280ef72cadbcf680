//! The list as a CSV, as it is filtered: every row of it, streamed in batches by key. It can be edited and imported
//! again: the names of its columns are those that the import guesses.

use crate::access::rights::ExportAccounts;
use crate::access::{Access, confirmed_for_file};
use crate::accounts::queries::{self, Account, Filter, Key};
use crate::audit::Entry;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::imports::limits::{at_limit_cell, cell, tree_cell};
use crate::limits::model::{Kind, Set};
use crate::limits::queries::sets_of;
use crate::web::forms::Asked;
use crate::web::page::{Sink, csv_line, streamed_csv};
use crate::web::paging::From;
use crate::web::times::{iso, zone};
use actix_web::HttpResponse;
use std::collections::HashMap;
use uuid::Uuid;

const COLUMNS: [&str; 41] = [
    "API ID",
    "Name",
    "Parent API ID",
    "Description",
    "Timezone",
    "Language",
    "Tags",
    "Expires on",
    "Next billing date",
    "Audit notes",
    "Task audit notes",
    "Keep successful step data (hours)",
    "Keep errored step data (hours)",
    "Report failed transactions",
    "Address for failed transactions",
    "Report warnings too",
    "Custom fields",
    "State",
    "Suspended because",
    "Id",
    "Created",
    "Changed",
    "Limit of users",
    "Limit of sub-accounts",
    "Limit of connectors",
    "Limit of active cycles",
    "Limit of tasks a month",
    "Limit of transactions a minute",
    "Limit of transactions at once",
    "Limit of payload size (KB)",
    "Limit of retention (hours)",
    "Limit of users, with sub-accounts",
    "Limit of sub-accounts, on all levels",
    "Limit of connectors, with sub-accounts",
    "Limit of active cycles, with sub-accounts",
    "Limit of tasks a month, with sub-accounts",
    "Limit of transactions a minute, with sub-accounts",
    "Limit of transactions at once, each sub-account too",
    "Limit of payload size (KB), each sub-account too",
    "Limit of retention (hours), each sub-account too",
    "At the limit of tasks a month (hold or overage)",
];

/// Accounts read at a time.
const BATCH: i64 = 500;

pub(crate) async fn export(
    access: Access<ExportAccounts, InPartner>,
    filter: Asked<Filter>,
) -> AppResult<HttpResponse> {
    let filter = filter.0;
    filter.refuse_unreadable()?;
    let narrowed = super::index::query_of(&filter);
    let turn = access.turn().await?;
    // Written before the first row leaves: whoever takes the list along is known.
    let day = access.write(move |tx| {
        confirmed_for_file(tx)?;
        tx.audit(Entry::of("export.accounts", "partner", tx.partner_id(), "accounts").change("filter", "", narrowed));
        Ok(tx.now().date_naive())
    });
    let day = day.await?;
    let reader = access.clone();
    Ok(streamed_csv(&format!("accounts-{day}.csv"), move |sink| {
        reader.read_slowly(turn, move |tx| sink.run(|sink| write_all(tx, &filter, sink)));
    }))
}

fn write_all(tx: &mut ReadTx<'_, InPartner>, filter: &Filter, sink: &mut Sink) -> AppResult<()> {
    // The mark tells spreadsheets that it is UTF-8.
    sink.write("\u{feff}".as_bytes())?;
    sink.write(csv_line(&COLUMNS).as_bytes())?;
    let mut from: From<Key> = From::Start;
    loop {
        let keys = queries::keys(tx, filter, &from, BATCH)?;
        let Some((last, id, _)) = keys.last().cloned() else { return Ok(()) };
        from = From::After((last, id));
        let ids: Vec<Uuid> = keys.iter().map(|(_, id, _)| *id).collect();
        let mut found: HashMap<Uuid, (Account, Option<String>)> = queries::with_parents(tx, &ids)?
            .into_iter()
            .map(|(account, parent)| (account.id, (account, parent)))
            .collect();
        let limits = sets_of(tx, &ids)?;
        for id in ids {
            if let Some((account, parent)) = found.remove(&id) {
                sink.write(line(&account, parent.as_deref().unwrap_or(""), &limits).as_bytes())?;
            }
        }
    }
}

fn line(account: &Account, parent: &str, limits: &HashMap<(Uuid, Kind), Set>) -> String {
    let set = |kind: Kind| limits.get(&(account.id, kind)).copied().unwrap_or_default();
    let own = Kind::ALL.map(|kind| cell(set(kind).own));
    let trees = Kind::ALL.map(|kind| tree_cell(set(kind).tree));
    let at_limit = at_limit_cell(set(Kind::TasksMonth).at_limit);
    let text = account.text();
    let zone = zone(&account.timezone);
    let yes = |on: &str| if on.is_empty() { "no" } else { "yes" };
    let (id, created, changed) = (account.id.to_string(), iso(account.created_at, zone), iso(account.updated_at, zone));
    let mut cells: Vec<&str> = vec![
        &text.api_id,
        &text.name,
        parent,
        &text.description,
        &text.timezone,
        &text.locale,
        &text.tags,
        &text.expires_on,
        &text.next_billing_on,
        &text.audit_notes,
        &text.task_audit_notes,
        &text.retention_success_hours,
        &text.retention_error_hours,
        yes(&text.error_webhook_enabled),
        &text.error_webhook_url,
        yes(&text.error_webhook_warnings),
        &text.custom_fields,
        &account.standing,
        account.suspended_reason.as_deref().unwrap_or(""),
        &id,
        &created,
        &changed,
    ];
    cells.extend(own.iter().chain(&trees).chain([&at_limit]).map(String::as_str));
    csv_line(&cells)
}
