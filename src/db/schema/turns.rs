//! The queue of Transactions, and what keeps them waiting (MODEL R3, R4, M5).

diesel::table! {
    queue (account_id, transaction_id) {
        account_id -> Uuid,
        transaction_id -> Uuid,
        partner_id -> Uuid,
        cycle_id -> Uuid,
        state -> Text,
        turn -> BigInt,
        ready_at -> Nullable<Timestamptz>,
        lease_until -> Nullable<Timestamptz>,
        worker -> Nullable<Uuid>,
        attempt -> Integer,
        by_hand -> Bool,
        begun -> Bool,
        granted -> SmallInt,
        reserved -> SmallInt,
    }
}

diesel::table! {
    queue_accounts (account_id) {
        account_id -> Uuid,
        partner_id -> Uuid,
        last_turn -> BigInt,
        open -> Integer,
        at_once -> Integer,
        beyond -> Integer,
        near_limit -> Bool,
        held -> Nullable<Jsonb>,
        held_until -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    rate_turns (account_id, tree) {
        account_id -> Uuid,
        tree -> Bool,
        partner_id -> Uuid,
        minute -> Timestamptz,
        begun -> BigInt,
    }
}
