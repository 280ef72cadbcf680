//! The only door to Postgres. Code gets a transaction for tenant data from a scope that the gate has proved, and in no
//! other way (T3): [`Database`] hands out no connection, [`ReadTx`] and [`WriteTx`] cannot be made elsewhere, and a
//! handler can only ask, through [`crate::access::Access`].
//!
//! What must not compile, each beside a twin that does:
//!
//! A handler works inside `read`, where the scope is set:
//! ```
//! use berth::access::{Access, rights::ViewAccounts};
//! use berth::db::InPartner;
//! async fn handler(access: Access<ViewAccounts, InPartner>) {
//!     let _ = access.read(|tx| Ok(tx.partner_id())).await;
//! }
//! ```
//! The pools are private, so there is no connection without a scope:
//! ```compile_fail,E0616
//! fn forgetful(db: &berth::db::Database) {
//!     let _ = &db.pools;
//! }
//! ```
//! A transaction cannot be made by hand:
//! ```compile_fail,E0451
//! fn forger<'a>(facts: &'a berth::db::Facts) -> berth::db::ReadTx<'a, berth::db::InPartner> {
//!     berth::db::ReadTx { facts, ..unimplemented!() }
//! }
//! ```
//! Reading gives no way to write: an action wants a [`WriteTx`].
//! ```
//! use berth::db::{InPartner, ReadTx, WriteTx};
//! fn action(_: &mut WriteTx<'_, InPartner>) {}
//! fn writer(tx: &mut WriteTx<'_, InPartner>) { action(tx) }
//! ```
//! ```compile_fail,E0308
//! use berth::db::{InPartner, ReadTx, WriteTx};
//! fn action(_: &mut WriteTx<'_, InPartner>) {}
//! fn reader(tx: &mut ReadTx<'_, InPartner>) { action(tx) }
//! ```
//! A right that only looks cannot open a writing transaction:
//! ```
//! use berth::access::{Access, rights::EditAccounts};
//! use berth::db::InPartner;
//! async fn handler(access: Access<EditAccounts, InPartner>) { let _ = access.write(|_| Ok(())).await; }
//! ```
//! ```compile_fail,E0599
//! use berth::access::{Access, rights::ViewAccounts};
//! use berth::db::InPartner;
//! async fn handler(access: Access<ViewAccounts, InPartner>) { let _ = access.write(|_| Ok(())).await; }
//! ```
//! The account comes from the scope; in the partner's scope there is none to forget:
//! ```
//! use berth::db::{InAccount, ReadTx};
//! fn query(tx: &ReadTx<'_, InAccount>) { let _ = tx.account_id(); }
//! ```
//! ```compile_fail,E0599
//! use berth::db::{InPartner, ReadTx};
//! fn query(tx: &ReadTx<'_, InPartner>) { let _ = tx.account_id(); }
//! ```
//! A right belongs to one place; a partner's right opens no account:
//! ```compile_fail,E0277
//! use berth::access::{Access, rights::ViewAccounts};
//! use berth::db::InAccount;
//! async fn handler(access: Access<ViewAccounts, InAccount>) { let _ = access.read(|_| Ok(())).await; }
//! ```
//! A route whose handler does not begin with a proof of access cannot be registered, and a route that changes
//! something must also carry a checked form (CSRF):
//! ```
//! use berth::access::{Access, rights::{EditAccounts, ViewAccounts}};
//! use berth::db::InPartner;
//! use berth::web::{forms::Posted, routes::Routes};
//! #[derive(serde::Deserialize)] struct Nothing {}
//! async fn look(_: Access<ViewAccounts, InPartner>) -> &'static str { "" }
//! async fn change(_: Access<EditAccounts, InPartner>, _: Posted<Nothing>) -> &'static str { "" }
//! Routes::default().get("/look", look).post("/change", change);
//! ```
//! ```compile_fail,E0277
//! use berth::web::routes::Routes;
//! async fn open_to_all() -> &'static str { "" }
//! Routes::default().get("/look", open_to_all);
//! ```
//! ```compile_fail,E0277
//! use berth::access::{Access, rights::EditAccounts};
//! use berth::db::InPartner;
//! use berth::web::routes::Routes;
//! async fn change(_: Access<EditAccounts, InPartner>) -> &'static str { "" }
//! Routes::default().post("/change", change);
//! ```

mod calls;
pub(crate) mod check_up;
mod connecting;
pub(crate) mod doorstep;
mod entering;
pub(crate) mod frames;
mod gate;
mod loss;
pub(crate) mod maintenance;
mod memory;
pub mod migrate;
mod months;
pub(crate) mod oidc;
mod operator;
mod place;
mod pool;
pub(crate) mod programs;
mod purge;
mod reports;
mod rotation;
pub(crate) mod schema;
pub(crate) mod second_steps;
pub(crate) mod sign_in_tokens;
pub(crate) mod spread;
mod turns;
mod tx;
mod unattended;
mod usage;
pub(crate) mod walls;
mod work;

pub(crate) use connecting::{ConnectLink, GRANT_MINUTES, OauthGrant, bytes};
pub(crate) use maintenance::{Head, LEASE_S, Lease};
pub(crate) use operator::{make_partner, owner, partners, self_test};
pub use place::{Facts, InAccount, InPartner, InSelf, Kind, Place, Seal, Suspended};
pub(crate) use pool::Lane;
pub(crate) use reports::DueReport;
pub(crate) use rotation::Sealed;
pub use turns::Turn;
pub(crate) use tx::Asking;
pub use tx::{Database, Origin, ReadTx, WriteTx};
pub(crate) use usage::Difference;
pub(crate) use work::{Claimed, CycleNow, DueCycle, HookFacts, InWork, Worker};
