//! The SQL of billing.

pub(super) mod invoices;
pub(super) mod notices;
pub(super) mod payments;
pub(super) mod subscriptions;
