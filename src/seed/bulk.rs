//! `berth seed bulk`: any number of accounts of any number of partners, made up but realistic, the same for the same
//! seed. They go through COPY into a temporary table and from there, in the partner's scope and under its policies,
//! into the tables that pages read: accounts, ancestors, search terms, figures, one line in the audit log.

use super::chance::Chance;
use super::customers::Customer;
use super::usage::{self, Use};
use crate::accounts::model::terms;
use crate::audit::Entry;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::{Database, InPartner, WriteTx};
use crate::error::AppResult;
use crate::ids::PartnerId;
use crate::people::model::fold;
use chrono::{DateTime, Duration, Utc};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::collections::VecDeque;
use uuid::Uuid;

/// What to make.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub partners: usize,
    /// Of each partner.
    pub accounts: usize,
    pub seed: u64,
    /// Short names of the partners begin with this.
    pub prefix: String,
    /// What the accounts of each partner used; None: nothing.
    pub used: Option<Use>,
}

/// Rows a COPY carries at once; memory stays the same whatever the number of accounts.
const ROWS_AT_ONCE: usize = 2_000;
/// Levels of the made-up trees.
const DEPTH_MAX: i16 = 5;
/// Possible parents that are remembered: the trees stay small and many, as real ones are.
const PARENTS_MAX: usize = 400;
/// The youngest account is about this old, the oldest about two years older: fixed, so that ids come out the same.
const OLDEST: i64 = 1_730_000_000;
const SPAN_S: i64 = 2 * 365 * 86_400;

diesel::table! {
    seeded_accounts (id) {
        id -> Uuid,
        api_id -> Text,
        api_id_key -> Text,
        name -> Text,
        name_key -> Text,
        timezone -> Text,
        locale -> Text,
        tags -> Array<Text>,
        parent_id -> Nullable<Uuid>,
        depth -> SmallInt,
        standing -> Text,
        suspended_at -> Nullable<Timestamptz>,
        suspended_reason -> Nullable<Text>,
        suspended_via -> Nullable<Uuid>,
        expires_at -> Nullable<Timestamptz>,
        deleted_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        ancestors -> Array<Uuid>,
        kinds -> Text,
        terms -> Array<Text>,
    }
}

#[derive(Insertable)]
#[diesel(table_name = seeded_accounts, treat_none_as_default_value = false)]
struct Row {
    id: Uuid,
    api_id: String,
    api_id_key: String,
    name: String,
    name_key: String,
    timezone: &'static str,
    locale: &'static str,
    tags: Vec<String>,
    parent_id: Option<Uuid>,
    depth: i16,
    standing: &'static str,
    suspended_at: Option<DateTime<Utc>>,
    suspended_reason: Option<&'static str>,
    suspended_via: Option<Uuid>,
    expires_at: Option<DateTime<Utc>>,
    deleted_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    /// The account itself and those above it, nearest first.
    ancestors: Vec<Uuid>,
    /// One letter for each term.
    kinds: String,
    terms: Vec<String>,
}

const TABLE: &str = "create temporary table seeded_accounts (
    id uuid, api_id text, api_id_key text, name text, name_key text, timezone text, locale text, tags text[],
    parent_id uuid, depth smallint, standing text, suspended_at timestamptz, suspended_reason text, suspended_via uuid,
    expires_at timestamptz, deleted_at timestamptz, created_at timestamptz, ancestors uuid[], kinds text, terms text[]
) on commit drop";

/// Each names the partner, as every query does; the policies check it again.
const SPREAD: &[&str] = &[
    "insert into accounts (partner_id, id, api_id, api_id_key, name, name_key, timezone, locale, tags, parent_id, depth,
                           standing, suspended_at, suspended_reason, suspended_by, suspended_via, expires_at, deleted_at,
                           deleted_by, created_at, updated_at, search_text)
     select app.partner_id(), id, api_id, api_id_key, name, name_key, timezone, locale, tags, parent_id, depth, standing,
            suspended_at, suspended_reason, case when suspended_at is not null then 'berth seed bulk' end, suspended_via,
            expires_at, deleted_at, case when deleted_at is not null then 'berth seed bulk' end, created_at, created_at,
            app.search_text(array(select t.term || E'\\x02' || substr(s.kinds, t.no::integer, 1)
                                    from unnest(s.terms) with ordinality t(term, no)))
       from seeded_accounts s",
    "insert into account_ancestors (partner_id, account_id, ancestor_id, distance)
     select app.partner_id(), s.id, above.id, above.no - 1
       from seeded_accounts s, unnest(s.ancestors) with ordinality above(id, no)",
    "insert into account_terms (partner_id, term, account_id, kind)
     select app.partner_id(), found.term, s.id, substr(s.kinds, found.no::integer, 1)::\"char\"
       from seeded_accounts s, unnest(s.terms) with ordinality found(term, no)
      order by found.term collate \"C\", s.id",
    "update partner_figures set
            accounts = accounts + (select count(*) from seeded_accounts where standing <> 'deleted' and parent_id is null),
            sub_accounts = sub_accounts + (select count(*) from seeded_accounts where standing <> 'deleted' and parent_id is not null)
      where partner_id = app.partner_id()",
];

/// Makes everything, one transaction a partner; says the partner's short name after each.
pub(crate) fn run(config: &Config, wanted: &Wanted, said: impl Fn(&str)) -> anyhow::Result<()> {
    let db = Database::open(config, Clock::system());
    for no in 1..=wanted.partners {
        let mut chance = Chance::from_seed(wanted.seed.wrapping_mul(1_000_003).wrapping_add(no as u64));
        let slug = format!("{}-{no}", wanted.prefix);
        let name = format!("{} {no}", Customer::new(&mut chance).name);
        let id = PartnerId::new();
        let mut owner = crate::db::owner(config)?;
        crate::db::make_partner(&mut owner, id, &slug, &name)?;
        crate::secrets::make_first_keys(&db, &config.wrapping, &[id])?;
        let began = std::time::Instant::now();
        db.for_installation(id, "berth seed bulk", |tx| fill(tx, wanted.accounts, &mut chance))?;
        said(&format!("{slug}: {} accounts in {:.1} s", wanted.accounts, began.elapsed().as_secs_f64()));
        if let Some(used) = wanted.used {
            let began = std::time::Instant::now();
            usage::run(config, &db, id, wanted.accounts, used, wanted.seed.wrapping_add(no as u64))?;
            said(&format!(
                "{slug}: {} rows of the ledger and {} Transactions in {:.1} s",
                used.ledger,
                used.transactions,
                began.elapsed().as_secs_f64()
            ));
        }
    }
    // Fresh tables have no statistics, and the first pages would be planned without them.
    if wanted.partners > 0 {
        crate::db::owner(config)?.batch_execute("analyze accounts, account_ancestors, account_terms")?;
    }
    Ok(())
}

fn fill(tx: &mut WriteTx<'_, InPartner>, accounts: usize, chance: &mut Chance) -> AppResult<()> {
    let partner = tx.partner_id();
    tx.conn().batch_execute(TABLE)?;
    let mut made = Maker { chance, parents: VecDeque::new(), accounts, now: tx.now() };
    let mut done = 0;
    while done < accounts {
        let until = (done + ROWS_AT_ONCE).min(accounts);
        let rows: Vec<Row> = (done..until).map(|no| made.account(no)).collect();
        diesel::copy_from(seeded_accounts::table).from_insertable(&rows).execute(tx.conn())?;
        done = until;
    }
    for statement in SPREAD {
        tx.conn().batch_execute(statement)?;
    }
    tx.audit(Entry::of("import.applied", "import", partner, "berth seed bulk").change("accounts", 0, accounts));
    Ok(())
}

/// An account that may get sub-accounts.
#[derive(Clone)]
struct Parent {
    customer: Customer,
    ancestors: Vec<Uuid>,
    suspended_via: Option<Uuid>,
}

struct Maker<'a> {
    chance: &'a mut Chance,
    parents: VecDeque<Parent>,
    accounts: usize,
    now: DateTime<Utc>,
}

const REASONS: &[&str] =
    &["Invoices unpaid since September", "Contract ended", "Asked to pause over the summer", "Fraud check under way"];

impl Maker<'_> {
    fn account(&mut self, no: usize) -> Row {
        let chance = &mut *self.chance;
        let above = (!self.parents.is_empty() && chance.percent(25))
            .then(|| self.parents[chance.below(self.parents.len())].clone());
        let customer = match &above {
            Some(parent) => parent.customer.branch(chance, parent.ancestors.len()),
            None => Customer::new(chance),
        };
        let made_s = OLDEST + SPAN_S * no as i64 / self.accounts as i64;
        let created_at = DateTime::from_timestamp(made_s, 0).unwrap_or(self.now);
        let id = uuid::Builder::from_unix_timestamp_millis(made_s as u64 * 1000 + no as u64 % 1000, &chance.bytes())
            .into_uuid();
        let api_id = format!("{}-{:06}", customer.region(), no + 1);
        let suspended_via = above.as_ref().and_then(|p| p.suspended_via);
        let suspended = suspended_via.is_none() && chance.percent(3);
        let deleted = !suspended && suspended_via.is_none() && chance.percent(1);
        let expires = !deleted && chance.percent(5);
        let standing = match (deleted, suspended || suspended_via.is_some()) {
            (true, _) => "deleted",
            (false, true) => "suspended",
            (false, false) => "active",
        };
        let parent_id = above.as_ref().map(|p| p.ancestors[0]);
        let ancestors: Vec<Uuid> = [id].into_iter().chain(above.into_iter().flat_map(|p| p.ancestors)).collect();
        let depth = ancestors.len() as i16;
        let found_by = terms(&customer.name, &api_id, &customer.tags);
        let row = Row {
            id,
            api_id_key: fold(&api_id),
            name_key: fold(&customer.name),
            name: customer.name.clone(),
            timezone: customer.timezone,
            locale: customer.locale,
            tags: customer.tags.clone(),
            parent_id,
            depth,
            standing,
            suspended_at: suspended.then_some(created_at + Duration::days(20)),
            suspended_reason: suspended.then(|| chance.pick(REASONS)),
            suspended_via,
            expires_at: expires.then(|| self.now + Duration::days(5 + chance.below(300) as i64)),
            deleted_at: deleted.then(|| self.now - Duration::days(1 + chance.below(60) as i64)),
            created_at,
            kinds: found_by.iter().map(|(kind, _)| char::from(*kind)).collect(),
            terms: found_by.into_iter().map(|(_, term)| term).collect(),
            ancestors: ancestors.clone(),
            api_id,
        };
        if depth < DEPTH_MAX && !deleted {
            if self.parents.len() == PARENTS_MAX {
                self.parents.pop_front();
            }
            let suspended_via = if suspended { Some(id) } else { suspended_via };
            self.parents.push_back(Parent { customer, ancestors, suspended_via });
        }
        row
    }
}
