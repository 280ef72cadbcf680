//! Who uses more than a limit lets there be, told where limits are changed for many: nobody is refused for it, so it is said.

use super::model::{AtLimit, Base, Kind, Set};
use super::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Timestamptz, Uuid as SqlUuid};
use serde::Deserialize;
use uuid::Uuid;

diesel::define_sql_function! { #[sql_name = "app.used_by_each"] fn used_by_each(of_accounts: Array<SqlUuid>, of_kind: Text, moment: Timestamptz) -> Jsonb; }

/// What an account uses of a kind, alone and with all below it; none: it is not counted.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Using {
    pub account: Uuid,
    pub name: String,
    own: Option<i64>,
    tree: Option<i64>,
}

/// What these accounts use of a kind, by name.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn using(tx: &mut ReadTx<'_, InPartner>, accounts: &[Uuid], kind: Kind) -> AppResult<Vec<Using>> {
    let now = tx.now();
    let found: serde_json::Value = diesel::select(used_by_each(accounts, kind.key(), now)).get_result(tx.conn())?;
    Ok(serde_json::from_value(found)?)
}

/// What is said of an account that uses more than what is set for it lets it; none: it does not.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn said_of(tx: &mut ReadTx<'_, InPartner>, account: AccountId, kind: Kind) -> AppResult<Option<String>> {
    let levels = queries::levels(tx, account, &[kind])?;
    let mut here: Vec<_> = levels.iter().filter(|level| level.distance == 0).collect();
    here.sort_by_key(|level| level.tree);
    let said = here.into_iter().find_map(|level| over(kind, (level.value, level.used), level.tree, level.at_limit));
    Ok(said.map(|words| t!("limits-over", words = words)))
}

/// The same in short, by what is set for it or is to be: "326 of 100 tasks are used, and its work waits".
pub(crate) fn said(kind: Kind, set: &Set, base: Base, using: &Using) -> Option<String> {
    let at_limit = set.at_limit.or(base.at_limit);
    over(kind, (set.own.limit(base), using.own), false, at_limit)
        .or_else(|| over(kind, (set.tree, using.tree), true, at_limit))
}

/// Of one limit and what is used of it; none: it is not over.
fn over(
    kind: Kind,
    (limit, used): (Option<i64>, Option<i64>),
    tree: bool,
    at_limit: Option<AtLimit>,
) -> Option<String> {
    let (limit, used) = limit.zip(used).filter(|(limit, used)| used > limit)?;
    let count = kind.counted(limit);
    Some(match (kind, at_limit, tree) {
        (Kind::TasksMonth, Some(AtLimit::Overage), false) => t!("limits-over-overage", used = used, count = count),
        (Kind::TasksMonth, Some(AtLimit::Overage), true) => t!("limits-over-tree-overage", used = used, count = count),
        (Kind::TasksMonth, _, false) => t!("limits-over-waits", used = used, count = count),
        (Kind::TasksMonth, _, true) => t!("limits-over-tree-waits", used = used, count = count),
        (_, _, false) => t!("limits-over-keeps", used = used, count = count),
        (_, _, true) => t!("limits-over-tree-keeps", used = used, count = count),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::model::Own;

    #[test]
    fn who_uses_more_is_told_with_what_follows() {
        let using = Using { account: Uuid::nil(), name: "Saffron".to_owned(), own: Some(326), tree: Some(400) };
        let set = |own, tree| Set { own, tree, at_limit: None };
        let said = |set: Set, base: Base| said(Kind::TasksMonth, &set, base, &using);
        assert_eq!(
            said(set(Own::Value(100), None), Base::default()).as_deref(),
            Some("326 of 100 tasks are used, and its work waits")
        );
        assert_eq!(said(set(Own::Value(326), Some(400)), Base::default()), None);
        assert!(
            said(set(Own::Unlimited, Some(399)), Base::default()).is_some_and(|words| words.contains("with sub-acc"))
        );
        let base = Base { value: Some(5), cap: Some(9), at_limit: Some(AtLimit::Overage) };
        assert!(
            said(set(Own::Inherited, None), base)
                .is_some_and(|words| words.contains("of 5 tasks") && words.contains("overage"))
        );
        assert!(
            said(set(Own::Value(1_000), None), base).is_some_and(|words| words.contains("of 9 tasks")),
            "M4: the cap"
        );
    }
}
