//! What is put into messages.

use super::Html;
use fluent_bundle::FluentValue;
use std::borrow::Cow;

/// A variable of a message.
pub(crate) enum Piece<'a> {
    /// A whole number: it chooses plurals, and is written as the language writes figures.
    Number(i64),
    Text(Cow<'a, str>),
    /// Escaped already.
    Html(&'a Html),
}

impl<'a> Piece<'a> {
    pub(super) fn as_text(&'a self) -> FluentValue<'a> {
        match self {
            Piece::Number(number) => FluentValue::from(*number),
            Piece::Text(text) => FluentValue::from(text.as_ref()),
            Piece::Html(html) => FluentValue::from(html.as_str()),
        }
    }

    pub(super) fn as_html(&'a self) -> FluentValue<'a> {
        match self {
            Piece::Text(text) => FluentValue::from(super::html::escaped(text)),
            other => other.as_text(),
        }
    }
}

/// What can be a variable of a message.
pub(crate) trait IntoPiece {
    fn piece(&self) -> Piece<'_>;
}

impl<T: IntoPiece + ?Sized> IntoPiece for &T {
    fn piece(&self) -> Piece<'_> {
        (**self).piece()
    }
}

impl IntoPiece for str {
    fn piece(&self) -> Piece<'_> {
        Piece::Text(Cow::Borrowed(self))
    }
}

impl IntoPiece for String {
    fn piece(&self) -> Piece<'_> {
        Piece::Text(Cow::Borrowed(self))
    }
}

impl IntoPiece for Cow<'_, str> {
    fn piece(&self) -> Piece<'_> {
        Piece::Text(Cow::Borrowed(self))
    }
}

impl IntoPiece for Html {
    fn piece(&self) -> Piece<'_> {
        Piece::Html(self)
    }
}

macro_rules! numbers {
    ($($kind:ty),+) => {
        $(impl IntoPiece for $kind {
            fn piece(&self) -> Piece<'_> {
                Piece::Number(i64::try_from(*self).unwrap_or(i64::MAX))
            }
        })+
    };
}

numbers!(i16, i32, i64, u8, u16, u32, u64, usize);
