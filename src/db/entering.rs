//! The way into a place. The first time the gate is asked in a statement of its own, and answers with facts. They come
//! with a seal, so that a person who was here a moment ago is let in by the opening batch itself: it holds the seal
//! against what the gate would say now, and fails where that differs (T3, section 3: a session that was ended, a right
//! that was taken away, count from the next request on). That saves a round trip of each page.

use super::gate;
use super::loss::{is_connection_lost, unwell};
use super::place::{self, Facts, InSelf, Kind, Place, Suspended};
use super::pool::{Conn, Lane, Pooled};
use super::tx::{Asking, Database, Origin, ReadTx, in_transaction};
use crate::access::rights::Opens;
use crate::error::{AppError, AppResult, Closed};
use crate::ids::TokenHash;
use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::marker::PhantomData;
use std::sync::Arc;

/// How long a replaced token is good for the requests that were under way.
const OLD_TOKEN_S: i64 = 30;

/// Accounts that the page of a closed one offers instead.
const OTHERS_MAX: i32 = 8;

/// What `gate.hold` says of a seal that does not fit any more.
const SEAL_BROKEN: &str = "the seal does not hold";

/// Whether they are let in at all, wherever they want to go.
fn admitted<P: Place>(asking: &Asking<'_, P>, facts: &Facts) -> AppResult<()> {
    let allowed = facts.networks.as_ref().is_none_or(|networks| networks.hold(&asking.origin.address));
    if !allowed && asking.opens > Opens::Always {
        let program = facts.kind == Kind::Program;
        return Err(AppError::Outside { address: asking.origin.address.clone(), program });
    }
    if facts.set_up_first && asking.opens > Opens::SettingUp {
        return Err(AppError::SetUpFirst);
    }
    Ok(())
}

/// Who sees an account as its people do and only looks gets no transaction that writes, whatever page asks for it.
fn mode_of<'a>(asked: &'a str, facts: &Facts) -> &'a str {
    if facts.looks_only() { "READ ONLY" } else { asked }
}

impl Database {
    /// Whose name stands on an error page for this session: what it was last known as, not what it is now.
    pub(crate) fn last_known(&self, token: &TokenHash) -> Option<Arc<Facts>> {
        self.memory.last_known(token)
    }

    /// A transaction in the place asked for, begun, with its scope set and the right checked.
    pub(super) fn opened<P: Place>(&self, asking: &Asking<'_, P>, mode: &str) -> AppResult<(Pooled, Arc<Facts>)> {
        let mut outsider = None;
        let opened = self.let_in(asking, mode, &mut outsider);
        // With no connection in hand any more.
        if let Some(facts) = outsider {
            self.note_outsider(&facts, asking.origin);
        }
        opened
    }

    /// `outsider`: who asks from a network that is not allowed.
    fn let_in<P: Place>(
        &self,
        asking: &Asking<'_, P>,
        mode: &str,
        outsider: &mut Option<Facts>,
    ) -> AppResult<(Pooled, Arc<Facts>)> {
        if let Some(known) = self.memory.recall(asking, self.clock.now())
            && asking.origin.site.admits(known.partner)
            && let Some(conn) = self.again(asking, mode, &known, outsider)?
        {
            return Ok((conn, known));
        }
        let (mut conn, facts) = self.enter(asking, outsider)?;
        conn.pg
            .batch_execute(&place::opening::<P>(mode_of(mode, &facts), &facts))
            .map_err(|cause| unwell(&mut conn, cause))?;
        let facts = Arc::new(facts);
        self.memory.keep(asking, &facts);
        Ok((conn, facts))
    }

    /// The same by what the gate said a moment ago. None: it would not say the same now, or the connection was dead.
    fn again<P: Place>(
        &self,
        asking: &Asking<'_, P>,
        mode: &str,
        known: &Facts,
        outsider: &mut Option<Facts>,
    ) -> AppResult<Option<Pooled>> {
        let Some(seal) = &known.seal else { return Ok(None) };
        let mut conn = self.pools.get(asking.lane)?;
        let opening = place::opening_again::<P>(mode_of(mode, known), known, seal, asking.token, self.clock.now());
        match conn.pg.batch_execute(&opening) {
            Ok(()) => {}
            Err(cause) if is_connection_lost(&cause) => {
                conn.broken = true;
                return Ok(None);
            }
            Err(cause) => {
                conn.broken = conn.pg.batch_execute("ROLLBACK").is_err();
                return if cause.to_string() == SEAL_BROKEN { Ok(None) } else { Err(cause.into()) };
            }
        }
        asking.origin.trace.note(known);
        crate::language::speak(known);
        if self.checks
            && let Err(no) = admitted(asking, known).and_then(|()| (asking.right)(known))
        {
            conn.broken = conn.pg.batch_execute("ROLLBACK").is_err();
            *outsider = matches!(no, AppError::Outside { .. }).then(|| known.clone());
            return Err(no);
        }
        Ok(Some(conn))
    }

    /// Asks the gate and checks its answer.
    fn enter<P: Place>(&self, asking: &Asking<'_, P>, outsider: &mut Option<Facts>) -> AppResult<(Pooled, Facts)> {
        let now = self.clock.now();
        let (mut conn, answer) =
            self.first_question(asking.lane, |conn| P::ask(conn, asking.token, asking.target, now))?;
        let facts: Facts = serde_json::from_value(answer.ok_or(AppError::SignedOut)?)?;
        // On a partner's own host name nobody of another partner is signed in, and no use of a session is noted.
        if !asking.origin.site.admits(facts.partner) {
            return Err(AppError::SignedOut);
        }
        asking.origin.trace.note(&facts);
        crate::language::speak(&facts);
        // Before anything of the place: whether it is there is not told either. Nor does it count as a use of the session.
        if self.checks
            && let Err(no) = admitted(asking, &facts)
        {
            *outsider = matches!(no, AppError::Outside { .. }).then_some(facts);
            return Err(no);
        }
        if facts.touch {
            // Its own statement: a read-only transaction could not, and a rolled back one must not undo it.
            // What staff see as its people do is none of their own accounts.
            let opened = facts.account.filter(|_| facts.view.is_none()).map(|id| id.0);
            conn.alone(|pg| diesel::select(gate::touch_session(&asking.token.0, now, opened)).execute(pg))?;
        }
        // A stream has sent its headers already; the next request will do it.
        if facts.rotate && asking.lane == Lane::Pages {
            self.rotate(&mut conn, asking, now)?;
        }
        if self.checks {
            if let Some(stop) = &facts.suspended {
                return Err(AppError::Suspended(Box::new(self.closed(&mut conn, asking.origin, &facts, stop)?)));
            }
            if facts.view_over {
                return Err(AppError::ViewOver);
            }
            if !facts.entered {
                // Such a token is one of the partner's own: nothing is told by saying what it lacks.
                let program = facts.kind == Kind::Program;
                let bound_elsewhere = program && facts.bound.is_some() && P::account(asking.target).is_none();
                let needs = "a token of the partner, not of one account".to_owned();
                return Err(if bound_elsewhere { AppError::Forbidden { needs } } else { AppError::NotFound });
            }
            (asking.right)(&facts)?;
        }
        Ok((conn, facts))
    }

    /// What the page of a closed account says: whose it is, and where else the person may go. The session is proved, so
    /// the person's own place is open to them.
    fn closed(&self, conn: &mut Conn, origin: &Origin, facts: &Facts, stop: &Suspended) -> AppResult<Closed> {
        let facts = Facts { entered: true, account: None, ..facts.clone() };
        let opening = place::opening::<InSelf>("READ ONLY", &facts);
        let now = self.clock.now();
        let others = in_transaction(conn, &opening, |conn| {
            let mut tx = ReadTx::<InSelf> { conn, facts: &facts, origin, now, place: PhantomData };
            crate::people::grants::switcher(&mut tx, OTHERS_MAX)
        })?;
        let others = others.into_iter().filter(|account| account.open);
        Ok(Closed {
            account: stop.account_name.clone(),
            expired: stop.expired,
            partner: facts.partner_name.clone(),
            theme: facts.theme.clone().unwrap_or_default(),
            brand: facts.brand.clone(),
            person: facts.email.clone(),
            others: others.map(|a| (a.name, a.path.join(" / "), format!("/a/{}", a.id))).collect(),
        })
    }

    /// Gives the session a new token after a change of rights. Of several requests at once one wins; the old token is
    /// good for the others, and for what the browser sent meanwhile, a little longer.
    fn rotate<P: Place>(&self, conn: &mut Pooled, asking: &Asking<'_, P>, now: DateTime<Utc>) -> AppResult<()> {
        let fresh = asking.origin.renewal.token();
        let until = now + chrono::Duration::seconds(OLD_TOKEN_S);
        let won: bool = conn.alone(|pg| {
            diesel::select(gate::rotate_session(&asking.token.0, &fresh.hash().0, now, until)).get_result(pg)
        })?;
        if won {
            asking.origin.renewal.put(fresh);
        }
        Ok(())
    }
}
