//! The page that asks before something is done to a person: what is lost, what stays, and the one button.

use super::queries::Person;
use crate::db::{InPartner, ReadTx};
use crate::error::FieldErrors;
use crate::second_steps::RESET;
use crate::web::shell::Shell;
use askama::Template;

/// A question in the console; a dialog where there is script.
#[derive(Template)]
#[template(path = "people/confirm.html")]
pub(crate) struct Confirm {
    pub shell: Shell,
    pub question: String,
    /// What happens, what stays, how it can be undone.
    pub consequences: Vec<String>,
    /// Where the form goes.
    pub action: String,
    pub back: String,
    pub button: &'static str,
    pub errors: FieldErrors,
}

impl Confirm {
    /// Before all sessions of somebody end. `list`: the address of the list that they are in.
    pub fn end_of_sessions(tx: &ReadTx<'_, InPartner>, list: &str, person: &Person) -> Confirm {
        let consequences = [
            "They are signed out in every browser at their next click. What they typed and did not save is lost.",
            "They can sign in again with their password.",
        ];
        Confirm::about(tx, list, person, "End all sessions", "End all sessions of", ("sessions", &consequences))
    }

    /// Before the two-step sign-in is taken from somebody.
    pub fn reset_of_second_step(tx: &ReadTx<'_, InPartner>, list: &str, person: &Person) -> Confirm {
        let what = "Reset the two-step sign-in of";
        Confirm::about(tx, list, person, "Reset two-step sign-in", what, ("two-step", &RESET))
    }

    /// Before somebody's link with the sign-in provider is removed.
    pub fn unlinking(tx: &ReadTx<'_, InPartner>, list: &str, person: &Person) -> Confirm {
        let consequences = [
            "The next time somebody signs in there with this person’s verified address, that one is linked. Make sure that it is they who ask.",
            "Sessions that are open stay open.",
        ];
        let what = "Remove the sign-in link of";
        Confirm::about(tx, list, person, "Remove sign-in link", what, ("provider", &consequences))
    }

    fn about(
        tx: &ReadTx<'_, InPartner>,
        list: &str,
        person: &Person,
        button: &'static str,
        what: &str,
        (part, consequences): (&str, &[&str]),
    ) -> Confirm {
        let (home, title) = (format!("{list}/{}", person.id), format!("{what} {}", person.name));
        Confirm {
            shell: Shell::console(tx, list, &title),
            question: format!("{title}?"),
            consequences: consequences.iter().map(ToString::to_string).collect(),
            action: format!("{home}/{part}"),
            back: home,
            button,
            errors: FieldErrors::default(),
        }
    }

    /// The question again, with why it could not be done.
    pub fn refused(self, errors: FieldErrors) -> Confirm {
        Confirm { shell: self.shell.with_error(), errors, ..self }
    }
}
