//! What goes wrong, in the protocol's words (RFC 6749, 5.2).

use serde_json::{Value, json};
use shared::problem::{Code, Problem};

use crate::http::FormReply;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Something is missing, twice, or not what it has to be.
    Request,
    /// Who the app says it is isn't proven.
    Client,
    /// The code or the refresh token is good for nothing, or not for this.
    Grant,
    /// It asks for more than it was allowed.
    Scope,
    /// There is no such kind of grant here.
    GrantType,
}

/// Why there is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal {
    /// What is wrong.
    pub wrong: Wrong,
    why: &'static str,
}

impl Refusal {
    /// Refused for a reason that whoever writes the app is told. Of a field that is missing, its name.
    pub(super) const fn new(wrong: Wrong, why: &'static str) -> Self {
        Self { wrong, why }
    }

    /// The answer.
    pub(super) fn reply(self) -> FormReply {
        let (status, error, challenge) = match self.wrong {
            Wrong::Request => (400, "invalid_request", None),
            Wrong::Client => (401, "invalid_client", Some("Basic realm=\"PerfTrack\"")),
            Wrong::Grant => (400, "invalid_grant", None),
            Wrong::Scope => (400, "invalid_scope", None),
            Wrong::GrantType => (400, "unsupported_grant_type", None),
        };
        FormReply { status, body: Some(json!({ "error": error, "error_description": self.why })), challenge }
    }
}

/// A problem as apps read it, and its status.
pub(super) fn shaped(problem: &Problem) -> (u16, Value) {
    let error = match problem.code {
        Code::TooManyRequests | Code::Unavailable => "temporarily_unavailable",
        Code::Internal => "server_error",
        _ => "invalid_request",
    };
    let why = problem.detail.as_ref().unwrap_or(&problem.title);
    (problem.status, json!({ "error": error, "error_description": why }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_has_a_name_of_the_protocols() {
        let client = Refusal::new(Wrong::Client, "show the secret").reply();
        assert_eq!((client.status, client.challenge.is_some()), (401, true));
        let grant = Refusal::new(Wrong::Grant, "the code is over").reply();
        assert_eq!(grant.body.unwrap()["error"], "invalid_grant");
        assert_eq!(shaped(&Problem::new(Code::TooManyRequests)).1["error"], "temporarily_unavailable");
        assert_eq!(shaped(&Problem::new(Code::Internal)).0, 500);
        assert_eq!(shaped(&Problem::new(Code::UnsupportedMediaType)).1["error"], "invalid_request");
    }
}
