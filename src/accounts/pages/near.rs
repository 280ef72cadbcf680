//! How many accounts are near their limit of tasks, above the list of accounts (DESIGN wireframe 1). Counting them reads the use
//! of all accounts, so a partner with very many is not kept waiting for it: the page asks for it once it is there.

use crate::access::Access;
use crate::access::rights::ViewAccounts;
use crate::accounts::queries;
use crate::db::{InPartner, ReadTx};
use crate::error::AppResult;
use crate::web::page::Page;
use actix_web::Responder;
use askama::Template;
use askama::filters::HtmlSafe;

/// Accounts of a partner up to which it is counted with the page.
const AT_ONCE: i64 = 2_000;

/// The part of the page.
#[derive(Template)]
#[template(path = "accounts/near.html")]
pub(super) struct Near {
    /// In words; empty: nobody is, or it is still asked for.
    text: String,
    asked: bool,
}

/// It is safe: a template of its own has escaped what it shows.
impl HtmlSafe for Near {}

impl Near {
    /// Nothing is said, as on a list that is narrowed.
    pub fn none() -> Near {
        Near { text: String::new(), asked: false }
    }

    /// For a partner with so many accounts, as far as that is known.
    pub fn of(tx: &mut ReadTx<'_, InPartner>, accounts: Option<i64>) -> AppResult<Near> {
        match accounts {
            Some(number) if number <= AT_ONCE => Near::counted(tx),
            _ => Ok(Near { text: String::new(), asked: true }),
        }
    }

    fn counted(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Near> {
        let text = match queries::count_near(tx)? {
            0 => String::new(),
            n => t!("accounts-near", n = n),
        };
        Ok(Near { text, asked: false })
    }
}

pub(crate) async fn show(access: Access<ViewAccounts, InPartner>) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(Near::counted).await?))
}
