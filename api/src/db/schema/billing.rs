//! What organisations pay, and what is paid.

diesel::table! {
    subscriptions (org_id) {
        org_id -> Uuid, trial_ends_on -> Date, plan -> Nullable<Text>, period -> Nullable<Text>,
        currency -> Nullable<Text>, is_cancelled -> Bool, over_since -> Nullable<Date>, reminders -> Integer,
        trued_up_on -> Nullable<Date>, look_at -> Timestamptz, created_at -> Timestamptz, updated_at -> Timestamptz,
    }
}

diesel::table! {
    billing_details (org_id) {
        org_id -> Uuid, name -> Text, email -> Text, address -> Text, country -> Text, tax_number -> Nullable<Text>,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    invoices (org_id, id) {
        org_id -> Uuid, id -> Uuid, number -> Text, kind -> Text, state -> Text, plan -> Text, period -> Text,
        currency -> Text, seats -> Integer, unit_minor -> BigInt, days -> Integer, of_days -> Integer,
        charge_minor -> BigInt, credit_plan -> Nullable<Text>, credit_unit_minor -> Nullable<BigInt>,
        credit_minor -> BigInt, vat_basis_points -> Integer, vat_minor -> BigInt, total_minor -> BigInt,
        from_on -> Date, until_on -> Date, billed_name -> Text, billed_email -> Text, billed_address -> Text,
        billed_country -> Text, billed_tax_number -> Nullable<Text>, issued_at -> Timestamptz, due_on -> Date,
        mailed_at -> Nullable<Timestamptz>, paid_at -> Nullable<Timestamptz>, receipt_number -> Nullable<Text>,
    }
}

diesel::table! {
    credit_notes (org_id, invoice_id) {
        org_id -> Uuid, invoice_id -> Uuid, number -> Text, issued_at -> Timestamptz,
    }
}

diesel::table! {
    billing_terms (org_id, from_on) {
        org_id -> Uuid, from_on -> Date, until_on -> Date, plan -> Text, period -> Text, currency -> Text,
        seats -> Integer, unit_minor -> BigInt, invoice_id -> Uuid,
    }
}

diesel::table! {
    payments (org_id, id) {
        org_id -> Uuid, id -> Uuid, invoice_id -> Uuid, tx_ref -> Text, state -> Text, flag -> Nullable<Text>,
        link -> Nullable<Text>, minor -> BigInt, currency -> Text, transaction_id -> Nullable<BigInt>,
        paid_minor -> Nullable<BigInt>, paid_currency -> Nullable<Text>, created_at -> Timestamptz,
        check_at -> Timestamptz, paid_at -> Nullable<Timestamptz>, refunded_minor -> Nullable<BigInt>,
        refunded_at -> Nullable<Timestamptz>, by_link -> Bool,
        refund_id -> Nullable<BigInt>, refunding_minor -> Nullable<BigInt>,
    }
}

diesel::table! {
    pay_links (org_id, invoice_id, secret_hash) {
        org_id -> Uuid, invoice_id -> Uuid, secret_hash -> Bytea, made_at -> Timestamptz,
    }
}

diesel::table! {
    kept_invoices (id) {
        id -> Uuid, number -> Text, kind -> Text, state -> Text, plan -> Text, period -> Text, currency -> Text,
        seats -> Integer, unit_minor -> BigInt, days -> Integer, of_days -> Integer, charge_minor -> BigInt,
        credit_plan -> Nullable<Text>, credit_unit_minor -> Nullable<BigInt>, credit_minor -> BigInt,
        vat_basis_points -> Integer, vat_minor -> BigInt, total_minor -> BigInt, from_on -> Date, until_on -> Date,
        billed_name -> Text, billed_email -> Text, billed_address -> Text, billed_country -> Text,
        billed_tax_number -> Nullable<Text>, issued_at -> Timestamptz, due_on -> Date,
        paid_at -> Nullable<Timestamptz>, receipt_number -> Nullable<Text>, kept_at -> Timestamptz,
        credit_note_number -> Nullable<Text>, credited_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    kept_payments (id) {
        id -> Uuid, invoice_id -> Uuid, tx_ref -> Text, state -> Text, flag -> Nullable<Text>, minor -> BigInt,
        currency -> Text, transaction_id -> BigInt, paid_minor -> Nullable<BigInt>, paid_currency -> Nullable<Text>,
        created_at -> Timestamptz, paid_at -> Nullable<Timestamptz>, refunded_minor -> Nullable<BigInt>,
        refunded_at -> Nullable<Timestamptz>, refund_id -> Nullable<BigInt>, refunding_minor -> Nullable<BigInt>,
    }
}

diesel::table! {
    payment_notices (id) {
        id -> Uuid, tx_ref -> Text, transaction_id -> Nullable<BigInt>, received_at -> Timestamptz,
        due_at -> Timestamptz, attempts -> Integer,
    }
}

diesel::table! {
    billing_numbers (series, year) {
        series -> Text, year -> Integer, last -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(invoices, payments);
