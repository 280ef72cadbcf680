//! The picture of a flow as SVG.

use crate::builder::picture::Picture;
use askama::Template;
use askama::filters::HtmlSafe;

#[derive(Template)]
#[template(path = "widgets/flow.html")]
pub(crate) struct FlowPicture<'a> {
    picture: &'a Picture,
    label: &'a str,
}

impl HtmlSafe for FlowPicture<'_> {}

impl FlowPicture<'_> {
    /// A picture without links is one image.
    fn linked(&self) -> bool {
        self.picture.nodes.iter().any(|node| !node.href.is_empty())
    }
}

/// A flow, drawn.
pub(crate) fn flow_picture<'a>(picture: &'a Picture, label: &'a str) -> FlowPicture<'a> {
    FlowPicture { picture, label }
}
