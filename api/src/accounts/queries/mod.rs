//! The SQL of accounts.

pub(super) mod accounts;
pub(super) mod links;
pub(super) mod organisations;
pub(super) mod sessions;
pub(super) mod sign_ins;
pub(super) mod throttles;

use diesel::{
    QueryResult,
    result::{DatabaseErrorKind, Error},
};

/// The form of an address by which it is looked up and unique.
pub(super) fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// `None` where something unique was taken meanwhile. The transaction is lost then: say so and end it.
fn untaken<T>(result: QueryResult<T>) -> QueryResult<Option<T>> {
    match result {
        Err(Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _)) => Ok(None),
        result => result.map(Some),
    }
}
