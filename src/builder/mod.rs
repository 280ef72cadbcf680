//! The builder: the pages on which a flow is drawn, for the draft of a template and for a cycle, in the console and in an
//! account's own view. They work without script. Nothing here runs a flow, and nothing but the subject's own action saves one.
//!
//! - `edit`: what is done to a flow. `picture`: how it is drawn. `sight`: what a step can see of the others. `form`: steps
//!   as forms. All pure.
//! - `queries`: applications, methods and recorded data. `pages`: everything seen.

pub(crate) mod edit;
pub(crate) mod form;
mod pages;
pub(crate) mod picture;
pub(crate) mod queries;
mod sample;
pub(crate) mod sight;

use crate::db::{InAccount, InPartner};
use crate::web::routes::Routes;
use pages::subject::{CycleInAccount, CycleInConsole, DraftOf};
use pages::{add, json, overview, place, saving, settings, step};

/// The builder's routes below the page of what is edited.
macro_rules! build {
    ($routes:expr, $subject:ty, $home:literal) => {
        $routes
            .get(concat!($home, "/build"), overview::show::<$subject>)
            .post(concat!($home, "/build"), overview::change::<$subject>)
            .get(concat!($home, "/build/add"), add::choose::<$subject>)
            .post(concat!($home, "/build/add"), add::add::<$subject>)
            .get(concat!($home, "/build/steps/{step}"), step::show::<$subject>)
            .post(concat!($home, "/build/steps/{step}"), saving::save::<$subject>)
            .get(concat!($home, "/build/steps/{step}/place"), place::ask::<$subject>)
            .post(concat!($home, "/build/steps/{step}/place"), place::set::<$subject>)
            .get(concat!($home, "/build/steps/{step}/removal"), place::ask_removal::<$subject>)
            .post(concat!($home, "/build/steps/{step}/removal"), place::remove::<$subject>)
            .get(concat!($home, "/build/fields"), settings::fields::<$subject>)
            .post(concat!($home, "/build/fields"), settings::save_fields::<$subject>)
            .get(concat!($home, "/build/connectors"), settings::connectors::<$subject>)
            .post(concat!($home, "/build/connectors"), settings::save_connectors::<$subject>)
            .get(concat!($home, "/build/lookups"), settings::lookups::<$subject>)
            .post(concat!($home, "/build/lookups"), settings::save_lookups::<$subject>)
            .get(concat!($home, "/build/json"), json::show::<$subject>)
            .post(concat!($home, "/build/json"), json::save::<$subject>)
    };
}

pub(crate) fn routes(routes: &mut Routes) {
    build!(routes, DraftOf<InPartner>, "/console/templates/{id}/releases/{number}");
    build!(routes, DraftOf<InAccount>, "/a/{account}/templates/{id}/releases/{number}");
    build!(routes, CycleInConsole, "/console/accounts/{id}/cycles/{cycle}");
    build!(routes, CycleInAccount, "/a/{account}/cycles/{cycle}");
}
