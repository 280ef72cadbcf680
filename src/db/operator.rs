//! What the operator's commands do as the owner role, which no request ever is.

use super::maintenance::unattended_facts;
use super::place::{Facts, InPartner};
use super::schema::partners as table;
use super::tx::{Database, Origin, WriteTx};
use super::unattended::Unattended;
use super::{migrate, walls};
use crate::audit::Author;
use crate::config::Config;
use crate::error::AppResult;
use crate::ids::{PartnerId, PersonId};
use anyhow::{Context, anyhow};
use diesel::connection::{CacheSize, SimpleConnection};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use uuid::Uuid;

/// A connection as the owner, whose rows are still behind the policies: it becomes the gate for what it may do.
pub(crate) fn owner(config: &Config) -> anyhow::Result<PgConnection> {
    let url = config.owner_url.as_deref().ok_or_else(|| anyhow!("DATABASE_URL: is needed for this command"))?;
    PgConnection::establish(url).context("DATABASE_URL: cannot connect")
}

impl Database {
    /// A transaction in the name of somebody at a partner, for the history that `berth seed demo` makes up. Whoever
    /// calls this is the operator at the command line, who could do all of it anyway.
    pub(crate) fn in_the_name_of<T>(
        &self,
        author: &Author,
        partner_name: &str,
        work: impl FnOnce(&mut WriteTx<'_, InPartner>) -> AppResult<T>,
    ) -> AppResult<T> {
        let origin =
            Origin { address: author.address.clone(), request_id: author.request_id.clone(), ..Origin::default() };
        let person = author.person.unwrap_or(PersonId(Uuid::nil()));
        let facts = Facts {
            partner_name: partner_name.to_owned(),
            ..unattended_facts(author.partner, person, &author.name, &author.email)
        };
        self.unattended(&Unattended { facts: &facts, origin: &origin, proof: String::new() }, work)
    }
}

/// Makes a partner's row, its counters and the head of its audit chain.
pub(crate) fn make_partner(conn: &mut PgConnection, id: PartnerId, slug: &str, name: &str) -> anyhow::Result<()> {
    let made = conn.transaction::<_, DieselError, _>(|conn| {
        conn.batch_execute("set local role berth_gate")?;
        diesel::insert_into(table::table)
            .values((table::id.eq(id.0), table::slug.eq(slug), table::name.eq(name)))
            .execute(conn)?;
        conn.batch_execute(&format!(
            "insert into partner_figures (partner_id) values ('{id}'); \
             insert into audit_heads (partner_id, seq, hash) values ('{id}', 0, '')"
        ))
    });
    match made {
        Err(DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => {
            Err(anyhow!("--slug: \"{slug}\" is taken"))
        }
        other => Ok(other?),
    }
}

/// Id, slug and name of every partner.
pub(crate) fn partners(conn: &mut PgConnection) -> anyhow::Result<Vec<(PartnerId, String, String)>> {
    let rows: Vec<(Uuid, String, String)> = conn.transaction::<_, DieselError, _>(|conn| {
        conn.batch_execute("set local role berth_gate")?;
        table::table.select((table::id, table::slug, table::name)).order(table::slug).load(conn)
    })?;
    Ok(rows.into_iter().map(|(id, slug, name)| (PartnerId(id), slug, name)).collect())
}

/// The boot self-test (T2): what is wrong with the server's role, the tables or the migrations.
pub(crate) fn self_test(config: &Config) -> anyhow::Result<Vec<String>> {
    let mut conn = PgConnection::establish(&config.app_url)
        .map_err(|e| anyhow!("APP_DATABASE_URL: cannot connect: {e}. If the role is missing, run: berth migrate"))?;
    // One transaction, and nothing prepared under a name: through a pooler each may meet another server.
    conn.set_prepared_statement_cache_size(CacheSize::Disabled);
    let mut faults = conn.transaction(walls::faults)?;
    match conn.transaction(migrate::pending) {
        Ok(pending) => {
            faults.extend(pending.iter().map(|name| format!("migration {name} is not applied. Run: berth migrate")))
        }
        Err(cause) => faults.push(format!("the database is not migrated ({cause:#}). Run: berth migrate")),
    }
    Ok(faults)
}
