//! The audit log: who did what, and whether anybody has altered it.

mod chain;
mod details;
mod filters;
mod page;
mod refusals;
mod table;

use leptos::prelude::*;
use shared::audit_log::ListAuditEvents;

use crate::shell::guarded;

crate::parts::parts! {
    people_admin: log();
}

/// `/audit?actor=…&topic=…&kind=…&resource=…&from=…&to=…&request=…&address=…`
pub fn log() -> AnyView {
    guarded::<ListAuditEvents>(|| page::AuditLog().into_any())
}
