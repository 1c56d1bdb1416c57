//! Reviews.

use super::{organisations, people};

diesel::table! {
    review_templates (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, description -> Text, form_number -> Integer,
        retired_at -> Nullable<Timestamptz>, created_at -> Timestamptz, updated_at -> Timestamptz, version -> BigInt,
    }
}

diesel::table! {
    review_forms (org_id, template_id, number) {
        org_id -> Uuid, template_id -> Uuid, number -> Integer, form -> Jsonb, created_by -> Uuid,
        created_at -> Timestamptz, corrects -> Nullable<Integer>, reason -> Nullable<Text>,
    }
}

diesel::table! {
    review_cycles (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, stage -> Text, template_id -> Uuid, form_number -> Nullable<Integer>,
        period_from -> Date, period_to -> Date, nominate_by -> Nullable<Date>, write_by -> Date, share_by -> Date,
        peers_least -> SmallInt, peers_most -> SmallInt, peer_load -> SmallInt, naming -> Text, minimum -> SmallInt,
        team_id -> Nullable<Uuid>, started_until -> Nullable<Date>, reason -> Nullable<Text>, created_by -> Uuid,
        created_at -> Timestamptz, version -> BigInt, calibrates -> Bool, explains_changes -> Bool,
        by_date -> Bool, grace_days -> SmallInt, release_after -> SmallInt, sharing_since -> Nullable<Date>,
        managers_appoint -> Bool, manager_id -> Nullable<Uuid>, writing_since -> Nullable<Date>,
    }
}

diesel::table! {
    review_cycle_people (org_id, cycle_id, person_id) {
        org_id -> Uuid, cycle_id -> Uuid, person_id -> Uuid, included -> Bool,
    }
}

diesel::table! {
    review_packets (org_id, id) {
        org_id -> Uuid, id -> Uuid, cycle_id -> Uuid, subject_id -> Uuid, state -> Text, peers_settled -> Bool,
        summary -> Text, released_at -> Nullable<Timestamptz>, released_by -> Nullable<Uuid>,
        acknowledgement -> Nullable<Text>, comment -> Text, acknowledged_at -> Nullable<Timestamptz>, version -> BigInt,
        author_rating -> Nullable<SmallInt>, author_potential -> Nullable<SmallInt>, final_rating -> Nullable<SmallInt>,
        final_potential -> Nullable<SmallInt>, not_rated -> Bool, withheld_at -> Nullable<Timestamptz>,
        withheld_by -> Nullable<Uuid>, withheld_reason -> Nullable<Text>, came_late -> Bool,
        ended -> Nullable<Text>, ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    review_nominations (org_id, packet_id, peer_id) {
        org_id -> Uuid, packet_id -> Uuid, peer_id -> Uuid,
    }
}

diesel::table! {
    reviews (org_id, id) {
        org_id -> Uuid, id -> Uuid, packet_id -> Uuid, author_id -> Uuid, relation -> Text, state -> Text,
        answers -> Jsonb, submitted_at -> Nullable<Timestamptz>, refusal -> Nullable<Text>, version -> BigInt,
        due_on -> Nullable<Date>, reopened_reason -> Nullable<Text>, seconds -> Integer,
        saved_at -> Nullable<Timestamptz>, declined_at -> Nullable<Timestamptz>, assigned_at -> Timestamptz,
        passed_on -> Bool, passed_on_ended -> Nullable<Timestamptz>, ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    review_times (org_id, template_id, form_number, relation, minutes) {
        org_id -> Uuid, template_id -> Uuid, form_number -> Integer, relation -> Text, minutes -> SmallInt,
        reviews -> Integer,
    }
}

diesel::table! {
    review_worths (org_id, cycle_id) {
        org_id -> Uuid, cycle_id -> Uuid, reviews -> Integer, questions -> Jsonb,
    }
}

diesel::table! {
    review_appointments (org_id, review_id) {
        org_id -> Uuid, review_id -> Uuid, capacity -> Text, stands_for -> Nullable<Uuid>, reason -> Text,
        appointed_by -> Uuid, appointed_at -> Timestamptz,
    }
}

diesel::table! {
    review_disputes (org_id, packet_id) {
        org_id -> Uuid, packet_id -> Uuid, opened_at -> Timestamptz, due_on -> Date, outcome -> Nullable<Text>,
        answer -> Text, decided_by -> Nullable<Uuid>, decided_at -> Nullable<Timestamptz>, rating -> Nullable<SmallInt>,
    }
}

diesel::table! {
    review_viewers (org_id, cycle_id, person_id) {
        org_id -> Uuid, cycle_id -> Uuid, person_id -> Uuid, team_id -> Nullable<Uuid>, ends_on -> Date,
        reason -> Text, granted_by -> Uuid, granted_at -> Timestamptz,
    }
}

diesel::table! {
    review_trials (org_id, cycle_id, tester_id) {
        org_id -> Uuid, cycle_id -> Uuid, tester_id -> Uuid, sent_by -> Uuid, sent_at -> Timestamptz,
    }
}

diesel::table! {
    review_launches (org_id, cycle_id) {
        org_id -> Uuid, cycle_id -> Uuid, asked_by -> Uuid, asked_at -> Timestamptz, cycle_version -> BigInt,
        form_number -> Integer, state -> Text, tries -> Integer, people -> Nullable<BigInt>, failure -> Nullable<Text>,
    }
}

diesel::table! {
    review_waivers (org_id, cycle_id, person_id, lack) {
        org_id -> Uuid, cycle_id -> Uuid, person_id -> Uuid, lack -> Text, reason -> Text, waived_by -> Uuid,
        waived_at -> Timestamptz,
    }
}

diesel::table! {
    review_submissions (org_id, review_id, number) {
        org_id -> Uuid, review_id -> Uuid, number -> Integer, answers -> Jsonb, submitted_at -> Timestamptz,
        form_number -> Nullable<Integer>,
    }
}

diesel::table! {
    review_handovers (org_id, id) {
        org_id -> Uuid, id -> Uuid, packet_id -> Uuid, author_id -> Uuid, became -> Text, by_id -> Nullable<Uuid>,
        at -> Timestamptz, due_before -> Nullable<Date>,
    }
}

diesel::table! {
    review_externals (org_id, id) {
        org_id -> Uuid, id -> Uuid, packet_id -> Uuid, name -> Text, email -> Text, reason -> Text,
        secret_hash -> Nullable<Bytea>, email_hash -> Nullable<Bytea>, state -> Text, answers -> Jsonb,
        submitted_at -> Nullable<Timestamptz>, invited_by -> Uuid, invited_at -> Timestamptz, version -> BigInt,
    }
}

diesel::table! {
    visible_review_packets (org_id, id) {
        org_id -> Uuid, id -> Uuid, cycle_id -> Uuid, cycle_name -> Text, stage -> Text, subject_id -> Uuid,
        subject_name -> Text, team_id -> Nullable<Uuid>, manager_id -> Nullable<Uuid>, manager_name -> Nullable<Text>,
        state -> Text, peers_settled -> Bool, summary -> Text, released_at -> Nullable<Timestamptz>,
        acknowledgement -> Nullable<Text>, comment -> Text, acknowledged_at -> Nullable<Timestamptz>, version -> BigInt,
        reviews -> BigInt, submitted -> BigInt, relation -> Text,
    }
}

diesel::table! {
    visible_reviews (org_id, id) {
        org_id -> Uuid, id -> Uuid, packet_id -> Uuid, cycle_id -> Uuid, cycle_name -> Text, stage -> Text,
        template_id -> Uuid, form_number -> Nullable<Integer>, period_from -> Date, period_to -> Date, write_by -> Date,
        naming -> Text, minimum -> SmallInt, subject_id -> Uuid, subject_name -> Text, subject_job -> Nullable<Text>,
        author_id -> Uuid, side -> Text, state -> Text, answers -> Jsonb, submitted_at -> Nullable<Timestamptz>,
        version -> BigInt, relation -> Text, due_on -> Date, reopened_reason -> Nullable<Text>,
    }
}

diesel::table! {
    review_duties (org_id, packet_id, person_id, duty) {
        org_id -> Uuid, cycle_id -> Uuid, packet_id -> Uuid, person_id -> Uuid, duty -> Text, due_on -> Date,
        hidden -> Bool,
    }
}

diesel::table! {
    visible_review_duties (org_id, cycle_id, person_id, duty) {
        org_id -> Uuid, cycle_id -> Uuid, person_id -> Uuid, person_name -> Text, manager_id -> Nullable<Uuid>,
        manager_name -> Nullable<Text>, duty -> Text, count -> BigInt, due_on -> Date,
        reminded_on -> Nullable<Date>, relation -> Text,
    }
}

diesel::table! {
    rolling_reviews (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, template_id -> Uuid, after_days -> Array<SmallInt>,
        writing_days -> SmallInt, sharing_days -> SmallInt, naming -> Text, minimum -> SmallInt,
        team_id -> Nullable<Uuid>, on_since -> Nullable<Date>, created_by -> Uuid, created_at -> Timestamptz,
        version -> BigInt,
    }
}

diesel::table! {
    rolling_review_exclusions (org_id, rule_id, person_id) {
        org_id -> Uuid, rule_id -> Uuid, person_id -> Uuid,
    }
}

diesel::table! {
    rolling_review_occasions (org_id, rule_id, person_id, yearly, after) {
        org_id -> Uuid, rule_id -> Uuid, person_id -> Uuid, yearly -> Bool, after -> SmallInt, cycle_id -> Uuid,
    }
}

diesel::table! {
    visible_rolling_reviews (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, template_id -> Uuid, template_name -> Text,
        after_days -> Array<SmallInt>, writing_days -> SmallInt, sharing_days -> SmallInt, naming -> Text,
        minimum -> SmallInt, team_id -> Nullable<Uuid>, team_name -> Nullable<Text>, on_since -> Nullable<Date>,
        version -> BigInt, people -> BigInt, relation -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(review_externals, review_packets);
diesel::allow_tables_to_appear_in_same_query!(review_launches, organisations);
diesel::allow_tables_to_appear_in_same_query!(review_worths, review_cycles);
diesel::allow_tables_to_appear_in_same_query!(rolling_review_occasions, visible_review_cycles);
diesel::allow_tables_to_appear_in_same_query!(rolling_review_occasions, rolling_reviews);
diesel::allow_tables_to_appear_in_same_query!(rolling_review_exclusions, people);

diesel::table! {
    visible_review_cycles (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, stage -> Text, template_id -> Uuid, form_number -> Nullable<Integer>,
        period_from -> Date, period_to -> Date, nominate_by -> Nullable<Date>, write_by -> Date, share_by -> Date,
        peers_least -> SmallInt, peers_most -> SmallInt, peer_load -> SmallInt, naming -> Text, minimum -> SmallInt,
        team_id -> Nullable<Uuid>, started_until -> Nullable<Date>, reason -> Nullable<Text>, version -> BigInt,
        relation -> Text, calibrates -> Bool, explains_changes -> Bool, by_date -> Bool, grace_days -> SmallInt,
        release_after -> SmallInt,
    }
}
