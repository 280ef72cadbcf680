//! Components that many pages use, each compiled once: the macros in `templates/components` call these, since askama
//! writes a macro out at each place that calls it (see `web::frame`).

mod fields;
mod flow;
mod rows;

pub(crate) use fields::*;
pub(crate) use flow::*;
pub(crate) use rows::*;

use askama::Template;
use askama::filters::HtmlSafe;

#[derive(Template)]
#[template(path = "widgets/icon.html")]
pub(crate) struct Icon<'a> {
    name: &'a str,
    label: &'a str,
}

impl HtmlSafe for Icon<'_> {}

/// An icon of the sprite; without a label it stands beside a word.
pub(crate) fn icon<'a>(name: &'a str, label: &'a str) -> Icon<'a> {
    Icon { name, label }
}

#[derive(Template)]
#[template(path = "widgets/badge.html")]
pub(crate) struct Badge<'a> {
    kind: &'a str,
    text: &'a str,
}

impl HtmlSafe for Badge<'_> {}

/// A state: word and shape.
pub(crate) fn badge<'a>(kind: &'a str, text: &'a str) -> Badge<'a> {
    Badge { kind, text }
}

#[derive(Template)]
#[template(path = "widgets/copy_inline.html")]
pub(crate) struct CopyInline<'a> {
    value: &'a str,
    label: &'a str,
}

impl HtmlSafe for CopyInline<'_> {}

/// A value with a button that copies it.
pub(crate) fn copy_inline<'a>(value: &'a str, label: &'a str) -> CopyInline<'a> {
    CopyInline { value, label }
}

#[derive(Template)]
#[template(path = "widgets/sign.html")]
pub(crate) struct Sign<'a> {
    kind: &'a str,
}

impl HtmlSafe for Sign<'_> {}

/// The sign of a kind of message.
pub(crate) fn sign<'a>(kind: &'a str) -> Sign<'a> {
    Sign { kind }
}

#[derive(Template)]
#[template(path = "widgets/page_title.html")]
pub(crate) struct PageTitle<'a> {
    title: &'a str,
    count: &'a str,
    meta: &'a str,
    kind: &'a str,
    state: &'a str,
    copied: &'a str,
}

impl HtmlSafe for PageTitle<'_> {}

/// Title of a page with its state, and what it counts.
pub(crate) fn page_title<'a>(
    title: &'a str,
    count: &'a str,
    meta: &'a str,
    kind: &'a str,
    state: &'a str,
    copied: &'a str,
) -> PageTitle<'a> {
    PageTitle { title, count, meta, kind, state, copied }
}

#[derive(Template)]
#[template(path = "widgets/crumbs.html")]
pub(crate) struct Crumbs<'a> {
    items: Vec<(&'a str, &'a str)>,
    label: &'a str,
}

impl HtmlSafe for Crumbs<'_> {}

/// The way to a page.
pub(crate) fn crumbs<'a, A: AsRef<str> + 'a, B: AsRef<str> + 'a>(
    items: &'a (impl AsRef<[(A, B)]> + ?Sized),
    label: &'a str,
) -> Crumbs<'a> {
    Crumbs { items: items.as_ref().iter().map(|(a, b)| (a.as_ref(), b.as_ref())).collect(), label }
}

#[derive(Template)]
#[template(path = "widgets/tabs.html")]
pub(crate) struct Tabs<'a> {
    label: &'a str,
    items: Vec<(&'a str, &'a str, bool)>,
}

impl HtmlSafe for Tabs<'_> {}

/// The pages of one thing.
pub(crate) fn tabs<'a, A: AsRef<str> + 'a, B: AsRef<str> + 'a>(
    label: &'a str,
    items: &'a (impl AsRef<[(A, B, bool)]> + ?Sized),
) -> Tabs<'a> {
    Tabs { label, items: items.as_ref().iter().map(|(a, b, c)| (a.as_ref(), b.as_ref(), *c)).collect() }
}
