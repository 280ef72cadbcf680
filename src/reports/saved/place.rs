//! Where reports are saved: in the partner's console, or in an account's own view by its own people.

use super::queries;
use crate::access::Addressed;
use crate::access::rights::{EditReports, KeepReports, Mutating, Right, UseConsole, ViewAccount};
use crate::db::{InAccount, InPartner, ReadTx};
use crate::error::{AppError, AppResult};
use crate::ids::{AccountId, PersonId};
use crate::reports::choice::{self, Choice, periods_of_all};
use crate::reports::{home, lists};
use crate::web::paging::{From, address};
use crate::web::shell::Shell;

/// What a report is called that staff can save: one over all accounts, or of one account, whose key is that of the account's
/// own people behind [`OF_ONE`]. None: there is no such report.
pub(super) fn words_of_partner(report: &str) -> Option<String> {
    Some(match report {
        "accounts" => t!("reports-accounts-by-use").to_owned(),
        "cycles" => t!("reports-cycles-by-use", words),
        "connectors" => t!("reports-connectors-by-use").to_owned(),
        PERIODS_OF_ALL => t!("reports-billing-periods").to_owned(),
        CALLS => t!("reports-api-calls").to_owned(),
        _ => return words_of_account(of_one(report)?),
    })
}

/// The same of the account's own people. What a billing period came to is its use in the billing period before.
pub(super) fn words_of_account(report: &str) -> Option<String> {
    Some(match report {
        "use" => t!("reports-use").to_owned(),
        "cycles" => t!("reports-cycles", words),
        "methods" => t!("reports-connectors-methods").to_owned(),
        _ => return None,
    })
}

/// The key of that of each account's own billing period, and of that of calls of programs.
pub(super) const PERIODS_OF_ALL: &str = "periods";
pub(super) const CALLS: &str = "api-calls";
/// How the key of a report begins that staff has of one account.
const OF_ONE: &str = "account-";

/// People who can be chosen.
const PEOPLE_MAX: i64 = 500;

/// A place in which reports are saved.
pub(super) trait Keeper: Addressed + Sized {
    /// Sees them.
    type See: Right<In = Self>;
    /// Saves, pauses, sends and deletes them.
    type Change: Mutating<In = Self>;
    /// The account of the place.
    fn whose(tx: &ReadTx<'_, Self>) -> Option<AccountId>;
    /// The address of its reports.
    fn reports(tx: &ReadTx<'_, Self>) -> String;
    /// What surrounds its pages.
    ///
    /// # Errors
    /// When it cannot be read.
    fn shell(tx: &mut ReadTx<'_, Self>, title: &str) -> AppResult<Shell>;
    /// What a report is called; none: there is no such report.
    fn words(report: &str) -> Option<String>;
    /// The periods that they can be about.
    fn periods() -> Vec<(&'static str, &'static str)>;
    /// Why a report cannot be narrowed so; none: it can.
    ///
    /// # Errors
    /// When that cannot be read.
    fn unread(tx: &mut ReadTx<'_, Self>, choice: &Choice) -> AppResult<Option<String>>;
    /// Who of the place can be mailed: those who can sign in, by name.
    ///
    /// # Errors
    /// When they cannot be read.
    fn people(tx: &mut ReadTx<'_, Self>) -> AppResult<Vec<(PersonId, String)>>;
}

impl Keeper for InPartner {
    type See = UseConsole;
    type Change = EditReports;

    fn whose(_: &ReadTx<'_, InPartner>) -> Option<AccountId> {
        None
    }

    fn reports(_: &ReadTx<'_, InPartner>) -> String {
        home::HERE.to_owned()
    }

    fn shell(tx: &mut ReadTx<'_, InPartner>, title: &str) -> AppResult<Shell> {
        Ok(Shell::console(tx, home::HERE, title))
    }

    fn words(report: &str) -> Option<String> {
        words_of_partner(report)
    }

    fn periods() -> Vec<(&'static str, &'static str)> {
        periods_of_all()
    }

    fn unread(tx: &mut ReadTx<'_, InPartner>, choice: &Choice) -> AppResult<Option<String>> {
        // A tag may be given to an account later.
        let by_account = Choice { tag: String::new(), ..choice.clone() };
        Ok(lists::narrowed(tx, &by_account)?.1.into_iter().next())
    }

    fn people(tx: &mut ReadTx<'_, InPartner>) -> AppResult<Vec<(PersonId, String)>> {
        queries::staff(tx, PEOPLE_MAX)
    }
}

impl Keeper for InAccount {
    type See = ViewAccount;
    type Change = KeepReports;

    fn whose(tx: &ReadTx<'_, InAccount>) -> Option<AccountId> {
        Some(tx.account_id())
    }

    fn reports(tx: &ReadTx<'_, InAccount>) -> String {
        format!("/a/{}/reports", tx.account_id())
    }

    fn shell(tx: &mut ReadTx<'_, InAccount>, title: &str) -> AppResult<Shell> {
        Shell::account(tx, "reports", title)
    }

    fn words(report: &str) -> Option<String> {
        words_of_account(report)
    }

    fn periods() -> Vec<(&'static str, &'static str)> {
        choice::periods()
    }

    /// It is of one account.
    fn unread(_: &mut ReadTx<'_, InAccount>, _: &Choice) -> AppResult<Option<String>> {
        Ok(None)
    }

    fn people(tx: &mut ReadTx<'_, InAccount>) -> AppResult<Vec<(PersonId, String)>> {
        let found = crate::account_people::queries::list(tx, "", &From::Start, PEOPLE_MAX)?;
        let active = found.rows.into_iter().filter(|member| member.state == "active");
        Ok(active.map(|member| (PersonId(member.id), member.name)).collect())
    }
}

/// As [`Keeper::people`], with whoever asks among them: they may reach an account from one above it, whose people are not
/// this one's.
///
/// # Errors
/// When they cannot be read.
pub(super) fn people_of<P: Keeper>(tx: &mut ReadTx<'_, P>) -> AppResult<Vec<(PersonId, String)>> {
    let mut people = P::people(tx)?;
    let (me, name) = (tx.person_id(), tx.facts().name.clone());
    if !people.iter().any(|(id, _)| *id == me) {
        people.insert(0, (me, name));
    }
    Ok(people)
}

/// The part of the address of a report of one account that staff saved; none: it is over all accounts.
pub(super) fn of_one(report: &str) -> Option<&str> {
    report.strip_prefix(OF_ONE)
}

/// Where a report is that was saved in a place whose reports are at `home`, as it is narrowed.
pub(super) fn address_of(home: &str, report: &str, choice: &Choice) -> String {
    match of_one(report) {
        Some(part) => {
            let place = format!("/console/accounts/{}/reports/{part}", choice.account);
            address(&place, &choice.with("account", ""))
        }
        None => address(&format!("{home}/{report}"), &choice.query()),
    }
}

/// The words of a report.
///
/// # Errors
/// `NotFound` for one that cannot be saved there.
pub(super) fn words_of<P: Keeper>(report: &str) -> AppResult<String> {
    P::words(report).ok_or(AppError::NotFound)
}
