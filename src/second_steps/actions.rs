//! Setting it up, turning it off, recovery codes. Each change is told by mail: whoever reads it and did not do it knows that
//! somebody has their password (ASVS 6.3.7).

use super::model::{Proof, RECOVERY_CODES, Secret, Typed, recovery_code, recovery_hash, wrong};
use super::queries::{my_secret, slot};
use crate::audit::Entry;
use crate::db::schema::{recovery_codes, second_factors};
use crate::db::{InPartner, InSelf, Place, WriteTx};
use crate::error::{AppError, AppResult};
use crate::ids::Token;
use crate::mail;
use crate::mail::model::{Letter, Recipient, TwoStep};
use crate::people::queries::Person;
use crate::secrets::Vault;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary, Nullable};

diesel::define_sql_function! { #[sql_name = "app.use_my_code"] fn use_my_code(step: Nullable<BigInt>, recovery: Nullable<Binary>) -> Bool; }

/// Makes a secret, to be shown; nothing is asked of the person yet.
///
/// # Errors
/// `Conflict` when it is on.
pub(crate) fn begin(tx: &mut WriteTx<'_, InSelf>, vault: &Vault) -> AppResult<()> {
    let (partner, person, now) = (tx.partner_id(), tx.person_id(), tx.now());
    let unconfirmed = second_factors::table.find((partner.0, person.0)).filter(second_factors::confirmed_at.is_null());
    diesel::delete(unconfirmed).execute(tx.conn())?;
    let secret = vault.seal(tx, slot(partner, person), Secret::new().bytes())?;
    let made = diesel::insert_into(second_factors::table)
        .values((
            second_factors::partner_id.eq(partner.0),
            second_factors::person_id.eq(person.0),
            second_factors::secret.eq(secret),
            second_factors::created_at.eq(now),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())?;
    if made == 0 {
        return Err(AppError::Conflict(t!("second-steps-on-already").to_owned()));
    }
    Ok(())
}

/// Turns it on, since the person has the secret; ends all other sessions, which were opened without it, and gives this one the
/// fresh token. Answers the recovery codes, to be shown once.
///
/// # Errors
/// `Invalid` at the field for a wrong code, `Conflict` when nothing is being set up.
pub(crate) fn confirm(
    tx: &mut WriteTx<'_, InSelf>,
    vault: &Vault,
    code: &Typed,
    fresh: &Token,
) -> AppResult<Vec<String>> {
    let (key, now) = ((tx.partner_id().0, tx.person_id().0), tx.now());
    let secret = my_secret(tx, vault)?.ok_or_else(|| AppError::Conflict(t!("second-steps-over").to_owned()))?;
    let whose = (tx.partner_id(), tx.person_id());
    let Some(Proof::Step(step)) = Proof::of(code, &secret, whose, now) else {
        return Err(AppError::invalid("code", wrong()));
    };
    let begun = second_factors::table.find(key).filter(second_factors::confirmed_at.is_null());
    let done = diesel::update(begun)
        .set((second_factors::confirmed_at.eq(now), second_factors::last_step.eq(step)))
        .execute(tx.conn())?;
    if done == 0 {
        return Err(AppError::Conflict(t!("second-steps-over").to_owned()));
    }
    let codes = make_codes(tx)?;
    crate::me::sign_in_anew(tx, fresh)?;
    tell(tx, "second_step.on", TwoStep::On)?;
    Ok(codes)
}

/// Turns it off.
///
/// # Errors
/// `Invalid` at the field for a wrong code.
pub(crate) fn turn_off(tx: &mut WriteTx<'_, InSelf>, vault: &Vault, code: &Typed) -> AppResult<()> {
    use_up(tx, vault, code)?;
    let key = (tx.partner_id().0, tx.person_id().0);
    diesel::delete(second_factors::table.find(key)).execute(tx.conn())?;
    tell(tx, "second_step.off", TwoStep::Off)
}

/// Makes the recovery codes anew; those before are good for nothing. Answers them, to be shown once.
///
/// # Errors
/// `Invalid` at the field for a wrong code.
pub(crate) fn renew_codes(tx: &mut WriteTx<'_, InSelf>, vault: &Vault, code: &Typed) -> AppResult<Vec<String>> {
    use_up(tx, vault, code)?;
    let codes = make_codes(tx)?;
    tell(tx, "second_step.codes", TwoStep::NewCodes)?;
    Ok(codes)
}

/// Proves a code and uses it up.
fn use_up(tx: &mut WriteTx<'_, InSelf>, vault: &Vault, code: &Typed) -> AppResult<()> {
    let refused = || AppError::invalid("code", wrong());
    let whose = (tx.partner_id(), tx.person_id());
    let secret = my_secret(tx, vault)?.ok_or_else(refused)?;
    let proof = Proof::of(code, &secret, whose, tx.now()).ok_or_else(refused)?;
    let (step, recovery) = proof.parts();
    let used: bool = diesel::select(use_my_code(step, recovery)).get_result(tx.conn())?;
    if used { Ok(()) } else { Err(refused()) }
}

fn make_codes(tx: &mut WriteTx<'_, InSelf>) -> AppResult<Vec<String>> {
    let (partner, person) = (tx.partner_id(), tx.person_id());
    let mine = recovery_codes::table
        .filter(recovery_codes::partner_id.eq(partner.0))
        .filter(recovery_codes::person_id.eq(person.0));
    diesel::delete(mine).execute(tx.conn())?;
    let codes: Vec<String> = (0..RECOVERY_CODES).map(|_| recovery_code()).collect();
    let rows: Vec<_> = codes
        .iter()
        .map(|code| {
            (
                recovery_codes::partner_id.eq(partner.0),
                recovery_codes::person_id.eq(person.0),
                recovery_codes::code_hash.eq(recovery_hash(partner, person, code)),
            )
        })
        .collect();
    diesel::insert_into(recovery_codes::table).values(rows).execute(tx.conn())?;
    Ok(codes)
}

fn tell(tx: &mut WriteTx<'_, InSelf>, action: &'static str, what: TwoStep) -> AppResult<()> {
    let to = Recipient { email: tx.facts().email.clone(), name: tx.facts().name.clone() };
    tx.audit(Entry::of(action, "person", tx.person_id(), &to.name));
    mail_about(tx, &to, what)
}

/// Tells somebody what became of their two-step sign-in.
pub(crate) fn mail_about<P: Place>(tx: &mut WriteTx<'_, P>, to: &Recipient, what: TwoStep) -> AppResult<()> {
    mail::actions::put(tx, to, &Letter::TwoStep(what))
}

/// Takes it from somebody who lost phone and recovery codes: the password alone lets them in again.
///
/// # Errors
/// `Conflict` when they have none.
pub(crate) fn reset(tx: &mut WriteTx<'_, InPartner>, person: &Person) -> AppResult<()> {
    let row = second_factors::table.find((tx.partner_id().0, person.id));
    let removed = diesel::delete(row.filter(second_factors::confirmed_at.is_not_null())).execute(tx.conn())?;
    if removed == 0 {
        return Err(AppError::Conflict(t!("second-steps-nothing", name = person.name)));
    }
    tx.audit(Entry::of("second_step.reset", "person", person.id, &person.name));
    let to = Recipient { email: person.email.clone(), name: person.name.clone() };
    mail_about(tx, &to, TwoStep::Reset)
}
