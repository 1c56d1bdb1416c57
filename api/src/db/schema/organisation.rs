//! Organisations and their periods.

diesel::table! {
    organisations (org_id) {
        org_id -> Uuid, name -> Text, time_zone -> Text, directory -> Text, check_in_days -> Integer,
        version -> BigInt, created_at -> Timestamptz, week_starts_on -> Text, second_factor -> Text,
        session_minutes -> Integer, idle_minutes -> Integer, sessions_version -> BigInt,
        closes_at -> Nullable<Timestamptz>, closing_letters -> Integer, api_token_days -> Integer,
        api_tokens_version -> BigInt, sandbox_of -> Nullable<Uuid>, sandbox_maker -> Nullable<Uuid>,
        sandbox_used_on -> Nullable<Date>, sandbox_idle -> Bool, days_ahead -> Integer,
    }
}

diesel::table! {
    periods (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, starts_on -> Date, ends_on -> Date, version -> BigInt,
        created_at -> Timestamptz,
    }
}
