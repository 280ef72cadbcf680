//! What steps keep from one Transaction to the next.

diesel::table! {
    call_turns (partner_id, account_id, account_connector_id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        account_connector_id -> Uuid,
        booked -> Array<Timestamptz>,
        quiet_until -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    storage (partner_id, account_id, scope_id, name) {
        partner_id -> Uuid,
        account_id -> Uuid,
        scope_id -> Uuid,
        name -> Text,
        value -> Text,
        updated_at -> Timestamptz,
    }
}
