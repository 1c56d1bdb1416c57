//! What a feature may ask of every change, before and after it is made: such as that the organisation has paid. The kernel
//! knows of it only that it is asked.

use shared::operation::{Method, Operation};

use super::Failure;
use crate::db::TenantTx;

/// Which operation is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Its name, such as `CreatePerson`.
    pub name: &'static str,
    /// The feature it belongs to.
    pub feature: &'static str,
    /// How it is asked for.
    pub method: Method,
}

impl Asked {
    /// This operation.
    pub fn of<O: Operation>() -> Self {
        Self { name: O::NAME, feature: O::FEATURE, method: O::METHOD }
    }
}

/// Lets operations of members pass, or says why not.
pub trait Gate: Send + Sync {
    /// Before anything of the request is read.
    fn before(&self, tx: &mut TenantTx<'_>, asked: Asked) -> Result<(), Failure>;

    /// What there is of what is limited, before the operation adds to it; `None` if it doesn't.
    fn count(&self, tx: &mut TenantTx<'_>, asked: Asked) -> Result<Option<i64>, Failure>;

    /// When all is done, in the same transaction as the count, if one was taken: a refusal undoes it.
    fn after(&self, tx: &mut TenantTx<'_>, asked: Asked, counted: Option<i64>) -> Result<(), Failure>;
}
