//! The tree of sub-accounts. The address says which branches are open; each shows its first children and a way to
//! more, so that a branch of thousands costs what a small one does.

use super::head::{AccountHead, Tab};
use super::show::account_id;
use crate::access::Access;
use crate::access::rights::ViewAccounts;
use crate::accounts::branches::{self, BRANCH_ROWS, Node};
use crate::accounts::chain;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::ids::AccountId;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::{From, PageQuery, address, joined, seal};
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Either, Responder, web};
use askama::Template;
use chrono::{DateTime, Utc};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Branches that are open at once; opening one more closes the one that was opened first.
const OPEN_MAX: usize = 40;

#[derive(Template)]
#[template(path = "accounts/tree.html")]
struct TreePage {
    shell: Shell,
    head: AccountHead,
    rows: Vec<Row>,
    /// Where the list begins, when it does not begin here.
    first: String,
}

/// More rows of one branch, put in the place of its "more".
#[derive(Template)]
#[template(path = "accounts/tree_rows.html")]
struct MoreRows {
    rows: Vec<Row>,
}

enum Row {
    Account(Box<Account>),
    /// The way to the further children of a branch.
    More {
        depth: i16,
        href: String,
        load: String,
        words: String,
    },
}

struct Account {
    depth: i16,
    id: String,
    name: String,
    api_id: String,
    href: String,
    toggle: String,
    open: bool,
    expandable: bool,
    kind: &'static str,
    state: &'static str,
    sub_accounts: String,
    people: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct TreeQuery {
    /// Ids of the open branches.
    open: Vec<String>,
    /// The branch whose further children are asked for, in a fragment.
    of: String,
}

pub(crate) async fn show(
    access: Access<ViewAccounts, InPartner>,
    path: web::Path<String>,
    asked: Asked<TreeQuery>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let id = account_id(&path)?;
    let of: Option<Uuid> = asked.0.of.parse().ok();
    let tree = Tree { top: id.0, open: opened(&asked.0.open) };
    let after = match paging.0.from::<(String, Uuid)>() {
        From::After(key) => Some(key),
        _ => None,
    };
    Ok(match (hx, of, after) {
        (Hx::Fragment, Some(branch), Some(key)) => {
            Either::Right(Page::new(access.read(move |tx| more(tx, &tree, branch, key)).await?))
        }
        (_, _, after) => Either::Left(Page::new(access.read(move |tx| page(tx, &tree, after)).await?)),
    })
}

/// The branches an address names, each once, the latest ones.
fn opened(named: &[String]) -> Vec<Uuid> {
    let mut open: Vec<Uuid> = Vec::new();
    for id in named.iter().filter_map(|text| text.parse().ok()) {
        if !open.contains(&id) {
            open.push(id);
        }
    }
    open.split_off(open.len().saturating_sub(OPEN_MAX))
}

fn page(tx: &mut ReadTx<'_, InPartner>, tree: &Tree, after: Option<(String, Uuid)>) -> AppResult<TreePage> {
    let (head, chain) = AccountHead::read(tx, AccountId(tree.top), Tab::SubAccounts)?;
    let first = if after.is_some() { tree.address(&[], None) } else { String::new() };
    let top = match after {
        Some(key) => branches::after(tx, tree.top, key)?,
        None => branches::of(tx, vec![tree.top])?,
    };
    let below = branches::of(tx, tree.open.iter().copied().filter(|id| *id != tree.top).collect())?;
    let mut rows = Vec::new();
    tree.lay_out(&mut rows, tree.top, top, &mut by_parent(below), chain.account.depth, tx.now());
    Ok(TreePage {
        shell: Shell::console(tx, "/console/accounts", &t!("accounts-tree-title", name = head.name)),
        head,
        rows,
        first,
    })
}

fn more(tx: &mut ReadTx<'_, InPartner>, tree: &Tree, branch: Uuid, key: (String, Uuid)) -> AppResult<MoreRows> {
    let top = chain::find(tx, AccountId(tree.top))?;
    let further = branches::after(tx, branch, key)?;
    let mut rows = Vec::new();
    tree.lay_out(&mut rows, branch, further, &mut BTreeMap::new(), top.account.depth, tx.now());
    Ok(MoreRows { rows })
}

fn by_parent(nodes: Vec<Node>) -> BTreeMap<Uuid, Vec<Node>> {
    let mut map: BTreeMap<Uuid, Vec<Node>> = BTreeMap::new();
    for node in nodes {
        map.entry(node.parent_id).or_default().push(node);
    }
    map
}

/// What the address says: whose tree, and which branches are open.
struct Tree {
    top: Uuid,
    open: Vec<Uuid>,
}

impl Tree {
    fn address(&self, open: &[Uuid], last: Option<(&str, &str)>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for id in open {
            query.append_pair("open", &id.to_string());
        }
        let query = query.finish();
        let last = last.map(|(key, value)| format!("{key}={value}")).unwrap_or_default();
        address(&format!("/console/accounts/{}/sub-accounts", self.top), &joined(&[&query, &last]))
    }

    /// The same page with a branch opened or closed.
    fn toggled(&self, branch: Uuid) -> String {
        let mut open = self.open.clone();
        if open.contains(&branch) {
            open.retain(|id| *id != branch);
        } else {
            open.push(branch);
        }
        self.address(&open, None)
    }

    /// Rows of one branch and of the open ones below it, each taken from `below`.
    fn lay_out(
        &self,
        rows: &mut Vec<Row>,
        branch: Uuid,
        mut nodes: Vec<Node>,
        below: &mut BTreeMap<Uuid, Vec<Node>>,
        top_depth: i16,
        now: DateTime<Utc>,
    ) {
        let more = nodes.len() > BRANCH_ROWS as usize;
        nodes.truncate(BRANCH_ROWS as usize);
        let last = nodes.last().map(|node| (node.depth, seal(&(node.name_key.as_str(), node.id))));
        for node in nodes {
            let id = node.id;
            let open = self.open.contains(&id) && node.sub_accounts > 0;
            rows.push(Row::Account(Box::new(self.account(node, open, top_depth, now))));
            if let (true, Some(children)) = (open, below.remove(&id)) {
                self.lay_out(rows, id, children, below, top_depth, now);
            }
        }
        if let (true, Some((depth, key))) = (more, last) {
            rows.push(Row::More {
                depth: depth - top_depth,
                href: format!("/console/accounts/{branch}/sub-accounts?after={key}"),
                load: self.address(&self.open, Some(("of", &format!("{branch}&after={key}")))),
                words: t!("accounts-tree-more", n = BRANCH_ROWS),
            });
        }
    }

    fn account(&self, node: Node, open: bool, top_depth: i16, now: DateTime<Utc>) -> Account {
        let (kind, state) = node.state(now);
        let counted = |count: i64| if count == 0 { "–".to_owned() } else { figure(count) };
        Account {
            depth: node.depth - top_depth,
            id: node.id.to_string(),
            href: format!("/console/accounts/{}", node.id),
            toggle: self.toggled(node.id),
            open,
            expandable: node.sub_accounts > 0,
            kind,
            state,
            sub_accounts: counted(node.sub_accounts),
            people: counted(node.people),
            name: node.name,
            api_id: node.api_id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_opens_and_closes_branches() {
        let [top, a, b] = [1, 2, 3].map(Uuid::from_u128);
        let tree = Tree { top, open: vec![a] };
        assert!(tree.toggled(b).ends_with(&format!("?open={a}&open={b}")));
        assert!(tree.toggled(a).ends_with("/sub-accounts"));
        let many: Vec<String> = (0..60u128).map(|n| Uuid::from_u128(n).to_string()).collect();
        assert_eq!(opened(&many).len(), OPEN_MAX);
        assert_eq!(opened(&[a.to_string(), a.to_string(), "nonsense".to_owned()]), [a]);
    }
}
