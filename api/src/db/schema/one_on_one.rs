//! One-on-ones.

diesel::table! {
    one_on_ones (org_id, id) {
        org_id -> Uuid, id -> Uuid, organiser_id -> Uuid, partner_id -> Uuid, rule -> Text, starts_on -> Date,
        starts_at -> Time, time_zone -> Text, minutes -> Integer, place -> Text, ended_at -> Nullable<Timestamptz>,
        ended_because -> Nullable<Text>, created_at -> Timestamptz, version -> BigInt, guest_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    visible_one_on_ones (org_id, id) {
        org_id -> Uuid,
        id -> Uuid,
        organiser_id -> Uuid,
        partner_id -> Uuid,
        rule -> Text,
        starts_on -> Date,
        starts_at -> Time,
        time_zone -> Text,
        minutes -> Integer,
        place -> Text,
        ended_at -> Nullable<Timestamptz>,
        ended_because -> Nullable<Text>,
        created_at -> Timestamptz,
        version -> BigInt,
        organiser_name -> Text,
        partner_name -> Text,
        next_meeting_id -> Nullable<Uuid>,
        next_at -> Nullable<Timestamptz>,
        last_at -> Nullable<Timestamptz>,
        relation -> Text,
    }
}

diesel::table! {
    meetings (org_id, id) {
        org_id -> Uuid, id -> Uuid, one_on_one_id -> Uuid, occurs_on -> Date, starts_at -> Timestamptz, moved -> Bool,
        state -> Text, notes -> Text, held_at -> Nullable<Timestamptz>, created_at -> Timestamptz, version -> BigInt,
        guest_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    visible_meetings (org_id, id) {
        org_id -> Uuid,
        id -> Uuid,
        one_on_one_id -> Uuid,
        occurs_on -> Date,
        starts_at -> Timestamptz,
        moved -> Bool,
        state -> Text,
        held_at -> Nullable<Timestamptz>,
        version -> BigInt,
        notes -> Text,
        open_items -> Nullable<BigInt>,
        organiser_id -> Uuid,
        partner_id -> Uuid,
        minutes -> Integer,
        time_zone -> Text,
        ended_at -> Nullable<Timestamptz>,
        place -> Text,
        organiser_name -> Text,
        partner_name -> Text,
        relation -> Text,
        guest_id -> Nullable<Uuid>,
        guest_name -> Nullable<Text>,
    }
}

diesel::table! {
    agenda_items (org_id, id) {
        org_id -> Uuid, id -> Uuid, one_on_one_id -> Uuid, meeting_id -> Uuid, first_meeting_id -> Uuid, body -> Text,
        position -> Double, carried -> Integer, author_id -> Uuid, done_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz, version -> BigInt,
    }
}

diesel::table! {
    action_items (org_id, id) {
        org_id -> Uuid, id -> Uuid, one_on_one_id -> Uuid, meeting_id -> Uuid, body -> Text, owner_id -> Uuid,
        due_on -> Nullable<Date>, done_at -> Nullable<Timestamptz>, created_by -> Uuid, created_at -> Timestamptz,
        version -> BigInt,
    }
}

diesel::table! {
    private_notes (org_id, meeting_id, writer_id) {
        org_id -> Uuid, meeting_id -> Uuid, writer_id -> Uuid, sealed -> Bytea, updated_at -> Timestamptz,
        version -> BigInt,
    }
}

diesel::table! {
    meeting_openings (org_id, id) {
        org_id -> Uuid, id -> Uuid, meeting_id -> Uuid, opened_by -> Uuid, reason -> Text, opened_at -> Timestamptz,
    }
}

diesel::table! {
    question_sets (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, questions -> Array<Text>, created_at -> Timestamptz,
        version -> BigInt,
    }
}

diesel::table! {
    calendar_feeds (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, secret_hash -> Bytea, created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
    }
}
