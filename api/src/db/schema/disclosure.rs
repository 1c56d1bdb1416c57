//! Vulnerability reports.

diesel::table! {
    vulnerability_reports (id) {
        id -> Uuid, reference -> Text, subject -> Text, what -> Text, place -> Nullable<Text>, steps -> Nullable<Text>,
        name -> Nullable<Text>, email -> Nullable<Text>, received_at -> Timestamptz,
        acknowledged_at -> Nullable<Timestamptz>, closed_at -> Nullable<Timestamptz>, reminders -> Integer,
    }
}
