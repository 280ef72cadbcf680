//! Messages with marks of HTML in them.

use super::Piece;
use askama::filters::{Html as Rules, HtmlSafe, escape};
use askama::{FastWritable, Template, Values};
use std::fmt;

/// A message whose marks are ours and whose variables are escaped: a template writes it out as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Html(String);

impl Html {
    /// What a template writes out, which escapes what it is given.
    pub fn of(template: &(impl Template + HtmlSafe)) -> Html {
        // Writing to text fails only where a template does, and a message goes without it then.
        Html(template.render().unwrap_or_default())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FastWritable for Html {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        dest.write_str(&self.0)?;
        Ok(())
    }
}

impl HtmlSafe for Html {}

/// `h!` without variables.
pub(crate) fn html_text(id: &'static str) -> Html {
    Html(super::text(id).to_owned())
}

/// `h!` with variables.
pub(crate) fn html_phrase(id: &'static str, pieces: &[(&'static str, Piece<'_>)]) -> Html {
    Html(super::bundles::formatted(id, pieces, true))
}

/// Text as a page may hold it anywhere.
pub(super) fn escaped(text: &str) -> String {
    escape(text, Rules).map(|safe| safe.to_string()).unwrap_or_default()
}
