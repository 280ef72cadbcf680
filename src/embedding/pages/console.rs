//! What a partner sets up to show its customers' pages in frames: which pages may, which keys sign tokens, and what is open.

use super::OriginsForm;
use crate::access::Access;
use crate::access::rights::{EditEmbedding, ManageEmbedding, Right, ViewEmbedding};
use crate::db::{InPartner, ReadTx};
use crate::embedding::{keys, model, origins, sessions};
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::known;
use crate::people::model::Version;
use crate::web::forms::{Asked, Nothing, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::paging::PageQuery;
use crate::web::shell::Shell;
use crate::web::times::{When, zone};
use actix_web::{Either, Responder, web};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

/// Where it stands.
pub(super) const PATH: &str = "/console/embedding";

#[derive(Template)]
#[template(path = "embedding/console/index.html")]
struct IndexPage {
    shell: Shell,
    /// Where frames are served.
    address: String,
    may_edit: bool,
    may_manage: bool,
    form: OriginsForm,
    conflict: Vec<(String, String, String)>,
    errors: FieldErrors,
    /// Accounts with a list of their own: address, name, origins.
    own: Vec<(String, String, String)>,
    keys: Vec<KeyRow>,
    frames: Vec<FrameRow>,
    previous: String,
    next: String,
}

struct KeyRow {
    id: Uuid,
    name: String,
    algorithm: String,
    fingerprint: String,
    added: When,
    added_by: String,
    used: Option<When>,
    good: bool,
}

struct FrameRow {
    id: Uuid,
    account: String,
    account_href: String,
    person: String,
    view: &'static str,
    origin: String,
    opened: When,
    seen: Option<When>,
    kind: &'static str,
    state: &'static str,
    open: bool,
}

impl FrameRow {
    fn of(one: sessions::Open, now: DateTime<Utc>, tz: Tz) -> FrameRow {
        let open = one.is_open(now);
        let (kind, state) = match (open, one.ended_at) {
            (true, _) => ("ok", t!("embedding-frame-open")),
            (false, Some(_)) => ("off", t!("embedding-frame-ended")),
            (false, None) => ("off", t!("embedding-frame-closed")),
        };
        FrameRow {
            id: one.id,
            account: one.account_name,
            account_href: format!("/console/accounts/{}", one.account),
            person: one.person_name,
            view: model::View::read(&one.view).map_or("", model::View::words),
            origin: one.origin.unwrap_or_default(),
            opened: When::at(one.opened_at, now, tz),
            seen: one.session.map(|(seen, ..)| When::at(seen, now, tz)),
            kind,
            state,
            open,
        }
    }
}

pub(in crate::embedding) async fn index(
    access: Access<ViewEmbedding, InPartner>,
    paging: Asked<PageQuery>,
) -> AppResult<impl Responder> {
    let paging = paging.0;
    Ok(Page::new(access.read(move |tx| page(tx, &paging, None, FieldErrors::default())).await?))
}

pub(in crate::embedding) async fn set_origins(
    access: Access<ManageEmbedding, InPartner>,
    posted: Posted<OriginsForm>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let seen = Version::of(&form.version);
    let outcome = match model::origins(&form.origins) {
        Ok(new) => access.write(move |tx| origins::set(tx, &new, seen)).await,
        Err(why) => Err(AppError::invalid("origins", why)),
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(PATH).saying(t!("embedding-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, &PageQuery::default(), Some(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

fn page(
    tx: &mut ReadTx<'_, InPartner>,
    paging: &PageQuery,
    sent: Option<OriginsForm>,
    errors: FieldErrors,
) -> AppResult<IndexPage> {
    let (now, tz) = (tx.now(), zone(&crate::audit::filter::zone_of(tx)));
    let saved = origins::of_partner(tx)?;
    let (form, conflict) = OriginsForm::shown(sent, OriginsForm::filled(&saved.origins, saved.version), &errors);
    let own = origins::accounts_with_own(tx)?
        .into_iter()
        .map(|(id, name, list)| (format!("/console/accounts/{id}/embedding"), name, list.join(", ")));
    let own = own.collect();
    let keys = keys::list(tx)?.into_iter().map(|key| KeyRow {
        id: key.id,
        name: key.name,
        algorithm: key.algorithm,
        fingerprint: key.fingerprint.chars().take(16).collect(),
        added: When::at(key.created_at, now, tz),
        added_by: key.made_by.unwrap_or_default(),
        used: key.last_used_at.map(|at| When::at(at, now, tz)),
        good: key.revoked_at.is_none(),
    });
    let keys = keys.collect();
    let found = sessions::list(tx, &paging.from(), paging.rows())?;
    let way =
        |part: &str| if part.is_empty() { String::new() } else { format!("{PATH}?{}#frames", paging.onward(part)) };
    let (previous, next) = (way(&found.previous), way(&found.next));
    let shell = Shell::console(tx, PATH, t!("embedding-title"));
    Ok(IndexPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        address: tx.address(),
        may_edit: EditEmbedding::held(tx.facts()),
        may_manage: ManageEmbedding::held(tx.facts()),
        form,
        conflict,
        errors,
        own,
        keys,
        frames: found.rows.into_iter().map(|one| FrameRow::of(one, now, tz)).collect(),
        previous,
        next,
    })
}

pub(in crate::embedding) async fn end(
    access: Access<EditEmbedding, InPartner>,
    _: Posted<Nothing>,
    path: web::Path<String>,
) -> AppResult<impl Responder> {
    let id: Uuid = known(&path)?;
    let account = access.write(move |tx| sessions::end(tx, id)).await?;
    Ok(Redirect::to(format!("{PATH}#frames")).saying(t!("embedding-frame-is-ended", account = account)))
}
