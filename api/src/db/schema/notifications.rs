//! Being told.

diesel::table! {
    notices (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, kind -> Text, subject -> Text, about -> Uuid, occasion -> Text,
        actor_id -> Nullable<Uuid>, created_at -> Timestamptz, read_at -> Nullable<Timestamptz>,
        settled_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    notice_settings (org_id, person_id) {
        org_id -> Uuid, person_id -> Uuid, time_zone -> Nullable<Text>, digest_hour -> SmallInt,
        quiet_from -> Nullable<SmallInt>, quiet_to -> Nullable<SmallInt>, mails_paused -> Bool, mails -> Jsonb,
        hidden -> Array<Text>, version -> BigInt,
    }
}

diesel::table! {
    notice_mails (org_id, person_id, notice_id) {
        org_id -> Uuid, person_id -> Uuid, notice_id -> Uuid, due_at -> Timestamptz, calls -> Bool,
    }
}

diesel::table! {
    notice_letters (org_id, person_id, on_day) {
        org_id -> Uuid, person_id -> Uuid, on_day -> Date,
    }
}

diesel::table! {
    notice_rounds (org_id) {
        org_id -> Uuid, due_at -> Timestamptz, reminded_on -> Nullable<Date>,
    }
}

diesel::table! {
    reply_addresses (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, secret_hash -> Bytea, sent_on -> Date, weekly -> Bool,
        key_results -> Array<Uuid>,
    }
}

diesel::table! {
    replies (org_id, address_id, mail_hash) {
        org_id -> Uuid, address_id -> Uuid, mail_hash -> Bytea,
    }
}

diesel::table! {
    team_channels (org_id, team_id) {
        org_id -> Uuid, team_id -> Uuid, kind -> Text, address -> Bytea, shown -> Text, news -> Array<Text>,
        state -> Text, trouble -> Nullable<Text>, failures -> Integer, next_at -> Timestamptz,
        delivered_at -> Nullable<Timestamptz>, tried_at -> Nullable<Timestamptz>, set_by -> Uuid,
        set_at -> Timestamptz, version -> BigInt,
    }
}

diesel::table! {
    channel_posts (org_id, id) {
        org_id -> Uuid, id -> Uuid, team_id -> Uuid, news -> Text, about -> Uuid, occasion -> Text,
        created_at -> Timestamptz, done_at -> Nullable<Timestamptz>,
    }
}
