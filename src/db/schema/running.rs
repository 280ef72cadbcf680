//! The tables of connectors, templates, cycles and of what their runs leave; `schema.rs` has the others.

diesel::table! {
    partner_keys (partner_id, version) {
        partner_id -> Uuid,
        version -> SmallInt,
        wrapped -> Binary,
        created_at -> Timestamptz,
        retired_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    connectors (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        key -> Text,
        name -> Text,
        name_key -> Text,
        kind -> Text,
        categories -> Array<Text>,
        origin -> Text,
        live_release -> Nullable<Integer>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> Integer,
        owner_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    connector_releases (partner_id, connector_id, number) {
        partner_id -> Uuid,
        connector_id -> Uuid,
        number -> Integer,
        state -> Text,
        definition -> Jsonb,
        methods -> Integer,
        authentication -> Text,
        report -> Jsonb,
        notes -> Text,
        created_at -> Timestamptz,
        created_by -> Text,
        promoted_at -> Nullable<Timestamptz>,
        promoted_by -> Nullable<Text>,
        version -> Integer,
        owner_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    connector_clients (partner_id, connector_id) {
        partner_id -> Uuid,
        connector_id -> Uuid,
        client_id -> Text,
        secret -> Binary,
        scopes -> Array<Text>,
        updated_at -> Timestamptz,
        updated_by -> Text,
        redirect_host -> Nullable<Text>,
    }
}

diesel::table! {
    account_connectors (partner_id, account_id, id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        id -> Uuid,
        connector_id -> Uuid,
        name -> Text,
        state -> Text,
        shared -> Bool,
        parameters -> Jsonb,
        secret -> Nullable<Binary>,
        scopes -> Array<Text>,
        problem -> Nullable<Text>,
        authenticated_at -> Nullable<Timestamptz>,
        authenticated_by -> Nullable<Text>,
        expires_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        created_by -> Text,
        version -> Integer,
        tokens_version -> Integer,
        refreshing_until -> Nullable<Timestamptz>,
        description -> Text,
    }
}

diesel::table! {
    connect_links (partner_id, account_id, id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        id -> Uuid,
        account_connector_id -> Uuid,
        token_hash -> Binary,
        person_id -> Uuid,
        created_by -> Text,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    oauth_grants (partner_id, account_id, id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        id -> Uuid,
        account_connector_id -> Uuid,
        state_hash -> Binary,
        browser_hash -> Binary,
        verifier -> Binary,
        place -> Text,
        link_hash -> Nullable<Binary>,
        asked_scopes -> Array<Text>,
        person_id -> Uuid,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
        back -> Text,
        redirect -> Nullable<Text>,
        begun_host -> Nullable<Text>,
    }
}

diesel::table! {
    templates (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        folder -> Text,
        name -> Text,
        name_key -> Text,
        description -> Text,
        tags -> Array<Text>,
        published -> Bool,
        visible_to -> Text,
        visible_tags -> Array<Text>,
        live_release -> Nullable<Integer>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> Integer,
        visible_tag_keys -> Array<Text>,
        owner_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    template_accounts (partner_id, account_id, template_id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        template_id -> Uuid,
    }
}

diesel::table! {
    template_releases (partner_id, template_id, number) {
        partner_id -> Uuid,
        template_id -> Uuid,
        number -> Integer,
        state -> Text,
        flow -> Jsonb,
        notes -> Text,
        created_at -> Timestamptz,
        created_by -> Text,
        promoted_at -> Nullable<Timestamptz>,
        promoted_by -> Nullable<Text>,
        version -> Integer,
        owner_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    cycles (partner_id, account_id, id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        id -> Uuid,
        name -> Text,
        name_key -> Text,
        template_id -> Nullable<Uuid>,
        template_release -> Nullable<Integer>,
        flow -> Jsonb,
        inputs -> Jsonb,
        schedule -> Nullable<Jsonb>,
        state -> Text,
        problem -> Nullable<Text>,
        next_run_at -> Nullable<Timestamptz>,
        started_at -> Nullable<Timestamptz>,
        stopped_at -> Nullable<Timestamptz>,
        stopped_by -> Nullable<Text>,
        created_at -> Timestamptz,
        created_by -> Text,
        updated_at -> Timestamptz,
        version -> Integer,
        former_release -> Nullable<Integer>,
        aside -> Nullable<Jsonb>,
        description -> Text,
        tags -> Array<Text>,
        on_error -> Text,
        log_step_data -> Bool,
    }
}

diesel::table! {
    cycle_connectors (partner_id, account_id, cycle_id, slot) {
        partner_id -> Uuid,
        account_id -> Uuid,
        cycle_id -> Uuid,
        slot -> Text,
        owner_id -> Uuid,
        account_connector_id -> Uuid,
    }
}

diesel::table! {
    hooks (partner_id, account_id, id) {
        partner_id -> Uuid,
        account_id -> Uuid,
        id -> Uuid,
        cycle_id -> Uuid,
        step -> Text,
        token_hash -> Binary,
        token -> Binary,
        proof -> Nullable<Binary>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    transactions (account_id, id) {
        account_id -> Uuid,
        id -> Uuid,
        partner_id -> Uuid,
        cycle_id -> Uuid,
        parent_id -> Nullable<Uuid>,
        item -> Nullable<Integer>,
        origin -> Text,
        of_id -> Nullable<Uuid>,
        status -> Text,
        waits_for -> Nullable<Text>,
        started_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        steps -> Integer,
        tasks -> Integer,
        warnings -> Integer,
        children_open -> Nullable<Integer>,
        failed_step -> Nullable<Text>,
        problem -> Nullable<Text>,
        data_until -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    step_runs (account_id, transaction_id, seq) {
        account_id -> Uuid,
        transaction_id -> Uuid,
        seq -> Integer,
        partner_id -> Uuid,
        step -> Text,
        attempt -> SmallInt,
        outcome -> Text,
        port -> Nullable<Text>,
        started_at -> Timestamptz,
        took_ms -> Integer,
        records -> Nullable<Integer>,
        tasks -> SmallInt,
        status_code -> Nullable<SmallInt>,
        problem -> Nullable<Text>,
        output -> Nullable<Text>,
        request -> Nullable<Text>,
        response -> Nullable<Text>,
    }
}

diesel::table! {
    ledger (account_id, id) {
        account_id -> Uuid,
        id -> Uuid,
        partner_id -> Uuid,
        transaction_id -> Nullable<Uuid>,
        cycle_id -> Nullable<Uuid>,
        step -> Text,
        connector_id -> Nullable<Uuid>,
        method -> Nullable<Text>,
        good -> Bool,
        at -> Timestamptz,
        overage -> Bool,
    }
}

diesel::table! {
    incidents (account_id, id) {
        account_id -> Uuid,
        id -> Uuid,
        partner_id -> Uuid,
        transaction_id -> Nullable<Uuid>,
        cycle_id -> Uuid,
        step -> Text,
        kind -> Text,
        cause -> Text,
        message -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    incident_causes (account_id, cause) {
        account_id -> Uuid,
        cause -> Text,
        partner_id -> Uuid,
        count -> BigInt,
        first_at -> Timestamptz,
        last_at -> Timestamptz,
        kind -> Text,
        message -> Text,
        resolved_at -> Nullable<Timestamptz>,
        resolved_by -> Nullable<Text>,
        muted_at -> Nullable<Timestamptz>,
        muted_by -> Nullable<Text>,
        retried_at -> Nullable<Timestamptz>,
        state -> Text,
    }
}

diesel::table! {
    incident_cycles (account_id, cause, cycle_id) {
        account_id -> Uuid,
        cause -> Text,
        cycle_id -> Uuid,
        partner_id -> Uuid,
        count -> BigInt,
        since -> Timestamptz,
        last_at -> Timestamptz,
    }
}

diesel::table! {
    hook_deliveries (account_id, hook_id, delivery) {
        account_id -> Uuid,
        hook_id -> Uuid,
        delivery -> Text,
        partner_id -> Uuid,
        transaction_id -> Uuid,
        at -> Timestamptz,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    partner_keys,
    connectors,
    connector_releases,
    connector_clients,
    account_connectors,
    connect_links,
    oauth_grants,
    templates,
    template_accounts,
    template_releases,
    cycles,
    cycle_connectors,
    hooks,
    transactions,
    step_runs,
    ledger,
    incidents,
    hook_deliveries,
    incident_causes,
    incident_cycles,
    queue,
    queue_accounts,
);

// A template's accounts are read with their names, its cycles by the rollout that brought them.
use super::{accounts, job_rows, queue, queue_accounts};
diesel::allow_tables_to_appear_in_same_query!(cycles, job_rows);
diesel::allow_tables_to_appear_in_same_query!(template_accounts, accounts);
diesel::allow_tables_to_appear_in_same_query!(templates, accounts);
diesel::allow_tables_to_appear_in_same_query!(cycles, accounts);
diesel::allow_tables_to_appear_in_same_query!(transactions, accounts);
diesel::allow_tables_to_appear_in_same_query!(queue, accounts);
diesel::allow_tables_to_appear_in_same_query!(cycle_connectors, accounts);
diesel::allow_tables_to_appear_in_same_query!(account_connectors, accounts);
diesel::allow_tables_to_appear_in_same_query!(connectors, accounts);
diesel::allow_tables_to_appear_in_same_query!(connector_releases, accounts);
diesel::allow_tables_to_appear_in_same_query!(incidents, accounts);
diesel::allow_tables_to_appear_in_same_query!(ledger, accounts);
diesel::allow_tables_to_appear_in_same_query!(incident_causes, accounts);
