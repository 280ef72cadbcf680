//! What a person is found by: the words of the name, the whole name, the address and its domain. Kept by whoever makes
//! or renames a person; a prefix of any of them is an index range.

use super::plain::plain;
use crate::accounts::model::words;
use crate::db::{InPartner, InSelf, WriteTx};
use crate::error::AppResult;
use crate::ids::PersonId;
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Uuid as SqlUuid};

diesel::define_sql_function! { #[sql_name = "app.set_person_terms"] fn set_person_terms(person: SqlUuid, terms: Array<Text>) -> Text; }
diesel::define_sql_function! { #[sql_name = "app.set_my_terms"] fn set_my_terms(terms: Array<Text>) -> Text; }

/// The terms of a name and an address.
pub(crate) fn terms(name: &str, email_key: &str) -> Vec<String> {
    let whole = super::model::fold(name);
    let mut terms = words(name);
    // Exact as it is, and for who does not type its marks.
    terms.extend(words(&plain(&whole)));
    terms.push(plain(&whole).into_owned());
    terms.push(whole);
    terms.push(email_key.to_owned());
    terms.extend(email_key.rsplit_once('@').map(|(_, domain)| domain.to_owned()));
    terms.sort();
    terms.dedup();
    terms
}

/// Replaces what a person is found by.
pub(crate) fn keep(tx: &mut WriteTx<'_, InPartner>, person: PersonId, name: &str, email_key: &str) -> AppResult<()> {
    diesel::select(set_person_terms(person.0, terms(name, email_key))).execute(tx.conn())?;
    Ok(())
}

/// The same for the person of the scope, who changed their own name.
pub(crate) fn keep_mine(tx: &mut WriteTx<'_, InSelf>, name: &str) -> AppResult<()> {
    let email_key = super::model::fold(&tx.facts().email);
    diesel::select(set_my_terms(terms(name, &email_key))).execute(tx.conn())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_found_by_any_word_and_by_address() {
        assert_eq!(
            terms("Ada  King-Noel", "ada@example.com"),
            ["ada", "ada  king-noel", "ada@example.com", "example.com", "king", "noel"]
        );
    }
}
