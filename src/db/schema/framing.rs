//! Frames on pages of a partner's product, and the keys that sign tokens for them.

diesel::table! {
    frame_keys (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        name -> Text,
        algorithm -> Text,
        public_key -> Text,
        fingerprint -> Text,
        person_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
        expires_at -> Nullable<Timestamptz>,
        revoked_at -> Nullable<Timestamptz>,
        last_used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    frames (partner_id, account_id, id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        id -> Uuid,
        person_id -> Uuid,
        credential_id -> Nullable<Uuid>,
        key_id -> Nullable<Uuid>,
        session_id -> Uuid,
        view -> Text,
        options -> Jsonb,
        origin -> Nullable<Text>,
        only_origin -> Nullable<Text>,
        mode -> Text,
        clear -> Bool,
        opened_at -> Timestamptz,
        refreshed_at -> Timestamptz,
        until -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    spent_signatures (partner_id, named) {
        partner_id -> Uuid,
        named -> Binary,
        expires_at -> Timestamptz,
        token_hash -> Nullable<Binary>,
        refused_at -> Nullable<Timestamptz>,
    }
}
