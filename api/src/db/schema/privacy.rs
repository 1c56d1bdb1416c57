//! Who was erased, which organisations are gone, files of all that one has, how long what is kept, and what may not go.

use super::people;

diesel::table! {
    erasures (org_id, person_id) {
        org_id -> Uuid, person_id -> Uuid, number -> Integer, erased_at -> Timestamptz, erased_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    closed_organisations (id) {
        id -> Uuid, closed_at -> Timestamptz,
    }
}

diesel::table! {
    organisation_exports (org_id, id) {
        org_id -> Uuid, id -> Uuid, asked_by -> Uuid, state -> Text, tries -> Integer, things -> Nullable<BigInt>,
        bytes -> Nullable<BigInt>, asked_at -> Timestamptz, expires_at -> Timestamptz,
    }
}

diesel::table! {
    organisation_export_chunks (org_id, export_id, place) {
        org_id -> Uuid, export_id -> Uuid, place -> Integer, sealed -> Bytea,
    }
}

diesel::table! {
    retention_rules (org_id, kind) {
        org_id -> Uuid, kind -> Text, months -> Integer, acts_from -> Date,
    }
}

diesel::table! {
    retention_deletions (org_id, day, kind) {
        org_id -> Uuid, day -> Date, kind -> Text, number -> BigInt,
    }
}

diesel::table! {
    legal_holds (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Nullable<Uuid>, reason -> Text, placed_by -> Uuid,
        placed_at -> Timestamptz, lifted_by -> Nullable<Uuid>, lifted_at -> Nullable<Timestamptz>,
        lifted_reason -> Nullable<Text>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(erasures, people);
