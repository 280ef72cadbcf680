//! The API (MODEL section 10): tokens, and the calls by noun.

mod account_credentials;
mod accounts;
mod bulk;
mod connectors;
mod custom_connectors;
mod cycle_fields;
mod cycles;
mod document;
mod embedding;
mod erasures;
mod exports;
mod flow;
mod incidents;
mod javascript;
mod lenient;
mod lists;
mod methods;
mod naming;
mod pace;
mod quick_start;
mod states;
mod templates;
mod tokens;
mod transactions;
mod upgrades;
mod users;

use crate::support::World;
use crate::support::program::{Credential, Program};
use std::process::{Command, Output, Stdio};

impl World {
    /// A program of the first partner with a token of the partner's.
    pub async fn program(&self) -> Program {
        let credential = Credential::made_by(&self.console().await, "Sign-up service").await;
        Program::with("program", self.app.config.url.as_str(), &credential, "").await
    }

    /// The same of the other partner's.
    pub async fn foreign_program(&self) -> Program {
        let credential = Credential::made_by(&self.foreign_console().await, "Another's").await;
        Program::with("foreign", self.app.config.url.as_str(), &credential, "").await
    }
}

/// A program of a partner's in another language: it is told where the installation is, and runs to its end.
async fn run_program(world: &World, mut program: Command) -> Output {
    let credential = Credential::made_by(&world.console().await, "Program").await;
    let base = world.app.config.url.to_string();
    program
        .env("API", base.trim_end_matches('/'))
        .env("CLIENT_ID", &credential.client_id)
        .env("CLIENT_SECRET", &credential.secret)
        .env("TEMPLATE", TEMPLATE)
        .stdin(Stdio::null());
    actix_web::rt::task::spawn_blocking(move || program.output()).await.unwrap().unwrap()
}

/// What such a program installs.
const TEMPLATE: &str = "Orders to the shop";
