//! Development.

diesel::table! {
    frameworks (org_id) {
        org_id -> Uuid, levels -> Array<Text>, version -> BigInt,
    }
}

diesel::table! {
    competencies (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, description -> Text, behaviours -> Array<Text>,
        retired_at -> Nullable<Timestamptz>, created_at -> Timestamptz, version -> BigInt, track_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    tracks (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, version -> BigInt,
    }
}

diesel::table! {
    track_jobs (org_id, job_title) {
        org_id -> Uuid, job_title -> Text, track_id -> Uuid,
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
        lapsed_at -> Nullable<Timestamptz>, lapsed_version -> Nullable<BigInt>,
    }
}

diesel::table! {
    visible_developments (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, job_title -> Nullable<Text>, version -> BigInt,
        manager_id -> Nullable<Uuid>, relation -> Text,
    }
}

diesel::table! {
    level_proposals (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, proposed_by -> Uuid, from_job_title -> Nullable<Text>,
        job_title -> Text, starts_on -> Date, justification -> Text, state -> Text, agreed_by -> Nullable<Uuid>,
        decided_by -> Nullable<Uuid>, decided_at -> Nullable<Timestamptz>, reason -> Text,
        applied_at -> Nullable<Timestamptz>, created_at -> Timestamptz, version -> BigInt,
    }
}

diesel::table! {
    level_evidence (org_id, proposal_id, place) {
        org_id -> Uuid, proposal_id -> Uuid, place -> Integer, kind -> Text, thing_id -> Uuid,
    }
}

diesel::table! {
    visible_level_proposals (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, person_name -> Text, proposed_by -> Uuid,
        proposer_name -> Text, from_job_title -> Nullable<Text>, job_title -> Text, starts_on -> Date,
        justification -> Text, state -> Text, agreed_by -> Nullable<Uuid>, agreer_name -> Nullable<Text>,
        decided_by -> Nullable<Uuid>, decider_name -> Nullable<Text>, decided_at -> Nullable<Timestamptz>,
        reason -> Text, applied_at -> Nullable<Timestamptz>, created_at -> Timestamptz, version -> BigInt,
        manager_id -> Nullable<Uuid>, has_manager -> Bool, relation -> Text,
    }
}
