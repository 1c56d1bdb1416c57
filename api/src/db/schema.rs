//! The tables and views as diesel sees them. A test compares this, and the files beside it, with the migrated database.

mod api_token;
mod billing;
mod calibration;
mod certificate;
mod disclosure;
mod feedback_and_weeks;
mod goal;
mod growth;
mod improvement;
mod key;
mod kpi;
mod notifications;
mod oauth;
mod one_on_one;
mod opening;
mod organisation;
mod passkey;
mod people_import;
mod privacy;
mod pulse;
mod refusal;
mod review;
mod review_paper;
mod scim;
mod single_sign_on;
mod webhook;

pub(crate) use api_token::*;
pub(crate) use billing::*;
pub(crate) use calibration::*;
pub(crate) use certificate::*;
pub(crate) use disclosure::*;
pub(crate) use feedback_and_weeks::*;
pub(crate) use goal::*;
pub(crate) use growth::*;
pub(crate) use improvement::*;
pub(crate) use key::*;
pub(crate) use kpi::*;
pub(crate) use notifications::*;
pub(crate) use oauth::*;
pub(crate) use one_on_one::*;
pub(crate) use opening::*;
pub(crate) use organisation::*;
pub(crate) use passkey::*;
pub(crate) use people_import::*;
pub(crate) use privacy::*;
pub(crate) use pulse::*;
pub(crate) use refusal::*;
pub(crate) use review::*;
pub(crate) use review_paper::*;
pub(crate) use scim::*;
pub(crate) use single_sign_on::*;
pub(crate) use webhook::*;

diesel::table! {
    accounts (id) {
        id -> Uuid, email -> Text, email_key -> Text, password_hash -> Text,
        password_changed_at -> Timestamptz, created_at -> Timestamptz,
    }
}

diesel::table! {
    backups (id) {
        id -> Uuid, name -> Text, started_at -> Timestamptz, finished_at -> Nullable<Timestamptz>,
        verified_at -> Nullable<Timestamptz>, bytes -> Nullable<BigInt>, stores -> Text, digest -> Nullable<Bytea>,
        failure -> Nullable<Text>,
    }
}

diesel::table! {
    backup_alerts (day) {
        day -> Date,
    }
}

diesel::table! {
    totp_factors (account_id) {
        account_id -> Uuid, secret -> Bytea, created_at -> Timestamptz, confirmed_at -> Nullable<Timestamptz>,
        last_step -> BigInt,
    }
}

diesel::table! {
    recovery_codes (account_id, code_hash) {
        account_id -> Uuid, code_hash -> Bytea, used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    pending_log_ins (token_hash) {
        token_hash -> Bytea, account_id -> Uuid, password_changed_at -> Timestamptz, tries -> Integer,
        expires_at -> Timestamptz, used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    teams (org_id, id) {
        org_id -> Uuid, id -> Uuid, name -> Text, parent_id -> Nullable<Uuid>, lead_id -> Nullable<Uuid>,
        version -> BigInt, created_at -> Timestamptz,
    }
}

diesel::table! {
    team_closure (org_id, above_id, team_id) {
        org_id -> Uuid, above_id -> Uuid, team_id -> Uuid, depth -> Integer,
    }
}

diesel::table! {
    people (org_id, id) {
        org_id -> Uuid, id -> Uuid, account_id -> Nullable<Uuid>, name -> Text, email -> Text, email_key -> Text,
        job_title -> Nullable<Text>, role -> Text, status -> Text, team_id -> Nullable<Uuid>,
        start_date -> Nullable<Date>, external_id -> Nullable<Text>, invited_at -> Nullable<Timestamptz>,
        deactivated_at -> Nullable<Timestamptz>, version -> BigInt, created_at -> Timestamptz,
        updated_at -> Timestamptz, erased_at -> Nullable<Timestamptz>, kind -> Text, touched_at -> Timestamptz,
    }
}

diesel::table! {
    visible_people (org_id, id) {
        org_id -> Uuid, id -> Uuid, account_id -> Nullable<Uuid>, name -> Text, email -> Text, email_key -> Text,
        job_title -> Nullable<Text>, role -> Text, status -> Text, team_id -> Nullable<Uuid>,
        start_date -> Nullable<Date>, external_id -> Nullable<Text>, invited_at -> Nullable<Timestamptz>,
        version -> BigInt, manager_id -> Nullable<Uuid>, team_name -> Nullable<Text>, manager_name -> Nullable<Text>,
        direct_reports -> BigInt, job_title_order -> Text, start_date_order -> Date, relation -> Text,
        erased_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    people_imports (org_id, id) {
        org_id -> Uuid, id -> Uuid, created_by -> Uuid, created_at -> Timestamptz, file -> Nullable<Bytea>,
        fields -> Jsonb, date_order -> Nullable<Text>, state -> Text, done -> Integer,
        beat_at -> Nullable<Timestamptz>, version -> BigInt, applied_at -> Nullable<Timestamptz>,
        undone_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    reporting_lines (org_id, id) {
        org_id -> Uuid, id -> Uuid, person_id -> Uuid, manager_id -> Uuid, valid_from -> Timestamptz,
        valid_to -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    reporting_closure (org_id, manager_id, report_id) {
        org_id -> Uuid, manager_id -> Uuid, report_id -> Uuid, depth -> Integer,
    }
}

diesel::table! {
    objectives (org_id, id) {
        org_id -> Uuid, id -> Uuid, level -> Text, owner_id -> Uuid, team_id -> Nullable<Uuid>, period_id -> Uuid,
        parent_id -> Nullable<Uuid>, title -> Text, description -> Text, state -> Text, visibility -> Text,
        roll_up -> Text, weight -> Double, starts_on -> Date, ends_on -> Date, progress -> Nullable<Double>,
        computation -> Jsonb, status_from -> Array<Date>, status_then -> Array<Text>, score -> Nullable<Double>,
        score_comment -> Nullable<Text>, learning -> Nullable<Text>, closed_at -> Nullable<Timestamptz>,
        carried_from_id -> Nullable<Uuid>, carry_reason -> Nullable<Text>, created_by -> Uuid,
        created_at -> Timestamptz, updated_at -> Timestamptz, version -> BigInt, touched_at -> Timestamptz,
    }
}

diesel::table! {
    answered_objectives (org_id, id) {
        org_id -> Uuid, id -> Uuid, state -> Text, progress -> Nullable<Double>, status -> Text,
    }
}

diesel::table! {
    visible_objectives (org_id, id) {
        org_id -> Uuid, id -> Uuid, level -> Text, owner_id -> Uuid, team_id -> Nullable<Uuid>, period_id -> Uuid,
        parent_id -> Nullable<Uuid>, title -> Text, description -> Text, state -> Text, visibility -> Text,
        roll_up -> Text, weight -> Double, starts_on -> Date, ends_on -> Date, progress -> Nullable<Double>,
        computation -> Jsonb, status -> Text, score -> Nullable<Double>, score_comment -> Nullable<Text>,
        learning -> Nullable<Text>, closed_at -> Nullable<Timestamptz>, carried_from_id -> Nullable<Uuid>,
        created_at -> Timestamptz, updated_at -> Timestamptz, version -> BigInt, owner_name -> Text,
        team_name -> Nullable<Text>, period_name -> Text, progress_order -> Double, relation -> Text,
    }
}

diesel::table! {
    key_results (org_id, id) {
        org_id -> Uuid,
        id -> Uuid,
        objective_id -> Uuid,
        owner_id -> Uuid,
        title -> Text,
        kind -> Text,
        direction -> Text,
        start_value -> Nullable<Double>,
        target_value -> Nullable<Double>,
        low_value -> Nullable<Double>,
        high_value -> Nullable<Double>,
        tolerance -> Nullable<Double>,
        unit -> Nullable<Text>,
        weight -> Double,
        cadence_days -> Nullable<Integer>,
        value -> Nullable<Double>,
        progress -> Nullable<Double>,
        last_on -> Nullable<Date>,
        last_status -> Nullable<Text>,
        status_from -> Array<Date>,
        status_then -> Array<Text>,
        created_at -> Timestamptz,
        version -> BigInt,
        kpi_id -> Nullable<Uuid>,
        active_since -> Nullable<Date>,
    }
}

diesel::table! {
    milestones (org_id, id) {
        org_id -> Uuid,
        id -> Uuid,
        key_result_id -> Uuid,
        title -> Text,
        weight -> Double,
        done -> Bool,
    }
}

diesel::table! {
    check_ins (org_id, id) {
        org_id -> Uuid,
        id -> Uuid,
        key_result_id -> Uuid,
        as_of -> Date,
        value -> Double,
        milestones_done -> Array<Uuid>,
        status -> Text,
        confidence -> Nullable<SmallInt>,
        comment -> Text,
        blocker_kind -> Nullable<Text>,
        blocker_owner_id -> Nullable<Uuid>,
        blocker_next_step -> Nullable<Text>,
        links -> Array<Text>,
        source -> Text,
        supersedes_id -> Nullable<Uuid>,
        author_id -> Uuid,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    shares (org_id, id) {
        org_id -> Uuid,
        id -> Uuid,
        objective_id -> Nullable<Uuid>,
        grantee_kind -> Text,
        person_id -> Nullable<Uuid>,
        team_id -> Nullable<Uuid>,
        level -> Text,
        reason -> Text,
        ends_at -> Nullable<Timestamptz>,
        granted_by -> Uuid,
        created_at -> Timestamptz,
        revoked_at -> Nullable<Timestamptz>,
        revoked_by -> Nullable<Uuid>,
        version -> BigInt,
        kpi_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    sessions (org_id, id) {
        org_id -> Uuid, id -> Uuid, account_id -> Uuid, person_id -> Uuid, created_at -> Timestamptz,
        last_seen_at -> Timestamptz, expires_at -> Timestamptz, revoked_at -> Nullable<Timestamptz>, device -> Text,
        address -> Text, methods -> Array<Text>, authenticated_at -> Timestamptz, last_address -> Text,
    }
}

diesel::table! {
    audit_heads (org_id) {
        org_id -> Uuid, seq -> BigInt, hash -> Bytea, linked_since -> Timestamptz,
    }
}

diesel::table! {
    audit_events (org_id, seq) {
        org_id -> Uuid, seq -> BigInt, id -> Uuid, at -> Timestamptz, actor_id -> Nullable<Uuid>,
        session_id -> Nullable<Uuid>, kind -> Text, resource_kind -> Text, resource_id -> Nullable<Uuid>,
        before -> Nullable<Jsonb>, after -> Nullable<Jsonb>, address -> Text, request_id -> Text,
        hash -> Bytea,
    }
}

diesel::table! {
    idempotency_keys (org_id, person_id, operation, key) {
        org_id -> Uuid, person_id -> Uuid, operation -> Text, key -> Text, fingerprint -> Bytea, status -> Integer,
        body -> Bytea, created_at -> Timestamptz, version -> Nullable<BigInt>,
    }
}

diesel::table! {
    link_tokens (id) {
        id -> Uuid, purpose -> Text, token_hash -> Bytea, email_key -> Text, account_id -> Nullable<Uuid>,
        org_id -> Nullable<Uuid>, person_id -> Nullable<Uuid>, payload -> Nullable<Jsonb>, created_at -> Timestamptz,
        expires_at -> Timestamptz, used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    mails (id) {
        id -> Uuid, recipient -> Text, subject -> Text, text_body -> Text, html_body -> Text,
        created_at -> Timestamptz, due_at -> Timestamptz, attempts -> Integer, sent_at -> Nullable<Timestamptz>,
        last_error -> Nullable<Text>, unsubscribe -> Nullable<Text>, reply_to -> Nullable<Text>,
    }
}

diesel::table! {
    throttles (key) {
        key -> Bytea, count -> Integer, since -> Timestamptz, next_at -> Timestamptz, ends_at -> Timestamptz,
    }
}

diesel::table! {
    spent_requests (minute, key) {
        minute -> BigInt, key -> Bytea, requests -> Integer,
    }
}

diesel::table! {
    known_devices (account_id, secret_hash) {
        account_id -> Uuid, secret_hash -> Bytea, last_used_at -> Timestamptz,
    }
}

diesel::table! {
    person_stories (org_id, id, kind) {
        org_id -> Uuid, person_id -> Uuid, id -> Uuid, kind -> Text, happened_on -> Date, title -> Text, said -> Text,
        status -> Nullable<Text>, about_id -> Uuid, kpi_state -> Nullable<Text>, month -> Date,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    accounts,
    totp_factors,
    recovery_codes,
    pending_log_ins,
    organisations,
    periods,
    teams,
    team_closure,
    people,
    team_channels,
    visible_people,
    reporting_lines,
    reporting_closure,
    sessions,
    audit_heads,
    audit_events,
    idempotency_keys,
    link_tokens,
    mails,
    objectives,
    answered_objectives,
    visible_objectives,
    key_results,
    milestones,
    check_ins,
    objective_comments,
    comment_mentions,
    objective_computations,
    objective_computation_days,
    objective_supports,
    shares,
    notices,
    company_values,
    praise,
    praise_recipients,
    praise_values,
    praise_reactions,
    visible_praise,
    feedback_requests,
    feedback_asks,
    feedback,
    visible_feedback,
    visible_feedback_requests,
    visible_feedback_asks,
    weekly_settings,
    weekly_check_ins,
    visible_weekly_check_ins,
    one_on_ones,
    visible_one_on_ones,
    meetings,
    visible_meetings,
    agenda_items,
    action_items,
    private_notes,
    meeting_openings,
    question_sets,
    calendar_feeds,
    frameworks,
    competencies,
    tracks,
    track_jobs,
    expected_levels,
    assessments,
    development_steps,
    visible_developments,
    level_proposals,
    level_evidence,
    visible_level_proposals,
    improvement_plans,
    notice_settings,
    notice_mails,
    notice_letters,
    notice_rounds,
    reply_addresses,
    replies,
    openings,
    refusals,
    kpis,
    visible_kpis,
    kpi_inputs,
    kpi_alerts,
    kpi_measurements,
    kpi_days,
    kpi_past_days,
    kpi_periods,
    pulse_surveys,
    visible_pulses,
    pulse_questions,
    pulse_exclusions,
    pulse_groups,
    visible_pulse_groups,
    pulse_invitations,
    pulse_ballots,
    pulse_cells,
    pulse_texts,
    visible_pulse_comments,
    pulse_thread_messages,
    review_templates,
    review_forms,
    review_cycles,
    review_cycle_people,
    review_packets,
    review_nominations,
    review_appointments,
    review_viewers,
    reviews,
    review_submissions,
    review_disputes,
    review_duties,
    visible_review_packets,
    visible_review_duties,
    visible_reviews,
    visible_review_cycles,
    calibration_sessions,
    calibration_members,
    calibration_cards,
    calibration_votes,
    calibration_changes,
    visible_calibration_sessions,
    visible_calibration_cards,
    person_stories,
    email_domains,
    sso_connections,
    sso_identities,
    sso_attempts,
);
