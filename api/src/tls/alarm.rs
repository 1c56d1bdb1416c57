//! What is said of a certificate that is about to end.

use chrono::Utc;

use super::{plan::Term, queries};
use crate::{
    app::State,
    worker::mail::{CertificateEnds, Letter, outbox},
};

/// Says so in the log and to the operator, once a day however many replicas there are.
pub(super) async fn raise(state: &State, name: &str, term: Term) {
    let (name, origin, operator) = (name.to_owned(), state.origin.clone(), state.operator.clone());
    let raised = state.database.accounts(move |tx| {
        if !queries::begin_alarm(tx.conn(), &name, Utc::now())? {
            return Ok(false);
        }
        if let Some(operator) = operator {
            let letter = CertificateEnds { at: term.until };
            outbox::put(tx.conn(), &[letter.to(operator.as_ref(), &origin)?])?;
        }
        Ok(true)
    });
    match raised.await {
        Ok(true) => tracing::error!(until = %term.until, "the certificate ends soon, and there is no other"),
        Ok(false) => {}
        Err(failure) => tracing::error!(code = %failure.code(), until = %term.until, "the certificate ends soon"),
    }
}
