//! Credentials of one account: its administrators make and revoke them in their own view, the partner's staff sees and revokes
//! them in the console. One handler serves both where both may do it.

use super::{Form, Row, TokenRow};
use crate::access::rights::{AdministerAccount, ManageApiCredentials, Mutating, Right, ViewApiCredentials};
use crate::access::{Access, confirmed_lately};
use crate::accounts::stand::{self, Frame, Section, account_of, named};
use crate::api_credentials::actions;
use crate::api_credentials::model::{LIVE_MAX, Owner};
use crate::api_credentials::queries;
use crate::db::{InAccount, InPartner, ReadTx};
use crate::error::{AppResult, FieldErrors};
use crate::ids::AccountId;
use crate::web::forms::{Asked, Nothing, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use actix_web::{Either, Responder, web};
use askama::Template;
use uuid::Uuid;

/// Where the pages stand.
pub(crate) trait Stand: stand::Stand {
    /// Sees an account's credentials and their tokens.
    type See: Right<In = Self>;
    /// Revokes them.
    type Revoke: Mutating<In = Self>;
    /// They are made here as well.
    const MAKES: bool;
}

impl Stand for InPartner {
    type See = ViewApiCredentials;
    type Revoke = ManageApiCredentials;
    const MAKES: bool = false;
}

impl Stand for InAccount {
    type See = AdministerAccount;
    type Revoke = AdministerAccount;
    const MAKES: bool = true;
}

type Path = web::Path<String>;
/// Account and what else a path names.
type Ids = web::Path<(String, String)>;

#[derive(Template)]
#[template(path = "api_credentials/of_account.html")]
struct IndexPage {
    shell: Shell,
    frame: Frame,
    address: String,
    may_make: bool,
    may_revoke: bool,
    /// There may be no more of them.
    full: bool,
    credentials: Vec<Row>,
    tokens: Vec<TokenRow>,
    previous: String,
    next: String,
}

pub(crate) async fn index<P: Stand>(
    access: Access<P::See, P>,
    path: Path,
    paging: Asked<PageQuery>,
) -> AppResult<impl Responder> {
    let (account, paging) = (account_of(&path)?, paging.0);
    Ok(Page::new(access.read(move |tx| page::<P>(tx, account, &paging)).await?))
}

fn page<P: Stand>(tx: &mut ReadTx<'_, P>, account: AccountId, paging: &PageQuery) -> AppResult<IndexPage> {
    let (shell, frame) = P::frame(tx, account, Section::Api, &Section::Api.words())?;
    let (owner, now) = (Owner::Account(account), tx.now());
    let credentials = queries::list(tx, owner)?;
    let resting = queries::resting(tx, owner)?;
    let tokens = queries::tokens(tx, owner, &paging.from(), paging.rows())?;
    let way = |part: &str| match part {
        "" => String::new(),
        part => format!("{}?{}#tokens", frame.here, paging.onward(part)),
    };
    let full = credentials.iter().filter(|one| one.revoked_at.is_none()).count() as i64 >= LIVE_MAX;
    Ok(IndexPage {
        shell,
        address: tx.address(),
        may_make: P::MAKES && !full,
        may_revoke: P::Revoke::held(tx.facts()),
        full,
        credentials: credentials
            .into_iter()
            .map(|one| {
                let rests = resting.contains(&one.id);
                Row::of(one, rests, now, frame.zone)
            })
            .collect(),
        previous: way(&tokens.previous),
        next: way(&tokens.next),
        tokens: tokens.rows.into_iter().map(|live| TokenRow::of(live, now, frame.zone)).collect(),
        frame,
    })
}

#[derive(Template)]
#[template(path = "api_credentials/new_of_account.html")]
struct NewPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    here: String,
    name: String,
    form: Form,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "api_credentials/made_of_account.html")]
struct MadePage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    here: String,
    client_id: String,
    secret: String,
    address: String,
}

fn form(tx: &mut ReadTx<'_, InAccount>, form: Form, errors: FieldErrors) -> AppResult<NewPage> {
    let account = tx.account_id();
    let (shell, frame) = <InAccount as stand::Stand>::frame(tx, account, Section::Api, t!("api-credentials-new"))?;
    Ok(NewPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: frame.way(&[(t!("api-credentials-new-short"), "")]),
        here: frame.here,
        name: frame.name,
        form,
        errors,
    })
}

pub(crate) async fn new(access: Access<AdministerAccount, InAccount>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        confirmed_lately(tx)?;
        form(tx, Form::default(), FieldErrors::default())
    });
    page.await.map(Page::new)
}

pub(crate) async fn create(
    access: Access<AdministerAccount, InAccount>,
    posted: Posted<Form>,
) -> AppResult<impl Responder> {
    let typed = posted.form;
    let made = match typed.parse() {
        Ok(description) => {
            access
                .write(move |tx| {
                    confirmed_lately(tx)?;
                    let account = tx.account_id();
                    let (_, fresh) = actions::create(tx, Owner::Account(account), &description)?;
                    let (shell, frame) =
                        <InAccount as stand::Stand>::frame(tx, account, Section::Api, t!("api-credentials-the-new"))?;
                    Ok(MadePage {
                        shell,
                        crumbs: frame.way(&[(t!("api-credentials-new-short"), "")]),
                        here: frame.here,
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
            let page = access.read(move |tx| form(tx, typed, errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

#[derive(Template)]
#[template(path = "api_credentials/revoke.html")]
struct RevokePage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    title: String,
    action: String,
    back: String,
}

pub(crate) async fn ask<P: Stand>(access: Access<P::Revoke, P>, path: Ids) -> AppResult<impl Responder> {
    let (account, id): (AccountId, Uuid) = named(&path)?;
    let page = access.read(move |tx| {
        let credential = queries::find(tx, Owner::Account(account), id)?;
        let title = t!("api-credentials-revoke-ask", name = credential.description);
        let (shell, frame) = P::frame(tx, account, Section::Api, &title)?;
        let crumbs = frame.way(&[(t!("api-credentials-revoke"), "")]);
        Ok(RevokePage { shell, crumbs, title, action: format!("{}/{id}/revocation", frame.here), back: frame.here })
    });
    page.await.map(Page::new)
}

fn list_of<P: Stand>(account: AccountId) -> String {
    format!("{}/api", P::home(account))
}

pub(crate) async fn revoke<P: Stand>(
    access: Access<P::Revoke, P>,
    _: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, id): (AccountId, Uuid) = named(&path)?;
    let description = access.write(move |tx| actions::revoke(tx, Owner::Account(account), id)).await?;
    Ok(Redirect::to(list_of::<P>(account)).saying(t!("api-credentials-revoked-said", name = description)))
}

pub(crate) async fn end<P: Stand>(
    access: Access<P::Revoke, P>,
    _: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    let (account, token): (AccountId, Uuid) = named(&path)?;
    access.write(move |tx| actions::end(tx, Owner::Account(account), token)).await?;
    Ok(Redirect::to(list_of::<P>(account)).saying(t!("api-credentials-token-revoked-account")))
}
