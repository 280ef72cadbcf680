//! The tables as diesel sees them; a test compares them with the migrated database.

mod api;
mod brands;
mod exports;
mod framing;
mod hosts;
mod kept;
mod limits;
mod oidc;
mod reports;
mod running;
mod saved;
mod second_steps;
mod turns;
mod usage;
mod view_as;

pub(crate) use api::*;
pub(crate) use brands::*;
pub(crate) use exports::*;
pub(crate) use framing::*;
pub(crate) use hosts::*;
pub(crate) use kept::*;
pub(crate) use limits::*;
pub(crate) use oidc::*;
pub(crate) use reports::*;
pub(crate) use running::*;
pub(crate) use saved::*;
pub(crate) use second_steps::*;
pub(crate) use turns::*;
pub(crate) use usage::*;
pub(crate) use view_as::*;

diesel::table! {
    partners (id) {
        id -> Uuid,
        slug -> Text,
        name -> Text,
        created_at -> Timestamptz,
        version -> Integer,
        console_idle_min -> Integer,
        console_longest_min -> Integer,
        account_idle_min -> Integer,
        account_longest_min -> Integer,
        limits_version -> Integer,
        user_agent -> Nullable<Text>,
        user_agent_version -> Integer,
        second_step -> Text,
        second_step_version -> Integer,
        console_networks -> Array<Text>,
        api_networks -> Array<Text>,
        networks_version -> Integer,
        frame_origins -> Array<Text>,
        frames_version -> Integer,
        brand -> Nullable<Jsonb>,
        main_host -> Nullable<Text>,
        language -> Nullable<Text>,
    }
}

diesel::table! {
    accounts (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        api_id -> Text,
        api_id_key -> Text,
        name -> Text,
        name_key -> Text,
        description -> Text,
        timezone -> Text,
        locale -> Text,
        tags -> Array<Text>,
        parent_id -> Nullable<Uuid>,
        depth -> SmallInt,
        standing -> Text,
        suspended_at -> Nullable<Timestamptz>,
        suspended_reason -> Nullable<Text>,
        suspended_by -> Nullable<Text>,
        suspended_via -> Nullable<Uuid>,
        expires_at -> Nullable<Timestamptz>,
        deleted_at -> Nullable<Timestamptz>,
        deleted_by -> Nullable<Text>,
        deleted_with -> Nullable<Uuid>,
        next_billing_on -> Nullable<Date>,
        audit_notes -> Text,
        task_audit_notes -> Text,
        retention_success_hours -> Nullable<SmallInt>,
        retention_error_hours -> Nullable<SmallInt>,
        error_webhook_enabled -> Bool,
        error_webhook_url -> Nullable<Text>,
        error_webhook_warnings -> Bool,
        custom_fields -> Jsonb,
        version -> Integer,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        live -> Bool,
        search_text -> Text,
        erase_asked_at -> Nullable<Timestamptz>,
        frame_origins -> Nullable<Array<Text>>,
    }
}

diesel::table! {
    account_ancestors (partner_id, account_id, ancestor_id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        ancestor_id -> Uuid,
        distance -> SmallInt,
    }
}

diesel::table! {
    account_terms (partner_id, term, account_id, kind) {
        partner_id -> Uuid,
        term -> Text,
        account_id -> Uuid,
        kind -> CChar,
    }
}

diesel::table! {
    partner_figures (partner_id) {
        partner_id -> Uuid,
        accounts -> BigInt,
        sub_accounts -> BigInt,
    }
}

diesel::table! {
    people (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        email -> Text,
        email_key -> Text,
        name -> Text,
        name_key -> Text,
        last_word_key -> Text,
        state -> Text,
        full_access -> Bool,
        rights -> Jsonb,
        theme -> Nullable<Text>,
        timezone -> Nullable<Text>,
        shortcuts -> Bool,
        language -> Nullable<Text>,
        recent_accounts -> Array<Uuid>,
        version -> Integer,
        created_at -> Timestamptz,
        last_sign_in_at -> Nullable<Timestamptz>,
        name_version -> Integer,
        rights_version -> Integer,
    }
}

diesel::table! {
    person_terms (partner_id, term, person_id) {
        partner_id -> Uuid,
        term -> Text,
        person_id -> Uuid,
    }
}

diesel::table! {
    sessions (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        person_id -> Uuid,
        created_at -> Timestamptz,
        last_seen_at -> Timestamptz,
        idle_s -> Integer,
        ends_at -> Timestamptz,
        address -> Text,
        user_agent -> Text,
    }
}

diesel::table! {
    sign_in_tokens (partner_id, account_id, id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        id -> Uuid,
        person_id -> Uuid,
        credential_id -> Nullable<Uuid>,
        token_hash -> Binary,
        view -> Text,
        options -> Jsonb,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
        session_id -> Nullable<Uuid>,
        visit_hash -> Nullable<Binary>,
        refused_at -> Nullable<Timestamptz>,
        key_id -> Nullable<Uuid>,
        origin -> Nullable<Text>,
        lasts_min -> Nullable<Integer>,
    }
}

diesel::table! {
    account_users (partner_id, account_id, person_id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        person_id -> Uuid,
        role -> Text,
        with_sub_accounts -> Bool,
        version -> Integer,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    links (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        person_id -> Uuid,
        purpose -> Text,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    audit_heads (partner_id) {
        partner_id -> Uuid,
        seq -> BigInt,
        hash -> Binary,
    }
}

diesel::table! {
    audit_log (partner_id, at, seq) {
        partner_id -> Uuid,
        account_id -> Nullable<Uuid>,
        seq -> BigInt,
        at -> Timestamptz,
        actor_id -> Nullable<Uuid>,
        actor_name -> Text,
        actor_email -> Text,
        action -> Text,
        object_kind -> Text,
        object_id -> Text,
        object_name -> Text,
        object_key -> Text,
        changes -> Jsonb,
        address -> Text,
        request_id -> Text,
        hash -> Binary,
        as_whom -> Text,
    }
}

diesel::table! {
    mails (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        account_id -> Nullable<Uuid>,
        template -> Text,
        recipient -> Text,
        recipient_name -> Text,
        values -> Jsonb,
        link_id -> Nullable<Uuid>,
        created_at -> Timestamptz,
        due_at -> Timestamptz,
        attempts -> SmallInt,
        sent_at -> Nullable<Timestamptz>,
        failed_at -> Nullable<Timestamptz>,
        problem -> Nullable<Text>,
    }
}

diesel::table! {
    jobs (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        kind -> Text,
        state -> Text,
        title -> Text,
        instructions -> Jsonb,
        total -> Integer,
        done -> Integer,
        failed -> Integer,
        problem -> Nullable<Text>,
        actor_id -> Uuid,
        actor_name -> Text,
        actor_email -> Text,
        address -> Text,
        request_id -> Text,
        created_at -> Timestamptz,
        started_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        lease_until -> Nullable<Timestamptz>,
        attempts -> SmallInt,
        doing -> Nullable<Text>,
        language -> Text,
    }
}

diesel::table! {
    job_rows (partner_id, job_id, no) {
        partner_id -> Uuid,
        job_id -> Uuid,
        no -> Integer,
        object_id -> Uuid,
        object_name -> Text,
        outcome -> Nullable<Text>,
        message -> Nullable<Text>,
        object_account -> Nullable<Uuid>,
    }
}

diesel::table! {
    imports (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        file_name -> Text,
        state -> Text,
        delimiter -> Text,
        header -> Array<Text>,
        mapping -> Jsonb,
        rows -> Integer,
        creates -> Integer,
        updates -> Integer,
        unchanged -> Integer,
        faulty -> Integer,
        problem -> Nullable<Text>,
        job_id -> Nullable<Uuid>,
        created_by -> Uuid,
        created_by_name -> Text,
        created_at -> Timestamptz,
        applied_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    import_rows (partner_id, import_id, line) {
        partner_id -> Uuid,
        import_id -> Uuid,
        line -> Integer,
        cells -> Array<Text>,
        fault -> Nullable<Text>,
        outcome -> Nullable<Text>,
        name -> Nullable<Text>,
        api_id -> Nullable<Text>,
        detail -> Nullable<Jsonb>,
    }
}

diesel::table! {
    form_keys (partner_id, key, person_id) {
        partner_id -> Uuid,
        key -> Uuid,
        person_id -> Uuid,
        location -> Text,
        created_at -> Timestamptz,
        seal -> Nullable<Binary>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    account_ancestors,
    account_terms,
    account_users,
    people,
    person_terms,
    sessions,
    links,
    jobs,
    job_rows,
    imports,
    import_rows,
    audit_log,
    partner_figures,
    frames,
    frame_keys,
);

diesel::table! {
    purge_certificates (partner_id, account_id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        api_id -> Text,
        name -> Text,
        parent_id -> Nullable<Uuid>,
        deleted_at -> Timestamptz,
        deleted_by -> Nullable<Text>,
        deleted_with -> Nullable<Uuid>,
        begun_at -> Timestamptz,
        purged_at -> Nullable<Timestamptz>,
        counts -> Jsonb,
        failures -> SmallInt,
        failed_at -> Nullable<Timestamptz>,
        retry_at -> Nullable<Timestamptz>,
    }
}
