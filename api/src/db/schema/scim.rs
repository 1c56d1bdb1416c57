//! People as an organisation's directory keeps them, by SCIM.

diesel::table! {
    scim_settings (org_id) {
        org_id -> Uuid, is_on -> Bool, roles -> Text, teams -> Text, invites -> Bool,
        last_called_at -> Nullable<Timestamptz>, last_caller -> Nullable<Text>, version -> BigInt,
    }
}

diesel::table! {
    scim_people (org_id, person_id) {
        org_id -> Uuid, person_id -> Uuid, user_name -> Text, user_name_key -> Text, external_id -> Nullable<Text>,
        given_name -> Nullable<Text>, family_name -> Nullable<Text>, came_by_it -> Bool,
        removed_at -> Nullable<Timestamptz>, created_at -> Timestamptz, updated_at -> Timestamptz,
    }
}

diesel::table! {
    scim_groups (org_id, team_id) {
        org_id -> Uuid, team_id -> Uuid, external_id -> Text, created_at -> Timestamptz,
    }
}
