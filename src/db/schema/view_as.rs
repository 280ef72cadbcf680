//! Who of the staff sees which account as its people do.

diesel::table! {
    views_as (partner_id, account_id, id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        id -> Uuid,
        session_id -> Uuid,
        person_id -> Uuid,
        begun_at -> Timestamptz,
        ends_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}
