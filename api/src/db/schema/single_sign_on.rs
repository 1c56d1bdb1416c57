//! Log-ins by an organisation's own provider.

diesel::table! {
    email_domains (org_id, id) {
        org_id -> Uuid, id -> Uuid, domain -> Text, secret -> Text, state -> Text, misses -> Integer,
        proven_at -> Nullable<Timestamptz>, checked_at -> Nullable<Timestamptz>, next_check_at -> Timestamptz,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    sso_connections (org_id) {
        org_id -> Uuid, issuer -> Text, client_id -> Text, client_secret -> Bytea, scopes -> Array<Text>,
        is_on -> Bool, only_sso -> Bool, creates_people -> Bool, tested_at -> Nullable<Timestamptz>, version -> BigInt,
        created_at -> Timestamptz, updated_at -> Timestamptz,
    }
}

diesel::table! {
    sso_identities (org_id, issuer, subject) {
        org_id -> Uuid, issuer -> Text, subject -> Text, person_id -> Uuid, created_at -> Timestamptz,
        last_used_at -> Timestamptz,
    }
}

diesel::table! {
    sso_attempts (org_id, id) {
        org_id -> Uuid, id -> Uuid, secret_hash -> Bytea, version -> BigInt, expires_at -> Timestamptz,
        again -> Bool,
    }
}
