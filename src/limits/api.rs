//! Limits of an account through the API: what holds, what is used of it and why, and setting one.

use super::actions::change;
use super::change::Change;
use super::model::{AtLimit, Kind, Level, Own};
use super::queries::{levels, set_for};
use crate::access::rights::{EditAccounts, ViewAccounts};
use crate::accounts::queries::api_ids;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::people::model::{shortened, with_capital};
use crate::web::api::call::account_named;
use crate::web::api::given::Lenient;
use crate::web::api::{Answer, Body, Call, Given, ListQuery, Place, pascal, told};
use crate::web::forms::Asked;
use crate::web::routes::Routes;
use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

const N: &str = "Limits";
/// As the console shows them, or by kind.
const COLUMNS: [&str; 2] = ["Order", "Kind"];

pub(super) fn routes(routes: &mut Routes) {
    routes
        .call(
            "GET",
            "/v1.0/accounts/{id}/limits",
            list,
            told(N, "List an account's limits").pages::<LimitObject>(&COLUMNS),
        )
        .call(
            "GET",
            "/v1.0/accounts/{id}/limits/{kind}",
            show,
            told(N, "Get a limit of an account").gives::<LimitObject>(),
        )
        .call(
            "PUT",
            "/v1.0/accounts/{id}/limits/{kind}",
            set,
            told(N, "Set a limit of an account")
                .about("What is left out stays; what is null is as the partner's default says.")
                .takes::<LimitBody>()
                .gives::<LimitObject>(),
        );
}

/// What an account may use of one kind.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Limit")]
struct LimitObject {
    /// Users, SubAccounts, Connectors, ActiveCycles, TasksMonth, TransactionsMinute, AtOnce, PayloadKb or RetentionHours.
    kind: String,
    /// Its own limit; none: it has none, or as the default says.
    own: Option<i64>,
    /// It has no limit of its own although there is a default.
    unlimited: bool,
    /// For it and all below it together.
    tree: Option<i64>,
    /// What becomes of tasks beyond it: Hold or Overage; none: as the default says.
    at_limit: Option<String>,
    /// Each limit that holds for the account, the nearest first.
    chain: Vec<LevelObject>,
}

/// One limit that holds for an account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "LimitLevel")]
struct LevelObject {
    /// Own, Tree or Default.
    level: &'static str,
    /// API ID of the account that it was set for.
    account_id: String,
    /// None: there is no limit.
    limit: Option<i64>,
    at_limit: Option<String>,
    /// None: nothing is counted of this kind.
    used: Option<i64>,
    /// The day on which what was used counts no more.
    resets: Option<chrono::NaiveDate>,
}

/// The kind that an address names.
fn kind(word: &str) -> AppResult<Kind> {
    let plain = word.replace('_', "");
    let found = Kind::ALL.into_iter().find(|kind| kind.key().replace('_', "").eq_ignore_ascii_case(&plain));
    found.ok_or(AppError::NotFound)
}

fn level(one: &Level, api_ids: &HashMap<Uuid, String>) -> LevelObject {
    LevelObject {
        level: match (one.inherited, one.tree) {
            (true, _) => "Default",
            (false, true) => "Tree",
            (false, false) => "Own",
        },
        account_id: api_ids.get(&one.account).cloned().unwrap_or_default(),
        limit: one.value,
        at_limit: one.at_limit.map(|at_limit| with_capital(at_limit.key())),
        used: one.used,
        resets: one.resets,
    }
}

fn objects(tx: &mut ReadTx<'_, InPartner>, account: AccountId, kinds: &[Kind]) -> AppResult<Vec<LimitObject>> {
    let all = levels(tx, account, kinds)?;
    let ids: Vec<Uuid> = all.iter().map(|level| level.account).collect();
    let known = api_ids(tx, &ids)?;
    let mut objects = Vec::new();
    for kind in kinds {
        let set = set_for(tx, account, *kind)?;
        let mut chain: Vec<&Level> = all.iter().filter(|level| level.kind == *kind).collect();
        chain.sort_by_key(|level| (level.distance, level.tree));
        objects.push(LimitObject {
            kind: pascal(kind.key()),
            own: match set.own {
                Own::Value(value) => Some(value),
                Own::Inherited | Own::Unlimited => None,
            },
            unlimited: set.own == Own::Unlimited,
            tree: set.tree,
            at_limit: set.at_limit.map(|at_limit| with_capital(at_limit.key())),
            chain: chain.into_iter().map(|one| level(one, &known)).collect(),
        });
    }
    Ok(objects)
}

async fn list(
    call: Call<ViewAccounts, InPartner>,
    path: web::Path<String>,
    asked: Asked<ListQuery>,
) -> AppResult<Answer> {
    let listed = asked.0.read::<Place>(&COLUMNS)?;
    call.read(move |tx| {
        let account = account_named(tx, &path)?;
        let all = objects(tx, account, &Kind::ALL)?;
        let kind = |one: &LimitObject, by| if by == "Kind" { one.kind.clone() } else { String::new() };
        listed.whole(all, &format!("/v1.0/accounts/{account}/limits"), kind)
    })
    .await
}

type Named = web::Path<(String, String)>;

async fn show(call: Call<ViewAccounts, InPartner>, path: Named) -> AppResult<Answer> {
    call.read(move |tx| {
        let account = account_named(tx, &path.0)?;
        Answer::of(&objects(tx, account, &[kind(&path.1)?])?.pop())
    })
    .await
}

/// What a limit is set to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "LimitGiven", example = serde_json::json!({"Own": 50_000, "AtLimit": "Hold"}))]
struct LimitBody {
    #[serde(deserialize_with = "Lenient::number")]
    own: Given<i64>,
    /// It is to have no limit of its own, whatever the default says.
    unlimited: Given<bool>,
    #[serde(deserialize_with = "Lenient::number")]
    tree: Given<i64>,
    /// Hold or Overage, of TasksMonth.
    at_limit: Given<String>,
}

impl LimitBody {
    /// What it changes, where `before` holds now.
    fn change(&self, kind: Kind, before: Own) -> AppResult<Change> {
        let value = |name: &str, value: i64| match kind.parse(&value.to_string()) {
            Ok(value) => Ok(value),
            Err(why) => Err(AppError::BadRequest(format!("{name}: {why}"))),
        };
        let own = match (&self.own, &self.unlimited) {
            (Given::Value(_), Given::Value(true)) => {
                return Err(AppError::BadRequest("Own, Unlimited: an account has one or the other.".to_owned()));
            }
            (Given::Value(given), _) => Some(Own::Value(value("Own", *given)?)),
            (_, Given::Value(true)) => Some(Own::Unlimited),
            (Given::Null, _) => Some(Own::Inherited),
            (Given::Absent, Given::Value(false) | Given::Null) if before == Own::Unlimited => Some(Own::Inherited),
            (Given::Absent, _) => None,
        };
        let tree = match &self.tree {
            Given::Value(given) => Some(Some(value("Tree", *given)?)),
            Given::Null => Some(None),
            Given::Absent => None,
        };
        let at_limit = match &self.at_limit {
            Given::Value(word) => {
                let read = AtLimit::read(&word.trim().to_ascii_lowercase()).filter(|_| kind == Kind::TasksMonth);
                let why = || format!("AtLimit ({}): must be Hold or Overage, of TasksMonth.", shortened(word));
                Some(Some(read.ok_or_else(|| AppError::BadRequest(why()))?))
            }
            Given::Null => Some(None),
            Given::Absent => None,
        };
        Ok(Change { own, tree, at_limit })
    }
}

/// Complaints by the names that the API gives the fields.
fn named(error: AppError) -> AppError {
    let AppError::Invalid(errors) = error else { return error };
    let words = errors.0.iter().map(|error| {
        let field = if error.field == "at_limit" { "AtLimit" } else { "Own" };
        format!("{field}: {}", error.message)
    });
    AppError::BadRequest(words.collect::<Vec<_>>().join(" "))
}

async fn set(call: Call<EditAccounts, InPartner>, body: Body<LimitBody>, path: Named) -> AppResult<Answer> {
    let (kind, said) = (kind(&path.1)?, body.value);
    // What cannot be meant whatever holds now is refused before anything is locked.
    said.change(kind, Own::Inherited)?;
    call.write(move |tx| {
        let account = account_named(tx, &path.0)?;
        change(tx, account, kind, |before| said.change(kind, before.own)).map_err(named)?;
        Answer::of(&objects(tx, account, &[kind])?.pop())
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_left_out_stays_and_what_is_wrong_is_named() {
        let change = |said: serde_json::Value, kind| {
            let body: LimitBody = serde_json::from_value(said).expect("it can be read");
            body.change(kind, Own::Value(5)).map_err(|why| why.to_string())
        };
        assert_eq!(change(json!({}), Kind::Users), Ok(Change::default()));
        let set = Change { own: Some(Own::Value(5)), tree: Some(None), at_limit: Some(Some(AtLimit::Overage)) };
        assert_eq!(change(json!({"Own": 5, "Tree": null, "AtLimit": "overage"}), Kind::TasksMonth), Ok(set));
        assert_eq!(change(json!({"Own": null}), Kind::Users).map(|change| change.own), Ok(Some(Own::Inherited)));
        assert_eq!(change(json!({"Unlimited": true}), Kind::Users).map(|change| change.own), Ok(Some(Own::Unlimited)));
        assert_eq!(change(json!({"Unlimited": false}), Kind::Users), Ok(Change::default()), "it was not unlimited");
        for (said, words) in [
            (json!({"Own": -1}), "Own: "),
            (json!({"Tree": 9_000_000_000_i64}), "Tree: "),
            (json!({"AtLimit": "Hold"}), "AtLimit (Hold)"),
            (json!({"Own": 1, "Unlimited": true}), "one or the other"),
        ] {
            let error = change(said.clone(), Kind::Users).expect_err("it is wrong");
            assert!(error.contains(words), "{said}: {error}");
        }
        assert_eq!(
            (kind("tasksmonth").ok(), kind("SubAccounts").ok()),
            (Some(Kind::TasksMonth), Some(Kind::SubAccounts))
        );
    }
}
