//! What of a review stays as it was given to the person, and what comes after.

use super::people;

diesel::table! {
    review_papers (org_id, packet_id) {
        org_id -> Uuid, packet_id -> Uuid, subject_name -> Nullable<Text>, job_title -> Nullable<Text>,
        team_name -> Nullable<Text>, manager_id -> Nullable<Uuid>, manager_name -> Nullable<Text>, levels -> Array<Text>,
        items -> Jsonb,
    }
}

diesel::table! {
    review_addenda (org_id, id) {
        org_id -> Uuid, id -> Uuid, packet_id -> Uuid, author_id -> Uuid, body -> Text, added_at -> Timestamptz,
    }
}

diesel::table! {
    review_withdrawals (org_id, id) {
        org_id -> Uuid, id -> Uuid, packet_id -> Uuid, reason -> Text, withdrawn_by -> Uuid,
        withdrawn_at -> Timestamptz,
    }
}

diesel::table! {
    review_cycle_stages (org_id, cycle_id, known_at) {
        org_id -> Uuid, cycle_id -> Uuid, known_at -> Timestamptz, stage -> Text, form_number -> Nullable<Integer>,
    }
}

diesel::table! {
    review_packet_versions (org_id, packet_id, known_at) {
        org_id -> Uuid, packet_id -> Uuid, known_at -> Timestamptz, state -> Text, summary -> Text,
        released_at -> Nullable<Timestamptz>, author_rating -> Nullable<SmallInt>, final_rating -> Nullable<SmallInt>,
        final_potential -> Nullable<SmallInt>, not_rated -> Bool,
    }
}

diesel::table! {
    review_states (org_id, review_id, known_at) {
        org_id -> Uuid, review_id -> Uuid, known_at -> Timestamptz, state -> Text,
    }
}

diesel::table! {
    review_pauses (org_id, packet_id, from_on) {
        org_id -> Uuid, packet_id -> Uuid, from_on -> Date, until_on -> Date, covers -> Text, paused_by -> Uuid,
        resumed_at -> Nullable<Timestamptz>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(review_addenda, people);
diesel::allow_tables_to_appear_in_same_query!(review_pauses, people);
diesel::allow_tables_to_appear_in_same_query!(review_withdrawals, people);
