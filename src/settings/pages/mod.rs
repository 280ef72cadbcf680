//! Pages of a partner's settings: most on one page (`show`), and how its people and programs come in on another (`ways_in`).

pub(super) mod show;
pub(super) mod ways_in;

const PATH: &str = "/console/settings";
