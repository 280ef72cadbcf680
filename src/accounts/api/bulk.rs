//! Many accounts in one call: a result for each, in the order in which they were given. What is wrong with one keeps none
//! of the others from being made; only what is no list of objects is refused as a whole.

use super::calls::{TAKEN, as_known};
use super::model::AccountBody;
use crate::access::rights::EditAccounts;
use crate::accounts::actions::{self, Above, NewAccount, tree};
use crate::accounts::model::{ApiId, DEPTH_MAX, Details, billing_date};
use crate::db::schema::accounts;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::limits::choke::room_for_many;
use crate::limits::model::Kind;
use crate::people::model::{fold, shortened};
use crate::web::api::answer::words_of;
use crate::web::api::body::read_one;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Call, Given, Items};
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
#[derive(Clone)]
struct Wanted {
    at: usize,
    id: AccountId,
    api_id: ApiId,
    details: Details,
    /// The key of the account above it, as the call names that.
    above: Option<String>,
}

pub(super) async fn create_many(
    call: Call<EditAccounts, InPartner>,
    body: Items<Value>,
    key: Once,
) -> AppResult<Answer> {
    if body.values.len() > MANY_MAX {
        let why = format!("{} accounts are too many for one call; {MANY_MAX} are the most.", body.values.len());
        return Err(AppError::BadRequest(why));
    }
    let said = body.values.clone();
    call.write_once(key, &body, move |tx| Answer::of(&make(tx, said)?)).await
}

fn make(tx: &mut WriteTx<'_, InPartner>, said: Vec<Value>) -> AppResult<Vec<ResultObject>> {
    let mut results = vec![ResultObject::default(); said.len()];
    let wanted = readable(tx, said, &mut results)?;
    let mut places = HashMap::new();
    let (roots, below): (Vec<Wanted>, Vec<Wanted>) = wanted.into_iter().partition(|one| one.above.is_none());
    // Trees are held before anything is written, as whoever makes one sub-account holds its own.
    stored_places(tx, &below, &mut places)?;
    let tops = put_all(tx, roots, &mut places, &mut results)?;
    let under = put_below(tx, below, &mut places, &mut results)?;
    actions::count_accounts(tx, count(tops), count(under))?;
    Ok(results)
}

fn count(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

/// Those that can be read and whose API ID is free.
fn readable(tx: &mut WriteTx<'_, InPartner>, said: Vec<Value>, results: &mut [ResultObject]) -> AppResult<Vec<Wanted>> {
    let (today, mut read) = (tx.now().date_naive(), Vec::new());
    for (at, body) in said.into_iter().enumerate() {
        let named = body.get("Id").and_then(Value::as_str).map(str::to_owned);
        match read_one::<AccountBody>(body).and_then(|body| one(at, body, today)) {
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
    read.retain(|one| {
        let free = held.insert(one.api_id.key());
        if !free {
            results[one.at] = ResultObject::refused(&AppError::BadRequest(TAKEN.to_owned()), Some(one.api_id.as_str()));
        }
        free
    });
    Ok(read)
}

fn one(at: usize, body: AccountBody, today: chrono::NaiveDate) -> AppResult<Wanted> {
    let above = match &body.parent_account_id {
        Given::Value(name) if !name.trim().is_empty() => Some(fold(name.trim())),
        _ => None,
    };
    let (id, details) = (AccountId::new(), body.create()?);
    billing_date(details.next_billing_on, None, today)
        .map_err(|why| super::model::named(AppError::invalid("next_billing_on", why)))?;
    let api_id = match &details.api_id {
        Some(chosen) => chosen.clone(),
        None => ApiId::parse(&id.to_string()).map_err(AppError::internal)?,
    };
    Ok(Wanted { at, id, api_id, details, above })
}

/// Places below accounts, by the key of their API ID and by their id.
type Places = HashMap<String, Arc<Above>>;

/// Makes accounts whose places are good.
fn put(
    tx: &mut WriteTx<'_, InPartner>,
    wanted: Vec<Wanted>,
    places: &mut Places,
    results: &mut [ResultObject],
) -> AppResult<()> {
    let mut new = Vec::with_capacity(wanted.len());
    for Wanted { at, id, api_id, details, above } in wanted {
        let above = above.and_then(|key| places.get(&key).cloned());
        results[at] = ResultObject::made(id, api_id.as_str());
        new.push(NewAccount { id, api_id, details, above });
    }
    if new.is_empty() {
        return Ok(());
    }
    actions::create_many(tx, &new)?;
    for account in &new {
        let place = Arc::new(account.as_above());
        places.insert(account.api_id.key(), place);
    }
    Ok(())
}

/// Makes sub-accounts, parents before their own; says how many. Where limits have no room for all, one after the other
/// as far as there is.
fn put_below(
    tx: &mut WriteTx<'_, InPartner>,
    mut below: Vec<Wanted>,
    places: &mut Places,
    results: &mut [ResultObject],
) -> AppResult<usize> {
    let mut made = 0;
    while !below.is_empty() {
        let (ready, later): (Vec<Wanted>, Vec<Wanted>) =
            below.into_iter().partition(|one| one.above.as_ref().is_some_and(|key| places.contains_key(key)));
        if ready.is_empty() {
            for one in later {
                let above = one.above.unwrap_or_default();
                let why = format!("ParentAccountId ({}): there is no such account", shortened(&above));
                results[one.at] = ResultObject::refused(&AppError::BadRequest(why), Some(one.api_id.as_str()));
            }
            return Ok(made);
        }
        made += put_level(tx, ready, places, results)?;
        below = later;
    }
    Ok(made)
}

/// Reads the places below the stored accounts that are named as parents, with their trees held.
fn stored_places(tx: &mut WriteTx<'_, InPartner>, below: &[Wanted], places: &mut Places) -> AppResult<()> {
    let named: BTreeSet<&String> =
        below.iter().filter_map(|one| one.above.as_ref()).filter(|key| !places.contains_key(*key)).collect();
    if named.is_empty() {
        return Ok(());
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
    // As the call names them; an API ID comes before an id.
    let known = named.iter().filter_map(|key| {
        let id = by_api_id.get(key.as_str()).copied().or_else(|| Uuid::try_parse(key).ok())?;
        Some(((*key).clone(), stored.get(&id)?.clone()))
    });
    places.extend(known);
    Ok(())
}

/// Makes the sub-accounts of one level.
fn put_level(
    tx: &mut WriteTx<'_, InPartner>,
    ready: Vec<Wanted>,
    places: &mut Places,
    results: &mut [ResultObject],
) -> AppResult<usize> {
    let depth = |one: &Wanted| one.above.as_ref().and_then(|key| places.get(key)).map_or(0, |place| place.depth);
    let (fits, deep): (Vec<Wanted>, Vec<Wanted>) = ready.into_iter().partition(|one| depth(one) < DEPTH_MAX);
    for one in deep {
        let why = AppError::BadRequest(format!("ParentAccountId: {DEPTH_MAX} levels are the most."));
        results[one.at] = ResultObject::refused(&why, Some(one.api_id.as_str()));
    }
    put_all(tx, fits, places, results)
}

/// Makes accounts whose places are good, all of them in one go; where a limit has no room for all, or somebody takes an
/// API ID at this moment, one by one. Says how many.
fn put_all(
    tx: &mut WriteTx<'_, InPartner>,
    some: Vec<Wanted>,
    places: &mut Places,
    results: &mut [ResultObject],
) -> AppResult<usize> {
    let above: BTreeSet<Uuid> =
        some.iter().filter_map(|one| places.get(one.above.as_ref()?)?.ancestors.first().copied()).collect();
    let (above, many, copies): (Vec<Uuid>, usize, Vec<Wanted>) =
        (above.into_iter().collect(), some.len(), some.clone());
    let (mut known, mut made) = (places.clone(), results.to_vec());
    let all = tx.attempt(|tx| {
        put(tx, some, &mut known, &mut made)?;
        room_for_many(tx, &above, Kind::SubAccounts)
    });
    match all {
        Ok(()) => {
            *places = known;
            results.clone_from_slice(&made);
            Ok(many)
        }
        Err(AppError::AtLimit(_) | AppError::Invalid(_)) => one_by_one(tx, copies, places, results),
        Err(other) => Err(other),
    }
}

fn one_by_one(
    tx: &mut WriteTx<'_, InPartner>,
    some: Vec<Wanted>,
    places: &mut Places,
    results: &mut [ResultObject],
) -> AppResult<usize> {
    let mut count = 0;
    for one in some {
        let (at, named) = (one.at, one.api_id.as_str().to_owned());
        let above: Vec<Uuid> =
            one.above.as_ref().and_then(|key| places.get(key)?.ancestors.first().copied()).into_iter().collect();
        let (mut known, mut made) = (Places::new(), vec![ResultObject::default(); at + 1]);
        if let Some((key, place)) = one.above.as_ref().and_then(|key| Some((key.clone(), places.get(key)?.clone()))) {
            known.insert(key, place);
        }
        let done = tx.attempt(|tx| {
            put(tx, vec![one], &mut known, &mut made)?;
            room_for_many(tx, &above, Kind::SubAccounts)
        });
        match done.map_err(as_known) {
            Ok(()) => {
                places.extend(known);
                results[at] = made[at].clone();
                count += 1;
            }
            Err(error @ (AppError::AtLimit(_) | AppError::BadRequest(_))) => {
                results[at] = ResultObject::refused(&error, Some(&named));
            }
            Err(other) => return Err(other),
        }
    }
    Ok(count)
}
