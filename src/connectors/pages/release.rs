//! One release: its methods by category, and for a draft what is still missing. What an import made is looked at here
//! before it is made live.

use super::{PATH, authentication_words, crumbs, release_address, release_of};
use crate::access::Access;
use crate::access::rights::{EditConnectors, ManageConnectors, Right, ViewConnectors};
use crate::connectors::model::{Authentication, Definition, KeyPlace, Method};
use crate::connectors::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::people::model::fold;
use crate::web::forms::Asked;
use crate::web::page::{Hx, Page};
use crate::web::paging::{From, PageOf, PageQuery};
use crate::web::releases::release_badge;
use crate::web::shell::Shell;
use crate::web::times::{When, figure, zone};
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "connectors/release.html")]
struct ReleasePage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    title: String,
    badge: &'static str,
    state: &'static str,
    href: String,
    draft: bool,
    base_url: String,
    description: String,
    authentication: &'static str,
    details: Vec<(&'static str, String)>,
    parameters: String,
    notes: String,
    made: When,
    made_by: String,
    /// What keeps a draft from becoming live.
    open: String,
    /// Operations that the import took over, and left out, and notes; none for what was not imported.
    imported: Option<[String; 3]>,
    may_edit: bool,
    may_manage: bool,
    /// Compared with which release; empty for none.
    compared: String,
    list: List,
}

#[derive(Template)]
#[template(path = "connectors/release.html", block = "table")]
struct MethodsTable {
    list: List,
}

struct List {
    href: String,
    filter: Filter,
    categories: Vec<(String, String)>,
    rows: Vec<Row>,
    previous: String,
    next: String,
    total: String,
    none: bool,
    draft: bool,
}

struct Row {
    /// The category where it differs from the row before.
    category: String,
    href: String,
    name: String,
    key: String,
    call: String,
    deprecated: bool,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    q: String,
    category: String,
}

impl Filter {
    fn is_set(&self) -> bool {
        !(self.q.trim().is_empty() && self.category.is_empty())
    }
}

/// What methods without a category are under, in addresses.
const NO_CATEGORY: &str = "Other";

pub(crate) async fn show(
    access: Access<ViewConnectors, InPartner>,
    path: web::Path<(String, String)>,
    filter: Asked<Filter>,
    paging: Asked<PageQuery>,
    hx: Hx,
) -> AppResult<impl Responder> {
    let (id, number) = release_of(&path.0, &path.1)?;
    let (filter, paging) = (filter.0, paging.0);
    Ok(match hx {
        Hx::Page => Either::Left(Page::new(access.read(move |tx| page(tx, id, number, filter, &paging)).await?)),
        Hx::Fragment => Either::Right(Page::new(
            access
                .read(move |tx| {
                    let draft = queries::release(tx, id, number)?.is_draft();
                    let outline = queries::outline(tx, id, number)?;
                    Ok(MethodsTable { list: list(&outline, release_address(id, number), filter, &paging, draft) })
                })
                .await?,
        )),
    })
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    id: Uuid,
    number: i32,
    filter: Filter,
    paging: &PageQuery,
) -> AppResult<ReleasePage> {
    let connector = queries::find(tx, id)?;
    let release = queries::release(tx, id, number)?;
    let outline = queries::outline(tx, id, number)?;
    let compared = queries::compared_with(tx, &connector, &release)?;
    let totals = queries::report_totals(tx, id, number)?;
    let (badge, state) = release_badge(&release.state);
    let title = t!("connectors-release-title", number = number, name = connector.name);
    let zone = zone(tx.facts().timezone.as_deref().unwrap_or("UTC"));
    let draft = release.is_draft();
    Ok(ReleasePage {
        shell: Shell::console(tx, PATH, &title),
        crumbs: crumbs(&connector, Some(number), ""),
        title,
        badge,
        state,
        compared: compared.map(|other| t!("connectors-differs-from", number = other)).unwrap_or_default(),
        href: release_address(id, number),
        draft,
        authentication: authentication_words(&release.authentication),
        details: details(&outline.authentication),
        parameters: outline.parameters.iter().map(|p| p.key.as_str()).collect::<Vec<_>>().join(", "),
        notes: release.notes,
        made: When::at(release.created_at, tx.now(), zone),
        made_by: release.created_by,
        open: if draft { open(&outline) } else { String::new() },
        imported: totals.map(|t| [t.taken, t.left_out, t.notes].map(|n| figure(i64::try_from(n).unwrap_or(i64::MAX)))),
        may_edit: EditConnectors::held(tx.facts()),
        may_manage: ManageConnectors::held(tx.facts()),
        base_url: outline.base_url.clone(),
        description: outline.description.clone(),
        list: list(&outline, release_address(id, number), filter, paging, draft),
    })
}

/// What is wrong beside the methods, which are checked when they are saved.
fn open(outline: &Definition) -> String {
    let head = Definition { methods: Vec::new(), ..outline.clone() };
    let mut open: Vec<String> = head.check().into_iter().map(|complaint| complaint.words).collect();
    if outline.methods.is_empty() {
        open.push(t!("connectors-needs-method").to_owned());
    }
    open.join(" ")
}

/// The particulars of a kind of authentication.
fn details(authentication: &Authentication) -> Vec<(&'static str, String)> {
    let scopes = |scopes: &[crate::connectors::model::Scope]| {
        scopes.iter().map(|scope| scope.name.as_str()).take(20).collect::<Vec<_>>().join(", ")
            + if scopes.len() > 20 { " ..." } else { "" }
    };
    let all = match authentication {
        Authentication::None | Authentication::Basic | Authentication::Bearer => Vec::new(),
        Authentication::ApiKey { place, name, prefix } => {
            let sent = match place {
                KeyPlace::Header => t!("connectors-sent-header", name = name),
                KeyPlace::Query => t!("connectors-sent-query", name = name),
                KeyPlace::Cookie => t!("connectors-sent-cookie", name = name),
            };
            vec![(t!("connectors-sent-as"), sent), (t!("connectors-prefix"), prefix.clone())]
        }
        Authentication::OauthCode(code) => vec![
            (t!("connectors-asks-at"), code.authorize_url.clone()),
            (t!("connectors-tokens-from"), code.token_url.clone()),
            (t!("connectors-scopes"), scopes(&code.scopes)),
        ],
        Authentication::OauthClient(client) => {
            vec![
                (t!("connectors-tokens-from"), client.token_url.clone()),
                (t!("connectors-scopes"), scopes(&client.scopes)),
            ]
        }
        Authentication::Custom { fields, headers, query } => vec![
            (t!("connectors-fields"), fields.iter().map(|field| field.key.as_str()).collect::<Vec<_>>().join(", ")),
            (
                t!("connectors-sent-in"),
                headers.iter().chain(query).map(|sent| sent.name.as_str()).collect::<Vec<_>>().join(", "),
            ),
        ],
    };
    all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

fn category_of(method: &Method) -> &str {
    if method.category.is_empty() { NO_CATEGORY } else { &method.category }
}

fn category_words(category: &str) -> &str {
    if category == NO_CATEGORY { t!("connectors-no-category") } else { category }
}

/// One page of methods, grouped by category: by the categories' first appearance, and within one as they are.
fn list(outline: &Definition, href: String, filter: Filter, paging: &PageQuery, draft: bool) -> List {
    let mut categories: Vec<(&str, usize)> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for method in &outline.methods {
        let category = category_of(method);
        let at = *known.entry(category).or_insert_with(|| {
            categories.push((category, 0));
            categories.len() - 1
        });
        categories[at].1 += 1;
    }
    let wanted = fold(&filter.q);
    let fits = |method: &Method| {
        (filter.category.is_empty() || category_of(method) == filter.category)
            && (wanted.is_empty()
                || [&method.name, &method.key, &method.path].iter().any(|text| fold(text).contains(&wanted)))
    };
    let mut found: Vec<(usize, usize, &Method)> = outline
        .methods
        .iter()
        .enumerate()
        .filter(|(_, method)| fits(method))
        .map(|(at, method)| (known.get(category_of(method)).copied().unwrap_or(0), at, method))
        .collect();
    found.sort_by_key(|(category, at, _)| (*category, *at));
    let total = t!("connectors-method-count", n = found.len());
    let page = cut(&found, &paging.from(), paging.rows());
    let onward =
        |part: &str| if part.is_empty() { String::new() } else { onward(&href, &filter, &paging.onward(part)) };
    let mut before = "";
    let rows = page.rows.iter().map(|(_, _, method)| {
        let category = category_of(method);
        let head = if category == before { String::new() } else { category_words(category).to_owned() };
        before = category;
        Row {
            category: head,
            href: format!("{href}/methods/{}", method.key),
            name: method.name.clone(),
            key: method.key.clone(),
            call: format!("{} {}", super::method::verb_words(method.verb), method.path),
            deprecated: method.deprecated,
        }
    });
    let rows = rows.collect();
    let all = std::iter::once((String::new(), t!("connectors-all-categories").to_owned()));
    let choices = categories
        .iter()
        .map(|(category, count)| ((*category).to_owned(), format!("{} ({count})", category_words(category))));
    List {
        categories: all.chain(choices).collect(),
        previous: onward(&page.previous),
        next: onward(&page.next),
        rows,
        total,
        none: outline.methods.is_empty(),
        draft,
        filter,
        href,
    }
}

type Place = (usize, usize);

fn cut<'m>(found: &[(usize, usize, &'m Method)], from: &From<Place>, rows: i64) -> PageOf<(usize, usize, &'m Method)> {
    let take = usize::try_from(rows).unwrap_or(0) + 1;
    let place = |entry: &(usize, usize, &Method)| (entry.0, entry.1);
    let read = match from {
        From::Start => found.iter().take(take).copied().collect(),
        From::After(key) => found.iter().filter(|e| place(e) > *key).take(take).copied().collect(),
        From::Before(key) => found.iter().rev().filter(|e| place(e) < *key).take(take).copied().collect(),
    };
    PageOf::cut(read, from, rows, place)
}

fn onward(href: &str, filter: &Filter, part: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (key, value) in [("q", &filter.q), ("category", &filter.category)].into_iter().filter(|(_, v)| !v.is_empty()) {
        query.append_pair(key, value);
    }
    let query = query.finish();
    if query.is_empty() { format!("{href}?{part}") } else { format!("{href}?{query}&{part}") }
}
