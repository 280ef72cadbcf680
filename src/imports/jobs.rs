//! The two jobs of an import. The check judges every row and stores the verdicts, in batches. The application judges
//! every row again against the present state and writes all good ones in one transaction; when anything is not as the
//! check said, it writes nothing and makes a new check instead, for a person to look at.

use super::actions::{self, Counts};
use super::foreseen::Foreseen;
use super::judge::{self, Line, Verdict};
use super::limits;
use super::queries::{self, Import};
use super::survey::{BATCH, Survey};
use crate::accounts::actions::tree::{self, Hold};
use crate::accounts::actions::{self as accounts, Above, Edit, NewAccount, Version};
use crate::accounts::queries::Account;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::jobs::model::EDIT_ACCOUNTS;
use crate::jobs::work::Work;
use crate::jobs::worker::Kind;
use crate::limits::actions::{set_many, settle_all};
use crate::limits::choke::room_for_many;
use crate::limits::model::{Kind as Limited, Set};
use serde::Deserialize;
use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// The dry run.
pub(crate) const CHECK: Kind = Kind { key: "import.check", needs: |_| EDIT_ACCOUNTS, run: check, failed };
/// The real one.
pub(crate) const APPLY: Kind = Kind { key: "import.apply", needs: |_| EDIT_ACCOUNTS, run: apply, failed };

#[derive(Deserialize)]
struct Instructions {
    import: Uuid,
}

fn failed(tx: &mut WriteTx<'_, InPartner>, instructions: &serde_json::Value, why: &str) -> AppResult<()> {
    let told: Instructions = serde_json::from_value(instructions.clone())?;
    actions::failed(tx, told.import, why)
}

fn check(work: &Work<'_>) -> AppResult<()> {
    let told: Instructions = work.instructions()?;
    check_all(work, told.import, None)
}

fn check_all(work: &Work<'_>, id: Uuid, note: Option<&str>) -> AppResult<()> {
    let (rows, survey) = work.batch(|tx| {
        let import = queries::find(tx, id)?;
        let rows = import.rows;
        let survey = Survey::of(tx, id, import.mapping()?, |read| tell(work, rows, read, 0, 50))?;
        Ok((rows, survey))
    })?;
    let (mut counts, mut after, mut judged) = (Counts::default(), 0, 0);
    let mut foreseen = Foreseen::default();
    loop {
        let done = work.batch(|tx| {
            let lines = queries::lines(tx, id, after, BATCH)?;
            let (verdicts, _) = survey.judge(tx, &lines)?;
            actions::keep(tx, id, &survey, &lines, &verdicts)?;
            foreseen.note(&survey, &lines, &verdicts);
            Ok(lines.last().map(|last| (last.line, verdicts)))
        })?;
        let Some((last, verdicts)) = done else { break };
        after = last;
        judged += verdicts.len();
        verdicts.iter().for_each(|verdict| counts.add(verdict));
        tell(work, rows, judged, 50, 100)?;
    }
    let said = work.batch(|tx| match foreseen.full(tx, &survey)? {
        Some(full) => Ok(Some(full)),
        None => foreseen.over(tx),
    })?;
    work.finish(|tx| actions::checked(tx, id, counts, note.or(said.as_deref())))
}

/// Shows progress in rows: this part of the work fills the bar from one percentage to another.
fn tell(work: &Work<'_>, rows: i32, done: usize, from: i64, to: i64) -> AppResult<()> {
    let done = i64::try_from(done).unwrap_or(i64::MAX).min(i64::from(rows));
    let shown = (i64::from(rows) * from + done * (to - from)) / 100;
    work.progress(i32::try_from(shown).unwrap_or(rows), rows);
    work.go_on()
}

fn apply(work: &Work<'_>) -> AppResult<()> {
    let told: Instructions = work.instructions()?;
    let (changed, full) = (Cell::new(false), Cell::new(None));
    let outcome = work.batch(|tx| {
        let application = Application::begin(tx, work, told.import)?;
        match application.run(tx) {
            Err(AppError::Invalid(_) | AppError::Conflict(_)) => {
                changed.set(true);
                Err(AppError::Conflict(why_not()))
            }
            Err(AppError::AtLimit(reached)) => {
                full.set(Some(reached.words));
                Err(AppError::Conflict(why_not()))
            }
            other => other,
        }
    });
    if let Some(words) = full.take() {
        return check_all(work, told.import, Some(&words));
    }
    match outcome {
        Err(AppError::Conflict(_)) if changed.get() => check_all(work, told.import, Some(&why_not())),
        other => other,
    }
}

/// One application: everything below happens in one transaction.
struct Application<'a> {
    work: &'a Work<'a>,
    import: Import,
    survey: Survey,
    /// The places of accounts that new ones hang below, by key: stored ones, and new ones once they are made.
    places: HashMap<String, Arc<Above>>,
    /// Accounts that were there and whose limits of tasks it sets.
    limited: Vec<Uuid>,
}

/// Said where it is not as the check said.
fn why_not() -> String {
    t!("imports-changed-meanwhile").to_owned()
}

/// Not as the check said.
fn changed<T>() -> AppResult<T> {
    Err(AppError::Conflict(why_not()))
}

impl<'a> Application<'a> {
    fn begin(tx: &mut WriteTx<'_, InPartner>, work: &'a Work<'a>, id: Uuid) -> AppResult<Application<'a>> {
        let import = queries::find(tx, id)?;
        let rows = import.rows;
        let survey = Survey::of(tx, id, import.mapping()?, |read| tell(work, rows, read, 0, 15))?;
        Ok(Application { work, import, survey, places: HashMap::new(), limited: Vec::new() })
    }

    fn run(mut self, tx: &mut WriteTx<'_, InPartner>) -> AppResult<()> {
        let new = self.judge_and_update(tx)?;
        let stored_parents = self.stored_parents(&new);
        let before = self.place(tx, &stored_parents)?;
        let parents = self.create(tx, new)?;
        // Only now the trees are locked: others wait for the end of this transaction, not for all of it. When a parent
        // is no longer where it was, the new accounts would hang wrong.
        // Alone: whoever else makes sub-accounts below them is counted, or waits and is counted then.
        tree::lock(tx, &stored_parents, Hold::Alone)?;
        if accounts::places(tx, &stored_parents)? != before {
            return changed();
        }
        room_for_many(tx, &parents, Limited::SubAccounts)?;
        actions::applied(tx, &self.import)?;
        if limits::any(&self.survey.mapping) {
            settle_all(tx, &self.limited)?;
        }
        self.work.end_in(tx)
    }

    /// Judges every line again, writes the updates, and answers the new accounts: level and line, parents first.
    fn judge_and_update(&mut self, tx: &mut WriteTx<'_, InPartner>) -> AppResult<Vec<(i16, i32)>> {
        let (mut after, mut judged, mut new) = (0, 0, Vec::new());
        loop {
            let lines = queries::lines(tx, self.import.id, after, BATCH)?;
            let Some(last) = lines.last() else { break };
            let before = queries::outcomes(tx, self.import.id, after + 1, last.line)?;
            after = last.line;
            let (verdicts, stored) = self.survey.judge(tx, &lines)?;
            for ((line, verdict), (number, outcome, detail)) in lines.iter().zip(&verdicts).zip(&before) {
                if *number != line.line || !verdict.is_as(outcome.as_deref(), detail.as_ref())? {
                    return changed();
                }
                if matches!(verdict, Verdict::Create(_)) {
                    let key = judge::key_of(&self.survey.mapping, line).unwrap_or_default();
                    new.push((self.survey.levels.get(&key).copied().unwrap_or(1), line.line));
                }
            }
            self.update(tx, &lines, verdicts, &stored)?;
            judged += lines.len();
            tell(self.work, self.import.rows, judged, 15, 40)?;
        }
        new.sort_unstable();
        Ok(new)
    }

    fn update(
        &mut self,
        tx: &mut WriteTx<'_, InPartner>,
        lines: &[Line],
        verdicts: Vec<Verdict>,
        stored: &HashMap<String, Account>,
    ) -> AppResult<()> {
        let (mut wanted, mut limited) = (Vec::new(), Vec::new());
        let ids: Vec<Uuid> = stored.values().map(|account| account.id).collect();
        let known = limits::Known::read(tx, &self.survey.mapping, &ids)?;
        for (line, verdict) in lines.iter().zip(verdicts) {
            let key = judge::key_of(&self.survey.mapping, line).unwrap_or_default();
            if let (Verdict::Update { details, changes }, Some(account)) = (verdict, stored.get(&key)) {
                let api_id = crate::accounts::model::ApiId::parse(&account.api_id).map_err(AppError::internal)?;
                if changes.iter().any(|change| change.field.starts_with("limit_")) {
                    let all = limits::wanted(&self.survey.mapping, line, &mut FieldErrors::default());
                    let sets = known.after(Some(account.id), all);
                    limited.extend(sets.into_iter().map(|(kind, set)| (AccountId(account.id), kind, set)));
                }
                wanted.push((account, details, api_id, changes));
            }
        }
        // A later expiry date may resume an account and what is below it. When somebody suspended or moved it between
        // the look and the lock, its version or its standing differs from what was judged.
        let expiring: Vec<Uuid> = wanted
            .iter()
            .filter(|(_, _, _, changes)| changes.iter().any(|c| c.field == "expires_on" || c.field == "timezone"))
            .map(|(account, ..)| account.id)
            .collect();
        if !expiring.is_empty() {
            tree::lock(tx, &expiring, Hold::Alone)?;
            let keys: Vec<String> = wanted.iter().map(|(_, _, api_id, _)| api_id.key()).collect();
            for now in crate::accounts::queries::by_api_keys(tx, &keys)? {
                let then = wanted.iter().map(|(account, ..)| account).find(|account| account.id == now.id);
                if then.is_none_or(|then| then.standing != now.standing || then.suspended_by != now.suspended_by) {
                    return changed();
                }
            }
        }
        let edits: Vec<Edit<'_>> = wanted
            .iter()
            .map(|(account, details, api_id, changes)| Edit {
                account,
                seen: Version(account.version),
                details,
                api_id,
                changes: changes.clone(),
            })
            .collect();
        if !edits.is_empty() && accounts::update_many(tx, &edits)? != edits.len() {
            return changed();
        }
        set_many(tx, &limited)?;
        self.limited.extend(limited.iter().filter(|(_, kind, _)| *kind == Limited::TasksMonth).map(|(id, ..)| id.0));
        Ok(())
    }

    /// Stored accounts that get new sub-accounts.
    fn stored_parents(&self, new: &[(i16, i32)]) -> Vec<Uuid> {
        let lines: std::collections::HashSet<i32> = new.iter().map(|(_, line)| *line).collect();
        let mut parents: Vec<Uuid> = self
            .survey
            .nodes
            .values()
            .filter(|node| lines.contains(&node.line))
            .filter_map(|node| self.survey.stored.get(node.parent.as_ref()?).map(|stub| stub.id))
            .collect();
        parents.sort_unstable();
        parents.dedup();
        parents
    }

    /// Reads the places below stored parents.
    fn place(&mut self, tx: &mut WriteTx<'_, InPartner>, parents: &[Uuid]) -> AppResult<HashMap<Uuid, Above>> {
        let places = accounts::places(tx, parents)?;
        for (key, stub) in &self.survey.stored {
            if let Some(place) = places.get(&stub.id) {
                self.places.insert(key.clone(), Arc::new(place.clone()));
            }
        }
        Ok(places)
    }

    /// Makes the new accounts; answers which accounts got sub-accounts.
    fn create(&mut self, tx: &mut WriteTx<'_, InPartner>, new: Vec<(i16, i32)>) -> AppResult<Vec<Uuid>> {
        let (mut made, mut tops, mut parents) = (0, 0i64, BTreeSet::new());
        // A statement never holds a parent and its child, so that the child finds the parent's row.
        for level in new.chunk_by(|a, b| a.0 == b.0) {
            for some in level.chunks(CREATED_AT_ONCE) {
                // The tables grow by all rows of the file within this transaction.
                tx.plan_anew()?;
                let lines: Vec<i32> = some.iter().map(|(_, line)| *line).collect();
                let lines = queries::lines_of(tx, self.import.id, &lines)?;
                let accounts_to_make = self.new_accounts(&lines)?;
                accounts::create_many(tx, &accounts_to_make)?;
                set_many(tx, &self.limits_of(&lines))?;
                let above = accounts_to_make.iter().filter_map(|account| account.above.as_deref());
                parents.extend(above.filter_map(|above| above.ancestors.first().copied()));
                tops += accounts_to_make.iter().filter(|account| account.above.is_none()).count() as i64;
                made += some.len();
                tell(self.work, self.import.rows, made * self.import.rows.max(1) as usize / new.len().max(1), 40, 99)?;
            }
        }
        accounts::count_accounts(tx, tops, made as i64 - tops)?;
        Ok(parents.into_iter().collect())
    }

    /// The limits that lines of new accounts set.
    fn limits_of(&self, lines: &[Line]) -> Vec<(AccountId, Limited, Set)> {
        let (mapping, known) = (&self.survey.mapping, limits::Known::default());
        let made = |line| Some(self.places.get(&judge::key_of(mapping, line)?)?.ancestors.first().copied());
        let of = |line| {
            let account = AccountId(made(line).flatten().unwrap_or_default());
            let sets = known.after(None, limits::wanted(mapping, line, &mut FieldErrors::default()));
            let set = sets.into_iter().filter(|(_, set)| *set != Set::default());
            set.map(move |(kind, set)| (account, kind, set))
        };
        lines.iter().flat_map(of).collect()
    }

    fn new_accounts(&mut self, lines: &[Line]) -> AppResult<Vec<NewAccount>> {
        let mapping = &self.survey.mapping;
        let mut new = Vec::with_capacity(lines.len());
        for line in lines {
            // The line was judged in this transaction; only its details are wanted.
            let Verdict::Create(details) = judge::judge(mapping, line, &judge::Surroundings::default())? else {
                return changed();
            };
            let Some(api_id) = details.api_id.clone() else { return changed() };
            let above = match judge::parent_key_of(mapping, line) {
                None => None,
                Some(parent) => match self.places.get(&parent) {
                    Some(place) => Some(place.clone()),
                    None => return changed(),
                },
            };
            let account = NewAccount { id: AccountId::new(), api_id, details: *details, above };
            self.places.insert(account.api_id.key(), Arc::new(account.as_above()));
            new.push(account);
        }
        Ok(new)
    }
}

/// Accounts in one statement: 26 values each stay well under the protocol's 65,535.
const CREATED_AT_ONCE: usize = 1_000;
