//! Who asks, for what, where. [`Access`] is unproven evidence (a cookie's token) and a target; it can only ask. The
//! proof happens in Postgres, when a transaction is opened (STYLE section 2).

mod areas;
mod confirmation;
pub(crate) mod renewal;
pub mod rights;
pub(crate) mod trace;

pub(crate) use confirmation::{confirmed_for_file, confirmed_lately};

use crate::db::{Asking, Database, Facts, InAccount, InPartner, InSelf, Lane, Origin, Place, ReadTx, Turn, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, Token, TokenHash};
use crate::language;
use crate::web::state::App;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use rights::{Mutating, Right};
use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::str::FromStr;
use std::sync::Arc;

/// A request's claim to a right in a place.
pub struct Access<R, P: Place> {
    db: Database,
    token: TokenHash,
    target: P::Target,
    origin: Arc<Origin>,
    right: PhantomData<fn() -> R>,
}

impl<R, P: Place> Clone for Access<R, P> {
    fn clone(&self) -> Self {
        Access {
            db: self.db.clone(),
            token: self.token.clone(),
            target: self.target.clone(),
            origin: self.origin.clone(),
            right: PhantomData,
        }
    }
}

fn check<R: Right>(facts: &Facts) -> AppResult<()> {
    match (R::held(facts), &facts.view) {
        (true, _) => Ok(()),
        (false, None) => Err(AppError::Forbidden { needs: R::called() }),
        (false, Some(_)) => Err(AppError::NotAsViewer),
    }
}

impl<R: Right<In = P>, P: Place> Access<R, P> {
    fn asking(&self, lane: Lane) -> Asking<'_, P> {
        Asking {
            token: &self.token,
            target: &self.target,
            origin: &self.origin,
            right: check::<R>,
            opens: R::OPENS,
            lane,
        }
    }

    /// Runs `work` in a read-only transaction, off the async threads.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Suspended`, `Forbidden` from the gate and the right; otherwise what `work` answers.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut ReadTx<'_, P>) -> AppResult<T> + Send + 'static,
    ) -> AppResult<T> {
        let access = self.clone();
        let (reply, answer) = tokio::sync::oneshot::channel();
        let spoken = language::here();
        let work = move || {
            let mut reply = Some(reply);
            let done = access.db.read(&access.asking(Lane::Pages), work, |read| send(&mut reply, Ok(read)));
            if let Err(cause) = done {
                // After an answer it is the COMMIT that failed, and nothing depended on it.
                send(&mut reply, Err(cause));
            }
        };
        drop(web::block(move || language::within(spoken, work)));
        let (answer, spoken) = answer.await.map_err(|_| AppError::stopping())?;
        language::heard(spoken);
        answer
    }

    /// A turn for one stream, before its answer is begun: only so many run at once.
    ///
    /// # Errors
    /// As [`Access::read`]; `Busy` when no turn comes free in a moment.
    pub(crate) async fn turn(&self) -> AppResult<Turn> {
        // Who may not read it takes no turn from those who may.
        self.prove().await?;
        self.db.turn().await
    }

    /// As [`Access::read`], on the pool for long work and on a thread of its own; for streams. The turn ends with it.
    pub(crate) fn read_slowly(
        &self,
        turn: Turn,
        work: impl FnOnce(&mut ReadTx<'_, P>) -> AppResult<()> + Send + 'static,
    ) {
        let access = self.clone();
        let spoken = language::here();
        let work = move || {
            let _turn = turn;
            if let Err(cause) = access.db.read(&access.asking(Lane::Slow), work, |()| ()) {
                tracing::warn!(request.id = %access.origin.request_id, "a stream ended early: {cause}");
            }
        };
        std::thread::spawn(move || language::within(spoken, work));
    }

    /// Opens the place and checks the right, doing nothing: before a long answer is begun.
    ///
    /// # Errors
    /// As [`Access::read`].
    pub async fn prove(&self) -> AppResult<()> {
        self.read(|_| Ok(())).await
    }

    /// Where the request came from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The hash of the session's token, for gate functions about the session itself.
    pub(crate) fn token(&self) -> &TokenHash {
        &self.token
    }
}

impl<R: Mutating<In = P>, P: Place> Access<R, P> {
    /// Runs `work` in a writing transaction; it commits only when `work` succeeds.
    ///
    /// # Errors
    /// As [`Access::read`].
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut WriteTx<'_, P>) -> AppResult<T> + Send + 'static,
    ) -> AppResult<T> {
        let access = self.clone();
        language::off_thread(move || access.db.write(&access.asking(Lane::Pages), work)).await
    }

    /// As [`Access::write`], once per form: a double click or a replay gets the first answer's address again.
    ///
    /// # Errors
    /// As [`Access::read`].
    pub async fn write_once(
        &self,
        form_key: Option<impl Into<crate::web::forms::FormKey>>,
        work: impl FnOnce(&mut WriteTx<'_, P>) -> AppResult<String> + Send + 'static,
    ) -> AppResult<String> {
        let form_key = form_key.map(Into::into);
        self.write(move |tx| match form_key {
            None => work(tx),
            Some(key) => crate::web::forms::once(tx, key, work),
        })
        .await
    }
}

type Reply<T> = tokio::sync::oneshot::Sender<(AppResult<T>, language::Spoken)>;

/// The first answer counts.
fn send<T>(reply: &mut Option<Reply<T>>, answer: AppResult<T>) {
    if let Some(reply) = reply.take() {
        // An error means that the browser went away.
        drop(reply.send((answer, language::here())));
    }
}
/// A place whose target can be read from a request.
pub trait Addressed: Place {
    /// Reads the target from the path.
    ///
    /// # Errors
    /// `NotFound` for what is no id: it answers like an id that does not exist (T4).
    fn target(request: &HttpRequest) -> AppResult<Self::Target>;
}

impl Addressed for InPartner {
    fn target(_: &HttpRequest) -> AppResult<()> {
        Ok(())
    }
}

impl Addressed for InSelf {
    fn target(_: &HttpRequest) -> AppResult<()> {
        Ok(())
    }
}

impl Addressed for InAccount {
    /// The account is in every URL of the account view (T9).
    fn target(request: &HttpRequest) -> AppResult<AccountId> {
        let text = request.match_info().get("account").ok_or(AppError::NotFound)?;
        AccountId::from_str(text).map_err(|_| AppError::NotFound)
    }
}

impl<R: 'static, P: Addressed> FromRequest for Access<R, P> {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(evidence(request))
    }
}

impl<R, P: Place> Access<R, P> {
    /// A claim to a place that the request's path does not name, by the token it carries.
    pub(crate) fn at(app: &App, token: TokenHash, target: P::Target, origin: Origin) -> Self {
        Access { db: app.db.clone(), token, target, origin: Arc::new(origin), right: PhantomData }
    }
}

fn evidence<R, P: Addressed>(request: &HttpRequest) -> AppResult<Access<R, P>> {
    let app = request.app_data::<web::Data<App>>().ok_or_else(|| AppError::internal("no App in the server"))?;
    let token = crate::web::cookie::token_of(request).ok_or(AppError::SignedOut)?;
    Ok(Access {
        db: app.db.clone(),
        token: token.hash(),
        target: P::target(request)?,
        origin: Arc::new(crate::web::origin::of(request, app, &token)),
        right: PhantomData,
    })
}

impl<P: Place> Access<rights::OwnSession, P> {
    /// A claim by a token that was just made: for the entry about a sign-in.
    pub(crate) fn by_token(db: &Database, token: &Token, target: P::Target, origin: Origin) -> Self {
        Access { db: db.clone(), token: token.hash(), target, origin: Arc::new(origin), right: PhantomData }
    }
}
