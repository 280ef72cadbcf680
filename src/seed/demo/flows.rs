//! What the demo's templates do, and what a Transaction of each leaves in the log.

use serde_json::{Value, json};

/// A template of the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Thanks,
    Welcome,
    Invoices,
    Labels,
}

impl Kind {
    pub const ALL: [Kind; 4] = [Kind::Thanks, Kind::Welcome, Kind::Invoices, Kind::Labels];

    pub fn key(self) -> &'static str {
        match self {
            Kind::Thanks => "thanks",
            Kind::Welcome => "welcome",
            Kind::Invoices => "invoices",
            Kind::Labels => "labels",
        }
    }

    /// Name and description.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Thanks => {
                ("Thank buyers of large orders", "Writes to whoever ordered much, as soon as the order is there.")
            }
            Kind::Welcome => ("Welcome new customers", "Greets each new customer of your shop by mail."),
            Kind::Invoices => {
                ("Invoice paid orders", "Writes an invoice for each order that was paid, and sends it to the buyer.")
            }
            Kind::Labels => ("Labels for new orders", "Has a parcel label ready for the newest order of your shop."),
        }
    }

    /// Tasks of one run that goes well, with those of its items.
    pub fn tasks(self) -> f64 {
        match self {
            Kind::Thanks => 4.0,
            Kind::Welcome => 1.0,
            Kind::Invoices | Kind::Labels => 2.0,
        }
    }

    pub fn flow(self) -> Value {
        match self {
            Kind::Thanks => thanks(),
            Kind::Welcome => welcome(),
            Kind::Invoices => invoices(),
            Kind::Labels => labels(),
        }
    }
}

fn thanks() -> Value {
    json!({
        "steps": [
            {"key": "orders", "name": "New orders", "kind": "poll", "slot": "shop", "method": "list_new_orders", "pages": 1,
             "split": {"by": "each", "path": "orders"}},
            {"key": "large", "name": "Over 100?", "kind": "decision",
             "condition": {"all": [{"left": {"expression": "item.total"}, "test": "greater",
                                    "right": {"expression": "variables.least"}}]}},
            {"key": "thank", "name": "Thank the buyer", "kind": "action", "slot": "post", "method": "send_message", "pages": 1,
             "mapping": {"rules": [
                {"target": "body.to", "source": {"expression": "item.customer.email"}},
                {"target": "body.subject", "source": {"expression": "'Thank you for order ' ~ item.number"}},
                {"target": "body.text", "source": {"expression": "'Dear ' ~ item.customer.name ~ ', your order is being packed.'"}}]}}],
        "edges": [{"from": "orders", "to": "large"}, {"from": "large", "port": "yes", "to": "thank"}],
        "slots": [{"key": "shop", "connector": "corner-shop"}, {"key": "post", "connector": "post-room"}],
        "fields": [{"key": "least", "title": "Thank for orders over", "kind": "number", "default": "100",
                    "hint": "In the shop's currency."}]
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
                {"target": "body.text", "source": {"expression": "'Dear ' ~ trigger.name ~ ', good to have you. ' ~ variables.shop"}}]}}],
        "edges": [{"from": "customer", "to": "greet"}],
        "slots": [{"key": "post", "connector": "post-room"}],
        "fields": [{"key": "shop", "title": "Name of your shop", "required": true, "hint": "Stands below each letter."}]
    })
}

fn invoices() -> Value {
    json!({
        "steps": [
            {"key": "paid", "name": "Order paid", "kind": "webhook"},
            {"key": "invoice", "name": "Write the invoice", "kind": "action", "slot": "books", "method": "create_invoice", "pages": 1,
             "mapping": {"rules": [
                {"target": "body.order", "source": {"expression": "trigger.number"}},
                {"target": "body.total", "source": {"expression": "trigger.total"}}]}},
            {"key": "tell", "name": "Send it", "kind": "action", "slot": "post", "method": "send_message", "pages": 1,
             "mapping": {"rules": [
                {"target": "body.to", "source": {"expression": "trigger.email"}},
                {"target": "body.subject", "source": {"expression": "'Invoice for order ' ~ trigger.number"}}]}}],
        "edges": [{"from": "paid", "to": "invoice"}, {"from": "invoice", "to": "tell"}],
        "slots": [{"key": "books", "connector": "till-tally"}, {"key": "post", "connector": "post-room"}]
    })
}

fn labels() -> Value {
    json!({
        "steps": [
            {"key": "orders", "name": "New orders", "kind": "poll", "slot": "shop", "method": "list_new_orders", "pages": 1},
            {"key": "label", "name": "Make the label", "kind": "action", "slot": "parcels", "method": "create_label", "pages": 1,
             "mapping": {"rules": [
                {"target": "body.order", "source": {"expression": "trigger.orders[0].number"}},
                {"target": "body.name", "source": {"expression": "trigger.orders[0].customer.name"}}]}}],
        "edges": [{"from": "orders", "to": "label"}],
        "slots": [{"key": "shop", "connector": "corner-shop"}, {"key": "parcels", "connector": "parcel-yard"}]
    })
}

/// A step as the log has it when it went well: kind of Transaction, number, step, outcome, port, and what was called.
type Logged =
    (&'static str, i32, &'static str, &'static str, Option<&'static str>, Option<(&'static str, &'static str)>);

const LOGGED: [Logged; 11] = [
    ("thanks", 0, "orders", "split", None, Some(("shop", "list_new_orders"))),
    ("item", 0, "orders", "done", None, None),
    ("item", 1, "large", "done", Some("yes"), None),
    ("item", 2, "thank", "done", None, Some(("post", "send_message"))),
    ("welcome", 0, "customer", "done", None, None),
    ("welcome", 1, "greet", "done", None, Some(("post", "send_message"))),
    ("invoices", 0, "paid", "done", None, None),
    ("invoices", 1, "invoice", "done", None, Some(("books", "create_invoice"))),
    ("invoices", 2, "tell", "done", None, Some(("post", "send_message"))),
    ("labels", 0, "orders", "done", None, Some(("shop", "list_new_orders"))),
    ("labels", 1, "label", "done", None, Some(("parcels", "create_label"))),
];
/// Steps at which a Transaction fails, where it does.
const FAILING: [&str; 4] = ["thank", "greet", "invoice", "label"];

/// All of them, as `past.sql` reads them. `connector` says which connector of the library a slot is, and its name.
pub(super) fn logged(connector: impl Fn(&str) -> (String, String)) -> Value {
    let step = |(kind, seq, step, outcome, port, called): Logged| {
        let (id, application) = called.map(|(slot, _)| connector(slot)).unzip();
        json!({"kind": kind, "seq": seq, "step": step, "outcome": outcome, "port": port, "connector": id,
               "application": application, "method": called.map(|(_, method)| method), "fails": FAILING.contains(&step)})
    };
    LOGGED.into_iter().map(step).collect()
}
