//! Many accounts in one call: a result for each, in the order in which they were given. What is wrong with one keeps none
//! of the others from being made; only what is no list is refused as a whole.

use super::calls::{TAKEN, as_known, no_such_parent};
use super::model::AccountBody;
use crate::access::rights::EditAccounts;
use crate::accounts::actions::{self, Above, NewAccount, tree};
use crate::accounts::model::{ApiId, DEPTH_MAX, Details};
use crate::accounts::queries::ids_among;
use crate::db::schema::accounts;
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::limits::choke::room_for_many;
use crate::limits::model::Kind;
use crate::people::model::fold;
use crate::web::api::answer::words_of;
use crate::web::api::body::read_part;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, Given, Unread};
use diesel::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// Accounts of one call at most.
const MANY_MAX: usize = 1_000;

/// What became of one of many accounts.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "AccountResult")]
pub(super) struct ResultObject {
    /// 200: it was made; else what a call for it alone would be answered with.
    status: u16,
    /// Its API ID.
    id: Option<String>,
    /// The id in addresses of the console.
    internal_id: Option<Uuid>,
    /// Why it was not made.
    message: Option<String>,
}

impl ResultObject {
    fn made(id: AccountId, api_id: &str) -> ResultObject {
        ResultObject { status: 200, id: Some(api_id.to_owned()), internal_id: Some(id.0), message: None }
    }

    fn refused(error: &AppError, named: Option<&str>) -> ResultObject {
        let (status, words) = words_of(error);
        let id = named.map(str::to_owned);
        ResultObject { status: status.as_u16(), id, internal_id: None, message: Some(words) }
    }
}

/// One that may be made, at its place in the call.
struct Wanted {
    at: usize,
    id: AccountId,
    api_id: ApiId,
    /// Its API ID as the call says it, if it does.
    named: Option<String>,
    details: Details,
    /// The key of the account above it, as the call names that.
    above: Option<String>,
}

pub(super) async fn create_many(
    call: Call<EditAccounts, InPartner>,
    body: Body<Unread>,
    key: Once,
) -> AppResult<Answer> {
    let said = body.value.0.clone();
    if said.len() > MANY_MAX {
        let why = format!("{} accounts are too many for one call; {MANY_MAX} are the most.", said.len());
        return Err(AppError::BadRequest(why));
    }
    call.write_once(key, &body, move |tx| Answer::of(&make(tx, said)?)).await
}

fn make(tx: &mut WriteTx<'_, InPartner>, said: Vec<Value>) -> AppResult<Vec<ResultObject>> {
    let mut results = vec![ResultObject::default(); said.len()];
    let wanted = readable(tx, said, &mut results)?;
    let (roots, below): (Vec<Wanted>, Vec<Wanted>) = wanted.into_iter().partition(|one| one.above.is_none());
    // Trees are held before anything is written, as whoever makes one sub-account holds its own.
    let mut places = stored_places(tx, &below)?;
    let tops = put(tx, roots, &mut places, &mut results)?;
    let under = put_below(tx, below, &mut places, &mut results)?;
    actions::count_accounts(tx, tops, under)?;
    Ok(results)
}

/// Those that can be read and whose API ID is free.
fn readable(tx: &mut WriteTx<'_, InPartner>, said: Vec<Value>, results: &mut [ResultObject]) -> AppResult<Vec<Wanted>> {
    let mut read = Vec::new();
    for (at, body) in said.into_iter().enumerate() {
        let named = named_in(&body);
        match read_part::<AccountBody>(body, "").and_then(|body| one(tx, at, named.clone(), body)) {
            Ok(wanted) => read.push(wanted),
            Err(error) => results[at] = ResultObject::refused(&error, named.as_deref()),
        }
    }
    // In one order, so that two such calls with the same API IDs wait for each other.
    read.sort_by_cached_key(|one: &Wanted| (one.api_id.key(), one.at));
    let keys: Vec<String> = read.iter().map(|one| one.api_id.key()).collect();
    let held: Vec<String> = accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::api_id_key.eq_any(keys))
        .select(accounts::api_id_key)
        .load(tx.conn())?;
    let mut held: BTreeSet<String> = held.into_iter().collect();
    let ids = ids_among(tx, read.iter().map(|one| one.api_id.as_str()))?;
    read.retain(|one| {
        let free = held.insert(one.api_id.key()) && !ids.contains_key(one.api_id.as_str());
        if !free {
            results[one.at] = one.refused(&AppError::BadRequest(TAKEN.to_owned()));
        }
        free
    });
    Ok(read)
}

/// The API ID that an object says, whatever else is wrong with it.
fn named_in(body: &Value) -> Option<String> {
    let id = body.as_object()?.iter().find(|(name, _)| name.eq_ignore_ascii_case("Id"))?.1;
    id.as_str().map(str::to_owned)
}

fn one(tx: &ReadTx<'_, InPartner>, at: usize, named: Option<String>, body: AccountBody) -> AppResult<Wanted> {
    let above = match &body.parent_account_id {
        Given::Value(name) if !name.trim().is_empty() => Some(fold(name.trim())),
        _ => None,
    };
    let (id, details) = (AccountId::new(), body.create()?);
    actions::billing_from_now(tx, &details, None).map_err(as_known)?;
    Ok(Wanted { at, id, api_id: actions::api_id_of(&details, id)?, named, details, above })
}

/// Places below accounts, by what the call names those by: the key of an API ID, or an id.
type Places = HashMap<String, Arc<Above>>;

impl Wanted {
    fn place(&self, places: &Places) -> Option<Arc<Above>> {
        places.get(self.above.as_ref()?).cloned()
    }

    fn refused(&self, error: &AppError) -> ResultObject {
        ResultObject::refused(error, self.named.as_deref())
    }
}

/// The places below the stored accounts that are named as parents, with their trees held.
fn stored_places(tx: &mut WriteTx<'_, InPartner>, below: &[Wanted]) -> AppResult<Places> {
    let named: BTreeSet<&String> = below.iter().filter_map(|one| one.above.as_ref()).collect();
    if named.is_empty() {
        return Ok(Places::new());
    }
    let ids: Vec<Uuid> = named.iter().filter_map(|key| Uuid::try_parse(key).ok()).collect();
    let found: Vec<(Uuid, String)> = accounts::table
        .filter(accounts::partner_id.eq(tx.partner_id().0))
        .filter(accounts::live)
        .filter(accounts::api_id_key.eq_any(&named).or(accounts::id.eq_any(ids)))
        .select((accounts::id, accounts::api_id_key))
        .load(tx.conn())?;
    let parents: Vec<Uuid> = found.iter().map(|(id, _)| *id).collect();
    tree::lock(tx, &parents, tree::Hold::Alone)?;
    let stored: HashMap<Uuid, Arc<Above>> =
        actions::places(tx, &parents)?.into_iter().map(|(id, place)| (id, Arc::new(place))).collect();
    let by_api_id: HashMap<&str, Uuid> = found.iter().map(|(id, key)| (key.as_str(), *id)).collect();
    // An API ID comes before an id.
    let known = named.into_iter().filter_map(|key| {
        let id = by_api_id.get(key.as_str()).copied().or_else(|| Uuid::try_parse(key).ok())?;
        Some((key.clone(), stored.get(&id)?.clone()))
    });
    Ok(known.collect())
}

/// Makes sub-accounts, level by level, so that the place below each parent is known by then. Says how many.
fn put_below(
    tx: &mut WriteTx<'_, InPartner>,
    mut below: Vec<Wanted>,
    places: &mut Places,
    results: &mut [ResultObject],
) -> AppResult<i64> {
    let mut made = 0;
    while !below.is_empty() {
        let (ready, later): (Vec<Wanted>, Vec<Wanted>) = below.into_iter().partition(|one| one.place(places).is_some());
        if ready.is_empty() {
            for one in later {
                results[one.at] = one.refused(&no_such_parent(one.above.as_deref().unwrap_or_default()));
            }
            return Ok(made);
        }
        let (fits, deep): (Vec<Wanted>, Vec<Wanted>) =
            ready.into_iter().partition(|one| one.place(places).is_none_or(|place| place.depth < DEPTH_MAX));
        for one in deep {
            let why = AppError::BadRequest(format!("ParentAccountId: {DEPTH_MAX} levels are the most."));
            results[one.at] = one.refused(&why);
        }
        made += put(tx, fits, places, results)?;
        below = later;
    }
    Ok(made)
}

/// Makes accounts whose places are good, all of them in one go; where a limit has no room for all, or somebody takes an
/// API ID at this moment, one by one. Says how many.
fn put(
    tx: &mut WriteTx<'_, InPartner>,
    some: Vec<Wanted>,
    places: &mut Places,
    results: &mut [ResultObject],
) -> AppResult<i64> {
    let new = |one: &Wanted| NewAccount {
        id: one.id,
        api_id: one.api_id.clone(),
        details: one.details.clone(),
        above: one.place(places),
    };
    let new: Vec<NewAccount> = some.iter().map(new).collect();
    if new.is_empty() {
        return Ok(0);
    }
    let parents: BTreeSet<Uuid> = new.iter().filter_map(|one| one.above.as_ref()?.ancestors.first().copied()).collect();
    let parents: Vec<Uuid> = parents.into_iter().collect();
    let done = tx.attempt(|tx| {
        actions::create_many(tx, &new)?;
        room_for_many(tx, &parents, Kind::SubAccounts)
    });
    match (done, &some[..]) {
        (Ok(()), _) => {
            for (one, made) in some.iter().zip(&new) {
                results[one.at] = ResultObject::made(one.id, one.api_id.as_str());
                places.insert(one.api_id.key(), Arc::new(made.as_above()));
            }
            Ok(i64::try_from(some.len()).unwrap_or(i64::MAX))
        }
        (Err(error @ (AppError::AtLimit(_) | AppError::Invalid(_))), [only]) => {
            results[only.at] = only.refused(&as_known(error));
            Ok(0)
        }
        (Err(AppError::AtLimit(_) | AppError::Invalid(_)), _) => {
            some.into_iter().map(|one| put(tx, vec![one], places, results)).sum()
        }
        (Err(other), _) => Err(other),
    }
}
