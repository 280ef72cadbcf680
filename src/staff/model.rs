//! Rights of Console Users as values, and the rules for giving them (MODEL section 3): nobody gives what they do not
//! hold, and nobody changes a person who holds more than they do.

use crate::access::rights::{Area, Level};
use crate::error::{AppError, AppResult, FieldErrors};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a Console User may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Rights {
    /// Everything, rights that come later too.
    pub full: bool,
    /// In the order of [`Area::ALL`]; nothing anywhere where `full`.
    levels: [Level; Area::ALL.len()],
}

impl Rights {
    /// Dashboard and reports only.
    pub fn none() -> Rights {
        Rights { full: false, levels: [Level::None; Area::ALL.len()] }
    }

    /// Everything.
    pub fn everything() -> Rights {
        Rights { full: true, ..Rights::none() }
    }

    /// From the columns of a person.
    pub fn stored(full: bool, levels: &Value) -> Rights {
        if full {
            return Rights::everything();
        }
        let level = |key: &str| levels.get(key).and_then(Value::as_str).map_or(Level::None, Level::read);
        Rights { full, levels: Area::ALL.map(|(_, key)| level(key)) }
    }

    /// From a form: `access` is "full" or "areas", the levels are in `right_{area}`.
    ///
    /// # Errors
    /// `Invalid` for a choice that no form of ours offers.
    pub fn typed(access: &str, fields: &BTreeMap<String, String>) -> AppResult<Rights> {
        match access {
            "full" => return Ok(Rights::everything()),
            "areas" => {}
            _ => return Err(AppError::invalid("access", t!("staff-choose-access"))),
        }
        let mut errors = FieldErrors::default();
        let mut rights = Rights::none();
        for (slot, (area, key)) in rights.levels.iter_mut().zip(Area::ALL) {
            match fields.get(&format!("right_{key}")).map_or("none", String::as_str) {
                "none" => {}
                word => match Level::read(word) {
                    Level::None => errors.add("access", t!("staff-choose-level", area = area.label())),
                    level => *slot = level,
                },
            }
        }
        errors.into_result()?;
        Ok(rights)
    }

    /// The column `rights`.
    pub fn to_json(&self) -> Value {
        let held = self.each().filter(|(.., level)| *level > Level::None);
        Value::Object(held.map(|(key, _, level)| (key.to_owned(), level.key().into())).collect::<Map<_, _>>())
    }

    /// (key, label, level) of each area as stored; full access is not spread over them.
    fn each(&self) -> impl Iterator<Item = (&'static str, String, Level)> {
        Area::ALL.into_iter().zip(self.levels).map(|((area, key), level)| (key, area.label(), level))
    }

    /// The first right of `other` that these do not include, in words; none when they include them all.
    pub fn lacks(&self, other: &Rights) -> Option<String> {
        if self.full {
            return None;
        }
        if other.full {
            return Some(t!("access-full").to_owned());
        }
        self.each()
            .zip(other.levels)
            .find(|((.., held), wanted)| held < wanted)
            .map(|((_, label, _), wanted)| t!("access-right", area = label, level = word(wanted)))
    }

    /// For `rights::grid`: (area, label, level).
    pub fn grid(&self) -> Vec<(String, String, String)> {
        let key = |level: Level| if level == Level::None { "none" } else { level.key() };
        self.each().map(|(area, label, level)| (area.to_owned(), label, key(level).to_owned())).collect()
    }

    /// What differs: (what, from, to), in words.
    pub fn changes(&self, to: &Rights) -> Vec<(String, String, String)> {
        let access = |r: &Rights| if r.full { t!("access-full") } else { t!("staff-by-area") }.to_owned();
        let mut changes = Vec::new();
        if self.full != to.full {
            changes.push((t!("staff-access").to_owned(), access(self), access(to)));
        }
        let areas = self.each().zip(to.levels).filter(|((.., from), to)| from != to);
        changes.extend(areas.map(|((_, label, from), to)| (label, word(from).to_owned(), word(to).to_owned())));
        changes
    }

    /// "Full access", "Accounts: Edit, Reports: View", t!("staff-basics").
    pub fn summary(&self) -> String {
        if self.full {
            return t!("access-full").to_owned();
        }
        let held: Vec<String> = self
            .each()
            .filter(|(.., level)| *level > Level::None)
            .map(|(_, label, level)| t!("access-right", area = label, level = word(level)))
            .collect();
        match held.len() {
            0 => t!("staff-basics").to_owned(),
            1..=3 => held.join(", "),
            more => t!("staff-and-more", rights = held[..2].join(", "), n = more - 2),
        }
    }
}

fn word(level: Level) -> &'static str {
    match level {
        Level::None => t!("access-level-none"),
        Level::View => t!("access-level-view"),
        Level::Edit => t!("access-level-edit"),
        Level::Manage => t!("access-level-manage"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rights(levels: &[(&str, &str)]) -> Rights {
        let fields = levels.iter().map(|(area, level)| (format!("right_{area}"), (*level).to_owned())).collect();
        Rights::typed("areas", &fields).expect("valid")
    }

    #[test]
    fn nobody_gives_what_they_do_not_hold() {
        let full = Rights::everything();
        let editor = rights(&[("accounts", "edit"), ("console_users", "manage")]);
        for (who, what, lacking) in [
            (&full, &full, None),
            (&full, &editor, None),
            (&editor, &full, Some("Full access")),
            (&editor, &editor.clone(), None),
            (&editor, &Rights::none(), None),
            (&editor, &rights(&[("accounts", "view")]), None),
            (&editor, &rights(&[("accounts", "manage")]), Some("Accounts: Manage")),
            (&editor, &rights(&[("cycles", "view")]), Some("Cycles: View")),
            (&Rights::none(), &rights(&[("reports", "view")]), Some("Reports: View")),
        ] {
            assert_eq!(who.lacks(what).as_deref(), lacking, "{what:?}");
        }
    }

    #[test]
    fn rights_survive_the_database() {
        for given in [Rights::everything(), Rights::none(), rights(&[("accounts", "edit"), ("reports", "manage")])] {
            assert_eq!(Rights::stored(given.full, &given.to_json()), given);
        }
        assert_eq!(
            Rights::stored(false, &serde_json::json!({"accounts": "emperor", "unheard_of": "edit"})),
            Rights::none()
        );
    }

    #[test]
    fn a_form_of_ours_never_sends_other_words() {
        let forged = BTreeMap::from([("right_accounts".to_owned(), "emperor".to_owned())]);
        assert!(Rights::typed("areas", &forged).is_err());
        assert!(Rights::typed("everything", &BTreeMap::new()).is_err());
    }

    #[test]
    fn changes_are_named_by_area() {
        let from = rights(&[("accounts", "edit"), ("reports", "view")]);
        let to = rights(&[("accounts", "edit"), ("cycles", "manage")]);
        assert_eq!(
            from.changes(&to),
            [
                ("Cycles".to_owned(), "None".to_owned(), "Manage".to_owned()),
                ("Reports".to_owned(), "View".to_owned(), "None".to_owned())
            ]
        );
        assert_eq!(from.changes(&Rights::everything()).len(), 3);
        assert_eq!(from.summary(), "Accounts: Edit, Reports: View");
        assert_eq!(Rights::none().summary(), t!("staff-basics"));
    }
}
