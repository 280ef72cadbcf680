//! What is installed, and whether what was typed for it will do.

use super::existing::Existing;
use super::model::{Step, Typed, input_field, slot_field};
use super::queries;
use crate::cycles::slots::{self, Choice};
use crate::db::ReadTx;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::flows::model::{Does, Flow, Slot};
use crate::ids::{AccountConnectorId, AccountId, ConnectorId, known};
use crate::schedules::form::ScheduleForm;
use crate::schedules::model::Schedule;
use crate::templates::check::Library;
use crate::templates::queries as templates;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::{Map, Value};
use uuid::Uuid;

/// Stands for the connector that was just added, in the address that one comes back to.
const NEWEST: &str = "newest";

/// A release and an account.
pub(crate) struct Plan {
    pub account: AccountId,
    pub template: Uuid,
    pub template_name: String,
    pub description: String,
    pub release: i32,
    /// Number and state of each that can be installed.
    pub releases: Vec<(i32, String)>,
    pub flow: Flow,
    /// What can be put into its slots here.
    pub choices: Vec<Choice>,
    pub library: Library,
    /// Of the account.
    pub zone: Tz,
    /// The cycle that is brought to this release; none: a new one is made.
    pub existing: Option<Existing>,
    pub now: DateTime<Utc>,
    /// What is not said is left to be done before the cycle starts; otherwise it must be said now.
    pub leaves_open: bool,
}

/// Everything that a cycle is made of.
pub(crate) struct Filled {
    pub name: String,
    pub slots: Vec<(String, AccountConnectorId)>,
    pub inputs: Value,
    pub schedule: Option<Schedule>,
}

impl Plan {
    /// Reads a release for an account.
    ///
    /// # Errors
    /// `NotFound` for an account or template that is not there; `Conflict` where it cannot be installed there.
    pub fn read<P>(tx: &mut ReadTx<'_, P>, account: AccountId, typed: &Typed) -> AppResult<Plan> {
        let id: Uuid = known(typed.of("template"))?;
        let zone = crate::cycles::queries::zone_of(tx, account)?;
        let template = queries::known(tx, account, id)?.ok_or(AppError::NotFound)?;
        let existing = match typed.of("cycle") {
            "" => None,
            cycle => Some(Existing::read(tx, account, known(cycle)?, zone)?),
        };
        if let Some(other) = existing.as_ref().filter(|existing| existing.template != id) {
            return Err(AppError::Conflict(t!("installs-other-template", name = other.name)));
        }
        // What is installed may be upgraded, though the template is not for the account any more.
        if existing.is_none() && !template.offered {
            let why = if tx.facts().for_partner() {
                t!("installs-not-for-console", name = template.name)
            } else {
                let offers = template.owner_name.as_ref().unwrap_or(&tx.facts().partner_name);
                t!("installs-not-for", name = template.name, offers = offers)
            };
            return Err(AppError::Conflict(why));
        }
        let wanted = match typed.of("release") {
            "" => template.live,
            number => number.parse().ok(),
        };
        let release = wanted.filter(|wanted| template.releases.iter().any(|(number, _)| number == wanted));
        let Some(release) = release else {
            return Err(AppError::Conflict(t!("installs-no-release", name = template.name)));
        };
        if let Some(existing) = existing.as_ref().filter(|existing| existing.release == release) {
            return Err(AppError::Conflict(t!("installs-already", name = existing.name, release = release)));
        }
        let flow = queries::flow(tx, account, id, release)?;
        Ok(Plan {
            account,
            template: id,
            template_name: template.name,
            description: template.description,
            release,
            releases: template.releases,
            choices: slots::choices(tx, account, &flow)?,
            library: templates::library(tx, Some(account), &flow)?,
            flow,
            zone,
            existing,
            now: tx.now(),
            leaves_open: false,
        })
    }

    /// What was typed, over what the cycle has.
    pub fn whole(&self, typed: &Typed) -> Typed {
        self.existing.as_ref().map_or_else(|| typed.clone(), |existing| existing.under(typed))
    }

    /// The flow begins by the time, so a schedule is asked for.
    pub fn timed(&self) -> bool {
        self.flow.trigger().is_some_and(|step| matches!(step.does, Does::Start | Does::Poll(_)))
    }

    /// What can be put into a slot.
    pub fn of_slot<'a>(&'a self, connector: &'a str) -> impl Iterator<Item = &'a Choice> {
        self.choices.iter().filter(move |choice| choice.key == connector)
    }

    /// What is chosen for a slot: what was typed; before that, the only one that is ready, or else the only one there is.
    pub fn chosen(&self, typed: &Typed, slot: &str, connector: &str) -> String {
        match typed.given(&slot_field(slot)) {
            Some(NEWEST) => {
                let own = self.of_slot(connector).filter(|choice| choice.owner == self.account);
                // Ids sort by time.
                own.map(|choice| choice.id).max().map(|id| id.to_string()).unwrap_or_default()
            }
            Some(value) => value.to_owned(),
            None => {
                let only = |wanted: &dyn Fn(&Choice) -> bool| {
                    let mut found = self.of_slot(connector).filter(|choice| wanted(choice));
                    found.next().filter(|_| found.next().is_none())
                };
                let found = only(&|choice| choice.state == "ready").or_else(|| only(&|_| true));
                found.map(|choice| choice.id.to_string()).unwrap_or_default()
            }
        }
    }

    /// The address's value for a connector that is added on the way.
    pub fn coming_back(typed: &Typed, slot: &str) -> Typed {
        typed.with(&slot_field(slot), NEWEST)
    }

    /// Connectors for which nothing in the account can be chosen and nothing was: slot and connector of the library.
    pub fn lacking(&self, typed: &Typed) -> Vec<(String, ConnectorId)> {
        let lacks = |slot: &&Slot| {
            typed.given(&slot_field(&slot.key)).is_none() && self.of_slot(&slot.connector).next().is_none()
        };
        let known = |slot: &Slot| {
            let known = self.library.get(&slot.connector).filter(|known| known.live.is_some())?;
            Some((slot.key.clone(), ConnectorId(known.id)))
        };
        self.flow.slots.iter().filter(lacks).filter_map(known).collect()
    }

    fn connectors(&self, typed: &Typed) -> Result<Vec<(String, AccountConnectorId)>, FieldErrors> {
        let (mut chosen, mut errors) = (Vec::new(), FieldErrors::default());
        for slot in &self.flow.slots {
            let value = self.chosen(typed, &slot.key, &slot.connector);
            if value.is_empty() {
                continue;
            }
            let choice = self.of_slot(&slot.connector).find(|choice| choice.id.to_string() == value);
            match choice {
                Some(choice) => chosen.push((slot.key.clone(), choice.id)),
                None => {
                    errors.add(&slot_field(&slot.key), t!("installs-connector-gone"));
                }
            }
        }
        if errors.is_empty() { Ok(chosen) } else { Err(errors) }
    }

    fn settings(&self, typed: &Typed) -> Result<(Value, Option<Schedule>), FieldErrors> {
        let (mut inputs, mut errors) = (Map::new(), FieldErrors::default());
        for field in &self.flow.fields {
            let name = input_field(&field.key);
            if self.leaves_open && typed.given(&name).is_none() {
                continue;
            }
            if let Some(Some(value)) = errors.take(&name, field.read(typed.of(&name))) {
                inputs.insert(field.key.clone(), value);
            }
        }
        let mut schedule = None;
        if self.timed() {
            let of = |name: &str| typed.of(name).to_owned();
            let form = ScheduleForm { mode: of("mode"), start: of("start"), minutes: of("minutes"), line: of("line") };
            let kept = self.existing.as_ref().filter(|existing| existing.keeps_schedule(typed));
            match kept.and_then(|existing| existing.schedule.clone()).map_or_else(|| form.read(self.zone, self.now), Ok)
            {
                Ok(read) => schedule = Some(read),
                Err(faults) => faults.into_iter().for_each(|(field, words)| errors.add(field, words)),
            }
        }
        if errors.is_empty() { Ok((Value::Object(inputs), schedule)) } else { Err(errors) }
    }

    fn name(&self, typed: &Typed) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        let typed = typed.given("name").unwrap_or(&self.template_name);
        errors.take("name", crate::cycles::model::name(typed)).ok_or(errors)
    }

    /// Reads everything that was typed.
    ///
    /// # Errors
    /// The first screen that needs another look, with its complaints.
    pub fn filled(&self, typed: &Typed) -> Result<Filled, (Step, FieldErrors)> {
        self.before(typed, Step::Review).and_then(|()| {
            let slots = self.connectors(typed).map_err(|errors| (Step::Connectors, errors))?;
            let (inputs, schedule) = self.settings(typed).map_err(|errors| (Step::Settings, errors))?;
            let name = self.name(typed).map_err(|errors| (Step::Name, errors))?;
            Ok(Filled { name, slots, inputs, schedule })
        })
    }

    /// Whether the screens before one will do.
    ///
    /// # Errors
    /// The first that needs another look, with its complaints.
    pub fn before(&self, typed: &Typed, step: Step) -> Result<(), (Step, FieldErrors)> {
        for earlier in Step::ALL.into_iter().filter(|earlier| *earlier < step) {
            let done = match earlier {
                Step::Connectors => self.connectors(typed).map(drop),
                Step::Settings => self.settings(typed).map(drop),
                Step::Name => self.name(typed).map(drop),
                Step::Review => Ok(()),
            };
            done.map_err(|errors| (earlier, errors))?;
        }
        Ok(())
    }

    /// The screen after, or before, one: those with nothing to say are left out.
    pub fn next_to(&self, step: Step, forth: bool) -> Option<Step> {
        let shown = |step: &Step| match step {
            Step::Connectors => !self.flow.slots.is_empty(),
            Step::Settings => !self.flow.fields.is_empty() || self.timed(),
            Step::Name | Step::Review => true,
        };
        let mut screens = Step::ALL.into_iter().filter(shown);
        if forth { screens.find(|other| *other > step) } else { screens.rfind(|other| *other < step) }
    }

    /// The screen that was asked for, or the first that has something to say.
    pub fn screen(&self, asked: Step) -> Step {
        match asked {
            Step::Connectors if self.flow.slots.is_empty() => self.next_to(asked, true).unwrap_or(Step::Name),
            other => other,
        }
    }
}
