//! Cycles of the demo: installed from its templates as pages install them. What they did until yesterday is told by
//! [`super::past`]; then the engine runs some of them, so that the newest of the history has its data.

use super::customers::Customer;
use super::flows::Kind;
use super::past::{Past, TOLD};
use super::story::Story;
use crate::account_connectors::actions::{New, add, connect};
use crate::account_connectors::model::{ConnectorName, Typed};
use crate::connectors::actions::library;
use crate::connectors::model::Definition;
use crate::cycles::queries;
use crate::demo_app;
use crate::error::AppError;
use crate::flows::model::Flow;
use crate::ids::{AccountConnectorId, AccountId, CycleId};
use crate::installs::actions::install;
use crate::installs::model::{Then, Typed as Screens, slot_field};
use crate::people::model::Version;
use crate::templates::actions::drafts::Draft;
use crate::templates::actions::library as templates;
use crate::templates::actions::promotion::promote;
use crate::templates::model::Details;
use crate::web::state::App;
use chrono::{DateTime, Duration, Utc};
use serde_json::json;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use uuid::Uuid;

/// For how long until now the engine runs cycles that run every hour, a run after the other.
const RUN_H: i64 = 12;
/// When templates and connectors are ready, in days before now.
const READY: i64 = 66;

/// What the partner's library has for customers.
pub(super) struct Library {
    /// By the key of its slot: id and name.
    pub connectors: BTreeMap<&'static str, (Uuid, String)>,
    templates: BTreeMap<Kind, Uuid>,
}

impl Story<'_> {
    /// Connectors, cycles and what they did, beside what happened to the customers meanwhile.
    pub(super) fn with_cycles(&self, customers: &[Customer<'_>], address: SocketAddr) -> anyhow::Result<()> {
        actix_web::rt::System::new().block_on(async {
            let app = App::new(self.config.clone(), self.db.clone())?;
            let server = demo_app::serve(address, self.clock.clone(), &self.config.url)?;
            let (handle, serving) = (server.handle(), actix_web::rt::spawn(server));
            self.days_ago(READY);
            let library = self.library(address)?;
            let mut past = Past::begin(self, &app, library)?;
            past.until_days_ago(32)?;
            self.turns(customers)?;
            past.limits()?;
            past.until_days_ago(1)?;
            past.until(self.now - Duration::hours(RUN_H))?;
            while self.clock.now() < self.now {
                self.later(Duration::hours(1));
                app.engine.run_to_rest().await?;
            }
            past.end()?;
            handle.stop(false).await;
            serving.await?.map_err(anyhow::Error::from)
        })
    }

    /// Connectors, and templates that customers install by themselves.
    fn library(&self, address: SocketAddr) -> anyhow::Result<Library> {
        let mut connectors = BTreeMap::new();
        for (slot, definition) in demo_app::definitions(address) {
            let definition: Definition = serde_json::from_value(definition)?;
            let name = definition.name.clone();
            let new = library::New {
                definition,
                report: json!({}),
                kind: "application",
                categories: vec!["Demo".to_owned()],
                origin: "hand".to_owned(),
                live: true,
                owner: None,
            };
            connectors.insert(slot, (self.does(0, |tx| library::create(tx, new))?, name));
        }
        let mut templates = BTreeMap::new();
        for kind in Kind::ALL {
            templates.insert(kind, self.template(kind)?);
        }
        Ok(Library { connectors, templates })
    }

    fn template(&self, kind: Kind) -> anyhow::Result<Uuid> {
        let flow: Flow = serde_json::from_value(kind.flow())?;
        let (name, description) = kind.words();
        let new = Details {
            name: name.to_owned(),
            folder: "Customers".to_owned(),
            description: description.to_owned(),
            published: true,
            ..Details::default()
        };
        self.does(0, |tx| {
            let template = templates::create(tx, &new, &flow, "")?;
            promote(tx, Draft { template, number: 1, seen: Version(1) })?;
            Ok(template)
        })
    }

    /// Account Connectors of an account that those below it may use (T6), by the key of their slot.
    pub(super) fn connected(
        &self,
        app: &App,
        library: &Library,
        owner: AccountId,
    ) -> anyhow::Result<Vec<(&'static str, AccountConnectorId)>> {
        let connect_one = |(slot, (connector, name)): (&&'static str, &(Uuid, String))| {
            let name = ConnectorName::parse(name).map_err(|why| AppError::invalid("name", why))?;
            let id = self.does(0, |tx| {
                let new = New { connector: (*connector).into(), name, parameters: Default::default(), shared: true };
                let id = add(tx, owner, &new)?;
                let typed = Typed(vec![("token".to_owned(), demo_app::TOKEN.to_owned())]);
                connect(tx, &app.vault, (owner, id), None, &typed)?;
                Ok(id)
            })?;
            Ok((*slot, id))
        };
        library.connectors.iter().map(connect_one).collect()
    }

    /// A cycle of a template, as its screens would make it, started; answers when it runs first, where it has a schedule.
    pub(super) fn installed(
        &self,
        app: &App,
        library: &Library,
        no: usize,
        connected: &[(&'static str, AccountConnectorId)],
    ) -> anyhow::Result<(CycleId, Option<DateTime<Utc>>)> {
        let told = &TOLD[no];
        let account = self.account(told.account)?;
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let template = library.templates.get(&told.kind).map(Uuid::to_string).unwrap_or_default();
        let mut typed = vec![pair("template", &template)];
        typed.extend(connected.iter().map(|(slot, id)| (slot_field(slot), id.to_string())));
        if told.kind == Kind::Welcome {
            typed.push(pair("field_shop", told.shop));
        }
        if let Some(minutes) = told.every {
            typed.extend([pair("mode", "every"), pair("minutes", &minutes.to_string())]);
        }
        self.does(0, |tx| {
            let id = install(tx, &app.vault, account, &Screens(typed), Then::Starts)?;
            let first = queries::find(tx, account, id)?.next_run_at;
            Ok((id, first))
        })
    }
}
