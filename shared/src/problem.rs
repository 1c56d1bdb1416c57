//! What can go wrong, as the caller sees it: RFC 9457 problem documents with a stable code.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::LogInMethod;

/// Declares the codes: variant, code on the wire, HTTP status, English title.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident $text:tt $status:literal $title:literal;)+) => {
        crate::wire::choice::choice! {
            /// A stable name for what went wrong; clients may match on it.
            pub enum Code { $($(#[doc = $doc])+ $name = $text,)+ }
        }

        impl Code {
            /// The HTTP status it is answered with.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status),+ }
            }

            /// A short English sentence without a full stop.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title),+ }
            }
        }
    };
}

codes! {
    /// The body, query or path can't be read as what the operation takes.
    Malformed "malformed" 400 "The request can't be read";
    /// Two credentials, or two of the same: which one is meant?
    AmbiguousCredentials "ambiguous_credentials" 400 "More than one credential was sent";
    /// A cursor that isn't of this list with these filters.
    BadCursor "bad_cursor" 400 "The cursor doesn't belong to this list";
    /// No valid session.
    Unauthenticated "unauthenticated" 401 "Log in first";
    /// Log-in failed; never says which part was wrong.
    WrongCredentials "wrong_credentials" 401 "The address or the password is wrong";
    /// The password was right, and the account has a second step; `methods` names what is taken for it.
    SecondStepNeeded "second_step_needed" 401 "A code is needed as well";
    /// The second step took too long or too many tries, or the log-in began in another browser.
    LogInLapsed "log_in_lapsed" 401 "Begin to log in again";
    /// The provider of the organisation was asked, and who came back from it isn't let in; `errors` says why.
    SignOnRefused "sign_on_refused" 401 "Single sign-on didn't let you in";
    /// Seen, but not allowed.
    Forbidden "forbidden" 403 "You may not do this";
    /// The organisation demands a second step at log-in of the caller, who has none: set it up first.
    SecondFactorNeeded "second_factor_needed" 403 "Set up two-step log-in first";
    /// Too long since the caller proved who they are: confirm it (`confirm_identity`) and repeat the request.
    ReauthRequired "reauth_required" 403 "Confirm that it's you, then try again";
    /// What this session was opened with isn't good for this: another organisation, or what is the whole account's.
    SeparateLogIn "separate_log_in" 403 "Log in another way for this";
    /// The API token isn't for this: `detail` names the scope that is.
    ScopeMissing "scope_missing" 403 "This token lacks the scope for this";
    /// It came over plain HTTP to a server that speaks TLS; whatever secret it carried is to be changed.
    EncryptionRequired "encryption_required" 403 "Come by https: this request was not encrypted";
    /// The request doesn't prove that it comes from our own pages.
    CrossSite "cross_site" 403 "The request didn't come from this site";
    /// The organisation has not paid: what is there can be read and taken out, and paid for, and nothing else be changed.
    ReadOnlyUnpaid "read_only_unpaid" 403 "Nothing can be changed until this organisation has paid";
    /// The organisation's plan isn't for this, or not for so many people.
    PlanLimit "plan_limit" 403 "Your plan doesn't include this";
    /// It doesn't exist, or not for the caller.
    NotFound "not_found" 404 "There is nothing here that you can see";
    /// The path exists with other methods.
    MethodNotAllowed "method_not_allowed" 405 "This path doesn't take this method";
    /// No answer in a type that was asked for.
    NotAcceptable "not_acceptable" 406 "No answer of the type asked for";
    /// The body didn't arrive in time.
    RequestTimeout "request_timeout" 408 "The request took too long to arrive";
    /// It contradicts what is there.
    Conflict "conflict" 409 "This contradicts what is already there";
    /// The cycle can't go on before its calibration sessions are applied or removed.
    CalibrationOpen "calibration_open" 409 "A calibration session isn't applied yet";
    /// Nobody pays for this installation.
    BillingOff "billing_off" 409 "Nothing is paid for here";
    /// The same idempotency key is being worked on.
    InProgress "in_progress" 409 "A request with this key is still being worked on";
    /// A link that was used, replaced, or has expired.
    LinkSpent "link_spent" 410 "This link has expired or was already used";
    /// Somebody changed it since it was read.
    VersionMismatch "version_mismatch" 412 "Somebody changed this since you read it";
    /// The body is larger than the operation takes.
    TooLarge "too_large" 413 "The request is too large";
    /// The body has another type than the operation takes.
    UnsupportedMediaType "unsupported_media_type" 415 "The body has the wrong content type";
    /// Fields are wrong; `errors` names them.
    Invalid "invalid" 422 "Some fields need attention";
    /// The idempotency key was used with another request.
    KeyReused "key_reused" 422 "This idempotency key was used for another request";
    /// `If-Match` is missing where it is needed.
    VersionRequired "version_required" 428 "Say which version you are changing (If-Match)";
    /// Too many requests; `Retry-After` says when to come back.
    TooManyRequests "too_many_requests" 429 "Too many requests; wait a moment";
    /// Headers are larger than the server takes.
    HeadersTooLarge "headers_too_large" 431 "The headers are too large";
    /// Our fault; the request id finds it in the log.
    Internal "internal" 500 "Something went wrong on our side";
    /// Out of capacity or database; `Retry-After` says when to come back.
    Unavailable "unavailable" 503 "The service is busy; try again in a moment";
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// Path of the field in the body or query, such as `key_results[0].target`; empty for the whole.
    pub field: String,
    /// Stable code, such as `required` or `too_long`.
    pub code: String,
    /// The bound that was missed, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
}

impl FieldError {
    /// From a field and `code` or `code:limit`.
    pub fn new(field: impl Into<String>, code: &str) -> Self {
        let (code, limit) = match code.split_once(':') {
            Some((code, limit)) => (code, Some(limit.to_owned())),
            None => (code, None),
        };
        Self { field: field.into(), code: code.to_owned(), limit }
    }
}

/// An RFC 9457 problem document (`application/problem+json`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// A URI reference that names the kind of problem.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short sentence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What went wrong, to match on.
    pub code: Code,
    /// More about this occurrence, where it helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Names this request in the server's log.
    #[serde(default)]
    pub request_id: String,
    /// The fields that need attention.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// By what to go on, where a log-in needs a second step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<LogInMethod>,
}

impl Problem {
    /// A problem with the title and status of its code.
    pub fn new(code: Code) -> Self {
        Self {
            kind: format!("/problems/{code}"),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            detail: None,
            request_id: String::new(),
            errors: Vec::new(),
            methods: Vec::new(),
        }
    }

    /// The same with more words about this occurrence.
    pub fn because(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// 422 with one field named.
    pub fn field(field: impl Into<String>, code: &str) -> Self {
        Self::invalid(vec![FieldError::new(field, code)])
    }

    /// 422 with the fields named.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::new(Code::Invalid) }
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<garde::Report> for Problem {
    fn from(report: garde::Report) -> Self {
        let errors = report.iter().map(|(path, error)| FieldError::new(path.to_string(), error.message()));
        Self::invalid(errors.collect())
    }
}
