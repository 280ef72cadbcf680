//! What a new step does before anything is said about it, and the name of what it calls.

use crate::flows::model::{Call, Does, Flow, Slot};
use crate::hooks::model::Check;
use crate::mapping::model::{Condition, Mapping, Source};

/// The flow's name for a connector, given now where it has none.
pub(crate) fn slot_for(flow: &mut Flow, connector: &str) -> String {
    match flow.slots.iter().find(|slot| slot.connector == connector) {
        Some(slot) => slot.key.clone(),
        None => another_slot(flow, connector),
    }
}

/// One more name for a connector that has one, or none.
pub(crate) fn another_slot(flow: &mut Flow, connector: &str) -> String {
    let free = |key: &str| flow.slots.iter().all(|slot| slot.key != key);
    let key = if free(connector) {
        connector.to_owned()
    } else {
        (2..).map(|no| format!("{connector}_{no}")).find(|key| free(key)).unwrap_or_default()
    };
    flow.slots.push(Slot { key: key.clone(), connector: connector.to_owned() });
    key
}

/// What a new step of a kind does before anything is said about it.
pub(crate) fn beginning(kind: &str, call: Call) -> Option<Does> {
    Some(match kind {
        "webhook" => Does::Webhook { check: Check::None, synchronous: false, sample: serde_json::Value::Null },
        "poll" => Does::Poll(call),
        "start" => Does::Start,
        "action" => Does::Action(call),
        "http" => Does::Http {
            verb: Default::default(),
            url: Source::Ignore,
            headers: Mapping::default(),
            body: Mapping::default(),
        },
        "email" => {
            Does::Email { to: Source::Ignore, subject: Source::Ignore, body: Source::Ignore, reply_to: Source::Ignore }
        }
        "storage" => Does::Storage {
            action: Default::default(),
            scope: Default::default(),
            name: Source::Ignore,
            value: Source::Ignore,
        },
        "respond" => Does::Respond { status: 200, mapping: Mapping::default() },
        "decision" => Does::Decision { condition: Condition::All(Vec::new()) },
        "switch" => Does::Switch { value: Source::Ignore, cases: Vec::new() },
        "transform" => Does::Transform { mapping: Mapping::default() },
        "delay" => Does::Delay { minutes: 60 },
        "wait_until" => Does::WaitUntil { at: Source::Ignore },
        "wait_all" => Does::WaitAll,
        "annotation" => Does::Annotation { text: String::new() },
        _ => return None,
    })
}
