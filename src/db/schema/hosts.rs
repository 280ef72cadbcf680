//! Host names of partners.

diesel::table! {
    partner_hosts (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        host -> Text,
        proof -> Text,
        state -> Text,
        found -> Nullable<Text>,
        detail -> Text,
        created_at -> Timestamptz,
        created_by -> Text,
        checked_at -> Nullable<Timestamptz>,
        due_at -> Timestamptz,
        verified_at -> Nullable<Timestamptz>,
        failing_since -> Nullable<Timestamptz>,
        told_at -> Nullable<Timestamptz>,
    }
}
