//! The steps of a cycle.

use super::step_given::{StepBody, changed, fresh, put_in};
use super::step_object::{Beside, StepObject};
use super::{Named, edited, in_cycle, key_in, read, refused, step_of};
use crate::accounts::stand::Stand;
use crate::builder::edit::{Behind, add, remove};
use crate::db::{InAccount, InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::{AccountId, CycleId, known};
use crate::people::model::fold;
use crate::web::api::between::here;
use crate::web::api::call::Called;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, Given, ListQuery, Place, told};
use crate::web::forms::Asked;
use crate::web::routes::Routes;
use crate::web::state::App;
use actix_web::web;
use schemars::JsonSchema;
use serde::Deserialize;

const N: &str = "Steps";
/// As the flow has them, or by name.
const COLUMNS: [&str; 2] = ["Order", "Name"];

pub(super) fn routes(routes: &mut Routes) {
    routes
        .account_call(
            "GET",
            "/v1.0/cycles/{cycle}/steps",
            list::<InPartner>,
            list::<InAccount>,
            told(N, "List a cycle's steps").asks::<Wanted>().pages::<StepObject>(&COLUMNS),
        )
        .account_call(
            "POST",
            "/v1.0/cycles/{cycle}/steps",
            create::<InPartner>,
            create::<InAccount>,
            told(N, "Add a step to a cycle")
                .about("A connector's method by AccountConnectorId and MethodId, another kind by its ActionType, or all of it as Definition.")
                .takes::<StepBody>()
                .once()
                .gives::<StepObject>(),
        )
        .account_call(
            "GET",
            "/v1.0/cycles/{cycle}/steps/{step}",
            show::<InPartner>,
            show::<InAccount>,
            told(N, "Get a step of a cycle").gives::<StepObject>(),
        )
        .account_call(
            "PUT",
            "/v1.0/cycles/{cycle}/steps/{step}",
            set::<InPartner>,
            set::<InAccount>,
            told(N, "Change a step of a cycle").takes::<StepBody>().gives::<StepObject>(),
        )
        .account_call(
            "DELETE",
            "/v1.0/cycles/{cycle}/steps/{step}",
            delete::<InPartner>,
            delete::<InAccount>,
            told(N, "Delete a step of a cycle").about("What led to it leads to what came behind it."),
        );
}

/// What a list is narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Wanted {
    /// An ActionType.
    filter: String,
}

async fn list<P: Stand + Called>(
    call: Call<P::View, P>,
    path: web::Path<String>,
    asked: Asked<ListQuery>,
    wanted: Asked<Wanted>,
) -> AppResult<Answer> {
    let listed = asked.0.read::<Place>(&COLUMNS)?;
    let (cycle, kind) = (known::<CycleId>(&path)?, wanted.0.filter.trim().to_owned());
    call.read_in(move |tx, account| {
        let (flow, _) = read(tx, account, cycle)?;
        let beside = Beside::of(tx, account, cycle, &flow)?;
        let all: Vec<StepObject> =
            flow.steps.iter().map(|step| beside.object(cycle, &flow, step)).collect::<AppResult<_>>()?;
        let wanted = all.into_iter().filter(|step| kind.is_empty() || step.action_type.eq_ignore_ascii_case(&kind));
        let here = here(&format!("/v1.0/cycles/{cycle}/steps"), [("filter", kind.as_str())]);
        listed.whole(wanted.collect(), &here, |step, by| if by == "Name" { fold(&step.name) } else { String::new() })
    })
    .await
}

fn answer<P>(tx: &mut ReadTx<'_, P>, account: AccountId, cycle: CycleId, key: &str) -> AppResult<Answer> {
    let (flow, _) = read(tx, account, cycle)?;
    let step = step_of(&flow, key)?;
    let beside = Beside::of(tx, account, cycle, &flow)?;
    Answer::of(&beside.object(cycle, &flow, step)?)
}

async fn show<P: Stand + Called>(call: Call<P::View, P>, path: Named) -> AppResult<Answer> {
    let (cycle, step) = in_cycle(path)?;
    call.read_in(move |tx, account| answer(tx, account, cycle, key_in(cycle, &step)?)).await
}

async fn create<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<StepBody>,
    path: web::Path<String>,
    key: Once,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let (cycle, said, vault) = (known::<CycleId>(&path)?, body.value.clone(), app.vault.clone());
    call.write_once_in(key, &body, move |tx, account| {
        let of = (account, cycle);
        let (new, used) = edited(tx, &vault, of, |tx, flow| {
            let (step, used) = fresh(tx, of, &said, flow)?;
            let behind = match &said.after_step_id {
                Given::Value(named) => {
                    let step = key_in(cycle, named)
                        .map_err(|_| refused("AfterStepId: is no step of this cycle.".to_owned()))?;
                    Some(Behind { step: step.to_owned(), port: said.after_port.clone().or(String::new()) })
                }
                Given::Absent | Given::Null => None,
            };
            let new = step.key.clone();
            add(flow, step, behind.as_ref()).map_err(refused)?;
            Ok((new, used))
        })?;
        if let Some((slot, connector)) = used {
            put_in(tx, of, &slot, connector)?;
        }
        answer(tx, account, cycle, &new)
    })
    .await
}

async fn set<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<StepBody>,
    path: Named,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let ((cycle, step), said, vault) = (in_cycle(path)?, body.value, app.vault.clone());
    call.write_in(move |tx, account| {
        let (of, key) = ((account, cycle), key_in(cycle, &step)?);
        let used = edited(tx, &vault, of, |tx, flow| changed(tx, of, &said, flow, key))?;
        if let Some((slot, connector)) = used {
            put_in(tx, of, &slot, connector)?;
        }
        answer(tx, account, cycle, key)
    })
    .await
}

async fn delete<P: Stand + Called>(call: Call<P::Edit, P>, path: Named, app: web::Data<App>) -> AppResult<Answer> {
    let ((cycle, step), vault) = (in_cycle(path)?, app.vault.clone());
    call.write_in(move |tx, account| {
        let key = key_in(cycle, &step)?;
        edited(tx, &vault, (account, cycle), |_, flow| {
            step_of(flow, key)?;
            remove(flow, key).map_err(refused)?;
            Ok(Answer::done())
        })
    })
    .await
}
