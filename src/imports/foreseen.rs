//! Whether a file's new accounts have room below their parents, told by the check before anything is applied (M5, M6): of every
//! account that would get sub-accounts its own limit of them, and those with sub-accounts of it and of all above it, as they
//! are and as the file sets them. The application counts again what it wrote (`limits::choke`); this only says it early.

use super::judge::{self, Line, Verdict};
use super::limits;
use super::survey::Survey;
use crate::accounts::actions::places;
use crate::accounts::queries::find;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::limits::change::Change;
use crate::limits::model::{Base, Kind, Level, Own, Set};
use crate::limits::said::exceeded;
use crate::limits::{over, queries};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Limits that a check names.
const NAMED: usize = 3;
/// Accounts whose limits are read in one statement.
const AT_ONCE: usize = 1_000;

/// What the lines would make.
#[derive(Default)]
pub(super) struct Foreseen {
    /// New accounts, by key.
    new: HashSet<String>,
    /// Of new accounts that get sub-accounts: name, and what the file sets.
    parents: HashMap<String, (String, Change)>,
    /// What the file sets for accounts that are there, of kinds whose use adds up.
    changed: HashMap<Kind, HashMap<Uuid, Change>>,
}

/// How many more an account gets: right below it, and on all levels.
#[derive(Clone, Copy, Default)]
struct More {
    direct: i64,
    below: i64,
}

/// What new accounts get, by the key of each, and what those get that are there.
type Entering<'a> = (HashMap<&'a str, More>, HashMap<Uuid, More>);

impl Foreseen {
    /// Notes what lines would make and set.
    pub fn note(&mut self, survey: &Survey, lines: &[Line], verdicts: &[Verdict]) {
        let wanted = |line: &Line| limits::wanted(&survey.mapping, line, &mut FieldErrors::default());
        for (line, verdict) in lines.iter().zip(verdicts) {
            let Some(key) = judge::key_of(&survey.mapping, line) else { continue };
            match verdict {
                Verdict::Create(details) => {
                    if survey.is_parent(&key) {
                        let named = details.name.as_str().to_owned();
                        let change = wanted(line).into_iter().find(|(kind, _)| *kind == Kind::SubAccounts);
                        let change = change.map(|(_, change)| change).unwrap_or_default();
                        self.parents.insert(key.clone(), (named, change));
                    }
                    self.new.insert(key);
                }
                Verdict::Update { .. } => {
                    let Some(stub) = survey.stored.get(&key) else { continue };
                    for (kind, change) in wanted(line).into_iter().filter(|(kind, _)| kind.adds_up()) {
                        self.changed.entry(kind).or_default().insert(stub.id, change);
                    }
                }
                _ => {}
            }
        }
    }

    /// What is said of the limits that have no room for it, the furthest exceeded first; none: there is room.
    pub fn full(&self, tx: &mut ReadTx<'_, InPartner>, survey: &Survey) -> AppResult<Option<String>> {
        let (new, stored) = self.counts(tx, survey)?;
        let base = queries::default_of(tx, Kind::SubAccounts)?.unwrap_or_default();
        let mut over: Vec<Level> = self.of_new(&new, base);
        over.extend(self.of_stored(tx, &stored, base)?);
        over.sort_by_key(|level| (level.value.unwrap_or(0) - level.used.unwrap_or(0), level.account));
        let (partner, in_console) = (tx.facts().partner_name.clone(), tx.facts().for_partner());
        let mut words: Vec<String> =
            over.iter().take(NAMED).map(|level| exceeded(level, &partner, in_console).words).collect();
        if over.len() > NAMED {
            words.push(t!("imports-full-more", n = over.len() - NAMED));
        }
        if words.is_empty() {
            return Ok(None);
        }
        words.push(t!("imports-full-whole").to_owned());
        Ok(Some(words.join(" ")))
    }

    /// What is said of accounts that use more than the file would let them; nobody is refused for it. None: there are none.
    pub fn over(&self, tx: &mut ReadTx<'_, InPartner>) -> AppResult<Option<String>> {
        let (mut named, mut more) = (Vec::new(), 0);
        for (kind, changes) in &self.changed {
            let base = queries::default_of(tx, *kind)?.unwrap_or_default();
            let ids: Vec<Uuid> = changes.keys().copied().collect();
            for some in ids.chunks(AT_ONCE) {
                let before = queries::sets_of(tx, some)?;
                for using in over::using(tx, some, *kind)? {
                    let Some(change) = changes.get(&using.account) else { continue };
                    let before = before.get(&(using.account, *kind)).copied().unwrap_or_default();
                    let set = change.over(before).unwrap_or_default();
                    match over::said(*kind, &set, base, &using) {
                        Some(_) if set == before => {}
                        Some(words) if named.len() < NAMED => {
                            named.push(t!("imports-over-one", name = using.name, words = words))
                        }
                        Some(_) => more += 1,
                        None => {}
                    }
                }
            }
        }
        if named.is_empty() {
            return Ok(None);
        }
        if more > 0 {
            named.push(t!("imports-over-more", n = more));
        }
        Ok(Some(t!("imports-over", named = named.join(" "))))
    }

    /// How many more new accounts and accounts that are there would get.
    fn counts<'a>(&'a self, tx: &mut ReadTx<'_, InPartner>, survey: &'a Survey) -> AppResult<Entering<'a>> {
        let mut new: HashMap<&str, More> = HashMap::new();
        let mut entered: HashMap<Uuid, More> = HashMap::new();
        for key in &self.new {
            let (mut at, mut first) = (key.as_str(), true);
            // Eight levels at most: what has no place is not made.
            while let Some(parent) = survey.nodes.get(at).and_then(|node| node.parent.as_deref()) {
                let more = match survey.stored.get(parent) {
                    Some(stub) => entered.entry(stub.id).or_default(),
                    None => new.entry(parent).or_default(),
                };
                more.direct += i64::from(first);
                more.below += 1;
                if survey.stored.contains_key(parent) {
                    break;
                }
                (at, first) = (parent, false);
            }
        }
        // And everything above those that are there.
        let tops: Vec<Uuid> = entered.keys().copied().collect();
        let mut stored = entered.clone();
        for some in tops.chunks(AT_ONCE) {
            for (top, above) in places(tx, some)? {
                let more = entered.get(&top).map_or(0, |more| more.below);
                for ancestor in above.ancestors.iter().skip(1) {
                    stored.entry(*ancestor).or_default().below += more;
                }
            }
        }
        Ok((new, stored))
    }

    fn of_new(&self, new: &HashMap<&str, More>, base: Base) -> Vec<Level> {
        let mut over = Vec::new();
        for (key, more) in new {
            let Some((name, change)) = self.parents.get(*key) else { continue };
            let set = change.over(Set::default()).unwrap_or_default();
            let level = |tree| Level { name: name.clone(), tree, ..plain(Uuid::nil()) };
            over.extend(beyond(level(false), own_of(set.own, base), more.direct));
            over.extend(beyond(level(true), set.tree.map(|value| (value, false)), more.below));
        }
        over
    }

    fn of_stored(
        &self,
        tx: &mut ReadTx<'_, InPartner>,
        stored: &HashMap<Uuid, More>,
        base: Base,
    ) -> AppResult<Vec<Level>> {
        let ids: Vec<Uuid> = stored.keys().copied().collect();
        let none = HashMap::new();
        let changed = self.changed.get(&Kind::SubAccounts).unwrap_or(&none);
        let mut over = Vec::new();
        for some in ids.chunks(AT_ONCE) {
            for level in queries::met(tx, some, Kind::SubAccounts)? {
                // What the file sets anew is looked at below; a limit above those that get something has its own turn.
                let Some(more) = stored.get(&level.account).filter(|_| !changed.contains_key(&level.account)) else {
                    continue;
                };
                if !some.contains(&level.account) {
                    continue;
                }
                let used = level.used.unwrap_or(0) + if level.tree { more.below } else { more.direct };
                let adds = if level.tree { more.below } else { more.direct };
                let limit = level.value.map(|value| (value, level.inherited));
                over.extend(beyond(level, limit, used).filter(|_| adds > 0));
            }
        }
        for (account, change) in changed {
            let Some(more) = stored.get(account) else { continue };
            let id = AccountId(*account);
            let set = change.over(queries::set_for(tx, id, Kind::SubAccounts)?).unwrap_or_default();
            let name = find(tx, id)?.name;
            for (tree, limit, adds) in
                [(false, own_of(set.own, base), more.direct), (true, set.tree.map(|value| (value, false)), more.below)]
            {
                if limit.is_some() && adds > 0 {
                    let used = queries::used(tx, id, Kind::SubAccounts, tree)? + adds;
                    over.extend(beyond(Level { name: name.clone(), tree, ..plain(*account) }, limit, used));
                }
            }
        }
        Ok(over)
    }
}

/// The own limit that would hold, and whether it is the default.
fn own_of(own: Own, base: Base) -> Option<(i64, bool)> {
    own.limit(base).map(|value| (value, own == Own::Inherited))
}

fn plain(account: Uuid) -> Level {
    Level {
        kind: Kind::SubAccounts,
        account,
        name: String::new(),
        distance: 0,
        tree: false,
        inherited: false,
        value: None,
        at_limit: None,
        used: None,
        resets: None,
    }
}

/// The level, where so many would be more than it lets there be.
fn beyond(level: Level, limit: Option<(i64, bool)>, used: i64) -> Option<Level> {
    let (value, inherited) = limit?;
    (used > value).then_some(Level { value: Some(value), inherited, used: Some(used), ..level })
}
