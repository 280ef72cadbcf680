//! What each account may use by default, and the most that one may be given (M3).

use super::{at_limits, kind_of};
use crate::access::Access;
use crate::access::rights::{EditSettings, Right, ViewSettings};
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::limits::model::{AtLimit, Base, Kind, Then, at_limit_words};
use crate::limits::{actions, queries};
use crate::web::forms::{Asked, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::paging::{From, PageQuery, address, seal};
use crate::web::shell::Shell;
use crate::web::times::figure;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

const PATH: &str = "/console/settings/limits";
/// Accounts listed on a page.
const LISTED: i64 = 50;

#[derive(Template)]
#[template(path = "limits/defaults.html")]
struct DefaultsPage {
    shell: Shell,
    rows: Vec<DefaultRow>,
    may_edit: bool,
}

struct DefaultRow {
    title: String,
    href: String,
    value: String,
    cap: String,
    then: &'static str,
    differing: String,
}

#[derive(Template)]
#[template(path = "limits/default.html")]
struct DefaultPage {
    shell: Shell,
    title: String,
    hint: String,
    action: String,
    may_edit: bool,
    held: bool,
    at_limits: [(&'static str, &'static str); 2],
    /// The cap is the default itself (M3).
    cap_is_default: bool,
    said: (String, String),
    seen: String,
    form: DefaultForm,
    /// Name, API ID, address, figures.
    over: Listed,
    /// Name, API ID, address, what was set.
    differing: Listed,
    errors: FieldErrors,
}

/// A page of a list, with the ways to its beginning and on; empty: there is none.
struct Listed {
    rows: Vec<(String, String, String, String)>,
    first: String,
    next: String,
}

/// Where each list of the page begins: after a row, as an address carries it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Places {
    over: String,
    differing: String,
}

impl Places {
    /// The page with these places, at one of its lists.
    fn href(&self, kind: Kind, list: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, place) in [("over", &self.over), ("differing", &self.differing)] {
            if !place.is_empty() {
                query.append_pair(name, place);
            }
        }
        format!("{}#{list}", address(&format!("{PATH}/{}", kind.key()), &query.finish()))
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DefaultForm {
    value: String,
    cap: String,
    at_limit: String,
    seen: String,
}

impl DefaultForm {
    fn filled(base: &Base) -> DefaultForm {
        let text = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
        DefaultForm {
            value: text(base.value),
            cap: text(base.cap),
            at_limit: base.at_limit.unwrap_or(AtLimit::Hold).key().to_owned(),
            seen: base.packed(),
        }
    }

    fn parse(&self, kind: Kind) -> AppResult<Base> {
        let mut errors = FieldErrors::default();
        let mut typed = |field: &str, text: &str| match text.trim() {
            "" => Some(None),
            text => errors.take(field, kind.parse(text)).map(Some),
        };
        let (value, cap) = (typed("value", &self.value), typed("cap", &self.cap));
        let (Some(value), Some(cap)) = (value, cap) else { return Err(AppError::Invalid(errors)) };
        let cap = if kind == Kind::AtOnce { value } else { cap };
        match (value, cap) {
            (None, Some(_)) => errors.add("value", t!("limits-cap-without-default")),
            (Some(value), Some(cap)) if value > cap => {
                errors.add("cap", t!("limits-cap-below-default", count = kind.counted(value)));
            }
            _ => {}
        }
        errors.into_result()?;
        let at_limit = AtLimit::read(&self.at_limit).filter(|_| kind.then() == Then::Held && value.is_some());
        Ok(Base { value, cap, at_limit })
    }
}

pub(crate) async fn index(access: Access<ViewSettings, InPartner>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        let (defaults, differing) = (queries::defaults(tx)?, queries::differing(tx)?);
        let row = |kind: Kind| {
            let base = defaults.get(&kind).copied().unwrap_or_default();
            DefaultRow {
                title: kind.words(),
                href: format!("{PATH}/{}", kind.key()),
                value: base.value.map_or_else(|| t!("limits-no-limit").to_owned(), |value| kind.counted(value)),
                cap: base.cap.map_or_else(|| t!("limits-no-cap").to_owned(), |cap| kind.counted(cap)),
                then: at_limit_words(kind, base.at_limit),
                differing: figure(differing.get(&kind).copied().unwrap_or(0)),
            }
        };
        Ok(DefaultsPage {
            shell: Shell::console(tx, "/console/settings", t!("limits-title")),
            rows: Kind::ALL.into_iter().map(row).collect(),
            may_edit: EditSettings::held(tx.facts()),
        })
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn ask(
    access: Access<ViewSettings, InPartner>,
    path: web::Path<String>,
    places: Asked<Places>,
) -> AppResult<impl Responder> {
    let (kind, places) = (kind_of(&path)?, places.0);
    let page = access.read(move |tx| {
        let base = queries::default_of(tx, kind)?.unwrap_or_default();
        page(tx, kind, DefaultForm::filled(&base), &places, FieldErrors::default())
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn set(
    access: Access<EditSettings, InPartner>,
    posted: Posted<DefaultForm>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let kind = kind_of(&path)?;
    let form = posted.form;
    let done = match form.parse(kind) {
        Ok(new) => {
            let seen = form.seen.clone();
            access
                .write(move |tx| {
                    actions::set_default(tx, kind, new, &seen)?;
                    Ok(!queries::over(tx, kind, None, 1)?.is_empty())
                })
                .await
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(false) => Ok(Either::Left(Redirect::to(PATH).saying(t!("limits-default-saved")))),
        Ok(true) => {
            Ok(Either::Left(Redirect::to(format!("{PATH}/{}", kind.key())).warning(t!("limits-default-saved-over"))))
        }
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, kind, form, &Places::default(), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    kind: Kind,
    form: DefaultForm,
    places: &Places,
    errors: FieldErrors,
) -> AppResult<DefaultPage> {
    let saved = queries::default_of(tx, kind)?.unwrap_or_default();
    let shell = Shell::console(tx, "/console/settings", &kind.words());
    Ok(DefaultPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        title: kind.words(),
        hint: kind.hint(),
        action: format!("{PATH}/{}", kind.key()),
        may_edit: EditSettings::held(tx.facts()),
        held: kind.then() == Then::Held,
        at_limits: at_limits(),
        cap_is_default: kind == Kind::AtOnce,
        said: saved.words(kind),
        seen: saved.packed(),
        form,
        over: over(tx, kind, places)?,
        differing: differing(tx, kind, places)?,
        errors,
    })
}

fn limits_of(id: Uuid) -> String {
    format!("/console/accounts/{id}/limits")
}

/// A key that cannot be read begins at the beginning, as in all lists.
fn after<K: DeserializeOwned>(place: &str) -> Option<K> {
    match (PageQuery { after: place.to_owned(), ..PageQuery::default() }).from() {
        From::After(key) => Some(key),
        _ => None,
    }
}

fn over(tx: &mut ReadTx<'_, InPartner>, kind: Kind, places: &Places) -> AppResult<Listed> {
    let mut found = queries::over(tx, kind, after(&places.over), LISTED + 1)?;
    let more = found.len() as i64 > LISTED;
    found.truncate(LISTED as usize);
    let at = |over: String| Places { over, ..places.clone() }.href(kind, "over");
    Ok(Listed {
        first: if places.over.is_empty() { String::new() } else { at(String::new()) },
        next: found.last().filter(|_| more).map(|last| at(seal(&last.place()))).unwrap_or_default(),
        rows: found
            .into_iter()
            .map(|o| {
                (o.name, o.api_id, limits_of(o.id), t!("limits-used", used = o.used, value = kind.counted(o.value)))
            })
            .collect(),
    })
}

fn differing(tx: &mut ReadTx<'_, InPartner>, kind: Kind, places: &Places) -> AppResult<Listed> {
    let mut found = queries::with_own(tx, kind, after(&places.differing), LISTED + 1)?;
    let more = found.len() as i64 > LISTED;
    found.truncate(LISTED as usize);
    let at = |differing: String| Places { differing, ..places.clone() }.href(kind, "differing");
    let said = |tree: bool, value: Option<i64>| {
        let value = value.map_or_else(|| t!("limits-no-limit").to_owned(), |value| kind.counted(value));
        if tree { t!("limits-differs-tree", limit = value) } else { value }
    };
    Ok(Listed {
        first: if places.differing.is_empty() { String::new() } else { at(String::new()) },
        next: found.last().filter(|_| more).map(|last| at(seal(&last.place()))).unwrap_or_default(),
        rows: found.into_iter().map(|d| (d.name, d.api_id, limits_of(d.id), said(d.tree, d.value))).collect(),
    })
}
