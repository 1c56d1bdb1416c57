//! What is taken out of the app as a file, and its line in the audit log.

use serde_json::{Value, json};
use shared::operation::{Answer, Method, Operation};

use super::Failure;
use crate::{audit::Event, db::TenantTx};

/// The method whose transaction an operation needs: an export reads, and leaves its line in the audit log.
pub(super) const fn writes<O: Operation>() -> Method {
    if O::Answer::TAKES_OUT { Method::Post } else { O::METHOD }
}

/// Who takes what out is in the audit log, whatever becomes of the file.
pub(super) fn note_export<O: Operation>(tx: &mut TenantTx<'_>, of: &Value) -> Result<(), Failure> {
    if !O::Answer::TAKES_OUT {
        return Ok(());
    }
    tx.note(Event::general("exports.taken").after(&json!({ "operation": O::NAME, "of": of })))
}
