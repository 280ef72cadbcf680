//! Setting one limit of one account.

use super::{at_limits, kind_of};
use crate::access::Access;
use crate::access::rights::EditAccounts;
use crate::accounts::pages::head::{AccountHead, Tab};
use crate::accounts::stand::account_of;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::limits::actions;
use crate::limits::model::{AtLimit, Kind, Own, Set, Then};
use crate::limits::queries;
use crate::web::forms::{Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "limits/set.html")]
struct SetPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    title: String,
    hint: String,
    back: String,
    action: String,
    owns: Vec<(String, String, String)>,
    tree_hint: &'static str,
    held: bool,
    at_limits: Vec<(&'static str, &'static str)>,
    seen: String,
    form: SetForm,
    errors: FieldErrors,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SetForm {
    /// inherited, unlimited or value.
    own: String,
    value: String,
    tree: String,
    at_limit: String,
    seen: String,
}

impl SetForm {
    fn filled(set: &Set) -> SetForm {
        let (own, value) = match set.own {
            Own::Inherited => ("inherited", String::new()),
            Own::Unlimited => ("unlimited", String::new()),
            Own::Value(value) => ("value", value.to_string()),
        };
        SetForm {
            own: own.to_owned(),
            value,
            tree: set.tree.map(|value| value.to_string()).unwrap_or_default(),
            at_limit: set.at_limit.map_or("", AtLimit::key).to_owned(),
            seen: set.packed(),
        }
    }

    fn parse(&self, kind: Kind) -> AppResult<Set> {
        let mut errors = FieldErrors::default();
        let own = match self.own.as_str() {
            "inherited" => Some(Own::Inherited),
            "unlimited" => Some(Own::Unlimited),
            "value" => errors.take("value", kind.parse(&self.value)).map(Own::Value),
            _ => {
                errors.add("own", t!("limits-choose-one"));
                None
            }
        };
        let tree = match self.tree.trim() {
            "" => Some(None),
            typed => errors.take("tree", kind.parse(typed)).map(Some),
        };
        let at_limit = AtLimit::read(&self.at_limit).filter(|_| kind.then() == Then::Held);
        match (own, tree) {
            (Some(own), Some(tree)) => Ok(Set { own, tree, at_limit }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

pub(crate) async fn ask(
    access: Access<EditAccounts, InPartner>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, kind) = (account_of(&path.0)?, kind_of(&path.1)?);
    let page = access.read(move |tx| {
        let set = queries::set_for(tx, id, kind)?;
        page(tx, id, kind, SetForm::filled(&set), FieldErrors::default())
    });
    Ok(Page::new(page.await?))
}

pub(crate) async fn set(
    access: Access<EditAccounts, InPartner>,
    posted: Posted<SetForm>,
    path: web::Path<(String, String)>,
) -> AppResult<impl Responder> {
    let (id, kind) = (account_of(&path.0)?, kind_of(&path.1)?);
    let form = posted.form;
    let done = match form.parse(kind) {
        Ok(new) => {
            let seen = form.seen.clone();
            access
                .write(move |tx| {
                    actions::set(tx, id, kind, new, Some(&seen))?;
                    let levels = queries::levels(tx, id, &[kind])?;
                    Ok(levels.iter().any(|level| level.distance == 0 && level.used > level.value))
                })
                .await
        }
        Err(error) => Err(error),
    };
    let back = Redirect::to(format!("/console/accounts/{id}/limits"));
    match done {
        Ok(false) => Ok(Either::Left(back.saying(t!("limits-saved")))),
        Ok(true) => Ok(Either::Left(back.warning(t!("limits-saved-over")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, id, kind, form, errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    id: AccountId,
    kind: Kind,
    form: SetForm,
    errors: FieldErrors,
) -> AppResult<SetPage> {
    let (head, _) = AccountHead::read(tx, id, Tab::Limits)?;
    let base = queries::default_of(tx, kind)?.unwrap_or_default();
    let saved = queries::set_for(tx, id, kind)?;
    let back = format!("{}/limits", head.href);
    let mut crumbs = head.crumbs;
    if let Some((_, href)) = crumbs.last_mut() {
        head.href.clone_into(href);
    }
    crumbs.push((t!("limits-title").to_owned(), back.clone()));
    crumbs.push((kind.words(), String::new()));
    let title = t!("limits-kind-of-account", kind = kind.words(), name = head.name);
    let shell = Shell::console(tx, "/console/accounts", &title);
    let option = |value: &str, text: &str, more: String| (value.to_owned(), text.to_owned(), more);
    let by_default = base.words(kind).0;
    Ok(SetPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs,
        title,
        hint: kind.hint(),
        action: format!("{back}/{}", kind.key()),
        owns: vec![
            option("inherited", t!("limits-default-option"), t!("limits-default-now", limit = by_default)),
            option(
                "value",
                t!("limits-own-option"),
                base.cap.map(|cap| t!("limits-own-cap", count = kind.counted(cap))).unwrap_or_default(),
            ),
            option("unlimited", t!("limits-no-limit"), String::new()),
        ],
        tree_hint: if kind.adds_up() { t!("limits-tree-together") } else { t!("limits-tree-each") },
        held: kind.then() == Then::Held,
        at_limits: std::iter::once(("", t!("limits-default-option"))).chain(at_limits()).collect(),
        // What somebody else saved meanwhile is shown by now: saving again replaces it.
        seen: saved.packed(),
        back,
        form,
        errors,
    })
}
