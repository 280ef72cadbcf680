//! The API (MODEL section 10): tokens, and the calls by noun.

mod accounts;
mod connectors;
mod cycle_fields;
mod cycles;
mod document;
mod incidents;
mod javascript;
mod pace;
mod quick_start;
mod tokens;
mod users;

use crate::support::World;
use crate::support::program::{Credential, Program};

impl World {
    /// A program of the first partner with a token of the partner's.
    pub async fn program(&self) -> Program {
        let credential = Credential::made_by(&self.console().await, "Sign-up service").await;
        Program::with("program", self.app.config.url.as_str(), &credential, "").await
    }
}
