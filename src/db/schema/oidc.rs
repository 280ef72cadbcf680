//! Signing in at a partner's own OpenID provider: the provider, who people are there, and sign-ins that are under way.

diesel::table! {
    oidc_providers (partner_id) {
        partner_id -> Uuid,
        issuer -> Text,
        client_id -> Text,
        secret -> Binary,
        label -> Text,
        audience -> Text,
        domains -> Array<Text>,
        passwords -> Bool,
        second_step_by -> Array<Text>,
        version -> Integer,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    oidc_identities (partner_id, person_id, issuer) {
        partner_id -> Uuid,
        person_id -> Uuid,
        issuer -> Text,
        subject -> Text,
        email -> Text,
        linked_at -> Timestamptz,
        used_at -> Timestamptz,
    }
}

diesel::table! {
    oidc_sign_ins (partner_id, id) {
        partner_id -> Uuid,
        id -> Uuid,
        state_hash -> Binary,
        browser_hash -> Binary,
        issuer -> Text,
        next -> Text,
        anew -> Bool,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
    }
}
