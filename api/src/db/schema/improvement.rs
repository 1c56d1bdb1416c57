//! Improvement plans.

diesel::table! {
    improvement_plans (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, held_by -> Nullable<Uuid>, state -> Text,
        starts_on -> Nullable<Date>, ends_on -> Date, extended -> Bool, edition -> Integer,
        acknowledged_edition -> Nullable<Integer>, started_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>, created_at -> Timestamptz, version -> BigInt, manager_version -> BigInt,
        hr_version -> BigInt,
    }
}

diesel::table! {
    improvement_sections (org_id, id) {
        org_id -> Uuid, id -> Uuid, plan_id -> Uuid, place -> Integer, kind -> Text, audience -> Text, body -> Text,
        edition -> Integer, created_at -> Timestamptz, replaced_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    improvement_notes (org_id, id) {
        org_id -> Uuid, id -> Uuid, plan_id -> Uuid, author_id -> Uuid, audience -> Text, body -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    improvement_acts (org_id, id) {
        org_id -> Uuid, id -> Uuid, plan_id -> Uuid, act -> Text, actor_id -> Nullable<Uuid>, audience -> Text,
        edition -> Integer, day -> Nullable<Date>, said -> Text, created_at -> Timestamptz,
    }
}

diesel::table! {
    visible_improvement_people (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, status -> Text, version -> BigInt, manager_id -> Nullable<Uuid>,
        relation -> Text,
    }
}

diesel::table! {
    visible_improvement_plans (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, person_name -> Text, manager_id -> Nullable<Uuid>,
        manager_name -> Nullable<Text>, held_by -> Nullable<Uuid>, state -> Text, starts_on -> Nullable<Date>,
        ends_on -> Date, extended -> Bool, edition -> Integer, acknowledged_edition -> Nullable<Integer>,
        started_at -> Nullable<Timestamptz>, ended_at -> Nullable<Timestamptz>, created_at -> Timestamptz,
        version -> BigInt, relation -> Text, audience -> Text,
    }
}

diesel::table! {
    visible_improvement_sections (org_id, id) {
        org_id -> Uuid, id -> Uuid, plan_id -> Uuid, place -> Integer, kind -> Text, audience -> Text, body -> Text,
        edition -> Integer,
    }
}

diesel::table! {
    visible_improvement_notes (org_id, id) {
        org_id -> Uuid, id -> Uuid, plan_id -> Uuid, author_id -> Uuid, author_name -> Text, audience -> Text,
        body -> Text, created_at -> Timestamptz,
    }
}

diesel::table! {
    visible_improvement_acts (org_id, id) {
        org_id -> Uuid, id -> Uuid, plan_id -> Uuid, act -> Text, actor_id -> Nullable<Uuid>,
        actor_name -> Nullable<Text>, audience -> Text, edition -> Integer, day -> Nullable<Date>, said -> Text,
        created_at -> Timestamptz,
    }
}
