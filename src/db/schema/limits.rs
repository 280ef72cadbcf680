//! What accounts may use.

use super::accounts;

diesel::table! {
    partner_limits (partner_id, kind) {
        partner_id -> Uuid,
        kind -> Text,
        value -> Nullable<BigInt>,
        cap -> Nullable<BigInt>,
        at_limit -> Nullable<Text>,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    account_limits (partner_id, account_id, kind, tree) {
        partner_id -> Uuid,
        account_id -> Uuid,
        kind -> Text,
        tree -> Bool,
        value -> Nullable<BigInt>,
        at_limit -> Nullable<Text>,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    limit_notices (partner_id, account_id, kind, tree, period_first, percent) {
        partner_id -> Uuid,
        account_id -> Uuid,
        kind -> Text,
        tree -> Bool,
        period_first -> Date,
        percent -> SmallInt,
        id -> Uuid,
        value -> BigInt,
        used -> BigInt,
        at_limit -> Nullable<Text>,
        noticed_at -> Timestamptz,
        told_at -> Nullable<Timestamptz>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(limit_notices, accounts);
diesel::allow_tables_to_appear_in_same_query!(account_limits, accounts);
