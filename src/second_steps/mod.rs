//! Two-step sign-in (MODEL section 3): after the password a code of an app on the person's phone, or a recovery code. What is
//! asked of whom signs in is in `sign_in`, a person's own pages about it are in `me`.

pub(crate) mod actions;
pub(crate) mod model;
pub(crate) mod queries;

/// What staff is told before it takes the second step from somebody.
pub(crate) fn reset_consequences() -> [&'static str; 3] {
    [t!("second-steps-reset-alone"), t!("second-steps-reset-codes"), t!("second-steps-reset-sessions")]
}
