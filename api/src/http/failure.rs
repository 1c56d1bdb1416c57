//! What keeps a handler from answering: a problem of the caller's, or a fault of ours.

use actix_web::cookie::Cookie;
use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DbError};
use shared::problem::{Code, Problem};

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// Known to the caller: answered as it is, with `Retry-After` seconds where waiting helps.
    Problem(Box<Problem>, Option<u32>),
    /// The same, of something that goes on with the cookie that comes with it.
    Unfinished(Box<Problem>, Box<Cookie<'static>>),
    /// Ours: logged once, answered as 500 without details.
    Fault(anyhow::Error),
}

impl Failure {
    /// A fault with its cause.
    pub fn fault(cause: impl Into<anyhow::Error>) -> Self {
        Self::Fault(cause.into())
    }

    /// 503: come back in `seconds`.
    pub fn busy(seconds: u32) -> Self {
        Self::Problem(Box::new(Problem::new(Code::Unavailable)), Some(seconds))
    }

    /// 429: come back in `seconds`.
    pub fn too_many(seconds: u32) -> Self {
        Self::Problem(Box::new(Problem::new(Code::TooManyRequests)), Some(seconds.max(1)))
    }

    /// 422 with one field named.
    pub fn field(field: impl Into<String>, code: &str) -> Self {
        Problem::field(field, code).into()
    }

    /// The same with its fields below `place`, such as `key_results[0]`.
    pub fn under(self, place: &str) -> Self {
        match self {
            Self::Problem(mut problem, wait) => {
                for error in &mut problem.errors {
                    let whole = error.field.is_empty();
                    error.field = if whole { place.to_owned() } else { format!("{place}.{}", error.field) };
                }
                Self::Problem(problem, wait)
            }
            fault => fault,
        }
    }

    /// The code the caller will see.
    pub fn code(&self) -> Code {
        match self {
            Self::Problem(problem, _) | Self::Unfinished(problem, _) => problem.code,
            Self::Fault(_) => Code::Internal,
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem), None)
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Problem::new(code).into()
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Fault(error)
    }
}

impl From<DbError> for Failure {
    fn from(error: DbError) -> Self {
        match &error {
            DbError::NotFound => Code::NotFound.into(),
            DbError::BrokenTransactionManager => Self::busy(2),
            DbError::DatabaseError(kind, information) => {
                of_database(kind, &**information).unwrap_or_else(|| Self::fault(error))
            }
            _ => Self::fault(error),
        }
    }
}

/// What a constraint's refusal means to the caller. Constraint names follow one rule, so that this
/// is the only place that knows them: `<table>_<field>_<what>`.
fn of_database(kind: &DatabaseErrorKind, information: &dyn DatabaseErrorInformation) -> Option<Failure> {
    let message = information.message();
    match kind {
        DatabaseErrorKind::ForeignKeyViolation if message.starts_with("update or delete") => {
            Some(Problem::new(Code::Conflict).because("other things still belong to this").into())
        }
        DatabaseErrorKind::UniqueViolation
        | DatabaseErrorKind::ForeignKeyViolation
        | DatabaseErrorKind::CheckViolation => named(information.constraint_name()?),
        DatabaseErrorKind::ReadOnlyTransaction => None,
        DatabaseErrorKind::SerializationFailure => Some(Code::Conflict.into()),
        DatabaseErrorKind::ClosedConnection => Some(Failure::busy(2)),
        _ if GIVEN_UP.iter().any(|words| message.contains(words)) => {
            tracing::warn!(message, "the database gave up on a statement");
            Some(Failure::busy(2))
        }
        // The one character of JSON that it keeps in no text.
        _ if NO_TEXT.iter().any(|words| message.contains(words)) => {
            Some(Problem::new(Code::Malformed).because("no text has the character U+0000").into())
        }
        _ => None,
    }
}

/// What is said of a text that can be none.
const NO_TEXT: [&str; 2] = ["invalid byte sequence for encoding", "unsupported Unicode escape sequence"];

/// What is said when a statement or its connection ends before its time; libpq has no code for its own.
const GIVEN_UP: [&str; 9] = [
    "deadlock detected",
    "canceling statement due to",
    "terminating connection",
    "No space left on device",
    "server closed the connection",
    "no connection to the server",
    "could not receive data from server",
    "could not send data to server",
    "SSL connection has been closed",
];

fn named(constraint: &str) -> Option<Failure> {
    let (_, rest) = CONSTRAINTS.iter().find(|(name, _)| *name == constraint)?;
    let (field, code) = *rest;
    Some(Failure::field(field, code))
}

/// Constraint, field and code.
const CONSTRAINTS: &[(&str, (&str, &str))] = &[
    ("periods_name_taken", ("name", "taken")),
    ("periods_ends_before_start", ("ends_on", "ends_before_start")),
    ("teams_name_taken", ("name", "taken")),
    ("teams_parent_unknown", ("parent_id", "unknown")),
    ("teams_lead_unknown", ("lead_id", "unknown")),
    ("teams_no_circle", ("parent_id", "circle")),
    ("people_email_taken", ("email", "taken")),
    ("people_external_id_taken", ("external_id", "taken")),
    ("people_team_unknown", ("team_id", "unknown")),
    ("reporting_lines_manager_unknown", ("manager_id", "unknown")),
    ("objectives_owner_unknown", ("owner_id", "unknown")),
    ("objectives_team_unknown", ("team_id", "unknown")),
    ("objectives_team_required", ("team_id", "required")),
    ("objectives_period_unknown", ("period_id", "unknown")),
    ("objectives_parent_unknown", ("parent_id", "unknown")),
    ("objectives_parent_circle", ("parent_id", "circle")),
    ("objectives_ends_before_start", ("ends_on", "ends_before_start")),
    ("key_results_owner_unknown", ("owner_id", "unknown")),
    ("check_ins_blocker_owner_unknown", ("blocker.owner_id", "unknown")),
    ("check_ins_supersedes_unknown", ("supersedes_id", "unknown")),
    ("check_ins_supersedes_taken", ("supersedes_id", "taken")),
    ("kpis_owner_unknown", ("owner_id", "unknown")),
    ("kpis_team_unknown", ("team_id", "unknown")),
    ("kpis_team_required", ("team_id", "required")),
    ("kpis_answering_team_required", ("team_id", "required")),
    ("shares_person_unknown", ("person_id", "unknown")),
    ("shares_team_unknown", ("team_id", "unknown")),
    ("competencies_name_taken", ("name", "taken")),
    ("competencies_track_unknown", ("track_id", "unknown")),
    ("tracks_name_taken", ("name", "taken")),
    ("track_jobs_track_unknown", ("track_id", "unknown")),
    ("expected_levels_competency_unknown", ("levels", "unknown")),
    ("assessments_competency_unknown", ("competency_id", "unknown")),
    ("development_steps_competency_unknown", ("competency_id", "unknown")),
    ("level_proposals_job_title_open", ("job_title", "already_proposed")),
    ("one_on_ones_partner_unknown", ("partner_id", "unknown")),
    ("one_on_ones_partner_oneself", ("partner_id", "oneself")),
    ("one_on_ones_partner_taken", ("partner_id", "taken")),
    ("meetings_guest_unknown", ("guest_id", "unknown")),
    ("one_on_ones_guest_unknown", ("guest_id", "unknown")),
    ("action_items_owner_unknown", ("owner_id", "unknown")),
    ("question_sets_name_taken", ("name", "taken")),
    ("reporting_lines_no_circle", ("manager_id", "circle")),
    ("company_values_name_taken", ("name", "taken")),
    ("weekly_check_ins_week_taken", ("week", "taken")),
    ("feedback_subject_unknown", ("subject_id", "unknown")),
    ("feedback_requests_subject_unknown", ("subject_id", "unknown")),
    ("pulse_surveys_team_unknown", ("team_id", "unknown")),
    ("pulse_surveys_closes_before_open", ("closes_on", "ends_before_start")),
    ("pulse_exclusions_person_unknown", ("excluded", "unknown")),
    ("review_templates_name_taken", ("name", "taken")),
    ("review_cycles_template_unknown", ("template_id", "unknown")),
    ("review_cycles_team_unknown", ("team_id", "unknown")),
    ("review_cycles_manager_unknown", ("manager_id", "unknown")),
    ("review_cycle_people_person_unknown", ("included", "unknown")),
    ("review_nominations_peer_unknown", ("peers", "unknown")),
    ("review_viewers_team_unknown", ("team_id", "unknown")),
    ("rolling_reviews_name_taken", ("name", "taken")),
    ("rolling_reviews_template_unknown", ("template_id", "unknown")),
    ("rolling_reviews_team_unknown", ("team_id", "unknown")),
    ("rolling_review_exclusions_person_unknown", ("excluded", "unknown")),
    ("calibration_sessions_team_unknown", ("team_id", "unknown")),
    ("calibration_sessions_manager_unknown", ("manager_id", "unknown")),
    ("calibration_members_person_unknown", ("members", "unknown")),
    ("email_domains_domain_taken", ("domain", "taken")),
    ("email_domains_proven", ("domain", "taken")),
    ("oauth_apps_name_taken", ("name", "taken")),
    ("scim_people_user_name_taken", ("userName", "taken")),
];
