//! What hangs on objectives.

diesel::table! {
    objective_comments (org_id, id) {
        org_id -> Uuid,
        id -> Uuid,
        objective_id -> Uuid,
        author_id -> Uuid,
        body -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    comment_mentions (org_id, comment_id, person_id) {
        org_id -> Uuid, comment_id -> Uuid, person_id -> Uuid,
    }
}

diesel::table! {
    objective_computations (org_id, objective_id, known_at) {
        org_id -> Uuid,
        objective_id -> Uuid,
        known_at -> Timestamptz,
        progress -> Nullable<Double>,
        computation -> Jsonb,
    }
}

diesel::table! {
    former_owners (org_id, thing_id, until_at) {
        org_id -> Uuid, thing_id -> Uuid, until_at -> Timestamptz, owner_id -> Uuid, objective_id -> Nullable<Uuid>,
        key_result_id -> Nullable<Uuid>, kpi_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    objective_computation_days (org_id, objective_id, known_at) {
        org_id -> Uuid, objective_id -> Uuid, known_at -> Timestamptz, known_on -> Date,
        progress -> Nullable<Double>, computation -> Jsonb,
    }
}

diesel::table! {
    objective_supports (org_id, objective_id, supported_id) {
        org_id -> Uuid, objective_id -> Uuid, supported_id -> Uuid,
    }
}

diesel::table! {
    objective_versions (org_id, objective_id, known_at) {
        org_id -> Uuid, objective_id -> Uuid, known_at -> Timestamptz, parent_id -> Nullable<Uuid>, state -> Text,
        progress -> Nullable<Double>, status_from -> Array<Date>, status_then -> Array<Text>,
    }
}
