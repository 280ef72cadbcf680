//! Cycles of the demo that run: installed from its templates as pages install them, and then carried out by the engine over the story's last two days,
//! so that their history is a real one.

use super::story::Story;
use crate::account_connectors::actions::{New, add, connect};
use crate::account_connectors::model::{ConnectorName, Typed};
use crate::connectors::actions::library;
use crate::connectors::model::Definition;
use crate::demo_app;
use crate::error::AppError;
use crate::flows::model::Flow;
use crate::ids::{AccountConnectorId, AccountId};
use crate::installs::actions::install;
use crate::installs::model::{Typed as Screens, slot_field};
use crate::people::model::Version;
use crate::templates::actions::drafts::Draft;
use crate::templates::actions::library as templates;
use crate::templates::actions::promotion::promote;
use crate::templates::model::Details;
use crate::web::state::App;
use chrono::Duration;
use serde_json::{Value, json};
use std::net::SocketAddr;
use uuid::Uuid;

/// How far back the history goes, and how far apart its runs are: every minute would take long to make.
const HISTORY_HOURS: i64 = 48;
const APART_MINUTES: i64 = 45;

/// Whose cycles they are. The second is a sub-account that uses the connectors of the first (T6).
const OWNER: &str = "brightside";
const BELOW: &str = "brightside-luton";

fn thanks() -> Value {
    json!({
        "steps": [
            {"key": "orders", "name": "New orders", "kind": "poll", "slot": "shop", "method": "list_new_orders", "pages": 1,
             "split": {"by": "each", "path": "orders"}},
            {"key": "large", "name": "Over 100?", "kind": "decision",
             "condition": {"all": [{"left": {"expression": "item.total"}, "test": "greater", "right": {"fixed": 100}}]}},
            {"key": "thank", "name": "Thank the buyer", "kind": "action", "slot": "post", "method": "send_message", "pages": 1,
             "mapping": {"rules": [
                {"target": "body.to", "source": {"expression": "item.customer.email"}},
                {"target": "body.subject", "source": {"expression": "'Thank you for order ' ~ item.number"}},
                {"target": "body.text", "source": {"expression": "'Dear ' ~ item.customer.name ~ ', your order is being packed.'"}}]}}],
        "edges": [{"from": "orders", "to": "large"}, {"from": "large", "port": "yes", "to": "thank"}],
        "slots": [{"key": "shop", "connector": "corner-shop"}, {"key": "post", "connector": "post-room"}]
    })
}

fn welcome() -> Value {
    json!({
        "steps": [
            {"key": "customer", "name": "New customer", "kind": "webhook"},
            {"key": "greet", "name": "Greet them", "kind": "action", "slot": "post", "method": "send_message", "pages": 1,
             "mapping": {"rules": [
                {"target": "body.to", "source": {"expression": "trigger.email"}},
                {"target": "body.subject", "source": {"fixed": "Welcome"}},
                {"target": "body.text", "source": {"expression": "'Dear ' ~ trigger.name ~ ', good to have you.'"}}]}}],
        "edges": [{"from": "customer", "to": "greet"}],
        "slots": [{"key": "post", "connector": "post-room"}]
    })
}

impl Story<'_> {
    /// Connectors, cycles and what they did in the last two days.
    pub(super) fn cycles(&self, address: SocketAddr) -> anyhow::Result<()> {
        self.later(self.now - Duration::hours(HISTORY_HOURS) - self.clock.now());
        actix_web::rt::System::new().block_on(async {
            let app = App::new(self.config.clone(), self.db.clone())?;
            let server = demo_app::serve(address, self.clock.clone())?;
            let (handle, serving) = (server.handle(), actix_web::rt::spawn(server));
            self.make_cycles(&app, address)?;
            while self.clock.now() < self.now {
                self.later(Duration::minutes(APART_MINUTES));
                app.engine.run_to_rest().await?;
            }
            handle.stop(false).await;
            serving.await?.map_err(anyhow::Error::from)
        })
    }

    fn make_cycles(&self, app: &App, address: SocketAddr) -> anyhow::Result<()> {
        let (owner, below) = (self.account(OWNER)?, self.account(BELOW)?);
        let mut connected = Vec::new();
        for (slot, definition) in ["shop", "post"].into_iter().zip(demo_app::definitions(address)) {
            let definition: Definition = serde_json::from_value(definition)?;
            connected.push((slot.to_owned(), self.connected(app, owner, definition)?));
        }
        let mut asking = thanks();
        asking["fields"] = json!([{"key": "least", "title": "Thank for orders over", "kind": "number", "default": "100",
                                   "hint": "In the shop's currency."}]);
        asking["steps"][1]["condition"]["all"][0]["right"] = json!({"expression": "variables.least"});
        let thanking = self.template(
            "Thank buyers of large orders",
            "Writes to whoever ordered much, as soon as the order is there.",
            asking,
        )?;
        let mut signed = welcome();
        signed["fields"] = json!([{"key": "shop", "title": "Name of your shop", "required": true,
                                   "hint": "Stands below each letter."}]);
        signed["steps"][1]["mapping"]["rules"][2]["source"] =
            json!({"expression": "'Dear ' ~ trigger.name ~ ', good to have you. ' ~ variables.shop"});
        let welcoming =
            self.template("Welcome new customers", "Greets each new customer of your shop by mail.", signed)?;
        let every_minute = [("mode", "every"), ("minutes", "1")];
        self.installed(app, owner, thanking, &connected, &every_minute)?;
        self.installed(app, owner, welcoming, &connected, &[("field_shop", "Brightside Books")])?;
        self.installed(app, below, thanking, &connected, &every_minute)
    }

    /// A template that customers install by themselves.
    fn template(&self, name: &str, description: &str, flow: Value) -> anyhow::Result<Uuid> {
        let flow: Flow = serde_json::from_value(flow)?;
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

    /// A connector of the library, and an Account Connector of it that the accounts below may use.
    fn connected(&self, app: &App, owner: AccountId, definition: Definition) -> anyhow::Result<AccountConnectorId> {
        let name = ConnectorName::parse(&definition.name).map_err(|why| AppError::invalid("name", why))?;
        self.does(0, |tx| {
            let new = library::New {
                definition,
                report: json!({}),
                kind: "application",
                categories: vec!["Demo".to_owned()],
                origin: "hand".to_owned(),
                live: true,
            };
            let connector = library::create(tx, new)?;
            let new = New { connector: connector.into(), name, parameters: Default::default(), shared: true };
            let id = add(tx, owner, &new)?;
            let typed = Typed(vec![("token".to_owned(), demo_app::TOKEN.to_owned())]);
            connect(tx, &app.vault, (owner, id), None, &typed)?;
            Ok(id)
        })
    }

    /// A cycle of a template, as its screens would make it, started.
    fn installed(
        &self,
        app: &App,
        account: AccountId,
        template: Uuid,
        connected: &[(String, AccountConnectorId)],
        filled: &[(&str, &str)],
    ) -> anyhow::Result<()> {
        let mut typed = vec![("template".to_owned(), template.to_string())];
        typed.extend(connected.iter().map(|(slot, id)| (slot_field(slot), id.to_string())));
        typed.extend(filled.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.does(0, |tx| install(tx, &app.vault, account, &Screens(typed), true).map(drop))
    }
}
