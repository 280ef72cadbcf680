//! Tokens for people of customers through the API, and the addresses that they come in by.

mod objects;

use super::actions::{self, By, Guest, Made, Minting, Place};
use super::model::{Options, View, minutes as minutes_of, origin};
use super::queries;
use crate::access::rights::{EditAccountUsers, EditAccounts, Mutating};
use crate::db::InPartner;
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, PersonId};
use crate::people::model::{UserName, shortened};
use crate::people::password::NewPassword;
use crate::web::api::idempotency::Key as Once;
use crate::web::api::{Answer, Body, Call, Given, instant, told};
use crate::web::routes::Routes;
use crate::web::state::App;
use actix_web::web;
use objects::{LaunchObject, MarketplaceObject, Opening, OrbitObject, TokenObject};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const N: &str = "Embedding";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .call(
            "POST",
            "/v1.0/accounts/{id}/signintoken",
            sign_in_token,
            told(N, "Get a sign-in token")
                .about("For one use within 5 minutes, at /signin?token=. A user that there is not is made.")
                .takes::<Who>()
                .once()
                .gives::<TokenObject>(),
        )
        .call(
            "POST",
            "/v1.0/accounts/{id}/launch",
            in_account::<LaunchObject>,
            told(N, "Open Launch")
                .about("The installation of a template, for a user of the account.")
                .takes::<Wanted>()
                .once()
                .gives::<LaunchObject>(),
        )
        .call(
            "POST",
            "/v1.0/accounts/{id}/marketplace",
            in_account::<MarketplaceObject>,
            told(N, "Open the Marketplace")
                .about("A catalogue of templates.")
                .takes::<Wanted>()
                .once()
                .gives::<MarketplaceObject>(),
        )
        .call(
            "POST",
            "/v1.0/accounts/{id}/orbit",
            in_account::<OrbitObject>,
            told(N, "Open Orbit")
                .about("What is installed: looked at, started, paused.")
                .takes::<Wanted>()
                .once()
                .gives::<OrbitObject>(),
        )
        .call(
            "POST",
            "/v1.0/users/launch",
            for_anybody::<LaunchObject>,
            told(N, "Open Launch for somebody new")
                .about("Account and user are made where they are missing.")
                .takes::<Wanted>()
                .once()
                .gives::<LaunchObject>(),
        )
        .call(
            "POST",
            "/v1.0/users/marketplace",
            for_anybody::<MarketplaceObject>,
            told(N, "Open the Marketplace for somebody new")
                .about("Account and user are made where they are missing.")
                .takes::<Wanted>()
                .once()
                .gives::<MarketplaceObject>(),
        );
}

/// Yes or no, as programs write it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be true or false")]
enum Flag {
    Is(bool),
    Says(String),
}

impl Flag {
    fn read(field: &str, given: &Given<Flag>, usual: bool) -> AppResult<bool> {
        let Given::Value(flag) = given else { return Ok(usual) };
        match flag {
            Flag::Is(yes) => Ok(*yes),
            Flag::Says(text) => match text.trim().to_ascii_lowercase().as_str() {
                "" => Ok(usual),
                "true" => Ok(true),
                "false" => Ok(false),
                _ => Err(AppError::BadRequest(format!("{field} ({}): must be true or false.", shortened(text)))),
            },
        }
    }
}

/// Who is to come in.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "SignInTokenGiven")]
struct Who {
    /// Without it, it is one user for all of the account, who has the account's own id for a name.
    #[serde(alias = "UserName")]
    username: Given<String>,
}

/// Who is to come in where, and what is opened.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "LaunchGiven")]
struct Wanted {
    /// API ID of the account; a new one gets it.
    account_id: Given<String>,
    /// What a new account is called.
    account_name: Given<String>,
    /// Without it, it is one user for all of the account, who has the account's own id for a name.
    #[serde(alias = "UserName")]
    username: Given<String>,
    /// For a new user; without it they come in by tokens alone.
    password: Given<String>,
    start: Given<Flag>,
    run_once: Given<Flag>,
    auto_install: Given<Flag>,
    single_install: Given<Flag>,
    wizard: Given<Flag>,
    display_descriptions: Given<Flag>,
    #[serde(rename = "InlineOAuth")]
    inline_oauth: Given<Flag>,
    /// Handed on to the partner's own page when something was installed.
    complete_parameter: Given<String>,
    /// Only templates with one of these.
    tags: Given<Vec<String>>,
    /// The one page that may frame it, of those that may frame the account.
    origin: Given<String>,
    /// What is opened in a frame ends after so many minutes at the latest, 480 at most.
    minutes: Given<i32>,
}

impl Wanted {
    fn options(&self) -> AppResult<Options> {
        let usual = Options::default();
        let tags = self.tags.clone().or(Vec::new());
        let options = Options {
            inline: Flag::read("InlineOAuth", &self.inline_oauth, usual.inline)?,
            start: Flag::read("Start", &self.start, usual.start)?,
            once: Flag::read("RunOnce", &self.run_once, usual.once)?,
            auto: Flag::read("AutoInstall", &self.auto_install, usual.auto)?,
            single: Flag::read("SingleInstall", &self.single_install, usual.single)?,
            wizard: Flag::read("Wizard", &self.wizard, usual.wizard)?,
            descriptions: Flag::read("DisplayDescriptions", &self.display_descriptions, usual.descriptions)?,
            complete_parameter: self.complete_parameter.clone().or(String::new()),
            tags: tags.into_iter().filter(|tag| !tag.trim().is_empty()).collect(),
        };
        options
            .check(|field| if field == "tags" { "Tags" } else { "CompleteParameter" })
            .map_err(AppError::BadRequest)?;
        Ok(options)
    }

    /// What is made a token for.
    fn minting(&self, view: View) -> AppResult<Minting> {
        let said = |field: &'static str| move |why: String| AppError::BadRequest(format!("{field}: {why}"));
        let only = self.origin.clone().or(String::new());
        let only = (!only.trim().is_empty()).then(|| origin(&only)).transpose().map_err(said("Origin"))?;
        let lasts_min = match &self.minutes {
            Given::Value(minutes) => minutes_of(Some(*minutes)).map_err(said("Minutes"))?,
            _ => None,
        };
        Ok(Minting { by: By::Caller, view, options: self.options()?, origin: only, lasts_min })
    }
}

/// What is kept of a call for its `Idempotency-Key`: no token, of which each answer has one of its own.
#[derive(Serialize, Deserialize)]
struct Admitted {
    account: AccountId,
    person: PersonId,
    api_id: String,
}

type Path = web::Path<String>;

/// What the fields of a call are called where the account's own say something else.
fn named(error: AppError) -> AppError {
    let AppError::Invalid(errors) = error else { return error };
    let words = errors.0.iter().map(|e| {
        let name = match e.field.as_str() {
            "api_id" => "AccountId",
            "name" => "AccountName",
            other => other,
        };
        format!("{name}: {}", e.message)
    });
    AppError::BadRequest(words.collect::<Vec<_>>().join(" "))
}

fn user(given: &Given<String>) -> AppResult<Option<UserName>> {
    let given = given.clone().or(String::new());
    if given.trim().is_empty() {
        return Ok(None);
    }
    UserName::parse(&given).map(Some).map_err(|why| AppError::BadRequest(format!("Username: {why}")))
}

fn required(user: Option<UserName>) -> AppResult<UserName> {
    user.ok_or_else(|| AppError::BadRequest("Username: is required.".to_owned()))
}

/// Lets a guest in, makes a token, and answers with what `object` makes of it and of the account's API ID.
async fn open<T: Clone + Send + 'static, R: Mutating<In = InPartner>>(
    call: &Call<R, InPartner>,
    (key, body): (Once, &Body<T>),
    guest: Guest,
    minting: Minting,
    object: fn(String, String, Made) -> AppResult<Answer>,
) -> AppResult<Answer> {
    let mut again = matches!(guest.place, Place::Wanted { .. });
    loop {
        let (guest, minting) = (guest.clone(), minting.clone());
        let answer = call.write_once_then(
            key.clone(),
            body,
            move |tx| {
                let (account, person) = actions::admit(tx, &guest)?;
                let (api_id, _) = queries::named(tx, account)?;
                Answer::of(&Admitted { account, person, api_id })
            },
            move |tx, kept| {
                let Admitted { account, person, api_id } = serde_json::from_str(&kept.body)?;
                let made = actions::mint(tx, (account, person), &minting)?;
                let address = minting.view.address(&tx.address(), made.token.expose(), &minting.options);
                Ok(Answer { headers: kept.headers, ..object(api_id, address, made)? })
            },
        );
        match answer.await {
            // Made by another call meanwhile: now it is there to be entered.
            Err(AppError::Invalid(errors)) if again && errors.0.iter().any(|e| e.field == "api_id") => again = false,
            done => return done.map_err(named),
        }
    }
}

async fn sign_in_token(
    call: Call<EditAccountUsers, InPartner>,
    body: Body<Who>,
    path: Path,
    key: Once,
) -> AppResult<Answer> {
    let user = required(user(&body.value.username)?)?;
    let guest = Guest { place: Place::Known(path.into_inner()), user: Some(user), hash: None };
    let minting =
        Minting { by: By::Caller, view: View::Account, options: Options::default(), origin: None, lasts_min: None };
    open(&call, (key, &body), guest, minting, |_, _, made| {
        Answer::of(&TokenObject { token: made.token.expose().to_owned(), expires_at_utc: instant(made.until) })
    })
    .await
}

/// Opens a view for a guest.
async fn open_view<O: Opening, R: Mutating<In = InPartner>>(
    call: &Call<R, InPartner>,
    key: Once,
    body: &Body<Wanted>,
    guest: Guest,
) -> AppResult<Answer> {
    let minting = body.value.minting(O::VIEW)?;
    open(call, (key, body), guest, minting, |id, url, made| Answer::of(&O::of(id, url, &made))).await
}

/// For somebody of an account that is there.
async fn in_account<O: Opening>(
    call: Call<EditAccountUsers, InPartner>,
    body: Body<Wanted>,
    path: Path,
    key: Once,
) -> AppResult<Answer> {
    let user = user(&body.value.username)?;
    let guest = Guest { place: Place::Known(path.into_inner()), user, hash: None };
    open_view::<O, _>(&call, key, &body, guest).await
}

/// For somebody who may be new, of an account that may be new.
async fn for_anybody<O: Opening>(
    call: Call<EditAccounts, InPartner>,
    body: Body<Wanted>,
    key: Once,
    app: web::Data<App>,
) -> AppResult<Answer> {
    // What is wrong with it is said before a password is hashed.
    body.value.minting(O::VIEW)?;
    let guest = anybody(&call, &body.value, &app).await?;
    open_view::<O, _>(&call, key, &body, guest).await
}

/// Somebody who may be new, of an account that may be new.
async fn anybody(call: &Call<EditAccounts, InPartner>, said: &Wanted, app: &App) -> AppResult<Guest> {
    let user = required(user(&said.username)?)?;
    let place = Place::Wanted {
        api_id: said.account_id.clone().or(String::new()).trim().to_owned(),
        name: said.account_name.clone().or(String::new()),
        locale: String::new(),
    };
    // Who is known keeps the password they have; no transaction is open while one is hashed.
    let address = user.address().key();
    let known = call.read(move |tx| queries::user(tx, &address)).await?;
    let hash = match &said.password {
        Given::Value(text) if known.is_none() && !text.is_empty() => {
            let why = |why| AppError::BadRequest(format!("Password: {why}"));
            Some(app.hasher.hash(NewPassword::parse(text, &[user.as_str()]).map_err(why)?).await?)
        }
        _ => None,
    };
    Ok(Guest { place, user: Some(user), hash })
}
