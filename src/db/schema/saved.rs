//! Reports that are sent by mail on a schedule.

use super::people;

diesel::table! {
    saved_reports (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        account_id -> Nullable<Uuid>,
        saved_by -> Uuid,
        saved_by_name -> Text,
        name -> Text,
        report -> Text,
        query -> Text,
        every -> Text,
        on_day -> SmallInt,
        hour -> SmallInt,
        timezone -> Text,
        paused -> Bool,
        stopped -> Nullable<Text>,
        next_at -> Nullable<Timestamptz>,
        last_at -> Nullable<Timestamptz>,
        version -> Integer,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    saved_report_readers (partner_id, report_id, person_id) {
        partner_id -> Uuid,
        report_id -> Uuid,
        person_id -> Uuid,
        account_id -> Nullable<Uuid>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(saved_report_readers, people);
