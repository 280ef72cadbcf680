//! What must be known of a whole file before any row is judged: which API IDs it names, where first, which of them
//! exist, and where the new ones would hang. It keeps keys and places, never the rows.

use super::judge::{self, Line, Surroundings, Verdict};
use super::limits::Known;
use super::mapping::Mapping;
use super::queries;
use super::tree::{self, Misplaced, Node};
use crate::accounts::queries::{self as accounts, Account, Stub};
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::people::model::fold;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Rows that are read and judged at a time.
pub(super) const BATCH: i64 = 1_000;

/// A file as a whole.
pub(super) struct Survey {
    pub mapping: Mapping,
    pub nodes: HashMap<String, Node>,
    /// Accounts that exist, by key: those the file names, and parents.
    pub stored: HashMap<String, Stub>,
    /// New accounts that have a place: key and level.
    pub levels: HashMap<String, i16>,
    misplaced: HashMap<String, Misplaced>,
    /// Keys of all parents that the file names.
    parents: HashSet<String>,
    /// Caps, for new accounts.
    limits: Known,
    today: NaiveDate,
}

impl Survey {
    /// Reads the file once. `tell` hears how many rows were read, and may stop it.
    pub fn of(
        tx: &mut ReadTx<'_, InPartner>,
        import: Uuid,
        mapping: Mapping,
        mut tell: impl FnMut(usize) -> AppResult<()>,
    ) -> AppResult<Survey> {
        let (limits, today) = (Known::read(tx, &mapping, &[])?, tx.now().date_naive());
        let mut survey = Survey {
            limits,
            today,
            mapping,
            nodes: HashMap::new(),
            stored: HashMap::new(),
            levels: HashMap::new(),
            misplaced: HashMap::new(),
            parents: HashSet::new(),
        };
        let mut looked_up = HashSet::new();
        let (mut after, mut read) = (0, 0);
        loop {
            let lines = queries::lines(tx, import, after, BATCH)?;
            let Some(last) = lines.last() else { break };
            after = last.line;
            read += lines.len();
            survey.look_up(tx, &lines, &mut looked_up)?;
            for line in &lines {
                survey.note(line);
            }
            tell(read)?;
        }
        survey.place();
        Ok(survey)
    }

    fn look_up(
        &mut self,
        tx: &mut ReadTx<'_, InPartner>,
        lines: &[Line],
        known: &mut HashSet<String>,
    ) -> AppResult<()> {
        let named = lines.iter().flat_map(|line| {
            [judge::key_of(&self.mapping, line), judge::parent_key_of(&self.mapping, line)].into_iter().flatten()
        });
        let new: Vec<String> = named.filter(|key| known.insert(key.clone())).collect();
        for stub in accounts::stubs(tx, &new)? {
            self.stored.insert(stub.key.clone(), stub);
        }
        Ok(())
    }

    fn note(&mut self, line: &Line) {
        let Some(key) = judge::key_of(&self.mapping, line) else { return };
        if self.nodes.contains_key(&key) {
            return;
        }
        let faulty =
            !self.stored.contains_key(&key) && judge::is_faulty_alone(&self.mapping, line, &self.limits, self.today);
        let parent = judge::parent_key_of(&self.mapping, line);
        self.parents.extend(parent.clone());
        self.nodes.insert(key, Node { line: line.line, parent, faulty });
    }

    fn place(&mut self) {
        let stored = &self.stored;
        let places = tree::places(&self.nodes, |key| stored.get(key).map(|stub| stub.live.then_some(stub.depth)));
        for (key, place) in places {
            match place {
                Ok(level) => drop(self.levels.insert(key.to_owned(), level)),
                Err(why) => drop(self.misplaced.insert(key.to_owned(), why)),
            }
        }
    }

    /// Whether the file names it as a parent.
    pub fn is_parent(&self, key: &str) -> bool {
        self.parents.contains(key)
    }

    /// Judges lines against the accounts as this transaction sees them.
    pub fn judge(
        &self,
        tx: &mut ReadTx<'_, InPartner>,
        lines: &[Line],
    ) -> AppResult<(Vec<Verdict>, HashMap<String, Account>)> {
        let keys: Vec<String> = lines.iter().filter_map(|line| judge::key_of(&self.mapping, line)).collect();
        let known: Vec<String> = keys.iter().filter(|key| self.stored.contains_key(*key)).cloned().collect();
        let stored = if known.is_empty() { Vec::new() } else { accounts::by_api_keys(tx, &known)? };
        let stored: HashMap<String, Account> = stored.into_iter().map(|a| (fold(&a.api_id), a)).collect();
        let limits = Known::read(tx, &self.mapping, &stored.values().map(|account| account.id).collect::<Vec<_>>())?;
        let ids = accounts::ids_among(tx, keys.iter().map(String::as_str))?;
        let verdicts = lines.iter().map(|line| self.verdict(line, &stored, &ids, &limits)).collect::<AppResult<_>>()?;
        Ok((verdicts, stored))
    }

    fn verdict(
        &self,
        line: &Line,
        stored: &HashMap<String, Account>,
        ids: &HashMap<String, Uuid>,
        limits: &Known,
    ) -> AppResult<Verdict> {
        let key = judge::key_of(&self.mapping, line).unwrap_or_default();
        let parent = judge::parent_key_of(&self.mapping, line);
        let first = self.nodes.get(&key).map(|node| node.line).filter(|first| *first != line.line);
        let account = stored.get(&key);
        let named = parent.as_ref().and_then(|parent| self.stored.get(parent)).filter(|stub| stub.live);
        // Of an account that exists only an unknown parent is worth another message than "use Move".
        let unknown = account.is_some()
            && parent.as_ref().is_some_and(|p| !self.nodes.contains_key(p) && !self.stored.contains_key(p));
        let misplaced = if unknown { Some(&Misplaced::Unknown) } else { self.misplaced.get(&key) };
        judge::judge(
            &self.mapping,
            line,
            &Surroundings {
                first_line: first,
                stored: account,
                is_an_id: ids.get(&key).is_some_and(|id| account.is_none_or(|account| account.id != *id)),
                named_parent: named.map(|stub| stub.id),
                misplaced: misplaced.filter(|_| first.is_none()),
                limits: Some(limits),
                today: Some(self.today),
            },
        )
    }
}
