//! Passkeys of accounts.

diesel::table! {
    passkeys (id) {
        id -> Uuid, account_id -> Uuid, credential_id -> Bytea, credential -> Jsonb, name -> Text,
        created_at -> Timestamptz, last_used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    passkey_challenges (holder) {
        holder -> Bytea, state -> Bytea, expires_at -> Timestamptz,
    }
}
