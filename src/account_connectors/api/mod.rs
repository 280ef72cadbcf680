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
use crate::web::api::{Message, told};
use crate::web::routes::Routes;
use given::{ConnectorBody, PropertyBody};
use library::{OneOrNamed, Wanted};
use model::{ConnectorObject, InstalledObject, PropertyObject};
pub(crate) use model::{FieldObject, MethodObject, method_id};
use {installed as i, library as l, properties as p};

const LIBRARY: &str = "Library";
const INSTALLED: &str = "Installed connectors";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .account_call(
            "GET",
            "/v1.0/connectors",
            l::list::<InPartner>,
            l::list::<InAccount>,
            told(LIBRARY, "List connectors").asks::<Wanted>().pages::<ConnectorObject>(&queries::COLUMNS),
        )
        .account_call(
            "GET",
            "/v1.0/connectors/{connector}",
            l::show::<InPartner>,
            l::show::<InAccount>,
            told(LIBRARY, "Get a connector").about("By its id; by a name all that have it.").gives::<OneOrNamed>(),
        )
        .account_call(
            "GET",
            "/v1.0/connectors/{connector}/methods",
            l::methods::<InPartner>,
            l::methods::<InAccount>,
            told(LIBRARY, "List a connector's methods")
                .asks::<Wanted>()
                .pages::<MethodObject>(&library::METHOD_COLUMNS),
        )
        .account_call(
            "POST",
            "/v1.0/connectors/{connector}/install",
            installing::install::<InPartner>,
            installing::install::<InAccount>,
            told(LIBRARY, "Install a connector").takes::<ConnectorBody>().once().gives::<InstalledObject>(),
        )
        .account_call(
            "GET",
            "/v1.0/connectors/{connector}/{version}",
            l::of_version::<InPartner>,
            l::of_version::<InAccount>,
            told(LIBRARY, "Get a version of a connector").gives_all::<ConnectorObject>(),
        )
        .account_call(
            "GET",
            "/v1.0/connectors/{connector}/{version}/methods",
            l::methods_of_version::<InPartner>,
            l::methods_of_version::<InAccount>,
            told(LIBRARY, "List the methods of a version")
                .asks::<Wanted>()
                .pages::<MethodObject>(&library::METHOD_COLUMNS),
        )
        .account_call(
            "GET",
            "/v1.0/account/connectors",
            i::list::<InPartner>,
            i::list::<InAccount>,
            told(INSTALLED, "List installed connectors").pages::<InstalledObject>(&installed::COLUMNS),
        )
        .account_call(
            "GET",
            "/v1.0/account/connectors/{connector}",
            i::show::<InPartner>,
            i::show::<InAccount>,
            told(INSTALLED, "Get an installed connector").gives::<InstalledObject>(),
        )
        .account_call(
            "PUT",
            "/v1.0/account/connectors/{connector}",
            i::change::<InPartner>,
            i::change::<InAccount>,
            told(INSTALLED, "Change an installed connector").takes::<ConnectorBody>().gives::<InstalledObject>(),
        )
        .account_call(
            "DELETE",
            "/v1.0/account/connectors/{connector}",
            i::remove::<InPartner>,
            i::remove::<InAccount>,
            told(INSTALLED, "Remove an installed connector"),
        )
        .account_call(
            "PUT",
            "/v1.0/account/connectors/{connector}/deauthenticate",
            i::deauthenticate::<InPartner>,
            i::deauthenticate::<InAccount>,
            told(INSTALLED, "Forget an installed connector's credentials").gives::<Message<'_>>(),
        )
        .account_call(
            "GET",
            "/v1.0/account/connectors/{connector}/properties",
            p::list::<InPartner>,
            p::list::<InAccount>,
            told(INSTALLED, "List the properties of an installed connector").pages::<PropertyObject>(&["Name"]),
        )
        .account_call(
            "POST",
            "/v1.0/account/connectors/{connector}/properties",
            p::create::<InPartner>,
            p::create::<InAccount>,
            told(INSTALLED, "Set a property of an installed connector")
                .takes::<PropertyBody>()
                .once()
                .gives::<PropertyObject>(),
        )
        .account_call(
            "GET",
            "/v1.0/account/connectors/{connector}/properties/{property}",
            p::show::<InPartner>,
            p::show::<InAccount>,
            told(INSTALLED, "Get a property of an installed connector").gives::<PropertyObject>(),
        )
        .account_call(
            "PUT",
            "/v1.0/account/connectors/{connector}/properties/{property}",
            p::change::<InPartner>,
            p::change::<InAccount>,
            told(INSTALLED, "Change a property of an installed connector")
                .takes::<PropertyBody>()
                .gives::<PropertyObject>(),
        )
        .account_call(
            "DELETE",
            "/v1.0/account/connectors/{connector}/properties/{property}",
            p::remove::<InPartner>,
            p::remove::<InAccount>,
            told(INSTALLED, "Clear a property of an installed connector"),
        );
}
