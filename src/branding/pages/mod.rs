//! The pages on which a brand is made, and the files that it is made of.

pub(super) mod account;
pub(super) mod edit;
pub(super) mod files;
pub(super) mod form;
pub(super) mod pictures;
pub(super) mod preview;
pub(super) mod publishing;

/// Where the partner's brand is worked on.
pub(crate) const PATH: &str = "/console/settings/branding";
