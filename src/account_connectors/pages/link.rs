//! Making the one-use link with which somebody gives the credentials of one Account Connector without signing in. It is
//! shown once, on the answer to the form that made it.

use super::{Ids, Stand, named, page_of};
use crate::access::Access;
use crate::account_connectors::actions;
use crate::account_connectors::model::LINK_MINUTES;
use crate::account_connectors::queries;
use crate::db::WriteTx;
use crate::error::AppResult;
use crate::ids::Token;
use crate::web::forms::{Nothing, Posted};
use crate::web::page::Page;
use crate::web::shell::Shell;
use crate::web::times::exact;
use actix_web::Responder;
use askama::Template;

#[derive(Template)]
#[template(path = "account_connectors/link.html")]
struct LinkPage {
    shell: Shell,
    crumbs: Vec<(String, String)>,
    href: String,
    name: String,
    link: String,
    warning: String,
}

pub(crate) async fn make<P: Stand>(
    access: Access<P::Change, P>,
    _: Posted<Nothing>,
    path: Ids,
) -> AppResult<impl Responder> {
    let ids = named(&path)?;
    let page = access.write(move |tx: &mut WriteTx<'_, P>| {
        let token = Token::new();
        let until = actions::make_link(tx, ids, &token.hash())?;
        let row = queries::find(tx, ids.0, ids.1)?;
        let (shell, frame) = P::around(tx, ids.0, &t!("account-connectors-link-title", name = row.name))?;
        let href = page_of::<P>(ids);
        Ok(LinkPage {
            crumbs: frame.way(&[(&row.name, &href), (t!("account-connectors-setup-link"), "")]),
            link: format!("{}/connect/{}", tx.address(), token.expose()),
            warning: t!("account-connectors-link-once", n = LINK_MINUTES, until = exact(until, frame.zone)),
            name: row.name,
            shell,
            href,
        })
    });
    Ok(Page::new(page.await?))
}
