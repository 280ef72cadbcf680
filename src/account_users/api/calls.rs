//! The calls about users.

use super::model::{NameOrUser, UserBody, UserObject};
use super::queries::{self, COLUMNS, Key};
use crate::access::rights::{EditAccountUsers, ManageAccountUsers, ViewAccountUsers};
use crate::account_users::actions::{access, person};
use crate::account_users::queries as grants;
use crate::db::{InPartner, ReadTx, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, PersonId};
use crate::people::giving::{Grant, Reach};
use crate::people::invitations::Invitee;
use crate::people::model::{Role, UserName, Version};
use crate::people::password::NewPassword;
use crate::sign_in::actions::with_db;
use crate::web::api::call::account_named;
use crate::web::api::list::Truth;
use crate::web::api::{Answer, Body, Call, Given, ListQuery};
use crate::web::forms::Asked;
use crate::web::state::App;
use actix_web::web;
use schemars::JsonSchema;
use serde::Deserialize;

type Path = web::Path<String>;

/// How the list is wanted.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Wanted {
    /// Objects instead of names.
    #[schemars(with = "bool")]
    details: Truth,
}

/// The names of an account's users, as clients know it; with `details=true` all that is known of each.
pub(super) async fn list(
    call: Call<ViewAccountUsers, InPartner>,
    path: Path,
    asked: Asked<ListQuery>,
    wanted: Asked<Wanted>,
) -> AppResult<Answer> {
    let listed = asked.0.read::<Key>(&COLUMNS)?;
    call.read(move |tx| {
        let account = account_named(tx, &path)?;
        let (rows, count) = (queries::list(tx, account, &listed)?, queries::count(tx, account)?);
        let here = format!("/v1.0/accounts/{account}/users");
        let details = wanted.0.details.0;
        let row = |user: UserObject| if details { NameOrUser::User(user) } else { NameOrUser::Name(user.user_name) };
        let rows = rows.into_iter().map(|(key, user)| (key, row(user))).collect();
        let own = if details { "?details=true" } else { "" };
        listed.answer(rows, count, &format!("{here}{own}"))
    })
    .await
}

/// A password that a call gives to this user.
fn password(body: &UserBody, user: &UserName) -> AppResult<Option<NewPassword>> {
    let Given::Value(text) = &body.password else { return Ok(None) };
    let known = [user.as_str(), &body.name.clone().or(String::new())];
    NewPassword::parse(text, &known).map(Some).map_err(|why| AppError::BadRequest(format!("Password: {why}")))
}

/// The hash of the password of a user who can sign in by one.
async fn stored(app: &web::Data<App>, user: &UserName, slug: String, person: PersonId) -> AppResult<Option<String>> {
    let key = user.address().key();
    let all = with_db(app, move |db| db.sign_in_candidates(&key, Some(&slug))).await?;
    Ok(all.into_iter().find(|one| one.person == person).map(|one| one.hash))
}

/// Lets a user into an account. Who is there already stays, with the role that the call names, if it names one; who has a
/// password keeps it, and a call that says another is refused.
pub(super) async fn admit(
    call: Call<EditAccountUsers, InPartner>,
    body: Body<UserBody>,
    path: Path,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let said = body.value;
    let (user, role) = (said.user_name()?, said.role()?);
    let invitee = Invitee { name: said.person_name(user.address())?, email: user.address().clone() };
    let password = password(&said, &user)?;
    // Nobody without the right makes the server hash, and no transaction is open meanwhile.
    let (name, key) = (path.into_inner(), user.address().key());
    let slug = |tx: &ReadTx<'_, InPartner>| tx.facts().partner_slug.clone();
    let (account, known, slug) =
        call.read(move |tx| Ok((account_named(tx, &name)?, queries::by_address(tx, &key)?, slug(tx)))).await?;
    let kept = match (&said.password, &known) {
        (Given::Value(_), Some((person, _))) => stored(&app, &user, slug, *person).await?,
        _ => None,
    };
    if let (Given::Value(text), Some(kept)) = (&said.password, &kept)
        && !app.hasher.verify(text, kept).await?
    {
        let why = "Password: this user has another one already. PUT /v1.0/users sets a new one, and ends all of their sessions.";
        return Err(AppError::BadRequest(why.to_owned()));
    }
    let hash = match password {
        Some(password) if kept.is_none() => Some(app.hasher.hash(password).await?),
        _ => None,
    };
    if known.is_none() && hash.is_none() && !user.is_address() {
        let why = "Password: is required, since this UserName is no e-mail address that an invitation could go to.";
        return Err(AppError::BadRequest(why.to_owned()));
    }
    let reach = Reach::of(said.with_sub_accounts.or(false));
    let grant = Grant { role: role.unwrap_or(Role::Standard), reach };
    call.write(move |tx| {
        let person = match queries::by_address(tx, &user.address().key())? {
            Some((person, _)) => {
                join(tx, account, person, invitee, grant, role.is_some()).map_err(named)?;
                if let Some(hash) = &hash {
                    person::set_password(tx, person, hash)?;
                }
                person
            }
            None => {
                access::admit(tx, account, invitee, grant, hash.as_deref()).map_err(named)?;
                let made = queries::by_address(tx, &user.address().key())?;
                made.map(|(person, _)| person).ok_or_else(|| AppError::internal("nobody was made"))?
            }
        };
        Answer::of(&queries::one(tx, account, person)?)
    })
    .await
}

/// Lets somebody who is known into an account, or gives the role that is asked for.
fn join(
    tx: &mut WriteTx<'_, InPartner>,
    account: AccountId,
    person: PersonId,
    invitee: Invitee,
    grant: Grant,
    with_role: bool,
) -> AppResult<()> {
    match grants::grant(tx, account, person) {
        Ok(before) => {
            let same = Grant::stored(&before.role, before.with_sub_accounts).role == grant.role;
            if with_role && !same {
                let reach = Reach::of(before.with_sub_accounts);
                access::change(tx, account, person, Grant { reach, ..grant }, Version(before.version))?;
            }
            Ok(())
        }
        Err(AppError::NotFound) => access::admit(tx, account, invitee, grant, None).map(drop),
        Err(other) => Err(other),
    }
}

/// Complaints by the names that the API gives the fields.
fn named(error: AppError) -> AppError {
    let AppError::Invalid(errors) = error else { return error };
    let words: Vec<String> = errors.0.iter().map(|e| format!("UserName: {}", e.message)).collect();
    AppError::BadRequest(words.join(" "))
}

/// Whom a call names that has no body: some clients send none with DELETE.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Named {
    user_name: Option<String>,
}

pub(super) async fn remove(
    call: Call<ManageAccountUsers, InPartner>,
    body: Body<UserBody>,
    path: Path,
    asked: Asked<Named>,
) -> AppResult<Answer> {
    let said = match asked.0.user_name {
        Some(name) => UserBody { user_name: Given::Value(name), ..UserBody::default() },
        None => body.value,
    };
    let user = said.user_name()?;
    call.write(move |tx| {
        let account = account_named(tx, &path)?;
        let (person, _) = queries::by_address(tx, &user.address().key())?.ok_or(AppError::NotFound)?;
        access::remove(tx, account, person)?;
        Ok(Answer::done())
    })
    .await
}

/// Gives a user another password; all of their sessions end.
pub(super) async fn set_password(
    call: Call<ManageAccountUsers, InPartner>,
    body: Body<UserBody>,
    app: web::Data<App>,
) -> AppResult<Answer> {
    let said = body.value;
    let user = said.user_name()?;
    let Some(password) = password(&said, &user)? else {
        return Err(AppError::BadRequest("Password: is required.".to_owned()));
    };
    let key = user.address().key();
    let (person, _) = call.read(move |tx| queries::by_address(tx, &key)?.ok_or(AppError::NotFound)).await?;
    let hash = app.hasher.hash(password).await?;
    call.write(move |tx| {
        person::set_password(tx, person, &hash)?;
        Ok(Answer::done())
    })
    .await
}
