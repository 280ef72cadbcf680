//! The self-check: which rule keeps a frame from opening on a page, and a real frame, on a page of the console.

use super::console::PATH;
use crate::access::Access;
use crate::access::rights::{EditEmbedding, Right, ViewEmbedding};
use crate::db::{InPartner, ReadTx};
use crate::embedding::actions::{self, By, Guest, Minting, Place};
use crate::embedding::model::{Options, View, origin};
use crate::embedding::{origins, queries};
use crate::error::{AppError, AppResult};
use crate::ids::AccountId;
use crate::web::api::call::account_named;
use crate::web::forms::{Asked, Posted};
use crate::web::guard;
use crate::web::origin as own_origin;
use crate::web::page::Page;
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::http::header::CONTENT_SECURITY_POLICY;
use actix_web::{HttpRequest, Responder, web};
use askama::Template;
use serde::Deserialize;
use url::Url;

#[derive(Template)]
#[template(path = "embedding/console/check.html")]
struct CheckPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 2],
    asked: Form,
    rules: Vec<Rule>,
    /// The account is there and open, and this person may open a frame in it.
    may_open: bool,
    /// Opens a frame on this page; empty: none was asked for.
    token: String,
}

/// A rule, and whether it holds.
struct Rule {
    holds: bool,
    words: String,
    /// Where it is mended.
    mend: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::embedding) struct Form {
    page: String,
    account: String,
}

pub(in crate::embedding) async fn ask(
    access: Access<ViewEmbedding, InPartner>,
    asked: Asked<Form>,
) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(move |tx| page(tx, asked.0, String::new())).await?))
}

pub(in crate::embedding) async fn run(
    access: Access<EditEmbedding, InPartner>,
    posted: Posted<Form>,
    request: HttpRequest,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let (form, own) = (posted.form, own_origin::own(&request, &app));
    let page = access.write(move |tx| {
        let account = account_named(tx, form.account.trim())?;
        let guest = Guest { place: Place::Known(account.to_string()), user: None, hash: None };
        let whom = actions::admit(tx, &guest)?;
        let minting = Minting {
            by: By::Staff,
            view: View::Orbit,
            options: Options::default(),
            origin: Some(own),
            lasts_min: Some(30),
        };
        let made = actions::mint(tx, whom, &minting)?;
        page(tx, form, made.token.expose().to_owned())
    });
    // The one page of ours that has a frame, of ours.
    let framing = format!("{}; frame-src 'self'", guard::POLICY);
    Ok(Page::new(page.await?).customize().insert_header((CONTENT_SECURITY_POLICY, framing)))
}

fn page(tx: &mut ReadTx<'_, InPartner>, asked: Form, token: String) -> AppResult<CheckPage> {
    let asks = !asked.page.trim().is_empty() || !asked.account.trim().is_empty();
    let (mut rules, mut open) = (Vec::new(), false);
    if asks {
        let account = match account_named(tx, asked.account.trim()) {
            Ok(account) => Some(account),
            Err(AppError::NotFound) => None,
            Err(other) => return Err(other),
        };
        open = judged(tx, &asked, account, &mut rules)?;
    }
    Ok(CheckPage {
        shell: Shell::console(tx, PATH, t!("embedding-check")),
        crumbs: [(t!("embedding-title"), PATH), (t!("embedding-check"), "")],
        may_open: open && EditEmbedding::held(tx.facts()),
        asked,
        rules,
        token,
    })
}

impl Rule {
    fn holds(words: impl Into<String>) -> Rule {
        Rule { holds: true, words: words.into(), mend: String::new() }
    }

    /// `mend`: where it is mended; empty: elsewhere.
    fn fails(words: impl Into<String>, mend: &str) -> Rule {
        Rule { holds: false, words: words.into(), mend: mend.to_owned() }
    }
}

/// Adds each rule with whether it holds, in the order in which a browser meets them; says whether the account is open.
fn judged(
    tx: &mut ReadTx<'_, InPartner>,
    asked: &Form,
    account: Option<AccountId>,
    rules: &mut Vec<Rule>,
) -> AppResult<bool> {
    let page = Url::parse(asked.page.trim()).ok().map(|url| url.origin().ascii_serialization());
    let exact = page.as_deref().map(origin).transpose();
    rules.push(match &exact {
        Ok(Some(one)) => Rule::holds(t!("embedding-check-origin", one = one)),
        Ok(None) => Rule::fails(t!("embedding-check-unreadable"), ""),
        Err(why) => Rule::fails(t!("embedding-check-no-origin", why = why), ""),
    });
    let Some(account) = account else {
        let why = t!("embedding-check-no-account");
        rules.push(Rule::fails(why, "/console/accounts"));
        return Ok(false);
    };
    let home = format!("/console/accounts/{account}");
    let stopped = queries::is_closed(tx, account)?;
    rules.push(match stopped {
        false => Rule::holds(t!("embedding-check-account-open")),
        true => Rule::fails(t!("embedding-check-account-closed"), &home),
    });
    let known = origins::of_account(tx, account)?;
    let (list, whose, name) = match known.own {
        Some(own) => (own, "own", String::new()),
        None => match known.above {
            (list, Some((_, name))) => (list, "above", name),
            (list, None) => (list, "all", String::new()),
        },
    };
    if let Ok(Some(page)) = exact {
        rules.push(match list.as_slice() {
            [] => Rule::fails(t!("embedding-check-list-empty", page = page, whose = whose, name = name), PATH),
            some if some.contains(&page) => {
                Rule::holds(t!("embedding-check-listed", page = page, whose = whose, name = name))
            }
            _ => Rule::fails(
                t!("embedding-check-not-listed", page = page, whose = whose, name = name),
                &format!("{home}/embedding"),
            ),
        });
    }
    rules.push(match queries::can_get_tokens(tx)? {
        true => Rule::holds(t!("embedding-check-tokens")),
        false => Rule::fails(t!("embedding-check-no-tokens"), PATH),
    });
    // As with the pages that show frames: https, or this machine.
    rules.push(match origin(&tx.address()) {
        Ok(_) => Rule::holds(t!("embedding-check-https")),
        Err(_) => Rule::fails(t!("embedding-check-clear"), ""),
    });
    Ok(!stopped)
}
