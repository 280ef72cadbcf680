//! Making and replacing the signing key. It is asked first, the password too where it was not given lately (MODEL
//! section 3), and the key is shown once, on the answer to the form that made it.

use super::PATH;
use crate::access::rights::ManageSettings;
use crate::access::{Access, confirmed_lately};
use crate::db::InPartner;
use crate::error::AppResult;
use crate::error_webhook::model::BOTH_KEYS_H;
use crate::error_webhook::{actions, queries};
use crate::web::forms::{Nothing, Posted};
use crate::web::page::Page;
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Responder, web};
use askama::Template;
use zeroize::Zeroizing;

#[derive(Template)]
#[template(path = "error_webhook/key_ask.html")]
struct AskPage {
    shell: Shell,
    replaces: bool,
    consequences: Vec<String>,
}

#[derive(Template)]
#[template(path = "error_webhook/key.html")]
struct KeyPage {
    shell: Shell,
    crumbs: [(&'static str, &'static str); 3],
    secret: Zeroizing<String>,
    replaces: bool,
    both_hours: i64,
}

pub(in crate::error_webhook) async fn ask(access: Access<ManageSettings, InPartner>) -> AppResult<impl Responder> {
    let page = access.read(|tx| {
        confirmed_lately(tx)?;
        let keys = queries::keys(tx)?;
        let mut consequences = vec![t!("error-webhook-key-once").to_owned()];
        if !keys.is_empty() {
            consequences.push(t!("error-webhook-key-beside", n = BOTH_KEYS_H));
        }
        if keys.len() > 1 {
            consequences.push(t!("error-webhook-key-before-ends").to_owned());
        }
        let title =
            if keys.is_empty() { t!("error-webhook-make-key-ask") } else { t!("error-webhook-replace-key-ask") };
        Ok(AskPage { shell: Shell::console(tx, "/console/settings", title), replaces: !keys.is_empty(), consequences })
    });
    Ok(Page::new(page.await?))
}

pub(in crate::error_webhook) async fn replace(
    access: Access<ManageSettings, InPartner>,
    _: Posted<Nothing>,
    app: web::Data<App>,
) -> AppResult<impl Responder> {
    let vault = app.vault.clone();
    let page = access.write(move |tx| {
        confirmed_lately(tx)?;
        let replaces = !queries::keys(tx)?.is_empty();
        let secret = actions::replace_key(tx, &vault)?;
        let shell = Shell::console(tx, "/console/settings", t!("error-webhook-the-key"));
        let crumbs = [
            (t!("error-webhook-settings"), "/console/settings"),
            (t!("error-webhook-error-webhook"), PATH),
            (t!("error-webhook-signing-key"), ""),
        ];
        Ok(KeyPage { shell, crumbs, secret, replaces, both_hours: BOTH_KEYS_H })
    });
    Ok(Page::new(page.await?))
}
