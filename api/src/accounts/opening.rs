//! The one place where a session begins.

use chrono::{DateTime, Utc};
use shared::{
    accounts::{LogInMethod, Me},
    problem::Code,
    wire::{
        SessionId,
        id::{AccountId, OrganisationId},
    },
};

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
    config::Origin,
    db::AccountTx,
    http::{Facts, Failure},
    worker::mail::{Letter, NewDevice, outbox},
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
    /// What the links of a mail about it begin with.
    pub(super) origin: Origin,
    /// The one organisation that the proof is good for; `None` for any that takes a password.
    pub(super) at: Option<OrganisationId>,
    /// By what it was proved so far.
    pub(super) methods: Vec<LogInMethod>,
    /// When it was proved, if that wasn't just now.
    pub(super) proved_at: Option<DateTime<Utc>>,
}

/// Whether some organisation of the account lets its password in; otherwise the right one is as good as a wrong one.
pub(super) fn takes_password(tx: &mut AccountTx<'_>, account: AccountId) -> Result<bool, Failure> {
    let memberships = accounts::memberships(tx.conn(), account)?;
    Ok(memberships.is_empty() || memberships.iter().any(|membership| !membership.only_sso))
}

impl Opening {
    /// The same, proved by one thing more.
    pub(super) fn also(mut self, by: LogInMethod) -> Self {
        self.methods.push(by);
        self
    }

    /// Opens it in the account's first organisation that takes such a proof; refused if the password changed since it was
    /// compared.
    pub(super) fn open(self, tx: &mut AccountTx<'_>) -> Result<Me, Failure> {
        let Self { account, session, expires_at, device, gates, facts, origin, at, methods, proved_at } = self;
        // A password set meanwhile has ended all sessions; this one must not slip in behind.
        if !accounts::hold(tx.conn(), account.id, account.password_changed_at)? {
            return Err(Code::WrongCredentials.into());
        }
        limits::succeed(tx.conn(), &gates)?;
        let stranger = is_stranger(tx, account.id, &device)?;
        throttles::know_device(tx.conn(), account.id, &device.hash)?;
        let memberships = accounts::memberships(tx.conn(), account.id)?;
        let here = memberships.iter().find(|here| at.map_or(!here.only_sso, |org| here.org_id == org)).cloned();
        let Some(here) = here else {
            // Whoever has to come by their provider learns from a password no more than that it doesn't let them in.
            if at.is_none() && !memberships.is_empty() {
                return Err(Code::WrongCredentials.into());
            }
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
            methods: methods.iter().map(|method| method.as_str().to_owned()).collect(),
            authenticated_at: proved_at,
        };
        sessions::open(tx.conn(), &row)?;
        tx.enter(here.org_id)?;
        let (person, event) = (here.person_id.0, Event::new("accounts.logged_in", session));
        tx.note(here.org_id, Some(person), Some(session.0), &facts, event)?;
        if stranger {
            let letter = NewDevice { at: Utc::now(), device: &facts.device, address: facts.address };
            outbox::put(tx.conn(), &[letter.to(&account.email, &origin)?])?;
        }
        let ends_at = sessions::ends_at(tx.conn(), session)?;
        me::build(tx, session, account.email, &here, memberships, ends_at)
    }
}

/// Whether a browser is one that the account doesn't know, though its owner has logged in before: they are to hear of it.
fn is_stranger(tx: &mut AccountTx<'_>, account: AccountId, device: &Device) -> Result<bool, Failure> {
    Ok(!throttles::knows_device(tx.conn(), account, &device.hash)? && sessions::were_there(tx.conn(), account)?)
}
