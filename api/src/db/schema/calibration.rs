//! Calibration of reviews.

diesel::table! {
    calibration_sessions (org_id, id) {
        org_id -> Uuid, id -> Uuid, cycle_id -> Uuid, name -> Text, state -> Text, takes_votes -> Bool,
        team_id -> Nullable<Uuid>, manager_id -> Nullable<Uuid>, guide -> Array<SmallInt>, reason -> Nullable<Text>,
        created_by -> Uuid, created_at -> Timestamptz, version -> BigInt,
    }
}

diesel::table! {
    calibration_members (org_id, session_id, person_id) {
        org_id -> Uuid, session_id -> Uuid, person_id -> Uuid,
    }
}

diesel::table! {
    calibration_cards (org_id, id) {
        org_id -> Uuid, id -> Uuid, session_id -> Uuid, packet_id -> Uuid, version -> BigInt,
    }
}

diesel::table! {
    calibration_votes (org_id, card_id, person_id) {
        org_id -> Uuid, card_id -> Uuid, person_id -> Uuid, vote -> Text, voted_at -> Timestamptz,
    }
}

diesel::table! {
    calibration_changes (org_id, id) {
        org_id -> Uuid, id -> Uuid, packet_id -> Uuid, session_id -> Nullable<Uuid>, from_rating -> Nullable<SmallInt>,
        to_rating -> Nullable<SmallInt>, from_potential -> Nullable<SmallInt>, to_potential -> Nullable<SmallInt>,
        not_rated -> Bool, reason -> Text, author_id -> Uuid, changed_at -> Timestamptz,
    }
}

diesel::table! {
    calibration_agreements (org_id, change_id, person_id) {
        org_id -> Uuid, change_id -> Uuid, person_id -> Uuid, agreed_at -> Timestamptz,
    }
}

diesel::table! {
    calibration_conflicts (org_id, card_id, person_id) {
        org_id -> Uuid, card_id -> Uuid, person_id -> Uuid, flagged_by -> Uuid, flagged_at -> Timestamptz,
    }
}

diesel::table! {
    visible_calibration_sessions (org_id, id) {
        org_id -> Uuid, id -> Uuid, cycle_id -> Uuid, cycle_name -> Text, stage -> Text, template_id -> Uuid,
        form_number -> Nullable<Integer>, naming -> Text, minimum -> SmallInt, explains_changes -> Bool, name -> Text,
        state -> Text, takes_votes -> Bool, team_id -> Nullable<Uuid>, team_name -> Nullable<Text>,
        manager_id -> Nullable<Uuid>, manager_name -> Nullable<Text>, guide -> Array<SmallInt>,
        reason -> Nullable<Text>, version -> BigInt, relation -> Text,
    }
}

diesel::table! {
    visible_calibration_cards (org_id, id) {
        org_id -> Uuid, id -> Uuid, session_id -> Uuid, state -> Text, cycle_id -> Uuid, packet_id -> Uuid,
        subject_id -> Uuid, subject_name -> Text, team_id -> Nullable<Uuid>, team_name -> Nullable<Text>,
        manager_id -> Nullable<Uuid>, manager_name -> Nullable<Text>, author_rating -> Nullable<SmallInt>,
        author_potential -> Nullable<SmallInt>, final_rating -> Nullable<SmallInt>,
        final_potential -> Nullable<SmallInt>, not_rated -> Bool, version -> BigInt, relation -> Text,
    }
}
