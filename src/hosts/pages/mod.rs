//! Pages of host names, in the settings: the list (`index`), and what is done to one name (`change`).

pub(super) mod change;
pub(super) mod index;

const SETTINGS: &str = "/console/settings";
const PATH: &str = "/console/settings/hosts";
