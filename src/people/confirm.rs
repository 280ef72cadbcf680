//! The page that asks before something is done to a person: what is lost, what stays, and the one button.

use super::queries::Person;
use crate::db::{InPartner, ReadTx};
use crate::error::FieldErrors;
use crate::second_steps::reset_consequences;
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
        let consequences = [t!("people-end-sessions-why"), t!("people-end-sessions-again")];
        let title = t!("people-end-sessions-of", name = person.name);
        let question = t!("people-end-sessions-ask", name = person.name);
        let confirm = Confirm::about(tx, (list, person, "sessions"), &title, &consequences);
        Confirm { question, button: t!("people-end-sessions"), ..confirm }
    }

    /// Before the two-step sign-in is taken from somebody.
    pub fn reset_of_second_step(tx: &ReadTx<'_, InPartner>, list: &str, person: &Person) -> Confirm {
        let title = t!("people-reset-step-of", name = person.name);
        let question = t!("people-reset-step-ask", name = person.name);
        let confirm = Confirm::about(tx, (list, person, "two-step"), &title, &reset_consequences());
        Confirm { question, button: t!("people-reset-step"), ..confirm }
    }

    /// Before somebody's link with the sign-in provider is removed.
    pub fn unlinking(tx: &ReadTx<'_, InPartner>, list: &str, person: &Person) -> Confirm {
        let consequences = [t!("people-unlink-why"), t!("people-unlink-sessions")];
        let title = t!("people-unlink-of", name = person.name);
        let question = t!("people-unlink-ask", name = person.name);
        let confirm = Confirm::about(tx, (list, person, "provider"), &title, &consequences);
        Confirm { question, button: t!("people-unlink"), ..confirm }
    }

    /// What is alike; question and button are said by whoever asks.
    fn about(
        tx: &ReadTx<'_, InPartner>,
        (list, person, part): (&str, &Person, &str),
        title: &str,
        consequences: &[&str],
    ) -> Confirm {
        let home = format!("{list}/{}", person.id);
        Confirm {
            shell: Shell::console(tx, list, title),
            question: String::new(),
            consequences: consequences.iter().map(ToString::to_string).collect(),
            action: format!("{home}/{part}"),
            back: home,
            button: "",
            errors: FieldErrors::default(),
        }
    }

    /// The question again, with why it could not be done.
    pub fn refused(self, errors: FieldErrors) -> Confirm {
        Confirm { shell: self.shell.with_error(), errors, ..self }
    }
}
