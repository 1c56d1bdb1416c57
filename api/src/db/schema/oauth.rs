//! Programs of others, and what they were allowed.

diesel::table! {
    oauth_apps (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, redirect_uris -> Array<Text>, scopes -> Array<Text>,
        is_confidential -> Bool, secret_hash -> Nullable<Bytea>, secret_at -> Nullable<Timestamptz>, created_by -> Uuid,
        created_at -> Timestamptz, version -> BigInt,
    }
}

diesel::table! {
    oauth_grants (org_id, id) {
        org_id -> Uuid, id -> Uuid, app_id -> Uuid, person_id -> Uuid, scopes -> Array<Text>, redirect_uri -> Text,
        challenge -> Text, code_hash -> Nullable<Bytea>, code_until -> Timestamptz, family_hash -> Nullable<Bytea>,
        refresh_hash -> Nullable<Bytea>, by_provider -> Bool, created_at -> Timestamptz,
        begun_at -> Nullable<Timestamptz>, refreshed_at -> Nullable<Timestamptz>, revoked_at -> Nullable<Timestamptz>,
    }
}
