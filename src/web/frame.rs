//! The parts of the layouts, each a template of its own. Askama writes a layout out into every page that extends it, and
//! a macro into every place that calls it, so what stands here is compiled once instead of a hundred times.

use super::shell::Shell;
use askama::Template;
use askama::filters::HtmlSafe;

#[derive(Template)]
#[template(path = "layouts/frame/begin.html")]
pub(crate) struct Begin<'a> {
    shell: &'a Shell,
}

#[derive(Template)]
#[template(path = "layouts/frame/attributes.html")]
pub(crate) struct Attributes<'a> {
    shell: &'a Shell,
}

#[derive(Template)]
#[template(path = "layouts/frame/brand.html")]
pub(crate) struct Brand<'a> {
    shell: &'a Shell,
}

#[derive(Template)]
#[template(path = "layouts/frame/scene.html")]
pub(crate) struct Scene<'a> {
    shell: &'a Shell,
}

#[derive(Template)]
#[template(path = "layouts/frame/top.html")]
pub(crate) struct Top<'a> {
    shell: &'a Shell,
    console: bool,
    banner: bool,
}

#[derive(Template)]
#[template(path = "layouts/frame/dialogs.html")]
pub(crate) struct Dialogs<'a> {
    shell: &'a Shell,
    console: bool,
    keys: bool,
}

#[derive(Template)]
#[template(path = "layouts/frame/end.html")]
pub(crate) struct End<'a> {
    shell: &'a Shell,
}

impl HtmlSafe for Begin<'_> {}
impl HtmlSafe for Attributes<'_> {}
impl HtmlSafe for Brand<'_> {}
impl HtmlSafe for Scene<'_> {}
impl HtmlSafe for Top<'_> {}
impl HtmlSafe for Dialogs<'_> {}
impl HtmlSafe for End<'_> {}

impl Shell {
    /// The document up to what a page adds to its head.
    pub fn begin(&self) -> Begin<'_> {
        Begin { shell: self }
    }

    /// The body's attributes where somebody is signed in.
    pub fn attributes(&self) -> Attributes<'_> {
        Attributes { shell: self }
    }

    pub fn brand(&self) -> Brand<'_> {
        Brand { shell: self }
    }

    /// The picture beside the forms of the doorstep.
    pub fn scene(&self) -> Scene<'_> {
        Scene { shell: self }
    }

    /// Header and navigation, of the console or of an account's view.
    pub fn top(&self, console: bool, banner: bool) -> Top<'_> {
        Top { shell: self, console, banner }
    }

    /// The palette, in the console, and the list of keys.
    pub fn dialogs(&self, console: bool) -> Dialogs<'_> {
        Dialogs { shell: self, console, keys: self.keys && self.account.is_none() }
    }

    /// Toasts and the dialog of every page.
    pub fn end(&self) -> End<'_> {
        End { shell: self }
    }
}
