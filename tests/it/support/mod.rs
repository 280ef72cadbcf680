//! What every test stands on: a database of its own, a running server, callers.

pub mod app;
pub mod authenticator;
pub mod browser;
pub mod caller;
pub mod command;
pub mod contract;
pub mod customers;
pub mod database;
pub mod demo;
pub mod mailbox;
pub mod mock;
pub mod names;
pub mod node;
pub mod oauth;
pub mod oidc;
pub mod product;
pub mod program;
pub mod smtp;
pub mod target;
pub mod world;

pub use caller::{Answer, Caller};
pub use world::World;
