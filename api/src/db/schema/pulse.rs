//! Pulses.

diesel::table! {
    pulse_surveys (org_id, id) {
        org_id -> Uuid, id -> Uuid, series_id -> Uuid, wave -> Integer, title -> Text, state -> Text, opens_on -> Date,
        closes_on -> Date, minimum -> SmallInt, share_total -> Bool, every_weeks -> Nullable<SmallInt>,
        team_id -> Nullable<Uuid>, started_from -> Nullable<Date>, started_until -> Nullable<Date>,
        rest_weeks -> SmallInt, sample_percent -> SmallInt, asked -> Nullable<Integer>, opened_on -> Nullable<Date>,
        seed -> Nullable<Bytea>, public_key -> Nullable<Text>, tries -> SmallInt, tried_at -> Nullable<Timestamptz>,
        created_by -> Uuid, created_at -> Timestamptz, version -> BigInt, closed_on -> Nullable<Date>,
    }
}

diesel::table! {
    visible_pulses (org_id, id) {
        org_id -> Uuid, id -> Uuid, series_id -> Uuid, wave -> Integer, title -> Text, state -> Text, opens_on -> Date,
        closes_on -> Date, minimum -> SmallInt, share_total -> Bool, every_weeks -> Nullable<SmallInt>,
        team_id -> Nullable<Uuid>, started_from -> Nullable<Date>, started_until -> Nullable<Date>,
        rest_weeks -> SmallInt, sample_percent -> SmallInt, asked -> Nullable<Integer>, seed -> Nullable<Bytea>,
        public_key -> Nullable<Text>, version -> BigInt, asks_me -> Bool, took_ballot -> Bool, enough -> Bool,
        relation -> Text,
    }
}

diesel::table! {
    pulse_questions (org_id, survey_id, position) {
        org_id -> Uuid, survey_id -> Uuid, position -> SmallInt, kind -> Text, text -> Text, options -> Array<Text>,
        multiple -> Bool, optional -> Bool,
    }
}

diesel::table! {
    pulse_exclusions (org_id, survey_id, person_id) {
        org_id -> Uuid, survey_id -> Uuid, person_id -> Uuid,
    }
}

diesel::table! {
    pulse_groups (org_id, id) {
        org_id -> Uuid, id -> Uuid, survey_id -> Uuid, place -> SmallInt, parent -> Nullable<SmallInt>,
        team_id -> Nullable<Uuid>, name -> Text, asked_here -> Integer, asked -> Integer, comparable -> Bool,
    }
}

diesel::table! {
    visible_pulse_groups (org_id, id) {
        org_id -> Uuid, id -> Uuid, survey_id -> Uuid, place -> SmallInt, parent -> Nullable<SmallInt>,
        team_id -> Nullable<Uuid>, name -> Text, asked -> Integer, comparable -> Bool,
    }
}

diesel::table! {
    pulse_invitations (org_id, survey_id, person_id) {
        org_id -> Uuid, survey_id -> Uuid, person_id -> Uuid, group_id -> Uuid, blinded -> Nullable<Bytea>,
    }
}

diesel::table! {
    pulse_ballots (org_id, survey_id, token_hash) {
        org_id -> Uuid, survey_id -> Uuid, token_hash -> Bytea, group_id -> Uuid, sheet -> Bytea, held -> Bool,
    }
}

diesel::table! {
    pulse_cells (org_id, survey_id, position, group_id) {
        org_id -> Uuid, survey_id -> Uuid, group_id -> Uuid, position -> SmallInt, n -> Integer,
        counts -> Array<Integer>,
    }
}

diesel::table! {
    pulse_texts (org_id, id) {
        org_id -> Uuid, id -> Uuid, survey_id -> Uuid, position -> SmallInt, group_id -> Uuid, body -> Text,
        thread_lock -> Nullable<Bytea>, thread_ended -> Bool,
    }
}

diesel::table! {
    visible_pulse_comments (org_id, id) {
        org_id -> Uuid, id -> Uuid, survey_id -> Uuid, thread_ended -> Bool, closed_on -> Nullable<Date>,
        version -> BigInt, relation -> Text,
    }
}

diesel::table! {
    pulse_thread_messages (org_id, text_id, place) {
        org_id -> Uuid, text_id -> Uuid, place -> SmallInt, author_id -> Nullable<Uuid>, day -> Date, body -> Text,
    }
}
