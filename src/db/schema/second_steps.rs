//! Two-step sign-in: what codes are made of, recovery codes, and sign-ins that wait for a code.

diesel::table! {
    second_factors (partner_id, person_id) {
        partner_id -> Uuid,
        person_id -> Uuid,
        secret -> Binary,
        created_at -> Timestamptz,
        confirmed_at -> Nullable<Timestamptz>,
        last_step -> BigInt,
    }
}

diesel::table! {
    recovery_codes (partner_id, person_id, code_hash) {
        partner_id -> Uuid,
        person_id -> Uuid,
        code_hash -> Binary,
    }
}

diesel::table! {
    begun_sign_ins (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        person_id -> Uuid,
        token_hash -> Binary,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}
