//! An account's home: what it is, what needs somebody, who and what belongs to it, and, for administrators, what changed.

use super::queries::{self, COUNT_MAX, Figures, OwnAccount};
use crate::access::Access;
use crate::access::rights::{AdministerAccount, Right, ViewAccount};
use crate::audit::queries::{self as log, Wanted};
use crate::audit::view::{self, EntryView};
use crate::db::{InAccount, ReadTx};
use crate::error::AppResult;
use crate::people::model::Role;
use crate::web::page::Page;
use crate::web::paging::From;
use crate::web::shell::Shell;
use crate::web::times::{When, counted, exact, figure, zone};
use actix_web::Responder;
use askama::Template;
use chrono::Duration;

#[derive(Template)]
#[template(path = "home/show.html")]
struct HomePage {
    shell: Shell,
    base: String,
    account: OwnAccount,
    role: &'static str,
    partner: String,
    created: When,
    expires: String,
    people: String,
    people_note: String,
    sub_accounts: String,
    needs: Vec<Need>,
    administrator: bool,
    changes: Vec<EntryView>,
}

/// Something that somebody should see to.
struct Need {
    kind: &'static str,
    text: String,
    action: &'static str,
    href: String,
}

/// Entries shown of what changed.
const CHANGES: i64 = 6;
/// How long before its end an account says so.
const EXPIRY_NOTICE: Duration = Duration::days(30);

pub(super) async fn show(access: Access<ViewAccount, InAccount>) -> AppResult<impl Responder> {
    Ok(Page::new(access.read(page).await?))
}

fn page(tx: &mut ReadTx<'_, InAccount>) -> AppResult<HomePage> {
    let name = super::name_of(tx)?;
    let shell = Shell::account(tx, "", &name)?;
    let account = queries::own(tx)?;
    let figures = queries::figures(tx)?;
    let administrator = AdministerAccount::held(tx.facts());
    let changes = changes(tx)?;
    let base = format!("/a/{}", tx.account_id());
    let tz = zone(&crate::audit::filter::zone_of(tx));
    let facts = tx.facts();
    Ok(HomePage {
        needs: needs(&account, &figures, administrator, &base, tx.now(), &facts.partner_name),
        role: Role::of_rank(facts.role.unwrap_or(0)).label(),
        partner: facts.partner_name.clone(),
        created: When::at(account.created_at, tx.now(), tz),
        expires: account.expires_at.map(|at| exact(at, zone(&account.timezone))).unwrap_or_default(),
        people: figure(figures.people),
        people_note: counted(figures.administrators, "administrator", "administrators"),
        sub_accounts: if figures.sub_accounts >= i64::from(COUNT_MAX) {
            format!("{} or more", figure(figures.sub_accounts))
        } else {
            figure(figures.sub_accounts)
        },
        shell,
        base,
        account,
        administrator,
        changes,
    })
}

fn needs(
    account: &OwnAccount,
    figures: &Figures,
    administrator: bool,
    base: &str,
    now: chrono::DateTime<chrono::Utc>,
    partner: &str,
) -> Vec<Need> {
    let mut needs = Vec::new();
    if let Some(at) = account.expires_at.filter(|at| *at - now < EXPIRY_NOTICE) {
        needs.push(Need {
            kind: "warn",
            text: format!(
                "This account expires on {} ({}). From then on its pages are closed; nothing is deleted. Ask {partner} to extend it.",
                exact(at, zone(&account.timezone)),
                account.timezone
            ),
            action: "",
            href: String::new(),
        });
    }
    if administrator && figures.invited > 0 {
        needs.push(Need {
            kind: "info",
            text: format!("{} not used the invitation yet.", counted(figures.invited, "person has", "people have")),
            action: "See people",
            href: format!("{base}/people"),
        });
    }
    if administrator && figures.administrators == 1 {
        needs.push(Need {
            kind: "info",
            text:
                "You are the only administrator. With a second one somebody can still let people in when you are away."
                    .to_owned(),
            action: "See people",
            href: format!("{base}/people"),
        });
    }
    needs
}

fn changes(tx: &mut ReadTx<'_, InAccount>) -> AppResult<Vec<EntryView>> {
    let wanted = Wanted { accounts: Some(vec![tx.account_id().0]), ..Wanted::default() };
    let rows = log::page(tx, &wanted, &From::Start, CHANGES)?;
    let own = log::own_people(tx, &rows)?;
    let (now, tz) = (tx.now(), zone(&crate::audit::filter::zone_of(tx)));
    let partner = tx.facts().partner_name.clone();
    Ok(rows.into_iter().map(|row| view::in_account(row, &own, &partner, now, tz)).collect())
}
