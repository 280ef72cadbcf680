//! Partners, as the operator makes them.

use crate::audit::Entry;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::Database;
use crate::db::schema::people;
use crate::ids::{PartnerId, PersonId};
use crate::people::model::{EmailAddress, PersonName};
use crate::people::password::{self, NewPassword, SCHEME};
use anyhow::{anyhow, bail};
use diesel::prelude::*;

/// A partner to be made.
#[derive(Debug)]
pub(crate) struct NewPartner {
    pub name: String,
    pub slug: String,
}

/// A Console User with full access to be made.
#[derive(Debug)]
pub(crate) struct NewConsoleUser {
    /// The partner's slug.
    pub partner: String,
    pub email: String,
    pub name: String,
    pub password: String,
}

/// Makes a partner with its counters and its audit chain, as the owner role.
pub(crate) fn create(config: &Config, new: &NewPartner) -> anyhow::Result<PartnerId> {
    create_in(&Database::open(config, Clock::system()), config, new)
}

/// As [`create`], by the clock of `db`.
pub(crate) fn create_in(db: &Database, config: &Config, new: &NewPartner) -> anyhow::Result<PartnerId> {
    let name =
        crate::people::model::line(&new.name, 200, "a partner needs a name").map_err(|why| anyhow!("--name: {why}"))?;
    let shaped = !new.slug.is_empty()
        && new.slug.len() <= 40
        && !new.slug.starts_with('-')
        && !new.slug.ends_with('-')
        && new.slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !shaped {
        bail!("--slug: \"{}\" must be 1 to 40 small letters, digits and inner dashes", new.slug);
    }
    let id = PartnerId::new();
    let mut conn = crate::db::owner(config)?;
    crate::db::make_partner(&mut conn, id, &new.slug, &name)?;
    crate::secrets::make_first_keys(db, &config.wrapping, &[id])?;
    db.for_installation(id, "berth partner create", |tx| {
        tx.audit(Entry::of("partner.created", "partner", id, &name));
        Ok(())
    })?;
    Ok(id)
}

/// Lets staff and programs in from anywhere; answers whether there was a list. Servers hold to it at once.
pub(crate) fn allow_all_networks(config: &Config, slug: &str) -> anyhow::Result<bool> {
    let partner = known(config, slug).map_err(|why| anyhow!("--slug: {why}"))?;
    let db = Database::open(config, Clock::system());
    Ok(db.for_installation(partner, "berth partner allow-all-networks", crate::settings::allow_all_networks)?)
}

/// Lets people sign in with a password again; answers whether that was switched off. Servers hold to it at once.
pub(crate) fn allow_passwords(config: &Config, slug: &str) -> anyhow::Result<bool> {
    let partner = known(config, slug).map_err(|why| anyhow!("--slug: {why}"))?;
    let db = Database::open(config, Clock::system());
    Ok(db.for_installation(partner, "berth partner allow-passwords", crate::oidc::allow_passwords)?)
}

/// The partner of that short name.
fn known(config: &Config, slug: &str) -> anyhow::Result<PartnerId> {
    let mut conn = crate::db::owner(config)?;
    let found = crate::db::partners(&mut conn)?.into_iter().find(|(_, known, _)| known == slug);
    found.map(|(id, ..)| id).ok_or_else(|| anyhow!("there is no partner \"{slug}\"; `berth partner list` shows them"))
}

/// Slug and name of every partner.
pub(crate) fn list(config: &Config) -> anyhow::Result<Vec<(String, String)>> {
    let mut conn = crate::db::owner(config)?;
    Ok(crate::db::partners(&mut conn)?.into_iter().map(|(_, slug, name)| (slug, name)).collect())
}

/// Makes a Console User who may sign in at once.
pub(crate) fn create_console_user(config: &Config, new: &NewConsoleUser) -> anyhow::Result<PersonId> {
    create_console_user_in(&Database::open(config, Clock::system()), config, new)
}

/// As [`create_console_user`], by the clock of `db`.
pub(crate) fn create_console_user_in(db: &Database, config: &Config, new: &NewConsoleUser) -> anyhow::Result<PersonId> {
    let email = EmailAddress::parse(&new.email).map_err(|why| anyhow!("--email: {why}"))?;
    let name = PersonName::parse(&new.name).map_err(|why| anyhow!("--name: {why}"))?;
    let password =
        NewPassword::parse(&new.password, &[&new.email, &new.name]).map_err(|why| anyhow!("password: {why}"))?;
    let hash = password::hash_now(config, &password)?;
    let partner = known(config, &new.partner).map_err(|why| anyhow!("--partner: {why}"))?;
    let id = PersonId::new();
    db.for_installation(partner, "berth user create", |tx| {
        let (partner, now) = (tx.partner_id().0, tx.now());
        let made = diesel::insert_into(people::table)
            .values((
                people::partner_id.eq(partner),
                people::id.eq(id.0),
                people::kind.eq("console"),
                people::email.eq(email.as_str()),
                people::email_key.eq(email.key()),
                people::name.eq(name.as_str()),
                people::name_key.eq(name.key()),
                people::state.eq("active"),
                people::full_access.eq(true),
                people::created_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(tx.conn())?;
        if made == 0 {
            return Err(crate::error::AppError::Conflict(format!("{} already exists at this partner", email.as_str())));
        }
        crate::people::terms::keep(tx, id, name.as_str(), &email.key())?;
        crate::people::set_password(tx, id, SCHEME, &hash)?;
        tx.audit(Entry::of("person.created", "person", id, name.as_str()).change("full_access", false, true));
        Ok(())
    })?;
    Ok(id)
}
