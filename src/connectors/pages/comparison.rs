//! What differs between a release and the one it replaces.

use super::{PATH, crumbs, release_address, release_of};
use crate::access::Access;
use crate::access::rights::ViewConnectors;
use crate::connectors::changes::{Change, Changes, Named};
use crate::connectors::queries;
use crate::db::InPartner;
use crate::error::{AppError, AppResult};
use crate::web::page::Page;
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Responder, web};
use askama::Template;

/// Methods that are listed of each group.
const LISTED_MAX: usize = 200;

#[derive(Template)]
#[template(path = "connectors/comparison.html")]
struct ComparisonPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    title: String,
    tiles: [(String, String); 4],
    connector: Vec<Change>,
    removed: Vec<Named>,
    added: Vec<(String, String)>,
    changed: Vec<Row>,
    /// Methods that are not listed.
    more: usize,
    same: bool,
}

struct Row {
    name: String,
    href: String,
    changes: Vec<Change>,
}

pub(crate) async fn show(
    access: Access<ViewConnectors, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path.0, &path.1)?;
    let page = access.read(move |tx| {
        let connector = queries::find(tx, id)?;
        let release = queries::release(tx, id, number)?;
        let other = queries::compared_with(tx, &connector, &release)?
            .ok_or_else(|| AppError::Conflict(t!("connectors-replaces-none", number = number)))?;
        let (before, after) = (queries::definition(tx, id, other)?, queries::definition(tx, id, number)?);
        let found = Changes::between(&before, &after);
        let count = |n: usize| figure(i64::try_from(n).unwrap_or(i64::MAX));
        let href = |key: &str| format!("{}/methods/{key}", release_address(id, number));
        let over = |n: usize| n.saturating_sub(LISTED_MAX);
        let title = t!("connectors-changes-title", number = number);
        Ok(ComparisonPage {
            shell: Shell::console(tx, PATH, &title),
            crumbs: crumbs(&connector, Some(number), &t!("connectors-changes-from", number = other)),
            title,
            tiles: [
                (t!("connectors-methods-new").to_owned(), count(found.added.len())),
                (t!("connectors-methods-changed").to_owned(), count(found.changed.len())),
                (t!("connectors-methods-gone").to_owned(), count(found.removed.len())),
                (t!("connectors-may-break-cycles", words), count(found.breaking().len())),
            ],
            same: found.is_empty(),
            more: over(found.added.len()) + over(found.changed.len()) + over(found.removed.len()),
            connector: found.connector,
            removed: found.removed.into_iter().take(LISTED_MAX).collect(),
            added: found.added.into_iter().take(LISTED_MAX).map(|m| (href(&m.key), m.name)).collect(),
            changed: found
                .changed
                .into_iter()
                .take(LISTED_MAX)
                .map(|method| Row { href: href(&method.key), name: method.name, changes: method.changes })
                .collect(),
        })
    });
    Ok(Page::new(page.await?))
}
