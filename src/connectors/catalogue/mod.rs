//! Well-known applications that come with the product, written in our own words from their public documentation. One
//! YAML file each, beside this one; what a file leaves out is the model's default.

use super::model::Definition;
use serde::Deserialize;
use std::sync::LazyLock;

/// An application of the catalogue.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Application {
    /// Stays the same from version to version of the product.
    pub key: String,
    pub categories: Vec<String>,
    pub definition: Definition,
}

/// In the order of their names.
const FILES: [(&str, &str); 16] = [
    ("airtable", include_str!("airtable.yaml")),
    ("github", include_str!("github.yaml")),
    ("google_sheets", include_str!("google_sheets.yaml")),
    ("hubspot", include_str!("hubspot.yaml")),
    ("jira", include_str!("jira.yaml")),
    ("mailchimp", include_str!("mailchimp.yaml")),
    ("notion", include_str!("notion.yaml")),
    ("quickbooks", include_str!("quickbooks.yaml")),
    ("resend", include_str!("resend.yaml")),
    ("salesforce", include_str!("salesforce.yaml")),
    ("shopify", include_str!("shopify.yaml")),
    ("slack", include_str!("slack.yaml")),
    ("stripe", include_str!("stripe.yaml")),
    ("twilio", include_str!("twilio.yaml")),
    ("xero", include_str!("xero.yaml")),
    ("zendesk", include_str!("zendesk.yaml")),
];

static APPLICATIONS: LazyLock<Vec<Application>> = LazyLock::new(|| {
    let read = |(key, text): &(&str, &str)| match serde_saphyr::from_str::<Application>(text) {
        Ok(application) => Some(application),
        Err(error) => {
            // A test reads every file, so this says that the binary was built from an untested tree.
            tracing::error!("the catalogue's application {key} cannot be read: {error}");
            None
        }
    };
    FILES.iter().filter_map(read).collect()
});

/// Every application of the catalogue. Read at the first call.
pub(crate) fn applications() -> &'static [Application] {
    &APPLICATIONS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connectors::model::{Authentication, Paging, Verb};
    use serde_json::Value;
    use std::collections::HashSet;

    #[test]
    fn every_application_is_read_and_sound() {
        assert_eq!(applications().len(), FILES.len());
        let mut keys = HashSet::new();
        for (application, (file, _)) in applications().iter().zip(&FILES) {
            let key = application.key.as_str();
            assert_eq!(key, *file);
            assert!(keys.insert(key), "{key} is there twice");
            assert_eq!(application.definition.check(), [], "{key}");
            assert!(!application.categories.is_empty(), "{key}");
            let count = application.definition.methods.len();
            assert!((5..=10).contains(&count), "{key} has {count} methods");
            assert!(application.definition.base_url.starts_with("https://"), "{key}");
            assert_ne!(application.definition.authentication, Authentication::None, "{key}");
            assert!(application.definition.methods.iter().all(|method| method.authenticated), "{key}");
        }
    }

    #[test]
    fn every_list_says_how_it_pages_or_is_whole() {
        // These answer all at once, or with a relative address of the next page, which the engine does not follow.
        let whole = [
            "xero.list_connections",
            "xero.list_accounts",
            "jira.list_transitions",
            "airtable.list_tables",
            "twilio.list_messages",
            "twilio.list_numbers",
        ];
        for application in applications() {
            for method in application.definition.methods.iter().filter(|method| method.key.starts_with("list_")) {
                let name = format!("{}.{}", application.key, method.key);
                assert_eq!(method.verb, Verb::Get, "{name}");
                assert_eq!(method.paging == Paging::None, whole.contains(&name.as_str()), "{name}");
            }
        }
    }

    /// Serde would pass over a word that is spelled wrong.
    #[test]
    fn no_word_of_a_file_is_lost() {
        fn lost(written: &Value, read: &Value, at: &str) -> Vec<String> {
            match (written, read) {
                (Value::Object(written), Value::Object(read)) => written
                    .iter()
                    .flat_map(|(key, value)| match read.get(key) {
                        Some(read) => lost(value, read, &format!("{at}.{key}")),
                        None => vec![format!("{at}.{key}")],
                    })
                    .collect(),
                (Value::Array(written), Value::Array(read)) if written.len() == read.len() => {
                    let pairs = written.iter().zip(read).enumerate();
                    pairs.flat_map(|(index, (written, read))| lost(written, read, &format!("{at}.{index}"))).collect()
                }
                (written, read) if written == read => Vec::new(),
                (written, read) => vec![format!("{at}: {written} became {read}")],
            }
        }
        for (application, (key, text)) in applications().iter().zip(&FILES) {
            let written: Value = serde_saphyr::from_str(text).expect("the file is YAML");
            let read = serde_json::to_value(&application.definition).expect("a definition is JSON");
            assert_eq!(lost(&written["definition"], &read, key), Vec::<String>::new());
        }
    }
}
