//! The page that asks before something is done to a person: what is lost, what stays, and the one button.

use crate::error::FieldErrors;
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
    /// The question again, with why it could not be done.
    pub fn refused(self, errors: FieldErrors) -> Confirm {
        Confirm { shell: self.shell.with_error(), errors, ..self }
    }
}
