//! Components that are given lists of pairs or triples, whatever the pages keep them in.

use askama::Template;
use askama::filters::HtmlSafe;

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

#[derive(Template)]
#[template(path = "widgets/summary.html")]
pub(crate) struct Summary<'a> {
    errors: Vec<(&'a str, &'a str)>,
    title: &'a str,
}

impl HtmlSafe for Summary<'_> {}

/// What is wrong with a form.
pub(crate) fn summary<'a, A: AsRef<str> + 'a, B: AsRef<str> + 'a>(
    errors: &'a (impl AsRef<[(A, B)]> + ?Sized),
    title: &'a str,
) -> Summary<'a> {
    Summary { errors: errors.as_ref().iter().map(|(a, b)| (a.as_ref(), b.as_ref())).collect(), title }
}

#[derive(Template)]
#[template(path = "widgets/choice.html")]
pub(crate) struct Choice<'a> {
    name: &'a str,
    label: &'a str,
    options: Vec<(&'a str, &'a str)>,
    value: &'a str,
    hint: &'a str,
    error: &'a str,
    required: bool,
    optional: bool,
    class: &'a str,
}

impl HtmlSafe for Choice<'_> {}

/// A list to choose from.
#[expect(clippy::too_many_arguments, reason = "it is called by a macro with names and defaults for each")]
pub(crate) fn choice<'a, A: AsRef<str> + 'a, B: AsRef<str> + 'a>(
    name: &'a str,
    label: &'a str,
    options: &'a (impl AsRef<[(A, B)]> + ?Sized),
    value: &'a str,
    hint: &'a str,
    error: &'a str,
    required: &bool,
    optional: &bool,
    class: &'a str,
) -> Choice<'a> {
    Choice {
        name,
        label,
        options: options.as_ref().iter().map(|(a, b)| (a.as_ref(), b.as_ref())).collect(),
        value,
        hint,
        error,
        required: *required,
        optional: *optional,
        class,
    }
}

#[derive(Template)]
#[template(path = "widgets/filter_choice.html")]
pub(crate) struct FilterChoice<'a> {
    name: &'a str,
    label: &'a str,
    options: Vec<(&'a str, &'a str)>,
    value: &'a str,
}

impl HtmlSafe for FilterChoice<'_> {}

/// A list to filter by.
pub(crate) fn filter_choice<'a, A: AsRef<str> + 'a, B: AsRef<str> + 'a>(
    name: &'a str,
    label: &'a str,
    options: &'a (impl AsRef<[(A, B)]> + ?Sized),
    value: &'a str,
) -> FilterChoice<'a> {
    FilterChoice {
        name,
        label,
        options: options.as_ref().iter().map(|(a, b)| (a.as_ref(), b.as_ref())).collect(),
        value,
    }
}
