//! What a partner's customers meet of it.

diesel::table! {
    brand_drafts (partner_id) {
        partner_id -> Uuid,
        tokens -> Jsonb,
        version -> Integer,
        updated_at -> Timestamptz,
        updated_by -> Text,
    }
}

diesel::table! {
    brand_versions (partner_id, number) {
        partner_id -> Uuid,
        number -> Integer,
        tokens -> Jsonb,
        published_at -> Timestamptz,
        published_by -> Text,
    }
}

diesel::table! {
    brand_images (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        bytes -> Bytea,
        made_at -> Timestamptz,
        made_by -> Text,
    }
}

diesel::table! {
    account_brands (partner_id, account_id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        tokens -> Jsonb,
        version -> Integer,
        updated_at -> Timestamptz,
        updated_by -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(account_brands, accounts);
diesel::allow_tables_to_appear_in_same_query!(account_brands, account_ancestors);

use super::{account_ancestors, accounts};
