//! The partner's own registration at an application that signs in by OAuth 2.0. Its secret is written, never read.

use super::seen;
use crate::audit::Entry;
use crate::connectors::queries;
use crate::db::schema::connector_clients;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::people::model::Version;
use crate::secrets::{Slot, Vault};
use diesel::prelude::*;
use uuid::Uuid;
use zeroize::Zeroizing;

/// What the form says.
pub(crate) struct Registration {
    pub client_id: String,
    /// None: as it was.
    pub secret: Option<Zeroizing<String>>,
    pub scopes: Vec<String>,
    /// The host name that people come back by, empty for the installation's; None: as it was, or the main one.
    pub redirect_host: Option<String>,
}

/// Keeps the registration.
///
/// # Errors
/// `Invalid` without a secret where there is none yet; `Conflict` when somebody else saved meanwhile.
pub(crate) fn register(
    tx: &mut WriteTx<'_, InPartner>,
    vault: &Vault,
    id: Uuid,
    new: Registration,
    version: Version,
) -> AppResult<()> {
    let connector = seen(tx, id, version)?;
    let before = queries::client(tx, id)?;
    if before.is_none() && new.secret.is_none() {
        return Err(AppError::invalid("client_secret", t!("connectors-enter-client-secret")));
    }
    let kept = match &before {
        Some(before) => before.redirect_host.clone(),
        None => tx.facts().main_host.clone(),
    };
    let redirect_host = new.redirect_host.map_or(kept, |host| Some(host).filter(|host| !host.is_empty()));
    if let Some(host) = &redirect_host
        && !crate::hosts::queries::proved(tx)?.contains(host)
    {
        return Err(AppError::invalid("redirect_host", t!("connectors-host-not-verified")));
    }
    let partner = tx.partner_id();
    let slot = Slot { partner, column: "connector_clients.secret", row: id };
    let sealed = new.secret.as_ref().map(|secret| vault.seal(tx, slot, secret.as_bytes())).transpose()?;
    let (now, by) = (tx.now(), tx.facts().name.clone());
    let said = (
        connector_clients::client_id.eq(&new.client_id),
        connector_clients::scopes.eq(&new.scopes),
        connector_clients::updated_at.eq(now),
        connector_clients::updated_by.eq(by),
        connector_clients::redirect_host.eq(&redirect_host),
    );
    let row = connector_clients::table.find((partner.0, id));
    match (&before, sealed) {
        (None, sealed) => {
            let secret = connector_clients::secret.eq(sealed.unwrap_or_default());
            let key = (connector_clients::partner_id.eq(partner.0), connector_clients::connector_id.eq(id));
            diesel::insert_into(connector_clients::table).values((key, secret, said)).execute(tx.conn())?
        }
        (Some(_), Some(sealed)) => {
            diesel::update(row).set((connector_clients::secret.eq(sealed), said)).execute(tx.conn())?
        }
        (Some(_), None) => diesel::update(row).set(said).execute(tx.conn())?,
    };
    super::touch(tx, id)?;
    let look = tx.origin().look.clone();
    let came_back = before.as_ref().map(|before| look.at(before.redirect_host.as_deref())).unwrap_or_default();
    let (client_id, scopes) = before.map(|c| (c.client_id, c.scopes.join(" "))).unwrap_or_default();
    tx.audit(
        Entry::of("connector.client", "connector", id, &connector.name)
            .change("client_id", client_id, &new.client_id)
            .change("client_secret", "", if new.secret.is_some() { "set" } else { "" })
            .change("scopes", scopes, new.scopes.join(" "))
            .change("people_come_back_by", came_back, look.at(redirect_host.as_deref())),
    );
    Ok(())
}

/// Forgets the registration.
///
/// # Errors
/// `Conflict` when somebody else saved meanwhile.
pub(crate) fn forget(tx: &mut WriteTx<'_, InPartner>, id: Uuid, version: Version) -> AppResult<()> {
    let connector = seen(tx, id, version)?;
    let before = queries::client(tx, id)?.ok_or(AppError::NotFound)?;
    diesel::delete(connector_clients::table.find((tx.partner_id().0, id))).execute(tx.conn())?;
    super::touch(tx, id)?;
    let entry = Entry::of("connector.client", "connector", id, &connector.name);
    tx.audit(entry.change("client_id", before.client_id, ""));
    Ok(())
}
