//! A release as a JSON file, that another partner's library or another installation can take in. Connectors are named
//! by their keys and names in the library and by the methods that are called, never by ids.

use super::check::Library;
use crate::flows::model::{Does, Flow};
use crate::flows::reading;
use crate::json_words::{object, placed};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// What a file says that it is.
const FORMAT: &str = "integration-template/1";

/// One release of a template.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct File {
    pub format: String,
    pub name: String,
    pub description: String,
    pub folder: String,
    pub tags: Vec<String>,
    pub notes: String,
    pub connectors: Vec<Needed>,
    pub flow: Flow,
}

/// A connector that the flow calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Needed {
    pub key: String,
    pub name: String,
    /// Keys of the methods that are called.
    pub methods: Vec<String>,
}

impl File {
    /// The file of a flow; the rest is filled in by who knows it.
    pub fn of(flow: Flow, library: &Library) -> File {
        let keys: BTreeSet<&str> = flow.slots.iter().map(|slot| slot.connector.as_str()).collect();
        let connectors = keys.into_iter().map(|key| Needed {
            key: key.to_owned(),
            name: library.get(key).map(|known| known.name.clone()).unwrap_or_default(),
            methods: methods(&flow, key),
        });
        File { format: FORMAT.to_owned(), connectors: connectors.collect(), flow, ..File::default() }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it, in words, with its line where it cannot be read.
    pub fn read(text: &str) -> Result<File, String> {
        let whole: Value = object(text, t!("templates-file-what"))?;
        let file: File = serde_json::from_str(text).map_err(|cause| {
            let part = whole.get("flow").map(reading::part).unwrap_or_default();
            t!("templates-file-take", why = placed(text, &cause, &part))
        })?;
        if file.format != FORMAT {
            return Err(t!("templates-file-none").to_owned());
        }
        Ok(file)
    }

    /// Gives slots the keys that connectors have here, where another has the same name: (key in the file, key here).
    pub fn rename(&mut self, known: &[(String, String)]) {
        for slot in &mut self.flow.slots {
            if let Some((_, here)) = known.iter().find(|(there, _)| *there == slot.connector) {
                here.clone_into(&mut slot.connector);
            }
        }
    }
}

/// The methods of a connector that a flow calls.
fn methods(flow: &Flow, connector: &str) -> Vec<String> {
    let slots: BTreeSet<&str> =
        flow.slots.iter().filter(|slot| slot.connector == connector).map(|slot| slot.key.as_str()).collect();
    let called: BTreeSet<&str> = flow
        .steps
        .iter()
        .filter_map(|step| match &step.does {
            Does::Poll(call) | Does::Action(call) if slots.contains(call.slot.as_str()) => Some(call.method.as_str()),
            _ => None,
        })
        .collect();
    called.into_iter().map(str::to_owned).collect()
}

/// What the file is called on a person's machine: letters, digits and dashes.
pub(crate) fn file_name(template: &str, release: i32) -> String {
    let mut name = String::new();
    for letter in template.chars().flat_map(char::to_lowercase).take(60) {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    format!("{}-release-{release}.json", if name.is_empty() { "template" } else { name })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_file_names_connectors_by_key_name_and_methods() {
        let flow: Flow = serde_json::from_value(json!({
            "steps": [{"key": "a", "name": "A", "kind": "poll", "slot": "x", "method": "list"},
                      {"key": "b", "name": "B", "kind": "action", "slot": "y", "method": "create"}],
            "slots": [{"key": "x", "connector": "xero"}, {"key": "y", "connector": "xero"}]
        }))
        .expect("a flow");
        let file = File::of(flow, &Library::new());
        assert_eq!(file.connectors.len(), 1);
        assert_eq!(file.connectors[0].methods, ["create", "list"]);
        let text = serde_json::to_string(&file).expect("it is written");
        let mut read = File::read(&text).expect("it is read");
        assert_eq!(read, file);
        read.rename(&[("xero".to_owned(), "xero-2".to_owned())]);
        assert!(read.flow.slots.iter().all(|slot| slot.connector == "xero-2"));
    }

    #[test]
    fn what_is_no_file_of_ours_says_so() {
        assert!(File::read("{\n,}").expect_err("it is none").starts_with("Line 2, character 1"));
        assert!(File::read("{\"steps\": []}").expect_err("it is none").contains("no template's file"));
        assert_eq!(file_name("Größe & Co!", 3), "gr-e-co-release-3.json");
        assert_eq!(file_name("日本", 1), "template-release-1.json");
    }
}
