//! The arrows between the steps of a cycle.

use super::{Named, edited, in_cycle, key_in, read, refused};
use crate::accounts::stand::Stand;
use crate::builder::edit::{Behind, join};
use crate::cycles::api::step_id;
use crate::db::{InAccount, InPartner};
use crate::error::{AppError, AppResult};
use crate::flows::model::{Does, Edge, Flow};
use crate::ids::{CycleId, id_of, known};
use crate::web::api::call::Called;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, Given, ListQuery, Place, told};
use crate::web::forms::Asked;
use crate::web::routes::Routes;
use crate::web::state::App;
use actix_web::web;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const N: &str = "Edges";
/// As the flow has them.
const COLUMNS: [&str; 1] = ["Order"];

pub(super) fn routes(routes: &mut Routes) {
    routes
        .account_call(
            "GET",
            "/v1.0/cycles/{cycle}/edges",
            list::<InPartner>,
            list::<InAccount>,
            told(N, "List a cycle's edges").pages::<EdgeObject>(&COLUMNS),
        )
        .account_call(
            "POST",
            "/v1.0/cycles/{cycle}/edges",
            create::<InPartner>,
            create::<InAccount>,
            told(N, "Add an edge to a cycle")
                .about("The cycle goes on from the tail to the head.")
                .takes::<EdgeBody>()
                .once()
                .gives::<EdgeObject>(),
        )
        .account_call(
            "GET",
            "/v1.0/cycles/{cycle}/edges/{edge}",
            show::<InPartner>,
            show::<InAccount>,
            told(N, "Get an edge of a cycle").gives::<EdgeObject>(),
        )
        .account_call(
            "DELETE",
            "/v1.0/cycles/{cycle}/edges/{edge}",
            remove::<InPartner>,
            remove::<InAccount>,
            told(N, "Delete an edge of a cycle"),
        );
}

/// An arrow from one step to another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "Edge")]
struct EdgeObject {
    id: Uuid,
    /// Where it begins.
    tail_step_id: String,
    /// Where it leads.
    head_step_id: String,
    /// Forward; of a decision True or False; of a switch Case or Else.
    edge_type: &'static str,
    /// The key of a switch's case.
    case: Option<String>,
}

/// An arrow has no id of its own: it is what it joins.
pub(crate) fn id(cycle: CycleId, edge: &Edge) -> Uuid {
    id_of(cycle.0, format!("{}\n{}\n{}", edge.from, edge.port, edge.to).as_bytes())
}

/// The ways on that have words of their own.
const WAYS: [(&str, &str); 4] = [("Forward", ""), ("True", "yes"), ("False", "no"), ("Else", "else")];

fn object(cycle: CycleId, flow: &Flow, edge: &Edge) -> EdgeObject {
    // A case of a switch may be called as a way of a decision is.
    let of_switch = flow.step(&edge.from).is_some_and(|step| matches!(step.does, Does::Switch { .. }));
    let known = WAYS.iter().find(|(_, port)| *port == edge.port && (!of_switch || *port == "else"));
    EdgeObject {
        id: id(cycle, edge),
        tail_step_id: step_id(cycle.0, &edge.from),
        head_step_id: step_id(cycle.0, &edge.to),
        edge_type: known.map_or("Case", |(word, _)| *word),
        case: known.is_none().then(|| edge.port.clone()),
    }
}

/// An arrow to be drawn.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "EdgeGiven", example = serde_json::json!({
    "TailStepId": "01a21d9b-78e0-709b-8e41-505110b601cb.order", "HeadStepId": "01a21d9b-78e0-709b-8e41-505110b601cb.send"
}))]
struct EdgeBody {
    tail_step_id: String,
    head_step_id: String,
    edge_type: Given<String>,
    case: Given<String>,
}

impl EdgeBody {
    fn edge(&self, cycle: CycleId) -> AppResult<Edge> {
        let missing = |field: &str| AppError::BadRequest(format!("{field}: name a step by its id."));
        let key = |field: &str, named: &str| match named.trim() {
            "" => Err(missing(field)),
            named => key_in(cycle, named).map(str::to_owned).map_err(|_| missing(field)),
        };
        let port = match (&self.case, &self.edge_type) {
            (Given::Value(case), _) => case.clone(),
            (_, Given::Value(word)) => {
                let found = WAYS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word.trim()));
                let why = || {
                    let why = "EdgeType: must be one of Forward, True, False, Else, or Case with a Case.";
                    AppError::BadRequest(why.to_owned())
                };
                found.map(|(_, port)| (*port).to_owned()).ok_or_else(why)?
            }
            _ => String::new(),
        };
        let (from, to) = (key("TailStepId", &self.tail_step_id)?, key("HeadStepId", &self.head_step_id)?);
        Ok(Edge { from, port, to })
    }
}

async fn list<P: Stand + Called>(
    call: Call<P::View, P>,
    path: web::Path<String>,
    asked: Asked<ListQuery>,
) -> AppResult<Answer> {
    let (cycle, listed) = (known::<CycleId>(&path)?, asked.0.read::<Place>(&COLUMNS)?);
    call.read_in(move |tx, account| {
        let (flow, _) = read(tx, account, cycle)?;
        let all = flow.edges.iter().map(|edge| object(cycle, &flow, edge)).collect();
        listed.in_order(all, &format!("/v1.0/cycles/{cycle}/edges"))
    })
    .await
}

fn find<'a>(flow: &'a Flow, cycle: CycleId, named: &str) -> AppResult<&'a Edge> {
    let wanted = known::<Uuid>(named)?;
    flow.edges.iter().find(|edge| id(cycle, edge) == wanted).ok_or(AppError::NotFound)
}

async fn show<P: Stand + Called>(call: Call<P::View, P>, path: Named) -> AppResult<Answer> {
    let (cycle, edge) = in_cycle(path)?;
    call.read_in(move |tx, account| {
        let (flow, _) = read(tx, account, cycle)?;
        Answer::of(&object(cycle, &flow, find(&flow, cycle, &edge)?))
    })
    .await
}

async fn create<P: Stand + Called>(
    call: Call<P::Edit, P>,
    body: Body<EdgeBody>,
    path: web::Path<String>,
    key: Once,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let (cycle, said, vault) = (known::<CycleId>(&path)?, body.value.clone(), app.vault.clone());
    call.write_once_in(key, &body, move |tx, account| {
        edited(tx, &vault, (account, cycle), |_, flow| {
            let edge = said.edge(cycle)?;
            if flow.edges.contains(&edge) {
                return Err(refused("There is such an edge already.".to_owned()));
            }
            let place = Behind { step: edge.from.clone(), port: edge.port.clone() };
            join(flow, &place, &edge.to).map_err(refused)?;
            Answer::of(&object(cycle, flow, &edge))
        })
    })
    .await
}

async fn remove<P: Stand + Called>(call: Call<P::Edit, P>, path: Named, app: web::Data<App>) -> AppResult<Answer> {
    let ((cycle, edge), vault) = (in_cycle(path)?, app.vault.clone());
    call.write_in(move |tx, account| {
        edited(tx, &vault, (account, cycle), |_, flow| {
            let gone = find(flow, cycle, &edge)?.clone();
            flow.edges.retain(|edge| *edge != gone);
            Ok(Answer::done())
        })
    })
    .await
}
