//! Who calls: a bearer token, as evidence for a place. A session's cookie counts for nothing here, so that a call needs no
//! anti-forgery token.

use crate::access::Access;
use crate::access::rights::{Mutating, Right};
use crate::access::trace::{Proved, Trace};
use crate::db::schema::accounts;
use crate::db::{InAccount, InPartner, Place, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, Token, TokenHash};
use crate::people::model::fold;
use crate::sign_in::actions::with_db;
use crate::web::routes::Guarded;
use crate::web::state::App;
use actix_web::dev::Payload;
use actix_web::guard::GuardContext;
use actix_web::http::header::{AUTHORIZATION, HeaderMap};
use actix_web::{FromRequest, HttpRequest, web};
use diesel::prelude::*;
use std::future::{Ready, ready};
use std::sync::atomic::{AtomicBool, Ordering};
use uuid::Uuid;

/// How tokens begin: of the partner, and bound to one account, whose id follows.
const OF_PARTNER: &str = "pt_";
const OF_ACCOUNT: &str = "at_";
/// The account of an account-level call: ours, and the one that programs written for another product send.
const NAMES: [&str; 2] = ["x-account", "x-cyclr-account"];

/// A token as it travels. The account of a bound one stands in it, so that its place is known before anybody is asked; who
/// writes another account into it has a token that there is not.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Bearer {
    text: String,
    bound: Option<AccountId>,
}

impl Bearer {
    /// A fresh one.
    pub fn new(bound: Option<AccountId>) -> Bearer {
        let secret = Token::new();
        let text = match bound {
            None => format!("{OF_PARTNER}{}", secret.expose()),
            Some(account) => format!("{OF_ACCOUNT}{}_{}", account.0.simple(), secret.expose()),
        };
        Bearer { text, bound }
    }

    /// One as somebody presents it; None: it has not the form of one.
    pub fn presented(text: &str) -> Option<Bearer> {
        let secret = |text: &str| Token::presented(text).map(drop);
        let bound = if let Some(rest) = text.strip_prefix(OF_PARTNER) {
            secret(rest)?;
            None
        } else {
            let (account, rest) = text.strip_prefix(OF_ACCOUNT)?.split_at_checked(32)?;
            secret(rest.strip_prefix('_')?)?;
            Some(AccountId(Uuid::try_parse(account).ok()?))
        };
        Some(Bearer { text: text.to_owned(), bound })
    }

    /// The one of a request.
    fn of(headers: &HeaderMap) -> Option<Bearer> {
        let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
        if scheme.eq_ignore_ascii_case("bearer") { Bearer::presented(token.trim()) } else { None }
    }

    /// What the database keeps instead of it.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.text)
    }

    /// The text for the program.
    pub fn expose(&self) -> &str {
        &self.text
    }
}

/// Whether a request's token is bound to an account: it then works in that account's own scope.
pub(crate) fn is_bound(context: &GuardContext<'_>) -> bool {
    Bearer::of(context.head().headers()).is_some_and(|bearer| bearer.bound.is_some())
}

/// A program's claim to a right in a place.
pub(crate) struct Call<R, P: Place> {
    pub(super) access: Access<R, P>,
    /// The account that the call names in its headers.
    pub(super) named: Named,
    /// What is called: for [`super::idempotency`].
    pub(super) line: String,
    turn: Turn,
}

/// The account that an account-level call names, in each of the headers that it has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Named(Vec<String>);

impl Named {
    fn of(headers: &HeaderMap) -> Named {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        let all = NAMES.iter().filter_map(|name| header(name)).filter(|named| !named.is_empty());
        Named(all.map(str::to_owned).collect())
    }

    /// The account that is meant.
    ///
    /// # Errors
    /// `NotFound` for one that the token may not name; `BadRequest` where there is none, or two are named.
    pub(super) fn account<P: Called>(&self, tx: &mut ReadTx<'_, P>) -> AppResult<AccountId> {
        let first = P::named(tx, self.0.first().map(String::as_str))?;
        for other in self.0.iter().skip(1) {
            if P::named(tx, Some(other))? != first {
                let why = "X-Account, X-Cyclr-Account: name different accounts. Send one of them.";
                return Err(AppError::BadRequest(why.to_owned()));
            }
        }
        Ok(first)
    }
}

/// The turn that a call takes of what its credential may call in a minute: one, however many transactions it needs.
struct Turn {
    app: web::Data<App>,
    token: TokenHash,
    trace: Trace,
    taken: AtomicBool,
}

impl Turn {
    /// # Errors
    /// `TooMany`.
    async fn take(&self) -> AppResult<()> {
        if self.app.pace.is_free() || self.taken.swap(true, Ordering::Relaxed) {
            return Ok(());
        }
        let now = self.app.db.clock().now();
        let in_hand = self
            .app
            .db
            .known_owner(&self.token)
            .and_then(|owner| Some((owner, self.app.pace.spend((owner.partner, owner.person), now)?)));
        let found = match in_hand {
            Some(found) => Some(found),
            None => {
                let (app, token) = (self.app.clone(), self.token.clone());
                with_db(&self.app, move |db| {
                    let Some(owner) = db.owner_of(&token)? else { return Ok(None) };
                    Ok(Some((owner, app.pace.take(db, (owner.partner, owner.person), now)?)))
                })
                .await?
            }
        };
        // Nobody's: the gate says so next.
        let Some((owner, standing)) = found else { return Ok(()) };
        self.trace.stands(standing);
        if standing.passes {
            return Ok(());
        }
        self.trace.keep(Proved { partner: owner.partner, person: owner.person, account: owner.bound });
        Err(AppError::too_many(&standing))
    }
}

/// A place in which programs work.
pub(crate) trait Called: Place + Sized {
    /// How a claim to it is made from a token.
    fn target(bearer: &Bearer) -> AppResult<Self::Target>;
    /// The account that an account-level call is about.
    fn named(tx: &mut ReadTx<'_, Self>, named: Option<&str>) -> AppResult<AccountId>;
}

impl Called for InPartner {
    fn target(_: &Bearer) -> AppResult<()> {
        Ok(())
    }

    /// Any account of the partner that is not in the recycle bin, by API ID or id.
    fn named(tx: &mut ReadTx<'_, InPartner>, named: Option<&str>) -> AppResult<AccountId> {
        let named = named.ok_or_else(|| {
            let why = "X-Cyclr-Account: name the account in this header, by its API ID or its id.";
            AppError::BadRequest(why.to_owned())
        })?;
        account_named(tx, named)
    }
}

impl Called for InAccount {
    fn target(bearer: &Bearer) -> AppResult<AccountId> {
        bearer.bound.ok_or(AppError::NotFound)
    }

    /// The one that the token is bound to; naming another is naming none (T4).
    fn named(tx: &mut ReadTx<'_, InAccount>, named: Option<&str>) -> AppResult<AccountId> {
        let own = tx.account_id();
        let api_id = tx.facts().account_api_id.as_deref().unwrap_or_default();
        let known = |named: &str| fold(named) == fold(api_id) || Uuid::try_parse(named).is_ok_and(|id| id == own.0);
        if named.is_none_or(known) { Ok(own) } else { Err(AppError::NotFound) }
    }
}

/// An account of the partner that is not in the recycle bin, by its API ID or else its id.
///
/// # Errors
/// `NotFound`.
pub(crate) fn account_named(tx: &mut ReadTx<'_, InPartner>, named: &str) -> AppResult<AccountId> {
    let partner = tx.partner_id().0;
    let all = || accounts::table.filter(accounts::partner_id.eq(partner)).filter(accounts::live).select(accounts::id);
    let found: Option<Uuid> = all().filter(accounts::api_id_key.eq(fold(named))).first(tx.conn()).optional()?;
    let id = match (found, Uuid::try_parse(named)) {
        (Some(id), _) => AccountId(id),
        (None, Ok(id)) => AccountId(all().filter(accounts::id.eq(id)).first(tx.conn())?),
        (None, Err(_)) => return Err(AppError::NotFound),
    };
    tx.origin().trace.name(id);
    Ok(id)
}

impl<R: Right<In = P>, P: Called> Call<R, P> {
    /// Runs `work` in a read-only transaction.
    ///
    /// # Errors
    /// As [`Access::read`].
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut ReadTx<'_, P>) -> AppResult<T> + Send + 'static,
    ) -> AppResult<T> {
        self.turn.take().await?;
        self.access.read(work).await
    }

    /// The same for a call about one account.
    ///
    /// # Errors
    /// As [`Access::read`]; `NotFound` for an account that the token may not name.
    pub async fn read_in<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut ReadTx<'_, P>, AccountId) -> AppResult<T> + Send + 'static,
    ) -> AppResult<T> {
        let named = self.named.clone();
        self.read(move |tx| {
            let account = named.account(tx)?;
            work(tx, account)
        })
        .await
    }
}

impl<R: Mutating<In = P>, P: Called> Call<R, P> {
    /// Runs `work` in a writing transaction.
    ///
    /// # Errors
    /// As [`Access::read`].
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut WriteTx<'_, P>) -> AppResult<T> + Send + 'static,
    ) -> AppResult<T> {
        self.turn.take().await?;
        self.access.write(work).await
    }

    /// The same for a call about one account.
    ///
    /// # Errors
    /// As [`Call::read_in`].
    pub async fn write_in<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut WriteTx<'_, P>, AccountId) -> AppResult<T> + Send + 'static,
    ) -> AppResult<T> {
        let named = self.named.clone();
        self.write(move |tx| {
            let account = named.account(tx)?;
            work(tx, account)
        })
        .await
    }
}

impl<R, P: Place> Call<R, P> {
    /// For a file that is sent piece by piece, once a read has said that it is there.
    pub(crate) fn for_file(&self) -> &Access<R, P> {
        &self.access
    }
}

impl<R: Right<In = P>, P: Called> Guarded for Call<R, P> {
    fn guard() -> (&'static str, &'static str) {
        (P::NAME, R::WORDS)
    }
}

impl<R: 'static, P: Called> FromRequest for Call<R, P> {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(evidence(request))
    }
}

fn evidence<R, P: Called>(request: &HttpRequest) -> AppResult<Call<R, P>> {
    let app = request.app_data::<web::Data<App>>().ok_or_else(|| AppError::internal("no App in the server"))?;
    let bearer = Bearer::of(request.headers()).ok_or(AppError::SignedOut)?;
    let named = Named::of(request.headers());
    let line = format!("{} {}", request.method(), request.uri());
    let origin = crate::web::origin::of_program(request, app);
    let turn =
        Turn { app: app.clone(), token: bearer.hash(), trace: origin.trace.clone(), taken: AtomicBool::new(false) };
    let access = Access::at(app, bearer.hash(), P::target(&bearer)?, origin);
    Ok(Call { access, named, line, turn })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_from_its_text_and_nothing_else_does() {
        for bound in [None, Some(AccountId::new())] {
            let bearer = Bearer::new(bound);
            let read = Bearer::presented(bearer.expose()).expect("it is one");
            assert!(read == bearer && read.bound == bound);
        }
        let session = Token::new();
        for wrong in ["", "pt_", "at_", "at_0193", session.expose(), &format!("at_{}", session.expose())] {
            assert!(Bearer::presented(wrong).is_none(), "{wrong}");
        }
    }
}
