//! By which name a request came: the installation's own, or one of a partner's that was proved. It is asked before anybody is
//! known, and says whose pages these are: on a partner's name its people alone are signed in, and every other partner is absent
//! (T4). A name that is neither's gets a plain answer that names nobody.
//!
//! What the gate says about a name is believed for half a minute in each process; the process in which a name is changed
//! forgets it at once. So a name that was removed is taken for half a minute more at most, and of its partner alone.

use super::state::{App, Look};
use crate::branding::model::Brand;
use crate::db::Database;
use crate::error::{AppError, AppResult};
use crate::ids::PartnerId;
use crate::sign_in::actions::with_db;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, web};
use chrono::{DateTime, Duration, Utc};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// How long an answer of the gate is believed.
const BELIEVED_S: i64 = 30;
/// Names remembered at once; whoever asks for others makes these be asked for again, and no more.
const NAMES_MAX: usize = 10_000;
/// A name that nobody has is said in the log once in so long.
const WARNED_S: i64 = 60;
/// What load balancers and proxies ask under any name, and that shows nobody's data.
const UNDER_ANY_NAME: [&str; 3] = ["/healthz", "/readyz", crate::hosts::ASK];

/// A name that was proved, and whose it is.
#[derive(Debug, Deserialize)]
pub(crate) struct Owned {
    partner: PartnerId,
    name: String,
    slug: String,
    host: String,
    /// Of its pages without anyone.
    #[serde(default)]
    language: Option<String>,
    /// What those pages wear.
    #[serde(default)]
    brand: Option<Brand>,
}

/// Whose pages a request came to: one partner's, or by default those of the installation, which are everybody's.
#[derive(Clone, Debug, Default)]
pub(crate) struct Site(Option<Arc<Owned>>);

impl Site {
    /// Whether a partner's people, links and programs count here.
    pub fn admits(&self, partner: PartnerId) -> bool {
        self.0.as_ref().is_none_or(|own| own.partner == partner)
    }

    /// The same by the partner's short name.
    pub fn admits_slug(&self, slug: &str) -> bool {
        self.0.as_ref().is_none_or(|own| own.slug == slug)
    }

    /// The short name of the partner whose name it is.
    pub fn slug(&self) -> Option<&str> {
        self.0.as_ref().map(|own| own.slug.as_str())
    }

    /// The partner's own name for people; empty on the installation's host.
    pub fn partner_name(&self) -> &str {
        self.0.as_ref().map_or("", |own| own.name.as_str())
    }

    /// What its pages wear.
    pub fn brand(&self) -> Option<&Brand> {
        self.0.as_ref()?.brand.as_ref()
    }

    /// The partner's host name; None: the installation's.
    pub fn host(&self) -> Option<&str> {
        self.0.as_ref().map(|own| own.host.as_str())
    }

    /// The address of this place, without a trailing slash.
    pub fn address(&self, look: &Look) -> String {
        look.at(self.host())
    }
}

/// Whose pages this request came to.
pub(crate) fn of(request: &HttpRequest) -> Site {
    request.extensions().get::<Site>().cloned().unwrap_or_default()
}

/// When something was learnt, and what: None, that a name is nobody's.
type Learnt = (DateTime<Utc>, Option<Arc<Owned>>);

/// What the gate said of names a moment ago.
#[derive(Default)]
pub(crate) struct Names {
    known: Mutex<HashMap<String, Learnt>>,
    warned_at: AtomicI64,
}

impl Names {
    fn recall(&self, name: &str, now: DateTime<Utc>) -> Option<Option<Arc<Owned>>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, owned) = known.get(name)?;
        (now - *at < Duration::seconds(BELIEVED_S)).then(|| owned.clone())
    }

    fn keep(&self, name: &str, now: DateTime<Utc>, owned: Option<Arc<Owned>>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= NAMES_MAX {
            known.clear();
        }
        known.insert(name.to_owned(), (now, owned));
    }

    /// After a name was added, proved or removed: the next request by it asks again.
    pub fn forget(&self, name: &str) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(name);
    }

    /// Whoever set the server up under another address than BERTH_URL must learn it from the log; scanners must not fill that.
    fn warn(&self, now: DateTime<Utc>) {
        let (second, before) = (now.timestamp(), self.warned_at.load(Ordering::Relaxed));
        if second - before >= WARNED_S
            && self.warned_at.compare_exchange(before, second, Ordering::Relaxed, Ordering::Relaxed).is_ok()
        {
            tracing::warn!(
                "a request came by a name that is neither that of BERTH_URL nor a proved one of a partner, and was refused. If \
                 people use that name, set BERTH_URL to it; a proxy must hand the header Host on as it came"
            );
        }
    }
}

/// Whose a name is; None: nobody's here.
///
/// # Errors
/// `Busy` where the database does not answer.
pub(crate) async fn find(app: &web::Data<App>, name: &str) -> AppResult<Option<Site>> {
    if app.config.is_own_name(name) {
        return Ok(Some(Site::default()));
    }
    // What could be no name of a partner's asks the database nothing.
    if !crate::hosts::could_be(name) {
        return Ok(None);
    }
    let now = app.db.clock().now();
    let owned = match app.names.recall(name, now) {
        Some(known) => known,
        None => {
            let wanted = name.to_owned();
            let owned = with_db(app, move |db: &Database| db.host(&wanted)).await?.map(Arc::new);
            app.names.keep(name, now, owned.clone());
            owned
        }
    };
    Ok(owned.map(|owned| Site(Some(owned))))
}

/// The name that a request asks by, without its port.
fn name_of(request: &ServiceRequest) -> Option<String> {
    let asked = match request.uri().authority() {
        Some(authority) => authority.as_str(),
        None => request.headers().get("host")?.to_str().ok()?,
    };
    let name = match asked.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((v6, _)) => format!("[{v6}]"),
        None => asked.split(':').next().unwrap_or_default().trim_end_matches('.').to_owned(),
    };
    (!name.is_empty()).then(|| name.to_ascii_lowercase())
}

/// Notes whose pages a request came to, before anything of it is looked at.
pub(super) async fn decide(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if let Some(app) = request.app_data::<web::Data<App>>().cloned() {
        let found = match name_of(&request) {
            Some(name) => find(&app, &name).await,
            None => Ok(None),
        };
        match found {
            Ok(Some(site)) => {
                if let Some(tag) = site.0.as_ref().and_then(|own| own.language.as_deref()) {
                    crate::language::prefer(tag);
                }
                request.extensions_mut().insert(site);
            }
            _ if UNDER_ANY_NAME.contains(&request.path()) => {}
            Ok(None) => {
                app.names.warn(app.db.clock().now());
                return Ok(request.error_response(AppError::UnknownHost));
            }
            Err(cause) => return Ok(request.error_response(cause)),
        }
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}
