//! Sending a saved report when its time has come: its figures and the way to it as a mail to each reader, written in the
//! transaction that sets its next time, so it goes neither twice nor not at all. Whether whoever saved it still may, and
//! each reader, is asked anew each time (T11).

use super::letter::letter;
use super::place::of_one;
use super::queries::{Saved, account_name};
use crate::access::rights::{Area, EditReports, Level, Right, WorkInAccount};
use crate::audit::Entry;
use crate::branding::model::Brand;
use crate::db::schema::{
    account_ancestors, account_users, accounts, partners, people, saved_report_readers, saved_reports,
};
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::language::{self, Language};
use crate::mail::actions::put_all;
use crate::mail::model::{Letter, Recipient};
use crate::web::state::App;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Timestamptz, Uuid as SqlUuid};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.closed"] fn closed(of_account: SqlUuid, at: Timestamptz) -> Bool; }

/// Reports that are looked at in one round.
const AT_ONCE: i32 = 50;
/// When one that could not be made is tried again.
const AGAIN_AFTER: Duration = Duration::minutes(10);

/// Sends what is due. True: there may be more.
///
/// # Errors
/// When the database is away; what was due stays so.
pub(crate) fn send_due(app: &App) -> AppResult<bool> {
    let due = app.db.due_saved_reports(AT_ONCE)?;
    let mut done = 0;
    for one in &due {
        match app.db.for_installation(one.partner, "System", |tx| send(tx, one.id)) {
            Ok(true) => done += 1,
            Ok(false) => {}
            Err(cause) => {
                // It keeps nobody else waiting, and comes again.
                tracing::warn!(partner.id = %one.partner, "saved report {} could not be sent: {cause}", one.id);
                app.db.for_installation(one.partner, "System", |tx| put_off(tx, one.id))?;
            }
        }
    }
    Ok(done > 0 && due.len() == AT_ONCE as usize)
}

fn put_off(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<()> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    let due = saved_reports::table.find((partner, id)).filter(saved_reports::next_at.le(now));
    diesel::update(due).set(saved_reports::next_at.eq(now + AGAIN_AFTER)).execute(tx.conn())?;
    Ok(())
}

/// Sends one. False: another process is at it, or a person just paused it.
fn send(tx: &mut WriteTx<'_, InPartner>, id: Uuid) -> AppResult<bool> {
    let (partner, now) = (tx.partner_id().0, tx.now());
    let row = saved_reports::table.find((partner, id));
    let due: Option<Saved> = row
        .filter(saved_reports::next_at.le(now))
        .select(Saved::as_select())
        .for_update()
        .skip_locked()
        .first(tx.conn())
        .optional()?;
    let Some(saved) = due else { return Ok(false) };
    let next = if saved.paused { None } else { saved.times().next_after(now) };
    // Nobody of it may look while the account is closed. It goes on by itself afterwards.
    if let Some(account) = saved.account_id
        && diesel::select(closed(account, now)).get_result(tx.conn())?
    {
        diesel::update(row).set(saved_reports::next_at.eq(next)).execute(tx.conn())?;
        return Ok(true);
    }
    let people = people_of(tx, &saved)?;
    let readers: Vec<&Person> = people.iter().filter(|person| person.reads && person.sees).collect();
    let gone = of_one(&saved.report).is_some() && account_name(tx, &saved.choice().account)?.is_none();
    let gone = gone.then(|| "The account that it is of was deleted.".to_owned());
    if let Some(why) = gone.or_else(|| refused(&saved, &people, readers.is_empty())) {
        let never = None::<DateTime<Utc>>;
        diesel::update(row)
            .set((saved_reports::stopped.eq(&why), saved_reports::next_at.eq(never)))
            .execute(tx.conn())?;
        tx.audit(entry("report.stopped", &saved).change("problem", "", why));
        return Ok(true);
    }
    let count = readers.len();
    let letters = letters(tx, &saved, &readers)?;
    put_all(tx, &letters)?;
    diesel::update(row).set((saved_reports::last_at.eq(now), saved_reports::next_at.eq(next))).execute(tx.conn())?;
    tx.audit(entry("report.sent", &saved).change("readers", "", count));
    Ok(true)
}

/// The mail to each reader, made once in each of their languages.
fn letters(tx: &mut ReadTx<'_, InPartner>, saved: &Saved, readers: &[&Person]) -> AppResult<Vec<(Recipient, Letter)>> {
    let partner = tx.partner_id().0;
    let of_account = match saved.account_id {
        Some(account) => Some(accounts::table.find((partner, account)).select(accounts::locale).first(tx.conn())?),
        None => None,
    };
    let (of_partner, brand): (Option<String>, Option<serde_json::Value>) =
        partners::table.find(partner).select((partners::language, partners::brand)).first(tx.conn())?;
    let brand: Brand = brand.map(serde_json::from_value).transpose()?.unwrap_or_default();
    let general: Option<String> = of_account.or(of_partner);
    let mut made = BTreeMap::new();
    let mut letters = Vec::with_capacity(readers.len());
    for reader in readers {
        let tag = reader.language.as_ref().or(general.as_ref());
        let language = tag.and_then(|tag| Language::of(tag)).unwrap_or_default();
        let letter = match made.get(&language) {
            Some(letter) => Letter::clone(letter),
            None => {
                let words = brand.own_words(language).filter(|_| saved.account_id.is_some());
                let letter = language::speaking(language, words, || letter(tx, saved))?;
                made.insert(language, letter.clone());
                letter
            }
        };
        letters.push((reader.to(), letter));
    }
    Ok(letters)
}

fn entry(action: &'static str, saved: &Saved) -> Entry {
    Entry::of(action, "report", saved.id, &saved.name).within(saved.account_id.map(AccountId))
}

/// Somebody whom a report concerns, as their rights stand now.
struct Person {
    id: Uuid,
    name: String,
    email: String,
    language: Option<String>,
    /// It is mailed to them.
    reads: bool,
    /// They can sign in.
    active: bool,
    /// They may look at it.
    sees: bool,
    /// They may have it sent.
    sends: bool,
}

impl Person {
    fn to(&self) -> Recipient {
        Recipient { email: self.email.clone(), name: self.name.clone() }
    }
}

/// Its readers, and whoever saved it.
fn people_of(tx: &mut ReadTx<'_, InPartner>, saved: &Saved) -> AppResult<Vec<Person>> {
    let partner = tx.partner_id().0;
    let readers: Vec<Uuid> = saved_report_readers::table
        .filter(saved_report_readers::partner_id.eq(partner))
        .filter(saved_report_readers::report_id.eq(saved.id))
        .select(saved_report_readers::person_id)
        .load(tx.conn())?;
    let ids: Vec<Uuid> = readers.iter().copied().chain([saved.saved_by]).collect();
    type Row = (Uuid, String, String, Option<String>, String, String, bool, serde_json::Value);
    let found: Vec<Row> = people::table
        .filter(people::partner_id.eq(partner))
        .filter(people::id.eq_any(&ids))
        .order(people::id)
        .select((
            people::id,
            people::name,
            people::email,
            people::language,
            people::kind,
            people::state,
            people::full_access,
            people::rights,
        ))
        .load(tx.conn())?;
    let roles = match saved.account_id {
        Some(account) => roles(tx, account, &ids)?,
        None => HashMap::new(),
    };
    let person = |(id, name, email, language, kind, state, full, rights): Row| {
        let active = state == "active";
        let (sees, sends) = match saved.account_id {
            Some(_) => (roles.contains_key(&id), roles.get(&id).copied().unwrap_or(false)),
            // All staff may look at reports (MODEL section 3).
            None => {
                let may = Level::stored(full, &rights, Area::Reports) >= Level::Edit;
                (kind == "console", kind == "console" && may)
            }
        };
        let reads = readers.contains(&id);
        Person { id, name, email, language, reads, active, sees: active && sees, sends: active && sends }
    };
    Ok(found.into_iter().map(person).collect())
}

/// Who of these people is let into an account, there or from above it, and whether as more than a Viewer.
fn roles(tx: &mut ReadTx<'_, InPartner>, account: Uuid, ids: &[Uuid]) -> AppResult<HashMap<Uuid, bool>> {
    let partner = tx.partner_id().0;
    let here = account_ancestors::partner_id
        .eq(account_users::partner_id)
        .and(account_ancestors::ancestor_id.eq(account_users::account_id));
    let found: Vec<(Uuid, String)> = account_users::table
        .inner_join(account_ancestors::table.on(here))
        .filter(account_users::partner_id.eq(partner))
        .filter(account_users::person_id.eq_any(ids))
        .filter(account_ancestors::account_id.eq(account))
        .filter(account_ancestors::distance.eq(0).or(account_users::with_sub_accounts))
        .select((account_users::person_id, account_users::role))
        .load(tx.conn())?;
    let mut roles = HashMap::new();
    for (person, role) in found {
        *roles.entry(person).or_insert(false) |= role != "viewer";
    }
    Ok(roles)
}

/// Why it is not sent any more, for those who see its list; none: it is.
fn refused(saved: &Saved, people: &[Person], nobody: bool) -> Option<String> {
    let right = if saved.account_id.is_some() { WorkInAccount::WORDS } else { EditReports::WORDS };
    let why = match people.iter().find(|person| person.id == saved.saved_by) {
        None => format!("{} is not here any more.", saved.saved_by_name),
        Some(person) if !person.active => format!("{} cannot sign in any more.", person.name),
        Some(person) if !person.sends => format!("{} has lost the right to send it ({right}).", person.name),
        Some(_) if nobody => {
            return Some("Nobody it is mailed to may see it any more. Edit it and choose others.".to_owned());
        }
        Some(_) => return None,
    };
    Some(format!("{why} Resume it to have it sent in your name."))
}
