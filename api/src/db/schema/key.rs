//! Which keys are in use.

diesel::table! {
    key_uses (setting, key_id) {
        setting -> Text, key_id -> Text, first_at -> Timestamptz, last_at -> Timestamptz,
    }
}
