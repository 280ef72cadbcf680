//! The routes about a partner's sign-in provider, and a provider of the first partner for its staff.

use super::samples::Row;
use crate::support::World;
use diesel::connection::SimpleConnection;

pub const ROWS: &[Row] = &[
    ("POST", "/oidc/{slug}", "/oidc/contoso", &[]),
    ("GET", "/oidc/callback", "/oidc/callback?state=none&code=none", &[]),
    ("POST", "/me/unlinking", "/me/unlinking", &[("issuer", ISSUER)]),
    ("GET", "/console/staff/{id}/provider", "/console/staff/{staff}/provider", &[]),
    ("POST", "/console/staff/{id}/provider", "/console/staff/{staff}/provider", &[]),
    ("GET", "/console/people/{id}/provider", "/console/people/{person}/provider", &[]),
    ("POST", "/console/people/{id}/provider", "/console/people/{person}/provider", &[]),
    ("GET", "/console/settings/ways-in/provider", "/console/settings/ways-in/provider", &[]),
    (
        "POST",
        "/console/settings/ways-in/provider",
        "/console/settings/ways-in/provider",
        &[("issuer", ISSUER), ("client_id", "x"), ("label", "Stranger"), ("audience", "both"), ("version", "1")],
    ),
    ("GET", "/console/settings/ways-in/provider/removal", "/console/settings/ways-in/provider/removal", &[]),
    ("POST", "/console/settings/ways-in/provider/removal", "/console/settings/ways-in/provider/removal", &[]),
];

/// Nobody answers at that issuer, the other partner has no provider, and nobody was sent anywhere.
pub const GOOD: &[(&str, &str, u16)] = &[
    ("POST", "/console/staff/{id}/provider", 409),
    ("POST", "/console/people/{id}/provider", 409),
    ("POST", "/oidc/{slug}", 404),
    ("GET", "/oidc/callback", 404),
    ("POST", "/console/settings/ways-in/provider", 422),
];

const ISSUER: &str = "https://login.northwind.invalid";

/// A provider of the first partner, where one of its staff is known.
pub fn provider(world: &World) {
    let (partner, ada) = (world.near().partner, world.people.console);
    let made = format!(
        "insert into oidc_providers (partner_id, issuer, client_id, secret, label, audience, updated_at)
         values ('{partner}', '{ISSUER}', 'secret of Client', '', 'secret of Provider', 'console', now());
         insert into oidc_identities (partner_id, person_id, issuer, subject, email, linked_at, used_at)
         values ('{partner}', '{ada}', '{ISSUER}', 'secret of Subject', 'ada.vance@northwind.test', now(), now())"
    );
    world.database.look().batch_execute(&made).unwrap();
}
