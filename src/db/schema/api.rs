//! Programs that work through the API.

diesel::table! {
    api_credentials (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        account_id -> Nullable<Uuid>,
        client_id -> Text,
        secret_hash -> Binary,
        secret_end -> Text,
        description -> Text,
        created_at -> Timestamptz,
        created_by -> Text,
        last_used_at -> Nullable<Timestamptz>,
        revoked_at -> Nullable<Timestamptz>,
        revoked_by -> Nullable<Text>,
        person_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    api_tokens (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        account_id -> Nullable<Uuid>,
        credential_id -> Uuid,
        token_hash -> Binary,
        issued_at -> Timestamptz,
        expires_at -> Timestamptz,
        last_seen_at -> Timestamptz,
        address -> Text,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    api_answers (partner_id, credential_id, key) {
        partner_id -> Uuid,
        credential_id -> Uuid,
        key -> Text,
        account_id -> Nullable<Uuid>,
        fingerprint -> Binary,
        status -> SmallInt,
        body -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    api_calls (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        account_id -> Nullable<Uuid>,
        credential_id -> Uuid,
        verb -> Text,
        route -> Text,
        status -> SmallInt,
        took_us -> Integer,
        at -> Timestamptz,
    }
}

diesel::table! {
    api_call_hours (partner_id, hour, credential_id, verb, route) {
        partner_id -> Uuid,
        hour -> Timestamptz,
        credential_id -> Uuid,
        verb -> Text,
        route -> Text,
        calls -> BigInt,
        refused -> BigInt,
        limited -> BigInt,
        failed -> BigInt,
        took_us -> BigInt,
    }
}

diesel::table! {
    api_turns (partner_id, credential_id) {
        partner_id -> Uuid,
        credential_id -> Uuid,
        began_at -> Timestamptz,
        taken -> Integer,
    }
}

diesel::allow_tables_to_appear_in_same_query!(api_credentials, api_tokens);
diesel::allow_tables_to_appear_in_same_query!(api_calls, api_credentials);
diesel::allow_tables_to_appear_in_same_query!(api_calls, accounts);
diesel::allow_tables_to_appear_in_same_query!(api_credentials, accounts);
diesel::allow_tables_to_appear_in_same_query!(api_tokens, accounts);

use super::accounts;
