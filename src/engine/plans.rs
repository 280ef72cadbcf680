//! A cycle as it is run. Read in the scope of its account when a version of it is first met, and remembered by partner and
//! account (T11) for as long as neither the cycle nor the account changes. Connections are not remembered: a right to
//! one that was taken away counts from the next Transaction on.

use super::call::USER_AGENT;
use super::model::Kept;
use crate::account_connectors;
use crate::account_connectors::secret::Secret;
use crate::connectors::call::credentials::Credentials;
use crate::connectors::model::Definition;
use crate::db::schema::{accounts, connector_releases, cycles};
use crate::db::{InWork, WriteTx, bytes};
use crate::error::{AppError, AppResult};
use crate::flows::model::Flow;
use crate::ids::{AccountConnectorId, AccountId, ConnectorId, CycleId, PartnerId};
use crate::limits::model::Kind;
use crate::limits::queries::ceiling;
use crate::mapping::scope::Lookups;
use crate::mapping::values::Data;
use crate::secrets::Vault;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use diesel::prelude::*;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

diesel::define_sql_function! { #[sql_name = "app.connections"] fn connections(cycle: diesel::sql_types::Uuid, at: diesel::sql_types::Timestamptz) -> Jsonb; }

diesel::define_sql_function! { #[sql_name = "app.user_agent_of"] fn user_agent_of(account: diesel::sql_types::Uuid) -> Nullable<diesel::sql_types::Text>; }

/// Hours that the data of steps is kept where neither account nor partner says otherwise.
pub(crate) const RETENTION_H: i16 = 168;
/// Whatever it says, no longer than this.
const RETENTION_H_MAX: i16 = 744;
/// Seconds that a partner's User-Agent is remembered.
const AGENT_S: i64 = 10;
/// Seconds that a plan is remembered: limits change without a version.
const PLAN_S: i64 = 10;
/// Plans and definitions that are remembered; then it begins anew.
const KEPT_MAX: usize = 4_000;

/// What does not change while neither the cycle nor its account does.
#[derive(Debug)]
pub(crate) struct Plan {
    pub account: AccountId,
    pub cycle: CycleId,
    pub flow: Flow,
    /// What expressions see beside the data of steps.
    pub variables: Data,
    pub cycle_data: Data,
    pub account_data: Data,
    pub lookups: Arc<Lookups>,
    pub zone: Tz,
    pub kept: Kept,
    /// The most that a webhook may bring, in KB; none: as much as the server takes.
    pub payload_kb: Option<i64>,
    versions: (i32, i32),
    read_at: DateTime<Utc>,
}

/// An Account Connector that a cycle may use now, or why it may not.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Connection {
    pub slot: String,
    /// The account it belongs to.
    pub owner: AccountId,
    /// Its name.
    pub owner_name: String,
    pub id: AccountConnectorId,
    pub name: String,
    pub connector: ConnectorId,
    pub connector_name: String,
    pub release: Option<i32>,
    pub state: String,
    pub parameters: BTreeMap<String, String>,
    #[serde(deserialize_with = "bytes")]
    pub secret: Option<Vec<u8>>,
    /// What `secret` holds, in the clear for as long as this Transaction runs.
    #[serde(skip)]
    pub credentials: Credentials,
    /// Tokens can be asked for anew without a person.
    #[serde(skip)]
    pub renewable: bool,
    /// When the access token ends, where that is known.
    pub expires_at: Option<DateTime<Utc>>,
    /// Which of the credentials it has had these are.
    pub tokens_version: i32,
    /// The application asked for no calls before.
    pub quiet_until: Option<DateTime<Utc>>,
    /// unshared or suspended.
    pub closed: Option<String>,
}

/// What a partner's calls name themselves, and when that was read.
type Agent = (DateTime<Utc>, Arc<str>);

/// What was read before.
#[derive(Default)]
pub(crate) struct Plans {
    plans: Mutex<HashMap<(PartnerId, AccountId, CycleId), Arc<Plan>>>,
    definitions: Mutex<HashMap<(PartnerId, ConnectorId, i32), Arc<Definition>>>,
    /// How a partner's calls name themselves, and when that was read.
    agents: Mutex<HashMap<(PartnerId, AccountId), Agent>>,
}

impl Plans {
    /// The plan for these versions of cycle and account, if it was read before.
    pub(crate) fn known(
        &self,
        of: (PartnerId, AccountId, CycleId),
        versions: (i32, i32),
        now: DateTime<Utc>,
    ) -> Option<Arc<Plan>> {
        let plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = |plan: &&Arc<Plan>| plan.read_at <= now && (now - plan.read_at).num_seconds() < PLAN_S;
        plans.get(&of).filter(|plan| plan.versions == versions).filter(fresh).cloned()
    }

    /// Reads the plan of a cycle of the scope's account.
    ///
    /// # Errors
    /// `NotFound` when the cycle was removed; `Internal` when its flow cannot be read.
    pub(crate) fn read(&self, tx: &mut WriteTx<'_, InWork>, cycle: CycleId) -> AppResult<Arc<Plan>> {
        let (partner, account) = (tx.partner_id(), tx.account_id());
        let (name, flow, inputs, version, logged): (String, Value, Value, i32, bool) = cycles::table
            .find((partner.0, account.0, cycle.0))
            .select((cycles::name, cycles::flow, cycles::inputs, cycles::version, cycles::log_step_data))
            .first(tx.conn())
            .optional()?
            .ok_or(AppError::NotFound)?;
        let of_account = (
            accounts::name,
            accounts::api_id,
            accounts::timezone,
            accounts::retention_success_hours,
            accounts::retention_error_hours,
            accounts::version,
        );
        let (account_name, account_api_id, timezone, good, failed, account_version): (
            String,
            String,
            String,
            Option<i16>,
            Option<i16>,
            i32,
        ) = accounts::table.find((partner.0, account.0)).select(of_account).first(tx.conn())?;
        let flow: Flow = serde_json::from_value(flow)?;
        let most_h = ceiling(tx, account, Kind::RetentionHours)?;
        let plan = Arc::new(Plan {
            payload_kb: ceiling(tx, account, Kind::PayloadKb)?,
            read_at: tx.now(),
            account,
            cycle,
            variables: Data::new(Value::Object(variables(&flow, inputs))),
            cycle_data: Data::new(json!({ "id": cycle.to_string(), "name": name })),
            account_data: Data::new(json!({ "id": account_api_id, "name": account_name })),
            lookups: Arc::new(lookups(&flow)),
            flow,
            zone: timezone.parse().unwrap_or(Tz::UTC),
            kept: kept(good, failed, most_h).where_logged(logged),
            versions: (version, account_version),
        });
        keep(&self.plans, (partner, account, cycle), plan.clone());
        Ok(plan)
    }

    /// How the calls of an account name themselves, as [`Plans::look_at_agent`] found it.
    pub(crate) fn agent(&self, partner: PartnerId, account: AccountId) -> Arc<str> {
        let agents = self.agents.lock().unwrap_or_else(PoisonError::into_inner);
        agents.get(&(partner, account)).map_or_else(|| Arc::from(USER_AGENT), |(_, agent)| agent.clone())
    }

    /// Whether that was read lately.
    pub(crate) fn knows_agent(&self, partner: PartnerId, account: AccountId, now: DateTime<Utc>) -> bool {
        let agents = self.agents.lock().unwrap_or_else(PoisonError::into_inner);
        agents.get(&(partner, account)).is_some_and(|(at, _)| (now - *at).num_seconds().abs() < AGENT_S)
    }

    /// Reads how the calls of an account of the scope's partner name themselves (MODEL section 9), where that is not known or was
    /// read a while ago.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn look_at_agent(&self, tx: &mut WriteTx<'_, InWork>, account: AccountId) -> AppResult<()> {
        let (partner, now) = (tx.partner_id(), tx.now());
        if self.knows_agent(partner, account, now) {
            return Ok(());
        }
        let agent: Option<String> = diesel::select(user_agent_of(account.0)).get_result(tx.conn())?;
        keep(&self.agents, (partner, account), (now, agent.as_deref().unwrap_or(USER_AGENT).into()));
        Ok(())
    }

    /// A release that was read before.
    pub(crate) fn known_definition(&self, of: (PartnerId, ConnectorId, i32)) -> Option<Arc<Definition>> {
        self.definitions.lock().unwrap_or_else(PoisonError::into_inner).get(&of).cloned()
    }

    /// A release of a connector of the scope's partner; live and deprecated ones never change.
    ///
    /// # Errors
    /// `Internal` when it cannot be read.
    pub(crate) fn definition(
        &self,
        tx: &mut WriteTx<'_, InWork>,
        connector: ConnectorId,
        release: i32,
    ) -> AppResult<Arc<Definition>> {
        let key = (tx.partner_id(), connector, release);
        let stored: Value = connector_releases::table
            .find((key.0.0, connector.0, release))
            .select(connector_releases::definition)
            .first(tx.conn())?;
        let definition: Arc<Definition> = Arc::new(serde_json::from_value(stored)?);
        keep(&self.definitions, key, definition.clone());
        Ok(definition)
    }
}

/// What the account says about keeping data, and the default where it says nothing; no longer than its limit (M3).
impl Kept {
    /// Of a cycle whose data is not to be kept: until its Transactions have ended.
    pub(super) fn where_logged(self, logged: bool) -> Kept {
        if logged { self } else { Kept { good_h: 0, failed_h: 0 } }
    }
}

pub(super) fn kept(good: Option<i16>, failed: Option<i16>, most_h: Option<i64>) -> Kept {
    let most = most_h.and_then(|most| i16::try_from(most).ok()).unwrap_or(RETENTION_H_MAX).min(RETENTION_H_MAX);
    let hours = |said: Option<i16>| said.unwrap_or(RETENTION_H).clamp(0, most);
    Kept { good_h: hours(good), failed_h: hours(failed) }
}

fn keep<K: std::hash::Hash + Eq, V>(kept: &Mutex<HashMap<K, V>>, key: K, value: V) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= KEPT_MAX {
        kept.clear();
    }
    kept.insert(key, value);
}

/// The connections of a cycle, by the names its steps use.
///
/// # Errors
/// When they cannot be read.
pub(crate) fn connections_of(
    tx: &mut WriteTx<'_, InWork>,
    vault: &Vault,
    cycle: CycleId,
) -> AppResult<Vec<Connection>> {
    let now = tx.now();
    let found: Value = diesel::select(connections(cycle.0, now)).get_result(tx.conn())?;
    let mut found: Vec<Connection> = serde_json::from_value(found)?;
    found.iter_mut().try_for_each(|connection| connection.unseal(tx, vault))?;
    Ok(found)
}

impl Connection {
    /// Decrypts its credentials.
    ///
    /// # Errors
    /// When they cannot be read.
    pub(crate) fn unseal(&mut self, tx: &mut WriteTx<'_, InWork>, vault: &Vault) -> AppResult<()> {
        if let Some(sealed) = self.secret.take() {
            let slot = account_connectors::secret::slot(tx.partner_id(), self.id);
            self.holds(&Secret::read(&vault.open(tx, slot, &sealed)?)?);
        }
        Ok(())
    }

    /// Takes over what was decrypted.
    pub(crate) fn holds(&mut self, secret: &Secret) {
        self.credentials = secret.credentials();
        self.renewable = matches!(secret, Secret::Oauth { refresh: Some(_), .. } | Secret::Client { .. });
    }
}

/// What the customer filled in, and the defaults of what was left empty.
fn variables(flow: &Flow, inputs: Value) -> Map<String, Value> {
    let mut variables: Map<String, Value> =
        flow.fields.iter().filter_map(|field| Some((field.key.clone(), field.usual()?))).collect();
    if let Value::Object(given) = inputs {
        variables.extend(given);
    }
    variables
}

fn lookups(flow: &Flow) -> Lookups {
    let rows = |table: &crate::flows::model::Lookup| {
        table.rows.iter().map(|(key, value)| (key.clone(), Value::String(value.clone()))).collect()
    };
    flow.lookups.iter().map(|table| (table.name.clone(), rows(table))).collect()
}
