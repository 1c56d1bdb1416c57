//! Where events are sent.

diesel::table! {
    webhook_endpoints (org_id, id) {
        org_id -> Uuid, id -> Uuid, url -> Text, description -> Text, types -> Array<Text>, secret -> Bytea,
        shown_at -> Nullable<Timestamptz>, old_secret -> Nullable<Bytea>, old_secret_until -> Nullable<Timestamptz>,
        state -> Text, trouble -> Nullable<Text>, failing_since -> Nullable<Timestamptz>,
        delivered_at -> Nullable<Timestamptz>, tried_at -> Nullable<Timestamptz>, position -> BigInt,
        resting_until -> Timestamptz, leased_until -> Timestamptz, created_by -> Uuid, created_at -> Timestamptz,
        version -> BigInt,
    }
}

diesel::table! {
    webhook_deliveries (org_id, id) {
        org_id -> Uuid, id -> Uuid, webhook_id -> Uuid, event_seq -> BigInt, event_id -> Uuid, event_kind -> Text,
        state -> Text, tries -> Integer, due_at -> Timestamptz, created_at -> Timestamptz,
        done_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    webhook_attempts (org_id, delivery_id, number) {
        org_id -> Uuid, delivery_id -> Uuid, number -> Integer, at -> Timestamptz, outcome -> Text,
        status -> Nullable<Integer>, millis -> Integer,
    }
}

diesel::table! {
    webhook_rounds (org_id) {
        org_id -> Uuid, due_at -> Timestamptz,
    }
}
