//! Components that many pages use, each compiled once: the macros in `templates/components` call these, since askama
//! writes a macro out at each place that calls it (see `web::frame`). Most are a template with its words, made by one
//! macro here; those that are given lists stand in `lists`.

mod flow;
mod lists;

pub(crate) use flow::*;
pub(crate) use lists::*;

use askama::Template;
use askama::filters::HtmlSafe;

/// The type that a widget keeps an argument in.
macro_rules! kept {
    ($life:lifetime text) => { &$life str };
    ($life:lifetime flag) => { bool };
    ($life:lifetime number) => { u32 };
}

/// The type that a template hands an argument over in: always a reference.
macro_rules! handed {
    ($life:lifetime text) => { &$life str };
    ($life:lifetime flag) => { &bool };
    ($life:lifetime number) => { &u32 };
}

/// An argument as it is kept.
macro_rules! taken {
    ($arg:ident text) => {
        $arg
    };
    ($arg:ident $other:ident) => {
        *$arg
    };
}

/// `name as Type in "template" (argument: kind, ...);` makes the template's type and the function that macros call. A kind
/// is `text`, `flag` or `number`; the template reads the arguments by their names.
macro_rules! widgets {
    ($($(#[$doc:meta])* $name:ident as $Type:ident in $path:tt ($($arg:ident: $kind:ident),*);)+) => {$(
        #[derive(Template)]
        #[template(path = $path)]
        pub(crate) struct $Type<'a> {
            $($arg: kept!('a $kind),)*
        }

        impl HtmlSafe for $Type<'_> {}

        $(#[$doc])*
        #[allow(clippy::too_many_arguments, reason = "they are called by macros with names and defaults for each")]
        pub(crate) fn $name<'a>($($arg: handed!('a $kind)),*) -> $Type<'a> {
            $Type { $($arg: taken!($arg $kind)),* }
        }
    )+};
}

widgets! {
    /// An icon of the sprite; without a label it stands beside a word.
    icon as Icon in "widgets/icon.html" (name: text, label: text);
    /// A state: word and shape.
    badge as Badge in "widgets/badge.html" (kind: text, text: text);
    /// A value with a button that copies it.
    copy_inline as CopyInline in "widgets/copy_inline.html" (value: text, label: text);
    /// The sign of a kind of message.
    sign as Sign in "widgets/sign.html" (kind: text);
    /// Title of a page with its state, and what it counts.
    page_title as PageTitle in "widgets/page_title.html" (title: text, count: text, meta: text, kind: text, state: text, copied: text);
}

// Fields of forms and filters.
widgets! {
    /// The attributes that tie hint and error to their field.
    ties as Ties in "widgets/ties.html" (name: text, hint: text, error: text);
    /// Hint and error of a field.
    about as About in "widgets/about.html" (name: text, hint: text, error: text);
    /// A field of one line.
    text as TextField in "widgets/text.html" (name: text, label: text, value: text, kind: text, hint: text, error: text, required: flag, optional: flag, autocomplete: text, class: text, inputmode: text, maxlength: text, placeholder: text, readonly: flag, autofocus: flag, list: text);
    /// A password, with a way to see it.
    password as PasswordField in "widgets/password.html" (name: text, label: text, autocomplete: text, hint: text, error: text, required: flag, optional: flag, maxlength: text);
    /// A field of several lines.
    textarea as TextArea in "widgets/textarea.html" (name: text, label: text, value: text, rows: number, hint: text, error: text, required: flag, optional: flag, class: text, maxlength: text);
    /// A box to tick.
    check as CheckBox in "widgets/check.html" (name: text, label: text, checked: flag, hint: text, error: text, value: text, disabled: flag);
    /// A file to choose or drop.
    file as FileField in "widgets/file.html" (name: text, label: text, accept: text, hint: text, error: text, required: flag);
    /// The search of a list.
    search as Search in "widgets/search.html" (value: text, label: text, action: text, target: text, name: text);
}

// Pieces of lists and menus.
widgets! {
    /// Links to the page before and after.
    pager as Pager in "widgets/pager.html" (prev: text, next: text, text: text, target: text, label: text);
    /// Nothing here: why, and one action.
    empty as Empty in "widgets/empty.html" (title: text, text: text, icon: text, action: text, href: text);
    /// The one way to show a time.
    time as Time in "widgets/time.html" (at: text, exact: text, ago: text);
    /// A fact with its word.
    fact as Fact in "widgets/fact.html" (label: text, value: text, mono: flag, href: text);
    /// The head of a column that one can sort by.
    sort_head as SortHead in "widgets/sort_head.html" (label: text, href: text, dir: text, num: flag, target: text);
    /// The box that selects a row.
    row_box as RowBox in "widgets/row_box.html" (form: text, value: text, label: text, name: text, checked: flag);
    /// The name of a row, a link.
    row_name as RowName in "widgets/row_name.html" (href: text, text: text, id: text);
    /// The row of a list without rows.
    empty_row as EmptyRow in "widgets/empty_row.html" (cols: number, text: text, action: text, href: text);
    /// A link in a menu.
    menu_link as MenuLink in "widgets/menu_link.html" (text: text, href: text, icon: text, kind: text, dialog: flag, current: flag);
    /// A one-button form in a menu.
    menu_post as MenuPost in "widgets/menu_post.html" (text: text, action: text, csrf: text, icon: text, kind: text);
}
