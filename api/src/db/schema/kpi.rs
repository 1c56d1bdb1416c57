//! KPIs, what was measured of them, and what was made of that.

diesel::table! {
    kpis (org_id, id) {
        org_id -> Uuid,
        id -> Uuid,
        name -> Text,
        description -> Text,
        owner_id -> Uuid,
        team_id -> Nullable<Uuid>,
        visibility -> Text,
        kind -> Text,
        unit -> Nullable<Text>,
        decimals -> SmallInt,
        direction -> Text,
        target_value -> Nullable<Double>,
        low_value -> Nullable<Double>,
        high_value -> Nullable<Double>,
        watch_value -> Nullable<Double>,
        unhealthy_value -> Nullable<Double>,
        hard_value -> Nullable<Double>,
        frequency -> Text,
        aggregation -> Text,
        formula -> Nullable<Text>,
        missing -> Text,
        archived_at -> Nullable<Timestamptz>,
        created_by -> Uuid,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> BigInt,
        value -> Nullable<Double>,
        value_on -> Nullable<Date>,
        state_from -> Array<Date>,
        state_then -> Array<Text>,
        alerted -> Text,
        settles_on -> Nullable<Date>,
        team_answers -> Bool,
    }
}

diesel::table! {
    visible_kpis (org_id, id) {
        org_id -> Uuid,
        id -> Uuid,
        name -> Text,
        description -> Text,
        owner_id -> Uuid,
        team_id -> Nullable<Uuid>,
        visibility -> Text,
        kind -> Text,
        unit -> Nullable<Text>,
        decimals -> SmallInt,
        direction -> Text,
        target_value -> Nullable<Double>,
        low_value -> Nullable<Double>,
        high_value -> Nullable<Double>,
        watch_value -> Nullable<Double>,
        unhealthy_value -> Nullable<Double>,
        hard_value -> Nullable<Double>,
        frequency -> Text,
        aggregation -> Text,
        formula -> Nullable<Text>,
        missing -> Text,
        archived_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> BigInt,
        value -> Nullable<Double>,
        value_on -> Nullable<Date>,
        state -> Text,
        owner_name -> Text,
        team_name -> Nullable<Text>,
        state_order -> Integer,
        relation -> Text,
        team_answers -> Bool,
    }
}

diesel::table! {
    kpi_inputs (org_id, kpi_id, name) {
        org_id -> Uuid, kpi_id -> Uuid, name -> Text, input_id -> Uuid,
    }
}

diesel::table! {
    kpi_alerts (org_id, id) {
        org_id -> Uuid, id -> Uuid, kpi_id -> Uuid, value_on -> Date, value -> Double, was -> Text, became -> Text,
        hard -> Bool, created_at -> Timestamptz,
    }
}

diesel::table! {
    kpi_measurements (org_id, kpi_id, true_at, whole_day, revision) {
        org_id -> Uuid,
        kpi_id -> Uuid,
        whole_day -> Bool,
        true_at -> Timestamptz,
        revision -> Integer,
        true_on -> Date,
        value -> Nullable<Double>,
        comment -> Text,
        source -> Text,
        author_id -> Uuid,
        known_at -> Timestamptz,
    }
}

diesel::table! {
    kpi_days (org_id, kpi_id, day) {
        org_id -> Uuid, kpi_id -> Uuid, day -> Date, count -> BigInt, sum -> Numeric, least -> Nullable<Double>,
        most -> Nullable<Double>, last_whole -> Bool, last_at -> Nullable<Timestamptz>, last_value -> Nullable<Double>,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    kpi_past_days (org_id, kpi_id, day, changed_at) {
        org_id -> Uuid, kpi_id -> Uuid, day -> Date, changed_at -> Timestamptz, count -> BigInt, sum -> Numeric,
        least -> Nullable<Double>, most -> Nullable<Double>, last_value -> Nullable<Double>,
    }
}

diesel::table! {
    kpi_periods (org_id, kpi_id, starts_on) {
        org_id -> Uuid, kpi_id -> Uuid, starts_on -> Date, value -> Nullable<Double>, reason -> Nullable<Text>,
        inputs -> Jsonb,
    }
}
