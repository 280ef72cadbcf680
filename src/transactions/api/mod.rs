//! Transactions through the API: those of an account or of one cycle, what the steps of one did, and what can be done
//! with one.

mod calls;
mod model;

use crate::db::{InAccount, InPartner};
use crate::web::api::between::Between;
use crate::web::api::told;
use crate::web::routes::Routes;
use calls as c;
use calls::{Again, Anew, COLUMNS, ITEMS, Kinds, Sought};
use model::{TransactionItem, TransactionObject};

const N: &str = "Transactions";

pub(super) fn routes(routes: &mut Routes) {
    routes
        .account_call(
            "GET",
            "/v1.0/cycles/transactions",
            c::of_account::<InPartner>,
            c::of_account::<InAccount>,
            told(N, "List an account's transactions")
                .asks::<Kinds>()
                .asks::<Between>()
                .pages::<TransactionObject>(&COLUMNS),
        )
        .account_call(
            "GET",
            "/v1.0/cycles/{cycle}/transactions",
            c::of_cycle::<InPartner>,
            c::of_cycle::<InAccount>,
            told(N, "List a cycle's transactions")
                .asks::<Kinds>()
                .asks::<Between>()
                .pages::<TransactionObject>(&COLUMNS),
        )
        .account_call(
            "GET",
            "/v1.0/cycles/{cycle}/transactions/{transaction}",
            c::items::<InPartner>,
            c::items::<InAccount>,
            told(N, "List what the steps of a transaction did")
                .about("The first 500 entries of its log.")
                .asks::<Sought>()
                .pages::<TransactionItem>(&ITEMS),
        )
        .account_call(
            "POST",
            "/v1.0/cycles/{cycle}/transactions/{transaction}/retry",
            c::retry::<InPartner>,
            c::retry::<InAccount>,
            told(N, "Run a failed transaction again").takes::<Again>().once().gives::<Anew>(),
        )
        .account_call(
            "POST",
            "/v1.0/cycles/{cycle}/transactions/{transaction}/stop",
            c::stop::<InPartner>,
            c::stop::<InAccount>,
            told(N, "Stop a transaction that waits").once().gives::<TransactionObject>(),
        );
}
