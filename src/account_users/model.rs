//! Forms that let people into accounts: one person, or a list of lines.

use crate::error::{AppError, AppResult, FieldErrors};
use crate::people::giving::{Grant, Reach};
use crate::people::invitations::Invitee;
use crate::people::model::{EmailAddress, PersonName, Role, with_capital};
use crate::people::password::NewPassword;
use std::collections::BTreeMap;

/// Lines of one list at most.
pub(crate) const LINES_MAX: usize = 100;

/// A grant as a form carries it.
///
/// # Errors
/// Words for the field `role`.
pub(crate) fn grant(errors: &mut FieldErrors, role: &str, with_sub_accounts: &str) -> Option<Grant> {
    let role = errors.take("role", Role::parse(role))?;
    Some(Grant { role, reach: Reach::of(!with_sub_accounts.is_empty()) })
}

/// The roles, for a choice: (value, label, what it means).
pub(crate) fn role_choices() -> Vec<(String, String, String)> {
    let owned = |text: &str| text.to_owned();
    Role::ALL.into_iter().map(|r| (owned(r.key()), owned(r.label()), r.meaning())).collect()
}

/// One person to be let into an account, as typed.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct PersonText {
    pub name: String,
    pub email: String,
    pub role: String,
    pub with_sub_accounts: String,
    /// "password": staff chooses one; anything else: by a mailed link.
    pub how: String,
    pub password: String,
}

/// The same, checked.
pub(crate) struct NewPerson {
    pub invitee: Invitee,
    pub grant: Grant,
    pub password: Option<NewPassword>,
}

impl PersonText {
    /// Checks every field; all complaints come at once.
    ///
    /// # Errors
    /// `Invalid` with a complaint for each wrong field.
    pub fn parse(&self) -> AppResult<NewPerson> {
        let mut errors = FieldErrors::default();
        let email = errors.take("email", EmailAddress::parse(&self.email));
        let named = errors.take("name", PersonName::parse(&self.name));
        let grant = grant(&mut errors, &self.role, &self.with_sub_accounts);
        let password = if self.how == "password" {
            errors.take("password", NewPassword::parse(&self.password, &[&self.email, &self.name])).map(Some)
        } else {
            Some(None)
        };
        match (email, named, grant, password) {
            (Some(email), Some(name), Some(grant), Some(password)) => {
                Ok(NewPerson { invitee: Invitee { name, email }, grant, password })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// One line of a list: `Name <address>` or an address.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// Counted from 1, empty lines too, as an editor counts them.
    pub no: usize,
    pub text: String,
    /// Whom it names, or what is wrong with it.
    pub read: Result<Invitee, String>,
}

/// Reads a list; a line that is wrong keeps its place and says why.
///
/// # Errors
/// Words for the field, when there is no line or there are too many.
pub(crate) fn lines(text: &str) -> Result<Vec<Line>, String> {
    let filled: Vec<(usize, &str)> =
        text.lines().enumerate().map(|(i, l)| (i + 1, l.trim())).filter(|(_, l)| !l.is_empty()).collect();
    if filled.is_empty() {
        return Err(t!("account-users-enter-lines").to_owned());
    }
    if filled.len() > LINES_MAX {
        return Err(t!("account-users-too-many-lines", n = filled.len().to_string(), most = LINES_MAX));
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let read = |(no, text): (usize, &str)| {
        let read = one(text).and_then(|invitee| match seen.get(&invitee.email.key()) {
            Some(first) => Err(t!("account-users-same-address", line = first.to_string())),
            None => {
                seen.insert(invitee.email.key(), no);
                Ok(invitee)
            }
        });
        Line { no, text: text.chars().take(300).collect(), read }
    };
    Ok(filled.into_iter().map(read).collect())
}

fn one(text: &str) -> Result<Invitee, String> {
    let text = text.trim_end_matches([',', ';']).trim();
    match text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((named, address)) => {
            let email = EmailAddress::parse(address)?;
            let named = named.trim().trim_matches('"').trim();
            let named = if named.is_empty() { name_in(&email) } else { named.to_owned() };
            Ok(Invitee { name: PersonName::parse(&named)?, email })
        }
        None => {
            let email = EmailAddress::parse(text)?;
            Ok(Invitee { name: PersonName::parse(&name_in(&email))?, email })
        }
    }
}

/// A name made of an address, until the person writes their own: "ada.lovelace@" is Ada Lovelace.
pub(crate) fn name_in(email: &EmailAddress) -> String {
    let local = email.as_str().split('@').next().unwrap_or_default();
    let local = local.split('+').next().unwrap_or_default();
    let words: Vec<String> = local.split(['.', '_', '-']).filter(|w| !w.is_empty()).map(with_capital).collect();
    if words.is_empty() { email.as_str().to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_people_paste_them() {
        let text = "Ada Lovelace <ada@example.com>,\n\ngrace.hopper+work@example.com\n\"Turing, Alan\" <Alan@Example.com>;\n\
                    nobody\nADA@example.com\n<x_y@example.com>";
        let read: Vec<String> = lines(text)
            .expect("a list")
            .into_iter()
            .map(|line| match line.read {
                Ok(who) => format!("{} {} {}", line.no, who.name.as_str(), who.email.as_str()),
                Err(why) => format!("{} ! {why}", line.no),
            })
            .collect();
        assert_eq!(
            read,
            [
                "1 Ada Lovelace ada@example.com",
                "3 Grace Hopper grace.hopper+work@example.com",
                "4 Turing, Alan Alan@Example.com",
                "5 ! “nobody” is not an e-mail address. It looks like name@example.com.",
                "6 ! The same address is on line 1. Remove one of the two.",
                "7 X Y x_y@example.com",
            ]
        );
    }

    #[test]
    fn a_list_has_a_least_and_a_most() {
        assert!(lines(" \n ").is_err());
        assert!(lines(&"a@example.com\n".repeat(LINES_MAX + 1)).is_err_and(|why| why.starts_with("101 lines")));
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = PersonText { how: "password".to_owned(), ..PersonText::default() };
        let Err(AppError::Invalid(errors)) = wrong.parse() else { panic!("accepted") };
        let named: Vec<&str> = errors.0.iter().map(|e| e.field.as_str()).collect();
        assert_eq!(named, ["email", "name", "role", "password"]);
    }
}
