//! The calls about connectors that can be installed, and their methods.

use super::model::{ConnectorObject, MethodObject};
use super::queries::{self, COLUMNS, Key, Narrow};
use crate::account_connectors::pages::Stand;
use crate::account_connectors::queries::setup;
use crate::connectors::owned::installable;
use crate::connectors::queries::live_outline;
use crate::db::ReadTx;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, ConnectorId};
use crate::people::model::fold;
use crate::web::api::between::here;
use crate::web::api::call::Called;
use crate::web::api::list::{DEEP, truth};
use crate::web::api::{Answer, Call, ListQuery};
use crate::web::forms::Asked;
use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What lists are narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Wanted {
    query: String,
    category: String,
    /// Whether those that an account has of its own are among them.
    #[schemars(with = "Option<bool>")]
    include_custom_connectors: Option<String>,
}

impl Wanted {
    pub(super) fn narrow(self) -> AppResult<Narrow> {
        let custom = truth("includeCustomConnectors", self.include_custom_connectors.as_deref())?;
        Ok(Narrow {
            query: self.query.trim().to_owned(),
            category: self.category.trim().to_owned(),
            without_custom: custom == Some(false),
            ..Narrow::default()
        })
    }

    /// The same as a query.
    pub(super) fn here(&self, path: &str) -> String {
        let custom = self.include_custom_connectors.as_deref().unwrap_or_default();
        let parts = [("query", self.query.as_str()), ("category", &self.category), ("includeCustomConnectors", custom)];
        here(path, parts)
    }
}

pub(super) async fn list<P: Stand + Called>(
    call: Call<P::Look, P>,
    asked: Asked<ListQuery>,
    wanted: Asked<Wanted>,
) -> AppResult<Answer> {
    let listed = asked.0.read::<Key>(&COLUMNS)?;
    let here = wanted.0.here("/v1.0/connectors");
    let narrow = wanted.0.narrow()?;
    call.read_in(move |tx, account| {
        let rows = queries::list(tx, account, &narrow, &listed)?;
        let count = queries::count(tx, account, &narrow, DEEP)?;
        listed.answer(rows, count, &here)
    })
    .await
}

/// One by its id; by its name a list of those that are called so.
pub(super) async fn show<P: Stand + Called>(call: Call<P::Look, P>, path: web::Path<String>) -> AppResult<Answer> {
    let name = path.into_inner();
    call.read_in(move |tx, account| match Uuid::try_parse(&name) {
        Ok(id) => {
            installable(tx, account, ConnectorId(id))?;
            Answer::of(&OneOrNamed::One(Box::new(whole(tx, id)?)))
        }
        Err(_) => named(tx, account, &name, None),
    })
    .await
}

/// A connector with what its forms ask for.
///
/// # Errors
/// `NotFound`.
pub(super) fn whole<P>(tx: &mut ReadTx<'_, P>, id: Uuid) -> AppResult<ConnectorObject> {
    let setup = setup(tx, ConnectorId(id))?;
    let found = queries::these(tx, &[id])?.pop().ok_or(AppError::NotFound)?;
    Ok(found.with_setup(&setup))
}

/// What is answered to an id, and to a name, which several may have.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum OneOrNamed {
    /// The one of the id.
    One(Box<ConnectorObject>),
    /// All of the name.
    Named(Vec<ConnectorObject>),
}

/// Those of a name, and where it is said of a version; none is not found.
fn named<P>(tx: &mut ReadTx<'_, P>, account: AccountId, name: &str, version: Option<&str>) -> AppResult<Answer> {
    let narrow = Narrow { named: Some(name.to_owned()), ..Narrow::default() };
    let all = crate::web::api::Listed { skip: 0, rows: DEEP, by: "Id", ascending: true, after: None };
    let rows = queries::list(tx, account, &narrow, &all)?.into_iter().map(|(_, connector)| connector);
    let fits =
        |known: &Option<String>| version.is_none_or(|asked| known.as_deref().is_some_and(|own| same(own, asked)));
    let found: Vec<ConnectorObject> = rows.filter(|connector| fits(&connector.version)).collect();
    if found.is_empty() { Err(AppError::NotFound) } else { Answer::of(&OneOrNamed::Named(found)) }
}

/// "v3" and "3" are the same version.
fn same(own: &str, asked: &str) -> bool {
    let bare = |text: &str| fold(text).trim_start_matches('v').to_owned();
    bare(own) == bare(asked)
}

type Versioned = web::Path<(String, String)>;

pub(super) async fn of_version<P: Stand + Called>(call: Call<P::Look, P>, path: Versioned) -> AppResult<Answer> {
    let (name, version) = path.into_inner();
    call.read_in(move |tx, account| named(tx, account, &name, Some(&version))).await
}

/// A connector that an account can install, by its id or its name.
///
/// # Errors
/// `NotFound`.
pub(super) fn find<P>(
    tx: &mut ReadTx<'_, P>,
    account: AccountId,
    name: &str,
    version: Option<&str>,
) -> AppResult<Uuid> {
    if let Ok(id) = Uuid::try_parse(name) {
        installable(tx, account, ConnectorId(id))?;
        return Ok(id);
    }
    let narrow = Narrow { named: Some(name.to_owned()), ..Narrow::default() };
    let all = crate::web::api::Listed { skip: 0, rows: DEEP, by: "Id", ascending: true, after: None };
    let rows = queries::list(tx, account, &narrow, &all)?;
    let fits =
        |known: &Option<String>| version.is_none_or(|asked| known.as_deref().is_some_and(|own| same(own, asked)));
    let found = rows.into_iter().find(|(_, connector)| fits(&connector.version));
    found.map(|(_, connector)| connector.id).ok_or(AppError::NotFound)
}

/// What lists of methods can be ordered by.
pub(super) const METHOD_COLUMNS: [&str; 2] = ["Name", "Id"];

pub(super) async fn methods<P: Stand + Called>(
    call: Call<P::Look, P>,
    path: web::Path<String>,
    asked: Asked<ListQuery>,
    wanted: Asked<Wanted>,
) -> AppResult<Answer> {
    let name = path.into_inner();
    let here = format!("/v1.0/connectors/{}/methods", encoded(&name));
    page_of_methods(call, name, None, asked.0, wanted.0, here).await
}

pub(super) async fn methods_of_version<P: Stand + Called>(
    call: Call<P::Look, P>,
    path: Versioned,
    asked: Asked<ListQuery>,
    wanted: Asked<Wanted>,
) -> AppResult<Answer> {
    let (name, version) = path.into_inner();
    let here = format!("/v1.0/connectors/{}/{}/methods", encoded(&name), encoded(&version));
    page_of_methods(call, name, Some(version), asked.0, wanted.0, here).await
}

/// A part of a path as an address has it.
fn encoded(part: &str) -> String {
    url::form_urlencoded::byte_serialize(part.as_bytes()).collect::<String>().replace('+', "%20")
}

async fn page_of_methods<P: Stand + Called>(
    call: Call<P::Look, P>,
    name: String,
    version: Option<String>,
    asked: ListQuery,
    wanted: Wanted,
    here: String,
) -> AppResult<Answer> {
    let listed = asked.read::<Key>(&METHOD_COLUMNS)?;
    call.read_in(move |tx, account| {
        let connector = find(tx, account, &name, version.as_deref())?;
        let (_, number, outline) = live_outline(tx, connector)?;
        let (part, category) = (fold(&wanted.query), fold(&wanted.category));
        let places: Vec<(Key, String)> = outline
            .methods
            .iter()
            .filter(|method| fold(&method.name).contains(&part))
            .filter(|method| category.is_empty() || fold(&method.category) == category)
            .map(|method| {
                let id = super::model::method_id(connector, &method.key);
                let key = if listed.by == "Id" { String::new() } else { fold(&method.name) };
                ((key, id), method.key.clone())
            })
            .collect();
        let count = i64::try_from(places.len()).unwrap_or(DEEP);
        let shown = listed.cut(places);
        let keys: Vec<String> = shown.iter().map(|(_, key)| key.clone()).collect();
        let whole = queries::methods(tx, connector, number, &keys)?;
        let object = |(place, key): (Key, String)| {
            let method = whole.iter().find(|method| method.key == key)?;
            Some((place, MethodObject::of(connector, method)))
        };
        listed.answer(shown.into_iter().filter_map(object).collect(), count, &wanted.here(&here))
    })
    .await
}
