//! Pieces of lists and menus.

use askama::Template;
use askama::filters::HtmlSafe;

#[derive(Template)]
#[template(path = "widgets/pager.html")]
pub(crate) struct Pager<'a> {
    prev: &'a str,
    next: &'a str,
    text: &'a str,
    target: &'a str,
    label: &'a str,
}

impl HtmlSafe for Pager<'_> {}

/// Links to the page before and after.
pub(crate) fn pager<'a>(prev: &'a str, next: &'a str, text: &'a str, target: &'a str, label: &'a str) -> Pager<'a> {
    Pager { prev, next, text, target, label }
}

#[derive(Template)]
#[template(path = "widgets/empty.html")]
pub(crate) struct Empty<'a> {
    title: &'a str,
    text: &'a str,
    icon: &'a str,
    action: &'a str,
    href: &'a str,
}

impl HtmlSafe for Empty<'_> {}

/// Nothing here: why, and one action.
pub(crate) fn empty<'a>(title: &'a str, text: &'a str, icon: &'a str, action: &'a str, href: &'a str) -> Empty<'a> {
    Empty { title, text, icon, action, href }
}

#[derive(Template)]
#[template(path = "widgets/time.html")]
pub(crate) struct Time<'a> {
    at: &'a str,
    exact: &'a str,
    ago: &'a str,
}

impl HtmlSafe for Time<'_> {}

/// The one way to show a time.
pub(crate) fn time<'a>(at: &'a str, exact: &'a str, ago: &'a str) -> Time<'a> {
    Time { at, exact, ago }
}

#[derive(Template)]
#[template(path = "widgets/fact.html")]
pub(crate) struct Fact<'a> {
    label: &'a str,
    value: &'a str,
    mono: bool,
    href: &'a str,
}

impl HtmlSafe for Fact<'_> {}

/// A fact with its word.
pub(crate) fn fact<'a>(label: &'a str, value: &'a str, mono: &bool, href: &'a str) -> Fact<'a> {
    Fact { label, value, mono: *mono, href }
}

#[derive(Template)]
#[template(path = "widgets/sort_head.html")]
pub(crate) struct SortHead<'a> {
    label: &'a str,
    href: &'a str,
    dir: &'a str,
    num: bool,
    target: &'a str,
}

impl HtmlSafe for SortHead<'_> {}

/// The head of a column that one can sort by.
pub(crate) fn sort_head<'a>(label: &'a str, href: &'a str, dir: &'a str, num: &bool, target: &'a str) -> SortHead<'a> {
    SortHead { label, href, dir, num: *num, target }
}

#[derive(Template)]
#[template(path = "widgets/row_box.html")]
pub(crate) struct RowBox<'a> {
    form: &'a str,
    value: &'a str,
    label: &'a str,
    name: &'a str,
    checked: bool,
}

impl HtmlSafe for RowBox<'_> {}

/// The box that selects a row.
pub(crate) fn row_box<'a>(form: &'a str, value: &'a str, label: &'a str, name: &'a str, checked: &bool) -> RowBox<'a> {
    RowBox { form, value, label, name, checked: *checked }
}

#[derive(Template)]
#[template(path = "widgets/row_name.html")]
pub(crate) struct RowName<'a> {
    href: &'a str,
    text: &'a str,
    id: &'a str,
}

impl HtmlSafe for RowName<'_> {}

/// The name of a row, a link.
pub(crate) fn row_name<'a>(href: &'a str, text: &'a str, id: &'a str) -> RowName<'a> {
    RowName { href, text, id }
}

#[derive(Template)]
#[template(path = "widgets/empty_row.html")]
pub(crate) struct EmptyRow<'a> {
    cols: u32,
    text: &'a str,
    action: &'a str,
    href: &'a str,
}

impl HtmlSafe for EmptyRow<'_> {}

/// The row of a list without rows.
pub(crate) fn empty_row<'a>(cols: &u32, text: &'a str, action: &'a str, href: &'a str) -> EmptyRow<'a> {
    EmptyRow { cols: *cols, text, action, href }
}

#[derive(Template)]
#[template(path = "widgets/menu_link.html")]
pub(crate) struct MenuLink<'a> {
    text: &'a str,
    href: &'a str,
    icon: &'a str,
    kind: &'a str,
    dialog: bool,
    current: bool,
}

impl HtmlSafe for MenuLink<'_> {}

/// A link in a menu.
pub(crate) fn menu_link<'a>(
    text: &'a str,
    href: &'a str,
    icon: &'a str,
    kind: &'a str,
    dialog: &bool,
    current: &bool,
) -> MenuLink<'a> {
    MenuLink { text, href, icon, kind, dialog: *dialog, current: *current }
}

#[derive(Template)]
#[template(path = "widgets/menu_post.html")]
pub(crate) struct MenuPost<'a> {
    text: &'a str,
    action: &'a str,
    csrf: &'a str,
    icon: &'a str,
    kind: &'a str,
}

impl HtmlSafe for MenuPost<'_> {}

/// A one-button form in a menu.
pub(crate) fn menu_post<'a>(
    text: &'a str,
    action: &'a str,
    csrf: &'a str,
    icon: &'a str,
    kind: &'a str,
) -> MenuPost<'a> {
    MenuPost { text, action, csrf, icon, kind }
}
