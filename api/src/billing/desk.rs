//! What settling needs, of a server as of a command.

use std::sync::Arc;

use shared::problem::Code;

use super::plans::Plans;
use crate::{app::State, config::Origin, db::Database, flutterwave::Client, http::Failure};

/// Where payments are settled.
pub(super) struct Desk<'a> {
    pub database: &'a Database,
    pub client: &'a Client,
    pub plans: &'a Arc<Plans>,
    pub origin: &'a Origin,
}

impl<'a> Desk<'a> {
    /// The server's; 409 where nobody pays.
    pub(super) fn of(state: &'a State) -> Result<Self, Failure> {
        let client = state.flutterwave.as_ref().ok_or(Code::BillingOff)?;
        Ok(Self { database: &state.database, client, plans: &state.plans, origin: &state.origin })
    }
}
