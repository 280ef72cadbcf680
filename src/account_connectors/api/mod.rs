//! Connectors through the API: those of the library that an account can install, with their methods, and those that are
//! installed in it.
//!
//! - `library`: what can be installed. `installing`: installing one. `installed`, `properties`: those that are.
//! - `given`: credentials and parameters as calls give them. `model`: the objects. `queries`: what is read for them.

mod given;
mod installed;
mod installing;
mod library;
mod model;
mod properties;
mod queries;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;
use {installed as i, library as l, properties as p};

pub(super) fn routes(routes: &mut Routes) {
    routes
        .account_call("GET", "/v1.0/connectors", l::list::<InPartner>, l::list::<InAccount>)
        .account_call("GET", "/v1.0/connectors/{connector}", l::show::<InPartner>, l::show::<InAccount>)
        .account_call("GET", "/v1.0/connectors/{connector}/methods", l::methods::<InPartner>, l::methods::<InAccount>)
        .account_call(
            "POST",
            "/v1.0/connectors/{connector}/install",
            installing::install::<InPartner>,
            installing::install::<InAccount>,
        )
        .account_call(
            "GET",
            "/v1.0/connectors/{connector}/{version}",
            l::of_version::<InPartner>,
            l::of_version::<InAccount>,
        )
        .account_call(
            "GET",
            "/v1.0/connectors/{connector}/{version}/methods",
            l::methods_of_version::<InPartner>,
            l::methods_of_version::<InAccount>,
        )
        .account_call("GET", "/v1.0/account/connectors", i::list::<InPartner>, i::list::<InAccount>)
        .account_call("GET", "/v1.0/account/connectors/{connector}", i::show::<InPartner>, i::show::<InAccount>)
        .account_call("PUT", "/v1.0/account/connectors/{connector}", i::change::<InPartner>, i::change::<InAccount>)
        .account_call("DELETE", "/v1.0/account/connectors/{connector}", i::remove::<InPartner>, i::remove::<InAccount>)
        .account_call(
            "PUT",
            "/v1.0/account/connectors/{connector}/deauthenticate",
            i::deauthenticate::<InPartner>,
            i::deauthenticate::<InAccount>,
        )
        .account_call(
            "GET",
            "/v1.0/account/connectors/{connector}/properties",
            p::list::<InPartner>,
            p::list::<InAccount>,
        )
        .account_call(
            "POST",
            "/v1.0/account/connectors/{connector}/properties",
            p::create::<InPartner>,
            p::create::<InAccount>,
        )
        .account_call(
            "GET",
            "/v1.0/account/connectors/{connector}/properties/{property}",
            p::show::<InPartner>,
            p::show::<InAccount>,
        )
        .account_call(
            "PUT",
            "/v1.0/account/connectors/{connector}/properties/{property}",
            p::change::<InPartner>,
            p::change::<InAccount>,
        )
        .account_call(
            "DELETE",
            "/v1.0/account/connectors/{connector}/properties/{property}",
            p::remove::<InPartner>,
            p::remove::<InAccount>,
        );
}
