//! Archives of accounts.

diesel::table! {
    account_exports (partner_id, account_id, id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        id -> Uuid,
        job_id -> Uuid,
        with_sub_accounts -> Bool,
        size_bytes -> BigInt,
        created_at -> Timestamptz,
        created_by -> Text,
        ready_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    account_export_parts (partner_id, account_id, export_id, no) {
        partner_id -> Uuid,
        account_id -> Uuid,
        export_id -> Uuid,
        no -> Integer,
        bytes -> Binary,
    }
}

diesel::table! {
    account_export_accounts (partner_id, account_id, export_of, export_id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        export_of -> Uuid,
        export_id -> Uuid,
    }
}

diesel::allow_tables_to_appear_in_same_query!(account_exports, jobs);

use super::jobs;
