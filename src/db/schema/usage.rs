//! What was used: roll-ups of the ledger and the log (MODEL section 7).

diesel::table! {
    account_zones (partner_id, account_id, until_at) {
        partner_id -> Uuid,
        account_id -> Uuid,
        until_at -> Timestamptz,
        timezone -> Text,
    }
}

diesel::table! {
    usage_pending (account_id, id) {
        account_id -> Uuid,
        id -> Uuid,
        partner_id -> Uuid,
        tasks -> Array<Uuid>,
        transactions -> Array<Uuid>,
        incidents -> Array<Uuid>,
    }
}

diesel::table! {
    usage_hours (account_id, hour, cycle_id, connector_id, method) {
        account_id -> Uuid,
        hour -> Timestamptz,
        partner_id -> Uuid,
        cycle_id -> Uuid,
        connector_id -> Uuid,
        method -> Text,
        tasks -> BigInt,
        failed_tasks -> BigInt,
        overage -> BigInt,
        transactions -> BigInt,
        failed -> BigInt,
        errors -> BigInt,
        warnings -> BigInt,
    }
}

diesel::table! {
    usage_days (account_id, day, cycle_id, connector_id, method) {
        account_id -> Uuid,
        day -> Date,
        partner_id -> Uuid,
        cycle_id -> Uuid,
        connector_id -> Uuid,
        method -> Text,
        tasks -> BigInt,
        failed_tasks -> BigInt,
        overage -> BigInt,
        transactions -> BigInt,
        failed -> BigInt,
        errors -> BigInt,
        warnings -> BigInt,
    }
}

diesel::table! {
    usage_account_days (account_id, day) {
        account_id -> Uuid,
        day -> Date,
        partner_id -> Uuid,
        tasks -> BigInt,
        failed_tasks -> BigInt,
        overage -> BigInt,
        transactions -> BigInt,
        failed -> BigInt,
        errors -> BigInt,
        warnings -> BigInt,
    }
}

diesel::table! {
    usage_account_months (account_id, month) {
        account_id -> Uuid,
        month -> Date,
        partner_id -> Uuid,
        tasks -> BigInt,
        failed_tasks -> BigInt,
        overage -> BigInt,
        transactions -> BigInt,
        failed -> BigInt,
        errors -> BigInt,
        warnings -> BigInt,
    }
}

diesel::table! {
    usage_months (account_id, month, cycle_id, connector_id) {
        account_id -> Uuid,
        month -> Date,
        partner_id -> Uuid,
        cycle_id -> Uuid,
        connector_id -> Uuid,
        tasks -> BigInt,
        failed_tasks -> BigInt,
        transactions -> BigInt,
        failed -> BigInt,
        errors -> BigInt,
        warnings -> BigInt,
    }
}

diesel::table! {
    usage_connector_days (partner_id, day, connector_id, method) {
        partner_id -> Uuid,
        day -> Date,
        connector_id -> Uuid,
        method -> Text,
        tasks -> BigInt,
        failed_tasks -> BigInt,
    }
}

diesel::table! {
    usage_partner_days (partner_id, day) {
        partner_id -> Uuid,
        day -> Date,
        tasks -> BigInt,
        failed_tasks -> BigInt,
        overage -> BigInt,
        transactions -> BigInt,
        failed -> BigInt,
        errors -> BigInt,
        warnings -> BigInt,
    }
}

diesel::table! {
    reconciliations (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        checked_at -> Timestamptz,
        accounts -> Integer,
        differences -> Integer,
        detail -> Jsonb,
    }
}

use super::running::{connectors, cycles, incident_causes};
use super::{account_ancestors, accounts};
diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    usage_pending,
    usage_hours,
    usage_days,
    usage_account_days,
    usage_account_months,
);
diesel::allow_tables_to_appear_in_same_query!(usage_days, cycles);
diesel::allow_tables_to_appear_in_same_query!(usage_days, connectors);
// Whether an account fails is read with those above it.
diesel::allow_tables_to_appear_in_same_query!(incident_causes, account_ancestors);
