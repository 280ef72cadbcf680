//! Tokens that a partner's own program signs (JWT, RFC 7519; RS256 or EdDSA): each creates the account and the user that it names
//! where they are missing, and opens one frame once. What a token says of its algorithm decides nothing: its key has one.

use super::actions::{self, By, Guest, Minting, Place};
use super::model::{Options, View, origin};
use super::pages::door::note;
use super::pages::frame::{Known, Why};
use crate::db::Database;
use crate::db::frames::FrameKey;
use crate::error::{AppError, AppResult};
use crate::ids::{Token, TokenHash};
use crate::language::{Language, speaking};
use crate::people::model::UserName;
use crate::sign_in::actions::with_db;
use crate::web::state::App;
use crate::web::{host, origin as request_origin};
use actix_web::{HttpRequest, web};
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::errors::Error;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use uuid::Uuid;

/// A token is late after so long at the latest, whatever it says.
const LASTS_MINUTES: i64 = 10;
/// Clocks may differ by so much.
const DRIFT_S: i64 = 60;
/// The longest name that a token may have.
const NAME_CHARS_MAX: usize = 200;

/// What a token claims. Unknown claims are ignored, as RFC 7519 has it.
#[derive(Debug, Deserialize)]
struct Claims {
    aud: Audience,
    exp: i64,
    #[serde(default)]
    iat: Option<i64>,
    #[serde(default)]
    nbf: Option<i64>,
    jti: String,
    /// The user name; none: one for all whom the product does not tell apart.
    #[serde(default)]
    sub: Option<String>,
    account_id: String,
    #[serde(default)]
    account_name: String,
    /// That a new account reads.
    #[serde(default)]
    locale: String,
    #[serde(default)]
    view: Option<String>,
    /// The one page that may frame it.
    #[serde(default)]
    origin: Option<String>,
    /// How long the frame lasts at the most.
    #[serde(default)]
    minutes: Option<i32>,
    #[serde(default)]
    start: Option<bool>,
    #[serde(default)]
    run_once: Option<bool>,
    #[serde(default)]
    auto_install: Option<bool>,
    #[serde(default)]
    single_install: Option<bool>,
    #[serde(default)]
    wizard: Option<bool>,
    #[serde(default)]
    display_descriptions: Option<bool>,
    #[serde(default)]
    inline_oauth: Option<bool>,
    #[serde(default)]
    complete_parameter: String,
    #[serde(default)]
    tags: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

/// What is to be done for a token that holds.
struct Wanted {
    guest: Guest,
    minting: Minting,
    named: TokenHash,
    until: DateTime<Utc>,
}

/// Whether it has the form of a signed token: three parts.
pub(super) fn looks_so(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'.').count() == 2
}

/// Takes a signed token and makes a one-use token of it, for the frame that is opened with it at once.
///
/// # Errors
/// The inner ones say why it is refused.
pub(super) async fn accept(
    request: &HttpRequest,
    app: &web::Data<App>,
    text: String,
) -> AppResult<Result<Token, (Why, Known)>> {
    let unproved = || Ok(Err((Why::Signature, Known::default())));
    let Some(id) = decode_header(&text).ok().and_then(|head| Uuid::try_parse(&head.kid?).ok()) else {
        return unproved();
    };
    let key = with_db(app, move |db| db.frame_key(id)).await?;
    // On another partner's host name there is no such key.
    let Some(key) = key.filter(|key| host::of(request).admits(key.partner)) else { return unproved() };
    let known = Known {
        partner: key.partner_name.clone(),
        brand: key.brand.clone(),
        origins: key.origins.clone(),
        detail: String::new(),
    };
    let refused = |why: Why, detail: String| Ok(Err((why, Known { detail, ..known.clone() })));
    let now = app.db.clock().now();
    let claims = match proved(&text, &key) {
        Ok(claims) => claims,
        // What exactly does not hold is for the partner's developers, who know what they signed.
        Err(cause) => return refused(Why::Signature, format!("The token could not be proved: {cause}.")),
    };
    // Where it was opened, or by the installation's own address.
    let own = [request_origin::own(request, app), app.look.at(None)];
    // What is wrong with it is for programs.
    let wanted = match speaking(Language::English, None, || wanted(claims, &own, now, id)) {
        Ok(wanted) => wanted,
        Err(detail) => return refused(Why::Signature, detail),
    };
    let source = request_origin::of_program(request, app);
    let Wanted { guest, minting, named, until } = wanted;
    let made = with_db(app, move |db| {
        let made = db.by_signature((id, &named, until), &source, |tx| {
            let whom = actions::admit(tx, &guest)?;
            let token = actions::mint(tx, whom, &minting)?.token;
            Database::keep_made(tx, &named, &token.hash())?;
            Ok(token)
        })?;
        Ok(match made {
            Some(token) => Ok(token),
            None => Err(db.refuse_signature((id, &named), &source, note)?),
        })
    });
    match made.await {
        Ok(Ok(token)) => Ok(Ok(token)),
        Ok(Err(before)) => {
            let detail = match &before {
                Some(before) if before.ended => {
                    "A token with this jti was taken before. The frame that it opened was ended: one of the two who came \
                     with it is not whom you signed it for. Sign another."
                }
                _ => "A token with this jti was taken before.",
            };
            let known = before.as_ref().map_or_else(|| known.clone(), Known::of);
            Ok(Err((Why::Spent, Known { detail: detail.to_owned(), ..known })))
        }
        Err(AppError::AtLimit(reached)) => refused(Why::Limit, reached.words),
        Err(AppError::BadRequest(detail)) => refused(Why::Signature, detail),
        Err(AppError::Invalid(errors)) => {
            let words: Vec<_> = errors.0.into_iter().map(|error| error.message).collect();
            refused(Why::Signature, words.join(" "))
        }
        Err(AppError::NotFound) => refused(Why::Signature, "account_id: there is no such account.".to_owned()),
        Err(other) => Err(other),
    }
}

fn proved(text: &str, key: &FrameKey) -> Result<Claims, String> {
    if !key.good {
        return Err("its key was revoked or has expired".to_owned());
    }
    let (algorithm, public) = match key.algorithm.as_str() {
        "EdDSA" => (Algorithm::EdDSA, DecodingKey::from_ed_pem(key.public_key.as_bytes())),
        _ => (Algorithm::RS256, DecodingKey::from_rsa_pem(key.public_key.as_bytes())),
    };
    let mut rules = Validation::new(algorithm);
    // Times are held against our own clock and the audience against our own addresses, below.
    rules.validate_exp = false;
    rules.validate_aud = false;
    rules.required_spec_claims.clear();
    let said = |cause: Error| cause.to_string();
    Ok(decode::<Claims>(text, &public.map_err(said)?, &rules).map_err(said)?.claims)
}

/// Holds a proved token against its rules.
fn wanted(claims: Claims, own: &[String], now: DateTime<Utc>, key: Uuid) -> Result<Wanted, String> {
    let at = |seconds: i64, name: &str| {
        DateTime::from_timestamp(seconds, 0).ok_or_else(|| format!("{name}: is no time in seconds since 1970."))
    };
    let drift = Duration::seconds(DRIFT_S);
    let audience = match &claims.aud {
        Audience::One(one) => std::slice::from_ref(one),
        Audience::Several(several) => several.as_slice(),
    };
    if !audience.iter().any(|one| own.iter().any(|own| one.trim_end_matches('/') == own)) {
        return Err(format!("aud: must be {}.", own.first().map_or("", String::as_str)));
    }
    let until = at(claims.exp, "exp")?;
    if until <= now - drift {
        return Err("exp: the token is late.".to_owned());
    }
    if until > now + Duration::minutes(LASTS_MINUTES) + drift {
        return Err(format!("exp: must be within {LASTS_MINUTES} minutes from now."));
    }
    for (name, seconds) in [("iat", claims.iat), ("nbf", claims.nbf)] {
        if let Some(seconds) = seconds
            && at(seconds, name)? > now + drift
        {
            return Err(format!("{name}: lies in the future."));
        }
    }
    if claims.jti.is_empty() || claims.jti.chars().count() > NAME_CHARS_MAX {
        return Err(format!("jti: must have 1 to {NAME_CHARS_MAX} characters."));
    }
    let view = match &claims.view {
        None => View::Account,
        Some(word) => View::read(word).ok_or("view: must be account, launch, marketplace or orbit.".to_owned())?,
    };
    let user = claims.sub.as_deref().filter(|sub| !sub.trim().is_empty());
    let user = user.map(UserName::parse).transpose().map_err(|why| format!("sub: {why}"))?;
    let usual = Options::default();
    let options = Options {
        inline: claims.inline_oauth.unwrap_or(usual.inline),
        start: claims.start.unwrap_or(usual.start),
        once: claims.run_once.unwrap_or(usual.once),
        auto: claims.auto_install.unwrap_or(usual.auto),
        single: claims.single_install.unwrap_or(usual.single),
        wizard: claims.wizard.unwrap_or(usual.wizard),
        descriptions: claims.display_descriptions.unwrap_or(usual.descriptions),
        complete_parameter: claims.complete_parameter,
        tags: claims.tags.into_iter().filter(|tag| !tag.trim().is_empty()).collect(),
    };
    options.check(|field| field)?;
    let only = claims.origin.as_deref().map(origin).transpose().map_err(|why| format!("origin: {why}"))?;
    Ok(Wanted {
        guest: Guest {
            place: Place::Wanted { api_id: claims.account_id, name: claims.account_name, locale: claims.locale },
            user,
            hash: None,
        },
        minting: Minting {
            by: By::Key(key),
            view,
            options,
            origin: only,
            lasts_min: super::model::minutes(claims.minutes).map_err(|why| format!("minutes: {why}"))?,
        },
        named: TokenHash::of(&claims.jti),
        until: until + drift,
    })
}
