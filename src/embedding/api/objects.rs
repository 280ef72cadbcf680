//! What openings are answered with.

use crate::embedding::actions::Made;
use crate::embedding::model::View;
use crate::web::api::instant;
use schemars::JsonSchema;
use serde::Serialize;

/// A one-use token.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "SignInToken")]
pub(super) struct TokenObject {
    pub token: String,
    pub expires_at_utc: String,
}

/// Where Launch is opened.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Launch")]
pub(super) struct LaunchObject {
    /// The account's API ID.
    account_id: String,
    expires_at_utc: String,
    launch_url: String,
    token: String,
}

/// Where the Marketplace is opened.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Marketplace")]
pub(super) struct MarketplaceObject {
    /// The account's API ID.
    account_id: String,
    expires_at_utc: String,
    marketplace_url: String,
    token: String,
}

/// Where Orbit is opened.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Orbit")]
pub(super) struct OrbitObject {
    /// The account's API ID.
    account_id: String,
    expires_at_utc: String,
    orbit_url: String,
    token: String,
}

/// What an opening is answered with: the address of a view.
pub(super) trait Opening: Serialize + 'static {
    const VIEW: View;
    fn of(account_id: String, url: String, made: &Made) -> Self;
}

macro_rules! opening {
    ($object:ident, $view:ident, $url:ident) => {
        impl Opening for $object {
            const VIEW: View = View::$view;

            fn of(account_id: String, $url: String, made: &Made) -> Self {
                let (token, expires_at_utc) = (made.token.expose().to_owned(), instant(made.until));
                $object { account_id, expires_at_utc, $url, token }
            }
        }
    };
}
opening!(LaunchObject, Launch, launch_url);
opening!(MarketplaceObject, Marketplace, marketplace_url);
opening!(OrbitObject, Orbit, orbit_url);
