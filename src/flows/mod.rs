//! Flows: what a template's release and a cycle hold, as data and as pure rules.

pub(crate) mod check;
pub(crate) mod fields;
pub(crate) mod model;
pub(crate) mod reading;
pub(crate) mod recipients;
pub(crate) mod walk;
