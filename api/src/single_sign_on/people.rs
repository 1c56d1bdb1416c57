//! Whom a provider means: by its subject, or the first time by address. Everything happens in the organisation whose
//! provider it is, and says nothing of the same account elsewhere.

use chrono::Utc;
use shared::{
    single_sign_on::{SignOnRefusal, domain_of},
    wire::{
        PersonId,
        id::{AccountId, OrganisationId},
    },
};

use super::{
    Stop,
    claims::Identity,
    domains,
    queries::identities::{self, PersonRow},
};
use crate::{
    accounts::{self, Vouched},
    audit::Event,
    db::AccountTx,
    http::{Facts, Failure},
};

/// By whom, and where, somebody is vouched for.
#[derive(Clone)]
pub(super) struct Meant {
    /// The organisation.
    pub org: OrganisationId,
    /// Its provider.
    pub issuer: String,
    /// Whether whoever isn't known comes in as an Employee.
    pub creates_people: bool,
    /// Whether it was told to have them prove anew who they are.
    pub again: bool,
    /// What the provider says.
    pub identity: Identity,
}

/// Who it is, or what is needed first.
pub(super) enum Found {
    /// Somebody, to be logged in.
    Somebody(Vouched),
    /// Somebody who needs an account, and so a hash for it.
    NeedsAccount,
}

impl Meant {
    /// Finds who it is, and makes of an invited person a member. `hash` is for the account of whoever has none.
    pub(super) fn find(&self, tx: &mut AccountTx<'_>, facts: &Facts, hash: Option<&str>) -> Result<Found, Stop> {
        let Self { org, issuer, identity, .. } = self;
        // The domain may have been lost since they went to the provider.
        let domain = domain_of(&identity.email).ok_or(Stop::Refused(SignOnRefusal::Address))?;
        if domains::owner(tx, &domain)? != Some(*org) {
            return Err(Stop::Refused(SignOnRefusal::Domain));
        }
        tx.enter(*org)?;
        if let Some(person) = identities::known(tx.conn(), *org, issuer, &identity.subject)? {
            identities::used(tx.conn(), *org, issuer, &identity.subject)?;
            return self.let_in(tx, facts, person, hash);
        }
        let key = identity.email.to_lowercase();
        let person = match identities::by_address(tx.conn(), *org, &key)? {
            Some(person) => person,
            None if self.creates_people => match self.create(tx, facts, &key, hash)? {
                Some(person) => person,
                None => return Ok(Found::NeedsAccount),
            },
            None => return Err(Stop::Refused(SignOnRefusal::Unknown)),
        };
        let id = person.id;
        let found = self.let_in(tx, facts, person, hash)?;
        if matches!(found, Found::Somebody(_)) && !identities::link(tx.conn(), *org, issuer, &identity.subject, id)? {
            return Err(Stop::Refused(SignOnRefusal::OtherIdentity));
        }
        Ok(found)
    }

    /// Whoever is a member, or invited and of this address, is let in.
    fn let_in(
        &self,
        tx: &mut AccountTx<'_>,
        facts: &Facts,
        person: PersonRow,
        hash: Option<&str>,
    ) -> Result<Found, Stop> {
        let proved_at = self.identity.proved_at(Utc::now(), self.again);
        let vouched = |account| Found::Somebody(Vouched { org: self.org, account, proved_at });
        match (person.status.as_str(), person.account_id) {
            ("active", Some(account)) => Ok(vouched(account)),
            // Only the address says which account an invited person gets.
            ("invited", _) if person.email_key == self.identity.email.to_lowercase() => {
                let Some(account) = accounts::account_of(tx, &self.identity.email, hash)? else {
                    return Ok(Found::NeedsAccount);
                };
                self.join(tx, facts, person.id, account)?;
                Ok(vouched(account))
            }
            ("invited", _) => Err(Stop::Refused(SignOnRefusal::Unknown)),
            _ => Err(Stop::Refused(SignOnRefusal::Deactivated)),
        }
    }

    fn join(&self, tx: &mut AccountTx<'_>, facts: &Facts, person: PersonId, account: AccountId) -> Result<(), Stop> {
        if accounts::join_by_provider(tx, self.org, person, account, facts)? {
            return Ok(());
        }
        // The account is somebody else here already, under another address.
        Err(Stop::Refused(SignOnRefusal::OtherIdentity))
    }

    /// Enters whoever nobody entered; not before there is an account for them.
    fn create(
        &self,
        tx: &mut AccountTx<'_>,
        facts: &Facts,
        key: &str,
        hash: Option<&str>,
    ) -> Result<Option<PersonRow>, Failure> {
        let Identity { name, email, .. } = &self.identity;
        if accounts::account_of(tx, email, hash)?.is_none() {
            return Ok(None);
        }
        let id = identities::enter(tx.conn(), self.org, name, email, key)?;
        tx.note(self.org, None, None, facts, Event::new("people.created", id).after(&"single_sign_on"))?;
        Ok(Some(PersonRow { id, account_id: None, status: "invited".to_owned(), email_key: key.to_owned() }))
    }
}
