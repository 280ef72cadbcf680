//! The verdict about one row: create, update, leave alone, or faulty with a message at each wrong field. The same
//! judgement is made by the check and, under lock, by the application.

use super::limits::{self, Known};
use super::mapping::{Mapping, Target};
use super::tree::Misplaced;
use crate::accounts::actions;
use crate::accounts::model::{ApiId, DEPTH_MAX, Details, DetailsText, billing_date};
use crate::accounts::queries::Account;
use crate::audit::model::Change;
use crate::error::{AppError, AppResult, FieldError, FieldErrors};
use crate::people::model::{fold, shortened};
use chrono::NaiveDate;
use uuid::Uuid;

/// A line as it was uploaded.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub line: i32,
    pub cells: Vec<String>,
    pub fault: Option<String>,
}

/// What else a row is judged by.
#[derive(Debug, Default)]
pub(crate) struct Surroundings<'a> {
    /// The first line with the same API ID, when this is not it.
    pub first_line: Option<i32>,
    /// The account that has this API ID.
    pub stored: Option<&'a Account>,
    /// Its API ID is the id of another account.
    pub is_an_id: bool,
    /// The account that the parent column names, by id; none when there is none.
    pub named_parent: Option<Uuid>,
    /// Why a new account has no place in the tree.
    pub misplaced: Option<&'a Misplaced>,
    /// Limits that are there.
    pub limits: Option<&'a Known>,
    /// Dates are judged by it.
    pub today: Option<NaiveDate>,
}

/// What is to become of a row.
#[derive(Debug)]
pub(crate) enum Verdict {
    Create(Box<Details>),
    Update { details: Box<Details>, changes: Vec<Change> },
    Unchanged,
    Faulty(Vec<FieldError>),
}

impl Verdict {
    /// The database's word.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Create(_) => "create",
            Verdict::Update { .. } => "update",
            Verdict::Unchanged => "unchanged",
            Verdict::Faulty(_) => "faulty",
        }
    }

    /// Errors of a faulty row, changes of an update.
    pub fn detail(&self) -> AppResult<serde_json::Value> {
        Ok(match self {
            Verdict::Update { changes, .. } => serde_json::to_value(changes)?,
            Verdict::Faulty(errors) => serde_json::to_value(errors)?,
            _ => serde_json::Value::Null,
        })
    }

    /// Whether a check came to the same before. Of a faulty row only the fields count: whoever asked for the check may
    /// read another language, and the row is left out whatever is wrong with it.
    pub fn is_as(&self, outcome: Option<&str>, detail: Option<&serde_json::Value>) -> AppResult<bool> {
        if outcome != Some(self.word()) {
            return Ok(false);
        }
        let detail = detail.cloned().unwrap_or_default();
        let Verdict::Faulty(errors) = self else { return Ok(detail == self.detail()?) };
        let before: Vec<FieldError> = serde_json::from_value(detail)?;
        Ok(before.iter().map(|error| &error.field).eq(errors.iter().map(|error| &error.field)))
    }
}

/// The key of the account a line is about; none when the cell is empty.
pub(crate) fn key_of(mapping: &Mapping, line: &Line) -> Option<String> {
    Some(fold(mapping.cell(&line.cells, &Target::Field("api_id")))).filter(|key| !key.is_empty())
}

/// The key of the parent a line names.
pub(crate) fn parent_key_of(mapping: &Mapping, line: &Line) -> Option<String> {
    Some(fold(mapping.cell(&line.cells, &Target::Parent))).filter(|key| !key.is_empty())
}

/// True when a new account could not be made from this line whatever other lines say.
pub(crate) fn is_faulty_alone(mapping: &Mapping, line: &Line, limits: &Known, today: NaiveDate) -> bool {
    let around = Surroundings { limits: Some(limits), today: Some(today), ..Surroundings::default() };
    !matches!(judge(mapping, line, &around), Ok(Verdict::Create(_)))
}

/// Judges a line.
///
/// # Errors
/// Only for reasons of ours; what is wrong with the line is a verdict.
pub(crate) fn judge(mapping: &Mapping, line: &Line, around: &Surroundings<'_>) -> AppResult<Verdict> {
    if let Some(fault) = &line.fault {
        return Ok(Verdict::Faulty(vec![FieldError { field: String::new(), message: fault.clone() }]));
    }
    let mut errors = FieldErrors::default();
    if let Some(first) = around.first_line {
        errors.add("api_id", t!("imports-fault-twice", line = first.to_string()));
    }
    if around.is_an_id {
        errors.add("api_id", actions::is_an_id());
    }
    if let Some(deleted) = around.stored.filter(|account| account.deleted_at.is_some()) {
        errors.add("api_id", t!("imports-fault-in-bin", name = deleted.name));
        return Ok(Verdict::Faulty(errors.0));
    }
    let details = match text_of(mapping, line, around.stored) {
        Ok(details) => Some(details),
        Err(AppError::Invalid(found)) => {
            errors.0.extend(found.0);
            None
        }
        Err(other) => return Err(other),
    };
    if let (Some(details), Some(today)) = (&details, around.today) {
        let before = around.stored.and_then(|account| account.next_billing_on);
        errors.take("next_billing_on", billing_date(details.next_billing_on, before, today));
    }
    let parent = mapping.cell(&line.cells, &Target::Parent);
    if let Some(message) = parent_fault(mapping, parent, around) {
        errors.add("parent", message);
    }
    // What is no limit was complained about with the details.
    let wanted = limits::wanted(mapping, line, &mut FieldErrors::default());
    let id = around.stored.map(|account| account.id);
    let limited = around.limits.map(|known| known.changes(id, &wanted, &mut errors)).unwrap_or_default();
    let Some(details) = details.filter(|_| errors.is_empty()) else { return Ok(Verdict::Faulty(errors.0)) };
    let Some(stored) = around.stored else { return Ok(Verdict::Create(Box::new(details))) };
    let api_id = ApiId::parse(&stored.api_id).map_err(AppError::internal)?;
    let mut changes = actions::changes(stored, &details, &api_id);
    changes.extend(limited);
    Ok(if changes.is_empty() { Verdict::Unchanged } else { Verdict::Update { details: Box::new(details), changes } })
}

/// The details a line asks for, over what is stored.
fn text_of(mapping: &Mapping, line: &Line, stored: Option<&Account>) -> AppResult<Details> {
    let base = stored.map_or_else(DetailsText::default, Account::text);
    let mut text = mapping.over(&line.cells, base);
    let mut errors = FieldErrors::default();
    match stored {
        // It is the same but for capital letters; an import does not rename it.
        Some(account) => text.api_id.clone_from(&account.api_id),
        None if text.api_id.trim().is_empty() => {
            errors.add("api_id", t!("imports-fault-no-api-id"));
        }
        None => {}
    }
    for (field, value) in [
        ("error_webhook_enabled", &mut text.error_webhook_enabled),
        ("error_webhook_warnings", &mut text.error_webhook_warnings),
    ] {
        match yes_or_no(value) {
            Some(yes) => *value = if yes { "1".to_owned() } else { String::new() },
            None => errors.add(field, t!("imports-fault-yes-or-no", text = shortened(value))),
        }
    }
    limits::wanted(mapping, line, &mut errors);
    for (target, cell) in mapping.0.iter().zip(&line.cells) {
        if let Some(Target::Custom(key)) = target
            && cell.trim().contains(['\n', '\r'])
        {
            errors.add("custom_fields", t!("imports-fault-one-line", key = key));
        }
    }
    match text.parse() {
        Ok(details) if errors.is_empty() => Ok(details),
        Ok(_) => Err(AppError::Invalid(errors)),
        Err(AppError::Invalid(found)) => {
            errors.0.extend(found.0);
            Err(AppError::Invalid(errors))
        }
        Err(other) => Err(other),
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "1" | "yes" | "y" | "true" | "on" | "ja" | "oui" | "sí" | "si" | "sim" => Some(true),
        "" | "0" | "no" | "n" | "false" | "off" | "nein" | "non" | "não" | "nee" => Some(false),
        _ => None,
    }
}

fn parent_fault(mapping: &Mapping, parent: &str, around: &Surroundings<'_>) -> Option<String> {
    mapping.column(&Target::Parent)?;
    let named = shortened(parent);
    match around.stored {
        Some(stored)
            if stored.parent_id == around.named_parent && (parent.is_empty() == stored.parent_id.is_none()) =>
        {
            None
        }
        Some(_)
            if !parent.is_empty() && around.named_parent.is_none() && around.misplaced == Some(&Misplaced::Unknown) =>
        {
            Some(unknown(&named))
        }
        Some(_) => Some(t!("imports-fault-other-parent").to_owned()),
        None => around.misplaced.map(|why| match why {
            Misplaced::Unknown => unknown(&named),
            Misplaced::Deleted => t!("imports-fault-parent-in-bin", parent = named),
            Misplaced::Orphan { line } => t!("imports-fault-orphan", parent = named, line = line.to_string()),
            Misplaced::Circle { lines } if lines.len() < 2 => t!("imports-fault-own-parent").to_owned(),
            Misplaced::Circle { lines } => {
                let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
                t!("imports-fault-circle", lines = lines.join(", "))
            }
            Misplaced::TooDeep { level } => t!("imports-fault-deep", level = level, most = DEPTH_MAX),
        }),
    }
}

fn unknown(named: &str) -> String {
    t!("imports-fault-no-parent", parent = named)
}
