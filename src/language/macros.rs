//! How a message is asked for.

/// A string of the message files in the language of whoever reads it.
///
/// - `t!("accounts-title")`: `&'static str`, for a message without variables.
/// - `t!("accounts-count", n = count, name = &name)`: `String`, with its variables. Whole numbers choose plurals and are written
///   as the language writes them.
/// - `t!("cycles-empty", words)`: `String`, for a message without variables that uses `CYCLE()` and its like.
macro_rules! t {
    ($id:literal) => { $crate::language::text($id) };
    ($id:literal, words) => { $crate::language::phrase($id, &[]) };
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::language::phrase($id, &[$((stringify!($name), $crate::language::IntoPiece::piece(&$value))),+])
    };
}

/// As `t!`, for a message with marks of HTML in it: what is put in is escaped, but another [`Html`].
macro_rules! h {
    ($id:literal) => { $crate::language::html_text($id) };
    ($id:literal, words) => { $crate::language::html_phrase($id, &[]) };
    ($id:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::language::html_phrase($id, &[$((stringify!($name), $crate::language::IntoPiece::piece(&$value))),+])
    };
}
