//! The one place where a session begins.

use chrono::{DateTime, Utc};
use shared::{accounts::Me, problem::Code, wire::SessionId};

use super::{
    device::Device,
    limits::{self, Gate},
    me,
    queries::{
        accounts::{self, AccountRow},
        sessions::{self, NewSession},
        throttles,
    },
};
use crate::{
    audit::Event,
    db::AccountTx,
    http::{Facts, Failure},
};

/// A session about to be opened for somebody who has just proved who they are.
pub(super) struct Opening {
    /// Whose.
    pub(super) account: AccountRow,
    /// Under which id.
    pub(super) session: SessionId,
    /// Until when at the latest.
    pub(super) expires_at: DateTime<Utc>,
    /// The browser it is opened in.
    pub(super) device: Device,
    /// What counted the attempt.
    pub(super) gates: Vec<Gate>,
    /// From where.
    pub(super) facts: Facts,
}

impl Opening {
    /// Opens it in the account's first organisation; refused if the password changed since it was compared.
    pub(super) fn open(self, tx: &mut AccountTx<'_>) -> Result<Me, Failure> {
        let Self { account, session, expires_at, device, gates, facts } = self;
        // A password set meanwhile has ended all sessions; this one must not slip in behind.
        if !accounts::hold(tx.conn(), account.id, account.password_changed_at)? {
            return Err(Code::WrongCredentials.into());
        }
        limits::succeed(tx.conn(), &gates)?;
        throttles::know_device(tx.conn(), account.id, &device.hash)?;
        let memberships = accounts::memberships(tx.conn(), account.id)?;
        let Some(here) = memberships.first().cloned() else {
            return Err(shared::problem::Problem::new(Code::Forbidden)
                .because("this account belongs to no organisation any more")
                .into());
        };
        let row = NewSession {
            org_id: here.org_id,
            id: session,
            account_id: account.id,
            person_id: here.person_id,
            expires_at,
            device: facts.device.clone(),
            address: facts.address.to_string(),
        };
        sessions::open(tx.conn(), &row)?;
        tx.enter(here.org_id)?;
        let (person, event) = (here.person_id.0, Event::new("accounts.logged_in", session));
        tx.note(here.org_id, Some(person), Some(session.0), &facts, event)?;
        me::build(tx, account.email, &here, memberships, expires_at)
    }
}
