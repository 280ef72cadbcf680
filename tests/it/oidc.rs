//! Signing in at a partner's own OpenID provider (MODEL section 3; SECURITY section 4, Sign-in).

mod hostile;
mod people;
mod ways;
