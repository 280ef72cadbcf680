//! Pages about what an account's cycles did, and what is done with it afterwards, in the console and in the account's own
//! view. Running many again at once is the console's.

pub(super) mod again;
pub(super) mod everywhere;
pub(super) mod index;
pub(super) mod many;
pub(super) mod show;
mod steps;

/// Account and Transaction of a path.
type Ids = actix_web::web::Path<(String, String)>;
