//! Samples of the pages of brands and of the files that they are made of.

use super::samples::Row;
use crate::support::World;
use diesel::connection::SimpleConnection;

pub const ROWS: &[Row] = &[
    ("GET", "/theme/{name}", "/theme/abc123-x.x.x.x.x.x-x-x.css", &[]),
    ("GET", "/brand/{partner}/{file}", "/brand/none/none.png", &[]),
    ("GET", "/console/settings/branding", "/console/settings/branding", &[]),
    ("POST", "/console/settings/branding", "/console/settings/branding", &[("name", "Another"), ("version", "0")]),
    ("GET", "/console/settings/branding/preview", "/console/settings/branding/preview?name=Another", &[]),
    ("POST", "/console/settings/branding/images/{use}", "/console/settings/branding/images/logo", &[]),
    ("POST", "/console/settings/branding/images/{use}/removal", "/console/settings/branding/images/logo/removal", &[]),
    ("GET", "/console/settings/branding/publication", "/console/settings/branding/publication", &[]),
    ("POST", "/console/settings/branding/publication", "/console/settings/branding/publication", &[("version", "1")]),
    ("GET", "/console/settings/branding/discarding", "/console/settings/branding/discarding", &[]),
    ("POST", "/console/settings/branding/discarding", "/console/settings/branding/discarding", &[]),
    ("POST", "/console/settings/branding/sample", "/console/settings/branding/sample", &[]),
    ("GET", "/console/settings/branding/versions/{number}", "/console/settings/branding/versions/{brand_version}", &[]),
    (
        "POST",
        "/console/settings/branding/versions/{number}/restoration",
        "/console/settings/branding/versions/{brand_version}/restoration",
        &[],
    ),
    ("GET", "/console/accounts/{id}/branding", "/console/accounts/{account}/branding", &[]),
    (
        "POST",
        "/console/accounts/{id}/branding",
        "/console/accounts/{account}/branding",
        &[("name", "Another"), ("version", "1")],
    ),
    (
        "GET",
        "/console/accounts/{id}/branding/preview",
        "/console/accounts/{account}/branding/preview?name=Another",
        &[],
    ),
    ("POST", "/console/accounts/{id}/branding/images/{use}", "/console/accounts/{account}/branding/images/logo", &[]),
    (
        "POST",
        "/console/accounts/{id}/branding/images/{use}/removal",
        "/console/accounts/{account}/branding/images/logo/removal",
        &[],
    ),
];

/// No image is a text, so what is uploaded is refused at its field.
pub const UPLOADS: &[(&str, &str)] = &[
    ("/console/settings/branding/images/{use}", "no image"),
    ("/console/accounts/{id}/branding/images/{use}", "no image"),
];

pub const GOOD: &[(&str, &str, u16)] = &[
    ("GET", "/brand/{partner}/{file}", 404),
    ("POST", "/console/settings/branding/images/{use}", 422),
    ("POST", "/console/accounts/{id}/branding/images/{use}", 422),
];

/// A brand that was published, and what the branch has otherwise. Answers the version.
pub fn brand(world: &World) -> String {
    let (partner, branch) = (world.near().partner, world.branch);
    let tokens = r#"{"name": "secret of Brand"}"#;
    let made = format!(
        "insert into brand_versions values ('{partner}', 7, '{tokens}', now(), 'secret of Publisher');
         insert into account_brands values ('{partner}', '{branch}', '{tokens}', 1, now(), 'secret of Editor')"
    );
    world.database.look().batch_execute(&made).unwrap();
    "7".to_owned()
}
