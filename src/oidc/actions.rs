//! Changing a partner's provider, and letting go of who one is there.

use super::model::NewProvider;
use super::queries::{self, Saved};
use crate::audit::Entry;
use crate::db::schema::{oidc_identities, oidc_providers};
use crate::db::{InPartner, InSelf, WriteTx};
use crate::error::{AppError, AppResult};
use crate::mail;
use crate::mail::model::{Letter, Recipient, SignInLink};
use crate::people::model::Version;
use crate::people::queries::Person;
use crate::secrets::{Slot, Vault};
use diesel::prelude::*;

/// Where the client secret is kept.
pub(crate) fn slot(partner: crate::ids::PartnerId) -> Slot {
    Slot { partner, column: "oidc_providers.secret", row: partner.0 }
}

/// Keeps the provider.
///
/// # Errors
/// `Conflict` when somebody else saved meanwhile; `Invalid` where it would shut out the one who saves it.
pub(super) fn save(tx: &mut WriteTx<'_, InPartner>, vault: &Vault, new: &NewProvider, seen: Version) -> AppResult<()> {
    let before = queries::find(tx)?;
    if before.as_ref().map_or(0, |saved| saved.version) != seen.0 {
        return Err(AppError::Conflict(t!("oidc-meanwhile").to_owned()));
    }
    let issuer = new.issuer.clone();
    if !new.passwords && new.audience.has_staff() && !queries::knows_me(tx, &issuer)? {
        let why = t!("oidc-sign-in-first");
        return Err(AppError::invalid("passwords", why));
    }
    let (partner, now) = (tx.partner_id(), tx.now());
    // A secret belongs to the client it was given for: it is never sent to another provider.
    let moved = before.as_ref().is_some_and(|saved| saved.issuer != issuer);
    let secret = match &new.secret {
        Some(secret) => Some(vault.seal(tx, slot(partner), secret.as_bytes())?),
        None if before.is_none() || moved => Some(Vec::new()),
        None => None,
    };
    let said = (
        oidc_providers::issuer.eq(&issuer),
        oidc_providers::client_id.eq(&new.client_id),
        oidc_providers::label.eq(&new.label),
        oidc_providers::audience.eq(new.audience.key()),
        oidc_providers::domains.eq(&new.domains),
        oidc_providers::passwords.eq(new.passwords),
        oidc_providers::second_step_by.eq(&new.second_step_by),
        oidc_providers::version.eq(seen.0 + 1),
        oidc_providers::updated_at.eq(now),
    );
    let row = oidc_providers::table.find(partner.0).filter(oidc_providers::version.eq(seen.0));
    let written = match (&before, secret) {
        (None, secret) => diesel::insert_into(oidc_providers::table)
            .values((
                oidc_providers::partner_id.eq(partner.0),
                oidc_providers::secret.eq(secret.unwrap_or_default()),
                said,
            ))
            .on_conflict_do_nothing()
            .execute(tx.conn())?,
        (Some(_), Some(secret)) => {
            diesel::update(row).set((oidc_providers::secret.eq(secret), said)).execute(tx.conn())?
        }
        (Some(_), None) => diesel::update(row).set(said).execute(tx.conn())?,
    };
    if written == 0 {
        return Err(AppError::Conflict(t!("oidc-meanwhile").to_owned()));
    }
    note(tx, before.as_ref(), new);
    Ok(())
}

fn note(tx: &mut WriteTx<'_, InPartner>, before: Option<&Saved>, new: &NewProvider) {
    let partner = tx.partner_id();
    let was = |read: fn(&Saved) -> String| before.map(read).unwrap_or_default();
    let yes = |on: bool| if on { "yes" } else { "no" }.to_owned();
    let entry = Entry::of("partner.sign_in_provider", "partner", partner, &tx.facts().partner_name.clone())
        .change("issuer", was(|saved| saved.issuer.clone()), &new.issuer)
        .change("client_id", was(|saved| saved.client_id.clone()), &new.client_id)
        .change("client_secret", "", if new.secret.is_some() { "set" } else { "" })
        .change("button", was(|saved| saved.label.clone()), &new.label)
        .change("for_whom", was(|saved| saved.audience.clone()), new.audience.key())
        .change("domains", was(|saved| saved.domains.join(", ")), new.domains.join(", "))
        .change("passwords_too", before.map_or_else(String::new, |saved| yes(saved.passwords)), yes(new.passwords))
        .change("second_step_by", was(|saved| saved.second_step_by.join(", ")), new.second_step_by.join(", "));
    tx.audit(entry);
}

/// Forgets the provider. Who somebody is there is kept, for when it is set up again.
///
/// # Errors
/// `NotFound` where there is none.
pub(super) fn remove(tx: &mut WriteTx<'_, InPartner>) -> AppResult<()> {
    let before = queries::find(tx)?.ok_or(AppError::NotFound)?;
    let partner = tx.partner_id();
    diesel::delete(oidc_providers::table.find(partner.0)).execute(tx.conn())?;
    let name = tx.facts().partner_name.clone();
    tx.audit(Entry::of("partner.sign_in_provider", "partner", partner, &name).change("issuer", before.issuer, ""));
    Ok(())
}

/// Lets everybody sign in with a password again, for the operator: where the provider is gone nobody else can. Answers whether
/// that was switched off.
pub(crate) fn allow_passwords(tx: &mut WriteTx<'_, InPartner>) -> AppResult<bool> {
    let partner = tx.partner_id();
    let off = oidc_providers::table.find(partner.0).filter(oidc_providers::passwords.eq(false));
    let any = diesel::update(off)
        .set((oidc_providers::passwords.eq(true), oidc_providers::version.eq(oidc_providers::version + 1)))
        .execute(tx.conn())?
        > 0;
    if any {
        let entry = Entry::of("partner.sign_in_provider", "partner", partner, "");
        tx.audit(entry.change("passwords_too", "no", "yes"));
    }
    Ok(any)
}

/// Says that who somebody is at a provider was linked with them: in the log, and to them, who may know nothing of it.
pub(crate) fn linked(tx: &mut WriteTx<'_, InSelf>, issuer: &str, label: &str, address: &str) -> AppResult<()> {
    let to = Recipient { email: tx.facts().email.clone(), name: tx.facts().name.clone() };
    let entry = Entry::of("identity.linked", "person", tx.person_id(), &to.name);
    tx.audit(entry.change("provider", "", issuer).change("address", "", address));
    let (provider, address) = (label.to_owned(), address.to_owned());
    mail::actions::put(tx, &to, &Letter::SignInLink { what: SignInLink::Made, provider, address })
}

/// Lets go of who the person is at a provider: the next time their address decides again.
///
/// # Errors
/// `NotFound` where they are nobody there.
pub(crate) fn unlink_mine(tx: &mut WriteTx<'_, InSelf>, issuer: &str) -> AppResult<()> {
    let (partner, person) = (tx.partner_id().0, tx.person_id());
    if diesel::delete(oidc_identities::table.find((partner, person.0, issuer))).execute(tx.conn())? == 0 {
        return Err(AppError::NotFound);
    }
    let to = Recipient { email: tx.facts().email.clone(), name: tx.facts().name.clone() };
    tx.audit(Entry::of("identity.unlinked", "person", person, &to.name).change("provider", issuer, ""));
    let (provider, address) = (issuer.to_owned(), String::new());
    mail::actions::put(tx, &to, &Letter::SignInLink { what: SignInLink::Removed, provider, address })
}

/// Takes the links with all providers from somebody whose account there was made anew.
///
/// # Errors
/// `Conflict` when there is none.
pub(super) fn unlink(tx: &mut WriteTx<'_, InPartner>, person: &Person) -> AppResult<()> {
    let theirs = oidc_identities::table
        .filter(oidc_identities::partner_id.eq(tx.partner_id().0))
        .filter(oidc_identities::person_id.eq(person.id));
    let issuers: Vec<String> = diesel::delete(theirs).returning(oidc_identities::issuer).get_results(tx.conn())?;
    if issuers.is_empty() {
        return Err(AppError::Conflict(t!("oidc-not-linked", name = person.name)));
    }
    tx.audit(Entry::of("identity.unlinked", "person", person.id, &person.name));
    let to = Recipient { email: person.email.clone(), name: person.name.clone() };
    let (provider, address) = (issuers.join(", "), String::new());
    mail::actions::put(tx, &to, &Letter::SignInLink { what: SignInLink::RemovedByPartner, provider, address })
}
