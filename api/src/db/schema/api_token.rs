//! Programs' ways in.

diesel::table! {
    api_tokens (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, name -> Text, secret_hash -> Bytea, ending -> Text,
        scopes -> Array<Text>, networks -> Array<Text>, by_provider -> Bool, created_at -> Timestamptz,
        expires_at -> Timestamptz, last_used_at -> Nullable<Timestamptz>, last_address -> Text,
        revoked_at -> Nullable<Timestamptz>, grant_id -> Nullable<Uuid>, drawn -> Bool,
    }
}

diesel::table! {
    service_accounts (org_id, id) {
        org_id -> Uuid, id -> Uuid, purpose -> Text, created_by -> Uuid, created_at -> Timestamptz,
        removed_at -> Nullable<Timestamptz>,
    }
}
