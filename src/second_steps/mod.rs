//! Two-step sign-in (MODEL section 3): after the password a code of an app on the person's phone, or a recovery code. What is
//! asked of whom signs in is in `sign_in`, a person's own pages about it are in `me`.

pub(crate) mod actions;
pub(crate) mod model;
pub(crate) mod queries;

/// What staff is told before it takes the second step from somebody.
pub(crate) const RESET: [&str; 3] = [
    "Their password alone lets them in, until they set it up again. Make sure that it is really they who ask.",
    "Their recovery codes stop working. They are told by mail.",
    "Sessions that are open stay open.",
];
