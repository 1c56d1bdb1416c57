//! What imports of people found and left.

diesel::table! {
    people_import_entries (org_id, import_id, person_id) {
        org_id -> Uuid, import_id -> Uuid, person_id -> Uuid, before -> Nullable<Jsonb>, after -> Jsonb,
    }
}
