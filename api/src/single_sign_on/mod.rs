//! Single sign-on: an organisation's own OpenID provider says who its people are.
//!
//! It is believed about addresses of domains that the organisation has proven ([`domains`]), in that organisation alone. A
//! log-in goes to the provider and back by the browser ([`flow`]); what the provider says is verified by [`provider`] and
//! judged by [`claims`]; whom it means is found by [`people`], by address the first time and by subject ever after.

mod claims;
mod domains;
mod flow;
mod people;
mod proof;
mod provider;
mod public_mail;
mod queries;
mod secret;
mod settings;

use diesel::PgConnection;
use shared::{
    problem::{Code, FieldError, Problem},
    single_sign_on::SignOnRefusal,
};

pub(crate) use self::domains::keep_proofs;
pub use self::provider::Providers;
use crate::http::{Failure, Mounts};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(settings::show);
    mounts.member(domains::add);
    mounts.member_async(domains::check);
    mounts.member(domains::remove);
    mounts.member_async(settings::set);
    mounts.member(settings::edit);
    mounts.member_async(settings::try_it);
    mounts.member(settings::remove);
    mounts.member(settings::unlink);
    mounts.visitor(flow::begin);
    mounts.visitor(flow::finish);
}

/// Deletes what no longer matters to anybody.
pub(crate) fn sweep(conn: &mut PgConnection) -> Result<(), Failure> {
    queries::attempts::sweep(conn)?;
    Ok(())
}

/// Why somebody isn't let in, or why we can't tell.
enum Stop {
    Refused(SignOnRefusal),
    Failed(Failure),
}

impl Stop {
    /// As a transaction gives it back: nothing but a failure undoes what it did.
    fn of(failure: Failure) -> Self {
        let why = match &failure {
            Failure::Problem(problem, _) if problem.code == Code::SignOnRefused => {
                problem.errors.first().and_then(|error| SignOnRefusal::parse(&error.code))
            }
            _ => None,
        };
        why.map_or(Self::Failed(failure), Self::Refused)
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<diesel::result::Error> for Stop {
    fn from(error: diesel::result::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(why) => refused(why),
            Stop::Failed(failure) => failure,
        }
    }
}

/// What the page that they come back to is told.
fn refused(why: SignOnRefusal) -> Failure {
    let errors = vec![FieldError::new("provider", why.as_str())];
    Problem { errors, ..Problem::new(Code::SignOnRefused) }.into()
}
