//! The screens of an installation and what was typed on them so far.

use serde::Deserialize;

/// Everything typed so far, by the names of the fields; it travels in hidden fields from screen to screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct Typed(pub Vec<(String, String)>);

/// Fields that have their own names; `slot_...` and `field_...` are known by their beginnings.
const NAMED: [&str; 9] = ["cycle", "template", "release", "mode", "minutes", "start", "line", "name", "launch"];

impl Typed {
    /// What was typed into a field; empty where it is not there.
    pub fn of(&self, field: &str) -> &str {
        self.given(field).unwrap_or_default()
    }

    /// As [`Typed::of`], none where the field was not shown yet.
    pub fn given(&self, field: &str) -> Option<&str> {
        self.0.iter().rev().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// Whether a field of this screen was sent.
    pub fn touches(&self, step: Step) -> bool {
        self.0.iter().any(|(name, _)| match step {
            Step::Connectors => name.starts_with("slot_"),
            Step::Settings => name.starts_with("field_") || name == "mode",
            Step::Name => name == "name",
            Step::Review => false,
        })
    }

    /// The same with another value in a field.
    pub fn with(&self, field: &str, value: &str) -> Typed {
        let mut pairs: Vec<(String, String)> = self.0.iter().filter(|(name, _)| name != field).cloned().collect();
        pairs.push((field.to_owned(), value.to_owned()));
        Typed(pairs)
    }

    /// Only what belongs to an installation, without these: for hidden fields and addresses.
    pub fn kept(&self, but: &[String]) -> Vec<(String, String)> {
        let known = |name: &str| NAMED.contains(&name) || name.starts_with("slot_") || name.starts_with("field_");
        let kept = self.0.iter().filter(|(name, _)| known(name) && but.iter().all(|other| other != name));
        kept.cloned().collect()
    }

    /// Without what the customer filled in: that may be anybody's data, and addresses are kept in histories and logs.
    pub fn addressed(&self) -> Typed {
        Typed(self.0.iter().filter(|(name, _)| !name.starts_with("field_")).cloned().collect())
    }

    /// Whether something was filled in that no address takes along.
    pub fn filled(&self) -> bool {
        self.0.iter().any(|(name, value)| name.starts_with("field_") && !value.is_empty())
    }

    /// As the query of the address of a screen.
    pub fn query(&self, step: Step) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in self.addressed().kept(&[]) {
            query.append_pair(&name, &value);
        }
        query.append_pair("step", step.key());
        query.finish()
    }
}

/// What becomes of a cycle once it is installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    Stays,
    Starts,
    /// It runs once, where it begins by the time; what waits for others to begin starts instead.
    RunsOnce,
}

impl Then {
    /// As the last screen sends it.
    pub fn read(word: &str) -> Then {
        match word {
            "start" => Then::Starts,
            "once" => Then::RunsOnce,
            _ => Then::Stays,
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Then::Stays => "",
            Then::Starts => "start",
            Then::RunsOnce => "once",
        }
    }
}

/// A screen after the choice of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Step {
    Connectors,
    Settings,
    Name,
    Review,
}

impl Step {
    /// All of them in their order.
    pub const ALL: [Step; 4] = [Step::Connectors, Step::Settings, Step::Name, Step::Review];

    /// As addresses have it; anything else is the first.
    pub fn read(word: &str) -> Step {
        Step::ALL.into_iter().find(|step| step.key() == word).unwrap_or(Step::Connectors)
    }

    pub fn key(self) -> &'static str {
        match self {
            Step::Connectors => "connectors",
            Step::Settings => "settings",
            Step::Name => "name",
            Step::Review => "review",
        }
    }

    /// Words for people.
    pub fn words(self) -> &'static str {
        match self {
            Step::Connectors => t!("installs-step-connectors"),
            Step::Settings => t!("installs-step-settings"),
            Step::Name => t!("installs-step-name"),
            Step::Review => t!("installs-step-review"),
        }
    }
}

/// The form's name of a slot.
pub(crate) fn slot_field(key: &str) -> String {
    format!("slot_{key}")
}

/// The form's name of a field.
pub(crate) fn input_field(key: &str) -> String {
    format!("field_{key}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_may_stand_in_an_address_and_what_was_filled_in_may_not() {
        let typed = Typed(vec![
            ("template".to_owned(), "1".to_owned()),
            ("csrf".to_owned(), "hidden".to_owned()),
            ("field_team".to_owned(), "A & B".to_owned()),
        ]);
        let typed = typed.with("slot_shop", "newest").with("slot_shop", "2");
        assert_eq!(typed.query(Step::Name), "template=1&slot_shop=2&step=name");
        assert_eq!(typed.kept(&["field_team".to_owned()]).len(), 2);
        assert_eq!((typed.of("name"), typed.given("name")), ("", None));
    }
}
