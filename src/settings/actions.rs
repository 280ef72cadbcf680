//! Changes of a partner's settings. Two people may save different things at once; the second who saves the same thing
//! is told.

use super::model::{Limits, SecondStep, words};
use super::networks::Networks;
use super::queries;
use crate::audit::Entry;
use crate::db::schema::partners;
use crate::db::{InPartner, Kind, WriteTx};
use crate::error::{AppError, AppResult};
use crate::language::{self, Language};
use crate::people::model::Version;
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

diesel::define_sql_function! { #[sql_name = "app.shorten_sessions"] fn shorten_sessions(of_kind: Text, idle_min: Integer, longest_min: Integer) -> Text; }

/// Gives the partner another name, which its people see from the next page on.
///
/// # Errors
/// `Conflict` when somebody else renamed it meanwhile.
pub(super) fn rename(tx: &mut WriteTx<'_, InPartner>, new: &str, seen: Version) -> AppResult<()> {
    let before = queries::find_locked(tx)?;
    if Version(before.version) != seen {
        return Err(AppError::Conflict(t!("settings-meanwhile").to_owned()));
    }
    if before.name == new {
        return Ok(());
    }
    let partner = tx.partner_id();
    diesel::update(partners::table.find(partner.0))
        .set((partners::name.eq(new), partners::version.eq(partners::version + 1)))
        .execute(tx.conn())?;
    tx.audit(Entry::of("partner.renamed", "partner", partner, new).change("name", &before.name, new));
    Ok(())
}

/// Says in which language the partner's people read where neither they nor their account chose one. `seen`: the tag that was
/// shown.
///
/// # Errors
/// `Conflict` when somebody else changed it meanwhile.
pub(super) fn set_language(tx: &mut WriteTx<'_, InPartner>, new: Option<Language>, seen: &str) -> AppResult<()> {
    let before = queries::find_locked(tx)?;
    let (from, to) = (before.language.unwrap_or_default(), new.map_or("", Language::code));
    if from != seen {
        return Err(AppError::Conflict(t!("settings-meanwhile").to_owned()));
    }
    if from == to {
        return Ok(());
    }
    let partner = tx.partner_id();
    diesel::update(partners::table.find(partner.0))
        .set(partners::language.eq(new.map(Language::code)))
        .execute(tx.conn())?;
    tx.audit(Entry::of("partner.language", "partner", partner, &before.name).change("language", from, to));
    Ok(())
}

/// Says how calls to applications name themselves. Servers that remember it look again within a few seconds.
///
/// # Errors
/// `Conflict` when somebody else changed it meanwhile.
pub(super) fn set_user_agent(tx: &mut WriteTx<'_, InPartner>, new: Option<&str>, seen: Version) -> AppResult<()> {
    let before = queries::find_locked(tx)?;
    if Version(before.user_agent_version) != seen {
        return Err(AppError::Conflict(t!("settings-meanwhile").to_owned()));
    }
    if before.user_agent.as_deref() == new {
        return Ok(());
    }
    let partner = tx.partner_id();
    diesel::update(partners::table.find(partner.0))
        .set((partners::user_agent.eq(new), partners::user_agent_version.eq(partners::user_agent_version + 1)))
        .execute(tx.conn())?;
    let (from, to) = (before.user_agent.unwrap_or_default(), new.unwrap_or_default());
    tx.audit(Entry::of("partner.user_agent", "partner", partner, &before.name).change("user_agent", from, to));
    Ok(())
}

/// Limits sessions: new ones, and at once those that are open. A longer limit is for new ones only.
///
/// # Errors
/// `Conflict` when somebody else changed the limits meanwhile.
pub(super) fn set_limits(
    tx: &mut WriteTx<'_, InPartner>,
    console: Limits,
    account: Limits,
    seen: Version,
) -> AppResult<()> {
    // Locked before the sessions are looked at: a sign-in reads the limits under the same lock, so it is either seen
    // here or sees what is saved here.
    let before = queries::find_locked(tx)?;
    if Version(before.limits_version) != seen {
        return Err(AppError::Conflict(t!("settings-meanwhile").to_owned()));
    }
    if (before.console, before.account) == (console, account) {
        return Ok(());
    }
    let partner = tx.partner_id();
    diesel::update(partners::table.find(partner.0))
        .set((
            partners::console_idle_min.eq(console.idle_min),
            partners::console_longest_min.eq(console.longest_min),
            partners::account_idle_min.eq(account.idle_min),
            partners::account_longest_min.eq(account.longest_min),
            partners::limits_version.eq(partners::limits_version + 1),
        ))
        .execute(tx.conn())?;
    for (kind, limits) in [("console", console), ("account", account)] {
        diesel::select(shorten_sessions(kind, limits.idle_min, limits.longest_min)).execute(tx.conn())?;
    }
    // The log keeps words, so they are in one language.
    let entry = language::speaking(Language::English, None, || {
        Entry::of("partner.session_limits", "partner", partner, &before.name)
            .change("console_users_idle", words(before.console.idle_min), words(console.idle_min))
            .change("console_users_at_the_latest", words(before.console.longest_min), words(console.longest_min))
            .change("account_users_idle", words(before.account.idle_min), words(account.idle_min))
            .change("account_users_at_the_latest", words(before.account.longest_min), words(account.longest_min))
    });
    tx.audit(entry);
    Ok(())
}

/// Says of whom two-step sign-in is required: of those who are signed in from their next request on.
///
/// # Errors
/// `Conflict` when somebody else changed it meanwhile.
pub(super) fn set_second_step(tx: &mut WriteTx<'_, InPartner>, new: SecondStep, seen: Version) -> AppResult<()> {
    let before = queries::find_locked(tx)?;
    if Version(before.second_step_version) != seen {
        return Err(AppError::Conflict(t!("settings-meanwhile").to_owned()));
    }
    if before.second_step == new {
        return Ok(());
    }
    let partner = tx.partner_id();
    diesel::update(partners::table.find(partner.0))
        .set((partners::second_step.eq(new.key()), partners::second_step_version.eq(partners::second_step_version + 1)))
        .execute(tx.conn())?;
    let (from, to) = language::speaking(Language::English, None, || (before.second_step.words().0, new.words().0));
    tx.audit(Entry::of("partner.second_step", "partner", partner, &before.name).change("two_step_sign_in", from, to));
    Ok(())
}

/// Says from which networks staff and programs come in, from their next request on.
///
/// # Errors
/// `Invalid` for a list that would shut out the one who saves it, `Conflict` when somebody else changed one meanwhile.
pub(super) fn set_networks(
    tx: &mut WriteTx<'_, InPartner>,
    console: &Networks,
    api: &Networks,
    seen: Version,
) -> AppResult<()> {
    let address = &tx.origin().address;
    if tx.facts().kind == Kind::Console && !console.hold(address) {
        let why = t!("settings-shut-out", address = address);
        return Err(AppError::invalid("console_networks", why));
    }
    let before = queries::find_locked(tx)?;
    if Version(before.networks_version) != seen {
        return Err(AppError::Conflict(t!("settings-meanwhile").to_owned()));
    }
    write_networks(tx, &before, console, api)
}

/// Lets everybody in from anywhere, for the operator: who shut themselves out cannot. Answers whether there was a list.
pub(crate) fn allow_all_networks(tx: &mut WriteTx<'_, InPartner>) -> AppResult<bool> {
    let before = queries::find_locked(tx)?;
    let any = !before.console_networks.is_empty() || !before.api_networks.is_empty();
    write_networks(tx, &before, &Networks::default(), &Networks::default())?;
    Ok(any)
}

fn write_networks(
    tx: &mut WriteTx<'_, InPartner>,
    before: &queries::Settings,
    console: &Networks,
    api: &Networks,
) -> AppResult<()> {
    let (console, api) = (console.lines(), api.lines());
    if (&before.console_networks, &before.api_networks) == (&console, &api) {
        return Ok(());
    }
    let partner = tx.partner_id();
    diesel::update(partners::table.find(partner.0))
        .set((
            partners::console_networks.eq(&console),
            partners::api_networks.eq(&api),
            partners::networks_version.eq(partners::networks_version + 1),
        ))
        .execute(tx.conn())?;
    let said = |lines: &[String]| if lines.is_empty() { "from anywhere".to_owned() } else { lines.join(", ") };
    tx.audit(
        Entry::of("partner.networks", "partner", partner, &before.name)
            .change("console", said(&before.console_networks), said(&console))
            .change("api", said(&before.api_networks), said(&api)),
    );
    Ok(())
}
