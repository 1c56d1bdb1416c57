//! Development.

diesel::table! {
    frameworks (org_id) {
        org_id -> Uuid, levels -> Array<Text>, version -> BigInt,
    }
}

diesel::table! {
    competencies (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, description -> Text, behaviours -> Array<Text>,
        retired_at -> Nullable<Timestamptz>, created_at -> Timestamptz, version -> BigInt,
    }
}

diesel::table! {
    expected_levels (org_id, job_title, competency_id) {
        org_id -> Uuid, job_title -> Text, competency_id -> Uuid, level -> Integer,
    }
}

diesel::table! {
    assessments (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, competency_id -> Uuid, side -> Text, round -> Integer,
        level -> Integer, comment -> Text, assessor_id -> Uuid, created_at -> Timestamptz,
    }
}

diesel::table! {
    development_steps (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, competency_id -> Nullable<Uuid>, body -> Text,
        due_on -> Nullable<Date>, progress -> Integer, agreed_by_person -> Bool, agreed_by_manager -> Bool,
        created_by -> Uuid, created_at -> Timestamptz, version -> BigInt, done_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    visible_developments (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, job_title -> Nullable<Text>, version -> BigInt,
        manager_id -> Nullable<Uuid>, relation -> Text,
    }
}
