//! The SQL of billing.

pub(super) mod credit_notes;
pub(super) mod invoices;
pub(super) mod kept;
pub(super) mod links;
pub(super) mod notices;
pub(super) mod payments;
pub(super) mod subscriptions;
