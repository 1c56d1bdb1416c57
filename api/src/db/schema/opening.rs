//! Who has opened what.

diesel::table! {
    openings (org_id, subject, about, person_id) {
        org_id -> Uuid, subject -> Text, about -> Uuid, person_id -> Uuid, first_at -> Timestamptz,
        last_at -> Timestamptz,
    }
}
