//! The server's own certificates.

diesel::table! {
    certificates (name) {
        name -> Text, sealed -> Nullable<Bytea>, version -> BigInt, attempts -> Integer, next_at -> Timestamptz,
        alarmed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    acme_accounts (name) {
        name -> Text, sealed -> Bytea,
    }
}

diesel::table! {
    acme_challenges (token) {
        token -> Text, proof -> Text, expires_at -> Timestamptz,
    }
}
