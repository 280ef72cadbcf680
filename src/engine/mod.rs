//! The engine: runs cycles (MODEL section 6). Any number of processes share the queue; each takes Transactions under a
//! lease (R3), runs their steps, and commits each outcome with its Tasks (R1, M1). No database transaction is open
//! during a call.
//!
//! - [`model`]: outcomes as data.
//! - `plans`: a cycle as it is run: its flow, its connections, its account; read once a version.
//! - `run`: one Transaction, from where it stands to where it waits or ends. `steps`: one step.
//! - `out`: who calls out, a step or a program (`direct`). `call`: a call to the outside; `tokens`: fresh ones for it, where an application signs in by OAuth.
//! - `email`: the step that sends one.
//! - `answers`: callers who wait for a Synchronous response.
//! - `fresh`: what was accepted a moment ago, so that it needs no reading.
//! - `pace`: how often an application may be called (R4).
//! - `record`: what is written, grouped by account; `writers`: the threads that do; `storage`: what Storage steps keep.
//! - `said`: what is written in words that are always the same.
//! - `worker`: the loop around it; `wake`: what is due.

mod answers;
pub(crate) mod call;
pub(crate) mod direct;
mod email;
mod fresh;
mod known_hooks;
pub(crate) mod model;
mod opened;
mod opening;
mod out;
mod pace;
pub(crate) mod plans;
pub(crate) mod record;
pub(crate) mod room;
mod run;
pub(crate) mod said;
pub(crate) mod steps;
mod storage;
mod tokens;
pub(crate) mod wake;
pub(crate) mod worker;
mod writers;
