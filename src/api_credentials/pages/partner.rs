//! The partner's API credentials: making one, whose secret is shown once, revoking it, and the tokens that are good.

use super::{Form, Row, TokenRow};
use crate::access::rights::{ManageApiCredentials, Right, ViewApiCredentials};
use crate::access::{Access, confirmed_lately};
use crate::api_credentials::actions;
use crate::api_credentials::model::{LIVE_MAX, Owner};
use crate::api_credentials::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::{AppResult, FieldErrors};
use crate::web::forms::{Asked, Nothing, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::zone;
use actix_web::{Either, Responder, web};
use askama::Template;
use uuid::Uuid;

const PATH: &str = "/console/settings/api";
const SETTINGS: &str = "/console/settings";

#[derive(Template)]
#[template(path = "api_credentials/index.html")]
struct IndexPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 2],
    address: String,
    may_manage: bool,
    /// There may be no more of them.
    full: bool,
    credentials: Vec<Row>,
    tokens: Vec<TokenRow>,
    previous: String,
    next: String,
}

pub(crate) async fn index(
    access: Access<ViewApiCredentials, InPartner>,
    paging: Asked<PageQuery>,
) -> AppResult<impl Responder> {
    let paging = paging.0;
    let page = access.read(move |tx| {
        let (now, tz) = (tx.now(), zone(&crate::audit::filter::zone_of(tx)));
        let credentials = queries::list(tx, Owner::Partner)?;
        let tokens = queries::tokens(tx, Owner::Partner, &paging.from(), paging.rows())?;
        let way =
            |part: &str| if part.is_empty() { String::new() } else { format!("{PATH}?{}#tokens", paging.onward(part)) };
        let live = credentials.iter().filter(|one| one.revoked_at.is_none()).count() as i64;
        Ok(IndexPage {
            shell: Shell::console(tx, SETTINGS, "API"),
            crumbs: [(t!("settings-title"), SETTINGS), (t!("settings-api"), "")],
            address: tx.address(),
            may_manage: ManageApiCredentials::held(tx.facts()),
            full: live >= LIVE_MAX,
            credentials: credentials.into_iter().map(|one| Row::of(one, false, now, tz)).collect(),
            previous: way(&tokens.previous),
            next: way(&tokens.next),
            tokens: tokens.rows.into_iter().map(|live| TokenRow::of(live, now, tz)).collect(),
        })
    });
    page.await.map(Page::new)
}

#[derive(Template)]
#[template(path = "api_credentials/new.html")]
struct NewPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 3],
    form: Form,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "api_credentials/made.html")]
struct MadePage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 3],
    client_id: String,
    secret: String,
    address: String,
}

fn form(tx: &ReadTx<'_, InPartner>, form: Form, errors: FieldErrors) -> NewPage {
    let shell = Shell::console(tx, SETTINGS, t!("api-credentials-new"));
    NewPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: [(t!("settings-title"), SETTINGS), (t!("settings-api"), PATH), (t!("api-credentials-new-short"), "")],
        form,
        errors,
    }
}

pub(crate) async fn new(access: Access<ManageApiCredentials, InPartner>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        confirmed_lately(tx)?;
        Ok(form(tx, Form::default(), FieldErrors::default()))
    });
    page.await.map(Page::new)
}

pub(crate) async fn create(
    access: Access<ManageApiCredentials, InPartner>,
    posted: Posted<Form>,
) -> AppResult<impl Responder> {
    let typed = posted.form;
    let made = match typed.parse() {
        Ok(description) => {
            access
                .write(move |tx| {
                    confirmed_lately(tx)?;
                    let (_, fresh) = actions::create(tx, Owner::Partner, &description)?;
                    Ok(MadePage {
                        shell: Shell::console(tx, SETTINGS, t!("api-credentials-the-new")),
                        crumbs: [
                            (t!("settings-title"), SETTINGS),
                            (t!("settings-api"), PATH),
                            (t!("api-credentials-new-short"), ""),
                        ],
                        client_id: fresh.client_id,
                        secret: fresh.secret,
                        address: tx.address(),
                    })
                })
                .await
        }
        Err(error) => Err(error),
    };
    match made {
        Ok(page) => Ok(Either::Left(Page::new(page))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| Ok(form(tx, typed, errors))).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

#[derive(Template)]
#[template(path = "api_credentials/revoke.html")]
struct RevokePage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 3],
    title: String,
    action: String,
    back: &'static str,
}

pub(crate) async fn ask(
    access: Access<ManageApiCredentials, InPartner>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id: Uuid = crate::ids::known(&path)?;
    let page = access.read(move |tx| {
        let credential = queries::find(tx, Owner::Partner, id)?;
        let title = t!("api-credentials-revoke-ask", name = credential.description);
        Ok(RevokePage {
            shell: Shell::console(tx, SETTINGS, &title),
            crumbs: [(t!("settings-title"), SETTINGS), (t!("settings-api"), PATH), (t!("api-credentials-revoke"), "")],
            title,
            action: format!("{PATH}/{id}/revocation"),
            back: PATH,
        })
    });
    page.await.map(Page::new)
}

pub(crate) async fn revoke(
    access: Access<ManageApiCredentials, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id: Uuid = crate::ids::known(&path)?;
    let description = access.write(move |tx| actions::revoke(tx, Owner::Partner, id)).await?;
    Ok(Redirect::to(PATH).saying(t!("api-credentials-revoked-said", name = description)))
}

pub(crate) async fn end(
    access: Access<ManageApiCredentials, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id: Uuid = crate::ids::known(&path)?;
    access.write(move |tx| actions::end(tx, Owner::Partner, id)).await?;
    Ok(Redirect::to(PATH).saying(t!("api-credentials-token-revoked")))
}
