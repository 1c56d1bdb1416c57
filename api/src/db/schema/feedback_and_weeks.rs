//! Praise, feedback, weekly check-ins.

diesel::table! {
    company_values (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, description -> Text, retired_at -> Nullable<Timestamptz>,
        version -> BigInt, created_at -> Timestamptz,
    }
}

diesel::table! {
    praise (org_id, id) {
        org_id -> Uuid, id -> Uuid, author_id -> Uuid, body -> Text, taken_down_at -> Nullable<Timestamptz>,
        taken_down_by -> Nullable<Uuid>, take_down_reason -> Nullable<Text>, created_at -> Timestamptz,
        version -> BigInt,
    }
}

diesel::table! {
    praise_recipients (org_id, praise_id, person_id) {
        org_id -> Uuid, praise_id -> Uuid, person_id -> Uuid,
    }
}

diesel::table! {
    praise_values (org_id, praise_id, value_id) {
        org_id -> Uuid, praise_id -> Uuid, value_id -> Uuid,
    }
}

diesel::table! {
    praise_reactions (org_id, praise_id, person_id, kind) {
        org_id -> Uuid, praise_id -> Uuid, person_id -> Uuid, kind -> Text, created_at -> Timestamptz,
    }
}

diesel::table! {
    visible_praise (org_id, id) {
        org_id -> Uuid, id -> Uuid, author_id -> Uuid, author_name -> Text, body -> Text,
        taken_down_at -> Nullable<Timestamptz>, take_down_reason -> Nullable<Text>, created_at -> Timestamptz,
        version -> BigInt, relation -> Text,
    }
}

diesel::table! {
    feedback_requests (org_id, id) {
        org_id -> Uuid, id -> Uuid, asker_id -> Uuid, subject_id -> Uuid, question -> Text, to_person -> Bool,
        to_manager -> Bool, to_chain -> Bool, to_later -> Bool, purpose -> Text, due_on -> Date,
        closed_at -> Nullable<Timestamptz>, created_at -> Timestamptz, version -> BigInt,
    }
}

diesel::table! {
    feedback_asks (org_id, id) {
        org_id -> Uuid, id -> Uuid, request_id -> Uuid, person_id -> Uuid, state -> Text,
        decline_reason -> Nullable<Text>, decided_at -> Nullable<Timestamptz>, version -> BigInt,
    }
}

diesel::table! {
    feedback (org_id, id) {
        org_id -> Uuid, id -> Uuid, kind -> Text, author_id -> Uuid, subject_id -> Uuid, ask_id -> Nullable<Uuid>,
        asked_by -> Nullable<Uuid>, body -> Text, purpose -> Text, to_person -> Bool, to_manager -> Bool,
        to_chain -> Bool, to_later -> Bool, managers_then -> Array<Uuid>, created_at -> Timestamptz,
        updated_at -> Timestamptz, version -> BigInt,
    }
}

diesel::table! {
    visible_feedback (org_id, id) {
        org_id -> Uuid, id -> Uuid, kind -> Text, author_id -> Uuid, subject_id -> Uuid, ask_id -> Nullable<Uuid>,
        asked_by -> Nullable<Uuid>, body -> Text, purpose -> Text, to_person -> Bool, to_manager -> Bool,
        to_chain -> Bool, to_later -> Bool, managers_then -> Array<Uuid>, created_at -> Timestamptz,
        updated_at -> Timestamptz, version -> BigInt, author_name -> Text, subject_name -> Text,
        asker_name -> Nullable<Text>, request_id -> Nullable<Uuid>, question -> Nullable<Text>, relation -> Text,
    }
}

diesel::table! {
    visible_feedback_requests (org_id, id) {
        org_id -> Uuid, id -> Uuid, asker_id -> Uuid, subject_id -> Uuid, question -> Text, to_person -> Bool,
        to_manager -> Bool, to_chain -> Bool, to_later -> Bool, purpose -> Text, due_on -> Date,
        closed_at -> Nullable<Timestamptz>, created_at -> Timestamptz, version -> BigInt, asker_name -> Text,
        subject_name -> Text, relation -> Text,
    }
}

diesel::table! {
    visible_feedback_asks (org_id, id) {
        org_id -> Uuid, id -> Uuid, request_id -> Uuid, person_id -> Uuid, state -> Text,
        decline_reason -> Nullable<Text>, decided_at -> Nullable<Timestamptz>, version -> BigInt, asker_id -> Uuid,
        subject_id -> Uuid, question -> Text, to_person -> Bool, to_manager -> Bool, to_chain -> Bool,
        to_later -> Bool, purpose -> Text, due_on -> Date, closed_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz, asker_name -> Text, subject_name -> Text, relation -> Text,
    }
}

diesel::table! {
    weekly_settings (org_id) {
        org_id -> Uuid, enabled -> Bool, mood -> Bool, due_weekday -> Text, questions -> Array<Text>,
        version -> BigInt,
    }
}

diesel::table! {
    weekly_check_ins (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, week -> Date, away -> Bool, did -> Array<Text>,
        will_do -> Array<Text>, will_do_carried -> Array<Integer>, stuck -> Array<Text>, mood -> Nullable<SmallInt>,
        question -> Text, reply -> Text, read_at -> Nullable<Timestamptz>, read_by -> Nullable<Uuid>,
        answer -> Nullable<Text>, answered_at -> Nullable<Timestamptz>, answered_by -> Nullable<Uuid>,
        created_at -> Timestamptz, updated_at -> Timestamptz, version -> BigInt,
    }
}

diesel::table! {
    visible_weekly_check_ins (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, week -> Date, away -> Bool, did -> Array<Text>,
        will_do -> Array<Text>, will_do_carried -> Array<Integer>, stuck -> Array<Text>, mood -> Nullable<SmallInt>,
        question -> Text, reply -> Text, read_at -> Nullable<Timestamptz>, answer -> Nullable<Text>,
        answered_at -> Nullable<Timestamptz>, answered_by -> Nullable<Uuid>, created_at -> Timestamptz,
        updated_at -> Timestamptz, version -> BigInt, person_name -> Text, answerer_name -> Nullable<Text>,
        relation -> Text,
    }
}
