//! Reviews.

diesel::table! {
    review_templates (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, description -> Text, form_number -> Integer,
        retired_at -> Nullable<Timestamptz>, created_at -> Timestamptz, updated_at -> Timestamptz, version -> BigInt,
    }
}

diesel::table! {
    review_forms (org_id, template_id, number) {
        org_id -> Uuid, template_id -> Uuid, number -> Integer, form -> Jsonb, created_by -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    review_cycles (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, stage -> Text, template_id -> Uuid, form_number -> Nullable<Integer>,
        period_from -> Date, period_to -> Date, nominate_by -> Nullable<Date>, write_by -> Date, share_by -> Date,
        peers_least -> SmallInt, peers_most -> SmallInt, peer_load -> SmallInt, naming -> Text, minimum -> SmallInt,
        team_id -> Nullable<Uuid>, started_until -> Nullable<Date>, reason -> Nullable<Text>, created_by -> Uuid,
        created_at -> Timestamptz, version -> BigInt, calibrates -> Bool, explains_changes -> Bool,
        by_date -> Bool, grace_days -> SmallInt,
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
        final_potential -> Nullable<SmallInt>, not_rated -> Bool,
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
        due_on -> Nullable<Date>,
    }
}

diesel::table! {
    review_submissions (org_id, review_id, number) {
        org_id -> Uuid, review_id -> Uuid, number -> Integer, answers -> Jsonb, submitted_at -> Timestamptz,
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
        version -> BigInt, relation -> Text, due_on -> Date,
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
    visible_review_cycles (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, stage -> Text, template_id -> Uuid, form_number -> Nullable<Integer>,
        period_from -> Date, period_to -> Date, nominate_by -> Nullable<Date>, write_by -> Date, share_by -> Date,
        peers_least -> SmallInt, peers_most -> SmallInt, peer_load -> SmallInt, naming -> Text, minimum -> SmallInt,
        team_id -> Nullable<Uuid>, started_until -> Nullable<Date>, reason -> Nullable<Text>, version -> BigInt,
        relation -> Text, calibrates -> Bool, explains_changes -> Bool, by_date -> Bool, grace_days -> SmallInt,
    }
}
