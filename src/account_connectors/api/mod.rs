//! Connectors through the API: those of the library that an account can install, with their methods, and those that are
//! installed in it.
//!
//! - `library`: what can be installed. `custom`: what of it is the account's own. `installing`: installing one. `installed`, `properties`: those that are.
//! - `calling`: calls of their methods. `fields`: what those send and get.
//! - `given`: credentials and parameters as calls give them. `model`: the objects. `queries`: what is read for them.

mod calling;
mod custom;
mod fields;
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
use calling::{CallAnswer, CallBody, TestObject};
use custom::CustomBody;
use fields::ConnectorField;
use given::{ConnectorBody, PropertyBody};
use library::{OneOrNamed, Wanted};
use model::{ChoiceObject, ConnectorObject, InstalledObject, PropertyObject};
pub(crate) use model::{FieldObject, MethodObject, method_id};
use {calling as c, installed as i, library as l, properties as p};

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
            "/v1.0/account/connectors/custom",
            custom::list::<InPartner>,
            custom::list::<InAccount>,
            told(LIBRARY, "List an account's own connectors")
                .about("They belong to the account: no other can install them.")
                .asks::<Wanted>()
                .pages::<ConnectorObject>(&queries::COLUMNS),
        )
        .account_call(
            "POST",
            "/v1.0/account/connectors/custom",
            custom::create::<InPartner>,
            custom::create::<InAccount>,
            told(LIBRARY, "Add a connector of an account's own")
                .about("Made of the OpenAPI document of its application, up to 5 MB; live at once.")
                .takes::<CustomBody>()
                .once()
                .gives::<ConnectorObject>(),
        )
        .account_call(
            "GET",
            "/v1.0/account/connectors/custom/{connector}",
            custom::show::<InPartner>,
            custom::show::<InAccount>,
            told(LIBRARY, "Get a connector of an account's own").gives::<ConnectorObject>(),
        )
        .account_call(
            "PUT",
            "/v1.0/account/connectors/custom/{connector}",
            custom::change::<InPartner>,
            custom::change::<InAccount>,
            told(LIBRARY, "Change a connector of an account's own")
                .about("With a document it has a new release, which is live at once.")
                .takes::<CustomBody>()
                .gives::<ConnectorObject>(),
        )
        .account_call(
            "DELETE",
            "/v1.0/account/connectors/custom/{connector}",
            custom::remove::<InPartner>,
            custom::remove::<InAccount>,
            told(LIBRARY, "Remove a connector of an account's own"),
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
        )
        .account_call(
            "POST",
            "/v1.0/account/connectors/{connector}/methods/{method}",
            c::call_method::<InPartner>,
            c::call_method::<InAccount>,
            told(INSTALLED, "Call a method of an installed connector")
                .about("One task; what the application answers is the answer. Of methods with pages the first is asked for.")
                .takes::<CallBody>()
                .once()
                .gives::<CallAnswer>(),
        )
        .account_call(
            "POST",
            "/v1.0/account/connectors/{connector}/test/{method}",
            c::test::<InPartner>,
            c::test::<InAccount>,
            told(INSTALLED, "Test an installed connector")
                .about("Calls the method, which is one task, and says only whether it went well.")
                .takes::<CallBody>()
                .once()
                .gives::<TestObject>(),
        )
        .account_call(
            "GET",
            "/v1.0/account/connectors/{connector}/fields",
            fields::list::<InPartner>,
            fields::list::<InAccount>,
            told(INSTALLED, "List the fields of an installed connector's methods")
                .asks::<fields::Wanted>()
                .pages::<ConnectorField>(&fields::COLUMNS),
        )
        .account_call(
            "POST",
            "/v1.0/account/connectors/{connector}/triggers/{trigger}",
            p::values::<InPartner>,
            p::values::<InAccount>,
            told(INSTALLED, "List the values of a property of an installed connector")
                .about("A trigger is a property that has a choice of values; its id is the property's. It reads and changes nothing, so it needs no Idempotency-Key.")
                .gives_all::<ChoiceObject>(),
        );
}
