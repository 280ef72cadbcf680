//! The tables of the webhook; `schema.rs` and `running.rs` have the others.

diesel::table! {
    error_webhooks (partner_id) {
        partner_id -> Uuid,
        enabled -> Bool,
        url -> Nullable<Text>,
        warnings -> Bool,
        events -> Array<Text>,
        stopped -> Nullable<Text>,
        version -> Integer,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    error_webhook_keys (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        secret -> Binary,
        created_at -> Timestamptz,
        created_by -> Text,
        ends_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    error_reports (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        account_id -> Nullable<Uuid>,
        transaction_id -> Nullable<Uuid>,
        kind -> Text,
        url -> Text,
        payload -> Text,
        state -> Text,
        created_at -> Timestamptz,
        due_at -> Timestamptz,
        attempts -> SmallInt,
        ended_at -> Nullable<Timestamptz>,
        status_code -> Nullable<SmallInt>,
        problem -> Nullable<Text>,
    }
}

// A report is shown with its account's name.
use super::accounts;
diesel::allow_tables_to_appear_in_same_query!(error_reports, accounts);
