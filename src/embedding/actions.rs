//! Making a token, and before it the account and the user where they are missing.

use super::model::{Options, View};
use super::queries;
use crate::account_users::model::name_in;
use crate::account_users::vouch;
use crate::accounts::actions::create;
use crate::accounts::model::DetailsText;
use crate::db::schema::sign_in_tokens;
use crate::db::{InPartner, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, PersonId, Token};
use crate::language;
use crate::people::giving::{Grant, Reach};
use crate::people::invitations::Invitee;
use crate::people::model::{PersonName, Role, UserName};
use crate::web::api::call::account_named;
use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use uuid::Uuid;

/// A token is good for so long.
const LASTS_MINUTES: i64 = 5;

/// The account that is opened.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// There is one with this API ID or id.
    Known(String),
    /// It is made where there is none.
    Wanted { api_id: String, name: String, locale: String },
}

/// Who comes in where.
#[derive(Clone, Debug)]
pub(super) struct Guest {
    pub place: Place,
    /// None: somebody of the account, whom the partner's program does not name.
    pub user: Option<UserName>,
    /// Of the password that a new user is given.
    pub hash: Option<String>,
}

/// Finds the account and the user, or makes what is missing.
///
/// # Errors
/// `NotFound`; `Invalid` for an account that cannot be made, at `api_id` where one was made meanwhile; `BadRequest` for an
/// address that is no customer's; `AtLimit`.
pub(super) fn admit(tx: &mut WriteTx<'_, InPartner>, guest: &Guest) -> AppResult<(AccountId, PersonId)> {
    let account = match &guest.place {
        Place::Known(named) => account_named(tx, named)?,
        Place::Wanted { api_id, name, locale } => wanted(tx, api_id, name, locale)?,
    };
    let user = match &guest.user {
        Some(user) => user.clone(),
        // One for all whom the product does not tell apart, so that they take one seat.
        None => UserName::parse(&account.to_string()).map_err(AppError::internal)?,
    };
    if let Some(known) = queries::user(tx, &user.address().key())?
        && queries::may_enter(tx, account, known)?
    {
        return Ok((account, known));
    }
    let named = match &guest.user {
        Some(user) => name_in(user.address()),
        None => queries::named(tx, account)?.1,
    };
    let named = PersonName::parse(&named).map_err(AppError::internal)?;
    let invitee = Invitee { name: named, email: user.address().clone() };
    let grant = Grant { role: Role::Standard, reach: Reach::Here };
    let person = vouch(tx, account, invitee, grant, guest.hash.as_deref())?;
    Ok((account, person))
}

/// `locale`: empty, where the partner's program does not say it. Then that of the partner's customers, else of the browser that asks.
fn wanted(tx: &mut WriteTx<'_, InPartner>, api_id: &str, name: &str, locale: &str) -> AppResult<AccountId> {
    if !api_id.is_empty() {
        match account_named(tx, api_id) {
            Err(AppError::NotFound) => {}
            known => return known,
        }
    }
    if name.trim().is_empty() {
        return Err(AppError::BadRequest("AccountName: is required, since there is no such account yet.".to_owned()));
    }
    let spoken = if tx.facts().partner_language.is_none() { language::current().code() } else { "" };
    let text = DetailsText {
        api_id: api_id.to_owned(),
        name: name.to_owned(),
        locale: if locale.is_empty() { spoken } else { locale }.to_owned(),
        ..DetailsText::default()
    };
    create(tx, &text.parse()?, None)
}

/// A token and how long it is good for.
pub(super) struct Made {
    pub token: Token,
    pub until: DateTime<Utc>,
}

/// By what a token is got.
#[derive(Clone, Copy, Debug)]
pub(super) enum By {
    /// The credential of the program that calls.
    Caller,
    /// Nobody's: staff looks whether frames work, in one on a page of the console.
    Staff,
    /// The key that a token of the program's own was signed with.
    Key(Uuid),
}

/// What a token is to open, and how.
#[derive(Clone, Debug)]
pub(super) struct Minting {
    pub by: By,
    pub view: View,
    pub options: Options,
    /// The one page that may frame it; none: those that the account has.
    pub origin: Option<String>,
    /// Minutes that the frame lasts at the most; none: 8 hours.
    pub lasts_min: Option<i32>,
}

/// Makes a token for a person.
pub(super) fn mint(
    tx: &mut WriteTx<'_, InPartner>,
    (account, person): (AccountId, PersonId),
    minting: &Minting,
) -> AppResult<Made> {
    let (token, now) = (Token::new(), tx.now());
    let (credential, key) = match minting.by {
        By::Caller => (Some(tx.person_id().0), None),
        By::Staff => (None, None),
        By::Key(key) => (None, Some(key)),
    };
    let until = now + Duration::minutes(LASTS_MINUTES);
    diesel::insert_into(sign_in_tokens::table)
        .values((
            sign_in_tokens::partner_id.eq(tx.partner_id().0),
            sign_in_tokens::account_id.eq(account.0),
            sign_in_tokens::id.eq(tx.new_id()),
            sign_in_tokens::person_id.eq(person.0),
            sign_in_tokens::credential_id.eq(credential),
            sign_in_tokens::key_id.eq(key),
            sign_in_tokens::origin.eq(&minting.origin),
            sign_in_tokens::lasts_min.eq(minting.lasts_min),
            sign_in_tokens::token_hash.eq(&token.hash().0),
            sign_in_tokens::view.eq(minting.view.key()),
            sign_in_tokens::options.eq(serde_json::to_value(&minting.options)?),
            sign_in_tokens::created_at.eq(now),
            sign_in_tokens::expires_at.eq(until),
        ))
        .execute(tx.conn())?;
    Ok(Made { token, until })
}
