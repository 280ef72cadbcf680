//! The provider at which people of the partner sign in: the form, and forgetting it. Whoever names a provider decides who anybody
//! is, so it takes full access and the password given lately.

use crate::access::rights::{FullAccess, Right, ViewSettings};
use crate::access::{Access, confirmed_lately};
use crate::db::{InPartner, ReadTx};
use crate::engine::call::USER_AGENT;
use crate::error::{AppError, AppResult, FieldErrors};
use crate::ids::PartnerId;
use crate::oidc::model::{Audience, Form, NewProvider};
use crate::oidc::provider::{Asking, Trouble};
use crate::oidc::queries::{self, Saved};
use crate::oidc::{CALLBACK, actions};
use crate::people::model::Version;
use crate::web::forms::{Nothing, Posted, complaint};
use crate::web::page::{Page, Redirect};
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Either, Responder, web};
use askama::Template;

pub(in crate::oidc) const PATH: &str = "/console/settings/ways-in/provider";
const WAYS_IN: &str = "/console/settings/ways-in";

#[derive(Template)]
#[template(path = "oidc/settings.html")]
struct ProviderPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 3],
    may_change: bool,
    /// There is one.
    known: bool,
    form: Form,
    /// Value, words, what it means.
    audiences: Vec<(&'static str, &'static str, &'static str)>,
    /// What is saved, in words: what, and what is said of it.
    said: Vec<(&'static str, String)>,
    /// Where the provider sends people back to, which it wants to know.
    back: String,
    errors: FieldErrors,
}

impl ProviderPage {
    fn secret_hint(&self) -> &'static str {
        if self.known { t!("oidc-secret-kept") } else { t!("oidc-secret-new") }
    }
}

#[derive(Template)]
#[template(path = "oidc/removal.html")]
struct RemovalPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 3],
    label: String,
    /// People of its kind have no other way in at present.
    only_way: bool,
}

pub(in crate::oidc) async fn show(access: Access<ViewSettings, InPartner>) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(|tx| page(tx, None, FieldErrors::default())).await?))
}

pub(in crate::oidc) async fn save(
    access: Access<FullAccess, InPartner>,
    posted: Posted<Form>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let form = posted.form;
    let partner = access
        .read(|tx| {
            confirmed_lately(tx)?;
            Ok(tx.partner_id())
        })
        .await?;
    let seen = Version::of(&form.version);
    let outcome = match form.parse() {
        Err(errors) => Err(AppError::Invalid(errors)),
        Ok(new) => match look(&app, partner, &new).await {
            Err(why) => Err(AppError::invalid("issuer", why)),
            Ok(()) => {
                let vault = app.vault.clone();
                access
                    .write(move |tx| {
                        confirmed_lately(tx)?;
                        actions::save(tx, &vault, &new, seen)
                    })
                    .await
            }
        },
    };
    match outcome {
        Ok(()) => Ok(Either::Left(Redirect::to(PATH).saying(t!("oidc-saved")))),
        Err(error) => {
            let (errors, status) = complaint(error)?;
            let page = access.read(move |tx| page(tx, Some(form), errors)).await?;
            Ok(Either::Right(Page::with(page, status)))
        }
    }
}

/// Whether there is a provider at that address, in words if not.
async fn look(app: &App, partner: PartnerId, new: &NewProvider) -> Result<(), String> {
    let address = new.issuer.parse().map_err(|_| t!("oidc-no-address").to_owned())?;
    app.engine.outbound.check(&address).map_err(|refusal| refusal.to_string())?;
    let asking = Asking {
        outbound: &app.engine.outbound,
        known: &app.providers,
        partner,
        issuer: &new.issuer,
        client_id: &new.client_id,
        secret: "",
        user_agent: USER_AGENT,
        back: &app.look.address,
        now: app.db.clock().now(),
    };
    asking.look().await.map_err(|trouble| match trouble {
        Trouble::Unreachable(unread) => t!("oidc-unread", why = unread.words()),
        Trouble::Refused(why) | Trouble::Untrusted(why) => t!("oidc-unread", why = why),
    })
}

pub(in crate::oidc) async fn ask_removal(access: Access<FullAccess, InPartner>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        let saved = queries::find(tx)?.ok_or(AppError::NotFound)?;
        confirmed_lately(tx)?;
        Ok(RemovalPage {
            shell: Shell::console(tx, "/console/settings", t!("oidc-remove-title")),
            crumbs: [
                (t!("oidc-settings"), "/console/settings"),
                (t!("oidc-ways-in"), WAYS_IN),
                (t!("oidc-title"), PATH),
            ],
            label: saved.label,
            only_way: !saved.passwords,
        })
    });
    Ok(Page::new(page.await?))
}

pub(in crate::oidc) async fn remove(
    access: Access<FullAccess, InPartner>,
    _: Posted<Nothing>,
) -> AppResult<impl Responder> {
    access
        .write(|tx| {
            confirmed_lately(tx)?;
            actions::remove(tx)
        })
        .await?;
    Ok(Redirect::to(PATH).saying(t!("oidc-removed")))
}

fn filled(saved: &Saved) -> Form {
    Form {
        issuer: saved.issuer.clone(),
        client_id: saved.client_id.clone(),
        client_secret: String::new(),
        label: saved.label.clone(),
        audience: saved.audience.clone(),
        domains: saved.domains.join("\n"),
        passwords: if saved.passwords { "1" } else { "" }.to_owned(),
        second_step_by: saved.second_step_by.join("\n"),
        version: saved.version.to_string(),
    }
}

/// Nothing is saved: what most begin with.
fn empty() -> Form {
    Form { audience: "console".to_owned(), passwords: "1".to_owned(), version: "0".to_owned(), ..Form::default() }
}

fn page(tx: &mut ReadTx<'_, InPartner>, sent: Option<Form>, errors: FieldErrors) -> AppResult<ProviderPage> {
    let saved = queries::find(tx)?;
    let shell = Shell::console(tx, "/console/settings", t!("oidc-title"));
    let or = |text: String, none: &str| if text.is_empty() { none.to_owned() } else { text };
    let said = saved.as_ref().map(|saved| {
        vec![
            (t!("oidc-issuer"), saved.issuer.clone()),
            (t!("oidc-client-id"), saved.client_id.clone()),
            (t!("oidc-button"), saved.label.clone()),
            (t!("oidc-for"), Audience::read(&saved.audience).map_or("", |one| one.words().0).to_owned()),
            (t!("oidc-domains"), or(saved.domains.join(", "), t!("oidc-any"))),
            (t!("oidc-passwords-too"), if saved.passwords { t!("oidc-yes") } else { t!("oidc-no") }.to_owned()),
            (t!("oidc-counts"), or(saved.second_step_by.join(", "), t!("oidc-counts-none"))),
        ]
    });
    Ok(ProviderPage {
        shell: if errors.is_empty() { shell } else { shell.with_error() },
        crumbs: [(t!("oidc-settings"), "/console/settings"), (t!("oidc-ways-in"), WAYS_IN), (t!("oidc-title"), "")],
        may_change: FullAccess::held(tx.facts()),
        known: saved.is_some(),
        form: sent
            .map(|form| Form { client_secret: String::new(), ..form })
            .unwrap_or_else(|| saved.as_ref().map_or_else(empty, filled)),
        audiences: Audience::ALL
            .into_iter()
            .map(|one| {
                let (words, meaning) = one.words();
                (one.key(), words, meaning)
            })
            .collect(),
        said: said.unwrap_or_default(),
        back: format!("{}{CALLBACK}", tx.address()),
        errors,
    })
}
