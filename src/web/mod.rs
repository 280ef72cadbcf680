//! HTTP: the server, the list of routes, what surrounds every request, and how answers are made.

pub(crate) mod api;
pub(crate) mod assets;
pub(crate) mod cookie;
pub(crate) mod csrf;
pub(crate) mod days;
pub(crate) mod failure;
pub mod forms;
pub(crate) mod frame;
pub(crate) mod framed;
pub(crate) mod guard;
mod health;
pub(crate) mod meanwhile;
pub(crate) mod metrics;
pub(crate) mod notice;
pub(crate) mod origin;
pub(crate) mod page;
pub(crate) mod paging;
pub(crate) mod releases;
pub mod routes;
pub mod server;
pub(crate) mod shell;
pub mod state;
pub(crate) mod theme;
pub(crate) mod times;
pub(crate) mod upload;
pub(crate) mod way_in;
pub(crate) mod widgets;
