//! Fields of forms and filters.

#![expect(clippy::too_many_arguments, reason = "they are called by macros with names and defaults for each")]

use askama::Template;
use askama::filters::HtmlSafe;

#[derive(Template)]
#[template(path = "widgets/ties.html")]
pub(crate) struct Ties<'a> {
    name: &'a str,
    hint: &'a str,
    error: &'a str,
}

impl HtmlSafe for Ties<'_> {}

/// The attributes that tie hint and error to their field.
pub(crate) fn ties<'a>(name: &'a str, hint: &'a str, error: &'a str) -> Ties<'a> {
    Ties { name, hint, error }
}

#[derive(Template)]
#[template(path = "widgets/about.html")]
pub(crate) struct About<'a> {
    name: &'a str,
    hint: &'a str,
    error: &'a str,
}

impl HtmlSafe for About<'_> {}

/// Hint and error of a field.
pub(crate) fn about<'a>(name: &'a str, hint: &'a str, error: &'a str) -> About<'a> {
    About { name, hint, error }
}

#[derive(Template)]
#[template(path = "widgets/text.html")]
pub(crate) struct TextField<'a> {
    name: &'a str,
    label: &'a str,
    value: &'a str,
    kind: &'a str,
    hint: &'a str,
    error: &'a str,
    required: bool,
    optional: bool,
    autocomplete: &'a str,
    class: &'a str,
    inputmode: &'a str,
    maxlength: &'a str,
    placeholder: &'a str,
    readonly: bool,
    autofocus: bool,
    list: &'a str,
}

impl HtmlSafe for TextField<'_> {}

/// A field of one line.
pub(crate) fn text<'a>(
    name: &'a str,
    label: &'a str,
    value: &'a str,
    kind: &'a str,
    hint: &'a str,
    error: &'a str,
    required: &bool,
    optional: &bool,
    autocomplete: &'a str,
    class: &'a str,
    inputmode: &'a str,
    maxlength: &'a str,
    placeholder: &'a str,
    readonly: &bool,
    autofocus: &bool,
    list: &'a str,
) -> TextField<'a> {
    TextField {
        name,
        label,
        value,
        kind,
        hint,
        error,
        required: *required,
        optional: *optional,
        autocomplete,
        class,
        inputmode,
        maxlength,
        placeholder,
        readonly: *readonly,
        autofocus: *autofocus,
        list,
    }
}

#[derive(Template)]
#[template(path = "widgets/password.html")]
pub(crate) struct PasswordField<'a> {
    name: &'a str,
    label: &'a str,
    autocomplete: &'a str,
    hint: &'a str,
    error: &'a str,
    required: bool,
    optional: bool,
    maxlength: &'a str,
}

impl HtmlSafe for PasswordField<'_> {}

/// A password, with a way to see it.
pub(crate) fn password<'a>(
    name: &'a str,
    label: &'a str,
    autocomplete: &'a str,
    hint: &'a str,
    error: &'a str,
    required: &bool,
    optional: &bool,
    maxlength: &'a str,
) -> PasswordField<'a> {
    PasswordField { name, label, autocomplete, hint, error, required: *required, optional: *optional, maxlength }
}

#[derive(Template)]
#[template(path = "widgets/textarea.html")]
pub(crate) struct TextArea<'a> {
    name: &'a str,
    label: &'a str,
    value: &'a str,
    rows: u32,
    hint: &'a str,
    error: &'a str,
    required: bool,
    optional: bool,
    class: &'a str,
    maxlength: &'a str,
}

impl HtmlSafe for TextArea<'_> {}

/// A field of several lines.
pub(crate) fn textarea<'a>(
    name: &'a str,
    label: &'a str,
    value: &'a str,
    rows: &u32,
    hint: &'a str,
    error: &'a str,
    required: &bool,
    optional: &bool,
    class: &'a str,
    maxlength: &'a str,
) -> TextArea<'a> {
    TextArea {
        name,
        label,
        value,
        rows: *rows,
        hint,
        error,
        required: *required,
        optional: *optional,
        class,
        maxlength,
    }
}

#[derive(Template)]
#[template(path = "widgets/check.html")]
pub(crate) struct CheckBox<'a> {
    name: &'a str,
    label: &'a str,
    checked: bool,
    hint: &'a str,
    error: &'a str,
    value: &'a str,
    disabled: bool,
}

impl HtmlSafe for CheckBox<'_> {}

/// A box to tick.
pub(crate) fn check<'a>(
    name: &'a str,
    label: &'a str,
    checked: &bool,
    hint: &'a str,
    error: &'a str,
    value: &'a str,
    disabled: &bool,
) -> CheckBox<'a> {
    CheckBox { name, label, checked: *checked, hint, error, value, disabled: *disabled }
}

#[derive(Template)]
#[template(path = "widgets/file.html")]
pub(crate) struct FileField<'a> {
    name: &'a str,
    label: &'a str,
    accept: &'a str,
    hint: &'a str,
    error: &'a str,
    required: bool,
}

impl HtmlSafe for FileField<'_> {}

/// A file to choose or drop.
pub(crate) fn file<'a>(
    name: &'a str,
    label: &'a str,
    accept: &'a str,
    hint: &'a str,
    error: &'a str,
    required: &bool,
) -> FileField<'a> {
    FileField { name, label, accept, hint, error, required: *required }
}

#[derive(Template)]
#[template(path = "widgets/search.html")]
pub(crate) struct Search<'a> {
    value: &'a str,
    label: &'a str,
    action: &'a str,
    target: &'a str,
    name: &'a str,
}

impl HtmlSafe for Search<'_> {}

/// The search of a list.
pub(crate) fn search<'a>(
    value: &'a str,
    label: &'a str,
    action: &'a str,
    target: &'a str,
    name: &'a str,
) -> Search<'a> {
    Search { value, label, action, target, name }
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
