//! What people were refused.

diesel::table! {
    refusals (org_id, person_id, operation, day) {
        org_id -> Uuid, person_id -> Uuid, operation -> Text, day -> Date, times -> BigInt, last_at -> Timestamptz,
    }
}
