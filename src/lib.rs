//! Berth: a console that gives every customer of a SaaS vendor a private integration space. This is the map, in
//! reading order; the words and the numbered rules (T1, M4 ...) are those of the model the product is built to.
//!
//! - [`config`], [`clock`], [`ids`], [`error`]: settings, time, ids and what can go wrong.
//! - [`db`]: the only door to Postgres. A transaction for tenant data comes from a scope that the gate has proved (T3).
//! - [`access`]: who asks, for what, where.
//! - [`web`]: the server, the one list of routes, forms, pages, failures.
//! - one folder a feature: `accounts`, `people`, `sign_in`, `audit`, `mail` ... Each holds at most `model` (types and
//!   pure rules), `queries` (SQL), `actions` (one function per use case, all its writes) and `pages`.
//! - `connectors`, `outbound`: what customers' applications are and how they are called; the one way out for every call.
//! - `schedules`, `hooks`, `mapping`: the languages of cycles. Pure: when one runs, what arrives, and where each field
//!   that is sent comes from.
//! - `account_connectors`: connectors installed in accounts with that customer's credentials.
//! - `templates`, `installs`: prepared integrations with their releases; installing one in an account.
//! - `embedding`: what a partner's program opens for people who never signed up, by a one-use token.
//! - `branding`: what a partner's customers meet of it, as checked tokens; what its colours become so that all text reads.
//! - `oidc`: signing in at a partner's own OpenID provider.
//! - `view_as`: staff who see an account as its people do.
//! - `builder`: the pages on which templates and cycles are drawn.
//! - `language`: every string, in the language of whoever reads it.
//! - `hosts`: host names of a partner's own, and how they are proved.
//! - `limits`: what accounts may use, and the one place that holds it.
//! - `error_webhook`: telling a partner's own systems of transactions that failed.
//! - [`cli`]: the `berth` command.
//!
//! Invariants: `model` knows nothing of HTTP or SQL. Nothing outside `db` holds a connection. No transaction is open
//! during a network call. A handler cannot name a tenant, only ask for one.

// Its macros are those of every module after it.
#[macro_use]
pub(crate) mod language;

pub mod access;
pub(crate) mod account_connectors;
pub(crate) mod account_exports;
pub(crate) mod account_people;
pub(crate) mod account_users;
pub(crate) mod accounts;
pub(crate) mod api_calls;
pub(crate) mod api_credentials;
mod api_docs;
pub(crate) mod audit;
pub(crate) mod background;
pub(crate) mod branding;
pub(crate) mod builder;
pub(crate) mod charset;
pub mod cli;
pub mod clock;
pub mod config;
pub(crate) mod connectors;
pub(crate) mod cycles;
pub mod db;
mod demo_app;
pub(crate) mod embedding;
pub(crate) mod engine;
pub mod error;
pub(crate) mod error_webhook;
pub(crate) mod flows;
pub(crate) mod home;
pub(crate) mod hooks;
pub(crate) mod hosts;
pub mod ids;
pub(crate) mod imports;
pub(crate) mod incidents;
pub(crate) mod installs;
pub(crate) mod jobs;
pub(crate) mod json_words;
pub(crate) mod limits;
pub(crate) mod mail;
pub(crate) mod mapping;
pub(crate) mod me;
mod metering;
pub(crate) mod months;
pub(crate) mod oidc;
pub(crate) mod outbound;
pub(crate) mod overview;
pub(crate) mod partners;
pub(crate) mod people;
mod reports;
pub(crate) mod schedules;
pub(crate) mod search;
pub(crate) mod second_steps;
pub(crate) mod secrets;
pub(crate) mod seed;
pub(crate) mod settings;
pub(crate) mod sign_in;
pub(crate) mod staff;
pub(crate) mod templates;
#[cfg(feature = "test-support")]
pub mod testing;
pub(crate) mod transactions;
pub(crate) mod view_as;

pub mod web;
