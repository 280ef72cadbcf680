//! Everything that is tested through HTTP, the browser and the command line, in one binary.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::disallowed_methods)]

mod support;

mod account_connectors;
mod account_life;
mod account_people;
mod account_races;
mod account_search;
mod account_states;
mod account_tree;
mod accounts;
mod audit;
mod browser;
mod bulk;
mod cli;
mod connectors;
mod email_step;
mod engine;
mod engine_again;
mod engine_faults;
mod engine_holds;
mod error_webhook;
mod home;
mod imports;
mod isolation;
mod jobs;
mod links;
mod mail;
mod me;
mod migrations;
mod oauth;
mod overview;
mod people;
mod people_at_once;
mod remembered;
mod rotation;
mod seed;
mod settings;
mod sign_in;
mod staff;
mod templates;
mod tidy;
mod two_apps;
mod walls;
mod web;
mod whole_way;
