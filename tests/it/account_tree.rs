//! The proof of the tree of accounts: random sequences of create, move, suspend, resume, delete and restore against a
//! plain model in memory. After every step the database must agree: who is there, where, shown how and why.

use crate::support::database::{TestDatabase, config, settings};
use berth::clock::Clock;
use berth::db::Database;
use berth::ids::AccountId;
use berth::testing::Maker;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, SmallInt, Text, Uuid as SqlUuid};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

/// Sequences that are tried.
const SEQUENCES: u32 = 300;
/// Accounts of one sequence at most.
const ACCOUNTS: usize = 14;

/// A step; the numbers pick among the accounts there are.
#[derive(Clone, Debug)]
enum Step {
    Create {
        below: Option<u8>,
    },
    /// Below the newest account, so that trees grow deep.
    CreateDeep,
    Move {
        who: u8,
        to: Option<u8>,
    },
    Suspend(u8),
    Resume(u8),
    Delete(u8),
    Restore(u8),
}

fn step() -> impl Strategy<Value = Step> {
    let who = any::<u8>;
    prop_oneof![
        2 => proptest::option::weighted(0.8, who()).prop_map(|below| Step::Create { below }),
        3 => Just(Step::CreateDeep),
        5 => (who(), proptest::option::weighted(0.85, who())).prop_map(|(who, to)| Step::Move { who, to }),
        3 => who().prop_map(Step::Suspend),
        3 => who().prop_map(Step::Resume),
        2 => who().prop_map(Step::Delete),
        3 => who().prop_map(Step::Restore),
    ]
}

/// What is known of an account; everything shown is worked out from this.
#[derive(Clone, Debug)]
struct Known {
    id: Uuid,
    parent: Option<usize>,
    suspended: bool,
    gone: Option<Gone>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gone {
    ByItself,
    With(usize),
}

/// The plain model: a list, walked naively.
#[derive(Clone, Debug, Default)]
struct Model {
    all: Vec<Known>,
}

impl Model {
    /// The parent first.
    fn ancestors(&self, who: usize) -> Vec<usize> {
        std::iter::successors(self.all[who].parent, |at| self.all[*at].parent).collect()
    }

    fn depth(&self, who: usize) -> usize {
        self.ancestors(who).len() + 1
    }

    fn is_below(&self, who: usize, above: usize) -> bool {
        self.ancestors(who).contains(&above)
    }

    fn below(&self, who: usize) -> Vec<usize> {
        (0..self.all.len()).filter(|other| self.is_below(*other, who)).collect()
    }

    fn live(&self, who: usize) -> bool {
        self.all[who].gone.is_none()
    }

    fn via(&self, who: usize) -> Option<usize> {
        self.ancestors(who).into_iter().find(|above| self.all[*above].suspended)
    }

    /// Whether the step is allowed; done when it is.
    fn take(&mut self, step: &Resolved) -> bool {
        match *step {
            Resolved::Create { below } => {
                if below.is_some_and(|p| !self.live(p) || self.depth(p) >= 8) {
                    return false;
                }
                self.all.push(Known { id: Uuid::nil(), parent: below, suspended: false, gone: None });
            }
            Resolved::Move { who, to } => {
                if !self.live(who) {
                    return false;
                }
                if let Some(to) = to {
                    let levels = self.below(who).into_iter().map(|b| self.depth(b)).max().unwrap_or(self.depth(who))
                        - self.depth(who);
                    if !self.live(to) || to == who || self.is_below(to, who) || self.depth(to) + 1 + levels > 8 {
                        return false;
                    }
                }
                self.all[who].parent = to;
            }
            Resolved::Suspend(who) => {
                if !self.live(who) {
                    return false;
                }
                self.all[who].suspended = true;
            }
            Resolved::Resume(who) => {
                if !self.live(who) || (!self.all[who].suspended && self.via(who).is_some()) {
                    return false;
                }
                self.all[who].suspended = false;
            }
            Resolved::Delete(who) => {
                if self.live(who) {
                    for other in self.below(who).into_iter().filter(|o| self.all[*o].gone.is_none()).collect::<Vec<_>>()
                    {
                        self.all[other].gone = Some(Gone::With(who));
                    }
                    self.all[who].gone = Some(Gone::ByItself);
                }
            }
            Resolved::Restore(who) => {
                let blocked = self.all[who].parent.is_some_and(|p| !self.live(p));
                match self.all[who].gone {
                    None => {}
                    Some(Gone::With(_)) => return false,
                    Some(Gone::ByItself) if blocked => return false,
                    Some(Gone::ByItself) => {
                        for known in &mut self.all {
                            if known.gone == Some(Gone::With(who)) {
                                known.gone = None;
                            }
                        }
                        self.all[who].gone = None;
                    }
                }
            }
        }
        true
    }

    /// What the database must hold.
    fn expected(&self) -> Observed {
        let rows = (0..self.all.len())
            .map(|who| {
                let known = &self.all[who];
                let via = if self.live(who) { self.via(who) } else { None };
                let standing = match (known.gone, known.suspended || via.is_some()) {
                    (Some(_), _) => "deleted",
                    (None, true) => "suspended",
                    (None, false) => "active",
                };
                Row {
                    id: known.id,
                    parent_id: known.parent.map(|p| self.all[p].id),
                    depth: i16::try_from(self.depth(who)).unwrap(),
                    standing: standing.to_owned(),
                    own: known.suspended,
                    suspended_via: via.map(|v| self.all[v].id),
                    deleted_with: match known.gone {
                        Some(Gone::With(top)) => Some(self.all[top].id),
                        _ => None,
                    },
                }
            })
            .collect();
        let mut ancestors = BTreeSet::new();
        for who in 0..self.all.len() {
            for (distance, above) in std::iter::once(who).chain(self.ancestors(who)).enumerate() {
                ancestors.insert((self.all[who].id, self.all[above].id, i16::try_from(distance).unwrap()));
            }
        }
        let live =
            |top: bool| (0..self.all.len()).filter(move |w| self.live(*w) && self.all[*w].parent.is_none() == top);
        let figures = (live(true).count() as i64, live(false).count() as i64);
        Observed { rows, ancestors, figures }
    }
}

/// A step with its accounts chosen.
#[derive(Clone, Copy, Debug)]
enum Resolved {
    Create { below: Option<usize> },
    Move { who: usize, to: Option<usize> },
    Suspend(usize),
    Resume(usize),
    Delete(usize),
    Restore(usize),
}

impl Step {
    /// None: there is nothing to do it to, or the tree is large enough.
    fn resolve(&self, there: usize) -> Option<Resolved> {
        let pick = |n: u8| usize::from(n) % there;
        match self {
            Step::Create { .. } | Step::CreateDeep if there >= ACCOUNTS => None,
            _ if there == 0 => Some(Resolved::Create { below: None }),
            Step::Create { below } => Some(Resolved::Create { below: below.map(pick) }),
            Step::CreateDeep => Some(Resolved::Create { below: Some(there - 1) }),
            Step::Move { who, to } => Some(Resolved::Move { who: pick(*who), to: to.map(pick) }),
            Step::Suspend(who) => Some(Resolved::Suspend(pick(*who))),
            Step::Resume(who) => Some(Resolved::Resume(pick(*who))),
            Step::Delete(who) => Some(Resolved::Delete(pick(*who))),
            Step::Restore(who) => Some(Resolved::Restore(pick(*who))),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Observed {
    rows: Vec<Row>,
    ancestors: BTreeSet<(Uuid, Uuid, i16)>,
    /// Accounts and sub-accounts of the partner's counters.
    figures: (i64, i64),
}

#[derive(Clone, Debug, PartialEq, Eq, QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    parent_id: Option<Uuid>,
    #[diesel(sql_type = SmallInt)]
    depth: i16,
    #[diesel(sql_type = Text)]
    standing: String,
    #[diesel(sql_type = Bool)]
    own: bool,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    suspended_via: Option<Uuid>,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    deleted_with: Option<Uuid>,
}

#[derive(QueryableByName)]
struct Pair {
    #[diesel(sql_type = SqlUuid)]
    account_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    ancestor_id: Uuid,
    #[diesel(sql_type = SmallInt)]
    distance: i16,
}

#[derive(QueryableByName)]
struct Figures {
    #[diesel(sql_type = BigInt)]
    accounts: i64,
    #[diesel(sql_type = BigInt)]
    sub_accounts: i64,
}

/// Looks behind the walls, in the order in which the model made the accounts.
fn observe(conn: &mut PgConnection, partner: Uuid, model: &Model) -> Observed {
    let by = |sql: &str| diesel::sql_query(sql.to_owned()).bind::<SqlUuid, _>(partner);
    let mut rows: Vec<Row> =
        by("select id, parent_id, depth, standing, suspended_at is not null as own, suspended_via,
            deleted_with from accounts where partner_id = $1")
        .load(conn)
        .unwrap();
    rows.sort_by_key(|row| model.all.iter().position(|known| known.id == row.id));
    let pairs: Vec<Pair> =
        by("select account_id, ancestor_id, distance from account_ancestors where partner_id = $1").load(conn).unwrap();
    let figures: Figures =
        by("select accounts, sub_accounts from partner_figures where partner_id = $1").get_result(conn).unwrap();
    Observed {
        rows,
        ancestors: pairs.into_iter().map(|p| (p.account_id, p.ancestor_id, p.distance)).collect(),
        figures: (figures.accounts, figures.sub_accounts),
    }
}

/// Does a step for real; the id of what was made, or whether it was refused.
fn carry_out(maker: &Maker<'_>, model: &Model, step: Resolved, name: &str) -> Result<Option<Uuid>, String> {
    let id = |who: usize| AccountId(model.all[who].id);
    let done = match step {
        Resolved::Create { below } => {
            return maker.account(name, "", below.map(id)).map(|made| Some(made.0)).map_err(|e| e.to_string());
        }
        Resolved::Move { who, to } => maker.move_to(id(who), to.map(id)),
        Resolved::Suspend(who) => maker.suspend(id(who), "unpaid"),
        Resolved::Resume(who) => maker.resume(id(who)),
        Resolved::Delete(who) => maker.delete(id(who)),
        Resolved::Restore(who) => maker.restore(id(who)),
    };
    match done {
        Ok(()) => Ok(None),
        Err(berth::error::AppError::Internal(cause)) => panic!("{step:?}: {cause:#}"),
        Err(refused) => Err(refused.to_string()),
    }
}

#[test]
fn whatever_is_done_to_a_tree_it_agrees_with_a_plain_model() {
    let database = TestDatabase::new();
    let config = config(&settings(database.name(), &[]));
    let db = Database::open(&config, Clock::system());
    let mut conn = database.look();
    let conn = std::cell::RefCell::new(&mut conn);
    let next = AtomicU32::new(0);
    let (done, refused) = (AtomicU32::new(0), AtomicU32::new(0));
    let mut runner = TestRunner::new(Config { cases: SEQUENCES, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&proptest::collection::vec(step(), 4..36), |steps| {
        let slug = format!("p{}", next.fetch_add(1, Ordering::Relaxed));
        let maker = Maker::new(&config, &db, &slug, "Northwind").unwrap();
        let mut model = Model::default();
        for (no, step) in steps.iter().enumerate() {
            let Some(step) = step.resolve(model.all.len()) else { continue };
            let before = model.clone();
            let allowed = model.take(&step);
            match carry_out(&maker, &before, step, &format!("Account {no}")) {
                Ok(made) => {
                    prop_assert!(allowed, "step {no}, {step:?}, was done, but the model refuses it: {before:?}");
                    if let (Some(id), Some(last)) = (made, model.all.last_mut()) {
                        last.id = id;
                    }
                    done.fetch_add(1, Ordering::Relaxed);
                }
                Err(why) => {
                    prop_assert!(
                        !allowed,
                        "step {no}, {step:?}, was refused ({why}), but the model allows it: {before:?}"
                    );
                    refused.fetch_add(1, Ordering::Relaxed);
                }
            }
            let observed = observe(&mut conn.borrow_mut(), maker.partner.0, &model);
            prop_assert_eq!(observed, model.expected(), "after step {}, {:?}, of {:?}", no, step, steps);
        }
        Ok(())
    });
    outcome.unwrap();
    // The sequences must have been worth something.
    let (done, refused) = (done.load(Ordering::Relaxed), refused.load(Ordering::Relaxed));
    assert!(done > SEQUENCES * 5 && refused > SEQUENCES, "{done} done, {refused} refused");
}
